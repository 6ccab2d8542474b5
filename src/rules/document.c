// One file of rules: its documents, the old collections (`action: global`), and what each document
// is. A correlation has the key `correlation`, a filter `filter`, all else is a detection (sigma.md
// 1.2).
#include "rules/load.h"

typedef struct {
    const rules_yaml *global;   // template; NULL: none
    const rules_yaml *previous; // the last detection, for `repeat`
} collection;

static rules_yaml *copy(rules_loader *l, const rules_yaml *node)
{
    rules_yaml *made = ks_take(&l->file, rules_yaml, 1);
    if (made == NULL) {
        l->is_file_over = true;
        return NULL;
    }
    *made = *node;
    made->next = NULL;
    return made;
}

// `under` with all of `over` laid on it: maps are merged, everything else of `over` wins. Neither
// changes; parts are shared.
static rules_yaml *merge(rules_loader *l, const rules_yaml *under, const rules_yaml *over)
{
    rules_yaml *made = copy(l, under);
    l->file_work += (u64)under->count * over->count;
    l->is_file_over = l->is_file_over || l->file_work > rules_condition_work_most;
    if (made == NULL || l->is_file_over)
        return NULL;
    made->first = NULL;
    made->count = 0;
    rules_yaml **end = &made->first;
    for (const rules_yaml *entry = under->first; entry; entry = entry->next) {
        const rules_yaml *other = over->first;
        while (other && !ks_str_equal(other->key, entry->key))
            other = other->next;
        bool is_merged = other && other->kind == RULES_YAML_MAP && entry->kind == RULES_YAML_MAP;
        *end = is_merged ? merge(l, entry, other) : copy(l, other ? other : entry);
        if (*end == NULL)
            return NULL;
        end = &(*end)->next;
        made->count++;
    }
    for (const rules_yaml *entry = over->first; entry; entry = entry->next) {
        const rules_yaml *own = under->first;
        while (own && !ks_str_equal(own->key, entry->key))
            own = own->next;
        if (own)
            continue;
        *end = copy(l, entry);
        if (*end == NULL)
            return NULL;
        end = &(*end)->next;
        made->count++;
    }
    return made;
}

static rules_yaml *without_action(rules_loader *l, const rules_yaml *document)
{
    rules_yaml *made = copy(l, document);
    if (made == NULL)
        return NULL;
    made->first = NULL;
    made->count = 0;
    rules_yaml **end = &made->first;
    for (const rules_yaml *entry = document->first; entry; entry = entry->next) {
        if (ks_str_equal(entry->key, KS_STR("action")))
            continue;
        *end = copy(l, entry);
        if (*end == NULL)
            return NULL;
        end = &(*end)->next;
        made->count++;
    }
    return made;
}

// A map without any key of a rule is some other file that lies among the rules.
static bool is_rule(const rules_yaml *document)
{
    static const char *const keys[] = { "detection", "correlation", "filter", "logsource",
                                        "action" };
    for (size_t i = 0; i < countof(keys); i++) {
        if (rules_yaml_find(document, keys[i]))
            return true;
    }
    return false;
}

static void begin_document(rules_loader *l, const rules_yaml *document)
{
    static const struct {
        const char *key;
        size_t offset;
    } names[] = { { "id", offsetof(ks_rule_problem, id) },
                  { "title", offsetof(ks_rule_problem, title) } };
    l->file_tests += l->tests;
    l->tests = 0;
    l->about.document++;
    l->file_documents++;
    l->is_file_over = l->is_file_over || l->file_tests > rules_file_tests_most ||
                      l->file_documents > rules_documents_most;
    for (size_t i = 0; i < countof(names); i++) {
        const rules_yaml *node = rules_yaml_find(document, names[i].key);
        bool is_text = node && node->kind == RULES_YAML_SCALAR;
        ks_str text = is_text ? rules_keep(l, node->text) : (ks_str){ 0 };
        memcpy((char *)&l->about + names[i].offset, &text, sizeof text);
    }
}

static void take_detection(rules_loader *l, collection *c, const rules_yaml *document)
{
    const rules_yaml *merged = c->global ? merge(l, document, c->global) : document;
    if (merged == NULL)
        return;
    c->previous = document;
    begin_document(l, merged);
    if (!l->is_file_over)
        rules_detection_document(l, merged);
}

// False: no such action.
static bool take_action(rules_loader *l, collection *c, const rules_yaml *document, ks_str action)
{
    const rules_yaml *rest = without_action(l, document);
    if (rest == NULL)
        return true;
    if (ks_str_equal(action, KS_STR("global"))) {
        c->global = rest;
    } else if (ks_str_equal(action, KS_STR("reset"))) {
        c->global = NULL;
    } else if (ks_str_equal(action, KS_STR("repeat"))) {
        const rules_yaml *repeated = c->previous ? merge(l, c->previous, rest) : rest;
        if (repeated)
            take_detection(l, c, repeated);
    } else {
        return false;
    }
    return true;
}

static void take_document(rules_loader *l, collection *c, const rules_yaml *document)
{
    if (document->kind != RULES_YAML_MAP || !is_rule(document)) {
        begin_document(l, document);
        rules_warn(l, KS_RULE_NOT_A_RULE, rules_at(document), (ks_str){ 0 });
        return;
    }
    const rules_yaml *action = rules_yaml_find(document, "action");
    if (action &&
        (action->kind != RULES_YAML_SCALAR || !take_action(l, c, document, action->text))) {
        begin_document(l, document);
        l->set->documents++;
        l->set->left_out++;
        (void)rules_refuse(l, KS_RULE_BAD_ACTION, rules_at(action), action->text);
    }
    if (action)
        return;
    bool is_correlation = rules_yaml_find(document, "correlation") != NULL;
    if (!is_correlation && rules_yaml_find(document, "filter") == NULL) {
        take_detection(l, c, document);
        return;
    }
    begin_document(l, document);
    if (l->is_file_over)
        return;
    if (is_correlation)
        rules_correlation_document(l, document);
    else
        rules_filter_document(l, document);
}

void rules_file_read(rules_loader *l, ks_str path, ks_span text)
{
    ks_arena kept = l->file;
    collection c = { 0 };
    l->file_number++;
    l->is_file_over = false;
    l->tests = l->file_tests = l->file_documents = 0;
    l->file_work = 0;
    l->set->files++;
    l->about = (ks_rule_problem){ .path = path, .document = l->about.document + 1 };
    size_t before = l->set->problems.count + l->set->problems.lost;
    const rules_yaml *document = rules_yaml_read(text, &l->file, &l->set->problems);
    for (size_t i = before; i < l->set->problems.count; i++) { // the reader knows no paths
        l->set->problems.rows[i].path = path;
        l->set->problems.rows[i].document = l->about.document;
    }
    bool is_refused = document == NULL && l->set->problems.count + l->set->problems.lost > before;
    l->set->documents += is_refused;
    l->set->left_out += is_refused;
    for (; document && !l->is_over && !l->is_file_over; document = document->next)
        take_document(l, &c, document);
    if (l->is_file_over)
        (void)rules_refuse(l, KS_RULE_FILE_TOO_COSTLY, (rules_place){ 0 }, (ks_str){ 0 });
    l->file = kept;
}
