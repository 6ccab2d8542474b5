// Copies: a stream whose size and first bytes equal those of a source before is hashed, and with
// equal hashes it is named as a copy and not given to a reader. So nothing is read twice but
// copies, and what nearly is one: a log and its own older state may share their first bytes.
#include "base/os_signal.h"
#include "evidence/met.h"
#include "evidence/sniff.h"

static bool hash_rest(ks_sources *s, bytes_from *from, u64 offset)
{
    ks_fail fail;
    for (size_t got = 1; got > 0; offset += got) {
        bool is_read = from->at
                           ? from->at(from, offset, s->copy_buffer, copy_buffer_size, &got, &fail)
                           : from->next(from, s->copy_buffer, copy_buffer_size, &got, &fail);
        if (!is_read || ks_is_interrupted(s->options.interrupted))
            return false;
        ks_hasher_add(s->hasher, (ks_span){ s->copy_buffer, got });
    }
    return true;
}

static bool hash_all(ks_sources *s, bytes_from *from, ks_span head, ks_content_hash *hash)
{
    ks_hasher_begin(s->hasher);
    ks_hasher_add(s->hasher, head);
    if (!hash_rest(s, from, head.size))
        return false;
    *hash = ks_hasher_end(s->hasher);
    return true;
}

// The hash of a source before: known from its reading, or made now if it is a file.
static bool has_hash(ks_sources *s, met *m)
{
    file_bytes file;
    ks_fail fail;
    if (!m->has_hash && m->ledger.is_whole && m->ledger.size == m->size) {
        m->hash = m->ledger.hash;
        m->has_hash = true;
    }
    if (!m->has_hash && m->file && file_bytes_open(&file, m->file, true, m->size, &fail)) {
        m->has_hash = hash_all(s, &file.from, (ks_span){ 0 }, &m->hash);
        file_bytes_close(&file);
    }
    return m->has_hash;
}

static bool is_alike(const met *a, const met *b)
{
    u64 size = a->size != UINT64_MAX ? a->size : a->ledger.is_whole ? a->ledger.size : UINT64_MAX;
    return a->head_hash == b->head_hash && size == b->size && size != UINT64_MAX;
}

bool copy_is(ks_sources *s, met *m, bytes_from *from, ks_span head, bool *is_used)
{
    m->head_hash = ks_hash(head, 0) | 1;
    *is_used = false;
    // A member that was read for its hash must be found again in its archive.
    bool can_return = from->at || (s->depth == 1 && s->levels[0].from->at);
    size_t i = 0;
    while (i < m->source.number && !is_alike(s->all[i], m))
        i++;
    if (i == m->source.number || !can_return)
        return false;
    *is_used = from->at == NULL;
    m->has_hash = hash_all(s, from, head, &m->hash);
    for (; m->has_hash && i < m->source.number; i++) {
        met *other = s->all[i];
        if (!is_alike(other, m) || !has_hash(s, other) ||
            memcmp(&other->hash, &m->hash, sizeof m->hash) != 0)
            continue;
        ks_ledger_row row = { .kind = KS_LEDGER_NOTE_COPY, .number = { (i64)i } };
        ks_ledger_add(&m->ledger, row);
        m->ledger.size = m->size;
        m->ledger.hash = m->hash;
        m->ledger.is_whole = true;
        m->head_hash = 0; // the first one stays the original
        return true;
    }
    return false;
}
