// Mistakes as lines for people, and as one JSON document.
#include "cli/lint.h"

#include "base/number.h"
#include "base/text.h"
#include "message/visible.h"

static const char *const level_words[lint_level_count] = {
    [KS_MISTAKE_ERROR] = "error", [KS_MISTAKE_WARNING] = "warning", [KS_MISTAKE_NOTE] = "note"
};
static const ks_note level_notes[lint_level_count] = { [KS_MISTAKE_ERROR] = KS_SAY_LINT_ERROR,
                                                       [KS_MISTAKE_WARNING] = KS_SAY_LINT_WARNING,
                                                       [KS_MISTAKE_NOTE] = KS_SAY_LINT_NOTE };
enum { sentence_most = 16384 };

// What a mistake says, whole; its texts come from the file and may be long.
static ks_str said(lint_run *r, const ks_mistake *mistake, bool is_remedy, u8 *bytes)
{
    ks_out out = { .end = bytes + sentence_most };
    out.at = out.start = bytes;
    ks_lang lang = r->is_json ? r->data_lang : r->lang;
    ks_mistake shown = *mistake;
    for (size_t i = 0; i < countof(shown.text); i++) {
        ks_str *text = &shown.text[i];
        size_t size = text->size < 300 ? text->size : 300;
        while (size < text->size && size && ((u8)text->at[size] & 0xc0) == 0x80)
            size--; // not inside a character
        text->size = size;
    }
    if (is_remedy)
        ks_mistake_say_remedy(&out, &shown, lang);
    else
        ks_mistake_say(&out, &shown, lang);
    return ks_out_str(&out);
}

static void put_place(ks_out *out, const ks_mistake_place *place)
{
    if (place->line) {
        KS_PUT(out, ":");
        ks_out_u64(out, place->line);
        KS_PUT(out, ":");
        ks_out_u64(out, place->column);
    } else {
        KS_PUT(out, "@");
        ks_out_hex(out, place->offset, 1);
    }
}

static void put_text(lint_run *r, const lint_result *result)
{
    ks_out *out = &r->line;
    u8 bytes[sentence_most + ks_out_slack];
    for (const ks_mistake *m = result->mistakes->first; m; m = m->next) {
        if (m->kind->level == KS_MISTAKE_NOTE && options_has(r->given, OPTION_QUIET))
            continue;
        ks_out_visible(out, result->path);
        put_place(out, &m->place);
        KS_PUT(out, ": ");
        ks_say(out, level_notes[m->kind->level], NULL, r->lang);
        KS_PUT(out, ": ");
        ks_out_visible_line(out, said(r, m, false, bytes));
        KS_PUT(out, " [");
        ks_out_put(out, ks_str_of(m->kind->id));
        KS_PUT(out, "]\n    ");
        ks_out_visible_line(out, said(r, m, true, bytes));
        KS_PUT(out, "\n");
    }
    if (!result->mistakes->first && options_has(r->given, OPTION_VERBOSE)) {
        ks_say(out, KS_SAY_LINT_CHECKED,
               &(ks_words){ .text = { result->path, result->format->title[r->lang] } }, r->lang);
        KS_PUT(out, "\n");
    }
}

static void put_json_text(ks_out *out, const char *name, ks_str text)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "\":\"");
    ks_out_utf8(out, text, KS_AS_JSON);
    KS_PUT(out, "\"");
}

static void put_json_number(ks_out *out, const char *name, u64 number)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "\":");
    ks_out_u64(out, number);
}

static void put_json(lint_run *r, const lint_result *result)
{
    ks_out *out = &r->line;
    u8 bytes[sentence_most + ks_out_slack];
    ks_out_put(out, r->has_printed ? KS_STR(",\n{\"format\":\"") : KS_STR("\n{\"format\":\""));
    r->has_printed = true;
    ks_out_put(out, ks_str_of(result->format->word));
    KS_PUT(out, "\"");
    // Bytes of a path that are no UTF-8 are shown, so that the document stays one.
    ks_out path = { .at = bytes, .start = bytes, .end = bytes + sentence_most };
    if (ks_utf8_is_valid(ks_str_span(result->path)))
        ks_out_put(&path, result->path);
    else
        ks_out_visible(&path, result->path);
    put_json_text(out, "path", ks_out_str(&path));
    KS_PUT(out, ",\"mistakes\":[");
    for (const ks_mistake *m = result->mistakes->first; m; m = m->next) {
        ks_out_put(out, m == result->mistakes->first ? KS_STR("\n {\"level\":\"")
                                                     : KS_STR(",\n {\"level\":\""));
        ks_out_put(out, ks_str_of(level_words[m->kind->level]));
        KS_PUT(out, "\"");
        put_json_text(out, "id", ks_str_of(m->kind->id));
        if (m->place.line) {
            put_json_number(out, "line", m->place.line);
            put_json_number(out, "column", m->place.column);
        } else {
            put_json_number(out, "offset", m->place.offset);
        }
        put_json_text(out, "says", said(r, m, false, bytes));
        put_json_text(out, "remedy", said(r, m, true, bytes));
        KS_PUT(out, "}");
    }
    KS_PUT(out, "]}");
}

void lint_print_begin(lint_run *r)
{
    if (r->is_json)
        KS_PUT(&r->line, "{\"format\":1,\"files\":[");
}

void lint_print_file(lint_run *r, const lint_result *result)
{
    if (r->is_json)
        put_json(r, result);
    else
        put_text(r, result);
}

void lint_print_end(lint_run *r)
{
    ks_out *out = &r->line;
    if (!r->is_json) {
        ks_words words = { .number = { (i64)r->files, (i64)r->counts[KS_MISTAKE_ERROR],
                                       (i64)r->counts[KS_MISTAKE_WARNING],
                                       (i64)r->counts[KS_MISTAKE_NOTE] } };
        ks_say(out, KS_SAY_LINT_TOTAL, &words, r->lang);
        KS_PUT(out, "\n");
        return;
    }
    KS_PUT(out, "]");
    put_json_number(out, "checked", r->files);
    put_json_number(out, "errors", r->counts[KS_MISTAKE_ERROR]);
    put_json_number(out, "warnings", r->counts[KS_MISTAKE_WARNING]);
    put_json_number(out, "notes", r->counts[KS_MISTAKE_NOTE]);
    KS_PUT(out, ",\"complete\":");
    ks_out_put(out, r->is_incomplete ? KS_STR("false") : KS_STR("true"));
    KS_PUT(out, "}\n");
}
