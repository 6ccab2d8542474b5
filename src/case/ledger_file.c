// ledger.json: what happened to the bytes of each source (expected, read, recovered, lost, each
// problem with its offset and reason), and what the run says about itself.
#include "case/parts.h"

static void put_problem(json_out *j, const case_index *index, const ks_ledger_row *row)
{
    json_open(j, '{');
    json_member(j, "kind", ks_str_of(ks_ledger_words[row->kind]));
    json_count(j, "offset", row->offset);
    json_count(j, "size", row->size);
    json_list(j, "numbers");
    json_i64(j, row->number[0]);
    json_i64(j, row->number[1]);
    json_close(j, ']');
    json_key(j, "loses");
    json_bool(j, ks_ledger_loses(row->kind));
    json_member(j, "en", case_ledger_text(index, row, KS_EN));
    json_member(j, "ja", case_ledger_text(index, row, KS_JA));
    json_close(j, '}');
}

static void put_source(json_out *j, const case_index *index, const ks_observed_source *source)
{
    const ks_ledger *ledger = &source->ledger;
    json_open(j, '{');
    json_list(j, "paths");
    for (size_t i = 0; i < source->path_count; i++)
        json_text(j, source->paths[i]);
    json_close(j, ']');
    json_member(j, "format", case_source_format(source));
    json_member(j, "state", ks_str_of(case_source_state(source)));
    json_count(j, "size", ledger->size);
    json_key(j, "hash");
    if (source->is_whole)
        json_hash(j, (ks_span){ source->key.bytes, sizeof source->key.bytes });
    else
        json_null(j);
    json_key(j, "records_expected");
    json_index(j, ledger->records_expected, 0);
    json_count(j, "records_read", ledger->records);
    json_count(j, "records_recovered", ledger->recovered);
    json_count(j, "records_damaged", ledger->damaged);
    json_count(j, "bytes_lost", ledger->bytes_lost);
    json_key(j, "is_complete");
    json_bool(j, !ks_ledger_is_incomplete(ledger));
    json_list(j, "rows");
    for (size_t i = 0; i < ledger->row_count; i++)
        put_problem(j, index, &ledger->rows[i]);
    json_close(j, ']');
    json_count(j, "rows_left_out", ledger->rows_left_out);
    json_close(j, '}');
}

static void put_sums(json_out *j, const ks_observations *set)
{
    u64 size = 0, records = 0, recovered = 0, damaged = 0, lost = 0;
    bool is_complete = true;
    for (size_t i = 0; i < set->source_count; i++) {
        const ks_ledger *ledger = &set->sources[i].ledger;
        size += ledger->size;
        records += ledger->records;
        recovered += ledger->recovered;
        damaged += ledger->damaged;
        lost += ledger->bytes_lost;
        is_complete = is_complete && !ks_ledger_is_incomplete(ledger);
    }
    json_count(j, "bytes", size);
    json_count(j, "records_read", records);
    json_count(j, "records_recovered", recovered);
    json_count(j, "records_damaged", damaged);
    json_count(j, "bytes_lost", lost);
    json_key(j, "is_complete");
    json_bool(j, is_complete);
}

bool case_write_ledger(const case_index *index, const char *path, ks_arena scratch, ks_fail *fail)
{
    case_stream stream;
    if (!case_stream_open(&stream, path, &scratch, fail))
        return false;
    stream.interrupted = index->c->interrupted;
    json_out j = { .to = &stream };
    const ks_case *c = index->c;
    json_open(&j, '{');
    json_count(&j, "format", 1);
    json_member(&j, "made_by", c->made_by);
    json_object(&j, "run");
    json_member(&j, "sandbox", c->run.sandbox);
    json_when(&j, "from", c->run.from_ticks);
    json_when(&j, "to", c->run.to_ticks);
    json_close(&j, '}');
    put_sums(&j, c->set);
    json_list(&j, "sources");
    for (size_t i = 0; i < index->path_count; i++) {
        if (index->paths[i].path > 0)
            continue; // a copy: among the source's paths
        json_row(&j);
        put_source(&j, index, &c->set->sources[index->paths[i].source]);
    }
    json_row(&j);
    json_close(&j, ']');
    json_close(&j, '}');
    json_line(&j);
    return case_stream_close(&stream, fail);
}
