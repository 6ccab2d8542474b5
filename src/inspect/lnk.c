// MS-SHLLINK 2: header, item list, link info, strings, extra blocks. Only the strings, the local
// path and the tracker's block are looked at; all lengths are checked by the cursor.
#include "inspect/lnk.h"

#include "inspect/ascii.h"
#include "inspect/ending.h"

enum {
    has_id_list = 1 << 0,
    has_link_info = 1 << 1,
    has_name = 1 << 2,
    has_relative_path = 1 << 3,
    has_working_dir = 1 << 4,
    has_arguments = 1 << 5,
    has_icon = 1 << 6,
    is_unicode = 1 << 7,
    shown_by_windows = 260,
    shown_most = 1500,
    blocks_most = 64
};

typedef struct {
    inspection *in;
    const item *it;
    ks_cursor c;
    u32 flags;
    ks_str target, relative, arguments, icon, environment;
} shortcut;

static ks_str read_string(shortcut *l, u32 flag, const char *field)
{
    if ((l->flags & flag) == 0)
        return (ks_str){ "", 0 };
    u32 count = ks_u16(&l->c, field);
    bool is_wide = l->flags & is_unicode;
    ks_span bytes = ks_bytes(&l->c, (u64)count * (is_wide ? 2 : 1), field);
    return is_wide ? utf16_text(l->in->arena, bytes, SIZE_MAX)
                   : bytes_text(l->in->arena, bytes, SIZE_MAX);
}

// A string that ends in NUL, inside of the bytes.
static ks_str string_at(shortcut *l, ks_span bytes, u32 offset)
{
    if (offset >= bytes.size)
        return (ks_str){ "", 0 };
    const u8 *end = memchr(bytes.at + offset, 0, bytes.size - offset);
    size_t size = end ? (size_t)(end - bytes.at) - offset : bytes.size - offset;
    return bytes_text(l->in->arena, (ks_span){ bytes.at + offset, size }, 1024);
}

static void read_link_info(shortcut *l)
{
    u32 size = ks_u32(&l->c, "link info");
    if (size < 0x1c) {
        l->c.field = l->c.field ? l->c.field : "link info";
        return;
    }
    ks_span info = ks_bytes(&l->c, (u64)size - 4, "link info");
    ks_cursor c = { .bytes = info };
    (void)ks_u32(&c, "header size");
    u32 flags = ks_u32(&c, "flags");
    (void)ks_u32(&c, "volume");
    u32 base = ks_u32(&c, "base path"), network = ks_u32(&c, "network"),
        suffix = ks_u32(&c, "suffix");
    // Offsets count from the size field, four bytes in front of `info`.
    if (ks_ok(&c) && (flags & 1) && base > 4)
        l->target = string_at(l, info, base - 4);
    else if (ks_ok(&c) && (flags & 2) && network > 4 && network - 4 + 20 < info.size)
        l->target = string_at(l, info, network - 4 + 20);
    (void)suffix;
}

// The last names of the item list: what Explorer goes by when there is no link info.
static void read_id_list(shortcut *l)
{
    ks_span list = ks_bytes(&l->c, ks_u16(&l->c, "item list"), "item list");
    ks_cursor c = { .bytes = list };
    for (u32 n = 0; n < blocks_most && ks_ok(&c); n++) {
        u16 size = ks_u16(&c, "item");
        if (size < 3)
            break;
        ks_span one = ks_bytes(&c, (u64)size - 2, "item");
        bool is_file = one.size > 12 && (one.at[0] & 0x70) == 0x30;
        if (is_file) // the short name stands behind type, size, time and attributes
            l->target = string_at(l, one, 12);
    }
}

static void put_hex(ks_out *out, const u8 *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        if (i)
            KS_PUT(out, ":");
        ks_out_byte(out, digits[bytes[i] >> 4]);
        ks_out_byte(out, digits[bytes[i] & 15]);
    }
}

// TrackerDataBlock (2.5.10): machine's NetBIOS name, then droids, whose GUID ends in the network
// card's address.
static void read_tracker(shortcut *l, ks_span block)
{
    ks_out mac;
    if (block.size < 0x58 || !ks_out_open(&mac, l->in->arena, 32))
        return;
    ks_str machine = string_at(l, (ks_span){ block.at + 8, 16 }, 0);
    put_hex(&mac, block.at + 8 + 16 + 16 + 10, 6);
    ks_statement *s = inspect_say(l->in, l->it, KS_INSPECT_SHORTCUT_MADE_ON);
    said_text(s, machine);
    said_text(s, ks_out_str(&mac));
}

static void read_blocks(shortcut *l)
{
    for (u32 n = 0; n < blocks_most && ks_left(&l->c) >= 8; n++) {
        ks_cursor head = l->c;
        u32 size = ks_u32(&head, "block"), signature = ks_u32(&head, "block");
        if (size < 8)
            return;
        ks_span block = ks_bytes(&l->c, size, "block");
        if (!ks_ok(&l->c))
            return;
        block = (ks_span){ block.at + 8, block.size - 8 };
        if (signature == 0xa0000003)
            read_tracker(l, block);
        else if (signature == 0xa0000001 && block.size >= 780) // EnvironmentVariableDataBlock
            l->environment = utf16_text(l->in->arena, (ks_span){ block.at + 260, 520 }, 260);
    }
}

static ks_str last_name(ks_str path)
{
    for (size_t i = path.size; i > 0; i--) {
        if (path.at[i - 1] == '\\' || path.at[i - 1] == '/')
            return part_of(path, i, SIZE_MAX);
    }
    return path;
}

static size_t longest_blank(ks_str text)
{
    size_t run = 0, longest = 0;
    for (size_t i = 0; i < text.size; i++) {
        u8 c = (u8)text.at[i];
        run = c == ' ' || (c >= 9 && c <= 13) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

// The icon says document, and a program is started.
static bool pretends(ks_str icon, ks_str program)
{
    static const char *const viewers[] = { "acrord32", "acrobat",      "winword",     "excel",
                                           "powerpnt", "msedge",       "chrome",      "notepad",
                                           "wordpad",  "imageres.dll", "shell32.dll", "firefox",
                                           "outlook",  "foxit" };
    ks_str name = last_name(icon);
    ending_class class = ending_class_of(ending_of(name));
    if (ascii_equal(name, program))
        return false;
    if (class == ENDING_DOCUMENT || class == ENDING_MACROS)
        return true;
    for (size_t i = 0; i < countof(viewers); i++) {
        if (ascii_begins(name, ks_str_of(viewers[i])))
            return true;
    }
    return false;
}

static void judge(shortcut *l)
{
    static const char *const interpreters =
        "cmd.exe cmd powershell.exe powershell pwsh.exe mshta.exe mshta rundll32.exe rundll32 "
        "regsvr32.exe "
        "wscript.exe cscript.exe wscript cscript msiexec.exe certutil.exe bitsadmin.exe "
        "forfiles.exe "
        "conhost.exe pcalua.exe installutil.exe msbuild.exe curl.exe hh.exe explorer.exe "
        "scriptrunner.exe "
        "wmic.exe schtasks.exe ftp.exe ssh.exe python.exe node.exe odbcconf.exe control.exe sc.exe";
    ks_str target = l->target.size ? l->target : l->relative.size ? l->relative : l->environment;
    ks_str program = last_name(target);
    bool is_explorer = ascii_equal(program, KS_STR("explorer.exe"));
    bool is_interpreter = ascii_in(program, interpreters) && l->arguments.size && !is_explorer;
    ks_statement *s = inspect_say(l->in, l->it, KS_INSPECT_SHORTCUT_IS);
    said_text(s, target);
    said_text(s, part_of(l->arguments, 0, shown_most));
    if (is_interpreter) {
        s = inspect_say_of(l->in, l->it, KS_INSPECT_SHORTCUT_INTERPRETER, program, (ks_str){ 0 },
                           (ks_str){ 0 });
        if (!l->it->is_mailed && !l->it->is_packed)
            said_level(s, KS_LEVEL_MEDIUM); // administrators make such ones on their own desktops
    }
    size_t blank = longest_blank(l->arguments);
    if (blank >= 16)
        said_number(inspect_say(l->in, l->it, KS_INSPECT_SHORTCUT_PADDED), blank);
    if (l->arguments.size > shown_by_windows)
        said_number(inspect_say(l->in, l->it, KS_INSPECT_SHORTCUT_LONG), l->arguments.size);
    ending_class class = ending_class_of(ending_of(program));
    if (l->icon.size && class == ENDING_PROGRAM && pretends(l->icon, program))
        said_text(inspect_say(l->in, l->it, KS_INSPECT_SHORTCUT_ICON), l->icon);
}

void inspect_lnk(inspection *in, const item *it)
{
    shortcut l = { .in = in, .it = it, .c = { .bytes = it->bytes } };
    ks_str none = { "", 0 };
    l.target = l.relative = l.arguments = l.icon = l.environment = none;
    l.c.next = 20;
    l.flags = ks_u32(&l.c, "flags");
    (void)ks_bytes(&l.c, 52, "header");
    if (l.flags & has_id_list)
        read_id_list(&l);
    if (l.flags & has_link_info)
        read_link_info(&l);
    (void)read_string(&l, has_name, "name");
    l.relative = read_string(&l, has_relative_path, "relative path");
    (void)read_string(&l, has_working_dir, "working folder");
    l.arguments = read_string(&l, has_arguments, "arguments");
    l.icon = read_string(&l, has_icon, "icon");
    if (ks_ok(&l.c))
        read_blocks(&l);
    if (!ks_ok(&l.c)) {
        ks_statement *s = inspect_say(in, it, KS_INSPECT_SHORTCUT_DAMAGED);
        said_text(s, ks_str_of(l.c.field));
        said_offset(s, l.c.next);
    }
    judge(&l);
}
