// JSON that the case writes: escaping for the page, bytes that are no text, commas at every depth.
#include "case/json_out.h"

#include "test.h"

#include <stdio.h>

// clang-format off
#define TEXT(s) { (s), sizeof(s) - 1 }
static const struct { const char *sentence; ks_str text; bool is_in_page; const char *json; } rows[] = {
    { "plain text stands between quotes",      TEXT("cmd.exe /c"), false, "\"cmd.exe /c\"" },
    { "an empty text is an empty string",      TEXT(""),           false, "\"\"" },
    { "quotes and backslashes are escaped",    TEXT("\"C:\\a\""),  false, "\"\\\"C:\\\\a\\\"\"" },
    { "control characters are escaped",        TEXT("a\n\t\x1b\x7f\0b"), false, "\"a\\n\\t\\u001b\\u007f\\u0000b\"" },
    { "a script's end cannot end the page",    TEXT("</script>"),  true,  "\"\\u003c/script>\"" },
    { "in other files < stays as it is",       TEXT("</script>"),  false, "\"</script>\"" },
    { "Japanese stays as it is",               TEXT("調査票"),     true,  "\"調査票\"" },
    { "a direction override stays: the page marks it", TEXT("\xe2\x80\xae"), true, "\"\xe2\x80\xae\"" },
    { "line ends of old JavaScript are escaped", TEXT("\xe2\x80\xa8\xe2\x80\xa9"), true, "\"\\u2028\\u2029\"" },
    { "a byte that is no UTF-8 becomes U+FFFD", TEXT("a\xff""b"),  true,  "\"a\xef\xbf\xbd""b\"" },
    { "a cut character becomes U+FFFD",        TEXT("\xe8\xaa"),   true,  "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
    { "an overlong form becomes U+FFFD",       TEXT("\xc0\xaf"),   true,  "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
    { "a surrogate in UTF-8 becomes U+FFFD",   TEXT("\xed\xa0\x80"), true, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
    { "a character beyond the BMP stays",      TEXT("\xf0\x9f\x90\xb1"), true, "\"\xf0\x9f\x90\xb1\"" },
};
// clang-format on

static char path[512];
static char text[1 << 16];

static ks_str written(void)
{
    ks_file file;
    ks_fail fail;
    size_t got = 0;
    if (!ks_os_open(path, &file, &fail))
        return (ks_str){ 0 };
    if (!ks_os_read_at(file, 0, (u8 *)text, sizeof text, &got, &fail))
        got = 0;
    ks_os_close(&file);
    return (ks_str){ text, got };
}

static bool gives(const char *json) { return ks_str_equal(written(), ks_str_of(json)); }

static void document(json_out *j)
{
    json_open(j, '{');
    json_count(j, "format", 1);
    json_list(j, "rows");
    json_open(j, '[');
    json_i64(j, -1);
    json_null(j);
    json_close(j, ']');
    json_open(j, '[');
    json_close(j, ']');
    json_close(j, ']');
    json_when(j, "time", 0);
    json_when(j, "first", 116444736000000001u);
    json_key(j, "yes");
    json_bool(j, true);
    json_key(j, "hash");
    json_hash(j, (ks_span){ (const u8 *)"\x0f\xa0", 2 });
    json_close(j, '}');
}

int main(void)
{
    ks_arena run, mark;
    ks_fail fail;
    case_stream s;
    if (!ks_arena_open(&run, "run", (size_t)1 << 30))
        return 1;
    mark = run;
    (void)snprintf(path, sizeof path, "%s/out.json", scratch());
    for (size_t i = 0; i < countof(rows); i++) {
        run = mark;
        bool opened = case_stream_open(&s, path, &run, &fail);
        json_out j = { .to = &s, .is_in_page = rows[i].is_in_page };
        json_text(&j, rows[i].text);
        check(rows[i].sentence, opened && case_stream_close(&s, &fail) && gives(rows[i].json));
    }

    run = mark;
    bool opened = case_stream_open(&s, path, &run, &fail);
    json_out j = { .to = &s };
    document(&j);
    check("commas stand between members and rows, and nowhere else",
          opened && case_stream_close(&s, &fail) &&
              gives("{\"format\":1,\"rows\":[[-1,null],[]],\"time\":null,"
                    "\"first\":\"1970-01-01T00:00:00.0000001Z\",\"yes\":true,\"hash\":\"xxh3-128:"
                    "0fa0\"}"));

    run = mark;
    static char large[3 * case_stream_size];
    memset(large, 'x', sizeof large);
    opened = case_stream_open(&s, path, &run, &fail);
    case_stream_bytes(&s, "<", 1);
    case_stream_bytes(&s, large, sizeof large);
    case_stream_bytes(&s, ">", 1);
    ks_os_info info = { 0 };
    check("what is larger than the buffer goes to the disk in order",
          opened && case_stream_close(&s, &fail) && ks_os_look(path, &info, &fail) &&
              info.size == sizeof large + 2 && written().at[0] == '<');

    run = mark;
    opened = case_stream_open(&s, "/dev/full", &run, &fail);
    case_stream_bytes(&s, large, sizeof large);
    fail = (ks_fail){ 0 };
    check("a full disk is said when the file is closed",
          opened && !case_stream_close(&s, &fail) && fail.reason == KS_WRITE_FAILED);
    return checked();
}
