// Verdicts in words.
#include "coverage/cover_sentences.h"

const ks_phrase_text ks_cover_texts[KS_COVER_COUNT] = {
#define X(name, en, ja) [KS_COVER_##name] = { #name, { KS_TEXT(en), KS_TEXT(ja) } },
    KS_COVER_TEXTS(X)
#undef X
};

static const ks_phrase_text reasons[KS_COVER_WHY_COUNT] = {
#define X(name, en, ja) [KS_COVER_WHY_##name] = { #name, { KS_TEXT(en), KS_TEXT(ja) } },
    KS_COVER_REASON_TEXTS(X)
#undef X
};

ks_phrase ks_cover_reason_phrase(const ks_rule_cover *cover, ks_str detail)
{
    ks_phrase phrase = ks_phrase_of(&reasons[cover->reason]);
    ks_phrase_add_text(&phrase, detail);
    return phrase;
}

void ks_cover_put_detail(ks_out *out, const ks_rule_cover *cover)
{
    const ks_sysmon_filter *filter = cover->filter;
    if (filter == NULL) {
        ks_out_put(out, cover->detail.size ? cover->detail : KS_STR("-"));
        return;
    }
    ks_out_put(out, filter->field);
    KS_PUT(out, " ");
    ks_out_put(out, sysmon_condition_word(filter->condition));
    KS_PUT(out, " ");
    ks_out_put(out, filter->value);
}
