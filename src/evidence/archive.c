// libarchive, and all that is particular about it. Only formats and filters that it reads by itself
// are switched on, so that it never starts a helper program. Names are converted in C.UTF-8,
// whatever the environment says, for the length of each call: the locale is that of the thread.
#include "evidence/archive.h"

#include "evidence/tongue.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>

enum {
    buffer_size = 1 << 18,
    member_count_most = 1 << 20,
    warnings_most = 1000,
    kept_most = 256 << 20 // of an archive that needs seeking, in bytes that cannot seek
};
static const u64 ratio_floor = (u64)256 << 20;

struct archive_reader {
    bytes_from member; // first: what is handed out
    struct archive *archive;
    bytes_from *from;
    ks_span head;
    u64 offset;   // in the packed bytes
    u64 furthest; // of `offset`
    u8 *buffer;
    archive_limits limits;
    u64 unpacked, index, count;
    ks_str name;   // of the member at hand
    ks_span block; // of its bytes, not given yet
    u64 block_offset, member_offset;
    bool is_member_over;
    ks_fail warned; // it is damaged, but could be read
    ks_fail failed; // of the packed bytes: why libarchive got none
    ks_arena kept;  // of a copy in memory; its name is NULL: none
    ks_span copy;
    ks_fail over;    // a limit was reached: nothing more is unpacked
    char words[256]; // libarchive's, about the last mistake: its own live shorter
};

// The locale before; give it back to hush().
static locale_t speak(const archive_reader *r)
{
    return r->limits.tongue ? tongue_speak(r->limits.tongue) : (locale_t)0;
}

static void hush(locale_t before)
{
    if (before)
        uselocale(before);
}

// --- the packed bytes, as libarchive asks for them

static la_ssize_t on_read(struct archive *a, void *own, const void **bytes)
{
    archive_reader *r = own;
    size_t got = 0;
    *bytes = r->buffer;
    bool is_read = true;
    if (r->copy.at) {
        u64 left = r->copy.size - r->offset;
        got = left < buffer_size ? (size_t)left : buffer_size;
        *bytes = r->copy.at + r->offset;
    } else if (r->from->at) {
        is_read = r->from->at(r->from, r->offset, r->buffer, buffer_size, &got, &r->failed);
    } else if (r->offset < r->head.size) {
        got = r->head.size - (size_t)r->offset;
        *bytes = r->head.at + r->offset;
    } else {
        is_read = r->from->next(r->from, r->buffer, buffer_size, &got, &r->failed);
    }
    if (!is_read) {
        archive_set_error(a, EIO, "cannot read");
        return ARCHIVE_FATAL;
    }
    r->offset += got;
    r->furthest = r->offset > r->furthest ? r->offset : r->furthest;
    return (la_ssize_t)got;
}

static u64 packed_size(const archive_reader *r)
{
    return r->copy.at ? r->copy.size : r->from->size;
}

static la_int64_t on_seek(struct archive *a, void *own, la_int64_t offset, int whence)
{
    archive_reader *r = own;
    la_int64_t base = whence == SEEK_SET   ? 0
                      : whence == SEEK_CUR ? (la_int64_t)r->offset
                                           : (la_int64_t)packed_size(r);
    if (__builtin_add_overflow(base, offset, &base) || base < 0 || (u64)base > packed_size(r)) {
        archive_set_error(a, EINVAL, "an offset outside of the archive");
        return ARCHIVE_FATAL;
    }
    r->offset = (u64)base;
    return base;
}

static la_int64_t on_skip(struct archive *a, void *own, la_int64_t request)
{
    archive_reader *r = own;
    (void)a;
    u64 left = packed_size(r) - r->offset;
    u64 step = request < 0 ? 0 : (u64)request < left ? (u64)request : left;
    r->offset += step;
    return (la_int64_t)step;
}

// --- opening

static bool is_7z(ks_span head)
{
    return head.size >= 6 && memcmp(head.at, "7z\xbc\xaf\x27\x1c", 6) == 0;
}

static bool damaged(archive_reader *r, ks_fail *fail)
{
    const char *words = archive_error_string(r->archive);
    if (r->failed.reason != KS_NONE) {
        *fail = r->failed;
        return false;
    }
    // A 7z can have its list of members encrypted as well.
    if (is_7z(r->head) && archive_read_has_encrypted_entries(r->archive) > 0 && r->count == 0)
        return ks_refuse(fail, KS_ARCHIVE_ENCRYPTED, 0, 0, (ks_str){ 0 });
    size_t size = words ? strnlen(words, sizeof r->words) : 0;
    if (size)
        memcpy(r->words, words, size);
    return ks_refuse(fail, KS_ARCHIVE_DAMAGED, 0, 0, (ks_str){ r->words, size });
}

// A 7z's directory is at its end. Where the bytes come only once they are kept, up to a limit.
static bool keep_copy(archive_reader *r, ks_fail *fail)
{
    size_t got = 0;
    if (!ks_arena_open(&r->kept, "archive in an archive", kept_most))
        return ks_refuse(fail, KS_OVER_BUDGET, kept_most, kept_most, KS_STR("archive"));
    u8 *bytes = r->kept.at; // by hand: taking would touch all of its pages
    size_t room = (size_t)(r->kept.end - r->kept.at);
    ks_arena_open_bytes(bytes, room);
    memcpy(bytes, r->head.at, r->head.size);
    if (!bytes_fill(r->from, bytes + r->head.size, room - r->head.size, &got, fail))
        return false;
    if (got == room - r->head.size)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)room, kept_most, ks_str_of(r->kept.name));
    r->copy = (ks_span){ bytes, got + r->head.size };
    return true;
}

static bool set_up(archive_reader *r, bool is_raw)
{
    struct archive *a = r->archive;
    bool is_good = archive_read_support_format_zip(a) == ARCHIVE_OK &&
                   archive_read_support_format_7zip(a) == ARCHIVE_OK &&
                   archive_read_support_format_tar(a) == ARCHIVE_OK &&
                   (!is_raw || archive_read_support_format_raw(a) == ARCHIVE_OK);
    // Each is there, and built in: a filter that needs a program answers ARCHIVE_WARN.
    if (archive_zlib_version())
        is_good = archive_read_support_filter_gzip(a) == ARCHIVE_OK && is_good;
    if (archive_bzlib_version())
        is_good = archive_read_support_filter_bzip2(a) == ARCHIVE_OK && is_good;
    if (archive_liblzma_version())
        is_good = archive_read_support_filter_xz(a) == ARCHIVE_OK && is_good;
    if (archive_libzstd_version())
        is_good = archive_read_support_filter_zstd(a) == ARCHIVE_OK && is_good;
    archive_read_set_read_callback(a, on_read);
    archive_read_set_callback_data(a, r);
    if (r->copy.at || r->from->at) {
        archive_read_set_seek_callback(a, on_seek);
        archive_read_set_skip_callback(a, on_skip);
    }
    return is_good;
}

// The next block of the member; bytes that a sparse file leaves out are counted, not made yet.
// archive_read_data is not used: it forgets the bytes of the call in which it meets damage.
static bool next_block(archive_reader *r, ks_fail *fail)
{
    const void *bytes = NULL;
    size_t size = 0;
    la_int64_t offset = 0;
    for (unsigned warnings = 0; !r->is_member_over && r->block.size == 0;) {
        int result = archive_read_data_block(r->archive, &bytes, &size, &offset);
        if (result == ARCHIVE_EOF) {
            r->is_member_over = true;
        } else if (result < ARCHIVE_WARN || (result != ARCHIVE_OK && ++warnings > warnings_most)) {
            r->is_member_over = true;
            return damaged(r, fail);
        } else if (result != ARCHIVE_OK) { // a checksum: said at the end
            damaged(r, &r->warned);
        }
        if (result >= ARCHIVE_WARN && result != ARCHIVE_EOF) {
            r->block = (ks_span){ bytes, size };
            r->block_offset = offset < 0 ? 0 : (u64)offset;
        }
    }
    if (r->block.size == 0 && r->warned.reason != KS_NONE) {
        *fail = r->warned;
        return false;
    }
    return true;
}

static bool is_within_limits(archive_reader *r, size_t got, ks_fail *fail)
{
    r->unpacked += got;
    u64 packed = r->furthest ? r->furthest : 1;
    bool is_ratio = r->unpacked > ratio_floor && r->unpacked / packed > r->limits.ratio_most;
    u64 most = is_ratio ? packed * r->limits.ratio_most : r->limits.size_most;
    if (r->over.reason == KS_NONE && (is_ratio || r->unpacked > most))
        ks_refuse(&r->over, KS_ARCHIVE_BOMB, (i64)r->unpacked, (i64)most, r->name);
    if (r->over.reason != KS_NONE)
        *fail = r->over;
    return r->over.reason == KS_NONE;
}

static bool member_next(bytes_from *from, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    archive_reader *r = (archive_reader *)from;
    *got = 0;
    if (!is_within_limits(r, 0, fail) || !next_block(r, fail))
        return false;
    if (r->block.size == 0)
        return true; // the end
    u64 hole = r->block_offset > r->member_offset ? r->block_offset - r->member_offset : 0;
    if (hole) {
        *got = hole < size ? (size_t)hole : size;
        memset(to, 0, *got);
    } else {
        *got = r->block.size < size ? r->block.size : size;
        memcpy(to, r->block.at, *got);
        r->block = (ks_span){ r->block.at + *got, r->block.size - *got };
        r->block_offset += *got;
    }
    r->member_offset += *got;
    return is_within_limits(r, *got, fail);
}

bool archive_open(archive_reader **reader, bytes_from *from, ks_span head,
                  const archive_limits *limits, ks_arena *arena, ks_fail *fail)
{
    archive_reader *r = ks_take(arena, archive_reader, 1);
    u8 *buffer = ks_take(arena, u8, buffer_size);
    if (r == NULL || buffer == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, buffer_size, 0, ks_str_of(arena->name));
    *r = (archive_reader){ .member = { .next = member_next, .size = UINT64_MAX },
                           .from = from,
                           .head = head,
                           .buffer = buffer,
                           .limits = *limits };
    *reader = r;
    if (from->at == NULL && is_7z(head) && !keep_copy(r, fail)) {
        archive_close(r);
        return false;
    }
    r->archive = archive_read_new();
    if (r->archive == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("libarchive"));
    locale_t before = speak(r);
    bool is_raw = head.size > 0 && head.at[0] != 'P' && !is_7z(head);
    bool is_open = set_up(r, is_raw) && archive_read_open1(r->archive) == ARCHIVE_OK;
    hush(before);
    if (!is_open) {
        damaged(r, fail);
        archive_close(r);
        return false;
    }
    return true;
}

void archive_close(archive_reader *reader)
{
    if (reader->archive)
        archive_read_free(reader->archive);
    if (reader->kept.name)
        ks_arena_close(&reader->kept);
    reader->archive = NULL;
    reader->kept.name = NULL;
}

// --- members

static ks_str name_of(const archive_reader *r, struct archive_entry *entry, ks_arena *arena)
{
    if (archive_format(r->archive) == ARCHIVE_FORMAT_RAW)
        return (ks_str){ 0 };
    const char *name = archive_entry_pathname(entry);
    if (name == NULL)
        name = archive_entry_pathname_utf8(entry);
    return tongue_name(r->limits.tongue, name ? name : "", arena);
}

bool archive_next(archive_reader *reader, archive_member *member, ks_arena *arena, ks_fail *fail)
{
    archive_reader *r = reader;
    for (unsigned warnings = 0; warnings < warnings_most;) {
        struct archive_entry *entry = NULL;
        if (r->over.reason == KS_NONE && r->count >= member_count_most)
            ks_refuse(&r->over, KS_TOO_MANY, (i64)r->count + 1, member_count_most,
                      KS_STR("members of an archive"));
        if (r->over.reason != KS_NONE) {
            *fail = r->over;
            return false;
        }
        locale_t before = speak(r);
        int result = archive_read_next_header(r->archive, &entry);
        if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
            member->path = name_of(r, entry, arena);
        hush(before);
        if (result == ARCHIVE_EOF)
            return false;
        if (result == ARCHIVE_FATAL)
            return damaged(r, fail);
        if (result == ARCHIVE_RETRY || result == ARCHIVE_FAILED) {
            warnings++;
            continue;
        }
        member->index = r->count++;
        bool is_file =
            archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == NULL;
        if (!is_file)
            continue;
        member->size = UINT64_MAX;
        if (archive_entry_size_is_set(entry) && archive_entry_size(entry) >= 0)
            member->size = (u64)archive_entry_size(entry);
        member->is_encrypted = archive_entry_is_encrypted(entry) > 0;
        r->member.size = member->size;
        r->block = (ks_span){ 0 };
        r->member_offset = 0;
        r->is_member_over = false;
        r->warned = (ks_fail){ 0 };
        r->name = member->path;
        return true;
    }
    return damaged(r, fail);
}

bytes_from *archive_bytes(archive_reader *reader) { return &reader->member; }

u64 archive_packed(const archive_reader *reader) { return reader->furthest; }
