// Opening a state, and what is asked of it.
#include "base/number.h"
#include "state/state_own.h"

// What was absent in a hive that turned out damaged may have been there. Damage is met while
// reading, so this comes last.
static void doubt(ks_state *s, ks_instance *instance)
{
    const ks_said *in_force = instance->in_force;
    if (in_force == NULL || in_force->value.kind != KS_VALUE_ABSENT ||
        !s->sources.items[in_force->source].is_incomplete)
        return;
    instance->value = (ks_setting_value){ .kind = KS_VALUE_UNKNOWN };
    instance->is_absence = false;
    instance->unseen = in_force->place;
}

static void read_parts(ks_state *s)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++)
            state_read_part(s, &settings[i]->parts[k]);
    }
    for (size_t i = 0; i < s->sources.count; i++)
        s->sources.items[i].is_incomplete =
            s->ledgers.items[i] && ks_ledger_is_incomplete(s->ledgers.items[i]);
    for (size_t i = 0; i < ks_setting_part_total(); i++) {
        for (u32 k = 0; k < s->parts[i].instance_count; k++)
            doubt(s, &s->parts[i].instances[k]);
    }
}

bool ks_state_open(ks_state_file *files, size_t count, ks_arena *arena, ks_state **state,
                   ks_fail *fail)
{
    ks_state *s = ks_take(arena, ks_state, 1);
    ks_part_state *parts = ks_take(arena, ks_part_state, ks_setting_part_total() + 1);
    if (s == NULL || parts == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("state"));
    s->arena = arena;
    s->parts = parts;
    state_load(s, files, count);
    state_read_machine(s);
    state_load_audited(s, files, count);
    read_parts(s);
    if (s->is_spent)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("state"));
    *state = s;
    return true;
}

const ks_machine *ks_state_machine(const ks_state *state) { return &state->machine; }
size_t ks_state_source_count(const ks_state *state) { return state->sources.count; }

const ks_state_source *ks_state_source_at(const ks_state *state, size_t number)
{
    KS_ASSERT(number < state->sources.count);
    return &state->sources.items[number];
}

const ks_part_state *ks_state_part(const ks_state *state, const ks_setting_part *part)
{
    return &state->parts[part->number];
}

const ks_sysmon_config *ks_state_sysmon(const ks_state *state)
{
    return state->sysmons.count ? state->sysmons.items[state->sysmons.count - 1].config : NULL;
}

bool ks_state_is_incomplete(const ks_state *state)
{
    for (size_t i = 0; i < state->sources.count; i++) {
        if (state->sources.items[i].is_incomplete)
            return true;
    }
    return false;
}

// --- words

ks_str ks_state_format_word(ks_state_format format)
{
    static const ks_str words[] = {
#define X(name, word, en, ja) KS_TEXT(word),
        KS_STATE_FORMATS(X)
#undef X
    };
    return words[format];
}

ks_str ks_state_format_text(ks_state_format format, ks_lang lang)
{
    static const ks_str texts[][KS_LANG_COUNT] = {
#define X(name, word, en, ja) { KS_TEXT(en), KS_TEXT(ja) },
        KS_STATE_FORMATS(X)
#undef X
    };
    return texts[format][lang];
}

ks_str ks_state_tier_word(ks_state_tier tier)
{
    static const ks_str words[] = {
#define X(name, word, en, ja) KS_TEXT(word),
        KS_STATE_TIERS(X)
#undef X
    };
    return words[tier];
}

ks_str ks_state_tier_text(ks_state_tier tier, ks_lang lang)
{
    static const ks_str texts[][KS_LANG_COUNT] = {
#define X(name, word, en, ja) { KS_TEXT(en), KS_TEXT(ja) },
        KS_STATE_TIERS(X)
#undef X
    };
    return texts[tier][lang];
}
