// What a reader of JSON exports keeps between records and during one; inside of jsonlog/ only.
#pragma once
#include "evidence/jsonlog/dialect.h"
#include "evidence/jsonlog/jsonlog.h"

// A name at a place of a dialect's records: looked up once, a number everywhere after.
typedef struct {
    ks_str raw;  // between its quotes
    ks_str name; // what it means
    ks_str path;
    u32 parent;
    u32 follower;      // the name that came behind it the last time; 0: none yet
    u8 role, argument; // dialect_role
    bool is_xml_name;  // can be the name of an element or attribute
    const char *word;
} jsonlog_node;

// One form of event: which System fields it has, and which names in which order and nesting.
typedef struct {
    u64 hash;
    u32 mask;
    u32 count;
    const u32 *signature;
    const ks_element *root;
    const ks_event_plan *plan;
} jsonlog_shape;

// A signature is a list of node << 2 | step.
typedef enum { STEP_LEAF, STEP_OPEN, STEP_CLOSE } jsonlog_step;

enum {
    jsonlog_node_most = 1 << 16,
    jsonlog_shape_most = 1 << 14,
    jsonlog_slots = 1 << 17, // of either hash table
    jsonlog_value_most = 4096,
    jsonlog_signature_most = 16384,
    jsonlog_name_most = 4096,
    jsonlog_mask_part = KS_SYSTEM_COUNT // the mask's bits behind this one: system_part
};

struct ks_jsonlog {
    unsigned formats;
    ks_arena keeping, keeping_empty; // nodes, shapes, plans: until it is full
    ks_arena event, event_empty;     // of one event
    ks_arena whole;

    jsonlog_node *nodes;
    u32 *node_slots;
    u32 node_count;
    u32 last_node; // that was looked up
    jsonlog_shape *shapes;
    u32 *shape_slots;
    u32 shape_count;
    u32 plan_count; // never falls, so that a plan's number is its name
    bool is_full;   // something did not fit: everything kept is to be forgotten
    bool is_new;    // nothing is kept yet

    // of the block
    const ks_jsonlog_block *block;
    u8 *text_start, *text_at, *text_end; // texts of one record
    u8 *wide_start;                      // a block of UTF-16 as UTF-8

    // of the record
    ks_value values[KS_SYSTEM_COUNT + jsonlog_value_most];
    u32 value_count;
    u32 signature[jsonlog_signature_most];
    u32 signature_count;
    u32 mask;
    u8 dialect;
    ks_value received, stamped, found;
    ks_value numbers[FLAT_NUMBER_COUNT];
    bool is_damaged;
    ks_day_cache days;
    const jsonlog_shape *shape;
};

// --- names.c: nodes
// The node of a member; UINT32_MAX: nothing more can be kept, or the name is too long.
u32 jsonlog_child(ks_jsonlog *r, u32 parent, json_string key);
void jsonlog_forget(ks_jsonlog *r); // all nodes and shapes

// --- shape.c: plans
// The shape of the record that was walked; NULL: nothing more can be kept.
const jsonlog_shape *jsonlog_shape_of(ks_jsonlog *r);

// --- record.c: one record's values
// Reads the object at the cursor, of r->dialect. False: t->wanted says why, or r->is_full is set.
KS_MUST bool jsonlog_walk(ks_jsonlog *r, json_text *t);

// --- system.c: values of the System part in the types that logs have
void jsonlog_system(ks_jsonlog *r, ks_system_field field, ks_value v);
// The Windows word for a level, task, ... becomes its number where the words are fixed.
void jsonlog_words(ks_jsonlog *r, ks_system_field field, ks_value v);
void jsonlog_time(ks_jsonlog *r); // at the end of the record, when all times are known

// Room for a text of the record, or NULL.
static inline u8 *jsonlog_room(ks_jsonlog *r, size_t size)
{
    return size <= (size_t)(r->text_end - r->text_at) ? r->text_at : NULL;
}

// --- records.c: where records begin and end
// Skips what may stand between records; at the `{` of the next one, at something else that should
// not be there, or at the end.
const u8 *jsonlog_record_at(const u8 *at, const u8 *end);
// Behind the damaged record that begins at `at`: where reading may go on. `before`: what is known
// to lie in front of it.
const u8 *jsonlog_record_behind(const u8 *before, const u8 *at, const u8 *end, u8 layout);

// --- wide.c: UTF-16
// The text as UTF-8 into `to` (3 bytes for each 2), lone surrogates as U+FFFD; its size.
size_t jsonlog_narrow(ks_span wide, bool is_big_endian, u8 *to);
// How many bytes of UTF-16 the UTF-8 text stood for.
size_t jsonlog_wide_size(ks_span narrow);

// --- time.c
typedef struct {
    u64 ticks;
    bool has_zone;
} jsonlog_moment;
// A time as exports write it, its zone applied if it says one.
KS_MUST bool jsonlog_moment_read(ks_str text, jsonlog_moment *moment);
// What `local` is ahead of `utc`, in minutes, in steps of a quarter of an hour; false when they are
// more than `slack_s` from such a step, or more than a day apart.
KS_MUST bool jsonlog_zone_between(u64 local, u64 utc, u32 slack_s, i32 *minutes);
