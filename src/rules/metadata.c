// What a rule says about itself. A mistake here costs no rule: it is said, and something sensible
// stands in its place. Keys that we do not know are nobody's mistake.
#include "base/fold.h"
#include "rules/load.h"

const char *const ks_rule_status_words[KS_STATUS_COUNT] = {
#define X(name, word) word,
    KS_RULE_STATUSES(X)
#undef X
};

enum { title_most = 256 };

static const struct {
    const char *key;
    size_t offset;
} texts[] = {
    { "id", offsetof(ks_rule, id) },
    { "name", offsetof(ks_rule, name) },
    { "title", offsetof(ks_rule, title) },
    { "title_ja", offsetof(ks_rule, title_ja) },
    { "title_jp", offsetof(ks_rule, title_ja) },
    { "description", offsetof(ks_rule, description) },
    { "description_ja", offsetof(ks_rule, description_ja) },
    { "author", offsetof(ks_rule, author) },
    { "date", offsetof(ks_rule, date) },
    { "modified", offsetof(ks_rule, modified) },
    { "license", offsetof(ks_rule, license) },
    { "regression_tests_path", offsetof(ks_rule, regression_tests_path) },
    { "sample-evtx", offsetof(ks_rule, sample) },
    { "hayabusa-sample-evtx", offsetof(ks_rule, sample) },
    { "details", offsetof(ks_rule, details) },
};
static const struct {
    const char *key;
    size_t offset;
} lists[] = {
    { "falsepositives", offsetof(ks_rule, falsepositives) },
    { "falsepositives_ja", offsetof(ks_rule, falsepositives_ja) },
    { "references", offsetof(ks_rule, references) },
    { "tags", offsetof(ks_rule, tags) },
    { "fields", offsetof(ks_rule, fields) },
};

bool rules_list_keep(rules_loader *l, const rules_yaml *value, ks_str_list *list)
{
    *list = (ks_str_list){ 0 };
    if (value->kind == RULES_YAML_MAP || rules_yaml_is_null(value))
        return true;
    const rules_yaml *item = value->kind == RULES_YAML_LIST ? value->first : value;
    u32 most = value->kind == RULES_YAML_LIST ? value->count : 1;
    ks_str *items = most ? rules_take(l, ks_str, most) : NULL;
    if (most && items == NULL)
        return false;
    u32 count = 0;
    for (u32 i = 0; i < most; i++, item = item->next) {
        if (item->kind == RULES_YAML_SCALAR && !rules_yaml_is_null(item))
            items[count++] = rules_keep(l, item->text);
    }
    *list = (ks_str_list){ items, count };
    return !l->is_over;
}

static void read_text(rules_loader *l, ks_rule *rule, const rules_yaml *value)
{
    for (size_t i = 0; i < countof(texts); i++) {
        if (!ks_str_equal(value->key, ks_str_of(texts[i].key)))
            continue;
        ks_str text = value->kind == RULES_YAML_SCALAR && !rules_yaml_is_null(value)
                          ? rules_keep(l, value->text)
                          : (ks_str){ 0 };
        if (text.size)
            memcpy((char *)rule + texts[i].offset, &text, sizeof text);
        return;
    }
    for (size_t i = 0; i < countof(lists); i++) {
        ks_str_list list;
        if (ks_str_equal(value->key, ks_str_of(lists[i].key)) && rules_list_keep(l, value, &list))
            memcpy((char *)rule + lists[i].offset, &list, sizeof list);
    }
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

static bool is_uuid(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text.at[i] != '-' : !is_hex(text.at[i]))
            return false;
    }
    return text.size == 36;
}

// 2026-05-11; the old 2026/05/11 too.
static bool is_date(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        bool is_between = i == 4 || i == 7;
        if (is_between ? c != '-' && c != '/' : c < '0' || c > '9')
            return false;
    }
    return text.size == 10;
}

// ^[a-z0-9_-]+\.[a-z0-9._-]+$, as the schema has it
static bool is_tag(ks_str text)
{
    size_t point = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!is_word && c != '.')
            return false;
        if (c == '.' && point == 0)
            point = i;
    }
    return point > 0 && point + 1 < text.size;
}

// The first three or more letters of a level count: Hayabusa's output writes "info", "crit".
static void read_level(rules_loader *l, ks_rule *rule, const rules_yaml *value)
{
    rule->level = KS_LEVEL_MEDIUM;
    if (value == NULL || rules_yaml_is_null(value))
        return;
    for (int i = 0; i < KS_LEVEL_COUNT; i++) {
        ks_str word = ks_str_of(ks_rule_level_words[i]);
        size_t size = value->text.size;
        bool is_short = size >= 3 && size < word.size;
        if (!is_short && size != word.size)
            continue;
        if (!ks_equal_fold((ks_str){ word.at, size }, value->text))
            continue;
        rule->level = (ks_rule_level)i;
        rule->has_level = true;
        return;
    }
    rules_warn(l, KS_RULE_BAD_LEVEL, rules_at(value), value->text);
}

static void read_status(rules_loader *l, ks_rule *rule, const rules_yaml *value)
{
    if (value == NULL || rules_yaml_is_null(value))
        return;
    for (int i = KS_STATUS_NONE + 1; i < KS_STATUS_COUNT; i++) {
        if (!ks_equal_fold(ks_str_of(ks_rule_status_words[i]), value->text))
            continue;
        rule->status = (ks_rule_status)i;
        return;
    }
    rules_warn(l, KS_RULE_BAD_STATUS, rules_at(value), value->text);
}

static void check_texts(rules_loader *l, const rules_yaml *document, ks_rule *rule)
{
    if (rule->id.size && !is_uuid(rule->id))
        rules_warn(l, KS_RULE_BAD_ID, rules_at(rules_yaml_find(document, "id")), rule->id);
    const rules_yaml *dates[] = { rules_yaml_find(document, "date"),
                                  rules_yaml_find(document, "modified") };
    for (size_t i = 0; i < countof(dates); i++) {
        const rules_yaml *date = dates[i];
        if (date && date->text.size && !is_date(date->text))
            rules_warn(l, KS_RULE_BAD_DATE, rules_at(date), date->text);
    }
    const rules_yaml *tags = rules_yaml_find(document, "tags");
    for (const rules_yaml *tag = tags ? tags->first : NULL; tag; tag = tag->next) {
        if (tag->kind == RULES_YAML_SCALAR && !is_tag(tag->text))
            rules_warn(l, KS_RULE_BAD_TAG, rules_at(tag), tag->text);
    }
}

// A rule without a title is called by its file's name.
static void read_title(rules_loader *l, const rules_yaml *document, ks_rule *rule)
{
    const rules_yaml *title = rules_yaml_find(document, "title");
    if (rule->title.size == 0) {
        rules_warn(l, KS_RULE_NO_TITLE, rules_at(title ? title : document), (ks_str){ 0 });
        size_t from = l->about.path.size;
        while (from && l->about.path.at[from - 1] != '/')
            from--;
        rule->title = ks_str_from(l->about.path, from);
    } else if (rule->title.size > title_most) {
        rules_warn(l, KS_RULE_LONG_TITLE, rules_at(title), (ks_str){ 0 });
    }
}

// `related` names the rules that this one came from, and those that it takes the place of.
static bool read_related(rules_loader *l, const rules_yaml *document, rules_pending *pending)
{
    const rules_yaml *related = rules_yaml_find(document, "related");
    if (related == NULL || related->kind != RULES_YAML_LIST || related->count == 0)
        return true;
    for (const rules_yaml *row = related->first; row; row = row->next) {
        const rules_yaml *id = rules_yaml_find(row, "id"), *type = rules_yaml_find(row, "type");
        bool is_pair = id && type && id->kind == RULES_YAML_SCALAR;
        if (!is_pair) {
            rules_warn(l, KS_RULE_BAD_RELATED, rules_at(row), (ks_str){ 0 });
            continue;
        }
        bool is_over = ks_str_equal(type->text, KS_STR("obsolete")) ||
                       ks_str_equal(type->text, KS_STR("obsoletes"));
        if (!is_over)
            continue;
        if (pending->supersedes == NULL)
            pending->supersedes = rules_take(l, ks_str, related->count);
        if (pending->supersedes == NULL)
            return false;
        pending->supersedes[pending->supersede_count++] = rules_keep(l, id->text);
    }
    return true;
}

bool rules_metadata_read(rules_loader *l, const rules_yaml *document, rules_pending *pending)
{
    ks_rule *rule = pending->rule;
    rule->path = l->about.path;
    rule->line = document->line;
    for (const rules_yaml *value = document->first; value; value = value->next)
        read_text(l, rule, value);
    read_title(l, document, rule);
    l->about.id = rule->id;
    l->about.title = rule->title;
    check_texts(l, document, rule);
    read_level(l, rule, rules_yaml_find(document, "level"));
    read_status(l, rule, rules_yaml_find(document, "status"));
    const rules_yaml *taxonomy = rules_yaml_find(document, "taxonomy");
    bool is_own = taxonomy == NULL || rules_yaml_is_null(taxonomy) ||
                  ks_str_equal(taxonomy->text, KS_STR("sigma"));
    if (!is_own)
        return rules_refuse(l, KS_RULE_OTHER_TAXONOMY, rules_at(taxonomy), taxonomy->text) != NULL;
    return read_related(l, document, pending) && !l->is_over;
}
