// XML to model: the whole policy, or one rule as the registry keeps it.
#include "policy/applocker.h"

#include "base/fold.h"
#include "policy/applocker_mistakes.h"
#include "policy/markup.h"
#include "policy/nearest.h"

const ks_mistake_kind applocker_kinds[APPLOCKER_MISTAKE_COUNT] = { APPLOCKER_MISTAKES(
    KS_MISTAKE_ROW) };

typedef struct {
    ks_arena *arena;
    ks_mistakes *mistakes;
} reading;

static const ks_str nothing = { 0 };

static void tell(reading *r, applocker_mistake kind, ks_mistake_place place, ks_str a, ks_str b)
{
    ks_mistake_add(r->mistakes, &applocker_kinds[kind], place, a, b);
}

// The word among "a b c"; the nearest goes to `near`.
static bool is_word(ks_str text, const char *words, ks_str *near)
{
    nearest best = { .word = text, .distance = SIZE_MAX };
    bool is_known = false;
    for (const char *at = words; *at;) {
        const char *end = strchr(at, ' ');
        ks_str word = { at, end ? (size_t)(end - at) : strlen(at) };
        is_known = is_known || ks_str_equal(word, text);
        nearest_try(&best, word);
        at += word.size + (end ? 1 : 0);
    }
    if (near)
        *near = best.found;
    return is_known;
}

static void check_attributes(reading *r, const markup_node *node, const char *words)
{
    for (const markup_attribute *a = node->attributes; a; a = a->next)
        if (!is_word(a->name, words, NULL))
            tell(r, APPLOCKER_ATTRIBUTE, markup_attribute_place(a), a->name, node->name);
    for (const char *at = words; *at;) {
        const char *end = strchr(at, ' ');
        ks_str word = { at, end ? (size_t)(end - at) : strlen(at) };
        bool is_there = false;
        for (const markup_attribute *a = node->attributes; a; a = a->next)
            is_there = is_there || ks_str_equal(a->name, word);
        if (!is_there)
            tell(r, APPLOCKER_MISSING, markup_place(node), word, node->name);
        at += word.size + (end ? 1 : 0);
    }
}

static void tell_element(reading *r, const markup_node *node, const char *words)
{
    ks_str near = nothing;
    if (!is_word(node->name, words, &near))
        tell(r, APPLOCKER_ELEMENT, markup_place(node), node->name, near);
    else
        tell(r, APPLOCKER_ELEMENT, markup_place(node), node->name, nothing);
}

static ks_applocker_condition *add_condition(reading *r, const markup_node *node,
                                             ks_applocker_kind kind, ks_applocker_condition ***end)
{
    ks_applocker_condition *condition = ks_take(r->arena, ks_applocker_condition, 1);
    if (!condition)
        return NULL;
    *condition = (ks_applocker_condition){ .kind = kind, .place = markup_place(node) };
    **end = condition;
    *end = &condition->next;
    return condition;
}

static bool read_publisher(reading *r, const markup_node *node, ks_applocker_condition ***end)
{
    ks_applocker_condition *condition = add_condition(r, node, KS_APPLOCKER_PUBLISHER, end);
    if (!condition)
        return false;
    check_attributes(r, node, "PublisherName ProductName BinaryName");
    condition->publisher = markup_value(node, "PublisherName");
    condition->product = markup_value(node, "ProductName");
    condition->binary = markup_value(node, "BinaryName");
    const markup_node *range = markup_child(node, "BinaryVersionRange");
    if (!range) {
        tell(r, APPLOCKER_MISSING, markup_place(node), KS_STR("BinaryVersionRange"), node->name);
        return true;
    }
    check_attributes(r, range, "LowSection HighSection");
    condition->has_range = true;
    condition->low = markup_value(range, "LowSection");
    condition->high = markup_value(range, "HighSection");
    return true;
}

static bool read_hash(reading *r, const markup_node *node, ks_applocker_condition ***end)
{
    bool is_empty = true;
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        if (!markup_is_element(n, "FileHash")) {
            tell_element(r, n, "FileHash");
            continue;
        }
        ks_applocker_condition *condition = add_condition(r, n, KS_APPLOCKER_HASH, end);
        if (!condition)
            return false;
        check_attributes(r, n, "Type Data SourceFileName SourceFileLength");
        condition->hash_type = markup_value(n, "Type");
        condition->hash = markup_value(n, "Data");
        condition->file = markup_value(n, "SourceFileName");
        condition->length = markup_value(n, "SourceFileLength");
        is_empty = false;
    }
    if (is_empty)
        tell(r, APPLOCKER_MISSING, markup_place(node), KS_STR("FileHash"), node->name);
    return true;
}

static bool read_conditions(reading *r, const markup_node *node, ks_applocker_condition **to)
{
    static const char words[] = "FilePathCondition FilePublisherCondition FileHashCondition";
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        bool went = true;
        if (markup_is_element(n, "FilePathCondition")) {
            ks_applocker_condition *condition = add_condition(r, n, KS_APPLOCKER_PATH, &to);
            check_attributes(r, n, "Path");
            went = condition != NULL;
            if (condition)
                condition->path = markup_value(n, "Path");
        } else if (markup_is_element(n, "FilePublisherCondition")) {
            went = read_publisher(r, n, &to);
        } else if (markup_is_element(n, "FileHashCondition")) {
            went = read_hash(r, n, &to);
        } else {
            tell_element(r, n, words);
        }
        if (!went)
            return false;
    }
    return true;
}

static const struct {
    const char *name;
    ks_applocker_kind kind;
} rule_names[] = { { "FilePathRule", KS_APPLOCKER_PATH },
                   { "FilePublisherRule", KS_APPLOCKER_PUBLISHER },
                   { "FileHashRule", KS_APPLOCKER_HASH } };

static bool is_rule(const markup_node *node, ks_applocker_kind *kind)
{
    for (size_t i = 0; i < countof(rule_names); i++)
        if (markup_is_element(node, rule_names[i].name)) {
            *kind = rule_names[i].kind;
            return true;
        }
    return false;
}

static ks_applocker_rule *read_rule(reading *r, const markup_node *node, ks_applocker_kind kind)
{
    ks_applocker_rule *rule = ks_take(r->arena, ks_applocker_rule, 1);
    if (!rule)
        return NULL;
    check_attributes(r, node, "Id Name Description UserOrGroupSid Action");
    *rule = (ks_applocker_rule){ .kind = kind,
                                 .id = markup_value(node, "Id"),
                                 .name = markup_value(node, "Name"),
                                 .description = markup_value(node, "Description"),
                                 .sid = markup_value(node, "UserOrGroupSid"),
                                 .action = markup_value(node, "Action"),
                                 .place = markup_place(node) };
    const markup_attribute *action = markup_attribute_find(node, "Action");
    if (action && !is_word(action->value, "Allow Deny", NULL))
        tell(r, APPLOCKER_ACTION, markup_attribute_place(action), action->value, nothing);
    bool has_conditions = false;
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        bool is_conditions = markup_is_element(n, "Conditions");
        if (!is_conditions && !markup_is_element(n, "Exceptions")) {
            tell_element(r, n, "Conditions Exceptions");
            continue;
        }
        has_conditions = has_conditions || is_conditions;
        if (!read_conditions(r, n, is_conditions ? &rule->conditions : &rule->exceptions))
            return NULL;
    }
    if (!has_conditions || !rule->conditions)
        tell(r, APPLOCKER_MISSING, markup_place(node), KS_STR("Conditions"), node->name);
    return rule;
}

static void read_extensions(reading *r, const markup_node *node, ks_applocker_collection *to)
{
    const markup_node *services = markup_child(node, "ThresholdExtensions");
    const markup_node *apps = markup_child(node, "RedstoneExtensions");
    services = services ? markup_child(services, "Services") : NULL;
    apps = apps ? markup_child(apps, "SystemApps") : NULL;
    if (services)
        to->services_mode = markup_value(services, "EnforcementMode");
    if (apps)
        to->system_apps = markup_value(apps, "Allow");
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next))
        if (!is_word(n->name, "ThresholdExtensions RedstoneExtensions", NULL))
            tell_element(r, n, "ThresholdExtensions RedstoneExtensions");
}

static ks_applocker_collection *read_collection(reading *r, const markup_node *node)
{
    ks_applocker_collection *collection = ks_take(r->arena, ks_applocker_collection, 1);
    if (!collection)
        return NULL;
    check_attributes(r, node, "Type EnforcementMode");
    *collection = (ks_applocker_collection){ .type = markup_value(node, "Type"),
                                             .mode = markup_value(node, "EnforcementMode"),
                                             .place = markup_place(node) };
    const markup_attribute *type = markup_attribute_find(node, "Type");
    const markup_attribute *mode = markup_attribute_find(node, "EnforcementMode");
    ks_str near = nothing;
    if (type && !is_word(type->value, "Exe Dll Script Msi Appx ManagedInstaller", &near))
        tell(r, APPLOCKER_TYPE, markup_attribute_place(type), type->value, near);
    if (mode && !is_word(mode->value, "NotConfigured AuditOnly Enabled", NULL))
        tell(r, APPLOCKER_MODE, markup_attribute_place(mode), mode->value, nothing);
    ks_applocker_rule **end = &collection->rules;
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        ks_applocker_kind kind;
        if (markup_is_element(n, "RuleCollectionExtensions")) {
            read_extensions(r, n, collection);
            continue;
        }
        if (!is_rule(n, &kind)) {
            tell_element(r, n, "FilePathRule FilePublisherRule FileHashRule");
            continue;
        }
        *end = read_rule(r, n, kind);
        if (!*end)
            return NULL;
        end = &(*end)->next;
    }
    collection->end = end;
    return collection;
}

static void tell_spent(reading *r)
{
    ks_mistake_add(r->mistakes, &markup_kinds[MARKUP_TOO_LARGE], (ks_mistake_place){ 1, 1, 0 },
                   nothing, nothing);
}

bool applocker_read(ks_applocker_policy *policy, ks_span bytes, ks_arena *arena,
                    ks_mistakes *mistakes)
{
    *policy = (ks_applocker_policy){ 0 };
    reading r = { arena, mistakes };
    const markup_node *root = markup_read(bytes, arena, mistakes);
    if (!root)
        return false;
    if (!markup_is_element(root, "AppLockerPolicy")) {
        tell(&r, APPLOCKER_ROOT, markup_place(root), root->name, nothing);
        return false;
    }
    check_attributes(&r, root, "Version");
    policy->version = markup_value(root, "Version");
    ks_applocker_collection **end = &policy->collections;
    for (const markup_node *n = markup_element(root->first); n; n = markup_element(n->next)) {
        if (!markup_is_element(n, "RuleCollection")) {
            tell_element(&r, n, "RuleCollection");
            continue;
        }
        *end = read_collection(&r, n);
        if (!*end) {
            tell_spent(&r);
            return false;
        }
        end = &(*end)->next;
    }
    return true;
}

static ks_applocker_collection *collection_of(ks_applocker_policy *policy, ks_str type,
                                              ks_arena *arena)
{
    ks_applocker_collection **end = &policy->collections;
    for (; *end; end = &(*end)->next)
        if (ks_equal_fold((*end)->type, type))
            return *end;
    *end = ks_take(arena, ks_applocker_collection, 1);
    if (*end)
        **end = (ks_applocker_collection){ .type = type, .mode = KS_STR("NotConfigured") };
    return *end;
}

// The key is the GUID with or without braces.
static ks_str without_braces(ks_str guid)
{
    if (guid.size >= 2 && guid.at[0] == '{')
        return (ks_str){ guid.at + 1, guid.size - 2 };
    return guid;
}

bool applocker_value_read(ks_applocker_policy *policy, ks_str type, ks_str guid, ks_span value,
                          ks_arena *arena, ks_mistakes *mistakes)
{
    reading r = { arena, mistakes };
    while (value.size && value.at[value.size - 1] == 0) // the text ends CR LF NUL
        value.size--;
    const markup_node *node = markup_read(value, arena, mistakes);
    ks_applocker_kind kind;
    if (!node)
        return false;
    if (!is_rule(node, &kind)) {
        tell_element(&r, node, "FilePathRule FilePublisherRule FileHashRule");
        return false;
    }
    ks_applocker_collection *collection = collection_of(policy, type, arena);
    ks_applocker_rule *rule = collection ? read_rule(&r, node, kind) : NULL;
    if (!rule) {
        tell_spent(&r);
        return false;
    }
    guid = without_braces(guid);
    if (!ks_equal_fold(guid, rule->id))
        tell(&r, APPLOCKER_OTHER_ID, rule->place, guid, rule->id);
    *(collection->end ? collection->end : &collection->rules) = rule;
    collection->end = &rule->next;
    policy->last = rule;
    return true;
}

bool applocker_mode_set(ks_applocker_policy *policy, ks_str type, u32 mode, ks_arena *arena)
{
    ks_applocker_collection *collection = collection_of(policy, type, arena);
    if (collection)
        collection->mode = mode == 1 ? KS_STR("Enabled") : KS_STR("AuditOnly");
    return collection != NULL;
}

bool applocker_sniff(ks_span bytes, ks_arena scratch)
{
    return markup_is(bytes, "AppLockerPolicy", scratch);
}

void applocker_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_applocker_policy policy;
    if (applocker_read(&policy, bytes, arena, mistakes))
        applocker_lint(&policy, mistakes, ks_mistakes_scratch(arena));
    ks_mistakes_sort(mistakes);
}
