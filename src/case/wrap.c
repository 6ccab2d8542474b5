// Text into lines of a terminal; see wrap.h.
#include "case/wrap.h"

#include "message/width.h"

void case_blanks(ks_out *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ks_out_byte(out, ' ');
}

// Characters that may not begin a line.
static bool is_closing(ks_str cluster)
{
    static const char *const closing[] = { "、", "。", "，", "．", "）", "」", "』", "】", "〉",
                                           "》", "・", "：", "；", "？", "！", "ー", "々", "ぁ",
                                           "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ァ",
                                           "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ", ",",
                                           ".",  ")",  ":",  ";",  "]",  "}" };
    for (size_t i = 0; i < countof(closing); i++)
        if (ks_str_equal(cluster, ks_str_of(closing[i])))
            return true;
    return false;
}

// The piece at `at` that stays together: a word with the blank behind it, or one wide character
// with the closing ones behind it. Its columns without that blank go to *columns.
static size_t piece_of(ks_str text, size_t at, size_t *columns)
{
    size_t width, end = at + ks_cluster(text, at, &width);
    bool is_wide = width > 1;
    *columns = width;
    while (end < text.size) {
        size_t size = ks_cluster(text, end, &width);
        ks_str cluster = { text.at + end, size };
        if (ks_str_equal(cluster, KS_STR(" ")))
            return end + size;
        if ((is_wide || width > 1) && !is_closing(cluster))
            return end;
        *columns += width;
        end += size;
    }
    return end;
}

// A piece that is wider than a line: cut wherever it has to be.
static size_t put_long(ks_out *out, ks_str piece, size_t at, size_t indent, size_t columns)
{
    for (size_t i = 0; i < piece.size;) {
        size_t width, size = ks_cluster(piece, i, &width);
        if (at + width > columns && at > indent) {
            ks_out_byte(out, '\n');
            case_blanks(out, indent);
            at = indent;
        }
        ks_out_bytes(out, piece.at + i, size);
        at += width;
        i += size;
    }
    return at;
}

size_t case_wrap(ks_out *out, ks_str text, size_t at, size_t indent, size_t columns)
{
    if (columns == 0 || columns <= indent + 8) { // too narrow for anything but letting it run
        ks_out_put(out, text);
        return at + ks_width(text);
    }
    size_t gap = 0; // a blank that waits for the next piece; at the end of a line it is none
    for (size_t i = 0; i < text.size;) {
        size_t width, end = piece_of(text, i, &width);
        ks_str piece = { text.at + i, end - i };
        bool has_blank = piece.at[piece.size - 1] == ' ';
        piece.size -= has_blank;
        if (at + gap + width > columns && at > indent && width <= columns - indent) {
            ks_out_byte(out, '\n');
            case_blanks(out, indent);
            at = indent;
            gap = 0;
        }
        case_blanks(out, gap);
        at = put_long(out, piece, at + gap, indent, columns);
        gap = has_blank;
        i = end;
    }
    case_blanks(out, gap);
    return at + gap;
}
