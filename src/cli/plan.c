// konseki plan --profile PROFILE -o DIR/: what an administrator deploys, and its undo.
// konseki plan --collect -o DIR/: a collector of evidence.
#include "cli/plan.h"

#include "cli/commands.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "plan/collect.h"

static const size_t plan_budget = (size_t)8 << 30, plan_least = (size_t)256 << 20; // addresses

static bool collect(plan_run *r, ks_fail *fail)
{
    ks_gpo_files files = { 0 };
    return ks_plan_collector(&r->arena, &files, fail) && plan_write(r, &files, fail);
}

static bool is_usage_right(const options *given)
{
    if (given->argument_count) {
        terminal_say_usage(given, KS_SAY_PLAN_WHAT, NULL, NULL);
        return false;
    }
    if (options_has(given, OPTION_COLLECT) == options_has(given, OPTION_PROFILE)) {
        terminal_say_usage(given, KS_SAY_PLAN_WHAT, NULL, NULL);
        return false;
    }
    if (!options_has(given, OPTION_OUTPUT)) {
        terminal_say_usage(given, KS_SAY_NO_FOLDER_GIVEN, NULL, NULL);
        return false;
    }
    return true;
}

int command_plan(const options *given)
{
    if (!is_usage_right(given))
        return STATUS_USAGE;
    ks_fail fail = { 0 };
    plan_run r = { .given = given, .lang = given->lang };
    bool is_done = ks_arena_open_down_to(&r.arena, "plan", plan_budget, plan_least) ||
                   ks_refuse(&fail, KS_OVER_BUDGET, (i64)plan_budget, 0, KS_STR("plan"));
    ks_arena whole = r.arena;
    bool is_usage_wrong = false;
    is_done =
        is_done && (options_has(given, OPTION_COLLECT) ? collect(&r, &fail)
                                                       : plan_make(&r, &is_usage_wrong, &fail));
    if (!is_done && !is_usage_wrong)
        terminal_say_fail(given, &fail);
    ks_arena_close(&whole);
    if (is_done && r.is_incomplete)
        return STATUS_INCOMPLETE;
    return is_done ? STATUS_DONE : is_usage_wrong ? STATUS_USAGE : STATUS_FAILED;
}
