// The property test of the rules' engine: whatever the rule and the event, the engine, the judge
// and the slow twin say the same, and refuse the same rules. Random, from fixed seeds;
// KS_TWIN_SEED=n tries another one, KS_TWIN_ROUNDS=n more of them.
#include "evidence/read.h"
#include "rules/twin/chance.h"
#include "rules/twin/three.h"

#include "test.h"

#include <stdlib.h>

enum { rules_a_round = 120, events_a_round = 40, shown_most = 12 };

typedef struct {
    three *three;
    const char *text; // of the rules
    size_t rules, taken, events, hits, differences, refused_by_one, shown;
    u64 whys, wrong_whys;
} property;

static void show_rule(const property *p, const char *title)
{
    const char *from = strstr(p->text, title), *end = from ? strstr(from, "\n---") : NULL;
    if (from == NULL)
        return;
    size_t size = end ? (size_t)(end - from) : strlen(from);
    for (size_t i = 0; i < size;) {
        size_t line = strcspn(from + i, "\n");
        remark("    | %.*s", (int)(line > 300 ? 300 : line), from + i);
        i += line + 1;
    }
}

static void title_of(const property *p, u32 i, char *title, size_t size)
{
    ks_str text = p->three->twin->rules[i].title;
    snprintf(title, size, "title: %.*s\n", (int)text.size, text.at);
}

static void show(property *p, u32 i)
{
    const three *t = p->three;
    const twin_event *e = &t->twin->event;
    char title[64];
    if (p->shown++ >= shown_most)
        return;
    title_of(p, i, title, sizeof title);
    remark("twin %d, engine %d, judge %d:", t->twin_hits[i], t->engine_hits[i], t->judge_hits[i]);
    show_rule(p, title);
    remark("    %.*s %.*s %llu", (int)e->provider.size, e->provider.at, (int)e->channel.size,
           e->channel.at, (unsigned long long)e->id);
    for (size_t f = 0; f < e->row_count; f++) {
        ks_str value = e->rows[f].value.utf8;
        remark("    %.*s = [%.*s]", (int)e->rows[f].name.size, e->rows[f].name.at,
               (int)(value.size > 300 ? 300 : value.size), value.at);
    }
}

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    property *p = own;
    three *t = p->three;
    (void)out;
    three_look(t, event);
    p->events++;
    for (u32 i = 0; i < t->twin->rule_count; i++) {
        if (t->number_of[i] == THREE_NONE || !three_runs_in_twin(t, i))
            continue;
        p->hits += t->twin_hits[i];
        if (t->twin_hits[i] != t->engine_hits[i] || t->twin_hits[i] != t->judge_hits[i]) {
            p->differences++;
            show(p, i);
        }
    }
    return false;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    (void)shared;
    (void)block;
    (void)fail;
    return true;
}

static void compare_refusals(property *p)
{
    const three *t = p->three;
    for (u32 i = 0; i < t->twin->rule_count; i++) {
        bool by_twin = three_runs_in_twin(t, i), by_engine = three_runs_in_engine(t, i);
        char title[64];
        p->taken += by_twin && by_engine;
        if (by_twin == by_engine)
            continue;
        p->refused_by_one++;
        if (p->shown++ >= shown_most)
            continue;
        const char *why = t->twin->rules[i].refused;
        title_of(p, i, title, sizeof title);
        remark("taken by the %s alone%s%s:", by_twin ? "twin" : "engine", why ? ": " : "",
               why ? why : "");
        show_rule(p, title);
    }
}

static void read_events(property *p, chance *c, chance_text *room, ks_arena *run)
{
    char place[256];
    const char *path = place;
    ks_sources *sources;
    ks_sources_options options = { 0 };
    ks_fail fail = { 0 };
    ks_evtx_writer *writer;
    ks_file file;
    ks_arena memory, whole;
    KS_ASSERT(ks_arena_open(&memory, "log", (size_t)64 << 20));
    whole = memory;
    snprintf(place, sizeof place, "%s/round.evtx", scratch());
    KS_ASSERT(ks_os_create(path, true, &file, &fail));
    ks_evtx_sink sink = ks_evtx_file_sink(&file);
    KS_ASSERT(ks_evtx_writer_open(sink, NULL, &memory, &writer, &fail));
    for (size_t i = 0; i < events_a_round; i++)
        chance_event(c, writer, room);
    KS_ASSERT(ks_evtx_writer_close(writer, &fail));
    ks_os_close(&file);
    ks_arena_close(&whole);
    ks_reading reading = {
        .shared = p, .event = on_event, .deliver = on_block, .threads = 1, .keep_repeats = true
    };
    KS_ASSERT(ks_sources_open(&sources, &path, 1, &options, run, &fail) &&
              ks_read_events(sources, &reading, run, &fail));
    ks_sources_close(sources);
}

static void round_of(property *p, u64 seed, const char *lists)
{
    static const char *const users[] = { "cmd.exe", "*k", "Foo?ar", NULL };
    static const twin_placeholder placeholders[] = { { "users", users }, { 0 } };
    static chance_text text, room;
    chance c = { seed, seed % 3 ? &chance_general : &chance_audit };
    ks_arena run, whole;
    text.size = 0;
    KS_ASSERT(ks_arena_open(&run, "round", (size_t)1 << 30));
    whole = run;
    for (size_t i = 0; i < rules_a_round; i++) {
        size_t before = text.size;
        chance_rule(&c, &text, i);
        if (text.size + 4096 > sizeof text.at) {
            text.at[text.size = before] = '\0';
            break;
        }
    }
    p->text = text.at;
    p->three = three_of_text((ks_str){ text.at, text.size }, placeholders, lists, &run);
    KS_ASSERT(p->three);
    p->rules += p->three->twin->rule_count;
    compare_refusals(p);
    read_events(p, &c, &room, &run);
    p->whys += p->three->whys;
    p->wrong_whys += p->three->wrong_whys;
    three_close(p->three);
    ks_arena_close(&whole);
}

int main(void)
{
    static property p;
    const char *seed = getenv("KS_TWIN_SEED"), *rounds = getenv("KS_TWIN_ROUNDS");
    char lists[256];
    ks_file file;
    ks_fail fail = { 0 };
    u64 first = seed ? strtoull(seed, NULL, 10) : 1,
        count = rounds ? strtoull(rounds, NULL, 10) : 100;
    snprintf(lists, sizeof lists, "%s/users.txt", scratch());
    KS_ASSERT(ks_os_create(lists, true, &file, &fail) &&
              ks_os_write(file, ks_str_span(KS_STR("cmd.exe\n*k\nFoo?ar\n")), &fail));
    ks_os_close(&file);
    for (u64 i = 0; i < count; i++) {
        size_t before = p.differences + p.refused_by_one;
        round_of(&p, first + i, lists);
        if (p.differences + p.refused_by_one > before && before < shown_most)
            remark("(seed %llu)", (unsigned long long)(first + i));
    }
    check("most random rules are taken", p.taken * 2 > p.rules);
    check("some of them hit", p.hits > p.events);
    check("engine and twin refuse the same rules", p.refused_by_one == 0);
    check("engine, judge and twin hit the same events", p.differences == 0);
    check("what the engine says made a hit, the judge says too",
          p.whys > p.events && p.wrong_whys == 0);
    remark("%zu rules, %zu taken; %zu events, %zu hits, %zu differences, %zu refused by one",
           p.rules, p.taken, p.events, p.hits, p.differences, p.refused_by_one);
    return checked();
}
