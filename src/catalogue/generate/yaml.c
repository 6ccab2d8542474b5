// libyaml's tree of a file, and complaints with their place.
#include "catalogue/generate/yaml.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct block {
    struct block *before;
    max_align_t bytes[];
} block;

static block *newest; // a build tool with one thread: no need to hand this around

void *yaml_memory(size_t size)
{
    block *made = malloc(sizeof *made + size);
    if (!made) {
        fputs("ks_catalogue_generate: out of memory\n", stderr);
        exit(1);
    }
    made->before = newest;
    newest = made;
    return made->bytes;
}

void yaml_memory_free(void)
{
    while (newest) {
        block *before = newest->before;
        free(newest);
        newest = before;
    }
}

void *yaml_longer(void *items, size_t count, size_t size)
{
    if ((count & (count - 1)) != 0) // grows at 0, 1, 2, 4, 8 ...
        return items;
    void *more = yaml_memory((count ? count * 2 : 1) * size);
    if (count > 0)
        memcpy(more, items, count * size);
    return more;
}

bool yaml_source_load(yaml_source *source, const char *path)
{
    *source = (yaml_source){ .path = path };
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return false;
    }
    yaml_parser_t parser;
    bool is_loaded = false;
    if (yaml_parser_initialize(&parser)) {
        yaml_parser_set_input_file(&parser, file);
        is_loaded = yaml_parser_load(&parser, &source->document);
        if (!is_loaded)
            fprintf(stderr, "%s:%zu:%zu: %s\n", path, parser.problem_mark.line + 1,
                    parser.problem_mark.column + 1, parser.problem ? parser.problem : "not YAML");
        yaml_parser_delete(&parser);
    }
    fclose(file);
    return is_loaded;
}

void yaml_source_close(yaml_source *source) { yaml_document_delete(&source->document); }

void yaml_complain(yaml_source *source, const yaml_node_t *node, size_t offset, const char *format,
                   ...)
{
    size_t line = node ? node->start_mark.line + 1 : 1;
    size_t column = node ? node->start_mark.column + 1 + offset : 1;
    fprintf(stderr, "%s:%zu:%zu: ", source->path, line, column);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    source->mistakes++;
}

const yaml_node_t *yaml_node(yaml_source *source, int index)
{
    return yaml_document_get_node(&source->document, index);
}

const yaml_node_t *yaml_root(yaml_source *source)
{
    return yaml_document_get_root_node(&source->document);
}

static bool is_text(const yaml_node_t *node, const char *text)
{
    return node && node->type == YAML_SCALAR_NODE &&
           ks_str_equal((ks_str){ (const char *)node->data.scalar.value, node->data.scalar.length },
                        ks_str_of(text));
}

size_t yaml_pair_count(yaml_source *source, const yaml_node_t *map)
{
    if (map && map->type == YAML_MAPPING_NODE)
        return (size_t)(map->data.mapping.pairs.top - map->data.mapping.pairs.start);
    yaml_complain(source, map, 0, "expected keys with values");
    return 0;
}

void yaml_pair_at(yaml_source *source, const yaml_node_t *map, size_t i, const yaml_node_t **key,
                  const yaml_node_t **value)
{
    *key = yaml_node(source, map->data.mapping.pairs.start[i].key);
    *value = yaml_node(source, map->data.mapping.pairs.start[i].value);
}

size_t yaml_item_count(yaml_source *source, const yaml_node_t *list)
{
    if (list && list->type == YAML_SEQUENCE_NODE)
        return (size_t)(list->data.sequence.items.top - list->data.sequence.items.start);
    yaml_complain(source, list, 0, "expected a list");
    return 0;
}

const yaml_node_t *yaml_item(yaml_source *source, const yaml_node_t *list, size_t i)
{
    return yaml_node(source, list->data.sequence.items.start[i]);
}

const yaml_node_t *yaml_get(yaml_source *source, const yaml_node_t *map, const char *key)
{
    size_t count = yaml_pair_count(source, map);
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *name, *value;
        yaml_pair_at(source, map, i, &name, &value);
        if (is_text(name, key))
            return value;
    }
    return NULL;
}

const yaml_node_t *yaml_need(yaml_source *source, const yaml_node_t *map, const char *key)
{
    const yaml_node_t *value = yaml_get(source, map, key);
    if (!value)
        yaml_complain(source, map, 0, "'%s' is missing", key);
    return value;
}

void yaml_allow(yaml_source *source, const yaml_node_t *map, const char *const *keys)
{
    size_t count = yaml_pair_count(source, map);
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *name, *value;
        yaml_pair_at(source, map, i, &name, &value);
        bool is_known = false;
        for (size_t k = 0; keys[k] && !is_known; k++)
            is_known = is_text(name, keys[k]);
        ks_str text = yaml_text(source, name);
        if (!is_known)
            yaml_complain(source, name, 0, "unknown key '%.*s'", (int)text.size, text.at);
        for (size_t k = 0; k < i; k++) {
            const yaml_node_t *earlier;
            yaml_pair_at(source, map, k, &earlier, &value);
            if (is_text(earlier, text.at))
                yaml_complain(source, name, 0, "'%s' is here twice", text.at);
        }
    }
}

bool yaml_is_null(const yaml_node_t *node)
{
    return is_text(node, "~") && node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

ks_str yaml_text(yaml_source *source, const yaml_node_t *node)
{
    if (node && node->type == YAML_SCALAR_NODE && !yaml_is_null(node))
        return (ks_str){ (const char *)node->data.scalar.value, node->data.scalar.length };
    yaml_complain(source, node, 0, "expected a text");
    return KS_STR("");
}

u32 yaml_number(yaml_source *source, const yaml_node_t *node)
{
    ks_str text = yaml_text(source, node);
    u64 number = 0;
    bool is_number = text.size > 0 && text.size <= 9;
    for (size_t i = 0; i < text.size && is_number; i++) {
        is_number = text.at[i] >= '0' && text.at[i] <= '9';
        number = number * 10 + (u64)(u8)text.at[i] - '0';
    }
    if (is_number)
        return (u32)number;
    yaml_complain(source, node, 0, "expected a number");
    return 0;
}

yaml_pair yaml_languages(yaml_source *source, const yaml_node_t *node)
{
    static const char *const keys[] = { "en", "ja", NULL };
    yaml_pair pair = { { KS_STR(""), KS_STR("") } };
    if (!node)
        return pair;
    yaml_allow(source, node, keys);
    for (size_t i = 0; i < 2; i++) {
        const yaml_node_t *text = yaml_need(source, node, keys[i]);
        if (text)
            pair.text[i] = yaml_text(source, text);
    }
    return pair;
}

void yaml_check_format(yaml_source *source)
{
    const yaml_node_t *format = yaml_need(source, yaml_root(source), "format");
    if (format && yaml_number(source, format) != 1)
        yaml_complain(source, format, 0, "format 1 is expected");
}
