// Faults planted in Sysmon configurations are found where they are.
#include "policy/linted.h"
#include "policy/sysmon_read.h"

#define HEAD "<Sysmon schemaversion=\"4.90\">\n<EventFiltering>\n"
#define TAIL "\n</EventFiltering>\n</Sysmon>\n"
#define IN(inner)                                                                                  \
    HEAD "<RuleGroup name=\"\" groupRelation=\"or\">\n<ProcessCreate onmatch=\"include\">\n" inner \
         "\n</ProcessCreate>\n</RuleGroup>" TAIL
#define OUT(inner)                                                                                 \
    HEAD "<RuleGroup name=\"\" groupRelation=\"or\">\n<ProcessCreate onmatch=\"exclude\">\n" inner \
         "\n</ProcessCreate>\n</RuleGroup>" TAIL

// clang-format off
static const linted_row rows[] = {
    { "a plain configuration has no mistakes", IN("<Image condition=\"image\">cmd.exe</Image>"), NULL, 0, 0 },
    { "text without any XML is told at its start", "hello", "xml-expected", 1, 1 },
    { "an element that is not closed is told where it begins", HEAD "<RuleGroup>", "xml-not-closed", 3, 1 },
    { "a document type is refused", "<!DOCTYPE x><Sysmon/>", "xml-doctype", 1, 1 },
    { "a fragment is told", "<RuleGroup groupRelation=\"or\"/>", "sysmon-root", 1, 1 },
    { "a missing schema version is told", "<Sysmon>\n</Sysmon>", "sysmon-no-schema", 1, 1 },
    { "a schema version that does not exist is told at the attribute", "<Sysmon schemaversion=\"9.99\"/>", "sysmon-schema", 1, 9 },
    { "an unknown tag is told", HEAD "<ProcessCreated onmatch=\"include\"/>" TAIL, "sysmon-tag", 3, 1 },
    { "a tag in the wrong case is told", HEAD "<DNSQuery onmatch=\"include\"/>" TAIL, "sysmon-tag", 3, 1 },
    { "an unknown option is told", "<Sysmon schemaversion=\"4.90\">\n  <HashAlgorithm>*</HashAlgorithm>\n</Sysmon>", "sysmon-tag", 2, 3 },
    { "a tag newer than the schema is told", "<Sysmon schemaversion=\"4.81\">\n<EventFiltering>\n<FileBlockExecutable onmatch=\"include\"/>" TAIL, "sysmon-tag-later", 3, 1 },
    { "an unknown field is told", IN("<TargetFilename>x</TargetFilename>"), "sysmon-field", 5, 1 },
    { "a field in the wrong case is told", IN("<Commandline>x</Commandline>"), "sysmon-field", 5, 1 },
    { "event 10 writes GUID in capitals", HEAD "<ProcessAccess onmatch=\"include\">\n <SourceProcessGuid>x</SourceProcessGuid></ProcessAccess>" TAIL, "sysmon-field", 4, 2 },
    { "a field newer than the schema is told",
      "<Sysmon schemaversion=\"4.30\">\n<EventFiltering>\n<ProcessCreate onmatch=\"include\"><ParentUser>x</ParentUser></ProcessCreate>" TAIL, "sysmon-field-later", 3, 34 },
    { "an unknown condition is told at the attribute", IN("<Image condition=\"starts with\">x</Image>"), "sysmon-condition", 5, 8 },
    { "a condition newer than the schema is told",
      "<Sysmon schemaversion=\"4.21\">\n<EventFiltering>\n<ProcessCreate onmatch=\"include\"><Image condition=\"contains any\">x</Image></ProcessCreate>" TAIL, "sysmon-condition-later", 3, 41 },
    { "an unknown attribute is told", IN("<Image cond=\"is\">x</Image>"), "sysmon-attribute", 5, 8 },
    { "a missing onmatch is told", HEAD "<ProcessCreate>\n</ProcessCreate>" TAIL, "sysmon-no-onmatch", 3, 1 },
    { "a wrong onmatch is told", HEAD "<ProcessCreate onmatch=\"Include\"/>" TAIL, "sysmon-onmatch", 3, 16 },
    { "a group without relation is told", HEAD "<RuleGroup name=\"\"/>" TAIL, "sysmon-no-relation", 3, 1 },
    { "a relation that is neither is told", HEAD "<RuleGroup groupRelation=\"AND\"/>" TAIL, "sysmon-relation", 3, 12 },
    { "text among elements is told where it stands", HEAD "<RuleGroup groupRelation=\"or\">\n oops</RuleGroup>" TAIL, "sysmon-text", 4, 2 },
    { "a Rule without filters is told", IN("<Rule groupRelation=\"and\"></Rule>"), "sysmon-rule-empty", 5, 1 },
    { "a Rule without relation is told", IN("<Rule><Image>a</Image><User>b</User></Rule>"), "sysmon-rule-or", 5, 1 },
    { "an empty include is stated", HEAD "<FileCreate onmatch=\"include\"/>" TAIL, "sysmon-logs-nothing", 3, 1 },
    { "an empty exclude is stated", HEAD "<FileCreate onmatch=\"exclude\"/>" TAIL, "sysmon-logs-all", 3, 1 },
    { "an empty include beside an exclude drops everything",
      HEAD "<FileCreate onmatch=\"include\"/>\n<FileCreate onmatch=\"exclude\"><Image>C:\\a</Image></FileCreate>" TAIL, "sysmon-drops-all", 3, 1 },
    { "an empty exclude beside an include does nothing",
      HEAD "<FileCreate onmatch=\"exclude\"/>\n<FileCreate onmatch=\"include\"><Image>C:\\a</Image></FileCreate>" TAIL, "sysmon-empty-idle", 3, 1 },
    { "two excludes without include drop the rest",
      HEAD "<FileCreate onmatch=\"exclude\"><Image>C:\\a</Image></FileCreate>\n<FileCreate onmatch=\"exclude\"><Image>C:\\b</Image></FileCreate>" TAIL, "sysmon-drops-rest", 4, 1 },
    { "so do two that are apart, one of them empty",
      HEAD "<FileCreate onmatch=\"exclude\"/>\n<DriverLoad onmatch=\"include\"/>\n<FileCreate onmatch=\"exclude\"><Image>C:\\b</Image></FileCreate>" TAIL, "sysmon-drops-rest", 5, 1 },
    { "the empty one is not idle then",
      HEAD "<FileCreate onmatch=\"exclude\"/>\n<FileCreate onmatch=\"exclude\"><Image>C:\\b</Image></FileCreate>" TAIL, "sysmon-empty-idle", 0, 0 },
    { "several fields outside a group are joined by AND", HEAD "<ProcessCreate onmatch=\"include\"><Image>C:\\a</Image><User>b</User></ProcessCreate>" TAIL, "sysmon-and-outside", 3, 1 },
    { "a wildcard is told", IN("<Image condition=\"is\">C:\\Users\\*\\a.exe</Image>"), "sysmon-wildcard", 5, 1 },
    { "a list where none is taken is told", IN("<Image condition=\"contains\">a.exe;b.exe</Image>"), "sysmon-list", 5, 1 },
    { "a semicolon of a command line is no list", IN("<CommandLine condition=\"contains\">a;b</CommandLine>"), NULL, 0, 0 },
    { "a blank beside a semicolon is told", IN("<Image condition=\"contains any\">a.exe; b.exe</Image>"), "sysmon-list-blank", 5, 1 },
    { "an empty item is told", IN("<Image condition=\"contains any\">a.exe;</Image>"), "sysmon-list-empty", 5, 1 },
    { "image with part of a path is told", IN("<Image condition=\"image\">System32\\cmd.exe</Image>"), "sysmon-image-path", 5, 1 },
    { "numbers compared as text are told",
      HEAD "<NetworkConnect onmatch=\"include\">\n<DestinationPort condition=\"more than\">1024</DestinationPort></NetworkConnect>" TAIL, "sysmon-number", 4, 1 },
    { "an include that an exclude takes is told",
      HEAD "<FileCreate onmatch=\"exclude\"><Image condition=\"begin with\">C:\\Windows\\</Image>"
      "</FileCreate>\n<FileCreate onmatch=\"include\">\n<Image condition=\"is\">c:\\windows\\explorer.exe</Image></FileCreate>" TAIL, "sysmon-shadowed", 5, 1 },
    { "a filter twice is told at the second", IN("<Image>C:\\a</Image>\n<Image>c:\\A</Image>"), "sysmon-duplicate", 6, 1 },
    { "host names without DnsLookup are told",
      "<Sysmon schemaversion=\"4.90\"><DnsLookup>False</DnsLookup><EventFiltering>\n<NetworkConnect onmatch=\"include\"><DestinationHostname>x</DestinationHostname>"
      "</NetworkConnect>" TAIL, "sysmon-no-dns", 2, 35 },
    { "a hash that is not made is told",
      "<Sysmon schemaversion=\"4.90\"><HashAlgorithms>SHA256</HashAlgorithms><EventFiltering>\n<DriverLoad onmatch=\"include\"><Hashes condition=\"contains\">MD5=00</Hashes>"
      "</DriverLoad>" TAIL, "sysmon-hash", 2, 31 },
    { "no SHA256 is noted", "<Sysmon schemaversion=\"4.90\">\n<HashAlgorithms>MD5</HashAlgorithms></Sysmon>", "sysmon-sha256", 2, 1 },
    { "all image loads but some are told", HEAD "<ImageLoad onmatch=\"exclude\"><Image>C:\\a</Image></ImageLoad>" TAIL, "sysmon-flood", 3, 1 },
    { "the clipboard without its option is told", HEAD "<ClipboardChange onmatch=\"exclude\"/>" TAIL, "sysmon-no-clipboard", 3, 1 },
    { "a fragment has no options", "<EventFiltering><ClipboardChange onmatch=\"exclude\"/></EventFiltering>", "sysmon-no-clipboard", 0, 0 },
    { "with it every change is logged",
      "<Sysmon schemaversion=\"4.90\"><CaptureClipboard/><EventFiltering>\n<ClipboardChange onmatch=\"exclude\"/>" TAIL, "sysmon-logs-all", 2, 1 },
    { "who asks for no clipboard needs no option", HEAD "<ClipboardChange onmatch=\"include\"/>" TAIL, NULL, 0, 0 },
    { "every executable blocked is told", HEAD "<FileBlockExecutable onmatch=\"exclude\"/>" TAIL, "sysmon-blocks", 3, 1 },
    { "a list of what may shred is meant", HEAD "<FileBlockShredding onmatch=\"exclude\"><Image>C:\\a</Image></FileBlockShredding>" TAIL, NULL, 0, 0 },
    { "an exclude of a folder of users is told", OUT("<Image condition=\"begin with\">C:\\Users\\</Image>"), "sysmon-exclude-writable", 5, 1 },
    { "an exclude of a bare name is noted", OUT("<Image condition=\"image\">svchost.exe</Image>"), "sysmon-exclude-name", 5, 1 },
    { "an exclude of the end of a path is noted", OUT("<Image condition=\"end with\">\\System32\\svchost.exe</Image>"), "sysmon-exclude-name", 5, 1 },
    { "so is a list with one", OUT("<Image condition=\"contains any\">C:\\Windows\\a.exe;\\b.exe</Image>"), "sysmon-exclude-name", 5, 1 },
    { "a path with its drive lies nowhere else", OUT("<Image condition=\"contains\">C:\\Windows\\a.exe</Image>"), "sysmon-exclude-name", 0, 0 },
    { "nor do those of a list", OUT("<Image condition=\"contains any\">C:\\Windows\\a.exe;%ProgramFiles%\\b.exe</Image>"), "sysmon-exclude-name", 0, 0 },
    { "Defender's folder in ProgramData is nobody's", OUT("<Image condition=\"begin with\">C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\</Image>"), NULL, 0, 0 },
    { "archived deletions are noted", HEAD "<FileDelete onmatch=\"include\"><Image>C:\\a</Image></FileDelete>" TAIL, "sysmon-archive", 3, 1 },
};
// clang-format on

static bool sniffs(const char *text)
{
    ks_arena arena;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)1 << 24));
    bool is = sysmon_sniff((ks_span){ (const u8 *)text, strlen(text) }, arena);
    ks_arena_close(&arena);
    return is;
}

int main(void)
{
    check("a configuration behind a comment with brackets is recognised",
          sniffs("<?xml version='1.0'?><!-- <a> by <b@example.org> -->\n<Sysmon/>"));
    check("another root is not", !sniffs("<!-- <Sysmon> --><Sysmons/>") && !sniffs("<"));
    check_linted(rows, countof(rows), sysmon_lint_file);
    return checked();
}
