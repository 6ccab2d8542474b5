// Command lines against logs and defences: clearing or shrinking logs, turning auditing off,
// unloading filter drivers, stopping services that record. What they did is told by other traces,
// if it was recorded; this is who and how.
#include "trace/trace_own.h"

typedef struct {
    ks_str first, second; // both in the command line, in lower case; empty: anything
} tool_pattern;

static const tool_pattern patterns[] = {
    { KS_TEXT("wevtutil"), KS_TEXT(" cl ") },
    { KS_TEXT("wevtutil"), KS_TEXT("clear-log") },
    { KS_TEXT("wevtutil"), KS_TEXT("/e:false") },
    { KS_TEXT("wevtutil"), KS_TEXT("/enabled:false") },
    { KS_TEXT("clear-eventlog"), KS_TEXT("") },
    { KS_TEXT("remove-eventlog"), KS_TEXT("") },
    { KS_TEXT("limit-eventlog"), KS_TEXT("") },
    { KS_TEXT("cleareventlog"), KS_TEXT("") },
    { KS_TEXT("wmic"), KS_TEXT("cleareventlog") },
    { KS_TEXT("auditpol"), KS_TEXT("/clear") },
    { KS_TEXT("auditpol"), KS_TEXT("/remove") },
    { KS_TEXT("auditpol"), KS_TEXT(":disable") },
    { KS_TEXT("fltmc"), KS_TEXT("unload") },
    { KS_TEXT("sc"), KS_TEXT(" stop eventlog") },
    { KS_TEXT("net"), KS_TEXT(" stop eventlog") },
    { KS_TEXT("sc"), KS_TEXT(" config eventlog") },
    { KS_TEXT("stop"), KS_TEXT(" sysmon") },
    { KS_TEXT("stop"), KS_TEXT(" windefend") },
    { KS_TEXT("config"), KS_TEXT(" windefend") },
    { KS_TEXT("sysmon"), KS_TEXT(" -u") },
    { KS_TEXT("set-mppreference"), KS_TEXT("-disable") },
    { KS_TEXT("add-mppreference"), KS_TEXT("-exclusion") },
    { KS_TEXT("set-mppreference"), KS_TEXT("-exclusion") },
    { KS_TEXT("fsutil"), KS_TEXT("deletejournal") },
    { KS_TEXT("enablescriptblocklogging"), KS_TEXT("/d 0") },
    { KS_TEXT("invoke-phant0m"), KS_TEXT("") },
    { KS_TEXT("minint"), KS_TEXT("reg") },
};

static bool is_against_logs(const ks_process *p, ks_arena scratch)
{
    ks_str command = lowered(p->command, &scratch);
    for (size_t i = 0; i < countof(patterns); i++)
        if (has_part(command, patterns[i].first) && has_part(command, patterns[i].second))
            return true;
    return false;
}

void trace_log_tool(tracing *t)
{
    for (u32 i = 0; i < t->facts->process_count; i++) {
        const ks_process *p = &t->facts->processes[i];
        if (p->seen != KS_SEEN_START || !is_against_logs(p, *t->arena))
            continue;
        ks_phrase said = ks_phrase_of(SAYS(LOG_TOOL));
        if (p->user.size)
            ks_phrase_add_text(&said, p->user);
        else
            ks_phrase_add_words(&said, SAYS(NOBODY));
        ks_phrase_add_text(&said, p->command);
        found_finding *f = found(t, KS_LEVEL_HIGH, p->host, p->start_ticks, said);
        found_record(t, f, p->events[0]);
        found_record(t, f, p->events[2]);
        found_process(t, f, i);
        if (f)
            f->is.weight = 40;
    }
}
