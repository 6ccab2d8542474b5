// Of this room: processes while they are joined.
#pragma once
#include "facts/facts_own.h"

enum { start_event, end_event, second_event }; // of ks_process.events

typedef struct {
    ks_process is;
    bool is_open;
    bool has_audit, has_sysmon; // who told of its start
    u64 utc_ticks;              // Sysmon's own start time; 0: none
    ks_str parent_guid;
    u32 before; // the instance of the same pid, host and boot before this one; ks_no_process
    u32 order;  // place in the sorted list
} joined_process;

// What the event tells of a process.
bool process_read(facts_making *m, u32 event, joined_process *p);
// Adds what `other`, the same process told by another event, knows beyond `p`.
void process_enrich(joined_process *p, const joined_process *other);
// Elevation out of token and integrity (answers, trap 6).
ks_three process_elevation(const ks_process *p);

typedef struct {
    facts_making *m;
    joined_process *items;
    size_t count, capacity;
    ks_table by_pid; // (host, boot, pid) -> number; newest instance in `newest`
    u32 *newest;
    size_t newest_capacity;
    ks_table by_guid; // (host, guid) -> number; instance in `with_guid`
    u32 *with_guid;
    size_t with_guid_capacity;
    ks_table unseen; // (host, boot, pid, name, instance before) -> number; node in `unseen_node`
    u32 *unseen_node;
    size_t unseen_capacity;
} joining;

u32 process_add(joining *j, const joined_process *p); // ks_no_process past the budget
// The newest instance of the pid; ks_no_process.
u32 process_newest(const joining *j, u32 host, u32 boot, u32 pid);
u32 process_by_guid(const joining *j, u32 host, ks_str guid);
// Sets parents, makes nodes for those that were never seen, cuts cycles, and sorts into m.
KS_MUST bool processes_link(joining *j);
// A table's value by key; grows its array. False: past the budget.
KS_MUST bool numbered(ks_table *t, u32 **values, size_t *capacity, ks_span key, u32 value,
                      ks_arena *arena);
