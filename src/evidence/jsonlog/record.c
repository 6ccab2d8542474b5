// One record: the object is walked from its first member to its last, each value goes where its
// name's role says: into a System slot, or behind the others as a leaf, whose place is noted in
// the signature. No tree is built; the signature leads to the plan.
#include "evidence/jsonlog/reader.h"

typedef struct {
    u32 node;
    u32 leaves; // before it began
    bool is_array, is_opened, has_items;
} frame;

typedef struct {
    ks_jsonlog *r;
    json_text *t;
    frame frames[json_depth_most];
    size_t depth;
} walk;

static bool step(walk *w, u32 node, jsonlog_step s)
{
    if (w->r->signature_count == jsonlog_signature_most)
        return json_refuse(w->t, "fewer fields");
    w->r->signature[w->r->signature_count++] = node << 2 | s;
    return true;
}

static bool leaf(walk *w, u32 node, ks_value v)
{
    if (w->r->value_count == KS_SYSTEM_COUNT + jsonlog_value_most)
        return json_refuse(w->t, "fewer fields");
    w->r->values[w->r->value_count++] = v;
    return step(w, node, STEP_LEAF);
}

static bool string_value(walk *w, ks_value *v)
{
    json_string string;
    if (!json_string_read(w->t, &string))
        return false;
    ks_str text = { (const char *)string.bytes.at, string.bytes.size };
    if (string.has_escape || (!string.is_ascii && !json_is_utf8(string.bytes))) {
        u8 *room = jsonlog_room(w->r, json_room(string));
        bool is_altered = false;
        if (room == NULL)
            return json_refuse(w->t, "a shorter record");
        text = (ks_str){ (const char *)room, json_unescape(string, room, &is_altered) };
        w->r->text_at += text.size;
    }
    *v = ks_value_text(text);
    return true;
}

static bool scalar(walk *w, int c, ks_value *v)
{
    static const u8 truth[4] = { 1 }, lie[4] = { 0 };
    if (c == '"')
        return string_value(w, v);
    if (c == '-' || (c >= '0' && c <= '9')) {
        ks_span number;
        if (!json_number_read(w->t, &number))
            return false;
        *v = (ks_value){ number.at, (u32)number.size, KS_NUMBER };
        return true;
    }
    u8 word = json_word_read(w->t);
    *v = (ks_value){ 0 };
    if (word == 't' || word == 'f')
        *v = (ks_value){ word == 't' ? truth : lie, 4, KS_BOOL };
    return word != 0;
}

// Whether the value is one of the words that mean that the exporter wrote it.
static bool is_exporters(const jsonlog_node *node, ks_value v)
{
    if (node->role != ROLE_DATA || node->argument != 1 || v.type != KS_UTF8)
        return false;
    ks_str value = { (const char *)v.at, v.size };
    for (const char *at = node->word; *at;) {
        size_t size = strcspn(at, "|");
        if (size && ks_str_equal((ks_str){ at, size }, value))
            return true;
        at += size + (at[size] == '|');
    }
    return false;
}

static bool place(walk *w, u32 number, ks_value v)
{
    const jsonlog_node *node = &w->r->nodes[number];
    switch ((dialect_role)node->role) {
    case ROLE_SKIP:
    case ROLE_ENTER:
    case ROLE_ATTRIBUTES: return true;
    case ROLE_PRESENT: w->r->mask |= 1u << (jsonlog_mask_part + node->argument); return true;
    case ROLE_SYSTEM: jsonlog_system(w->r, node->argument, v); return true;
    case ROLE_WORDS: jsonlog_words(w->r, node->argument, v); return leaf(w, number, v);
    case ROLE_NUMBER: w->r->numbers[node->argument] = v; return true;
    case ROLE_FOUND: w->r->found = v; return true;
    case ROLE_DAMAGED: w->r->is_damaged = v.type == KS_BOOL && v.at[0]; return true;
    case ROLE_RECEIVED: w->r->received = v; return true;
    case ROLE_STAMPED: w->r->stamped = v; return true;
    case ROLE_CONTAINER:
        if (v.type == KS_NULL)
            return step(w, number, STEP_OPEN) && step(w, number, STEP_CLOSE);
        return leaf(w, number, v);
    case ROLE_DATA:
    case ROLE_UNNAMED:
    case ROLE_ELEMENT:
    case ROLE_ATTRIBUTE:
    case ROLE_TEXT:
    case ROLE_RENDERED: return is_exporters(node, v) || leaf(w, number, v);
    }
    return true;
}

// Whether an object under this name is looked into; else it is kept as its JSON text, or skipped.
static bool is_entered(const jsonlog_node *node)
{
    switch ((dialect_role)node->role) {
    case ROLE_ENTER:
    case ROLE_PRESENT:
    case ROLE_SYSTEM:
    case ROLE_CONTAINER:
    case ROLE_ELEMENT:
    case ROLE_ATTRIBUTES:
    case ROLE_UNNAMED: return true;
    case ROLE_DATA: return node->argument == 2 && node->is_xml_name;
    case ROLE_SKIP:
    case ROLE_ATTRIBUTE:
    case ROLE_TEXT:
    case ROLE_RENDERED:
    case ROLE_WORDS:
    case ROLE_NUMBER:
    case ROLE_FOUND:
    case ROLE_DAMAGED:
    case ROLE_RECEIVED:
    case ROLE_STAMPED: return false;
    }
    return false;
}

// Whether the value belongs to the event, whatever its form.
static bool is_part(const jsonlog_node *node)
{
    return node->role != ROLE_SKIP && node->role < ROLE_NUMBER;
}

static bool is_opened(const jsonlog_node *node)
{
    return node->role == ROLE_CONTAINER || node->role == ROLE_ELEMENT ||
           node->role == ROLE_ATTRIBUTES || node->role == ROLE_DATA;
}

static bool enter(walk *w, u32 number, bool is_array)
{
    const jsonlog_node *node = &w->r->nodes[number];
    bool opens = !is_array && is_opened(node);
    if (w->depth == json_depth_most) {
        w->t->is_too_deep = true;
        return json_refuse(w->t, "less depth");
    }
    if (node->role == ROLE_PRESENT)
        w->r->mask |= 1u << (jsonlog_mask_part + node->argument);
    w->t->at++;
    w->frames[w->depth++] = (frame){
        .node = number, .leaves = w->r->signature_count, .is_array = is_array, .is_opened = opens
    };
    return !opens || step(w, number, STEP_OPEN);
}

static bool leave(walk *w)
{
    const frame *f = &w->frames[--w->depth];
    w->t->at++;
    if (f->is_opened)
        return step(w, f->node, STEP_CLOSE);
    // An empty list is a field all the same.
    if (f->is_array && f->leaves == w->r->signature_count)
        return place(w, f->node, (ks_value){ 0 });
    return true;
}

static bool member(walk *w, u32 number)
{
    const jsonlog_node *node = &w->r->nodes[number];
    int c = json_next(w->t);
    ks_span skipped;
    ks_value v;
    if (c != '{' && c != '[')
        return scalar(w, c, &v) && place(w, number, v);
    bool is_kept = is_part(node);
    if (is_kept && (c == '[' || is_entered(node)))
        return enter(w, number, c == '[');
    if (!json_skip(w->t, &skipped))
        return false;
    if (!is_kept)
        return true;
    // An object where the dialect has none: nothing is lost, it is kept as its text.
    return !json_is_utf8(skipped) ||
           place(w, number, ks_value_text((ks_str){ (const char *)skipped.at, skipped.size }));
}

bool jsonlog_walk(ks_jsonlog *r, json_text *t)
{
    walk w = { .r = r, .t = t };
    r->value_count = KS_SYSTEM_COUNT;
    r->signature_count = 0;
    r->mask = 0;
    r->last_node = r->dialect;
    r->text_at = r->text_start;
    r->received = r->stamped = r->found = (ks_value){ 0 };
    memset(r->numbers, 0, sizeof r->numbers);
    r->is_damaged = false;
    memset(r->values, 0, KS_SYSTEM_COUNT * sizeof *r->values);
    if (json_next(t) != '{')
        return json_refuse(t, "an object");
    if (!enter(&w, r->dialect, false))
        return false;
    while (w.depth > 0) {
        frame *f = &w.frames[w.depth - 1];
        if (json_next(t) == (f->is_array ? ']' : '}')) {
            if (!leave(&w))
                return false;
            continue;
        }
        if (f->has_items && !json_take(t, ',', "a comma or the end"))
            return false;
        f->has_items = true;
        u32 node = f->node;
        json_string key;
        if (!f->is_array) {
            if (!json_key_read(t, &key))
                return false;
            node = jsonlog_child(r, node, key);
            if (node == UINT32_MAX)
                return json_refuse(t, "a shorter name");
        }
        if (!member(&w, node))
            return false;
    }
    return true;
}
