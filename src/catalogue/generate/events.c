// events.yaml: lists of words, and providers with their event types. Rows are sorted by provider
// (ASCII letters in lower case), id, version, as the look-up expects.
#include "catalogue/generate/tables.h"
#include "catalogue/generate/template.h"
#include "catalogue/generate/write.h"

#include <stdlib.h>

typedef struct {
    const yaml_node_t *node;
    ks_str provider, channel;
    u32 id, version;
    yaml_pair name;
    size_t first_op[2], op_count[2];
} event_row;

typedef struct {
    yaml_source source;
    template_pool pool;
    event_row *rows;
    size_t count;
} events;

static void load_words(events *all)
{
    const yaml_node_t *lists = yaml_get(&all->source, yaml_root(&all->source), "words");
    size_t count = lists ? yaml_pair_count(&all->source, lists) : 0;
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *key, *codes;
        yaml_pair_at(&all->source, lists, i, &key, &codes);
        template_words words = { .name = yaml_text(&all->source, key) };
        size_t code_count = yaml_pair_count(&all->source, codes);
        for (size_t language = 0; language < 2; language++) {
            words.first[language] = all->pool.code_count;
            for (size_t k = 0; k < code_count; k++) {
                const yaml_node_t *code, *text;
                yaml_pair_at(&all->source, codes, k, &code, &text);
                yaml_pair pair = yaml_languages(&all->source, text);
                ks_str name = yaml_text(&all->source, code);
                template_add_code(&all->pool, name, pair.text[language]);
            }
            template_add_code(&all->pool, KS_STR("*"), (ks_str){ 0 });
        }
        words.count = code_count + 1;
        template_add_words(&all->pool, words);
    }
}

// Both languages say the same things: their templates use the same fields.
static void compare_fields(events *all, const event_row *row, const yaml_node_t *sentence)
{
    for (size_t language = 0; language < 2; language++) {
        const template_op *mine = all->pool.ops + row->first_op[language];
        const template_op *other = all->pool.ops + row->first_op[1 - language];
        size_t other_count = row->op_count[1 - language];
        for (size_t i = 0; i < row->op_count[language]; i++) {
            if (mine[i].op.kind != catalogue_value && mine[i].op.kind != catalogue_account)
                continue;
            ks_str name = all->pool.fields[mine[i].first_field].name;
            bool is_there = false;
            for (size_t k = 0; k < other_count && !is_there; k++) {
                is_there = other[k].op.kind == mine[i].op.kind &&
                           ks_str_equal(all->pool.fields[other[k].first_field].name, name);
            }
            if (!is_there)
                yaml_complain(&all->source, sentence, 0, "'%.*s' is in one language only",
                              (int)name.size, name.at);
        }
    }
}

static void load_sentence(events *all, event_row *row, const yaml_node_t *sentence)
{
    static const char *const languages[] = { "en", "ja", NULL };
    yaml_allow(&all->source, sentence, languages);
    unsigned mistakes_before = all->source.mistakes;
    for (size_t language = 0; language < 2; language++) {
        const yaml_node_t *text = yaml_need(&all->source, sentence, languages[language]);
        row->first_op[language] = all->pool.op_count;
        if (text)
            template_parse(&all->pool, &all->source, text, language);
        row->op_count[language] = all->pool.op_count - row->first_op[language];
    }
    if (all->source.mistakes == mistakes_before)
        compare_fields(all, row, sentence);
}

static void check_name(events *all, const event_row *row)
{
    for (size_t i = 0; i < 2; i++) {
        ks_str name = row->name.text[i];
        ks_str stop = KS_STR("。");
        bool has_stop = name.size > 0 && name.at[name.size - 1] == '.';
        if (name.size >= stop.size)
            has_stop = has_stop || !memcmp(name.at + name.size - stop.size, stop.at, stop.size);
        if (has_stop || name.size == 0)
            yaml_complain(&all->source, row->node, 0, "a name has words and no full stop");
    }
}

static void load_event(events *all, const yaml_node_t *node, ks_str provider, ks_str channel)
{
    static const char *const keys[] = { "id", "version", "channel", "name", "sentence", NULL };
    yaml_source *source = &all->source;
    yaml_allow(source, node, keys);
    event_row row = { .node = node, .provider = provider, .version = ks_any_version };
    const yaml_node_t *id = yaml_need(source, node, "id");
    const yaml_node_t *version = yaml_get(source, node, "version");
    const yaml_node_t *own_channel = yaml_get(source, node, "channel");
    const yaml_node_t *sentence = yaml_get(source, node, "sentence");
    row.id = id ? yaml_number(source, id) : 0;
    if (version)
        row.version = yaml_number(source, version);
    row.channel = own_channel ? yaml_text(source, own_channel) : channel;
    row.name = yaml_languages(source, yaml_need(source, node, "name"));
    if (row.id > 0xffff || (version && row.version > 0xff))
        yaml_complain(source, node, 0, "an id has 16 bits, a version 8");
    check_name(all, &row);
    if (sentence)
        load_sentence(all, &row, sentence);
    all->rows = yaml_longer(all->rows, all->count, sizeof row);
    all->rows[all->count++] = row;
}

static void load_providers(events *all)
{
    static const char *const keys[] = { "channel", "events", NULL };
    yaml_source *source = &all->source;
    const yaml_node_t *providers = yaml_need(source, yaml_root(source), "providers");
    size_t count = providers ? yaml_pair_count(source, providers) : 0;
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *name, *body;
        yaml_pair_at(source, providers, i, &name, &body);
        yaml_allow(source, body, keys);
        const yaml_node_t *channel = yaml_get(source, body, "channel");
        const yaml_node_t *list = yaml_need(source, body, "events");
        ks_str provider = yaml_text(source, name);
        ks_str usual = channel ? yaml_text(source, channel) : KS_STR("");
        size_t event_count = list ? yaml_item_count(source, list) : 0;
        for (size_t k = 0; k < event_count; k++)
            load_event(all, yaml_item(source, list, k), provider, usual);
    }
}

static int lower(char c) { return (u8)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); }

static int provider_order(ks_str a, ks_str b)
{
    size_t least = a.size < b.size ? a.size : b.size;
    for (size_t i = 0; i < least; i++) {
        int order = lower(a.at[i]) - lower(b.at[i]);
        if (order != 0)
            return order;
    }
    return (a.size > b.size) - (a.size < b.size);
}

static int row_order(const event_row *a, const event_row *b)
{
    int order = provider_order(a->provider, b->provider);
    if (order != 0)
        return order;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->version > b->version) - (a->version < b->version);
}

// Ends with the place in the file, so that the order is total.
static int sort_order(const void *left, const void *right)
{
    const event_row *a = left, *b = right;
    int order = row_order(a, b);
    size_t here = a->node->start_mark.index, there = b->node->start_mark.index;
    return order ? order : (here > there) - (here < there);
}

static void sort_rows(events *all)
{
    if (all->count == 0)
        return;
    qsort(all->rows, all->count, sizeof *all->rows, sort_order);
    for (size_t i = 1; i < all->count; i++) {
        const event_row *row = &all->rows[i];
        if (row_order(row - 1, row) == 0)
            yaml_complain(&all->source, row->node, 0, "%.*s %u is here twice",
                          (int)row->provider.size, row->provider.at, (unsigned)row->id);
    }
}

static void write_pool(FILE *file, const template_pool *pool)
{
    static const char *const kinds[] = { "text", "value", "account", "group" };
    static const char *const shows[] = {
        "plain", "base", "host", "param", "line", "after", "word"
    };
    fputs("\nstatic const catalogue_field fields[] = {\n", file);
    for (size_t i = 0; i < pool->field_count; i++) {
        fputs("    { ", file);
        write_str(file, pool->fields[i].name);
        fprintf(file, ", %u },\n", (unsigned)pool->fields[i].index);
    }
    fputs("    { { NULL, 0 }, 0 },\n};\n\nstatic const catalogue_code codes[] = {\n", file);
    for (size_t i = 0; i < pool->code_count; i++) {
        fputs("    { ", file);
        write_str(file, pool->codes[i].code);
        fputs(", ", file);
        write_str(file, pool->codes[i].text);
        fputs(" },\n", file);
    }
    fputs("    { { NULL, 0 }, { NULL, 0 } },\n};\n\nstatic const catalogue_op ops[] = {\n", file);
    for (size_t i = 0; i < pool->op_count; i++) {
        const template_op *op = &pool->ops[i];
        fprintf(file, "    { catalogue_%s, catalogue_%s, %u, %u, fields + %zu, codes + %zu, ",
                kinds[op->op.kind], shows[op->op.show], (unsigned)op->op.size,
                (unsigned)op->op.word_count, op->first_field, op->first_code);
        write_str(file, op->op.text);
        fputs(" },\n", file);
    }
    fputs("    { 0 },\n};\n", file);
}

static void write_row(FILE *file, const event_row *row)
{
    fputs("    { ", file);
    write_str(file, row->provider);
    fputs(", ", file);
    write_str(file, row->channel);
    fprintf(file, ", %u, %u, { ", (unsigned)row->id, (unsigned)row->version);
    write_str(file, row->name.text[0]);
    fputs(", ", file);
    write_str(file, row->name.text[1]);
    fputs(" },\n      { ", file);
    for (size_t i = 0; i < 2; i++)
        fprintf(file, "{ ops + %zu, %zu }%s", row->first_op[i], row->op_count[i], i ? "" : ", ");
    fputs(" } },\n", file);
}

unsigned events_generate(const char *from, const char *to)
{
    static const char *const keys[] = { "format", "words", "providers", NULL };
    events all = { 0 };
    if (!yaml_source_load(&all.source, from))
        return 1;
    yaml_allow(&all.source, yaml_root(&all.source), keys);
    yaml_check_format(&all.source);
    load_words(&all);
    load_providers(&all);
    sort_rows(&all);
    if (all.source.mistakes == 0) {
        FILE *file = write_begin(to, "events.c", "events.yaml");
        write_pool(file, &all.pool);
        fputs("\nconst ks_event_type catalogue_event_types[] = {\n", file);
        for (size_t i = 0; i < all.count; i++)
            write_row(file, &all.rows[i]);
        fputs("};\nconst size_t catalogue_event_type_count = countof(catalogue_event_types);\n",
              file);
        write_end(file, to, "events.c");
    }
    yaml_source_close(&all.source);
    return all.source.mistakes;
}
