// dead.yaml: how settings that are there do nothing, one row for each check of KS_DEAD_CHECKS, in
// its order.
#include "catalogue/generate/settings.h"
#include "catalogue/generate/tables.h"
#include "catalogue/generate/write.h"

static const char *const check_words[] = {
#define X(name, word) word,
    KS_DEAD_CHECKS(X)
#undef X
};

// An id, or the front of one with * behind it.
static void check_affected(settings_maker *m, const yaml_node_t *node)
{
    ks_str text = yaml_text(&m->source, node);
    bool is_front = text.size && text.at[text.size - 1] == '*';
    ks_str front = { text.at, text.size - is_front };
    bool is_found = !is_front && links_find_id(m->links, text);
    for (size_t i = 0; i < m->links->id_count && is_front && !is_found; i++) {
        ks_str id = m->links->ids[i].id;
        is_found = id.size >= front.size && !memcmp(id.at, front.at, front.size);
    }
    if (!is_found)
        yaml_complain(&m->source, node, 0, "no setting of that id");
}

static void write_check(settings_maker *m, const yaml_node_t *row, size_t number)
{
    static const char *const keys[] = { "id", "when", "affects", "sentence", "remedy", NULL };
    yaml_source *source = &m->source;
    yaml_allow(source, row, keys);
    const yaml_node_t *id = yaml_need(source, row, "id");
    const yaml_node_t *when = yaml_need(source, row, "when");
    const yaml_node_t *affects = yaml_need(source, row, "affects");
    if (number >= KS_DEAD_COUNT ||
        (id && !ks_str_equal(yaml_text(source, id), ks_str_of(check_words[number]))))
        yaml_complain(source, id ? id : row, 0,
                      "the checks are those of KS_DEAD_CHECKS, in its order");
    if (!id || !when || !affects)
        return;
    fprintf(m->file, "    { (ks_dead_id)%zu, ", number);
    write_str(m->file, yaml_text(source, id));
    fputs(", ", m->file);
    write_str(m->file, yaml_text(source, when));
    size_t count = yaml_item_count(source, affects);
    fputs(", { (const ks_str[]){ ", m->file);
    for (size_t i = 0; i < count; i++) {
        check_affected(m, yaml_item(source, affects, i));
        write_str(m->file, yaml_text(source, yaml_item(source, affects, i)));
        fputs(", ", m->file);
    }
    fprintf(m->file, "{ NULL, 0 } }, %zu },\n      ", count);
    settings_pair(m, row, "sentence", true);
    fputs(",\n      ", m->file);
    settings_pair(m, row, "remedy", true);
    fputs(" },\n", m->file);
}

unsigned dead_generate(links *l, const char *dir, const char *to)
{
    static const char *const keys[] = { "format", "checks", NULL };
    enum { path_size = 4096 };
    char path[path_size];
    settings_maker m = { .links = l };
    int size = snprintf(path, sizeof path, "%s/dead.yaml", dir);
    if (size < 0 || size >= path_size || !yaml_source_load(&m.source, path))
        return 1;
    yaml_allow(&m.source, yaml_root(&m.source), keys);
    yaml_check_format(&m.source);
    m.file = write_begin(to, "dead.c", "dead.yaml");
    fputs("#include \"catalogue/settings.h\"\n\nconst ks_dead_check catalogue_dead_checks[] = {\n",
          m.file);
    const yaml_node_t *list = yaml_need(&m.source, yaml_root(&m.source), "checks");
    size_t count = list ? yaml_item_count(&m.source, list) : 0;
    for (size_t i = 0; i < count; i++)
        write_check(&m, yaml_item(&m.source, list, i), i);
    if (count != KS_DEAD_COUNT)
        yaml_complain(&m.source, list, 0, "%zu checks, but KS_DEAD_CHECKS has %d", count,
                      (int)KS_DEAD_COUNT);
    fputs("};\n", m.file);
    if (m.source.mistakes == 0)
        write_end(m.file, to, "dead.c");
    else
        fclose(m.file);
    yaml_source_close(&m.source);
    return m.source.mistakes;
}
