// Rules as another program uses them: include/konseki/rules.h and nothing else, over logs and rules
// that are made here.
#include "konseki/rules.h"

#include "support/make_log.h"

#include "test.h"

#include <stdio.h>

static const char *made_path(const char *name)
{
    static char paths[4][4096];
    static size_t next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", scratch(), name);
    return path;
}

static const char *made_text(const char *name, const char *text)
{
    const char *path = made_path(name);
    make_file(path, (ks_span){ (const u8 *)text, strlen(text) });
    return path;
}

static const char *log_of_processes(const char *name, u32 events)
{
    made_log log = make_log(4 << 20);
    for (u32 i = 1; i <= events; i++)
        make_event(&log,
                   &(ks_made_event){ .provider = "Microsoft-Windows-Sysmon",
                                     .guid = "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}",
                                     .channel = "Microsoft-Windows-Sysmon/Operational",
                                     .computer = "host.example",
                                     .id = 1,
                                     .version = 5,
                                     .level = 4,
                                     .ticks = 133900000000000000 + i * 10000000,
                                     MADE_FIELDS(KS_MADE_TEXT("Image", "C:\\調査票.exe"),
                                                 KS_MADE_NUMBER("ProcessId", KS_UINT32, 4000 + i),
                                                 KS_MADE_TEXT("CommandLine", "調査票.exe -x")) });
    ks_span bytes = make_log_end(&log);
    const char *path = made_path(name);
    make_file(path, bytes);
    return path;
}

static const char rule_text[] = "title: A Survey That Runs\n"
                                "title_ja: 実行される調査票\n"
                                "name: survey\n"
                                "id: 0a1d3c52-91a8-4e0f-9d2b-6f1c2d3e4f31\n"
                                "status: test\n"
                                "level: high\n"
                                "tags: [attack.execution, attack.t1204.002]\n"
                                "logsource: { category: process_creation, product: windows }\n"
                                "detection: { a: { CommandLine|endswith: ' -x' }, condition: a }\n";
static const char other_text[] =
    "---\n"
    "title: Many of Them\n"
    "level: critical\n"
    "correlation:\n"
    "  { type: event_count, rules: [survey], group-by: [Image], timespan: 1m, generate: true,\n"
    "    condition: { gte: 3 } }\n"
    "---\n"
    "title: A Mistake\n"
    "logsource: { category: process_creation, product: windows }\n"
    "detection: { a: { Image|resembles: x }, condition: a }\n";

static bool is_text(konseki_text text, const char *expected)
{
    return text.size == strlen(expected) && strcmp(text.at, expected) == 0;
}

typedef struct {
    konseki_rules *rules;
    unsigned hits, results, stop_at;
    bool is_right;
} hunted;

static bool on_hit(void *context, const konseki_hit *hit)
{
    hunted *h = context;
    h->hits++;
    if (hit->event == NULL) {
        h->results++;
        const konseki_match *group = konseki_hit_match(hit, 0);
        h->is_right = is_text(hit->rule->title, "Many of Them") && hit->rule->is_correlation &&
                      hit->event_count == 5 && hit->value > 4.5 && hit->value < 5.5 &&
                      hit->last_ticks - hit->first_ticks == 4 * (u64)10000000 && group &&
                      is_text(group->field, "Image") && is_text(group->value, "C:\\調査票.exe");
        return true;
    }
    const konseki_match *match = konseki_hit_match(hit, 0);
    h->is_right = is_text(hit->rule->title, "A Survey That Runs") &&
                  is_text(hit->rule->level, "high") && is_text(hit->rule->status, "test") &&
                  is_text(hit->rule->tags, "attack.execution attack.t1204.002") &&
                  hit->rule->line == 1 && is_text(hit->form, "Sysmon 1") && hit->event_count == 1 &&
                  hit->first_ticks == konseki_ticks(hit->event) && hit->match_count == 1 && match &&
                  is_text(match->field, "CommandLine") && is_text(match->value, "調査票.exe -x") &&
                  is_text(match->test, "* -x") && konseki_hit_match(hit, 1) == NULL;
    return h->hits != h->stop_at;
}

static bool feed(void *context, const konseki_event *event)
{
    hunted *h = context;
    return konseki_rules_feed(h->rules, event, on_hit, h);
}

static konseki_rules *open_rules(const char *path, bool japanese, konseki_rules_report *report)
{
    konseki_rules_options options = {
        .size = sizeof options, .paths = &path, .path_count = 1, .japanese = japanese
    };
    return konseki_rules_open(&options, report);
}

static void a_hunt(void)
{
    char both[4096];
    snprintf(both, sizeof both, "%s%s", rule_text, other_text);
    const char *log = log_of_processes("five.evtx", 5);
    konseki_rules_report report = { .size = sizeof report };
    hunted h = { .rules = open_rules(made_text("both.yml", both), false, &report) };
    check("rules are loaded", h.rules != NULL);
    check("the report counts what runs and what does not",
          report.rules == 2 && report.left_out == 1 && strstr(report.sentence, "both.yml:19:") &&
              strstr(report.sentence, "resembles"));
    check("an event is hit, and the hit says by what",
          konseki_read(&log, 1, NULL, feed, &h, NULL) == KONSEKI_DONE && h.hits == 5 &&
              h.results == 0 && h.is_right);
    check("a correlation tells its result at the end",
          konseki_rules_end(h.rules, on_hit, &h) && h.results == 1 && h.is_right);
    check("once", konseki_rules_end(h.rules, on_hit, &h) && h.results == 1);
    konseki_rules_close(h.rules);
}

static void questions(void)
{
    char both[4096];
    snprintf(both, sizeof both, "%s%s", rule_text, other_text);
    konseki_rules *rules = open_rules(made_text("asked.yml", both), true, NULL);
    konseki_rule_problem problem = { .size = sizeof problem };
    check("a rule is found by its index", rules && konseki_rules_count(rules) == 2 &&
                                              konseki_rules_at(rules, 2) == NULL &&
                                              !konseki_rules_at(rules, 0)->is_correlation);
    check("a title in Japanese is given when it is asked for",
          is_text(konseki_rules_at(rules, 0)->title, "実行される調査票") &&
              is_text(konseki_rules_at(rules, 1)->title, "Many of Them"));
    check("a mistake has a place, a sentence and a remedy",
          konseki_rules_problem(rules, 0, &problem) && problem.line == 19 && problem.column > 1 &&
              problem.is_left_out && strstr(problem.sentence.at, "resembles") &&
              problem.remedy.size > 0 && problem.size == sizeof problem);
    check("there is no second one", !konseki_rules_problem(rules, 1, &problem));
    konseki_rules_close(rules);
}

static void ends(void)
{
    const char *log = log_of_processes("many.evtx", 100);
    hunted h = { .rules = open_rules(made_text("one.yml", rule_text), false, NULL), .stop_at = 3 };
    check("the visiting function can stop",
          konseki_read(&log, 1, NULL, feed, &h, NULL) == KONSEKI_STOPPED && h.hits == 3);
    konseki_rules_close(h.rules);

    konseki_rules_report report = { .size = sizeof report };
    check("rules that are not there are a failure, with a sentence",
          open_rules("/nothing/here.yml", true, &report) == NULL &&
              strstr(report.sentence, "/nothing/here.yml") &&
              strstr(report.sentence, "開けません"));
    konseki_rules_close(NULL);
}

// A program that was compiled with an older header has smaller structures.
static void sizes(void)
{
    struct {
        konseki_rules_report report;
        unsigned char behind[64];
    } older;
    memset(&older, 0x5a, sizeof older);
    older.report.size = offsetof(konseki_rules_report, left_out);
    konseki_rules *rules = open_rules(made_text("old.yml", rule_text), false, &older.report);
    const unsigned char *rest = (const unsigned char *)&older.report.left_out;
    bool is_kept = true;
    for (size_t i = 0; i < 32; i++)
        is_kept = is_kept && rest[i] == 0x5a;
    check("no more is written than the caller has room for",
          rules && older.report.rules == 1 && is_kept);
    konseki_rules_close(rules);

    konseki_rules_options none = { .size = offsetof(konseki_rules_options, paths) };
    none.path_count = 1; // beyond the size: not looked at
    rules = konseki_rules_open(&none, NULL);
    check("no more is read than the caller says, and without paths there are Konseki's own rules",
          rules && konseki_rules_count(rules) > 10);
    konseki_rules_close(rules);
}

int main(void)
{
    a_hunt();
    questions();
    ends();
    sizes();
    return checked();
}
