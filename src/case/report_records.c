// Records of the page: those that answers, coverage and findings cite, each once, in the total
// order of the case; whole, with all own fields. What does not go in is in case.db.
#include "case/report.h"

#include "base/number.h"
#include "base/sort.h"
#include "base/text.h"
#include "catalogue/catalogue.h"

enum {
    row_size = 150, // of a record's row without its strings, as written
    value_units_most = 32768,
    first_of_finding = 8, // records that each finding gets before others get more
    first_of_interval = 20,
    small_case = 5000 // processes
};

typedef struct {
    report *p;
    u64 left; // bytes that may still be spent
} choosing;

// Bytes of the values, counted each time: a little too much where records share them.
static u64 cost(const report *p, const ks_observation *o)
{
    u64 size = row_size;
    for (u32 i = 0; i < o->field_count; i++) {
        u64 value = ks_observed_string(p->c->set, o->fields[i].value).size;
        size += value > 16 ? value : 5;
    }
    return size;
}

static void choose(choosing *to, const u32 *events, size_t count)
{
    report_records *records = &to->p->records;
    for (size_t i = 0; i < count; i++) {
        u32 *row = &records->row[events[i]];
        u64 size = *row ? 0 : cost(to->p, case_seen(to->p->c, events[i]));
        if (*row || records->count == report_records_most || size > to->left)
            continue;
        to->left -= size;
        *row = 1;
        records->count++;
    }
}

static void choose_all(choosing *to)
{
    const ks_answers *answers = to->p->c->answers;
    for (size_t q = 0; q < ks_question_count; q++) {
        const ks_answer *a = &answers->answers[q];
        choose(to, a->records, a->record_count);
        for (size_t h = 0; h < a->host_count; h++)
            choose(to, a->hosts[h].records, a->hosts[h].record_count);
    }
    const ks_findings *findings = &answers->findings;
    for (size_t i = 0; i < findings->count; i++) {
        const ks_finding *f = &findings->items[i];
        choose(to, f->records,
               f->record_count < first_of_finding ? f->record_count : first_of_finding);
    }
    for (size_t i = 0; i < answers->coverages.count; i++) {
        const ks_coverage *c = &answers->coverages.items[i];
        for (size_t k = 0; k < c->interval_count; k++) {
            size_t count = c->intervals[k].record_count;
            choose(to, c->intervals[k].records,
                   count < first_of_interval ? count : first_of_interval);
        }
    }
    for (int level = KS_LEVEL_COUNT - 1; level >= 0; level--)
        for (size_t i = 0; i < findings->count; i++)
            if ((int)findings->items[i].level == level)
                choose(to, findings->items[i].records, findings->items[i].record_count);
}

// The records of start and end of processes: of those that findings name and of those around them;
// of all, when the case is small.
static void choose_processes(choosing *to)
{
    const ks_facts *facts = to->p->c->facts;
    const report_processes *processes = &to->p->processes;
    bool is_small = facts->process_count <= small_case;
    for (size_t i = 0; i < facts->process_count; i++) {
        const ks_process *is = &facts->processes[i];
        if (processes->row[i] == REPORT_NONE || !(is_small || processes->is_near[i]))
            continue;
        for (size_t k = 0; k < countof(is->events); k++)
            if (is->events[k] != ks_no_event)
                choose(to, &is->events[k], 1);
    }
}

// Records that findings cite and that are not on the page, each once.
static u64 count_left_out(const report *p, u8 *seen)
{
    u64 count = 0;
    const ks_findings *findings = &p->c->answers->findings;
    for (size_t i = 0; i < findings->count; i++)
        for (size_t k = 0; k < findings->items[i].record_count; k++) {
            u32 event = findings->items[i].records[k];
            count += p->records.row[event] == 0 && !seen[event];
            seen[event] = 1;
        }
    return count;
}

bool report_records_choose(report *p)
{
    size_t events = p->c->facts->event_count;
    report_records *records = &p->records;
    records->row = ks_take(p->arena, u32, events + 1);
    if (records->row == NULL)
        return false;
    choosing to = { .p = p, .left = report_records_size };
    choose_all(&to);
    choose_processes(&to);
    records->event = ks_take(p->arena, u32, records->count + 1);
    ks_arena scratch = *p->arena;
    u8 *seen = ks_take(&scratch, u8, events + 1);
    if (records->event == NULL || seen == NULL)
        return false;
    records->left_out = count_left_out(p, seen);
    size_t next = 0;
    for (size_t i = 0; i < events; i++)
        if (records->row[i]) {
            records->event[next++] = (u32)i;
            records->row[i] = (u32)next;
        }
    return true;
}

void report_cited_put(report *p, const char *key, const u32 *events, size_t count)
{
    json_list(p->j, key);
    for (size_t i = 0; i < count; i++)
        if (p->records.row[events[i]])
            json_u64(p->j, p->records.row[events[i]] - 1);
    json_close(p->j, ']');
}

// --- shapes: what records of a kind share

typedef struct {
    u32 event;  // a record of this shape
    u32 number; // as found
} shape;

static bool is_unnamed(const ks_observation *o, u32 i)
{
    return o->fields[i].name == KS_FIELD_Data;
}

// The name of a field as the page knows it: unnamed data is "#1", "#2", ….
static u32 field_name(report *p, const ks_observation *o, u32 i)
{
    if (!is_unnamed(o, i))
        return report_string(&p->words, ks_observed_string(p->c->set, o->fields[i].name));
    u64 number = 0;
    for (u32 k = 0; k <= i; k++)
        number += is_unnamed(o, k);
    u8 text[ks_number_size + 1] = "#";
    u8 *end = ks_u64_text(text + 1, number);
    return report_string(&p->words, (ks_str){ (const char *)text, (size_t)(end - text) });
}

static int by_shape(const void *context, const void *a, const void *b)
{
    const ks_case *c = context;
    const ks_observation *x = case_seen(c, ((const shape *)a)->event);
    const ks_observation *y = case_seen(c, ((const shape *)b)->event);
    int order = ks_str_compare(ks_observed_string(c->set, x->channel),
                               ks_observed_string(c->set, y->channel));
    if (!order)
        order = ks_str_compare(ks_observed_string(c->set, x->provider),
                               ks_observed_string(c->set, y->provider));
    order = order ? order : ks_compare_u64(x->id, y->id);
    order = order ? order : ks_compare_u64(x->version, y->version);
    for (u32 i = 0; !order && i < x->field_count && i < y->field_count; i++)
        order = ks_str_compare(ks_observed_string(c->set, x->fields[i].name),
                               ks_observed_string(c->set, y->fields[i].name));
    return order ? order : ks_compare_u64(x->field_count, y->field_count);
}

// The key of a shape: equal keys, equal shapes.
static void put_shape_key(ks_out *out, const ks_observation *o)
{
    u32 head[] = { o->channel, o->provider, o->id, o->version };
    ks_out_bytes(out, head, sizeof head);
    for (u32 i = 0; i < o->field_count; i++)
        ks_out_bytes(out, &o->fields[i].name, sizeof o->fields[i].name);
}

typedef struct {
    shape *items;
    size_t count;
    u32 *of; // by row of the records: number as found, then row
} shapes;

static bool find_shapes(report *p, shapes *found)
{
    enum { key_most = 1 << 20 };
    ks_table table = { 0 };
    ks_out key;
    found->of = ks_take(p->arena, u32, p->records.count + 1);
    found->items = ks_take(p->arena, shape, p->records.count + 1);
    if (found->of == NULL || found->items == NULL || !ks_out_open(&key, p->arena, key_most))
        return false;
    for (size_t i = 0; i < p->records.count; i++) {
        ks_out_clear(&key);
        put_shape_key(&key, case_seen(p->c, p->records.event[i]));
        u32 number = ks_table_add(&table, p->arena, ks_str_span(ks_out_str(&key)));
        if (number == ks_table_none)
            return false;
        if (number == found->count)
            found->items[found->count++] = (shape){ p->records.event[i], number };
        found->of[i] = number;
    }
    u32 *row = ks_take(p->arena, u32, found->count + 1);
    if (row == NULL ||
        !ks_sort(found->items, found->count, sizeof(shape), by_shape, p->c, *p->arena))
        return false;
    for (size_t i = 0; i < found->count; i++)
        row[found->items[i].number] = (u32)i;
    for (size_t i = 0; i < p->records.count; i++)
        found->of[i] = row[found->of[i]];
    return true;
}

static void put_shape(report *p, const ks_observation *o)
{
    json_out *j = p->j;
    ks_str provider = ks_observed_string(p->c->set, o->provider);
    json_open(j, '{');
    json_member(j, "channel", ks_observed_string(p->c->set, o->channel));
    json_member(j, "provider", provider);
    json_count(j, "id", o->id);
    json_count(j, "version", o->version);
    json_key(j, "name");
    const ks_event_type *type = ks_event_type_find(provider, o->id, o->version);
    if (type)
        json_u64(j, report_text(&p->words, type->name[KS_EN], type->name[KS_JA]));
    else
        json_null(j);
    json_list(j, "fields");
    for (u32 i = 0; i < o->field_count; i++)
        json_u64(j, field_name(p, o, i));
    json_close(j, ']');
    json_close(j, '}');
}

// --- the rows

// UTF-16 units of UTF-8 text; when there are more than `most`, *cut is where that many end.
static size_t units_of(ks_str text, size_t most, size_t *cut)
{
    size_t units = 0;
    *cut = text.size;
    for (size_t at = 0; at < text.size;) {
        u32 character;
        size_t size = ks_utf8_read(text, at, &character);
        units += character > 0xffff ? 2 : 1;
        at += size ? size : 1;
        if (units <= most)
            *cut = at;
    }
    return units;
}

static u32 value_string(report *p, ks_str value, size_t *units)
{
    size_t cut;
    *units = 0;
    if (value.size <= value_units_most)
        return report_string(&p->words, value);
    size_t all = units_of(value, value_units_most, &cut);
    if (all <= value_units_most)
        return report_string(&p->words, value);
    *units = all;
    ks_out_clear(&p->words.key);
    ks_out_bytes(&p->words.key, value.at, cut);
    KS_PUT(&p->words.key, "…");
    return report_string(&p->words, ks_out_str(&p->words.key));
}

static void put_keywords(report *p, u64 keywords)
{
    u8 text[ks_number_size + 2] = "0x";
    u8 *end = ks_hex_text(text + 2, keywords, 16);
    ks_str word = { (const char *)text, keywords ? (size_t)(end - text) : 0 };
    json_u64(p->j, report_string(&p->words, word));
}

static void put_values(report *p, const ks_observation *o)
{
    json_out *j = p->j;
    size_t units;
    bool is_cut = false;
    json_open(j, '[');
    for (u32 i = 0; i < o->field_count; i++) {
        ks_str value = ks_observed_string(p->c->set, o->fields[i].value);
        json_u64(j, value_string(p, value, &units));
        is_cut = is_cut || units;
    }
    json_close(j, ']');
    if (!is_cut) {
        json_null(j);
        return;
    }
    json_open(j, '[');
    for (u32 i = 0; i < o->field_count; i++) {
        (void)value_string(p, ks_observed_string(p->c->set, o->fields[i].value), &units);
        if (units) {
            json_open(j, '[');
            json_u64(j, i);
            json_u64(j, units);
            json_close(j, ']');
        }
    }
    json_close(j, ']');
}

static void put_record(report *p, u32 event, u32 of)
{
    json_out *j = p->j;
    const ks_observation *o = case_seen(p->c, event);
    const ks_observations *set = p->c->set;
    json_open(j, '[');
    json_u64(j, p->c->facts->events[event].host);
    json_u64(j, case_source_row(p->index, event));
    json_u64(j, of);
    json_null(j); // the position in the file: no observation holds it
    json_index(j, o->place.record_id, 0);
    json_index(j, o->event_record_id, 0);
    json_u64(j, o->place.offset);
    json_u64(j, o->place.size);
    json_time(j, o->ticks);
    json_u64(j, report_string(&p->words, ks_observed_string(set, o->computer)));
    json_u64(j, report_string(&p->words, ks_observed_string(set, o->user)));
    json_index(j, o->process_id, 0);
    json_index(j, o->thread_id, 0);
    json_u64(j, o->level);
    json_u64(j, o->task);
    json_u64(j, o->opcode);
    put_keywords(p, o->keywords);
    json_text(j, case_how(o));
    put_values(p, o);
    json_close(j, ']');
}

bool report_records_put(report *p)
{
    static const char *const columns[] = {
        "host",   "source", "shape", "number",   "record_id", "event_record_id",
        "offset", "size",   "time",  "computer", "user",      "pid",
        "tid",    "level",  "task",  "opcode",   "keywords",  "how",
        "values", "cut"
    };
    json_out *j = p->j;
    shapes found = { 0 };
    if (!find_shapes(p, &found))
        return false;
    json_list(j, "shapes");
    for (size_t i = 0; i < found.count; i++)
        put_shape(p, case_seen(p->c, found.items[i].event));
    json_close(j, ']');
    json_object(j, "records");
    json_list(j, "columns");
    for (size_t i = 0; i < countof(columns); i++)
        json_text(j, ks_str_of(columns[i]));
    json_close(j, ']');
    json_list(j, "rows");
    for (size_t i = 0; i < p->records.count; i++) {
        json_row(j);
        put_record(p, p->records.event[i], found.of[i]);
    }
    json_close(j, ']');
    json_count(j, "omitted", p->records.left_out);
    json_close(j, '}');
    return true;
}
