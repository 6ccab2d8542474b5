#include "plan/text.h"

#include "policy/text_file.h"

static bool with_crlf(ks_str text, ks_arena *arena, ks_str *made)
{
    ks_out out;
    size_t lines = 0;
    for (size_t i = 0; i < text.size; i++)
        lines += text.at[i] == '\n';
    if (!ks_out_open(&out, arena, text.size + lines + 1))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '\n')
            KS_PUT(&out, "\r");
        ks_out_byte(&out, text.at[i]);
    }
    *made = ks_out_str(&out);
    return true;
}

bool plan_file_add(ks_gpo_files *files, const char *path, ks_str text, plan_encoding encoding,
                   ks_arena *arena)
{
    ks_out out;
    ks_str lines;
    if (!with_crlf(text, arena, &lines) ||
        !ks_out_open(&out, arena,
                     encoding == PLAN_UTF16 ? ks_utf16_size(lines) + 2 : lines.size + 3))
        return false;
    if (encoding == PLAN_UTF8)
        KS_PUT(&out, "\xef\xbb\xbf");
    if (encoding == PLAN_UTF16)
        KS_PUT(&out, "\xff\xfe");
    if (encoding == PLAN_UTF16)
        ks_out_as_utf16(&out, lines);
    else
        ks_out_put(&out, lines);
    ks_span bytes = { out.start, ks_out_size(&out) };
    return !out.is_full && ks_gpo_files_add(files, ks_str_of(path), bytes, arena);
}
