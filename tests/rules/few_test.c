// A few literals ruled out by a text's length and two of its characters: what the usual search
// finds is never ruled out, and of what is ruled out nothing is missed that is common.
#include "rules/few.h"

#include "base/hash.h"

#include "test.h"

enum { rounds = 200000, units_most = 10 };

static u64 state = 1;
static u32 chance(u32 below) { return (u32)((state = ks_hash_mix(state, 7)) >> 33) % below; }

static const rules_literal list[] = { { RULES_WHOLE, { "ntlm", 4 }, 0 },
                                      { RULES_STARTS, { "k", 1 }, 1 },
                                      { RULES_STARTS, { "is", 2 }, 2 },
                                      { RULES_WHOLE, { "-", 1 }, 3 } };
static const u16 units[] = { 'n', 'N', 't', 'T', 'l', 'L', 'm', 'M',    'k',   'i',  'I',
                             's', 'S', '-', 0,   'x', '[', '@', 0x212a, 0x17f, 0xe9, 0xd83d };

static ks_value random_text(u8 bytes[2 * units_most])
{
    u32 count = chance(units_most + 1);
    for (u32 i = 0; i < count; i++)
        ks_store16(bytes + (size_t)2 * i, units[chance(countof(units))]);
    if (count >= 4 && chance(4) == 0) {
        for (u32 i = 0; i < 4; i++)
            ks_store16(bytes + (size_t)2 * i, (u16)("NtLm"[i]));
    }
    return (ks_value){ .type = KS_STRING, .at = bytes, .size = 2 * count };
}

static bool on_hit(void *context, u32 id)
{
    (void)id;
    *(bool *)context = true;
    return true;
}

static void look_often(const rules_few *few, const rules_literals *literals)
{
    u32 there = 0, out = 0, missed = 0;
    for (u32 i = 0; i < rounds; i++) {
        u8 bytes[2 * units_most], narrow[128];
        ks_value value = random_text(bytes);
        bool is_there = false, may_have = rules_few_may_have(few, value);
        rules_text text = rules_narrow(narrow, (ks_utf16){ value.at, value.size / 2 }, true);
        (void)rules_literals_find(literals, text, on_hit, &is_there);
        missed += is_there && !may_have;
        there += is_there;
        out += !may_have;
    }
    check("what the usual search finds is never ruled out", missed == 0);
    check("much is there, and much is ruled out", there > rounds / 50 && out > rounds / 3);
    remark("of %u texts %u have one, %u are ruled out", rounds, there, out);
}

int main(void)
{
    static const rules_literal ends = { RULES_ENDS, { ".exe", 4 }, 0 },
                               anywhere = { RULES_CONTAINS, { "x", 1 }, 0 },
                               wide = { RULES_WHOLE, { "\xc3\xa9", 2 }, 0 },
                               empty = { RULES_WHOLE, { "", 0 }, 0 };
    rules_literal many[rules_few_most + 1];
    ks_arena whole, scratch;
    if (!ks_arena_open(&whole, "test", 64 << 20) || !ks_arena_open(&scratch, "scratch", 64 << 20))
        return 2;
    ks_arena run = whole;
    const rules_few *few = rules_few_make(list, countof(list), &run);
    const rules_literals *literals = rules_literals_make(list, countof(list), NULL, &run, scratch);
    if (few && literals)
        look_often(few, literals);
    for (size_t i = 0; i < countof(many); i++)
        many[i] = list[0];
    check("a few are taken", rules_few_make(many, rules_few_most, &run) != NULL);
    check("many are not", rules_few_make(many, countof(many), &run) == NULL);
    check("nor endings", rules_few_make(&ends, 1, &run) == NULL);
    check("nor what may be anywhere", rules_few_make(&anywhere, 1, &run) == NULL);
    check("nor what is more than ASCII", rules_few_make(&wide, 1, &run) == NULL);
    check("nor the empty text", rules_few_make(&empty, 1, &run) == NULL);
    ks_value number = { .type = KS_UINT32, .at = (const u8 *)"\0\0\0\0", .size = 4 };
    check("a number may have any", few && rules_few_may_have(few, number));
    ks_arena_close(&scratch);
    ks_arena_close(&whole);
    return checked();
}
