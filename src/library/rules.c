// Rules for another program: loaded, compiled and fed on its own thread. Public structures are made
// once a rule, and once a hit in the event's arena; texts end with a NUL.
#include "konseki/rules.h"

#include "base/number.h"
#include "library/rules_own.h"

enum { run_budget = 1 << 30, correlator_memory = 48 << 20, base_hit_most = 1 << 20 };

static const konseki_text absent = { "", 0 };

konseki_text library_text(ks_arena *arena, ks_str text)
{
    char *copy = text.size ? ks_take(arena, char, text.size + 1) : NULL;
    if (copy == NULL)
        return absent;
    memcpy(copy, text.at, text.size);
    return (konseki_text){ copy, text.size };
}

static konseki_text word(const char *text) { return (konseki_text){ text, strlen(text) }; }

// --- opening

// What the caller compiled with may be an older, smaller structure.
static void copy_sized(void *to, size_t to_size, const void *from, size_t from_size)
{
    memset(to, 0, to_size);
    memcpy(to, from, from_size < to_size ? from_size : to_size);
}

// The same the other way; the size stays what the caller said.
static void copy_out(void *to, const void *from, size_t from_size, size_t to_size)
{
    memcpy(to, from, from_size < to_size ? from_size : to_size);
    memcpy(to, &to_size, sizeof to_size);
}

static konseki_text joined_tags(ks_arena *arena, const ks_rule *rule)
{
    ks_out out;
    size_t size = 1;
    for (u32 i = 0; i < rule->tags.count; i++)
        size += rule->tags.items[i].size + 1;
    if (!ks_out_open(&out, arena, size))
        return absent;
    for (u32 i = 0; i < rule->tags.count; i++) {
        if (i)
            KS_PUT(&out, " ");
        ks_out_put(&out, rule->tags.items[i]);
    }
    return library_text(arena, ks_out_str(&out));
}

static bool tell_rules(konseki_rules *r, ks_fail *fail)
{
    r->told = ks_take(&r->arena, konseki_rule, r->set.count + 1);
    if (r->told == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, run_budget, run_budget, KS_STR("rules"));
    for (size_t i = 0; i < r->set.count; i++) {
        const ks_rule *rule = r->set.rules[i];
        bool is_ja = r->lang == KS_JA;
        ks_str title = is_ja && rule->title_ja.size ? rule->title_ja : rule->title;
        ks_str about =
            is_ja && rule->description_ja.size ? rule->description_ja : rule->description;
        r->told[i] = (konseki_rule){ .size = sizeof(konseki_rule),
                                     .id = library_text(&r->arena, rule->id),
                                     .title = library_text(&r->arena, title),
                                     .description = library_text(&r->arena, about),
                                     .author = library_text(&r->arena, rule->author),
                                     .level = word(ks_level_words[rule->level]),
                                     .status = word(ks_rule_status_words[rule->status]),
                                     .tags = joined_tags(&r->arena, rule),
                                     .path = library_text(&r->arena, rule->path),
                                     .line = rule->line,
                                     .is_correlation = rule->correlation != NULL,
                                     .is_silent = rule->is_silent };
    }
    return true;
}

static bool leaves_out(const ks_rule_problem *problem)
{
    return ks_rule_problem_severity(problem->kind) == KS_RULE_IS_LEFT_OUT;
}

typedef void problem_sayer(ks_out *out, const ks_rule_problem *problem, ks_lang lang);

static konseki_text said(konseki_rules *r, problem_sayer *say, const ks_rule_problem *problem)
{
    u8 bytes[2048];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - ks_out_slack };
    say(&out, problem, r->lang);
    return library_text(&r->arena, ks_out_str(&out));
}

static bool tell_problems(konseki_rules *r, ks_fail *fail)
{
    const ks_rule_problems *all = &r->set.problems;
    r->problems = ks_take(&r->arena, konseki_rule_problem, all->count + 1);
    if (r->problems == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, run_budget, run_budget, KS_STR("rules"));
    for (size_t i = 0; i < all->count; i++) {
        const ks_rule_problem *row = &all->rows[i];
        r->problems[i] = (konseki_rule_problem){ .size = sizeof(konseki_rule_problem),
                                                 .path = library_text(&r->arena, row->path),
                                                 .line = row->line,
                                                 .column = row->column,
                                                 .sentence = said(r, ks_rule_problem_say, row),
                                                 .remedy = said(r, ks_rule_problem_remedy, row),
                                                 .is_left_out = leaves_out(row) };
    }
    return true;
}

static bool open_all(konseki_rules *r, const konseki_rules_options *how, ks_fail *fail)
{
    ks_rule_loading loading = { .paths = how->paths,
                                .path_count = how->path_count,
                                .builtin = how->builtin || how->path_count == 0,
                                .placeholders = how->placeholders,
                                .placeholder_count = how->placeholder_count,
                                .cache = how->cache,
                                .with_deprecated = how->deprecated };
    ks_arena *arena = &r->arena;
    if (!ks_rule_set_load(&r->set, &loading, arena, fail) ||
        !ks_forms_open(&r->forms, how->logsources, how->logsource_count, arena, fail))
        return false;
    ks_rules_options options = { .forms = r->forms };
    ks_correlator_options bounds = { .memory = correlator_memory };
    if (!ks_rules_make(&r->engine, &r->set, &options, arena, fail) ||
        !ks_correlation_needs_make(&r->needs, &r->set, arena, fail) || !tell_rules(r, fail) ||
        !tell_problems(r, fail))
        return false;
    if (r->needs.is_any && !ks_correlator_open(&r->correlator, &r->set, &bounds, arena, fail))
        return false;
    r->matcher = ks_rules_matcher(r->engine, arena);
    return (r->matcher && ks_out_open(&r->base_hit, arena, base_hit_most)) ||
           ks_refuse(fail, KS_OVER_BUDGET, run_budget, run_budget, KS_STR("rules"));
}

// A sentence in the making, cut at the end of a character.
static void keep_sentence(konseki_rules_report *report, const ks_out *said)
{
    size_t most = sizeof report->sentence - 1, size = ks_out_size(said);
    size = size < most ? size : most;
    while (size < ks_out_size(said) && size && (said->start[size] & 0xc0) == 0x80)
        size--;
    memcpy(report->sentence, said->start, size);
    report->sentence[size] = '\0';
}

static void put_problem(ks_out *out, const ks_rule_problem *problem, ks_lang lang)
{
    ks_out_put(out, problem->path);
    KS_PUT(out, ":");
    ks_out_u64(out, problem->line);
    KS_PUT(out, ":");
    ks_out_u64(out, problem->column);
    KS_PUT(out, ": ");
    ks_rule_problem_say(out, problem, lang);
}

static void fill_report(konseki_rules_report *report, const ks_rule_set *set, ks_lang lang)
{
    u8 bytes[4096];
    ks_out said = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - ks_out_slack };
    report->rules = set->count;
    report->left_out = set->left_out;
    report->not_for_us = set->other_products;
    report->deprecated = set->deprecated;
    for (size_t i = 0; i < set->problems.count; i++) {
        if (!leaves_out(&set->problems.rows[i]))
            continue;
        put_problem(&said, &set->problems.rows[i], lang);
        keep_sentence(report, &said);
        return;
    }
}

konseki_rules *konseki_rules_open(const konseki_rules_options *options,
                                  konseki_rules_report *report)
{
    konseki_rules_options how = { 0 };
    konseki_rules_report made = { 0 };
    konseki_rules *r = NULL;
    ks_arena arena;
    ks_fail fail = { 0 };
    if (options)
        copy_sized(&how, sizeof how, options, options->size);
    ks_lang lang = how.japanese ? KS_JA : KS_EN;
    bool is_open = ks_arena_open(&arena, "rules", run_budget);
    ks_arena whole = arena;
    r = is_open ? ks_take(&arena, konseki_rules, 1) : NULL;
    if (r) {
        *r = (konseki_rules){ .arena = arena, .whole = whole, .lang = lang };
        is_open = open_all(r, &how, &fail);
        fill_report(&made, &r->set, lang);
    } else {
        is_open = ks_refuse(&fail, KS_OVER_BUDGET, run_budget, run_budget, KS_STR("rules"));
    }
    if (!is_open) {
        u8 bytes[4096];
        ks_out said = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - ks_out_slack };
        ks_say_fail(&said, &fail, (ks_str){ 0 }, lang);
        keep_sentence(&made, &said);
        konseki_rules_close(r);
        r = NULL;
    }
    if (report)
        copy_out(report, &made, sizeof made, report->size);
    return r;
}

void konseki_rules_close(konseki_rules *rules)
{
    if (rules == NULL)
        return;
    if (rules->correlator)
        ks_correlator_close(rules->correlator);
    if (rules->engine)
        ks_rules_close(rules->engine);
    ks_arena whole = rules->whole;
    ks_arena_close(&whole);
}

// --- questions

size_t konseki_rules_count(const konseki_rules *rules) { return rules->set.count; }

const konseki_rule *konseki_rules_at(const konseki_rules *rules, size_t index)
{
    return index < rules->set.count ? &rules->told[index] : NULL;
}

bool konseki_rules_problem(const konseki_rules *rules, size_t index, konseki_rule_problem *problem)
{
    if (index >= rules->set.problems.count)
        return false;
    copy_out(problem, &rules->problems[index], sizeof *problem, problem->size);
    return true;
}
