// A registry export (.reg) as a policy: what an import would skip, then what is wrong with the
// values that it sets.
#include "base/fold.h"
#include "policy/known_value.h"
#include "policy/reg_file.h"
#include "policy/registry_lint.h"
#include "policy/registry_pol.h"
#include "policy/text_file.h"

static const ks_mistake_kind kinds[KS_REG_PROBLEM_COUNT] = { KS_REG_PROBLEMS(KS_MISTAKE_ROW) };

bool reg_file_sniff(ks_span bytes, ks_arena scratch)
{
    enum { head_size = 256 };
    ks_arena own = ks_mistakes_scratch(&scratch);
    ks_mistakes none = { .arena = &own };
    ks_text_file file;
    ks_span head = { bytes.at, bytes.size < head_size ? bytes.size : head_size };
    if (!ks_text_file_read(head, &scratch, &file, &none))
        return false;
    ks_str text = ks_trim(file.text);
    return ks_begins(text, KS_STR("Windows Registry Editor")) || ks_begins(text, KS_STR("REGEDIT"));
}

// Which half of a policy the key belongs to, and its path below the root, as registry.pol has it.
static known_root half_of(ks_str key, ks_str *path)
{
    ks_str rest = key, root = registry_part(&rest);
    *path = rest;
    if (ks_equal_fold(root, KS_STR("HKEY_LOCAL_MACHINE")))
        return KNOWN_MACHINE;
    if (ks_equal_fold(root, KS_STR("HKEY_CURRENT_USER")))
        return KNOWN_USER;
    if (ks_equal_fold(root, KS_STR("HKEY_USERS"))) {
        (void)registry_part(path); // the user's SID
        return KNOWN_USER;
    }
    return KNOWN_ANYWHERE;
}

static ks_mistake_place place_of(const ks_reg_step *step)
{
    return (ks_mistake_place){ .line = step->line, .column = 1 };
}

static void lint_values(const ks_reg_file *file, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_registry_lint lint;
    registry_lint_begin(&lint, arena, mistakes);
    for (size_t i = 0; i < file->step_count; i++) {
        const ks_reg_step *step = &file->steps[i];
        ks_str path;
        if (step->action != KS_REG_SET)
            continue;
        known_root half = half_of(step->key, &path);
        known_value_lint(&(known_value_set){ .root = half,
                                             .key = path,
                                             .name = step->value,
                                             .type = step->type,
                                             .data = step->data,
                                             .place = place_of(step) },
                         mistakes);
        (void)registry_lint_add(&lint, &(ks_registry_value){ .key = path,
                                                             .name = step->value,
                                                             .type = step->type,
                                                             .data = step->data,
                                                             .place = place_of(step) });
    }
    registry_lint_end(&lint);
}

// Values of one half that do nothing, asked as those of a registry.pol; an entry's offset is its
// line.
static void lint_dead(const ks_reg_file *file, known_root half, ks_arena *arena,
                      ks_mistakes *mistakes)
{
    ks_arena scratch = ks_mistakes_scratch(arena);
    ks_pol pol = { .entries = ks_take(&scratch, ks_pol_entry, file->step_count + 1) };
    const ks_mistake *before = mistakes->last;
    if (!pol.entries) {
        mistakes->is_cut = true;
        return;
    }
    for (size_t i = 0; i < file->step_count; i++) {
        const ks_reg_step *step = &file->steps[i];
        ks_str path;
        if (step->action == KS_REG_SET && half_of(step->key, &path) == half)
            pol.entries[pol.count++] = (ks_pol_entry){ .key = path,
                                                       .name = step->value,
                                                       .type = step->type,
                                                       .data = step->data,
                                                       .offset = step->line };
    }
    ks_pol_dead_lint(&pol, (ks_str){ 0 }, &(ks_gpo_files){ 0 }, scratch, mistakes);
    for (ks_mistake *m = before ? before->next : mistakes->first; m; m = m->next)
        m->place = (ks_mistake_place){ .line = (u32)m->place.offset, .column = 1 };
}

void reg_file_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_reg_file file;
    ks_fail fail = { 0 };
    if (!ks_reg_read(bytes, arena, &file, &fail)) {
        mistakes->is_cut = true;
        return;
    }
    for (size_t i = 0; i < file.problem_count; i++) {
        const ks_reg_problem *problem = &file.problems[i];
        ks_mistake_place place = { .line = problem->line, .column = problem->column };
        ks_mistake_add(mistakes, &kinds[problem->kind], place, problem->text, (ks_str){ 0 });
    }
    mistakes->is_cut = mistakes->is_cut || file.problem_count >= ks_reg_problems_most;
    lint_dead(&file, KNOWN_MACHINE, arena, mistakes);
    lint_dead(&file, KNOWN_USER, arena, mistakes);
    lint_values(&file, arena, mistakes); // sorts
}
