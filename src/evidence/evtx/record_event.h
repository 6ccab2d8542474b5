// Inside the room: from the bytes of r->record to an event (reader.c), for the walk over a slot.
#pragma once
#include "evidence/evtx/reader.h"

// The System part; *end: where the record's binary XML ends, in the chunk (0: it is cut). False:
// nothing of it can be read.
KS_MUST bool evtx_reader_event(evtx_reader *r, ks_event *e, size_t *end);
// The payload, if it is one instance and nothing else; else the event is irregular.
void evtx_reader_payload(evtx_reader *r, ks_event *e);
// Whether a payload that nobody wants to see runs out of its bytes.
bool evtx_reader_payload_is_cut(const evtx_reader *r, const ks_event *e);
// The tree of the record at hand: as ks_event.expand, with the reader as context.
const ks_element *evtx_reader_expand(void *context, const ks_event *event, ks_arena *arena);
