// Each row: what an exporter wrote, and the events that it is, in our own flat shape, one a line;
// what could not be read is a line "! reason line:column @offset+size".
#include "base/number.h"
#include "evidence/jsonlog/jsonlog.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

enum { text_size = 1 << 16 };

typedef struct {
    ks_out out;
    ks_format format;
    ks_day_cache days;
} printing;

static void print_event(void *context, ks_event *event)
{
    printing *p = context;
    if (!ks_event_print(event, p->format, &p->out, &p->days))
        abort();
    if (event->found != KS_LIVE || event->is_damaged) {
        ks_out_byte(&p->out, ' ');
        ks_out_put(&p->out, ks_str_of(ks_found_words[event->found]));
        ks_out_put(&p->out, event->is_damaged ? KS_STR(" damaged") : KS_STR(" whole"));
    }
    ks_out_byte(&p->out, '\n');
}

static void print_problem(void *context, const ks_ledger_row *row)
{
    printing *p = context;
    KS_PUT(&p->out, "! ");
    ks_out_put(&p->out, ks_str_of(ks_ledger_words[row->kind]));
    if (row->fail.reason != KS_NONE) {
        ks_out_byte(&p->out, ' ');
        ks_out_put(&p->out, row->fail.text);
        ks_out_byte(&p->out, ' ');
        ks_out_i64(&p->out, row->fail.number[0]);
        ks_out_byte(&p->out, ':');
        ks_out_i64(&p->out, row->fail.number[1]);
    }
    KS_PUT(&p->out, " @");
    ks_out_u64(&p->out, row->offset);
    ks_out_byte(&p->out, '+');
    ks_out_u64(&p->out, row->size);
    ks_out_byte(&p->out, '\n');
}

// Reads the export, cut wherever at most `step` bytes more are there.
static const char *read_cut(ks_span export, ks_format format, size_t step)
{
    static char text[text_size + ks_out_slack];
    printing p = { .format = format };
    p.out = (ks_out){ .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + text_size - 1 };
    ks_jsonlog *reader = NULL;
    ks_fail fail;
    ks_jsonlog_feed feed;
    ks_jsonlog_block block;
    ks_jsonlog_sink sink = { &p, 0, print_event, print_problem };
    if (!ks_jsonlog_open(&reader, 1u << format, &fail))
        abort();
    ks_jsonlog_begin(&feed, export);
    for (size_t at = 0, end = 0; at < export.size;) {
        end = export.size - end > step ? end + step : export.size;
        size_t size = ks_jsonlog_cut(&feed, (ks_span){ export.at + at, end - at },
                                     end == export.size, &block);
        // A block lies exactly in its bytes, so that a sanitizer sees what is read behind them.
        u8 *exact = malloc(size ? size : 1);
        memcpy(exact, export.at + at, size);
        if (size)
            ks_jsonlog_read(reader, &block, (ks_span){ exact, size }, &sink);
        free(exact);
        at += size;
    }
    ks_jsonlog_close(reader);
    *p.out.at = 0;
    return text;
}

typedef struct {
    const char *sentence, *export, *events;
} case_row;

// 600 bytes, whose characters end at no round number of bytes.
#define TEN(x)    x x x x x x x x x x
#define LONG_NAME TEN(TEN("痕跡"))

// clang-format off

#define EVENT(text) "{\"Event\":{\"System\":{\"EventID\":1,\"Channel\":\"Security\"}," text "}}\n"

static const case_row rows[] = {
    { "NXLog: System fields are the log's, its own members are not the event's",
      "{\"EventTime\":\"2020-09-22 04:11:16\",\"Hostname\":\"PC5.shire.local\",\"Keywords\":-9223372036854775808,"
      "\"EventType\":\"INFO\",\"SeverityValue\":2,\"Severity\":\"INFO\",\"EventID\":10,"
      "\"SourceName\":\"Microsoft-Windows-Sysmon\",\"ProviderGuid\":\"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}\","
      "\"Version\":3,\"Task\":10,\"OpcodeValue\":0,\"RecordNumber\":3361980,\"ExecutionProcessID\":3172,"
      "\"ThreadID\":4048,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Domain\":\"NT AUTHORITY\","
      "\"AccountName\":\"SYSTEM\",\"UserID\":\"S-1-5-18\",\"AccountType\":\"User\",\"Opcode\":\"Info\","
      "\"GrantedAccess\":\"0x1000\",\"UtcTime\":\"2020-09-22 08:11:16.328\",\"EventReceivedTime\":\"2020-09-22 04:11:18\","
      "\"SourceModuleName\":\"eventlog\",\"SourceModuleType\":\"im_msvistalog\","
      "\"@timestamp\":\"2020-09-22T08:11:18.316Z\",\"tags\":[\"a\"],\"port\":64545}\n",
      "{\"time\":\"2020-09-22T08:11:16.0000000Z\",\"computer\":\"PC5.shire.local\","
      "\"channel\":\"Microsoft-Windows-Sysmon/Operational\",\"provider\":\"Microsoft-Windows-Sysmon\",\"id\":10,"
      "\"event_record_id\":3361980,\"version\":3,\"task\":10,\"opcode\":0,\"keywords\":\"0x8000000000000000\","
      "\"process_id\":3172,\"thread_id\":4048,\"user_id\":\"S-1-5-18\","
      "\"provider_guid\":\"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}\","
      "\"data\":{\"GrantedAccess\":\"0x1000\",\"UtcTime\":\"2020-09-22 08:11:16.328\"}" },
    { "NXLog: an event's own EventType is the event's",
      "{\"EventID\":13,\"Channel\":\"S\",\"Hostname\":\"A\",\"SeverityValue\":2,\"EventType\":\"SetValue\"}\n"
      "{\"EventID\":13,\"Channel\":\"S\",\"Hostname\":\"A\",\"SeverityValue\":2,\"EventType\":\"INFO\"}\n",
      "{\"computer\":\"A\",\"channel\":\"S\",\"id\":13,\"data\":{\"EventType\":\"SetValue\"}}\n"
      "{\"computer\":\"A\",\"channel\":\"S\",\"id\":13,\"data\":{}}\n" },
    { "NXLog: in an hour beside the export's zone the record's own clocks count: summer time",
      "{\"EventID\":1,\"Hostname\":\"A\",\"EventTime\":\"2020-01-01 01:00:00\",\"EventReceivedTime\":\"2020-01-01 01:00:01\","
      "\"@timestamp\":\"2020-01-01T00:00:02Z\"}\n"
      "{\"EventID\":2,\"Hostname\":\"A\",\"EventTime\":\"2020-01-01 01:00:05\",\"EventReceivedTime\":\"2020-01-01 01:00:06\","
      "\"@timestamp\":\"2020-01-01T00:00:07Z\"}\n"
      "{\"EventID\":3,\"Hostname\":\"A\",\"EventTime\":\"2020-07-01 02:00:00\",\"EventReceivedTime\":\"2020-07-01 02:00:01\","
      "\"@timestamp\":\"2020-07-01T00:00:02Z\"}\n",
      "{\"time\":\"2020-01-01T00:00:00.0000000Z\",\"computer\":\"A\",\"id\":1,\"data\":{}}\n"
      "{\"time\":\"2020-01-01T00:00:05.0000000Z\",\"computer\":\"A\",\"id\":2,\"data\":{}}\n"
      "{\"time\":\"2020-07-01T00:00:00.0000000Z\",\"computer\":\"A\",\"id\":3,\"data\":{}}\n" },
    { "Get-WinEvent: local times, whose Z is not true, are set right by Sysmon's UtcTime",
      "{\"EventID\":1,\"Channel\":\"S\",\"Hostname\":\"A\",\"TimeCreated\":\"2022-08-04T07:50:49.201Z\",\"UtcTime\":\"2022-08-04 14:50:49.165\"}\n"
      "{\"EventID\":1,\"Channel\":\"S\",\"Hostname\":\"A\",\"TimeCreated\":\"2022-08-04T07:50:50.201Z\",\"UtcTime\":\"2022-08-04 14:50:50.165\"}\n"
      "{\"EventID\":1,\"Channel\":\"S\",\"Hostname\":\"A\",\"TimeCreated\":\"2022-08-04T07:50:51.201Z\",\"UtcTime\":\"2022-08-04 14:50:51.165\"}\n"
      "{\"EventID\":4689,\"Channel\":\"Security\",\"Hostname\":\"A\",\"TimeCreated\":\"2022-08-04T07:50:52.201Z\",\"Level\":\"0\"}\n",
      "{\"time\":\"2022-08-04T14:50:49.2010000Z\",\"computer\":\"A\",\"channel\":\"S\",\"id\":1,\"data\":{\"UtcTime\":\"2022-08-04 14:50:49.165\"}}\n"
      "{\"time\":\"2022-08-04T14:50:50.2010000Z\",\"computer\":\"A\",\"channel\":\"S\",\"id\":1,\"data\":{\"UtcTime\":\"2022-08-04 14:50:50.165\"}}\n"
      "{\"time\":\"2022-08-04T14:50:51.2010000Z\",\"computer\":\"A\",\"channel\":\"S\",\"id\":1,\"data\":{\"UtcTime\":\"2022-08-04 14:50:51.165\"}}\n"
      "{\"time\":\"2022-08-04T14:50:52.2010000Z\",\"computer\":\"A\",\"channel\":\"Security\",\"id\":4689,\"level\":0,\"data\":{}}\n" },
    { "Winlogbeat: ECS around the event is left out, words become numbers, param1 is unnamed data",
      "{\"@timestamp\":\"2026-05-11T03:10:02.123Z\",\"agent\":{\"type\":\"winlogbeat\",\"id\":\"x\"},\"log\":{\"level\":\"error\"},"
      "\"winlog\":{\"channel\":\"System\",\"event_id\":\"7034\",\"record_id\":99,\"computer_name\":\"PC1\",\"provider_name\":"
      "\"Service Control Manager\",\"task\":\"\",\"opcode\":\"Stop\",\"keywords\":[\"Classic\",\"Audit Success\"],"
      "\"process\":{\"pid\":4,\"thread\":{\"id\":8}},\"event_data\":{\"param1\":\"Spooler\",\"param2\":\"1\",\"Binary\":\"00\"},"
      "\"user\":{\"identifier\":\"S-1-5-18\",\"name\":\"SYSTEM\"}},\"host\":{\"name\":\"PC1\"},\"event\":{\"code\":\"7034\"}}\n",
      "{\"time\":\"2026-05-11T03:10:02.1230000Z\",\"computer\":\"PC1\",\"channel\":\"System\","
      "\"provider\":\"Service Control Manager\",\"id\":7034,\"event_record_id\":99,\"level\":2,\"opcode\":2,"
      "\"keywords\":\"0xa0000000000000\",\"process_id\":4,\"thread_id\":8,\"user_id\":\"S-1-5-18\","
      "\"data\":{\"Data\":[\"Spooler\",\"1\"],\"Binary\":\"00\"}" },
    { "Winlogbeat: flattened names, and what Elasticsearch wraps around, make no difference",
      "{\"_index\":\"w\",\"_source\":{\"@timestamp\":\"2026-05-11T03:10:02Z\",\"winlog.channel\":\"Security\",\"winlog.event_id\":4624,"
      "\"winlog.event_data.LogonType\":\"3\"}}\n",
      "{\"time\":\"2026-05-11T03:10:02.0000000Z\",\"channel\":\"Security\",\"id\":4624,\"data\":{\"LogonType\":\"3\"}}\n" },
    { "a flattened name of any length is kept whole",
      "{\"@timestamp\":\"2026-05-11T03:10:02Z\",\"winlog.channel\":\"Security\",\"winlog.event_id\":4624,"
      "\"winlog.event_data." LONG_NAME "\":\"3\"}\n",
      "{\"time\":\"2026-05-11T03:10:02.0000000Z\",\"channel\":\"Security\",\"id\":4624,\"data\":{\"" LONG_NAME "\":\"3\"}}\n" },
    { "Winlogbeat 6: the older names",
      "{\"@timestamp\":\"2018-05-11T03:10:02Z\",\"log_name\":\"Security\",\"event_id\":4624,\"computer_name\":\"A\",\"source_name\":\"P\","
      "\"record_number\":\"12\",\"level\":\"Information\",\"event_data\":{\"LogonType\":\"3\"},\"beat\":{\"x\":1}}\n",
      "{\"time\":\"2018-05-11T03:10:02.0000000Z\",\"computer\":\"A\",\"channel\":\"Security\",\"provider\":\"P\",\"id\":4624,"
      "\"event_record_id\":12,\"level\":4,\"data\":{\"LogonType\":\"3\"}" },
    { "our own flat shape is read as it is written",
      "{\"time\":\"2026-05-11T03:10:02.1234567Z\",\"computer\":\"A\",\"channel\":\"C\",\"provider\":\"P\",\"id\":7,\"event_record_id\":5,"
      "\"level\":4,\"keywords\":\"0x8000000000000000\",\"record_id\":6,\"data\":{\"A\":\"x\",\"B\":[\"1\",\"2\"],\"Data\":[\"u\","
      "\"v\"],\"C\":5,\"D\":true,\"E\":null}}\n",
      "{\"time\":\"2026-05-11T03:10:02.1234567Z\",\"computer\":\"A\",\"channel\":\"C\",\"provider\":\"P\",\"id\":7,\"event_record_id\":5,"
      "\"level\":4,\"keywords\":\"0x8000000000000000\",\"record_id\":6,\"data\":{\"A\":\"x\",\"B\":[\"1\",\"2\"],\"Data\":[\"u\","
      "\"v\"],\"C\":5,\"D\":true,\"E\":null}}\n" },
    { "a list over several lines, with a byte order mark, is read object by object",
      "\xef\xbb\xbf[\r\n  {\r\n    \"id\": 1,\r\n    \"time\": \"2026-05-11T00:00:00Z\",\r\n    \"channel\": \"C\","
      "\r\n    \"data\": { \"A\": \"[\\\"}\" }\r\n  },\r\n"
      "  {\"id\":2,\"time\":\"2026-05-11T00:00:01Z\",\"channel\":\"C\",\"data\":{}}\r\n]\r\n",
      "{\"time\":\"2026-05-11T00:00:00.0000000Z\",\"channel\":\"C\",\"id\":1,\"data\":{\"A\":\"[\\\"}\"}}\n"
      "{\"time\":\"2026-05-11T00:00:01.0000000Z\",\"channel\":\"C\",\"id\":2,\"data\":{}}\n" },
    { "objects under lines that count them (evtx_dump -o json) are read",
      "Record 1\n{\n  \"Event\": {\n    \"System\": {\n      \"EventID\": 1\n    }\n  }\n}\n"
      "Record 2\n{\n  \"Event\": {\n    \"System\": {\n      \"EventID\": 2\n    }\n  }\n}\n",
      "{\"id\":1,\"data\":{}}\n{\"id\":2,\"data\":{}}\n" },
    { "a line that is no JSON is told with its place, and the next one is read",
      "{\"id\":1,\"time\":\"2026-05-11T00:00:00Z\",\"channel\":\"C\",\"data\":{}}\n{\"id\":2,\"channel\":\"C\",\n"
      "{\"id\":3,\"channel\":\"C\",\"data\":{\"A\":\"cut\n{\"id\":4,\"channel\":\"C\"} x\n{\"id\":5,\"channel\":\"C\"}",
      "{\"time\":\"2026-05-11T00:00:00.0000000Z\",\"channel\":\"C\",\"id\":1,\"data\":{}}\n"
      "! unread a name in quotes 2:23 @63+23\n! unread the end of the string 3:39 @86+39\n"
      "{\"channel\":\"C\",\"id\":4,\"data\":{}}\n! unread an object 4:24 @148+2\n"
      "{\"channel\":\"C\",\"id\":5,\"data\":{}}\n" },
    { "JSON that is no event is named as foreign; a record of another dialect is read by that one",
      "{\"id\":1,\"time\":\"2026-05-11T00:00:00Z\",\"channel\":\"C\",\"data\":{}}\n{\"index\":{\"_id\":\"1\"}}\n"
      "{\"Event\":{\"System\":{\"EventID\":9}}}\n",
      "{\"time\":\"2026-05-11T00:00:00.0000000Z\",\"channel\":\"C\",\"id\":1,\"data\":{}}\n"
      "! foreign @63+21\n{\"id\":9,\"data\":{}}\n" },
    { "escapes become characters; lone surrogates and bytes that are no UTF-8 become U+FFFD",
      EVENT("\"EventData\":{\"A\":\"\\u65e5\\u672c \\ud83d\\ude00 \\t\\/\",\"B\":\"\\ud800x\\udc00\","
            "\"C\":\"\xff\xe6\x97\xa5\xed\xa0\x80\",\"D\":\"\\q\\u12\"}"),
      "{\"channel\":\"Security\",\"id\":1,\"data\":{\"A\":\"日本 😀 \\t/\",\"B\":\"\xef\xbf\xbdx\xef\xbf\xbd\","
      "\"C\":\"\xef\xbf\xbd日\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\",\"D\":\"q\\\\u12\"}}\n" },
    { "how a record was found is kept: recovered ones prove no recording",
      "{\"record_id\":3,\"data\":{},\"found\":\"carved\",\"damaged\":true}\n",
      "{\"record_id\":3,\"data\":{}} carved damaged\n" },
    { "an identifier with its qualifiers is taken apart; what is no number stays text",
      "{\"EventID\":\"2147489653\",\"Channel\":\"S\",\"Hostname\":\"A\",\"SeverityValue\":2,\"Task\":\"none\"}\n",
      "{\"computer\":\"A\",\"channel\":\"S\",\"id\":6005,\"task\":\"none\",\"qualifiers\":32768,\"data\":{}}\n" },
};

// clang-format on

// A flat line may be followed by RenderingInfo: compared is what the row has.
static bool begins_alike(const char *found, const char *expected)
{
    return strncmp(found, expected, strlen(expected)) == 0;
}

static void dialects(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        ks_span export = { (const u8 *)rows[i].export, strlen(rows[i].export) };
        const char *found = read_cut(export, KS_JSON_FLAT, SIZE_MAX);
        if (!check(rows[i].sentence, begins_alike(found, rows[i].events)))
            remark("found:\n%s", found);
    }
}

static void cuts(void)
{
    bool all = true;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_span export = { (const u8 *)rows[i].export, strlen(rows[i].export) };
        char whole[8192];
        const char *found = read_cut(export, KS_JSON_FLAT, SIZE_MAX);
        memcpy(whole, found, strlen(found) + 1);
        for (size_t step = 1; step < 90; step += step < 4 ? 1 : 17)
            all = all && strcmp(whole, read_cut(export, KS_JSON_FLAT, step)) == 0;
    }
    check("however the stream is cut, the events and the problems are the same", all);
}

// What evtx_dump writes comes out again: the tree is the same.
// clang-format off
static const char *const nested[] = {
    "{\"Event\":{\"#attributes\":{\"xmlns\":\"http://schemas.microsoft.com/win/2004/08/events/event\"},\"System\":{\"Provider\":{"
    "\"#attributes\":{\"Name\":\"Service Control Manager\",\"Guid\":\"{555908d1-a6d7-4695-8e1e-26931d2012f4}\",\"EventSourceName\":\"SCM\"}},"
    "\"EventID\":{\"#attributes\":{\"Qualifiers\":16384},\"#text\":7045},\"Version\":0,\"Level\":4,\"Task\":0,\"Opcode\":0,"
    "\"Keywords\":\"0x8080000000000000\",\"TimeCreated\":{\"#attributes\":{\"SystemTime\":\"2017-07-12T07:34:58.833674Z\"}},"
    "\"EventRecordID\":277,\"Correlation\":null,\"Execution\":{\"#attributes\":{\"ProcessID\":616,\"ThreadID\":1072}},"
    "\"Channel\":\"System\",\"Computer\":\"PC\",\"Security\":{\"#attributes\":{\"UserID\":\"S-1-5-18\"}}},"
    "\"EventData\":{\"ServiceName\":\"s\",\"StartType\":2,\"Flag\":true,\"AccountName\":\"\"}}}\n",
    "{\"Event\":{\"#attributes\":{\"xmlns\":\"http://schemas.microsoft.com/win/2004/08/events/event\"},\"System\":{\"EventID\":1102,"
    "\"Channel\":\"Security\",\"Security\":null},\"UserData\":{\"LogFileCleared\":{\"#attributes\":{\"xmlns\":\"http://manifests\"},"
    "\"SubjectUserName\":\"student\",\"Header\":\"a\",\"Header_1\":\"b\",\"Empty\":null,\"In\":{\"#attributes\":{\"n\":1},\"#text\":\"t\","
    "\"Deep\":{\"x\":\"y\"}}}}}}\n",
    "{\"Event\":{\"#attributes\":{\"xmlns\":\"http://schemas.microsoft.com/win/2004/08/events/event\"},\"System\":{\"EventID\":6009},"
    "\"EventData\":{\"Data\":{\"#text\":[\"10.00.\",\"\",\"x\"]},\"Binary\":\"00\"}}}\n",
    "{\"Event\":{\"#attributes\":{\"xmlns\":\"http://schemas.microsoft.com/win/2004/08/events/event\"},\"System\":{\"EventID\":5033},"
    "\"EventData\":null}}\n",
    "{\"Event\":{\"#attributes\":{\"xmlns\":\"http://schemas.microsoft.com/win/2004/08/events/event\"},\"System\":{\"EventID\":1},"
    "\"EventData\":{\"#attributes\":{\"Name\":\"X\"},\"A\":\"1\",\"not a <name>\":\"2\"}}}\n",
};

// clang-format on
static void round_trips(void)
{
    bool all = true;
    for (size_t i = 0; i < countof(nested); i++) {
        ks_span export = { (const u8 *)nested[i], strlen(nested[i]) };
        const char *found = read_cut(export, KS_JSON_NESTED, SIZE_MAX);
        if (strcmp(found, nested[i]) != 0)
            remark("expected:\n%sfound:\n%s", nested[i], found);
        all = all && strcmp(found, nested[i]) == 0;
    }
    check("evtx_dump's shape is read and written again byte by byte", all);
    ks_span odd = { (const u8 *)nested[4], strlen(nested[4]) };
    check("a name that XML has no place for stands in an attribute, escaped",
          strstr(read_cut(odd, KS_XML, SIZE_MAX), "<Data Name=\"not a &lt;name&gt;\">2</Data>"));
}

static void wide(void)
{
    static const char text[] =
        "\xef\xbb\xbf"
        "{\"id\":1,\"time\":\"2026-05-11T00:00:00Z\",\"channel\":\"C\",\"data\":{\"A\":\"x\"}}\r\n"
        "{\"id\":2,\"channel\":\r\n{\"id\":3,\"channel\":\"C\"}\r\n";
    u8 bytes[2][2 * sizeof text];
    size_t size = 0;
    for (size_t i = 3; i < sizeof text - 1; i++, size += 2) {
        bytes[0][size + 2] = bytes[1][size + 3] = (u8)text[i];
        bytes[0][size + 3] = bytes[1][size + 2] = 0;
    }
    bytes[0][0] = bytes[1][1] = 0xff;
    bytes[0][1] = bytes[1][0] = 0xfe;
    bool all = true;
    for (size_t i = 0; i < 2; i++) {
        for (size_t step = 7; step < 400; step *= 3) {
            const char *found = read_cut((ks_span){ bytes[i], size + 2 }, KS_JSON_FLAT, step);
            bool is_right =
                strcmp(found, "{\"time\":\"2026-05-11T00:00:00.0000000Z\",\"channel\":\"C\","
                              "\"id\":1,\"data\":{\"A\":\"x\"}}\n"
                              "! unread a value 2:20 @144+40\n"
                              "{\"channel\":\"C\",\"id\":3,\"data\":{}}\n") == 0;
            if (!is_right)
                remark("found:\n%s", found);
            all = all && is_right;
        }
    }
    check("UTF-16 of either order is read, and offsets are those of the source", all);
}

static void probes(void)
{
    static const struct {
        const char *text;
        bool is_export;
    } heads[] = {
        { "{\"Event\":{\"System\":{\"EventID\":1", true },
        { "  \n[{\"EventID\":1,\"Channel\":\"S\",\"TimeCreated\":\"x\",\"Computer\":\"A\"}]",
          true },
        { "{\"garbage\n{\"Event\":{\"System\":{}}}\n", true },
        { "{\"roots\":{\"bookmark_bar\":{}},\"version\":1}", false },
        { "[1,2,3]", false },
        { "{}", false },
        { "EventID,Channel\n1,2\n", false },
        { "", false },
    };
    bool all = true;
    for (size_t i = 0; i < countof(heads); i++)
        all = all && ks_jsonlog_probe((ks_span){ (const u8 *)heads[i].text,
                                                 strlen(heads[i].text) }) == heads[i].is_export;
    check("an export is known by its first record, and other JSON is not taken for one", all);
}

static void notes(void)
{
    static const char *const exports[] = {
        "{\"EventID\":1,\"Hostname\":\"A\",\"SeverityValue\":2,\"EventTime\":\"2020-01-01 "
        "01:00:00\"}\n",
        "{\"EventID\":1,\"Hostname\":\"A\",\"EventTime\":\"2020-01-01 "
        "01:00:00\",\"EventReceivedTime\":\"2020-01-01 01:00:00\","
        "\"@timestamp\":\"2019-12-31T16:00:01Z\"}\n",
        "{\"EventID\":1,\"Hostname\":\"A\",\"EventTime\":\"2020-01-01 "
        "01:00:00\",\"EventReceivedTime\":\"2020-01-01 01:00:00\","
        "\"@timestamp\":\"2020-01-01T01:00:01Z\"}\n",
    };
    ks_jsonlog_feed feed;
    ks_ledger_row row = { 0 };
    ks_jsonlog_begin(&feed, (ks_span){ (const u8 *)exports[0], strlen(exports[0]) });
    check("times whose zone is not known are taken as UTC, and the ledger says so",
          ks_jsonlog_note(&feed, &row) && row.kind == KS_LEDGER_NOTE_NO_ZONE);
    ks_jsonlog_begin(&feed, (ks_span){ (const u8 *)exports[1], strlen(exports[1]) });
    check("a zone that was found is in the ledger",
          ks_jsonlog_note(&feed, &row) && row.kind == KS_LEDGER_NOTE_ZONE && row.number[0] == 540);
    ks_jsonlog_begin(&feed, (ks_span){ (const u8 *)exports[2], strlen(exports[2]) });
    check("of an export in UTC there is nothing to say", !ks_jsonlog_note(&feed, &row));
}

static void count_event(void *context, ks_event *event)
{
    u64 *seen = context;
    seen[0] += event->data_count == 0 && event->value_count > 1000;
}

static void count_problem(void *context, const ks_ledger_row *row)
{
    u64 *seen = context;
    seen[1] += row->size;
}

static void deep(void)
{
    static char text[4096];
    size_t size = (size_t)snprintf(text, sizeof text,
                                   "{\"Event\":{\"System\":{\"EventID\":1},\"EventData\":{\"A\":");
    memset(text + size, '[', 600);
    memset(text + size + 600, ']', 600);
    memcpy(text + size + 1200, "}}}\n" EVENT("\"EventData\":null"),
           sizeof "}}}\n" EVENT("\"EventData\":null"));
    const char *found = read_cut((ks_span){ (u8 *)text, strlen(text) }, KS_JSON_FLAT, SIZE_MAX);
    const char *expected = "! unread JSON 513:512 @0+";
    if (!check("depth has a limit, and the next record is read",
               begins_alike(found, expected) &&
                   strstr(found, "\n{\"channel\":\"Security\",\"id\":1,")))
        remark("found:\n%s", found);
}

// More different names than can be kept: everything is forgotten, and reading goes on.
static void many_names(void)
{
    enum { records = 200, names = 1000, name_size = 24 };
    size_t size = 0, capacity = (size_t)records * (names * name_size + 100);
    char *text = malloc(capacity);
    for (unsigned r = 0; r < records; r++) {
        size += (size_t)snprintf(text + size, capacity - size,
                                 "{\"Event\":{\"System\":{\"EventID\":%u},\"EventData\":{", r + 1);
        for (unsigned n = 0; n < names; n++)
            size += (size_t)snprintf(text + size, capacity - size, "%s\"n%u\":1", n ? "," : "",
                                     r * names + n);
        size += (size_t)snprintf(text + size, capacity - size, "}}}\n");
    }
    u64 seen[2] = { 0 };
    ks_jsonlog *reader = NULL;
    ks_fail fail;
    ks_jsonlog_feed feed;
    ks_jsonlog_block block;
    if (!ks_jsonlog_open(&reader, 0, &fail))
        abort();
    ks_jsonlog_begin(&feed, (ks_span){ (u8 *)text, size });
    ks_jsonlog_sink sink = { seen, 0, count_event, count_problem };
    if (ks_jsonlog_cut(&feed, (ks_span){ (u8 *)text, size }, true, &block) == size)
        ks_jsonlog_read(reader, &block, (ks_span){ (u8 *)text, size }, &sink);
    ks_jsonlog_close(reader);
    free(text);
    check("more names than there is room for cost time, not events",
          seen[0] == records && !seen[1]);
}

int main(void)
{
    dialects();
    cuts();
    round_trips();
    wide();
    probes();
    notes();
    deep();
    many_names();
    return checked();
}
