// Texts made ready for comparing: the fast way gives what the plain way gives.
#include "rules/narrow.h"

#include "base/fold.h"
#include "base/hash.h"
#include "base/text.h"

#include "test.h"

#include <stdlib.h>

enum { units_most = 80, rounds = 20000 };

static u64 state = 1;
static u32 chance(u32 below) { return (u32)((state = ks_hash_mix(state, 7)) >> 33) % below; }

// Mostly ASCII; letters whose other case is longer or shorter, pairs and halves of surrogates, NUL.
static u32 unit(void)
{
    static const u16 odd[] = { 0x212a, 0x17f,  0x130,  0x131,  0x23a,  0x1e9e, 0x410,
                               0xd83d, 0xde00, 0xdc00, 0xdbff, 0xfffd, 0x80,   0 };
    if (chance(8) == 0)
        return odd[chance(countof(odd))];
    return chance(16) == 0 ? chance(0x10000) : 32 + chance(95);
}

static bool is_same(rules_text a, rules_text b)
{
    return a.size == b.size && a.is_ascii == b.is_ascii && memcmp(a.at, b.at, a.size) == 0;
}

// Exactly as large as the text, so that a sanitizer sees what is read behind it.
static bool narrows_alike(bool is_folded)
{
    static u8 fast[3 * units_most + rules_text_slack], plain[sizeof fast];
    for (u32 i = 0; i < rounds; i++) {
        u32 units = chance(units_most);
        u8 *text = malloc(2 * units + 1);
        for (u32 k = 0; k < units; k++)
            ks_store16(text + 2 * k, (u16)(i % 3 ? 32 + chance(95) : unit()));
        ks_utf16 from = { text, units };
        bool same = is_same(rules_narrow(fast, from, is_folded),
                            rules_narrow_plain(plain, from, is_folded));
        free(text);
        if (!same)
            return false;
    }
    return true;
}

static bool folds_alike(void)
{
    static u8 fast[8 * units_most], plain[8 * units_most], wide[2 * units_most];
    static u8 bytes[3 * units_most + rules_text_slack];
    for (u32 i = 0; i < rounds; i++) {
        u32 units = chance(units_most);
        for (u32 k = 0; k < units; k++) {
            u32 c = i % 3 ? 32 + chance(95) : unit();
            ks_store16(wide + 2 * k, (u16)(c ? c : 1));
        }
        ks_utf16 from = { wide, units };
        rules_text text = rules_narrow_plain(bytes, from, false);
        u8 *exact = malloc(text.size + 1u);
        memcpy(exact, text.at, text.size);
        rules_text folded = rules_fold(fast, (ks_str){ (const char *)exact, text.size });
        bool same = is_same(folded, rules_narrow_plain(plain, from, true));
        free(exact);
        if (!same)
            return false;
    }
    return true;
}

static bool is_ascii_of(const char *text, bool expected)
{
    u8 to[256];
    return rules_fold(to, ks_str_of(text)).is_ascii == expected;
}

int main(void)
{
    check("UTF-16 is narrowed and folded as character by character", narrows_alike(true));
    check("UTF-16 is narrowed as it is as character by character", narrows_alike(false));
    check("UTF-8 is folded as character by character", folds_alike());
    check("a text of ASCII says so", is_ascii_of("C:\\Windows\\System32\\cmd.exe", true));
    check("a text of more than ASCII says so",
          is_ascii_of("C:\\Windows\\System32\\cmd.ex\xc3\xa9", false));
    return checked();
}
