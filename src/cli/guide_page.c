// Markdown to text and to HTML, line by line.
#include "cli/guide.h"

#include "base/text.h"
#include "message/width.h"

enum { line_most = 16 << 10 };

static const char style[] =
    "@page{size:A4;margin:12mm 14mm}"
    "body{font:10pt/1.38 'Segoe UI','Yu Gothic UI','Yu Gothic',Meiryo,'Noto Sans','Noto Sans CJK "
    "JP',sans-serif;"
    "max-width:182mm;margin:0 auto;padding:8mm;color:#111;background:#fff;line-break:strict}"
    "h1{font-size:15pt;margin:0 0 2mm;border-bottom:.6mm solid #111}"
    "h2{font-size:11pt;margin:3mm 0 1mm}"
    "p,ul,ol{margin:0 0 1mm}ul,ol{padding-left:6mm}li{margin:0 0 .7mm}"
    "code{font-family:Consolas,'BIZ UDGothic',monospace;font-size:.95em}"
    "@media print{body{padding:0;font-size:9pt;line-height:1.3}}";

typedef enum {
    LINE_EMPTY,
    LINE_TITLE,
    LINE_HEADING,
    LINE_BULLET,
    LINE_NUMBER,
    LINE_TEXT
} line_kind;

typedef struct {
    line_kind kind;
    ks_str mark; // "1."
    ks_str text;
} line;

static line read_line(ks_str *rest)
{
    const char *end = memchr(rest->at, '\n', rest->size);
    size_t size = end ? (size_t)(end - rest->at) : rest->size;
    ks_str text = { rest->at, size };
    *rest = ks_str_from(*rest, size + (end != NULL));
    if (size == 0)
        return (line){ .kind = LINE_EMPTY };
    if (ks_begins(text, KS_STR("# ")))
        return (line){ LINE_TITLE, { 0 }, ks_str_from(text, 2) };
    if (ks_begins(text, KS_STR("## ")))
        return (line){ LINE_HEADING, { 0 }, ks_str_from(text, 3) };
    if (ks_begins(text, KS_STR("- ")))
        return (line){ LINE_BULLET, KS_STR("-"), ks_str_from(text, 2) };
    if (size > 3 && text.at[0] >= '1' && text.at[0] <= '9' && text.at[1] == '.' &&
        text.at[2] == ' ')
        return (line){ LINE_NUMBER, { text.at, 2 }, ks_str_from(text, 3) };
    return (line){ LINE_TEXT, { 0 }, text };
}

// A blank that Markdown needs behind what is strong, and Japanese does not: 。** 次
static bool is_glue(ks_str text, size_t at)
{
    while (at > 2 && text.at[at - 1] == '*')
        at--;
    return at >= 3 && memcmp(text.at + at - 3, "。", 3) == 0;
}

// --- text

// Without ** and `, as paper has no need of them.
static ks_str plain(ks_out *to, ks_str text)
{
    ks_out_clear(to);
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '*' && i + 1 < text.size && text.at[i + 1] == '*')
            i++;
        else if (text.at[i] != '`' && !(text.at[i] == ' ' && is_glue(text, i)))
            ks_out_byte(to, text.at[i]);
    }
    return ks_out_str(to);
}

void guide_put_text(const page *p, ks_str markdown)
{
    char bytes[line_most];
    ks_out words = { .at = (u8 *)bytes, .start = (u8 *)bytes, .end = (u8 *)bytes + sizeof bytes };
    while (markdown.size) {
        line l = read_line(&markdown);
        ks_str text = plain(&words, l.text);
        if (l.kind == LINE_EMPTY)
            KS_PUT(p->out, "\n");
        else if (l.kind == LINE_TITLE || l.kind == LINE_HEADING)
            page_heading(p, text);
        else if (l.kind == LINE_TEXT)
            page_paragraph(p, text, 0);
        else
            page_row(p, l.mark, text, 6);
        if (l.kind != LINE_TITLE)
            continue;
        for (size_t i = ks_width(text); i > 0; i--)
            KS_PUT(p->out, "=");
        KS_PUT(p->out, "\n");
    }
}

// --- HTML

static void put_inline(ks_out *out, ks_str text)
{
    bool is_strong = false, is_code = false;
    size_t done = 0; // up to where the text is printed
    for (size_t i = 0; i < text.size; i++) {
        bool is_star = text.at[i] == '*' && i + 1 < text.size && text.at[i + 1] == '*';
        bool is_tick = text.at[i] == '`';
        if (!is_star && !is_tick && !(text.at[i] == ' ' && is_glue(text, i)))
            continue;
        ks_out_utf8(out, (ks_str){ text.at + done, i - done }, KS_AS_XML);
        if (is_star) {
            ks_out_put(out, is_strong ? KS_STR("</strong>") : KS_STR("<strong>"));
            is_strong = !is_strong;
            i++;
        } else if (is_tick) {
            ks_out_put(out, is_code ? KS_STR("</code>") : KS_STR("<code>"));
            is_code = !is_code;
        }
        done = i + 1;
    }
    ks_out_utf8(out, ks_str_from(text, done), KS_AS_XML);
}

static void put_element(ks_out *out, const char *name, ks_str text)
{
    KS_PUT(out, "<");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, ">");
    put_inline(out, text);
    KS_PUT(out, "</");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, ">\n");
}

static const char *list_of(line_kind kind)
{
    return kind == LINE_BULLET ? "ul" : kind == LINE_NUMBER ? "ol" : NULL;
}

static void change_list(ks_out *out, const char *from, const char *to)
{
    if (from == to)
        return;
    if (from) {
        KS_PUT(out, "</");
        ks_out_put(out, ks_str_of(from));
        KS_PUT(out, ">\n");
    }
    if (to) {
        KS_PUT(out, "<");
        ks_out_put(out, ks_str_of(to));
        KS_PUT(out, ">\n");
    }
}

void guide_put_html(ks_out *out, ks_str markdown, ks_lang lang)
{
    static const char *const names[] = {
        [LINE_TITLE] = "h1",  [LINE_HEADING] = "h2", [LINE_BULLET] = "li",
        [LINE_NUMBER] = "li", [LINE_TEXT] = "p",     [LINE_EMPTY] = NULL
    };
    const char *list = NULL;
    ks_str rest = markdown;
    KS_PUT(out, "<!doctype html>\n<html lang=\"");
    ks_out_put(out, lang == KS_JA ? KS_STR("ja") : KS_STR("en"));
    KS_PUT(out, "\">\n<meta charset=\"utf-8\">\n<title>");
    put_inline(out, read_line(&rest).text);
    KS_PUT(out, "</title>\n<style>");
    ks_out_put(out, ks_str_of(style));
    KS_PUT(out, "</style>\n");
    while (markdown.size) {
        line l = read_line(&markdown);
        const char *wanted = list_of(l.kind);
        change_list(out, list, wanted);
        list = wanted;
        if (names[l.kind])
            put_element(out, names[l.kind], l.text);
    }
    change_list(out, list, NULL);
    KS_PUT(out, "</html>\n");
}
