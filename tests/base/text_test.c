// Text on its way out. The fast way (16 units at a time) is compared with the plain one on texts of
// every length and mixture; what comes out is UTF-8 whatever went in.
#include "base/text.h"

#include "test.h"

enum { most = 300 };

static ks_out fresh(u8 *bytes, size_t size)
{
    return (ks_out){ .at = bytes, .start = bytes, .end = bytes + size - ks_out_slack };
}

static u64 random_state = 20261123;

static u32 random_below(u32 limit) // xorshift64*: the same numbers in every run
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (u32)((random_state * 0x2545f4914f6cdd1du) >> 32) % limit;
}

static u16 unit_of(u32 mixture)
{
    static const u16 special[] = { '"',    '\\',   '&',    '<',    '>',    '\n',   '\t',
                                   '\r',   0,      1,      0x1f,   0x7f,   0x80,   0xff,
                                   0x7ff,  0x800,  0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff,
                                   0xe000, 0xfffd, 0xfffe, 0xffff, 0x202e, 0x85,   0x4eba };
    if (random_below(100) < mixture)
        return special[random_below(countof(special))];
    return (u16)(' ' + random_below(95));
}

static void fast_is_plain(void)
{
    static u8 units[2 * most + 16], fast[most * 6 + 256], plain[most * 6 + 256];
    static u8 text[most * 6 + 256], again[most * 18 + 256];
    size_t differs = 0, not_utf8 = 0, utf8_differs = 0;
    for (u32 round = 0; round < 40000; round++) {
        size_t count = random_below(round % 4 ? 40 : most);
        u32 mixture = (u32[]){ 0, 2, 20, 100 }[round % 4];
        u8 *at = units + (round & 1); // unaligned as in evidence
        for (size_t i = 0; i < count; i++)
            ks_store16(at + 2 * i, unit_of(mixture));
        ks_out as_text = fresh(text, sizeof text);
        ks_out_utf16_plain(&as_text, (ks_utf16){ at, count }, KS_AS_TEXT);
        for (int escape = KS_AS_TEXT; escape <= KS_AS_XML_ATTRIBUTE; escape++) {
            ks_out a = fresh(fast, sizeof fast), b = fresh(plain, sizeof plain);
            ks_out_utf16(&a, (ks_utf16){ at, count }, (ks_escape)escape);
            ks_out_utf16_plain(&b, (ks_utf16){ at, count }, (ks_escape)escape);
            differs += !ks_str_equal(ks_out_str(&a), ks_out_str(&b));
            ks_out c = fresh(again, sizeof again);
            ks_out_utf8(&c, ks_out_str(&as_text), (ks_escape)escape);
            utf8_differs += !ks_str_equal(ks_out_str(&c), ks_out_str(&b));
            not_utf8 += !ks_utf8_is_valid((ks_span){ a.start, ks_out_size(&a) });
        }
    }
    check("the fast way prints what the plain one does", differs == 0);
    check("and so does printing from UTF-8", utf8_differs == 0);
    check("what is printed is UTF-8", not_utf8 == 0);
}

static void length(void)
{
    static u8 units[2 * most + 16];
    bool is_right = true;
    for (size_t size = 0; size < 64; size++) {
        for (size_t nul = 0; nul <= size; nul++) {
            memset(units, 'x', sizeof units);
            if (nul < size)
                ks_store16(units + 1 + 2 * nul, 0);
            is_right = is_right && ks_utf16_length((ks_utf16){ units + 1, size }) == nul;
        }
    }
    check("a text ends at its first NUL unit, wherever that is", is_right);
    ks_store16(units, 0x0100); // a unit with one zero byte is no NUL
    ks_store16(units + 2, 0x0001);
    check("half a unit of zeros is no NUL", ks_utf16_length((ks_utf16){ units, 2 }) == 2);
}

static const struct {
    const char *sentence, *bytes;
    ks_escape escape;
    const char *printed;
} rows[] = {
    { "JSON escapes what it must", "a\"b\\c\n\x01", KS_AS_JSON, "a\\\"b\\\\c\\n\\u0001" },
    { "JSON keeps the slash", "a/b", KS_AS_JSON, "a/b" },
    { "XML text escapes three", "a<b>c&d\"'", KS_AS_XML, "a&lt;b&gt;c&amp;d\"'" },
    { "XML attributes escape quotes and line breaks too", "a\"b\n\t", KS_AS_XML_ATTRIBUTE,
      "a&quot;b&#10;&#9;" },
    { "XML has no control characters",
      "a\x01"
      "b",
      KS_AS_XML,
      "a\xef\xbf\xbd"
      "b" },
    { "XML does not have U+FFFE", "\xef\xbf\xbe", KS_AS_XML, "\xef\xbf\xbd" },
    { "JSON has it", "\xef\xbf\xbe", KS_AS_JSON, "\xef\xbf\xbe" },
    { "broken UTF-8 becomes U+FFFD", "a\x80z", KS_AS_TEXT, "a\xef\xbf\xbdz" },
};

static void utf8(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        u8 bytes[512];
        ks_out out = fresh(bytes, sizeof bytes);
        ks_out_utf8(&out, ks_str_of(rows[i].bytes), rows[i].escape);
        if (!check(rows[i].sentence, ks_str_equal(ks_out_str(&out), ks_str_of(rows[i].printed))))
            remark("found %.*s", (int)ks_out_size(&out), out.start);
    }
    static const struct {
        const char *sentence, *bytes;
        bool is_valid;
    } valid[] = { { "plain text is UTF-8", "abc", true },
                  { "four bytes are", "\xf0\x9f\x98\x80", true },
                  { "an overlong form is not", "\xc0\xaf", false },
                  { "nor one of three bytes", "\xe0\x80\xaf", false },
                  { "nor a surrogate", "\xed\xa0\x80", false },
                  { "nor what is above U+10FFFF", "\xf4\x90\x80\x80", false },
                  { "nor a character that is cut", "\xe3\x81", false } };
    for (size_t i = 0; i < countof(valid); i++)
        check(valid[i].sentence,
              ks_utf8_is_valid(ks_str_span(ks_str_of(valid[i].bytes))) == valid[i].is_valid);
}

static void room(void)
{
    static u8 units[200], bytes[200 + ks_out_slack];
    memset(units, 'a', sizeof units);
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + 100 };
    ks_out_utf16(&out, (ks_utf16){ units, 100 }, KS_AS_JSON);
    check("what does not fit is left out whole, and said", out.is_full && ks_out_size(&out) == 0);
}

static void every_character(void)
{
    bool is_right = true;
    for (u32 c = 0; c <= 0x10ffff; c++) {
        u8 bytes[4];
        size_t size = ks_utf8_write(bytes, c);
        bool is_surrogate = c >= 0xd800 && c < 0xe000;
        u32 back = 0;
        size_t read = ks_utf8_read((ks_str){ (char *)bytes, size }, 0, &back);
        is_right = is_right && read == size && back == (is_surrogate ? 0xfffd : c) &&
                   ks_utf8_is_valid((ks_span){ bytes, size });
    }
    check("every character is written and read back", is_right);
}

int main(void)
{
    fast_is_plain();
    length();
    utf8();
    room();
    every_character();
    return checked();
}
