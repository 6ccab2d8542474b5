// The plan's changes as registry values, sorted: one entry for each place. A list policy (place
// `*`) has a value for each item, named and filled by the item, as its editor writes it.
#include "plan/registry.h"

#include "base/fold.h"
#include "base/hash.h"
#include "base/number.h"
#include "base/sort.h"
#include "base/text.h"

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
    size_t count = 3; // of a path rule
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

// A rule of Software Restriction Policies is a key of three values. Its GUID comes from level and
// pattern; "U+202E" stands for that character.
static bool srp_key(const ks_change *c, ks_arena *arena, ks_str *key)
{
    u8 guid[16];
    ks_out out;
    u64 sum = ks_hash(ks_str_span(c->part->object), 3);
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

static bool srp_pattern(ks_str text, ks_arena *arena, ks_str *pattern)
{
    ks_out out;
    if (!ks_out_open(&out, arena, text.size + 4))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        u64 code;
        u8 hex[6] = { '0', 'x' };
        bool is_code = i + 6 <= text.size && memcmp(text.at + i, "U+", 2) == 0;
        if (is_code)
            memcpy(hex + 2, text.at + i + 2, 4);
        if (is_code && ks_u64_read((ks_str){ (const char *)hex, 6 }, &code)) {
            u8 utf8[4];
            ks_out_bytes(&out, utf8, ks_utf8_write(utf8, (u32)code));
            i += 5;
        } else {
            ks_out_byte(&out, text.at[i]);
        }
    }
    *pattern = ks_out_str(&out);
    return true;
}

static bool add_srp(plan_values *values, const ks_change *c, ks_arena *arena)
{
    static const ks_setting_place places[] = {
        { .value = KS_TEXT("ItemData"), .type = KS_TYPE_EXPAND_SZ },
        { .value = KS_TEXT("SaferFlags"), .type = KS_TYPE_DWORD },
        { .value = KS_TEXT("Description"), .type = KS_TYPE_SZ },
    };
    ks_str key, pattern;
    if (!srp_key(c, arena, &key) || !srp_pattern(c->part->object, arena, &pattern))
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
        v->before = c->before;
        values->count++;
    }
    return true;
}

static bool is_srp(const ks_change *c)
{
    return c->part->kind == KS_SETTING_SRP && c->place == NULL && c->becomes.kind == KS_VALUE_TEXT;
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
        if (c->outcome == KS_PLAN_CHANGE && (c->place || is_srp(c)))
            is_made = c->place ? add(&made, c, arena) : add_srp(&made, c, arena);
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
