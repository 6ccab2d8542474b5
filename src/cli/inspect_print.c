// Statements as text, as one JSON document, or as JSON Lines (one statement a line).
#include "cli/inspect.h"

#include "base/number.h"
#include "base/sort.h"
#include "base/text.h"
#include "message/visible.h"
#include "message/width.h"

enum { level_columns = 14, words_most = 64 << 10 };

static const char *const colors[KS_LEVEL_COUNT] = { "\x1b[2m", "\x1b[36m", "\x1b[33m", "\x1b[31m",
                                                    "\x1b[31m" };

static bool give(inspect_run *r, ks_fail *fail)
{
    if (r->line.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("line"));
    bool is_given = output_write(&r->out, ks_str_span(ks_out_str(&r->line)), fail);
    ks_out_clear(&r->line);
    return is_given;
}

// What is said, as it is.
static ks_str words_of(inspect_run *r, const ks_phrase *said, ks_lang lang, ks_arena *scratch)
{
    ks_out out;
    (void)r;
    if (!ks_out_open(&out, scratch, words_most))
        return KS_STR("?");
    ks_out_phrase(&out, said, lang);
    return ks_out_str(&out);
}

// --- text

static void color(inspect_run *r, const char *code)
{
    if (r->has_color)
        ks_out_put(&r->line, ks_str_of(code));
}

static void put_place(inspect_run *r, const ks_statement *s)
{
    ks_out *out = &r->line;
    if (s->part.size) {
        ks_out_visible_line(out, s->part);
        KS_PUT(out, ": ");
    }
    bool has_more = s->spot.line || s->spot.has_offset;
    if (s->spot.field.size) {
        ks_out_visible_line(out, s->spot.field);
        ks_out_put(out, has_more ? KS_STR(", ") : KS_STR(": "));
    }
    if (s->spot.line)
        ks_say(out, KS_SAY_INSPECT_LINE, &(ks_words){ .number = { (i64)s->spot.line } }, r->lang);
    else if (s->spot.has_offset)
        ks_say(out, KS_SAY_PLACE, &(ks_words){ .number = { (i64)s->spot.offset } }, r->lang);
    if (has_more)
        KS_PUT(out, ": ");
}

static void put_statement(inspect_run *r, const ks_statement *s)
{
    ks_out *out = &r->line;
    ks_arena scratch = r->file;
    KS_PUT(out, "  ");
    color(r, colors[s->level]);
    ks_out_fit(out, ks_level_text(s->level, r->lang), level_columns, true);
    color(r, "\x1b[0m");
    KS_PUT(out, " ");
    put_place(r, s);
    ks_out_visible_line(out, words_of(r, &s->said, r->lang, &scratch));
    KS_PUT(out, "\n");
    if (s->level == KS_LEVEL_INFORMATIONAL && !options_has(r->given, OPTION_VERBOSE))
        return;
    for (size_t i = 0; i < level_columns + 5; i++)
        KS_PUT(out, " ");
    color(r, "\x1b[2m");
    ks_out_put(out, ks_statement_why(s->kind, r->lang));
    color(r, "\x1b[0m");
    KS_PUT(out, "\n");
}

// The gravest first; else as they were found.
static int by_level(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_statement *left = a, *right = b;
    return (right->level > left->level) - (right->level < left->level);
}

static bool put_text(inspect_run *r, const ks_inspected *result, ks_fail *fail)
{
    const ks_statements *said = &result->said;
    size_t shown = 0;
    if (said->count &&
        !ks_sort(said->rows, said->count, sizeof *said->rows, by_level, NULL, r->file))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("file"));
    for (size_t i = 0; i < said->count; i++)
        shown += said->rows[i].level >= r->least;
    if (shown == 0)
        return true;
    color(r, "\x1b[1m");
    ks_out_visible(&r->line, result->path);
    color(r, "\x1b[0m");
    KS_PUT(&r->line, "\n");
    for (size_t i = 0; i < said->count; i++) {
        if (said->rows[i].level >= r->least)
            put_statement(r, &said->rows[i]);
        if (!give(r, fail))
            return false;
    }
    return true;
}

// --- JSON

static void put_string(ks_out *out, const char *name, ks_str text)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "\":\"");
    ks_out_utf8(out, text, KS_AS_JSON);
    KS_PUT(out, "\"");
}

static void put_number(ks_out *out, const char *name, u64 number)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "\":");
    ks_out_u64(out, number);
}

static void put_word(ks_out *out, ks_statement_kind kind)
{
    ks_str word = ks_statement_word(kind);
    for (size_t i = 0; i < word.size; i++) {
        char c = word.at[i];
        ks_out_byte(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
}

static void put_json_statement(inspect_run *r, const ks_inspected *result, const ks_statement *s,
                               bool is_line)
{
    ks_out *out = &r->line;
    ks_arena scratch = r->file;
    KS_PUT(out, "{\"level\":\"");
    ks_out_put(out, ks_str_of(ks_level_words[s->level]));
    KS_PUT(out, "\",\"kind\":\"");
    put_word(out, s->kind);
    KS_PUT(out, "\"");
    if (is_line)
        put_string(out, "path", result->path);
    if (s->part.size)
        put_string(out, "part", s->part);
    if (s->spot.field.size)
        put_string(out, "field", s->spot.field);
    if (s->spot.line)
        put_number(out, "line", s->spot.line);
    if (s->spot.has_offset)
        put_number(out, "offset", s->spot.offset);
    put_string(out, "says", words_of(r, &s->said, r->data_lang, &scratch));
    put_string(out, "why", ks_statement_why(s->kind, r->data_lang));
    KS_PUT(out, "}");
}

static bool is_json(const inspect_run *r) { return options_is(r->given, OPTION_FORMAT, "json"); }

static bool is_lines(const inspect_run *r) { return options_is(r->given, OPTION_FORMAT, "jsonl"); }

static bool put_json(inspect_run *r, const ks_inspected *result, ks_fail *fail)
{
    ks_out *out = &r->line;
    bool is_first = true;
    if (r->files > 1)
        KS_PUT(out, ",");
    KS_PUT(out, "\n{\"path\":\"");
    ks_out_utf8(out, result->path, KS_AS_JSON);
    KS_PUT(out, "\"");
    if (result->kind)
        put_string(out, "content", result->kind->text[r->data_lang]);
    put_number(out, "parts", result->parts);
    KS_PUT(out, ",\"complete\":");
    ks_out_put(out, result->is_incomplete ? KS_STR("false") : KS_STR("true"));
    KS_PUT(out, ",\"statements\":[");
    for (size_t i = 0; i < result->said.count; i++) {
        const ks_statement *s = &result->said.rows[i];
        if (s->level < r->least)
            continue;
        ks_out_put(out, is_first ? KS_STR("\n ") : KS_STR(",\n "));
        is_first = false;
        put_json_statement(r, result, s, false);
        if (!give(r, fail))
            return false;
    }
    KS_PUT(out, "]}");
    return give(r, fail);
}

static bool put_lines(inspect_run *r, const ks_inspected *result, ks_fail *fail)
{
    for (size_t i = 0; i < result->said.count; i++) {
        if (result->said.rows[i].level < r->least)
            continue;
        put_json_statement(r, result, &result->said.rows[i], true);
        KS_PUT(&r->line, "\n");
        if (!give(r, fail))
            return false;
    }
    return true;
}

// --- the three of them

bool inspect_print_start(inspect_run *r, ks_fail *fail)
{
    if (is_json(r))
        KS_PUT(&r->line, "{\"format\":1,\"files\":[");
    return give(r, fail);
}

bool inspect_print_file(inspect_run *r, const ks_inspected *result, ks_fail *fail)
{
    return is_json(r)    ? put_json(r, result, fail)
           : is_lines(r) ? put_lines(r, result, fail)
                         : put_text(r, result, fail);
}

bool inspect_print_end(inspect_run *r, ks_fail *fail)
{
    ks_out *out = &r->line;
    if (is_json(r)) {
        KS_PUT(out, "],\n\"summary\":{\"files\":");
        ks_out_u64(out, r->files);
        put_number(out, "parts", r->parts);
        put_number(out, "unread", r->unread);
        for (u32 i = 0; i < KS_LEVEL_COUNT; i++)
            put_number(out, ks_level_words[i], r->counts[i]);
        KS_PUT(out, "}}\n");
    } else if (!is_lines(r)) {
        ks_words words = { .number = { (i64)r->files, (i64)r->counts[KS_LEVEL_HIGH],
                                       (i64)r->counts[KS_LEVEL_MEDIUM],
                                       (i64)r->counts[KS_LEVEL_LOW] } };
        ks_say(out, KS_SAY_INSPECT_TOTAL, &words, r->lang);
        KS_PUT(out, "\n");
    }
    return give(r, fail);
}
