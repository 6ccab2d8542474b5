// Tables, sorting and arenas: against the plainest way to do the same.
#include "base/table.h"

#include "base/sort.h"

#include "test.h"

static u64 state = 1;

static u32 next_random(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (u32)((state * 0x2545f4914f6cdd1du) >> 32);
}

static void tables(ks_arena arena)
{
    ks_table t = { .seed = 7 };
    bool is_counted = true, is_found = true;
    for (u32 i = 0; i < 20000; i++) {
        u32 key = i * 2654435761u;
        ks_span span = { (const u8 *)&key, i % 5 }; // also empty ones
        u32 before = ks_table_find(&t, span);
        u32 number = ks_table_add(&t, &arena, span);
        is_counted =
            is_counted && (before == ks_table_none ? number + 1 == t.count : number == before);
        is_found = is_found && ks_table_find(&t, span) == number;
    }
    check("keys are numbered from 0 in the order of adding", is_counted);
    check("and found again", is_found);
    check("a key that was not added is not found",
          ks_table_find(&t, (ks_span){ (const u8 *)"elsewhere", 9 }) == ks_table_none);
    ks_table none = { 0 };
    check("an empty table finds nothing",
          ks_table_find(&none, (ks_span){ (const u8 *)"a", 1 }) == ks_table_none);
    bool in_order = true;
    for (size_t i = 0; i < t.count; i++)
        in_order = in_order && ks_table_find(&t, t.entries[i].key) == i;
    check("its entries stand in the order of adding", in_order);
    u8 small[600];
    ks_arena tiny = { .at = small, .end = small + sizeof small };
    ks_table full = { 0 };
    u32 added = 0;
    for (u32 i = 0; i < 100; i++)
        added += ks_table_add(&full, &tiny, (ks_span){ (const u8 *)&i, 4 }) != ks_table_none;
    check("past the budget nothing is added, and nothing breaks", added < 100);
}

typedef struct {
    u32 key, place;
} item;

static int by_key(const void *context, const void *a, const void *b)
{
    (void)context;
    return ks_compare_u64(((const item *)a)->key, ((const item *)b)->key);
}

static void sorting(ks_arena arena)
{
    bool in_order = true, is_stable = true, is_all = true;
    for (size_t count = 0; count < 300; count++) {
        item *items = ks_take(&arena, item, count + 1);
        u64 sum = 0, after = 0;
        for (u32 i = 0; i < count; i++) {
            items[i] = (item){ next_random() % (u32)(count / 3 + 1), i };
            sum += (u64)items[i].key * 1000003 + i;
        }
        is_all = is_all && ks_sort(items, count, sizeof *items, by_key, NULL, arena);
        for (u32 i = 0; i < count; i++) {
            after += (u64)items[i].key * 1000003 + items[i].place;
            in_order = in_order && (i == 0 || items[i - 1].key <= items[i].key);
            is_stable = is_stable && (i == 0 || items[i - 1].key != items[i].key ||
                                      items[i - 1].place < items[i].place);
        }
        is_all = is_all && sum == after;
    }
    check("items are sorted, for every count up to 300", in_order);
    check("equal items keep their order", is_stable);
    check("none is lost", is_all);
    item two[] = { { 2, 0 }, { 1, 1 } };
    u8 small[4];
    ks_arena tiny = { .at = small, .end = small + sizeof small };
    check("without memory nothing changes, and it is said",
          !ks_sort(two, 2, sizeof *two, by_key, NULL, tiny) && two[0].key == 2);
}

static void arenas(void)
{
    ks_arena a, whole;
    check("an arena opens", ks_arena_open(&a, "test", 1 << 20));
    whole = a;
    u8 *first = ks_take(&a, u8, 3);
    u64 *second = ks_take(&a, u64, 4);
    check("what is taken is aligned and zeroed",
          first && second && (uintptr_t)second % alignof(u64) == 0 && second[3] == 0);
    memset(first, 0xff, 3);
    memset(second, 0xff, 4 * sizeof *second);
    ks_arena scratch = a;
    check("a copy is a scratch arena", ks_take(&scratch, u8, 100) && a.at < scratch.at);
    check("past the budget there is NULL", ks_take(&a, u8, 1 << 20) == NULL);
    check("a size that overflows is past the budget",
          ks_arena_take(&a, SIZE_MAX / 2, 3, 1) == NULL);
    a = whole;
    second = ks_take(&a, u64, 4);
    check("after a reset memory is zeroed again", second && second[0] == 0 && second[3] == 0);
    check("a text with a NUL is no C string", ks_cstr(&a, (ks_str){ "a\0b", 3 }) == NULL);
    const char *c = ks_cstr(&a, KS_STR("abc"));
    check("one without is", c && strcmp(c, "abc") == 0);
    ks_arena_close(&whole);
}

int main(void)
{
    ks_arena arena;
    if (!check("there is memory", ks_arena_open(&arena, "test", (size_t)64 << 20)))
        return checked();
    tables(arena);
    sorting(arena);
    arenas();
    return checked();
}
