// Writing an image; see image_form.h. The body is written first, into scratch, while texts become
// numbers; then head, texts and body go out.
#include "rules/image.h"

#include "base/hash.h"
#include "base/table.h"
#include "rules/image_form.h"

typedef struct {
    ks_out body;
    ks_arena scratch;
    ks_table strings;
    ks_table nodes;     // of one rule, by address
    const u32 *numbers; // of rules in the image, by number in the set; UINT32_MAX: not in it
    bool is_over;
} writer;

static void put(ks_out *out, u64 value)
{
    u8 bytes[10];
    size_t size = 0;
    do {
        bytes[size++] = (u8)((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
        value >>= 7;
    } while (value);
    ks_out_bytes(out, bytes, size);
}

static void put_text(writer *w, ks_str text)
{
    u32 number = 0;
    if (text.size) {
        number = ks_table_add(&w->strings, &w->scratch, ks_str_span(text));
        w->is_over = w->is_over || number == ks_table_none;
        number++;
    }
    put(&w->body, number);
}

static void put_list(writer *w, const ks_str *items, u32 count)
{
    put(&w->body, count);
    for (u32 i = 0; i < count; i++)
        put_text(w, items[i]);
}

static void put_number(writer *w, const ks_rule_number *number)
{
    put(&w->body, (number->is_whole ? IMAGE_NUMBER_WHOLE : 0u) |
                      (number->is_negative ? IMAGE_NUMBER_NEGATIVE : 0u));
    if (number->is_whole) {
        put(&w->body, number->size);
        return;
    }
    u8 bytes[8];
    u64 bits;
    memcpy(&bits, &number->real, sizeof bits);
    ks_store64(bytes, bits);
    ks_out_bytes(&w->body, bytes, sizeof bytes);
}

static void put_test(writer *w, const ks_rule_test *test)
{
    put(&w->body, test->kind);
    put(&w->body,
        (test->is_cased ? IMAGE_TEST_CASED : 0u) | (test->is_wanted ? IMAGE_TEST_WANTED : 0u));
    put_text(w, test->field);
    put_text(w, test->text);
    put(&w->body, test->line);
    put(&w->body, test->column);
    put(&w->body, test->regex_flags);
    put(&w->body, test->relation);
    put(&w->body, test->part);
    put(&w->body, test->likeness);
    put_number(w, &test->number);
    put(&w->body, test->piece_count);
    for (u32 i = 0; i < test->piece_count; i++) {
        put(&w->body, test->pieces[i].kind);
        put_text(w, test->pieces[i].text);
    }
    if (test->kind != KS_TEST_NETWORK)
        return;
    put(&w->body, test->network.is_v4);
    put(&w->body, test->network.bits);
    ks_out_bytes(&w->body, test->network.at, sizeof test->network.at);
}

// The node's number in its rule: parts first. Nodes that several places share are one.
static u32 put_node(writer *w, const ks_rule_node *node)
{
    ks_span key = { (const u8 *)&node, sizeof node };
    u32 known = ks_table_find(&w->nodes, key);
    if (known != ks_table_none)
        return known;
    u32 *parts = ks_take(&w->scratch, u32, node->part_count + 1);
    w->is_over = w->is_over || parts == NULL;
    for (u32 i = 0; i < node->part_count && !w->is_over; i++)
        parts[i] = put_node(w, node->parts[i]);
    if (w->is_over)
        return 0;
    put(&w->body, node->kind + 1u); // 0 ends the list
    put_text(w, node->name);
    put(&w->body, node->line);
    put(&w->body, node->part_count);
    for (u32 i = 0; i < node->part_count; i++)
        put(&w->body, parts[i]);
    if (node->kind == KS_RULE_TEST)
        put_test(w, node->test);
    u32 number = ks_table_add(&w->nodes, &w->scratch, key);
    w->is_over = w->is_over || number == ks_table_none;
    return number;
}

static void put_condition(writer *w, const ks_rule_node *node)
{
    w->nodes = (ks_table){ 0 };
    (void)put_node(w, node);
    put(&w->body, 0);
}

static void put_member_node(writer *w, const ks_correlation_node *node)
{
    put(&w->body, node->kind);
    put(&w->body, node->member);
    put(&w->body, node->part_count);
    for (u32 i = 0; i < node->part_count; i++)
        put_member_node(w, node->parts[i]);
}

static void put_correlation(writer *w, const ks_correlation *c)
{
    put(&w->body, c->type);
    put(&w->body, c->member_count);
    for (u32 i = 0; i < c->member_count; i++)
        put(&w->body, w->numbers[c->members[i]]);
    put_list(w, c->group_by, c->group_count);
    put(&w->body, c->alias_count);
    for (u32 i = 0; i < c->alias_count; i++) {
        put_text(w, c->aliases[i].name);
        put_list(w, c->aliases[i].fields, c->member_count);
    }
    put(&w->body, c->span_ticks);
    put_list(w, c->fields, c->field_count);
    put(&w->body, c->bound_count);
    for (u32 i = 0; i < c->bound_count; i++) {
        put(&w->body, c->bounds[i].relation);
        put(&w->body, c->bounds[i].is_negated);
        put_number(w, &c->bounds[i].number);
    }
    put(&w->body, c->percentile);
    put(&w->body, c->generates);
    put(&w->body, c->condition != NULL);
    if (c->condition)
        put_member_node(w, c->condition);
}

static void put_rule(writer *w, const ks_rule *rule, ks_rule_image_part part)
{
    bool has_condition = rule->condition && part == KS_IMAGE_WHOLE;
    put_text(w, rule->path);
    put(&w->body, rule->line);
#define X(name) put_text(w, rule->name);
    IMAGE_TEXTS(X)
#undef X
#define X(name) put_list(w, rule->name.items, rule->name.count);
    IMAGE_LISTS(X)
#undef X
    put(&w->body, rule->level);
    put(&w->body, rule->status);
    put(&w->body, (rule->has_level ? IMAGE_RULE_LEVEL : 0u) |
                      (rule->is_silent ? IMAGE_RULE_SILENT : 0u) |
                      (has_condition ? IMAGE_RULE_CONDITION : 0u) |
                      (rule->correlation ? IMAGE_RULE_CORRELATION : 0u));
    if (has_condition)
        put_condition(w, rule->condition);
    if (rule->correlation)
        put_correlation(w, rule->correlation);
}

static void put_problem(writer *w, const ks_rule_problem *problem)
{
    put(&w->body, problem->kind);
    put_text(w, problem->path);
    put(&w->body, problem->line);
    put(&w->body, problem->column);
    put_text(w, problem->id);
    put_text(w, problem->title);
    put_text(w, problem->text);
    put(&w->body, problem->document);
}

// Which rules go into the image, and under which numbers there.
static u32 *choose(writer *w, const ks_rule_set *set, ks_rule_image_part part, u32 *count)
{
    u32 *numbers = ks_take(&w->scratch, u32, set->count + 1);
    if (numbers == NULL)
        return NULL;
    for (size_t i = 0; i < set->count; i++) {
        const ks_correlation *c = set->rules[i]->correlation;
        numbers[i] = numbers[i] || part == KS_IMAGE_WHOLE || c;
        for (u32 j = 0; c && j < c->member_count; j++)
            numbers[c->members[j]] = 1;
    }
    *count = 0;
    for (size_t i = 0; i < set->count; i++)
        numbers[i] = numbers[i] ? (*count)++ : UINT32_MAX;
    return numbers;
}

static void put_body(writer *w, const ks_rule_set *set, ks_rule_image_part part, u32 count)
{
    bool is_whole = part == KS_IMAGE_WHOLE;
#define X(name) put(&w->body, is_whole ? set->name : 0);
    IMAGE_COUNTS(X)
#undef X
    put(&w->body, is_whole ? set->problems.lost : 0);
    put(&w->body, is_whole ? set->problems.count : 0);
    for (size_t i = 0; is_whole && i < set->problems.count; i++)
        put_problem(w, &set->problems.rows[i]);
    put(&w->body, count);
    for (size_t i = 0; i < set->count && !w->is_over; i++) {
        if (w->numbers[i] != UINT32_MAX)
            put_rule(w, set->rules[i], part);
    }
}

bool ks_rule_image_write(ks_out *out, const ks_rule_set *set, ks_rule_image_part part,
                         ks_arena scratch)
{
    writer w = { .scratch = scratch };
    u32 count = 0;
    w.numbers = choose(&w, set, part, &count);
    size_t room = (size_t)(out->end - out->at);
    if (w.numbers == NULL || room < image_head_size || !ks_out_open(&w.body, &w.scratch, room))
        return false;
    put_body(&w, set, part, count);
    if (w.is_over || w.body.is_full)
        return false;
    u8 head[image_head_size] = { 0 };
    u8 *start = out->at;
    ks_out_bytes(out, head, sizeof head);
    put(out, w.strings.count);
    for (size_t i = 0; i < w.strings.count; i++)
        put(out, w.strings.entries[i].key.size);
    for (size_t i = 0; i < w.strings.count; i++)
        ks_out_bytes(out, w.strings.entries[i].key.at, w.strings.entries[i].key.size);
    ks_out_put(out, ks_out_str(&w.body));
    if (out->is_full)
        return false;
    memcpy(start, image_magic, sizeof image_magic);
    ks_store64(start + 16, set->hash);
    size_t size = (size_t)(out->at - start);
    ks_store64(start + 8, ks_hash((ks_span){ start + 16, size - 16 }, 0));
    return true;
}
