// A log as a file: chunks one after another, and a header that says how many.
//
// A chunk is written when the next record does not fit into it. Names and templates begin anew
// in each chunk, so a record can be larger in the next chunk than it would have been in this one;
// one that does not fit into an empty chunk is refused.
#include "evidence/evtx/write.h"

#include "base/hash.h"
#include "evidence/evtx/write_chunk.h"

enum { file_head_size = 4096, file_crc_at = 124, event_budget = 8 * 1024 * 1024 };

struct ks_evtx_writer {
    ks_evtx_sink sink;
    ks_evtx_options options;
    evtx_write_chunk chunk;
    ks_arena event; // what one event needs while it is written; empty between events
    u64 chunks, records, next_id;
};

static bool put_into_file(void *own, u64 offset, ks_span bytes, ks_fail *fail)
{
    const ks_file *file = own;
    return ks_os_write_at(*file, offset, bytes, fail);
}

ks_evtx_sink ks_evtx_file_sink(ks_file *file) { return (ks_evtx_sink){ put_into_file, file }; }

static bool refuse_budget(const ks_arena *arena, ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, event_budget, 0, ks_str_of(arena->name));
}

bool ks_evtx_writer_open(ks_evtx_sink sink, const ks_evtx_options *options, ks_arena *arena,
                         ks_evtx_writer **writer, ks_fail *fail)
{
    ks_evtx_writer *w = ks_take(arena, ks_evtx_writer, 1);
    if (w == NULL || !evtx_write_chunk_open(&w->chunk, arena))
        return refuse_budget(arena, fail);
    w->sink = sink;
    w->options = options ? *options : (ks_evtx_options){ 0 };
    if (w->options.first_number == 0)
        w->options.first_number = 1;
    if (w->options.minor == 0)
        w->options.minor = 1;
    w->event = *arena;
    w->next_id = 1;
    evtx_write_chunk_begin(&w->chunk, w->options.first_number);
    *writer = w;
    return true;
}

bool ks_evtx_writer_seal(ks_evtx_writer *w, ks_fail *fail)
{
    if (w->chunk.is_empty)
        return true;
    evtx_write_chunk_seal(&w->chunk);
    u64 offset = file_head_size + w->chunks * chunk_size;
    if (!w->sink.put(w->sink.own, offset, (ks_span){ w->chunk.bytes, chunk_size }, fail))
        return false;
    w->chunks++;
    evtx_write_chunk_begin(&w->chunk, w->chunk.last_number + 1);
    return true;
}

bool ks_evtx_writer_close(ks_evtx_writer *w, ks_fail *fail)
{
    if (!ks_evtx_writer_seal(w, fail))
        return false;
    u8 head[file_head_size] = { 0 };
    memcpy(head, "ElfFile", 8);
    ks_store64(head + 16, w->chunks ? w->chunks - 1 : 0);
    ks_store64(head + 24, w->next_id);
    ks_store32(head + 32, 128); // bytes of the header that are used
    ks_store16(head + 36, w->options.minor);
    ks_store16(head + 38, 3);
    ks_store16(head + 40, file_head_size);
    // 16 bits: in larger logs readers take the count from the file's size
    ks_store16(head + 42, w->chunks > UINT16_MAX ? UINT16_MAX : (u16)w->chunks);
    ks_store32(head + 120, w->options.flags);
    ks_store32(head + file_crc_at, ks_crc32(0, (ks_span){ head, 120 })); // the flags left out
    return w->sink.put(w->sink.own, 0, (ks_span){ head, sizeof head }, fail);
}

u64 ks_evtx_writer_count(const ks_evtx_writer *w) { return w->records; }

u64 ks_evtx_writer_next_id(const ks_evtx_writer *w) { return w->next_id; }

static bool add(ks_evtx_writer *w, const ks_evtx_head *given, const ks_evtx_instance *instance,
                const ks_element *plain, ks_fail *fail)
{
    ks_evtx_head head = *given;
    if (head.id == 0)
        head.id = w->next_id;
    ks_fail why = { 0 };
    if (!evtx_write_chunk_add(&w->chunk, &head, instance, plain, &why)) {
        bool is_tried = w->chunk.is_empty || why.reason != KS_BAD_SIZE;
        if (is_tried) {
            *fail = why;
            return false;
        }
        if (!ks_evtx_writer_seal(w, fail) ||
            !evtx_write_chunk_add(&w->chunk, &head, instance, plain, fail))
            return false;
    }
    w->next_id = head.id + 1;
    w->records++;
    return true;
}

bool ks_evtx_write_instance(ks_evtx_writer *w, const ks_evtx_head *head,
                            const ks_evtx_instance *instance, ks_fail *fail)
{
    return add(w, head, instance, NULL, fail);
}

bool ks_evtx_write_plain(ks_evtx_writer *w, const ks_evtx_head *head, const ks_element *root,
                         ks_fail *fail)
{
    return add(w, head, NULL, root, fail);
}

bool ks_evtx_write_tree(ks_evtx_writer *w, const ks_evtx_head *head, const ks_element *event,
                        ks_fail *fail)
{
    ks_arena scratch = w->event;
    bool is_plain = false;
    const ks_evtx_instance *instance = evtx_derive(event, &scratch, &is_plain);
    if (instance == NULL)
        return refuse_budget(&scratch, fail);
    return is_plain ? add(w, head, NULL, event, fail) : add(w, head, instance, NULL, fail);
}

bool ks_evtx_write_copy(ks_evtx_writer *w, ks_event *event, ks_fail *fail)
{
    const ks_element *tree = ks_event_tree(event);
    if (tree == NULL)
        return refuse_budget(event->arena ? event->arena : &w->event, fail);
    ks_evtx_head head = { event->record_id, event->written_ticks };
    return ks_evtx_write_tree(w, &head, tree, fail);
}

bool ks_evtx_write_event(ks_evtx_writer *w, const ks_made_event *event, ks_fail *fail)
{
    ks_arena before = w->event;
    u64 id = event->record_id ? event->record_id : w->next_id;
    u64 written = event->written_ticks ? event->written_ticks : event->ticks;
    const ks_element *tree = ks_made_event_tree(event, id, &w->event);
    bool is_written = tree ? ks_evtx_write_tree(w, &(ks_evtx_head){ id, written }, tree, fail)
                           : ks_refuse(fail, KS_BAD_VALUE, event->id, 0, KS_STR("made event"));
    w->event = before;
    return is_written;
}
