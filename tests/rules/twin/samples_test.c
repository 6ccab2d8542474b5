// Hayabusa's rules carry an event of XML that they are about (`sample-evtx`): each rule of the
// corpus (KONSEKI_CORPUS) hits its own, by the engine and by the slow twin. Those that do not have
// a row in `drifted`: the example is of another event than the rule's text says.
#include "evidence/evtx/write.h"
#include "evidence/read.h"
#include "rules/twin/three.h"
#include "rules/twin/xml.h"

#include "test.h"

// clang-format off
static const struct { const char *file, *why; } drifted[] = {
    { "OAlerts_300_Info_OfficeAppPopUp.yml",
      "the rule names service security (channel Security) and asks for Channel: OAlerts; both cannot hold" },
    { "Sec_4625_Med_LogonFail_UserGuessing_Correlation.yml",
      "the rule leaves out IpAddress -, which the example has" },
    { "Sysmon_11_Info_FileCreated.yml",
      "the rule asks for RuleName, empty or -; Sysmon 2 of the example has no such field yet" },
};
// clang-format on

typedef struct {
    three *three;
    u32 rule; // the twin's
    size_t events;
    bool by_twin, by_engine;
    ks_arena logs;
} samples;

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    samples *s = own;
    (void)out;
    three_look(s->three, event);
    s->events++;
    s->by_twin = s->three->twin_hits[s->rule];
    s->by_engine = s->three->engine_hits[s->rule];
    return false;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    (void)shared;
    (void)block;
    (void)fail;
    return true;
}

// The event alone in a log, which is read.
static void look_at(samples *s, const ks_element *event)
{
    char place[256];
    const char *path = place;
    ks_sources *sources;
    ks_sources_options options = { 0 };
    ks_evtx_writer *writer;
    ks_file file;
    ks_fail fail = { 0 };
    ks_arena memory = s->logs;
    snprintf(place, sizeof place, "%s/sample.evtx", scratch());
    KS_ASSERT(ks_os_create(path, true, &file, &fail));
    ks_evtx_sink sink = ks_evtx_file_sink(&file);
    KS_ASSERT(ks_evtx_writer_open(sink, NULL, &memory, &writer, &fail) &&
              ks_evtx_write_tree(writer, &(ks_evtx_head){ .id = 1 }, event, &fail) &&
              ks_evtx_writer_close(writer, &fail));
    ks_os_close(&file);
    memory = s->logs;
    ks_reading reading = { .shared = s, .event = on_event, .deliver = on_block, .threads = 1 };
    s->events = 0;
    s->by_twin = s->by_engine = false;
    KS_ASSERT(ks_sources_open(&sources, &path, 1, &options, &memory, &fail) &&
              ks_read_events(sources, &reading, &memory, &fail));
    ks_sources_close(sources);
}

static const char *reason_of(const char *file)
{
    for (size_t i = 0; i < countof(drifted); i++) {
        if (strcmp(drifted[i].file, file) == 0)
            return drifted[i].why;
    }
    return NULL;
}

int main(void)
{
    static samples s;
    char folder[1024];
    const char *folders[] = { folder };
    ks_arena run, texts;
    size_t tried = 0;
    if (corpus() == NULL)
        return skipped("no corpus");
    snprintf(folder, sizeof folder, "%s/rules/hayabusa/hayabusa", corpus());
    if (!ks_arena_open(&run, "samples", (size_t)1 << 30) ||
        !ks_arena_open(&s.logs, "logs", (size_t)1 << 30) ||
        !ks_arena_open(&texts, "texts", (size_t)64 << 20))
        return 1;
    s.three = three_of_folders(folders, 1, &run);
    if (!check("the rules are loaded", s.three != NULL))
        return checked();
    s.three->with_judge = false;
    for (s.rule = 0; s.rule < s.three->twin->rule_count; s.rule++) {
        u32 number = s.three->number_of[s.rule];
        const ks_element *event = number == THREE_NONE
                                      ? NULL
                                      : twin_xml_event(s.three->set.rules[number]->sample, &texts);
        if (event == NULL)
            continue;
        char name[256];
        ks_str path = s.three->twin->rules[s.rule].path;
        size_t from = path.size;
        while (from && path.at[from - 1] != '/')
            from--;
        snprintf(name, sizeof name, "%.*s", (int)(path.size - from), path.at + from);
        tried++;
        look_at(&s, event);
        const char *why = reason_of(name);
        if (why)
            remark("%s: %s", name, why);
        if (!check(name, s.events == 1 && s.by_twin == s.by_engine && s.by_twin == (why == NULL)))
            remark("twin %d, engine %d, %zu events", s.by_twin, s.by_engine, s.events);
    }
    check("rules have examples", tried > 0);
    corpus_cases(tried);
    three_close(s.three);
    return checked();
}
