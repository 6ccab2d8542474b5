// What the predicates of dead settings are made of: answers of three kinds, and questions to a
// state.
#include "state/dead.h"

ks_dead_answer dead_all(state_answer a, state_answer b)
{
    if (a == STATE_NO || b == STATE_NO)
        return KS_DEAD_NO;
    return a == STATE_YES && b == STATE_YES ? KS_DEAD_YES : KS_DEAD_OPEN;
}

state_answer dead_say(bool yes) { return yes ? STATE_YES : STATE_NO; }

state_answer dead_either(state_answer a, state_answer b)
{
    if (a == STATE_YES || b == STATE_YES)
        return STATE_YES;
    return a == STATE_OPEN || b == STATE_OPEN ? STATE_OPEN : STATE_NO;
}

state_answer dead_no(state_answer a)
{
    return a == STATE_OPEN ? STATE_OPEN : dead_say(a == STATE_NO);
}

// --- what is asked of the state

// The value of a setting's part, of the whole machine or of some user; OPEN: not known.
state_answer dead_part(const ks_state *s, const char *id, const char *name, ks_setting_value *value)
{
    const ks_setting *setting = ks_setting_find(ks_str_of(id));
    for (u32 i = 0; setting && i < setting->part_count; i++) {
        if (!ks_str_equal(setting->parts[i].name, ks_str_of(name)))
            continue;
        const ks_part_state *part = ks_state_part(s, &setting->parts[i]);
        const ks_instance *instance = &part->instances[0];
        *value = instance->value;
        if (value->kind == KS_VALUE_UNKNOWN || (instance->unseen && !instance->is_policy_only))
            return STATE_OPEN;
        return dead_say(value->kind != KS_VALUE_ABSENT);
    }
    return STATE_OPEN;
}

// Whether the audit setting of a subcategory has these bits.
state_answer dead_audits(const ks_state *s, const char *id, u64 bits)
{
    ks_setting_value value;
    state_answer answer = dead_part(s, id, "", &value);
    return answer == STATE_YES ? dead_say((value.number & bits) == bits) : answer;
}

state_answer dead_part_is(const ks_state *s, const char *id, const char *name, u64 wanted)
{
    ks_setting_value value;
    state_answer answer = dead_part(s, id, name, &value);
    if (answer != STATE_YES)
        return answer;
    return dead_say(value.kind == KS_VALUE_NUMBER && value.number == wanted);
}

state_answer dead_start_is(const ks_state *s, const char *key, u64 wanted)
{
    u64 start;
    state_answer answer = state_number(s, KS_ROOT_SYSTEM, key, "Start", &start);
    return answer == STATE_YES ? dead_say(start == wanted) : answer;
}

state_answer dead_number_is(const ks_state *s, ks_setting_root root, const char *key,
                            const char *name, u64 wanted)
{
    u64 number;
    state_answer answer = state_number(s, root, key, name, &number);
    return answer == STATE_YES ? dead_say(number == wanted) : answer;
}

// Whether a key has values or subkeys in any registry; NO when it is known to have none.
static state_answer has_any(const ks_state *s, ks_setting_root root, ks_str key, bool of_values)
{
    state_answer answer = STATE_OPEN;
    ks_arena scratch = *s->arena;
    for (size_t i = 0; i < s->mounts.count; i++) {
        const state_mount *m = &s->mounts.items[i];
        ks_reg_key found;
        ks_reg_value *values;
        ks_str *names;
        size_t count = 0;
        if (m->root != (u32)root)
            continue;
        bool is_there = state_key(s, m, key, &scratch, &found);
        if (is_there && of_values)
            is_there = m->registry->values(m->registry, &found, &scratch, &values, &count);
        else if (is_there)
            is_there = m->registry->keys(m->registry, &found, &scratch, &names, &count);
        if (is_there && count)
            return STATE_YES;
        if (state_is_in_force(s, m->source) && state_covers(m, key, scratch))
            answer = STATE_NO;
    }
    return answer;
}

state_answer dead_has_values(const ks_state *s, ks_setting_root root, const char *key)
{
    return has_any(s, root, ks_str_of(key), true);
}

state_answer dead_has_subkeys(const ks_state *s, ks_setting_root root, const char *key)
{
    return has_any(s, root, ks_str_of(key), false);
}

ks_dead_answer ks_state_is_dead(const ks_state *state, ks_dead_id check, const ks_setting *setting)
{
    static dead_check *const checks[KS_DEAD_COUNT] = {
#define X(name, function) [KS_DEAD_##name] = dead_##function,
        DEAD_FUNCTIONS(X)
#undef X
    };
    return checks[check](state, setting);
}
