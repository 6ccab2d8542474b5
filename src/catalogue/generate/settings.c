// settings-*.yaml: a file a group, a row a setting. Each becomes a table of its own; settings.c
// joins them.
#include "catalogue/generate/settings.h"

#include "catalogue/generate/tables.h"
#include "catalogue/generate/write.h"

#include <glob.h>
#include <inttypes.h>

enum { path_size = 4096, name_size = 96, order_most = 99 };

typedef struct {
    settings_maker maker;
    char yaml_name[name_size], c_name[name_size], symbol[name_size];
    const yaml_node_t *group, *rows;
    u32 order;
    size_t count;
} group_file;

typedef struct {
    links links;
    group_file *files;
    size_t count;
    const char *to;
} all_settings;

static ks_str id_of(settings_maker *m, const yaml_node_t *row)
{
    const yaml_node_t *id = yaml_need(&m->source, row, "id");
    ks_str text = id ? yaml_text(&m->source, id) : KS_STR("");
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '-') {
            yaml_complain(&m->source, id, i, "an id has small letters, digits, . and -");
            break;
        }
    }
    return text;
}

// --- rows

static void write_list(settings_maker *m, const yaml_node_t *row, const char *key,
                       const char *field)
{
    const yaml_node_t *list = yaml_get(&m->source, row, key);
    if (!list)
        return;
    size_t count = yaml_item_count(&m->source, list);
    fprintf(m->file, "\n    .%s = { (const ks_str[]){ ", field);
    for (size_t i = 0; i < count; i++) {
        write_str(m->file, yaml_text(&m->source, yaml_item(&m->source, list, i)));
        fputs(i + 1 < count ? ", " : "", m->file);
    }
    fprintf(m->file, " }, %zu },", count);
}

static void check_lists(settings_maker *m, const yaml_node_t *row)
{
    static const char *const techniques[] = { "reveals", "mitigates" };
    for (size_t k = 0; k < countof(techniques); k++) {
        const yaml_node_t *list = yaml_get(&m->source, row, techniques[k]);
        for (size_t i = 0; list && i < yaml_item_count(&m->source, list); i++) {
            const yaml_node_t *node = yaml_item(&m->source, list, i);
            ks_str text = yaml_text(&m->source, node);
            bool is_technique =
                (text.size == 5 || (text.size == 9 && text.at[5] == '.')) && text.at[0] == 'T';
            for (size_t c = 1; c < text.size && is_technique; c++)
                is_technique = c == 5 || (text.at[c] >= '0' && text.at[c] <= '9');
            if (!is_technique)
                yaml_complain(&m->source, node, 0, "a technique is T1059 or T1059.001");
        }
    }
    const yaml_node_t *sources = yaml_get(&m->source, row, "sources");
    for (size_t i = 0; sources && i < yaml_item_count(&m->source, sources); i++)
        links_log_source(m->links, &m->source, yaml_item(&m->source, sources, i));
    const yaml_node_t *needs = yaml_get(&m->source, row, "needs");
    for (size_t i = 0; needs && i < yaml_item_count(&m->source, needs); i++) {
        const yaml_node_t *node = yaml_item(&m->source, needs, i);
        if (!links_find_id(m->links, yaml_text(&m->source, node)))
            yaml_complain(&m->source, node, 0, "no setting of that id");
    }
}

// "4624" or "4698-4702".
static bool span_read(ks_str text, u32 *first, u32 *last)
{
    u32 number[2] = { 0, 0 };
    size_t which = 0, digits = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (c == '-' && which == 0 && digits) {
            which = 1;
            digits = 0;
        } else if (c >= '0' && c <= '9' && ++digits <= 5) {
            number[which] = number[which] * 10 + (u32)(c - '0');
        } else {
            return false;
        }
    }
    *first = number[0];
    *last = which ? number[1] : number[0];
    return digits > 0 && *first <= *last;
}

static void write_events(settings_maker *m, const yaml_node_t *row)
{
    static const char *const keys[] = { "channel", "provider", "ids", NULL };
    yaml_source *source = &m->source;
    const yaml_node_t *list = yaml_get(source, row, "events");
    if (!list)
        return;
    size_t written = 0;
    fputs("\n    .events = (const ks_setting_event[]){ ", m->file);
    for (size_t i = 0; i < yaml_item_count(source, list); i++) {
        const yaml_node_t *node = yaml_item(source, list, i);
        yaml_allow(source, node, keys);
        const yaml_node_t *channel = yaml_need(source, node, "channel");
        const yaml_node_t *provider = yaml_get(source, node, "provider");
        const yaml_node_t *ids = yaml_need(source, node, "ids");
        for (size_t k = 0; channel && ids && k < yaml_item_count(source, ids); k++) {
            u32 first = 0, last = 0;
            const yaml_node_t *id = yaml_item(source, ids, k);
            if (!span_read(yaml_text(source, id), &first, &last))
                yaml_complain(source, id, 0, "event ids are 4624 or 4698-4702");
            fputs("{ ", m->file);
            write_str(m->file, yaml_text(source, channel));
            fputs(", ", m->file);
            write_str(m->file, provider ? yaml_text(source, provider) : KS_STR(""));
            fprintf(m->file, ", %" PRIu32 ", %" PRIu32 " }, ", first, last);
            written++;
        }
    }
    fprintf(m->file, "}, .event_count = %zu,", written);
    if (written == 0)
        yaml_complain(source, list, 0, "no events: leave 'events' out");
}

static void check_name(settings_maker *m, const yaml_node_t *parts, size_t number)
{
    const yaml_node_t *name = yaml_need(&m->source, yaml_item(&m->source, parts, number), "name");
    for (size_t i = 0; name && i < number; i++) {
        const yaml_node_t *other = yaml_get(&m->source, yaml_item(&m->source, parts, i), "name");
        if (other && ks_str_equal(yaml_text(&m->source, other), yaml_text(&m->source, name)))
            yaml_complain(&m->source, name, 0, "two parts of this name");
    }
}

static void write_parts(settings_maker *m, const yaml_node_t *row)
{
    static const char *const keys[] = { "name",    "kind",     "type",    "at",      "object",
                                        "detail",  "category", "slot",    "default", "absent",
                                        "choices", "wants",    "by-hand", NULL };
    const yaml_node_t *parts = yaml_get(&m->source, row, "parts");
    if (!parts && !settings_is_part(m, row)) {
        if (!yaml_get(&m->source, row, "kind"))
            yaml_complain(&m->source, row, 0, "'kind' or 'parts' is missing");
        return;
    }
    fputs("\n    .parts = (const ks_setting_part[]){", m->file);
    size_t count = parts ? yaml_item_count(&m->source, parts) : 1;
    for (size_t i = 0; parts && i < count; i++) {
        const yaml_node_t *part = yaml_item(&m->source, parts, i);
        yaml_allow(&m->source, part, keys);
        check_name(m, parts, i);
        settings_part(m, part);
    }
    if (!parts)
        settings_part(m, row);
    else if (settings_is_part(m, row))
        yaml_complain(&m->source, row, 0, "'kind' stands in each part");
    fprintf(m->file, "\n    }, .part_count = %zu,", count);
}

static void write_volume(settings_maker *m, const yaml_node_t *row)
{
    static const char *const words[] = { "unknown", "none", "low", "med", "high", "flood" };
    const yaml_node_t *node = yaml_get(&m->source, row, "volume");
    if (!node)
        return;
    fputs("\n    .volume = { ", m->file);
    for (size_t i = 0; i < KS_ROLE_COUNT; i++) {
        const yaml_node_t *word = node;
        if (node->type == YAML_MAPPING_NODE)
            word = yaml_need(&m->source, node, settings_role_words[i]);
        fprintf(m->file, "(ks_volume)%" PRIu32 ", ",
                word ? settings_word(m, word, words, countof(words)) : 0);
    }
    fputs("},", m->file);
}

static void write_marks(settings_maker *m, const yaml_node_t *row)
{
    static const char *const uses[] = { "records", "protects", "watched" };
    static const char *const effects[] = { "soon", "relogon", "reboot" };
    yaml_source *source = &m->source;
    const yaml_node_t *use = yaml_need(source, row, "use");
    const yaml_node_t *effect = yaml_get(source, row, "effect");
    const yaml_node_t *not_for = yaml_get(source, row, "not-for");
    const yaml_node_t *editions = yaml_get(source, row, "editions");
    const yaml_node_t *since = yaml_get(source, row, "since");
    const yaml_node_t *until = yaml_get(source, row, "until");
    const yaml_node_t *questions = yaml_get(source, row, "questions");
    u32 bits = 0;
    for (size_t i = 0; questions && i < yaml_item_count(source, questions); i++)
        bits |= links_question(m->links, source, yaml_item(source, questions, i));
    fprintf(m->file, "\n    .use = (ks_setting_use)%" PRIu32 ", .questions = %" PRIu32 ",",
            use ? settings_word(m, use, uses, countof(uses)) : 0, bits);
    fprintf(m->file, " .takes_effect = (ks_takes_effect)%" PRIu32 ", .not_for = %" PRIu32 ",",
            effect ? settings_word(m, effect, effects, countof(effects)) : 0,
            not_for ? settings_roles(m, not_for) : 0);
    fprintf(m->file, " .editions = %" PRIu32 ", .from = %" PRIu32 ", .until = %" PRIu32 "u, %s",
            editions ? settings_editions(m, editions) : 31, since ? settings_build(m, since) : 0,
            until ? settings_last_build(m, until) : UINT32_MAX,
            settings_is_true(m, row, "unconfirmed") ? ".is_unconfirmed = true," : "");
}

static void write_row(settings_maker *m, const yaml_node_t *row)
{
    static const char *const keys[] = {
        "id",      "use",     "title",     "purpose",   "breaks",  "around",      "editor",
        "parts",   "events",  "volume",    "effect",    "not-for", "editions",    "since",
        "until",   "reveals", "mitigates", "questions", "sources", "needs",       "references",
        "kind",    "type",    "at",        "object",    "detail",  "category",    "slot",
        "default", "absent",  "choices",   "wants",     "by-hand", "unconfirmed", NULL
    };
    static const char *const texts[] = { "title", "purpose", "breaks", "around", "editor" };
    yaml_allow(&m->source, row, keys);
    fputs("{ .id = ", m->file);
    write_str(m->file, id_of(m, row));
    for (size_t i = 0; i < countof(texts); i++) {
        fprintf(m->file, ",\n    .%s = ", texts[i]);
        settings_pair(m, row, texts[i], i < 2);
    }
    fputs(",", m->file);
    write_parts(m, row);
    write_events(m, row);
    write_list(m, row, "reveals", "reveals");
    write_list(m, row, "mitigates", "mitigates");
    write_list(m, row, "sources", "sources");
    write_list(m, row, "needs", "needs");
    write_list(m, row, "references", "references");
    check_lists(m, row);
    write_volume(m, row);
    write_marks(m, row);
    fputs("},\n", m->file);
}

// --- files

static bool file_open(all_settings *all, group_file *f, const char *path, size_t number)
{
    static const char *const keys[] = { "format", "group", "settings", NULL };
    static const char *const group_keys[] = { "id", "order", "title", NULL };
    settings_maker *m = &f->maker;
    m->links = &all->links;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t stem = strlen(name) - strlen(".yaml");
    if (stem + 3 > name_size || !yaml_source_load(&m->source, path))
        return false;
    snprintf(f->yaml_name, name_size, "%s", name);
    snprintf(f->c_name, name_size, "%.*s.c", (int)stem, name);
    snprintf(f->symbol, name_size, "catalogue_%.*s", (int)stem, name);
    for (char *c = f->symbol; *c; c++)
        *c = *c == '-' ? '_' : *c;
    yaml_allow(&m->source, yaml_root(&m->source), keys);
    yaml_check_format(&m->source);
    f->group = yaml_need(&m->source, yaml_root(&m->source), "group");
    f->rows = yaml_need(&m->source, yaml_root(&m->source), "settings");
    if (!f->group || !f->rows)
        return true;
    yaml_allow(&m->source, f->group, group_keys);
    const yaml_node_t *order = yaml_need(&m->source, f->group, "order");
    f->order = order ? yaml_number(&m->source, order) : 0;
    f->count = yaml_item_count(&m->source, f->rows);
    for (size_t i = 0; i < f->count; i++) {
        const yaml_node_t *row = yaml_item(&m->source, f->rows, i);
        links_add_id(&all->links, (setting_id){ id_of(m, row), row, &m->source, number, i });
    }
    return true;
}

static void write_group(all_settings *all, group_file *f)
{
    settings_maker *m = &f->maker;
    m->file = write_begin(all->to, f->c_name, f->yaml_name);
    fprintf(m->file,
            "#include \"catalogue/settings.h\"\n\nextern const ks_setting %s[];\n"
            "const ks_setting %s[] = {\n",
            f->symbol, f->symbol);
    for (size_t i = 0; i < f->count; i++)
        write_row(m, yaml_item(&m->source, f->rows, i));
    fputs("{ .id = { \"\", 0 } } };\n", m->file);
    if (m->source.mistakes == 0)
        write_end(m->file, all->to, f->c_name);
    else
        fclose(m->file);
}

static void write_index(all_settings *all)
{
    FILE *file = write_begin(all->to, "settings.c", "settings-*.yaml");

    for (size_t i = 0; i < all->count; i++)
        fprintf(file, "extern const ks_setting %s[];\n", all->files[i].symbol);
    fputs("\nconst ks_setting_group catalogue_setting_groups[] = {\n", file);
    size_t written = 0;
    for (u32 order = 1; order <= order_most; order++) {
        size_t i = 0;
        while (i < all->count && all->files[i].order != order)
            i++;
        if (i == all->count)
            continue;
        written++;
        group_file *f = &all->files[i];
        const yaml_node_t *id = yaml_need(&f->maker.source, f->group, "id");
        f->maker.file = file;
        fputs("    { ", file);
        write_str(file, id ? yaml_text(&f->maker.source, id) : KS_STR(""));
        fputs(", ", file);
        settings_pair(&f->maker, f->group, "title", true);
        fprintf(file, ", %s, %zu },\n", f->symbol, f->count);
    }
    if (written != all->count) {
        fprintf(stderr, "settings-*.yaml: each group has an order of its own, 1 to %d\n",
                order_most);
        all->links.questions.mistakes++;
    }
    fprintf(file, "    { .count = 0 } };\nconst size_t catalogue_setting_group_count = %zu;\n",
            all->count);
    fputs("const ks_setting *const catalogue_settings[] = {\n", file);
    for (size_t i = 0; i < all->links.id_count; i++) {
        const setting_id *id = &all->links.ids[i];
        fprintf(file, "    &%s[%zu],\n", all->files[id->file].symbol, id->row);
    }
    fprintf(file, "    NULL };\nconst size_t catalogue_setting_count = %zu;\n",
            all->links.id_count);
    fprintf(file, "const size_t catalogue_setting_part_count = %" PRIu32 ";\n",
            all->links.part_count);
    write_end(file, all->to, "settings.c");
}

static unsigned mistakes_of(const all_settings *all)
{
    unsigned mistakes = all->links.questions.mistakes + all->links.logsources.mistakes +
                        all->links.profiles.mistakes;
    for (size_t i = 0; i < all->count; i++)
        mistakes += all->files[i].maker.source.mistakes;
    return mistakes;
}

unsigned settings_generate(const char *dir, const char *to)
{
    all_settings all = { .to = to };
    char pattern[path_size];
    glob_t found;
    int size = snprintf(pattern, sizeof pattern, "%s/settings-*.yaml", dir);
    if (size < 0 || size >= path_size || !links_open(&all.links, dir))
        return 1;
    int result = glob(pattern, 0, NULL, &found);
    size_t count = result == 0 ? found.gl_pathc : 0;
    all.files = yaml_memory((count + 1) * sizeof *all.files);
    memset(all.files, 0, (count + 1) * sizeof *all.files);
    unsigned unread = 0;
    for (size_t i = 0; i < count; i++) {
        if (file_open(&all, &all.files[all.count], found.gl_pathv[i], all.count))
            all.count++;
        else
            unread++;
    }
    links_sort_ids(&all.links);
    unsigned mistakes = unread + mistakes_of(&all);
    for (size_t i = 0; i < all.count && mistakes == 0; i++)
        write_group(&all, &all.files[i]);
    mistakes = unread + mistakes_of(&all);
    if (mistakes == 0)
        mistakes += dead_generate(&all.links, dir, to);
    if (mistakes == 0) {
        write_index(&all);
        mistakes = mistakes_of(&all);
    }
    for (size_t i = 0; i < all.count; i++)
        yaml_source_close(&all.files[i].maker.source);
    links_close(&all.links);
    globfree(&found);
    return mistakes;
}
