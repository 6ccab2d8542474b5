// The plan's changes as registry values, sorted: one entry for each place. A list policy (place
// `*`) has a value for each item, named and filled by the item, as its editor writes it.
#include "plan/registry.h"

#include "base/fold.h"
#include "base/hash.h"
#include "base/number.h"
#include "base/sort.h"

bool plan_has_star(ks_str path)
{
    for (size_t i = 0; i < path.size; i++) {
        bool begins = i == 0 || path.at[i - 1] == '\\';
        bool ends = i + 1 == path.size || path.at[i + 1] == '\\';
        if (path.at[i] == '*' && begins && ends)
            return true;
    }
    return false;
}

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
    size_t count = (size_t)3 * ks_setting_patterns_most + c->key_count; // of a path rule
    for (size_t i = 0; c->becomes.kind == KS_VALUE_TEXT && i < c->becomes.text.size; i++)
        count += c->becomes.text.at[i] == '\n';
    return count;
}

static bool is_item(const ks_change *c, ks_str item)
{
    ks_want has = { .how = KS_WANT_CONTAINS,
                    .value_count = 1,
                    .values = { { .kind = KS_VALUE_TEXT, .text = item } } };
    return ks_want_holds(&has, KS_TYPE_LIST, c->was);
}

// What lies at a value that is no place of the catalogue's, but made of one. The part has no type:
// a value named "*" is meant, not the list.
static ks_before look_at(const ks_change_plan *plan, const plan_value *v)
{
    ks_setting_place place = { .root = v->root, .key = v->key, .value = v->name };
    ks_setting_part part = { .places = &place, .place_count = 1 };
    ks_before nothing = { 0 };
    return plan->before.look ? plan->before.look(plan->before.context, &part, 0) : nothing;
}

static bool add_items(plan_values *values, const ks_change_plan *plan, const ks_change *c,
                      ks_arena *arena)
{
    ks_str left = c->becomes.text;
    while (left.size) {
        plan_value *v = &values->items[values->count];
        ks_str item = next_item(&left);
        ks_setting_value one = { .kind = KS_VALUE_TEXT, .text = item };
        if (item.size == 0 || is_item(c, item))
            continue;
        if (!plan_value_encode(c->place, one, arena, v))
            return false;
        v->change = c;
        v->name = item;
        v->before = look_at(plan, v);
        values->count++;
    }
    return true;
}

// Below each subkey: those of this machine, which no policy can name.
static bool add_keys(plan_values *values, const ks_change_plan *plan, const ks_change *c,
                     ks_arena *arena)
{
    for (size_t i = 0; i < c->key_count; i++) {
        plan_value *v = &values->items[values->count];
        if (!plan_value_encode(c->place, c->becomes, arena, v))
            return false;
        v->change = c;
        v->key = c->keys[i];
        v->before = look_at(plan, v);
        values->count++;
    }
    return true;
}

static bool add(plan_values *values, const ks_change_plan *plan, const ks_change *c,
                ks_arena *arena)
{
    if (c->outcome == KS_PLAN_EACH)
        return add_keys(values, plan, c, arena);
    if (ks_str_equal(c->place->value, KS_STR("*")) && c->becomes.kind == KS_VALUE_TEXT)
        return add_items(values, plan, c, arena);
    plan_value *v = &values->items[values->count];
    if (!plan_value_encode(c->place, c->becomes, arena, v))
        return false;
    v->change = c;
    v->before = c->before;
    values->count++;
    return true;
}

// A rule of Software Restriction Policies is a key of three values. Its GUID comes from level and
// pattern.
static bool srp_key(const ks_change *c, u32 n, ks_arena *arena, ks_str *key)
{
    u8 guid[16];
    ks_out out;
    u64 sum = ks_hash(ks_str_span(c->part->object), 3 + (u64)n);
    ks_store64(guid, sum);
    ks_store64(guid + 8, ks_hash_mix(sum, 4));
    if (!ks_out_open(&out, arena, 160))
        return false;
    KS_PUT(&out, "Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\");
    ks_out_put(&out, c->part->detail);
    KS_PUT(&out, "\\Paths\\{");
    ks_out_guid(&out, guid);
    KS_PUT(&out, "}");
    *key = ks_out_str(&out);
    return !out.is_full;
}

static bool add_srp(plan_values *values, const ks_change_plan *plan, const ks_change *c,
                    ks_arena *arena)
{
    static const ks_setting_place places[] = {
        { .value = KS_TEXT("ItemData"), .type = KS_TYPE_EXPAND_SZ },
        { .value = KS_TEXT("SaferFlags"), .type = KS_TYPE_DWORD },
        { .value = KS_TEXT("Description"), .type = KS_TYPE_SZ },
    };
    ks_str key, pattern;
    for (u32 n = 0; ks_setting_pattern(c->part->object, n, arena, &pattern); n++) {
        if (!srp_key(c, n, arena, &key))
            return false;
        ks_setting_value data[] = { { .kind = KS_VALUE_TEXT, .text = pattern },
                                    { .kind = KS_VALUE_NUMBER },
                                    { .kind = KS_VALUE_TEXT, .text = KS_STR("Konseki") } };
        for (size_t i = 0; i < countof(places); i++) {
            plan_value *v = &values->items[values->count];
            if (!plan_value_encode(&places[i], data[i], arena, v))
                return false;
            v->root = KS_ROOT_SOFTWARE;
            v->key = key;
            v->change = c;
            v->before = look_at(plan, v);
            values->count++;
        }
    }
    return true;
}

static bool is_srp(const ks_change *c)
{
    return c->part->kind == KS_SETTING_SRP && c->place == NULL && c->becomes.kind == KS_VALUE_TEXT;
}

static int by_place(const void *context, const void *left, const void *right)
{
    (void)context;
    const plan_value *a = left, *b = right;
    if (a->root != b->root)
        return (int)a->root - (int)b->root;
    int order = ks_compare_fold(a->key, b->key);
    return order ? order : ks_compare_fold(a->name, b->name);
}

// Two settings may be about one value: the first of them that policies carry writes it.
static void drop_twins(plan_values *values)
{
    size_t kept = 0;
    for (size_t i = 0; i < values->count; i++) {
        plan_value *last = &values->items[kept - (kept > 0)];
        if (kept == 0 || by_place(NULL, last, &values->items[i]) != 0)
            values->items[kept++] = values->items[i];
        else if (plan_value_is_local(last) && !plan_value_is_local(&values->items[i]))
            *last = values->items[i];
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
        bool is_written = c->outcome == KS_PLAN_CHANGE || c->outcome == KS_PLAN_EACH;
        if (is_written && (c->place || is_srp(c)))
            is_made = c->place ? add(&made, plan, c, arena) : add_srp(&made, plan, c, arena);
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
