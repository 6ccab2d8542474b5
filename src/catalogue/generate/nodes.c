// logsources.yaml and profiles.yaml: their nodes as they stand, since users' files of the same form
// are read with the same code. Here only what is wrong whatever it means: doubled keys, empty keys,
// depth.
#include "catalogue/generate/tables.h"
#include "catalogue/generate/write.h"
#include "catalogue/generate/yaml.h"

enum { depth_most = 8 };

static size_t node_count(yaml_source *source, const yaml_node_t *node, unsigned depth)
{
    size_t count = 1;
    if (depth > depth_most) {
        yaml_complain(source, node, 0, "nested too deeply");
        return count;
    }
    if (node->type == YAML_MAPPING_NODE) {
        for (size_t i = 0; i < yaml_pair_count(source, node); i++) {
            const yaml_node_t *key, *value, *other, *unused;
            yaml_pair_at(source, node, i, &key, &value);
            ks_str name = yaml_text(source, key);
            for (size_t k = 0; k < i; k++) {
                yaml_pair_at(source, node, k, &other, &unused);
                if (ks_str_equal(yaml_text(source, other), name))
                    yaml_complain(source, key, 0, "'%.*s' is here twice", (int)name.size, name.at);
            }
            count += node_count(source, value, depth + 1);
        }
    } else if (node->type == YAML_SEQUENCE_NODE) {
        for (size_t i = 0; i < yaml_item_count(source, node); i++)
            count += node_count(source, yaml_item(source, node, i), depth + 1);
    }
    return count;
}

static void write_node(FILE *file, yaml_source *source, const yaml_node_t *node, ks_str key)
{
    static const char *const kinds[] = { "SCALAR", "LIST", "MAP" };
    bool is_map = node->type == YAML_MAPPING_NODE, is_list = node->type == YAML_SEQUENCE_NODE;
    bool is_plain = !is_map && !is_list && node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    ks_str text = { 0 };
    if (!is_map && !is_list)
        text = (ks_str){ (const char *)node->data.scalar.value, node->data.scalar.length };
    fprintf(file, "    { KS_SOURCE_NODE_%s, %s, ", kinds[is_map ? 2 : is_list],
            is_plain ? "true" : "false");
    write_str(file, key);
    fputs(", ", file);
    write_str(file, text);
    fprintf(file, ", %zu, %zu, %zu },\n", node_count(source, node, 0), node->start_mark.line + 1,
            node->start_mark.column + 1);
    for (size_t i = 0; is_map && i < yaml_pair_count(source, node); i++) {
        const yaml_node_t *name, *value;
        yaml_pair_at(source, node, i, &name, &value);
        write_node(file, source, value, yaml_text(source, name));
    }
    for (size_t i = 0; is_list && i < yaml_item_count(source, node); i++)
        write_node(file, source, yaml_item(source, node, i), (ks_str){ 0 });
}

static unsigned generate(const char *from, const char *to, const char *name, const char *symbol)
{
    yaml_source source;
    char c_name[64], yaml_name[64];
    snprintf(c_name, sizeof c_name, "%s.c", name);
    snprintf(yaml_name, sizeof yaml_name, "%s.yaml", name);
    if (!yaml_source_load(&source, from))
        return 1;
    yaml_check_format(&source);
    size_t count = node_count(&source, yaml_root(&source), 0);
    if (source.mistakes == 0) {
        FILE *file = write_begin(to, c_name, yaml_name);
        fprintf(file, "\nconst ks_source_node catalogue_%s_nodes[] = {\n", symbol);
        write_node(file, &source, yaml_root(&source), (ks_str){ 0 });
        fprintf(file, "};\nconst size_t catalogue_%s_node_count = %zu;\n", symbol, count);
        write_end(file, to, c_name);
    }
    yaml_source_close(&source);
    return source.mistakes;
}

unsigned logsources_generate(const char *from, const char *to)
{
    return generate(from, to, "logsources", "source");
}

unsigned profiles_generate(const char *from, const char *to)
{
    return generate(from, to, "profiles", "profile");
}
