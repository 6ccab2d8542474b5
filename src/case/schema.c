// The tables of case.db (docs/case-db.md). All are STRICT and without row ids: a key is what the
// row is, and rows lie in the order of their keys, so equal cases are equal bytes.
#include "case/database.h"

const char *const case_schema[] = {
    "CREATE TABLE about (\n"
    "  key TEXT PRIMARY KEY, value TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE sources (\n"
    "  id TEXT PRIMARY KEY, is_whole INTEGER NOT NULL, format TEXT, state TEXT NOT NULL,\n"
    "  size INTEGER NOT NULL, records_expected INTEGER, records INTEGER NOT NULL,\n"
    "  recovered INTEGER NOT NULL, damaged INTEGER NOT NULL, bytes_lost INTEGER NOT NULL\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE source_paths (\n"
    "  path TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (path, source)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE ledger (\n"
    "  source TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, offset INTEGER NOT "
    "NULL,\n"
    "  size INTEGER NOT NULL, first INTEGER NOT NULL, second INTEGER NOT NULL,\n"
    "  loses INTEGER NOT NULL, en TEXT NOT NULL, ja TEXT NOT NULL, PRIMARY KEY (source, position)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE hosts (\n"
    "  id TEXT PRIMARY KEY, name TEXT NOT NULL, first TEXT, last TEXT, events INTEGER NOT NULL,\n"
    "  logs INTEGER NOT NULL, bytes INTEGER NOT NULL\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE host_names (\n"
    "  host TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (host, name)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE channels (\n"
    "  host TEXT NOT NULL, channel TEXT NOT NULL, events INTEGER NOT NULL, first TEXT, last TEXT,\n"
    "  lowest_id INTEGER, highest_id INTEGER, missing INTEGER, is_filtered INTEGER NOT NULL,\n"
    "  is_forwarded INTEGER NOT NULL, PRIMARY KEY (host, channel)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE hours (\n"
    "  host TEXT NOT NULL, hour TEXT NOT NULL, events INTEGER NOT NULL, PRIMARY KEY (host, hour)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE answers (\n"
    "  question INTEGER PRIMARY KEY, name TEXT NOT NULL, verdict TEXT NOT NULL, host TEXT,\n"
    "  time TEXT, en TEXT, ja TEXT\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE answer_settings (\n"
    "  question INTEGER NOT NULL, setting TEXT NOT NULL, PRIMARY KEY (question, setting)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE answer_notes (\n"
    "  question INTEGER NOT NULL, position INTEGER NOT NULL, en TEXT, ja TEXT,\n"
    "  PRIMARY KEY (question, position)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE host_answers (\n"
    "  question INTEGER NOT NULL, host TEXT NOT NULL, verdict TEXT NOT NULL, time TEXT,\n"
    "  percent INTEGER NOT NULL, en TEXT, ja TEXT, PRIMARY KEY (question, host)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE host_answer_settings (\n"
    "  question INTEGER NOT NULL, host TEXT NOT NULL, setting TEXT NOT NULL,\n"
    "  PRIMARY KEY (question, host, setting)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE host_answer_notes (\n"
    "  question INTEGER NOT NULL, host TEXT NOT NULL, position INTEGER NOT NULL, en TEXT, ja "
    "TEXT,\n"
    "  PRIMARY KEY (question, host, position)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE coverage (\n"
    "  question INTEGER NOT NULL, host TEXT NOT NULL, witness TEXT NOT NULL, class TEXT NOT NULL,\n"
    "  percent INTEGER NOT NULL, PRIMARY KEY (question, host, witness)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE intervals (\n"
    "  question INTEGER NOT NULL, host TEXT NOT NULL, witness TEXT NOT NULL,\n"
    "  position INTEGER NOT NULL, start TEXT, stop TEXT, state TEXT NOT NULL, en TEXT, ja TEXT,\n"
    "  PRIMARY KEY (question, host, witness, position)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE findings (\n"
    "  id TEXT PRIMARY KEY, trace TEXT NOT NULL, level TEXT NOT NULL, host TEXT, start TEXT,\n"
    "  stop TEXT, title_en TEXT, title_ja TEXT, en TEXT, ja TEXT\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE finding_techniques (\n"
    "  finding TEXT NOT NULL, technique TEXT NOT NULL, PRIMARY KEY (finding, technique)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE finding_questions (\n"
    "  finding TEXT NOT NULL, question INTEGER NOT NULL, PRIMARY KEY (finding, question)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE finding_hosts (\n"
    "  finding TEXT NOT NULL, host TEXT NOT NULL, PRIMARY KEY (finding, host)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE finding_records (\n"
    "  finding TEXT NOT NULL, position INTEGER NOT NULL, record TEXT NOT NULL,\n"
    "  PRIMARY KEY (finding, position)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE finding_processes (\n"
    "  finding TEXT NOT NULL, process TEXT NOT NULL, PRIMARY KEY (finding, process)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE records (\n"
    "  id TEXT PRIMARY KEY, source TEXT NOT NULL, offset INTEGER NOT NULL, size INTEGER NOT NULL,\n"
    "  how TEXT, record_id INTEGER, event_record_id INTEGER, host TEXT, time TEXT,\n"
    "  effective_time TEXT, computer TEXT, channel TEXT, provider TEXT, event_id INTEGER NOT "
    "NULL,\n"
    "  version INTEGER NOT NULL, level INTEGER NOT NULL, task INTEGER NOT NULL,\n"
    "  opcode INTEGER NOT NULL, keywords TEXT, user_id TEXT, process_id INTEGER, thread_id "
    "INTEGER\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE record_fields (\n"
    "  record TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, value TEXT,\n"
    "  PRIMARY KEY (record, position)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE processes (\n"
    "  id TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, parent TEXT, start TEXT,\n"
    "  stop TEXT, stop_how TEXT NOT NULL, seen TEXT NOT NULL, image TEXT, command TEXT, user "
    "TEXT,\n"
    "  sid TEXT, creator TEXT, logon TEXT, token INTEGER NOT NULL, integrity INTEGER,\n"
    "  exit_code INTEGER, directory TEXT, hashes TEXT, original_name TEXT, guid TEXT,\n"
    "  source TEXT, offset INTEGER, event_record_id INTEGER\n"
    ") STRICT, WITHOUT ROWID",
    NULL
};

const char *const case_indices[] = {
    "CREATE INDEX ledger_kind ON ledger (kind)",
    "CREATE INDEX findings_start ON findings (start)",
    "CREATE INDEX finding_records_record ON finding_records (record)",
    "CREATE INDEX finding_processes_process ON finding_processes (process)",
    "CREATE INDEX records_time ON records (host, time)",
    "CREATE INDEX records_event ON records (channel, event_id)",
    "CREATE INDEX record_fields_name ON record_fields (name)",
    "CREATE INDEX processes_start ON processes (host, start)",
    "CREATE INDEX processes_parent ON processes (parent)",
    NULL
};
