#include "policy/text_file.h"

#include "base/text.h"
#include "policy/cp932_table.h"

const char *const ks_encoding_words[KS_ENCODING_COUNT] = {
#define X(name, word) [KS_ENCODING_##name] = (word),
    KS_ENCODINGS(X)
#undef X
};
const ks_mistake_kind text_kinds[TEXT_MISTAKE_COUNT] = { TEXT_MISTAKES(KS_MISTAKE_ROW) };

static u32 character_932(u8 lead, u8 trail)
{
    bool is_lead = (lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc);
    if (!is_lead || trail < 0x40 || trail == 0x7f || trail > 0xfc)
        return 0;
    size_t row = lead < 0xa0 ? lead - 0x81u : lead - 0xe0u + 31;
    return cp932[row * 188 + trail - 0x40u - (trail > 0x7f)];
}

bool ks_out_932(ks_out *out, ks_span bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        u8 byte = bytes.at[i];
        u32 character = byte;
        if (byte >= 0xa1 && byte <= 0xdf)
            character = byte + 0xfec0u; // half-width katakana, U+FF61 and on
        else if (byte >= 0x80)
            character = i + 1 < bytes.size ? character_932(byte, bytes.at[++i]) : 0;
        if (byte >= 0x80 && character == 0)
            return false;
        u8 text[4];
        ks_out_bytes(out, text, ks_utf8_write(text, character));
    }
    return true;
}

// Whole two-byte characters, at least one of them kana: text in the encoding of Western Europe
// rarely is, and then only its names are misread.
static bool is_932(ks_span bytes)
{
    bool has_kana = false;
    for (size_t i = 0; i < bytes.size; i++) {
        u8 byte = bytes.at[i];
        if (byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf))
            continue;
        u32 character = i + 1 < bytes.size ? character_932(byte, bytes.at[++i]) : 0;
        if (character == 0)
            return false;
        has_kana |= character >= 0x3041 && character <= 0x30fa;
    }
    return has_kana;
}

ks_encoding ks_encoding_guess(ks_span bytes)
{
    const u8 *at = bytes.at;
    if (bytes.size >= 2 && at[0] == 0xff && at[1] == 0xfe)
        return KS_ENCODING_UTF16LE_MARKED;
    if (bytes.size >= 2 && at[0] == 0xfe && at[1] == 0xff)
        return KS_ENCODING_UTF16BE;
    if (bytes.size >= 3 && at[0] == 0xef && at[1] == 0xbb && at[2] == 0xbf)
        return KS_ENCODING_UTF8_MARKED;
    if (bytes.size >= 4 && at[0] && at[2] && !at[1] && !at[3])
        return KS_ENCODING_UTF16LE;
    if (ks_utf8_is_valid(bytes))
        return KS_ENCODING_UTF8;
    return is_932(bytes) ? KS_ENCODING_CP932 : KS_ENCODING_CP1252;
}

static void decode(ks_out *out, ks_span bytes, ks_encoding encoding, ks_arena *arena)
{
    switch (encoding) {
    case KS_ENCODING_UTF8: ks_out_bytes(out, bytes.at, bytes.size); break;
    case KS_ENCODING_UTF8_MARKED: {
        ks_span rest = { bytes.at + 3, bytes.size - 3 };
        if (ks_utf8_is_valid(rest))
            ks_out_bytes(out, rest.at, rest.size);
        else
            ks_out_1252(out, rest, KS_AS_TEXT);
        break;
    }
    case KS_ENCODING_UTF16LE:
    case KS_ENCODING_UTF16LE_MARKED: {
        size_t mark = encoding == KS_ENCODING_UTF16LE ? 0 : 2;
        ks_out_utf16(out, (ks_utf16){ bytes.at + mark, (bytes.size - mark) / 2 }, KS_AS_TEXT);
        break;
    }
    case KS_ENCODING_UTF16BE: {
        u8 *turned = ks_take(arena, u8, bytes.size + 1);
        for (size_t i = 2; turned && i + 1 < bytes.size; i += 2) {
            turned[i - 2] = bytes.at[i + 1];
            turned[i - 1] = bytes.at[i];
        }
        if (turned)
            ks_out_utf16(out, (ks_utf16){ turned, (bytes.size - 2) / 2 }, KS_AS_TEXT);
        break;
    }
    case KS_ENCODING_CP932: (void)ks_out_932(out, bytes); break;
    case KS_ENCODING_CP1252: ks_out_1252(out, bytes, KS_AS_TEXT); break;
    case KS_ENCODING_COUNT: break;
    }
}

static bool is_utf16(ks_encoding encoding)
{
    return encoding == KS_ENCODING_UTF16LE || encoding == KS_ENCODING_UTF16LE_MARKED ||
           encoding == KS_ENCODING_UTF16BE;
}

static void say(ks_mistakes *to, text_mistake kind, ks_mistake_place place)
{
    ks_mistake_add(to, &text_kinds[kind], place, (ks_str){ 0 }, (ks_str){ 0 });
}

typedef enum { ENDS_NOWHERE, ENDS_CRLF, ENDS_LF, ENDS_CR } line_end;

static line_end end_of(const ks_text_file *file, const ks_line *line)
{
    size_t end = line->at + line->text.size;
    if (line->next == end)
        return ENDS_NOWHERE;
    if (file->text.at[end] == '\n')
        return ENDS_LF;
    return line->next - end == 2 ? ENDS_CRLF : ENDS_CR;
}

// What is wrong with lines as such: NUL (once a line), ends that differ (once).
static void lint_lines(const ks_text_file *file, ks_mistakes *to)
{
    line_end first = ENDS_NOWHERE;
    bool is_mixed = false;
    for (ks_line line = { 0 }; ks_line_next(file, &line);) {
        const char *nul = line.text.size ? memchr(line.text.at, 0, line.text.size) : NULL;
        if (nul)
            say(to, TEXT_NUL, ks_line_place(&line, (size_t)(nul - line.text.at)));
        line_end end = end_of(file, &line);
        if (first == ENDS_NOWHERE)
            first = end;
        if (end != ENDS_NOWHERE && end != first && !is_mixed) {
            is_mixed = true;
            say(to, TEXT_LINE_ENDS, ks_line_place(&line, line.text.size));
        }
        if (file->encoding >= KS_ENCODING_UTF16LE_MARKED && file->encoding <= KS_ENCODING_UTF16BE) {
            for (size_t at = 0; at + 2 < line.text.size; at++)
                if (memcmp(line.text.at + at, "\xef\xbf\xbd", 3) == 0) {
                    say(to, TEXT_SURROGATE, ks_line_place(&line, at));
                    break;
                }
        }
    }
}

bool ks_text_file_read(ks_span bytes, ks_arena *arena, ks_text_file *file, ks_mistakes *mistakes)
{
    *file = (ks_text_file){ .encoding = ks_encoding_guess(bytes) };
    ks_out out;
    if (bytes.size > ks_text_size_most || !ks_out_open(&out, arena, bytes.size * 6 + 32)) {
        say(mistakes, TEXT_TOO_LARGE, (ks_mistake_place){ .line = 1, .column = 1 });
        return false;
    }
    decode(&out, bytes, file->encoding, arena);
    file->text = ks_out_str(&out);
    lint_lines(file, mistakes);
    if (is_utf16(file->encoding) && bytes.size % 2)
        say(mistakes, TEXT_ODD_SIZE, (ks_mistake_place){ .offset = bytes.size - 1 });
    return true;
}

bool ks_line_next(const ks_text_file *file, ks_line *line)
{
    ks_str all = file->text;
    if (line->next >= all.size)
        return false;
    size_t at = line->next, end = at;
    while (end < all.size && all.at[end] != '\n' && all.at[end] != '\r')
        end++;
    line->text = (ks_str){ all.at + at, end - at };
    line->at = at;
    line->number++;
    line->next = end;
    if (line->next < all.size && all.at[line->next] == '\r')
        line->next++;
    if (line->next < all.size && all.at[line->next] == '\n')
        line->next++;
    return true;
}

ks_mistake_place ks_line_place(const ks_line *line, size_t at)
{
    u32 column = 1;
    for (size_t i = 0; i < at && i < line->text.size; i++)
        column += ((u8)line->text.at[i] & 0xc0) != 0x80;
    return (ks_mistake_place){ .line = line->number, .column = column, .offset = line->at + at };
}

ks_str ks_trim(ks_str text)
{
    while (text.size && (text.at[0] == ' ' || text.at[0] == '\t')) {
        text.at++;
        text.size--;
    }
    while (text.size && (text.at[text.size - 1] == ' ' || text.at[text.size - 1] == '\t'))
        text.size--;
    return text;
}

static void put_unit(ks_out *out, u32 unit)
{
    u8 bytes[2];
    ks_store16(bytes, (u16)unit);
    ks_out_bytes(out, bytes, 2);
}

void ks_out_as_utf16(ks_out *out, ks_str text)
{
    for (size_t at = 0; at < text.size;) {
        u32 character;
        at += ks_utf8_read(text, at, &character);
        if (character > 0xffff) {
            put_unit(out, 0xd800 + ((character - 0x10000) >> 10));
            put_unit(out, 0xdc00 + ((character - 0x10000) & 0x3ff));
        } else {
            put_unit(out, character);
        }
    }
}

size_t ks_utf16_size(ks_str text)
{
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        u32 character;
        at += ks_utf8_read(text, at, &character);
        size += character > 0xffff ? 4 : 2;
    }
    return size;
}
