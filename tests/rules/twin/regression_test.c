// Regression data of SigmaHQ (KONSEKI_CORPUS): for every case the engine and the slow twin find the
// number of events that info.yml expects (`match_count`; none: at least one).
//
// A case is a folder with info.yml and <rule's id>.evtx. Where a rule's text is true of more events
// than info.yml counts, the deviation has a row in `known`, with the reason.
#include "evidence/read.h"
#include "rules/twin/three.h"

#include "test.h"

// clang-format off
static const struct { const char *id; size_t hits; const char *why; } known[] = {
    { "45e112d0-7759-4c2a-aa36-9f8fb79d3393", 3,
      "the log has three values below ...\\ZoneMap\\Domains\\ set to DWORD (0x00000002), https, http and *; "
      "the rule leaves out 0, 1 and (Empty) only" },
    { "c7dcacd0-cc59-4004-b0a4-1d6cdebe6f3e", 2,
      "the log has AutoShareServer and AutoShareWks set to DWORD (0x00000000); the rule names both" },
};
// clang-format on

typedef struct {
    three *three;
    u32 rule; // the twin's
    size_t by_twin, by_engine, events;
    size_t cases;
    ks_arena logs; // for one at a time
    const char *folder;
} regression;

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    regression *r = own;
    (void)out;
    three_look(r->three, event);
    r->events++;
    r->by_twin += r->three->twin_hits[r->rule];
    r->by_engine += r->three->engine_hits[r->rule];
    return false;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    (void)shared;
    (void)block;
    (void)fail;
    return true;
}

static void read_log(regression *r, const char *path)
{
    ks_sources *sources;
    ks_sources_options options = { 0 };
    ks_fail fail = { 0 };
    ks_arena arena = r->logs;
    ks_reading reading = { .shared = r, .event = on_event, .deliver = on_block, .threads = 1 };
    r->by_twin = r->by_engine = r->events = 0;
    KS_ASSERT(ks_sources_open(&sources, &path, 1, &options, &arena, &fail) &&
              ks_read_events(sources, &reading, &arena, &fail));
    ks_sources_close(sources);
}

static u32 find_rule(const twin *t, ks_str id)
{
    for (u32 i = 0; i < t->rule_count; i++) {
        if (id.size && ks_equal_fold(t->rules[i].id, id))
            return i;
    }
    return THREE_NONE;
}

// What info.yml expects: exactly `count`, or with `at_least` that many or more.
static size_t expected_of(const twin_node *info, ks_str id, bool *at_least)
{
    const twin_node *tests = twin_find(info, "regression_tests_info");
    u64 count = 0;
    *at_least = !tests || !twin_read_whole(twin_text_at(tests->first, "match_count"), 10, &count);
    for (size_t i = 0; i < countof(known); i++) {
        if (ks_str_equal(id, ks_str_of(known[i].id))) {
            remark("%s: %zu, not %u: %s", known[i].id, known[i].hits, (unsigned)count,
                   known[i].why);
            return known[i].hits;
        }
    }
    return *at_least ? 1 : (size_t)count;
}

static void try_case(regression *r, const char *folder, ks_span bytes)
{
    const char *refused = NULL;
    ks_arena arena = r->logs;
    const twin_node *info = twin_yaml_read(bytes, &arena, &refused);
    const twin_node *about = twin_find(info, "rule_metadata");
    ks_str id = about ? twin_text_at(about->first, "id") : (ks_str){ 0 };
    bool at_least = false;
    size_t expected = expected_of(info, id, &at_least);
    char path[4096];
    r->rule = find_rule(r->three->twin, id);
    r->cases++;
    if (r->rule == THREE_NONE) {
        check(folder, false);
        return;
    }
    snprintf(path, sizeof path, "%s/%.*s.evtx", folder, (int)id.size, id.at);
    read_log(r, path);
    bool is_enough = at_least ? r->by_engine >= expected : r->by_engine == expected;
    const char *name = strrchr(folder, '/') + 1;
    if (!check(name, is_enough && r->by_twin == r->by_engine))
        remark("%s: expected %s%zu, engine %zu, twin %zu of %zu events", name,
               at_least ? "at least " : "", expected, r->by_engine, r->by_twin, r->events);
}

static bool on_name(void *context, const char *name)
{
    regression *r = context;
    const char *before = r->folder;
    char path[4096];
    u8 bytes[8192];
    size_t got = 0;
    ks_os_info info;
    ks_file file;
    ks_fail fail = { 0 };
    snprintf(path, sizeof path, "%s/%s", r->folder, name);
    KS_ASSERT(ks_os_look(path, &info, &fail));
    if (info.kind == KS_OS_FOLDER) {
        r->folder = path;
        KS_ASSERT(ks_os_list(path, on_name, r, &fail));
        r->folder = before;
    } else if (strcmp(name, "info.yml") == 0) {
        KS_ASSERT(ks_os_open(path, &file, &fail) &&
                  ks_os_read_at(file, 0, bytes, sizeof bytes, &got, &fail));
        ks_os_close(&file);
        try_case(r, r->folder, (ks_span){ bytes, got });
    }
    return true;
}

int main(void)
{
    static const char *const parts[] = { "rules", "rules-emerging-threats",
                                         "rules-threat-hunting" };
    char text[countof(parts)][1024], data[1024];
    const char *folders[countof(parts)];
    regression r = { .folder = data };
    ks_arena run;
    ks_fail fail = { 0 };
    if (corpus() == NULL)
        return skipped("no corpus");
    for (size_t i = 0; i < countof(parts); i++) {
        snprintf(text[i], sizeof text[i], "%s/rules/sigmahq/%s", corpus(), parts[i]);
        folders[i] = text[i];
    }
    snprintf(data, sizeof data, "%s/evtx/sigma-regression", corpus());
    if (!ks_arena_open(&run, "regression", (size_t)2 << 30) ||
        !ks_arena_open(&r.logs, "logs", (size_t)1 << 30))
        return 1;
    r.three = three_of_folders(folders, countof(folders), &run);
    if (!check("the rules are loaded", r.three != NULL))
        return checked();
    r.three->with_judge = false;
    KS_ASSERT(ks_os_list(data, on_name, &r, &fail));
    check("there are cases", r.cases > 0);
    corpus_cases(r.cases);
    three_close(r.three);
    return checked();
}
