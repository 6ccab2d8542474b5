// Feeding the pipeline: the sources' bytes, cut into blocks of whole chunks or whole records. A
// log that has wrapped is read from its oldest chunk on. See block.h.
#include "evidence/feed.h"

#include "base/os_signal.h"

enum { slot_head = 32 };

static void note(reading *r, ks_ledger_kind kind, u64 offset, u64 size, i64 first, i64 second)
{
    block_add_row(r->fed,
                  (ks_ledger_row){
                      .kind = kind, .offset = offset, .size = size, .number = { first, second } });
}

static void unread(reading *r, const ks_fail *fail)
{
    ks_ledger_row row = { .kind = fail->reason == KS_SHRANK ? KS_LEDGER_SHRANK : KS_LEDGER_UNREAD,
                          .offset = r->at,
                          .fail = *fail };
    if (r->stream->size != UINT64_MAX && r->stream->size > r->at)
        row.size = r->stream->size - r->at;
    r->fed->bytes_lost += row.size;
    block_add_row(r->fed, row);
    r->at_end = true;
}

// Fills `to` as far as the stream has bytes; counts and hashes them.
static size_t take(reading *r, u8 *to, size_t size)
{
    size_t done = 0;
    while (done < size && !r->at_end) {
        size_t got = 0;
        ks_fail fail = { 0 };
        if (!r->stream->read(r->stream, to + done, size - done, &got, &fail)) {
            unread(r, &fail);
            break;
        }
        if (got == 0) {
            r->at_end = true;
            if (r->stream->size != UINT64_MAX && r->at + done < r->stream->size) {
                r->at += done;
                ks_refuse(&fail, KS_SHRANK, (i64)r->at, (i64)r->stream->size, r->source->path);
                unread(r, &fail);
                r->at -= done;
            } else {
                r->source->ledger->is_whole = true;
            }
        }
        done += got;
    }
    ks_hasher_add(r->hasher, (ks_span){ to, done });
    r->at += done;
    return done;
}

// The slot with the oldest chunk of a wrapped log; 0 when the slots are in order.
static u64 oldest_slot(reading *r)
{
    u64 oldest = 0, least = UINT64_MAX, first = UINT64_MAX;
    for (u64 i = 0; i < r->slot_count; i++) {
        u8 head[slot_head];
        size_t got = 0;
        ks_fail fail = { 0 };
        u64 offset = evtx_file_block + i * evtx_chunk_size;
        if (!r->stream->read_at(r->stream, offset, head, sizeof head, &got, &fail) ||
            got < sizeof head)
            break;
        if (memcmp(head, "ElfChnk", 8) != 0)
            continue;
        u64 number = ks_load64(head + 8);
        first = first == UINT64_MAX ? number : first;
        if (number < least) {
            least = number;
            oldest = i;
        }
    }
    return first == least ? 0 : oldest;
}

static bool begin_evtx(reading *r)
{
    u8 head[evtx_file_block];
    ks_fail fail = { 0 };
    ks_ledger *ledger = r->source->ledger;
    size_t got = take(r, head, sizeof head);
    if (!evtx_file_read((ks_span){ head, got }, &r->file, &fail)) {
        unread(r, &fail);
        return false;
    }
    ledger->header_next_id = r->file.next_record_id;
    if (!r->file.is_sound)
        note(r, KS_LEDGER_HEADER_CRC, 0, evtx_file_head, 0, 0);
    if (r->file.major != 3)
        note(r, KS_LEDGER_NOTE_VERSION, 36, 4, r->file.major, r->file.minor);
    if (r->file.is_dirty)
        note(r, KS_LEDGER_NOTE_DIRTY, 120, 4, 0, 0);
    if (r->file.is_full) {
        note(r, KS_LEDGER_NOTE_FULL, 120, 4, 0, 0);
        ledger->size_limit = r->stream->size == UINT64_MAX ? 0 : r->stream->size;
    }
    if (!r->file.has_checksums)
        note(r, KS_LEDGER_NOTE_NO_CRC, 120, 4, 0, 0);
    r->first_slot = 0;
    r->is_turned = false;
    bool is_seekable = r->stream->read_at && r->stream->size != UINT64_MAX;
    bool may_be_wrapped = r->file.first_chunk > r->file.last_chunk || r->file.is_dirty;
    if (is_seekable && may_be_wrapped && r->stream->size > evtx_file_block) {
        r->slot_count = (r->stream->size - evtx_file_block) / evtx_chunk_size;
        r->first_slot = oldest_slot(r);
        r->is_turned = r->first_slot != 0;
        if (r->is_turned)
            note(r, KS_LEDGER_NOTE_WRAPPED, evtx_file_block, 0, (i64)r->first_slot, 0);
    }
    return true;
}

static bool begin_source(reading *r)
{
    ks_fail fail = { 0 };
    if (!ks_sources_next(r->sources, &r->source, &r->stream, &fail)) {
        r->source = NULL;
        if (fail.reason != KS_NONE) {
            *r->fail = fail;
            ks_stop_set(&r->stop);
        }
        return false;
    }
    r->is_only = ks_sources_is_only(r->sources);
    ks_hasher_begin(r->hasher);
    r->at = r->carry_size = 0;
    r->at_end = false;
    if (r->source->kind == KS_KIND_EVTX)
        r->at_end = !begin_evtx(r) || r->at_end;
    if (r->source->kind == KS_KIND_JSON) {
        r->carry_size = take(r, r->carry, ks_jsonlog_head_size);
        ks_jsonlog_begin(&r->json, (ks_span){ r->carry, r->carry_size });
    }
    return true;
}

// A log that ends before the chunks that its header counts. (The count has 16 bits: a larger log
// holds more than it tells, never less.)
static void check_size(reading *r)
{
    u64 promised = evtx_file_block + (u64)r->file.chunk_count * evtx_chunk_size;
    if (r->source->kind != KS_KIND_EVTX || !r->source->ledger->is_whole || r->at >= promised)
        return;
    ks_fail fail = { 0 };
    ks_refuse(&fail, KS_TRUNCATED, (i64)promised, (i64)r->at, KS_STR("chunks of the log"));
    r->fed->bytes_lost += promised - r->at;
    block_add_row(r->fed, (ks_ledger_row){ .kind = KS_LEDGER_UNREAD,
                                           .offset = r->at,
                                           .size = promised - r->at,
                                           .fail = fail });
}

static bool end_source(reading *r, block *b)
{
    ks_ledger *ledger = r->source->ledger;
    check_size(r);
    ledger->size = r->at;
    ledger->hash = ks_hasher_end(r->hasher);
    ks_ledger_row row;
    if (r->source->kind == KS_KIND_JSON && ks_jsonlog_note(&r->json, &row))
        block_add_row(b, row);
    b->kind = BLOCK_END;
    b->source = r->source;
    b->size = 0;
    b->offset = r->at;
    b->is_last = true;
    r->source = NULL;
    return true;
}

// A wrapped log: hashed and counted first in the order of its bytes, then read in two parts.
static bool next_turned(reading *r, block *b)
{
    while (!r->at_end) // what is read here is only hashed
        take(r, b->bytes, block_slots * (size_t)evtx_chunk_size);
    ks_fail fail = { 0 };
    u64 whole = r->stream->size - evtx_file_block; // a last slot that is cut included
    u64 done = r->last_slot_end;
    u64 turned = done + r->first_slot * (u64)evtx_chunk_size;
    if (done >= whole)
        return false;
    u64 from = turned >= whole ? turned - whole : turned;
    u64 most = (turned >= whole ? r->first_slot * (u64)evtx_chunk_size : whole) - from;
    size_t size = block_slots * (size_t)evtx_chunk_size;
    size = most < size ? (size_t)most : size;
    b->offset = evtx_file_block + from;
    if (!r->stream->read_at(r->stream, b->offset, b->bytes, size, &b->size, &fail) ||
        b->size < size) {
        if (fail.reason == KS_NONE)
            ks_refuse(&fail, KS_SHRANK, (i64)b->size, (i64)size, r->source->path);
        unread(r, &fail);
        r->is_turned = false;
        return false;
    }
    r->last_slot_end += size;
    return true;
}

static bool next_slots(reading *r, block *b)
{
    b->kind = BLOCK_SLOTS;
    b->is_dirty = r->file.is_dirty;
    b->is_carved = false;
    if (r->is_turned)
        return next_turned(r, b);
    b->offset = r->at;
    b->size = take(r, b->bytes, block_slots * (size_t)evtx_chunk_size);
    return b->size != 0;
}

// Bytes that are no log: chunks are looked for at every 512 bytes, as disks have them, and at any
// place where the eight bytes of their magic stand.
static bool next_carved(reading *r, block *b)
{
    static const u8 magic[8] = { 'E', 'l', 'f', 'C', 'h', 'n', 'k', 0 };
    const size_t most = 4 << 20;
    b->kind = BLOCK_SLOTS;
    b->is_dirty = b->is_carved = true;
    for (;;) {
        if (r->carry_size < most && !r->at_end)
            r->carry_size += take(r, r->carry + r->carry_size, most - r->carry_size);
        if (r->carry_size < 8)
            return false;
        u64 base = r->at - r->carry_size;
        const u8 *found = memmem(r->carry, r->carry_size, magic, sizeof magic);
        size_t at = found ? (size_t)(found - r->carry) : r->carry_size - 7;
        size_t left = r->carry_size - at;
        bool is_whole = found && (left >= evtx_chunk_size || r->at_end);
        size_t size = !is_whole ? 0 : left < evtx_chunk_size ? left : evtx_chunk_size;
        if (is_whole && (left < evtx_chunk_head || ks_load32(found + 40) != 128))
            size = 8; // the magic alone: text about logs, not a log
        if (size > 8) {
            memcpy(b->bytes, found, size);
            b->offset = base + at;
            b->size = size;
        }
        r->carry_size -= at + size;
        memmove(r->carry, r->carry + at + size, r->carry_size);
        if (size > 8)
            return true;
        if (!found && r->at_end)
            return false;
    }
}

static bool next_json(reading *r, block *b)
{
    b->kind = BLOCK_JSON;
    size_t want = ks_jsonlog_block_size;
    for (;;) {
        if (r->carry_size < want && !r->at_end)
            r->carry_size += take(r, r->carry + r->carry_size, want - r->carry_size);
        if (r->carry_size == 0)
            return false;
        size_t size =
            ks_jsonlog_cut(&r->json, (ks_span){ r->carry, r->carry_size }, r->at_end, &b->json);
        if (size) {
            memcpy(b->bytes, r->carry, size);
            b->size = size;
            b->offset = b->json.offset;
            r->carry_size -= size;
            memmove(r->carry, r->carry + size, r->carry_size);
            return true;
        }
        if (r->at_end)
            return false;
        want = want < ks_jsonlog_record_most ? want * 2 : ks_jsonlog_record_most;
    }
}

bool feed_next(void *shared, void *item)
{
    reading *r = shared;
    block *b = item;
    r->fed = b;
    if (ks_stop_is_set(&r->stop))
        return false;
    if (ks_is_interrupted(r->how->interrupted)) {
        ks_refuse(r->fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
        ks_stop_set(&r->stop);
        return false;
    }
    if (r->source == NULL) {
        if (!begin_source(r))
            return false;
        r->last_slot_end = 0;
    }
    b->source = r->source;
    b->is_last = false;
    b->has_keys = r->seen && !r->is_only;
    bool more = false;
    if (r->source->kind == KS_KIND_EVTX)
        more = (r->is_turned || !r->at_end) && next_slots(r, b);
    else if (r->source->kind == KS_KIND_JSON)
        more = next_json(r, b);
    else if (r->source->kind == KS_KIND_RAW)
        more = next_carved(r, b);
    return more || end_source(r, b);
}
