// Names at their places: each member's name is looked up among those of its parent, and its role,
// which is a search through the dialect's table, is found once for all records.
#include "base/hash.h"
#include "evidence/jsonlog/reader.h"

enum { path_most = 512, first_nodes = 64 };

// What may stand as a name in XML unescaped: the ASCII part of XML's NameChar, and all beyond.
static bool is_xml_name(ks_str name)
{
    for (size_t i = 0; name.at && i < name.size; i++) {
        u8 c = (u8)name.at[i], letter = (u8)(c | 0x20);
        bool begins = (letter >= 'a' && letter <= 'z') || c == '_' || c >= 0x80;
        bool goes_on = (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
        if (!begins && !(goes_on && i > 0))
            return false;
    }
    return name.size > 0 && name.size <= 256;
}

static u64 node_hash(u32 parent, ks_span raw) { return ks_hash(raw, parent + 1u); }

void jsonlog_forget(ks_jsonlog *r)
{
    r->keeping = r->keeping_empty;
    if (r->node_count > 0) { // before the first use the pages are zero, and better not touched
        memset(r->node_slots, 0, jsonlog_slots * sizeof *r->node_slots);
        memset(r->shape_slots, 0, jsonlog_slots * sizeof *r->shape_slots);
    }
    r->shape_count = 0;
    r->last_node = 0;
    r->node_count = first_nodes; // the first ones are the dialects' roots
    KS_ASSERT(dialect_count <= first_nodes);
    for (u32 i = 0; i < dialect_count; i++)
        r->nodes[i] = (jsonlog_node){ .parent = i, .role = ROLE_ENTER };
    r->is_full = false;
    r->is_new = true;
}

// The role by the parent where the parent decides; false: the dialect's table does.
static bool role_by_parent(const jsonlog_node *parent, jsonlog_node *node)
{
    bool is_element = parent->role == ROLE_ELEMENT || parent->role == ROLE_CONTAINER ||
                      (parent->role == ROLE_DATA && parent->argument == 2);
    if (parent->role == ROLE_ATTRIBUTES)
        node->role = node->is_xml_name ? ROLE_ATTRIBUTE : ROLE_SKIP;
    else if (is_element && ks_str_equal(node->name, KS_STR("#attributes")))
        node->role = ROLE_ATTRIBUTES;
    else if (is_element && ks_str_equal(node->name, KS_STR("#text")))
        node->role = ROLE_TEXT;
    else if (is_element && parent->role != ROLE_CONTAINER)
        node->role = ROLE_ELEMENT;
    else
        return false;
    return true;
}

static u32 root_of(const ks_jsonlog *r, u32 node)
{
    while (r->nodes[node].parent != node)
        node = r->nodes[node].parent;
    return node;
}

static bool describe(ks_jsonlog *r, jsonlog_node *node, json_string key)
{
    const jsonlog_node *parent = &r->nodes[node->parent];
    u8 *room = jsonlog_room(r, json_room(key));
    bool is_altered = false;
    if (room == NULL)
        return false;
    ks_str name = { (const char *)room, json_unescape(key, room, &is_altered) };
    node->name = ks_arena_keep(&r->keeping, name);
    node->raw = ks_arena_keep(&r->keeping, (ks_str){ (const char *)key.bytes.at, key.bytes.size });
    if ((node->name.at == NULL && name.size) || (node->raw.at == NULL && key.bytes.size))
        return false;
    node->is_xml_name = is_xml_name(node->name);
    char path[path_most];
    size_t size = parent->path.size;
    if (size)
        memcpy(path, parent->path.at, size);
    if (size && size < path_most)
        path[size++] = '.';
    if (name.size > path_most - size)
        name.size = path_most - size; // no row is that long: it falls under a "*"
    if (name.size)
        memcpy(path + size, name.at, name.size);
    node->path = ks_arena_keep(&r->keeping, (ks_str){ path, size + name.size });
    if (node->path.at == NULL && size + name.size)
        return false;
    if (!role_by_parent(parent, node)) {
        const dialect_row *row = dialect_find(&dialects[root_of(r, node->parent)], node->path);
        node->role = row ? row->role : ROLE_SKIP;
        node->argument = row ? row->argument : 0;
        node->word = row ? row->word : NULL;
        // A flattened name: "winlog.event_data.LogonType" under "winlog.event_data.*".
        size_t front = row ? strlen(row->path) - 1 : 0;
        if (row && row->path[front] == '*' && node->role == ROLE_DATA && front > size)
            node->name = ks_str_from(node->name, front - size);
    }
    if (node->role == ROLE_ELEMENT && !node->is_xml_name)
        node->role = ROLE_DATA; // its name can stand in an attribute only
    return true;
}

u32 jsonlog_child(ks_jsonlog *r, u32 parent, json_string key)
{
    // The exporter's envelope: what is in it stands as if it stood outside.
    if (parent < first_nodes && ks_span_equal(key.bytes, ks_str_span(KS_STR("_source"))))
        return parent;
    // Records of one kind have their members in one order: the name that came behind the last one
    // the time before is mostly this one.
    jsonlog_node *last = &r->nodes[r->last_node];
    const jsonlog_node *guess = &r->nodes[last->follower];
    if (guess->parent == parent && last->follower >= first_nodes &&
        ks_span_equal(ks_str_span(guess->raw), key.bytes)) {
        r->last_node = last->follower;
        return r->last_node;
    }
    u64 hash = node_hash(parent, key.bytes);
    size_t slot = hash & (jsonlog_slots - 1);
    for (; r->node_slots[slot]; slot = (slot + 1) & (jsonlog_slots - 1)) {
        u32 number = r->node_slots[slot];
        const jsonlog_node *node = &r->nodes[number];
        if (node->parent == parent && ks_span_equal(ks_str_span(node->raw), key.bytes)) {
            last->follower = r->last_node = number;
            return number;
        }
    }
    jsonlog_node node = { .parent = parent };
    if (key.bytes.size > jsonlog_name_most || r->node_count == jsonlog_node_most ||
        !describe(r, &node, key)) {
        r->is_full = r->is_full || key.bytes.size <= jsonlog_name_most;
        return UINT32_MAX;
    }
    u32 number = r->node_count++;
    r->nodes[number] = node;
    r->node_slots[slot] = number;
    last->follower = r->last_node = number;
    return number;
}
