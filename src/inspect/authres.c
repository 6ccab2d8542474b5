// Read leniently: comments anywhere, values quoted or not, items without "=" are skipped, a
// property without its type is taken. What it is worth is decided elsewhere, by who wrote it.
#include "inspect/authres.h"

#include "inspect/ascii.h"
#include "inspect/letters.h"

enum { raw_most = 16 << 10 };

// A copy without comments, and with quotes undone; semicolons in quotes become blanks.
static ks_str without_comments(ks_arena *arena, ks_str raw)
{
    ks_out out;
    u32 depth = 0;
    bool is_quoted = false;
    raw.size = raw.size < raw_most ? raw.size : raw_most;
    if (raw.size == 0 || !ks_out_open(&out, arena, raw.size))
        return (ks_str){ "", 0 };
    for (size_t i = 0; i < raw.size; i++) {
        char c = raw.at[i];
        bool is_escaped = c == '\\' && i + 1 < raw.size && (depth || is_quoted);
        if (is_escaped)
            c = raw.at[++i];
        else if (c == '"' && depth == 0)
            is_quoted = !is_quoted;
        else if (c == '(' && !is_quoted)
            depth++;
        bool is_kept = depth == 0 && (is_escaped || c != '"');
        if (is_kept)
            ks_out_byte(&out, is_quoted && (c == ';' || (u8)c <= ' ') ? '_' : c);
        if (!is_escaped && c == ')' && depth && !is_quoted && --depth == 0)
            ks_out_byte(&out, ' ');
    }
    return ks_out_str(&out);
}

static ks_str next_word(ks_str *text)
{
    *text = ascii_trim(*text);
    size_t size = 0;
    while (size < text->size && (u8)text->at[size] > ' ')
        size++;
    ks_str word = part_of(*text, 0, size);
    *text = part_of(*text, size, SIZE_MAX);
    return word;
}

// "a=b" in two; false: there is no "=".
static bool split(ks_str word, ks_str *name, ks_str *value)
{
    const char *equals = word.size ? memchr(word.at, '=', word.size) : NULL;
    if (equals == NULL)
        return false;
    *name = part_of(word, 0, (size_t)(equals - word.at));
    *value = part_of(word, name->size + 1, SIZE_MAX);
    return true;
}

static ks_str lowered(ks_arena *arena, ks_str word)
{
    ks_out out;
    if (word.size == 0 || !ks_out_open(&out, arena, word.size * 3))
        return word;
    letters_lower(&out, word);
    return ks_out_str(&out);
}

static ks_str domain_of(ks_str value)
{
    for (size_t i = value.size; i > 0; i--) {
        if (value.at[i - 1] == '@')
            return part_of(value, i, SIZE_MAX);
    }
    return value;
}

// Which property says what an item is about; the first one that is there counts.
static bool is_about(ks_str method, ks_str name)
{
    static const struct {
        const char *method, *names;
    } rows[] = { { "spf", "smtp.mailfrom smtp.mail smtp.helo smtp.ehlo mailfrom helo" },
                 { "dkim", "header.d header.i d" },
                 { "dmarc", "header.from from" },
                 { "arc", "arc.chain header.oldest-pass" } };
    for (size_t i = 0; i < countof(rows); i++) {
        if (ks_str_equal(method, ks_str_of(rows[i].method)))
            return ascii_in(name, rows[i].names);
    }
    return false;
}

static void read_item(ks_arena *arena, ks_str text, authres *a)
{
    ks_str name, value, word = next_word(&text);
    // "dkim = pass" has blanks around its sign.
    ks_str rest = ascii_trim(text);
    if (rest.size && rest.at[0] == '=' && memchr(word.at, '=', word.size) == NULL) {
        name = word;
        text = part_of(rest, 1, SIZE_MAX);
        value = next_word(&text);
    } else if (!split(word, &name, &value)) {
        a->is_none = a->is_none || ascii_equal(word, KS_STR("none"));
        return;
    }
    const char *slash = name.size ? memchr(name.at, '/', name.size) : NULL;
    if (slash)
        name.size = (size_t)(slash - name.at);
    if (name.size == 0 || a->count == auth_items_most)
        return;
    auth_item *result = &a->items[a->count++];
    *result = (auth_item){ lowered(arena, name), lowered(arena, value), { "", 0 }, { "", 0 } };
    for (word = next_word(&text); word.size; word = next_word(&text)) {
        if (!split(word, &name, &value))
            continue;
        if (ascii_equal(name, KS_STR("reason")))
            result->reason = value;
        else if (result->domain.size == 0 && is_about(result->method, name))
            result->domain = domain_of(value);
    }
}

void authres_read(ks_arena *arena, ks_str raw, authres *a)
{
    *a = (authres){ .id = { "", 0 } };
    ks_str text = without_comments(arena, raw);
    bool is_first = true;
    while (text.size) {
        const char *semicolon = memchr(text.at, ';', text.size);
        ks_str piece = part_of(text, 0, semicolon ? (size_t)(semicolon - text.at) : text.size);
        text = part_of(text, piece.size + 1, SIZE_MAX);
        bool has_result = piece.size && memchr(piece.at, '=', piece.size) != NULL;
        if (is_first && !has_result)
            a->id = lowered(arena, next_word(&piece));
        else
            read_item(arena, piece, a);
        is_first = false;
    }
    a->is_readable = a->count > 0 || (a->id.size > 0 && a->is_none);
}
