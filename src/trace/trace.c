// All traces, one after the other; findings get their names and their order. See trace.h.
#include "trace/trace.h"

#include "base/number.h"
#include "base/sort.h"
#include "trace/trace_own.h"

const ks_phrase_text trace_sentences[SAY_COUNT] = {
#define X(name, en, ja) { #name, { KS_TEXT(en), KS_TEXT(ja) } },
    TRACE_SENTENCES(X)
#undef X
};

static const ks_trace traces[] = {
#define X(function, id, title, techniques, questions) \
    { id, &trace_sentences[SAY_##title], techniques, (u16)(questions) },
    KS_TRACE_LIST(X)
#undef X
};

static void (*const functions[])(tracing *t) = {
#define X(function, id, title, techniques, questions) trace_##function,
    KS_TRACE_LIST(X)
#undef X
};

const ks_trace *ks_traces(size_t *count)
{
    *count = countof(traces);
    return traces;
}

// --- what traces write with
found_finding *found(tracing *t, ks_level level, u32 host, u64 from_ticks, ks_phrase sentence)
{
    found_finding *f = ks_take(t->arena, found_finding, 1);
    if (f == NULL) {
        t->is_full = true;
        return NULL;
    }
    f->is = (ks_finding){ .trace = t->trace,
                          .level = level,
                          .techniques = ks_str_of(t->trace->techniques),
                          .host = host,
                          .from_ticks = from_ticks,
                          .sentence = sentence };
    f->next = t->newest;
    t->newest = f;
    t->count++;
    return f;
}

void found_add(tracing *t, found_list *list, u32 value)
{
    if (list->count == list->capacity) {
        u32 *grown =
            ks_arena_grow(t->arena, list->items, sizeof *grown, list->count, &list->capacity);
        if (grown == NULL) {
            t->is_full = true;
            return;
        }
        list->items = grown;
    }
    list->items[list->count++] = value;
}

void found_record(tracing *t, found_finding *f, u32 event)
{
    if (f && event != ks_no_event)
        found_add(t, &f->records, event);
}

void found_process(tracing *t, found_finding *f, u32 process)
{
    if (f && process != ks_no_process)
        found_add(t, &f->processes, process);
}

// --- names and order
static void put_address(ks_out *out, const tracing *t, u32 event)
{
    const ks_observed_place *place = &seen(t, event)->place;
    ks_out_bytes(out, t->facts->set->sources[place->source].key.bytes, 16);
    ks_out_u64(out, place->offset);
    ks_out_byte(out, '/');
    ks_out_u64(out, place->record_id);
}

// What the finding is about, as text: its trace, host, records; without records its arguments.
static void put_subject(ks_out *out, const tracing *t, const ks_finding *f)
{
    ks_out_put(out, ks_str_of(f->trace->id));
    ks_out_byte(out, 0);
    ks_out_put(out, t->facts->hosts[f->host].id);
    for (size_t i = 0; i < f->record_count; i++)
        put_address(out, t, f->records[i]);
    ks_out_put(out, ks_str_of(f->sentence.text->id));
    for (u32 i = 0; i < f->sentence.count && f->record_count == 0; i++) {
        ks_out_byte(out, 0);
        ks_out_put(out, f->sentence.arguments[i].text);
        ks_out_u64(out, f->sentence.arguments[i].number);
    }
}

enum { subject_size = 1 << 20 };

static bool name_finding(const tracing *t, ks_finding *f)
{
    ks_out subject, name;
    if (!ks_out_open(&name, t->arena, 96))
        return false;
    ks_arena scratch = *t->arena;
    if (!ks_out_open(&subject, &scratch, subject_size))
        return false;
    put_subject(&subject, t, f);
    ks_out_put(&name, ks_str_of(f->trace->id));
    ks_out_byte(&name, '-');
    u8 hex[ks_number_size];
    u64 hash = ks_hash(ks_str_span(ks_out_str(&subject)), 0);
    ks_out_bytes(&name, hex, (size_t)(ks_hex_text(hex, hash, 16) - hex));
    f->id = ks_out_str(&name);
    return true;
}

static int finding_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_finding *x = a, *y = b;
    int order = ks_compare_u64(x->from_ticks - 1, y->from_ticks - 1); // unknown last
    order = order ? order : ks_compare_u64(x->host, y->host);
    return order ? order : ks_str_compare(x->id, y->id);
}

static bool finish(const tracing *t, ks_finding *items)
{
    size_t i = 0;
    for (const found_finding *f = t->newest; f; f = f->next, i++) {
        items[i] = f->is;
        items[i].records = f->records.items;
        items[i].record_count = f->records.count;
        items[i].processes = f->processes.items;
        items[i].process_count = f->processes.count;
        if (!name_finding(t, &items[i]))
            return false;
    }
    return ks_sort(items, t->count, sizeof *items, finding_order, NULL, *t->arena);
}

bool ks_findings_make(ks_findings *findings, const ks_facts *facts, ks_arena *arena, ks_fail *fail)
{
    tracing t = { .facts = facts, .arena = arena };
    for (size_t i = 0; i < countof(traces); i++) {
        t.trace = &traces[i];
        functions[i](&t);
    }
    rule_hits(&t);
    ks_finding *items = ks_take(arena, ks_finding, t.count + 1);
    if (t.is_full || items == NULL || !finish(&t, items))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    findings->items = items;
    findings->count = t.count;
    return true;
}
