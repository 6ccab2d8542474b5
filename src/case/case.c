// Writing a case: every file under its temporary name, then all names at once; see case.h.
#include "case/case.h"

#include "case/parts.h"

static bool write_files(const case_index *index, const ks_case_folder *folder, ks_arena scratch,
                        ks_fail *fail)
{
    const char *const *path = folder->partial;
    return case_write_observations(index->c, path[KS_CASE_OBSERVATIONS], scratch, fail) &&
           case_write_findings(index, path[KS_CASE_FINDINGS], scratch, fail) &&
           case_write_ledger(index, path[KS_CASE_LEDGER], scratch, fail) &&
           case_write_report(index, path[KS_CASE_REPORT], scratch, fail) &&
           case_write_database(index, path[KS_CASE_DATABASE], folder->path, scratch, fail);
}

bool ks_case_write(const ks_case *c, ks_case_folder *folder, ks_arena *run, ks_fail *fail)
{
    case_index index;
    return case_index_make(&index, c, run, fail) && write_files(&index, folder, *run, fail) &&
           ks_case_folder_commit(folder, fail);
}
