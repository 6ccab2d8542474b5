// Inside the room: the table of log sources while and after it is read (form_read.c, form.c).
#pragma once
#include "rules/form_own.h"
#include "rules/making.h"
#include "rules/yaml.h"

// A category or a service.
typedef struct {
    ks_str name;
    bool is_service;
    bool is_logged; // false: no event log carries it
    const ks_form **forms;
    size_t count, capacity;
} form_row;

// Conversions under a name, for several forms.
typedef struct {
    ks_str name;
    const ks_form_field *fields;
    u32 count;
} form_set;

struct ks_forms {
    form_row *rows;
    size_t row_count, row_capacity;
    form_set *sets;
    size_t set_count, set_capacity;
    rules_alias *aliases;
    size_t alias_count, alias_capacity;
    u32 form_count;
    const ks_form *any; // every event
};

form_row *form_row_find(const ks_forms *table, bool is_service, ks_str name);
// Adds what a file says. False: KS_BAD_SOURCES, or no memory.
KS_MUST bool form_table_read(ks_forms *table, const rules_yaml *root, ks_str path, ks_arena *run,
                             ks_fail *fail);
