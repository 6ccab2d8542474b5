// How long rules take by themselves, without what is printed about their hits:
//
//     bench_match [--judge] [--compare] [--half] [--threads n] <rules ...> -- <evidence ...>
//
// Says how long loading, making and reading took, the hits and a hash over them, and the rules that
// hit. --judge asks the slow way; --compare asks both, event by event, and names each difference;
// --half takes one rule of two, always the same ones.
#include "evidence/read.h"
#include "rules/rules.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    ks_rules *fast, *slow;
    ks_arena run;
    bool reads_only;
    const ks_rule_set *set;
} job;

typedef struct worker {
    ks_matcher *fast, *slow;
    u64 hits, hash, differences;
    u64 *by_rule;
    const job *of;
    struct worker *next;
} worker;
static worker *workers;

static void *make_worker(void *shared, unsigned number)
{
    (void)number;
    job *j = shared;
    worker *w = calloc(1, sizeof *w);
    w->of = j;
    w->by_rule = calloc(j->set->count + 1, sizeof *w->by_rule);
    w->fast = j->fast ? ks_rules_matcher(j->fast, &j->run) : NULL;
    w->slow = j->slow ? ks_rules_matcher(j->slow, &j->run) : NULL;
    w->next = workers;
    workers = w;
    return w;
}

static bool wants(void *own, const ks_event *event)
{
    worker *w = own;
    return w->fast == NULL || ks_match_wants(w->fast, event);
}

static void tell_difference(const worker *w, const ks_event *e, u32 rule, const char *what)
{
    const ks_rule *r = w->of->set->rules[rule];
    printf("%s: %.*s (%.*s) at %llu, id %u\n", what, (int)r->title.size, r->title.at,
           (int)r->path.size, r->path.at, (unsigned long long)e->offset, e->class->id);
}

static void compare(worker *w, ks_event *e, const ks_hit *fast, size_t fast_count)
{
    size_t slow_count = 0, i = 0, k = 0;
    const ks_hit *slow = ks_match(w->slow, e, &slow_count);
    while (i < fast_count || k < slow_count) {
        u32 a = i < fast_count ? fast[i].rule : UINT32_MAX;
        u32 b = k < slow_count ? slow[k].rule : UINT32_MAX;
        i += a <= b;
        k += b <= a;
        if (a == b)
            continue;
        w->differences++;
        if (w->differences < 50)
            tell_difference(w, e, a < b ? a : b, a < b ? "only fast" : "only slow");
    }
}

static bool on_event(void *own, ks_event *e, ks_out *out)
{
    (void)out;
    worker *w = own;
    size_t count = 0;
    const ks_hit *hits = NULL;
    if (w->fast)
        hits = ks_match(w->fast, e, &count);
    if (w->fast && w->slow)
        compare(w, e, hits, count);
    else if (w->slow)
        hits = ks_match(w->slow, e, &count);
    for (size_t i = 0; i < count; i++) {
        w->by_rule[hits[i].rule]++;
        w->hits++;
        w->hash += ks_hash_mix(e->offset, hits[i].rule);
    }
    return false;
}

static bool deliver(void *shared, const ks_block *block, ks_fail *fail)
{
    (void)shared, (void)block, (void)fail;
    return true;
}

static double now_s(void) { return (double)ks_os_monotonic_ns() / 1e9; }

static bool is_of_half(void *context, const ks_rule *rule)
{
    (void)context;
    return ks_hash(ks_str_span(rule->path), 1) & 1;
}

static _Noreturn void stop(const char *what, const ks_fail *fail)
{
    fprintf(stderr, "%s: reason %d %.*s\n", what, fail->reason, (int)fail->text.size,
            fail->text.at ? fail->text.at : "");
    exit(4);
}

int main(int argc, char **argv)
{
    job j = { 0 };
    const char *rules[64], *logs[64];
    size_t rule_count = 0, log_count = 0;
    bool by_judge = false, compares = false, is_behind = false, lists = false;
    ks_rule_loading how = { 0 };
    unsigned threads = 1;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--judge") == 0)
            by_judge = true;
        else if (strcmp(argv[i], "--compare") == 0)
            compares = true;
        else if (strcmp(argv[i], "--list") == 0)
            lists = true;
        else if (strcmp(argv[i], "--half") == 0)
            how.wants = is_of_half;
        else if (strcmp(argv[i], "--threads") == 0 && i + 1 < argc)
            threads = (unsigned)atoi(argv[++i]);
        else if (strcmp(argv[i], "--") == 0)
            is_behind = true;
        else if (is_behind && log_count < countof(logs))
            logs[log_count++] = argv[i];
        else if (rule_count < countof(rules))
            rules[rule_count++] = argv[i];
    }
    ks_fail fail = { 0 };
    if (!ks_arena_open(&j.run, "run", (size_t)2 << 30))
        return 4;
    double start = now_s();
    how.paths = rules;
    how.path_count = rule_count;
    ks_rule_set set = { 0 };
    ks_forms *forms = NULL;
    if (!ks_forms_open(&forms, NULL, 0, &j.run, &fail) ||
        (rule_count && !ks_rule_set_load(&set, &how, &j.run, &fail)))
        stop("loading", &fail);
    double loaded = now_s();
    j.set = &set;
    ks_rules_options fast = { .forms = forms }, slow = { .forms = forms, .by_judge = true };
    if (!by_judge && rule_count && !ks_rules_make(&j.fast, &set, &fast, &j.run, &fail))
        stop("making", &fail);
    if ((by_judge || compares) && !ks_rules_make(&j.slow, &set, &slow, &j.run, &fail))
        stop("making", &fail);
    double made = now_s();
    ks_sources *sources = NULL;
    ks_sources_options none = { 0 };
    if (!ks_sources_open(&sources, logs, log_count, &none, &j.run, &fail))
        stop("opening", &fail);
    ks_reading reading = { .shared = &j,
                           .worker = make_worker,
                           .event = on_event,
                           .deliver = deliver,
                           .threads = threads,
                           .keep_repeats = true,
                           .wants = wants };
    if (!ks_read_events(sources, &reading, &j.run, &fail))
        stop("reading", &fail);
    double read = now_s();
    u64 hits = 0, hash = 0, differences = 0;
    for (worker *w = workers; w; w = w->next) {
        hits += w->hits;
        hash += w->hash;
        differences += w->differences;
        for (size_t i = 0; lists && i < set.count; i++)
            if (w->by_rule[i])
                printf("%8llu %.*s\n", (unsigned long long)w->by_rule[i],
                       (int)set.rules[i]->title.size, set.rules[i]->title.at);
    }
    ks_rules_seen seen = { 0 };
    if (j.fast || j.slow)
        ks_rules_seen_of(j.fast ? j.fast : j.slow, &seen);
    printf("%zu rules; load %.3f s, make %.3f s, read %.3f s; %llu events, %llu hits (%016llx), "
           "%llu gave up",
           set.count, loaded - start, made - loaded, read - made, (unsigned long long)seen.events,
           (unsigned long long)hits, (unsigned long long)hash, (unsigned long long)seen.gave_up);
    if (compares)
        printf(", %llu differences", (unsigned long long)differences);
    printf("\n");
    ks_sources_close(sources);
    ks_rules_close(j.fast);
    ks_rules_close(j.slow);
    return differences > 0;
}
