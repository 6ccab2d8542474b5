// Keys and values of a state's registries.
#include "base/fold.h"
#include "state/state_own.h"

void *state_add(ks_state *state, void *list, size_t size)
{
    // All lists begin alike: items, count, capacity.
    STATE_LIST(void) *of = list;
    if (of->count == of->capacity) {
        void *grown =
            of->items ? ks_arena_grow(state->arena, of->items, size, of->count, &of->capacity)
                      : ks_arena_take(state->arena, size, of->capacity = 16, alignof(max_align_t));
        if (grown == NULL) {
            state->is_spent = true;
            return NULL;
        }
        of->items = grown;
    }
    return (u8 *)of->items + of->count++ * size;
}

// "ControlSet001\Services\..." of "CurrentControlSet\Services\...", behind the mount's prefix.
static ks_str path_of(const state_mount *mount, ks_str key, ks_arena *arena)
{
    static const ks_str current = KS_TEXT("CurrentControlSet");
    bool is_current = mount->current.size && key.size >= current.size &&
                      ks_equal_fold((ks_str){ key.at, current.size }, current) &&
                      (key.size == current.size || key.at[current.size] == '\\');
    if (mount->prefix.size == 0 && !is_current)
        return key;
    ks_out out;
    if (!ks_out_open(&out, arena, mount->prefix.size + mount->current.size + key.size + 2))
        return (ks_str){ 0 };
    ks_out_put(&out, mount->prefix);
    if (mount->prefix.size && key.size)
        KS_PUT(&out, "\\");
    if (is_current) {
        ks_out_put(&out, mount->current);
        key = (ks_str){ key.at + current.size, key.size - current.size };
    }
    ks_out_put(&out, key);
    return ks_out_str(&out);
}

bool state_key(const ks_state *state, const state_mount *mount, ks_str key, ks_arena *arena,
               ks_reg_key *found)
{
    (void)state;
    ks_str path = path_of(mount, key, arena);
    return (path.size || key.size == 0) &&
           mount->registry->find(mount->registry, path, arena, found);
}

bool state_covers(const state_mount *mount, ks_str key, ks_arena scratch)
{
    return mount->registry->covers(mount->registry, path_of(mount, key, &scratch));
}

// Where the question can be asked at all: the root's mounts that are in force.
// NOLINTBEGIN(bugprone-macro-parentheses): a name cannot stand in parentheses
#define EACH_IN_FORCE(state, m, wanted)                                                           \
    for (const state_mount *m = (state)->mounts.items, *end_ = m ? m + (state)->mounts.count : m; \
         m < end_; m++)                                                                           \
        if (m->root == (u32)(wanted) && state_is_in_force((state), m->source))
// NOLINTEND(bugprone-macro-parentheses)

state_answer state_has_key(const ks_state *state, ks_setting_root root, const char *key)
{
    state_answer answer = STATE_OPEN;
    ks_reg_key found;
    ks_arena scratch = *state->arena;
    EACH_IN_FORCE(state, m, root)
    {
        if (state_key(state, m, ks_str_of(key), &scratch, &found))
            return STATE_YES;
        if (state_covers(m, ks_str_of(key), scratch))
            answer = STATE_NO;
    }
    return answer;
}

state_answer state_value(const ks_state *state, ks_setting_root root, const char *key,
                         const char *name, ks_arena *arena, ks_reg_value *value)
{
    state_answer answer = STATE_OPEN;
    ks_reg_key found;
    EACH_IN_FORCE(state, m, root)
    {
        if (state_key(state, m, ks_str_of(key), arena, &found) &&
            m->registry->value(m->registry, &found, ks_str_of(name), arena, value))
            return STATE_YES;
        if (state_covers(m, ks_str_of(key), *arena))
            answer = STATE_NO;
    }
    return answer;
}

// Of users' registries only one that is alone can be meant.
static bool is_one_user(const ks_state *state)
{
    const state_mount *first = NULL;
    EACH_IN_FORCE(state, m, KS_ROOT_USER)
    {
        if (first && !ks_str_equal(m->user, first->user))
            return false;
        first = m;
    }
    return first != NULL;
}

ks_state_presence ks_state_value_at(const ks_state *state, const ks_setting_place *place,
                                    ks_arena *arena, ks_reg_value *value)
{
    const char *key = ks_cstr(arena, place->key), *name = ks_cstr(arena, place->value);
    if (key == NULL || name == NULL || (place->root == KS_ROOT_USER && !is_one_user(state)))
        return KS_STATE_NOT_KNOWN;
    state_answer answer = state_value(state, place->root, key, name, arena, value);
    return answer == STATE_YES  ? KS_STATE_PRESENT
           : answer == STATE_NO ? KS_STATE_ABSENT
                                : KS_STATE_NOT_KNOWN;
}

state_answer state_number(const ks_state *state, ks_setting_root root, const char *key,
                          const char *name, u64 *number)
{
    ks_arena scratch = *state->arena;
    ks_reg_value value;
    state_answer answer = state_value(state, root, key, name, &scratch, &value);
    if (answer == STATE_YES && !ks_reg_number(&value, scratch, number))
        return STATE_NO;
    return answer;
}

state_answer state_text(const ks_state *state, ks_setting_root root, const char *key,
                        const char *name, ks_arena *arena, ks_str *text)
{
    ks_reg_value value;
    state_answer answer = state_value(state, root, key, name, arena, &value);
    *text = answer == STATE_YES ? ks_reg_text(&value, arena) : (ks_str){ 0 };
    return answer;
}
