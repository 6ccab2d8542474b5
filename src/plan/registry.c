// The plan's changes as registry values, sorted: one entry for each place. A list policy (place
// `*`) has a value for each item, named and filled by the item, as its editor writes it.
#include "plan/registry.h"

#include "base/fold.h"
#include "base/sort.h"

static ks_str next_item(ks_str *left)
{
    const char *end = memchr(left->at, '\n', left->size);
    ks_str item = { left->at, end ? (size_t)(end - left->at) : left->size };
    size_t size = item.size + (end != NULL);
    *left = (ks_str){ left->at + size, left->size - size };
    return item;
}

static size_t room_of(const ks_change *c)
{
    size_t count = 1;
    for (size_t i = 0; c->becomes.kind == KS_VALUE_TEXT && i < c->becomes.text.size; i++)
        count += c->becomes.text.at[i] == '\n';
    return count;
}

// What was there before an item is known only when the whole list is known to be absent.
static ks_before item_before(const ks_change *c, ks_str item)
{
    ks_before before = { .kind = c->before.kind };
    ks_want has = { .how = KS_WANT_CONTAINS,
                    .value_count = 1,
                    .values = { { .kind = KS_VALUE_TEXT, .text = item } } };
    if (before.kind == KS_BEFORE_PRESENT && !ks_want_holds(&has, KS_TYPE_LIST, c->was))
        before.kind = KS_BEFORE_ABSENT;
    return before;
}

static bool add_items(plan_values *values, const ks_change *c, ks_arena *arena)
{
    ks_str left = c->becomes.text;
    while (left.size) {
        plan_value *v = &values->items[values->count];
        ks_str item = next_item(&left);
        ks_setting_value one = { .kind = KS_VALUE_TEXT, .text = item };
        if (item.size == 0)
            continue;
        if (!plan_value_encode(c->place, one, arena, v))
            return false;
        v->change = c;
        v->name = item;
        v->before = item_before(c, item);
        if (v->before.kind != KS_BEFORE_PRESENT)
            values->count++;
    }
    return true;
}

static bool add(plan_values *values, const ks_change *c, ks_arena *arena)
{
    if (ks_str_equal(c->place->value, KS_STR("*")) && c->becomes.kind == KS_VALUE_TEXT)
        return add_items(values, c, arena);
    plan_value *v = &values->items[values->count];
    if (!plan_value_encode(c->place, c->becomes, arena, v))
        return false;
    v->change = c;
    v->before = c->before;
    values->count++;
    return true;
}

static int compare_fold(ks_str a, ks_str b)
{
    size_t least = a.size < b.size ? a.size : b.size;
    for (size_t i = 0; i < least; i++) {
        u32 x = ks_fold_code((u8)a.at[i]), y = ks_fold_code((u8)b.at[i]);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.size > b.size) - (a.size < b.size);
}

static int by_place(const void *context, const void *left, const void *right)
{
    (void)context;
    const plan_value *a = left, *b = right;
    if (a->root != b->root)
        return (int)a->root - (int)b->root;
    int order = compare_fold(a->key, b->key);
    return order ? order : compare_fold(a->name, b->name);
}

// Two settings may be about one value: the first of them writes it.
static void drop_twins(plan_values *values)
{
    size_t kept = 0;
    for (size_t i = 0; i < values->count; i++) {
        if (kept == 0 || by_place(NULL, &values->items[kept - 1], &values->items[i]) != 0)
            values->items[kept++] = values->items[i];
    }
    values->count = kept;
}

bool plan_values_of(const ks_change_plan *plan, ks_arena *arena, plan_values *values, ks_fail *fail)
{
    plan_values made = { 0 };
    size_t room = 1;
    for (size_t i = 0; i < plan->count; i++)
        room += room_of(&plan->items[i]);
    made.items = ks_take(arena, plan_value, room);
    bool is_made = made.items != NULL;
    for (size_t i = 0; is_made && i < plan->count; i++) {
        const ks_change *c = &plan->items[i];
        if (c->outcome == KS_PLAN_CHANGE && c->place)
            is_made = add(&made, c, arena);
    }
    if (!is_made || !ks_sort(made.items, made.count, sizeof *made.items, by_place, NULL, *arena))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    drop_twins(&made);
    *values = made;
    return true;
}

void plan_key_print(ks_out *out, const plan_value *value, bool has_root)
{
    static const ks_str hives[] = { KS_TEXT("HKEY_LOCAL_MACHINE\\"),
                                    KS_TEXT("HKEY_LOCAL_MACHINE\\"), KS_TEXT("HKEY_CURRENT_USER\\"),
                                    KS_TEXT("HKEY_LOCAL_MACHINE\\"),
                                    KS_TEXT("HKEY_LOCAL_MACHINE\\") };
    static const ks_str below[] = { KS_TEXT("SYSTEM\\"), KS_TEXT("SOFTWARE\\"), KS_TEXT(""),
                                    KS_TEXT("SECURITY\\"), KS_TEXT("SAM\\") };
    if (has_root)
        ks_out_put(out, hives[value->root]);
    ks_out_put(out, below[value->root]);
    ks_out_put(out, value->key);
}
