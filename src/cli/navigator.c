// A layer of ATT&CK Navigator (layer format 4.5, github.com/mitre-attack/attack-navigator,
// layers/spec/v4.5/layerformat.md): each technique that a rule with hits is tagged with, scored by
// the number of hits, coloured by the highest level among them, with the rules as its comment.
#include "base/number.h"
#include "base/sort.h"
#include "base/text.h"
#include "cli/hunt.h"

enum { technique_most = 16, rules_told_most = 20 };

static const char *const colors[KS_LEVEL_COUNT] = {
    [KS_LEVEL_INFORMATIONAL] = "#dce6f2", [KS_LEVEL_LOW] = "#fee391",
    [KS_LEVEL_MEDIUM] = "#fe9929",        [KS_LEVEL_HIGH] = "#e34a33",
    [KS_LEVEL_CRITICAL] = "#99000d",
};

typedef struct {
    char id[technique_most]; // "T1059.001"
    u32 rule;
} tagged;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "attack.t1059.001" -> "T1059.001"; false: the tag names no technique.
static bool technique_of(ks_str tag, char *id)
{
    static const char space[] = "attack.t";
    size_t skip = sizeof space - 1, digits = 0;
    if (tag.size != skip + 4 && tag.size != skip + 8)
        return false;
    for (size_t i = 0; i < skip; i++) {
        if ((tag.at[i] | 0x20) != (space[i] | 0x20))
            return false;
    }
    for (size_t i = skip; i < tag.size; i++)
        digits += is_digit(tag.at[i]);
    bool has_dot = tag.size == skip + 8;
    if (digits != tag.size - skip - has_dot || (has_dot && tag.at[skip + 4] != '.'))
        return false;
    memset(id, 0, technique_most);
    id[0] = 'T';
    memcpy(id + 1, tag.at + skip, tag.size - skip);
    return true;
}

static int by_technique(const void *context, const void *left, const void *right)
{
    const hunt *h = context;
    const tagged *a = left, *b = right;
    int order = memcmp(a->id, b->id, technique_most);
    return order ? order : ks_compare_u64(h->rules[a->rule].rank, h->rules[b->rule].rank);
}

static size_t collect(const hunt *h, tagged *rows)
{
    size_t count = 0;
    for (u32 i = 0; i < h->set.count; i++) {
        const ks_rule *rule = h->set.rules[i];
        for (u32 k = 0; h->rules[i].hits && k < rule->tags.count; k++) {
            rows[count].rule = i;
            count += technique_of(rule->tags.items[k], rows[count].id);
        }
    }
    return count;
}

// A rule that says the same tag twice counts once.
static size_t without_repeats(tagged *rows, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_same = kept && rows[kept - 1].rule == rows[i].rule &&
                       memcmp(rows[kept - 1].id, rows[i].id, technique_most) == 0;
        if (!is_same)
            rows[kept++] = rows[i];
    }
    return kept;
}

static void put_head(ks_out *out, const hunt *h)
{
    KS_PUT(out,
           "{\n\"name\":\"Konseki\",\n\"versions\":{\"navigator\":\"4.9.0\",\"layer\":\"4.5\"},\n"
           "\"domain\":\"enterprise-attack\",\n\"description\":\"");
    ks_words words = { .number = { (i64)h->hits, (i64)h->set.count } };
    ks_say(out, KS_SAY_HUNT_LAYER, &words, h->run->data_lang);
    KS_PUT(out, "\",\n\"filters\":{\"platforms\":[\"Windows\"]},\n\"sorting\":3,\n"
                "\"layout\":{\"layout\":\"side\",\"showID\":true,\"showName\":true,"
                "\"expandedSubtechniques\":\"annotated\"},\n\"hideDisabled\":false,\n"
                "\"techniques\":[");
}

static void put_technique(ks_out *out, const hunt *h, const tagged *rows, size_t count)
{
    u64 hits = 0;
    ks_level highest = KS_LEVEL_INFORMATIONAL;
    for (size_t i = 0; i < count; i++) {
        ks_level level = h->set.rules[rows[i].rule]->level;
        highest = level > highest ? level : highest;
        hits += h->rules[rows[i].rule].hits;
    }
    KS_PUT(out, "\n{\"techniqueID\":\"");
    ks_out_put(out, ks_str_of(rows[0].id));
    KS_PUT(out, "\",\"score\":");
    ks_out_u64(out, hits);
    KS_PUT(out, ",\"color\":\"");
    ks_out_put(out, ks_str_of(colors[highest]));
    KS_PUT(out, "\",\"comment\":\"");
    for (size_t i = 0; i < count && i < rules_told_most; i++) {
        const ks_rule *rule = h->set.rules[rows[i].rule];
        if (i)
            KS_PUT(out, "\\n");
        ks_out_utf8(out, ks_level_text(rule->level, h->run->data_lang), KS_AS_JSON);
        KS_PUT(out, ": ");
        ks_out_utf8(out, hunt_title(rule, h->run->data_lang), KS_AS_JSON);
        KS_PUT(out, " (");
        ks_out_u64(out, h->rules[rows[i].rule].hits);
        KS_PUT(out, ")");
    }
    if (count > rules_told_most)
        KS_PUT(out, "\\n…");
    KS_PUT(out, "\",\"enabled\":true,\"showSubtechniques\":true}");
}

static void put_tail(ks_out *out, const hunt *h, u64 most)
{
    KS_PUT(out,
           "\n],\n\"gradient\":{\"colors\":[\"#fee391\",\"#99000d\"],\"minValue\":0,\"maxValue\":");
    ks_out_u64(out, most ? most : 1);
    KS_PUT(out, "},\n\"legendItems\":[");
    for (size_t i = 0; i < KS_LEVEL_COUNT; i++) {
        ks_out_put(out, i ? KS_STR(",{\"label\":\"") : KS_STR("{\"label\":\""));
        ks_out_put(out, ks_level_text((ks_level)i, h->run->data_lang));
        KS_PUT(out, "\",\"color\":\"");
        ks_out_put(out, ks_str_of(colors[i]));
        KS_PUT(out, "\"}");
    }
    KS_PUT(out, "]\n}\n");
}

bool navigator_write(const hunt *h, output *to, ks_fail *fail)
{
    enum { text_most = 16 << 20 };
    ks_arena scratch = h->run->arena;
    size_t tags = 0, end = 0;
    u64 most = 0;
    ks_out out;
    for (size_t i = 0; i < h->set.count; i++)
        tags += h->set.rules[i]->tags.count;
    tagged *rows = ks_take(&scratch, tagged, tags + 1);
    if (rows == NULL || !ks_out_open(&out, &scratch, text_most))
        return ks_refuse(fail, KS_OVER_BUDGET, text_most, 0, KS_STR("run"));
    size_t count = collect(h, rows);
    if (!ks_sort(rows, count, sizeof *rows, by_technique, h, scratch))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)count, 0, KS_STR("run"));
    count = without_repeats(rows, count);
    put_head(&out, h);
    for (size_t i = 0; i < count; i = end) {
        u64 hits = 0;
        for (end = i; end < count && memcmp(rows[i].id, rows[end].id, technique_most) == 0; end++)
            hits += h->rules[rows[end].rule].hits;
        if (i)
            KS_PUT(&out, ",");
        put_technique(&out, h, rows + i, end - i);
        most = hits > most ? hits : most;
    }
    put_tail(&out, h, most);
    if (out.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, text_most, text_most, KS_STR("layer"));
    return output_write(to, ks_str_span(ks_out_str(&out)), fail);
}
