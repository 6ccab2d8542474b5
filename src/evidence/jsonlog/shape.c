// From a signature to a plan. The first record of a shape pays: its element tree is built as a
// log's record would have it, with a substitution for each value, and compiled; all others find it
// by the signature's hash.
#include "base/number.h"
#include "evidence/jsonlog/reader.h"

typedef struct {
    ks_jsonlog *r;
    ks_arena *arena;
    ks_part *nowhere; // where parts go when the arena is full
    bool is_over;
} building;

static ks_part *add_part(building *b, ks_part **list, ks_part_kind kind)
{
    while (*list)
        list = &(*list)->next;
    *list = ks_take(b->arena, ks_part, 1);
    if (*list == NULL) {
        b->is_over = true;
        return NULL;
    }
    (*list)->kind = kind;
    return *list;
}

static ks_element *add_element(building *b, ks_element *parent, ks_str name)
{
    ks_element *element = ks_take(b->arena, ks_element, 1);
    ks_part *part = element ? add_part(b, &parent->content, KS_PART_ELEMENT) : NULL;
    if (part == NULL) {
        b->is_over = true;
        return parent;
    }
    part->element = element;
    element->name = name;
    element->dependency = ks_no_dependency;
    return element;
}

static void add_value(building *b, ks_part **list, u32 index)
{
    ks_part *part = add_part(b, list, KS_PART_SUBSTITUTION);
    if (part == NULL)
        return;
    part->index = (u16)index;
    part->type = KS_UTF8;
    part->is_optional = true;
}

static ks_part **add_attribute(building *b, ks_element *element, ks_str name)
{
    ks_attribute **at = &element->attributes;
    while (*at)
        at = &(*at)->next;
    *at = ks_take(b->arena, ks_attribute, 1);
    if (*at == NULL) {
        b->is_over = true;
        b->nowhere = NULL;
        return &b->nowhere;
    }
    (*at)->name = name;
    return &(*at)->parts;
}

static void add_text(building *b, ks_part **list, ks_str text)
{
    ks_part *part = add_part(b, list, KS_PART_TEXT);
    if (part)
        part->text = text;
}

// System's elements in the order of logs.
static const struct {
    const char *element, *attribute;
    u8 field;
    u8 part_plus_1; // system_part: there even when it is empty
} system_rows[] = {
    { "Provider", "Name", KS_SYSTEM_PROVIDER, PART_PROVIDER + 1 },
    { "Provider", "Guid", KS_SYSTEM_PROVIDER_GUID, PART_PROVIDER + 1 },
    { "Provider", "EventSourceName", KS_SYSTEM_SOURCE_NAME, PART_PROVIDER + 1 },
    { "EventID", "Qualifiers", KS_SYSTEM_QUALIFIERS, 0 },
    { "EventID", NULL, KS_SYSTEM_ID, 0 },
    { "Version", NULL, KS_SYSTEM_VERSION, 0 },
    { "Level", NULL, KS_SYSTEM_LEVEL, 0 },
    { "Task", NULL, KS_SYSTEM_TASK, 0 },
    { "Opcode", NULL, KS_SYSTEM_OPCODE, 0 },
    { "Keywords", NULL, KS_SYSTEM_KEYWORDS, 0 },
    { "TimeCreated", "SystemTime", KS_SYSTEM_TIME, PART_TIME + 1 },
    { "EventRecordID", NULL, KS_SYSTEM_EVENT_RECORD_ID, 0 },
    { "Correlation", "ActivityID", KS_SYSTEM_ACTIVITY, PART_CORRELATION + 1 },
    { "Correlation", "RelatedActivityID", KS_SYSTEM_RELATED_ACTIVITY, PART_CORRELATION + 1 },
    { "Execution", "ProcessID", KS_SYSTEM_PROCESS_ID, PART_EXECUTION + 1 },
    { "Execution", "ThreadID", KS_SYSTEM_THREAD_ID, PART_EXECUTION + 1 },
    { "Channel", NULL, KS_SYSTEM_CHANNEL, 0 },
    { "Computer", NULL, KS_SYSTEM_COMPUTER, 0 },
    { "Security", "UserID", KS_SYSTEM_USER, PART_SECURITY + 1 },
};

static void build_system(building *b, ks_element *event)
{
    ks_element *system = add_element(b, event, KS_STR("System")), *element = NULL;
    for (size_t i = 0; i < countof(system_rows) && !b->is_over; i++) {
        bool has_value = b->r->mask >> system_rows[i].field & 1;
        bool is_present = system_rows[i].part_plus_1 &&
                          b->r->mask >> (jsonlog_mask_part + system_rows[i].part_plus_1 - 1) & 1;
        if (!has_value && !is_present)
            continue;
        ks_str name = ks_str_of(system_rows[i].element);
        if (element == NULL || !ks_str_equal(element->name, name))
            element = add_element(b, system, name);
        if (!has_value)
            continue;
        ks_part **parts = system_rows[i].attribute == NULL
                              ? &element->content
                              : add_attribute(b, element, ks_str_of(system_rows[i].attribute));
        add_value(b, parts, system_rows[i].field);
    }
}

// The only child of this name, made when there is none.
static ks_element *the_child(building *b, ks_element *parent, ks_str name)
{
    for (const ks_part *part = parent->content; part; part = part->next) {
        if (part->kind == KS_PART_ELEMENT && ks_str_equal(part->element->name, name))
            return part->element;
    }
    return add_element(b, parent, name);
}

// evtx_dump counts elements of one name: the second is X_1, the third X_2. Here they are X again.
static ks_str uncounted(const ks_element *parent, ks_str name)
{
    size_t at = name.size;
    u64 count = 0, same = 0;
    while (at > 0 && name.at[at - 1] >= '0' && name.at[at - 1] <= '9')
        at--;
    ks_str base = { name.at, at ? at - 1 : 0 };
    if (at == name.size || at < 2 || name.at[at - 1] != '_' ||
        !ks_u64_read(ks_str_from(name, at), &count))
        return name;
    for (const ks_part *part = parent->content; part; part = part->next)
        same += part->kind == KS_PART_ELEMENT && ks_str_equal(part->element->name, base);
    return same > 0 && same == count ? base : name;
}

static void build_leaf(building *b, ks_element *event, ks_element *parent, const jsonlog_node *node,
                       u32 index)
{
    // Data that no container holds is EventData's: in flat dialects it stands at the top.
    bool is_bare = parent == event;
    ks_element *holder = is_bare ? NULL : parent, *element = NULL;
    if (is_bare && (node->role == ROLE_DATA || node->role == ROLE_UNNAMED))
        holder = the_child(b, event, KS_STR("EventData"));
    else if (is_bare) // an element beside System
        holder = event;
    switch ((dialect_role)node->role) {
    case ROLE_DATA:
        element = add_element(b, holder, KS_STR("Data"));
        add_text(b, add_attribute(b, element, KS_STR("Name")), node->name);
        break;
    case ROLE_UNNAMED: element = add_element(b, holder, KS_STR("Data")); break;
    case ROLE_ELEMENT: element = add_element(b, holder, uncounted(holder, node->name)); break;
    case ROLE_ATTRIBUTE: add_value(b, add_attribute(b, holder, node->name), index); return;
    case ROLE_CONTAINER: // a text in place of its members
        holder = is_bare ? the_child(b, event, ks_str_of(node->word)) : parent;
        add_value(b, &holder->content, index);
        return;
    case ROLE_TEXT: add_value(b, &holder->content, index); return;
    case ROLE_RENDERED:
    case ROLE_WORDS:
        holder = the_child(b, event, KS_STR("RenderingInfo"));
        element = add_element(b, holder, ks_str_of(node->word));
        break;
    case ROLE_SKIP:
    case ROLE_ENTER:
    case ROLE_SYSTEM:
    case ROLE_PRESENT:
    case ROLE_ATTRIBUTES:
    case ROLE_NUMBER:
    case ROLE_FOUND:
    case ROLE_DAMAGED:
    case ROLE_RECEIVED:
    case ROLE_STAMPED: return;
    }
    if (element)
        add_value(b, &element->content, index);
}

static ks_element *build_open(building *b, ks_element *event, ks_element *parent,
                              const jsonlog_node *node)
{
    if (node->role == ROLE_ATTRIBUTES) // its members are attributes of the element around it
        return parent == event ? the_child(b, event, KS_STR("EventData")) : parent;
    if (node->role == ROLE_CONTAINER)
        return the_child(b, event, ks_str_of(node->word));
    if (parent == event && node->role == ROLE_DATA)
        parent = the_child(b, event, KS_STR("EventData"));
    return add_element(b, parent, uncounted(parent, node->name));
}

// RenderingInfo stands behind all else in forwarded events.
static void rendering_last(ks_element *event)
{
    ks_part **at = &event->content, *found = NULL;
    while (*at) {
        if ((*at)->kind == KS_PART_ELEMENT &&
            ks_str_equal((*at)->element->name, KS_STR("RenderingInfo"))) {
            found = *at;
            *at = found->next;
            found->next = NULL;
        } else {
            at = &(*at)->next;
        }
    }
    *at = found;
}

static ks_element *build(building *b)
{
    ks_element *event = ks_take(b->arena, ks_element, 1), *open[json_depth_most + 1];
    if (event == NULL)
        return NULL;
    event->name = KS_STR("Event");
    event->dependency = ks_no_dependency;
    add_text(b, add_attribute(b, event, KS_STR("xmlns")),
             KS_STR("http://schemas.microsoft.com/win/2004/08/events/event"));
    build_system(b, event);
    size_t depth = 0;
    u32 index = KS_SYSTEM_COUNT;
    open[0] = event;
    for (u32 i = 0; i < b->r->signature_count && !b->is_over; i++) {
        u32 s = b->r->signature[i];
        const jsonlog_node *node = &b->r->nodes[s >> 2];
        if ((s & 3) == STEP_LEAF) {
            build_leaf(b, event, open[depth], node, index++);
        } else if ((s & 3) == STEP_OPEN) {
            open[depth + 1] = build_open(b, event, open[depth], node);
            depth++;
        } else {
            depth--;
        }
    }
    rendering_last(event);
    return b->is_over ? NULL : event;
}

static const jsonlog_shape *add_shape(ks_jsonlog *r, u64 hash, size_t slot)
{
    building b = { .r = r, .arena = &r->keeping };
    if (r->shape_count == jsonlog_shape_most)
        return NULL;
    u32 *signature = ks_take(&r->keeping, u32, r->signature_count + 1);
    const ks_element *root = signature ? build(&b) : NULL;
    ks_event_plan *plan = NULL;
    if (root)
        plan = ks_event_plan_make(root, r->formats, &r->keeping);
    if (plan == NULL)
        return NULL;
    plan->number = r->plan_count++;
    memcpy(signature, r->signature, r->signature_count * sizeof *signature);
    jsonlog_shape *shape = &r->shapes[r->shape_count++];
    *shape = (jsonlog_shape){ hash, r->mask, r->signature_count, signature, root, plan };
    r->shape_slots[slot] = r->shape_count;
    return shape;
}

const jsonlog_shape *jsonlog_shape_of(ks_jsonlog *r)
{
    size_t size = r->signature_count * sizeof *r->signature;
    u64 hash = ks_hash((ks_span){ (const u8 *)r->signature, size }, r->mask);
    size_t slot = hash & (jsonlog_slots - 1);
    for (; r->shape_slots[slot]; slot = (slot + 1) & (jsonlog_slots - 1)) {
        const jsonlog_shape *shape = &r->shapes[r->shape_slots[slot] - 1];
        if (shape->hash == hash && shape->mask == r->mask && shape->count == r->signature_count &&
            memcmp(shape->signature, r->signature, size) == 0)
            return shape;
    }
    const jsonlog_shape *shape = add_shape(r, hash, slot);
    r->is_full = r->is_full || shape == NULL;
    return shape;
}
