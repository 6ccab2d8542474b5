// Of this room: pieces of the answer sheet that its lines are made of.
#pragma once
#include "case/parts.h"

enum { sheet_text_most = 1 << 14 }; // bytes of one sentence; more is cut

typedef enum {
    COLOR_NONE,
    COLOR_DIM,
    COLOR_RED,
    COLOR_YELLOW,
    COLOR_GREEN,
    COLOR_BOLD
} sheet_color;

typedef struct {
    ks_out *out;
    ks_out text; // for one sentence
    const ks_case *c;
    const ks_sheet *is;
    size_t title_columns, verdict_columns, indent;
    bool is_wide;
} sheet;

typedef struct {
    const char *words[KS_LANG_COUNT];
    sheet_color color;
} sheet_word;

// The verdict in one word; why is said by the sentence beside it.
sheet_word sheet_verdict(ks_verdict verdict);
// A note in the sheet's language.
void sheet_say(const sheet *s, ks_out *out, ks_note note, i64 first, i64 second);
// The host's name, or the words that it has none; it lasts as long as what `to` holds.
ks_str sheet_host_name(const ks_host *host, ks_out *to, ks_lang lang);
void sheet_color_on(const sheet *s, sheet_color is);
void sheet_color_off(const sheet *s, sheet_color is);
void sheet_put_colored(const sheet *s, ks_str text, size_t columns, sheet_color is);
// A phrase as text that lasts until the next one; its times are those of the sheet's zone.
ks_str sheet_phrase(sheet *s, const ks_phrase *phrase);
// A sentence from column `at` on, what came from evidence made visible; the column behind it.
size_t sheet_put_sentence(const sheet *s, ks_str text, size_t at, size_t indent);
