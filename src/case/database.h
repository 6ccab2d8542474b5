// Of this room: the schema of case.db, its ids, and the parts of its writing. docs/case-db.md shows
// the same statements; a test compares them.
#pragma once
#include "case/db.h"
#include "case/report.h"

extern const char *const case_schema[];  // tables; NULL ends
extern const char *const case_indices[]; // made when the rows are in

enum { case_id_size = 16 }; // hex digits
typedef struct {
    char text[case_id_size];
} case_id;

typedef struct {
    const case_index *index;
    const ks_case *c;
    case_db *db;
    ks_arena *arena;
    case_id *processes; // by index in facts->processes
} database;

static inline ks_str case_id_str(const case_id *id)
{
    return (ks_str){ id->text, sizeof id->text };
}

// The id of a record: made of its source's hash, its offset and its record id.
case_id case_record_id(const database *to, u32 event);
// Ids of all processes: made of host, boot, records, pid and image. NULL past the budget.
case_id *case_process_ids(const ks_case *c, ks_arena *arena);
// The text of a source's key.
ks_str case_source_id(const database *to, u32 source, char text[32]);

// Each fills some tables, in the order of their keys.
void database_put_sources(database *to);         // sources, source_paths, ledger
void database_put_hosts(database *to);           // hosts, host_names, channels, hours
void database_put_answers(database *to);         // answers, answer_*, coverage, intervals
void database_put_findings(database *to);        // findings, finding_*
KS_MUST bool database_put_records(database *to); // records, record_fields
KS_MUST bool database_put_processes(database *to);
// A phrase in English and Japanese, into the next two columns; NULL when it says nothing.
void database_phrase(database *to, db_rows *rows, const ks_phrase *phrase);
