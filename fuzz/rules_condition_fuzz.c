// Any bytes as the condition of a rule with a few search identifiers, and as one over the rules of
// a correlation: a tree in bounds, or one problem at a place inside the condition.
#include "rules/set.h"

static ks_arena arena, whole;

enum { condition_most = 8192 };

// The bytes as a block of YAML, so that whatever they are only the condition sees them: characters
// that YAML does not have become `?`.
static void put_condition(ks_out *out, const u8 *data, size_t size)
{
    KS_PUT(out, "\"");
    for (size_t i = 0; i < size; i++) {
        static const char hex[] = "0123456789abcdef";
        u8 byte = data[i] < 0x80 ? data[i] : '?';
        KS_PUT(out, "\\x");
        ks_out_byte(out, hex[byte >> 4]);
        ks_out_byte(out, hex[byte & 15]);
    }
    KS_PUT(out, "\"\n");
}

static void check_node(const ks_rule_node *node, u32 depth)
{
    KS_ASSERT(node != NULL && depth < 1024);
    for (u32 i = 0; i < node->part_count; i++)
        check_node(node->parts[i], depth + 1);
}

static void check_members(const ks_correlation_node *node, u32 count, u32 depth)
{
    KS_ASSERT(node != NULL && depth < 1024);
    KS_ASSERT(node->kind != KS_RULE_TEST || node->member < count);
    for (u32 i = 0; i < node->part_count; i++)
        check_members(node->parts[i], count, depth + 1);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (size > condition_most ||
        (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 28)))
        return 0;
    ks_arena_trim(&whole, 4 << 20);
    arena = whole;
    ks_out text;
    if (!ks_out_open(&text, &arena, condition_most * 8 + 4096))
        return 0;
    KS_PUT(&text, "title: t\nlogsource: {product: windows}\ndetection:\n  a: {f: 1}\n"
                  "  sel_b: {f: 2}\n  sel_c: {f: [3, 4]}\n  _d: {f: 5}\n  condition: ");
    put_condition(&text, data, size);
    KS_PUT(&text, "---\ntitle: a\nname: a\nlogsource: {product: windows}\n"
                  "detection: {s: {f: 1}, condition: s}\n---\ntitle: b\nname: b\n"
                  "logsource: {product: windows}\ndetection: {s: {f: 1}, condition: s}\n---\n"
                  "title: c\ncorrelation:\n  type: temporal\n  timespan: 1m\n  condition: ");
    put_condition(&text, data, size);
    ks_rule_set set;
    ks_fail fail = { 0 };
    if (!ks_rule_set_read(&set, KS_STR("fuzz.yml"), ks_str_span(ks_out_str(&text)), NULL, &arena,
                          &fail))
        return 0;
    KS_ASSERT(set.documents == 4 && set.count + set.left_out >= 4);
    for (size_t i = 0; i < set.count; i++) {
        const ks_rule *rule = set.rules[i];
        if (rule->condition)
            check_node(rule->condition, 0);
        if (rule->correlation && rule->correlation->condition)
            check_members(rule->correlation->condition, rule->correlation->member_count, 0);
    }
    for (size_t i = 0; i < set.problems.count; i++)
        KS_ASSERT(set.problems.rows[i].line >= 1 && set.problems.rows[i].line <= 25);
    return 0;
}
