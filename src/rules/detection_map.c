// Hayabusa's keys under a field: `field: {min_length: 10, value: '*x*', regexes: list.txt}`. All of
// them have to hold. Files lie in the folder of the rules; nothing outside of it is read, by no
// path and through no link.
#include "base/hash.h"
#include "base/os.h"
#include "rules/modifier.h"

enum { list_size_most = 1 << 20 };

static const ks_rule_node *length_node(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *value)
{
    ks_rule_number number;
    if (value->kind != RULES_YAML_SCALAR ||
        rules_yaml_type_of(value, &number) != RULES_TYPE_WHOLE || number.is_negative)
        return rules_refuse(l, KS_RULE_NEEDS_NUMBER, rules_at(value), value->text);
    ks_rule_test *test = rules_take(l, ks_rule_test, 1);
    if (test == NULL)
        return NULL;
    *test = (ks_rule_test){ .kind = KS_TEST_LENGTH,
                            .field = m->field,
                            .text = rules_keep(l, value->text),
                            .number = number,
                            .line = value->line,
                            .column = value->column };
    return rules_node_of(l, test);
}

// A relative path without any way out of its folder.
static bool is_inside(ks_str path)
{
    if (path.size == 0 || path.at[0] == '/' || memchr(path.at, 0, path.size) ||
        memchr(path.at, '\\', path.size) || memchr(path.at, ':', path.size))
        return false;
    for (size_t at = 0; at < path.size;) {
        const char *slash = memchr(path.at + at, '/', path.size - at);
        size_t end = slash ? (size_t)(slash - path.at) : path.size;
        if (end - at == 2 && path.at[at] == '.' && path.at[at + 1] == '.')
            return false;
        at = end + 1;
    }
    return true;
}

// folder/path, when no part of `path` is a link; NULL: it is not there.
static const char *find_file(rules_loader *l, ks_str folder, ks_str path)
{
    char *joined = rules_take(l, char, folder.size + path.size + 2);
    if (joined == NULL)
        return NULL;
    memcpy(joined, folder.at, folder.size);
    joined[folder.size] = '/';
    memcpy(joined + folder.size + 1, path.at, path.size);
    size_t size = folder.size + 1 + path.size;
    for (size_t i = folder.size + 1; i <= size; i++) {
        if (joined[i] != '/' && joined[i] != 0)
            continue;
        char kept = joined[i];
        joined[i] = 0;
        bool is_link = ks_os_is_link(joined);
        joined[i] = kept;
        if (is_link)
            return NULL;
    }
    ks_os_info info;
    ks_fail fail = { 0 };
    return ks_os_look(joined, &info, &fail) && info.kind == KS_OS_FILE ? joined : NULL;
}

static ks_str without_front(ks_str path, ks_str front)
{
    if (path.size > front.size && memcmp(path.at, front.at, front.size) == 0)
        return (ks_str){ path.at + front.size, path.size - front.size };
    return path;
}

// In the folder that was given; Hayabusa's rules name their lists from the folder above it.
static const char *locate(rules_loader *l, ks_str path)
{
    ks_str folder = ks_str_of(l->folder);
    ks_os_info info;
    ks_fail fail = { 0 };
    if (!ks_os_look(l->folder, &info, &fail))
        return NULL;
    if (info.kind != KS_OS_FOLDER) { // a single file: its own folder
        while (folder.size && folder.at[folder.size - 1] != '/')
            folder.size--;
        folder = folder.size ? (ks_str){ folder.at, folder.size - (folder.size > 1) } : KS_STR(".");
    }
    path = without_front(path, KS_STR("./"));
    const char *found = find_file(l, folder, path);
    return found ? found : find_file(l, folder, without_front(path, KS_STR("rules/")));
}

static const ks_rule_node *lines_node(rules_loader *l, const rules_modifiers *m,
                                      const rules_yaml *value, const rules_lines *lines)
{
    ks_arena kept = l->file;
    rules_parts parts = { 0 };
    bool is_well = true;
    for (u32 i = 0; i < lines->count && is_well; i++)
        is_well = rules_parts_add(l, &l->file, &parts, rules_regex_node(l, m, value, lines->at[i]));
    const ks_rule_node *node =
        is_well ? rules_node_join(l, KS_RULE_ANY, parts.parts, (u32)parts.count) : NULL;
    l->file = kept;
    return node;
}

// Any of the regular expressions in a file, one a line.
static const ks_rule_node *file_node(rules_loader *l, const rules_modifiers *m,
                                     const rules_yaml *value)
{
    ks_fail fail = { 0 };
    ks_span bytes;
    rules_lines lines;
    bool is_path = value->kind == RULES_YAML_SCALAR && is_inside(value->text);
    if (!is_path || l->folder == NULL)
        return rules_refuse(l, KS_RULE_FILE_OUTSIDE, rules_at(value), value->text);
    const char *path = locate(l, value->text);
    l->reads_others = true;
    ks_arena kept = l->file;
    bool is_well = path && rules_bytes_read(l, path, list_size_most, &bytes, &fail) &&
                   bytes.size <= list_size_most && ks_utf8_is_valid(bytes);
    if (is_well) {
        rules_hash(l, bytes);
        is_well = rules_lines_read(l, bytes, &lines);
    }
    l->file = kept;
    if (!is_well)
        return rules_refuse(l, KS_RULE_FILE_MISSING, rules_at(value), value->text);
    return lines_node(l, m, value, &lines);
}

static const ks_rule_node *entry_node(rules_loader *l, const rules_modifiers *m,
                                      const rules_yaml *entry)
{
    if (ks_str_equal(entry->key, KS_STR("min_length")))
        return length_node(l, m, entry);
    if (ks_str_equal(entry->key, KS_STR("value")) && entry->kind != RULES_YAML_MAP)
        return rules_value_read(l, m, entry);
    if (ks_str_equal(entry->key, KS_STR("regexes")))
        return file_node(l, m, entry);
    if (ks_str_equal(entry->key, KS_STR("allowlist")) ||
        ks_str_equal(entry->key, KS_STR("whitelist")))
        return rules_node_not(l, file_node(l, m, entry));
    return rules_refuse(l, KS_RULE_UNKNOWN_KEY, rules_at_key(entry), entry->key);
}

const ks_rule_node *rules_key_map_read(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *map)
{
    if (map->count == 0)
        return rules_refuse(l, KS_RULE_EMPTY, rules_at(map), m->field);
    if (m->field.size == 0)
        return rules_refuse(l, KS_RULE_NEEDS_FIELD, rules_at(map), (ks_str){ 0 });
    ks_arena kept = l->file;
    rules_parts parts = { 0 };
    bool is_well = true;
    for (const rules_yaml *entry = map->first; entry && is_well; entry = entry->next)
        is_well = rules_parts_add(l, &l->file, &parts, entry_node(l, m, entry));
    const ks_rule_node *node =
        is_well ? rules_node_join(l, KS_RULE_ALL, parts.parts, (u32)parts.count) : NULL;
    l->file = kept;
    return node;
}
