// Microsoft Defender says that its protection was turned off (5001, 5010, 5012), reconfigured
// (5004), or that a setting changed (5007). Of the many 5007 only exclusions and switches that end
// in "Disable..." with the value 1 weaken anything.
#include "trace/trace_own.h"

// 5000 says that it was turned on again.
static void tell_end(tracing *t, found_finding *f, u32 event)
{
    const ks_fact_event *e = &t->facts->events[event];
    const ks_host *host = &t->facts->hosts[e->host];
    for (size_t i = 0; f && i < host->seen_count; i++) {
        const ks_fact_event *later = &t->facts->events[host->seen[i]];
        if (host->seen[i] <= event || later->seen->kind != KS_OBSERVED_DEFENDER_ON)
            continue;
        f->is.to_ticks = later->ticks;
        found_record(t, f, host->seen[i]);
        return;
    }
}

static void tell(tracing *t, u32 event, ks_level level, trace_sentence sentence, ks_str what)
{
    const ks_fact_event *e = &t->facts->events[event];
    ks_phrase said = ks_phrase_of(&trace_sentences[sentence]);
    ks_phrase_add_text(&said, t->facts->hosts[e->host].name);
    if (what.size)
        ks_phrase_add_text(&said, what);
    found_finding *f = found(t, level, e->host, e->ticks, said);
    found_record(t, f, event);
    if (sentence == SAY_DEFENDER_OFF)
        tell_end(t, f, event);
}

static void tell_setting(tracing *t, u32 event)
{
    ks_str now = field_named(t, event, KS_STR("New Value"));
    if (fold_has(now, KS_STR("\\Exclusions\\")))
        tell(t, event, KS_LEVEL_HIGH, SAY_DEFENDER_EXCLUSION, now);
    else if (fold_has(now, KS_STR("\\Disable")) && fold_ends(now, KS_STR("0x1")))
        tell(t, event, KS_LEVEL_HIGH, SAY_DEFENDER_SETTING, now);
}

void trace_defender(tracing *t)
{
    ks_str none = { 0 };
    for (u32 i = 0; i < t->facts->event_count; i++) {
        ks_observed_kind kind = seen(t, i)->kind;
        if (kind == KS_OBSERVED_DEFENDER_OFF)
            tell(t, i, KS_LEVEL_HIGH, SAY_DEFENDER_OFF, none);
        else if (kind == KS_OBSERVED_DEFENDER_SPYWARE_OFF)
            tell(t, i, KS_LEVEL_HIGH, SAY_DEFENDER_SPYWARE_OFF, none);
        else if (kind == KS_OBSERVED_DEFENDER_VIRUS_OFF)
            tell(t, i, KS_LEVEL_HIGH, SAY_DEFENDER_VIRUS_OFF, none);
        else if (kind == KS_OBSERVED_DEFENDER_FEATURE)
            tell(t, i, KS_LEVEL_MEDIUM, SAY_DEFENDER_FEATURE,
                 field_named(t, i, KS_STR("Feature Name")));
        else if (kind == KS_OBSERVED_DEFENDER_SETTING)
            tell_setting(t, i);
    }
}
