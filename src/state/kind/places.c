// What registries hold at the places of a part: for kinds whose state is a value somewhere.
#include "base/fold.h"
#include "base/number.h"
#include "base/sort.h"
#include "state/state_own.h"

// --- values

static bool is_text_type(u32 type)
{
    return type == KS_REGISTRY_SZ || type == KS_REGISTRY_EXPAND_SZ;
}

// Whether Windows takes a value of this type there. The two kinds of text count as one.
static bool takes_type(const ks_setting_place *place, u32 type)
{
    u32 wanted = (u32)place->type;
    if (place->type == KS_TYPE_NONE || type == wanted)
        return true;
    if (type < 32 && (place->also & 1u << type))
        return true;
    if (is_text_type(type))
        return is_text_type(wanted) || place->type == KS_TYPE_TEXT || place->type == KS_TYPE_LIST ||
               place->also & (1u << KS_REGISTRY_SZ | 1u << KS_REGISTRY_EXPAND_SZ);
    if (wanted < KS_TYPE_AUDIT) // a type of the registry's own: it would have been equal
        return false;
    return ks_setting_type_is_number(place->type) ? type == KS_REGISTRY_DWORD
                                                  : type == KS_REGISTRY_MULTI_SZ;
}

void state_value_of(const ks_setting_part *part, const ks_setting_place *place,
                    const ks_reg_value *value, ks_arena *arena, ks_said *said)
{
    u64 number;
    said->registry_type = value->type;
    said->is_wrong_type = !takes_type(place, value->type);
    bool is_number = ks_setting_type_is_number(part->type) && !said->is_wrong_type &&
                     ks_reg_number(value, *arena, &number);
    if (is_number) {
        u64 unit = place->unit ? place->unit : 1;
        if (__builtin_mul_overflow(number, unit, &number))
            number = UINT64_MAX;
        said->value = (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = number };
        return;
    }
    said->value = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = ks_reg_text(value, arena) };
}

static bool is_digits(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    }
    return true;
}

// Each value of a key is an item: its name, or what it says where names only count.
static bool list_of(ks_registry *registry, const ks_reg_key *key, ks_arena *arena, ks_said *said)
{
    ks_reg_value *values;
    size_t count, items = 0, room = 1;
    ks_out out;
    if (!registry->values(registry, key, arena, &values, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        room += values[i].name.size + values[i].data.size * 2 + ks_number_size;
    if (!ks_out_open(&out, arena, room))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (values[i].is_deleted || values[i].name.size == 0)
            continue;
        ks_str item = is_digits(values[i].name) ? ks_reg_text(&values[i], arena) : values[i].name;
        if (item.size == 0)
            continue;
        if (items++)
            KS_PUT(&out, "\n");
        ks_out_put(&out, item);
    }
    said->value = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = ks_out_str(&out) };
    return items > 0;
}

// --- places

static ks_str next_name(ks_str *left)
{
    const char *end = memchr(left->at, '\\', left->size);
    ks_str name = { left->at, end ? (size_t)(end - left->at) : left->size };
    *left = ks_str_from(*left, name.size + (end != NULL));
    return name;
}

ks_str ks_state_key_of(const ks_setting_place *place, ks_str names, ks_arena *arena)
{
    ks_out out;
    if (names.size == 0)
        return place->key;
    if (!ks_out_open(&out, arena, place->key.size + names.size))
        return (ks_str){ 0 };
    for (size_t i = 0; i < place->key.size; i++) {
        if (place->key.at[i] == '*')
            ks_out_put(&out, next_name(&names));
        else
            ks_out_byte(&out, place->key.at[i]);
    }
    return ks_out_str(&out);
}

static ks_str where_of(const ks_setting_place *place, ks_str key, ks_arena *arena)
{
    ks_out out;
    ks_setting_place at = *place;
    at.key = key;
    if (!ks_out_open(&out, arena, key.size + place->value.size + 32))
        return (ks_str){ 0 };
    ks_setting_place_print(&at, &out);
    return ks_out_str(&out);
}

// Whether the mount is one of this place, for this user.
static bool is_of(const state_mount *mount, const ks_setting_place *place, const state_scope *scope)
{
    if (mount->root != (u32)place->root)
        return false;
    return place->root != KS_ROOT_USER || mount->user.size == 0 ||
           (scope->has_user && ks_str_equal(mount->user, scope->user));
}

// What a mount holds at a place. False: nothing.
static bool find_value(state_reading *r, const state_mount *mount, const ks_setting_place *place,
                       ks_str key, ks_said *said)
{
    ks_arena *arena = r->state->arena;
    ks_reg_key found;
    ks_reg_value value;
    *said = (ks_said){ .source = mount->source, .place = place };
    if (!state_key(r->state, mount, key, arena, &found))
        return false;
    said->written_ticks = found.written_ticks;
    if (ks_str_equal(place->value, KS_STR("*")))
        return list_of(mount->registry, &found, arena, said);
    if (!mount->registry->value(mount->registry, &found, place->value, arena, &value))
        return false;
    if (value.is_deleted)
        said->value = (ks_setting_value){ .kind = KS_VALUE_ABSENT };
    else
        state_value_of(r->part, place, &value, arena, said);
    return true;
}

static bool say(state_reading *r, const ks_said *what, ks_str key)
{
    ks_said *said = state_say(r, what->source);
    if (said == NULL)
        return false;
    *said = *what;
    said->where = where_of(what->place, key, r->state->arena);
    return true;
}

// Policies: what the strongest of its places says, for each file.
static void say_policies(state_reading *r, const state_scope *scope)
{
    ks_state *s = r->state;
    for (u32 source = 0; source < s->sources.count; source++) {
        bool is_said = state_is_in_force(s, source);
        for (u32 i = 0; i < r->part->place_count && !is_said; i++) {
            const ks_setting_place *place = &r->part->places[i];
            ks_str key = ks_state_key_of(place, scope->stars, s->arena);
            for (size_t m = 0; m < s->mounts.count && !is_said; m++) {
                const state_mount *mount = &s->mounts.items[m];
                ks_said said;
                is_said = mount->source == source && is_of(mount, place, scope) &&
                          find_value(r, mount, place, key, &said) && say(r, &said, key);
            }
        }
    }
}

const ks_setting_place *state_say_places(state_reading *r, const state_scope *scope)
{
    ks_state *s = r->state;
    const ks_setting_place *unseen = NULL;
    ks_said absent = { .place = NULL };
    bool is_found = false;
    for (u32 i = 0; i < r->part->place_count; i++) {
        const ks_setting_place *place = &r->part->places[i];
        ks_str key = ks_state_key_of(place, scope->stars, s->arena);
        bool is_seen = false;
        for (size_t m = 0; m < s->mounts.count; m++) {
            const state_mount *mount = &s->mounts.items[m];
            ks_said said;
            if (!is_of(mount, place, scope) || !state_is_in_force(s, mount->source))
                continue;
            if (find_value(r, mount, place, key, &said)) {
                is_seen = true;
                is_found = say(r, &said, key);
            } else if (state_covers(mount, key, *s->arena)) {
                is_seen = true;
                if (absent.place == NULL)
                    absent = said;
            }
        }
        if (!is_seen && !is_found && unseen == NULL)
            unseen = place;
    }
    if (!is_found && unseen == NULL && absent.place) {
        absent.value = (ks_setting_value){ .kind = KS_VALUE_ABSENT };
        (void)!say(r, &absent, ks_state_key_of(absent.place, scope->stars, s->arena));
    }
    say_policies(r, scope);
    return unseen;
}

// --- one instance a user, or a subkey

enum { stars_most = 1024 };

typedef struct {
    ks_str *items;
    size_t count, capacity;
} name_list;

static void add_name(ks_state *s, name_list *names, ks_str name)
{
    ks_str *added = state_add(s, names, sizeof *names->items);
    if (added)
        *added = name;
}

static int by_fold(const void *context, const void *a, const void *b)
{
    (void)context;
    return ks_compare_fold(*(const ks_str *)a, *(const ks_str *)b);
}

// Several registries may have the same: each once, sorted.
static void sort_names(ks_state *s, name_list *names)
{
    size_t kept = 0;
    if (names->count &&
        !ks_sort(names->items, names->count, sizeof *names->items, by_fold, NULL, *s->arena))
        s->is_spent = true;
    for (size_t i = 0; i < names->count; i++) {
        if (kept == 0 || !ks_equal_fold(names->items[kept - 1], names->items[i]))
            names->items[kept++] = names->items[i];
    }
    names->count = kept;
}

static ks_str join_names(ks_state *s, ks_str above, ks_str name)
{
    ks_out out;
    if (above.size == 0)
        return name;
    if (!ks_out_open(&out, s->arena, above.size + 1 + name.size))
        return (ks_str){ 0 };
    ks_out_put(&out, above);
    KS_PUT(&out, "\\");
    ks_out_put(&out, name);
    return ks_out_str(&out);
}

// The names of one more star, below those that `above` names. The key ends before that star. A name
// that is empty, or holds a backslash, cannot be told as part of a path. Finding a key by its path
// takes as long as there are keys beside it: more than `stars_most` are not looked at.
static void add_below(ks_state *s, const state_mount *mount, ks_str key, ks_str above,
                      name_list *names)
{
    ks_reg_key found;
    ks_str *subkeys;
    size_t count;
    if (!state_key(s, mount, key, s->arena, &found) ||
        !mount->registry->keys(mount->registry, &found, s->arena, &subkeys, &count))
        return;
    for (size_t i = 0; i < count && names->count < stars_most; i++) {
        if (subkeys[i].size && !memchr(subkeys[i].at, '\\', subkeys[i].size))
            add_name(s, names, join_names(s, above, subkeys[i]));
    }
}

// What the stars of a place, which has some, stand for in one registry.
static name_list stars_in(ks_state *s, const state_mount *mount, const ks_setting_place *place)
{
    name_list names = { 0 };
    add_name(s, &names, (ks_str){ 0 });
    for (size_t i = 0; i < place->key.size; i++) {
        if (place->key.at[i] != '*')
            continue;
        ks_setting_place above = *place;
        name_list below = { 0 };
        above.key.size = i ? i - 1 : 0;
        for (size_t k = 0; k < names.count; k++)
            add_below(s, mount, ks_state_key_of(&above, names.items[k], s->arena), names.items[k],
                      &below);
        names = below;
    }
    return names;
}

// The subkeys that the stars stand for, of all registries.
static name_list stars_of(state_reading *r)
{
    ks_state *s = r->state;
    name_list names = { 0 };
    for (u32 i = 0; i < r->part->place_count; i++) {
        const ks_setting_place *place = &r->part->places[i];
        bool has_star = memchr(place->key.at, '*', place->key.size) != NULL;
        for (size_t m = 0; has_star && m < s->mounts.count; m++) {
            if (s->mounts.items[m].root != (u32)place->root)
                continue;
            name_list some = stars_in(s, &s->mounts.items[m], place);
            for (size_t k = 0; k < some.count && names.count < stars_most; k++)
                add_name(s, &names, some.items[k]);
        }
    }
    sort_names(s, &names);
    return names;
}

static name_list users_of(const state_reading *r)
{
    name_list names = { 0 };
    bool is_users = false;
    for (u32 i = 0; i < r->part->place_count; i++)
        is_users = is_users || r->part->places[i].root == KS_ROOT_USER;
    for (size_t m = 0; is_users && m < r->state->mounts.count; m++) {
        const state_mount *mount = &r->state->mounts.items[m];
        if (mount->root == KS_ROOT_USER && mount->user.size)
            add_name(r->state, &names, mount->user);
    }
    sort_names(r->state, &names);
    return names;
}

static void read_scope(state_reading *r, ks_str of, const state_scope *scope)
{
    const ks_setting_place *unseen = state_say_places(r, scope);
    state_end_instance(r, of, unseen);
}

void state_kind_places(state_reading *r)
{
    name_list stars = stars_of(r), users = users_of(r);
    if (stars.count == 0 && users.count == 0)
        read_scope(r, (ks_str){ 0 }, &(state_scope){ 0 });
    for (size_t i = 0; i < users.count && stars.count == 0; i++)
        read_scope(r, users.items[i], &(state_scope){ .user = users.items[i], .has_user = true });
    for (size_t i = 0; i < stars.count; i++)
        read_scope(r, stars.items[i], &(state_scope){ .stars = stars.items[i] });
    if (stars.count == stars_most) // what else there may be is not known
        state_end_instance(r, KS_STR("*"), &r->part->places[0]);
}
