// The sources of a run, one after the other: the entries of the walk in their order, archives
// opened where they stand, members and all. What no reader gets has its row in the ledger from
// here.
#include "evidence/source.h"

#include "base/os_signal.h"
#include "evidence/met.h"
#include "evidence/sniff.h"
#include "evidence/tongue.h"

static const u64 archive_size_default = (u64)64 << 30, archive_ratio_default = 200;
static const size_t arena_budget = (size_t)8 << 30;

static bool take_buffers(ks_sources *s)
{
    s->head = ks_arena_room(&s->names, sniff_size);
    s->copy_buffer = ks_arena_room(&s->names, copy_buffer_size);
    s->hasher = ks_arena_take(&s->names, ks_hasher_size(), 1, 64);
    for (size_t i = 0; i < archive_depth_most; i++) {
        size_t size = archive_memory_size + sniff_size * 2;
        u8 *bytes = ks_arena_room(&s->names, size);
        if (bytes == NULL)
            return false;
        s->levels[i].arena_empty =
            (ks_arena){ .at = bytes, .end = bytes + size, .name = "archive" };
    }
    return s->head && s->copy_buffer && s->hasher;
}

static void close_arenas(ks_sources *s)
{
    if (s->limits.tongue)
        tongue_close(s->limits.tongue); // lives in the names
    if (s->rows_whole.name)
        ks_arena_close(&s->rows_whole);
    if (s->names_whole.name)
        ks_arena_close(&s->names_whole);
}

bool ks_sources_open(ks_sources **sources, const char *const *paths, size_t count,
                     const ks_sources_options *options, ks_arena *run, ks_fail *fail)
{
    ks_sources *s = ks_take(run, ks_sources, 1);
    if (s == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, sizeof *s, 0, ks_str_of(run->name));
    s->options = *options;
    s->limits.size_most =
        options->archive_size_most ? options->archive_size_most : archive_size_default;
    s->limits.ratio_most =
        options->archive_ratio_most ? options->archive_ratio_most : archive_ratio_default;
    bool is_open = ks_arena_open(&s->names, "sources", arena_budget);
    if (is_open)
        s->names_whole = s->names;
    is_open = is_open && ks_arena_open(&s->rows, "ledger", arena_budget);
    if (is_open)
        s->rows_whole = s->rows;
    if (!is_open || !take_buffers(s))
        ks_refuse(fail, KS_OVER_BUDGET, (i64)arena_budget, 0, KS_STR("sources"));
    else if (walk_paths(paths, count, &s->walk, &s->names, fail)) {
        for (size_t i = 0; i < s->walk.count; i++)
            s->size += s->walk.entries[i].info.size;
        s->limits.tongue = tongue_open(&s->names);
        *sources = s;
        return true;
    }
    close_arenas(s);
    return false;
}

// --- what was met

// A source without content yet; NULL: past the budget, and fail says so.
static met *meet(ks_sources *s, ks_str path, ks_fail *fail)
{
    met *m = path.size ? ks_take(&s->names, met, 1) : NULL;
    bool has_room = m && s->count < s->capacity;
    if (m && !has_room) {
        met **grown = ks_arena_grow(&s->names, s->all, sizeof *s->all, s->count, &s->capacity);
        has_room = grown != NULL;
        s->all = grown ? grown : s->all;
    }
    if (!has_room || s->count == UINT32_MAX) {
        ks_refuse(fail, KS_OVER_BUDGET, sizeof *m, (i64)arena_budget, KS_STR("sources"));
        return NULL;
    }
    m->source = (ks_source){ .number = (u32)s->count, .path = path, .ledger = &m->ledger };
    m->ledger.arena = &s->names;
    m->size = UINT64_MAX;
    s->all[s->count++] = m;
    return m;
}

static void note(met *m, ks_ledger_kind kind)
{
    ks_ledger_add(&m->ledger, (ks_ledger_row){ .kind = kind });
}

static void unread(ks_sources *s, met *m, ks_fail fail)
{
    ks_ledger_row row = { .kind = KS_LEDGER_UNREAD, .fail = fail };
    row.fail.place.source = m->source.number;
    row.fail.text = fail.text.size ? ks_arena_keep(&s->names, fail.text) : m->source.path;
    if (m->size != UINT64_MAX) {
        row.size = m->size;
        m->ledger.bytes_lost += m->size;
    }
    ks_ledger_add(&m->ledger, row);
}

// --- archives

static bool open_level(ks_sources *s, level *l, ks_span head, ks_fail *fail)
{
    l->arena = l->arena_empty;
    u8 *kept = ks_take(&l->arena, u8, head.size);
    if (kept == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)head.size, 0, KS_STR("archive"));
    memcpy(kept, head.at, head.size);
    l->head = (ks_span){ kept, head.size };
    return archive_open(&l->reader, l->from, l->head, &s->limits, &l->arena, fail);
}

static void enter_archive(ks_sources *s, met *m, bytes_from *from, ks_span head)
{
    ks_fail fail = { 0 };
    if (s->depth == archive_depth_most) {
        ks_refuse(&fail, KS_ARCHIVE_NESTED, archive_depth_most + 1, archive_depth_most,
                  m->source.path);
        unread(s, m, fail);
        return;
    }
    level *l = &s->levels[s->depth];
    l->about = m;
    l->from = from;
    if (open_level(s, l, head, &fail))
        s->depth++;
    else
        unread(s, m, fail);
}

static void leave_archive(ks_sources *s) { archive_close(s->levels[--s->depth].reader); }

// Stands once more before the bytes of the entry `index`, in the archive that is open.
static bool return_to(ks_sources *s, u64 index, ks_fail *fail)
{
    level *l = &s->levels[s->depth - 1];
    archive_member member = { 0 };
    size_t got = 0;
    archive_close(l->reader);
    if (!l->from->at(l->from, 0, s->copy_buffer, sniff_size, &got, fail) ||
        !open_level(s, l, (ks_span){ s->copy_buffer, got }, fail))
        return false;
    do {
        ks_arena scratch = s->names;
        if (!archive_next(l->reader, &member, &scratch, fail))
            return false;
    } while (member.index < index);
    return true;
}

// The part of a path behind its last slash, without the ending.
static ks_str stem(ks_str path)
{
    const char *slash = memrchr(path.at, '/', path.size);
    size_t from = slash ? (size_t)(slash - path.at) + 1 : 0;
    ks_str name = ks_str_from(path, from);
    const char *dot = memrchr(name.at, '.', name.size);
    if (dot && dot > name.at)
        name.size = (size_t)(dot - name.at);
    return name;
}

// "kape.zip" and "C/Windows/x.evtx": "kape.zip!/C/Windows/x.evtx". A compressed file's member has
// the file's own name without its ending.
static ks_str member_path(ks_sources *s, ks_str archive, ks_str member)
{
    ks_str name = member.size ? member : stem(archive);
    while (name.size && name.at[0] == '/')
        name = (ks_str){ name.at + 1, name.size - 1 };
    char *path = ks_take(&s->names, char, archive.size + 2 + name.size);
    if (path == NULL)
        return (ks_str){ 0 };
    memcpy(path, archive.at, archive.size);
    memcpy(path + archive.size, "!/", 2);
    if (name.size)
        memcpy(path + archive.size + 2, name.at, name.size);
    return (ks_str){ path, archive.size + 2 + name.size };
}

// --- one stream: what it is, and whether a reader gets it

static ks_kind kind_of(const ks_sources *s, ks_span head, u64 size)
{
    ks_kind kind = sniff(head, size);
    bool can_be_carved = kind == KS_KIND_UNKNOWN || kind == KS_KIND_OTHER;
    return s->options.carve && can_be_carved ? KS_KIND_RAW : kind;
}

// True: the stream is open for a reader. `index`: of the member in its archive.
static bool look(ks_sources *s, met *m, bytes_from *from, u64 index)
{
    ks_fail fail = { 0 };
    size_t got = 0;
    m->size = from->size;
    // What could be read of the front is evidence, whatever came behind it.
    bool is_front = bytes_fill(from, s->head, sniff_size, &got, &fail);
    if (!is_front && got == 0) {
        unread(s, m, fail);
        return false;
    }
    ks_span head = { s->head, got };
    if (is_front && from->size == UINT64_MAX && got < sniff_size)
        m->size = got; // all there is
    m->source.kind = kind_of(s, head, m->size);
    bool is_archive = m->source.kind == KS_KIND_ARCHIVE;
    bool is_read = m->source.kind == KS_KIND_EVTX || m->source.kind == KS_KIND_JSON ||
                   m->source.kind == KS_KIND_RAW;
    if (s->options.gives_all && m->source.kind != KS_KIND_EMPTY && !is_archive)
        is_read = true;
    if (!is_read && !is_archive) {
        note(m, m->source.kind == KS_KIND_EMPTY ? KS_LEDGER_NOTE_EMPTY : KS_LEDGER_NOTE_FOREIGN);
        return false;
    }
    bool is_used = false;
    if (is_front && !s->options.gives_copies && copy_is(s, m, from, head, &is_used))
        return false;
    if (is_used) {
        bool is_back = return_to(s, index, &fail);
        from = archive_bytes(s->levels[s->depth - 1].reader);
        if (!is_back || !bytes_fill(from, s->head, sniff_size, &got, &fail)) {
            unread(s, m, fail);
            return false;
        }
        head.size = got;
    }
    if (is_archive) {
        enter_archive(s, m, from, head);
        return false;
    }
    source_stream_open(&s->stream, from, head, &s->names, s->options.interrupted);
    s->stream.failed = fail;
    m->ledger.arena = &s->rows;
    return true;
}

// The next member of the innermost archive. NULL: it is left (fail->reason NONE), or no memory.
static met *next_member(ks_sources *s, archive_member *member, ks_fail *fail)
{
    level *l = &s->levels[s->depth - 1];
    ks_fail why = { 0 };
    if (!archive_next(l->reader, member, &s->names, &why)) {
        if (why.reason != KS_NONE)
            unread(s, l->about, why);
        leave_archive(s);
        return NULL;
    }
    met *m = meet(s, member_path(s, l->about->source.path, member->path), fail);
    if (m && member->is_encrypted) {
        m->size = member->size;
        ks_refuse(&why, KS_ARCHIVE_ENCRYPTED, 0, 0, m->source.path);
        unread(s, m, why);
    }
    return m;
}

static void close_entry(ks_sources *s)
{
    if (s->is_open)
        file_bytes_close(&s->file);
    s->is_open = false;
}

// The next entry of the walk. True: its stream is open for a reader.
static bool next_entry(ks_sources *s, ks_source **source, ks_fail *fail)
{
    if (s->next)
        s->passed += s->walk.entries[s->next - 1].info.size;
    const walk_entry *entry = &s->walk.entries[s->next++];
    ks_fail why = entry->fail;
    met *m = meet(s, source_name(entry->path, &s->names), fail);
    if (m == NULL)
        return false;
    if (entry->kind == WALK_SPECIAL) {
        m->source.kind = KS_KIND_OTHER;
        note(m, KS_LEDGER_NOTE_FOREIGN);
        return false;
    }
    bool is_file = entry->kind == WALK_FILE;
    m->size = is_file ? entry->info.size : UINT64_MAX;
    if (entry->kind == WALK_FAILED ||
        !file_bytes_open(&s->file, entry->path, is_file, entry->info.size, &why)) {
        unread(s, m, why);
        return false;
    }
    s->is_open = true;
    m->file = is_file ? entry->path : NULL;
    *source = &m->source;
    return look(s, m, &s->file.from, 0);
}

bool ks_sources_next(ks_sources *s, ks_source **source, ks_stream **stream, ks_fail *fail)
{
    *stream = &s->stream.stream;
    for (;;) {
        if (ks_is_interrupted(s->options.interrupted))
            return ks_refuse(fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
        if (s->depth > 0) {
            archive_member member = { 0 };
            met *m = next_member(s, &member, fail);
            if (m && !member.is_encrypted &&
                look(s, m, archive_bytes(s->levels[s->depth - 1].reader), member.index)) {
                *source = &m->source;
                return true;
            }
        } else {
            close_entry(s);
            if (s->next == s->walk.count)
                return false;
            if (next_entry(s, source, fail))
                return true;
        }
        if (fail->reason != KS_NONE)
            return false;
    }
}

void ks_sources_close(ks_sources *s)
{
    while (s->depth > 0)
        leave_archive(s);
    close_entry(s);
    close_arenas(s);
}

size_t ks_sources_count(const ks_sources *s) { return s->count; }

ks_source *ks_sources_at(const ks_sources *s, size_t number) { return &s->all[number]->source; }

bool ks_sources_is_only(const ks_sources *s) { return s->walk.count == 1 && s->depth == 0; }

u64 ks_sources_size(const ks_sources *s) { return s->size; }

u64 ks_sources_done(const ks_sources *s)
{
    u64 here = !s->is_open ? 0 : s->depth ? archive_packed(s->levels[0].reader) : s->file.offset;
    u64 most = s->next ? s->walk.entries[s->next - 1].info.size : 0;
    return s->passed + (here < most ? here : most);
}

bool ks_sources_paths(const ks_sources *s, ks_sources_each_path *each, void *context)
{
    for (size_t i = 0; i < s->walk.count; i++) {
        const walk_entry *entry = &s->walk.entries[i];
        if (entry->kind == WALK_FILE && !each(context, entry->path, entry->is_linked))
            return false;
    }
    return true;
}
