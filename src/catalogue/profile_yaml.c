// libyaml's events become a flat array of nodes. Refused is what a profile does not need: aliases,
// anchors and tags (a small file could expand without end), keys that are no text, depth.
#include "catalogue/profile_yaml.h"

#include <yaml.h>

enum { depth_most = 8, nodes_most = 20000, yaml_size_most = 8 << 20 };

typedef struct {
    ks_arena *arena;
    ks_source_node *nodes;
    size_t count, room;
    size_t stack[depth_most]; // indexes of the open maps and lists
    u32 depth, documents;
    bool has_key;
    ks_str key;
    ks_fail *fail;
} reader;

static bool refuse(const reader *r, yaml_mark_t mark, const char *what)
{
    return ks_refuse(r->fail, KS_PROFILE_YAML, (i64)mark.line + 1, (i64)mark.column + 1,
                     ks_str_of(what));
}

static bool keep(reader *r, const yaml_event_t *event, ks_str *kept)
{
    size_t size = event->data.scalar.length;
    char *copy = size ? ks_take(r->arena, char, size) : NULL;
    if (size && !copy)
        return ks_refuse(r->fail, KS_OVER_BUDGET, (i64)size, 0, KS_STR("run"));
    if (size)
        memcpy(copy, event->data.scalar.value, size);
    *kept = size ? (ks_str){ copy, size } : KS_STR("");
    return true;
}

static bool add(reader *r, const yaml_event_t *event, ks_source_node node)
{
    if (r->count == nodes_most)
        return refuse(r, event->start_mark, "too many values");
    if (r->count == r->room) {
        size_t room = r->room ? r->room * 2 : 64;
        ks_source_node *more = ks_take(r->arena, ks_source_node, room);
        if (!more)
            return ks_refuse(r->fail, KS_OVER_BUDGET, (i64)(room * sizeof *more), 0, KS_STR("run"));
        if (r->count)
            memcpy(more, r->nodes, r->count * sizeof *more);
        r->nodes = more;
        r->room = room;
    }
    node.key = r->has_key ? r->key : (ks_str){ 0 };
    node.size = 1;
    node.line = (u32)event->start_mark.line + 1;
    node.column = (u32)event->start_mark.column + 1;
    r->has_key = false;
    r->nodes[r->count++] = node;
    return true;
}

static bool waits_for_key(const reader *r)
{
    return r->depth && !r->has_key && r->nodes[r->stack[r->depth - 1]].kind == KS_SOURCE_NODE_MAP;
}

static bool take_scalar(reader *r, const yaml_event_t *event)
{
    ks_str text;
    if (event->data.scalar.anchor || event->data.scalar.tag)
        return refuse(r, event->start_mark, "anchors and tags are not used here");
    if (!keep(r, event, &text))
        return false;
    if (waits_for_key(r)) {
        const ks_source_node *map = &r->nodes[r->stack[r->depth - 1]];
        for (const ks_source_node *at = map + 1; at < r->nodes + r->count; at += at->size) {
            if (ks_str_equal(at->key, text))
                return refuse(r, event->start_mark, "this key is here twice");
        }
        r->key = text;
        r->has_key = true;
        return true;
    }
    bool is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return add(r, event, (ks_source_node){ .text = text, .is_plain = is_plain });
}

static bool take_open(reader *r, const yaml_event_t *event, bool is_map)
{
    if (is_map ? event->data.mapping_start.anchor || event->data.mapping_start.tag
               : event->data.sequence_start.anchor || event->data.sequence_start.tag)
        return refuse(r, event->start_mark, "anchors and tags are not used here");
    if (waits_for_key(r))
        return refuse(r, event->start_mark, "a key has to be a text");
    if (r->depth == depth_most)
        return refuse(r, event->start_mark, "nested too deeply");
    if (!add(r, event,
             (ks_source_node){ .kind = is_map ? KS_SOURCE_NODE_MAP : KS_SOURCE_NODE_LIST }))
        return false;
    r->stack[r->depth++] = r->count - 1;
    return true;
}

static bool take_event(reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return refuse(r, event->start_mark, "anchors and tags are not used here");
    case YAML_SCALAR_EVENT: return take_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT: return take_open(r, event, false);
    case YAML_MAPPING_START_EVENT: return take_open(r, event, true);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: {
        size_t open = r->stack[--r->depth];
        KS_ASSERT(r->nodes != NULL); // one was opened
        r->nodes[open].size = (u32)(r->count - open);
        return true;
    }
    case YAML_DOCUMENT_START_EVENT:
        return r->documents++ == 0 || refuse(r, event->start_mark, "only one document is read");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT: return true;
    }
    return true;
}

static bool run(reader *r, yaml_parser_t *parser)
{
    for (bool is_end = false; !is_end;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            yaml_mark_t mark =
                parser->error == YAML_READER_ERROR ? parser->mark : parser->problem_mark;
            ks_str words = ks_str_of(parser->problem ? parser->problem : "not YAML");
            return ks_refuse(r->fail, KS_PROFILE_YAML, (i64)mark.line + 1, (i64)mark.column + 1,
                             words);
        }
        is_end = event.type == YAML_STREAM_END_EVENT;
        bool is_taken = take_event(r, &event);
        yaml_event_delete(&event);
        if (!is_taken)
            return false;
    }
    return true;
}

bool profile_yaml_read(ks_str yaml, ks_arena *arena, profile_document *document, ks_fail *fail)
{
    reader r = { .arena = arena, .fail = fail };
    yaml_parser_t parser;
    if (yaml.size > yaml_size_most)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)yaml.size, yaml_size_most, KS_STR("profile"));
    if (!yaml_parser_initialize(&parser))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("libyaml"));
    yaml_parser_set_input_string(&parser, (const u8 *)yaml.at, yaml.size);
    bool is_read = run(&r, &parser);
    yaml_parser_delete(&parser);
    if (is_read && r.count == 0)
        return ks_refuse(fail, KS_PROFILE_FORM, 1, 1, KS_STR("profiles"));
    *document = (profile_document){ r.nodes, r.count };
    return is_read;
}
