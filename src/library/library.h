// Inside the room: what a public event stands for.
#pragma once
#include "evidence/read.h"
#include "konseki/konseki.h"

// What is found out about an event on the way; the event itself is constant to its visitor.
typedef struct {
    const ks_field *fields; // once they were asked for
    size_t field_count;
    bool has_fields;
    ks_day_cache days;
} event_memory;

struct konseki_event {
    ks_event *event;
    ks_sources *sources;
    event_memory *memory;
};
