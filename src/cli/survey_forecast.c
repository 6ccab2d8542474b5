// `konseki survey --profile`: how the logs of these hosts would grow, and how long they would last.
#include "cli/survey.h"

#include "coverage/forecast.h"
#include "message/visible.h"

enum { text_size = 64 << 10, build_default = 19045, build_most = 99999 };

struct survey_plan {
    const char *name;
    ks_profile profile;
    ks_recording before, after;
};

bool survey_plan_open(survey_plan **plan, run *r, ks_fail *fail)
{
    const options *o = r->given;
    const char *name = options_value(o, OPTION_PROFILE), *role = options_value(o, OPTION_ROLE);
    const char *build = options_value(o, OPTION_WINDOWS);
    u64 number = build_default;
    ks_windows windows = { .role = KS_ROLE_CLIENT, .edition = ks_edition_any };
    *plan = NULL;
    if (name == NULL)
        return true;
    if (build && !options_number(build, 1, build_most, &number))
        return ks_refuse(fail, KS_UNSUPPORTED, 0, 0, ks_str_of(build));
    windows.build = (u32)number;
    for (ks_role i = 0; role && i < KS_ROLE_COUNT; i++)
        if (ks_str_equal(ks_role_word(i), ks_str_of(role)))
            windows.role = i;
    survey_plan *made = ks_take(&r->arena, survey_plan, 1);
    if (made == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    made->name = name;
    *plan = made;
    return ks_profile_open(ks_str_of(name), &r->arena, &made->profile, fail) &&
           ks_recording_make(&made->before, NULL, &windows, &r->arena, fail) &&
           ks_recording_make(&made->after, &made->profile, &windows, &r->arena, fail);
}

static bool has(const void *from, u32 first, u32 last)
{
    for (const survey_kind *k = ((const survey_log *)from)->kinds; k; k = k->next)
        if (k->id >= first && k->id <= last)
            return true;
    return false;
}

static void say(ks_out *out, ks_note note, const ks_words *words, ks_lang lang)
{
    KS_PUT(out, "    ");
    ks_say(out, note, words, lang);
    KS_PUT(out, "\n");
}

static void put_rate(ks_out *out, ks_note note, const ks_channel_rate *rate, ks_lang lang)
{
    ks_words words = { .number = { (i64)rate->events, (i64)rate->bytes, (i64)rate->size,
                                   (i64)rate->keeps_days } };
    say(out, note, &words, lang);
}

// The log's share of its source's bytes: a source mostly is one log.
static u64 bytes_of(const survey_table *t, const survey_log *log)
{
    u64 all = 0;
    for (size_t i = 0; i < t->log_count; i++)
        all += t->logs[i]->source == log->source ? t->logs[i]->count : 0;
    u64 bytes = ks_sources_at(t->run->sources, log->source)->ledger->chunks * 65536;
    return all ? bytes / all * log->count + bytes % all * log->count / all : 0;
}

static void put_log(const survey_plan *plan, const survey_table *t, const survey_log *log,
                    ks_out *out)
{
    ks_lang lang = t->run->lang;
    u8 text[2048];
    ks_out added = { .at = text, .start = text, .end = text + sizeof text };
    ks_channel_seen seen = { .channel = log->channel,
                             .events = log->count - log->recovered,
                             .bytes = bytes_of(t, log),
                             .span_ticks = log->last_ticks - log->first_ticks,
                             .size_limit = survey_rate_of(t, log->source).size_limit,
                             .has = has,
                             .from = log };
    ks_channel_forecast f = ks_channel_forecast_of(&seen, &plan->before, &plan->after);
    KS_PUT(out, "  ");
    ks_out_visible_line(out, log->host);
    KS_PUT(out, "  ");
    ks_out_visible_line(out, log->channel);
    KS_PUT(out, "\n");
    if (f.is_measured)
        put_rate(out, KS_SAY_FORECAST_NOW, &f.now, lang);
    else
        say(out, KS_SAY_FORECAST_SHORT, NULL, lang);
    put_rate(out, KS_SAY_FORECAST_THEN, &f.then, lang);
    for (u32 i = 0; i < f.added_count; i++) {
        ks_out_put(&added, i ? KS_STR(", ") : KS_STR(""));
        ks_out_put(&added, f.added[i]->id);
    }
    if (f.added_count)
        say(out, KS_SAY_FORECAST_ADDED, &(ks_words){ .text = { ks_out_str(&added) } }, lang);
}

bool survey_plan_print(const survey_plan *plan, const survey_table *t, ks_fail *fail)
{
    ks_out out;
    if (plan == NULL)
        return true;
    if (!ks_out_open(&out, &t->run->arena, text_size))
        return ks_refuse(fail, KS_OVER_BUDGET, text_size, 0, KS_STR("run"));
    KS_PUT(&out, "\n");
    ks_say(&out, KS_SAY_FORECAST_HEAD, &(ks_words){ .text = { ks_str_of(plan->name) } },
           t->run->lang);
    KS_PUT(&out, "\n");
    for (size_t i = 0; i < t->log_count; i++) {
        if (ks_sources_at(t->run->sources, t->logs[i]->source)->kind == KS_KIND_EVTX)
            put_log(plan, t, t->logs[i], &out);
        if (!run_write(t->run, ks_out_str(&out), fail))
            return false;
        ks_out_clear(&out);
    }
    ks_say(&out, KS_SAY_FORECAST_BASIS, NULL, t->run->lang);
    KS_PUT(&out, "\n");
    return run_write(t->run, ks_out_str(&out), fail);
}
