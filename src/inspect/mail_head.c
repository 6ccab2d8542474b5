// The header of a mail, line by line: which field stands where, and which lines are none. Its
// continuation lines are joined (RFC 5322, 2.2.3); words are decoded by GMime.
#include "inspect/mail.h"

#include "inspect/ascii.h"
#include "inspect/gmime.h"

enum { shown_most = 120, raw_most = 64 << 10 };

typedef struct {
    inspection *in;
    const item *it;
    ks_span bytes;
    size_t at;
    u64 line;
    bool has_control;
} reading;

// The next line without its end; false: no more.
static bool next_line(reading *r, ks_str *line)
{
    if (r->at >= r->bytes.size)
        return false;
    const u8 *start = r->bytes.at + r->at;
    const u8 *end = memchr(start, '\n', r->bytes.size - r->at);
    size_t size = end ? (size_t)(end - start) : r->bytes.size - r->at;
    r->at += size + (end != NULL);
    r->line++;
    if (size && start[size - 1] == '\r')
        size--;
    *line = (ks_str){ (const char *)start, size };
    r->has_control = r->has_control || memchr(start, 0, size) || memchr(start, '\r', size);
    return true;
}

// The size of a field's name, with what stands before its colon; 0: the line is no field.
static size_t name_size(ks_str line, bool *has_blank)
{
    size_t i = 0;
    *has_blank = false;
    while (i < line.size && (u8)line.at[i] > ' ' && (u8)line.at[i] < 0x7f && line.at[i] != ':')
        i++;
    size_t size = i;
    while (i < line.size && ascii_is_blank(line.at[i]))
        i++;
    *has_blank = i > size;
    return i < line.size && line.at[i] == ':' ? size : 0;
}

static void say_broken(reading *r, ks_str line)
{
    ks_str shown = bytes_text(r->in->arena, ks_str_span(line), shown_most);
    ks_statement *s =
        inspect_say_of(r->in, r->it, KS_INSPECT_HEADER_BROKEN, shown, (ks_str){ 0 }, (ks_str){ 0 });
    if (s)
        s->spot.line = r->line;
}

static void add_field(reading *r, mail *m, ks_str line)
{
    bool has_blank = false;
    size_t size = name_size(line, &has_blank);
    mail_field *f = &m->fields[m->field_count++];
    *f = (mail_field){ .name = { line.at, size }, .line = r->line };
    const char *colon = memchr(line.at, ':', line.size);
    f->raw = part_of(line, (size_t)(colon - line.at) + 1, SIZE_MAX);
    if (!has_blank)
        return;
    ks_statement *s = inspect_say_of(r->in, r->it, KS_INSPECT_HEADER_SPACE, f->name, (ks_str){ 0 },
                                     (ks_str){ 0 });
    if (s)
        s->spot.line = r->line;
}

// The raw value as one line of text.
static ks_str unfolded(ks_arena *arena, ks_str raw)
{
    ks_out out;
    raw.size = raw.size < raw_most ? raw.size : raw_most;
    if (raw.size == 0 || !ks_out_open(&out, arena, raw.size))
        return KS_STR("");
    for (size_t i = 0; i < raw.size; i++) {
        if (raw.at[i] != '\r' && raw.at[i] != '\n')
            ks_out_byte(&out, raw.at[i]);
    }
    ks_str text = ascii_trim(ks_out_str(&out));
    return bytes_text(arena, ks_str_span(text), SIZE_MAX);
}

void mail_read_head(inspection *in, const item *it, ks_span bytes, mail *m)
{
    reading r = { .in = in, .it = it, .bytes = bytes };
    ks_str line = { 0 };
    *m = (mail){ .fields = ks_take(in->arena, mail_field, fields_most) };
    if (m->fields == NULL)
        return;
    u64 broken = 0;
    bool is_large = false;
    while (next_line(&r, &line) && line.size) {
        bool has_blank = false;
        is_large = r.at > header_size_most || m->field_count == fields_most;
        if (is_large)
            break;
        if (ascii_is_blank(line.at[0]) && m->field_count) {
            mail_field *last = &m->fields[m->field_count - 1];
            last->raw.size = (size_t)(line.at + line.size - last->raw.at);
        } else if (name_size(line, &has_blank)) {
            add_field(&r, m, line);
        } else if (r.line == 1 &&
                   (ascii_begins(line, KS_STR("From ")) || ascii_begins(line, KS_STR(">From ")))) {
            continue; // of a mailbox file
        } else if (broken++ < 5) {
            say_broken(&r, line);
        }
    }
    if (is_large) {
        ks_statement *s = inspect_say(in, it, KS_INSPECT_HEADER_LARGE);
        said_number(s, m->field_count);
        said_number(s, r.at);
        in->result->is_incomplete = true;
    }
    if (r.has_control)
        inspect_say(in, it, KS_INSPECT_HEADER_CONTROL);
    m->body = (ks_span){ bytes.at + r.at, bytes.size - r.at };
    m->body_line = r.line + 1;
    for (size_t i = 0; i < m->field_count; i++) {
        m->fields[i].raw = unfolded(in->arena, m->fields[i].raw);
        m->fields[i].value = gmime_decoded(in->arena, m->fields[i].raw);
    }
}

const mail_field *mail_find(const mail *m, const char *name, size_t n)
{
    for (size_t i = 0; i < m->field_count; i++) {
        if (ascii_equal(m->fields[i].name, ks_str_of(name)) && n-- == 0)
            return &m->fields[i];
    }
    return NULL;
}

size_t mail_count(const mail *m, const char *name)
{
    size_t count = 0;
    while (mail_find(m, name, count))
        count++;
    return count;
}

ks_str mail_value(const mail *m, const char *name)
{
    const mail_field *f = mail_find(m, name, 0);
    return f ? f->value : (ks_str){ "", 0 };
}
