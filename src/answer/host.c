// One question on one host: what was found, or why it was not; the line that says it, its proof,
// the settings that would have told more, and what remains open.
#include "answer/answer_own.h"
#include "base/sort.h"

enum { records_most = 8 };

// --- notes and settings
bool tell_setting(const answering *a, told *to, const char *id, const ks_phrase_text *name)
{
    for (size_t i = 0; i < to->setting_count; i++)
        if (strcmp(to->settings[i].id, id) == 0)
            return true;
    if (to->setting_count == to->setting_capacity) {
        ks_answer_setting *grown = ks_arena_grow(a->arena, to->settings, sizeof *grown,
                                                 to->setting_count, &to->setting_capacity);
        if (grown == NULL)
            return false;
        to->settings = grown;
    }
    to->settings[to->setting_count++] = (ks_answer_setting){ id, name };
    return true;
}

bool tell_note(const answering *a, told *to, ks_phrase note)
{
    for (size_t i = 0; i < to->note_count; i++)
        if (ks_phrase_equal(&to->notes[i], &note))
            return true;
    if (to->note_count == to->note_capacity) {
        ks_phrase *grown =
            ks_arena_grow(a->arena, to->notes, sizeof *grown, to->note_count, &to->note_capacity);
        if (grown == NULL)
            return false;
        to->notes = grown;
    }
    to->notes[to->note_count++] = note;
    return true;
}

// --- findings of a question
int telling_order(const void *context, const void *a, const void *b)
{
    const ks_findings *all = context;
    const ks_finding *x = &all->items[*(const u32 *)a], *y = &all->items[*(const u32 *)b];
    int order = ks_compare_u64(y->level, x->level);
    order = order ? order : ks_compare_u64(y->weight, x->weight);
    order = order ? order : ks_compare_u64(x->from_ticks, y->from_ticks);
    return order ? order : ks_compare_u64(*(const u32 *)a, *(const u32 *)b);
}

static bool is_about(const ks_finding *f, u32 number, u32 host)
{
    return f->host == host && (f->trace->questions & 1u << number);
}

// The most telling first.
static bool list_findings(const answering *a, u32 host, ks_host_answer *to)
{
    const ks_findings *all = &a->answers->findings;
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        count += is_about(&all->items[i], a->number, host);
    u32 *list = ks_take(a->arena, u32, count + 1);
    if (list == NULL)
        return false;
    count = 0;
    for (u32 i = 0; i < all->count; i++)
        if (is_about(&all->items[i], a->number, host))
            list[count++] = i;
    to->findings = list;
    to->finding_count = count;
    return ks_sort(list, count, sizeof *list, telling_order, all, *a->arena);
}

static bool list_coverages(const answering *a, u32 host, ks_host_answer *to)
{
    const ks_coverages *all = &a->answers->coverages;
    u32 *list = ks_take(a->arena, u32, all->count + 1);
    if (list == NULL)
        return false;
    for (u32 i = 0; i < all->count; i++)
        if (all->items[i].host == host && all->items[i].witness->question == a->number)
            list[to->coverage_count++] = i;
    to->coverages = list;
    return true;
}

static const ks_finding *best_of(const answering *a, const ks_host_answer *to)
{
    for (size_t i = 0; i < to->finding_count; i++) {
        const ks_finding *f = &a->answers->findings.items[to->findings[i]];
        if (!f->is_lead)
            return f;
    }
    return NULL;
}

// --- one host
static bool give_records(const answering *a, ks_host_answer *to, const u32 *records, size_t count)
{
    u32 *list = ks_take(a->arena, u32, records_most);
    if (list == NULL)
        return false;
    for (size_t i = 0; i < count && to->record_count < records_most; i++)
        if (records[i] != ks_no_event)
            list[to->record_count++] = records[i];
    to->records = list;
    return true;
}

static bool answer_found(const answering *a, ks_host_answer *to, const ks_finding *best)
{
    to->verdict = KS_VERDICT_FOUND;
    to->when_ticks = best->from_ticks;
    to->summary = best->sentence;
    return give_records(a, to, best->records, best->record_count);
}

// Something ran, and nothing of it is notable.
static bool answer_programs(const answering *a, ks_host_answer *to, const programs_seen *seen)
{
    const ks_fact_event *events = a->facts->events;
    u32 records[2] = { seen->first, seen->last == seen->first ? ks_no_event : seen->last };
    to->verdict = KS_VERDICT_FOUND;
    to->when_ticks = seen->first == ks_no_event ? 0 : events[seen->first].ticks;
    if (seen->starts) {
        to->summary = ks_phrase_of(SAYS(STARTS));
        ks_phrase_add_number(&to->summary, seen->starts);
        ks_phrase_add_time(&to->summary, to->when_ticks);
        ks_phrase_add_time(&to->summary, events[seen->last].ticks);
    } else {
        to->summary = ks_phrase_of(SAYS(ENDS_ONLY));
        ks_phrase_add_number(&to->summary, seen->ends_only);
    }
    return give_records(a, to, records, countof(records));
}

static bool answer_unfound(const answering *a, ks_host_answer *to, const judged *j)
{
    const ks_time_span *span =
        &a->answers->coverages.spans[to->host * answer_questions_end + a->number];
    to->verdict = j->verdict;
    ks_phrase said;
    if (j->verdict == KS_VERDICT_NOT_FOUND_RECORDED) {
        said = ks_phrase_of(SAYS(NOT_FOUND));
        ks_phrase_add_time(&said, span->from_ticks);
        ks_phrase_add_time(&said, span->to_ticks);
    } else if (j->verdict == KS_VERDICT_PARTLY) {
        said = ks_phrase_of(j->full_ticks ? SAYS(PARTLY) : SAYS(PARTLY_SELECTIVE));
        if (j->full_ticks)
            ks_phrase_add_plain(&said, j->percent);
        ks_phrase_add_time(&said, span->from_ticks);
        ks_phrase_add_time(&said, span->to_ticks);
        if (j->full_ticks)
            ks_phrase_add_words(&said, state_words(j->worst));
    } else if (j->reason.text) {
        said = j->reason;
    } else {
        said = ks_phrase_of(SAYS(UNKNOWN));
        ks_phrase_add_time(&said, span->from_ticks);
        ks_phrase_add_time(&said, span->to_ticks);
        ks_phrase_add_words(&said, state_words(j->worst));
    }
    to->summary = said;
    return give_records(a, to, j->records, j->record_count);
}

static bool note_recorded(const answering *a, const ks_host_answer *to, const judged *j, told *tell)
{
    const ks_time_span *span =
        &a->answers->coverages.spans[to->host * answer_questions_end + a->number];
    if (j->percent == 100 || to->verdict != KS_VERDICT_FOUND)
        return true;
    ks_phrase said = ks_phrase_of(SAYS(RECORDED_PART));
    ks_phrase_add_plain(&said, j->percent);
    ks_phrase_add_time(&said, span->from_ticks);
    ks_phrase_add_time(&said, span->to_ticks);
    ks_phrase_add_text(&said, a->facts->hosts[to->host].name);
    return tell_note(a, tell, said);
}

// Every reason that took something away, once: in the order of witnesses and time.
static bool note_reasons(const answering *a, const ks_host_answer *to, told *tell)
{
    for (size_t i = 0; i < to->coverage_count; i++) {
        const ks_coverage *c = &a->answers->coverages.items[to->coverages[i]];
        const ks_interval *longest = NULL;
        for (size_t k = 0; k < c->interval_count; k++) {
            const ks_interval *x = &c->intervals[k];
            if (x->state == KS_STATE_RECORDED || x->reason.text == NULL)
                continue;
            if (longest == NULL ||
                x->to_ticks - x->from_ticks > longest->to_ticks - longest->from_ticks)
                longest = x;
        }
        bool is_wanted =
            longest && c->witness->mechanism && longest->reason.text != to->summary.text;
        if (is_wanted && !tell_note(a, tell, longest->reason))
            return false;
    }
    return true;
}

// Whether auditing was off, or may have been: a stopped log service is another matter.
static bool lacks_policy(const ks_coverage *c)
{
    static const char *const reasons[] = { "TURNED_OFF", "WAS_OFF", "SILENT", "UNPROVEN" };
    for (size_t i = 0; i < c->interval_count; i++)
        for (size_t k = 0; k < countof(reasons) && c->intervals[i].reason.text; k++)
            if (strcmp(c->intervals[i].reason.text->id, reasons[k]) == 0)
                return true;
    return false;
}

static bool has_state(const ks_coverage *c, ks_state state)
{
    for (size_t i = 0; i < c->interval_count; i++)
        if (c->intervals[i].state == state)
            return true;
    return false;
}

// What would have told more.
static bool list_settings(const answering *a, const ks_host_answer *to, told *tell)
{
    for (size_t i = 0; i < to->coverage_count; i++) {
        const ks_coverage *c = &a->answers->coverages.items[to->coverages[i]];
        bool is_off = lacks_policy(c);
        bool is_security = strcmp(c->witness->channel, "Security") == 0;
        bool is_system = strcmp(c->witness->channel, "System") == 0;
        if (is_off && c->witness->setting && is_security &&
            !tell_setting(a, tell, c->witness->setting, SAYS(SET_PROCESS_CREATION)))
            return false;
        if (has_state(c, KS_STATE_ROLLED) && is_security &&
            !tell_setting(a, tell, "ch.security", SAYS(SET_SECURITY_SIZE)))
            return false;
        if (has_state(c, KS_STATE_ROLLED) && is_system &&
            !tell_setting(a, tell, "ch.system", SAYS(SET_SYSTEM_SIZE)))
            return false;
    }
    return true;
}

static bool settles(const answering *a, u32 finding)
{
    const ks_finding *f = &a->answers->findings.items[finding];
    return f->level >= KS_LEVEL_MEDIUM && !f->is_lead;
}

static bool tell_programs(const answering *a, const ks_host_answer *to, const programs_seen *seen,
                          told *tell)
{
    u64 notable = 0;
    for (size_t i = 0; i < to->finding_count; i++)
        notable += settles(a, to->findings[i]);
    if (notable) {
        ks_phrase said = ks_phrase_of(SAYS(STARTS_NOTABLE));
        ks_phrase_add_number(&said, seen->starts);
        ks_phrase_add_number(&said, notable);
        if (!tell_note(a, tell, said))
            return false;
    }
    if (seen->without_command == 0)
        return true;
    ks_phrase said = ks_phrase_of(seen->with_command ? SAYS(SOME_COMMANDS) : SAYS(NO_COMMANDS));
    ks_phrase_add_number(&said, seen->without_command);
    if (seen->with_command)
        ks_phrase_add_number(&said, seen->with_command + seen->without_command);
    return tell_note(a, tell, said) &&
           (seen->with_command ||
            tell_setting(a, tell, "proc.cmdline4688", SAYS(SET_COMMAND_LINE)));
}

static bool tell_destroyed(const answering *a, const ks_host_answer *to, told *tell)
{
    const ks_host *host = &a->facts->hosts[to->host];
    u64 low = 0, open = 0;
    for (size_t i = 0; i < to->finding_count; i++)
        low += !settles(a, to->findings[i]);
    for (size_t i = 0; i < host->step_count; i++)
        open += !host->steps[i].is_undone && !host->steps[i].is_service;
    ks_phrase said = ks_phrase_of(SAYS(LOW_FINDINGS));
    ks_phrase_add_number(&said, low);
    if (low && !tell_note(a, tell, said))
        return false;
    if (open && !tell_note(a, tell, ks_phrase_of(SAYS(CLOCK_OPEN))))
        return false;
    u64 crashes = 0;
    for (size_t i = 0; i < host->seen_count; i++)
        crashes += a->facts->events[host->seen[i]].seen->kind == KS_OBSERVED_DIRTY_SHUTDOWN;
    said = ks_phrase_of(SAYS(CRASHES));
    ks_phrase_add_number(&said, crashes);
    if (crashes && !tell_note(a, tell, said))
        return false;
    said = ks_phrase_of(SAYS(CLOCK_SMALL));
    ks_phrase_add_number(&said, host->steps_small);
    return host->steps_small == 0 || tell_note(a, tell, said);
}

bool answer_host(const answering *a, u32 host, ks_host_answer *to)
{
    *to = (ks_host_answer){ .host = host };
    judged j;
    told tell = { 0 };
    if (!list_findings(a, host, to) || !list_coverages(a, host, to) || !judge(a, host, &j))
        return false;
    to->percent = j.percent;
    const ks_finding *best = best_of(a, to);
    programs_seen seen = programs_count(a->facts, host);
    bool is_done;
    if (best && best->level >= KS_LEVEL_MEDIUM)
        is_done = answer_found(a, to, best);
    else if (a->number == 1 && seen.starts + seen.ends_only)
        is_done = answer_programs(a, to, &seen);
    else
        is_done = answer_unfound(a, to, &j);
    is_done = is_done && note_recorded(a, to, &j, &tell) && list_settings(a, to, &tell) &&
              note_reasons(a, to, &tell) &&
              (a->number == 1 ? tell_programs(a, to, &seen, &tell) : tell_destroyed(a, to, &tell));
    to->settings = tell.settings;
    to->setting_count = tell.setting_count;
    to->notes = tell.notes;
    to->note_count = tell.note_count;
    return is_done;
}

// A question of which this version knows no trace, but rules matched that bear on it: those of
// level high and more are an answer, others are leads; that nothing matched says nothing.
bool answer_host_by_rules(const answering *a, u32 host, ks_host_answer *to)
{
    *to = (ks_host_answer){ .host = host, .verdict = KS_VERDICT_NOT_EXAMINED };
    if (!list_findings(a, host, to))
        return false;
    const ks_finding *best = best_of(a, to);
    return best == NULL || best->level < KS_LEVEL_MEDIUM || answer_found(a, to, best);
}
