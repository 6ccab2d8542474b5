// tactics.yaml: the tactics of ATT&CK, in the order of its matrix.
#include "catalogue/generate/tables.h"
#include "catalogue/generate/write.h"
#include "catalogue/generate/yaml.h"

// A whole that a tactic is part of stands before it.
static void check_whole(yaml_source *source, const yaml_node_t *list, size_t before,
                        const yaml_node_t *whole)
{
    for (size_t i = 0; i < before; i++) {
        const yaml_node_t *id = yaml_get(source, yaml_item(source, list, i), "id");
        if (id && ks_str_equal(yaml_text(source, id), yaml_text(source, whole)))
            return;
    }
    yaml_complain(source, whole, 0, "no tactic of this id stands before");
}

static void generate(yaml_source *source, const yaml_node_t *list, FILE *file)
{
    static const char *const keys[] = { "id", "part_of", "title", NULL };
    size_t count = list ? yaml_item_count(source, list) : 0;
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *node = yaml_item(source, list, i);
        yaml_allow(source, node, keys);
        const yaml_node_t *id = yaml_need(source, node, "id");
        const yaml_node_t *whole = yaml_get(source, node, "part_of");
        yaml_pair title = yaml_languages(source, yaml_need(source, node, "title"));
        if (whole)
            check_whole(source, list, i, whole);
        fputs("    { ", file);
        write_str(file, id ? yaml_text(source, id) : KS_STR(""));
        fputs(", ", file);
        write_str(file, whole ? yaml_text(source, whole) : KS_STR(""));
        fputs(", { ", file);
        write_str(file, title.text[0]);
        fputs(", ", file);
        write_str(file, title.text[1]);
        fputs(" } },\n", file);
    }
}

unsigned tactics_generate(const char *from, const char *to)
{
    static const char *const keys[] = { "format", "tactics", NULL };
    yaml_source source;
    if (!yaml_source_load(&source, from))
        return 1;
    yaml_allow(&source, yaml_root(&source), keys);
    yaml_check_format(&source);
    FILE *file = write_begin(to, "tactics.c", "tactics.yaml");
    fputs("\nconst ks_tactic catalogue_tactics[] = {\n", file);
    generate(&source, yaml_need(&source, yaml_root(&source), "tactics"), file);
    fputs("};\nconst size_t catalogue_tactic_count = countof(catalogue_tactics);\n", file);
    if (source.mistakes == 0)
        write_end(file, to, "tactics.c");
    else
        fclose(file);
    yaml_source_close(&source);
    return source.mistakes;
}
