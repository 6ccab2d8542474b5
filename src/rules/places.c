// See places.h. One place for each hash; what comes there later takes it.
#include "rules/places.h"

#include "base/hash.h"

enum { kept = 1024, budget = 64 << 20, spent_most = 8 << 20 };

typedef struct {
    const ks_form *form;
    u64 serial, layout; // serial 0: nothing is here
    ks_str name;
    ks_rule_field field;
} place;

struct rules_places {
    ks_arena arena, empty;
    bool is_spent, *spent;
    place at[kept];
};

rules_places *rules_places_open(ks_arena *run, bool *spent)
{
    rules_places *p = ks_take(run, rules_places, 1);
    if (p == NULL || !ks_arena_open(&p->empty, "fields", budget))
        return NULL;
    p->empty.spent = &p->is_spent;
    p->arena = p->empty;
    p->spent = spent;
    return p;
}

void rules_places_close(rules_places *p) { ks_arena_close(&p->empty); }

static bool is_of(const place *a, const ks_form *form, u64 serial, u64 layout, ks_str name)
{
    return a->serial == serial && a->layout == layout && a->form == form &&
           ks_str_equal(a->name, name);
}

ks_rule_field rules_places_find(rules_places *p, const ks_form *form, ks_event *event, ks_str name)
{
    u64 serial = event->class->serial, layout = ks_field_layout(event);
    u64 hash = ks_hash(ks_str_span(name), serial ^ layout);
    place *a = &p->at[(hash ^ hash >> 32 ^ (uintptr_t)form >> 4) % kept];
    if (KS_LIKELY(serial && is_of(a, form, serial, layout, name)))
        return a->field;
    if (p->arena.at - p->empty.at > spent_most) {
        memset(p->at, 0, sizeof p->at);
        p->arena = p->empty;
    }
    ks_str own = ks_arena_keep(&p->arena, name);
    ks_rule_field field = ks_field_resolve(form, event, own.size ? own : name, &p->arena);
    *a = (place){ form, p->is_spent ? 0 : serial, layout, own, field };
    if (p->spent)
        *p->spent = *p->spent || p->is_spent;
    p->is_spent = false;
    return field;
}
