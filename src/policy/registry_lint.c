#include "policy/registry_lint.h"

#include "base/fold.h"
#include "policy/wef.h"

void registry_lint_begin(ks_registry_lint *lint, ks_arena *arena, ks_mistakes *mistakes)
{
    *lint = (ks_registry_lint){ .scratch = ks_mistakes_scratch(arena),
                                .arena = arena,
                                .mistakes = mistakes };
}

// Mistakes in the text of a value have its place: lines of that text are nothing in the file.
static void place_at(ks_mistakes *mistakes, const ks_mistake *after, ks_mistake_place place)
{
    ks_mistake *m = after ? after->next : mistakes->first;
    for (; m; m = m->next)
        m->place = place;
}

// A collection stands where its first value stands.
static void place_collections(ks_applocker_policy *policy, ks_mistake_place place)
{
    for (ks_applocker_collection *c = policy->collections; c; c = c->next)
        if (c->place.line == 0 && c->place.offset == 0)
            c->place = place;
}

// SrpV2\<type>!EnforcementMode, SrpV2\<type>\<guid>!Value
static void add_applocker(ks_registry_lint *lint, const ks_registry_value *value, ks_str rest)
{
    ks_str type = registry_part(&rest);
    u32 mode;
    if (rest.size == 0) {
        if (ks_equal_fold(value->name, KS_STR("EnforcementMode")) && registry_u32(value, &mode) &&
            !applocker_mode_set(&lint->applocker, type, mode, lint->arena))
            lint->mistakes->is_cut = true;
        place_collections(&lint->applocker, value->place);
        return;
    }
    if (!ks_equal_fold(value->name, KS_STR("Value")) || !registry_is_text(value))
        return;
    const ks_mistake *last = lint->mistakes->last;
    ks_str text = registry_text(value, lint->arena);
    if (applocker_value_read(&lint->applocker, type, rest, ks_str_span(text), lint->arena,
                             lint->mistakes)) {
        ks_applocker_rule *rule = lint->applocker.last;
        rule->place = value->place;
        for (ks_applocker_condition *c = rule->conditions; c; c = c->next)
            c->place = value->place;
        for (ks_applocker_condition *c = rule->exceptions; c; c = c->next)
            c->place = value->place;
    }
    place_collections(&lint->applocker, value->place);
    place_at(lint->mistakes, last, value->place);
}

bool registry_lint_add(ks_registry_lint *lint, const ks_registry_value *value)
{
    ks_str rest;
    if (registry_below(value->key, "SrpV2", &rest)) {
        add_applocker(lint, value, rest);
        return true;
    }
    if (registry_below(value->key, "EventForwarding\\SubscriptionManager", &rest)) {
        const ks_mistake *last = lint->mistakes->last;
        ks_wef_client client;
        if (!wef_client_read(&client, registry_text(value, lint->arena), lint->arena,
                             lint->mistakes) &&
            lint->mistakes->last == last)
            lint->mistakes->is_cut = true;
        place_at(lint->mistakes, last, value->place);
        return true;
    }
    return srp_add(&lint->srp, value, lint->arena, lint->mistakes) ||
           firewall_add(&lint->firewall, value, lint->arena, lint->mistakes, lint->scratch) ||
           exploit_add(value, lint->arena, lint->mistakes) ||
           asr_add(&lint->asr, value, lint->arena, lint->mistakes);
}

void registry_lint_end(ks_registry_lint *lint)
{
    srp_lint(&lint->srp, lint->mistakes, lint->scratch);
    applocker_lint(&lint->applocker, lint->mistakes, lint->scratch);
    firewall_lint(&lint->firewall, lint->mistakes, lint->scratch);
    asr_lint(&lint->asr, lint->mistakes);
    ks_mistakes_sort(lint->mistakes);
}
