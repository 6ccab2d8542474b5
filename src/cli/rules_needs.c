// What a rule asks of a log: which forms of its source, which event ids, which fields.
#include "cli/rules.h"

#include "base/number.h"

enum { depth_most = 1024 }; // conditions are no deeper than 256, with a few nodes a level

typedef struct {
    ks_str *items;
    size_t count, capacity;
    ks_arena *arena;
    bool is_over;
} names;

static void add(names *list, ks_str name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (ks_str_equal(list->items[i], name))
            return;
    }
    if (list->count == list->capacity) {
        ks_str *grown =
            ks_arena_grow(list->arena, list->items, sizeof *grown, list->count, &list->capacity);
        if (grown == NULL) {
            list->is_over = true;
            return;
        }
        list->items = grown;
    }
    list->items[list->count++] = name;
}

static void add_number(names *list, u64 number)
{
    u8 digits[ks_number_size];
    ks_str text = { (const char *)digits, (size_t)(ks_u64_text(digits, number) - digits) };
    ks_str kept = ks_arena_keep(list->arena, text);
    list->is_over = list->is_over || kept.size == 0;
    add(list, kept);
}

static void add_test(const ks_rule_test *test, names *fields, names *ids)
{
    static const ks_str event_id = KS_TEXT("EventID");
    if (test->field.size)
        add(fields, test->field);
    if (test->kind == KS_TEST_FIELD)
        add(fields, test->text);
    if (!ks_str_equal(test->field, event_id))
        return;
    if (test->kind == KS_TEST_NUMBER && test->number.is_whole)
        add_number(ids, test->number.size);
    else if (test->kind == KS_TEST_TEXT && test->piece_count == 1)
        add(ids, test->text);
}

static void walk(const ks_rule_node *node, names *fields, names *ids, unsigned depth)
{
    if (node->kind == KS_RULE_TEST) {
        add_test(node->test, fields, ids);
        return;
    }
    names none = { .arena = ids->arena }; // ids that must not be are none that are asked for
    for (u32 i = 0; i < node->part_count && depth < depth_most; i++)
        walk(node->parts[i], fields, node->kind == KS_RULE_NOT ? &none : ids, depth + 1);
}

static void add_correlation(const ks_correlation *of, names *fields)
{
    for (u32 i = 0; i < of->group_count; i++)
        add(fields, of->group_by[i]);
    for (u32 i = 0; i < of->field_count; i++)
        add(fields, of->fields[i]);
}

bool ruleset_needs_of(ruleset_run *r, const ks_rule *rule, ruleset_needs *needs)
{
    names fields = { .arena = &r->arena }, ids = { .arena = &r->arena };
    *needs = (ruleset_needs){ .source = KS_SOURCE_KNOWN };
    if (rule->correlation) {
        add_correlation(rule->correlation, &fields);
    } else {
        needs->source = ks_forms_of(r->forms, rule, &needs->forms, &needs->form_count, &r->arena);
        walk(rule->condition, &fields, &ids, 0);
    }
    bool has_own = ids.count > 0;
    for (u32 f = 0; f < needs->form_count && !has_own; f++) {
        for (u32 i = 0; i < needs->forms[f]->id_count; i++)
            add_number(&ids, needs->forms[f]->ids[i]);
    }
    needs->fields = fields.items;
    needs->field_count = fields.count;
    needs->ids = ids.items;
    needs->id_count = ids.count;
    return !fields.is_over && !ids.is_over;
}

void ruleset_put_source(ks_out *out, const ks_rule *rule)
{
    if (rule->category.size == 0 && rule->service.size == 0) {
        ks_out_put(out, rule->product);
        return;
    }
    ks_out_put(out, rule->category);
    if (rule->category.size && rule->service.size)
        KS_PUT(out, "/");
    ks_out_put(out, rule->service);
}
