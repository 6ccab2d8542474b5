// What the run was about, at its end: which rules ran and which did not, and why; which events no
// rule looks at; which rules never had a chance; and what was found, by level, host, rule and
// tactic. What matters most is the last line.
#include "cli/hunt.h"

#include "base/number.h"
#include "base/sort.h"
#include "catalogue/catalogue.h"
#include "cli/page.h"
#include "cli/terminal.h"
#include "message/visible.h"
#include "message/width.h"

enum { text_most = 4 << 20, line_size = 2048, count_columns = 11, rows_most = 10 };

typedef struct {
    hunt *h;
    const hunt_counts *counts;
    ks_out out;
    ks_lang lang;
    bool is_whole; // -v: nothing is left out
    ks_arena scratch;
} printer;

// How often something was met that has a name.
typedef struct {
    ks_str name;
    u64 count;
    u32 rank; // among those of the same count; all 0: by name
} named_count;

static void color(printer *p, const char *code)
{
    if (p->h->as == HUNT_TEXT && p->h->run->has_color)
        ks_out_put(&p->out, ks_str_of(code));
}

static void heading(printer *p, ks_note note)
{
    color(p, "\x1b[1m");
    ks_say(&p->out, note, NULL, p->lang);
    color(p, "\x1b[0m");
    KS_PUT(&p->out, "\n");
}

static size_t columns_of(const printer *p)
{
    size_t columns = p->h->as == HUNT_TEXT ? p->h->run->columns : 0;
    return columns ? columns : line_size;
}

static void put_count(ks_out *out, size_t indent, u64 count)
{
    u8 digits[ks_number_size * 2];
    ks_out number = { .at = digits, .start = digits, .end = digits + sizeof digits };
    ks_out_grouped(&number, count);
    for (size_t i = 0; i < indent; i++)
        KS_PUT(out, " ");
    ks_out_fit_right(out, ks_out_str(&number), count_columns);
    KS_PUT(out, "  ");
}

// A count on the right of its column, and the name of what is counted, cut at the terminal's edge.
static void row(printer *p, size_t indent, u64 count, ks_str name)
{
    size_t columns = columns_of(p), used = indent + count_columns + 2;
    put_count(&p->out, indent, count);
    ks_out_fit(&p->out, name, columns > used + 8 ? columns - used : 8, false);
    KS_PUT(&p->out, "\n");
}

// The same with a sentence, which is wrapped.
static void say_always(printer *p, u64 count, ks_note note)
{
    char text[512];
    ks_out said = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text };
    ks_say(&said, note, &(ks_words){ .number = { (i64)count } }, p->lang);
    u8 *start = p->out.at;
    const size_t indent = count_columns + 2;
    page_paragraph(&(page){ .out = &p->out, .columns = columns_of(p) }, ks_out_str(&said), indent);
    u8 *end = p->out.at;
    p->out.at = start;
    put_count(&p->out, 0, count); // over the blanks of the first line
    p->out.at = end;
}

static void say_row(printer *p, u64 count, ks_note note)
{
    if (count)
        say_always(p, count, note);
}

static void say_more(printer *p, size_t indent, u64 count)
{
    char text[256];
    ks_out said = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text };
    ks_say(&said, KS_SAY_HUNT_ROWS_MORE, &(ks_words){ .number = { (i64)count } }, p->lang);
    for (size_t i = 0; i < indent + count_columns + 2; i++)
        KS_PUT(&p->out, " ");
    ks_out_put(&p->out, ks_out_str(&said));
    KS_PUT(&p->out, "\n");
}

static int by_count(const void *context, const void *left, const void *right)
{
    (void)context;
    const named_count *a = left, *b = right;
    int order = ks_compare_u64(b->count, a->count);
    order = order ? order : ks_compare_u64(a->rank, b->rank);
    return order ? order : ks_str_compare(a->name, b->name);
}

// The largest counts first, the names made visible.
static void put_largest(printer *p, named_count *rows, size_t count, size_t indent)
{
    if (!ks_sort(rows, count, sizeof *rows, by_count, NULL, p->scratch))
        return; // no memory: a list less
    size_t shown = p->is_whole || count <= rows_most + 1 ? count : rows_most;
    for (size_t i = 0; i < shown; i++) {
        u8 bytes[line_size / 2];
        ks_out name = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
        ks_out_visible_line(&name, rows[i].name);
        row(p, indent, rows[i].count, ks_out_str(&name));
    }
    if (shown < count)
        say_more(p, indent, count - shown);
}

// --- rules that did not run

void hunt_put_problem(ks_out *out, const ks_rule_problem *problem, ks_lang lang)
{
    ks_out_visible(out, problem->path);
    if (problem->line) {
        KS_PUT(out, ":");
        ks_out_u64(out, problem->line);
        KS_PUT(out, ":");
        ks_out_u64(out, problem->column);
    }
    KS_PUT(out, ": ");
    ks_rule_problem_say(out, problem, lang);
}

// By reason; the first rule of each stands for it.
static void put_problems(printer *p)
{
    const ks_rule_problems *problems = &p->h->loaded.problems;
    u64 counts[KS_RULE_PROBLEM_COUNT] = { 0 };
    const ks_rule_problem *first[KS_RULE_PROBLEM_COUNT] = { 0 };
    for (size_t i = 0; i < problems->count; i++) {
        const ks_rule_problem *problem = &problems->rows[i];
        if (ks_rule_problem_severity(problem->kind) != KS_RULE_IS_LEFT_OUT)
            continue;
        if (counts[problem->kind]++ == 0)
            first[problem->kind] = problem;
    }
    for (size_t i = 0; i < KS_RULE_PROBLEM_COUNT; i++) {
        u8 bytes[line_size / 2];
        ks_out text = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
        if (first[i] == NULL)
            continue;
        hunt_put_problem(&text, first[i], p->lang);
        row(p, 2, counts[i], ks_out_str(&text));
    }
}

// "process_creation", "security", "category/service".
static ks_str source_name(const ks_rule *rule, ks_arena *arena)
{
    ks_str a = rule->category, b = rule->service;
    if (a.size == 0 || b.size == 0)
        return a.size ? a : b.size ? b : rule->product;
    char *text = ks_take(arena, char, a.size + b.size + 1);
    if (text == NULL)
        return a;
    memcpy(text, a.at, a.size);
    text[a.size] = '/';
    memcpy(text + a.size + 1, b.at, b.size);
    return (ks_str){ text, a.size + b.size + 1 };
}

static bool is_logged(const printer *p, const ks_rule *rule)
{
    ks_arena scratch = p->scratch;
    const ks_form *const *forms = NULL;
    u32 count = 0;
    ks_source_kind kind = ks_forms_of(p->h->forms, rule, &forms, &count, &scratch);
    return kind == KS_SOURCE_KNOWN || kind == KS_SOURCE_ANY;
}

// Rules whose log source did not come, by log source; of those that some log carries, or that none
// does.
static void put_unbound(printer *p, bool is_carried, ks_note note)
{
    const hunt *h = p->h;
    ks_arena before = p->scratch;
    ks_table names = { 0 };
    named_count *rows = ks_take(&p->scratch, named_count, h->set.count + 1);
    u64 total = 0;
    for (size_t i = 0; rows && i < h->set.count; i++) {
        const ks_rule *rule = h->set.rules[i];
        bool is_bound = p->counts->seen.was_bound && p->counts->seen.was_bound[i];
        if (rule->correlation || is_bound || is_logged(p, rule) != is_carried)
            continue;
        ks_str name = source_name(rule, &p->scratch);
        u32 number = ks_table_add(&names, &p->scratch, ks_str_span(name));
        if (number == ks_table_none)
            break;
        ks_span key = names.entries[number].key;
        rows[number].name = (ks_str){ (const char *)key.at, key.size };
        rows[number].count++;
        total++;
    }
    say_row(p, total, note);
    if (total)
        put_largest(p, rows, names.count, 2);
    p->scratch = before;
}

static void put_rules(printer *p)
{
    const hunt *h = p->h;
    heading(p, KS_SAY_HUNT_RULES);
    say_always(p, h->set.count, KS_SAY_HUNT_RULES_RAN);
    say_row(p, h->correlation_count, KS_SAY_HUNT_RULES_CORRELATE);
    say_row(p, h->not_chosen, KS_SAY_HUNT_RULES_NOT_CHOSEN);
    say_row(p, h->loaded.deprecated, KS_SAY_HUNT_RULES_DEPRECATED);
    say_row(p, h->loaded.other_products, KS_SAY_HUNT_RULES_ELSEWHERE);
    say_row(p, h->loaded.left_out, KS_SAY_HUNT_RULES_LEFT_OUT);
    if (h->loaded.left_out)
        put_problems(p);
    put_unbound(p, false, KS_SAY_HUNT_RULES_NOT_LOGGED);
    put_unbound(p, true, KS_SAY_HUNT_RULES_UNBOUND);
}

static void put_events(printer *p)
{
    const hunt_counts *c = p->counts;
    const ks_correlation_overflow *over = &p->h->overflow;
    heading(p, KS_SAY_HUNT_EVENTS_HEADING);
    say_always(p, c->events, KS_SAY_HUNT_EVENTS_SEEN);
    say_row(p, c->unlooked, KS_SAY_HUNT_EVENTS_UNLOOKED);
    say_row(p, c->allowed, KS_SAY_HUNT_HITS_ALLOWED);
    say_row(p, c->seen.gave_up, KS_SAY_HUNT_GAVE_UP);
    say_row(p, over->without_time, KS_SAY_HUNT_WITHOUT_TIME);
    say_row(p, over->not_run, KS_SAY_HUNT_NOT_RUN);
    say_row(p, over->hits_over, KS_SAY_HUNT_HITS_OVER);
}

// --- hits

static void put_levels(printer *p)
{
    heading(p, KS_SAY_HUNT_BY_LEVEL);
    for (size_t i = KS_LEVEL_COUNT; i-- > 0;) {
        if (p->h->by_level[i])
            row(p, 0, p->h->by_level[i], ks_level_text((ks_level)i, p->lang));
    }
}

static void put_hosts(printer *p)
{
    const hunt *h = p->h;
    ks_arena before = p->scratch;
    named_count *rows = ks_take(&p->scratch, named_count, h->host_count + 1);
    char bytes[128];
    ks_out nameless = { .at = (u8 *)bytes,
                        .start = (u8 *)bytes,
                        .end = (u8 *)bytes + sizeof bytes };
    ks_say(&nameless, KS_SAY_SHEET_NO_NAME, NULL, p->lang);
    heading(p, KS_SAY_HUNT_BY_HOST);
    for (size_t i = 0; rows && i < h->host_count; i++) {
        const hunt_host *host = &h->hosts[i];
        rows[i] =
            (named_count){ host->name.size ? host->name : ks_out_str(&nameless), host->hits, 0 };
    }
    if (rows)
        put_largest(p, rows, h->host_count, 0);
    p->scratch = before;
}

// "high  Title of the rule"
static ks_str rule_name(printer *p, const ks_rule *rule)
{
    ks_str level = ks_level_text(rule->level, p->lang), title = hunt_title(rule, p->lang);
    ks_out name;
    if (!ks_out_open(&name, &p->scratch, level.size + title.size + 2))
        return title;
    ks_out_put(&name, level);
    KS_PUT(&name, "  ");
    ks_out_put(&name, title);
    return ks_out_str(&name);
}

static size_t put_hit_rules(printer *p)
{
    const hunt *h = p->h;
    ks_arena before = p->scratch;
    named_count *rows = ks_take(&p->scratch, named_count, h->set.count + 1);
    size_t count = 0;
    heading(p, KS_SAY_HUNT_BY_RULE);
    for (size_t i = 0; rows && i < h->set.count; i++) {
        if (h->rules[i].hits)
            rows[count++] =
                (named_count){ rule_name(p, h->set.rules[i]), h->rules[i].hits, h->rules[i].rank };
    }
    if (rows)
        put_largest(p, rows, count, 0);
    p->scratch = before;
    return count;
}

// --- tactics

static char word_byte(char c)
{
    return (char)(c == '_' ? '-' : c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

// What stands behind "attack." when it names a tactic and no technique, group or software.
static bool tactic_of(ks_str tag, ks_str *tactic)
{
    static const char space[] = "attack.";
    size_t skip = sizeof space - 1;
    if (tag.size <= skip)
        return false;
    for (size_t i = 0; i < tag.size; i++) {
        if (tag.at[i] >= '0' && tag.at[i] <= '9')
            return false;
        if (i < skip && word_byte(tag.at[i]) != space[i])
            return false;
    }
    *tactic = ks_str_from(tag, skip);
    return true;
}

static bool is_tactic(ks_str word, ks_str id)
{
    bool is_same = word.size == id.size;
    for (size_t i = 0; is_same && i < id.size; i++)
        is_same = word_byte(word.at[i]) == id.at[i];
    return is_same;
}

static bool is_tagged(const ks_rule *rule, const ks_tactic *tactic)
{
    ks_str word;
    size_t count = 0;
    const ks_tactic *all = ks_tactics(&count);
    for (u32 i = 0; i < rule->tags.count; i++) {
        if (!tactic_of(rule->tags.items[i], &word))
            continue;
        if (is_tactic(word, tactic->id))
            return true;
        for (size_t k = 0; k < count; k++) {
            if (is_tactic(word, all[k].id) && ks_str_equal(all[k].part_of, tactic->id))
                return true;
        }
    }
    return false;
}

static void put_tactics(printer *p)
{
    const hunt *h = p->h;
    size_t count = 0;
    bool has_heading = false;
    const ks_tactic *tactics = ks_tactics(&count);
    for (size_t i = 0; i < count; i++) {
        u64 hits = 0;
        for (size_t k = 0; k < h->set.count; k++)
            hits +=
                h->rules[k].hits && is_tagged(h->set.rules[k], &tactics[i]) ? h->rules[k].hits : 0;
        if (hits == 0)
            continue;
        if (!has_heading)
            heading(p, KS_SAY_HUNT_BY_TACTIC);
        has_heading = true;
        row(p, tactics[i].part_of.size ? 2 : 0, hits, tactics[i].title[p->lang]);
    }
}

// --- all of it

static void put_total(printer *p, size_t rules)
{
    const hunt *h = p->h;
    ks_words words = { .number = { (i64)h->hits, (i64)rules, (i64)h->host_count } };
    color(p, "\x1b[1m");
    if (h->set.count == 0) {
        ks_say(&p->out, KS_SAY_HUNT_NO_RULE_RAN, NULL, p->lang);
    } else if (h->hits == 0) {
        words.number[0] = (i64)p->counts->events;
        ks_say(&p->out, KS_SAY_HUNT_NOTHING, &words, p->lang);
    } else {
        size_t highest = KS_LEVEL_COUNT - 1;
        while (h->by_level[highest] == 0)
            highest--;
        words.text[0] = ks_level_text((ks_level)highest, p->lang);
        ks_say(&p->out, KS_SAY_HUNT_TOTAL, &words, p->lang);
    }
    color(p, "\x1b[0m");
    KS_PUT(&p->out, "\n");
}

bool hunt_summary(hunt *h, const hunt_counts *counts, ks_fail *fail)
{
    bool is_text = h->as == HUNT_TEXT;
    if (!is_text && options_has(h->run->given, OPTION_QUIET))
        return true;
    printer p = { .h = h, .counts = counts, .lang = h->run->lang, .scratch = h->run->arena };
    p.is_whole = options_has(h->run->given, OPTION_VERBOSE);
    if (!ks_out_open(&p.out, &p.scratch, text_most))
        return ks_refuse(fail, KS_OVER_BUDGET, text_most, 0, KS_STR("run"));
    put_rules(&p);
    put_events(&p);
    size_t rules = 0;
    if (h->hits) {
        put_levels(&p);
        put_hosts(&p);
        rules = put_hit_rules(&p);
        put_tactics(&p);
    }
    put_total(&p, rules);
    if (is_text)
        return run_write(h->run, ks_out_str(&p.out), fail);
    terminal_say(ks_out_str(&p.out));
    return true;
}
