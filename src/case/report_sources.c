// Hosts with their histograms, and the ledger of the sources: as the page wants them.
#include "case/report.h"

void report_hosts_put(report *p)
{
    // hours count from 1601 with us, from 1970 on the page
    const i64 hour_1970 = (i64)(KS_TICKS_UNIX_EPOCH / ((u64)3600 * ks_ticks_per_second));
    json_out *j = p->j;
    const ks_facts *facts = p->c->facts;
    json_list(j, "hosts");
    for (size_t i = 0; i < facts->host_count; i++) {
        const ks_host *host = &facts->hosts[i];
        json_open(j, '{');
        json_member(j, "id", host->id);
        json_member(j, "name", host->name);
        json_list(j, "names");
        for (size_t k = 0; k < host->name_count; k++)
            json_text(j, host->names[k]);
        json_close(j, ']');
        json_when(j, "first", host->first_ticks);
        json_when(j, "last", host->last_ticks);
        json_count(j, "events", host->events);
        json_count(j, "logs", host->logs);
        json_count(j, "bytes", host->bytes);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_list(j, "histogram");
    for (size_t i = 0; i < facts->host_count; i++) {
        const ks_host *host = &facts->hosts[i];
        json_open(j, '{');
        json_count(j, "host", i);
        json_list(j, "bins");
        for (size_t k = 0; k < host->hour_count; k++) {
            json_i64(j, (i64)host->hours[k].hour - hour_1970);
            json_u64(j, host->hours[k].count);
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_row_text(report *p, const ks_ledger_row *row)
{
    ks_str english = case_ledger_text(p->index, row, KS_EN);
    json_u64(p->j, report_text(&p->words, english, case_ledger_text(p->index, row, KS_JA)));
}

// Equal kinds that follow each other and lie side by side are one problem with a count.
static size_t run_of(const ks_ledger *ledger, size_t at)
{
    size_t end = at + 1;
    while (end < ledger->row_count && ledger->rows[end].kind == ledger->rows[at].kind &&
           ledger->rows[end].number[0] == ledger->rows[at].number[0] &&
           ledger->rows[end].number[1] == ledger->rows[at].number[1] &&
           ledger->rows[end].fail.reason == ledger->rows[at].fail.reason)
        end++;
    return end;
}

static void put_problems(report *p, const ks_ledger *ledger)
{
    json_out *j = p->j;
    u64 count = 0, left_out = ledger->rows_left_out;
    json_list(j, "problems");
    for (size_t i = 0, end; i < ledger->row_count; i = end) {
        const ks_ledger_row *row = &ledger->rows[i];
        end = run_of(ledger, i);
        if (row->kind == KS_LEDGER_ID_GAP)
            continue;
        if (count == report_problems_most) {
            left_out += end - i;
            continue;
        }
        count++;
        json_open(j, '{');
        json_count(j, "offset", row->offset);
        json_key(j, "size");
        json_index(j, row->size, 0);
        json_member(j, "kind", ks_str_of(ks_ledger_words[row->kind]));
        json_key(j, "reason");
        put_row_text(p, row);
        json_count(j, "count", end - i);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_count(j, "problems_omitted", left_out);
}

static void put_gaps(report *p, const ks_ledger *ledger)
{
    json_out *j = p->j;
    u64 count = 0, left_out = 0;
    json_list(j, "gaps");
    for (size_t i = 0; i < ledger->row_count; i++) {
        const ks_ledger_row *row = &ledger->rows[i];
        if (row->kind != KS_LEDGER_ID_GAP)
            continue;
        if (count == report_gaps_most) {
            left_out++;
            continue;
        }
        count++;
        json_open(j, '{');
        json_key(j, "after");
        json_i64(j, row->number[0]);
        json_key(j, "before");
        json_i64(j, row->number[1]);
        json_key(j, "count");
        json_i64(j, row->number[1] - row->number[0] - 1);
        json_key(j, "from");
        json_null(j);
        json_key(j, "to");
        json_null(j);
        json_key(j, "reason");
        put_row_text(p, row);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_count(j, "gaps_omitted", left_out);
}

// Hosts, channels and times of one source, out of its extents.
static void put_reach(report *p, u32 source)
{
    json_out *j = p->j;
    const ks_observations *set = p->c->set;
    u64 first = 0, last = 0;
    u32 last_host = ks_no_host;
    json_list(j, "hosts");
    for (u32 h = 0; h < p->c->facts->host_count; h++)
        for (size_t i = 0; i < set->extent_count; i++)
            if (set->extents[i].source == source && p->index->extent_host[i] == h &&
                last_host != h) {
                json_u64(j, h);
                last_host = h;
            }
    json_close(j, ']');
    json_list(j, "channels");
    u32 last_channel = ks_table_none;
    for (size_t i = 0; i < set->extent_count; i++) {
        const ks_extent *x = &set->extents[i];
        if (x->source != source)
            continue;
        if (x->channel != last_channel)
            json_text(j, ks_observed_string(set, x->channel));
        last_channel = x->channel;
        if (x->oldest_ticks && (first == 0 || x->oldest_ticks < first))
            first = x->oldest_ticks;
        if (x->newest_ticks > last)
            last = x->newest_ticks;
    }
    json_close(j, ']');
    json_when(j, "first", first);
    json_when(j, "last", last);
}

static void put_numbers(report *p, const ks_ledger *ledger, bool is_copy)
{
    json_out *j = p->j;
    json_key(j, "expected");
    json_index(j, is_copy ? 0 : ledger->records_expected, 0);
    json_count(j, "read", is_copy ? 0 : ledger->records);
    json_count(j, "recovered", is_copy ? 0 : ledger->recovered);
    json_count(j, "lost", is_copy ? 0 : ledger->damaged);
    json_count(j, "duplicates", is_copy ? ledger->records : ledger->repeated);
    json_count(j, "bytes_lost", is_copy ? 0 : ledger->bytes_lost);
}

// One row a path; all but the first of a source are copies of it.
static void put_source(report *p, const case_path *row)
{
    static const ks_ledger nothing;
    json_out *j = p->j;
    const ks_observed_source *source = &p->c->set->sources[row->source];
    const ks_ledger *ledger = &source->ledger;
    bool is_copy = row->path > 0;
    json_open(j, '{');
    json_member(j, "path", source->path_count ? source->paths[row->path] : (ks_str){ 0 });
    json_member(j, "format", case_source_format(source));
    json_count(j, "size", ledger->size);
    json_key(j, "hash");
    if (source->is_whole)
        json_hash(j, (ks_span){ source->key.bytes, sizeof source->key.bytes });
    else
        json_text(j, (ks_str){ 0 });
    put_reach(p, row->source);
    json_member(j, "state", is_copy ? KS_STR("duplicate") : ks_str_of(case_source_state(source)));
    json_key(j, "same_as");
    json_index(j, is_copy ? p->index->source_row[row->source] : REPORT_NONE, REPORT_NONE);
    put_numbers(p, ledger, is_copy);
    put_problems(p, is_copy ? &nothing : ledger);
    put_gaps(p, is_copy ? &nothing : ledger);
    json_close(j, '}');
}

void report_sources_put(report *p)
{
    json_list(p->j, "sources");
    for (size_t i = 0; i < p->index->path_count; i++) {
        json_row(p->j);
        put_source(p, &p->index->paths[i]);
    }
    json_close(p->j, ']');
}
