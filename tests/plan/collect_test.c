// The collector's files, as far as can be told without Windows: encodings, braces and quotation
// marks, only what PowerShell 2.0 has, labels of cmd, and the paths that Konseki reads.
#include "plan/collect.h"

#include "base/fold.h"
#include "plan/script.h"

#include "test.h"

static ks_arena arena;
static ks_gpo_files files;

static ks_str text_of(const char *path)
{
    const ks_gpo_file *file = ks_gpo_files_find(&files, KS_STR(""), path);
    return file ? (ks_str){ (const char *)file->bytes.at, file->bytes.size } : (ks_str){ 0 };
}

static size_t find(ks_str text, size_t from, const char *what)
{
    size_t size = strlen(what);
    for (size_t i = from; i + size <= text.size; i++) {
        if (memcmp(text.at + i, what, size) == 0)
            return i;
    }
    return text.size;
}

static bool holds(ks_str text, const char *what) { return find(text, 0, what) < text.size; }

static bool is_crlf(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '\n' && (i == 0 || text.at[i - 1] != '\r'))
            return false;
    }
    return text.size > 0;
}

static bool is_ascii(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((u8)text.at[i] >= 0x80)
            return false;
    }
    return text.size > 0;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static void powershell(void)
{
    ks_str text = text_of("collect.ps1");
    check("PowerShell's script begins with a byte order mark, else its Japanese is lost",
          text.size > 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0);
    ks_str body = { text.at + 3, text.size - 3 };
    check("its brackets and quotation marks close, and it uses nothing newer than PowerShell 2.0",
          script_is_sound(body, arena));
    check("what is gone with the power is taken before files, and these before settings",
          find(body, find(body, 0, "# --- what happens"), "Save-Volatile") <
                  find(body, find(body, 0, "# --- what happens"), "Copy-Listed") &&
              find(body, find(body, 0, "# --- what happens"), "Copy-Listed") <
                  find(body, find(body, 0, "# --- what happens"), "Save-Configuration"));
    size_t root = find(body, 0, "$root = ");
    check("its destination is made a whole path, from PowerShell's location, before it is used",
          find(body, 0, "GetUnresolvedProviderPathFromPSPath($Destination)") < root &&
              find(body, 0, "[System.IO.Path]::GetFullPath($Destination)") < root);
    check("what goes into the zip is cut behind the folder that it lies in",
          find(body, 0, "StartsWith($root + '\\', 'OrdinalIgnoreCase')") <
              find(body, 0, "FullName.Substring($root.Length + 1)"));
    check("shadow copies go in any case", holds(body, "} finally { Remove-Shadows }"));
}

static size_t missing_labels(ks_str text)
{
    static const char *const jumps[] = { "call :", "goto " };
    size_t missing = 0;
    for (size_t k = 0; k < countof(jumps); k++) {
        for (size_t at = find(text, 0, jumps[k]); at < text.size;
             at = find(text, at + 1, jumps[k])) {
            char label[64] = "\n:";
            size_t size = 2;
            for (size_t i = at + strlen(jumps[k]);
                 size < 60 && (is_letter(text.at[i]) || text.at[i] == '_'); i++)
                label[size++] = text.at[i];
            label[size++] = '\r';
            label[size] = 0;
            if (!holds(text, label)) {
                remark("no label %.*s", (int)size - 3, label + 2);
                missing++;
            }
        }
    }
    return missing;
}

// Quotation marks of a line come in pairs, and parentheses outside of them close.
static size_t bad_lines(ks_str text)
{
    size_t bad = 0;
    long depth = 0;
    while (text.size) {
        size_t end = find(text, 0, "\n"), quotes = 0;
        ks_str line = { text.at, end };
        bool is_comment = line.size > 3 && memcmp(line.at, "rem ", 4) == 0;
        for (size_t i = 0; i < line.size && !is_comment; i++) {
            quotes += line.at[i] == '"';
            depth += quotes % 2 == 0 && line.at[i] == '(';
            depth -= quotes % 2 == 0 && line.at[i] == ')';
        }
        if (quotes % 2) {
            remark("quotation marks: %.*s", (int)line.size, line.at);
            bad++;
        }
        end += end < text.size;
        text = (ks_str){ text.at + end, text.size - end };
    }
    return bad + (depth != 0);
}

// A `for` without a switch lists the files that a name with wildcards fits: where none is there
// yet, its body never runs, and a variable keeps what an earlier row put into it.
static size_t listing_loops(ks_str text)
{
    size_t found = 0;
    for (size_t at = find(text, 0, "for %%"); at < text.size; at = find(text, at + 1, "for %%")) {
        remark("for without a switch at byte %zu", at);
        found++;
    }
    return found;
}

static void plain_cmd(void)
{
    ks_str text = text_of("collect.cmd");
    check("cmd's script is ASCII: no code page can spoil it", is_ascii(text));
    check("each label that it jumps to is there", missing_labels(text) == 0);
    check("its quotation marks and parentheses close", bad_lines(text) == 0);
    check("hidden files are hashed too, and an error of certutil is no hash",
          holds(text, "('dir /s /b /a-d \"%ROOT%\"')") && holds(text, "|| goto hash_failed"));
    check("no name of a file goes through call, which would expand the % in it",
          !holds(text, "call :hash \"") && !holds(text, "epl\" \"%%l\""));
    ks_str said_en = text_of("README.en.txt"), said_ja = text_of("README.ja.txt");
    check("local times are called local, in the log and in both READMEs",
          holds(text, "call :log zone \"local time;") &&
              holds(said_en, "collect.log has local time") &&
              holds(said_ja, "collect.log の時刻はローカル時刻"));
    check("no loop looks for files where only a name is meant", listing_loops(text) == 0);
    check("a file goes into a folder made of the collection's, or nowhere",
          holds(text, "set \"FOLDER=%ROOT%\\%FROM:~0,1%%UNDER%\"") &&
              find(text, find(text, 0, "\n:file\r"), "if not defined FOLDER goto outside") <
                  find(text, 0, "xcopy.exe \"%REAL%\" \"%FOLDER%.\""));
    static const char *const texts[] = { "start",      "administrator", "missing",
                                         "unwritable", "done",          "folder" };
    size_t there = 0;
    for (size_t i = 0; i < countof(texts); i++) {
        char en[64], ja[64], used[64];
        snprintf(en, sizeof en, "text/%s-en.txt", texts[i]);
        snprintf(ja, sizeof ja, "text/%s-ja.txt", texts[i]);
        snprintf(used, sizeof used, "text\\%s-%%SPEAK%%.txt", texts[i]);
        there += text_of(en).size > 2 && text_of(ja).size > 2 &&
                 memcmp(text_of(ja).at, "\xff\xfe", 2) == 0 && holds(text, used);
    }
    check("what it says lies beside it in both languages, in UTF-16", there == countof(texts));
}

static void paths(void)
{
    static const char *const wanted[] = {
        "winevt\\Logs",       "config\\SYSTEM\r",
        "config\\SOFTWARE\r", "config\\SECURITY\r",
        "config\\SAM\r",      "NTUSER.DAT\r",
        "UsrClass.dat\r",     "NTUSER.DAT.LOG*",
        "Amcache.hve*",       "Prefetch\\*.pf",
        "System32\\Tasks",    "System32\\sru",
        "PSReadLine\\*.txt",  "PowerShell_transcript",
        "LogFiles\\Firewall", "Windows Defender\\Support",
        "drivers\\etc",       "System32\\GroupPolicy",
        "audit.csv",          "wbem\\Repository",
    };
    ks_str text = text_of("paths.txt");
    size_t found = 0;
    for (size_t i = 0; i < countof(wanted); i++) {
        if (!holds(text, wanted[i]))
            remark("not collected: %s", wanted[i]);
        found += holds(text, wanted[i]);
    }
    check("every path that Konseki reads is in the list", found == countof(wanted));
    check("password hashes can be left out: SAM and SECURITY are marked",
          holds(text, "secret:hive|HKLM\\SAM|") && holds(text, "secret:hive|HKLM\\SECURITY|"));
    check("each kind of row is one that both scripts know",
          holds(text_of("collect.ps1"), "'userhive'") &&
              holds(text_of("collect.cmd"), "\"%KIND%\"==\"userhive\""));
}

int main(void)
{
    ks_fail fail = { 0 };
    if (!ks_arena_open(&arena, "test", (size_t)64 << 20))
        return skipped("no memory");
    check("the collector is made", ks_plan_collector(&arena, &files, &fail));
    size_t crlf = 0;
    for (size_t i = 0; i < files.count; i++) {
        ks_str text = { (const char *)files.files[i].bytes.at, files.files[i].bytes.size };
        crlf += is_crlf(text) || memcmp(text.at, "\xff\xfe", 2) == 0;
    }
    check("its lines end as Windows' lines do", crlf == files.count && files.count > 10);
    powershell();
    plain_cmd();
    paths();
    return checked();
}
