// Random rules and events for the property test: from one small stock of words, so that they meet.
// The same seed gives the same ones.
#pragma once
#include "base/base.h"
#include "evidence/evtx/write.h"

#include <stdio.h>

typedef struct chance_stock chance_stock;
typedef struct {
    u64 state;
    const chance_stock *stock;
} chance;

static inline u64 chance_next(chance *c)
{
    c->state += 0x9e3779b97f4a7c15; // splitmix64 (Steele, Lea, Flood 2014)
    u64 z = c->state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static inline size_t chance_below(chance *c, size_t most)
{
    return (size_t)(chance_next(c) % most);
}
static inline bool chance_in(chance *c, size_t of) { return chance_below(c, of) == 0; }
#define CHANCE_OF(c, rows) ((rows)[chance_below((c), countof(rows))])

typedef struct {
    char at[1 << 18];
    size_t size;
} chance_text;

static inline void chance_put(chance_text *t, const char *text)
{
    size_t size = strlen(text);
    if (size < sizeof t->at - t->size) {
        memcpy(t->at + t->size, text, size);
        t->size += size;
    }
    t->at[t->size] = '\0';
}

// --- the stock
// clang-format off
static const char *const chance_words[] = {
    "cmd.exe", "powershell", "C:\\Windows\\System32\\", "\\\\srv\\c$", "\\", "\\\\", "a*b",
    "a?b", " -f", " /c ", " \342\200\223enc", "\xe2\x80\x94x", "--foo", "a-b", "-", "/", "%tmp%",
    "%%4416", "\xd0\x9a", "\xd0\xba", "\xc5\xbf", "S", "s", "K", "\xe2\x84\xaa", "k", "\xc4\xb0",
    "\xc4\xb1", "i", "\xc3\x9f", "\xe1\xba\x9e", "\xf0\x9f\x98\x80", "e\xcc\x81", "\xc3\xa9",
    "\r\n\t", "\n", "\t", " ", "  ", "0", "1", "23", "0x17", "0X17", "1028", "999", "-5", "4.5",
    "007", "1e3", "18446744073709551615", "foobar", "FooBar", "Zm9vYmFy", "xxZm9vYmFyxx",
    "zm9vymfy", "Zvb2Jhc", "SQBFAFgA", "IEX", "kARQBYA", "10.1.2.3", "::ffff:10.1.2.3",
    "fe80::1%4", "fe80:0:0:0:80ac:4126:fa58:1b81", "1.2.3", "192.168.0.1",
    "2026-05-11 03:10:02.123", "2024-12-30T23:59:59Z", "true", "True", "false",
    "NT AUTHORITY\\SYSTEM", "S-1-5-18", "MD5=AA,SHA1=BB", "x", "X", ".", "a", "A", "ab", "b",
    "aaaa", "''", "\"", ":", "#", "",
};
static const char *const chance_fields[] = {
    "Image", "CommandLine", "ParentImage", "User", "ProcessId", "Hashes", "Threat Name",
    "LogonId", "Ip", "UtcTime", "Data", "Flag", "Sid", "Guid", "When", "Bytes", "Level",
    "Version", "Param_1", "NewProcessName", "SubjectUserName", "Details", "EventType",
    "TargetObject",
};
// clang-format on
// What rules ask for besides.
// clang-format off
static const char *const chance_asked[] = {
    "image", "COMMANDLINE", "Foo", "ThreatName", "Threat_Name", "threat name", "EventID",
    "Channel", "Computer", "ComputerName", "Provider_Name", "ProviderName", "Source", "Keywords",
    "Task", "Opcode", "EventRecordID", "TimeCreated_SystemTime", "Execution_ProcessID",
    "Security_UserID", "UserID", "md5", "Sha1", "ParentProcessId", "IntegrityLevel",
    "EngineVersion", "HostApplication", "OriginalFileName", "CurrentDirectory", "LogonGuid",
    "Correlation_ActivityID", "Message",
};
// clang-format on

// What events of auditing say, which have to be converted for rules of Sysmon's words.
// clang-format off
static const char *const chance_audit_words[] = {
    "%%1904", "%%1905", "%%1906", "%%1873", "%%1875", "%%1876", "%%1883", "%%14592", "%%14593",
    "\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Services\\x", "\\REGISTRY\\USER\\S-1-5-18\\Run",
    "\\REGISTRY\\MACHINE\\SOFTWARE\\Classes\\CLSID", "HKLM\\System", "CurrentControlSet", "Run",
    "\\device\\harddiskvolume2\\windows\\cmd.exe", "C:\\windows\\cmd.exe", "System", "evil", "1", "0",
    "", "-", "DWORD (0x00000001)", "Binary Data", "(Empty)", "SetValue", "DeleteValue", "6", "17", "tcp",
    "true", "false", "445", "49222", "3389", "50000", "10.0.2.15", "10.0.2.17", "fe80::1", "Process",
    "File", "Key", "0x2", "0x4", "0x1", "0x10000", "0x1410", "4112", "\\\\*\\IPC$", "\\\\*\\C$", "srvsvc",
    "\\srvsvc", "S-1-16-12288", "S-1-16-8192", "High", "S-1-5-18", "S-1-5-21-1-2-3-500", "CORP", "bob",
    "HOST$", "0x3e7", "0x0", "0x1980", "6528", "NT AUTHORITY\\SYSTEM", "CORP\\bob",
    "file:_C:\\a.exe; file:_D:\\b.exe", "C:\\a.exe", "Trojan",
};
static const char *const chance_audit_fields[] = {
    "ObjectName", "ObjectValueName", "NewValue", "NewValueType", "OperationType", "ProcessName",
    "Application", "Direction", "SourceAddress", "SourcePort", "DestAddress", "DestPort", "Protocol",
    "ProcessID", "ProcessId", "NewProcessId", "NewProcessName", "ParentProcessName", "ObjectType",
    "AccessMask", "ShareName", "RelativeTargetName", "MandatoryLabel", "SubjectUserSid",
    "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "TargetUserSid", "TargetUserName",
    "TargetDomainName", "TargetLogonId", "CommandLine", "Path", "Threat Name", "Action Name",
    "PossibleCause", "QueryName", "QueryStatus", "QueryResults", "OldValue",
};
static const char *const chance_audit_asked[] = {
    "TargetObject", "Details", "EventType", "Image", "User", "ProcessId", "Initiated", "SourceIp",
    "SourcePort", "DestinationIp", "DestinationPort", "Protocol", "SourceImage", "TargetImage",
    "GrantedAccess", "SourceProcessId", "TargetFilename", "PipeName", "Filename", "Signature",
    "Action", "LogonId", "ParentProcessId", "ParentImage", "IntegrityLevel", "Destination",
    "QueryName", "CommandLine", "NewName", "Hashes", "DestinationHostname", "OriginalFileName",
};
static const char *const chance_sources[] = {
    "category: process_creation", "category: process_creation", "service: security",
    "service: sysmon", "service: application", "service: powershell-classic",
    "category: registry_add", "category: registry_set", "category: network_connection", "",
    "category: ps_classic_start",
};
static const char *const chance_audit_sources[] = {
    "category: process_creation", "category: process_termination", "category: registry_add",
    "category: registry_set", "category: registry_delete", "category: registry_event",
    "category: network_connection", "category: process_access", "category: file_event",
    "category: file_delete", "category: pipe_created", "category: wmi_event",
    "category: dns_query", "category: antivirus", "service: security", "service: windefend", "",
};
// clang-format on

typedef struct {
    const char *provider, *channel;
    u16 id;
    bool is_classic;
} chance_source;
#define CHANCE_SYSMON "Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational"
#define CHANCE_AUDIT  "Microsoft-Windows-Security-Auditing", "Security"
// clang-format off
static const chance_source chance_events[] = {
    { CHANCE_SYSMON, 1, false }, { CHANCE_SYSMON, 1, false }, { CHANCE_SYSMON, 12, false },
    { CHANCE_SYSMON, 13, false }, { CHANCE_SYSMON, 3, false }, { CHANCE_AUDIT, 4688, false },
    { CHANCE_AUDIT, 4624, false }, { "Application Error", "Application", 1000, true },
    { "Other", "application", 23, true }, { "PowerShell", "Windows PowerShell", 400, true },
    { "Microsoft-Windows-Foo", "Foo/Operational", 999, false },
};
// clang-format on
static const chance_source chance_audit_events[] = {
    { CHANCE_AUDIT, 4688, false },
    { CHANCE_AUDIT, 4689, false },
    { CHANCE_AUDIT, 4657, false },
    { CHANCE_AUDIT, 4657, false },
    { CHANCE_AUDIT, 5156, false },
    { CHANCE_AUDIT, 5156, false },
    { CHANCE_AUDIT, 4656, false },
    { CHANCE_AUDIT, 4663, false },
    { CHANCE_AUDIT, 5145, false },
    { "Microsoft-Windows-WMI-Activity", "Microsoft-Windows-WMI-Activity/Operational", 5861, false },
    { "Microsoft-Windows-DNS-Client", "Microsoft-Windows-DNS-Client/Operational", 3008, false },
    { "Microsoft-Windows-Windows Defender", "Microsoft-Windows-Windows Defender/Operational", 1116,
      false },
};

// A stock of words, fields and log sources that go together.
typedef struct {
    const char *const *at;
    size_t count;
} chance_list;
#define CHANCE_LIST(rows)     \
    {                         \
        (rows), countof(rows) \
    }
struct chance_stock {
    chance_list words, fields, asked, sources;
    const chance_source *events;
    size_t event_count;
};
static const chance_stock chance_general = {
    CHANCE_LIST(chance_words),
    CHANCE_LIST(chance_fields),
    CHANCE_LIST(chance_asked),
    CHANCE_LIST(chance_sources),
    chance_events,
    countof(chance_events),
};
static const chance_stock chance_audit = {
    CHANCE_LIST(chance_audit_words),
    CHANCE_LIST(chance_audit_fields),
    CHANCE_LIST(chance_audit_asked),
    CHANCE_LIST(chance_audit_sources),
    chance_audit_events,
    countof(chance_audit_events),
};
// clang-format on

static inline const char *chance_listed(chance *c, chance_list list)
{
    return list.at[chance_below(c, list.count)];
}

static inline void chance_words_put(chance *c, chance_text *t, size_t most)
{
    for (size_t count = chance_below(c, most + 1); count; count--)
        chance_put(t, chance_listed(c, c->stock->words));
    if (chance_in(c, 60)) { // longer than any buffer for short texts
        for (size_t i = 0; i < 300; i++)
            chance_put(t, i % 7 ? "lorem" : "\xd0\xba");
    }
}

static inline const char *chance_field(chance *c)
{
    size_t asked = c->stock == &chance_audit ? 1 : 4;
    return chance_listed(c, chance_in(c, asked) ? c->stock->asked : c->stock->fields);
}

// --- rules
static inline void chance_quoted(chance_text *t, const char *text)
{
    bool is_double = strpbrk(text, "\n\r\t") != NULL;
    chance_put(t, is_double ? "\"" : "'");
    for (; *text; text++) {
        char one[2] = { *text, '\0' };
        bool is_escaped = is_double && (*text == '"' || *text == '\\');
        if (is_escaped || (!is_double && *text == '\''))
            chance_put(t, is_double ? "\\" : "'");
        chance_put(t, !is_double || (*text != '\n' && *text != '\r' && *text != '\t') ? one
                      : *text == '\n'                                                 ? "\\n"
                      : *text == '\r'                                                 ? "\\r"
                                                                                      : "\\t");
    }
    chance_put(t, is_double ? "\"" : "'");
}

static inline void chance_word_value(chance *c, chance_text *t, bool with_wildcards)
{
    static const char *const wild[] = { "*", "?", "**", "\\*", "\\\\*", "\\?", "*?" };
    chance_text *v = &(chance_text){ .size = 0 };
    v->at[0] = '\0';
    for (size_t i = 1 + chance_below(c, 3); i; i--) {
        if (with_wildcards && chance_in(c, 3))
            chance_put(v, CHANCE_OF(c, wild));
        chance_words_put(c, v, 1);
        if (with_wildcards && chance_in(c, 4))
            chance_put(v, CHANCE_OF(c, wild));
    }
    chance_quoted(t, v->at);
}

static inline void chance_plain_value(chance *c, chance_text *t)
{
    static const char *const plain[] = { "null",  "~",   "true",  "False",
                                         "0",     "1",   "23",    "0x17",
                                         "4688",  "-5",  "4.5",   "1028",
                                         "''",    "'*'", "'?'",   "18446744073709551615",
                                         "[]",    "x",   "C:\\*", "\\\\*\\\\cmd.exe",
                                         "0x3e7", "999" };
    chance_put(t, CHANCE_OF(c, plain));
}

// A repetition may stand behind an atom only; now and then it stands where it is a mistake.
static inline void chance_regex_piece(chance *c, chance_text *v)
{
    static const char *const atoms[] = {
        "a",      "cmd",  "\\.exe", ".*",      ".+?",      "[A-F]",    "[^a]",
        "\\d+",   "\\s",  "\\w",    "(?:a|b)", "(x|Foo)",  "\xd0\xba", "(?i)k",
        "(a)\\1", "\\\\", "-",      "s",       "[\\s\\S]", "\\bfoo",   "\xf0\x9f\x98\x80",
        "i",      ".",    "\\n",    "A{1,3}",  "K",        "foo|bar",  "",
    };
    static const char *const around[] = { "^", "$", "\\b", "(?!a)", "(?=.*exe)", "(?<!x)b", "|" };
    static const char *const repeated[] = { "?", "+", "{2,4}", "*", "+?" };
    if (chance_in(c, 4))
        chance_put(v, CHANCE_OF(c, around));
    chance_put(v, CHANCE_OF(c, atoms));
    if (chance_in(c, 12))
        chance_put(v, CHANCE_OF(c, repeated));
}

static inline void chance_regex_value(chance *c, chance_text *t)
{
    chance_text *v = &(chance_text){ .size = 0 };
    v->at[0] = '\0';
    for (size_t i = 1 + chance_below(c, 4); i; i--)
        chance_regex_piece(c, v);
    chance_quoted(t, v->at);
}

typedef enum {
    CHANCE_WORDS,
    CHANCE_WORDS_ONLY, // without wildcards
    CHANCE_PLAIN,
    CHANCE_REGEX,
    CHANCE_NETWORK,
    CHANCE_NUMBER,
    CHANCE_BOOL,
    CHANCE_NAME,
    CHANCE_LISTED // with placeholders
} chance_kind;

static inline void chance_value(chance *c, chance_text *t, chance_kind kind)
{
    static const char *const networks[] = { "10.0.0.0/8", "192.168.0.1",     "fe80::/10",
                                            "::/0",       "0.0.0.0/0",       "10.0.0.1/8",
                                            "'10.1.2.3'", "'::ffff:0:0/96'", "x" };
    static const char *const numbers[] = {
        "0", "1", "23", "1000", "-5", "4.5", "0x17", "11", "2026"
    };
    static const char *const bools[] = { "true", "false", "'true'" };
    static const char *const listed[] = { "'%users%'", "'*%users%'",        "'%users%\\%tmp\\%'",
                                          "'%none%'",  "'%users%-%USERS%'", "plain" };
    switch (kind) {
    case CHANCE_WORDS: chance_word_value(c, t, true); return;
    case CHANCE_WORDS_ONLY: chance_word_value(c, t, chance_in(c, 40)); return;
    case CHANCE_PLAIN: chance_plain_value(c, t); return;
    case CHANCE_REGEX: chance_regex_value(c, t); return;
    case CHANCE_NETWORK: chance_put(t, CHANCE_OF(c, networks)); return;
    case CHANCE_NUMBER: chance_put(t, CHANCE_OF(c, numbers)); return;
    case CHANCE_BOOL: chance_put(t, CHANCE_OF(c, bools)); return;
    case CHANCE_NAME: chance_quoted(t, chance_field(c)); return;
    case CHANCE_LISTED: chance_put(t, CHANCE_OF(c, listed)); return;
    }
}

static const struct {
    const char *modifiers;
    chance_kind kind;
} chance_items[] = {
    { "", CHANCE_WORDS },
    { "", CHANCE_WORDS },
    { "", CHANCE_PLAIN },
    { "", CHANCE_PLAIN },
    { "|contains", CHANCE_WORDS },
    { "|contains", CHANCE_WORDS },
    { "|startswith", CHANCE_WORDS },
    { "|endswith", CHANCE_WORDS },
    { "|startswith|endswith", CHANCE_WORDS },
    { "|contains|all", CHANCE_WORDS },
    { "|all", CHANCE_WORDS },
    { "|cased", CHANCE_WORDS },
    { "|contains|cased", CHANCE_WORDS },
    { "|cased|endswith", CHANCE_WORDS },
    { "|neq", CHANCE_WORDS },
    { "|contains|neq", CHANCE_WORDS },
    { "|neq|contains|all", CHANCE_WORDS },
    { "|contains|windash", CHANCE_WORDS },
    { "|windash|contains", CHANCE_WORDS },
    { "|endswith|windash", CHANCE_WORDS },
    { "|contains|windash|all", CHANCE_WORDS },
    { "|windash", CHANCE_WORDS },
    { "|contains", CHANCE_PLAIN },
    { "|exists", CHANCE_BOOL },
    { "|re", CHANCE_REGEX },
    { "|re", CHANCE_REGEX },
    { "|re|i", CHANCE_REGEX },
    { "|re|m", CHANCE_REGEX },
    { "|re|s|i", CHANCE_REGEX },
    { "|re|all", CHANCE_REGEX },
    { "|re|neq", CHANCE_REGEX },
    { "|re|contains", CHANCE_REGEX },
    { "|cidr", CHANCE_NETWORK },
    { "|cidr|neq", CHANCE_NETWORK },
    { "|lt", CHANCE_NUMBER },
    { "|lte", CHANCE_NUMBER },
    { "|gt", CHANCE_NUMBER },
    { "|gte", CHANCE_NUMBER },
    { "|gt|neq", CHANCE_NUMBER },
    { "|hour", CHANCE_NUMBER },
    { "|minute|gte", CHANCE_NUMBER },
    { "|week|lt", CHANCE_NUMBER },
    { "|day", CHANCE_NUMBER },
    { "|month|neq", CHANCE_NUMBER },
    { "|year|gt", CHANCE_NUMBER },
    { "|fieldref", CHANCE_NAME },
    { "|fieldref|startswith", CHANCE_NAME },
    { "|fieldref|endswith", CHANCE_NAME },
    { "|fieldref|contains", CHANCE_NAME },
    { "|fieldref|neq", CHANCE_NAME },
    { "|base64", CHANCE_WORDS_ONLY },
    { "|base64|contains", CHANCE_WORDS_ONLY },
    { "|base64offset|contains", CHANCE_WORDS_ONLY },
    { "|wide|base64offset|contains", CHANCE_WORDS_ONLY },
    { "|utf16be|base64", CHANCE_WORDS_ONLY },
    { "|utf16|base64offset|contains", CHANCE_WORDS_ONLY },
    { "|utf16le|base64", CHANCE_WORDS_ONLY },
    { "|expand", CHANCE_LISTED },
    { "|contains|expand", CHANCE_LISTED },
    { "|expand|contains", CHANCE_LISTED },
    // mistakes
    { "|contains|re", CHANCE_WORDS },
    { "|i|re", CHANCE_WORDS },
    { "|foo", CHANCE_WORDS },
    { "|wide", CHANCE_WORDS },
    { "|exists|all", CHANCE_BOOL },
    { "|contains|base64", CHANCE_WORDS },
    { "|gt", CHANCE_WORDS },
    { "|cidr|contains", CHANCE_NETWORK },
    { "|cased", CHANCE_PLAIN },
};
enum { chance_mistakes = 9 };

static inline void chance_item(chance *c, chance_text *t, const char *indent)
{
    size_t sound = countof(chance_items) - chance_mistakes;
    size_t which = chance_below(c, chance_in(c, 25) ? countof(chance_items) : sound);
    chance_text *key = &(chance_text){ .size = 0 };
    chance_put(key, chance_field(c));
    chance_put(key, chance_items[which].modifiers);
    chance_quoted(t, key->at);
    size_t count = chance_in(c, 3) ? 1 + chance_below(c, 4) : 0;
    chance_put(t, ":");
    if (count == 0) {
        chance_put(t, " ");
        chance_value(c, t, chance_items[which].kind);
    }
    for (size_t i = 0; i < count; i++) {
        chance_put(t, "\n");
        chance_put(t, indent);
        chance_put(t, "    - ");
        chance_value(c, t, chance_items[which].kind);
    }
    chance_put(t, "\n");
}

static inline void chance_selection(chance *c, chance_text *t, const char *name)
{
    chance_put(t, "    ");
    chance_put(t, name);
    chance_put(t, ":\n");
    size_t shape = chance_below(c, 10), count = 1 + chance_below(c, 3);
    for (size_t i = 0; i < count; i++) {
        if (shape == 0) { // keywords
            chance_put(t, "        - ");
            chance_word_value(c, t, true);
            chance_put(t, "\n");
            continue;
        }
        if (shape == 1 && i == 0) {
            chance_put(t, "        '|all':\n            - ");
            chance_word_value(c, t, true);
            chance_put(t, "\n            - ");
            chance_word_value(c, t, true);
            chance_put(t, "\n");
            return;
        }
        chance_put(t, shape < 4 ? "        - " : "        ");
        chance_item(c, t, shape < 4 ? "          " : "        ");
        if (shape == 2) {
            chance_put(t, "          ");
            chance_item(c, t, "          ");
        }
    }
}

static const char *const chance_names[] = { "sel", "sel_b", "filter_x", "_hid" };

static inline void chance_condition(chance *c, chance_text *t, size_t names, unsigned depth)
{
    static const char *const quantified[] = { "1 of sel*",   "all of sel*", "1 of them",
                                              "all of them", "any of *e*",  "any of s*l",
                                              "all of sel" };
    if (chance_in(c, 100))
        chance_put(t, "not 1 of nope* and "); // a mistake
    size_t which = chance_below(c, depth > 2 ? 4 : 9);
    if (which == 0) {
        chance_put(t, CHANCE_OF(c, quantified));
    } else if (which < 4) {
        chance_put(t, chance_names[chance_below(c, names)]);
    } else if (which == 4) {
        chance_put(t, "not ");
        chance_condition(c, t, names, depth + 1);
    } else if (which == 5) {
        chance_put(t, "(");
        chance_condition(c, t, names, depth + 1);
        chance_put(t, ")");
    } else {
        chance_condition(c, t, names, depth + 1);
        chance_put(t, which == 6 ? " or " : " and ");
        chance_condition(c, t, names, depth + 1);
    }
}

static inline void chance_rule(chance *c, chance_text *t, size_t number)
{
    char line[64];
    snprintf(line, sizeof line, "---\ntitle: rule %zu\n", number);
    chance_put(t, line);
    chance_put(t, "logsource:\n    product: windows\n    ");
    chance_put(t, chance_listed(c, c->stock->sources));
    chance_put(t, "\ndetection:\n");
    size_t names = 1 + chance_below(c, countof(chance_names));
    for (size_t i = 0; i < names; i++)
        chance_selection(c, t, chance_names[i]);
    chance_put(t, "    condition: ");
    chance_condition(c, t, names, 0);
    chance_put(t, "\n");
}

// --- events
static const u8 chance_array[] = { 'a', 0, 0, 0, 0, 0, 'K', 0, 0, 0 };  // "a", "", "K"
static const u8 chance_broken[] = { 'x', 0, 0x00, 0xd8, 'b', 0, 0, 0 }; // a lone surrogate
static const u8 chance_numbers[] = { 1, 0, 0, 0, 23, 0, 0, 0 };

static inline ks_made_field chance_typed(chance *c, const char *name)
{
    switch (chance_below(c, 12)) {
    case 0: return (ks_made_field)KS_MADE_NUMBER(name, KS_UINT32, chance_below(c, 2000));
    case 1: return (ks_made_field)KS_MADE_NUMBER(name, KS_HEX64, chance_below(c, 2) ? 999 : 23);
    case 2: return (ks_made_field)KS_MADE_NUMBER(name, KS_BOOL, chance_below(c, 2));
    case 3: return (ks_made_field)KS_MADE_AS(name, KS_SID, "S-1-5-18");
    case 4:
        return (ks_made_field)KS_MADE_AS(name, KS_GUID, "{01234567-89AB-CDEF-0123-456789ABCDEF}");
    case 5:
        return (ks_made_field)KS_MADE_NUMBER(name, KS_FILETIME,
                                             133800000000000000 + chance_next(c) % 400000000000000);
    case 6: return (ks_made_field)KS_MADE_AS(name, KS_BINARY, "00A1FF");
    case 7: return (ks_made_field)KS_MADE_NULL(name);
    case 8:
        return (ks_made_field){
            .name = name, .value = { chance_array, sizeof chance_array, KS_ARRAY | KS_STRING }
        };
    case 9:
        return (ks_made_field){ .name = name,
                                .value = { chance_broken, sizeof chance_broken, KS_STRING } };
    case 10:
        return (ks_made_field){
            .name = name, .value = { chance_numbers, sizeof chance_numbers, KS_ARRAY | KS_UINT32 }
        };
    default: return (ks_made_field)KS_MADE_NUMBER(name, KS_INT32, (u32)-5);
    }
}

enum { chance_fields_most = 16, chance_values_size = 1 << 16 };

// `room` holds the texts until the event is written.
static inline void chance_event(chance *c, ks_evtx_writer *writer, chance_text *room)
{
    ks_made_field fields[chance_fields_most];
    const chance_source *source = &c->stock->events[chance_below(c, c->stock->event_count)];
    size_t count = chance_below(c, 13);
    const char *users[] = { NULL, "S-1-5-18", "S-1-5-21-1-2-3-500" };
    bool is_classic = source->is_classic, has_command = false;
    ks_fail fail = { 0 };
    room->size = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name =
            is_classic && !chance_in(c, 4) ? NULL : chance_listed(c, c->stock->fields);
        if (name && strcmp(name, "CommandLine") == 0) { // no log has two
            name = has_command ? "Foo" : name;
            has_command = true;
        }
        bool is_named = name != NULL;
        if (is_named && chance_in(c, 4)) {
            fields[i] = chance_typed(c, name);
            continue;
        }
        const char *text = room->at + room->size;
        room->at[room->size] = '\0';
        if (is_classic && i == 2 && chance_in(c, 2))
            chance_put(room, "\tEngineVersion=2\r\n\tHostApplication=cmd.exe a=b\r\n\tx=\r\n");
        else
            chance_words_put(c, room, c->stock == &chance_audit ? 1 : 3);
        fields[i] = (ks_made_field)KS_MADE_TEXT(name, text);
        KS_ASSERT(room->size + 1 < sizeof room->at);
        room->size++;
    }
    const ks_made_event event = { .provider = source->provider,
                                  .channel = source->channel,
                                  .computer = chance_in(c, 2) ? "PC-1.corp" : "pc\xd0\x9a",
                                  .user_sid = CHANCE_OF(c, users),
                                  .id = source->id,
                                  .version = (u8)chance_below(c, 3),
                                  .level = (u8)chance_below(c, 6),
                                  .task = (u16)chance_below(c, 30),
                                  .process_id = (u32)chance_below(c, 30),
                                  .keywords = 0x8020000000000000,
                                  .ticks = 133800000000000000 + chance_next(c) % 600000000000000,
                                  .is_classic = is_classic,
                                  .user_data = chance_in(c, 12) ? "EventXML" : NULL,
                                  .fields = fields,
                                  .field_count = count };
    KS_ASSERT(ks_evtx_write_event(writer, &event, &fail));
}
