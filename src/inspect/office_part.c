// Parts of Office Open XML, by their place in the package (ECMA-376). Their XML is read piece by
// piece: prefixes of namespaces, quotes of both kinds, character references, comments and CDATA may
// stand wherever XML has them.
#include "inspect/ascii.h"
#include "inspect/document.h"
#include "inspect/ending.h"
#include "inspect/html.h"
#include "inspect/reference.h"

enum { relations_most = 5000, fields_deep = 16, instruction_most = 120 };

// --- XML

typedef enum { PIECE_END, PIECE_TEXT, PIECE_CDATA, PIECE_TAG } piece_kind;

typedef struct {
    ks_str text;
    size_t at;       // behind the piece
    ks_str piece;    // of a tag: what stands between < and >
    size_t piece_at; // where it begins
} pieces;

static piece_kind piece_until(pieces *p, size_t skipped, const char *end, piece_kind kind)
{
    size_t found = ascii_find(p->text, ks_str_of(end), p->at + skipped);
    found = found == SIZE_MAX ? p->text.size : found;
    p->piece = part_of(p->text, p->at + skipped, found - p->at - skipped);
    p->at = found + strlen(end);
    return kind;
}

// A > in quotes does not end a tag.
static piece_kind read_tag(pieces *p)
{
    char quote = 0;
    size_t end = p->at + 1;
    for (; end < p->text.size && (quote || p->text.at[end] != '>'); end++) {
        char c = p->text.at[end];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
    }
    p->piece = part_of(p->text, p->at + 1, end - p->at - 1);
    p->at = end + 1;
    return PIECE_TAG;
}

static piece_kind next_piece(pieces *p)
{
    while (p->at < p->text.size) {
        ks_str rest = part_of(p->text, p->at, SIZE_MAX);
        p->piece_at = p->at;
        if (ascii_begins(rest, KS_STR("<!--"))) {
            piece_until(p, 4, "-->", PIECE_TEXT);
            continue;
        }
        if (ascii_begins(rest, KS_STR("<![CDATA[")))
            return piece_until(p, 9, "]]>", PIECE_CDATA);
        if (rest.at[0] == '<')
            return read_tag(p);
        const char *open = memchr(rest.at, '<', rest.size);
        p->piece = part_of(rest, 0, open ? (size_t)(open - rest.at) : rest.size);
        p->at += p->piece.size;
        return PIECE_TEXT;
    }
    return PIECE_END;
}

static ks_str local(ks_str name)
{
    const char *colon = name.size ? memchr(name.at, ':', name.size) : NULL;
    return colon ? part_of(name, (size_t)(colon - name.at) + 1, SIZE_MAX) : name;
}

static size_t name_end(ks_str tag, size_t at)
{
    while (at < tag.size && (u8)tag.at[at] > ' ' && tag.at[at] != '=' && tag.at[at] != '/')
        at++;
    return at;
}

// Whether the tag opens such an element, or closes one.
static bool opens(ks_str tag, ks_str name)
{
    return ks_str_equal(local(part_of(tag, 0, name_end(tag, 0))), name);
}

static bool closes(ks_str tag, ks_str name)
{
    return tag.size && tag.at[0] == '/' && opens(part_of(tag, 1, SIZE_MAX), name);
}

// The next attribute from *at on, as written; false: no more.
static bool next_attribute(ks_str tag, size_t *at, ks_str *name, ks_str *value)
{
    size_t i = *at ? *at : name_end(tag, 0);
    while (i < tag.size && ((u8)tag.at[i] <= ' ' || tag.at[i] == '/'))
        i++;
    size_t start = i;
    i = name_end(tag, i);
    *name = part_of(tag, start, i - start);
    while (i < tag.size && (u8)tag.at[i] <= ' ')
        i++;
    if (i >= tag.size || tag.at[i] != '=')
        return false;
    for (i++; i < tag.size && (u8)tag.at[i] <= ' ';)
        i++;
    const char *end = NULL;
    if (i < tag.size && (tag.at[i] == '"' || tag.at[i] == '\''))
        end = memchr(tag.at + i + 1, tag.at[i], tag.size - i - 1);
    if (end == NULL)
        return false;
    *value = part_of(tag, i + 1, (size_t)(end - tag.at) - i - 1);
    *at = (size_t)(end - tag.at) + 1;
    return true;
}

// The value of the attribute, its references decoded; empty: it is not there.
static ks_str attribute(ks_arena *arena, ks_str tag, ks_str wanted)
{
    ks_str name, value;
    for (size_t at = 0; next_attribute(tag, &at, &name, &value);) {
        if (ks_str_equal(name, wanted))
            return ascii_trim(reference_decoded(arena, value, true));
    }
    return (ks_str){ "", 0 };
}

// --- relations

// What is loaded from outside when the document opens; links that people click on are not.
static void check_relations(inspection *in, const item *it, ks_str text)
{
    static const char *const loaded[] = { "/attachedTemplate", "/oleObject", "/frame",
                                          "/subDocument" };
    pieces p = { .text = text };
    piece_kind kind;
    for (u32 n = 0; (kind = next_piece(&p)) != PIECE_END && n < relations_most;) {
        if (kind != PIECE_TAG || !opens(p.piece, KS_STR("Relationship")))
            continue;
        n++;
        ks_str type = attribute(in->arena, p.piece, KS_STR("Type"));
        ks_str target = attribute(in->arena, p.piece, KS_STR("Target"));
        ks_str mode = attribute(in->arena, p.piece, KS_STR("TargetMode"));
        bool is_away = ascii_begins(target, KS_STR("http")) || link_is_share(target) ||
                       ascii_begins(target, KS_STR("mhtml:"));
        for (size_t i = 0; is_away && i < countof(loaded); i++) {
            if (!ascii_equal(mode, KS_STR("External")) || !ascii_ends(type, ks_str_of(loaded[i])))
                continue;
            ks_statement *s = inspect_say(in, it, KS_INSPECT_TEMPLATE_REMOTE);
            said_text(s, bytes_text(in->arena, ks_str_span(target), 300));
            said_offset(s, p.piece_at);
        }
    }
}

// --- fields: instructions between fldChar begin and separate or end, in as many runs as one likes
// (ECMA-376 part 1, 17.16)

typedef struct {
    char text[instruction_most]; // the front of the instruction
    size_t size, at;
} field;

typedef struct {
    inspection *in;
    const item *it;
    field open[fields_deep]; // [0]: of no field
    size_t depth;
    bool is_in_instruction, is_said;
} fields;

static void say_dde(fields *f, ks_str what, size_t at)
{
    if (f->is_said)
        return;
    ks_statement *s = inspect_say(f->in, f->it, KS_INSPECT_FIELD_DDE);
    said_text(s, bytes_text(f->in->arena, ks_str_span(what), instruction_most));
    said_offset(s, at);
    f->is_said = true;
}

// An instruction is told by its first word.
static void judge(fields *f, ks_str instruction, size_t at)
{
    instruction = ascii_trim(instruction);
    size_t size = ascii_begins(instruction, KS_STR("DDEAUTO")) ? 7 : 3;
    char next = instruction.size > size ? instruction.at[size] : ' ';
    if (ascii_begins(instruction, KS_STR("DDE")) && !ascii_is_letter(next) &&
        !ascii_is_digit(next) && next != '_')
        say_dde(f, instruction, at);
}

static void judge_open(fields *f)
{
    field *one = &f->open[f->depth];
    judge(f, (ks_str){ one->text, one->size }, one->at);
    one->size = 0;
}

static void add_text(fields *f, ks_str text, size_t at)
{
    field *one = &f->open[f->depth];
    for (size_t i = 0; i < text.size && one->size < instruction_most; i++) {
        if (one->size == 0 && (u8)text.at[i] <= ' ')
            continue;
        one->at = one->size ? one->at : at;
        one->text[one->size++] = text.at[i];
    }
}

static void on_field_character(fields *f, ks_str type)
{
    bool is_end = ks_str_equal(type, KS_STR("end"));
    if (ks_str_equal(type, KS_STR("begin"))) {
        f->depth += f->depth + 1 < fields_deep;
        f->open[f->depth].size = 0;
    } else if (is_end || ks_str_equal(type, KS_STR("separate"))) {
        judge_open(f);
        f->depth -= is_end && f->depth > 0;
    }
}

static void on_attributes(fields *f, ks_str tag, size_t tag_at)
{
    ks_str name, value;
    bool is_simple = opens(tag, KS_STR("fldSimple")), is_character = opens(tag, KS_STR("fldChar"));
    for (size_t at = 0; (is_simple || is_character) && next_attribute(tag, &at, &name, &value);) {
        value = reference_decoded(f->in->arena, value, true);
        if (is_simple && ks_str_equal(local(name), KS_STR("instr")))
            judge(f, value, tag_at);
        if (is_character && ks_str_equal(local(name), KS_STR("fldCharType")))
            on_field_character(f, ascii_trim(value));
    }
}

static void check_fields(inspection *in, const item *it, ks_str text)
{
    fields *f = ks_take(in->arena, fields, 1);
    pieces p = { .text = text };
    if (f == NULL)
        return;
    *f = (fields){ .in = in, .it = it };
    for (piece_kind kind; !f->is_said && (kind = next_piece(&p)) != PIECE_END;) {
        if (kind != PIECE_TAG) {
            bool is_text = kind == PIECE_TEXT;
            if (f->is_in_instruction)
                add_text(f, is_text ? reference_decoded(in->arena, p.piece, false) : p.piece,
                         p.piece_at);
        } else if (opens(p.piece, KS_STR("instrText"))) {
            f->is_in_instruction = p.piece.at[p.piece.size - 1] != '/';
        } else if (closes(p.piece, KS_STR("instrText"))) {
            f->is_in_instruction = false;
            if (f->depth == 0)
                judge_open(f); // of no field: by itself
        } else if (opens(p.piece, KS_STR("ddeLink"))) {
            say_dde(f, p.piece, p.piece_at);
        } else {
            on_attributes(f, p.piece, p.piece_at);
        }
    }
    for (f->depth++; f->depth > 0;) { // fields that do not end
        f->depth--;
        judge_open(f);
    }
}

// --- files among the parts

// What is told by words that stand somewhere in a text, as in the cells of a table.
static bool is_told_by_words(content_kind kind)
{
    return kind == CONTENT_PDF || kind == CONTENT_MAIL || kind == CONTENT_MAILBOX ||
           kind == CONTENT_INTERNET_SHORTCUT;
}

static bool is_markup_text(const item *part, ks_arena scratch)
{
    ks_str text = ascii_trim(part_of(content_text(&scratch, part->bytes), 0, 1024));
    return text.size && text.at[0] == '<';
}

// Relations and content types say what a part is opened as, and can say anything: so it is judged
// by its bytes, and only what packages consist of is left out.
bool office_part_is_foreign(const item *part, content_kind kind, ks_arena scratch)
{
    ks_str ending = ending_of(part->name);
    if (kind == CONTENT_UNKNOWN || kind == CONTENT_XML || kind == CONTENT_TEXT ||
        kind == CONTENT_EMPTY || (kind >= CONTENT_PICTURE_PNG && kind <= CONTENT_ICON))
        return false;
    if (kind == CONTENT_OLE_OTHER)
        return !ascii_equal(part->name, KS_STR("vbaProject.bin"));
    if (kind == CONTENT_SVG)
        return !ascii_equal(ending, KS_STR("svg"));
    if (kind == CONTENT_GZIP)
        return !ascii_in(ending, "emz wmz"); // pictures of Windows, compressed
    if (kind == CONTENT_DOS_PROGRAM)
        return !ascii_in(ending, "odttf fntdata"); // fonts that may begin with any two bytes
    return !is_told_by_words(kind) || !is_markup_text(part, scratch);
}

void inspect_office_part(inspection *in, const item *it)
{
    bool is_markup = ascii_ends(it->name, KS_STR(".xml")) || ascii_ends(it->name, KS_STR(".rels"));
    if (ascii_has(it->part, KS_STR("xl/macrosheets/")) && is_markup &&
        !ascii_ends(it->name, KS_STR(".rels")))
        inspect_say(in, it, KS_INSPECT_MACRO_SHEET);
    if (!is_markup)
        return;
    ks_str text = content_text(in->arena, it->bytes);
    if (ascii_ends(it->name, KS_STR(".rels")))
        check_relations(in, it, text);
    else
        check_fields(in, it, text);
}
