// What rules matched, kept in a case: by any number of workers, read together or merged from parts;
// bounded a rule and source; and what it makes of verdicts.
#include "answer/answer.h"
#include "base/out.h"
#include "evidence/read.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

enum { written_most = 1 << 24, starts = 40, kept_most = 5 };

typedef struct {
    ks_observations *set;
    u32 movement, lead, unused;
} asked;

typedef struct {
    const asked *of;
    ks_observer *observer;
} worker;

static asked current;
static worker workers[8];

static void must(bool claim, const char *what)
{
    if (claim)
        return;
    fprintf(stderr, "could not %s\n", what);
    exit(99);
}

static void *make_worker(void *shared, unsigned number)
{
    workers[number] = (worker){ shared, ks_observer_make(((const asked *)shared)->set) };
    return &workers[number];
}

// Two rules: one matches services that were installed, one every program start.
static bool look(void *own, ks_event *event, ks_out *out)
{
    const worker *w = own;
    const ks_str value = KS_STR("PC-17");
    ks_rule_hit hit = { w->of->lead, KS_STR("CommandLine: x"), NULL, 0 };
    if (event->class->id == 7045)
        hit = (ks_rule_hit){ w->of->movement, KS_STR("ServiceName: PSEXESVC"), &value, 1 };
    bool is_hit = event->class->id == 7045 || event->class->id == 4100;
    return ks_observe(w->observer, event, &hit, is_hit, out);
}

static bool deliver(void *shared, const ks_block *block, ks_fail *fail)
{
    return ks_observations_add(((const asked *)shared)->set, block, fail);
}

static bool put(void *context, ks_span block, ks_fail *fail)
{
    (void)fail;
    ks_out_bytes(context, block.at, block.size);
    return true;
}

static ks_out written(ks_observations *set, ks_arena *arena)
{
    ks_out out;
    ks_fail fail = { 0 };
    must(ks_out_open(&out, arena, written_most), "make room");
    must(ks_observations_write(set, put, &out, &fail) && !out.is_full, "write the set");
    return out;
}

static ks_observations *investigated(const char *const *paths, size_t count, unsigned threads,
                                     ks_arena *arena)
{
    ks_fail fail = { 0 };
    ks_sources *sources;
    ks_observations *set = ks_observations_make(arena);
    must(set != NULL, "make a set");
    current = (asked){ .set = set };
    ks_observed_rule rule = { .id = KS_STR("unused"), .title = { KS_STR("Unused") } };
    current.unused = ks_observations_add_rule(set, &rule);
    must(ks_observations_add_program(set, (ks_span){ (const u8 *)"program", 7 }), "add a program");
    rule = (ks_observed_rule){ .id = KS_STR("Movement 1"),
                               .title = { KS_STR("PsExec service"), KS_STR("PsExec サービス") },
                               .level = KS_LEVEL_HIGH,
                               .techniques = KS_STR("T1569.002"),
                               .questions = 1u << 8,
                               .hits_most = 1000 };
    current.movement = ks_observations_add_rule(set, &rule);
    rule = (ks_observed_rule){ .id = KS_STR("lead"),
                               .title = { KS_STR("Something odd") },
                               .level = KS_LEVEL_MEDIUM,
                               .questions = 1u << 8 | 1u << 12,
                               .hits_most = kept_most };
    current.lead = ks_observations_add_rule(set, &rule);
    ks_reading reading = { .shared = &current,
                           .worker = make_worker,
                           .event = look,
                           .deliver = deliver,
                           .threads = threads,
                           .keep_repeats = true };
    must(ks_sources_open(&sources, paths, count, &(ks_sources_options){ 0 }, arena, &fail), "open");
    must(ks_read_events(sources, &reading, arena, &fail), "read");
    must(ks_observations_settle(set, sources, &fail), "settle");
    ks_sources_close(sources);
    return set;
}

// One JSON Lines log: a service, and program-like events that only the second rule matches.
static const char *log_of(const char *name, const char *host, unsigned first, unsigned count)
{
    static char paths[4][256];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, 256, "%s/%s", scratch(), name);
    FILE *file = fopen(path, "w");
    must(file != NULL, "write a log");
    for (unsigned i = first; i < first + count; i++)
        fprintf(
            file,
            "{\"time\":\"2026-05-11T03:%02u:00.0000000Z\",\"channel\":\"%s\",\"provider\":\"%s\","
            "\"id\":%u,\"event_record_id\":%u,\"computer\":\"%s\",\"data\":{\"ServiceName\":"
            "\"PSEXESVC\"}}\n",
            i % 60, i == 0 ? "System" : "Application",
            i == 0 ? "Service Control Manager" : "Some Program", i == 0 ? 7045u : 4100u, i + 100,
            host);
    fclose(file);
    return path;
}

static const ks_finding *finding_of(const ks_answers *answers, const char *trace)
{
    for (size_t i = 0; i < answers->findings.count; i++)
        if (strcmp(answers->findings.items[i].trace->id, trace) == 0)
            return &answers->findings.items[i];
    return NULL;
}

static bool says(const ks_phrase *phrase, ks_lang lang, const char *wanted)
{
    char text[1024];
    ks_out out = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text - 64 };
    ks_out_phrase(&out, phrase, lang);
    *out.at = 0;
    if (strcmp(text, wanted) != 0)
        remark("%s", text);
    return strcmp(text, wanted) == 0;
}

static void findings(ks_observations *set, ks_arena *arena)
{
    ks_facts *facts;
    ks_answers *answers;
    ks_fail fail = { 0 };
    must(ks_facts_make(&facts, set, arena, &fail), "make facts");
    must(ks_answers_make(&answers, facts, 0, 0, arena, &fail), "answer");
    const ks_finding *movement = finding_of(answers, "movement-1");
    const ks_finding *lead = finding_of(answers, "lead");
    check("a rule and host is one finding, under the rule's name", movement && lead);
    if (movement == NULL || lead == NULL)
        return;
    check("it names the fields that matched",
          movement->record_count == 1 &&
              says(&movement->sentence, KS_JA,
                   "ルール「PsExec サービス」に一致: ServiceName: PSEXESVC"));
    check("hits beyond the bound are told as a number",
          lead->record_count == kept_most &&
              says(&lead->sentence, KS_EN,
                   "rule \"Something odd\" matched 5 events and more (34 were only counted), the "
                   "first CommandLine: x"));
    const ks_answer *answer = &answers->answers[8 - 1];
    check("a hit of level high answers its question",
          answer->verdict == KS_VERDICT_FOUND && answer->record_count == 1);
    answer = &answers->answers[12 - 1];
    check("a lower one is a lead: no verdict, and a note",
          answer->verdict == KS_VERDICT_NOT_EXAMINED && answer->note_count == 1 &&
              says(&answer->notes[0], KS_EN,
                   "1 finding of a Sigma rule bears on this question; none of level high"));
    check("what nothing matched stays unexamined",
          answers->answers[6 - 1].verdict == KS_VERDICT_NOT_EXAMINED &&
              answers->answers[6 - 1].note_count == 0);
}

int main(void)
{
    ks_arena arena;
    must(ks_arena_open(&arena, "run", (size_t)8 << 30), "reserve memory");
    const char *paths[] = { log_of("a.jsonl", "FS-1.corp.example", 0, starts),
                            log_of("b.jsonl", "PC-17.corp.example", 1, 3),
                            log_of("c.jsonl", "PC-17.corp.example", 2, 9) };
    const char *turned[] = { paths[2], paths[0], paths[1] };
    ks_out one = written(investigated(paths, 3, 1, &arena), &arena);
    ks_out three = written(investigated(turned, 3, 3, &arena), &arena);
    check("any number of workers and any order of files keep the same hits",
          ks_str_equal(ks_out_str(&one), ks_out_str(&three)));

    ks_observations *set = ks_observations_make(&arena);
    ks_fail fail = { 0 };
    for (size_t i = 3; i-- > 0;) {
        ks_out part = written(investigated(&paths[i], 1, 1, &arena), &arena);
        must(ks_observations_read(set, ks_str_span(ks_out_str(&part)), &fail), "merge");
    }
    must(ks_observations_settle(set, NULL, &fail), "settle");
    ks_out merged = written(set, &arena);
    check("merging what was read alone is reading all together",
          ks_str_equal(ks_out_str(&one), ks_out_str(&merged)));
    check("rules that matched nothing are known as well", set->rule_count == 3);
    check("and correlations, once each", set->program_count == 1);

    findings(investigated(paths, 1, 1, &arena), &arena);
    return checked();
}
