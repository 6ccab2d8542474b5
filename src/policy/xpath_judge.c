// What a query selects, as far as the System part of an event tells; and what it can never select.
#include "policy/xpath.h"

#include "base/number.h"

// Where a step leads.
typedef enum { AT_ROOT, AT_EVENT, AT_SYSTEM, AT_LEAF, AT_OTHER, AT_NOWHERE } place;

typedef enum { IS_TEXT, IS_NUMBER, IS_MASK, IS_OTHER } leaf_type;

// Children of System (event schema of Microsoft-Windows-Eventing); attributes separated by blanks.
typedef struct {
    ks_str name, attributes;
    leaf_type type;
    u64 most;
} leaf;

static const leaf leaves[] = {
    { KS_TEXT("Provider"), KS_TEXT(" Name Guid EventSourceName "), IS_OTHER, 0 },
    { KS_TEXT("EventID"), KS_TEXT(" Qualifiers "), IS_NUMBER, 65535 },
    { KS_TEXT("Version"), KS_TEXT(" "), IS_NUMBER, 255 },
    { KS_TEXT("Level"), KS_TEXT(" "), IS_NUMBER, 255 },
    { KS_TEXT("Task"), KS_TEXT(" "), IS_NUMBER, 65535 },
    { KS_TEXT("Opcode"), KS_TEXT(" "), IS_NUMBER, 255 },
    { KS_TEXT("Keywords"), KS_TEXT(" "), IS_MASK, 0 },
    { KS_TEXT("TimeCreated"), KS_TEXT(" SystemTime RawTime "), IS_OTHER, 0 },
    { KS_TEXT("EventRecordID"), KS_TEXT(" "), IS_NUMBER, UINT64_MAX },
    { KS_TEXT("Correlation"), KS_TEXT(" ActivityID RelatedActivityID "), IS_OTHER, 0 },
    { KS_TEXT("Execution"),
      KS_TEXT(" ProcessID ThreadID ProcessorID SessionID KernelTime UserTime ProcessorTime "),
      IS_OTHER, 0 },
    { KS_TEXT("Channel"), KS_TEXT(" "), IS_TEXT, 0 },
    { KS_TEXT("Computer"), KS_TEXT(" "), IS_TEXT, 0 },
    { KS_TEXT("Security"), KS_TEXT(" UserID "), IS_OTHER, 0 },
};

static const ks_str sections[] = {
    KS_TEXT("EventData"),           KS_TEXT("UserData"),      KS_TEXT("DebugData"),
    KS_TEXT("ProcessingErrorData"), KS_TEXT("RenderingInfo"), KS_TEXT("BinaryEventData"),
};

static bool is_word(ks_str text, const char *word) { return ks_str_equal(text, ks_str_of(word)); }

static const leaf *leaf_find(ks_str name)
{
    for (size_t i = 0; i < countof(leaves); i++)
        if (ks_str_equal(leaves[i].name, name))
            return &leaves[i];
    return NULL;
}

static bool has_attribute(const leaf *l, ks_str name)
{
    size_t at = 0;
    for (const char *p = l->attributes.at; at + name.size + 2 <= l->attributes.size; at++)
        if (p[at] == ' ' && memcmp(p + at + 1, name.at, name.size) == 0 &&
            p[at + 1 + name.size] == ' ')
            return true;
    return false;
}

typedef struct {
    place where;
    const leaf *leaf;
    ks_str attribute; // of the leaf; empty: its text
} spot;

static spot step_to(spot from, const xpath_node *step)
{
    spot to = { .where = AT_OTHER };
    bool is_any = is_word(step->text, "*");
    if (from.where == AT_ROOT)
        to.where = is_any || is_word(step->text, "Event") ? AT_EVENT : AT_NOWHERE;
    else if (from.where == AT_EVENT && !is_any && !step->is_attribute) {
        to.where = is_word(step->text, "System") ? AT_SYSTEM : AT_NOWHERE;
        for (size_t i = 0; i < countof(sections); i++)
            if (ks_str_equal(sections[i], step->text))
                to.where = AT_OTHER;
    } else if (from.where == AT_SYSTEM && !is_any && !step->is_attribute) {
        to.leaf = leaf_find(step->text);
        to.where = to.leaf ? AT_LEAF : AT_NOWHERE;
    } else if (from.where == AT_LEAF && step->is_attribute && !is_any) {
        to = from;
        to.attribute = step->text;
        if (!has_attribute(from.leaf, step->text))
            to.where = AT_NOWHERE;
    }
    return to;
}

static xpath_truth either(xpath_truth a, xpath_truth b)
{
    if (a == XPATH_YES || b == XPATH_YES)
        return XPATH_YES;
    return a == XPATH_NO && b == XPATH_NO ? XPATH_NO : XPATH_OPEN;
}

static xpath_truth both(xpath_truth a, xpath_truth b)
{
    if (a == XPATH_NO || b == XPATH_NO)
        return XPATH_NO;
    return a == XPATH_YES && b == XPATH_YES ? XPATH_YES : XPATH_OPEN;
}

static xpath_truth truth(const xpath_node *node, spot from, const xpath_event *event);

// Whether the path leads somewhere; where, goes to `to`.
static xpath_truth follow(const xpath_node *path, spot *to, const xpath_event *event)
{
    xpath_truth there = XPATH_YES;
    for (const xpath_node *step = path->first; step; step = step->next) {
        *to = step_to(*to, step);
        if (to->where == AT_NOWHERE)
            return XPATH_NO;
        if (to->where == AT_OTHER || to->where == AT_LEAF)
            there = both(there, to->where == AT_OTHER ? XPATH_OPEN : XPATH_YES);
        for (const xpath_node *part = step->first; part; part = part->next)
            there = both(there, truth(part, *to, event));
    }
    return there;
}

static bool holds(xpath_compare compare, int order)
{
    switch (compare) {
    case XPATH_EQ: return order == 0;
    case XPATH_NE: return order != 0;
    case XPATH_LT: return order < 0;
    case XPATH_LE: return order <= 0;
    case XPATH_GT: return order > 0;
    case XPATH_GE: return order >= 0;
    }
    return false;
}

static bool number_of(const xpath_node *node, u64 *number)
{
    if (node->kind == XPATH_NUMBER) {
        *number = node->number;
        return true;
    }
    return node->kind == XPATH_STRING && ks_u64_read(node->text, number);
}

static xpath_truth of_number(const xpath_node *node, u64 value)
{
    u64 wanted;
    if (!number_of(node->last, &wanted))
        return XPATH_NO;
    return holds(node->compare, value < wanted ? -1 : value > wanted) ? XPATH_YES : XPATH_NO;
}

static xpath_truth of_text(const xpath_node *node, const char *value)
{
    if (node->last->kind != XPATH_STRING)
        return XPATH_OPEN;
    int order = ks_str_compare(ks_str_of(value), node->last->text);
    return holds(node->compare, order) ? XPATH_YES : XPATH_NO;
}

static xpath_truth compare_truth(const xpath_node *node, spot from, const xpath_event *event)
{
    if (node->first->kind != XPATH_PATH)
        return XPATH_OPEN;
    xpath_truth there = follow(node->first, &from, event);
    if (there == XPATH_NO || from.where != AT_LEAF)
        return there == XPATH_NO ? XPATH_NO : XPATH_OPEN;
    xpath_truth is = XPATH_OPEN;
    ks_str name = from.leaf->name;
    if (from.attribute.size) {
        if (is_word(name, "Provider") && is_word(from.attribute, "Name") && event->provider)
            is = of_text(node, event->provider);
    } else if (is_word(name, "EventID") && event->has_id) {
        is = of_number(node, event->id);
    } else if (is_word(name, "Level") && event->has_level) {
        is = of_number(node, event->level);
    } else if (is_word(name, "Channel") && event->channel) {
        is = of_text(node, event->channel);
    }
    return both(there, is);
}

static xpath_truth truth(const xpath_node *node, spot from, const xpath_event *event)
{
    xpath_truth result = node->kind == XPATH_AND ? XPATH_YES : XPATH_NO;
    switch (node->kind) {
    case XPATH_OR:
        for (const xpath_node *part = node->first; part; part = part->next)
            result = either(result, truth(part, from, event));
        return result;
    case XPATH_AND:
        for (const xpath_node *part = node->first; part; part = part->next)
            result = both(result, truth(part, from, event));
        return result;
    case XPATH_COMPARE: return compare_truth(node, from, event);
    case XPATH_PATH: return follow(node, &from, event);
    case XPATH_FUNCTION:
    case XPATH_STEP:
    case XPATH_STRING:
    case XPATH_NUMBER: break;
    }
    return XPATH_OPEN;
}

xpath_truth xpath_judge(const xpath_query *query, const xpath_event *event)
{
    return truth(query->root, (spot){ .where = AT_ROOT }, event);
}

// --- what can never be
typedef struct {
    xpath_fault_told *tell;
    void *context;
} telling;

// The values of one leaf that a part of an `and` allows: up to a few closed ranges.
typedef struct {
    u64 from, to;
} range;
enum { ranges_most = 64 };
typedef struct {
    range ranges[ranges_most];
    u32 count;
    bool is_all; // says nothing about the leaf
} allowed;

static const leaf *number_leaf(const xpath_node *node)
{
    if (node->kind != XPATH_COMPARE || node->first->kind != XPATH_PATH)
        return NULL;
    const xpath_node *step = node->first->first;
    if (step->next || step->first || step->is_attribute)
        return NULL;
    const leaf *found = leaf_find(step->text);
    return found && found->type == IS_NUMBER ? found : NULL;
}

static void allow(allowed *to, u64 from, u64 end)
{
    if (to->count == ranges_most)
        to->is_all = true;
    else if (from <= end)
        to->ranges[to->count++] = (range){ from, end };
}

static void allow_compare(allowed *to, const xpath_node *node, const leaf *about)
{
    u64 n, most = about->most;
    if (number_leaf(node) != about || !number_of(node->last, &n)) {
        to->is_all = true;
        return;
    }
    switch (node->compare) {
    case XPATH_EQ: allow(to, n, n); break;
    case XPATH_NE:
        if (n > 0)
            allow(to, 0, n - 1);
        if (n < most)
            allow(to, n + 1, most);
        break;
    case XPATH_LT:
    case XPATH_LE:
        if (n > 0 || node->compare == XPATH_LE)
            allow(to, 0, node->compare == XPATH_LE ? n : n - 1);
        break;
    case XPATH_GT:
    case XPATH_GE:
        if (n < UINT64_MAX || node->compare == XPATH_GE)
            allow(to, node->compare == XPATH_GE ? n : n + 1, most);
        break;
    }
}

// `part` is a comparison, an `or` of comparisons, or an `and` of them (a range in an `or`).
static allowed allowed_by(const xpath_node *part, const leaf *about);

static allowed meet(const allowed *a, const allowed *b)
{
    if (a->is_all || b->is_all)
        return a->is_all ? *b : *a;
    allowed both_allow = { 0 };
    for (u32 i = 0; i < a->count; i++)
        for (u32 j = 0; j < b->count; j++) {
            u64 from =
                a->ranges[i].from > b->ranges[j].from ? a->ranges[i].from : b->ranges[j].from;
            u64 to = a->ranges[i].to < b->ranges[j].to ? a->ranges[i].to : b->ranges[j].to;
            allow(&both_allow, from, to);
        }
    return both_allow;
}

static allowed allowed_by(const xpath_node *part, const leaf *about)
{
    allowed result = { 0 };
    if (part->kind == XPATH_AND) {
        result.is_all = true;
        for (const xpath_node *p = part->first; p; p = p->next) {
            allowed one = allowed_by(p, about);
            result = meet(&result, &one);
        }
    } else if (part->kind == XPATH_OR) {
        for (const xpath_node *p = part->first; p && !result.is_all; p = p->next) {
            allowed one = allowed_by(p, about);
            result.is_all = one.is_all;
            for (u32 i = 0; i < one.count; i++)
                allow(&result, one.ranges[i].from, one.ranges[i].to);
        }
    } else {
        allow_compare(&result, part, about);
    }
    return result;
}

static void find_contradiction(const xpath_node *all, const telling *t)
{
    for (size_t i = 0; i < countof(leaves); i++) {
        if (leaves[i].type != IS_NUMBER)
            continue;
        allowed result = { .is_all = true };
        for (const xpath_node *part = all->first; part; part = part->next) {
            allowed one = allowed_by(part, &leaves[i]);
            result = meet(&result, &one);
            if (!result.is_all && result.count == 0) {
                t->tell(t->context, XPATH_FAULT_CONTRADICTION, part->at, leaves[i].name);
                return;
            }
        }
    }
    // Two different texts of the same single thing: Provider[@Name='a' and @Name='b'].
    for (const xpath_node *a = all->first; a; a = a->next)
        for (const xpath_node *b = a->next; b; b = b->next) {
            if (a->kind != XPATH_COMPARE || b->kind != XPATH_COMPARE || a->compare != XPATH_EQ ||
                b->compare != XPATH_EQ || a->first->kind != XPATH_PATH ||
                b->first->kind != XPATH_PATH || a->last->kind != XPATH_STRING ||
                b->last->kind != XPATH_STRING)
                continue;
            const xpath_node *one = a->first->first, *other = b->first->first;
            bool is_single = one->is_attribute || is_word(one->text, "Channel") ||
                             is_word(one->text, "Computer");
            if (!one->next && !other->next && is_single &&
                one->is_attribute == other->is_attribute && ks_str_equal(one->text, other->text) &&
                !ks_str_equal(a->last->text, b->last->text)) {
                t->tell(t->context, XPATH_FAULT_CONTRADICTION, b->at, one->text);
                return;
            }
        }
}

static void find(const xpath_node *node, spot from, const telling *t);

static void find_nowhere(const xpath_node *step, spot before, const telling *t)
{
    xpath_fault_kind kind = XPATH_FAULT_NO_SUCH_ELEMENT;
    if (before.where == AT_LEAF)
        kind = XPATH_FAULT_NO_SUCH_ATTRIBUTE;
    else if (before.where == AT_EVENT && leaf_find(step->text))
        kind = XPATH_FAULT_OUTSIDE_SYSTEM;
    t->tell(t->context, kind, step->at, step->text);
}

// Walks a path; false: it leads nowhere, which was told.
static bool find_path(const xpath_node *path, spot *at, const telling *t)
{
    for (const xpath_node *step = path->first; step; step = step->next) {
        spot before = *at;
        *at = step_to(*at, step);
        if (at->where == AT_NOWHERE) {
            find_nowhere(step, before, t);
            return false;
        }
        for (const xpath_node *part = step->first; part; part = part->next)
            find(part, *at, t);
    }
    return true;
}

static void find_compare(const xpath_node *node, spot from, const telling *t)
{
    if (node->first->kind != XPATH_PATH || !find_path(node->first, &from, t))
        return;
    if (from.where != AT_LEAF || from.attribute.size)
        return;
    u64 number;
    bool is_number = number_of(node->last, &number);
    if (from.leaf->type == IS_MASK && node->compare == XPATH_EQ)
        t->tell(t->context, XPATH_FAULT_KEYWORDS_EQUAL, node->at, node->last->text);
    if (from.leaf->type != IS_NUMBER)
        return;
    if (!is_number)
        t->tell(t->context, XPATH_FAULT_NOT_A_NUMBER, node->last->at, node->last->text);
    else if (number > from.leaf->most && node->compare == XPATH_EQ)
        t->tell(t->context, XPATH_FAULT_OUT_OF_RANGE, node->last->at, node->last->text);
}

static void find(const xpath_node *node, spot from, const telling *t)
{
    if (node->kind == XPATH_PATH) {
        (void)find_path(node, &from, t);
        return;
    }
    if (node->kind == XPATH_COMPARE) {
        find_compare(node, from, t);
        return;
    }
    for (const xpath_node *part = node->first; part; part = part->next)
        find(part, from, t);
    if (node->kind == XPATH_AND)
        find_contradiction(node, t);
}

void xpath_find_faults(const xpath_query *query, xpath_fault_told *tell, void *context)
{
    telling t = { tell, context };
    find(query->root, (spot){ .where = AT_ROOT }, &t);
}
