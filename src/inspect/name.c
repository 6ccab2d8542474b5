// What a name pretends. All names are looked at, that of the file itself as well; that it is a
// program by its ending is told only where it came by mail.
#include "base/text.h"
#include "inspect/ascii.h"
#include "inspect/ending.h"
#include "inspect/letters.h"
#include "inspect/own.h"

enum { long_most = 180, blanks_least = 3, fillers_least = 20, dot_likes_most = 8 };

typedef struct {
    inspection *in;
    const item *it;
    ks_str name, base; // base: without a stream's name
    ks_str ending;
    ending_class class;
} naming;

typedef struct {
    size_t characters;
    size_t blanks, fillers; // the longest run of blanks, and of _ and -
    bool is_turned, is_marked, is_unseen, has_control, has_right_to_left;
    ks_str dot_like; // a character that looks like the dot of an ending
} features;

static bool is_blank(u32 c)
{
    return c == ' ' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
           c == 0x205f || c == 0x2800;
}

static features look_at(ks_str name)
{
    features f = { 0 };
    size_t run = 0, filling = 0;
    for (size_t i = 0; i < name.size;) {
        u32 c = 0;
        size_t size = ks_utf8_read(name, i, &c);
        run = is_blank(c) ? run + 1 : 0;
        f.blanks = run > f.blanks ? run : f.blanks;
        filling = c == '_' || c == '-' ? filling + 1 : 0;
        f.fillers = filling > f.fillers ? filling : f.fillers;
        f.is_turned = f.is_turned || letters_is_turning(c);
        f.is_marked = f.is_marked || letters_is_mark(c);
        f.is_unseen = f.is_unseen || letters_is_unseen(c);
        f.has_control = f.has_control || c < 0x20 || c == 0x7f;
        f.has_right_to_left = f.has_right_to_left || letters_script(c) == SCRIPT_RIGHT_TO_LEFT;
        if (c == 0xff0e || c == 0x2024 || c == 0xff61)
            f.dot_like = part_of(name, i, size);
        f.characters++;
        i += size;
    }
    return f;
}

// Whether characters of direction change nothing: isolates and embeddings to the right (FSI, LRI,
// LRE), each closed by its own end, around text that runs to the right anyway. Address books and
// messengers put them around the names of people and numbers.
static bool is_turned_for_nothing(ks_str name, const features *f)
{
    u32 open[16];
    size_t depth = 0;
    if (f->has_right_to_left || f->is_marked)
        return false;
    for (size_t i = 0; i < name.size;) {
        u32 c = 0;
        i += ks_utf8_read(name, i, &c);
        bool closes = c == 0x2069 || c == 0x202c, opens = c == 0x2066 || c == 0x2068 || c == 0x202a;
        if (!letters_is_turning(c))
            continue;
        if (opens && depth < countof(open))
            open[depth++] = c == 0x202a ? 0x202c : 0x2069;
        else if (!closes || depth == 0 || open[--depth] != c)
            return false;
    }
    return depth == 0;
}

// How the name looks on the screen: what stands between an override and its end is turned round.
static ks_str as_seen(ks_arena *arena, ks_str name)
{
    u32 letters[256];
    size_t count = 0, start = SIZE_MAX;
    ks_out out;
    for (size_t i = 0; i <= name.size && count < countof(letters);) {
        u32 c = 0x202c;
        i += i < name.size ? ks_utf8_read(name, i, &c) : 1;
        bool opens = c == 0x202e || c == 0x2067 || c == 0x202b, closes = c == 0x202c || c == 0x2069;
        if ((opens || closes) && start != SIZE_MAX) {
            for (size_t a = start, b = count; a + 1 < b; a++, b--) {
                u32 kept = letters[a];
                letters[a] = letters[b - 1];
                letters[b - 1] = kept;
            }
        }
        if (opens || closes)
            start = opens ? count : SIZE_MAX;
        else if (!letters_is_turning(c) && !letters_is_mark(c))
            letters[count++] = c;
    }
    if (!ks_out_open(&out, arena, count * 4 + 1))
        return name;
    for (size_t i = 0; i < count; i++) {
        u8 bytes[4];
        ks_out_bytes(&out, bytes, ks_utf8_write(bytes, letters[i]));
    }
    return ks_out_str(&out);
}

static bool is_dangerous(ending_class class)
{
    return class == ENDING_PROGRAM || class == ENDING_SHORTCUT;
}

static ks_statement *tell(const naming *n, ks_statement_kind kind)
{
    ks_statement *s = inspect_say(n->in, n->it, kind);
    said_text(s, n->name);
    return s;
}

static void check_characters(const naming *n, const features *f)
{
    if (f->is_turned && is_turned_for_nothing(n->name, f)) {
        tell(n, KS_INSPECT_NAME_MARK);
    } else if (f->is_turned) {
        ks_statement *s = tell(n, KS_INSPECT_NAME_OVERRIDE);
        said_text(s, as_seen(n->in->arena, n->name));
        said_text(s, n->ending);
    } else if (f->is_marked) {
        ks_statement *s = tell(n, KS_INSPECT_NAME_MARK);
        if (!f->has_right_to_left)
            said_level(s, KS_LEVEL_MEDIUM);
    }
    if (f->is_unseen)
        tell(n, KS_INSPECT_NAME_UNSEEN);
    if (f->has_control)
        tell(n, KS_INSPECT_NAME_CONTROL);
    if (f->characters > long_most)
        said_number(tell(n, KS_INSPECT_NAME_LONG), f->characters);
    if (f->dot_like.size) {
        ks_statement *s = tell(n, KS_INSPECT_NAME_DOTS);
        said_text(s, f->dot_like);
        said_text(s, n->ending);
        if (!is_dangerous(n->class) && n->class != ENDING_NONE)
            said_level(s, KS_LEVEL_LOW);
    }
    bool is_filled = f->fillers >= fillers_least;
    if ((f->blanks >= blanks_least || is_filled) && n->ending.size) {
        ks_statement *s = tell(n, KS_INSPECT_NAME_PADDED);
        said_number(s, is_filled && f->fillers > f->blanks ? f->fillers : f->blanks);
        said_text(s, n->ending);
        if (!is_dangerous(n->class))
            said_level(s, f->blanks > 8 ? KS_LEVEL_MEDIUM : KS_LEVEL_LOW);
    }
}

// The ending in front of the last one, when it is one that people trust.
static void check_double(const naming *n)
{
    size_t size = n->base.size;
    while (size > 0 && (n->base.at[size - 1] == '.' || n->base.at[size - 1] == ' '))
        size--;
    if (n->ending.size == 0 || size <= n->ending.size + 1)
        return;
    ks_str front = ascii_trim(part_of(n->base, 0, size - n->ending.size - 1));
    ks_str first = ending_of(front);
    ending_class class = ending_class_of(first);
    bool is_document = class == ENDING_DOCUMENT || class == ENDING_MACROS || class == ENDING_PAGE ||
                       class == ENDING_ARCHIVE;
    // Windows names the shortcuts that it writes for opened documents so; such come in no mail.
    bool is_of_windows = ascii_in(n->ending, "lnk url") && !n->it->is_mailed && !n->it->is_packed;
    if (!is_document || !is_dangerous(n->class) || is_of_windows)
        return;
    ks_statement *s = tell(n, KS_INSPECT_NAME_DOUBLE);
    said_text(s, first);
    said_text(s, n->ending);
}

static void check_class(const naming *n)
{
    ks_statement_kind kind = KS_INSPECT_COUNT;
    ks_level level = KS_LEVEL_HIGH;
    if (!n->it->is_mailed)
        return;
    if (n->class == ENDING_PROGRAM) {
        kind = KS_INSPECT_NAME_PROGRAM;
    } else if (n->class == ENDING_SHORTCUT) {
        kind = KS_INSPECT_NAME_SHORTCUT;
        level = ascii_in(n->ending, "lnk search-ms library-ms searchconnector-ms")
                    ? level
                    : KS_LEVEL_MEDIUM;
    } else if (n->class == ENDING_LIBRARY) {
        kind = KS_INSPECT_NAME_ACTIVE;
        level = KS_LEVEL_MEDIUM;
    } else if (n->class == ENDING_ACTIVE ||
               ascii_in(n->ending, "xla xlam xll wll iqy slk one onepkg mdb accdb")) {
        kind = KS_INSPECT_NAME_ACTIVE;
        level = ascii_in(n->ending, "xll wll iqy slk") ? KS_LEVEL_MEDIUM : KS_LEVEL_LOW;
    }
    if (kind == KS_INSPECT_COUNT)
        return;
    ks_statement *s = tell(n, kind);
    said_text(s, n->ending);
    said_level(s, level);
}

static void check_shape(const naming *n)
{
    static const char *const devices = "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 "
                                       "com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 "
                                       "lpt7 lpt8 lpt9";
    const char *dot = n->base.size ? memchr(n->base.at, '.', n->base.size) : NULL;
    ks_str front = part_of(n->base, 0, dot ? (size_t)(dot - n->base.at) : n->base.size);
    if (ascii_in(ascii_trim(front), devices) && n->it->depth)
        tell(n, KS_INSPECT_NAME_DEVICE);
    if (n->base.size < n->name.size)
        tell(n, KS_INSPECT_NAME_STREAM);
    if (n->ending.size == 38 && n->ending.at[0] == '{' && n->ending.at[37] == '}')
        tell(n, KS_INSPECT_NAME_CLASS);
    char last = n->base.size ? n->base.at[n->base.size - 1] : 'x';
    if (n->it->depth && (last == '.' || last == ' ') && n->ending.size)
        tell(n, KS_INSPECT_NAME_TRAILING);
}

void inspect_name(inspection *in, const item *it)
{
    if (it->is_inner && !it->is_foreign)
        return;
    naming n = { .in = in, .it = it, .name = bytes_text(in->arena, ks_str_span(it->name), 2048) };
    n.base = n.name;
    // A colon in the name of a file of Linux is no stream.
    const char *colon = n.name.size > 2 ? memchr(n.name.at + 2, ':', n.name.size - 2) : NULL;
    if (colon && it->is_packed)
        n.base.size = (size_t)(colon - n.name.at);
    n.ending = ending_of(n.base);
    n.class = ending_class_of(n.ending);
    features f = look_at(n.name);
    check_characters(&n, &f);
    check_double(&n);
    check_class(&n);
    check_shape(&n);
}
