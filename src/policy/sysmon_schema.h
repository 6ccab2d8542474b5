// What a version of Sysmon's schema has: events, fields, conditions. Versions are hundredths.
#pragma once
#include "base/base.h"
#include "policy/sysmon_table.h"

typedef enum {
#define X(name, word, number, schema) KS_SYSMON_##name,
    KS_SYSMON_CONDITIONS(X)
#undef X
        KS_SYSMON_CONDITION_COUNT
} ks_sysmon_condition;

typedef struct {
    u32 id;
    ks_str tag; // empty: the event cannot be filtered
    u32 schema; // the first that has it
    bool is_logged_by_default;
} ks_sysmon_event;

typedef struct {
    u32 event;
    u32 schema; // the first that has it
    ks_str name;
} ks_sysmon_field;

enum { sysmon_schema_newest = 491 };

// "4.21" as 421, "3.2" as 320; false: no version.
KS_MUST bool sysmon_schema_read(ks_str text, u32 *schema);
bool sysmon_schema_is_known(u32 schema);

// By id; NULL: there is no such event.
const ks_sysmon_event *sysmon_event_find(u32 id);
// The first event of a tag (12 for RegistryEvent); NULL: no such tag.
const ks_sysmon_event *sysmon_tag_find(ks_str tag);
// All events by id.
const ks_sysmon_event *sysmon_events(size_t *count);

// The field of an event; NULL: no schema has it.
const ks_sysmon_field *sysmon_field_find(u32 event, ks_str name);
// The field of any event of a tag.
const ks_sysmon_field *sysmon_tag_field_find(ks_str tag, ks_str name);
// The field with this number in compiled rules of a schema; NULL: there is none.
const ks_sysmon_field *sysmon_field_at(u32 event, u32 schema, u32 number);
// All fields, those of an event together.
const ks_sysmon_field *sysmon_fields(size_t *count);

ks_str sysmon_condition_word(ks_sysmon_condition condition);
u32 sysmon_condition_schema(ks_sysmon_condition condition); // the first that has it
// Case does not matter; false: no such condition.
KS_MUST bool sysmon_condition_find(ks_str word, ks_sysmon_condition *condition);
// By its number in compiled rules of version 14 and newer.
KS_MUST bool sysmon_condition_at(u32 number, ks_sysmon_condition *condition);

// Whether an element of this name is an option; with the schema that brought it.
KS_MUST bool sysmon_option_find(ks_str name, u32 *schema);
// The index-th of all option names; empty behind the last.
ks_str sysmon_option_name(size_t index);
