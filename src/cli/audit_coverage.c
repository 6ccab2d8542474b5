// What could be detected on the machines that are audited: rules are read before the fence is up;
// each machine is judged when it is printed, and forgotten then, so that a fleet needs no more
// memory than one of it.
#include "cli/audit.h"

#include "base/number.h"
#include "cli/guard.h"
#include "cli/rules_cache.h"
#include "coverage/cover_sentences.h"

static bool open_layer(auditor *a, ks_fail *fail)
{
    const options *o = a->run->given;
    const char *path = options_value(o, OPTION_NAVIGATOR);
    if (path == NULL)
        return true;
    if ((strcmp(path, "-") != 0 && !guard_evidence(path, o, a->run->arena, fail)) ||
        !output_open(&a->layer, path, options_has(o, OPTION_FORCE), &a->run->arena, fail))
        return false;
    const char *folder = a->layer.path ? guard_folder_of(a->layer.path, &a->run->arena) : NULL;
    if (folder)
        run_writes_to(a->run, folder);
    a->has_layer = true;
    return true;
}

bool audit_open_coverage(auditor *a, ks_fail *fail)
{
    const options *o = a->run->given;
    ruleset_run *r = &a->rules;
    *r = (ruleset_run){
        .given = o, .lang = a->run->lang, .data_lang = a->run->data_lang, .out = &a->run->out
    };
    a->has_coverage = options_has(o, OPTION_COVERAGE) || options_has(o, OPTION_RULES) ||
                      options_has(o, OPTION_NAVIGATOR);
    return !a->has_coverage || (open_layer(a, fail) && rules_cache_open(a->run, &r->cache, fail) &&
                                ruleset_open(r, fail) &&
                                ruleset_load(r, o->given[OPTION_RULES].values,
                                             o->given[OPTION_RULES].count, &a->set, fail));
}

bool audit_cover(auditor *a, const audit_machine *m, rules_coverage *c, ks_fail *fail)
{
    ks_windows windows = m->result.windows;
    *c = (rules_coverage){
        .run = &a->rules, .set = a->set, .state = m->state, .is_build_assumed = windows.build == 0
    };
    if (c->is_build_assumed)
        windows.build = rules_coverage_build;
    return ks_recording_of_state(&c->recording, m->state, &windows, &a->rules.arena, fail) &&
           rules_coverage_judge(c, fail) &&
           (!a->has_layer || ks_sums_add(&a->sums, &c->sums, &a->arena, fail));
}

bool audit_close_layer(auditor *a, ks_fail *fail)
{
    ks_out out;
    if (!a->has_layer)
        return true;
    if (!ks_out_open(&out, &a->arena, rules_coverage_layer_most))
        return ks_refuse(fail, KS_OVER_BUDGET, rules_coverage_layer_most, 0, KS_STR("state"));
    rules_coverage_put_layer(&out, &a->sums, a->run->data_lang);
    if (out.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, rules_coverage_layer_most, 0, KS_STR("layer"));
    return output_write(&a->layer, ks_str_span(ks_out_str(&out)), fail) &&
           output_close(&a->layer, fail);
}

// --- what is printed with the settings

bool audit_coverage_text(auditor *a, const audit_machine *m, ks_fail *fail)
{
    rules_coverage c;
    ks_arena before = a->rules.arena;
    KS_PUT(&a->rules.line, "\n");
    bool is_put = audit_cover(a, m, &c, fail) && rules_coverage_text(&c, fail);
    a->rules.arena = before;
    return is_put;
}

bool audit_coverage_json(auditor *a, const audit_machine *m, ks_fail *fail)
{
    rules_coverage c;
    ks_arena before = a->rules.arena;
    KS_PUT(&a->rules.line, ",\n  \"coverage\":{\"kind\":\"coverage\"");
    bool is_put = audit_cover(a, m, &c, fail) && rules_coverage_json_members(&c, fail);
    KS_PUT(&a->rules.line, "}");
    a->rules.arena = before;
    return is_put && ruleset_give(&a->rules, fail);
}

// A line for each machine, by its number in the matrix.
bool audit_coverage_matrix(auditor *a, ks_fail *fail)
{
    static const ks_cover shown[] = { KS_COVER_COULD, KS_COVER_PARTLY, KS_COVER_UNKNOWN,
                                      KS_COVER_BLIND };
    ks_out *line = &a->rules.line;
    KS_PUT(line, "\n");
    ruleset_say(&a->rules, KS_SAY_AUDIT_COVERAGE, NULL);
    for (size_t i = 0; i < a->machine_count; i++) {
        rules_coverage c;
        ks_arena before = a->rules.arena;
        if (!audit_cover(a, &a->machines[i], &c, fail))
            return false;
        KS_PUT(line, "  ");
        ks_out_u64(line, i + 1);
        for (size_t k = 0; k < countof(shown); k++) {
            ks_out_put(line, k ? KS_STR(", ") : KS_STR("  "));
            ks_out_put(line, ks_cover_texts[shown[k]].text[a->run->lang]);
            KS_PUT(line, " ");
            ks_out_u64(line, c.covers.counts[shown[k]]);
        }
        KS_PUT(line, "\n");
        a->rules.arena = before;
        if (!ruleset_give(&a->rules, fail))
            return false;
    }
    return true;
}

// The table of rules stands in place of that of settings: a file is one table.
bool audit_coverage_csv(auditor *a, ks_fail *fail)
{
    KS_PUT(&a->rules.line, "machine," rules_coverage_columns "\n");
    for (size_t i = 0; i < a->machine_count; i++) {
        rules_coverage c;
        ks_arena before = a->rules.arena;
        bool is_put = audit_cover(a, &a->machines[i], &c, fail) &&
                      rules_coverage_csv_lines(&c, a->machines[i].label, fail);
        a->rules.arena = before;
        if (!is_put)
            return false;
    }
    return ruleset_give(&a->rules, fail);
}
