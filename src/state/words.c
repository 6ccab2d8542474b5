// Values and wants in words; see words.h.
#include "state/words.h"

#include "base/fold.h"
#include "base/number.h"
#include "message/visible.h"

enum { text_most = 120 }; // bytes of a text that are shown

static const struct {
    ks_setting_type type;
    u64 number;
    ks_str word; // as ks_setting_value_parse takes it, and English
    ks_str ja;
} words[] = {
    { KS_TYPE_AUDIT, 0, KS_TEXT("none"), KS_TEXT("監査なし") },
    { KS_TYPE_AUDIT, 1, KS_TEXT("success"), KS_TEXT("成功") },
    { KS_TYPE_AUDIT, 2, KS_TEXT("failure"), KS_TEXT("失敗") },
    { KS_TYPE_AUDIT, 3, KS_TEXT("both"), KS_TEXT("成功および失敗") },
    { KS_TYPE_START, 0, KS_TEXT("boot"), KS_TEXT("ブート") },
    { KS_TYPE_START, 1, KS_TEXT("system"), KS_TEXT("システム") },
    { KS_TYPE_START, 2, KS_TEXT("auto"), KS_TEXT("自動") },
    { KS_TYPE_START, 3, KS_TEXT("manual"), KS_TEXT("手動") },
    { KS_TYPE_START, 4, KS_TEXT("disabled"), KS_TEXT("無効") },
    { KS_TYPE_SWITCH, 0, KS_TEXT("off"), KS_TEXT("無効") },
    { KS_TYPE_SWITCH, 1, KS_TEXT("on"), KS_TEXT("有効") },
};

static void put_number(ks_out *out, ks_setting_type type, u64 number, ks_lang lang)
{
    static const struct {
        ks_str name;
        unsigned shift;
    } units[] = { { KS_TEXT(" GiB"), 30 }, { KS_TEXT(" MiB"), 20 } };
    for (size_t i = 0; i < countof(words); i++) {
        if (words[i].type == type && words[i].number == number) {
            ks_out_put(out, lang == KS_JA ? words[i].ja : words[i].word);
            return;
        }
    }
    for (size_t i = 0; i < countof(units); i++) {
        if (number && number != UINT32_MAX && !(number & (((u64)1 << units[i].shift) - 1))) {
            ks_out_u64(out, number >> units[i].shift);
            ks_out_put(out, units[i].name);
            return;
        }
    }
    if (number == UINT32_MAX)
        ks_out_hex(out, number, 8);
    else
        ks_out_u64(out, number);
}

// In one line, cut where it is long.
static void put_text(ks_out *out, ks_str text)
{
    ks_str shown = text;
    if (shown.size > text_most) {
        shown.size = text_most;
        while (shown.size && ((u8)shown.at[shown.size] & 0xc0) == 0x80)
            shown.size--;
    }
    while (shown.size) {
        const char *end = memchr(shown.at, '\n', shown.size);
        size_t size = end ? (size_t)(end - shown.at) : shown.size;
        ks_out_visible_line(out, (ks_str){ shown.at, size });
        if (end)
            KS_PUT(out, ", ");
        size += end != NULL;
        shown = ks_str_from(shown, size);
    }
    if (text.size > text_most)
        KS_PUT(out, "…");
}

void ks_out_setting_value(ks_out *out, ks_setting_type type, ks_setting_value value, ks_lang lang)
{
    switch (value.kind) {
    case KS_VALUE_UNKNOWN:
        ks_out_put(out, lang == KS_JA ? KS_STR("不明") : KS_STR("unknown"));
        return;
    case KS_VALUE_ABSENT:
        ks_out_put(out, lang == KS_JA ? KS_STR("なし") : KS_STR("absent"));
        return;
    case KS_VALUE_NUMBER: put_number(out, type, value.number, lang); return;
    case KS_VALUE_TEXT:
        if (value.text.size)
            put_text(out, value.text);
        else
            ks_out_put(out, lang == KS_JA ? KS_STR("(空)") : KS_STR("(empty)"));
        return;
    }
}

void ks_out_setting_value_plain(ks_out *out, ks_setting_type type, ks_setting_value value)
{
    bool is_word = type == KS_TYPE_AUDIT || type == KS_TYPE_START || type == KS_TYPE_SWITCH;
    if (value.kind == KS_VALUE_TEXT)
        ks_out_put(out, value.text);
    else if (value.kind == KS_VALUE_NUMBER && !is_word)
        ks_out_u64(out, value.number);
    else
        ks_out_setting_value(out, type, value, KS_EN);
}

void ks_out_setting_value_like(ks_out *out, ks_setting_type type, const ks_want *want,
                               ks_setting_value value, ks_lang lang)
{
    bool is_mask = ks_str_has(want->text, KS_STR("0x")); // bits, which decimals would hide
    if (is_mask && value.kind == KS_VALUE_NUMBER)
        ks_out_hex(out, value.number, 8);
    else
        ks_out_setting_value(out, type, value, lang);
}

static void put_values(ks_out *out, ks_setting_type type, const ks_want *want, ks_str between,
                       ks_lang lang)
{
    for (u32 i = 0; i < want->value_count; i++) {
        if (i)
            ks_out_put(out, between);
        ks_out_setting_value_like(out, type, want, want->values[i], lang);
    }
}

void ks_out_want(ks_out *out, ks_setting_type type, const ks_want *want, ks_lang lang)
{
    bool is_ja = lang == KS_JA;
    if (want->or_absent)
        ks_out_put(out, is_ja ? KS_STR("なし、または ") : KS_STR("absent or "));
    switch (want->how) {
    case KS_WANT_ONE_OF:
        put_values(out, type, want, is_ja ? KS_STR(" または ") : KS_STR(" or "), lang);
        return;
    case KS_WANT_AT_LEAST:
        if (!is_ja)
            KS_PUT(out, "at least ");
        put_values(out, type, want, KS_STR(" "), lang);
        if (is_ja)
            KS_PUT(out, " 以上");
        return;
    case KS_WANT_AT_MOST:
        if (!is_ja)
            KS_PUT(out, "at most ");
        put_values(out, type, want, KS_STR(" "), lang);
        if (is_ja)
            KS_PUT(out, " 以下");
        return;
    case KS_WANT_BETWEEN:
        put_values(out, type, want, is_ja ? KS_STR(" から ") : KS_STR(" to "), lang);
        return;
    case KS_WANT_BITS:
        put_values(out, type, want, KS_STR(" "), lang);
        ks_out_put(out, is_ja ? KS_STR(" を含む") : KS_STR(" at least"));
        return;
    case KS_WANT_CONTAINS:
        if (!is_ja)
            KS_PUT(out, "containing ");
        put_values(out, type, want, is_ja ? KS_STR(" と ") : KS_STR(" and "), lang);
        if (is_ja)
            KS_PUT(out, " を含む");
        return;
    case KS_WANT_PRESENT: ks_out_put(out, is_ja ? KS_STR("あり") : KS_STR("present")); return;
    }
}

void ks_out_want_plain(ks_out *out, ks_setting_type type, const ks_want *want)
{
    static const ks_str fronts[] = {
        [KS_WANT_ONE_OF] = KS_TEXT(""),        [KS_WANT_AT_LEAST] = KS_TEXT(">= "),
        [KS_WANT_AT_MOST] = KS_TEXT("<= "),    [KS_WANT_BETWEEN] = KS_TEXT(""),
        [KS_WANT_BITS] = KS_TEXT("bits "),     [KS_WANT_CONTAINS] = KS_TEXT("contains "),
        [KS_WANT_PRESENT] = KS_TEXT("present")
    };
    static const ks_str between[] = { [KS_WANT_ONE_OF] = KS_TEXT(" | "),
                                      [KS_WANT_BETWEEN] = KS_TEXT(" .. "),
                                      [KS_WANT_CONTAINS] = KS_TEXT(" & "),
                                      [KS_WANT_PRESENT] = KS_TEXT("") };
    if (want->or_absent)
        KS_PUT(out, "absent or ");
    ks_out_put(out, fronts[want->how]);
    for (u32 i = 0; i < want->value_count; i++) {
        if (i)
            ks_out_put(out, between[want->how]);
        ks_out_setting_value_plain(out, type, want->values[i]);
    }
}

ks_str ks_setting_choice_text(const ks_setting_part *part, ks_setting_value value, ks_lang lang)
{
    for (u32 i = 0; i < part->choice_count; i++) {
        ks_setting_value choice;
        if (!ks_setting_value_parse(part->type, part->choices[i].value, &choice) ||
            choice.kind != value.kind)
            continue;
        bool is_same = value.kind == KS_VALUE_NUMBER ? choice.number == value.number
                                                     : ks_equal_fold(choice.text, value.text);
        if (is_same)
            return part->choices[i].meaning[lang];
    }
    return (ks_str){ 0 };
}
