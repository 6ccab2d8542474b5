// The door of the room: a case as a folder, and the answer sheet as text. Everything that is
// written is a function of the observations and of what was made of them: no clock, no threads,
// no order of files; equal cases are equal bytes.
//
//     ks_case_folder folder;
//     if (!ks_case_folder_open(&folder, "case/", &options, run, &fail))
//         …;
//     ks_case c = { .set = set, .facts = facts, .answers = answers, .made_by = …, .lang = KS_JA };
//     bool is_written = ks_case_write(&c, &folder, run, &fail);
//     if (!is_written)
//         ks_case_folder_abandon(&folder);
//     ks_sheet_print(&out, &c, &sheet);
#pragma once
#include "answer/answer.h"
#include "case/folder.h"

// What the run says about itself, in ledger.json only.
typedef struct {
    ks_str sandbox;           // "landlock and seccomp", "off: --no-sandbox", …
    u64 from_ticks, to_ticks; // the span that was asked for; 0: none
} ks_case_run;

typedef struct {
    const ks_observations *set;
    const ks_facts *facts;
    const ks_answers *answers;
    ks_str made_by; // "konseki 0.1.0"
    ks_lang lang;   // in which the page opens
    ks_case_run run;
    const bool *interrupted; // Ctrl-C: the writing ends with KS_INTERRUPTED; NULL: never
} ks_case;

// Writes all files of the case and gives them their names. False: nothing that looks whole is
// left; the folder is still to be abandoned. `run` gives memory.
KS_MUST bool ks_case_write(const ks_case *c, ks_case_folder *folder, ks_arena *run, ks_fail *fail);

// Reads the observations of a case (`path`: its observations.ksobs) into a set, which is to be
// settled afterwards.
KS_MUST bool ks_case_read_observations(const char *path, ks_observations *set, ks_fail *fail);

// What the page shows may be less than all: the findings' further records and most of the
// processes of a large case are in case.db only.
typedef struct {
    ks_lang lang;
    int zone_minutes;
    bool has_zone; // --tz was given: times say it; else UTC
    bool has_color;
    unsigned columns;   // of the terminal; 0: as wide as it gets
    u64 size;           // bytes read, for the head; elapsed time is not the case's business
    const char *report; // path of the page, for the last line; NULL: none
} ks_sheet;

// The answer sheet. Texts of evidence are made visible for a terminal.
void ks_sheet_print(ks_out *out, const ks_case *c, const ks_sheet *is);
