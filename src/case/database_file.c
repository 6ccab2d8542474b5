// case.db: what people query. Sources and hosts here; answers and findings in database_answers.c,
// records and processes in database_records.c.
#include "case/database.h"

enum { heap_most = 256 << 20 };

static void put_about(database *to, ks_str key, ks_str value)
{
    db_rows rows = db_prepare(to->db, "INSERT INTO about VALUES (?,?)");
    db_text(&rows, key);
    db_text(&rows, value);
    db_row(&rows);
    db_end(&rows);
}

static void put_source(database *to, db_rows *rows, u32 number)
{
    const ks_observed_source *source = &to->c->set->sources[number];
    const ks_ledger *ledger = &source->ledger;
    char id[32];
    db_text(rows, case_source_id(to, number, id));
    db_number(rows, source->is_whole);
    db_text_or_null(rows, case_source_format(source));
    db_text(rows, ks_str_of(case_source_state(source)));
    db_number(rows, ledger->size);
    db_number_or_null(rows, ledger->records_expected, 0);
    db_number(rows, ledger->records);
    db_number(rows, ledger->recovered);
    db_number(rows, ledger->damaged);
    db_number(rows, ledger->bytes_lost);
    db_row(rows);
}

static void put_ledger(database *to, db_rows *rows, u32 number)
{
    const ks_ledger *ledger = &to->c->set->sources[number].ledger;
    char id[32];
    for (size_t i = 0; i < ledger->row_count; i++) {
        const ks_ledger_row *row = &ledger->rows[i];
        db_text(rows, case_source_id(to, number, id));
        db_number(rows, i);
        db_text(rows, ks_str_of(ks_ledger_words[row->kind]));
        db_number(rows, row->offset);
        db_number(rows, row->size);
        db_signed(rows, row->number[0]);
        db_signed(rows, row->number[1]);
        db_number(rows, ks_ledger_loses(row->kind));
        db_text(rows, case_ledger_text(to->index, row, KS_EN));
        db_text(rows, case_ledger_text(to->index, row, KS_JA));
        db_row(rows);
    }
}

void database_put_sources(database *to)
{
    const ks_observations *set = to->c->set;
    db_rows sources = db_prepare(to->db, "INSERT INTO sources VALUES (?,?,?,?,?,?,?,?,?,?)");
    db_rows ledger = db_prepare(to->db, "INSERT INTO ledger VALUES (?,?,?,?,?,?,?,?,?,?)");
    for (u32 i = 0; i < set->source_count; i++) { // by key
        put_source(to, &sources, i);
        put_ledger(to, &ledger, i);
    }
    db_end(&sources);
    db_end(&ledger);
    db_rows paths = db_prepare(to->db, "INSERT OR IGNORE INTO source_paths VALUES (?,?)");
    for (size_t i = 0; i < to->index->path_count; i++) {
        const case_path *row = &to->index->paths[i];
        const ks_observed_source *source = &set->sources[row->source];
        char id[32];
        if (row->path >= source->path_count)
            continue;
        db_text(&paths, source->paths[row->path]);
        db_text(&paths, case_source_id(to, row->source, id));
        db_row(&paths);
    }
    db_end(&paths);
}

static void put_host(db_rows *rows, const ks_host *host)
{
    db_text(rows, host->id);
    db_text(rows, host->name);
    db_time(rows, host->first_ticks);
    db_time(rows, host->last_ticks);
    db_number(rows, host->events);
    db_number(rows, host->logs);
    db_number(rows, host->bytes);
    db_row(rows);
}

static void put_channel(database *to, db_rows *rows, const ks_host *host, const ks_channel *is)
{
    u64 lowest = 0, highest = 0, held = 0;
    for (size_t i = 0; i < is->run_count; i++) {
        const ks_run *run = &is->runs[i];
        lowest = i == 0 || run->first_id < lowest ? run->first_id : lowest;
        highest = run->last_id > highest ? run->last_id : highest;
        held += run->last_id - run->first_id + 1;
    }
    db_text(rows, host->id);
    db_text(rows, ks_observed_string(to->c->set, is->channel));
    db_number(rows, is->count);
    db_time(rows, is->oldest_ticks);
    db_time(rows, is->newest_ticks);
    db_number_or_null(rows, lowest, 0);
    db_number_or_null(rows, highest, 0);
    if (is->is_sequential && is->run_count)
        db_number(rows, highest - lowest + 1 - held);
    else
        db_null(rows);
    db_number(rows, is->is_filtered);
    db_number(rows, is->is_forwarded);
    db_row(rows);
}

void database_put_hosts(database *to)
{
    const ks_facts *facts = to->c->facts;
    db_rows hosts = db_prepare(to->db, "INSERT INTO hosts VALUES (?,?,?,?,?,?,?)");
    db_rows names = db_prepare(to->db, "INSERT OR IGNORE INTO host_names VALUES (?,?)");
    db_rows channels =
        db_prepare(to->db, "INSERT OR IGNORE INTO channels VALUES (?,?,?,?,?,?,?,?,?,?)");
    db_rows hours = db_prepare(to->db, "INSERT INTO hours VALUES (?,?,?)");
    for (size_t i = 0; i < facts->host_count; i++) {
        const ks_host *host = &facts->hosts[i];
        put_host(&hosts, host);
        for (size_t k = 0; k < host->name_count; k++) {
            db_text(&names, host->id);
            db_text(&names, host->names[k]);
            db_row(&names);
        }
        for (size_t k = 0; k < host->channel_count; k++)
            put_channel(to, &channels, host, &host->channels[k]);
        for (size_t k = 0; k < host->hour_count; k++) {
            db_text(&hours, host->id);
            db_time(&hours, (u64)host->hours[k].hour * 3600 * ks_ticks_per_second);
            db_number(&hours, host->hours[k].count);
            db_row(&hours);
        }
    }
    db_end(&hosts);
    db_end(&names);
    db_end(&channels);
    db_end(&hours);
}

static bool put_all(database *to)
{
    for (size_t i = 0; case_schema[i]; i++)
        db_run(to->db, case_schema[i]);
    put_about(to, KS_STR("format"), KS_STR("1"));
    put_about(to, KS_STR("made_by"), to->c->made_by);
    put_about(to, KS_STR("name"), case_name(to->index));
    database_put_sources(to);
    database_put_hosts(to);
    database_put_answers(to);
    database_put_findings(to);
    bool is_put = database_put_records(to) && database_put_processes(to);
    for (size_t i = 0; is_put && case_indices[i]; i++)
        db_run(to->db, case_indices[i]);
    return is_put;
}

bool case_write_database(const case_index *index, const ks_case_folder *folder, ks_arena scratch,
                         ks_arena *run, ks_fail *fail)
{
    case_db db;
    const char *path = folder->partial[KS_CASE_DATABASE];
    if (!db_create(&db, path, folder->path, heap_most, run, fail))
        return false;
    db_listen(&db, index->c->interrupted);
    database to = { .index = index, .c = index->c, .db = &db, .arena = &scratch };
    to.processes = case_process_ids(index->c, &scratch);
    if (to.processes && put_all(&to))
        return db_close(&db, fail);
    db_abandon(&db);
    return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(scratch.name));
}
