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

enum { carriers_most = 8 };

// cmd /c "sc stop x" ends with a quote that is none of the child's.
static ks_str without_quotes(ks_str command)
{
    while (command.size &&
           (command.at[command.size - 1] == '"' || command.at[command.size - 1] == ' ' ||
            command.at[command.size - 1] == '\''))
        command.size--;
    return command;
}

static bool is_against_logs(const ks_process *p, ks_arena scratch)
{
    ks_str command = lowered(p->command, &scratch);
    for (size_t i = 0; i < countof(patterns); i++)
        if (has_part(command, patterns[i].first) && has_part(command, patterns[i].second))
            return true;
    return false;
}

// The process above that ran the same command: `cmd.exe /c sc stop x` starts `sc stop x`, which is
// a further record of one deed. ks_no_process: none. `against`: by process.
static u32 carrier_of(const tracing *t, u32 process, const bool *against)
{
    const ks_process *p = &t->facts->processes[process];
    bool is_tail = p->parent != ks_no_process && p->parent != process && against[p->parent] &&
                   t->facts->processes[p->parent].host == p->host &&
                   fold_ends(without_quotes(t->facts->processes[p->parent].command),
                             without_quotes(p->command));
    return is_tail ? p->parent : ks_no_process;
}

// The first of those who passed the command on.
static u32 first_carrier(const tracing *t, u32 process, const bool *against)
{
    for (size_t i = 0; i < carriers_most; i++) {
        u32 above = carrier_of(t, process, against);
        if (above == ks_no_process)
            break;
        process = above;
    }
    return process;
}

static found_finding *tell(tracing *t, u32 process)
{
    const ks_process *p = &t->facts->processes[process];
    ks_phrase said = ks_phrase_of(SAYS(LOG_TOOL));
    if (p->user.size)
        ks_phrase_add_text(&said, p->user);
    else
        ks_phrase_add_words(&said, SAYS(NOBODY));
    ks_phrase_add_text(&said, p->command);
    found_finding *f = found(t, KS_LEVEL_HIGH, p->host, p->start_ticks, said);
    if (f)
        f->is.weight = 40;
    return f;
}

static void add_process(tracing *t, found_finding *f, u32 process)
{
    found_record(t, f, t->facts->processes[process].events[0]);
    found_record(t, f, t->facts->processes[process].events[2]);
    found_process(t, f, process);
}

void trace_log_tool(tracing *t)
{
    size_t count = t->facts->process_count;
    bool *against = ks_take(t->arena, bool, count + 1);
    found_finding **told = ks_take(t->arena, found_finding *, count + 1);
    if (against == NULL || told == NULL) {
        t->is_full = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const ks_process *p = &t->facts->processes[i];
        against[i] = p->seen == KS_SEEN_START && is_against_logs(p, *t->arena);
    }
    for (u32 i = 0; i < count; i++)
        if (against[i] && first_carrier(t, i, against) == i) {
            told[i] = tell(t, i);
            add_process(t, told[i], i);
        }
    for (u32 i = 0; i < count; i++) {
        u32 first = against[i] ? first_carrier(t, i, against) : i;
        if (first != i && told[first])
            add_process(t, told[first], i);
        else if (first != i) // carriers that go round or too deep: told by itself
            add_process(t, tell(t, i), i);
    }
}
