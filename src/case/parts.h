// Of this room: one function a file of the case, each in a .c of its name; and what several of
// them need to know.
#pragma once
#include "case/case.h"
#include "case/json_out.h"

// One path of a source: a source that lies in several places has a row for each.
typedef struct {
    u32 source; // index in set->sources
    u32 path;   // index in its paths; 0: the others are copies of this one
} case_path;

// Row numbers that the files of a case share.
typedef struct {
    const ks_case *c;
    const case_path *paths; // rows of sources: by (path, key)
    size_t path_count;
    const u32 *source_row;  // index in set->sources -> row of its first path
    const u32 *extent_host; // index in set->extents -> host; ks_no_host: none
    ks_out *text;           // a buffer a language, for case_phrase and the like
} case_index;

KS_MUST bool case_index_make(case_index *index, const ks_case *c, ks_arena *arena, ks_fail *fail);

static inline const ks_observation *case_seen(const ks_case *c, u32 event)
{
    return c->facts->events[event].seen;
}

static inline u32 case_source_row(const case_index *index, u32 event)
{
    return index->source_row[case_seen(index->c, event)->place.source];
}

// How a record was found, as one word; empty: in its place.
ks_str case_how(const ks_observation *o);
// The state of a source, as one word.
const char *case_source_state(const ks_observed_source *source);
// "evtx", "json": what the source was recognised as; empty: not.
ks_str case_source_format(const ks_observed_source *source);
// The words of a space-separated list, one after the other: false at the end.
bool case_next_word(ks_str *list, ks_str *word);
// A phrase, what a row of a ledger says, the name of the case for people (its hosts): as text that
// lasts until the next one in that language is asked for.
ks_str case_phrase(const case_index *index, const ks_phrase *phrase, ks_lang lang);
ks_str case_ledger_text(const case_index *index, const ks_ledger_row *row, ks_lang lang);
ks_str case_name(const case_index *index);

// What the evidence says of itself: that it is made, or that some of its logs are (made.c); else
// one that says nothing.
ks_phrase case_made_note(const ks_case *c);

// Each writes one file under its temporary name, flushed to the disk.
KS_MUST bool case_write_observations(const ks_case *c, const char *path, ks_arena scratch,
                                     ks_fail *fail);
KS_MUST bool case_write_findings(const case_index *index, const char *path, ks_arena scratch,
                                 ks_fail *fail);
KS_MUST bool case_write_ledger(const case_index *index, const char *path, ks_arena scratch,
                               ks_fail *fail);
KS_MUST bool case_write_report(const case_index *index, const char *path, ks_arena scratch,
                               ks_fail *fail);
// `run` keeps the words of a failure: they outlive `scratch`.
KS_MUST bool case_write_database(const case_index *index, const ks_case_folder *folder,
                                 ks_arena scratch, ks_arena *run, ks_fail *fail);
