// The survey for programs: one JSON document, or one line of CSV a kind of event.
#include "cli/survey.h"

#include "base/csv.h"
#include "base/number.h"
#include "base/text.h"
#include "catalogue/catalogue.h"

enum { text_size = 4 << 20 };

typedef struct {
    const survey_table *table;
    ks_out out;
    ks_day_cache days;
} printer;

static void text(printer *p, const char *name, ks_str value)
{
    ks_out_put(&p->out, ks_str_of(name));
    KS_PUT(&p->out, "\"");
    ks_out_utf8(&p->out, value, KS_AS_JSON);
    KS_PUT(&p->out, "\"");
}

static void number(printer *p, const char *name, u64 value)
{
    ks_out_put(&p->out, ks_str_of(name));
    ks_out_u64(&p->out, value);
}

static void when(printer *p, const char *name, u64 ticks)
{
    ks_out_put(&p->out, ks_str_of(name));
    if (ticks == 0) {
        KS_PUT(&p->out, "null");
        return;
    }
    KS_PUT(&p->out, "\"");
    ks_out_ticks(&p->out, ticks, 7, &p->days);
    KS_PUT(&p->out, "\"");
}

static ks_str name_of(const survey_kind *k, ks_lang lang)
{
    const ks_event_type *type = ks_event_type_find(k->provider, k->id, ks_any_version);
    return type ? type->name[lang] : (ks_str){ 0 };
}

static bool give(printer *p, ks_fail *fail)
{
    bool is_given = run_write(p->table->run, ks_out_str(&p->out), fail);
    ks_out_clear(&p->out);
    return is_given;
}

static bool put_kinds(printer *p, const survey_log *log, ks_fail *fail)
{
    KS_PUT(&p->out, ",\"events\":[");
    for (const survey_kind *k = log->kinds; k; k = k->next) {
        ks_str name = name_of(k, p->table->run->data_lang);
        text(p, k == log->kinds ? "\n{\"provider\":" : ",\n{\"provider\":", k->provider);
        number(p, ",\"id\":", k->id);
        if (name.size)
            text(p, ",\"name\":", name);
        number(p, ",\"count\":", k->count);
        when(p, ",\"first\":", k->first_ticks);
        when(p, ",\"last\":", k->last_ticks);
        KS_PUT(&p->out, "}");
        if (!give(p, fail))
            return false;
    }
    KS_PUT(&p->out, "]");
    return true;
}

static bool put_gaps(printer *p, const survey_log *log, ks_fail *fail)
{
    survey_span gap;
    u64 missing = 0;
    if (p->table->run->filter || log->has_too_many_ids) {
        KS_PUT(&p->out, ",\"gaps\":null,\"missing\":null");
        return true;
    }
    KS_PUT(&p->out, ",\"gaps\":[");
    for (size_t n = 0; survey_gap(log, n, &gap); n++) {
        missing += gap.last - gap.first + 1;
        number(p, n ? ",{\"first\":" : "{\"first\":", gap.first);
        number(p, ",\"last\":", gap.last);
        KS_PUT(&p->out, "}");
        if (!give(p, fail))
            return false;
    }
    number(p, "],\"missing\":", missing);
    return true;
}

static void put_clearings(printer *p, const survey_log *log)
{
    KS_PUT(&p->out, ",\"cleared\":[");
    for (const survey_clearing *c = log->clearings; c; c = c->next) {
        text(p, c == log->clearings ? "{\"channel\":" : ",{\"channel\":", c->channel);
        when(p, ",\"time\":", c->ticks);
        text(p, ",\"user\":", c->user);
        number(p, ",\"event_record_id\":", c->event_record_id);
        KS_PUT(&p->out, "}");
    }
    KS_PUT(&p->out, "]");
}

static bool put_days(printer *p, const survey_log *log, ks_fail *fail)
{
    KS_PUT(&p->out, ",\"days\":{");
    for (size_t i = 0; i < log->day_count; i++) {
        ks_out_put(&p->out, i ? KS_STR(",\"") : KS_STR("\""));
        ks_out_date(&p->out, log->days[i].day * KS_TICKS_PER_DAY);
        number(p, "\":", log->days[i].count);
        if (!give(p, fail))
            return false;
    }
    KS_PUT(&p->out, "}");
    return true;
}

static void put_retention(printer *p, const ks_source *source)
{
    survey_rate rate = survey_rate_of(p->table, source->number);
    KS_PUT(&p->out, ",\"retention_days\":");
    if (rate.days_of_retention == 0 || p->table->run->filter) {
        KS_PUT(&p->out, "null");
        return;
    }
    ks_out_u64(&p->out, rate.days_of_retention);
    number(p, ",\"retention_size_limit\":", rate.size_limit);
    ks_out_put(&p->out, rate.is_assumed ? KS_STR(",\"retention_size_limit_is_assumed\":true")
                                        : KS_STR(",\"retention_size_limit_is_assumed\":false"));
}

static bool put_log(printer *p, const survey_log *log, ks_fail *fail)
{
    text(p, "{\"host\":", log->host);
    text(p, ",\"channel\":", log->channel);
    number(p, ",\"count\":", log->count);
    when(p, ",\"first\":", log->first_ticks);
    when(p, ",\"last\":", log->last_ticks);
    number(p, ",\"records_recovered\":", log->recovered);
    number(p, ",\"records_damaged\":", log->damaged);
    if (log->last_ticks)
        number(p, ",\"events_per_day\":", (log->count - log->recovered) / survey_days(log));
    put_clearings(p, log);
    if (!put_gaps(p, log, fail) || !put_days(p, log, fail) || !put_kinds(p, log, fail))
        return false;
    KS_PUT(&p->out, "}");
    return give(p, fail);
}

static void put_source(printer *p, const ks_source *source)
{
    const ks_ledger *l = source->ledger;
    text(p, "{\"path\":", source->path);
    text(p, ",\"format\":", ks_str_of(ks_kind_words[source->kind]));
    number(p, ",\"size\":", l->size);
    KS_PUT(&p->out, ",\"size_limit\":");
    if (l->size_limit)
        ks_out_u64(&p->out, l->size_limit);
    else
        KS_PUT(&p->out, "null");
    number(p, ",\"records_read\":", l->records);
    number(p, ",\"records_recovered\":", l->recovered);
    number(p, ",\"records_damaged\":", l->damaged);
    number(p, ",\"records_repeated\":", l->repeated);
    number(p, ",\"bytes_lost\":", l->bytes_lost);
    put_retention(p, source);
    ks_out_put(&p->out, ks_ledger_is_incomplete(l) ? KS_STR(",\"is_complete\":false,\"logs\":[")
                                                   : KS_STR(",\"is_complete\":true,\"logs\":["));
}

bool survey_print_json(const survey_table *t, ks_fail *fail)
{
    printer p = { .table = t };
    if (!ks_out_open(&p.out, &t->run->arena, text_size))
        return ks_refuse(fail, KS_OVER_BUDGET, text_size, 0, KS_STR("run"));
    number(&p, "{\"format\":", 1);
    number(&p, ",\"event_count\":", t->event_count);
    number(&p, ",\"repeated\":", t->repeated);
    number(&p, ",\"host_count\":", t->host_count);
    number(&p, ",\"log_count\":", t->log_count);
    KS_PUT(&p.out, ",\"sources\":[");
    size_t next = 0;
    for (size_t i = 0; i < ks_sources_count(t->run->sources); i++) {
        ks_out_put(&p.out, i ? KS_STR(",\n") : KS_STR("\n"));
        put_source(&p, ks_sources_at(t->run->sources, i));
        for (size_t n = next; next < t->log_count && t->logs[next]->source == i; next++) {
            ks_out_put(&p.out, next > n ? KS_STR(",\n") : KS_STR("\n"));
            if (!put_log(&p, t->logs[next], fail))
                return false;
        }
        KS_PUT(&p.out, "]}");
    }
    KS_PUT(&p.out, "]}\n");
    return give(&p, fail);
}

static void cell(printer *p, ks_str value)
{
    ks_out_csv(&p->out, value);
    KS_PUT(&p->out, ",");
}

bool survey_print_csv(const survey_table *t, ks_fail *fail)
{
    printer p = { .table = t };
    if (!ks_out_open(&p.out, &t->run->arena, text_size))
        return ks_refuse(fail, KS_OVER_BUDGET, text_size, 0, KS_STR("run"));
    KS_PUT(&p.out, "host,channel,provider,id,name,count,first,last,source\r\n");
    for (size_t i = 0; i < t->log_count; i++) {
        const survey_log *log = t->logs[i];
        for (const survey_kind *k = log->kinds; k; k = k->next) {
            cell(&p, log->host);
            cell(&p, log->channel);
            cell(&p, k->provider);
            number(&p, "", k->id);
            KS_PUT(&p.out, ",");
            cell(&p, name_of(k, t->run->data_lang));
            number(&p, "", k->count);
            KS_PUT(&p.out, ",");
            if (k->first_ticks)
                ks_out_ticks(&p.out, k->first_ticks, 7, &p.days);
            KS_PUT(&p.out, ",");
            if (k->last_ticks)
                ks_out_ticks(&p.out, k->last_ticks, 7, &p.days);
            KS_PUT(&p.out, ",");
            ks_out_csv(&p.out, ks_sources_at(t->run->sources, log->source)->path);
            KS_PUT(&p.out, "\r\n");
            if (!give(&p, fail))
                return false;
        }
    }
    return give(&p, fail);
}
