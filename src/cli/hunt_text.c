// Hits for people: by level and rule, in each by host, in each by time. A hit's lines are made when
// it is met, kept in an external sort, and put under their headings when all hits are known, so
// memory does not grow with their number.
#include "cli/hunt.h"

#include "base/number.h"
#include "cli/event_text.h"
#include "cli/search_print.h"
#include "message/visible.h"
#include "message/width.h"

enum {
    columns_usual = 200, // of a value, where there is no terminal
    columns_least = 20,
    values_most = 12, // lines of a hit
    members_most = 5, // hits of a correlation
    hits_most = 10,   // of a rule on one host
    heading_most = 8192,
    host_most = 4096,
    place_most = 4096,
    place_least = 8
};

static const char *const level_colors[KS_LEVEL_COUNT] = {
    [KS_LEVEL_INFORMATIONAL] = "\x1b[2m",  [KS_LEVEL_LOW] = "\x1b[36m",
    [KS_LEVEL_MEDIUM] = "\x1b[33m",        [KS_LEVEL_HIGH] = "\x1b[31m",
    [KS_LEVEL_CRITICAL] = "\x1b[1;37;41m",
};

static void color(const hunt *h, ks_out *out, const char *code)
{
    if (h->run->has_color)
        ks_out_put(out, ks_str_of(code));
}

// --- the lines of one hit

static u8 lower(char c) { return (u8)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); }

// Where the test's first literal text stands in the value, so that a long one is cut around it.
static ks_pattern_hit place_of(const ks_rule_test *test, ks_str value)
{
    ks_str text = { 0 };
    for (u32 i = 0; i < test->piece_count && text.size == 0; i++)
        text = test->pieces[i].text;
    for (size_t at = 0; text.size && at + text.size <= value.size; at++) {
        size_t same = 0;
        while (same < text.size && lower(value.at[at + same]) == lower(text.at[same]))
            same++;
        if (same == text.size)
            return (ks_pattern_hit){ .from = at, .to = at + same };
    }
    return (ks_pattern_hit){ 0 };
}

static bool is_told(const hunt_hit *hit, size_t at)
{
    const ks_judged_test *now = &hit->tests[at];
    for (size_t i = 0; i < at; i++) {
        const ks_judged_test *other = &hit->tests[i];
        if (ks_str_equal(now->test->field, other->test->field) &&
            ks_str_equal(now->value, other->value))
            return true;
    }
    return false;
}

static void put_value(const hunt *h, ks_out *out, const ks_judged_test *test)
{
    const run *r = h->run;
    ks_str field = test->test->field;
    size_t used = 10 + ks_width(field); // two for the marks of what is cut
    size_t columns = r->columns ? r->columns : columns_usual;
    columns = columns > used + columns_least ? columns - used : columns_least;
    KS_PUT(out, "      ");
    color(h, out, "\x1b[36m");
    if (field.size)
        ks_out_visible_line(out, field);
    else
        ks_say(out, KS_SAY_HUNT_KEYWORD, NULL, r->lang);
    color(h, out, "\x1b[0m");
    KS_PUT(out, ": ");
    search_hit shown = { .value = test->value };
    shown.hit = place_of(test->test, test->value);
    search_put_excerpt(out, &shown, columns, r->has_color);
    KS_PUT(out, "\n");
}

// Where the record lies; cut at the terminal's edge, behind the bytes from `start` on.
static void put_place(const hunt *h, ks_out *out, const u8 *start, ks_str path, u64 offset)
{
    u8 bytes[place_most];
    ks_out place = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - ks_out_slack };
    size_t used = ks_width((ks_str){ (const char *)start, (size_t)(out->at - start) });
    size_t columns = h->run->columns ? h->run->columns : place_most;
    ks_out_visible_line(&place, path);
    KS_PUT(&place, " @");
    ks_out_u64(&place, offset);
    if (columns > used + place_least) {
        KS_PUT(out, "  ");
        color(h, out, "\x1b[2m");
        ks_out_fit(out, ks_out_str(&place), columns - used - 2, false);
        color(h, out, "\x1b[0m");
    }
    KS_PUT(out, "\n");
}

void hunt_text_hit(const hunt *h, const hunt_hit *hit, ks_out *out)
{
    const ks_event *e = hit->event;
    ks_arena scratch = *e->arena;
    const u8 *start = out->at;
    KS_PUT(out, "    ");
    ks_out_ticks_local(out, ks_event_ticks(e), h->run->zone_minutes, 3);
    KS_PUT(out, "  ");
    ks_out_visible_line(out, event_text_channel(e->class->channel));
    KS_PUT(out, " ");
    ks_out_u64(out, ks_event_id(e));
    KS_PUT(out, " #");
    ks_out_visible_line(out, ks_value_str(ks_event_system(e, KS_SYSTEM_EVENT_RECORD_ID), &scratch));
    if (e->found != KS_LIVE) {
        KS_PUT(out, " [");
        ks_out_put(out, ks_str_of(ks_found_words[e->found]));
        KS_PUT(out, "]");
    }
    put_place(h, out, start, e->path, e->offset);
    size_t shown = 0;
    for (size_t i = 0; i < hit->test_count && shown < values_most; i++) {
        if (hit->tests[i].value.size == 0 || is_told(hit, i))
            continue;
        put_value(h, out, &hit->tests[i]);
        shown++;
    }
}

static void put_member(const hunt *h, const ks_base_hit *hit, ks_out *out)
{
    const u8 *start = out->at;
    KS_PUT(out, "      ");
    ks_out_ticks_local(out, hit->ticks, h->run->zone_minutes, 3);
    KS_PUT(out, "  ");
    ks_out_visible_line(out, hit->computer);
    KS_PUT(out, "  ");
    ks_out_visible_line(out, event_text_channel(hit->channel));
    KS_PUT(out, " #");
    ks_out_u64(out, hit->event_record_id);
    put_place(h, out, start, ks_sources_at(h->run->sources, hit->source)->path, hit->offset);
}

void hunt_text_result(const hunt *h, const ks_correlation_result *result, ks_out *out)
{
    const ks_correlation *how = h->set.rules[result->rule]->correlation;
    bool is_whole = options_has(h->run->given, OPTION_VERBOSE);
    size_t shown = result->hit_count < members_most || is_whole ? result->hit_count : members_most;
    ks_words words = { .number = { (i64)result->hit_count } };
    KS_PUT(out, "    ");
    ks_out_ticks_local(out, result->first_ticks, h->run->zone_minutes, 3);
    KS_PUT(out, " – ");
    ks_out_ticks_local(out, result->last_ticks, h->run->zone_minutes, 3);
    KS_PUT(out, "  ");
    ks_say(out, KS_SAY_HUNT_EVENTS, &words, h->run->lang);
    KS_PUT(out, "\n");
    for (u32 i = 0; i < how->group_count; i++) {
        KS_PUT(out, "      ");
        color(h, out, "\x1b[36m");
        ks_out_visible_line(out, how->group_by[i]);
        color(h, out, "\x1b[0m");
        KS_PUT(out, ": ");
        ks_out_visible_line(out, result->group[i]);
        KS_PUT(out, "\n");
    }
    for (size_t i = 0; i < shown; i++)
        put_member(h, &result->hits[i], out);
    if (shown < result->hit_count) {
        words.number[0] = (i64)(result->hit_count - shown);
        KS_PUT(out, "      ");
        ks_say(out, KS_SAY_HUNT_HITS_MORE, &words, h->run->lang);
        KS_PUT(out, "\n");
    }
}

// --- keeping: the rank of the rule, the host, the place; then the lines

enum { rank_size = 4, place_size = 20 };

bool hunt_text_keep(hunt *h, const hunt_kept *kept, ks_fail *fail)
{
    u8 rank[rank_size], place[place_size];
    ks_str host = kept->host;
    const char *nul = host.size ? memchr(host.at, 0, host.size) : NULL;
    host.size = nul ? (size_t)(nul - host.at) : host.size; // it ends the host in the key
    host.size = host.size < host_most ? host.size : host_most;
    ks_store32_sorted(rank, h->rules[kept->rule].rank);
    ks_store64_sorted(place, kept->ticks);
    ks_store32_sorted(place + 8, kept->source);
    ks_store64_sorted(place + 12, kept->offset);
    ks_out_clear(&h->key);
    ks_out_bytes(&h->key, rank, sizeof rank);
    ks_out_put(&h->key, host);
    ks_out_byte(&h->key, 0);
    ks_out_bytes(&h->key, place, sizeof place);
    ks_span key = ks_str_span(ks_out_str(&h->key));
    return ks_sorter_add(h->sort, key, kept->lines, fail);
}

// --- writing

typedef struct {
    hunt *h;
    ks_out out, host; // heading; the host at hand
    u32 rank;
    bool has_rank, has_host;
    u64 shown, left; // of this rule on this host
} grouping;

static bool give(grouping *g, ks_fail *fail)
{
    bool is_given = run_write(g->h->run, ks_out_str(&g->out), fail);
    ks_out_clear(&g->out);
    return is_given;
}

static void end_host(grouping *g)
{
    if (g->left) {
        KS_PUT(&g->out, "    ");
        ks_say(&g->out, KS_SAY_HUNT_HITS_MORE, &(ks_words){ .number = { (i64)g->left } },
               g->h->run->lang);
        KS_PUT(&g->out, "\n");
    }
    g->shown = g->left = 0;
}

// A line that is cut at the terminal's edge.
static void put_fitted(grouping *g, const ks_out *line)
{
    size_t columns = g->h->run->columns;
    if (columns)
        ks_out_fit(&g->out, ks_out_str(line), columns, false);
    else
        ks_out_put(&g->out, ks_out_str(line));
}

static void begin_rule(grouping *g)
{
    const hunt *h = g->h;
    u32 number = h->by_rank[g->rank];
    const ks_rule *rule = h->set.rules[number];
    u8 bytes[heading_most];
    ks_out line = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - ks_out_slack };
    if (g->has_rank)
        KS_PUT(&g->out, "\n");
    color(h, &g->out, level_colors[rule->level]);
    ks_out_put(&g->out, ks_level_text(rule->level, h->run->lang));
    color(h, &g->out, "\x1b[0m");
    KS_PUT(&g->out, "  ");
    color(h, &g->out, "\x1b[1m");
    ks_out_visible_line(&g->out, hunt_title(rule, h->run->lang));
    color(h, &g->out, "\x1b[0m");
    KS_PUT(&g->out, "  ");
    ks_say(&g->out, KS_SAY_HUNT_HITS, &(ks_words){ .number = { (i64)h->rules[number].hits } },
           h->run->lang);
    KS_PUT(&g->out, "\n");
    KS_PUT(&line, "  ");
    ks_out_visible_line(&line, rule->id);
    for (u32 i = 0; i < rule->tags.count; i++) {
        KS_PUT(&line, " ");
        ks_out_visible_line(&line, rule->tags.items[i]);
    }
    KS_PUT(&line, "  ");
    ks_out_visible_line(&line, rule->path);
    color(h, &g->out, "\x1b[2m");
    put_fitted(g, &line);
    color(h, &g->out, "\x1b[0m");
    KS_PUT(&g->out, "\n");
}

static void begin_host(grouping *g, ks_str host)
{
    ks_out_clear(&g->host);
    ks_out_put(&g->host, host);
    KS_PUT(&g->out, "  ");
    color(g->h, &g->out, "\x1b[1m");
    if (host.size)
        ks_out_visible_line(&g->out, host);
    else
        ks_say(&g->out, KS_SAY_HUNT_SEVERAL_HOSTS, NULL, g->h->run->lang);
    color(g->h, &g->out, "\x1b[0m");
    KS_PUT(&g->out, "\n");
}

static bool write_one(grouping *g, ks_span bytes, ks_fail *fail)
{
    u32 rank = (u32)(ks_load64_sorted(bytes.at) >> 32);
    ks_str host = { (const char *)bytes.at + rank_size, 0 };
    host.size = strlen(host.at); // the key has a NUL there
    size_t head = rank_size + host.size + 1 + place_size;
    ks_span lines = { bytes.at + head, bytes.size - head };
    bool is_new_rule = !g->has_rank || rank != g->rank;
    bool is_new_host = is_new_rule || !ks_str_equal(host, ks_out_str(&g->host));
    if (is_new_host)
        end_host(g);
    g->rank = rank;
    if (is_new_rule)
        begin_rule(g);
    g->has_rank = true;
    if (is_new_host)
        begin_host(g, host);
    if (!give(g, fail))
        return false;
    if (g->shown == hits_most && !options_has(g->h->run->given, OPTION_VERBOSE)) {
        g->left++;
        return true;
    }
    g->shown++;
    return output_write(&g->h->run->out, lines, fail);
}

bool hunt_text_write(hunt *h, ks_fail *fail)
{
    grouping g = { .h = h };
    ks_arena scratch = h->run->arena;
    ks_span next = { 0 };
    if (!ks_out_open(&g.out, &scratch, (size_t)heading_most * 8) ||
        !ks_out_open(&g.host, &scratch, host_most))
        return ks_refuse(fail, KS_OVER_BUDGET, heading_most, 0, KS_STR("run"));
    do {
        if (!ks_sorter_next(h->sort, &next, fail) || (next.at && !write_one(&g, next, fail)))
            return false;
    } while (next.at);
    end_host(&g);
    if (g.has_rank)
        KS_PUT(&g.out, "\n");
    return give(&g, fail);
}
