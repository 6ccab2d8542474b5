// Byte strings in order, by whatever way they went: in memory, or in runs through a file.
#include "base/sorter.h"

#include "base/hash.h"

#include "test.h"

enum { strings = 20000, string_most = 300, large = 200000 };

static size_t string_of(u64 number, u8 *bytes)
{
    u64 drawn = ks_hash_mix(number, 1);
    size_t size = 8 + drawn % (string_most - 8);
    ks_store64_sorted(bytes, drawn % 5000); // many share their beginning
    for (size_t i = 8; i < size; i++)
        bytes[i] = (u8)(drawn >> (i % 56));
    return size;
}

static bool add_all(ks_sorter *s)
{
    u8 bytes[string_most];
    ks_fail fail = { 0 };
    for (u64 i = 0; i < strings; i++) {
        size_t size = string_of(i, bytes), head = size / 3;
        if (!ks_sorter_add(s, (ks_span){ bytes, head }, (ks_span){ bytes + head, size - head },
                           &fail))
            return false;
    }
    return true;
}

typedef struct {
    u64 hash;
    size_t count;
    bool is_ordered;
} told;

static bool read_all(ks_sorter *s, told *what)
{
    static u8 last[large];
    size_t last_size = 0;
    ks_fail fail = { 0 };
    *what = (told){ .is_ordered = true };
    for (;;) {
        ks_span next;
        if (!ks_sorter_next(s, &next, &fail))
            return false;
        if (next.at == NULL)
            return true;
        ks_str before = { (const char *)last, last_size };
        ks_str now = { (const char *)next.at, next.size };
        what->is_ordered = what->is_ordered && ks_str_compare(before, now) <= 0;
        what->hash = ks_hash_mix(what->hash, ks_hash(next, 0));
        what->count++;
        last_size = next.size < sizeof last ? next.size : sizeof last;
        memcpy(last, next.at, last_size);
    }
}

static bool sort(size_t budget, bool has_file, size_t large_count, told *what)
{
    ks_arena run;
    ks_fail fail = { 0 };
    ks_file file = { -1 };
    ks_sorter *s = NULL;
    static u8 bytes[large];
    if (!ks_arena_open(&run, "run", 1 << 20))
        return false;
    ks_arena whole = run;
    bool is_done = (!has_file || ks_os_create_unnamed(scratch(), &file, &fail)) &&
                   ks_sorter_open(&s, budget, file, &run, &fail) && add_all(s);
    for (size_t i = 0; is_done && i < large_count; i++) {
        memset(bytes, (int)i, sizeof bytes);
        is_done = ks_sorter_add(s, (ks_span){ bytes, sizeof bytes }, (ks_span){ 0 }, &fail);
    }
    is_done = is_done && read_all(s, what);
    ks_sorter_close(s);
    ks_arena_close(&whole);
    return is_done;
}

int main(void)
{
    told memory, spilled;
    check("all strings come back in order",
          sort(64 << 20, false, 0, &memory) && memory.is_ordered && memory.count == strings);
    check("through a file they come back the same",
          sort(64 << 10, true, 0, &spilled) && spilled.is_ordered && spilled.hash == memory.hash &&
              spilled.count == strings);
    check("strings larger than a buffer come back too",
          sort(64 << 20, false, 20, &memory) && sort(256 << 10, true, 20, &spilled) &&
              spilled.is_ordered && spilled.hash == memory.hash && spilled.count == strings + 20);
    check("without a file, over the budget is refused", !sort(64 << 10, false, 0, &spilled));
    return checked();
}
