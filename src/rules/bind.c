// From a class of events to what it is asked. Which rules a class concerns is
// told by the forms that fit it and the ids that rules are about; classes with
// the same answer share one program, so that a log with a hundred thousand
// kinds of events needs few.
#include "rules/engine.h"

enum { programs_most = 16384 };
static const u32 no_id = UINT32_MAX;

static bool has(const u32 *ids, u32 count, u32 id)
{
    u32 low = 0, high = count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && ids[low] == id;
}

static bool concerns(const ks_rules *r, const rules_entry *e, u32 id)
{
    return r->fits[e->form] && (e->has_any_id || has(e->ids, e->id_count, id));
}

static void ask_forms(ks_rules *r, const ks_event_class *class)
{
    for (size_t i = 0; i < r->form_count; i++)
        r->fits[i] = ks_form_fits(r->forms[i], class);
}

bool rules_concerns_any(ks_rules *r, const ks_event_class *class)
{
    bool any = false;
    ks_lock_take(r->lock);
    ask_forms(r, class);
    for (size_t i = 0; i < r->entry_count && !any; i++)
        any = concerns(r, &r->entries[i], class->id);
    ks_lock_give(r->lock);
    return any;
}

static const rules_regex *find_regex(void *context, const ks_rule_test *test)
{
    const ks_rules *r = context;
    u8 flags = test->regex_flags;
    u64 key[2] = { ks_hash(ks_str_span(test->text), flags), test->text.size };
    u32 number = ks_table_find(&r->regex_keys, (ks_span){ (const u8 *)key, sizeof key });
    return number == ks_table_none || r->regexes[number].code == NULL ? NULL : &r->regexes[number];
}

static const rules_concern *make_concern(ks_rules *r, const u32 *key, size_t count, u32 id,
                                         ks_arena scratch)
{
    rules_concern *c = ks_take(&r->arena, rules_concern, 1);
    rules_asked *asked = ks_take(&r->arena, rules_asked, count + 1);
    if (c == NULL || asked == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const rules_entry *e = &r->entries[key[i]];
        const ks_form *form = r->forms[e->form];
        const ks_rule *rule = r->set->rules[e->rule];
        asked[i] = (rules_asked){ e->rule, form, rule->condition, form->where };
    }
    *c = (rules_concern){ .asked = asked, .asked_count = count };
    rules_programming how = { .asked = asked,
                              .asked_count = count,
                              .event_id = id,
                              .regex = find_regex,
                              .context = r,
                              .judge = r->judge };
    ks_arena before = r->arena;
    if (!r->options.by_judge && r->concern_count < programs_most)
        c->program = rules_program_make(&how, &r->arena, scratch);
    if (c->program == NULL)
        r->arena = before;
    for (size_t i = 0; i < (c->program ? c->program->candidate_count : count); i++)
        r->was_bound[c->program ? c->program->candidates[i].rule : asked[i].rule] = true;
    return c;
}

// Under the lock.
static const rules_concern *find_concern(ks_rules *r, const ks_event_class *class, ks_arena scratch)
{
    u32 *key = ks_take(&scratch, u32, r->entry_count + 1);
    if (key == NULL)
        return NULL;
    size_t count = 0;
    u32 id = no_id; // as far as it makes a difference
    ask_forms(r, class);
    for (u32 i = 0; i < r->entry_count; i++) {
        const rules_entry *e = &r->entries[i];
        if (!concerns(r, e, class->id))
            continue;
        if (e->asks_ids_oddly || has(e->mentioned, e->mentioned_count, class->id))
            id = class->id;
        key[count++] = i;
    }
    if (count == 0)
        return NULL;
    key[count] = id;
    ks_span bytes = { (const u8 *)key, (count + 1) * sizeof *key };
    u32 number = ks_table_find(&r->concern_keys, bytes);
    if (number != ks_table_none)
        return r->concerns[number];
    if (r->concern_count == r->concern_capacity) {
        void *grown = ks_arena_grow(&r->arena, r->concerns, sizeof *r->concerns, r->concern_count,
                                    &r->concern_capacity);
        if (grown == NULL)
            return NULL;
        r->concerns = grown;
    }
    const rules_concern *made = make_concern(r, key, count, class->id, scratch);
    if (made == NULL || ks_table_add(&r->concern_keys, &r->arena, bytes) == ks_table_none)
        return made;
    r->concerns[r->concern_count++] = made;
    return made;
}

const rules_concern *rules_concern_of(ks_rules *rules, const ks_event_class *class,
                                      ks_arena scratch)
{
    ks_lock_take(rules->lock);
    const rules_concern *found = find_concern(rules, class, scratch);
    ks_lock_give(rules->lock);
    return found;
}

// --- a class in one matcher

// What can be said of a node when it is known which fields events of the class
// have.
typedef enum { SURELY_NOT, SURELY, PERHAPS } outlook;

// `absent`: by field. `known`: by node, of those before this one.
static outlook outlook_of(const rules_program *p, const bool *absent, const u8 *known, u32 i)
{
    const rules_node *n = &p->nodes[i];
    bool any_perhaps = false;
    outlook part;
    switch ((rules_node_kind)n->kind) {
    case NODE_FALSE: return SURELY_NOT;
    case NODE_TRUE: return SURELY;
    case NODE_CHECK:
    case NODE_SET: return !absent[n->count] ? PERHAPS : n->is_true_without ? SURELY : SURELY_NOT;
    case NODE_NOT:
        part = (outlook)known[n->first];
        return part == PERHAPS ? PERHAPS : part == SURELY ? SURELY_NOT : SURELY;
    case NODE_ALL:
    case NODE_ANY: break;
    }
    outlook decides = n->kind == NODE_ALL ? SURELY_NOT : SURELY;
    for (u32 k = 0; k < n->count; k++) {
        part = (outlook)known[p->parts[n->first + k]];
        if (part == decides)
            return decides;
        any_perhaps = any_perhaps || part == PERHAPS;
    }
    return any_perhaps ? PERHAPS : n->kind == NODE_ALL ? SURELY : SURELY_NOT;
}

void rules_bind_sieve(ks_matcher *m, rules_binding *b, ks_event *event)
{
    const rules_program *p = b->concern->program;
    b->sieved = b->use->waiting;
    b->sieves = false;
    for (u32 i = 0; i < p->field_count; i++) {
        if (p->fields[i].name.size == 0 && b->sieved->sieves[i])
            b->sieves = rules_can_sieve(&m->eye, b->sieved->literals[i], event);
    }
}

static bool bind_fields(ks_matcher *m, rules_binding *b, ks_event *event)
{
    const rules_program *p = b->concern->program;
    b->use = rules_use_of(m, p);
    b->fields = ks_take(&m->bindings, ks_rule_field, p->field_count + 1);
    b->hopeful = ks_take(&m->bindings, u64, p->candidate_count / 64 + 1);
    ks_arena scratch = m->scratch;
    u8 *known = ks_take(&scratch, u8, p->node_count + 1);
    bool *absent = ks_take(&scratch, bool, p->field_count + 1);
    if (!b->use || !b->fields || !b->hopeful || !known || !absent)
        return false;
    for (u32 i = 0; i < p->field_count; i++) {
        const rules_program_field *f = &p->fields[i];
        if (f->name.size) {
            b->fields[i] = ks_field_resolve(f->form, event, f->name, &m->bindings);
            ks_field_kind kind = b->fields[i].kind;
            absent[i] = kind == KS_FIELD_ABSENT || kind == KS_FIELD_UNKNOWABLE;
        }
    }
    for (u32 i = 0; i < p->node_count; i++) // parts come before what they are part of
        known[i] = (u8)outlook_of(p, absent, known, i);
    rules_bind_sieve(m, b, event);
    b->asks_nothing = true;
    for (u32 i = 0; i < p->candidate_count; i++) {
        if (known[p->candidates[i].root] == SURELY_NOT)
            continue;
        b->hopeful[i / 64] |= (u64)1 << i % 64;
        b->asks_nothing = false;
    }
    return true;
}

static rules_binding *make_binding(ks_matcher *m, ks_event *event, u64 layout)
{
    rules_binding *b = ks_take(&m->bindings, rules_binding, 1);
    if (b == NULL)
        return NULL;
    *b = (rules_binding){ .serial = event->class->serial, .layout = layout };
    b->concern = rules_concern_of(m->rules, event->class, m->scratch);
    b->asks_nothing = b->concern == NULL;
    if (b->concern && b->concern->program && !bind_fields(m, b, event))
        return NULL;
    return b;
}

static bool is_of(const rules_binding *b, u64 serial, u64 layout)
{
    return b->serial == serial && b->layout == layout;
}

// Where it lies, or may come to lie. Without a serial it is never met again.
static rules_binding **place_of(ks_matcher *m, u64 serial, u64 layout)
{
    u64 first = serial * 31 + (layout ^ layout >> 29);
    for (u64 i = 0; i < rules_bindings_near; i++) {
        rules_binding **place = &m->recent[(first + i) % rules_bindings_kept], *b = *place;
        if (b == NULL || b->serial == 0 || is_of(b, serial, layout))
            return place;
    }
    return &m->recent[first % rules_bindings_kept];
}

rules_binding *rules_bind(ks_matcher *m, ks_event *event)
{
    u64 layout = ks_field_layout(event), serial = event->class->serial;
    rules_binding **place = place_of(m, serial, layout), *b = *place;
    if (KS_LIKELY(b != NULL && serial != 0 && is_of(b, serial, layout)))
        return b;
    b = make_binding(m, event, layout);
    if (b == NULL) { // once more, when all are forgotten
        memset(m->recent, 0, sizeof m->recent);
        m->bindings = m->bindings_empty;
        m->uses = NULL;
        rules_met_forget(&m->met); // what was made anew may lie where the old lay
        m->computer = (rules_computer){ 0 };
        b = make_binding(m, event, layout);
    }
    *place = b;
    return b;
}
