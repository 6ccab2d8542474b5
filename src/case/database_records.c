// Cited records with their fields, and all processes, as rows; see database.h.
#include "case/database.h"

#include "base/number.h"
#include "base/sort.h"

static const char *const seen_words[KS_SEEN_COUNT] = {
#define X(name, word) word,
    KS_SEENS(X)
#undef X
};

static case_id id_of(ks_span bytes)
{
    case_id id;
    u64 hash = ks_hash(bytes, 0);
    for (size_t i = 0; i < case_id_size; i++)
        id.text[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
    return id;
}

case_id case_record_id(const database *to, u32 event)
{
    const ks_observed_place *place = &case_seen(to->c, event)->place;
    u8 bytes[sizeof(ks_content_hash) + 16];
    memcpy(bytes, to->c->set->sources[place->source].key.bytes, sizeof(ks_content_hash));
    ks_store64(bytes + sizeof(ks_content_hash), place->offset);
    ks_store64(bytes + sizeof(ks_content_hash) + 8, place->record_id);
    return id_of((ks_span){ bytes, sizeof bytes });
}

ks_str case_source_id(const database *to, u32 source, char text[32])
{
    const ks_content_hash *key = &to->c->set->sources[source].key;
    for (size_t i = 0; i < sizeof key->bytes; i++) {
        text[2 * i] = "0123456789abcdef"[key->bytes[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[key->bytes[i] & 15];
    }
    return (ks_str){ text, 32 };
}

static void put_u64(ks_out *out, u64 value)
{
    u8 bytes[8];
    ks_store64(bytes, value);
    ks_out_bytes(out, bytes, sizeof bytes);
}

// What makes a process the one that it is. `again`: how many with all of this came before.
static case_id process_id(const ks_case *c, const ks_process *is, u64 again, ks_out *key)
{
    const ks_host *host = &c->facts->hosts[is->host];
    ks_out_clear(key);
    ks_out_put(key, host->id);
    put_u64(key, is->boot < host->boot_count ? host->boots[is->boot].start_ticks : 0);
    put_u64(key, is->pid);
    put_u64(key, is->start_ticks);
    put_u64(key, again);
    for (size_t i = 0; i < countof(is->events); i++) {
        if (is->events[i] == ks_no_event)
            continue;
        const ks_observed_place *place = &case_seen(c, is->events[i])->place;
        ks_out_bytes(key, c->set->sources[place->source].key.bytes, sizeof(ks_content_hash));
        put_u64(key, place->offset);
    }
    ks_out_put(key, is->image);
    return id_of(ks_str_span(ks_out_str(key)));
}

case_id *case_process_ids(const ks_case *c, ks_arena *arena)
{
    enum { key_most = 1 << 17, again_most = 1000 };
    size_t count = c->facts->process_count;
    case_id *ids = ks_take(arena, case_id, count + 1);
    ks_arena scratch = *arena;
    ks_table known = { 0 };
    ks_out key;
    if (ids == NULL || !ks_out_open(&key, &scratch, key_most))
        return NULL;
    for (size_t i = 0; i < count; i++)
        for (u64 again = 0; again < again_most; again++) {
            size_t before = known.count;
            ids[i] = process_id(c, &c->facts->processes[i], again, &key);
            u32 number = ks_table_add(&known, &scratch, ks_str_span(case_id_str(&ids[i])));
            if (number == ks_table_none)
                return NULL;
            if (known.count > before)
                break;
        }
    return ids;
}

// --- records

typedef struct {
    case_id id;
    u32 at; // event, or process
} row_at;

static int by_id(const void *context, const void *a, const void *b)
{
    (void)context;
    const row_at *x = a, *y = b;
    int order = memcmp(x->id.text, y->id.text, sizeof x->id.text);
    return order ? order : ks_compare_u64(x->at, y->at);
}

static void mark(u8 *is_cited, const u32 *events, size_t count)
{
    for (size_t i = 0; i < count; i++)
        is_cited[events[i]] = 1;
}

static void mark_all(const ks_answers *answers, u8 *is_cited)
{
    for (size_t i = 0; i < answers->findings.count; i++)
        mark(is_cited, answers->findings.items[i].records, answers->findings.items[i].record_count);
    for (size_t i = 0; i < ks_question_count; i++) {
        const ks_answer *a = &answers->answers[i];
        mark(is_cited, a->records, a->record_count);
        for (size_t h = 0; h < a->host_count; h++)
            mark(is_cited, a->hosts[h].records, a->hosts[h].record_count);
    }
    for (size_t i = 0; i < answers->coverages.count; i++) {
        const ks_coverage *c = &answers->coverages.items[i];
        for (size_t k = 0; k < c->interval_count; k++)
            mark(is_cited, c->intervals[k].records, c->intervals[k].record_count);
    }
}

static void put_keywords(db_rows *rows, u64 keywords)
{
    u8 text[ks_number_size + 2] = "0x";
    u8 *end = ks_hex_text(text + 2, keywords, 16);
    db_text_or_null(rows, (ks_str){ (const char *)text, keywords ? (size_t)(end - text) : 0 });
}

static void put_record(database *to, db_rows *rows, const row_at *row)
{
    const ks_observations *set = to->c->set;
    const ks_fact_event *event = &to->c->facts->events[row->at];
    const ks_observation *o = event->seen;
    char source[32];
    db_text(rows, case_id_str(&row->id));
    db_text(rows, case_source_id(to, o->place.source, source));
    db_number(rows, o->place.offset);
    db_number(rows, o->place.size);
    db_text_or_null(rows, case_how(o));
    db_number_or_null(rows, o->place.record_id, 0);
    db_number_or_null(rows, o->event_record_id, 0);
    db_text_or_null(rows, event->host == ks_no_host ? (ks_str){ 0 }
                                                    : to->c->facts->hosts[event->host].id);
    db_time(rows, o->ticks);
    db_time(rows, event->ticks);
    db_text_or_null(rows, ks_observed_string(set, o->computer));
    db_text_or_null(rows, ks_observed_string(set, o->channel));
    db_text_or_null(rows, ks_observed_string(set, o->provider));
    db_number(rows, o->id);
    db_number(rows, o->version);
    db_number(rows, o->level);
    db_number(rows, o->task);
    db_number(rows, o->opcode);
    put_keywords(rows, o->keywords);
    db_text_or_null(rows, ks_observed_string(set, o->user));
    db_number_or_null(rows, o->process_id, 0);
    db_number_or_null(rows, o->thread_id, 0);
    db_row(rows);
}

static void put_fields(database *to, db_rows *rows, const row_at *row)
{
    const ks_observations *set = to->c->set;
    const ks_observation *o = case_seen(to->c, row->at);
    for (u32 i = 0; i < o->field_count; i++) {
        db_text(rows, case_id_str(&row->id));
        db_number(rows, i);
        db_text(rows, ks_observed_string(set, o->fields[i].name));
        db_text_or_null(rows, ks_observed_string(set, o->fields[i].value));
        db_row(rows);
    }
}

bool database_put_records(database *to)
{
    size_t events = to->c->facts->event_count, count = 0;
    ks_arena scratch = *to->arena;
    u8 *is_cited = ks_take(&scratch, u8, events + 1);
    row_at *order = ks_take(&scratch, row_at, events + 1);
    if (is_cited == NULL || order == NULL)
        return false;
    mark_all(to->c->answers, is_cited);
    for (u32 i = 0; i < events; i++)
        if (is_cited[i])
            order[count++] = (row_at){ case_record_id(to, i), i };
    if (!ks_sort(order, count, sizeof *order, by_id, NULL, scratch))
        return false;
    db_rows rows = db_prepare(to->db, "INSERT OR IGNORE INTO records VALUES "
                                      "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    db_rows fields = db_prepare(to->db, "INSERT OR IGNORE INTO record_fields VALUES (?,?,?,?)");
    for (size_t i = 0; i < count; i++) {
        put_record(to, &rows, &order[i]);
        put_fields(to, &fields, &order[i]);
    }
    db_end(&rows);
    db_end(&fields);
    return true;
}

// --- processes

static void put_process(database *to, db_rows *rows, const row_at *row)
{
    const ks_process *is = &to->c->facts->processes[row->at];
    u8 logon[ks_number_size + 2] = "0x";
    u8 *logon_end = ks_hex_text(logon + 2, is->logon, 1);
    db_text(rows, case_id_str(&row->id));
    db_text(rows, to->c->facts->hosts[is->host].id);
    db_number(rows, is->pid);
    if (is->parent == ks_no_process)
        db_null(rows);
    else
        db_text(rows, case_id_str(&to->processes[is->parent]));
    db_time(rows, is->start_ticks);
    db_time(rows, is->end_ticks);
    db_text(rows, ks_str_of(ks_process_end_words[is->end_how]));
    db_text(rows, ks_str_of(seen_words[is->seen]));
    db_text_or_null(rows, is->image);
    db_text_or_null(rows, is->command);
    db_text_or_null(rows, is->user);
    db_text_or_null(rows, is->sid);
    db_text_or_null(rows, is->creator);
    db_text_or_null(rows,
                    (ks_str){ (const char *)logon, is->logon ? (size_t)(logon_end - logon) : 0 });
    db_number(rows, is->token);
    db_number_or_null(rows, is->integrity, ks_integrity_unknown);
    if (is->has_exit)
        db_number(rows, is->exit_code);
    else
        db_null(rows);
    db_text_or_null(rows, is->directory);
    db_text_or_null(rows, is->hashes);
    db_text_or_null(rows, is->original_name);
    db_text_or_null(rows, is->guid);
    u32 event = is->events[0] != ks_no_event ? is->events[0] : is->events[1];
    if (event == ks_no_event) {
        db_null(rows);
        db_null(rows);
        db_null(rows);
    } else {
        char source[32];
        const ks_observation *o = case_seen(to->c, event);
        db_text(rows, case_source_id(to, o->place.source, source));
        db_number(rows, o->place.offset);
        db_number_or_null(rows, o->event_record_id, 0);
    }
    db_row(rows);
}

bool database_put_processes(database *to)
{
    size_t count = to->c->facts->process_count;
    ks_arena scratch = *to->arena;
    row_at *order = ks_take(&scratch, row_at, count + 1);
    if (order == NULL)
        return false;
    for (u32 i = 0; i < count; i++)
        order[i] = (row_at){ to->processes[i], i };
    if (!ks_sort(order, count, sizeof *order, by_id, NULL, scratch))
        return false;
    db_rows rows = db_prepare(to->db, "INSERT INTO processes VALUES "
                                      "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < count; i++)
        put_process(to, &rows, &order[i]);
    db_end(&rows);
    return true;
}
