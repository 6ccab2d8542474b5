// From a record's bytes to an event. Nearly all records are a template instance whose payload is
// another: these become a pair of plans with their values. What is anything else is irregular, and
// its tree is made when somebody asks for it. See reader.h.
#include "evidence/evtx/reader.h"

#include "evidence/evtx/orphan.h"
#include "evidence/evtx/record_event.h"

enum {
    plans_budget = 12 << 20,
    event_budget = 128 << 20, // addresses; an irregular record may unfold into this much
};

bool evtx_reader_open(evtx_reader *r, unsigned formats, bool recovered)
{
    *r = (evtx_reader){ .recovered = recovered };
    if (!evtx_templates_open(&r->templates, plans_budget, formats))
        return false;
    if (!ks_arena_open(&r->event_whole, "event", event_budget)) {
        evtx_templates_close(&r->templates);
        return false;
    }
    r->event_empty = r->event_whole;
    r->values = ks_take(&r->event_empty, ks_value, evtx_values_most);
    r->data = ks_take(&r->event_empty, ks_value, evtx_values_most);
    r->event = r->event_empty;
    if (r->values && r->data)
        return true;
    evtx_reader_close(r);
    return false;
}

void evtx_reader_close(evtx_reader *r)
{
    ks_arena_close(&r->event_whole);
    evtx_templates_close(&r->templates);
}

// --- trees of irregular records

static const ks_part *payload_roots(void *context, ks_value value, unsigned depth, ks_arena *arena);

typedef struct {
    evtx_reader *reader;
    unsigned nesting, depth;
} expansion;

// The plan of an instance: by its definition in this chunk or, when that was overwritten, by one
// that was met before (then `*kept` is set). NULL: nobody knows.
static const ks_event_plan *plan_of(evtx_reader *r, const evtx_instance *instance, ks_arena scratch,
                                    const evtx_kept **kept)
{
    *kept = NULL;
    const ks_event_plan *plan = evtx_templates_find(&r->templates, r->slot, instance, scratch);
    if (KS_UNLIKELY(r->templates.has_fresh)) {
        r->templates.has_fresh = false;
        if (r->sink->met)
            r->sink->met(r->sink->context, &r->templates.fresh);
    }
    if (KS_LIKELY(plan && (!r->is_stale || evtx_templates_is_whole(&r->templates, plan))))
        return plan;
    const evtx_kept *found =
        r->sink->find ? r->sink->find(r->sink->context, instance->template_id) : NULL;
    const ks_event_plan *other =
        found ? evtx_templates_find_kept(&r->templates, found, scratch) : NULL;
    r->templates.has_fresh = false; // it came from there
    if (other == NULL || other->values_min > instance->value_count)
        return plan;
    *kept = found;
    return other;
}

static const ks_element *template_tree(evtx_reader *r, const evtx_instance *instance, bool is_event,
                                       ks_arena *arena)
{
    const evtx_kept *kept = NULL;
    evtx_definition definition;
    const ks_element *template = NULL;
    (void)plan_of(r, instance, *arena, &kept);
    if (kept) {
        definition = evtx_kept_definition(kept);
        template = evtx_definition_tree(kept->chunk, &definition, arena);
    } else if (evtx_definition_read(r->slot, instance->definition, &definition) &&
               ks_load32(definition.guid) == instance->template_id) {
        template = evtx_definition_tree(r->slot, &definition, arena);
    }
    return template ? template : evtx_orphan_template(instance, is_event, arena);
}

static const ks_element *instance_tree(expansion *x, const evtx_instance *instance, bool is_event,
                                       ks_arena *arena)
{
    bool ordinary = true;
    ks_value *values = ks_take(arena, ks_value, instance->value_count + 1);
    if (values == NULL)
        return NULL;
    evtx_instance_values(instance, values, &ordinary);
    const ks_element *template = template_tree(x->reader, instance, is_event, arena);
    if (template == NULL)
        return NULL;
    const ks_tree_nested nested = { payload_roots, x };
    return ks_tree_fill(template, values, instance->value_count, &nested, is_event, arena);
}

static ks_part **append(ks_part **end, const ks_element *root, ks_arena *arena)
{
    ks_part *part = root ? ks_take(arena, ks_part, 1) : NULL;
    if (part == NULL)
        return end;
    part->kind = KS_PART_ELEMENT;
    part->element = (ks_element *)(uintptr_t)root; // trees are read-only once they are whole
    *end = part;
    return &part->next;
}

// What payloads hold is printed by functions that call themselves: 64 payloads within each other
// are fine, and so are 512 elements, but not one times the other.
static const ks_part *payload_roots(void *context, ks_value value, unsigned depth, ks_arena *arena)
{
    expansion *x = context;
    if (x->nesting >= evtx_nesting_most || x->depth + depth > 2 * ks_tree_depth_most) {
        x->reader->is_cut = true;
        return NULL;
    }
    x->nesting++;
    x->depth += depth;
    ks_part *first = NULL, **end = &first;
    ks_cursor c = { .bytes = { value.at, value.size } };
    c.origin = (u64)(value.at - x->reader->slot.at);
    while (ks_ok(&c) && ks_left(&c)) {
        evtx_skip_fragment_header(&c);
        int token = ks_peek(&c);
        const ks_element *root = NULL;
        evtx_instance instance;
        bool is_cut = false;
        if (token == 0x0c && evtx_instance_read(&c, &instance))
            root = instance_tree(x, &instance, false, arena);
        else if (token == 0x01 || token == 0x41)
            root = evtx_plain_tree(x->reader->slot, &c, arena, &is_cut);
        if (root == NULL) {
            x->reader->is_cut = x->reader->is_cut || token != 0; // 0: the end
            break;
        }
        x->reader->is_cut = x->reader->is_cut || is_cut;
        end = append(end, root, arena);
    }
    x->nesting--;
    x->depth -= depth;
    return first;
}

static ks_cursor body_of(const evtx_reader *r)
{
    u32 from = r->record.offset + evtx_record_head;
    u32 size = r->record.size - evtx_record_least;
    return (ks_cursor){ .bytes = { r->slot.at + from, size }, .origin = from };
}

const ks_element *evtx_reader_expand(void *context, const ks_event *event, ks_arena *arena)
{
    (void)event; // of the record that is being read: an event ends with the next one
    expansion x = { .reader = context };
    ks_cursor c = body_of(x.reader);
    bool is_cut = false;
    evtx_skip_fragment_header(&c);
    evtx_instance instance;
    if (ks_peek(&c) != 0x0c)
        return evtx_plain_tree(x.reader->slot, &c, arena, &is_cut);
    return evtx_instance_read(&c, &instance) ? instance_tree(&x, &instance, true, arena) : NULL;
}

// --- events

void evtx_reader_payload(evtx_reader *r, ks_event *e)
{
    ks_value v = { 0 };
    if (e->outer->payload_slot < e->value_count)
        v = e->values[e->outer->payload_slot];
    if (v.type != KS_BINXML || v.size == 0) {
        e->has_no_payload = e->outer->payload_slot != ks_slot_constant;
        e->is_irregular = e->is_irregular || (v.type != KS_BINXML && v.type != KS_NULL);
        return;
    }
    ks_cursor c = { .bytes = { v.at, v.size }, .origin = (u64)(v.at - r->slot.at) };
    evtx_skip_fragment_header(&c);
    evtx_instance instance;
    if (ks_peek(&c) != 0x0c) {
        e->has_no_payload = ks_peek(&c) != 0x01 && ks_peek(&c) != 0x41;
        e->is_irregular = e->is_irregular || !e->has_no_payload;
        e->is_damaged = e->is_damaged || e->has_no_payload;
        return;
    }
    bool ordinary = false;
    if (evtx_instance_read(&c, &instance) && ks_peek(&c) <= 0) {
        const evtx_kept *kept = NULL;
        e->payload = plan_of(r, &instance, r->event, &kept);
        evtx_instance_values(&instance, r->data, &ordinary);
        e->data = r->data;
        e->data_count = instance.value_count;
        e->is_damaged = e->is_damaged || instance.is_cut;
    }
    if (e->payload == NULL || !ordinary || e->payload->is_event) {
        e->payload = NULL;
        e->is_irregular = true;
    }
}

bool evtx_reader_payload_is_cut(const evtx_reader *r, const ks_event *e)
{
    if (e->outer->payload_slot >= e->value_count)
        return false;
    ks_value v = e->values[e->outer->payload_slot];
    ks_cursor c = { .bytes = { v.at, v.size }, .origin = (u64)(v.at - r->slot.at) };
    evtx_instance instance = { 0 };
    if (v.type != KS_BINXML || v.size == 0)
        return false;
    evtx_skip_fragment_header(&c);
    int token = ks_peek(&c);
    if (token == 0x0c)
        return !evtx_instance_read(&c, &instance) || instance.is_cut;
    return token != 0x01 && token != 0x41;
}

// System values of a record that has no template, or one that nobody knows.
static bool read_tree_system(evtx_reader *r, ks_event *e)
{
    e->outer = &ks_tree_plan;
    e->is_irregular = true;
    e->tree = evtx_reader_expand(r, e, &r->event);
    ks_value *values = e->tree ? ks_take(&r->event, ks_value, KS_SYSTEM_COUNT) : NULL;
    if (values == NULL)
        return false;
    ks_tree_system(e->tree, values, &r->event);
    e->values = values;
    e->value_count = KS_SYSTEM_COUNT;
    return true;
}

bool evtx_reader_event(evtx_reader *r, ks_event *e, size_t *end)
{
    ks_cursor c = body_of(r);
    evtx_instance instance;
    evtx_skip_fragment_header(&c);
    if (ks_peek(&c) != 0x0c) {
        bool is_cut = false;
        if (evtx_plain_tree(r->slot, &c, &r->event, &is_cut) == NULL)
            return false;
        e->is_damaged = is_cut;
        *end = is_cut ? 0 : (size_t)c.origin + c.next + 1;
        return read_tree_system(r, e);
    }
    if (!evtx_instance_read(&c, &instance))
        return false;
    *end = instance.is_cut ? 0 : instance.end + 1;
    e->is_damaged = instance.is_cut;
    const evtx_kept *kept = NULL;
    e->outer = plan_of(r, &instance, r->event, &kept);
    if (e->outer == NULL || !e->outer->is_event)
        return read_tree_system(r, e);
    bool ordinary = true;
    evtx_instance_values(&instance, r->values, &ordinary);
    e->values = r->values;
    e->value_count = instance.value_count;
    e->is_irregular = !ordinary;
    return true;
}
