// What a program says about itself, and what its structure says about that.
#include "inspect/pe.h"

#include "inspect/ascii.h"
#include "inspect/kind.h"

enum { name_shown = 120, shannon_least = 4096 };

typedef struct {
    ks_str original, product, company, description;
} version;

// --- VERSIONINFO: blocks of length, value's length, type, key, value, children; all aligned to 4

static ks_str wide_until_nul(ks_arena *arena, ks_cursor *c, const char *field)
{
    size_t start = c->next;
    while (ks_ok(c) && ks_u16(c, field) != 0)
        ;
    size_t size = ks_ok(c) ? c->next - start - 2 : 0;
    return size ? utf16_text(arena, (ks_span){ c->bytes.at + start, size }, 256)
                : (ks_str){ "", 0 };
}

static void align_4(ks_cursor *c)
{
    size_t next = (c->next + 3) & ~(size_t)3;
    c->next = next < c->bytes.size ? next : c->bytes.size;
}

static void take_string(version *v, ks_str key, ks_str value)
{
    if (ascii_equal(key, KS_STR("OriginalFilename")))
        v->original = value;
    else if (ascii_equal(key, KS_STR("ProductName")))
        v->product = value;
    else if (ascii_equal(key, KS_STR("CompanyName")))
        v->company = value;
    else if (ascii_equal(key, KS_STR("FileDescription")))
        v->description = value;
}

// Strings are found by walking all blocks as one row: a block's children follow its value, so that
// going into a block is going on behind its key and value.
static version read_version(ks_arena *arena, ks_span bytes)
{
    version v = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
    ks_cursor c = { .bytes = bytes };
    for (u32 n = 0; n < 512 && ks_left(&c) >= 6; n++) {
        size_t start = c.next;
        u32 length = ks_u16(&c, "length"), value = ks_u16(&c, "value"), type = ks_u16(&c, "type");
        ks_str key = wide_until_nul(arena, &c, "key");
        align_4(&c);
        if (!ks_ok(&c) || length < 6)
            break;
        bool is_string = type == 1 && value > 0;
        bool is_root = ascii_equal(key, KS_STR("VS_VERSION_INFO"));
        if (is_string) {
            size_t left = ks_left(&c), size = (size_t)value * 2;
            ks_span text = { c.bytes.at + c.next, size < left ? size : left };
            take_string(&v, key, ascii_trim(utf16_text(arena, text, 256)));
            c.next = start + length < bytes.size ? start + length : bytes.size;
        } else if (is_root || ascii_equal(key, KS_STR("Var"))) {
            (void)ks_bytes(&c, value, "value");
        } else if (ascii_equal(key, KS_STR("Translation"))) {
            c.next = start + length < bytes.size ? start + length : bytes.size;
        }
        align_4(&c);
    }
    return v;
}

static ks_str without_ending(ks_str name)
{
    const char *dot = name.size > 1 ? memrchr(name.at + 1, '.', name.size - 1) : NULL;
    return dot ? part_of(name, 0, (size_t)(dot - name.at)) : name;
}

static void check_version(inspection *in, const item *it, const pe *p, content_kind kind)
{
    // Tools that attackers rename, by the name that their makers gave them.
    static const char *const tools =
        "powershell.exe cmd.exe pwsh.dll psexesvc.exe psexec.c psexec.exe rundll32.exe "
        "regsvr32.exe mshta.exe "
        "wscript.exe cscript.exe certutil.exe bitsadmin.exe msbuild.exe installutil.exe wmic.exe "
        "procdump "
        "procdump.exe schtasks.exe sc.exe net.exe net1.exe reg.exe vssadmin.exe wevtutil.exe "
        "ntdsutil.exe "
        "mimikatz.exe rar.exe 7z.exe rclone.exe anydesk.exe adfind.exe nc.exe autoit3.exe curl.exe "
        "putty.exe plink.exe plink pscp.exe";
    pe_resource found;
    version v = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
    if (pe_find_resource(p, 16, 0, &found))
        v = read_version(in->arena, found.bytes);
    ks_statement *s = inspect_say(in, it, KS_INSPECT_PROGRAM_IS);
    if (s)
        ks_phrase_add_words(&s->said, &content_words[kind]);
    said_text(s, v.description.size ? v.description : v.product);
    said_text(s, v.company);
    ks_str original = v.original;
    if (ascii_ends(original, KS_STR(".mui")))
        original.size -= 4;
    bool is_same = ascii_equal(without_ending(original), without_ending(it->name));
    if (original.size == 0 || is_same)
        return;
    bool is_tool = ascii_in(original, tools);
    said_text(
        inspect_say(in, it, is_tool ? KS_INSPECT_PROGRAM_RENAMED : KS_INSPECT_PROGRAM_OTHER_NAME),
        original);
}

// --- signature: a table of certificates at an offset of the file (not an address)

static u64 end_of_sections(const pe *p)
{
    u64 end = 0;
    for (size_t i = 0; i < p->section_count; i++) {
        u64 one = (u64)p->sections[i].offset + p->sections[i].raw;
        end = one > end && p->sections[i].raw ? one : end;
    }
    return end;
}

static void check_signature(inspection *in, const item *it, const pe *p)
{
    u32 offset = p->directory_count > 4 ? p->directory[4][0] : 0;
    u32 size = p->directory_count > 4 ? p->directory[4][1] : 0;
    if (offset == 0 || size == 0) {
        inspect_say(in, it, KS_INSPECT_PROGRAM_UNSIGNED);
        return;
    }
    ks_cursor whole = { .bytes = p->bytes };
    ks_cursor c = ks_within(&whole, offset, size, "table");
    u32 length = ks_u32(&c, "length");
    u16 revision = ks_u16(&c, "revision"), type = ks_u16(&c, "type");
    ks_span body = ks_bytes(&c, length >= 8 ? length - 8 : UINT32_MAX, "PKCS #7");
    const char *wrong = !ks_ok(&c)                               ? c.field
                        : revision != 0x200 && revision != 0x100 ? "revision"
                        : type != 2                              ? "type"
                        : body.size < 16 || body.at[0] != 0x30   ? "PKCS #7"
                                                                 : NULL;
    if (wrong) {
        ks_statement *s = inspect_say(in, it, KS_INSPECT_PROGRAM_SIGNATURE_BROKEN);
        said_text(s, ks_str_of(wrong));
        if (offset < p->bytes.size)
            said_offset(s, offset);
        return;
    }
    said_offset(inspect_say(in, it, KS_INSPECT_PROGRAM_SIGNED), offset);
    u64 end = (u64)offset + size;
    if (p->bytes.size > end + 8) {
        ks_statement *s = inspect_say(in, it, KS_INSPECT_PROGRAM_APPENDED);
        said_number(s, p->bytes.size - end);
        said_offset(s, end);
    }
}

// --- packers and archives that unpack themselves

static void check_packed(inspection *in, const item *it, const pe *p)
{
    static const struct {
        const char *name, *bytes;
        size_t size;
    } marks[] = {
        { "Nullsoft installer", "\xef\xbe\xad\xdeNullsoftInst", 16 },
        { "Inno Setup", "Inno Setup Setup Data", 21 },
        { "7-Zip", "7z\xbc\xaf\x27\x1c", 6 },
        { "RAR", "Rar!\x1a\x07", 6 },
        { "PyInstaller", "MEI\014\013\012\013\016", 8 },
        { "AutoIt", "AU3!EA06", 8 },
    };
    for (size_t i = 0; i < p->section_count; i++) {
        ks_str name = ks_str_of(p->sections[i].name);
        if (ascii_begins(name, KS_STR("UPX")) || ascii_begins(name, KS_STR(".aspack")) ||
            ascii_begins(name, KS_STR(".vmp")) || ascii_begins(name, KS_STR(".themida"))) {
            said_text(inspect_say(in, it, KS_INSPECT_PROGRAM_PACKED),
                      bytes_text(in->arena, ks_str_span(name), 16));
            return;
        }
    }
    u64 end = end_of_sections(p);
    if (end >= p->bytes.size)
        return;
    ks_span overlay = { p->bytes.at + end, p->bytes.size - (size_t)end };
    for (size_t i = 0; i < countof(marks); i++) {
        size_t at = bytes_find(overlay, (ks_span){ (const u8 *)marks[i].bytes, marks[i].size }, 0);
        if (at == SIZE_MAX)
            continue;
        ks_statement *s = inspect_say(in, it, KS_INSPECT_PROGRAM_PACKED);
        said_text(s, ks_str_of(marks[i].name));
        said_offset(s, end + at);
        return;
    }
}

void inspect_pe(inspection *in, const item *it)
{
    pe *p = ks_take(in->arena, pe, 1);
    const char *field = NULL;
    if (p == NULL)
        return;
    bool is_read = pe_read(it->bytes, p, &field);
    if (field)
        said_text(inspect_say(in, it, KS_INSPECT_PROGRAM_DAMAGED), ks_str_of(field));
    if (!is_read)
        return;
    check_version(in, it, p, content_kind_of(it, in->arena));
    check_signature(in, it, p);
    check_packed(in, it, p);
    inspect_pe_icon(in, it, p);
}
