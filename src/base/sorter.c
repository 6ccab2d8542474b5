// An external merge sort; see sorter.h. Runs lie one behind the other in one file: records of a
// size and their bytes.
#include "base/sorter.h"

#include "base/out.h"
#include "base/sort.h"

enum { runs_most = 4096, size_size = 4, merge_buffer_least = 4096, write_buffer = 256 * 1024 };

typedef struct {
    u64 first; // eight bytes, as a number: most comparisons end here
    const u8 *bytes;
    size_t size;
} entry;

typedef struct {
    u64 at, end; // in the file: what was not read yet
    u8 *buffer;
    size_t size, next, capacity;
    entry head; // the string that comes next; no bytes: the run is done
    u8 *large;  // for strings that do not fit the buffer
    size_t large_capacity;
} merge_run;

struct ks_sorter {
    ks_arena arena, empty, whole;
    size_t budget;
    entry *entries;
    size_t count, entries_most, next;
    ks_file file;
    u64 file_size;
    u64 run_ends[runs_most];
    size_t run_count;
    ks_out buffer;
    merge_run **heap; // of runs that are not done, the first head on top
    size_t live;
    bool is_read;
};

static bool over(const ks_sorter *s, size_t wanted, ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, (i64)wanted, (i64)s->budget, KS_STR("sorting"));
}

bool ks_sorter_open(ks_sorter **sorter, size_t budget, ks_file file, ks_arena *run, ks_fail *fail)
{
    ks_sorter *s = ks_take(run, ks_sorter, 1);
    // half of the budget for the bytes, a quarter for entries, a quarter for sorting them
    if (s == NULL || !ks_arena_open(&s->whole, "sorting", budget + (64 << 20))) {
        ks_os_close(&file);
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)budget, (i64)budget, KS_STR("sorting"));
    }
    s->file = file;
    s->arena = s->whole;
    s->budget = budget;
    s->entries_most = budget / 4 / sizeof(entry) + 1;
    s->entries = ks_take(&s->arena, entry, s->entries_most);
    if (s->entries == NULL || !ks_out_open(&s->buffer, &s->arena, write_buffer)) {
        ks_sorter_close(s);
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)budget, (i64)budget, KS_STR("sorting"));
    }
    s->empty = s->arena;
    *sorter = s;
    return true;
}

void ks_sorter_close(ks_sorter *s)
{
    if (s == NULL)
        return;
    ks_os_close(&s->file);
    ks_arena_close(&s->whole);
}

static entry entry_of(const u8 *bytes, size_t size)
{
    entry e = { .bytes = bytes, .size = size };
    for (size_t i = 0; i < 8; i++)
        e.first = e.first << 8 | (i < size ? bytes[i] : 0);
    return e;
}

static int in_order(const void *context, const void *left, const void *right)
{
    (void)context;
    const entry *a = left, *b = right;
    if (a->first != b->first)
        return ks_compare_u64(a->first, b->first);
    return ks_str_compare((ks_str){ (const char *)a->bytes, a->size },
                          (ks_str){ (const char *)b->bytes, b->size });
}

static bool flush(ks_sorter *s, ks_fail *fail)
{
    ks_span bytes = ks_str_span(ks_out_str(&s->buffer));
    ks_out_clear(&s->buffer);
    s->file_size += bytes.size;
    return bytes.size == 0 || ks_os_write(s->file, bytes, fail);
}

static bool put(ks_sorter *s, ks_span bytes, ks_fail *fail)
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

static bool sort_entries(ks_sorter *s, ks_fail *fail)
{
    return ks_sort(s->entries, s->count, sizeof *s->entries, in_order, NULL, s->arena) ||
           over(s, s->count * sizeof *s->entries, fail);
}

static bool spill(ks_sorter *s, ks_fail *fail)
{
    if (s->file.handle < 0)
        return over(s, s->budget + 1, fail);
    if (s->run_count == runs_most)
        return ks_refuse(fail, KS_TOO_MANY, runs_most, runs_most, KS_STR("sorted runs"));
    if (!sort_entries(s, fail))
        return false;
    for (size_t i = 0; i < s->count; i++) {
        const entry *e = &s->entries[i];
        u8 size[size_size];
        ks_store32(size, (u32)e->size);
        if (!put(s, (ks_span){ size, sizeof size }, fail) ||
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

bool ks_sorter_add(ks_sorter *s, ks_span head, ks_span body, ks_fail *fail)
{
    KS_ASSERT(!s->is_read);
    size_t used = (size_t)(s->arena.at - s->empty.at), size = 0;
    if (!ks_add(head.size, body.size, &size) || size >= UINT32_MAX)
        return over(s, size, fail);
    if ((s->count == s->entries_most || used + size > s->budget / 2) && s->count && !spill(s, fail))
        return false;
    u8 *copy = ks_take(&s->arena, u8, size + 1);
    if (copy == NULL)
        return over(s, size, fail);
    if (head.size)
        memcpy(copy, head.at, head.size);
    if (body.size)
        memcpy(copy + head.size, body.at, body.size);
    s->entries[s->count++] = entry_of(copy, size);
    return true;
}

// --- merging

static bool fill(ks_sorter *s, merge_run *r, size_t least, ks_fail *fail)
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

// A string larger than the buffer: what is there, then the rest straight from the file.
static bool read_large(ks_sorter *s, merge_run *r, size_t size, ks_fail *fail)
{
    size_t kept = r->size - r->next, got = 0;
    if (size > r->large_capacity) {
        r->large = ks_take(&s->arena, u8, size);
        r->large_capacity = size;
    }
    if (r->large == NULL)
        return over(s, size, fail);
    memcpy(r->large, r->buffer + r->next, kept);
    if (!ks_os_read_at(s->file, r->at, r->large + kept, size - kept, &got, fail))
        return false;
    r->at += got;
    r->next = r->size = 0;
    r->head = entry_of(r->large, size);
    return got == size - kept ||
           ks_refuse(fail, KS_SHRANK, (i64)(kept + got), (i64)size, KS_STR("sorted run"));
}

// The run's next string becomes its head.
static bool advance(ks_sorter *s, merge_run *r, ks_fail *fail)
{
    r->head = (entry){ 0 };
    if (r->at == r->end && r->next == r->size)
        return true;
    if (!fill(s, r, size_size, fail))
        return false;
    size_t size = ks_load32(r->buffer + r->next);
    r->next += size_size;
    if (size > r->capacity)
        return read_large(s, r, size, fail);
    if (!fill(s, r, size, fail))
        return false;
    r->head = entry_of(r->buffer + r->next, size);
    r->next += size;
    return true;
}

static void sink(merge_run **heap, size_t count, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++) {
            if (in_order(NULL, &heap[child]->head, &heap[least]->head) < 0)
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

static bool open_runs(ks_sorter *s, ks_fail *fail)
{
    s->arena = s->empty;
    size_t count = s->run_count, each = s->budget / 2 / count;
    each = each > 1 << 20 ? 1 << 20 : each < merge_buffer_least ? merge_buffer_least : each;
    merge_run *runs = ks_take(&s->arena, merge_run, count);
    s->heap = ks_take(&s->arena, merge_run *, count);
    if (runs == NULL || s->heap == NULL)
        return over(s, count * sizeof *runs, fail);
    for (size_t i = 0; i < count; i++) {
        merge_run *r = &runs[i];
        r->at = i ? s->run_ends[i - 1] : 0;
        r->end = s->run_ends[i];
        r->capacity = each;
        r->buffer = ks_take(&s->arena, u8, each);
        if (r->buffer == NULL)
            return over(s, each, fail);
        if (!advance(s, r, fail))
            return false;
        if (r->head.bytes)
            s->heap[s->live++] = r;
    }
    for (size_t i = s->live; i-- > 0;)
        sink(s->heap, s->live, i);
    return true;
}

static bool begin(ks_sorter *s, ks_fail *fail)
{
    s->is_read = true;
    if (s->run_count == 0)
        return sort_entries(s, fail);
    return (s->count == 0 || spill(s, fail)) && open_runs(s, fail);
}

bool ks_sorter_next(ks_sorter *s, ks_span *next, ks_fail *fail)
{
    bool is_first = !s->is_read;
    *next = (ks_span){ 0 };
    if (is_first && !begin(s, fail))
        return false;
    if (s->run_count == 0) {
        if (s->next < s->count) {
            *next = (ks_span){ s->entries[s->next].bytes, s->entries[s->next].size };
            s->next++;
        }
        return true;
    }
    if (!is_first && s->live) { // the one that was given before goes now
        if (!advance(s, s->heap[0], fail))
            return false;
        if (s->heap[0]->head.bytes == NULL)
            s->heap[0] = s->heap[--s->live];
        sink(s->heap, s->live, 0);
    }
    if (s->live)
        *next = (ks_span){ s->heap[0]->head.bytes, s->heap[0]->head.size };
    return true;
}
