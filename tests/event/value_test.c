// Typed values as numbers, times and text, whatever type says the same.
#include "event/value.h"

#include "test.h"

static ks_value value(unsigned type, const char *bytes, size_t size)
{
    return (ks_value){ (const u8 *)bytes, (u32)size, (u8)type };
}
#define V(type, bytes) value((type), (bytes), sizeof(bytes) - 1)

static void numbers(void)
{
    const struct {
        const char *sentence;
        ks_value v;
        bool is_number;
        u64 number;
    } rows[] = {
        { "an unsigned number is one", V(KS_UINT32, "\xff\xff\xff\xff"), true, 0xffffffff },
        { "a negative number is sign-extended", V(KS_INT16, "\xfe\xff"), true, (u64)-2 },
        { "hexadecimal is a number", V(KS_HEX64, "\1\0\0\0\0\0\0\x80"), true, 0x8000000000000001u },
        { "a boolean is a number", V(KS_BOOL, "\1\0\0\0"), true, 1 },
        { "a narrow number is what its bytes say", V(KS_UINT32, "\1\2"), true, 0x201 },
        { "a number without bytes is none", V(KS_UINT32, ""), false, 0 },
        { "decimal text is a number",
          V(KS_STRING, "4\0"
                       "2\0"),
          true, 42 },
        { "hexadecimal text is a number", V(KS_UTF8, "0x3e7"), true, 999 },
        { "negative text is a number", V(KS_UTF8, "-5"), true, (u64)-5 },
        { "spaces behind a number are nothing", V(KS_UTF8, "7  "), true, 7 },
        { "other text is no number", V(KS_UTF8, "7a"), false, 0 },
        { "NULL is no number", V(KS_NULL, ""), false, 0 },
        { "a GUID is no number", V(KS_GUID, "0123456789abcdef"), false, 0 },
        { "a SizeT of 4 or 8 bytes is a number", V(KS_SIZE, "\1\2\3\4"), true, 0x04030201 },
        { "a SizeT of 5 bytes is none", V(KS_SIZE, "\1\2\3\4\5"), false, 0 },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        u64 number = 0;
        bool is_number = ks_value_u64(rows[i].v, &number);
        check(rows[i].sentence, is_number == rows[i].is_number && number == rows[i].number);
    }
}

static void times(void)
{
    const struct {
        const char *sentence;
        ks_value v;
        bool is_time;
        u64 ticks;
    } rows[] = {
        { "a FILETIME is a time", V(KS_FILETIME, "\1\0\0\0\0\0\0\1"), true, 0x0100000000000001 },
        { "a SYSTEMTIME is a time", V(KS_SYSTEMTIME, "\x41\6\1\0\0\0\1\0\0\0\0\0\1\0\2\0"), true,
          10020000 },
        { "a date that is in no calendar is none",
          V(KS_SYSTEMTIME, "\x41\6\x0d\0\0\0\1\0\0\0\0\0\1\0\2\0"), false, 0 },
        { "a time as text is a time", V(KS_UTF8, "1601-01-01T00:00:01.0000002Z"), true, 10000002 },
        { "other text is none", V(KS_UTF8, "yesterday"), false, 0 },
        { "a FILETIME cut short is none", V(KS_FILETIME, "\1\0\0\0"), false, 0 },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        u64 ticks = 0;
        bool is_time = ks_value_ticks(rows[i].v, &ticks);
        check(rows[i].sentence, is_time == rows[i].is_time && ticks == rows[i].ticks);
    }
}

static void looks(void)
{
    const struct {
        const char *sentence;
        ks_value v;
        const char *plain, *dump, *export;
    } rows[] = {
        { "a GUID has braces in XML alone",
          V(KS_GUID, "\x25\x96\x84\x54\x78\x54\x94\x49\xa5\xba\x3e\x3b\x03\x28\xc3\x0d"),
          "54849625-5478-4994-A5BA-3E3B0328C30D", "54849625-5478-4994-A5BA-3E3B0328C30D",
          "{54849625-5478-4994-A5BA-3E3B0328C30D}" },
        { "hexadecimal is padded in XML alone", V(KS_HEX64, "\xe7\3\0\0\0\0\0\0"), "0x3e7", "0x3e7",
          "0x00000000000003e7" },
        { "so is a HexInt32", V(KS_HEX32, "\xe7\3\0\0"), "0x3e7", "0x3e7", "0x000003e7" },
        { "a SizeT is decimal in XML", V(KS_SIZE, "\x4c\2\0\0"), "0x24c", "0x24c", "588" },
        { "times have 7, 6 and 9 digits", V(KS_FILETIME, "\7\0\0\0\0\0\0\0"),
          "1601-01-01T00:00:00.0000007Z", "1601-01-01T00:00:00.000000Z",
          "1601-01-01T00:00:00.000000700Z" },
        { "a SID is the same everywhere", V(KS_SID, "\1\1\0\0\0\0\0\5\x12\0\0\0"), "S-1-5-18",
          "S-1-5-18", "S-1-5-18" },
        { "binary is upper case", V(KS_BINARY, "\x0a\xbc"), "0ABC", "0ABC", "0ABC" },
        { "a double has the fewest digits that read back",
          V(KS_DOUBLE, "\x87\x16\xd9\xce\x77\xfe\xa8\x40"), "3199.234", "3199.234",
          "3.199234e+003" },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        const char *expected[] = { rows[i].plain, rows[i].dump, rows[i].export };
        bool is_right = true;
        for (int style = KS_STYLE_PLAIN; style <= KS_STYLE_EVTXEXPORT; style++) {
            u8 bytes[256];
            ks_out out = { .at = bytes, .start = bytes, .end = bytes + 128 };
            ks_day_cache days = { 0 };
            ks_out_value(&out, rows[i].v, KS_AS_TEXT, (ks_style)style, &days);
            bool same = ks_str_equal(ks_out_str(&out), ks_str_of(expected[style]));
            is_right = is_right && same;
            if (!same)
                remark("style %d: %.*s", style, (int)ks_out_size(&out), out.start);
        }
        check(rows[i].sentence, is_right);
    }
}

static void equality(void)
{
    check("text is compared without a copy",
          ks_value_equal(V(KS_STRING, "a\0b\0"), KS_STR("ab")) &&
              !ks_value_equal(V(KS_STRING, "a\0b\0"), KS_STR("aB")));
    check("case of ASCII letters can be ignored",
          ks_value_equal_fold(V(KS_STRING, "a\0b\0"), KS_STR("AB")));
    check("a number equals its text", ks_value_equal(V(KS_UINT16, "\x10\x12"), KS_STR("4624")));
    check("what is behind a NUL does not count",
          ks_value_equal(V(KS_STRING, "a\0\0\0b\0"), KS_STR("a")));
    check("a prefix is not equal", !ks_value_equal(V(KS_STRING, "a\0b\0"), KS_STR("abc")));
    check("NULL, no bytes and a NUL are empty", ks_value_is_empty(V(KS_NULL, "xx")) &&
                                                    ks_value_is_empty(V(KS_STRING, "")) &&
                                                    ks_value_is_empty(V(KS_STRING, "\0\0")));
    check("the word of Windows for none is none",
          ks_value_is_none(V(KS_STRING, "-\0")) && !ks_value_is_none(V(KS_STRING, "0\0")));
}

static size_t items(ks_value array, size_t *bytes)
{
    size_t next = 0, count = 0;
    *bytes = 0;
    for (ks_value item; ks_value_item(array, &next, &item); count++)
        *bytes += item.size;
    return count == ks_value_items(array) ? count : SIZE_MAX;
}

static void arrays(void)
{
    const struct {
        const char *sentence;
        ks_value v;
        size_t count, bytes;
    } rows[] = {
        { "each text ends with a NUL", V(KS_ARRAY | KS_STRING, "a\0\0\0b\0\0\0"), 2, 8 },
        { "two NULs are two empty texts", V(KS_ARRAY | KS_STRING, "\0\0\0\0"), 2, 4 },
        { "the last NUL may lack", V(KS_ARRAY | KS_STRING, "a\0\0\0b\0"), 2, 6 },
        { "numbers have their width", V(KS_ARRAY | KS_UINT32, "\1\0\0\0\2\0\0\0"), 2, 8 },
        { "a rest is an item too", V(KS_ARRAY | KS_UINT32, "\1\0\0\0\2\0"), 2, 6 },
        { "SIDs have their own lengths",
          V(KS_ARRAY | KS_SID, "\1\0\0\0\0\0\0\5\1\1\0\0\0\0\0\5\x12\0\0\0"), 2, 20 },
        { "an array of nothing has no items", V(KS_ARRAY | KS_UINT32, ""), 0, 0 },
        { "no array is one item", V(KS_UINT32, "\1\0\0\0"), 1, 4 },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        size_t bytes = 0;
        check(rows[i].sentence,
              items(rows[i].v, &bytes) == rows[i].count && bytes == rows[i].bytes);
    }
}

int main(void)
{
    numbers();
    times();
    looks();
    equality();
    arrays();
    return checked();
}
