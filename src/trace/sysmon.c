// Sysmon stopped (its own 4 with State, outside a shutdown), got another configuration (16), or
// reported errors (255): what it recorded before and after cannot be compared.
#include "trace/trace_own.h"

static void tell_state(tracing *t, u32 h, size_t at)
{
    const ks_host *host = &t->facts->hosts[h];
    u32 event = host->seen[at];
    if (!fold_equal(text_of(t, event, KS_FIELD_State), KS_STR("Stopped")) ||
        is_near_shutdown(t, host, at))
        return;
    ks_phrase said = ks_phrase_of(SAYS(SYSMON_STOPPED));
    ks_phrase_add_text(&said, host->name);
    found_record(t, found(t, KS_LEVEL_HIGH, h, t->facts->events[event].ticks, said), event);
}

static void tell_config(tracing *t, u32 h, u32 event)
{
    ks_phrase said = ks_phrase_of(SAYS(SYSMON_CONFIG));
    ks_phrase_add_text(&said, t->facts->hosts[h].name);
    ks_phrase_add_text(&said, text_of(t, event, KS_FIELD_Configuration));
    found_record(t, found(t, KS_LEVEL_LOW, h, t->facts->events[event].ticks, said), event);
}

static void look(tracing *t, u32 h)
{
    const ks_host *host = &t->facts->hosts[h];
    found_finding *errors = NULL;
    u64 error_count = 0;
    ks_str first = { 0 };
    for (size_t i = 0; i < host->seen_count; i++) {
        u32 event = host->seen[i];
        ks_observed_kind kind = seen(t, event)->kind;
        if (kind == KS_OBSERVED_SYSMON_STATE)
            tell_state(t, h, i);
        if (kind == KS_OBSERVED_SYSMON_CONFIG)
            tell_config(t, h, event);
        if (kind != KS_OBSERVED_SYSMON_ERROR)
            continue;
        if (error_count++ == 0) {
            ks_phrase said = ks_phrase_of(SAYS(SYSMON_ERROR));
            ks_phrase_add_text(&said, host->name);
            errors = found(t, KS_LEVEL_LOW, h, t->facts->events[event].ticks, said);
            first = text_of(t, event, KS_FIELD_Description);
        }
        found_record(t, errors, event);
    }
    if (errors) {
        ks_phrase_add_number(&errors->is.sentence, error_count);
        ks_phrase_add_text(&errors->is.sentence, first);
    }
}

void trace_sysmon(tracing *t)
{
    for (u32 h = 0; h < t->facts->host_count; h++)
        look(t, h);
}
