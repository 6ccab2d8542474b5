// Where records begin and end, as seen by who only wants to find the next one.
#include "evidence/jsonlog/reader.h"

const u8 *jsonlog_record_at(const u8 *at, const u8 *end)
{
    while (at < end && *at != '{') {
        // "Record 12": evtx_dump -o json writes it over each record.
        static const char head[] = "Record ";
        size_t size = sizeof head - 1;
        if ((size_t)(end - at) > size && memcmp(at, head, size) == 0) {
            for (at += size; at < end && *at >= '0' && *at <= '9'; at++) {
            }
            continue;
        }
        if (!json_is_blank(*at) && *at != ',' && *at != '[' && *at != ']' && *at != 0)
            break;
        at++;
    }
    return at;
}

static const u8 *line_behind(const u8 *at, const u8 *end)
{
    const u8 *newline = memchr(at, '\n', (size_t)(end - at));
    return newline ? newline + 1 : end;
}

// In a list over several lines the records begin with equal indents.
static const u8 *equal_indent(const u8 *before, const u8 *at, const u8 *end)
{
    const u8 *line = at;
    while (line > before && (line[-1] == ' ' || line[-1] == '\t'))
        line--;
    size_t indent = (size_t)(at - line);
    if (line > before && line[-1] != '\n')
        return NULL;
    for (const u8 *p = line_behind(at, end); p < end; p = line_behind(p, end)) {
        if ((size_t)(end - p) > indent && p[indent] == '{' &&
            (indent == 0 || memcmp(p, line, indent) == 0))
            return p + indent;
    }
    return end;
}

const u8 *jsonlog_record_behind(const u8 *before, const u8 *at, const u8 *end, u8 layout)
{
    if (layout == KS_JSONLOG_LINES)
        return line_behind(at, end);
    // A list on one line, or a record whose front is missing: the next `},{"`.
    const u8 *found = at < end && *at == '{' ? equal_indent(before, at, end) : NULL;
    if (found)
        return found;
    for (const u8 *p = at + 1; p < end; p++) {
        p = memchr(p, '{', (size_t)(end - p));
        if (p == NULL)
            break;
        if (p > at && (p[-1] == ',' || p[-1] == '\n') && end - p > 1 &&
            (p[1] == '"' || p[1] == '\n' || p[1] == '\r'))
            return p;
    }
    return end;
}
