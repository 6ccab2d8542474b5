// `konseki rules coverage --what-if N --budget SIZE`.
#include "cli/rules_coverage.h"

#include "base/number.h"
#include "cli/terminal.h"

static const u64 budget_default = 1000000000;

// "500MB", "2GB", "64KB", "1000": units of 1000, as sizes are printed.
static bool read_size(const char *text, u64 *size)
{
    static const struct {
        const char *unit;
        u64 size;
    } units[] = { { "KB", 1000 }, { "MB", 1000000 }, { "GB", 1000000000 }, { "", 1 } };
    char digits[24];
    size_t length = strlen(text);
    for (size_t i = 0; i < countof(units); i++) {
        size_t unit = strlen(units[i].unit);
        if (length <= unit || strcmp(text + length - unit, units[i].unit) != 0)
            continue;
        if (length - unit >= sizeof digits)
            return false;
        memcpy(digits, text, length - unit);
        digits[length - unit] = 0;
        if (!options_number(digits, 0, UINT64_MAX / 1000000000, size))
            return false;
        *size *= units[i].size;
        return true;
    }
    return false;
}

bool rules_coverage_open_what_if(rules_coverage *c)
{
    const options *o = c->run->given;
    const char *count = options_value(o, OPTION_WHAT_IF);
    const char *budget = options_value(o, OPTION_BUDGET);
    u64 number = 0;
    c->budget = budget_default;
    if (count && !options_number(count, 1, what_if_changes_most, &number)) {
        terminal_say_usage(o, KS_SAY_COVER_BAD_COUNT, count, NULL);
        c->run->said_status = STATUS_USAGE;
        return false;
    }
    if (budget && !read_size(budget, &c->budget)) {
        terminal_say_usage(o, KS_SAY_COVER_BAD_BUDGET, budget, NULL);
        c->run->said_status = STATUS_USAGE;
        return false;
    }
    c->changes = (u32)number;
    return true;
}

bool rules_coverage_ask_what_if(rules_coverage *c, ks_fail *fail)
{
    ks_arena *arena = &c->run->arena;
    return c->changes == 0 ||
           (ks_what_if_make(&c->what_if, &c->covers, c->changes, c->budget, arena, fail) &&
            ks_sums_make(&c->sums_then, &c->what_if.covers, arena, fail));
}

static u32 seen(const ks_sums *sums)
{
    return sums->counts[KS_COVER_PARTLY] + sums->counts[KS_COVER_COULD];
}

void rules_coverage_put_what_if(rules_coverage *c)
{
    ks_out *out = &c->run->line;
    const ks_what_if *w = &c->what_if;
    if (c->changes == 0)
        return;
    KS_PUT(out, "\n");
    ruleset_say(c->run, KS_SAY_COVER_WHAT_IF,
                &(ks_words){ .number = { c->changes, (i64)c->budget } });
    for (u32 i = 0; i < w->count; i++) {
        KS_PUT(out, "  ");
        ks_out_put(out, w->settings[i]->id);
        KS_PUT(out, "  ");
        ks_out_put(out, w->settings[i]->title[c->run->lang]);
        KS_PUT(out, "\n");
    }
    ruleset_say(c->run, KS_SAY_COVER_WHAT_IF_SUM,
                &(ks_words){ .number = { w->opened, w->completed,
                                         (i64)seen(&c->sums_then) - (i64)seen(&c->sums),
                                         (i64)w->bytes_a_day } });
    ruleset_say(c->run, KS_SAY_COVER_WHAT_IF_BASIS, NULL);
}

void rules_coverage_json_what_if(rules_coverage *c)
{
    ks_out *out = &c->run->line;
    const ks_what_if *w = &c->what_if;
    ks_str ids[what_if_changes_most];
    if (c->changes == 0)
        return;
    for (u32 i = 0; i < w->count; i++)
        ids[i] = w->settings[i]->id;
    KS_PUT(out, ",\"what_if\":{\"kind\":\"what_if\"");
    ruleset_json_list(out, "settings", ids, w->count);
    ruleset_json_number(out, "bytes_a_day", w->bytes_a_day);
    ruleset_json_number(out, "rules_opened", w->opened);
    ruleset_json_number(out, "rules_completed", w->completed);
    ruleset_json_number(out, "techniques_opened", seen(&c->sums_then) - seen(&c->sums));
    KS_PUT(out, "}");
}
