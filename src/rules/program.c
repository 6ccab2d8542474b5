// From the trees of rules to one program; see program.h. Everything is
// interned: fields by name, tests by what they say, nodes by their parts.
#include "rules/program.h"

#include "base/fold.h"
#include "base/sort.h"

enum {
    key_most = 1 << 16,
    set_edges_least = 3,    // whole values, beginnings and endings: from so many on, a set
    set_contains_least = 6, // literals anywhere
    set_numbers_least = 4,
};

typedef struct {
    const rules_programming *how;
    rules_program *p;
    ks_arena *arena;   // of the program
    ks_arena *scratch; // of the making
    ks_table fields, checks, nodes, sets;
    size_t field_capacity, check_capacity, node_capacity, part_capacity, set_capacity;
    size_t part_count;
    u8 *key; // being written
    size_t key_size;
    u32 *stack; // of parts of the nodes being made
    size_t stack_size, stack_capacity;
    rules_asked_test *tests; // in the order of asking
    size_t test_count, test_capacity;
    bool is_over;
} maker;

// --- keys

static void key_bytes(maker *m, const void *bytes, size_t size)
{
    if (size > key_most - m->key_size) { // what is long is named by its hash
        u64 hash = ks_hash((ks_span){ bytes, size }, 7);
        if (sizeof hash > key_most - m->key_size) {
            m->is_over = true;
            return;
        }
        memcpy(m->key + m->key_size, &hash, sizeof hash);
        m->key_size += sizeof hash;
        return;
    }
    if (size)
        memcpy(m->key + m->key_size, bytes, size);
    m->key_size += size;
}

static void key_u64(maker *m, u64 value) { key_bytes(m, &value, sizeof value); }

static void key_str(maker *m, ks_str text)
{
    key_u64(m, text.size);
    key_bytes(m, text.at, text.size);
}

// The key's number; *is_new: it was not known.
static u32 intern(maker *m, ks_table *table, bool *is_new)
{
    ks_span key = { m->key, m->key_size };
    u32 number = ks_table_find(table, key);
    *is_new = number == ks_table_none;
    if (*is_new)
        number = ks_table_add(table, m->scratch, key);
    m->is_over = m->is_over || number == ks_table_none;
    return number;
}

// Room for one more item; NULL past the budget.
static void *grown(maker *m, void **items, size_t size, size_t count, size_t *capacity)
{
    if (count == *capacity) {
        void *more = ks_arena_grow(m->scratch, *items, size, count, capacity);
        m->is_over = m->is_over || more == NULL;
        if (more == NULL)
            return NULL;
        *items = more;
    }
    return (u8 *)*items + size * count;
}

// --- fields

bool rules_is_event_id(ks_str name) { return ks_equal_fold(name, KS_STR("EventID")); }

static u32 field_of(maker *m, ks_str name, const ks_form *form)
{
    bool is_new = false;
    // Found by its own name it is the same for all such forms.
    bool is_own = name.size == 0 || (form->is_native && form->field_count == 0);
    m->key_size = 0;
    key_u64(m, is_own ? 0 : (u64)form->number + 1);
    key_str(m, name);
    u32 number = intern(m, &m->fields, &is_new);
    void *items = m->p->fields;
    rules_program_field *field =
        is_new ? grown(m, &items, sizeof *field, m->p->field_count, &m->field_capacity) : NULL;
    m->p->fields = items;
    if (field) {
        *field = (rules_program_field){ .name = name, .form = form };
        m->p->field_count++;
    }
    return number;
}

// --- tests

static void key_test(maker *m, const ks_rule_test *t, u32 field, u32 other)
{
    m->key_size = 0;
    key_u64(m, field);
    key_u64(m, other);
    key_u64(m, (u64)t->kind | (u64)t->is_cased << 8 | (u64)t->is_wanted << 9 |
                   (u64)t->regex_flags << 16 | (u64)t->relation << 24 | (u64)t->part << 32 |
                   (u64)t->likeness << 40);
    switch (t->kind) {
    case KS_TEST_TEXT:
        for (u32 i = 0; i < t->piece_count; i++) {
            key_u64(m, t->pieces[i].kind);
            if (t->pieces[i].kind == KS_PIECE_TEXT)
                key_str(m, t->pieces[i].text);
        }
        return;
    case KS_TEST_REGEX: key_str(m, t->text); return;
    case KS_TEST_NUMBER:
    case KS_TEST_COMPARE:
    case KS_TEST_TIME:
    case KS_TEST_LENGTH:
        key_u64(m, (u64)t->number.is_whole | (u64)t->number.is_negative << 1);
        key_u64(m, t->number.size);
        key_bytes(m, &t->number.real, sizeof t->number.real);
        return;
    case KS_TEST_NETWORK:
        key_bytes(m, t->network.at, sizeof t->network.at);
        key_u64(m, (u64)t->network.bits << 8 | t->network.is_v4);
        return;
    case KS_TEST_NULL:
    case KS_TEST_EXISTS:
    case KS_TEST_FIELD:
    case KS_TEST_KIND_COUNT: return;
    }
}

static float cost_of_check(const rules_check *c)
{
    static const float costs[] = {
        [CHECK_PRESENT] = 1, [CHECK_LITERAL] = 8, [CHECK_PIECES] = 60,
        [CHECK_NUMBER] = 4,  [CHECK_REGEX] = 300, [CHECK_NULL] = 1,
        [CHECK_EXISTS] = 1,  [CHECK_FIELD] = 40,  [CHECK_BY_JUDGE] = 200
    };
    bool is_anywhere = c->how == CHECK_LITERAL && c->place == RULES_CONTAINS;
    return is_anywhere ? 30 : costs[c->how];
}

static u32 check_of(maker *m, const ks_rule_test *t, const ks_form *form)
{
    bool is_new = false;
    u32 field = field_of(m, t->field, form);
    u32 other = t->kind == KS_TEST_FIELD ? field_of(m, t->text, form) : 0;
    key_test(m, t, field, other);
    u32 number = intern(m, &m->checks, &is_new);
    if (!is_new || m->is_over)
        return number;
    void *items = m->p->checks;
    rules_check *check = grown(m, &items, sizeof *check, m->p->check_count, &m->check_capacity);
    m->p->checks = items;
    if (check == NULL || !rules_check_make(check, t, m->arena)) {
        m->is_over = true;
        return 0;
    }
    check->field = field;
    check->other = other;
    check->regex = t->kind == KS_TEST_REGEX ? m->how->regex(m->how->context, t) : NULL;
    m->p->check_count++;
    return number;
}

// --- nodes

static u32 node_of(maker *m, rules_node node, const u32 *parts)
{
    bool is_new = false;
    m->key_size = 0;
    key_u64(m, node.kind);
    if (parts)
        key_bytes(m, parts, node.count * sizeof *parts);
    else
        key_u64(m, node.first);
    u32 number = intern(m, &m->nodes, &is_new);
    if (!is_new || m->is_over)
        return number;
    void *items = m->p->nodes;
    rules_node *made = grown(m, &items, sizeof *made, m->p->node_count, &m->node_capacity);
    m->p->nodes = items;
    if (made == NULL)
        return rules_node_false;
    m->p->node_count++;
    if (parts)
        node.first = (u32)m->part_count;
    for (u32 i = 0; parts && i < node.count; i++) {
        items = m->p->parts;
        u32 *part = grown(m, &items, sizeof *part, m->part_count, &m->part_capacity);
        m->p->parts = items;
        if (part == NULL)
            return rules_node_false;
        *part = parts[i];
        m->part_count++;
    }
    *made = node;
    return number;
}

static u32 node_of_check(maker *m, u32 check)
{
    rules_node node = { .kind = NODE_CHECK,
                        .first = check,
                        .cost = cost_of_check(&m->p->checks[check]) };
    return m->is_over ? rules_node_false : node_of(m, node, NULL);
}

static void push(maker *m, u32 node)
{
    void *items = m->stack;
    u32 *at = grown(m, &items, sizeof *at, m->stack_size, &m->stack_capacity);
    m->stack = items;
    if (at) {
        *at = node;
        m->stack_size++;
    }
}

static int by_cost(const void *context, const void *a, const void *b)
{
    const rules_node *nodes = context;
    u32 x = *(const u32 *)a, y = *(const u32 *)b;
    if (nodes[x].cost != nodes[y].cost)
        return nodes[x].cost < nodes[y].cost ? -1 : 1;
    return ks_compare_u64(x, y);
}

// Those on the stack from `from` on: sorted by cost, each once. How many are
// left.
static u32 order(maker *m, size_t from)
{
    u32 *parts = m->stack + from;
    size_t count = m->stack_size - from, left = 0;
    if (count > 1 && !ks_sort(parts, count, sizeof *parts, by_cost, m->p->nodes, *m->scratch))
        m->is_over = true;
    for (size_t i = 0; i < count; i++) {
        if (left == 0 || parts[i] != parts[left - 1])
            parts[left++] = parts[i];
    }
    m->stack_size = from + left;
    return (u32)left;
}

static bool can_be_member(const maker *m, u32 node)
{
    const rules_node *n = &m->p->nodes[node];
    if (n->kind != NODE_CHECK)
        return false;
    const rules_check *c = &m->p->checks[n->first];
    bool is_number = c->how == CHECK_NUMBER && c->test->kind == KS_TEST_NUMBER &&
                     c->test->number.is_whole && !c->test->number.is_negative;
    return is_number || c->how == CHECK_NETWORK || (c->how == CHECK_LITERAL && !c->is_cased);
}

static u32 set_node(maker *m, u32 field, const u32 *checks, u32 count)
{
    bool is_new = false;
    m->key_size = 0;
    key_bytes(m, checks, count * sizeof *checks);
    u32 number = intern(m, &m->sets, &is_new);
    if (is_new && !m->is_over) {
        void *items = m->p->sets;
        rules_set *set = grown(m, &items, sizeof *set, m->p->set_count, &m->set_capacity);
        m->p->sets = items;
        u32 *kept = ks_take(m->arena, u32, count);
        u8 how = m->p->checks[checks[0]].how;
        u64 *sizes = how == CHECK_NUMBER ? ks_take(m->arena, u64, count) : NULL;
        if (set == NULL || kept == NULL || (how == CHECK_NUMBER && sizes == NULL)) {
            m->is_over = true;
            return rules_node_false;
        }
        memcpy(kept, checks, count * sizeof *checks);
        for (u32 i = 0; sizes && i < count; i++)
            sizes[i] = m->p->checks[checks[i]].test->number.size;
        *set = (rules_set){ field, kept, count, how, sizes };
        m->p->set_count++;
    }
    return node_of(m, (rules_node){ .kind = NODE_SET, .first = number, .cost = 60 }, NULL);
}

rules_literals *rules_set_literals(const rules_program *p, const rules_set *set, ks_arena *arena,
                                   ks_arena scratch)
{
    rules_literal *list = ks_take(&scratch, rules_literal, set->count);
    if (list == NULL)
        return NULL;
    for (u32 i = 0; i < set->count; i++) {
        const rules_check *c = &p->checks[set->checks[i]];
        list[i] = (rules_literal){ (rules_literal_kind)c->place, c->text, i };
    }
    return rules_literals_make(list, set->count, NULL, arena, scratch);
}

static int by_field(const void *context, const void *a, const void *b)
{
    const rules_check *checks = context;
    u32 x = *(const u32 *)a, y = *(const u32 *)b;
    if (checks[x].field != checks[y].field)
        return checks[x].field < checks[y].field ? -1 : 1;
    if (checks[x].how != checks[y].how)
        return checks[x].how < checks[y].how ? -1 : 1;
    return ks_compare_u64(x, y);
}

static bool is_worth_a_set(const rules_check *first, size_t count, size_t anywhere)
{
    if (first->how == CHECK_NETWORK)
        return count > 1;
    if (first->how == CHECK_NUMBER)
        return count >= set_numbers_least;
    return count - anywhere >= set_edges_least || anywhere >= set_contains_least;
}

// Of an ANY: literals of the same field become one set, when they are many, and so do networks and
// numbers.
static void gather_sets(maker *m, size_t from)
{
    size_t count = m->stack_size - from, left = 0, members = 0;
    u32 *parts = m->stack + from, *checks = ks_take(m->scratch, u32, count + 1);
    if (checks == NULL) {
        m->is_over = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (can_be_member(m, parts[i]))
            checks[members++] = m->p->nodes[parts[i]].first;
        else
            parts[left++] = parts[i];
    }
    m->stack_size = from + left;
    if (!ks_sort(checks, members, sizeof *checks, by_field, m->p->checks, *m->scratch))
        m->is_over = true;
    for (size_t i = 0, next; i < members && !m->is_over; i = next) {
        size_t anywhere = 0;
        const rules_check *first = &m->p->checks[checks[i]];
        for (next = i; next < members; next++) {
            const rules_check *c = &m->p->checks[checks[next]];
            if (c->field != first->field || c->how != first->how)
                break;
            anywhere += c->place == RULES_CONTAINS;
        }
        bool is_set = is_worth_a_set(first, next - i, anywhere);
        if (is_set)
            push(m, set_node(m, first->field, checks + i, (u32)(next - i)));
        for (size_t k = i; !is_set && k < next; k++)
            push(m, node_of_check(m, checks[k]));
    }
}

// The node over what lies on the stack from `from` on.
static u32 close_list(maker *m, rules_node_kind kind, size_t from)
{
    if (m->is_over)
        return rules_node_false;
    (void)order(m, from); // equal ones away
    if (kind == NODE_ANY)
        gather_sets(m, from);
    u32 count = order(m, from);
    if (count == 0)
        return kind == NODE_ALL ? rules_node_true : rules_node_false;
    if (count == 1)
        return m->stack[from];
    float cost = 0, share = 1;
    for (u32 i = 0; i < count; i++) {
        cost += share * m->p->nodes[m->stack[from + i]].cost;
        share *= kind == NODE_ALL ? 0.3F : 0.9F;
    }
    return node_of(m, (rules_node){ .kind = (u8)kind, .count = count, .cost = cost },
                   m->stack + from);
}

static u32 negated(maker *m, u32 node)
{
    if (node <= rules_node_true)
        return node == rules_node_true ? rules_node_false : rules_node_true;
    if (m->p->nodes[node].kind == NODE_NOT)
        return m->p->nodes[node].first;
    return node_of(
        m, (rules_node){ .kind = NODE_NOT, .first = node, .cost = m->p->nodes[node].cost }, NULL);
}

// The word somewhere in the test's field, as a test of its own.
static u32 word_node(maker *m, const ks_rule_test *t, const ks_form *form, ks_str word)
{
    ks_rule_piece *pieces = ks_take(m->arena, ks_rule_piece, 3);
    ks_rule_test *test = ks_take(m->arena, ks_rule_test, 1);
    if (pieces == NULL || test == NULL) {
        m->is_over = true;
        return rules_node_false;
    }
    pieces[0].kind = pieces[2].kind = KS_PIECE_ANY;
    pieces[1] = (ks_rule_piece){ KS_PIECE_TEXT, word };
    *test = (ks_rule_test){ .kind = KS_TEST_TEXT,
                            .field = t->field,
                            .pieces = pieces,
                            .piece_count = 3,
                            .line = t->line,
                            .column = t->column };
    return node_of_check(m, check_of(m, test, form));
}

// A regular expression that has no literal of its own, but needs one of a few: they are asked
// first, and can be waited for.
static u32 with_words(maker *m, const ks_rule_test *t, const ks_form *form, u32 check)
{
    u32 node = node_of_check(m, check);
    if (m->is_over || t->kind != KS_TEST_REGEX || m->p->checks[check].hint.size)
        return node;
    rules_regex_words words = rules_regex_needs_of(t->text, m->arena).words;
    if (words.count == 0)
        return node;
    size_t from = m->stack_size;
    for (u32 i = 0; i < words.count; i++)
        push(m, word_node(m, t, form, words.at[i]));
    u32 any = close_list(m, NODE_ANY, from);
    m->stack_size = from;
    push(m, any);
    push(m, node);
    u32 all = close_list(m, NODE_ALL, from);
    m->stack_size = from;
    return all;
}

static u32 leaf(maker *m, const ks_rule_test *t, const ks_form *form)
{
    bool asks_value =
        t->kind != KS_TEST_NULL && t->kind != KS_TEST_EXISTS && t->kind != KS_TEST_FIELD;
    if (asks_value && rules_is_event_id(t->field)) {
        char digits[16];
        size_t at = sizeof digits;
        for (u32 id = m->how->event_id; at == sizeof digits || id; id /= 10)
            digits[--at] = (char)('0' + id % 10);
        ks_str text = { digits + at, sizeof digits - at };
        return ks_judge_text(m->how->judge, t, text) == KS_JUDGED_TRUE ? rules_node_true
                                                                       : rules_node_false;
    }
    u32 check = check_of(m, t, form);
    void *items = m->tests;
    rules_asked_test *asked = grown(m, &items, sizeof *asked, m->test_count, &m->test_capacity);
    m->tests = items;
    if (m->is_over)
        return rules_node_false;
    *asked = (rules_asked_test){ t, form, check };
    m->test_count++;
    return with_words(m, t, form, check);
}

// Recursion is bounded by the loader: conditions and YAML have a depth.
static u32 convert(maker *m, const ks_rule_node *node, const ks_form *form)
{
    if (m->is_over)
        return rules_node_false;
    if (node->kind == KS_RULE_TEST)
        return leaf(m, node->test, form);
    if (node->kind == KS_RULE_NOT)
        return negated(m, convert(m, node->parts[0], form));
    bool is_all = node->kind == KS_RULE_ALL;
    u32 decides = is_all ? rules_node_false : rules_node_true;
    rules_node_kind kind = is_all ? NODE_ALL : NODE_ANY;
    size_t from = m->stack_size;
    for (u32 i = 0; i < node->part_count && !m->is_over; i++) {
        u32 part = convert(m, node->parts[i], form);
        if (part == decides) {
            m->stack_size = from;
            return decides;
        }
        if (part <= rules_node_true)
            continue;
        const rules_node *n = &m->p->nodes[part];
        if (n->kind != kind)
            push(m, part);
        for (u32 k = 0, first = n->first, count = n->kind == kind ? n->count : 0; k < count; k++)
            push(m, m->p->parts[first + k]);
    }
    u32 made = close_list(m, kind, from);
    m->stack_size = from;
    return made;
}

static u32 root_of(maker *m, const rules_asked *asked)
{
    u32 root = convert(m, asked->condition, asked->form);
    if (asked->where == NULL || root == rules_node_false)
        return root;
    u32 where = convert(m, asked->where, asked->form);
    if (where == rules_node_false || root == rules_node_true)
        return where;
    if (where == rules_node_true)
        return root;
    size_t from = m->stack_size;
    push(m, where);
    push(m, root);
    u32 made = close_list(m, NODE_ALL, from);
    m->stack_size = from;
    return made;
}

static rules_candidate candidate_of(const maker *m, const rules_asked *asked, u32 root)
{
    rules_candidate made = { .rule = asked->rule, .root = root, .form = asked->form };
    const rules_node *n = &m->p->nodes[root];
    if (n->kind == NODE_ALL) {
        made.first = n->first;
        made.count = n->count;
    }
    return made;
}

static rules_asked_test *place_of_test(const rules_program *p, const ks_rule_test *test,
                                       const ks_form *form)
{
    u64 i = ks_hash_mix((uintptr_t)test, (uintptr_t)form);
    for (;; i++) {
        rules_asked_test *at = &p->tests[i & p->test_mask];
        if (at->test == NULL || (at->test == test && at->form == form))
            return at;
    }
}

u32 rules_program_check(const rules_program *p, const ks_rule_test *test, const ks_form *form)
{
    const rules_asked_test *at = place_of_test(p, test, form);
    return at->test ? at->check : UINT32_MAX;
}

static void settle_tests(maker *m)
{
    size_t room = 16;
    while (room < 2 * m->test_count)
        room *= 2;
    m->p->tests = ks_take(m->arena, rules_asked_test, room);
    m->p->test_mask = (u32)(room - 1);
    m->is_over = m->is_over || m->p->tests == NULL;
    for (size_t i = 0; !m->is_over && i < m->test_count; i++)
        *place_of_test(m->p, m->tests[i].test, m->tests[i].form) = m->tests[i];
}

// A copy without the capacity that making needed.
static void *settled(maker *m, const void *items, size_t size, size_t count)
{
    void *kept = ks_arena_take(m->arena, size, count + 1, alignof(max_align_t));
    m->is_over = m->is_over || kept == NULL;
    if (kept && count)
        memcpy(kept, items, size * count);
    return kept;
}

static bool settle(maker *m)
{
    rules_program *p = m->p;
    p->fields = settled(m, p->fields, sizeof *p->fields, p->field_count);
    p->checks = settled(m, p->checks, sizeof *p->checks, p->check_count);
    p->nodes = settled(m, p->nodes, sizeof *p->nodes, p->node_count);
    p->part_count = (u32)m->part_count;
    p->parts = settled(m, p->parts, sizeof *p->parts, m->part_count);
    p->sets = settled(m, p->sets, sizeof *p->sets, p->set_count);
    settle_tests(m);
    return !m->is_over;
}

// Texts of what is no text by itself have only these characters: numbers,
// GUIDs, SIDs, times, hexadecimal bytes, "true", "false", "nan", "inf".
static bool is_of_strings(ks_str hint)
{
    for (size_t i = 0; i < hint.size; i++) {
        if (strchr("0123456789abcdefxstzrulni-{}:.+", hint.at[i]) == NULL)
            return true;
    }
    return false;
}

static void look_at_keywords(rules_program *p)
{
    for (u32 f = 0; f < p->field_count; f++)
        p->fields[f].strings_only = p->fields[f].name.size == 0;
    for (u32 i = 0; i < p->check_count; i++) {
        const rules_check *c = &p->checks[i];
        p->fields[c->field].strings_only = p->fields[c->field].strings_only &&
                                           (c->how == CHECK_LITERAL || c->how == CHECK_PIECES) &&
                                           is_of_strings(c->hint);
    }
}

// Binding a class asks each node what it says without its field: then it need not look at checks,
// which lie far apart.
static void note_fields(rules_program *p)
{
    for (u32 i = 0; i < p->node_count; i++) {
        rules_node *n = &p->nodes[i];
        if (n->kind != NODE_CHECK && n->kind != NODE_SET)
            continue;
        const rules_check *c =
            &p->checks[n->kind == NODE_CHECK ? n->first : p->sets[n->first].checks[0]];
        n->count = c->field;
        n->is_true_without =
            c->how == CHECK_NULL || (c->how == CHECK_EXISTS && !c->test->is_wanted);
    }
}

rules_program *rules_program_make(const rules_programming *how, ks_arena *arena, ks_arena scratch)
{
    ks_arena making = scratch;
    maker m = { .how = how, .arena = arena, .scratch = &making };
    m.p = ks_take(arena, rules_program, 1);
    m.key = ks_take(&making, u8, key_most);
    if (m.p == NULL || m.key == NULL)
        return NULL;
    m.p->candidates = ks_take(arena, rules_candidate, how->asked_count + 1);
    if (m.p->candidates == NULL)
        return NULL;
    if (node_of(&m, (rules_node){ .kind = NODE_FALSE }, NULL) != rules_node_false ||
        node_of(&m, (rules_node){ .kind = NODE_TRUE }, NULL) != rules_node_true)
        return NULL;
    for (size_t i = 0; i < how->asked_count && !m.is_over; i++) {
        const rules_asked *a = &how->asked[i];
        u32 root = root_of(&m, a);
        if (root != rules_node_false)
            m.p->candidates[m.p->candidate_count++] = candidate_of(&m, a, root);
    }
    if (m.is_over || !settle(&m))
        return NULL;
    look_at_keywords(m.p);
    note_fields(m.p);
    m.p->waiting = rules_waiting_make(m.p, NULL, arena, scratch);
    return m.p->waiting ? m.p : NULL;
}
