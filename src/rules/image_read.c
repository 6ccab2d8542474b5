// Reading an image; see image_form.h. The checksum finds accidents; the checks of every count,
// index and kind find all else, so that whatever the bytes are, what comes out is a set or a
// refusal.
#include "rules/image.h"

#include "base/cursor.h"
#include "base/hash.h"
#include "base/text.h"
#include "rules/image_form.h"

typedef struct {
    ks_cursor c;
    ks_arena *run;
    ks_fail *fail;
    ks_str *strings;
    u8 *is_text; // by string: 0 not looked at, 1 UTF-8, 2 not
    size_t string_count;
    u32 rule_count;
    const ks_rule_node **nodes; // of one rule
    u32 *depths, *weights;      // of them
    size_t node_capacity;
    bool is_over;
} reader;

static u64 get(reader *r, const char *field)
{
    u64 value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        u8 byte = ks_u8(&r->c, field);
        bool is_over = shift == 63 && byte > 1;
        value |= (u64)(byte & 0x7f) << shift;
        if (is_over)
            break;
        if (byte < 0x80)
            return value;
    }
    if (ks_ok(&r->c))
        r->c.field = field;
    return 0;
}

// A value that must not be larger than `most`.
static u32 get_most(reader *r, u64 most, const char *field)
{
    u64 value = get(r, field);
    if (value <= most)
        return (u32)value;
    if (ks_ok(&r->c))
        r->c.field = field;
    return 0;
}

// A count of things that take at least a byte each.
static u32 get_count(reader *r, const char *field)
{
    u64 value = get(r, field);
    return ks_ok(&r->c) && value < UINT32_MAX ? (u32)ks_count(&r->c, value, 1, field) : 0;
}

static void refuse(reader *r, const char *field)
{
    if (ks_ok(&r->c))
        r->c.field = field;
}

static void *take(reader *r, size_t size, size_t count, size_t align)
{
    void *taken = ks_arena_take(r->run, size, count, align);
    r->is_over = r->is_over || taken == NULL;
    if (taken == NULL)
        refuse(r, "memory");
    return taken;
}
#define take_array(r, type, count) ((type *)take((r), sizeof(type), (count), alignof(type)))

// Bytes as they are: a path need not be UTF-8.
static ks_str get_bytes(reader *r, const char *field)
{
    u32 number = get_most(r, r->string_count, field);
    return number ? r->strings[number - 1] : (ks_str){ 0 };
}

static ks_str get_text(reader *r, const char *field)
{
    u32 number = get_most(r, r->string_count, field);
    if (number == 0)
        return (ks_str){ 0 };
    if (r->is_text[number - 1] == 0)
        r->is_text[number - 1] = ks_utf8_is_valid(ks_str_span(r->strings[number - 1])) ? 1 : 2;
    if (r->is_text[number - 1] == 2)
        refuse(r, field);
    return r->strings[number - 1];
}

static const ks_str *get_list(reader *r, u32 *count, const char *field)
{
    *count = get_count(r, field);
    ks_str *items = *count ? take_array(r, ks_str, *count) : NULL;
    for (u32 i = 0; i < *count && ks_ok(&r->c); i++)
        items[i] = get_text(r, field);
    return items;
}

static ks_rule_number get_number(reader *r)
{
    ks_rule_number number = { 0 };
    u32 flags = get_most(r, IMAGE_NUMBER_WHOLE | IMAGE_NUMBER_NEGATIVE, "number");
    number.is_whole = flags & IMAGE_NUMBER_WHOLE;
    number.is_negative = flags & IMAGE_NUMBER_NEGATIVE;
    if (number.is_whole) {
        number.size = get(r, "number");
        double real = (double)number.size;
        number.real = number.is_negative ? -real : real;
        return number;
    }
    u64 bits = ks_u64(&r->c, "number");
    bool is_finite = (bits >> 52 & 0x7ff) != 0x7ff;
    if (!is_finite || number.is_negative)
        refuse(r, "number");
    memcpy(&number.real, &bits, sizeof bits);
    return number;
}

// Texts are not empty and have no neighbour of their kind; nor has `*`.
static void get_pieces(reader *r, ks_rule_test *test)
{
    test->piece_count = get_count(r, "pieces");
    ks_rule_piece *pieces =
        test->piece_count ? take_array(r, ks_rule_piece, test->piece_count) : NULL;
    for (u32 i = 0; i < test->piece_count && ks_ok(&r->c); i++) {
        ks_rule_piece *piece = &pieces[i];
        piece->kind = (ks_rule_piece_kind)get_most(r, KS_PIECE_DASH, "piece");
        piece->text = get_text(r, "piece");
        bool is_text = piece->kind == KS_PIECE_TEXT;
        bool is_again =
            i && pieces[i - 1].kind == piece->kind && (is_text || piece->kind == KS_PIECE_ANY);
        if (is_text != (piece->text.size > 0) || is_again)
            refuse(r, "piece");
    }
    test->pieces = pieces;
}

static void get_network(reader *r, ks_rule_network *network)
{
    network->is_v4 = get_most(r, 1, "network");
    network->bits = (u8)get_most(r, network->is_v4 ? 32 : 128, "network");
    ks_span at = ks_bytes(&r->c, sizeof network->at, "network");
    if (at.at)
        memcpy(network->at, at.at, sizeof network->at);
}

static const ks_rule_test *get_test(reader *r)
{
    ks_rule_test *test = take_array(r, ks_rule_test, 1);
    if (test == NULL)
        return NULL;
    test->kind = (ks_rule_test_kind)get_most(r, KS_TEST_KIND_COUNT - 1, "test");
    u32 flags = get_most(r, IMAGE_TEST_CASED | IMAGE_TEST_WANTED, "test");
    test->is_cased = flags & IMAGE_TEST_CASED;
    test->is_wanted = flags & IMAGE_TEST_WANTED;
    test->field = get_text(r, "field");
    test->text = get_text(r, "text");
    test->line = get_most(r, UINT32_MAX, "line");
    test->column = get_most(r, UINT32_MAX, "column");
    test->regex_flags =
        (u8)get_most(r, KS_REGEX_IGNORE_CASE | KS_REGEX_MULTILINE | KS_REGEX_DOT_ALL, "flags");
    test->relation = (ks_rule_relation)get_most(r, KS_IS_AT_LEAST, "relation");
    test->part = (ks_rule_time_part)get_most(r, KS_PART_YEAR, "part");
    test->likeness = (ks_rule_likeness)get_most(r, KS_FIELD_CONTAINS, "likeness");
    test->number = get_number(r);
    get_pieces(r, test);
    if (test->kind == KS_TEST_NETWORK)
        get_network(r, &test->network);
    return test;
}

static bool grow_nodes(reader *r, u32 count)
{
    if (count < r->node_capacity)
        return true;
    size_t capacity = r->node_capacity ? r->node_capacity * 2 : 256;
    const ks_rule_node **nodes = take_array(r, const ks_rule_node *, capacity);
    u32 *depths = take_array(r, u32, capacity), *weights = take_array(r, u32, capacity);
    if (nodes == NULL || depths == NULL || weights == NULL)
        return false;
    if (count) {
        memcpy(nodes, r->nodes, sizeof *nodes * count);
        memcpy(depths, r->depths, sizeof *depths * count);
        memcpy(weights, r->weights, sizeof *weights * count);
    }
    r->nodes = nodes;
    r->depths = depths;
    r->weights = weights;
    r->node_capacity = capacity;
    return true;
}

// Parts stand in front; how deep the whole is and how many tests it stands for is bounded.
static void get_parts(reader *r, ks_rule_node *node, u32 number)
{
    u64 weight = 1;
    u32 depth = 0;
    node->part_count = get_count(r, "parts");
    const ks_rule_node **parts =
        node->part_count ? take_array(r, const ks_rule_node *, node->part_count) : NULL;
    for (u32 i = 0; i < node->part_count && ks_ok(&r->c); i++) {
        u32 part = number ? get_most(r, number - 1, "part") : 0;
        if (number == 0)
            refuse(r, "part");
        if (!ks_ok(&r->c))
            return;
        parts[i] = r->nodes[part];
        depth = r->depths[part] > depth ? r->depths[part] : depth;
        weight += r->weights[part];
    }
    bool is_test = node->kind == KS_RULE_TEST, is_not = node->kind == KS_RULE_NOT;
    if ((is_test && node->part_count) || (is_not && node->part_count != 1) ||
        depth >= image_depth_most || weight > image_tests_most)
        refuse(r, "parts");
    node->parts = parts;
    r->depths[number] = depth + 1;
    r->weights[number] = (u32)weight;
}

static const ks_rule_node *get_condition(reader *r)
{
    u32 number = 0;
    for (;; number++) {
        u32 kind = get_most(r, KS_RULE_NOT + 1, "node");
        if (!ks_ok(&r->c) || kind == 0 || !grow_nodes(r, number))
            break;
        ks_rule_node *node = take_array(r, ks_rule_node, 1);
        if (node == NULL)
            break;
        node->kind = (ks_rule_node_kind)(kind - 1);
        node->name = get_text(r, "name");
        node->line = get_most(r, UINT32_MAX, "line");
        get_parts(r, node, number);
        if (node->kind == KS_RULE_TEST && ks_ok(&r->c))
            node->test = get_test(r);
        if (!ks_ok(&r->c))
            break;
        r->nodes[number] = node;
    }
    if (number == 0)
        refuse(r, "condition");
    return ks_ok(&r->c) ? r->nodes[number - 1] : NULL;
}

static const ks_correlation_node *get_member_node(reader *r, u32 member_count, u32 depth)
{
    if (depth == image_depth_most)
        refuse(r, "depth");
    ks_correlation_node *node = ks_ok(&r->c) ? take_array(r, ks_correlation_node, 1) : NULL;
    if (node == NULL)
        return NULL;
    node->kind = (ks_rule_node_kind)get_most(r, KS_RULE_NOT, "node");
    node->member = get_most(r, member_count ? member_count - 1 : 0, "member");
    node->part_count = get_count(r, "parts");
    bool is_test = node->kind == KS_RULE_TEST, is_not = node->kind == KS_RULE_NOT;
    if ((is_test && node->part_count) || (is_not && node->part_count != 1))
        refuse(r, "parts");
    const ks_correlation_node **parts =
        node->part_count ? take_array(r, const ks_correlation_node *, node->part_count) : NULL;
    for (u32 i = 0; i < node->part_count && ks_ok(&r->c); i++)
        parts[i] = get_member_node(r, member_count, depth + 1);
    node->parts = parts;
    return node;
}

static void get_aliases(reader *r, ks_correlation *c)
{
    c->alias_count = get_count(r, "aliases");
    ks_correlation_alias *aliases =
        c->alias_count ? take_array(r, ks_correlation_alias, c->alias_count) : NULL;
    for (u32 i = 0; i < c->alias_count && ks_ok(&r->c); i++) {
        u32 count;
        aliases[i].name = get_text(r, "alias");
        aliases[i].fields = get_list(r, &count, "alias");
        if (count != c->member_count)
            refuse(r, "alias");
    }
    c->aliases = aliases;
}

static void get_bounds(reader *r, ks_correlation *c)
{
    c->bound_count = get_count(r, "bounds");
    ks_correlation_bound *bounds =
        c->bound_count ? take_array(r, ks_correlation_bound, c->bound_count) : NULL;
    for (u32 i = 0; i < c->bound_count && ks_ok(&r->c); i++) {
        bounds[i].relation = (ks_rule_relation)get_most(r, KS_IS_AT_LEAST, "relation");
        bounds[i].is_negated = get_most(r, 1, "bound");
        bounds[i].number = get_number(r);
    }
    c->bounds = bounds;
}

static const ks_correlation *get_correlation(reader *r)
{
    ks_correlation *c = take_array(r, ks_correlation, 1);
    if (c == NULL)
        return NULL;
    c->type = (ks_correlation_type)get_most(r, KS_CORRELATE_VALUE_MAX, "type");
    c->member_count = get_count(r, "members");
    u32 *members = take_array(r, u32, c->member_count);
    for (u32 i = 0; i < c->member_count && ks_ok(&r->c); i++)
        members[i] = get_most(r, r->rule_count - 1, "member");
    c->members = members;
    c->group_by = get_list(r, &c->group_count, "group");
    get_aliases(r, c);
    c->span_ticks = get(r, "span");
    c->fields = get_list(r, &c->field_count, "fields");
    get_bounds(r, c);
    c->percentile = get_most(r, 100, "percentile");
    c->generates = get_most(r, 1, "generates");
    if (get_most(r, 1, "condition"))
        c->condition = get_member_node(r, c->member_count, 0);
    if (c->member_count == 0 || (c->bound_count == 0 && c->condition == NULL))
        refuse(r, "correlation");
    return c;
}

static const ks_rule *get_rule(reader *r, u32 number)
{
    ks_rule *rule = take_array(r, ks_rule, 1);
    if (rule == NULL)
        return NULL;
    rule->number = number;
    rule->path = get_bytes(r, "path");
    rule->line = get_most(r, UINT32_MAX, "line");
#define X(name) rule->name = get_text(r, #name);
    IMAGE_TEXTS(X)
#undef X
#define X(name) rule->name.items = get_list(r, &rule->name.count, #name);
    IMAGE_LISTS(X)
#undef X
    rule->level = (ks_rule_level)get_most(r, KS_LEVEL_COUNT - 1, "level");
    rule->status = (ks_rule_status)get_most(r, KS_STATUS_COUNT - 1, "status");
    u32 flags = get_most(r, 15, "flags");
    rule->has_level = flags & IMAGE_RULE_LEVEL;
    rule->is_silent = flags & IMAGE_RULE_SILENT;
    if (flags & IMAGE_RULE_CONDITION)
        rule->condition = get_condition(r);
    if (flags & IMAGE_RULE_CORRELATION)
        rule->correlation = get_correlation(r);
    if (rule->condition && rule->correlation)
        refuse(r, "rule");
    return rule;
}

static void get_problems(reader *r, ks_rule_set *set)
{
    set->problems.lost = (size_t)get(r, "lost");
    u32 count = get_count(r, "problems");
    ks_rule_problem *rows = take_array(r, ks_rule_problem, count);
    for (u32 i = 0; i < count && ks_ok(&r->c); i++) {
        rows[i].kind = (ks_rule_problem_kind)get_most(r, KS_RULE_PROBLEM_COUNT - 1, "problem");
        rows[i].path = get_bytes(r, "path");
        rows[i].line = get_most(r, UINT32_MAX, "line");
        rows[i].column = get_most(r, UINT32_MAX, "column");
        rows[i].id = get_text(r, "id");
        rows[i].title = get_text(r, "title");
        rows[i].text = get_text(r, "text");
        rows[i].document = get_most(r, UINT32_MAX, "document");
    }
    set->problems.rows = rows;
    set->problems.count = set->problems.capacity = count;
}

static void get_strings(reader *r)
{
    u32 count = get_count(r, "strings");
    r->strings = take_array(r, ks_str, count);
    r->is_text = take_array(r, u8, count);
    u64 all = 0;
    for (u32 i = 0; i < count && ks_ok(&r->c); i++) {
        u64 size = get(r, "string");
        if (size == 0 || size > ks_left(&r->c))
            refuse(r, "string");
        r->strings[i].size = (size_t)size;
        all += size;
    }
    ks_span bytes = ks_bytes(&r->c, (size_t)all, "string");
    const char *at = (const char *)bytes.at;
    for (u32 i = 0; i < count && ks_ok(&r->c); i++) {
        r->strings[i].at = at;
        at += r->strings[i].size;
    }
    r->string_count = count;
}

// No correlation is over itself, by whatever way: heights that grow without end are a circle.
static void check_circles(reader *r, const ks_rule *const *rules)
{
    enum { height_most = 64 };
    u32 *heights = take_array(r, u32, r->rule_count);
    for (bool is_changed = heights != NULL; is_changed && ks_ok(&r->c);) {
        is_changed = false;
        for (u32 i = 0; i < r->rule_count; i++) {
            const ks_correlation *c = rules[i]->correlation;
            for (u32 j = 0; c && j < c->member_count && heights[i] <= height_most; j++) {
                u32 least = heights[c->members[j]] + 1;
                is_changed = is_changed || heights[i] < least;
                heights[i] = heights[i] < least ? least : heights[i];
            }
            if (heights[i] > height_most)
                refuse(r, "circle");
        }
    }
}

static bool read_body(reader *r, ks_rule_set *set)
{
    get_strings(r);
#define X(name) set->name = (size_t)get(r, #name);
    IMAGE_COUNTS(X)
#undef X
    if (ks_ok(&r->c))
        get_problems(r, set);
    r->rule_count = get_count(r, "rules");
    const ks_rule **rules = take_array(r, const ks_rule *, r->rule_count);
    for (u32 i = 0; i < r->rule_count && ks_ok(&r->c); i++)
        rules[i] = get_rule(r, i);
    if (ks_ok(&r->c))
        check_circles(r, rules);
    set->rules = rules;
    set->count = r->rule_count;
    if (ks_left(&r->c))
        refuse(r, "end");
    return ks_ok(&r->c);
}

bool ks_rule_image_read(ks_rule_set *set, ks_span image, ks_arena *run, ks_fail *fail)
{
    *set = (ks_rule_set){ .problems = { .arena = run } };
    reader r = { .c = { .bytes = image }, .run = run, .fail = fail };
    ks_span magic = ks_bytes(&r.c, sizeof image_magic, "magic");
    u64 sum = ks_u64(&r.c, "checksum");
    if (!ks_ok(&r.c))
        return ks_cursor_refuse(&r.c, fail);
    if (memcmp(magic.at, image_magic, sizeof image_magic) != 0)
        return ks_refuse(fail, KS_BAD_MAGIC, 0, 0, KS_STR("rule image"));
    ks_span rest = { image.at + r.c.next, ks_left(&r.c) };
    if (ks_hash(rest, 0) != sum)
        return ks_refuse(fail, KS_BAD_VALUE, (i64)sum, 0, KS_STR("checksum"));
    set->hash = ks_u64(&r.c, "hash");
    if (read_body(&r, set))
        return true;
    if (r.is_over)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(run->name));
    return ks_refuse(fail, KS_BAD_VALUE, (i64)r.c.next, 0, ks_str_of(r.c.field));
}
