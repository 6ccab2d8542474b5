// libarchive as this room needs it: every format that it reads by itself, from memory, links and
// paths looked at, and limits on what comes out. Helper programs are never started: filters that
// would need one answer ARCHIVE_WARN and are not there.
#include "inspect/unpack.h"

#include "evidence/tongue.h"
#include "inspect/ascii.h"
#include "inspect/document.h"
#include "inspect/ending.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

enum {
    links_told = 5,
    outside_told = 5,
    encrypted_told = 5,
    programs_told = 5,
    name_most = 2048,
    ratio_most = 100
};
static const u64 ratio_floor = (u64)64 << 20;

typedef struct {
    inspection *in;
    const item *it;
    struct archive *archive;
    u64 unpacked;
    u32 links, outside, encrypted, programs, members;
    members_role role;
    bool is_over;
} unpacking;

static bool set_up(struct archive *a)
{
    // A format that this build of the library lacks is not supported, no more.
    archive_read_support_format_zip(a);
    archive_read_support_format_7zip(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_rar(a);
    archive_read_support_format_rar5(a);
    archive_read_support_format_cab(a);
    archive_read_support_format_lha(a);
    archive_read_support_format_iso9660(a);
    archive_read_support_format_raw(a);
    bool is_good = true;
    if (archive_zlib_version())
        is_good = archive_read_support_filter_gzip(a) == ARCHIVE_OK;
    if (archive_bzlib_version())
        is_good = archive_read_support_filter_bzip2(a) == ARCHIVE_OK && is_good;
    if (archive_liblzma_version())
        is_good = archive_read_support_filter_xz(a) == ARCHIVE_OK && is_good;
    if (archive_libzstd_version())
        is_good = archive_read_support_filter_zstd(a) == ARCHIVE_OK && is_good;
    return is_good;
}

static bool leads_outside(ks_str name)
{
    bool is_absolute = name.size && (name.at[0] == '/' || name.at[0] == '\\');
    bool is_drive = name.size > 2 && ascii_is_letter(name.at[0]) && name.at[1] == ':';
    for (size_t i = 0; i + 1 < name.size; i++) {
        bool begins = i == 0 || name.at[i - 1] == '/' || name.at[i - 1] == '\\';
        bool is_up = name.at[i] == '.' && name.at[i + 1] == '.' &&
                     (i + 2 == name.size || name.at[i + 2] == '/' || name.at[i + 2] == '\\');
        if (begins && is_up)
            return true;
    }
    return is_absolute || is_drive;
}

static void say_bomb(unpacking *u)
{
    ks_statement *s = inspect_say(u->in, u->it, KS_INSPECT_ARCHIVE_BOMB);
    said_number(s, u->unpacked);
    said_number(s, u->it->bytes.size);
    u->in->result->is_incomplete = true;
    u->is_over = true;
}

typedef struct {
    u8 *at;
    size_t size, capacity;
} growing;

// Room for `size` bytes, zeros behind what is there; false: none left.
static bool make_room(growing *g, size_t size, ks_arena *arena)
{
    size_t capacity = g->capacity ? g->capacity : 16 << 10;
    while (capacity < size)
        capacity *= 2;
    if (capacity > g->capacity) {
        u8 *larger = ks_take(arena, u8, capacity);
        if (larger == NULL)
            return false;
        if (g->size)
            memcpy(larger, g->at, g->size);
        g->at = larger;
        g->capacity = capacity;
    }
    g->size = size > g->size ? size : g->size;
    return true;
}

// The member's bytes, as far as the limits go.
static ks_span read_member(unpacking *u, bool *is_cut)
{
    u64 room = inspection_room(u->in);
    room = room < part_most ? room : part_most;
    growing g = { 0 };
    const void *block = NULL;
    size_t got = 0;
    la_int64_t offset = 0;
    *is_cut = true;
    for (u32 warnings = 0; warnings < 1000;) {
        int result = archive_read_data_block(u->archive, &block, &got, &offset);
        *is_cut = result != ARCHIVE_EOF;
        if (result == ARCHIVE_EOF || result < ARCHIVE_WARN)
            break;
        warnings += result != ARCHIVE_OK;
        u->unpacked += got;
        if (u->unpacked > ratio_floor && u->unpacked / ratio_most > u->it->bytes.size) {
            say_bomb(u);
            break;
        }
        u64 end = offset < 0 ? UINT64_MAX : (u64)offset + got;
        if (end > room || end < got || !make_room(&g, (size_t)end, u->in->arena))
            break;
        if (got)
            memcpy(g.at + (end - got), block, got);
    }
    return (ks_span){ g.at, g.size };
}

// A compressed file has no name for what is in it: its own, without the ending.
static ks_str inner_name(const item *it)
{
    ks_str name = it->name;
    for (size_t i = name.size; i > 1; i--) {
        if (name.at[i - 1] == '.')
            return part_of(name, 0, i - 1);
    }
    return KS_STR("[1]");
}

static ks_str member_name(unpacking *u, struct archive_entry *entry)
{
    if (archive_format(u->archive) == ARCHIVE_FORMAT_RAW)
        return inner_name(u->it);
    const char *name = archive_entry_pathname(entry);
    name = name ? name : archive_entry_pathname_utf8(entry);
    ks_str text = name && u->in->all->tongue ? tongue_name(u->in->all->tongue, name, u->in->arena)
                                             : ks_str_of(name ? name : "?");
    return bytes_text(u->in->arena, ks_str_span(text), name_most);
}

static void told(unpacking *u, u32 *count, u32 most, ks_statement_kind kind, ks_str name)
{
    if ((*count)++ < most)
        said_text(inspect_say(u->in, u->it, kind), name);
}

// A program under a name of something else is told by its name; one that says what it is, here.
static void judge_part(unpacking *u, item *member, ks_str name)
{
    ks_arena scratch = *u->in->arena;
    content_kind kind = content_kind_of(member, &scratch);
    member->is_foreign = office_part_is_foreign(member, kind, scratch);
    if (member->is_foreign && content_is_program(kind) &&
        content_fits(kind, ending_of(member->name)) != ENDING_LIES)
        told(u, &u->programs, programs_told, KS_INSPECT_OBJECT_PACKAGE, name);
}

static void on_member(unpacking *u, struct archive_entry *entry)
{
    ks_str name = member_name(u, entry);
    if (leads_outside(name))
        told(u, &u->outside, outside_told, KS_INSPECT_ARCHIVE_OUTSIDE, name);
    const char *target = archive_entry_symlink(entry);
    target = target ? target : archive_entry_hardlink(entry);
    if (target && u->links++ < links_told) {
        ks_statement *s = inspect_say(u->in, u->it, KS_INSPECT_ARCHIVE_LINK);
        said_text(s, name);
        said_text(s, bytes_text(u->in->arena, ks_str_span(ks_str_of(target)), 256));
    }
    if (target || archive_entry_filetype(entry) != AE_IFREG)
        return;
    item member = { .name = name, .is_packed = true, .is_inner = u->role != MEMBERS_ARE_FILES };
    for (size_t i = name.size; i > 0 && member.name.size == name.size; i--) {
        if (name.at[i - 1] == '/' || name.at[i - 1] == '\\')
            member.name = part_of(name, i, SIZE_MAX);
    }
    u->members++;
    if (archive_entry_is_encrypted(entry) > 0) {
        told(u, &u->encrypted, encrypted_told, KS_INSPECT_ARCHIVE_ENCRYPTED, name);
        member.is_sealed = true; // its name still says something
    } else {
        member.bytes = read_member(u, &member.is_cut);
        u->in->result->is_incomplete = u->in->result->is_incomplete || member.is_cut;
        if (u->role == MEMBERS_ARE_PARTS_OF_OFFICE)
            judge_part(u, &member, name);
    }
    inspection_add(u->in, u->it, member);
}

static void say_damaged(unpacking *u)
{
    const char *words = archive_error_string(u->archive);
    bool is_password = words && (strstr(words, "ncrypt") || strstr(words, "assphrase"));
    if (is_password && u->members == 0) {
        said_text(inspect_say(u->in, u->it, KS_INSPECT_ARCHIVE_ENCRYPTED), u->it->name);
        return;
    }
    said_text(inspect_say(u->in, u->it, KS_INSPECT_ARCHIVE_DAMAGED),
              bytes_text(u->in->arena, ks_str_span(ks_str_of(words ? words : "?")), 200));
    u->in->result->is_incomplete = true;
}

static void read_members(unpacking *u)
{
    u32 failures = 0;
    while (!u->is_over && failures < 100 && u->members <= parts_most) {
        struct archive_entry *entry = NULL;
        int result = archive_read_next_header(u->archive, &entry);
        if (result == ARCHIVE_EOF)
            return;
        if (result == ARCHIVE_FATAL ||
            (result != ARCHIVE_OK && result != ARCHIVE_WARN && ++failures == 100)) {
            say_damaged(u);
            return;
        }
        if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
            on_member(u, entry);
    }
}

void inspect_archive(inspection *in, const item *it, members_role role)
{
    unpacking u = { .in = in, .it = it, .archive = archive_read_new(), .role = role };
    if (u.archive == NULL || it->depth >= depth_most) {
        if (u.archive)
            said_number(inspect_say(in, it, KS_INSPECT_TOO_DEEP), depth_most);
        in->result->is_incomplete = true;
        archive_read_free(u.archive);
        return;
    }
    locale_t before = in->all->tongue ? tongue_speak(in->all->tongue) : (locale_t)0;
    if (!set_up(u.archive) ||
        archive_read_open_memory(u.archive, it->bytes.at, it->bytes.size) != ARCHIVE_OK)
        say_damaged(&u);
    else
        read_members(&u);
    archive_read_free(u.archive);
    if (before)
        uselocale(before);
}
