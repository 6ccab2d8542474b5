#include "policy/wef_query.h"

#include "base/fold.h"
#include "base/number.h"
#include "catalogue/catalogue.h"
#include "policy/nearest.h"
#include "policy/wef_mistakes.h"
#include "policy/xpath.h"

enum { terms_most = 32, terms_many = 20, paths_most = 256, slip_most = 4 };

typedef struct {
    ks_arena *arena;
    ks_mistakes *mistakes;
    const markup_node *text; // of the query that is judged; NULL: in pieces
    const markup_node *element;
    size_t skipped; // white space in front of it
} reading;

static const ks_str nothing = { 0 };

static void tell(reading *r, wef_mistake kind, ks_mistake_place place, ks_str a, ks_str b)
{
    ks_mistake_add(r->mistakes, &wef_kinds[kind], place, a, b);
}

static void tell_in_text(reading *r, wef_mistake kind, size_t at, ks_str a)
{
    ks_mistake_place place =
        r->text ? markup_text_place(r->text, r->skipped + at) : markup_place(r->element);
    tell(r, kind, place, a, nothing);
}

static ks_str number_text(reading *r, u64 number)
{
    ks_out out;
    if (!ks_out_open(&out, r->arena, ks_number_size))
        return nothing;
    ks_out_u64(&out, number);
    return ks_out_str(&out);
}

static void tell_fault(void *context, xpath_fault_kind kind, size_t at, ks_str text)
{
    static const wef_mistake kinds[XPATH_FAULT_COUNT] = {
#define X(name) [XPATH_FAULT_##name] = WEF_X_##name,
        XPATH_FAULTS(X)
#undef X
    };
    tell_in_text(context, kinds[kind], at, text);
}

// Audit events have level 0. A query that leaves it out, though without its test of Level it could
// select them, and that is not about the few events with a level, misses what it is for.
static bool leaves_out_audit(const xpath_query *query)
{
    static const u32 with_level[] = { 1100, 1101, 1102, 1104, 1105, 1108 };
    xpath_event event = { .channel = "Security",
                          .provider = "Microsoft-Windows-Security-Auditing" };
    if (xpath_judge(query, &event) == XPATH_NO)
        return false;
    event.has_level = true;
    if (xpath_judge(query, &event) != XPATH_NO)
        return false;
    for (size_t i = 0; i < countof(with_level); i++) {
        xpath_event service = { .channel = "Security",
                                .provider = "Microsoft-Windows-Eventlog",
                                .id = with_level[i],
                                .has_id = true };
        if (xpath_judge(query, &service) == XPATH_NO)
            continue;
        service.has_id = false;
        service.provider = NULL;
        service.id = 4688;
        service.has_id = true;
        if (xpath_judge(query, &service) == XPATH_NO)
            return false; // it names ids, these among them
    }
    return true;
}

static void judge_xpath(reading *r, const ks_wef_select *select)
{
    static const wef_mistake errors[XPATH_ERROR_COUNT] = {
        [XPATH_ERROR_NONE] = WEF_X_EXPECTED,
        [XPATH_ERROR_EXPECTED] = WEF_X_EXPECTED,
        [XPATH_ERROR_FUNCTION] = WEF_X_FUNCTION,
        [XPATH_ERROR_ARGUMENTS] = WEF_X_ARGUMENTS,
        [XPATH_ERROR_AXIS] = WEF_X_AXIS,
        [XPATH_ERROR_OPERATOR] = WEF_X_OPERATOR,
        [XPATH_ERROR_OPERATOR_CASE] = WEF_X_OPERATOR_CASE,
        [XPATH_ERROR_UNCLOSED] = WEF_X_UNCLOSED,
        [XPATH_ERROR_START] = WEF_X_START,
        [XPATH_ERROR_DEEP] = WEF_X_DEEP,
        [XPATH_ERROR_BUDGET] = WEF_X_DEEP,
        [XPATH_ERROR_POSITION] = WEF_X_EXPECTED,
    };
    xpath_query query;
    if (!xpath_parse(&query, select->xpath, r->arena)) {
        tell_in_text(r, errors[query.error.kind], query.error.at, query.error.text);
        return;
    }
    if (query.terms > terms_many)
        tell_in_text(r, query.terms > terms_most ? WEF_X_LIMIT : WEF_X_MANY, 0,
                     number_text(r, query.terms));
    xpath_find_faults(&query, tell_fault, r);
    if (!select->is_suppress && ks_equal_fold(select->path, KS_STR("Security")) &&
        leaves_out_audit(&query))
        tell_in_text(r, WEF_LEVEL_AUDIT, 0, nothing);
}

// A name that is almost that of a channel the catalogue knows.
static void judge_channel(reading *r, ks_str path, ks_mistake_place place)
{
    size_t count;
    const ks_event_type *types = ks_event_types(&count);
    nearest near = { .word = path, .distance = SIZE_MAX };
    for (size_t i = 0; i < count; i++) {
        if (ks_equal_fold(types[i].channel, path))
            return;
        if (i == 0 || !ks_str_equal(types[i].channel, types[i - 1].channel))
            nearest_try(&near, types[i].channel);
    }
    if (near.distance <= slip_most && near.distance * 4 < path.size)
        tell(r, WEF_CHANNEL, place, path, near.found);
}

static bool is_file(ks_str path) { return path.size > 7 && memcmp(path.at, "file://", 7) == 0; }

static ks_wef_select *read_select(reading *r, const markup_node *node, const ks_wef_query *query)
{
    ks_wef_select *select = ks_take(r->arena, ks_wef_select, 1);
    if (!select)
        return NULL;
    const markup_attribute *path = markup_attribute_find(node, "Path");
    ks_str all = markup_text(node, false, r->arena);
    *select = (ks_wef_select){ .is_suppress = markup_is_element(node, "Suppress"),
                               .path = path ? path->value : query->path,
                               .xpath = markup_text(node, true, r->arena) };
    if (select->path.size == 0)
        tell(r, WEF_NO_PATH, markup_place(node), node->name, nothing);
    else if (path)
        judge_channel(r, path->value, markup_attribute_place(path));
    r->element = node;
    r->text =
        node->first && node->first == node->last && !node->first->name.size ? node->first : NULL;
    r->skipped = select->xpath.size ? (size_t)(select->xpath.at - all.at) : 0;
    judge_xpath(r, select);
    return select;
}

static bool selects(const ks_wef_query *query, ks_str path)
{
    for (const ks_wef_select *s = query->selects; s; s = s->next)
        if (!s->is_suppress && ks_equal_fold(s->path, path))
            return true;
    return false;
}

static void judge_query(reading *r, const markup_node *node, const ks_wef_query *query)
{
    size_t count = 0, files = 0;
    bool has_select = false;
    for (const ks_wef_select *s = query->selects; s; s = s->next) {
        count++;
        files += is_file(s->path);
        has_select = has_select || !s->is_suppress;
    }
    if (!has_select)
        tell(r, WEF_NO_SELECT, markup_place(node), nothing, nothing);
    if (count > paths_most)
        tell(r, WEF_PATHS_LIMIT, markup_place(node), number_text(r, count), nothing);
    if (files && files < count)
        tell(r, WEF_MIXED, markup_place(node), nothing, nothing);
    const ks_wef_select *s = query->selects;
    for (const markup_node *n = markup_element(node->first); n && s; n = markup_element(n->next)) {
        if (!markup_is_element(n, "Select") && !markup_is_element(n, "Suppress"))
            continue;
        if (s->is_suppress && has_select && !selects(query, s->path))
            tell(r, WEF_SUPPRESS_ALONE, markup_place(n), s->path, nothing);
        s = s->next;
    }
}

static ks_wef_query *read_query(reading *r, const markup_node *node)
{
    ks_wef_query *query = ks_take(r->arena, ks_wef_query, 1);
    if (!query)
        return NULL;
    const markup_attribute *path = markup_attribute_find(node, "Path");
    *query = (ks_wef_query){ .id = markup_value(node, "Id"), .path = markup_value(node, "Path") };
    if (path)
        judge_channel(r, path->value, markup_attribute_place(path));
    ks_wef_select **end = &query->selects;
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        if (!markup_is_element(n, "Select") && !markup_is_element(n, "Suppress")) {
            tell(r, WEF_ELEMENT, markup_place(n), n->name, KS_STR("Select"));
            continue;
        }
        *end = read_select(r, n, query);
        if (!*end)
            return NULL;
        end = &(*end)->next;
    }
    judge_query(r, node, query);
    return query;
}

ks_wef_query *wef_query_list_read(const markup_node *list, ks_arena *arena, ks_mistakes *mistakes)
{
    reading r = { .arena = arena, .mistakes = mistakes };
    ks_wef_query *queries = NULL, **end = &queries;
    if (!markup_is_element(list, "QueryList")) {
        tell(&r, WEF_NO_QUERY_LIST, markup_place(list), list->name, nothing);
        return NULL;
    }
    for (const markup_node *n = markup_element(list->first); n; n = markup_element(n->next)) {
        if (!markup_is_element(n, "Query")) {
            tell(&r, WEF_ELEMENT, markup_place(n), n->name, KS_STR("Query"));
            continue;
        }
        *end = read_query(&r, n);
        if (!*end)
            return queries;
        for (const ks_wef_query *q = queries; q != *end; q = q->next)
            if (q->id.size && ks_str_equal(q->id, (*end)->id)) {
                tell(&r, WEF_SAME_ID, markup_place(n), q->id, nothing);
                break;
            }
        end = &(*end)->next;
    }
    return queries;
}
