// A table of log sources as YAML says it becomes forms. One reader for Konseki's own table and for
// the users': catalogue/logsources.yaml describes the form at its head.
#include "base/fold.h"
#include "base/number.h"
#include "rules/form_table.h"

typedef struct {
    ks_forms *table;
    ks_arena *run;
    ks_str path;
    ks_fail *fail;
} reading;

// What stands where something else should: its place and its word.
static bool refuse(const reading *r, const rules_yaml *node, ks_str word)
{
    bool is_key = ks_str_equal(word, node->key) && node->key_line;
    char *text = ks_take(r->run, char, r->path.size + word.size + 4);
    size_t size = 0;
    if (text) {
        memcpy(text, r->path.at, r->path.size);
        size = r->path.size;
        memcpy(text + size, ": '", 3);
        size += 3;
        memcpy(text + size, word.at ? word.at : "", word.size);
        size += word.size;
        text[size++] = '\'';
    }
    return ks_refuse(r->fail, KS_BAD_SOURCES, is_key ? node->key_line : node->line,
                     is_key ? node->key_column : node->column, (ks_str){ text, size });
}

static bool refuse_memory(const reading *r)
{
    return ks_refuse(r->fail, KS_OVER_BUDGET, 0, 0, ks_str_of(r->run->name));
}

static bool is_key(const rules_yaml *node, const char *key)
{
    return ks_str_equal(node->key, ks_str_of(key));
}

static const rules_yaml *find(const rules_yaml *map, const char *key)
{
    for (const rules_yaml *n = map->kind == RULES_YAML_MAP ? map->first : NULL; n; n = n->next) {
        if (is_key(n, key))
            return n;
    }
    return NULL;
}

static bool is_null(const rules_yaml *n)
{
    return n->kind == RULES_YAML_SCALAR && n->is_plain &&
           (n->text.size == 0 || ks_str_equal(n->text, KS_STR("~")) ||
            ks_str_equal(n->text, KS_STR("null")));
}

// The items of a list; a scalar is a list of one.
static const rules_yaml *first_item(const rules_yaml *node)
{
    return node->kind == RULES_YAML_SCALAR ? node : node->first;
}

static const rules_yaml *next_item(const rules_yaml *node, const rules_yaml *item)
{
    return node->kind == RULES_YAML_SCALAR ? NULL : item->next;
}

static u32 item_count(const rules_yaml *node)
{
    return node->kind == RULES_YAML_SCALAR ? 1 : node->count;
}

static bool read_texts(const reading *r, const rules_yaml *node, const ks_str **texts, u32 *count)
{
    ks_str *list = ks_take(r->run, ks_str, item_count(node) + 1u);
    if (list == NULL)
        return refuse_memory(r);
    *count = 0;
    if (node->kind == RULES_YAML_MAP)
        return refuse(r, node, node->key);
    for (const rules_yaml *n = first_item(node); n; n = next_item(node, n)) {
        if (n->kind != RULES_YAML_SCALAR || n->text.size == 0)
            return refuse(r, n, node->key);
        list[(*count)++] = n->text;
    }
    *texts = list;
    return true;
}

static bool read_ids(const reading *r, const rules_yaml *node, ks_form *form)
{
    u32 *ids = ks_take(r->run, u32, item_count(node) + 1u);
    if (ids == NULL)
        return refuse_memory(r);
    form->id_count = 0;
    if (node->kind == RULES_YAML_MAP)
        return refuse(r, node, node->key);
    for (const rules_yaml *n = first_item(node); n; n = next_item(node, n)) {
        u64 id = 0;
        if (n->kind != RULES_YAML_SCALAR || !ks_u64_read(n->text, &id) || id > 0xffff)
            return refuse(r, n, n->text);
        ids[form->id_count++] = (u32)id;
    }
    form->ids = ids;
    return true;
}

// --- where: field|contains: value or list, all of them

static const ks_rule_node *test_node(const reading *r, const rules_yaml *value, ks_str field,
                                     int how)
{
    ks_rule_test *test = ks_take(r->run, ks_rule_test, 1);
    ks_rule_node *node = ks_take(r->run, ks_rule_node, 1);
    ks_rule_piece *pieces = ks_take(r->run, ks_rule_piece, 3);
    if (test == NULL || node == NULL || pieces == NULL)
        return NULL;
    *test = (ks_rule_test){ .kind = KS_TEST_TEXT,
                            .field = field,
                            .text = value->text,
                            .pieces = pieces,
                            .line = value->line,
                            .column = value->column };
    if (how & 1)
        pieces[test->piece_count++].kind = KS_PIECE_ANY;
    if (value->text.size)
        pieces[test->piece_count++] = (ks_rule_piece){ KS_PIECE_TEXT, value->text };
    if (how & 2)
        pieces[test->piece_count++].kind = KS_PIECE_ANY;
    *node = (ks_rule_node){ .kind = KS_RULE_TEST, .test = test, .line = value->line };
    return node;
}

static ks_rule_node *list_node(const reading *r, ks_rule_node_kind kind, u32 most)
{
    ks_rule_node *node = ks_take(r->run, ks_rule_node, 1);
    const ks_rule_node **parts = ks_take(r->run, const ks_rule_node *, most + 1u);
    if (node == NULL || parts == NULL)
        return NULL;
    *node = (ks_rule_node){ .kind = kind, .parts = parts };
    return node;
}

// The parts of a node that is being made are still ours to write.
static void put_part(ks_rule_node *node, const ks_rule_node **parts, const ks_rule_node *part)
{
    parts[node->part_count++] = part;
    node->parts = parts;
}

static bool read_where_row(const reading *r, const rules_yaml *row, const ks_rule_node **made)
{
    static const struct {
        const char *word;
        int how;
    } modifiers[] = { { "contains", 3 }, { "startswith", 2 }, { "endswith", 1 } };
    ks_str field = row->key;
    int how = 0;
    const char *bar = field.size ? memchr(field.at, '|', field.size) : NULL;
    if (bar) {
        ks_str word = { bar + 1, field.size - (size_t)(bar - field.at) - 1 };
        field.size = (size_t)(bar - field.at);
        for (size_t i = 0; i < countof(modifiers); i++)
            how |= ks_str_equal(word, ks_str_of(modifiers[i].word)) ? modifiers[i].how : 0;
        if (how == 0)
            return refuse(r, row, row->key);
    }
    if (row->kind == RULES_YAML_MAP || field.size == 0)
        return refuse(r, row, row->key);
    u32 count = item_count(row);
    ks_rule_node *any = list_node(r, KS_RULE_ANY, 0);
    const ks_rule_node **parts = ks_take(r->run, const ks_rule_node *, count + 1u);
    if (any == NULL || parts == NULL)
        return refuse_memory(r);
    for (const rules_yaml *n = first_item(row); n; n = next_item(row, n)) {
        if (n->kind != RULES_YAML_SCALAR)
            return refuse(r, n, row->key);
        const ks_rule_node *test = test_node(r, n, field, how);
        if (test == NULL)
            return refuse_memory(r);
        put_part(any, parts, test);
    }
    *made = any->part_count == 1 ? any->parts[0] : any;
    return true;
}

static bool read_where(const reading *r, const rules_yaml *node, ks_form *form)
{
    if (node->kind != RULES_YAML_MAP)
        return refuse(r, node, node->key);
    ks_rule_node *all = list_node(r, KS_RULE_ALL, 0);
    const ks_rule_node **parts = ks_take(r->run, const ks_rule_node *, node->count + 1u);
    if (all == NULL || parts == NULL)
        return refuse_memory(r);
    for (const rules_yaml *row = node->first; row; row = row->next) {
        const ks_rule_node *part = NULL;
        if (!read_where_row(r, row, &part))
            return false;
        put_part(all, parts, part);
    }
    form->where = all;
    return true;
}

// --- fields

static bool read_words(const reading *r, const rules_yaml *node, ks_form_field *field)
{
    rules_word *words = ks_take(r->run, rules_word, node->count + 1u);
    if (words == NULL)
        return refuse_memory(r);
    if (node->kind != RULES_YAML_MAP)
        return refuse(r, node, node->key);
    for (const rules_yaml *n = node->first; n; n = n->next) {
        if (n->kind != RULES_YAML_SCALAR)
            return refuse(r, n, n->key);
        words[field->word_count++] = (rules_word){ n->key, n->text };
    }
    field->words = words;
    return true;
}

static bool read_as(const reading *r, const rules_yaml *node, ks_form_field *field)
{
    static const char *const words[] = {
#define X(name, word) word,
        RULES_MAKINGS(X)
#undef X
    };
    for (size_t i = 0; i < MAKE_COUNT && node->kind == RULES_YAML_SCALAR; i++) {
        if (ks_str_equal(node->text, ks_str_of(words[i]))) {
            field->as = (rules_make)i;
            return true;
        }
    }
    return refuse(r, node, node->text);
}

// How many sources a making looks at; the rest need at least one.
static bool has_sources(const ks_form_field *field)
{
    switch (field->as) {
    case MAKE_INITIATOR:
    case MAKE_TARGET: return field->from_count == 7;
    case MAKE_ACCOUNT: return field->from_count >= 3 && field->from_count % 3 == 0;
    case MAKE_REGISTRY_KEY:
    case MAKE_REGISTRY_DETAILS: return field->from_count == 2;
    case MAKE_NEVER:
    case MAKE_TEXT:
    case MAKE_ALL: return field->from_count == 0;
    case MAKE_SAME:
    case MAKE_GIVEN:
    case MAKE_DECIMAL:
    case MAKE_NOT_ZERO:
    case MAKE_WORDS:
    case MAKE_BEHIND:
    case MAKE_DEVICE_PATH:
    case MAKE_IS_IPV6:
    case MAKE_THREAT_PATHS:
    case MAKE_HASH:
    case MAKE_CLASSIC:
    case MAKE_COUNT: break;
    }
    return field->from_count > 0;
}

static bool read_field(const reading *r, const rules_yaml *node, ks_form_field *field)
{
    *field = (ks_form_field){ .name = node->key, .as = MAKE_SAME };
    if (is_null(node)) {
        field->as = MAKE_NEVER;
        return true;
    }
    if (node->kind != RULES_YAML_MAP)
        return read_texts(r, node, &field->from, &field->from_count);
    for (const rules_yaml *n = node->first; n; n = n->next) {
        bool is_read = true;
        if (is_key(n, "from"))
            is_read = read_texts(r, n, &field->from, &field->from_count);
        else if (is_key(n, "as"))
            is_read = read_as(r, n, field);
        else if (is_key(n, "words"))
            is_read = read_words(r, n, field);
        else if (is_key(n, "text") && n->kind == RULES_YAML_SCALAR)
            field->text = n->text;
        else if (is_key(n, "keeps"))
            field->keeps = ks_str_equal(n->text, KS_STR("true"));
        else
            is_read = refuse(r, n, n->key);
        if (!is_read)
            return false;
    }
    return has_sources(field) || refuse(r, node, node->key);
}

static bool read_fields(const reading *r, const rules_yaml *node, const ks_form_field **fields,
                        u32 *count)
{
    *count = 0;
    if (node->kind == RULES_YAML_SCALAR) {
        for (size_t i = 0; i < r->table->set_count; i++) {
            if (ks_str_equal(r->table->sets[i].name, node->text)) {
                *fields = r->table->sets[i].fields;
                *count = r->table->sets[i].count;
                return true;
            }
        }
        return refuse(r, node, node->text);
    }
    ks_form_field *list = ks_take(r->run, ks_form_field, node->count + 1u);
    if (list == NULL)
        return refuse_memory(r);
    if (node->kind != RULES_YAML_MAP)
        return refuse(r, node, node->key);
    for (const rules_yaml *n = node->first; n; n = n->next) {
        if (!read_field(r, n, &list[(*count)++]))
            return false;
    }
    *fields = list;
    return true;
}

// --- forms

// "Sysmon" with ids 12 and 13: "Sysmon 12/13".
static bool name_form(const reading *r, ks_form *form, ks_str name)
{
    ks_out out;
    if (!ks_out_open(&out, r->run, name.size + ks_number_size * (size_t)(form->id_count + 1)))
        return refuse_memory(r);
    ks_out_put(&out, name);
    for (u32 i = 0; i < form->id_count; i++) {
        ks_out_byte(&out, i ? '/' : ' ');
        ks_out_u64(&out, form->ids[i]);
    }
    form->name = ks_cstr(r->run, ks_out_str(&out));
    return form->name || refuse_memory(r);
}

static bool read_form_key(const reading *r, const rules_yaml *n, ks_form *form)
{
    if (is_key(n, "channels"))
        return read_texts(r, n, &form->channels, &form->channel_count);
    if (is_key(n, "providers") && is_null(n)) {
        form->provider_count = 0;
        return true;
    }
    if (is_key(n, "providers"))
        return read_texts(r, n, &form->providers, &form->provider_count);
    if (is_key(n, "ids"))
        return read_ids(r, n, form);
    if (is_key(n, "where"))
        return read_where(r, n, form);
    if (is_key(n, "fields")) {
        form->is_native = false;
        return read_fields(r, n, &form->fields, &form->field_count);
    }
    return is_key(n, "name") || is_key(n, "service") || refuse(r, n, n->key);
}

static bool read_form(const reading *r, const rules_yaml *node, form_row *row)
{
    if (node->kind != RULES_YAML_MAP)
        return refuse(r, node, node->text);
    ks_form *form = ks_take(r->run, ks_form, 1);
    if (form == NULL)
        return refuse_memory(r);
    *form = (ks_form){ .is_native = true };
    ks_str name = row->name;
    const rules_yaml *service = find(node, "service"), *named = find(node, "name");
    if (service) {
        const form_row *of = form_row_find(r->table, true, service->text);
        if (of == NULL || of->count == 0)
            return refuse(r, service, service->text);
        *form = *of->forms[0];
        name = ks_str_of(form->name);
    }
    form->number = r->table->form_count++;
    form->table = r->table;
    for (const rules_yaml *n = node->first; n; n = n->next) {
        if (!read_form_key(r, n, form))
            return false;
    }
    if (form->channel_count + form->provider_count + form->id_count == 0)
        return refuse(r, node, row->name); // it would be every event
    if (named ? !(form->name = ks_cstr(r->run, named->text)) : !name_form(r, form, name))
        return refuse_memory(r);
    if (row->count == row->capacity) {
        const ks_form **grown =
            ks_arena_grow(r->run, row->forms, sizeof *grown, row->count, &row->capacity);
        if (grown == NULL)
            return refuse_memory(r);
        row->forms = grown;
    }
    row->forms[row->count++] = form;
    return true;
}

form_row *form_row_find(const ks_forms *table, bool is_service, ks_str name)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].is_service == is_service && ks_equal_fold(table->rows[i].name, name))
            return &table->rows[i];
    }
    return NULL;
}

static form_row *add_row(const reading *r, bool is_service, ks_str name)
{
    ks_forms *t = r->table;
    form_row *row = form_row_find(t, is_service, name);
    if (row)
        return row;
    if (t->row_count == t->row_capacity) {
        form_row *grown =
            ks_arena_grow(r->run, t->rows, sizeof *grown, t->row_count, &t->row_capacity);
        if (grown == NULL)
            return NULL;
        t->rows = grown;
    }
    row = &t->rows[t->row_count++];
    *row = (form_row){ .name = name, .is_service = is_service };
    return row;
}

static bool read_rows(const reading *r, const rules_yaml *map, bool is_service)
{
    if (map->kind != RULES_YAML_MAP)
        return refuse(r, map, map->key);
    for (const rules_yaml *n = map->first; n; n = n->next) {
        form_row *row = add_row(r, is_service, n->key);
        if (row == NULL)
            return refuse_memory(r);
        if (n->kind == RULES_YAML_SCALAR) {
            if (!ks_str_equal(n->text, KS_STR("not logged")))
                return refuse(r, n, n->text);
            continue;
        }
        row->is_logged = true;
        if (n->kind == RULES_YAML_MAP && !read_form(r, n, row))
            return false;
        for (const rules_yaml *f = n->kind == RULES_YAML_LIST ? n->first : NULL; f; f = f->next) {
            if (!read_form(r, f, row))
                return false;
        }
    }
    return true;
}

static bool read_sets(const reading *r, const rules_yaml *map)
{
    ks_forms *t = r->table;
    if (map->kind != RULES_YAML_MAP)
        return refuse(r, map, map->key);
    for (const rules_yaml *n = map->first; n; n = n->next) {
        form_set set = { .name = n->key };
        if (!read_fields(r, n, &set.fields, &set.count))
            return false;
        if (t->set_count == t->set_capacity) {
            form_set *grown =
                ks_arena_grow(r->run, t->sets, sizeof *grown, t->set_count, &t->set_capacity);
            if (grown == NULL)
                return refuse_memory(r);
            t->sets = grown;
        }
        t->sets[t->set_count++] = set;
    }
    return true;
}

// own field: [names that rules use for it]
static bool read_aliases(const reading *r, const rules_yaml *map)
{
    ks_forms *t = r->table;
    if (map->kind != RULES_YAML_MAP)
        return refuse(r, map, map->key);
    for (const rules_yaml *n = map->first; n; n = n->next) {
        const ks_str *names = NULL;
        u32 count = 0;
        if (!read_texts(r, n, &names, &count))
            return false;
        for (u32 i = 0; names && i < count; i++) {
            if (t->alias_count == t->alias_capacity) {
                rules_alias *grown = ks_arena_grow(r->run, t->aliases, sizeof *grown,
                                                   t->alias_count, &t->alias_capacity);
                if (grown == NULL)
                    return refuse_memory(r);
                t->aliases = grown;
            }
            t->aliases[t->alias_count++] = (rules_alias){ names[i], n->key };
        }
    }
    return true;
}

bool form_table_read(ks_forms *table, const rules_yaml *root, ks_str path, ks_arena *run,
                     ks_fail *fail)
{
    reading r = { table, run, path, fail };
    static const char *const keys[] = { "format", "services", "categories", "fields", "aliases" };
    if (root->kind != RULES_YAML_MAP)
        return refuse(&r, root, root->text);
    for (const rules_yaml *n = root->first; n; n = n->next) {
        bool is_known = false;
        for (size_t i = 0; i < countof(keys); i++)
            is_known = is_known || is_key(n, keys[i]);
        if (!is_known)
            return refuse(&r, n, n->key);
    }
    const rules_yaml *format = find(root, "format"), *services = find(root, "services");
    const rules_yaml *categories = find(root, "categories"), *sets = find(root, "fields");
    const rules_yaml *aliases = find(root, "aliases");
    if (format == NULL || !ks_str_equal(format->text, KS_STR("1")))
        return refuse(&r, format ? format : root, KS_STR("format: 1"));
    return (services == NULL || read_rows(&r, services, true)) &&
           (sets == NULL || read_sets(&r, sets)) &&
           (categories == NULL || read_rows(&r, categories, false)) &&
           (aliases == NULL || read_aliases(&r, aliases));
}
