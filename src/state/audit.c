// Verdicts: what a profile asks against what is in force.
#include "state/audit.h"

#include "state/state_own.h"

static bool is_met(const ks_want *want, ks_setting_type type, const ks_instance *instance,
                   ks_setting_value value)
{
    static const ks_setting_value absent = { .kind = KS_VALUE_ABSENT };
    // Who asks for nothing to be written, or for something, does not ask what absence means.
    if (instance->is_absence && ks_want_holds(want, type, absent))
        return true;
    if (instance->is_absence && want->how == KS_WANT_PRESENT)
        return false;
    return ks_want_holds(want, type, value);
}

static ks_doubt doubt_of(const ks_state *state, const ks_instance *instance)
{
    if (instance->unseen == NULL)
        return KS_DOUBT_NO_SOURCE;
    for (u32 i = 0; i < instance->say_count; i++) {
        if (state_is_in_force(state, instance->says[i].source) &&
            instance->says[i].value.kind == KS_VALUE_ABSENT)
            return KS_DOUBT_DAMAGED;
    }
    return instance->in_force ? KS_DOUBT_UNSEEN : KS_DOUBT_NO_SOURCE;
}

static ks_audit_part judge(const ks_state *state, const ks_setting_part *part, const ks_want *want,
                           const ks_instance *instance)
{
    ks_audit_part p = { .part = part, .want = want, .instance = instance };
    const ks_said *said = instance->in_force;
    p.verdict = KS_MEETING_UNKNOWN;
    if (instance->is_absence && instance->value.kind == KS_VALUE_UNKNOWN && !instance->unseen) {
        bool is_asked = is_met(want, part->type, instance, instance->value);
        p.verdict = is_asked ? KS_MEETING_MET : KS_MEETING_UNKNOWN;
        p.doubt = is_asked ? KS_DOUBT_NONE : KS_DOUBT_VERSION;
        return p;
    }
    if (instance->value.kind == KS_VALUE_UNKNOWN || instance->unseen) {
        // A policy that says it says so wherever its value ends up.
        if (!instance->is_policy_only) {
            p.doubt = doubt_of(state, instance);
            return p;
        }
    }
    bool holds = is_met(want, part->type, instance, instance->value);
    if (said && said->is_ambiguous && is_met(want, part->type, instance, said->other) != holds) {
        p.doubt = state->sources.items[said->source].format == KS_STATE_EVTX ? KS_DOUBT_PARTLY_SHOWN
                                                                             : KS_DOUBT_AMBIGUOUS;
        return p;
    }
    p.verdict = holds ? KS_MEETING_MET : KS_MEETING_NOT;
    return p;
}

typedef struct {
    const ks_state *state;
    const ks_profile *profile;
    ks_windows windows;
    ks_arena *arena;
} auditing;

static bool audit_setting(const auditing *a, const ks_setting *setting, ks_audit_setting_result *s)
{
    size_t most = 0, count = 0;
    for (u32 i = 0; i < setting->part_count; i++)
        most += ks_state_part(a->state, &setting->parts[i])->instance_count;
    ks_audit_part *parts = ks_take(a->arena, ks_audit_part, most + 1);
    if (parts == NULL)
        return false;
    *s = (ks_audit_setting_result){ .setting = setting, .verdict = KS_MEETING_MET, .parts = parts };
    for (u32 i = 0; i < setting->part_count; i++) {
        const ks_setting_part *part = &setting->parts[i];
        const ks_want *want = ks_profile_want(a->profile, part, a->windows.role);
        const ks_part_state *state = ks_state_part(a->state, part);
        for (u32 k = 0; want && k < state->instance_count; k++) {
            parts[count] = judge(a->state, part, want, &state->instances[k]);
            if (parts[count].verdict < s->verdict)
                s->verdict = parts[count].verdict;
            count++;
        }
    }
    s->part_count = count;
    return true;
}

static void find_dead(const auditing *a, ks_audit_setting_result *s)
{
    for (u32 i = 0; i < KS_DEAD_COUNT; i++) {
        if (ks_dead_check_affects(ks_dead_check_get((ks_dead_id)i), s->setting->id) &&
            ks_state_is_dead(a->state, (ks_dead_id)i, s->setting) == KS_DEAD_YES)
            s->dead |= 1u << i;
    }
    if (s->dead && s->verdict == KS_MEETING_MET)
        s->verdict = KS_MEETING_DEAD;
}

static void choose_windows(const ks_state *state, const ks_audit_how *how, ks_audit_result *result)
{
    const ks_machine *machine = ks_state_machine(state);
    result->windows = machine->windows;
    result->is_role_given = how->has_role;
    result->is_role_guessed = !how->has_role && !machine->has_role;
    if (how->has_role)
        result->windows.role = how->role;
}

bool ks_audit_state(const ks_state *state, const ks_profile *profile, const ks_audit_how *how,
                    ks_arena *arena, ks_audit_result *result)
{
    size_t group_count, total;
    const ks_setting_group *groups = ks_setting_groups(&group_count);
    (void)ks_settings(&total);
    *result = (ks_audit_result){ .state = state, .profile = profile };
    choose_windows(state, how, result);
    auditing a = { state, profile, result->windows, arena };
    ks_audit_setting_result *settings = ks_take(arena, ks_audit_setting_result, total + 1);
    if (settings == NULL)
        return false;
    result->settings = settings;
    for (size_t g = 0; g < group_count; g++) {
        for (size_t i = 0; i < groups[g].count; i++) {
            const ks_setting *setting = &groups[g].settings[i];
            ks_audit_setting_result *s = &settings[result->setting_count];
            u32 role = 1u << a.windows.role;
            if (!ks_profile_asks(profile, setting, role) ||
                (setting->is_unconfirmed && !how->with_unconfirmed))
                continue;
            if (!ks_setting_exists_on(setting, &a.windows) || (setting->not_for & role)) {
                result->left_out++;
                continue;
            }
            if (!audit_setting(&a, setting, s))
                return false;
            if (s->part_count == 0)
                continue;
            find_dead(&a, s);
            result->counts[s->verdict]++;
            result->setting_count++;
        }
    }
    for (u32 i = 0; i < KS_DEAD_COUNT; i++) {
        if (ks_state_is_dead(state, (ks_dead_id)i, NULL) == KS_DEAD_YES)
            result->dead |= 1u << i;
    }
    return true;
}

// --- words

ks_str ks_meeting_word(ks_meeting meeting)
{
    static const ks_str words[] = {
#define X(name, word, en, ja) KS_TEXT(word),
        KS_MEETINGS(X)
#undef X
    };
    return words[meeting];
}

ks_str ks_meeting_text(ks_meeting meeting, ks_lang lang)
{
    static const ks_str texts[][KS_LANG_COUNT] = {
#define X(name, word, en, ja) { KS_TEXT(en), KS_TEXT(ja) },
        KS_MEETINGS(X)
#undef X
    };
    return texts[meeting][lang];
}

ks_str ks_doubt_word(ks_doubt doubt)
{
    static const ks_str words[] = {
#define X(name, word, en, ja) KS_TEXT(word),
        KS_DOUBTS(X)
#undef X
    };
    return words[doubt];
}

ks_str ks_doubt_text(ks_doubt doubt, ks_lang lang)
{
    static const ks_str texts[][KS_LANG_COUNT] = {
#define X(name, word, en, ja) { KS_TEXT(en), KS_TEXT(ja) },
        KS_DOUBTS(X)
#undef X
    };
    return texts[doubt][lang];
}
