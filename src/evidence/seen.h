// Which records were met before: overlapping exports of one log give each record once. A record is
// the same when host, channel, event record id, time and content are; records of which only the
// first three are the same are both kept (settled in DESIGN.md, and a finding).
#pragma once
#include "base/arena.h"
#include "base/hash.h"

typedef struct {
    u64 log;     // hash of host and channel
    u64 id;      // event record id
    u32 content; // hash of time and values; 0: a record without an id, which is never a repeat
} ks_seen_key;

typedef struct ks_seen ks_seen;

// Memory: four bytes a record where ids are dense, a block of 128 records else; past `budget`
// blocks of new ids are not remembered: their records may come again (ks_seen_forgotten).
KS_MUST bool ks_seen_open(ks_seen **seen, size_t budget, ks_arena *run);
void ks_seen_close(ks_seen *seen);
// Remembers the record; true: it was there.
bool ks_seen_before(ks_seen *seen, ks_seen_key key);
// How many records were not remembered so far.
u64 ks_seen_forgotten(const ks_seen *seen);
