// Classes of events: what kind each one is, found again by provider, channel, id, version and the
// layout of its data. One table a worker.
#pragma once
#include "event/event.h"

enum { ks_class_recent = 256 };

// The class met last among those that fall together: found by plans and id, checked by the texts.
typedef struct {
    const ks_event_plan *outer, *payload;
    ks_span provider, channel; // as found, in the table's arena
    u64 layout;                // what the payload's definition says
    u32 id, version, is_irregular;
    const ks_event_class *class;
} ks_class_slot;

typedef struct {
    ks_class_slot recent[ks_class_recent];
    ks_arena arena, empty, whole;
    ks_table keys;
    const ks_event_class **classes;
    size_t count, capacity;
} ks_classes;

KS_MUST bool ks_classes_open(ks_classes *c, size_t budget);
void ks_classes_close(ks_classes *c);
// The class of an event whose plans and values are set; never NULL. Past the budget the table is
// emptied: classes that were given before stay readable until then only.
const ks_event_class *ks_class_find(ks_classes *c, const ks_event *e);
