// The tricky cases of docs/sigma.md, one row each, on one event: the engine, the judge and the slow
// twin all say what the row says. `#` in a sentence is the row's number in the list that they
// come from.
#include "evidence/read.h"
#include "rules/twin/three.h"
#include "support/make_log.h"

#include "test.h"

typedef enum { NO, YES, REFUSED } answer;

// `items` stand in the search identifier `sel`; more of the detection behind them, if any.
// clang-format off
static const struct { const char *sentence, *items, *more; answer expected; } rows[] = {
#define IS "    condition: sel\n"
    { "1 case does not count", "Image: c:\\windows\\system32\\CMD.EXE", IS, YES },
    { "2 the whole value has to fit", "Image: cmd.exe", IS, NO },
    { "3 a backslash before a letter is itself", "Image|endswith: \\cmd.exe", IS, YES },
    { "4 two backslashes are one", "Image|endswith: '\\\\cmd.exe'", IS, YES },
    { "5 three are two", "Image|endswith: '\\\\\\cmd.exe'", IS, NO },
    { "6 an escaped asterisk is one", "CommandLine|contains: 'a\\*b'", IS, YES },
    { "7 and no wildcard", "CommandLine|contains: 'e\\*e'", IS, NO },
    { "8 four backslashes are two: a server's name", "CommandLine|contains: '\\\\\\\\srv\\\\c$'", IS, YES },
    { "9 a part of them is found too", "CommandLine|contains: '\\\\srv'", IS, YES },
    { "10 a backslash at the end stays one", "CommandLine|contains: 'srv\\'", IS, YES },
    { "11 a path with \\* has no wildcard", "Image: 'C:\\*\\cmd.exe'", IS, NO },
    { "12 with \\\\* it has", "Image: 'C:\\\\*\\\\cmd.exe'", IS, YES },
    { "13 any drive", "Image: '?:\\\\*'", IS, YES },
    { "14 a question mark is one character", "Image: 'C:\\Windows\\System32\\cmd.ex?'", IS, YES },
    { "14 and not none", "Image: 'C:\\Windows\\System32\\cmd.exe?'", IS, NO },
    { "15 present and empty is the empty text", "ParentImage: ''", IS, YES },
    { "16 and null", "ParentImage: null", IS, YES },
    { "17 absent is not the empty text", "Foo: ''", IS, NO },
    { "18 but null", "Foo: null", IS, YES },
    { "19 absent does not exist", "Foo|exists: false", IS, YES },
    { "19 empty exists", "ParentImage|exists: true", IS, YES },
    { "20 not of what is absent is true", "Foo: x", "    condition: not sel\n", YES },
    { "21 so is neq", "Foo|neq: x", IS, YES },
    { "22 * fits the empty text", "ParentImage: '*'", IS, YES },
    { "22 but needs the field", "Foo: '*'", IS, NO },
    { "23 a number", "ProcessId: 1028", IS, YES },
    { "23 its text", "ProcessId: '1028'", IS, YES },
    { "23 the number in hexadecimal", "ProcessId: 0x404", IS, YES },
    { "23 a text in hexadecimal is a text", "ProcessId: '0x404'", IS, NO },
    { "24 numbers are compared as numbers", "ProcessId|gt: 999", IS, YES },
    { "25 a text is no number to compare", "ProcessId|gt: '1000'", IS, REFUSED },
    { "26 all values of a list", "CommandLine|contains|all: ['/c', 'echo']", IS, YES },
    { "26 all, not some", "CommandLine|contains|all: ['/c', 'nope']", IS, NO },
    { "27 a dash for any dash", "CommandLine|contains|windash: ' -f '", IS, YES },
    { "28 any dash in each value, all values", "CommandLine|contains|windash|all: [' -f', ' -c']", IS, YES },
    { "29 a dash inside a word is itself", "CommandLine|contains|windash: 'o-d'", IS, NO },
    { "30 regular expressions know case", "CommandLine|re: 'ECHO'", IS, NO },
    { "30 but for i", "CommandLine|re|i: 'ECHO'", IS, YES },
    { "31 ^ is the value's beginning", "CommandLine|re: '^echo'", IS, NO },
    { "32 a backslash is the expression's own", "CommandLine|re: 'cmd\\.exe'", IS, YES },
    { "33 what is absent fits no expression", "Foo|re: '.*'", IS, NO },
    { "34 contains adds nothing to a search", "Image|re|contains: system32\\\\cmd", IS, NO },
    { "34 (it may stand there)", "Image|re|contains: System32\\\\cmd", IS, YES },
    { "35 re behind contains is a mistake", "Image|contains|re: x", IS, REFUSED },
    { "35 a flag before re is one", "Image|i|re: x", IS, REFUSED },
    { "35 so is base64 behind contains", "Image|contains|base64: x", IS, REFUSED },
    { "35 and a modifier that is none", "Image|foo: x", IS, REFUSED },
    { "36 an address of a network", "Ip|cidr: 10.0.0.0/8", IS, YES },
    { "36 one that IPv6 maps", "Ip2|cidr: 10.0.0.0/8", IS, YES },
    { "36 a dash is no address", "Ip3|cidr: 10.0.0.0/8", IS, NO },
    { "36 another family", "Ip4|cidr: 10.0.0.0/8", IS, NO },
    { "36 IPv6 written out", "Ip5|cidr: fe80::/10", IS, YES },
    { "36 bits of hosts in a network", "Ip|cidr: 10.0.0.1/8", IS, REFUSED },
    { "37 Base64 at the first place", "B1|base64offset|contains: foobar", IS, YES },
    { "37 at the second", "B2|base64offset|contains: foobar", IS, YES },
    { "38 Base64 knows case", "B3|base64offset|contains: foobar", IS, NO },
    { "39 Base64 of UTF-16", "B4|wide|base64offset|contains: IEX", IS, YES },
    { "40 a list of maps: one of them", "- Image|endswith: x\n        - CommandLine|contains: echo", IS, YES },
    { "41 a map: all of it", "Image|endswith: cmd.exe\n        CommandLine|contains: nope", IS, NO },
    { "42 not before and, and before or", "Image: nope", "    b:\n        Image: '*'\n    c:\n        Image: '*'\n    a:\n        Image: '*'\n    condition: not a and b or c\n", YES },
    { "43 a pattern passes by what begins with _", "Image: nope", "    _sel:\n        Image: '*'\n    condition: 1 of sel*\n", NO },
    { "43 unless it begins so itself", "Image: nope", "    _sel:\n        Image: '*'\n    condition: 1 of _sel*\n", YES },
    { "44 a pattern of nothing", "Image: '*'", "    condition: 1 of nope*\n", REFUSED },
    { "45 all of them", "Image: '*'", "    filter:\n        Image: nope\n    condition: all of them\n", NO },
    { "46 one of several conditions", "Image: nope", "    b:\n        Image: '*'\n    condition:\n        - sel\n        - b\n", YES },
    { "47 keywords in different fields", "'|all':\n            - 'cmd.exe'\n            - 'AUTHORITY'", IS, YES },
    { "48 a keyword's two backslashes are one", "- System32\\\\cmd", IS, YES },
    { "48 a keyword that is not there", "- nope", IS, NO },
    { "49 any of several values", "Data|contains: 'EngineVersion=2'", IS, YES },
    { "50 spaces of a name do not count", "ThreatName|contains: trojan", IS, YES },
    { "50 nor does an underscore for one", "Threat_Name|contains: trojan", IS, YES },
    { "51 one field and another", "Image|fieldref: ParentImage", IS, NO },
    { "51 both of them empty", "Empty|fieldref: ParentImage", IS, YES },
    { "51 one absent", "Foo|fieldref: ParentImage", IS, NO },
    { "51 one absent, negated", "Foo|fieldref|neq: ParentImage", IS, YES },
    { "51 one at the end of another", "Image|fieldref|endswith: Short", IS, YES },
    { "56 a dotless i is another letter", "Browser|endswith: '\xc4\xb1" "explore.exe'", IS, NO },
    { "57 letters of all alphabets have case", "Cyrillic|contains: '\xd0\x9a'", IS, YES },
    { "65 an empty list is null", "Foo: []", IS, YES },
    { "66 a key that stands twice", "Image: x\n        Image: y", IS, REFUSED },
    { "70 all of them over line breaks", "AccessList|contains|all: ['%%4416', '%%4417']", IS, YES },
    { "70 a wildcard over a line break", "AccessList: '%%4416*%%4417'", IS, YES },
    { "a unit of time", "UtcTime|hour: 3", IS, YES },
    { "a unit of time, compared", "UtcTime|minute|gte: 11", IS, NO },
    { "ISO weeks", "UtcTime|week: 20", IS, YES },
    { "a hash taken out", "md5: 0123456789ABCDEF0123456789ABCDEF", IS, YES },
    { "a SID as text", "Sid: S-1-5-18", IS, YES },
    { "a GUID in braces", "Guid: '{01234567-89AB-CDEF-0123-456789ABCDEF}'", IS, YES },
    { "hexadecimal without zeros", "LogonId: '0x3e7'", IS, YES },
    { "hexadecimal as a number", "LogonId: 999", IS, YES },
    { "true, whatever its case", "Initiated: 'TRUE'", IS, YES },
    { "a boolean of YAML", "Initiated: true", IS, YES },
    { "the id of the event", "EventID: 1", IS, YES },
    { "the id as a text", "EventID: '1'", IS, YES },
    { "the id as a part of a text", "EventID|contains: 1", IS, YES },
    { "a field of System", "Provider_Name: Microsoft-Windows-Sysmon", IS, YES },
    { "its other name", "Source: Microsoft-Windows-Sysmon", IS, YES },
#undef IS
};
// clang-format on

static const ks_made_field fields[] = {
    KS_MADE_TEXT("UtcTime", "2026-05-11 03:10:02.123"),
    KS_MADE_TEXT("Image", "C:\\Windows\\System32\\cmd.exe"),
    KS_MADE_TEXT("CommandLine", "cmd.exe /c \"echo a*b\" \xe2\x80\x93"
                                "f \\\\srv\\c$ o/d"),
    KS_MADE_TEXT("ParentImage", ""),
    KS_MADE_TEXT("Empty", ""),
    KS_MADE_TEXT("Short", "CMD.exe"),
    KS_MADE_TEXT("User", "NT AUTHORITY\\SYSTEM"),
    KS_MADE_NUMBER("ProcessId", KS_UINT32, 1028),
    KS_MADE_NUMBER("LogonId", KS_HEX64, 999),
    KS_MADE_NUMBER("Initiated", KS_BOOL, 1),
    KS_MADE_AS("Sid", KS_SID, "S-1-5-18"),
    KS_MADE_AS("Guid", KS_GUID, "{01234567-89AB-CDEF-0123-456789ABCDEF}"),
    KS_MADE_TEXT("Hashes", "SHA1=AA,MD5=0123456789ABCDEF0123456789ABCDEF"),
    KS_MADE_TEXT("Ip", "10.1.2.3"),
    KS_MADE_TEXT("Ip2", "::ffff:10.1.2.3"),
    KS_MADE_TEXT("Ip3", "-"),
    KS_MADE_TEXT("Ip4", "fe80::1"),
    KS_MADE_TEXT("Ip5", "fe80:0:0:0:80ac:4126:fa58:1b81"),
    KS_MADE_TEXT("B1", "xxZm9vYmFyxx"),
    KS_MADE_TEXT("B2", "YWZvb2Jhcg=="),
    KS_MADE_TEXT("B3", "zm9vymfy"),
    KS_MADE_TEXT("B4", "SQBFAFgAIAAoAE4A"),
    KS_MADE_TEXT("Threat Name", "Trojan:Win32/A"),
    KS_MADE_TEXT("Browser", "IEXPLORE.EXE"),
    KS_MADE_TEXT("Cyrillic", "\xd0\xba"),
    KS_MADE_TEXT("AccessList", "%%4416\r\n\t\t\t\t%%4417"),
    KS_MADE_TEXT("Data", "Available"),
    KS_MADE_TEXT("Data", "None"),
    KS_MADE_TEXT("Data", "\tEngineVersion=2.0\r\n\tHostName=x\r\n"),
};

static three *all;

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    (void)own;
    (void)out;
    three_look(all, event);
    return false;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    (void)shared;
    (void)block;
    (void)fail;
    return true;
}

// One file a row: a key that stands twice refuses its file.
static const char *rules_folder(void)
{
    static char folder[256];
    ks_fail fail = { 0 };
    snprintf(folder, sizeof folder, "%s/rules", scratch());
    KS_ASSERT(ks_os_make_folder(folder, &fail));
    for (size_t i = 0; i < countof(rows); i++) {
        char path[300], text[1024];
        snprintf(path, sizeof path, "%s/%03zu.yml", folder, i);
        int size = snprintf(text, sizeof text,
                            "title: row %zu\nlogsource:\n    product: windows\n"
                            "    category: process_creation\ndetection:\n    sel:\n"
                            "        %s\n%s",
                            i, rows[i].items, rows[i].more);
        make_file(path, (ks_span){ (const u8 *)text, (size_t)size });
    }
    return folder;
}

static void look_at_event(const char *path, ks_arena *run)
{
    ks_sources *sources;
    ks_sources_options options = { 0 };
    ks_fail fail = { 0 };
    made_log log = make_log(1 << 18);
    make_event(&log, &(ks_made_event){ .provider = "Microsoft-Windows-Sysmon",
                                       .channel = "Microsoft-Windows-Sysmon/Operational",
                                       .computer = "H",
                                       .id = 1,
                                       .ticks = 134000000000000000,
                                       .fields = fields,
                                       .field_count = countof(fields) });
    make_file(path, make_log_end(&log));
    ks_reading reading = { .event = on_event, .deliver = on_block, .threads = 1 };
    KS_ASSERT(ks_sources_open(&sources, &path, 1, &options, run, &fail) &&
              ks_read_events(sources, &reading, run, &fail));
    ks_sources_close(sources);
}

int main(void)
{
    ks_arena run;
    char path[256];
    snprintf(path, sizeof path, "%s/row.evtx", scratch());
    if (!ks_arena_open(&run, "rows", (size_t)1 << 30))
        return 1;
    const char *folder = rules_folder();
    all = three_of_folders(&folder, 1, &run);
    if (!check("the rows are rules", all && all->twin->rule_count == countof(rows)))
        return checked();
    look_at_event(path, &run);
    for (u32 i = 0; i < countof(rows); i++) {
        bool twin_runs = three_runs_in_twin(all, i);
        bool engine_runs = three_runs_in_engine(all, i);
        answer by_twin = !twin_runs ? REFUSED : all->twin_hits[i] ? YES : NO;
        answer by_engine = !engine_runs ? REFUSED : all->engine_hits[i] ? YES : NO;
        answer by_judge = !engine_runs ? REFUSED : all->judge_hits[i] ? YES : NO;
        answer expected = rows[i].expected;
        if (!check(rows[i].sentence,
                   by_twin == expected && by_engine == expected && by_judge == expected))
            remark("expected %d: twin %d, engine %d, judge %d: %s", expected, by_twin, by_engine,
                   by_judge, rows[i].items);
    }
    check("what the engine says made a hit, the judge says too",
          all->whys > 20 && all->wrong_whys == 0);
    three_close(all);
    return checked();
}
