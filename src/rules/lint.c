// Style of rules, from their YAML: what metadata lacks, identifiers that no condition uses, values
// that mean something else than their author thought. The loader says what is wrong; this says what
// is odd.
#include "rules/lint.h"

#include "base/fold.h"
#include "rules/yaml.h"

enum { words_most = 512, depth_most = 16, short_text = 2 };

typedef struct {
    ks_rule_problems *problems;
    ks_rule_problem about;
    ks_str words[words_most]; // of the condition
    size_t word_count;
} lint;

static void note(lint *l, ks_rule_problem_kind kind, u32 line, u32 column, ks_str text)
{
    ks_rule_problem row = l->about;
    row.kind = kind;
    row.line = line;
    row.column = column;
    row.text = ks_arena_keep(l->problems->arena, text);
    ks_rule_problem_add(l->problems, row);
}

// --- what every rule should say of itself

static bool has_technique(const rules_yaml *tags)
{
    for (const rules_yaml *tag = tags ? tags->first : NULL; tag; tag = tag->next) {
        if (ks_glob_fold(KS_STR("attack.*"), tag->text))
            return true;
    }
    return false;
}

static void lint_metadata(lint *l, const rules_yaml *document)
{
    static const struct {
        const char *key;
        ks_rule_problem_kind kind;
    } keys[] = { { "id", KS_RULE_NO_ID },
                 { "status", KS_RULE_NO_STATUS },
                 { "level", KS_RULE_NO_LEVEL },
                 { "date", KS_RULE_NO_DATE },
                 { "description", KS_RULE_NO_DESCRIPTION },
                 { "falsepositives", KS_RULE_NO_FALSEPOSITIVES } };
    for (size_t i = 0; i < countof(keys); i++) {
        if (rules_yaml_find(document, keys[i].key) == NULL)
            note(l, keys[i].kind, document->line, document->column, (ks_str){ 0 });
    }
    const rules_yaml *tags = rules_yaml_find(document, "tags");
    if (!has_technique(tags))
        note(l, KS_RULE_NO_ATTACK_TAG, tags ? tags->line : document->line,
             tags ? tags->column : document->column, (ks_str){ 0 });
}

// --- values

static bool has_modifier(ks_str key, const char *modifier)
{
    ks_str wanted = ks_str_of(modifier);
    for (size_t at = 0; at < key.size; at++) {
        if (key.at[at] != '|')
            continue;
        size_t end = at + 1;
        while (end < key.size && key.at[end] != '|')
            end++;
        if (ks_str_equal((ks_str){ key.at + at + 1, end - at - 1 }, wanted))
            return true;
    }
    return false;
}

// `C:\*\x`: a star that is escaped because a folder's backslash stands in front of it.
static bool has_escaped_wildcard(ks_str text)
{
    size_t run = 0;
    for (size_t i = 0; i + 1 < text.size; i++) {
        run = text.at[i] == '\\' ? run + 1 : 0;
        char next = text.at[i + 1];
        bool goes_on = i + 2 < text.size && text.at[i + 2] == '\\';
        if (run == 1 && i > 0 && (next == '*' || next == '?') && goes_on)
            return true;
    }
    return false;
}

static bool is_plain_regex(ks_str text)
{
    static const char special[] = ".^$*+?{}[]()|";
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        bool is_escape = c == '\\';
        char next = is_escape && i + 1 < text.size ? text.at[++i] : 'x';
        if (is_escape && (next | 32) >= 'a' && (next | 32) <= 'z') // \d, \b
            return false;
        if (!is_escape && memchr(special, c, sizeof special - 1))
            return false;
    }
    return text.size > 0;
}

static bool is_short(ks_str text)
{
    size_t characters = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '*' || text.at[i] == '?')
            return false;
        characters += ((u8)text.at[i] & 0xc0) != 0x80;
    }
    return characters > 0 && characters <= short_text;
}

static bool is_ascii(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((u8)text.at[i] >= 0x80)
            return false;
    }
    return true;
}

static void lint_value(lint *l, ks_str key, const rules_yaml *value)
{
    static const char *const other[] = { "cidr", "exists", "fieldref", "base64", "base64offset" };
    if (value->kind != RULES_YAML_SCALAR)
        return;
    if (has_modifier(key, "re")) {
        if (is_plain_regex(value->text))
            note(l, KS_RULE_REGEX_PLAIN, value->line, value->column, value->text);
        return;
    }
    for (size_t i = 0; i < countof(other); i++) {
        if (has_modifier(key, other[i]))
            return;
    }
    if (has_escaped_wildcard(value->text))
        note(l, KS_RULE_ESCAPED_WILDCARD, value->line, value->column, value->text);
    // one character of another script says more than two of ours
    if (has_modifier(key, "contains") && !has_modifier(key, "all") && is_ascii(value->text) &&
        is_short(value->text))
        note(l, KS_RULE_SHORT_TEXT, value->line, value->column, value->text);
}

static void lint_item(lint *l, const rules_yaml *item)
{
    bool is_list = item->kind == RULES_YAML_LIST;
    if (has_modifier(item->key, "all") &&
        (item->kind == RULES_YAML_SCALAR || (is_list && item->count == 1)))
        note(l, KS_RULE_ALL_OF_ONE, item->key_line, item->key_column, item->key);
    if (!is_list)
        lint_value(l, item->key, item);
    for (const rules_yaml *value = is_list ? item->first : NULL; value; value = value->next)
        lint_value(l, item->key, value);
}

static void lint_identifier(lint *l, const rules_yaml *identifier)
{
    const rules_yaml *map = identifier->kind == RULES_YAML_LIST ? identifier->first : identifier;
    for (; map; map = identifier->kind == RULES_YAML_LIST ? map->next : NULL) {
        for (const rules_yaml *item = map->kind == RULES_YAML_MAP ? map->first : NULL; item;
             item = item->next)
            lint_item(l, item);
    }
}

// --- conditions

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '*';
}

static void add_words(lint *l, ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        size_t start = i;
        while (i < text.size && is_word(text.at[i]))
            i++;
        if (i > start && l->word_count < words_most)
            l->words[l->word_count++] = (ks_str){ text.at + start, i - start };
    }
}

static void read_condition(lint *l, const rules_yaml *condition)
{
    l->word_count = 0;
    if (condition && condition->kind == RULES_YAML_SCALAR)
        add_words(l, condition->text);
    for (const rules_yaml *one = condition ? condition->first : NULL; one; one = one->next)
        add_words(l, one->text);
}

static bool names(ks_str word, ks_str identifier)
{
    bool is_hidden = identifier.size && identifier.at[0] == '_';
    if (ks_str_equal(word, identifier))
        return true;
    if (ks_str_equal(word, KS_STR("them")))
        return !is_hidden;
    return word.size && memchr(word.at, '*', word.size) && ks_glob_fold(word, identifier) &&
           (!is_hidden || word.at[0] == '_');
}

static void lint_use(lint *l, const rules_yaml *identifier)
{
    bool is_used = false, has_not = false, is_negated = false;
    for (size_t i = 0; i < l->word_count; i++) {
        has_not = has_not || ks_str_equal(l->words[i], KS_STR("not"));
        if (names(l->words[i], identifier->key)) {
            is_used = true;
            is_negated = is_negated || has_not;
        }
    }
    if (!is_used)
        note(l, KS_RULE_UNUSED_IDENTIFIER, identifier->key_line, identifier->key_column,
             identifier->key);
    else if (ks_glob_fold(KS_STR("filter*"), identifier->key) && !is_negated)
        note(l, KS_RULE_FILTER_NOT_NEGATED, identifier->key_line, identifier->key_column,
             identifier->key);
}

static void lint_detection(lint *l, const rules_yaml *detection)
{
    read_condition(l, rules_yaml_find(detection, "condition"));
    if (l->word_count == words_most) // who wrote that knows better
        return;
    for (const rules_yaml *entry = detection->first; entry; entry = entry->next) {
        if (ks_str_equal(entry->key, KS_STR("condition")) ||
            ks_str_equal(entry->key, KS_STR("timeframe")))
            continue;
        if (l->word_count)
            lint_use(l, entry);
        lint_identifier(l, entry);
    }
}

void ks_rules_lint(ks_rule_problems *problems, ks_str path, ks_span text, ks_arena scratch)
{
    ks_rule_problems ignored = { .arena = &scratch }; // the loader said them
    lint *l = ks_take(&scratch, lint, 1);
    if (l == NULL)
        return;
    l->problems = problems;
    for (const rules_yaml *document = rules_yaml_read(text, &scratch, &ignored); document;
         document = document->next) {
        if (document->kind != RULES_YAML_MAP || rules_yaml_find(document, "action"))
            continue;
        const rules_yaml *detection = rules_yaml_find(document, "detection");
        const rules_yaml *id = rules_yaml_find(document, "id");
        const rules_yaml *title = rules_yaml_find(document, "title");
        l->about = (ks_rule_problem){ .path = path };
        l->about.id = id ? ks_arena_keep(problems->arena, id->text) : (ks_str){ 0 };
        l->about.title = title ? ks_arena_keep(problems->arena, title->text) : (ks_str){ 0 };
        if (detection || rules_yaml_find(document, "correlation"))
            lint_metadata(l, document);
        if (detection && detection->kind == RULES_YAML_MAP)
            lint_detection(l, detection);
    }
}
