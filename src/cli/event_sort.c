// An external merge sort; see event_sort.h. Runs lie one behind the other in one file: records of
// a head (time, source, offset, size) and their bytes.
#include "cli/event_sort.h"

#include "base/sort.h"

enum { runs_most = 4096, head_size = 32, merge_buffer_least = 4096 };

typedef struct {
    u64 ticks, offset;
    u32 source, size;
    const u8 *bytes;
} entry;

typedef struct {
    u64 at, end; // in the file: what was not read yet
    u8 *buffer;
    size_t size, next, capacity;
    entry head; // the record that comes next
    u8 *large;  // of a record that does not fit the buffer
} merge_run;

struct event_sort {
    ks_arena arena, empty, whole;
    size_t budget;
    entry *entries;
    size_t count, entries_most;
    ks_file file;
    u64 file_size;
    u64 run_ends[runs_most];
    size_t run_count;
    ks_out buffer;
};

bool event_sort_open(event_sort **sort, size_t budget, ks_arena *run, ks_fail *fail)
{
    event_sort *s = ks_take(run, event_sort, 1);
    // half of the budget for the bytes, a quarter for entries, a quarter for sorting them
    if (s == NULL || !ks_arena_open(&s->whole, "sorting", budget + (64 << 20)))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)budget, (i64)budget, KS_STR("sorting"));
    s->file = (ks_file){ -1 };
    s->arena = s->whole;
    s->budget = budget;
    s->entries_most = budget / 4 / sizeof(entry);
    s->entries = ks_take(&s->arena, entry, s->entries_most);
    if (s->entries == NULL || !ks_out_open(&s->buffer, &s->arena, (size_t)256 * 1024))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)budget, (i64)budget, KS_STR("sorting"));
    s->empty = s->arena;
    *sort = s;
    return ks_os_create_unnamed(&s->file, fail);
}

void event_sort_close(event_sort *s)
{
    ks_os_close(&s->file);
    ks_arena_close(&s->whole);
}

static int by_time(const void *context, const void *left, const void *right)
{
    (void)context;
    const entry *a = left, *b = right;
    int order = ks_compare_u64(a->ticks, b->ticks);
    order = order ? order : ks_compare_u64(a->source, b->source);
    return order ? order : ks_compare_u64(a->offset, b->offset);
}

static bool flush(event_sort *s, ks_fail *fail)
{
    ks_span bytes = ks_str_span(ks_out_str(&s->buffer));
    ks_out_clear(&s->buffer);
    s->file_size += bytes.size;
    return bytes.size == 0 || ks_os_write(s->file, bytes, fail);
}

static bool put(event_sort *s, ks_span bytes, ks_fail *fail)
{
    if (bytes.size > (size_t)(s->buffer.end - s->buffer.at)) {
        if (!flush(s, fail))
            return false;
        if (bytes.size > (size_t)(s->buffer.end - s->buffer.at)) {
            s->file_size += bytes.size;
            return ks_os_write(s->file, bytes, fail);
        }
    }
    ks_out_bytes(&s->buffer, bytes.at, bytes.size);
    return true;
}

static bool sort_entries(event_sort *s, ks_fail *fail)
{
    if (ks_sort(s->entries, s->count, sizeof *s->entries, by_time, NULL, s->arena))
        return true;
    return ks_refuse(fail, KS_OVER_BUDGET, (i64)s->budget, (i64)s->budget, KS_STR("sorting"));
}

static bool spill(event_sort *s, ks_fail *fail)
{
    if (s->run_count == runs_most)
        return ks_refuse(fail, KS_TOO_MANY, runs_most, runs_most, KS_STR("sorted runs"));
    if (!sort_entries(s, fail))
        return false;
    for (size_t i = 0; i < s->count; i++) {
        const entry *e = &s->entries[i];
        u8 head[head_size] = { 0 };
        ks_store64(head, e->ticks);
        ks_store64(head + 8, e->offset);
        ks_store32(head + 16, e->source);
        ks_store32(head + 20, e->size);
        if (!put(s, (ks_span){ head, sizeof head }, fail) ||
            !put(s, (ks_span){ e->bytes, e->size }, fail))
            return false;
    }
    if (!flush(s, fail))
        return false;
    s->run_ends[s->run_count++] = s->file_size;
    s->count = 0;
    s->arena = s->empty;
    return true;
}

bool event_sort_add(event_sort *s, u64 ticks, u32 source, u64 offset, ks_span bytes, ks_fail *fail)
{
    size_t used = (size_t)(s->arena.at - s->empty.at);
    if ((s->count == s->entries_most || used + bytes.size > s->budget / 2) && s->count &&
        !spill(s, fail))
        return false;
    u8 *copy = ks_take(&s->arena, u8, bytes.size + 1);
    if (copy == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)bytes.size, (i64)s->budget, KS_STR("sorting"));
    if (bytes.size)
        memcpy(copy, bytes.at, bytes.size);
    s->entries[s->count++] = (entry){ ticks, offset, source, (u32)bytes.size, copy };
    return true;
}

// --- merging

static bool fill(event_sort *s, merge_run *r, size_t least, ks_fail *fail)
{
    size_t kept = r->size - r->next;
    if (kept >= least)
        return true;
    memmove(r->buffer, r->buffer + r->next, kept);
    u64 left = r->end - r->at;
    size_t want = r->capacity - kept, got = 0;
    want = left < want ? (size_t)left : want;
    if (!ks_os_read_at(s->file, r->at, r->buffer + kept, want, &got, fail))
        return false;
    r->at += got;
    r->next = 0;
    r->size = kept + got;
    return r->size >= least ||
           ks_refuse(fail, KS_SHRANK, (i64)r->size, (i64)least, KS_STR("sorted run"));
}

// The run's next record becomes its head; a run that is done has head.bytes NULL.
static bool advance(event_sort *s, merge_run *r, ks_fail *fail)
{
    r->head.bytes = NULL;
    if (r->at == r->end && r->next == r->size)
        return true;
    if (!fill(s, r, head_size, fail))
        return false;
    const u8 *head = r->buffer + r->next;
    r->head = (entry){ .ticks = ks_load64(head),
                       .offset = ks_load64(head + 8),
                       .source = ks_load32(head + 16),
                       .size = ks_load32(head + 20) };
    r->next += head_size;
    if (r->head.size <= r->capacity) {
        if (!fill(s, r, r->head.size, fail))
            return false;
        r->head.bytes = r->buffer + r->next;
        r->next += r->head.size;
        return true;
    }
    // larger than the buffer: what is there, then the rest straight from the file
    size_t kept = r->size - r->next, got = 0;
    r->large = ks_take(&s->arena, u8, r->head.size);
    if (r->large == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, r->head.size, (i64)s->budget, KS_STR("sorting"));
    memcpy(r->large, r->buffer + r->next, kept);
    if (!ks_os_read_at(s->file, r->at, r->large + kept, r->head.size - kept, &got, fail))
        return false;
    r->at += got;
    r->next = r->size = 0;
    r->head.bytes = r->large;
    return true;
}

// A heap of runs, the earliest head on top.
static void sink(merge_run **heap, size_t count, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++) {
            if (by_time(NULL, &heap[child]->head, &heap[least]->head) < 0)
                least = child;
        }
        if (least == at)
            return;
        merge_run *moved = heap[at];
        heap[at] = heap[least];
        heap[least] = moved;
        at = least;
    }
}

static bool merge(event_sort *s, output *to, ks_fail *fail)
{
    s->arena = s->empty;
    size_t count = s->run_count, live = 0;
    size_t each = s->budget / 2 / count;
    each = each > 1 << 20 ? 1 << 20 : each < merge_buffer_least ? merge_buffer_least : each;
    merge_run *runs = ks_take(&s->arena, merge_run, count);
    merge_run **heap = ks_take(&s->arena, merge_run *, count);
    for (size_t i = 0; runs && heap && i < count; i++) {
        merge_run *r = &runs[i];
        r->at = i ? s->run_ends[i - 1] : 0;
        r->end = s->run_ends[i];
        r->capacity = each;
        r->buffer = ks_take(&s->arena, u8, each);
        if (r->buffer == NULL)
            return ks_refuse(fail, KS_OVER_BUDGET, (i64)each, (i64)s->budget, KS_STR("sorting"));
        if (!advance(s, r, fail))
            return false;
        if (r->head.bytes)
            heap[live++] = r;
    }
    for (size_t i = live; i-- > 0;)
        sink(heap, live, i);
    while (live) {
        merge_run *r = heap[0];
        if (!output_write(to, (ks_span){ r->head.bytes, r->head.size }, fail) ||
            !advance(s, r, fail))
            return false;
        if (r->head.bytes == NULL)
            heap[0] = heap[--live];
        sink(heap, live, 0);
    }
    return true;
}

bool event_sort_write(event_sort *s, output *to, ks_fail *fail)
{
    if (s->run_count)
        return (s->count == 0 || spill(s, fail)) && merge(s, to, fail);
    if (!sort_entries(s, fail))
        return false;
    for (size_t i = 0; i < s->count; i++) {
        if (!output_write(to, (ks_span){ s->entries[i].bytes, s->entries[i].size }, fail))
            return false;
    }
    return true;
}
