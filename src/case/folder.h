// The folder of a case. Nothing in it has its name before all of it is whole: each file is written
// as `<name>.partial`, flushed to the disk, and renamed in the order of the list below. case.db
// comes last: a folder without it is no case. Evidence is never written to: a case inside a folder
// of evidence is refused.
#pragma once
#include "base/arena.h"
#include "base/os.h"

// clang-format off
#define KS_CASE_FILES(X)                      \
    X(OBSERVATIONS, "observations.ksobs")  \
    X(FINDINGS, "findings.jsonl")          \
    X(LEDGER, "ledger.json")               \
    X(REPORT, "report.html")               \
    X(DATABASE, "case.db")
typedef enum {
#define X(name, file) KS_CASE_##name,
    KS_CASE_FILES(X)
#undef X
    KS_CASE_FILE_COUNT
} ks_case_file;
// clang-format on

typedef struct {
    const char *path;
    const char *whole[KS_CASE_FILE_COUNT], *partial[KS_CASE_FILE_COUNT];
    bool was_made; // by us: it goes when the run comes to nothing
} ks_case_folder;

typedef struct {
    bool replace; // --force
    const char *const *evidence;
    size_t evidence_count;
} ks_case_folder_options;

// Makes the folder, or takes an empty one (leftovers of a run that was killed do not count).
// KS_OUTPUT_EXISTS: there is something in it; KS_OUTPUT_IN_EVIDENCE: a folder of evidence holds it,
// or it holds a file of evidence.
KS_MUST bool ks_case_folder_open(ks_case_folder *folder, const char *path,
                                 const ks_case_folder_options *options, ks_arena *run,
                                 ks_fail *fail);
// All files are written and flushed: gives them their names. False: nothing that looks whole is
// left.
KS_MUST bool ks_case_folder_commit(ks_case_folder *folder, ks_fail *fail);
// Removes what is half written, and the folder if it was ours.
void ks_case_folder_abandon(ks_case_folder *folder);
