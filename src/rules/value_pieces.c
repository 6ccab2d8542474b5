// Values with wildcards as pieces. What a backslash means is decided here, once, before modifiers
// add wildcards of their own: `contains: 'a\'` is any run, "a\", any run (sigma.md 2.5).
#include "rules/value.h"

typedef struct {
    ks_rule_piece *rows;
    u32 count;
    char *text; // where the next character of a text goes
} writer;

static void put(writer *w, const char *at, size_t size)
{
    if (size == 0)
        return;
    ks_rule_piece *last = w->count ? &w->rows[w->count - 1] : NULL;
    if (last == NULL || last->kind != KS_PIECE_TEXT) {
        last = &w->rows[w->count++];
        *last = (ks_rule_piece){ KS_PIECE_TEXT, { w->text, 0 } };
    }
    memcpy(w->text, at, size);
    w->text += size;
    last->text.size += size;
}

static void put_wild(writer *w, ks_rule_piece_kind kind)
{
    bool is_again = kind == KS_PIECE_ANY && w->count && w->rows[w->count - 1].kind == KS_PIECE_ANY;
    if (!is_again)
        w->rows[w->count++] = (ks_rule_piece){ .kind = kind };
}

static bool is_special(char c) { return c == '*' || c == '?' || c == '\\'; }

static void split(writer *w, ks_str text)
{
    size_t from = 0; // of what was not put yet
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (!is_special(c))
            continue;
        bool is_escape = c == '\\';
        if (is_escape && (i + 1 == text.size || !is_special(text.at[i + 1])))
            continue; // a backslash like any other character
        put(w, text.at + from, i - from);
        if (is_escape)
            from = ++i; // the character itself begins the next run
        else
            from = i + 1;
        if (!is_escape)
            put_wild(w, c == '*' ? KS_PIECE_ANY : KS_PIECE_ONE);
    }
    put(w, text.at + from, text.size - from);
}

// Pieces and texts in exactly the memory they need.
static bool keep(rules_loader *l, const writer *w, rules_pieces *pieces)
{
    *pieces = (rules_pieces){ 0 };
    if (w->count == 0)
        return true;
    ks_rule_piece *rows = rules_take(l, ks_rule_piece, w->count);
    size_t size = 0;
    for (u32 i = 0; i < w->count; i++)
        size += w->rows[i].text.size;
    char *text = size ? rules_take(l, char, size) : NULL;
    if (rows == NULL || (size && text == NULL))
        return false;
    for (u32 i = 0; i < w->count; i++) {
        rows[i] = w->rows[i];
        if (rows[i].text.size == 0)
            continue;
        memcpy(text, rows[i].text.at, rows[i].text.size);
        rows[i].text.at = text;
        text += rows[i].text.size;
    }
    *pieces = (rules_pieces){ rows, w->count };
    return true;
}

// Room for `pieces` rows and `size` bytes, in the scratch arena that the caller copied.
static bool open_writer(rules_loader *l, ks_arena *scratch, size_t pieces, size_t size, writer *w)
{
    *w = (writer){ .rows = ks_take(scratch, ks_rule_piece, pieces + 1),
                   .text = ks_take(scratch, char, size + 1) };
    bool is_well = w->rows && w->text;
    l->is_file_over = l->is_file_over || !is_well;
    return is_well;
}

bool rules_pieces_read(rules_loader *l, ks_str text, rules_pieces *pieces)
{
    ks_arena scratch = l->file;
    size_t wild = 0;
    for (size_t i = 0; i < text.size; i++)
        wild += text.at[i] == '*' || text.at[i] == '?';
    if (wild == 0 && (text.size == 0 || memchr(text.at, '\\', text.size) == NULL))
        return rules_pieces_of(l, text, pieces);
    writer w;
    if (!open_writer(l, &scratch, wild * 2 + 1, text.size, &w))
        return false;
    split(&w, text);
    return keep(l, &w, pieces);
}

bool rules_pieces_of(rules_loader *l, ks_str text, rules_pieces *pieces)
{
    ks_rule_piece row = { KS_PIECE_TEXT, text };
    writer w = { .rows = &row, .count = text.size > 0 };
    return keep(l, &w, pieces);
}

bool rules_pieces_open(rules_loader *l, bool at_start, bool at_end, rules_pieces *pieces)
{
    static const ks_rule_piece any = { .kind = KS_PIECE_ANY };
    static const rules_pieces edge = { &any, 1 };
    rules_pieces rows[3];
    size_t count = 0;
    if (at_start)
        rows[count++] = edge;
    rows[count++] = *pieces;
    if (at_end)
        rows[count++] = edge;
    return rules_pieces_join(l, rows, count, pieces);
}

bool rules_pieces_join(rules_loader *l, const rules_pieces *rows, size_t count,
                       rules_pieces *joined)
{
    ks_arena scratch = l->file;
    size_t pieces = 0, size = 0;
    for (size_t i = 0; i < count; i++) {
        pieces += rows[i].count;
        for (u32 j = 0; j < rows[i].count; j++)
            size += rows[i].at[j].text.size;
    }
    writer w;
    if (!open_writer(l, &scratch, pieces, size, &w))
        return false;
    for (size_t i = 0; i < count; i++) {
        for (u32 j = 0; j < rows[i].count; j++) {
            const ks_rule_piece *piece = &rows[i].at[j];
            if (piece->kind == KS_PIECE_TEXT)
                put(&w, piece->text.at, piece->text.size);
            else
                put_wild(&w, piece->kind);
        }
    }
    return keep(l, &w, joined);
}

// Letters, digits and _; of what is not ASCII, all but the blocks of punctuation and symbols.
static bool is_word(u32 c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_';
    bool is_latin_sign = c < 0xc0 && c != 0xaa && c != 0xb5 && c != 0xba;
    bool is_punctuation =
        (c >= 0x2000 && c < 0x2c00) || (c >= 0x3000 && c < 0x3021) || (c >= 0xff00 && c < 0xff10);
    return !is_latin_sign && !is_punctuation && c != 0xd7 && c != 0xf7;
}

// The five characters of windash. In a rule, pySigma takes - and / only; we take all five.
static bool is_dash(u32 c) { return c == '-' || c == '/' || (c >= 0x2013 && c <= 0x2015); }

// \B[-/]\b of pySigma, looked for in each text between wildcards by itself.
static void put_windash(writer *w, ks_str text)
{
    bool after_word = false;
    for (size_t i = 0, size; i < text.size; i += size) {
        u32 c, next = 0;
        size = ks_utf8_read(text, i, &c);
        bool is_option = false;
        if (is_dash(c) && !after_word && i + size < text.size) {
            (void)ks_utf8_read(text, i + size, &next);
            is_option = is_word(next);
        }
        if (is_option)
            put_wild(w, KS_PIECE_DASH);
        else
            put(w, text.at + i, size);
        after_word = is_word(c);
    }
}

bool rules_pieces_windash(rules_loader *l, rules_pieces *pieces)
{
    ks_arena scratch = l->file;
    size_t size = 0;
    for (u32 i = 0; i < pieces->count; i++)
        size += pieces->at[i].text.size;
    writer w;
    if (!open_writer(l, &scratch, pieces->count + size, size, &w))
        return false;
    for (u32 i = 0; i < pieces->count; i++) {
        if (pieces->at[i].kind == KS_PIECE_TEXT)
            put_windash(&w, pieces->at[i].text);
        else
            put_wild(&w, pieces->at[i].kind);
    }
    return keep(l, &w, pieces);
}
