// Wrapping by columns, not bytes. Japanese may be broken nearly anywhere: not before what closes
// (Kinsoku: no line begins with 。 or a closing bracket).
#include "cli/page.h"

#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "message/width.h"

enum { page_size = 256 * 1024, arena_size = 2 << 20, columns_usual = 80, columns_most = 100 };

static void blanks(const page *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        KS_PUT(p->out, " ");
}

void page_heading(const page *p, ks_str text)
{
    if (p->has_color)
        KS_PUT(p->out, "\x1b[1m");
    ks_out_put(p->out, text);
    if (p->has_color)
        KS_PUT(p->out, "\x1b[0m");
    KS_PUT(p->out, "\n");
}

void page_line(const page *p, ks_str text)
{
    ks_out_put(p->out, text);
    KS_PUT(p->out, "\n");
}

static bool may_not_begin(ks_str cluster)
{
    static const char *const closing[] = { "。", "、", "」", ")", "）", "』",
                                           "ー", "・", ":",  "!", "?" };
    for (size_t i = 0; i < countof(closing); i++) {
        if (ks_str_equal(cluster, ks_str_of(closing[i])))
            return true;
    }
    return false;
}

static bool may_not_end(ks_str cluster)
{
    return ks_str_equal(cluster, KS_STR("「")) || ks_str_equal(cluster, KS_STR("(")) ||
           ks_str_equal(cluster, KS_STR("（")) || ks_str_equal(cluster, KS_STR("["));
}

// The bytes of the next line of at most `columns`; `*skip` more are the blanks at its end.
static size_t line_of(ks_str text, size_t columns, size_t *skip)
{
    size_t at = 0, taken = 0, break_at = 0, break_skip = 0;
    ks_str before = { 0 };
    while (at < text.size && text.at[at] != '\n') {
        size_t wide = 0;
        size_t size = ks_cluster(text, at, &wide);
        ks_str now = { text.at + at, size };
        bool is_blank = text.at[at] == ' ';
        bool is_joint = before.size && (wide > 1 || ks_width(before) > 1) && !may_not_begin(now) &&
                        !may_not_end(before);
        if (is_blank || is_joint) {
            break_at = at;
            break_skip = is_blank;
        }
        if (taken + wide > columns && !is_blank) {
            at = break_at ? break_at : at ? at : size;
            *skip = break_at ? break_skip : 0;
            break;
        }
        taken += wide;
        at += size;
        before = now;
    }
    if (at == text.size || text.at[at] == '\n')
        *skip = at < text.size;
    return at;
}

static void wrapped(const page *p, ks_str text, size_t indent, bool is_indented)
{
    size_t columns = p->columns > indent + 20 ? p->columns - indent : 20;
    while (text.size) {
        size_t skip = 0;
        size_t size = line_of(text, columns, &skip);
        if (!is_indented && size)
            blanks(p, indent);
        is_indented = false;
        ks_str line = { text.at, size };
        while (line.size && line.at[line.size - 1] == ' ')
            line.size--;
        page_line(p, line);
        text = (ks_str){ text.at + size + skip, text.size - size - skip };
    }
}

void page_paragraph(const page *p, ks_str text, size_t indent) { wrapped(p, text, indent, false); }

void page_row(const page *p, ks_str left, ks_str right, size_t indent)
{
    enum { narrow = 60, narrow_indent = 8 };
    blanks(p, 2);
    ks_out_put(p->out, left);
    size_t width = ks_width(left) + 2;
    bool is_narrow = p->columns < narrow && indent > narrow_indent;
    bool fits = width + 2 <= indent && !is_narrow;
    indent = is_narrow ? narrow_indent : indent;
    if (!fits)
        KS_PUT(p->out, "\n");
    else
        blanks(p, indent - width);
    wrapped(p, right, indent, fits);
}

static bool print(const options *given, page_writer *write, const void *context, ks_fail *fail)
{
    ks_arena run;
    output out;
    ks_out text;
    if (!ks_arena_open(&run, "page", arena_size))
        return ks_refuse(fail, KS_OVER_BUDGET, arena_size, 0, KS_STR("page"));
    ks_arena whole = run;
    bool is_done = output_open(&out, NULL, false, &run, fail);
    if (is_done && !ks_out_open(&text, &run, page_size))
        is_done = ks_refuse(fail, KS_OVER_BUDGET, page_size, 0, KS_STR("page"));
    if (is_done) {
        size_t columns = out.is_terminal ? ks_os_columns(out.file) : columns_usual;
        page p = { .out = &text, .columns = columns };
        if (columns == 0 || columns > columns_most)
            p.columns = columns ? columns_most : columns_usual;
        p.has_color = terminal_has_color(given, out.file);
        write(&p, given, context);
        is_done =
            output_write(&out, ks_str_span(ks_out_str(&text)), fail) && output_close(&out, fail);
    }
    ks_arena_close(&whole);
    return is_done;
}

int page_print(const options *given, page_writer *write, const void *context)
{
    ks_fail fail = { 0 };
    if (print(given, write, context, &fail))
        return STATUS_DONE;
    if (output_is_gone(&fail))
        return STATUS_PIPE;
    terminal_say_fail(given, &fail);
    return STATUS_FAILED;
}
