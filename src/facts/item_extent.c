// Extents and sources as bytes; see item.c.
#include "facts/item.h"

void item_put_extent(ks_out *out, const ks_observations *set, const ks_extent *x)
{
    item_put_str(out, ks_observed_string(set, x->channel));
    item_put_str(out, ks_observed_string(set, x->computer));
    item_put_u64(out, x->count);
    item_put_u64(out, x->recovered);
    item_put_u64(out, x->oldest_ticks);
    item_put_u64(out, x->newest_ticks);
    item_put_u64(out, x->header_first);
    item_put_u64(out, x->header_last);
    item_put_u64(out, x->header_count);
    item_put_u32(out, x->is_renumbered);
    item_put_u32(out, (u32)x->run_count);
    for (size_t i = 0; i < x->run_count; i++) {
        item_put_u64(out, x->runs[i].first_id);
        item_put_u64(out, x->runs[i].last_id);
        item_put_u64(out, x->runs[i].first_ticks);
        item_put_u64(out, x->runs[i].last_ticks);
    }
    item_put_u32(out, (u32)x->hour_count);
    for (size_t i = 0; i < x->hour_count; i++) {
        item_put_u32(out, x->hours[i].hour);
        item_put_u32(out, x->hours[i].count);
    }
}

static ks_str read_text(ks_cursor *c, const char *field)
{
    u32 size = ks_u32(c, field);
    ks_span bytes = ks_bytes(c, size, field);
    return (ks_str){ (const char *)bytes.at, bytes.size };
}

static bool read_runs(ks_observations *set, ks_cursor *c, ks_extent *x)
{
    size_t count = ks_count(c, ks_u32(c, "runs"), sizeof(ks_run), "runs");
    ks_run *runs = ks_take(set->arena, ks_run, count ? count : 1);
    for (size_t i = 0; runs && i < count; i++) {
        runs[i].first_id = ks_u64(c, "run");
        runs[i].last_id = ks_u64(c, "run");
        runs[i].first_ticks = ks_u64(c, "run");
        runs[i].last_ticks = ks_u64(c, "run");
        if (runs[i].last_id < runs[i].first_id)
            runs[i].last_id = runs[i].first_id;
    }
    x->runs = runs;
    x->run_count = count;
    return runs != NULL;
}

static bool read_hours(ks_observations *set, ks_cursor *c, ks_extent *x)
{
    size_t count = ks_count(c, ks_u32(c, "hours"), sizeof(ks_hour), "hours");
    ks_hour *hours = ks_take(set->arena, ks_hour, count ? count : 1);
    for (size_t i = 0; hours && i < count; i++) {
        hours[i].hour = ks_u32(c, "hour");
        hours[i].count = ks_u32(c, "hour");
    }
    x->hours = hours;
    x->hour_count = count;
    return hours != NULL;
}

bool item_read_extent(ks_observations *set, ks_cursor *c, u32 source, ks_fail *fail)
{
    ks_extent x = { .source = source };
    x.channel = set_string(set, read_text(c, "channel"));
    x.computer = set_string(set, read_text(c, "computer"));
    x.count = ks_u64(c, "count");
    x.recovered = ks_u64(c, "recovered");
    x.oldest_ticks = ks_u64(c, "oldest");
    x.newest_ticks = ks_u64(c, "newest");
    x.header_first = ks_u64(c, "first id");
    x.header_last = ks_u64(c, "last id");
    x.header_count = ks_u64(c, "ids");
    x.is_renumbered = ks_u32(c, "renumbered") != 0;
    if (x.channel == ks_table_none || x.computer == ks_table_none || !read_runs(set, c, &x) ||
        !read_hours(set, c, &x))
        return set_is_over_budget(set, fail);
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    return set_add_extent(set, &x, fail);
}

// --- sources
// The ledger's numbers, in the order in which they are written.
static void list_numbers(ks_ledger *l, u64 *to[11])
{
    u64 *list[] = { &l->size,           &l->records_expected, &l->records,      &l->recovered,
                    &l->damaged,        &l->repeated,         &l->chunks,       &l->bytes_lost,
                    &l->header_next_id, &l->size_limit,       &l->rows_left_out };
    memcpy(to, list, sizeof list);
}

static const char *const reason_words[KS_REASON_COUNT] = {
#define X(name, arguments) #name,
    KS_REASONS(X)
#undef X
};

static ks_reason reason_of(ks_str word)
{
    for (int i = 0; i < KS_REASON_COUNT; i++)
        if (ks_str_equal(word, ks_str_of(reason_words[i])))
            return (ks_reason)i;
    return KS_UNSUPPORTED;
}

static void put_row(ks_out *out, const ks_ledger_row *row)
{
    item_put_str(out, ks_str_of(ks_ledger_words[row->kind]));
    item_put_u64(out, row->offset);
    item_put_u64(out, row->size);
    item_put_u64(out, (u64)row->number[0]);
    item_put_u64(out, (u64)row->number[1]);
    item_put_str(out, ks_str_of(reason_words[row->fail.reason]));
    item_put_u64(out, row->fail.place.offset);
    item_put_u64(out, row->fail.place.size);
    item_put_u64(out, (u64)row->fail.number[0]);
    item_put_u64(out, (u64)row->fail.number[1]);
    item_put_str(out, row->fail.text);
}

void item_put_source(ks_out *out, const ks_observed_source *source)
{
    ks_ledger ledger = source->ledger;
    u64 *numbers[11];
    list_numbers(&ledger, numbers);
    item_put_u32(out, source->is_whole);
    item_put_str(out, ks_str_of(ks_kind_words[source->kind]));
    item_put_u32(out, (u32)source->path_count);
    for (size_t i = 0; i < source->path_count; i++)
        item_put_str(out, source->paths[i]);
    for (size_t i = 0; i < countof(numbers); i++)
        item_put_u64(out, *numbers[i]);
    item_put_u32(out, (u32)ledger.row_count);
    for (size_t i = 0; i < ledger.row_count; i++)
        put_row(out, &ledger.rows[i]);
}

static ks_ledger_row read_row(ks_cursor *c, ks_arena *arena)
{
    ks_ledger_row row = { .kind = KS_LEDGER_KIND_COUNT };
    ks_str word = read_text(c, "kind");
    for (int i = 0; i < KS_LEDGER_KIND_COUNT; i++)
        if (ks_str_equal(word, ks_str_of(ks_ledger_words[i])))
            row.kind = (ks_ledger_kind)i;
    row.offset = ks_u64(c, "offset");
    row.size = ks_u64(c, "size");
    row.number[0] = (i64)ks_u64(c, "number");
    row.number[1] = (i64)ks_u64(c, "number");
    row.fail.reason = reason_of(read_text(c, "reason"));
    row.fail.place.offset = ks_u64(c, "offset");
    row.fail.place.size = ks_u64(c, "size");
    row.fail.number[0] = (i64)ks_u64(c, "number");
    row.fail.number[1] = (i64)ks_u64(c, "number");
    row.fail.text = ks_arena_keep(arena, read_text(c, "text"));
    return row;
}

static bool read_paths(ks_observations *set, ks_cursor *c, ks_observed_source *s)
{
    size_t count = ks_count(c, ks_u32(c, "paths"), 4, "paths");
    ks_str *paths = ks_take(set->arena, ks_str, count + s->path_count + 1);
    if (paths == NULL)
        return false;
    for (size_t i = 0; i < s->path_count; i++)
        paths[i] = s->paths[i];
    for (size_t i = 0; i < count && ks_ok(c); i++)
        paths[s->path_count + i] = ks_arena_keep(set->arena, read_text(c, "path"));
    s->paths = paths;
    s->path_count += count;
    return true;
}

// Two runs may have met the same bytes: paths are joined, and the fuller ledger stays.
static bool is_fuller(const ks_ledger *a, const ks_ledger *b)
{
    if (a->records != b->records)
        return a->records > b->records;
    return a->row_count > b->row_count;
}

bool item_read_source(ks_observations *set, ks_cursor *c, ks_fail *fail)
{
    ks_span key = ks_bytes(c, item_key_size, "key");
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    ks_content_hash hash;
    memcpy(hash.bytes, key.at, sizeof hash.bytes);
    u32 number = set_source(set, &hash);
    if (number == ks_table_none)
        return set_is_over_budget(set, fail);
    ks_observed_source *s = &set->sources[number];
    bool is_whole = ks_u32(c, "whole") != 0;
    ks_str word = read_text(c, "kind");
    if (!read_paths(set, c, s))
        return set_is_over_budget(set, fail);
    ks_ledger ledger = { .arena = set->arena, .hash = hash, .is_whole = is_whole };
    u64 *numbers[11];
    list_numbers(&ledger, numbers);
    for (size_t i = 0; i < countof(numbers); i++)
        *numbers[i] = ks_u64(c, "ledger");
    size_t count = ks_count(c, ks_u32(c, "rows"), 76, "rows");
    for (size_t i = 0; i < count && ks_ok(c); i++) {
        ks_ledger_row row = read_row(c, set->arena);
        if (row.kind != KS_LEDGER_KIND_COUNT)
            ks_ledger_add(&ledger, row);
    }
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    if (s->ledger.arena == NULL || is_fuller(&ledger, &s->ledger)) {
        s->ledger = ledger;
        s->is_whole = is_whole;
        for (int i = 0; i < KS_KIND_COUNT; i++)
            if (ks_str_equal(word, ks_str_of(ks_kind_words[i])))
                s->kind = (ks_kind)i;
    }
    return true;
}
