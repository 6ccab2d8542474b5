// Inside the room: what a public event stands for.
#pragma once
#include "evidence/read.h"
#include "konseki/konseki.h"

struct konseki_event {
    ks_event *event;
    ks_sources *sources;
    const ks_field *fields; // of the event, once they were asked for
    size_t field_count;
    bool has_fields;
    ks_day_cache days;
};
