// Writing a case: every file under its temporary name, then all names at once; see case.h.
#include "case/case.h"

#include "case/parts.h"

static bool write_files(const case_index *index, const ks_case_folder *folder, ks_arena scratch,
                        ks_arena *run, ks_fail *fail)
{
    const char *const *path = folder->partial;
    return case_write_observations(index->c, path[KS_CASE_OBSERVATIONS], scratch, fail) &&
           case_write_findings(index, path[KS_CASE_FINDINGS], scratch, fail) &&
           case_write_ledger(index, path[KS_CASE_LEDGER], scratch, fail) &&
           case_write_report(index, path[KS_CASE_REPORT], scratch, fail) &&
           case_write_database(index, folder, scratch, run, fail);
}

// Memory of its own: the observations grow in the arena of the run while they are written.
static bool open_arena(ks_arena *arena, ks_fail *fail)
{
    const size_t most = (size_t)32 << 30, least = (size_t)64 << 20;
    return ks_arena_open_down_to(arena, "case", most, least) ||
           ks_refuse(fail, KS_OVER_BUDGET, (i64)least, 0, KS_STR("case"));
}

bool ks_case_write(const ks_case *c, ks_case_folder *folder, ks_arena *run, ks_fail *fail)
{
    ks_arena arena, whole;
    case_index index;
    if (!open_arena(&arena, fail))
        return false;
    whole = arena;
    bool is_written = case_index_make(&index, c, &arena, fail) &&
                      write_files(&index, folder, arena, run, fail) &&
                      ks_case_folder_commit(folder, fail);
    ks_arena_close(&whole);
    return is_written;
}
