// Values that were met before: what is remembered is what looking anew finds, whatever was met and
// forgotten meanwhile.
#include "rules/met.h"

#include "base/hash.h"

#include "test.h"

enum { rounds = 60000, stock = 3000, text_most = 120, word_count = 6, checks = 40 };

static u64 state = 1;
static u32 chance(u32 below) { return (u32)((state = ks_hash_mix(state, 7)) >> 33) % below; }

static ks_arena run, whole, scratch_whole;
static rules_eye eye;
static rules_met met;
static const rules_literals *sets[2];
static const char *const words[word_count] = {
    "\\cmd.exe", "enc", "c:\\win", "\xc3\xa9", "x", "ab"
};

static bool open_all(void)
{
    ks_fail fail = { 0 };
    ks_forms *forms;
    rules_literal list[word_count];
    static const rules_literal_kind kinds[2] = { RULES_CONTAINS, RULES_ENDS };
    if (!ks_arena_open(&whole, "test", 256 << 20) ||
        !ks_arena_open(&scratch_whole, "scratch", 64 << 20))
        return false;
    run = whole;
    for (u32 s = 0; s < 2; s++) {
        for (u32 i = 0; i < word_count; i++)
            list[i] = (rules_literal){ kinds[s], ks_str_of(words[i]), i };
        sets[s] = rules_literals_make(list, word_count, NULL, &run, scratch_whole);
        if (sets[s] == NULL)
            return false;
    }
    return ks_forms_open(&forms, NULL, 0, &run, &fail) && rules_eye_open(&eye, forms, &run) &&
           rules_met_open(&met);
}

// The n-th value: always the same one.
static ks_value value_of(u32 n, u8 bytes[2 * text_most])
{
    u64 before = state;
    state = n + 1;
    bool is_wide = chance(2);
    u32 size = 0;
    for (u32 parts = 1 + chance(6); parts; parts--) {
        const char *word = chance(3) ? "C:\\Windows\\aB" : words[chance(word_count)];
        for (; *word && size + 2 < text_most; word++) {
            if (is_wide) {
                ks_store16(bytes + (size_t)2 * size++, (u16)(u8)*word);
            } else if ((u8)*word < 0x80) {
                bytes[size++] = (u8)*word;
            }
        }
    }
    state = before;
    return (ks_value){ bytes, is_wide ? 2 * size : size, is_wide ? KS_STRING : KS_UTF8 };
}

static bool on_hit(void *context, u32 id)
{
    *(u32 *)context |= (u32)1 << id;
    return false;
}

// Told by the value's type and bytes, the set and the check.
static ks_judged answer(ks_value raw, u32 set, u32 number)
{
    u64 hash = ks_hash((ks_span){ raw.at, raw.size }, raw.type);
    return ks_hash_mix(hash, number * 2 + set) % 2 ? KS_JUDGED_TRUE : KS_JUDGED_FALSE;
}

static bool look_often(u32 *remembered)
{
    ks_event event = { .arena = &run };
    for (u32 round = 0; round < rounds; round++) {
        ks_arena before = run;
        rules_eye_turn(&eye, &event);
        rules_met_turn(&met);
        // Now and then new ones, so that all is forgotten; mostly few, as in a log.
        u32 n = chance(8) ? chance(40) : chance(stock), set = chance(2), number = chance(checks);
        u8 bytes[2 * text_most];
        rules_value value = { .raw = value_of(n, bytes) }, anew = value;
        u32 hits = 0, expected = 0;
        rules_met_find(&met, &eye, sets[set], &value, on_hit, &hits);
        rules_text text = rules_folded_of(&eye, &anew), mine = rules_folded_of(&eye, &value);
        (void)rules_literals_find(sets[set], text, on_hit, &expected);
        if (hits != expected || mine.size != text.size || mine.is_ascii != text.is_ascii ||
            memcmp(mine.at, text.at, text.size) != 0)
            return false;
        ks_judged said = rules_met_said(&value, number);
        if (said != KS_JUDGED_GAVE_UP && said != answer(value.raw, set, number))
            return false;
        *remembered += said != KS_JUDGED_GAVE_UP;
        rules_met_note(&value, number, answer(value.raw, set, number));
        run = before;
    }
    return true;
}

static bool forgets(void)
{
    u8 bytes[2 * text_most];
    rules_value value = { .raw = value_of(1, bytes) }, again = value;
    u32 hits = 0;
    rules_met_find(&met, &eye, sets[0], &value, on_hit, &hits);
    rules_met_note(&value, 3, KS_JUDGED_TRUE);
    rules_met_find(&met, &eye, sets[0], &again, on_hit, &hits);
    bool is_known = rules_met_said(&again, 3) == KS_JUDGED_TRUE;
    rules_met_forget(&met);
    again = (rules_value){ .raw = value.raw };
    rules_met_find(&met, &eye, sets[0], &again, on_hit, &hits);
    return is_known && rules_met_said(&again, 3) == KS_JUDGED_GAVE_UP;
}

static bool keeps_no(u32 size)
{
    static u8 bytes[5000];
    memset(bytes, 'x', sizeof bytes);
    rules_value value = { .raw = { bytes, size, KS_UTF8 } };
    ks_event event = { .arena = &run };
    u32 hits = 0;
    rules_eye_turn(&eye, &event);
    rules_met_find(&met, &eye, sets[0], &value, on_hit, &hits);
    return value.said == NULL && (hits != 0) == (size > 0);
}

int main(void)
{
    u32 remembered = 0;
    if (!open_all())
        return 2;
    check("what is remembered is what looking anew finds", look_often(&remembered));
    check("answers are remembered", remembered > rounds / 10);
    remark("%u of %u answers were remembered", remembered, rounds);
    check("forgotten is forgotten", forgets());
    check("an empty value is not kept, nor a long one", keeps_no(0) && keeps_no(5000));
    rules_met_close(&met);
    rules_eye_close(&eye);
    ks_arena_close(&scratch_whole);
    ks_arena_close(&whole);
    return checked();
}
