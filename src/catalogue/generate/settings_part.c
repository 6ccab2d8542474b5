// One part of a setting: what it is, where it lies, which values it has and who wants which.
#include "catalogue/generate/settings.h"

#include "catalogue/generate/write.h"

#include <inttypes.h>

static const char *const kind_words[] = {
#define X(name, word, en, ja) word,
    KS_SETTING_KINDS(X)
#undef X
};

static const struct {
    const char *word, *name;
    ks_setting_type type;
} types[] = {
    { "none", "KS_TYPE_NONE", KS_TYPE_NONE },
    { "sz", "KS_TYPE_SZ", KS_TYPE_SZ },
    { "expand-sz", "KS_TYPE_EXPAND_SZ", KS_TYPE_EXPAND_SZ },
    { "binary", "KS_TYPE_BINARY", KS_TYPE_BINARY },
    { "dword", "KS_TYPE_DWORD", KS_TYPE_DWORD },
    { "multi-sz", "KS_TYPE_MULTI_SZ", KS_TYPE_MULTI_SZ },
    { "qword", "KS_TYPE_QWORD", KS_TYPE_QWORD },
    { "audit", "KS_TYPE_AUDIT", KS_TYPE_AUDIT },
    { "start", "KS_TYPE_START", KS_TYPE_START },
    { "switch", "KS_TYPE_SWITCH", KS_TYPE_SWITCH },
    { "number", "KS_TYPE_NUMBER", KS_TYPE_NUMBER },
    { "text", "KS_TYPE_TEXT", KS_TYPE_TEXT },
    { "list", "KS_TYPE_LIST", KS_TYPE_LIST },
};

static size_t type_index(settings_maker *m, const yaml_node_t *node)
{
    ks_str word = yaml_text(&m->source, node);
    for (size_t i = 0; i < countof(types); i++) {
        if (ks_str_equal(word, ks_str_of(types[i].word)))
            return i;
    }
    yaml_complain(&m->source, node, 0, "no type '%.*s'", (int)word.size, word.at);
    return 0;
}

static void check_value(settings_maker *m, const yaml_node_t *node)
{
    ks_setting_value value;
    ks_str text = yaml_text(&m->source, node);
    if (!ks_setting_value_parse(m->type, text, &value))
        yaml_complain(&m->source, node, 0, "'%.*s' is no value of this type", (int)text.size,
                      text.at);
}

// --- places

static const struct {
    const char *path, *name;
    bool keeps_first; // of what stands behind the hive
} roots[] = {
    { "HKLM\\SYSTEM\\", "KS_ROOT_SYSTEM", true }, { "HKLM\\SOFTWARE\\", "KS_ROOT_SOFTWARE", true },
    { "HKCU\\", "KS_ROOT_USER", true },           { "HKLM\\SECURITY\\", "KS_ROOT_SECURITY", true },
    { "HKLM\\SAM\\", "KS_ROOT_SAM", true },
};

bool settings_is_true(settings_maker *m, const yaml_node_t *row, const char *key)
{
    const yaml_node_t *node = yaml_get(&m->source, row, key);
    if (node && !ks_str_equal(yaml_text(&m->source, node), KS_STR("true")))
        yaml_complain(&m->source, node, 0, "'%s' is true or not there", key);
    return node;
}

static void write_place(settings_maker *m, const yaml_node_t *node)
{
    static const char *const keys[] = { "at", "type", "also", "unit", "mdm", NULL };
    yaml_source *source = &m->source;
    bool is_map = node->type == YAML_MAPPING_NODE;
    if (is_map)
        yaml_allow(source, node, keys);
    const yaml_node_t *at = is_map ? yaml_need(source, node, "at") : node;
    const yaml_node_t *type = is_map ? yaml_get(source, node, "type") : NULL;
    const yaml_node_t *also = is_map ? yaml_get(source, node, "also") : NULL;
    const yaml_node_t *unit = is_map ? yaml_get(source, node, "unit") : NULL;
    bool is_mdm = is_map && settings_is_true(m, node, "mdm");
    ks_str path = at ? yaml_text(source, at) : KS_STR("");
    size_t root = 0;
    while (root < countof(roots) && !(path.size > strlen(roots[root].path) &&
                                      !memcmp(path.at, roots[root].path, strlen(roots[root].path))))
        root++;
    const char *mark = memchr(path.at, '!', path.size);
    if (root == countof(roots) || !mark) {
        yaml_complain(source, at ? at : node, 0,
                      "a place is HKLM\\HIVE\\key!value or HKCU\\key!value");
        return;
    }
    size_t skip = strlen(roots[root].path), front = (size_t)(mark - path.at);
    ks_str key = { path.at + skip, front - skip };
    ks_str value = { mark + 1, path.size - front - 1 };
    u32 also_bits = 0;
    for (size_t i = 0; also && i < yaml_item_count(source, also); i++)
        also_bits |= 1u << types[type_index(m, yaml_item(source, also, i))].type;
    size_t own = 0;
    while (types[own].type != m->type)
        own++;
    bool is_policy = ks_str_has(path, KS_STR("\\Policies\\"));
    fprintf(m->file, "{ %s, ", roots[root].name);
    write_str(m->file, key);
    fputs(", ", m->file);
    write_str(m->file, value);
    fprintf(m->file, ", %s, %" PRIu32 ", %" PRIu32 ", %s, %s }",
            types[type ? type_index(m, type) : own].name, also_bits,
            unit ? yaml_number(source, unit) : 1, is_policy ? "true" : "false",
            is_mdm ? "true" : "false");
}

static void write_places(settings_maker *m, const yaml_node_t *node)
{
    bool is_list = node->type == YAML_SEQUENCE_NODE;
    size_t count = is_list ? yaml_item_count(&m->source, node) : 1;
    fputs("\n      .places = (const ks_setting_place[]){ ", m->file);
    for (size_t i = 0; i < count; i++) {
        write_place(m, is_list ? yaml_item(&m->source, node, i) : node);
        fputs(i + 1 < count ? ",\n        " : "", m->file);
    }
    fprintf(m->file, " }, .place_count = %zu,", count);
}

// --- values

static void write_case(settings_maker *m, const yaml_node_t *node)
{
    static const char *const keys[] = { "value", "since", "until", "roles", "editions", NULL };
    yaml_source *source = &m->source;
    if (node->type != YAML_MAPPING_NODE) {
        check_value(m, node);
        fputs("{ 0, UINT32_MAX, 7, 31, ", m->file);
        write_str(m->file, yaml_text(source, node));
        fputs(" }", m->file);
        return;
    }
    yaml_allow(source, node, keys);
    const yaml_node_t *value = yaml_need(source, node, "value");
    const yaml_node_t *since = yaml_get(source, node, "since");
    const yaml_node_t *until = yaml_get(source, node, "until");
    const yaml_node_t *of_roles = yaml_get(source, node, "roles");
    const yaml_node_t *of_editions = yaml_get(source, node, "editions");
    if (value)
        check_value(m, value);
    fprintf(m->file, "{ %" PRIu32 ", %" PRIu32 "u, %" PRIu32 ", %" PRIu32 ", ",
            since ? settings_build(m, since) : 0,
            until ? settings_last_build(m, until) : UINT32_MAX,
            of_roles ? settings_roles(m, of_roles) : 7,
            of_editions ? settings_editions(m, of_editions) : 31);
    write_str(m->file, value ? yaml_text(source, value) : KS_STR(""));
    fputs(" }", m->file);
}

static void write_cases(settings_maker *m, const yaml_node_t *node, const char *field,
                        const char *counter)
{
    bool is_list = node->type == YAML_SEQUENCE_NODE;
    size_t count = is_list ? yaml_item_count(&m->source, node) : 1;
    fprintf(m->file, "\n      .%s = (const ks_setting_case[]){ ", field);
    for (size_t i = 0; i < count; i++) {
        write_case(m, is_list ? yaml_item(&m->source, node, i) : node);
        fputs(i + 1 < count ? ", " : "", m->file);
    }
    fprintf(m->file, " }, .%s = %zu,", counter, count);
}

static void write_choices(settings_maker *m, const yaml_node_t *list)
{
    static const char *const keys[] = { "value", "en", "ja", NULL };
    yaml_source *source = &m->source;
    size_t count = yaml_item_count(source, list);
    fputs("\n      .choices = (const ks_setting_choice[]){ ", m->file);
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *node = yaml_item(source, list, i);
        yaml_allow(source, node, keys);
        const yaml_node_t *value = yaml_need(source, node, "value");
        const yaml_node_t *en = yaml_need(source, node, "en"), *ja = yaml_need(source, node, "ja");
        if (!value || !en || !ja)
            continue;
        check_value(m, value);
        fputs("{ ", m->file);
        write_str(m->file, yaml_text(source, value));
        fputs(", { ", m->file);
        write_str(m->file, yaml_text(source, en));
        fputs(", ", m->file);
        write_str(m->file, yaml_text(source, ja));
        fputs(i + 1 < count ? " } },\n        " : " } }", m->file);
    }
    fprintf(m->file, " }, .choice_count = %zu,", count);
}

// --- what profiles want

static void write_wish(settings_maker *m, u32 profile, u32 roles, const yaml_node_t *node)
{
    ks_want want;
    ks_str problem, text = yaml_text(&m->source, node);
    if (!ks_want_parse(m->type, text, &want, &problem))
        yaml_complain(&m->source, node, 0, "'%.*s': %.*s", (int)text.size, text.at,
                      (int)problem.size, problem.at);
    fprintf(m->file, "{ %" PRIu32 ", %" PRIu32 ", ", profile, roles);
    write_str(m->file, text);
    fputs(" }, ", m->file);
}

static void write_wishes(settings_maker *m, const yaml_node_t *map)
{
    yaml_source *source = &m->source;
    size_t count = yaml_pair_count(source, map), written = 0;
    fputs("\n      .wishes = (const ks_setting_wish[]){ ", m->file);
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *key, *value;
        yaml_pair_at(source, map, i, &key, &value);
        u32 profile = links_profile(m->links, source, key);
        if (value->type != YAML_MAPPING_NODE) {
            write_wish(m, profile, 7, value);
            written++;
            continue;
        }
        for (size_t k = 0; k < yaml_pair_count(source, value); k++) {
            const yaml_node_t *role, *wish;
            yaml_pair_at(source, value, k, &role, &wish);
            u32 number = settings_word(m, role, settings_role_words, KS_ROLE_COUNT);
            write_wish(m, profile, 1u << number, wish);
            written++;
        }
    }
    fprintf(m->file, "}, .wish_count = %zu,", written);
    if (written == 0)
        yaml_complain(source, map, 0, "no profile wants anything: leave 'wants' out");
}

// --- the part

bool settings_is_part(settings_maker *m, const yaml_node_t *row)
{
    const yaml_node_t *kind = yaml_get(&m->source, row, "kind");
    return kind && !ks_str_equal(yaml_text(&m->source, kind), KS_STR("fact"));
}

static void write_text(settings_maker *m, const yaml_node_t *node, const char *key,
                       const char *field)
{
    const yaml_node_t *text = yaml_get(&m->source, node, key);
    if (!text)
        return;
    fprintf(m->file, " .%s = ", field);
    write_str(m->file, yaml_text(&m->source, text));
    fputs(",", m->file);
}

static void write_number(settings_maker *m, const yaml_node_t *node, const char *key)
{
    const yaml_node_t *number = yaml_get(&m->source, node, key);
    if (number)
        fprintf(m->file, " .%s = %" PRIu32 ",", key, yaml_number(&m->source, number));
}

void settings_part(settings_maker *m, const yaml_node_t *node)
{
    yaml_source *source = &m->source;
    const yaml_node_t *kind = yaml_need(source, node, "kind");
    const yaml_node_t *type = yaml_need(source, node, "type");
    u32 number = kind ? settings_word(m, kind, kind_words, countof(kind_words)) : 0;
    size_t index = type ? type_index(m, type) : 0;
    m->type = types[index].type;
    fputs("\n    { ", m->file);
    write_text(m, node, "name", "name");
    fprintf(m->file, " .kind = (ks_setting_kind)%" PRIu32 ", .type = %s, .number = %" PRIu32 ",",
            number, types[index].name, m->links->part_count++);
    write_text(m, node, "object", "object");
    write_text(m, node, "detail", "detail");
    write_number(m, node, "category");
    write_number(m, node, "slot");
    if (settings_is_true(m, node, "by-hand"))
        fputs(" .is_by_hand = true,", m->file);
    const yaml_node_t *at = yaml_get(source, node, "at");
    const yaml_node_t *usual = yaml_get(source, node, "default");
    const yaml_node_t *absent = yaml_get(source, node, "absent");
    const yaml_node_t *choices = yaml_get(source, node, "choices");
    const yaml_node_t *wants = yaml_get(source, node, "wants");
    if (at)
        write_places(m, at);
    if (!at && !yaml_get(source, node, "object"))
        yaml_complain(source, node, 0, "a part has a place ('at') or an 'object'");
    if (usual)
        write_cases(m, usual, "defaults", "default_count");
    if (absent)
        write_cases(m, absent, "absent", "absent_count");
    if (choices)
        write_choices(m, choices);
    if (wants)
        write_wishes(m, wants);
    fputs(" },", m->file);
}
