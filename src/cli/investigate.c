// konseki investigate EVIDENCE... -o CASE/: all evidence becomes observations, these become facts,
// findings and answers; the case is written as a whole or not at all, and the sheet is printed.
#include "base/ticks.h"
#include "case/case.h"
#include "case/correlated.h"
#include "cli/commands.h"
#include "cli/investigate_rules.h"
#include "cli/run.h"
#include "cli/summary.h"
#include "cli/terminal.h"

enum { sheet_size = 1 << 20 };

typedef struct {
    run *run;
    ks_observations *set;
    investigation_rules rules;
    ks_case_folder folder;
    ks_case is;
    ks_out sheet;
} investigation;

typedef struct {
    ks_observer *observer;
    rule_asker *asker; // NULL: no rules
} worker;

static void *make_worker(void *shared, unsigned number)
{
    (void)number;
    investigation *of = shared;
    worker *w = ks_take(&of->run->arena, worker, 1);
    if (w == NULL)
        return NULL;
    w->observer = ks_observer_make(of->set);
    w->asker = of->rules.is_on ? rule_asker_make(&of->rules) : NULL;
    return w->observer && (w->asker || !of->rules.is_on) ? w : NULL;
}

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    worker *w = own;
    size_t count = 0;
    const ks_rule_hit *hits = w->asker ? rule_asker_ask(w->asker, event, &count) : NULL;
    return ks_observe(w->observer, event, hits, count, out);
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    const investigation *of = shared;
    return ks_observations_add(of->set, block, fail);
}

// --since and --until are the span that is asked about: all evidence is read, or else nobody could
// say what was recorded.
static bool read_span(investigation *of, ks_fail *fail)
{
    const options *given = of->run->given;
    const char *since = options_value(given, OPTION_SINCE);
    const char *until = options_value(given, OPTION_UNTIL);
    int zone = of->run->zone_minutes;
    ks_case_run *is = &of->is.run;
    of->run->filter = NULL;
    if (since && !ks_ticks_read(ks_str_of(since), zone, &is->from_ticks))
        return ks_refuse(fail, KS_BAD_TIME, 0, 0, ks_str_of(since));
    if (until && !ks_ticks_read(ks_str_of(until), zone, &is->to_ticks))
        return ks_refuse(fail, KS_BAD_TIME, 0, 0, ks_str_of(until));
    bool is_day = until && strlen(until) == sizeof "2026-05-11" - 1;
    if (is_day)
        is->to_ticks += KS_TICKS_PER_DAY;
    return true;
}

static bool open_case(investigation *of, const char *path, ks_fail *fail)
{
    run *r = of->run;
    ks_case_folder_options wanted = { .replace = options_has(r->given, OPTION_FORCE),
                                      .evidence = r->given->arguments,
                                      .evidence_count = r->given->argument_count };
    if (!ks_case_folder_open(&of->folder, path, &wanted, &r->arena, fail))
        return false;
    run_writes_to(r, path);
    return true;
}

static bool read_evidence(investigation *of, ks_fail *fail)
{
    of->set = ks_observations_make(&of->run->arena);
    if (of->set == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(of->run->arena.name));
    if (!investigation_rules_open(&of->rules, of->run, of->set, fail))
        return false;
    ks_reading reading = { .shared = of,
                           .worker = make_worker,
                           .event = on_event,
                           .deliver = on_block,
                           .recovered = true,
                           .keep_repeats = true };
    return run_read(of->run, &reading, fail) &&
           ks_observations_settle(of->set, of->run->sources, fail);
}

static ks_str sandbox_of(const run *r)
{
    if (r->is_fenced)
        return KS_STR("on");
    return options_has(r->given, OPTION_NO_SANDBOX) ? KS_STR("off: --no-sandbox")
                                                    : KS_STR("off: not available");
}

static bool conclude(investigation *of, ks_fail *fail)
{
    ks_arena *arena = &of->run->arena;
    ks_facts *facts;
    ks_answers *answers;
    const ks_case_run *asked = &of->is.run;
    if (!ks_out_open(&of->sheet, arena, sheet_size))
        return ks_refuse(fail, KS_OVER_BUDGET, sheet_size, 0, ks_str_of(arena->name));
    if (!ks_facts_make(&facts, of->set, arena, fail) ||
        !ks_case_correlate(facts, of->folder.path, arena, fail) ||
        !ks_answers_make(&answers, facts, asked->from_ticks, asked->to_ticks, arena, fail))
        return false;
    of->is.set = of->set;
    of->is.facts = facts;
    of->is.answers = answers;
    of->is.made_by = KS_STR("konseki " KS_VERSION);
    of->is.lang = of->run->lang;
    of->is.interrupted = of->run->interrupted;
    of->is.run.sandbox = sandbox_of(of->run);
    return true;
}

static bool print_sheet(investigation *of, const char *report, ks_fail *fail)
{
    run *r = of->run;
    ks_sheet sheet = { .lang = r->lang,
                       .zone_minutes = r->zone_minutes,
                       .has_zone = r->has_zone,
                       .has_color = r->has_color,
                       .columns = r->columns,
                       .report = report };
    ks_sheet_print(&of->sheet, &of->is, &sheet);
    return run_write(r, ks_out_str(&of->sheet), fail);
}

// The case has its names: a sheet that cannot be printed takes nothing from it.
static bool tell(investigation *of, const char *path, ks_fail *fail)
{
    if (print_sheet(of, of->folder.whole[KS_CASE_REPORT], fail) &&
        output_flush(&of->run->out, fail))
        return true;
    if (!output_is_gone(fail))
        run_note(of->run, KS_SAY_CASE_IS_WHOLE, &(ks_words){ .text = { ks_str_of(path) } });
    return false;
}

static bool investigate(investigation *of, const char *path, ks_fail *fail)
{
    if (!read_span(of, fail) || !open_case(of, path, fail))
        return false;
    bool is_read = read_evidence(of, fail);
    ks_str named = ks_str_of(of->run->given->arguments[0]);
    ks_fail ignored = { 0 }; // run_close says it
    if (is_read && summary_is_foreign(of->run->sources, named, &ignored)) {
        ks_case_folder_abandon(&of->folder);
        return true;
    }
    if (is_read && conclude(of, fail) && ks_case_write(&of->is, &of->folder, &of->run->arena, fail))
        return tell(of, path, fail);
    ks_case_folder_abandon(&of->folder);
    return false;
}

int command_investigate(const options *given)
{
    run r;
    int status = 0;
    ks_fail fail = { 0 };
    const char *path = options_value(given, OPTION_OUTPUT);
    if (path == NULL || strcmp(path, "-") == 0) {
        terminal_say_usage(given, KS_SAY_NO_OUTPUT_GIVEN, NULL, NULL);
        return STATUS_USAGE;
    }
    if (!run_open(&r, given, &status))
        return status;
    investigation of = { .run = &r };
    bool is_done = investigate(&of, path, &fail);
    investigation_rules_close(&of.rules);
    return run_close(&r, is_done, &fail);
}
