// Classes of events: what kind each one is, found again by provider, channel, id, version and the
// layout of its data. One table a worker.
#pragma once
#include "event/event.h"

typedef struct {
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
