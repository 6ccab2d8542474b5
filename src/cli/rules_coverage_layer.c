// A layer of ATT&CK Navigator (layer format 4.5, github.com/mitre-attack/attack-navigator,
// layers/spec/v4.5/layerformat.md): each technique coloured by its best rule's verdict, scored by
// the share of its rules that could fire (a rule that sees in part counts half).
#include "cli/rules_coverage.h"

#include "base/number.h"
#include "coverage/cover_sentences.h"

static const char *const colors[KS_COVER_COUNT] = {
    [KS_COVER_NOT_LOGGED] = "#d9d9d9", [KS_COVER_ELSEWHERE] = "#bdbdbd",
    [KS_COVER_BLIND] = "#fc9272",      [KS_COVER_UNKNOWN] = "#e0e0e0",
    [KS_COVER_PARTLY] = "#fee391",     [KS_COVER_COULD] = "#74c476",
};

static u32 score_of(const ks_technique_cover *t)
{
    u32 all = 0, seen = 2 * t->rules[KS_COVER_COULD] + t->rules[KS_COVER_PARTLY];
    for (ks_cover c = KS_COVER_BLIND; c < KS_COVER_COUNT; c++)
        all += t->rules[c];
    if (all == 0)
        return t->best == KS_COVER_COULD ? 100 : 0;
    return 100 * seen / (2 * all);
}

static void put_technique(ks_out *out, const ks_technique_cover *t, ks_lang lang)
{
    bool is_first = true;
    KS_PUT(out, "\n{\"techniqueID\":\"");
    ks_out_put(out, ks_str_of(t->id));
    KS_PUT(out, "\",\"score\":");
    ks_out_u64(out, score_of(t));
    KS_PUT(out, ",\"color\":\"");
    ks_out_put(out, ks_str_of(colors[t->best]));
    KS_PUT(out, "\",\"comment\":\"");
    for (ks_cover c = KS_COVER_COUNT; c-- > 0;) {
        if (t->rules[c] == 0)
            continue;
        ks_phrase said = ks_phrase_of(&ks_cover_texts[c]);
        ks_out_put(out, is_first ? KS_STR("") : KS_STR("\\n"));
        is_first = false;
        ks_out_phrase(out, &said, lang);
        KS_PUT(out, ": ");
        ks_out_u64(out, t->rules[c]);
    }
    KS_PUT(out, "\",\"enabled\":true,\"showSubtechniques\":true}");
}

void rules_coverage_put_layer(ks_out *out, const ks_sums *sums, ks_lang lang)
{
    ks_words words = { .number = { (i64)sums->technique_count } };
    KS_PUT(out,
           "{\n\"name\":\"Konseki\",\n\"versions\":{\"navigator\":\"4.9.0\",\"layer\":\"4.5\"},\n"
           "\"domain\":\"enterprise-attack\",\n\"description\":\"");
    ks_say(out, KS_SAY_COVER_LAYER, &words, lang);
    KS_PUT(out, "\",\n\"filters\":{\"platforms\":[\"Windows\"]},\n\"sorting\":3,\n"
                "\"layout\":{\"layout\":\"side\",\"showID\":true,\"showName\":true,"
                "\"expandedSubtechniques\":\"annotated\"},\n\"hideDisabled\":false,\n"
                "\"techniques\":[");
    for (size_t i = 0; i < sums->technique_count; i++) {
        ks_out_put(out, i ? KS_STR(",") : KS_STR(""));
        put_technique(out, &sums->techniques[i], lang);
    }
    KS_PUT(out, "\n],\n\"gradient\":{\"colors\":[\"#fc9272\",\"#74c476\"],\"minValue\":0,"
                "\"maxValue\":100},\n\"legendItems\":[");
    for (ks_cover i = KS_COVER_COUNT; i-- > 0;) {
        ks_phrase said = ks_phrase_of(&ks_cover_texts[i]);
        ks_out_put(out,
                   i + 1 < KS_COVER_COUNT ? KS_STR(",{\"label\":\"") : KS_STR("{\"label\":\""));
        ks_out_phrase(out, &said, lang);
        KS_PUT(out, "\",\"color\":\"");
        ks_out_put(out, ks_str_of(colors[i]));
        KS_PUT(out, "\"}");
    }
    KS_PUT(out, "]\n}\n");
}

bool rules_coverage_layer(rules_coverage *c, const char *path, ks_fail *fail)
{
    output to = { 0 };
    ks_out out;
    if (!ks_out_open(&out, &c->run->arena, rules_coverage_layer_most))
        return ks_refuse(fail, KS_OVER_BUDGET, rules_coverage_layer_most, 0, KS_STR("run"));
    rules_coverage_put_layer(&out, &c->sums, c->run->data_lang);
    if (out.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, rules_coverage_layer_most, rules_coverage_layer_most,
                         KS_STR("layer"));
    if (!output_open(&to, path, options_has(c->run->given, OPTION_FORCE), &c->run->arena, fail))
        return false;
    if (output_write(&to, ks_str_span(ks_out_str(&out)), fail) && output_close(&to, fail))
        return true;
    output_drop(&to);
    return false;
}
