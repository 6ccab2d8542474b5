// What is in force, what policies say, whose machine it is; and what cannot be known.
#include "state/audit.h"
#include "state/words.h"
#include "support/made_machine.h"

#include "test.h"

#define CCS "SYSTEM\\ControlSet001\\"
#define SW  "SOFTWARE\\"

static ks_arena arena, whole;
static made_machine m;

static void begin(void)
{
    arena = whole;
    made_machine_begin(&m, &arena);
}

static const ks_setting_part *part_of(const char *id, const char *name)
{
    const ks_setting *setting = ks_setting_find(ks_str_of(id));
    for (u32 i = 0; setting && i < setting->part_count; i++) {
        if (ks_str_equal(setting->parts[i].name, ks_str_of(name)))
            return &setting->parts[i];
    }
    remark("no part %s/%s", id, name);
    return NULL;
}

static const ks_instance *instance(const ks_state *state, const char *id, const char *name,
                                   size_t n)
{
    static const ks_instance none = { .unseen = NULL };
    const ks_setting_part *part = part_of(id, name);
    const ks_part_state *found = state && part ? ks_state_part(state, part) : NULL;
    return found && n < found->instance_count ? &found->instances[n] : &none;
}

static bool is_number(const ks_instance *i, u64 number)
{
    return i->value.kind == KS_VALUE_NUMBER && i->value.number == number;
}

static void identity(void)
{
    begin();
    made_set(&m, CCS "Services\\Tcpip\\Parameters!Domain", "sz:corp.example");
    made_set(&m, SW "Microsoft\\Windows NT\\CurrentVersion!UBR", "dword:3448");
    const ks_state *state = made_machine_open(&m);
    const ks_machine *machine = ks_state_machine(state);
    check("name, build, edition, role and domain are read",
          ks_str_equal(machine->name, KS_STR("PC17")) && machine->windows.build == 19045 &&
              machine->windows.edition == ks_edition_enterprise &&
              machine->windows.role == KS_ROLE_CLIENT && machine->has_role &&
              machine->revision == 3448 && machine->is_joined &&
              ks_str_equal(machine->domain, KS_STR("corp.example")));
    begin();
    made_set(&m, CCS "Control\\ProductOptions!ProductType", "sz:LanmanNT");
    made_set(&m, SW "Microsoft\\Windows NT\\CurrentVersion!CurrentBuildNumber", "sz:22631");
    made_set(&m, SW "Microsoft\\Windows NT\\CurrentVersion!ProductName", "sz:Windows 10 Pro");
    state = made_machine_open(&m);
    machine = ks_state_machine(state);
    check("LanmanNT is a domain controller", machine->windows.role == KS_ROLE_DC);
    check("build 22000 and later is Windows 11, whatever its product is called",
          ks_str_equal(machine->product, KS_STR("Windows 11 Pro")));
    begin();
    made_set(&m, "SYSTEM\\Select!Current", "dword:2");
    made_set(&m, "SYSTEM\\ControlSet002\\Control\\ComputerName\\ComputerName!ComputerName",
             "sz:OTHER");
    state = made_machine_open(&m);
    check("the control set is that of Select",
          ks_str_equal(ks_state_machine(state)->name, KS_STR("OTHER")) &&
              ks_str_equal(ks_state_machine(state)->control_set, KS_STR("ControlSet002")));
}

static void places(void)
{
    static const char policy[] = SW "Policies\\Microsoft\\Windows\\EventLog\\Security!MaxSize";
    begin();
    made_set(&m, CCS "Services\\EventLog\\Security!MaxSize", "dword:20971520");
    const ks_state *state = made_machine_open(&m);
    const ks_instance *i = instance(state, "ch.security", "MaxSize", 0);
    check("a value at the weaker place counts where the stronger one has none",
          is_number(i, 20971520) && i->unseen == NULL && !i->is_absence);
    m.without[1] = true;
    state = made_machine_open(&m);
    i = instance(state, "ch.security", "MaxSize", 0);
    check("... and is in doubt where the stronger place was not seen", i->unseen != NULL);
    m.without[1] = false;
    made_set(&m, policy, "dword:262144");
    state = made_machine_open(&m);
    i = instance(state, "ch.security", "MaxSize", 0);
    check("a value at the stronger place wins, in its own unit",
          is_number(i, (u64)256 << 20) && i->in_force->place->is_policy);
    made_set(&m, policy, "sz:262144");
    state = made_machine_open(&m);
    i = instance(state, "ch.security", "MaxSize", 0);
    check("a value of a type that Windows does not take there is no number",
          i->in_force->is_wrong_type && i->value.kind == KS_VALUE_TEXT);
}

static void absence(void)
{
    begin();
    const ks_state *state = made_machine_open(&m);
    const ks_instance *i = instance(state, "uac.enable-lua", "", 0);
    check("where nothing is written, the value is what Windows does then",
          i->is_absence && is_number(i, 1));
    m.without[1] = true;
    state = made_machine_open(&m);
    i = instance(state, "uac.enable-lua", "", 0);
    check("without the hive, nothing is known", i->value.kind == KS_VALUE_UNKNOWN);
}

static const char audit_csv[] =
    "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,"
    "Setting Value\r\n"
    ",System,Audit Process Creation,{0cce922b-69ae-11d9-bed3-505054503030},Success,,1\r\n";

static void drift(void)
{
    begin();
    made_set(&m, "AUDIT 4 0", "0");
    made_file(&m,
              "sysvol/{31B2F340-016D-11D2-945F-00C04FB984F9}/Machine/microsoft/windows nt/"
              "Audit/audit.csv",
              audit_csv);
    const ks_state *state = made_machine_open(&m);
    const ks_instance *i = instance(state, "audit.process-creation", "", 0);
    check("a policy that says otherwise than what is in force is drift",
          is_number(i, 0) && i->drifts && i->policy && i->policy->value.number == 1);
    check("the policy is the domain's, with the name of its folder",
          i->policy && ks_state_source_at(state, i->policy->source)->tier == KS_TIER_DOMAIN &&
              ks_state_source_at(state, i->policy->source)->name.size == 38);
    made_set(&m, "AUDIT 4 0", "1");
    state = made_machine_open(&m);
    check("... and no drift where both agree",
          !instance(state, "audit.process-creation", "", 0)->drifts);
    made_no_hives(&m);
    state = made_machine_open(&m);
    i = instance(state, "audit.process-creation", "", 0);
    check("where nothing tells what is in force, the policy counts",
          is_number(i, 1) && i->is_policy_only);
    check("a policy that is silent leaves a setting unknown",
          instance(state, "audit.logon", "", 0)->value.kind == KS_VALUE_UNKNOWN);
}

static void winners(void)
{
    static const char other[] =
        "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion "
        "Setting,Setting Value\r\n"
        ",System,x,{0cce922b-69ae-11d9-bed3-505054503030},Failure,,2\r\n";
    begin();
    made_no_hives(&m);
    made_file(&m, "dc/Machine/microsoft/windows nt/Audit/audit.csv", audit_csv);
    made_file(&m, "C/Windows/System32/GroupPolicy/Machine/Microsoft/Windows NT/Audit/audit.csv",
              other);
    const ks_state *state = made_machine_open(&m);
    const ks_instance *i = instance(state, "audit.process-creation", "", 0);
    check("the domain's policy wins over the machine's own", is_number(i, 1) && i->say_count == 2);
}

static void users(void)
{
    begin();
    made_set(&m,
             "NTUSER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet "
             "Settings!AutoDetect",
             "dword:0");
    const ks_state *state = made_machine_open(&m);
    const ks_instance *i = instance(state, "net.wpad", "AutoDetect", 0);
    check("a user's setting is read for each user, by name",
          is_number(i, 0) && ks_str_equal(i->of, KS_STR("alice")));
    begin();
    made_set(&m, CCS "Services\\NetBT\\Parameters\\Interfaces\\Tcpip_1!NetbiosOptions", "dword:2");
    made_set(&m, CCS "Services\\NetBT\\Parameters\\Interfaces\\Tcpip_2!NetbiosOptions", "dword:0");
    state = made_machine_open(&m);
    const ks_setting *netbios = ks_setting_find(KS_STR("net.netbios"));
    const ks_part_state *part = ks_state_part(state, &netbios->parts[0]);
    for (u32 k = 0; k < netbios->part_count; k++) {
        if (ks_state_part(state, &netbios->parts[k])->instance_count > 1)
            part = ks_state_part(state, &netbios->parts[k]);
    }
    check("a * in a key stands for each subkey", part->instance_count == 2 &&
                                                     is_number(&part->instances[0], 2) &&
                                                     is_number(&part->instances[1], 0));
}

static void sacls(void)
{
    static const char run[] = SW "Microsoft\\Windows\\CurrentVersion\\Run";
    static const char name[] = "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run";
    const struct {
        const char *sentence, *sacl;
        u32 missing, narrow, flooding;
    } rows[] = {
        { "the entry itself covers it", "sacl:S:(AU;CISA;0x10006;;;WD)", 0, 0, 0 },
        { "two entries together cover it", "sacl:S:(AU;CISA;0x6;;;WD)(AU;CISA;SD;;;WD)", 0, 0, 0 },
        { "all access covers it, and floods the log", "sacl:S:(AU;CISAFA;KA;;;WD)", 0, 0, 0x20019 },
        { "failures alone do not", "sacl:S:(AU;CIFA;0x10006;;;WD)", 0x10006, 0, 0 },
        { "a right may be missing", "sacl:S:(AU;CISA;0x10004;;;WD)", 0x2, 0, 0 },
        { "without inheritance, subkeys are not covered", "sacl:S:(AU;SA;0x10006;;;WD)", 0x10006, 0,
          0 },
        { "an entry for subkeys only does not cover the key", "sacl:S:(AU;CIIOSA;0x10006;;;WD)",
          0x10006, 0, 0 },
        { "administrators are not everyone", "sacl:S:(AU;CISA;0x10006;;;BA)", 0x10006, 0x10006, 0 },
    };
    for (size_t k = 0; k < countof(rows); k++) {
        begin();
        made_set(&m, run, rows[k].sacl);
        const ks_state *state = made_machine_open(&m);
        const ks_instance *i = instance(state, "sacl.run-keys", name, 0);
        const ks_said *said = i->in_force;
        check(rows[k].sentence, said && said->missing == rows[k].missing &&
                                    said->narrow == rows[k].narrow &&
                                    said->flooding == rows[k].flooding &&
                                    (i->value.kind == KS_VALUE_ABSENT) == (rows[k].missing != 0));
    }
    begin();
    made_set(&m, SW "Microsoft\\Windows\\CurrentVersion", "sacl:S:(AU;CISA;0x10006;;;WD)");
    const ks_state *state = made_machine_open(&m);
    check("a key that is not there yet gets what the key above passes on",
          instance(state, "sacl.run-keys",
                   "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunOnceEx", 0)
                  ->value.kind == KS_VALUE_TEXT);
}

static void rights(void)
{
    begin();
    // SeDebugPrivilege is number 20.
    made_set(&m, "SECURITY\\Policy\\Accounts\\S-1-5-32-544\\Privilgs!",
             "hex:0200000000000000080000000000000000000000140000000000000000000000");
    made_set(&m, "SECURITY\\Policy\\Accounts\\S-1-5-114\\ActSysAc!", "hex:80000000");
    const ks_state *state = made_machine_open(&m);
    const ks_instance *debug = instance(state, "cred.dpapi-local", "SeDebugPrivilege", 0);
    check("who has a privilege is read from the hive SECURITY",
          ks_str_equal(debug->value.text, KS_STR("S-1-5-32-544")));
    check(
        "... and who may not log on over the network",
        ks_str_equal(instance(state, "cred.dpapi-local", "SeDenyNetworkLogonRight", 0)->value.text,
                     KS_STR("S-1-5-114")));
    check("a privilege that nobody has is absent",
          instance(state, "cred.dpapi-local", "SeTcbPrivilege", 0)->value.kind == KS_VALUE_ABSENT);
}

static void templates(void)
{
    begin();
    made_file(&m, "export.inf",
              "[Unicode]\r\nUnicode=yes\r\n[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n"
              "[System Access]\r\nEnableGuestAccount = 0\r\nLockoutBadCount = 5\r\n"
              "[Privilege Rights]\r\nSeDebugPrivilege = *S-1-5-32-544,*S-1-5-18\r\n");
    const ks_state *state = made_machine_open(&m);
    const ks_instance *guest = instance(state, "acct.guest", "", 0);
    check("what secedit exported is in force", is_number(guest, 0) && !guest->is_policy_only);
    made_no_hives(&m);
    state = made_machine_open(&m);
    check("rights of a template are lists of SIDs",
          ks_str_equal(instance(state, "cred.dpapi-local", "SeDebugPrivilege", 0)->value.text,
                       KS_STR("S-1-5-32-544\nS-1-5-18")));
}

static void groups(void)
{
    begin();
    // Offset, size and count of the members at 0x28; they stand behind the head of 0x34 bytes.
    made_set(
        &m, "SAM\\SAM\\Domains\\Builtin\\Aliases\\0000023D!C",
        "hex:3d02000000000000000000000000000000000000000000000000000000000000000000000000000000"
        "0000000c0000000100000001010000000000051400000"
        "0");
    const ks_state *state = made_machine_open(&m);
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    const ks_part_state *found = NULL;
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            if (settings[i]->parts[k].kind == KS_SETTING_GROUP_MEMBER)
                found = ks_state_part(state, &settings[i]->parts[k]);
        }
    }
    check("members of a group are read from the hive SAM",
          found && ks_str_equal(found->instances[0].value.text, KS_STR("S-1-5-20")));
}

// The first part of the catalogue of a kind, with this object and detail.
static const ks_instance *of_kind(const ks_state *state, ks_setting_kind kind, const char *object,
                                  const char *detail)
{
    static const ks_instance none = { .unseen = NULL };
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            const ks_setting_part *part = &settings[i]->parts[k];
            if (part->kind == kind && ks_str_equal(part->object, ks_str_of(object)) &&
                (detail == NULL || ks_str_equal(part->detail, ks_str_of(detail))))
                return &ks_state_part(state, part)->instances[0];
        }
    }
    remark("no part with object %s", object);
    return &none;
}

static void restrictions(void)
{
    static const char paths[] =
        SW "Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\0\\Paths\\";
    char key[256];
    begin();
    const ks_state *state = made_machine_open(&m);
    check("without rules, a path rule is absent",
          of_kind(state, KS_SETTING_SRP, "%AppData%\\*.exe", NULL)->value.kind == KS_VALUE_ABSENT);
    snprintf(key, sizeof key, "%s{1}!ItemData", paths);
    made_set(&m, key, "sz:%appdata%\\*.EXE");
    snprintf(key, sizeof key, "%s{2}!ItemData", paths);
    made_set(&m, key, "sz:*\xe2\x80\xae*");
    state = made_machine_open(&m);
    check("a path rule is found by its path, case aside",
          of_kind(state, KS_SETTING_SRP, "%AppData%\\*.exe", NULL)->value.kind == KS_VALUE_TEXT);
    check("... also one that holds a direction character",
          of_kind(state, KS_SETTING_SRP, "*U+202E*", NULL)->value.kind == KS_VALUE_TEXT);
    check("... and of several characters each needs a rule",
          of_kind(state, KS_SETTING_SRP, "*U+2066-2069*", NULL)->value.kind == KS_VALUE_ABSENT);
    made_set(&m,
             SW "Policies\\Microsoft\\Windows\\SrpV2\\Exe\\"
                "{a61c8b2c-a319-4cd0-9690-d2177cad7b51}!Value",
             "sz:<FilePathRule Id=\"a61c8b2c-a319-4cd0-9690-d2177cad7b51\" Name=\"mshta\" "
             "Description=\"\" UserOrGroupSid=\"S-1-1-0\" Action=\"Deny\"><Conditions>"
             "<FilePathCondition Path=\"%SYSTEM32%\\MSHTA.EXE\"/></Conditions></FilePathRule>");
    state = made_machine_open(&m);
    check("a program that AppLocker denies is found by its path",
          of_kind(state, KS_SETTING_APPLOCKER, "Exe", "deny MSHTA.EXE")->value.kind ==
              KS_VALUE_TEXT);
    check("... and one that it does not deny is not",
          of_kind(state, KS_SETTING_APPLOCKER, "Exe", "deny WSCRIPT.EXE CSCRIPT.EXE")->value.kind ==
              KS_VALUE_ABSENT);
}

static void sysmon(void)
{
    begin();
    const ks_state *state = made_machine_open(&m);
    check("without Sysmon's driver nothing of it is recorded",
          of_kind(state, KS_SETTING_SYSMON, "ProcessCreate", NULL)->value.kind == KS_VALUE_ABSENT);
    made_no_hives(&m);
    made_file(&m, "sysmon.xml",
              "<Sysmon schemaversion=\"4.50\"><HashAlgorithms>SHA256,IMPHASH</HashAlgorithms>"
              "<CheckRevocation/>"
              "<EventFiltering><ProcessCreate onmatch=\"exclude\"/>"
              "<NetworkConnect onmatch=\"include\"/></EventFiltering></Sysmon>");
    state = made_machine_open(&m);
    check("an element that excludes nothing records",
          of_kind(state, KS_SETTING_SYSMON, "ProcessCreate", NULL)->value.kind == KS_VALUE_TEXT);
    check("an element that includes nothing does not",
          of_kind(state, KS_SETTING_SYSMON, "NetworkConnect", NULL)->value.kind == KS_VALUE_ABSENT);
    check("options are read",
          ks_str_equal(of_kind(state, KS_SETTING_SYSMON, "HashAlgorithms", NULL)->value.text,
                       KS_STR("SHA256\nIMPHASH")));
    check("an option without a text is on",
          is_number(of_kind(state, KS_SETTING_SYSMON, "CheckRevocation", NULL), 1));
}

// AppLocker and exploit protection as files of their own.
static void xml(void)
{
    static const char applocker[] =
        "<AppLockerPolicy Version=\"1\"><RuleCollection Type=\"Exe\" EnforcementMode=\"Enabled\">"
        "<FilePathRule Id=\"a61c8b2c-a319-4cd0-9690-d2177cad7b51\" Name=\"mshta\" Description=\"\" "
        "UserOrGroupSid=\"S-1-1-0\" Action=\"Deny\"><Conditions><FilePathCondition "
        "Path=\"%SYSTEM32%\\MSHTA.EXE\"/></Conditions></FilePathRule></RuleCollection>"
        "</AppLockerPolicy>";
    static const char exploit[] =
        "<?xml version=\"1.0\"?><MitigationPolicy><SystemConfig>"
        "<ASLR ForceRelocateImages=\"true\" BottomUp=\"false\"/><ControlFlowGuard "
        "Enable=\"true\"/></SystemConfig><AppConfig Executable=\"AcroRd32.exe\"><ChildProcess "
        "DisallowChildProcessCreation=\"true\"/></AppConfig></MitigationPolicy>";
    static const char firewall[] =
        "Windows Registry Editor Version "
        "5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess"
        "\\Parameters\\FirewallPolicy\\FirewallRules]\r\n\"own\"=\"v2.26|Action=Block|Active=TRUE|"
        "Dir=Out|App=%SystemRoot%\\\\System32\\\\regsvr32.exe|Name=own|\"\r\n";
    begin();
    made_no_hives(&m);
    made_file(&m, "applocker.xml", applocker);
    made_file(&m, "exploit.xml", exploit);
    made_file(&m, "rules.reg", firewall);
    const ks_state *state = made_machine_open(&m);
    const ks_instance *i = of_kind(state, KS_SETTING_APPLOCKER, "Exe", "deny MSHTA.EXE");
    check("a rule of an AppLocker file is a policy",
          i->value.kind == KS_VALUE_TEXT && i->is_policy_only);
    check("... and what its collection does not deny, it does not",
          of_kind(state, KS_SETTING_APPLOCKER, "Exe", "deny WSCRIPT.EXE CSCRIPT.EXE")->value.kind ==
              KS_VALUE_ABSENT);
    check("a mitigation of the system is read from XML",
          is_number(of_kind(state, KS_SETTING_EXPLOIT_PROTECTION, "*", "ForceRelocateImages"), 1) &&
              is_number(of_kind(state, KS_SETTING_EXPLOIT_PROTECTION, "*", "ControlFlowGuard"), 1));
    check("... one that is switched off as well",
          is_number(of_kind(state, KS_SETTING_EXPLOIT_PROTECTION, "*", "BottomUp"), 0));
    check("... and one of a program, whose name is compared without case",
          is_number(of_kind(state, KS_SETTING_EXPLOIT_PROTECTION, "AcroRd32.exe",
                            "DisallowChildProcessCreation"),
                    1));
    check("of what the file does not mention nothing is known",
          of_kind(state, KS_SETTING_EXPLOIT_PROTECTION, "*", "HighEntropy")->value.kind ==
              KS_VALUE_UNKNOWN);
    i = instance(state, "fw.out.regsvr32", "System32", 0);
    check("a firewall rule is read from an export of its key",
          i->value.kind == KS_VALUE_TEXT && i->in_force &&
              ks_str_equal(i->in_force->where, KS_STR("own")));
}

static void exports(void)
{
    begin();
    made_no_hives(&m);
    made_file(&m, "policies.reg",
              "Windows Registry Editor Version 5.00\r\n\r\n"
              "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System]"
              "\r\n\"EnableLUA\"=dword:00000000\r\n\r\n");
    const ks_state *state = made_machine_open(&m);
    check("a registry export is in force", is_number(instance(state, "uac.enable-lua", "", 0), 0));
    check("what an exported key does not have was not there",
          instance(state, "uac.admin-prompt", "", 0)->is_absence);
    check("of keys that were not exported nothing is known",
          instance(state, "ps.scriptblock", "", 0)->value.kind == KS_VALUE_UNKNOWN);
    begin();
    made_no_hives(&m);
    made_file(&m, "users.reg",
              "Windows Registry Editor Version 5.00\r\n\r\n"
              "[HKEY_USERS\\S-1-5-21-1-2-3-1001]\r\n\r\n"
              "[HKEY_USERS\\S-1-5-21-1-2-3-1001\\Software\\Microsoft\\Windows\\CurrentVersion"
              "\\Internet Settings]\r\n\"AutoDetect\"=dword:00000000\r\n\r\n"
              "[HKEY_USERS\\S-1-5-21-1-2-3-1002\\Software\\Microsoft\\Windows\\CurrentVersion"
              "\\Internet Settings]\r\n\"AutoDetect\"=dword:00000001\r\n\r\n");
    state = made_machine_open(&m);
    const ks_instance *first = instance(state, "net.wpad", "AutoDetect", 0);
    const ks_instance *second = instance(state, "net.wpad", "AutoDetect", 1);
    check("HKEY_USERS: each user by his SID",
          is_number(first, 0) && ks_str_equal(first->of, KS_STR("S-1-5-21-1-2-3-1001")) &&
              is_number(second, 1) && ks_str_equal(second->of, KS_STR("S-1-5-21-1-2-3-1002")));
}

static size_t count_of(const ks_state *state, const char *profile_name, ks_meeting meeting,
                       ks_audit_result *result)
{
    ks_profile profile;
    ks_fail fail;
    if (!ks_profile_open(ks_str_of(profile_name), &arena, &profile, &fail) ||
        !ks_audit_state(state, &profile, &(ks_audit_how){ 0 }, &arena, result))
        return SIZE_MAX;
    return result->counts[meeting];
}

static const ks_audit_setting_result *find(const ks_audit_result *result, const char *id)
{
    for (size_t i = 0; i < result->setting_count; i++) {
        if (ks_str_equal(result->settings[i].setting->id, ks_str_of(id)))
            return &result->settings[i];
    }
    return NULL;
}

static void verdicts(void)
{
    static const char cmdline[] = SW "Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit!"
                                     "ProcessCreationIncludeCmdLine_Enabled";
    ks_audit_result before, after;
    begin();
    const ks_state *state = made_machine_open(&m);
    size_t not_met = count_of(state, "minimum", KS_MEETING_NOT, &before);
    check("a machine as it comes does not meet what every PC should have",
          not_met > 0 && not_met != SIZE_MAX);
    made_set(&m, cmdline, "dword:1");
    state = made_machine_open(&m);
    (void)count_of(state, "recommended", KS_MEETING_DEAD, &after);
    const ks_audit_setting_result *s = find(&after, "proc.cmdline4688");
    check("command lines without their event are dead, not met",
          s && s->verdict == KS_MEETING_DEAD && (s->dead & 1u << KS_DEAD_CMDLINE));
    made_set(&m, "AUDIT 4 0", "1");
    state = made_machine_open(&m);
    (void)count_of(state, "recommended", KS_MEETING_MET, &after);
    s = find(&after, "proc.cmdline4688");
    check("with it they are met", s && s->verdict == KS_MEETING_MET);
    s = find(&after, "audit.process-creation");
    check("... and so is the event", s && s->verdict == KS_MEETING_MET);
    made_no_hives(&m);
    state = made_machine_open(&m);
    check("without any source nothing is met and nothing is not met",
          count_of(state, "recommended", KS_MEETING_NOT, &after) == 0 &&
              after.counts[KS_MEETING_MET] == 0 && after.counts[KS_MEETING_DEAD] == 0 &&
              after.counts[KS_MEETING_UNKNOWN] == after.setting_count);
    begin();
    made_set(&m, SW "Microsoft\\Windows NT\\CurrentVersion!EditionID", "sz:Core");
    state = made_machine_open(&m);
    (void)count_of(state, "recommended", KS_MEETING_NOT, &before);
    check("what this edition does not have is left out", before.left_out > 0);
}

int main(void)
{
    if (!ks_arena_open(&whole, "state", (size_t)64 << 20))
        return 1;
    identity();
    places();
    absence();
    drift();
    winners();
    users();
    sacls();
    rights();
    templates();
    groups();
    restrictions();
    sysmon();
    xml();
    exports();
    verdicts();
    ks_arena_close(&whole);
    return checked();
}
