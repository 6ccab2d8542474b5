// One event as people read it: a line with its time, host, kind, and the sentence of the catalogue,
// or its fields where there is none.
#pragma once
#include "event/event.h"
#include "message/message.h"

typedef struct {
    ks_lang lang;
    int zone_minutes;
    bool has_color;
} event_text;

// Without the line end. What came from evidence is made visible for a terminal.
void event_text_line(const event_text *how, ks_event *e, ks_out *out);
// Only the sentence, or the fields: not made visible. The text lives in the event's arena.
ks_str event_text_says(const event_text *how, ks_event *e);
// The channel without the words that all have: "Sysmon" of "Microsoft-Windows-Sysmon/Operational".
ks_str event_text_channel(ks_str channel);
