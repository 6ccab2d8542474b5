// Reading YAML. libyaml hands over events; this file builds the tree from them with a stack of its
// own, and refuses what no rule needs: aliases and anchors (which can make a small file expand
// without end), tags, keys that are no text, and keys that come twice, where some readers would
// silently keep one of the two. What a file may cost is bounded before anything is built: its size,
// its depth, its number of nodes.
#include "rules/yaml.h"

#include "base/table.h"

#include <yaml.h>

typedef struct {
    rules_yaml *node;
    rules_yaml *last; // entry
    bool wants_value; // a key was read
    ks_str key;       // it
    u32 line, column; // of it
} frame;

typedef struct {
    yaml_parser_t parser;
    ks_arena *arena;
    ks_rule_problems *problems;
    frame stack[rules_yaml_depth_most];
    u32 depth, nodes;
    rules_yaml *first, *last; // documents
    bool is_refused;
} reader;

static void refuse(reader *r, ks_rule_problem_kind kind, yaml_mark_t mark, ks_str text)
{
    if (!r->is_refused)
        ks_rule_problem_add(r->problems, (ks_rule_problem){ .kind = kind,
                                                            .line = (u32)mark.line + 1,
                                                            .column = (u32)mark.column + 1,
                                                            .text = text });
    r->is_refused = true;
}

// libyaml's own words, which are English: "did not find expected key".
static void refuse_syntax(reader *r)
{
    const yaml_parser_t *p = &r->parser;
    yaml_mark_t mark = p->problem_mark;
    if (p->error == YAML_READER_ERROR)
        mark = p->mark;
    refuse(r, KS_RULE_NOT_YAML, mark, ks_str_of(p->problem ? p->problem : "?"));
}

static rules_yaml *add_node(reader *r, rules_yaml_kind kind, const yaml_event_t *event)
{
    yaml_mark_t start = event->start_mark, end = event->end_mark;
    rules_yaml *node = r->nodes < rules_yaml_nodes_most ? ks_take(r->arena, rules_yaml, 1) : NULL;
    if (node == NULL) {
        refuse(r, KS_RULE_TOO_MANY_NODES, start, (ks_str){ 0 });
        return NULL;
    }
    r->nodes++;
    *node = (rules_yaml){ .kind = kind,
                          .line = (u32)start.line + 1,
                          .column = (u32)start.column + 1,
                          .is_one_line = start.line == end.line };
    return node;
}

// Puts a node where the last event left off: as a document, an item, or the value of the last key.
static void hang(reader *r, rules_yaml *node)
{
    if (r->depth == 0) {
        *(r->last ? &r->last->next : &r->first) = node;
        r->last = node;
        return;
    }
    frame *f = &r->stack[r->depth - 1];
    if (f->node->kind == RULES_YAML_MAP) {
        node->key = f->key;
        node->key_line = f->line;
        node->key_column = f->column;
        f->wants_value = false;
    }
    *(f->last ? &f->last->next : &f->node->first) = node;
    f->last = node;
    f->node->count++;
}

static bool waits_for_key(const reader *r)
{
    const frame *f = r->depth ? &r->stack[r->depth - 1] : NULL;
    return f && f->node->kind == RULES_YAML_MAP && !f->wants_value;
}

static void add_scalar(reader *r, const yaml_event_t *event)
{
    ks_str text = { (const char *)event->data.scalar.value, event->data.scalar.length };
    if (event->data.scalar.anchor || event->data.scalar.tag) {
        refuse(r, event->data.scalar.tag ? KS_RULE_YAML_TAG : KS_RULE_YAML_ALIAS, event->start_mark,
               (ks_str){ 0 });
        return;
    }
    ks_str kept = text.size ? ks_arena_keep(r->arena, text) : KS_STR("");
    if (kept.size != text.size) {
        refuse(r, KS_RULE_TOO_MANY_NODES, event->start_mark, (ks_str){ 0 });
        return;
    }
    if (waits_for_key(r)) {
        frame *f = &r->stack[r->depth - 1];
        f->key = kept;
        f->line = (u32)event->start_mark.line + 1;
        f->column = (u32)event->start_mark.column + 1;
        f->wants_value = true;
        return;
    }
    rules_yaml *node = add_node(r, RULES_YAML_SCALAR, event);
    if (node == NULL)
        return;
    node->text = kept;
    node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    hang(r, node);
}

static void open_collection(reader *r, rules_yaml_kind kind, const yaml_event_t *event)
{
    bool is_map = kind == RULES_YAML_MAP;
    bool has_anchor = is_map ? event->data.mapping_start.anchor != NULL
                             : event->data.sequence_start.anchor != NULL;
    bool has_tag =
        is_map ? event->data.mapping_start.tag != NULL : event->data.sequence_start.tag != NULL;
    if (has_anchor || has_tag) {
        refuse(r, has_tag ? KS_RULE_YAML_TAG : KS_RULE_YAML_ALIAS, event->start_mark,
               (ks_str){ 0 });
        return;
    }
    if (waits_for_key(r)) {
        refuse(r, KS_RULE_YAML_KEY, event->start_mark, (ks_str){ 0 });
        return;
    }
    if (r->depth == rules_yaml_depth_most) {
        refuse(r, KS_RULE_YAML_DEEP, event->start_mark, (ks_str){ 0 });
        return;
    }
    rules_yaml *node = add_node(r, kind, event);
    if (node == NULL)
        return;
    hang(r, node);
    r->stack[r->depth++] = (frame){ .node = node };
}

static void refuse_duplicate(reader *r, const rules_yaml *entry)
{
    yaml_mark_t mark = { .line = entry->key_line - 1, .column = entry->key_column - 1 };
    refuse(r, KS_RULE_DUPLICATE_KEY, mark, entry->key);
}

static void check_few(reader *r, const rules_yaml *map)
{
    for (const rules_yaml *a = map->first; a; a = a->next) {
        for (const rules_yaml *b = map->first; b != a; b = b->next) {
            if (ks_str_equal(a->key, b->key)) {
                refuse_duplicate(r, a);
                return;
            }
        }
    }
}

static void check_many(reader *r, const rules_yaml *map)
{
    ks_arena scratch = *r->arena;
    ks_table keys = { 0 };
    for (const rules_yaml *a = map->first; a; a = a->next) {
        size_t before = keys.count;
        if (ks_table_add(&keys, &scratch, ks_str_span(a->key)) != before) {
            refuse_duplicate(r, a);
            return;
        }
    }
}

static void close_collection(reader *r)
{
    enum { few = 24 }; // are compared with each other; more go through a table
    const rules_yaml *node = r->stack[--r->depth].node;
    if (node->kind == RULES_YAML_MAP)
        (node->count <= few ? check_few : check_many)(r, node);
}

static void take_event(reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT: refuse(r, KS_RULE_YAML_ALIAS, event->start_mark, (ks_str){ 0 }); return;
    case YAML_SCALAR_EVENT: add_scalar(r, event); return;
    case YAML_SEQUENCE_START_EVENT: open_collection(r, RULES_YAML_LIST, event); return;
    case YAML_MAPPING_START_EVENT: open_collection(r, RULES_YAML_MAP, event); return;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: close_collection(r); return;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT: return;
    }
}

// A document that is nothing but an empty plain scalar says nothing.
static rules_yaml *without_empty(rules_yaml *first)
{
    rules_yaml **at = &first;
    while (*at) {
        if (rules_yaml_is_null(*at))
            *at = (*at)->next;
        else
            at = &(*at)->next;
    }
    return first;
}

rules_yaml *rules_yaml_read(ks_span file, ks_arena *arena, ks_rule_problems *problems)
{
    reader r = { .arena = arena, .problems = problems };
    if (file.size > rules_yaml_size_most) {
        refuse(&r, KS_RULE_FILE_TOO_LARGE, (yaml_mark_t){ 0 }, (ks_str){ 0 });
        return NULL;
    }
    if (!yaml_parser_initialize(&r.parser)) {
        refuse(&r, KS_RULE_TOO_MANY_NODES, (yaml_mark_t){ 0 }, (ks_str){ 0 });
        return NULL;
    }
    yaml_parser_set_input_string(&r.parser, file.size ? file.at : (const u8 *)"", file.size);
    bool is_over = false;
    while (!is_over && !r.is_refused) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r.parser, &event)) {
            refuse_syntax(&r);
            break;
        }
        take_event(&r, &event);
        is_over = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&r.parser);
    return r.is_refused ? NULL : without_empty(r.first);
}

const rules_yaml *rules_yaml_find(const rules_yaml *map, const char *key)
{
    ks_str wanted = ks_str_of(key);
    if (map == NULL || map->kind != RULES_YAML_MAP)
        return NULL;
    const rules_yaml *entry = map->first;
    while (entry && !ks_str_equal(entry->key, wanted))
        entry = entry->next;
    return entry;
}
