// `konseki hive`: what its files share. A hive with its logs, a printer of keys and values in each
// format, and the arenas: `run` for all of it, `moment` for what one key needs.
#pragma once
#include "base/ticks.h"
#include "cli/options.h"
#include "cli/output.h"
#include "event/pattern.h"
#include "evidence/hive/hive.h"

typedef struct {
    const char *path;
    ks_file files[1 + ks_hive_logs_most]; // the hive, its logs
    const char *log_paths[ks_hive_logs_most];
    ks_hive_sources from;
    ks_hive *hive;
    ks_ledger ledger;
    ks_arena rows; // of the ledger
} hive_file;

typedef enum { HIVE_TEXT, HIVE_TREE, HIVE_JSON, HIVE_JSONL, HIVE_REG } hive_format;

typedef struct {
    const options *given;
    ks_lang lang;
    ks_arena run, run_whole, moment, moment_whole;
    hive_file file, other;
    ks_hive *of;      // whose keys are printed
    bool is_left_out; // .reg: the key cannot be written there
    output out;
    ks_out text;        // goes to `out` when it is long
    ks_out name, shown; // UTF-8 of a name; what a value looks like
    hive_format format;
    ks_patterns *patterns; // of --search; NULL: none
    ks_pattern_finder *finder;
    bool has_security;
    int zone_minutes;
    unsigned columns;
    u32 depth_most;
    ks_day_cache days;
    u64 found, printed; // keys and values
    ks_fail fail;       // of writing
    bool is_failed;
    const bool *interrupted;
} hive_run;

// --- hive_open.c: the file, its logs beside it (unless they are not wanted)
KS_MUST bool hive_file_open(hive_file *file, const char *path, bool with_logs, ks_arena *run,
                            ks_fail *fail);
void hive_file_close(hive_file *file);

// --- hive_text.c: parts that text formats share
void hive_put_units(hive_run *r, ks_utf16 text); // made visible
void hive_put_note(hive_run *r, ks_note note, ks_words words);
void hive_put_time(hive_run *r, u64 ticks);
void hive_put_value(hive_run *r, const ks_hive_value *value, ks_span data, bool is_whole);
void hive_put_key(hive_run *r, const ks_hive_key *key, ks_utf16 path, u32 depth);
void hive_put_type(ks_out *out, u32 type);
// What a value looks like, in r->shown, as far as it fits there.
ks_str hive_shown(hive_run *r, const ks_hive_value *value, ks_span data);
ks_str hive_utf8(hive_run *r, ks_utf16 text); // in r->name, as far as it fits

// --- hive_json.c
void hive_json_head(hive_run *r);
void hive_json_key(hive_run *r, const ks_hive_key *key, ks_utf16 path, const char *more);
void hive_json_value(hive_run *r, const ks_hive_value *value, ks_span data, bool is_whole,
                     bool is_first);
void hive_json_key_end(hive_run *r);
void hive_json_foot(hive_run *r);
void hive_json_text(hive_run *r, const char *name, ks_utf16 text);

// --- what is done: false when output failed (r->fail) or it was interrupted
bool hive_list(hive_run *r, const ks_hive_key *from, ks_utf16 prefix);
bool hive_deleted(hive_run *r);
bool hive_diff(hive_run *r, ks_str key);
void hive_flush(hive_run *r); // when a lot has gathered
// --- hive_reg.c
void hive_reg_head(hive_run *r);
void hive_reg_key(hive_run *r, ks_utf16 path);
void hive_reg_key_as(hive_run *r, ks_utf16 path, bool is_deleted);
void hive_reg_value_deleted(hive_run *r, ks_utf16 name);
void hive_reg_value(hive_run *r, const ks_hive_value *value, ks_span data);
void hive_reg_key_end(hive_run *r);

// --- hive_ledger.c: what was not well, on stderr
void hive_say_ledger(const hive_run *r, const hive_file *file);
