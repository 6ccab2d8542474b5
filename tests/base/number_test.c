// Numbers and identifiers as text: at every change of length, against the C library.
#include "base/number.h"

#include "test.h"

#include <inttypes.h>
#include <stdio.h>

static ks_out fresh(u8 *bytes, size_t size)
{
    return (ks_out){ .at = bytes, .start = bytes, .end = bytes + size - ks_out_slack };
}

static bool is(const ks_out *out, const char *text)
{
    return ks_str_equal(ks_out_str(out), ks_str_of(text));
}

static void against_printf(void)
{
    bool decimal = true, negative = true, hex = true, back = true;
    for (unsigned bit = 0; bit < 64; bit++) {
        for (int d = -2; d <= 2; d++) {
            u64 power = 1, tens = 1;
            for (unsigned i = 0; i < bit % 20; i++)
                tens *= 10;
            u64 numbers[] = { (power << bit) + (u64)d, tens + (u64)d };
            for (size_t i = 0; i < countof(numbers); i++) {
                char expected[64];
                u8 bytes[256];
                ks_out out = fresh(bytes, sizeof bytes);
                u64 read = 0;
                ks_out_u64(&out, numbers[i]);
                snprintf(expected, sizeof expected, "%" PRIu64, numbers[i]);
                decimal = decimal && is(&out, expected);
                back = back && ks_u64_read(ks_out_str(&out), &read) && read == numbers[i];
                ks_out_clear(&out);
                ks_out_i64(&out, (i64)numbers[i]);
                snprintf(expected, sizeof expected, "%" PRId64, (i64)numbers[i]);
                negative = negative && is(&out, expected);
                ks_out_clear(&out);
                ks_out_hex(&out, numbers[i], 1);
                snprintf(expected, sizeof expected, "0x%" PRIx64, numbers[i]);
                hex = hex && is(&out, expected);
                back = back && ks_u64_read(ks_out_str(&out), &read) && read == numbers[i];
            }
        }
    }
    check("decimal numbers are as printf has them", decimal);
    check("negative ones too", negative);
    check("hexadecimal ones too", hex);
    check("and both are read back", back);
}

static void shapes(void)
{
    u8 bytes[256];
    ks_out out = fresh(bytes, sizeof bytes);
    ks_out_hex(&out, 0xab, 8);
    check("hexadecimal is padded to the digits wanted", is(&out, "0x000000ab"));
    ks_out_clear(&out);
    ks_out_grouped(&out, 1234567);
    check("thousands are grouped for people", is(&out, "1,234,567"));
    ks_out_clear(&out);
    ks_out_grouped(&out, 999);
    check("fewer are not", is(&out, "999"));
    ks_out_clear(&out);
    ks_out_padded(&out, 7, 3);
    check("zeros stand in front", is(&out, "007"));
    ks_out_clear(&out);
    ks_out_hex_bytes(&out, (ks_span){ (const u8 *)"\x00\xab\xff", 3 });
    check("bytes are upper case and without spaces", is(&out, "00ABFF"));
    ks_out_clear(&out);
    ks_out_guid(&out,
                (const u8 *)"\x25\x96\x84\x54\x78\x54\x94\x49\xa5\xba\x3e\x3b\x03\x28\xc3\x0d");
    check("a GUID is three little numbers and eight bytes",
          is(&out, "54849625-5478-4994-A5BA-3E3B0328C30D"));
}

static const struct {
    const char *sentence, *bytes;
    size_t size;
    const char *text; // NULL: refused
} sids[] = {
    { "a SID without subauthorities", "\1\0\0\0\0\0\0\5", 8, "S-1-5" },
    { "LocalSystem", "\1\1\0\0\0\0\0\5\x12\0\0\0", 12, "S-1-5-18" },
    { "a subauthority is little-endian", "\1\1\0\0\0\0\0\5\1\2\3\4", 12, "S-1-5-67305985" },
    { "an authority is big-endian", "\1\0\1\2\3\4\5\6", 8, "S-1-1108152157446" },
    { "a count beyond the bytes is refused", "\1\2\0\0\0\0\0\5\x12\0\0\0", 12, NULL },
    { "bytes behind the count are no part of it", "\1\0\0\0\0\0\0\5\x12\0\0\0", 12, "S-1-5" },
    { "less than a head is refused", "\1\0\0\0", 4, NULL },
};

static const struct {
    const char *sentence, *text;
    bool is_read;
    u64 value;
} reads[] = {
    { "digits are a number", "4624", true, 4624 },
    { "hexadecimal is a number", "0x3E7", true, 999 },
    { "the largest is read", "18446744073709551615", true, UINT64_MAX },
    { "one more is refused", "18446744073709551616", false, 0 },
    { "17 hexadecimal digits are refused", "0x10000000000000000", false, 0 },
    { "a sign is refused", "-1", false, 0 },
    { "a space is refused", " 1", false, 0 },
    { "0x alone is refused", "0x", false, 0 },
    { "nothing is refused", "", false, 0 },
};

int main(void)
{
    against_printf();
    shapes();
    for (size_t i = 0; i < countof(sids); i++) {
        u8 bytes[256];
        ks_out out = fresh(bytes, sizeof bytes);
        bool printed = ks_out_sid(&out, (ks_span){ (const u8 *)sids[i].bytes, sids[i].size });
        check(sids[i].sentence,
              printed == (sids[i].text != NULL) && is(&out, sids[i].text ? sids[i].text : ""));
    }
    for (size_t i = 0; i < countof(reads); i++) {
        u64 value = 0;
        bool read = ks_u64_read(ks_str_of(reads[i].text), &value);
        check(reads[i].sentence, read == reads[i].is_read && (!read || value == reads[i].value));
    }
    bool is_right = true;
    for (int c = 0; c < 256; c++) {
        const char *all = "0123456789abcdef";
        int lower = c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c;
        const char *at = c ? strchr(all, lower) : NULL;
        is_right = is_right && ks_hex_digit((char)c) == (at ? (int)(at - all) : -1);
    }
    check("hexadecimal digits of either case, and nothing else, have a value", is_right);
    check("two digits are a byte; with one that is none, nothing is",
          ks_hex_byte("fE") == 254 && ks_hex_byte("00") == 0 && ks_hex_byte("g0") == -1 &&
              ks_hex_byte("0g") == -1);
    return checked();
}
