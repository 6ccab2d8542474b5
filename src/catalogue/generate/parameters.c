// parameters.yaml: numbers with their words, and ranges of numbers that share one text.
#include "catalogue/generate/tables.h"
#include "catalogue/generate/write.h"
#include "catalogue/generate/yaml.h"

#include <stdlib.h>

typedef struct {
    const yaml_node_t *node;
    u32 number;
    bool is_own;
    ks_str text[2];
} parameter_row;

typedef struct {
    yaml_source source;
    parameter_row *rows;
    size_t count;
} parameters;

static void add(parameters *all, parameter_row row)
{
    all->rows = yaml_longer(all->rows, all->count, sizeof row);
    all->rows[all->count++] = row;
}

static void load_listed(parameters *all)
{
    static const char *const keys[] = { "en", "ja", "own", NULL };
    yaml_source *source = &all->source;
    const yaml_node_t *map = yaml_need(source, yaml_root(source), "parameters");
    size_t count = map ? yaml_pair_count(source, map) : 0;
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *key, *body;
        yaml_pair_at(source, map, i, &key, &body);
        yaml_allow(source, body, keys);
        const yaml_node_t *en = yaml_need(source, body, "en");
        const yaml_node_t *ja = yaml_need(source, body, "ja");
        const yaml_node_t *own = yaml_get(source, body, "own");
        parameter_row row = { .node = key, .number = yaml_number(source, key), .is_own = own };
        if (own && !ks_str_equal(yaml_text(source, own), KS_STR("true")))
            yaml_complain(source, own, 0, "'own' is true or not there");
        row.text[0] = en ? yaml_text(source, en) : KS_STR("");
        row.text[1] = ja && !yaml_is_null(ja) ? yaml_text(source, ja) : KS_STR("");
        add(all, row);
    }
}

static ks_str with_bit(ks_str text, u32 bit)
{
    static const char mark[] = "{bit}";
    for (size_t i = 0; i + strlen(mark) <= text.size; i++) {
        if (memcmp(text.at + i, mark, strlen(mark)) != 0)
            continue;
        char *memory = yaml_memory(text.size + 1);
        int size = snprintf(memory, text.size + 1, "%.*s%u%.*s", (int)i, text.at, (unsigned)bit,
                            (int)(text.size - i - strlen(mark)), text.at + i + strlen(mark));
        return (ks_str){ memory, (size_t)size };
    }
    return text;
}

static void load_undefined(parameters *all)
{
    static const char *const keys[] = { "text", "numbers", NULL };
    yaml_source *source = &all->source;
    const yaml_node_t *undefined = yaml_get(source, yaml_root(source), "undefined");
    if (!undefined)
        return;
    yaml_allow(source, undefined, keys);
    yaml_pair text = yaml_languages(source, yaml_need(source, undefined, "text"));
    const yaml_node_t *ranges = yaml_need(source, undefined, "numbers");
    size_t count = ranges ? yaml_item_count(source, ranges) : 0;
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *range = yaml_item(source, ranges, i);
        if (yaml_item_count(source, range) != 2) {
            yaml_complain(source, range, 0, "a range is [first, last]");
            continue;
        }
        u32 first = yaml_number(source, yaml_item(source, range, 0));
        u32 last = yaml_number(source, yaml_item(source, range, 1));
        if (first > last || last - first > 15)
            yaml_complain(source, range, 0, "a range goes up, by at most 15");
        for (u32 number = first; number <= last && number - first <= 15; number++) {
            add(all, (parameter_row){ .node = range,
                                      .number = number,
                                      .text = { with_bit(text.text[0], number & 15),
                                                with_bit(text.text[1], number & 15) } });
        }
    }
}

static int sort_order(const void *left, const void *right)
{
    const parameter_row *a = left, *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    size_t here = a->node->start_mark.index, there = b->node->start_mark.index;
    return (here > there) - (here < there);
}

static void sort_rows(parameters *all)
{
    if (all->count == 0)
        return;
    qsort(all->rows, all->count, sizeof *all->rows, sort_order);
    for (size_t i = 1; i < all->count; i++) {
        if (all->rows[i].number == all->rows[i - 1].number)
            yaml_complain(&all->source, all->rows[i].node, 0, "%u is here twice",
                          (unsigned)all->rows[i].number);
    }
}

unsigned parameters_generate(const char *from, const char *to)
{
    static const char *const keys[] = { "format", "parameters", "undefined", NULL };
    parameters all = { 0 };
    if (!yaml_source_load(&all.source, from))
        return 1;
    yaml_allow(&all.source, yaml_root(&all.source), keys);
    yaml_check_format(&all.source);
    load_listed(&all);
    load_undefined(&all);
    sort_rows(&all);
    if (all.source.mistakes == 0) {
        FILE *file = write_begin(to, "parameters.c", "parameters.yaml");
        fputs("\nconst ks_parameter catalogue_parameters[] = {\n", file);
        for (size_t i = 0; i < all.count; i++) {
            const parameter_row *row = &all.rows[i];
            fprintf(file, "    { %u, %s, { ", (unsigned)row->number,
                    row->is_own ? "true" : "false");
            write_str(file, row->text[0]);
            fputs(", ", file);
            write_str(file, row->text[1]);
            fputs(" } },\n", file);
        }
        fputs("};\nconst size_t catalogue_parameter_count = countof(catalogue_parameters);\n",
              file);
        write_end(file, to, "parameters.c");
    }
    yaml_source_close(&all.source);
    return all.source.mistakes;
}
