// konseki survey: what is here. Only System values of events are looked at.
#include "cli/survey.h"

#include "cli/commands.h"

typedef struct {
    run *run;
    survey_counter *counters; // one a thread
    survey_plan *plan;        // NULL: not asked for
} survey;

static void *make_counter(void *shared, unsigned number)
{
    (void)number;
    survey *s = shared;
    survey_counter *made = survey_counter_open(&s->run->arena, s->counters);
    if (made)
        s->counters = made;
    return made;
}

// Nothing is written, but the record is counted: the same one may come from another source as well.
static bool on_event(void *own, ks_event *e, ks_out *out)
{
    (void)out;
    return survey_count(own, e);
}

static bool sum_up(survey_table *t)
{
    ks_table hosts = { 0 };
    for (size_t i = 0; i < t->log_count; i++) {
        t->event_count += t->logs[i]->count;
        ks_span host = ks_str_span(t->logs[i]->host);
        if (ks_table_add(&hosts, &t->run->arena, host) == ks_table_none)
            return false;
    }
    t->host_count = hosts.count;
    for (size_t i = 0; i < ks_sources_count(t->run->sources); i++)
        t->repeated += ks_sources_at(t->run->sources, i)->ledger->repeated;
    t->event_count -= t->repeated < t->event_count ? t->repeated : t->event_count;
    return true;
}

static bool print(survey *s, ks_fail *fail)
{
    const options *o = s->run->given;
    survey_table t = { .run = s->run };
    if (survey_counter_is_full(s->counters)) // asked when no thread counts any more
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("survey"));
    if (!survey_merge(s->counters, &s->run->arena, &t.logs, &t.log_count, fail))
        return false;
    if (!sum_up(&t))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    if (options_is(o, OPTION_FORMAT, "json"))
        return survey_print_json(&t, fail);
    if (options_is(o, OPTION_FORMAT, "csv"))
        return survey_print_csv(&t, fail);
    return survey_print_text(&t, fail) && survey_plan_print(s->plan, &t, fail);
}

int command_survey(const options *given)
{
    run r;
    int status = STATUS_FAILED;
    if (!run_open(&r, given, &status))
        return status;
    survey s = { .run = &r };
    ks_fail fail = { 0 };
    ks_reading reading = { .shared = &s, .worker = make_counter, .event = on_event };
    bool is_done =
        survey_plan_open(&s.plan, &r, &fail) && run_read(&r, &reading, &fail) && print(&s, &fail);
    survey_counter_close(s.counters);
    return run_close(&r, is_done, &fail);
}
