// A correlation in sentences.
#include "cli/rules.h"

#include "base/number.h"
#include "base/ticks.h"
#include "cli/hunt.h"
#include "message/visible.h"

static const ks_note measures[] = { [KS_CORRELATE_EVENT_COUNT] = KS_SAY_COUNT_HITS,
                                    [KS_CORRELATE_VALUE_COUNT] = KS_SAY_COUNT_VALUES,
                                    [KS_CORRELATE_TEMPORAL] = KS_SAY_COUNT_RULES,
                                    [KS_CORRELATE_TEMPORAL_ORDERED] = KS_SAY_COUNT_ORDERED,
                                    [KS_CORRELATE_VALUE_SUM] = KS_SAY_COUNT_SUM,
                                    [KS_CORRELATE_VALUE_AVG] = KS_SAY_COUNT_MEAN,
                                    [KS_CORRELATE_VALUE_PERCENTILE] = KS_SAY_COUNT_PERCENTILE,
                                    [KS_CORRELATE_VALUE_MIN] = KS_SAY_COUNT_LEAST,
                                    [KS_CORRELATE_VALUE_MAX] = KS_SAY_COUNT_MOST };
static const ks_note relations[] = { [KS_IS_EQUAL] = KS_SAY_TEST_IS_NUMBER,
                                     [KS_IS_LESS] = KS_SAY_TEST_LESS,
                                     [KS_IS_AT_MOST] = KS_SAY_TEST_AT_MOST,
                                     [KS_IS_MORE] = KS_SAY_TEST_MORE,
                                     [KS_IS_AT_LEAST] = KS_SAY_TEST_AT_LEAST };

static ks_str title_of(const ruleset_run *r, const ks_rule_set *set, const ks_correlation *of,
                       u32 member)
{
    return hunt_title(set->rules[of->members[member]], r->lang);
}

static void put_names(ks_out *out, const ks_str *names, u32 count)
{
    for (u32 i = 0; i < count; i++) {
        ks_out_put(out, i ? KS_STR(", ") : KS_STR(""));
        ks_out_visible(out, names[i]);
    }
}

static void put_number(ks_out *out, double number)
{
    if (number < 0)
        KS_PUT(out, "-");
    number = number < 0 ? -number : number;
    u64 whole = number < 1e15 ? (u64)number : (u64)1000000000000000;
    u64 thousandths = (u64)((number - (double)whole) * 1000 + 0.5);
    ks_out_u64(out, whole);
    if (number < 1e15 && thousandths) {
        KS_PUT(out, ".");
        ks_out_padded(out, thousandths % 1000, 3);
    }
}

static void put_bounds(ruleset_run *r, const ks_correlation *of)
{
    u8 bytes[1024], limit_bytes[64];
    ks_out what = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    ks_out fields = { .at = bytes + 512, .start = bytes + 512, .end = bytes + 900 };
    what.end = bytes + 512;
    put_names(&fields, of->fields, of->field_count);
    ks_words words = { .number = { of->percentile }, .text = { ks_out_str(&fields) } };
    ks_say(&what, measures[of->type], &words, r->lang);
    for (u32 i = 0; i < of->bound_count; i++) {
        ks_out limit = { .at = limit_bytes,
                         .start = limit_bytes,
                         .end = limit_bytes + sizeof limit_bytes };
        put_number(&limit, of->bounds[i].number.real);
        KS_PUT(&r->line, "  - ");
        if (of->bounds[i].is_negated) {
            ks_say(&r->line, KS_SAY_RULES_NOT, NULL, r->lang);
            KS_PUT(&r->line, " ");
        }
        ruleset_say(r, relations[of->bounds[i].relation],
                    &(ks_words){ .text = { ks_out_str(&what), ks_out_str(&limit) } });
    }
    if (of->bound_count == 0) {
        KS_PUT(&r->line, "  - ");
        ruleset_say(r,
                    of->type == KS_CORRELATE_TEMPORAL_ORDERED ? KS_SAY_RULES_ALL_ORDERED
                                                              : KS_SAY_RULES_ALL_MATCH,
                    NULL);
    }
}

static void put_node(ruleset_run *r, const ks_rule_set *set, const ks_correlation *of,
                     const ks_correlation_node *node, unsigned depth)
{
    static const ks_note heads[] = { [KS_RULE_ALL] = KS_SAY_RULES_ALL,
                                     [KS_RULE_ANY] = KS_SAY_RULES_ANY,
                                     [KS_RULE_NOT] = KS_SAY_RULES_NOT };
    for (unsigned i = 0; i < depth; i++)
        KS_PUT(&r->line, "  ");
    KS_PUT(&r->line, "- ");
    if (node->kind == KS_RULE_TEST)
        ks_out_visible(&r->line, title_of(r, set, of, node->member));
    else
        ks_say(&r->line, heads[node->kind], NULL, r->lang);
    KS_PUT(&r->line, "\n");
    for (u32 i = 0; i < node->part_count; i++)
        put_node(r, set, of, node->parts[i], depth + 1);
}

static void put_group(ruleset_run *r, const ks_correlation *of)
{
    u8 bytes[1024];
    ks_out names = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    put_names(&names, of->group_by, of->group_count);
    ruleset_say(r, of->group_count ? KS_SAY_RULES_GROUPED : KS_SAY_RULES_UNGROUPED,
                &(ks_words){ .text = { ks_out_str(&names) } });
}

void ruleset_put_correlation(ruleset_run *r, const ks_rule_set *set, const ks_rule *rule)
{
    const ks_correlation *of = rule->correlation;
    ruleset_say(r, KS_SAY_RULES_CORRELATES, NULL);
    for (u32 i = 0; i < of->member_count; i++) {
        KS_PUT(&r->line, "  - ");
        ks_out_visible(&r->line, title_of(r, set, of, i));
        KS_PUT(&r->line, "\n");
    }
    KS_PUT(&r->line, "\n");
    put_group(r, of);
    if (of->span_ticks)
        ruleset_say(r, KS_SAY_RULES_WITHIN, &(ks_words){ .number = { (i64)of->span_ticks } });
    else
        ruleset_say(r, KS_SAY_RULES_WITHIN_ALL, NULL);
    KS_PUT(&r->line, "\n");
    ruleset_say(r, KS_SAY_RULES_RESULT_WHEN, NULL);
    if (of->condition)
        put_node(r, set, of, of->condition, 1);
    else
        put_bounds(r, of);
}
