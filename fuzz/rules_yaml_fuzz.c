// The loader of rules, whole, from any bytes. Whatever they say: the counts add up, what is loaded
// keeps the bounds that its readers rely on, and a set written to an image comes back the same.
#include "rules/image.h"
#include "rules/set.h"

static ks_arena arena, whole;

// Depth and tests of a condition; parts are there, and are what their kind wants.
static u64 check_node(const ks_rule_node *node, u32 depth)
{
    u64 tests = 1;
    KS_ASSERT(node != NULL && depth < 1024);
    KS_ASSERT((node->kind == KS_RULE_TEST) == (node->test != NULL));
    KS_ASSERT(node->kind != KS_RULE_TEST || node->part_count == 0);
    KS_ASSERT(node->kind != KS_RULE_NOT || node->part_count == 1);
    for (u32 i = 0; i < node->part_count; i++)
        tests += check_node(node->parts[i], depth + 1);
    return tests;
}

static void check_rule(const ks_rule_set *set, u32 number)
{
    const ks_rule *rule = set->rules[number];
    KS_ASSERT(rule->number == number && rule->title.size > 0);
    KS_ASSERT((rule->condition == NULL) != (rule->correlation == NULL));
    if (rule->condition)
        (void)check_node(rule->condition, 0);
    const ks_correlation *c = rule->correlation;
    KS_ASSERT(c == NULL || (c->member_count > 0 && (c->bound_count > 0 || c->condition)));
    for (u32 i = 0; c && i < c->member_count; i++)
        KS_ASSERT(c->members[i] < set->count);
}

static void check_image(const ks_rule_set *set)
{
    ks_rule_set again;
    ks_fail fail = { 0 };
    ks_out first, second;
    if (!ks_out_open(&first, &arena, 4 << 20) || !ks_out_open(&second, &arena, 4 << 20))
        return;
    ks_arena scratch = arena;
    if (!ks_rule_image_write(&first, set, KS_IMAGE_WHOLE, scratch))
        return; // it is larger
    KS_ASSERT(ks_rule_image_read(&again, ks_str_span(ks_out_str(&first)), &arena, &fail));
    scratch = arena;
    KS_ASSERT(ks_rule_image_write(&second, &again, KS_IMAGE_WHOLE, scratch));
    KS_ASSERT(ks_str_equal(ks_out_str(&first), ks_out_str(&second)));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 30))
        return 0;
    ks_arena_trim(&whole, 16 << 20);
    arena = whole;
    ks_rule_set set;
    ks_fail fail = { 0 };
    ks_rule_loading how = { .with_deprecated = size & 1 };
    if (!ks_rule_set_read(&set, KS_STR("fuzz.yml"), (ks_span){ data, size }, &how, &arena, &fail)) {
        KS_ASSERT(fail.reason != KS_NONE);
        return 0;
    }
    for (u32 i = 0; i < set.count; i++)
        check_rule(&set, i);
    for (size_t i = 0; i < set.problems.count; i++) {
        ks_out said;
        ks_arena scratch = arena;
        if (!ks_out_open(&said, &scratch, 4096))
            break;
        ks_rule_problem_say(&said, &set.problems.rows[i], i & 1 ? KS_JA : KS_EN);
        KS_ASSERT(ks_out_size(&said) > 0);
    }
    check_image(&set);
    return 0;
}
