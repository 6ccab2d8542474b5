// questions.yaml: the fourteen questions, in their order.
#include "catalogue/generate/tables.h"
#include "catalogue/generate/write.h"
#include "catalogue/generate/yaml.h"

static void write_pair(FILE *file, yaml_pair pair, const char *end)
{
    fputs("{ ", file);
    write_str(file, pair.text[0]);
    fputs(", ", file);
    write_str(file, pair.text[1]);
    fprintf(file, " }%s", end);
}

static void generate(yaml_source *source, const yaml_node_t *list, FILE *file)
{
    static const char *const keys[] = { "number", "id", "tags", "title", "meaning", NULL };
    size_t count = list ? yaml_item_count(source, list) : 0;
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *node = yaml_item(source, list, i);
        yaml_allow(source, node, keys);
        const yaml_node_t *number = yaml_need(source, node, "number");
        const yaml_node_t *id = yaml_need(source, node, "id");
        if (number && yaml_number(source, number) != i + 1)
            yaml_complain(source, number, 0, "questions are listed by number, from 1");
        const yaml_node_t *tags = yaml_get(source, node, "tags");
        fprintf(file, "    { %zu, ", i + 1);
        write_str(file, id ? yaml_text(source, id) : KS_STR(""));
        fputs(",\n      ", file);
        write_str(file, tags ? yaml_text(source, tags) : KS_STR(""));
        fputs(",\n      ", file);
        write_pair(file, yaml_languages(source, yaml_need(source, node, "title")), ",\n      ");
        write_pair(file, yaml_languages(source, yaml_need(source, node, "meaning")), " },\n");
    }
}

unsigned questions_generate(const char *from, const char *to)
{
    static const char *const keys[] = { "format", "questions", NULL };
    yaml_source source;
    if (!yaml_source_load(&source, from))
        return 1;
    yaml_allow(&source, yaml_root(&source), keys);
    yaml_check_format(&source);
    FILE *file = write_begin(to, "questions.c", "questions.yaml");
    fputs("\nconst ks_question catalogue_questions[] = {\n", file);
    generate(&source, yaml_need(&source, yaml_root(&source), "questions"), file);
    fputs("};\nconst size_t catalogue_question_count = countof(catalogue_questions);\n", file);
    if (source.mistakes == 0)
        write_end(file, to, "questions.c");
    else
        fclose(file);
    yaml_source_close(&source);
    return source.mistakes;
}
