// GPOs as a whole: a backup that is made is read back and has no mistakes; planted faults in its
// files are found; gpt.ini, extension lists and scripts.
#include "policy/audit_csv.h"
#include "policy/formats.h"
#include "policy/gpo_backup.h"
#include "policy/kept.h"
#include "policy/planted.h"
#include "policy/registry_pol.h"
#include "policy/template.h"
#include "policy/worded.h"

#define ID   "{11111111-2222-3333-4444-555555555555}"
#define GUID "{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}"

static ks_span span_of(const ks_out *out) { return (ks_span){ out->start, ks_out_size(out) }; }

static ks_span made_pol(ks_arena *arena)
{
    static const ks_str key = KS_TEXT("Software\\Policies\\X");
    ks_pol_entry entries[] = {
        { .key = key, .name = KS_STR("**delvals."), .type = KS_REG_SZ },
        { .key = key, .name = KS_STR("V"), .type = KS_REG_DWORD },
        { .key = key, .name = KS_STR("監査;[x]"), .type = KS_REG_SZ },
        { .key = key,
          .name = KS_STR("B"),
          .type = KS_REG_BINARY,
          .data = { (const u8 *)"]\0;\0", 4 } },
        { .type = KS_REG_SZ },
    };
    entries[0].data = ks_pol_text_data(KS_STR(" "), arena);
    entries[1].data = ks_pol_number_data(1, arena);
    entries[2].data = ks_pol_text_data(KS_STR("値 𠮷"), arena);
    if (!ks_pol_delete_entry(key, KS_STR("Old"), arena, &entries[4]))
        return (ks_span){ 0 };
    ks_pol pol = { entries, countof(entries) };
    ks_out out;
    if (!ks_out_open(&out, arena, ks_pol_write_size(&pol)))
        return (ks_span){ 0 };
    ks_pol_write(&out, &pol);
    return span_of(&out);
}

static ks_span made_audit(ks_arena *arena)
{
    ks_audit_row rows[] = { ks_audit_row_of(0x922b, KS_AUDIT_SUCCESS, arena),
                            ks_audit_row_of(0x921e, KS_AUDIT_BOTH, arena),
                            ks_audit_row_of(0x9215, KS_AUDIT_NONE, arena),
                            { .kind = KS_AUDIT_KEY_SACL,
                              .name = KS_STR("RegistryGlobalSacl"),
                              .value = KS_STR("S:(AU;SA;KA;;;WD)") } };
    ks_audit_policy policy = { .rows = rows, .count = countof(rows) };
    ks_out out;
    if (!ks_out_open(&out, arena, ks_audit_write_size(&policy)))
        return (ks_span){ 0 };
    ks_audit_write(&out, &policy);
    return span_of(&out);
}

static const struct {
    const char *section, *line;
} template_lines[] = {
    { "System Access", "PasswordComplexity = 1" },
    { "System Access", "NewGuestName = \"Visitor\"" },
    { "Registry Values", "MACHINE\\System\\CurrentControlSet\\Control\\Lsa\\"
                         "SCENoApplyLegacyAuditPolicy=4,1" },
    { "Privilege Rights", "SeDebugPrivilege = *S-1-5-32-544" },
    { "Privilege Rights", "SeTcbPrivilege =" },
    { "Group Membership", "*S-1-5-32-573__Members = *S-1-5-20" },
    { "Service General Setting", "\"AppIDSvc\",2,\"\"" },
    { "Registry Keys", "\"MACHINE\\Software\\X\",0,\"S:(AU;CISA;KW;;;WD)\"" },
    { "File Security", "\"%SystemRoot%\\x\",0,\"S:(AU;OICISAFA;FW;;;WD)\"" },
};

static ks_span made_template(ks_arena *arena)
{
    ks_ini ini;
    ks_out out;
    bool is_made = ks_template_begin(&ini, arena);
    for (size_t i = 0; is_made && i < countof(template_lines); i++) {
        ks_ini_section *section =
            ks_ini_section_add(&ini, ks_str_of(template_lines[i].section), arena);
        is_made = section && ks_ini_line_add(section, ks_str_of(template_lines[i].line), arena);
    }
    if (!is_made || !ks_out_open(&out, arena, ks_template_write_size(&ini)))
        return (ks_span){ 0 };
    ks_template_write(&out, &ini, *arena);
    return span_of(&out);
}

static bool made_backup(ks_gpo_backup *backup, ks_arena *arena)
{
    *backup = (ks_gpo_backup){ .id = KS_STR(ID),
                               .guid = KS_STR(GUID),
                               .time = KS_STR("2026-05-11T03:10:02"),
                               .comment = KS_STR("a ]]> b"),
                               .display_name = KS_STR("記録 <minimum> & more") };
    return ks_gpo_files_add(&backup->files, KS_STR("Machine/registry.pol"), made_pol(arena),
                            arena) &&
           ks_gpo_files_add(&backup->files, KS_STR("Machine/microsoft/windows nt/Audit/audit.csv"),
                            made_audit(arena), arena) &&
           ks_gpo_files_add(&backup->files,
                            KS_STR("Machine/microsoft/windows nt/SecEdit/GptTmpl.inf"),
                            made_template(arena), arena) &&
           ks_gpo_backup_complete(backup, arena);
}

static bool same_backup(const ks_gpo_backup *a, const ks_gpo_backup *b)
{
    bool is_same = ks_str_equal(a->id, b->id) && ks_str_equal(a->guid, b->guid) &&
                   ks_str_equal(a->domain, b->domain) && ks_str_equal(a->time, b->time) &&
                   ks_str_equal(a->comment, b->comment) &&
                   ks_str_equal(a->display_name, b->display_name) &&
                   ks_str_equal(a->descriptor, b->descriptor) &&
                   ks_str_equal(a->machine_extensions, b->machine_extensions) &&
                   ks_str_equal(a->user_extensions, b->user_extensions) &&
                   ks_str_equal(a->machine_version, b->machine_version) &&
                   a->object_count == b->object_count && a->files.count == b->files.count;
    for (size_t i = 0; is_same && i < a->object_count; i++) {
        const ks_gpo_object *x = &a->objects[i], *y = &b->objects[i];
        is_same = ks_str_equal(x->extension, y->extension) && ks_str_equal(x->path, y->path) &&
                  ks_str_equal(x->source, y->source) && ks_str_equal(x->location, y->location) &&
                  ks_str_equal(x->function, y->function) && x->is_folder == y->is_folder;
    }
    for (size_t i = 0; is_same && i < a->files.count; i++)
        is_same = ks_str_equal(a->files.files[i].path, b->files.files[i].path) &&
                  ks_span_equal(a->files.files[i].bytes, b->files.files[i].bytes);
    return is_same;
}

static size_t mistakes_in(const ks_gpo_files *files, ks_arena arena, const char *path,
                          const char *id)
{
    size_t count = 0;
    for (size_t i = 0; i < files->count; i++) {
        ks_arena own = arena;
        ks_mistakes mistakes;
        const ks_format *format = ks_format_of(&files->files[i], own);
        if (!format)
            continue;
        ks_format_lint(format, &files->files[i], files, &own, &mistakes);
        for (const ks_mistake *m = mistakes.first; m; m = m->next) {
            bool is_it = !id || (strcmp(m->kind->id, id) == 0 &&
                                 ks_str_equal(files->files[i].path, ks_str_of(path)));
            count += m->kind->level != KS_MISTAKE_NOTE && is_it;
            if (m->kind->level != KS_MISTAKE_NOTE && !id)
                remark("%s in %.*s", m->kind->id, (int)files->files[i].path.size,
                       files->files[i].path.at);
        }
    }
    return count;
}

static void check_made(ks_arena arena)
{
    ks_gpo_backup backup, again;
    ks_gpo_files files = { 0 };
    ks_mistakes mistakes = { .arena = &arena };
    bool is_written = made_backup(&backup, &arena) && ks_gpo_backup_write(&backup, &arena, &files);
    check("a backup is made from its files", is_written && files.count == 6);
    bool is_read = is_written && ks_gpo_backup_read(&files, KS_STR(ID), &arena, &again, &mistakes);
    check("it is read back as it was written",
          is_read && mistakes.count == 0 && same_backup(&backup, &again));
    check("its extensions are those of its files, sorted",
          ks_str_equal(backup.machine_extensions,
                       KS_STR("[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}"
                              "{D02B1F72-3407-48AE-BA88-E8213C6761F1}]"
                              "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}"
                              "{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]"
                              "[{F3CCC681-B74C-4060-9F26-CD84525DCA2A}"
                              "{0F3F3735-573D-9804-99E4-AB2A69BA5FD4}]")) &&
              backup.user_extensions.size == 0);
    check("and none of its files has a mistake", mistakes_in(&files, arena, NULL, NULL) == 0);
    for (size_t i = 0; i < files.count; i++)
        keep_file(files.files[i].path, files.files[i].bytes, arena);
    ks_out out;
    if (ks_out_open(&out, &arena, 4096) && ks_gpt_ini_write(65537, KS_STR("x"), &backup, &out))
        keep_file(KS_STR("gpt.ini"), span_of(&out), arena);
}

static const struct {
    const char *sentence;
    const char *path, *from, *to; // in which file, what is replaced; from NULL: the file goes
    const char *at, *id;          // the file that is blamed
} planted_in[] = {
    { "a file that is listed and not there", ID "/DomainSysvol/GPO/Machine/registry.pol", NULL,
      NULL, ID "/Backup.xml", "gpo-no-file" },
    { "its extension is then listed without data", ID "/DomainSysvol/GPO/Machine/registry.pol",
      NULL, NULL, ID "/Backup.xml", "gpo-no-data" },
    { "a file that is not listed", ID "/Backup.xml", "Audit\\audit.csv\"/>", "Audit\\other.csv\"/>",
      ID "/Backup.xml", "gpo-not-listed" },
    { "an extension that is missing", ID "/Backup.xml", "[{F3CCC681-", "[{F3CCC682-",
      ID "/Backup.xml", "gpo-no-extension" },
    { "extensions that are not sorted", ID "/Backup.xml", "[{35378EAC-", "[{95378EAC-",
      ID "/Backup.xml", "gpo-extensions-order" },
    { "extensions that are broken", ID "/Backup.xml", "[{35378EAC-", "[{35378EA-", ID "/Backup.xml",
      "gpo-extensions" },
    { "a version of zero", ID "/Backup.xml", "[65537]", "[0]", ID "/Backup.xml",
      "gpo-version-zero" },
    { "a version that is none", ID "/Backup.xml", "[65537]", "[x]", ID "/Backup.xml",
      "gpo-version" },
    { "a descriptor that is broken", ID "/Backup.xml", "<SecurityDescriptor>01 ",
      "<SecurityDescriptor>0x ", ID "/Backup.xml", "gpo-descriptor" },
    { "a half that is switched off", ID "/Backup.xml", "<Options><![CDATA[0]",
      "<Options><![CDATA[2]", ID "/Backup.xml", "gpo-computer-off" },
    { "another version of the scheme", ID "/Backup.xml", "bkp:version=\"2.0\"",
      "bkp:version=\"1.0\"", ID "/Backup.xml", "gpo-namespace" },
    { "a folder that is not called by the id", ID "/bkupInfo.xml", "<ID><![CDATA[{1",
      "<ID><![CDATA[{2", ID "/Backup.xml", "gpo-folder" },
    { "a GUID that differs", ID "/bkupInfo.xml", "[{AAAAAAAA", "[{BAAAAAAA", ID "/bkupInfo.xml",
      "gpo-differs" },
    { "a manifest that names another backup", "manifest.xml", "<ID><![CDATA[{1", "<ID><![CDATA[{3",
      "manifest.xml", "gpo-no-file" },
    { "a manifest's entry without the folder of its backup", "manifest.xml", "ID>", "IDD>",
      "manifest.xml", "gpo-missing" },
    { "a manifest whose root is an entry", "manifest.xml", "Backups", "BackupInst", "manifest.xml",
      "gpo-missing" },
    { "an element that is missing", ID "/bkupInfo.xml", "GPODisplayName", "GPODisplayNam",
      ID "/bkupInfo.xml", "gpo-missing" },
};

// Each occurrence of `from` becomes `to`.
static ks_span replaced(ks_span bytes, const char *from, const char *to, ks_arena *arena)
{
    size_t size = strlen(from);
    ks_out out;
    if (!ks_out_open(&out, arena, bytes.size + 4096))
        return (ks_span){ 0 };
    for (size_t i = 0; i < bytes.size;) {
        bool is_here = bytes.size - i >= size && memcmp(bytes.at + i, from, size) == 0;
        if (is_here)
            ks_out_put(&out, ks_str_of(to));
        else
            ks_out_bytes(&out, bytes.at + i, 1);
        i += is_here ? size : 1;
    }
    return span_of(&out);
}

static void check_planted(ks_arena arena)
{
    ks_gpo_backup backup;
    ks_gpo_files files = { 0 };
    if (!made_backup(&backup, &arena) || !ks_gpo_backup_write(&backup, &arena, &files))
        return;
    for (size_t row = 0; row < countof(planted_in); row++) {
        ks_arena own = arena;
        ks_gpo_files broken = { 0 };
        bool is_made = true;
        for (size_t i = 0; i < files.count; i++) {
            ks_gpo_file file = files.files[i];
            bool is_it = ks_str_equal(file.path, ks_str_of(planted_in[row].path));
            if (is_it && !planted_in[row].from)
                continue;
            if (is_it)
                file.bytes = replaced(file.bytes, planted_in[row].from, planted_in[row].to, &own);
            is_made &= ks_gpo_files_add(&broken, file.path, file.bytes, &own);
        }
        check(planted_in[row].sentence,
              is_made && mistakes_in(&broken, own, planted_in[row].at, planted_in[row].id) > 0);
    }
}

static void lint_gpt(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_gpo_files files = { 0 };
    if (ks_gpo_files_add(&files, KS_STR("User/registry.pol"), made_pol(arena), arena))
        ks_gpt_ini_lint(bytes, KS_STR("gpt.ini"), &files, arena, mistakes);
}

// clang-format off
static const planted gpt[] = {
    { "gpt.ini without a version", "[General]\r\ndisplayName=x\r\n", 0, "gpt-no-general", 1, 1, 0 },
    { "a version that is none", "[General]\r\nVersion=one\r\n", 0, "gpo-version", 2, 9, 0 },
    { "a version that says nothing of the user's half", "[General]\r\nVersion=3\r\n", 0, "gpo-version-zero", 2, 9, 0 },
    { "a local policy of another kind", "[General]\r\ngPCFunctionalityVersion=1\r\nVersion=65536\r\n", 0, "gpt-functionality", 2, 25, 0 },
    { "a list without brackets", "[General]\r\nVersion=65536\r\ngPCMachineExtensionNames={35378EAC-683F-11D2-A89A-00C04FBBCFA2}\r\n", 0, "gpo-extensions", 3, 26, 0 },
    { "a list without the extension of registry.pol", "[General]\r\nVersion=65536\r\ngPCUserExtensionNames=\r\n", 0, "gpo-no-extension", 3, 23, 0 },
};
static const planted scripts[] = {
    { "a number is left out", "[Startup]\r\n0CmdLine=a\r\n2CmdLine=b\r\n", 0, "scripts-gap", 3, 1, 0 },
    { "a section that there is not", "[Start]\r\n0CmdLine=a\r\n", 0, "scripts-section", 1, 1, 0 },
    { "a line that is no script", "[Startup]\r\n0CommandLine=a\r\n", 0, "scripts-key", 2, 1, 0 },
    { "numbers do not begin with 0", "[Logon]\r\n1CmdLine=a\r\n", 0, "scripts-gap", 2, 1, 0 },
};
// clang-format on

static void check_gpt(ks_arena arena)
{
    ks_out out;
    ks_mistakes mistakes = { .arena = &arena };
    bool is_written =
        ks_out_open(&out, &arena, 4096) && ks_gpt_ini_write(1 << 16, KS_STR("x"), NULL, &out);
    lint_gpt(span_of(&out), &arena, &mistakes);
    check("gpt.ini as it is written has no mistakes", is_written && mistakes.count == 0);
}

static void lint_password(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_gpo_file file = { KS_STR("Groups.xml"), bytes };
    const ks_format *format = ks_format_of(&file, *arena);
    ks_gpo_files files = { 0 };
    if (format)
        ks_format_lint(format, &file, &files, arena, mistakes);
}

static const planted passwords[] = {
    { "a password in preferences",
      "<Groups>\n <User>\n  <Properties cpassword=\"j1Uy\"/>\n </User>\n</Groups>", 0,
      "gpp-password", 3, 15, 0 },
};

// --- what is configured and does nothing

typedef struct {
    const char *sentence, *key, *name;
    u32 type;
    const char *beside, *content; // another file of the GPO
    const char *id;               // NULL: nothing is wrong
} dead_row;

// clang-format off
#define PS "Software\\Policies\\Microsoft\\Windows\\PowerShell\\ModuleLogging"
#define LINE "Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit", "ProcessCreationIncludeCmdLine_Enabled"
#define RULE "Software\\Policies\\Microsoft\\Windows\\SrpV2\\Exe\\{1}", "Value"
#define AUDIT "Machine/microsoft/windows nt/audit/audit.csv"
#define TEMPLATE "Machine/microsoft/windows nt/secedit/gpttmpl.inf"
#define ROWS "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value\r\n"
static const dead_row dead[] = {
    { "module logging without modules logs nothing", PS, "EnableModuleLogging", KS_REG_DWORD, "x", "", "pol-no-modules" },
    { "command lines without process creation", LINE, KS_REG_DWORD, AUDIT, ROWS, "pol-no-creation" },
    { "command lines with process creation", LINE, KS_REG_DWORD, AUDIT,
      ROWS ",System,Audit Process Creation,{0cce922b-69ae-11d9-bed3-505054503030},Success,,1\r\n", NULL },
    { "command lines alone: another GPO may audit", LINE, KS_REG_DWORD, "x", "", NULL },
    { "AppLocker without its service", RULE, KS_REG_SZ, TEMPLATE, "[Service General Setting]\r\n\"AppIDSvc\",3,\"\"\r\n", "pol-no-service" },
    { "AppLocker with its service", RULE, KS_REG_SZ, TEMPLATE, "[Service General Setting]\r\n\"AppIDSvc\",2,\"\"\r\n", NULL },
};
// clang-format on

static void check_dead(const dead_row *row, ks_arena arena)
{
    ks_pol_entry entry = { .key = ks_str_of(row->key),
                           .name = ks_str_of(row->name),
                           .type = row->type,
                           .data = ks_pol_number_data(1, &arena) };
    ks_pol pol = { &entry, 1 };
    ks_gpo_files files = { 0 };
    ks_span content = ks_str_span(ks_str_of(row->content));
    ks_arena scratch = ks_mistakes_scratch(&arena);
    ks_mistakes mistakes = { .arena = &arena };
    bool is_made =
        ks_gpo_files_add(&files, KS_STR("Machine/registry.pol"), (ks_span){ 0 }, &arena) &&
        ks_gpo_files_add(&files, ks_str_of(row->beside), content, &arena);
    ks_pol_dead_lint(&pol, KS_STR("Machine/registry.pol"), &files, scratch, &mistakes);
    const char *found = mistakes.first ? mistakes.first->kind->id : NULL;
    check(row->sentence, is_made && (row->id ? found && strcmp(found, row->id) == 0 : !found));
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", (size_t)256 << 20))
        return 1;
    check_made(arena);
    check_planted(arena);
    linted_rows(gpt, countof(gpt), lint_gpt, &arena);
    linted_rows(scripts, countof(scripts), ks_scripts_ini_lint, &arena);
    linted_rows(passwords, countof(passwords), lint_password, &arena);
    check_gpt(arena);
    for (size_t i = 0; i < countof(dead); i++)
        check_dead(&dead[i], arena);
    ks_arena_close(&arena);
    return checked();
}
