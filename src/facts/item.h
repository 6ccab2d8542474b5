// Of this room: observations, extents and sources as bytes, and back. Sizes are checked when read:
// a case folder is evidence too.
#pragma once
#include "base/cursor.h"
#include "facts/observation.h"

enum {
    item_source = 'S',
    item_extent = 'E',
    item_rule = 'R',
    item_over = 'H',
    item_program = 'C',
    item_observation = 'O'
};
enum { item_head_size = 5, item_key_size = 16 };
// While a run reads, a source is known by its number in the run; its key only when all is read.
#define source_of_run ((u32)1 << 31)

void item_put_u32(ks_out *out, u32 value);
void item_put_u64(ks_out *out, u64 value);
void item_put_str(ks_out *out, ks_str text);

// The projection of an event: what stands behind the source's key in an item 'O'; its hits follow.
void item_put_event(ks_out *out, ks_event *event, u32 kind);
// Reads one into the set (strings and fields are copied); its source is `source`.
KS_MUST bool item_read_observation(ks_observations *set, ks_cursor *c, u32 source, ks_fail *fail);

void item_put_observation(ks_out *out, const ks_observations *set, const ks_observation *o,
                          const ks_observed_place *place);
void item_put_extent(ks_out *out, const ks_observations *set, const ks_extent *x);
void item_put_source(ks_out *out, const ks_observed_source *source);
KS_MUST bool item_read_extent(ks_observations *set, ks_cursor *c, u32 source, ks_fail *fail);
KS_MUST bool item_read_source(ks_observations *set, ks_cursor *c, ks_fail *fail);

// The number of the text in the set's strings; ks_table_none past the budget.
u32 set_string(ks_observations *set, ks_str text);
// Index of the source with this key, added when it is new; ks_table_none past the budget.
u32 set_source(ks_observations *set, const ks_content_hash *key);
KS_MUST bool set_add_observation(ks_observations *set, const ks_observation *o, ks_fail *fail);
KS_MUST bool set_add_extent(ks_observations *set, const ks_extent *extent, ks_fail *fail);
bool set_is_over_budget(const ks_observations *set, ks_fail *fail); // fills, and returns false

// Of hits.c. The index of the rule with this key, added (without words) when it is new;
// ks_table_none past the budget.
u32 set_rule(ks_observations *set, const u8 *key);
void item_put_rule(ks_out *out, const ks_observed_rule *rule);
KS_MUST bool item_read_rule(ks_observations *set, ks_cursor *c, ks_fail *fail);
void item_put_over(ks_out *out, const ks_observations *set, const ks_observed_over *over);
KS_MUST bool item_read_over(ks_observations *set, ks_cursor *c, u32 source, ks_fail *fail);
void item_put_hits(ks_out *out, const ks_observations *set, const ks_observation *o);
void item_put_rule_hits(ks_out *out, const ks_observations *set, const ks_rule_hit *hits,
                        size_t count);
// Hits of a source of this run beyond a rule's bound are counted and left out.
KS_MUST bool item_read_hits(ks_observations *set, ks_cursor *c, ks_observation *o, ks_fail *fail);
// Both records are one: `o` has the hits of both. False: budget.
KS_MUST bool hits_join(ks_observations *set, ks_observation *o, const ks_observation *other);
// Rules by key, programs by content, counts by source and rule; `source_place`: where each source
// went.
KS_MUST bool hits_settle(ks_observations *set, const u32 *source_place);

// Of gather.c. Fills map: number of a source in the run -> index in the set. False: budget.
KS_MUST bool gather_sources(ks_observations *set, const ks_sources *sources, u32 *map);
KS_MUST bool gather_extents(ks_observations *set, const u32 *map, ks_fail *fail);
// Sorts; stretches that touch or overlap become one. Of hours, equal ones.
KS_MUST bool runs_settle(ks_run *runs, size_t *count, ks_arena scratch);
KS_MUST bool hours_settle(ks_hour *hours, size_t *count, ks_arena scratch);

// Of observer.c
struct ks_observer {
    ks_observer *next;
    ks_observations *set;
    ks_arena arena, whole; // its own: workers run side by side
    ks_table names;        // (source, channel, computer) -> index of extent
    struct observed_extent *extents;
    size_t extent_count, extent_capacity;
    size_t last; // extent of the event before; SIZE_MAX: none
    ks_value last_computer;
    const ks_event_class *last_class;
    u32 last_source;
    u8 *kinds; // by class number: kind + 1; 0: not looked up
    size_t kind_count;
    bool is_full; // past its budget: settling refuses
};

typedef struct observed_extent {
    ks_extent is; // runs and hours below, unsorted
    ks_run *runs;
    ks_hour *hours;
    size_t run_count, run_capacity, hour_count, hour_capacity;
    ks_str channel, computer;
} observed_extent;
