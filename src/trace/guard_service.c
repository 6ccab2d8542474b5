// Services that record or defend: stopped while Windows ran (7036), or their start type changed
// (7040). Decided by the service's key and state code; words are localised (answers, traps 7, 16).
#include "trace/trace_own.h"

// "disabled" as Windows writes it: English, Japanese, German, French, Spanish.
static bool is_disabled(ks_str word)
{
    static const ks_str words[] = { KS_TEXT("disabled"), KS_TEXT("無効"), KS_TEXT("deaktiviert"),
                                    KS_TEXT("désactivé"), KS_TEXT("deshabilitado") };
    for (size_t i = 0; i < countof(words); i++)
        if (fold_equal(word, words[i]))
            return true;
    return false;
}

static void tell_stop(tracing *t, u32 h, size_t at)
{
    const ks_host *host = &t->facts->hosts[h];
    u32 event = host->seen[at], state;
    ks_str service = service_of(t, event, &state);
    if (state != 1 || fold_equal(service, KS_STR("eventlog")) || is_near_shutdown(t, host, at))
        return;
    ks_phrase said = ks_phrase_of(SAYS(SERVICE_STOPPED));
    ks_phrase_add_text(&said, host->name);
    ks_phrase_add_text(&said, service);
    found_record(t, found(t, KS_LEVEL_MEDIUM, h, t->facts->events[event].ticks, said), event);
}

static void tell_type(tracing *t, u32 h, u32 event)
{
    u32 state;
    ks_str to = text_of(t, event, KS_FIELD_param3);
    ks_phrase said = ks_phrase_of(SAYS(SERVICE_TYPE));
    ks_phrase_add_text(&said, t->facts->hosts[h].name);
    ks_phrase_add_text(&said, service_of(t, event, &state));
    ks_phrase_add_text(&said, text_of(t, event, KS_FIELD_param2));
    ks_phrase_add_text(&said, to);
    found_record(t,
                 found(t, is_disabled(to) ? KS_LEVEL_HIGH : KS_LEVEL_LOW, h,
                       t->facts->events[event].ticks, said),
                 event);
}

void trace_guard_service(tracing *t)
{
    for (u32 h = 0; h < t->facts->host_count; h++) {
        const ks_host *host = &t->facts->hosts[h];
        for (size_t i = 0; i < host->seen_count; i++) {
            ks_observed_kind kind = seen(t, host->seen[i])->kind;
            if (kind == KS_OBSERVED_SERVICE_STATE)
                tell_stop(t, h, i);
            else if (kind == KS_OBSERVED_SERVICE_START_TYPE)
                tell_type(t, h, host->seen[i]);
        }
    }
}
