// Pieces of the answer sheet; see sheet_pieces.h.
#include "case/sheet_pieces.h"

#include "base/number.h"
#include "base/ticks.h"
#include "case/wrap.h"
#include "message/visible.h"
#include "message/width.h"

// The verdict in one word; why is said by the sentence beside it.
sheet_word sheet_verdict(ks_verdict verdict)
{
    switch (verdict) {
    case KS_VERDICT_NOT_EXAMINED:
        return (sheet_word){ { "not examined yet", "未調査" }, COLOR_DIM };
    case KS_VERDICT_FOUND: return (sheet_word){ { "found", "あり" }, COLOR_RED };
    case KS_VERDICT_NOT_FOUND_RECORDED: return (sheet_word){ { "not found", "なし" }, COLOR_GREEN };
    case KS_VERDICT_PARTLY: return (sheet_word){ { "partly", "一部のみ" }, COLOR_YELLOW };
    case KS_VERDICT_UNK_NOT_RECORDED:
    case KS_VERDICT_UNK_ROLLED:
    case KS_VERDICT_UNK_CLEARED:
    case KS_VERDICT_UNK_LOST:
    case KS_VERDICT_UNK_UNDECIDED:
    case KS_VERDICT_UNK_NOT_SUPPLIED:
    case KS_VERDICT_COUNT: break;
    }
    return (sheet_word){ { "unknown", "不明" }, COLOR_YELLOW };
}

void sheet_say(const sheet *s, ks_out *out, ks_note note, i64 first, i64 second)
{
    ks_say(out, note, &(ks_words){ .number = { first, second } }, s->is->lang);
}

ks_str sheet_host_name(const ks_host *host, ks_out *to, ks_lang lang)
{
    ks_out_clear(to);
    if (host->name.size)
        ks_out_put(to, host->name);
    else
        ks_say(to, KS_SAY_SHEET_NO_NAME, NULL, lang);
    return ks_out_str(to);
}

void sheet_color_on(const sheet *s, sheet_color is)
{
    static const char *const codes[] = { "",         "\x1b[2m",  "\x1b[31m",
                                         "\x1b[33m", "\x1b[32m", "\x1b[1m" };
    if (s->is->has_color)
        ks_out_put(s->out, ks_str_of(codes[is]));
}

void sheet_color_off(const sheet *s, sheet_color is)
{
    if (s->is->has_color && is != COLOR_NONE)
        KS_PUT(s->out, "\x1b[0m");
}

void sheet_put_colored(const sheet *s, ks_str text, size_t columns, sheet_color is)
{
    sheet_color_on(s, is);
    ks_out_fit(s->out, text, columns, true);
    sheet_color_off(s, is);
}

// Times in it are those of the zone that the head names.
static void say_phrase(const sheet *s, ks_out *out, const ks_phrase *phrase)
{
    ks_phrase said = *phrase;
    i64 shift = (i64)s->is->zone_minutes * 60 * ks_ticks_per_second;
    for (u32 i = 0; i < said.count; i++)
        if (said.arguments[i].kind == KS_ARGUMENT_TIME && said.arguments[i].number)
            said.arguments[i].number += (u64)shift;
    ks_out_phrase(out, &said, s->is->lang);
}

ks_str sheet_phrase(sheet *s, const ks_phrase *phrase)
{
    ks_out_clear(&s->text);
    say_phrase(s, &s->text, phrase);
    return ks_out_str(&s->text);
}

// Blanks that are there to push the end of a name out of sight: "<17 spaces>".
static void put_spaces(const sheet *s, ks_out *out, size_t count)
{
    enum { many = 4 };
    if (count < many) {
        case_blanks(out, count);
        return;
    }
    sheet_say(s, out, KS_SAY_SHEET_SPACES, (i64)count, 0);
}

static void put_visible(const sheet *s, ks_out *out, ks_str text)
{
    for (size_t at = 0; at < text.size;) {
        size_t end = at;
        while (end < text.size && text.at[end] != ' ')
            end++;
        ks_out_visible_line(out, (ks_str){ text.at + at, end - at });
        at = end;
        while (end < text.size && text.at[end] == ' ')
            end++;
        put_spaces(s, out, end - at);
        at = end;
    }
}

// A sentence from column `at` on, what came from evidence made visible.
size_t sheet_put_sentence(const sheet *s, ks_str text, size_t at, size_t indent)
{
    u8 bytes[sheet_text_most + ks_out_slack];
    ks_out visible = { .at = bytes, .start = bytes, .end = bytes + sheet_text_most };
    put_visible(s, &visible, text);
    return case_wrap(s->out, ks_out_str(&visible), at, indent, s->is->columns);
}
