// Recognition by content. What is a log or an export is read, what is an archive is opened; what is
// known to be something else is told apart from what is not known at all, since only the latter may
// be an image worth carving.
#include "evidence/sniff.h"

#include "evidence/jsonlog/jsonlog.h"

const char *const ks_kind_words[KS_KIND_COUNT] = {
#define X(name, word) word,
    KS_KINDS(X)
#undef X
};

typedef struct {
    u8 kind;
    u16 offset;
    u8 size;
    const char *bytes;
} magic;

// clang-format off
static const magic magics[] = {
    { KS_KIND_EVTX, 0, 8, "ElfFile\0" },
    { KS_KIND_RAW, 0, 8, "ElfChnk\0" },     // chunks without a file: cut out, or a lost header
    { KS_KIND_RAW, 4096, 8, "ElfChnk\0" },  // a file whose header is gone
    { KS_KIND_ARCHIVE, 0, 4, "PK\3\4" },    // zip
    { KS_KIND_ARCHIVE, 0, 4, "PK\5\6" },    // an empty one
    { KS_KIND_ARCHIVE, 0, 4, "PK\7\10" },   // the first part of a split one
    { KS_KIND_ARCHIVE, 0, 6, "7z\xbc\xaf\x27\x1c" },
    { KS_KIND_ARCHIVE, 0, 3, "\x1f\x8b\x08" },
    { KS_KIND_ARCHIVE, 0, 3, "BZh" },
    { KS_KIND_ARCHIVE, 0, 6, "\xfd" "7zXZ\0" },
    { KS_KIND_ARCHIVE, 0, 4, "\x28\xb5\x2f\xfd" }, // zstd
    { KS_KIND_ARCHIVE, 257, 5, "ustar" },
    { KS_KIND_OTHER, 0, 4, "regf" },
    { KS_KIND_OTHER, 0, 3, "MAM" },         // compressed prefetch
    { KS_KIND_OTHER, 4, 4, "SCCA" },        // prefetch
    { KS_KIND_OTHER, 4, 4, "LfLe" },        // Windows XP's .evt
    { KS_KIND_OTHER, 0, 4, "FILE" },        // $MFT
    { KS_KIND_OTHER, 0, 4, "RSTR" },        // $LogFile
    { KS_KIND_OTHER, 0, 16, "SQLite format 3\0" },
    { KS_KIND_OTHER, 4, 4, "\xef\xcd\xab\x89" }, // ESE database (SRUM)
    { KS_KIND_OTHER, 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" }, // OLE
    { KS_KIND_OTHER, 0, 4, "L\0\0\0" },     // shortcut
    { KS_KIND_OTHER, 0, 4, "!BDN" },        // Outlook's .pst
    { KS_KIND_OTHER, 0, 2, "MZ" },
    { KS_KIND_OTHER, 0, 4, "\x7f" "ELF" },
    { KS_KIND_OTHER, 0, 4, "%PDF" },
    { KS_KIND_OTHER, 0, 4, "\x89PNG" },
    { KS_KIND_OTHER, 0, 3, "\xff\xd8\xff" },
    { KS_KIND_OTHER, 0, 4, "GIF8" },
    { KS_KIND_OTHER, 0, 4, "Rar!" },
    { KS_KIND_OTHER, 0, 4, "MSCF" },
    { KS_KIND_OTHER, 0, 4, "\x00\x05\x16\x07" }, // AppleDouble: "._name" beside a file
};
// clang-format on

static bool has(ks_span head, size_t offset, const void *bytes, size_t size)
{
    return head.size >= offset + size && memcmp(head.at + offset, bytes, size) == 0;
}

// Office documents, Java archives and their like are zips, and none that holds evidence.
static bool is_document(ks_span head)
{
    static const char *const first_members[] = { "[Content_Types].xml", "mimetype", "META-INF/",
                                                 "AndroidManifest.xml", "_rels/" };
    for (size_t i = 0; i < countof(first_members); i++) {
        if (has(head, 0, "PK\3\4", 4) && has(head, 30, first_members[i], strlen(first_members[i])))
            return true;
    }
    return false;
}

bool sniff_is_compressed(ks_span head)
{
    return has(head, 0, "\x1f\x8b\x08", 3) || has(head, 0, "BZh", 3) ||
           has(head, 0,
               "\xfd"
               "7zXZ\0",
               6) ||
           has(head, 0, "\x28\xb5\x2f\xfd", 4);
}

// Text in UTF-8 or UTF-16: no log, and nothing to carve. A byte 0 is in neither's ASCII part.
static bool is_text(ks_span head)
{
    size_t odd = 0, size = head.size < 1024 ? head.size : 1024;
    if (has(head, 0, "\xff\xfe", 2) || has(head, 0, "\xfe\xff", 2))
        return true;
    for (size_t i = 0; i < size; i++)
        odd +=
            head.at[i] < 0x20 && (head.at[i] == 0 || memchr("\t\n\f\r\x1b", head.at[i], 5) == NULL);
    return odd == 0;
}

ks_kind sniff(ks_span head, u64 size)
{
    if (size == 0 || head.size == 0)
        return KS_KIND_EMPTY;
    for (size_t i = 0; i < countof(magics); i++) {
        const magic *m = &magics[i];
        if (has(head, m->offset, m->bytes, m->size))
            return m->kind == KS_KIND_ARCHIVE && is_document(head) ? KS_KIND_OTHER
                                                                   : (ks_kind)m->kind;
    }
    if (ks_jsonlog_probe(head))
        return KS_KIND_JSON;
    return is_text(head) ? KS_KIND_OTHER : KS_KIND_UNKNOWN;
}
