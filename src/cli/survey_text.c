// The survey for people: a paragraph a source, in it each host's channel with its kinds of events.
#include "cli/survey.h"

#include "base/number.h"
#include "catalogue/catalogue.h"
#include "message/visible.h"
#include "message/width.h"

enum { text_size = 1 << 20, kinds_most = 10, gaps_most = 5, bins_most = 60 };

typedef struct {
    const survey_table *table;
    run *run;
    ks_out out;
    ks_lang lang;
    bool is_whole; // -v: nothing is left out
} printer;

static void time_of(printer *p, u64 ticks)
{
    ks_out_ticks_local(&p->out, ticks, p->run->zone_minutes, 0);
}

static void color(printer *p, const char *code)
{
    if (p->run->has_color)
        ks_out_put(&p->out, ks_str_of(code));
}

static void say(printer *p, const char *before, ks_note note, ks_words words)
{
    ks_out_put(&p->out, ks_str_of(before));
    ks_say(&p->out, note, &words, p->lang);
}

// One row: how many, the id, what it is called, who writes it; cut to the terminal's width.
static void put_kind(printer *p, const survey_kind *k)
{
    char text[1024];
    ks_out line = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text };
    char number[ks_number_size * 2];
    ks_out count = { .at = (u8 *)number, .start = (u8 *)number, .end = (u8 *)number + 60 };
    ks_out_grouped(&count, k->count);
    KS_PUT(&line, "    ");
    ks_out_fit_right(&line, ks_out_str(&count), 11);
    ks_out_clear(&count);
    ks_out_u64(&count, k->id);
    KS_PUT(&line, "  ");
    ks_out_fit_right(&line, ks_out_str(&count), 5);
    KS_PUT(&line, "  ");
    const ks_event_type *type = ks_event_type_find(k->provider, k->id, ks_any_version);
    ks_str provider = k->provider.size ? k->provider : KS_STR("-");
    if (type) { // the name first: on a narrow terminal the rest is cut
        ks_out_put(&line, type->name[p->lang]);
        KS_PUT(&line, " (");
    }
    ks_out_visible_line(&line, provider);
    if (type)
        KS_PUT(&line, ")");
    size_t columns = p->run->columns ? p->run->columns : sizeof text;
    ks_out_fit(&p->out, ks_out_str(&line), columns, false);
    KS_PUT(&p->out, "\n");
}

static void put_kinds(printer *p, const survey_log *log)
{
    size_t shown = 0;
    u64 left = log->count;
    for (const survey_kind *k = log->kinds; k && (shown < kinds_most || p->is_whole); k = k->next) {
        put_kind(p, k);
        left -= k->count;
        shown++;
    }
    if (shown < log->kind_count) {
        say(p, "    ", KS_SAY_SURVEY_KINDS_MORE,
            (ks_words){ .number = { (i64)(log->kind_count - shown), (i64)left } });
        KS_PUT(&p->out, "\n");
    }
}

static void put_gaps(printer *p, const survey_log *log)
{
    u64 missing = 0;
    size_t count = 0, shown = 0;
    survey_span gap;
    if (p->run->filter)
        return; // what a filter leaves out is not missing
    for (; survey_gap(log, count, &gap); count++) {
        u64 here = gap.last - gap.first + 1;
        missing += here;
        if (shown == gaps_most && !p->is_whole)
            continue;
        shown++;
        say(p, "    ", KS_SAY_SURVEY_GAP,
            (ks_words){ .number = { (i64)gap.first, (i64)gap.last, (i64)here } });
        KS_PUT(&p->out, "\n");
    }
    if (shown < count) {
        say(p, "    ", KS_SAY_SURVEY_GAPS_MORE,
            (ks_words){ .number = { (i64)(count - shown), (i64)missing } });
        KS_PUT(&p->out, "\n");
    }
    if (log->has_too_many_ids) {
        say(p, "    ", KS_SAY_SURVEY_GAPS_MANY, (ks_words){ .number = { survey_ids_most / 2 } });
        KS_PUT(&p->out, "\n");
    }
}

static void put_clearings(printer *p, const survey_log *log)
{
    for (const survey_clearing *c = log->clearings; c; c = c->next) {
        char text[128];
        ks_out when = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text };
        ks_out_ticks_local(&when, c->ticks, p->run->zone_minutes, 0);
        color(p, "\x1b[1;31m");
        say(p, "    ", KS_SAY_SURVEY_CLEARED,
            (ks_words){ .text = { c->channel, ks_out_str(&when) } });
        if (c->user.size)
            say(p, "", KS_SAY_SURVEY_CLEARED_BY, (ks_words){ .text = { c->user } });
        color(p, "\x1b[0m");
        KS_PUT(&p->out, "\n");
    }
}

// Days as bars of eighths, on a terminal only: several days share a bar when there are many.
static void put_days(printer *p, const survey_log *log)
{
    static const char *const bars[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
    u64 bins[bins_most] = { 0 }, most = 0;
    if (p->run->columns == 0 || log->day_count < 2)
        return;
    u64 first = log->days[0].day, days = log->days[log->day_count - 1].day - first + 1;
    u64 room = p->run->columns > 30 ? p->run->columns - 6 : 24;
    room = room > bins_most ? bins_most : room;
    u64 days_a_bin = (days + room - 1) / room;
    for (size_t i = 0; i < log->day_count; i++) {
        u64 *bin = &bins[(log->days[i].day - first) / days_a_bin];
        *bin += log->days[i].count;
        most = *bin > most ? *bin : most;
    }
    KS_PUT(&p->out, "    ");
    color(p, "\x1b[36m");
    for (u64 i = 0; i * days_a_bin < days; i++)
        ks_out_put(&p->out, ks_str_of(bars[bins[i] && most ? 1 + bins[i] * 7 / most : 0]));
    color(p, "\x1b[0m");
    KS_PUT(&p->out, "\n");
}

static void put_log(printer *p, const survey_log *log)
{
    KS_PUT(&p->out, "  ");
    color(p, "\x1b[1m");
    ks_out_visible_line(&p->out, log->host);
    KS_PUT(&p->out, "  ");
    ks_out_visible_line(&p->out, log->channel);
    color(p, "\x1b[0m");
    say(p, "  ", KS_SAY_SURVEY_EVENTS, (ks_words){ .number = { (i64)log->count } });
    KS_PUT(&p->out, "  ");
    if (log->last_ticks) {
        time_of(p, log->first_ticks);
        KS_PUT(&p->out, " – ");
        time_of(p, log->last_ticks);
        u64 a_day = (log->count - log->recovered) / survey_days(log);
        say(p, "  ", a_day ? KS_SAY_SURVEY_PER_DAY : KS_SAY_SURVEY_PER_DAY_LESS,
            (ks_words){ .number = { (i64)a_day } });
    } else {
        say(p, "", KS_SAY_SURVEY_NO_TIME, (ks_words){ 0 });
    }
    KS_PUT(&p->out, "\n");
    put_days(p, log);
    put_kinds(p, log);
    put_clearings(p, log);
    put_gaps(p, log);
}

static void put_count(printer *p, ks_note note, u64 count)
{
    if (count == 0)
        return;
    say(p, "  ", note, (ks_words){ .number = { (i64)count } });
    KS_PUT(&p->out, "\n");
}

static void put_retention(printer *p, const ks_source *source)
{
    enum { days_told_most = 3650 };
    survey_rate rate = survey_rate_of(p->table, source->number);
    if (rate.days_of_retention == 0 || p->run->filter)
        return;
    ks_note note = rate.is_assumed ? KS_SAY_SURVEY_RETENTION_ASSUMED : KS_SAY_SURVEY_RETENTION;
    if (rate.days_of_retention > days_told_most)
        note = KS_SAY_SURVEY_RETENTION_LONG;
    say(p, "  ", note,
        (ks_words){ .number = { (i64)rate.days_of_retention, (i64)rate.size_limit } });
    KS_PUT(&p->out, "\n");
}

static void put_source(printer *p, const ks_source *source)
{
    const ks_ledger *l = source->ledger;
    color(p, "\x1b[1m");
    ks_out_visible_line(&p->out, source->path);
    color(p, "\x1b[0m");
    KS_PUT(&p->out, "  ");
    ks_out_put(&p->out, ks_str_of(ks_kind_words[source->kind]));
    ks_words sizes = { .number = { (i64)l->size, (i64)l->size_limit } };
    say(p, "  ", l->size_limit ? KS_SAY_SURVEY_SIZE_LIMIT : KS_SAY_SURVEY_SIZE, sizes);
    KS_PUT(&p->out, "\n");
    put_retention(p, source);
    put_count(p, KS_SAY_SURVEY_DAMAGED, l->damaged);
    put_count(p, KS_SAY_SURVEY_RECOVERED, l->recovered);
    put_count(p, KS_SAY_SURVEY_REPEATED, l->repeated);
}

static bool give(printer *p, ks_fail *fail)
{
    bool is_given = run_write(p->run, ks_out_str(&p->out), fail);
    ks_out_clear(&p->out);
    return is_given;
}

bool survey_print_text(const survey_table *t, ks_fail *fail)
{
    printer p = { .table = t, .run = t->run, .lang = t->run->lang };
    p.is_whole = options_has(t->run->given, OPTION_VERBOSE);
    if (!ks_out_open(&p.out, &t->run->arena, text_size))
        return ks_refuse(fail, KS_OVER_BUDGET, text_size, 0, KS_STR("run"));
    size_t last_source = SIZE_MAX;
    for (size_t i = 0; i < t->log_count; i++) {
        const survey_log *log = t->logs[i];
        if (log->source != last_source)
            put_source(&p, ks_sources_at(t->run->sources, log->source));
        last_source = log->source;
        put_log(&p, log);
        if (!give(&p, fail))
            return false;
    }
    size_t logs = t->log_count;
    say(&p, "", KS_SAY_SURVEY_TOTAL,
        (ks_words){ .number = { (i64)t->event_count, (i64)logs, (i64)t->host_count } });
    KS_PUT(&p.out, "\n");
    return give(&p, fail);
}
