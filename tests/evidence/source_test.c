// Every case is a folder made for it, and the list of sources that has to come out: path, kind,
// "given" with the bytes that a reader got, and the rows of the ledger.
#include "evidence/source.h"

#include "base/number.h"

#include "test.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { path_size = 512, list_size = 8192 };

typedef struct {
    const char *name, *bytes;
    size_t size;
    size_t zeros; // more bytes behind, all 0
} member;

#define LOG      "ElfFile\0 and what a log has"
#define LOG2     "ElfFile\0 and what another has"
#define BYTES(b) (b), sizeof(b) - 1
#define EXPORT   "{\"EventID\":1,\"Channel\":\"Security\",\"Hostname\":\"A\",\"SeverityValue\":2}\n"

static const char *in(const char *name)
{
    static char paths[8][path_size];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, path_size, "%s/%s", scratch(), name);
    return path;
}

static void make_file(const char *name, const void *bytes, size_t size)
{
    FILE *file = fopen(in(name), "wb");
    if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        abort();
}

static void make_folder(const char *name)
{
    if (mkdir(in(name), 0777) != 0)
        abort();
}

static void write_members(struct archive *a, const member *members, size_t count)
{
    static const char zeros[4096];
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, members[i].name);
        archive_entry_set_size(entry, (la_int64_t)(members[i].size + members[i].zeros));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        if (archive_write_header(a, entry) < ARCHIVE_WARN)
            abort();
        archive_write_data(a, members[i].bytes, members[i].size);
        for (size_t left = members[i].zeros; left;) {
            size_t step = left < sizeof zeros ? left : sizeof zeros;
            archive_write_data(a, zeros, step);
            left -= step;
        }
        archive_entry_free(entry);
    }
}

static void make_archive(const char *name, const char *format, const char *options,
                         const member *members, size_t count)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before = uselocale(utf8);
    struct archive *a = archive_write_new();
    const char *filter = strchr(format, '|');
    char format_name[16] = { 0 };
    size_t size = filter ? (size_t)(filter - format) : strlen(format);
    memcpy(format_name, format, size);
    if (archive_write_set_format_by_name(a, format_name) != ARCHIVE_OK ||
        (filter && archive_write_add_filter_by_name(a, filter + 1) != ARCHIVE_OK) ||
        (options && archive_write_set_options(a, options) != ARCHIVE_OK) ||
        archive_write_set_passphrase(a, "secret") != ARCHIVE_OK ||
        archive_write_open_filename(a, in(name)) != ARCHIVE_OK)
        abort();
    write_members(a, members, count);
    if (archive_write_close(a) != ARCHIVE_OK)
        abort();
    archive_write_free(a);
    uselocale(before);
    freelocale(utf8);
}

#define ARCHIVE(name, format, options, ...)                                    \
    make_archive((name), (format), (options), (const member[]){ __VA_ARGS__ }, \
                 sizeof((const member[]){ __VA_ARGS__ }) / sizeof(member))

// Reads the stream to its end, as a reader would.
static void read_all(ks_source *source, ks_stream *stream, ks_hasher *hasher)
{
    static u8 buffer[100000];
    ks_fail fail = { 0 };
    ks_hasher_begin(hasher);
    for (size_t got = 1; got > 0; source->ledger->size += got) {
        if (!stream->read(stream, buffer, sizeof buffer, &got, &fail)) {
            ks_ledger_add(source->ledger,
                          (ks_ledger_row){ .kind = KS_LEDGER_UNREAD, .fail = fail });
            return;
        }
        ks_hasher_add(hasher, (ks_span){ buffer, got });
    }
    source->ledger->hash = ks_hasher_end(hasher);
    source->ledger->is_whole = true;
}

static const char *reason_word(ks_reason reason)
{
    static const char *const words[] = {
#define X(name, arguments) #name,
        KS_REASONS(X)
#undef X
    };
    return words[reason];
}

static void print_source(ks_out *out, const ks_source *source, bool is_given)
{
    size_t front = strlen(scratch()) + 1;
    ks_str path = source->path;
    if (path.size > front && memcmp(path.at, scratch(), front - 1) == 0)
        path = (ks_str){ path.at + front, path.size - front };
    ks_out_put(out, path);
    ks_out_byte(out, ' ');
    ks_out_put(out, ks_str_of(ks_kind_words[source->kind]));
    if (is_given) {
        KS_PUT(out, " given ");
        ks_out_u64(out, source->ledger->size);
    }
    for (size_t i = 0; i < source->ledger->row_count; i++) {
        const ks_ledger_row *row = &source->ledger->rows[i];
        ks_out_byte(out, ' ');
        ks_out_put(out, ks_str_of(ks_ledger_words[row->kind]));
        if (row->kind == KS_LEDGER_UNREAD || row->kind == KS_LEDGER_SHRANK) {
            ks_out_byte(out, ':');
            ks_out_put(out, ks_str_of(reason_word(row->fail.reason)));
        }
        if (row->kind == KS_LEDGER_NOTE_COPY) {
            ks_out_byte(out, ':');
            ks_out_i64(out, row->number[0]);
        }
    }
    ks_out_byte(out, '\n');
}

static ks_sources_options options;

// All sources of the paths, one a line.
static const char *list(const char *const *paths, size_t count)
{
    static char text[list_size + ks_out_slack];
    static bool given[1000];
    ks_arena run, whole;
    ks_fail fail = { 0 };
    ks_sources *sources = NULL;
    ks_source *source;
    ks_stream *stream;
    ks_out out = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + list_size };
    memset(given, 0, sizeof given);
    if (!ks_arena_open(&run, "run", 1 << 20))
        abort();
    whole = run;
    ks_hasher *hasher = ks_arena_take(&run, ks_hasher_size(), 1, 64);
    if (!ks_sources_open(&sources, paths, count, &options, &run, &fail)) {
        ks_out_put(&out, ks_str_of(reason_word(fail.reason)));
    } else {
        while (ks_sources_next(sources, &source, &stream, &fail)) {
            given[source->number] = true;
            read_all(source, stream, hasher);
        }
        for (size_t i = 0; i < ks_sources_count(sources); i++)
            print_source(&out, ks_sources_at(sources, i), given[i]);
        if (fail.reason != KS_NONE)
            ks_out_put(&out, ks_str_of(reason_word(fail.reason)));
        ks_sources_close(sources);
    }
    ks_arena_close(&whole);
    *out.at = 0;
    return text;
}

static void expect(const char *sentence, const char *path, const char *expected)
{
    const char *paths[] = { in(path) };
    const char *found = list(paths, 1);
    if (!check(sentence, strcmp(found, expected) == 0))
        remark("found:\n%s", found);
}

static void kinds(void)
{
    make_folder("kinds");
    make_file("kinds/a.txt", BYTES(LOG));
    make_file("kinds/b.evtx", BYTES("just a text\n"));
    make_file("kinds/c", BYTES("ElfChnk\0 of a log that was lost"));
    make_file("kinds/d.json", BYTES(EXPORT));
    make_file("kinds/e.json", BYTES("{\"version\":1,\"bookmarks\":[]}"));
    make_file("kinds/f.log", "", 0);
    make_file("kinds/g", BYTES("regf\0\0\0\0"));
    make_file("kinds/h.bin", BYTES("\x01\x02\x03\x04\0\0\0\0"));
    make_file("kinds/i.csv", BYTES("\xef\xbb\xbf" EXPORT));
    make_file("kinds/j.docx", BYTES("PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\23\0\0\0"
                                    "[Content_Types].xml"));
    expect("a stream is what its first bytes say, whatever its name", "kinds",
           "kinds/a.txt evtx given 27\n"
           "kinds/b.evtx other foreign\n"
           "kinds/c raw given 31\n"
           "kinds/d.json json given 68\n"
           "kinds/e.json other foreign\n"
           "kinds/f.log empty empty\n"
           "kinds/g other foreign\n"
           "kinds/h.bin unknown foreign\n"
           "kinds/i.csv json given 71\n"
           "kinds/j.docx other foreign\n");
    options.carve = true;
    expect("with carving, what is no log and no archive is given as raw bytes", "kinds",
           "kinds/a.txt evtx given 27\n"
           "kinds/b.evtx raw given 12\n"
           "kinds/c raw given 31\n"
           "kinds/d.json json given 68\n"
           "kinds/e.json raw given 28\n"
           "kinds/f.log empty empty\n"
           "kinds/g raw given 8\n"
           "kinds/h.bin raw given 8\n"
           "kinds/i.csv json given 71\n"
           "kinds/j.docx raw given 49\n");
    options.carve = false;
}

static void folders(void)
{
    make_folder("tree");
    make_folder("tree/uploads");
    make_folder("tree/uploads/%5C%5C.%5CC%3A");
    make_file("tree/uploads/%5C%5C.%5CC%3A/Security.evtx", BYTES(LOG));
    make_folder("tree/a");
    make_file("tree/a/z.evtx", BYTES(LOG2));
    make_file("tree/a-b", BYTES("text"));
    if (symlink("../a", in("tree/uploads/loop")) || symlink("..", in("tree/a/up")) ||
        symlink("nowhere", in("tree/dangling")) || symlink(in("kinds/c"), in("tree/linked")) ||
        mkfifo(in("tree/pipe"), 0600))
        abort();
    expect("folders are walked in byte order; links to files are read, links to folders not twice, "
           "pipes never, and links to nowhere are named",
           "tree",
           "tree/a-b other foreign\n"
           "tree/a/z.evtx evtx given 29\n"
           "tree/dangling other foreign\n"
           "tree/linked raw given 31\n"
           "tree/pipe other foreign\n"
           "tree/uploads/%5C%5C.%5CC%3A/Security.evtx evtx given 27\n");
    const char *forward[] = { in("tree/a"), in("tree/uploads"), in("tree/a/z.evtx") };
    const char *backward[] = { forward[2], forward[1], forward[0] };
    char first[list_size];
    snprintf(first, sizeof first, "%s", list(forward, 3));
    check("paths in any order, and one inside the other, give the same sources",
          strcmp(first, list(backward, 3)) == 0 && strstr(first, "z.evtx evtx given"));
    const char *missing[] = { in("tree/a"), in("not/there") };
    check("a path that does not exist is refused", strcmp(list(missing, 2), "OPEN_FAILED") == 0);
}

static void copies(void)
{
    static char large[300000] = LOG;
    make_folder("copies");
    make_file("copies/1.evtx", large, sizeof large);
    large[200000] = 1;
    make_file("copies/2.evtx", large, sizeof large);
    make_file("copies/3.evtx", large, sizeof large);
    make_file("copies/4.evtx", large, sizeof large - 1);
    ARCHIVE("copies/5.zip", "zip", NULL, { "same", large, sizeof large, 0 },
            { "other", LOG, sizeof LOG - 1, 0 }, { "again", LOG, sizeof LOG - 1, 0 });
    large[200000] = 0;
    ARCHIVE("copies/6.tgz", "gnutar|gzip", NULL, { "almost", large, sizeof large - 2, 1 },
            { "same", large, sizeof large, 0 });
    large[250000] = 1;
    ARCHIVE("copies/7.zip", "zip", NULL, { "front", BYTES(LOG2), 0 },
            { "older", large, sizeof large, 0 }, { "behind", "ElfFile\0!", 9, 0 });
    expect("a copy of what was read is named and not read again, in archives too; equal fronts or "
           "equal sizes make no copy",
           "copies",
           "copies/1.evtx evtx given 300000\n"
           "copies/2.evtx evtx given 300000\n"
           "copies/3.evtx evtx copy_of:1\n"
           "copies/4.evtx evtx given 299999\n"
           "copies/5.zip archive\n"
           "copies/5.zip!/same evtx copy_of:1\n"
           "copies/5.zip!/other evtx given 27\n"
           "copies/5.zip!/again evtx copy_of:6\n"
           "copies/6.tgz archive\n"
           "copies/6.tgz!/almost evtx given 299999\n"
           "copies/6.tgz!/same evtx copy_of:0\n"
           "copies/7.zip archive\n"
           "copies/7.zip!/front evtx given 29\n"
           "copies/7.zip!/older evtx given 300000\n"
           "copies/7.zip!/behind evtx given 9\n");
}

static void archives(void)
{
    static const char *const formats[] = { "zip",          "7zip",      "gnutar",
                                           "gnutar|gzip",  "gnutar|xz", "gnutar|zstd",
                                           "gnutar|bzip2", "pax|gzip" };
    make_folder("formats");
    bool all = true;
    for (size_t i = 0; i < countof(formats); i++) {
        ARCHIVE("formats/x", formats[i], NULL, { "C/ログ/Security.evtx", BYTES(LOG), 70000 },
                { "C/readme.txt", BYTES("read me"), 0 });
        const char *found = list((const char *const[]){ in("formats/x") }, 1);
        bool is_right = strcmp(found, "formats/x archive\n"
                                      "formats/x!/C/ログ/Security.evtx evtx given 70027\n"
                                      "formats/x!/C/readme.txt other foreign\n") == 0;
        if (!is_right)
            remark("%s:\n%s", formats[i], found);
        all = all && is_right;
    }
    check("zip, 7z and tar, plain and by gzip, xz, zstd, bzip2, give their members with names in "
          "UTF-8",
          all);
    ARCHIVE("formats/log.evtx.gz", "raw|gzip", NULL, { "x", BYTES(LOG), 5 });
    expect("a compressed file is read like an archive of one", "formats/log.evtx.gz",
           "formats/log.evtx.gz archive\nformats/log.evtx.gz!/log.evtx evtx given 32\n");
}

static size_t load(const char *name, char *to, size_t most)
{
    FILE *file = fopen(in(name), "rb");
    size_t got = file ? fread(to, 1, most, file) : 0;
    if (file)
        fclose(file);
    return got;
}

static void nested(void)
{
    static char inner[4][20000];
    make_folder("nested");
    ARCHIVE("nested/x", "zip", NULL, { "in.evtx", BYTES(LOG), 0 });
    size_t zip = load("nested/x", inner[0], sizeof inner[0]);
    ARCHIVE("nested/x", "7zip", NULL, { "in7.evtx", BYTES(LOG2), 0 });
    size_t seven = load("nested/x", inner[1], sizeof inner[1]);
    ARCHIVE("nested/x", "gnutar|xz", NULL, { "deep.zip", inner[0], zip, 0 },
            { "beside.evtx", BYTES("ElfFile\0 beside"), 0 });
    size_t tar = load("nested/x", inner[2], sizeof inner[2]);
    ARCHIVE("nested/x", "zip", NULL, { "a.zip", inner[0], zip, 0 }, { "b.7z", inner[1], seven, 0 },
            { "c.txz", inner[2], tar, 0 }, { "d.evtx", BYTES("ElfFile\0 last"), 0 });
    expect("archives in an archive are opened, those in them are not, and the rest goes on",
           "nested",
           "nested/x archive\n"
           "nested/x!/a.zip archive\n"
           "nested/x!/a.zip!/in.evtx evtx given 27\n"
           "nested/x!/b.7z archive\n"
           "nested/x!/b.7z!/in7.evtx evtx given 29\n"
           "nested/x!/c.txz archive\n"
           "nested/x!/c.txz!/deep.zip archive unread:ARCHIVE_NESTED\n"
           "nested/x!/c.txz!/beside.evtx evtx given 15\n"
           "nested/x!/d.evtx evtx given 13\n");
}

static void hostile(void)
{
    static char zip[150000];
    make_folder("hostile");
    ARCHIVE("hostile/secret.zip", "zip", "zip:encryption=traditional",
            { "Security.evtx", BYTES(LOG), 0 }, { "b", BYTES(LOG2), 0 });
    expect("encrypted members are named as unread", "hostile/secret.zip",
           "hostile/secret.zip archive\n"
           "hostile/secret.zip!/Security.evtx unknown unread:ARCHIVE_ENCRYPTED\n"
           "hostile/secret.zip!/b unknown unread:ARCHIVE_ENCRYPTED\n");

    ARCHIVE("hostile/x", "zip", "zip:compression=store", { "a.evtx", BYTES(LOG), 0 },
            { "b.evtx", BYTES(LOG2), 0 });
    size_t size = load("hostile/x", zip, sizeof zip);
    char *inside = memmem(zip, size, "and what a log", 14);
    inside[0] ^= 1;
    make_file("hostile/crc.zip", zip, size);
    expect("a member whose checksum is wrong is given, told as damaged, and the next one is read",
           "hostile/crc.zip",
           "hostile/crc.zip archive\n"
           "hostile/crc.zip!/a.evtx evtx given 27 unread:ARCHIVE_DAMAGED\n"
           "hostile/crc.zip!/b.evtx evtx given 29\n");

    static char noise[200000] = LOG;
    for (u32 i = sizeof LOG, state = 1; i < sizeof noise; i++)
        noise[i] = (char)((state = state * 1664525 + 1013904223) >> 24);
    ARCHIVE("hostile/x", "gnutar|gzip", NULL, { "a.evtx", noise, sizeof noise, 0 });
    size = load("hostile/x", zip, sizeof zip);
    make_file("hostile/cut.tgz", zip, size);
    const char *found = list((const char *const[]){ in("hostile/cut.tgz") }, 1);
    check("an archive that is cut gives what is there and says that it is damaged",
          strstr(found, "a.evtx evtx given ") && strstr(found, "unread:ARCHIVE_DAMAGED"));

    make_file("hostile/false.zip", BYTES("PK\3\4 and then nothing of the kind"));
    expect("what only begins like an archive is an archive that is damaged", "hostile/false.zip",
           "hostile/false.zip archive unread:ARCHIVE_DAMAGED\n");
}

static void bombs(void)
{
    make_folder("bombs");
    ARCHIVE("bombs/size.tgz", "gnutar|gzip", NULL, { "a.evtx", BYTES(LOG), 200000 },
            { "b.evtx", BYTES(LOG2), 200000 });
    options.archive_size_most = 150000;
    const char *found = list((const char *const[]){ in("bombs/size.tgz") }, 1);
    check("an archive that unfolds to more than its limit ends there, and says so",
          strstr(found, "a.evtx evtx given ") && strstr(found, "unread:ARCHIVE_BOMB") &&
              !strstr(found, "b.evtx"));
    options.archive_size_most = 0;
    ARCHIVE("bombs/ratio.tzst", "gnutar|zstd", NULL, { "a.evtx", BYTES(LOG), (size_t)300 << 20 });
    found = list((const char *const[]){ in("bombs/ratio.tzst") }, 1);
    check("an archive that unfolds to far more than it holds ends there, and says so",
          strstr(found, "a.evtx evtx given 2") && strstr(found, "unread:ARCHIVE_BOMB"));
    options.archive_ratio_most = 1000000;
    found = list((const char *const[]){ in("bombs/ratio.tzst") }, 1);
    check("with a higher limit it is read", strstr(found, "a.evtx evtx given 314572827\n"));
    options.archive_ratio_most = 0;
}

static void rights(void)
{
    make_folder("closed");
    make_folder("closed/folder");
    make_file("closed/folder/x.evtx", BYTES(LOG));
    make_file("closed/no.evtx", BYTES(LOG));
    make_file("closed/yes.evtx", BYTES(LOG2));
    chmod(scratch(), 0755);
    chmod(in("closed/folder"), 0);
    chmod(in("closed/no.evtx"), 0);
    // Root may read everything: this is then done as somebody else.
    bool is_root = geteuid() == 0;
    if (is_root && seteuid(65534) != 0)
        abort();
    expect("a folder and a file without rights are named as unread, and the rest is read", "closed",
           "closed/folder unknown unread:OPEN_FAILED\n"
           "closed/no.evtx unknown unread:OPEN_FAILED\n"
           "closed/yes.evtx evtx given 29\n");
    if (is_root && seteuid(0) != 0)
        abort();
    chmod(in("closed/folder"), 0755);
}

static void names(void)
{
    make_folder("names");
    make_file("names/\xe3\x83\xad\xe3\x82\xb0\xff\xe3.evtx", BYTES(LOG));
    make_file("names/line\nbreak", BYTES(LOG2));
    expect("bytes of a name that are no UTF-8 are shown as such", "names",
           "names/line\nbreak evtx given 29\n"
           "names/ログ\\xff\\xe3.evtx evtx given 27\n");
}

// A zip as a Japanese Windows makes it: names in code page 932, and no flag that says so. Made by
// writing over an ASCII name, in the member's header and in the directory.
static void japanese_zip(const char *name, const char *bytes)
{
    static char zip[20000];
    ARCHIVE("names.zip", "zip", NULL, { "AAAA.evtx", BYTES(LOG), 0 });
    size_t size = load("names.zip", zip, sizeof zip);
    for (char *at; (at = memmem(zip, size, "AAAA.evtx", 9)) != NULL;)
        memcpy(at, bytes, 4);
    make_file(name, zip, size);
}

static void page_932(void)
{
    japanese_zip("windows.zip", "\x83\x8d\x83\x4f");
    expect("names in a zip of a Japanese Windows are read", "windows.zip",
           "windows.zip archive\nwindows.zip!/ログ.evtx evtx given 27\n");
    japanese_zip("odd.zip", "\x83\x20\xff\x4f");
    expect("names that are in no such code are shown byte by byte", "odd.zip",
           "odd.zip archive\nodd.zip!/\\x83 \\xffO.evtx evtx given 27\n");
}

static void shrinking(void)
{
    static char large[200000] = LOG;
    make_file("shrinks.evtx", large, sizeof large);
    const char *paths[] = { in("shrinks.evtx") };
    ks_arena run, whole;
    ks_sources *sources = NULL;
    ks_source *source;
    ks_stream *stream;
    ks_fail fail = { 0 };
    if (!ks_arena_open(&run, "run", 1 << 20))
        abort();
    whole = run;
    bool is_open = ks_sources_open(&sources, paths, 1, &options, &run, &fail) &&
                   ks_sources_next(sources, &source, &stream, &fail);
    check("a file is opened with the size that it has", is_open && stream->size == sizeof large);
    static u8 buffer[sizeof large];
    size_t all = 0, got = 1;
    if (truncate(in("shrinks.evtx"), 100000) != 0)
        abort();
    while (got > 0 && stream->read(stream, buffer, 7000, &got, &fail))
        all += got;
    check("a file that shrinks ends early: no signal, fewer bytes than promised",
          fail.reason == KS_NONE && all == 100000 && all < stream->size);
    ks_sources_close(sources);
    ks_arena_close(&whole);
}

static void interrupted(void)
{
    bool stop = true;
    options.interrupted = &stop;
    const char *found = list((const char *const[]){ in("kinds") }, 1);
    check("an interrupted run gets no more sources", strcmp(found, "INTERRUPTED") == 0);
    options.interrupted = NULL;
}

int main(void)
{
    kinds();
    folders();
    copies();
    archives();
    nested();
    hostile();
    bombs();
    rights();
    names();
    page_932();
    shrinking();
    interrupted();
    return checked();
}
