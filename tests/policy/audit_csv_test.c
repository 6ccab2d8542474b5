// audit.csv and what auditpol prints: values in any language, and planted faults with their places.
#include "policy/audit_csv.h"

#include "policy/planted.h"

// clang-format off
#define HEAD "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value\r\n"
#define TAIL "-69ae-11d9-bed3-505054503030}"
#define LOGON ",System,Audit Logon,{0cce9215" TAIL ",Success and Failure,,3\r\n"

static const planted faults[] = {
    { "another header makes Windows ignore the file", "Machine,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value\r\n" LOGON, 0, "audit-header", 1, 1, 0 },
    { "a byte order mark hides the first column", "\xef\xbb\xbf" HEAD LOGON, 0, "audit-bom", 1, 1, 0 },
    { "auditpol /get /r is no policy",
      "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting\r\nPC,System,Logon,{0CCE9215" TAIL ",Success,\r\n", 0, "audit-report", 1, 1, 0 },
    { "a column too few", HEAD ",System,Audit Logon,{0cce9215" TAIL ",Success,1\r\n" LOGON, 0, "audit-columns", 2, 1, 0 },
    { "a GUID that is none, beside a name that is", HEAD ",System,Audit Logon,{0cce9999" TAIL ",Success,,1\r\n", 0, "audit-guid", 2, 21, 0 },
    { "a GUID that is none", HEAD ",System,Anmelden,{0cce9999" TAIL ",Success,,1\r\n", 0, "audit-guid-unknown", 2, 18, 0 },
    { "a name of another subcategory", HEAD ",System,Audit Logoff,{0cce9215" TAIL ",Success,,1\r\n", 0, "audit-name", 2, 9, 0 },
    { "a value past 4", HEAD ",System,Audit Logon,{0cce9215" TAIL ",Success,,5\r\n", 0, "audit-value", 2, 69, 0 },
    { "an empty value", HEAD ",System,Audit Logon,{0cce9215" TAIL ",Success,,\r\n", 0, "audit-value", 2, 69, 0 },
    { "a text that says otherwise than the value", HEAD ",System,Audit Logon,{0cce9215" TAIL ",Success and Failure,,1\r\n", 0, "audit-text", 2, 60, 0 },
    { "0 beside No Auditing is not clear", HEAD ",System,Audit Logon,{0cce9215" TAIL ",No Auditing,,0\r\n", 0, "audit-none", 2, 73, 0 },
    { "the same subcategory twice", HEAD LOGON LOGON, 0, "audit-twice", 3, 1, 0 },
    { "a target that is nobody", HEAD ",Everybody,Audit Logon,{0cce9215" TAIL ",Success,,1\r\n", 0, "audit-target", 2, 2, 0 },
    { "a group as a user", HEAD "PC,S-1-5-32-544,Logon,{0cce9215" TAIL ",Success,,1\r\n", 0, "audit-group", 2, 4, 0 },
    { "an option that there is not", HEAD ",,Option:CrashOnAudit,,Disabled,,0\r\n", 0, "audit-option", 2, 3, 0 },
    { "an option that is neither on nor off", HEAD ",,Option:CrashOnAuditFail,,Enabled,,2\r\n", 0, "audit-value", 2, 37, 0 },
    { "a global SACL whose text is broken", HEAD ",System,Audit Registry,{0cce921e" TAIL ",Success,,1\r\n,,RegistryGlobalSacl,,,,S:(AU;SA;ZZ;;;WD)\r\n", 0, "sddl-rights", 3, 34, 0 },
    { "a global SACL that allows instead of auditing", HEAD ",System,Audit Registry,{0cce921e" TAIL ",Success,,1\r\n,,RegistryGlobalSacl,,,,S:(A;;KA;;;WD)\r\n", 0, "sddl-access-in-sacl", 3, 27, 0 },
    { "a global SACL that never logs", HEAD ",System,Audit Registry,{0cce921e" TAIL ",Success,,1\r\n,,RegistryGlobalSacl,,,,S:(AU;;KA;;;WD)\r\n", 0, "sddl-never-logs", 3, 27, 0 },
    { "rights of files for keys", HEAD ",System,Audit Registry,{0cce921e" TAIL ",Success,,1\r\n,,RegistryGlobalSacl,,,,S:(AU;SA;FA;;;WD)\r\n", 0, "sddl-rights-of-files", 3, 27, 0 },
    { "a global SACL without its subcategory", HEAD ",,FileGlobalSacl,,,,S:(AU;SAFA;FA;;;WD)\r\n", 0, "audit-sacl-dead", 2, 3, 0 },
    { "lockouts are failures", HEAD ",System,Audit Account Lockout,{0cce9217" TAIL ",Success,,1\r\n", 0, "audit-lockout", 2, 79, 0 },
    { "filtering platform connections are many", HEAD ",System,Audit Filtering Platform Connection,{0cce9226" TAIL ",Success,,1\r\n", 0, "audit-noisy", 2, 45, 0 },
    { "a quote that is not closed", HEAD ",System,\"Audit Logon,{0cce9215" TAIL ",Success,,1\r\n" LOGON, 0, "audit-quote", 2, 9, 0 },
    { "line ends that differ", HEAD ",System,Audit Logon,{0cce9215" TAIL ",Success,,1\n", 0, "text-line-ends", 2, 70, 0 },
};

static const struct {
    const char *sentence, *bytes;
    ks_audit_setting setting;
} settings[] = {
    { "a report in English", "PC,System,Logon,{0CCE9215" TAIL ",Success and Failure,\r\n", KS_AUDIT_BOTH },
    { "a report in Japanese, UTF-8", "PC,System,ログオン,{0CCE9215" TAIL ",成功および失敗,\r\n", KS_AUDIT_BOTH },
    { "a report in Japanese, code page 932", "PC,System,\x83\x8d\x83\x4f\x83\x49\x83\x93,{0CCE9215" TAIL ",\x90\xac\x8c\xf7\x82\xa8\x82\xe6\x82\xd1\x8e\xb8\x94\x73,\r\n", KS_AUDIT_BOTH },
    { "a report in German, code page 1252", "PC,System,Anmelden,{0CCE9215" TAIL ",Keine \xdc" "berwachung,\r\n", KS_AUDIT_NONE },
    { "a report in a language that is not known says so", "PC,System,Accesso,{0CCE9215" TAIL ",Operazioni riuscite,\r\n", KS_AUDIT_UNKNOWN },
    { "with a number the language does not matter", "PC,System,Accesso,{0CCE9215" TAIL ",Operazioni riuscite,,1\r\n", KS_AUDIT_SUCCESS },
    { "0 without a word changes nothing", ",System,Audit Logon,{0CCE9215" TAIL ",,,0\r\n", KS_AUDIT_UNCHANGED },
    { "0 beside No Auditing is not clear", ",System,Audit Logon,{0CCE9215" TAIL ",No Auditing,,0\r\n", KS_AUDIT_UNCLEAR },
    { "4 turns it off", ",System,Audit Logon,{0CCE9215" TAIL ",No Auditing,,4\r\n", KS_AUDIT_NONE },
};
// clang-format on

static void check_settings(ks_arena arena)
{
    for (size_t i = 0; i < countof(settings); i++) {
        ks_arena own = arena;
        ks_mistakes mistakes = { .arena = &own };
        ks_audit_policy policy;
        ks_span bytes = { (const u8 *)settings[i].bytes, strlen(settings[i].bytes) };
        bool is_read = ks_audit_read(bytes, &own, &policy, &mistakes) && policy.count == 1;
        check(settings[i].sentence,
              is_read && policy.rows[0].subcategory == 0x9215 &&
                  ks_audit_setting_of(&policy.rows[0]) == settings[i].setting);
    }
}

static bool same_row(const ks_audit_row *a, const ks_audit_row *b)
{
    return a->kind == b->kind && a->subcategory == b->subcategory && a->number == b->number &&
           a->has_number == b->has_number && ks_str_equal(a->machine, b->machine) &&
           ks_str_equal(a->target, b->target) && ks_str_equal(a->name, b->name) &&
           ks_str_equal(a->guid, b->guid) && ks_str_equal(a->inclusion, b->inclusion) &&
           ks_str_equal(a->exclusion, b->exclusion) && ks_str_equal(a->value, b->value);
}

static ks_span written(const ks_audit_policy *policy, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, ks_audit_write_size(policy)))
        return (ks_span){ 0 };
    ks_audit_write(&out, policy);
    return (ks_span){ out.start, ks_out_size(&out) };
}

static ks_audit_row random_row(u64 *state, ks_arena *arena)
{
    static const u16 numbers[] = {
#define X(number, category, en, ja) number,
        AUDIT_SUBCATEGORIES(X)
#undef X
    };
    ks_audit_setting setting = (ks_audit_setting)(KS_AUDIT_NONE + linted_random(state) % 4);
    ks_audit_row row =
        ks_audit_row_of(numbers[linted_random(state) % countof(numbers)], setting, arena);
    switch (linted_random(state) % 6) {
    case 0: row.name = KS_STR("a \"quoted\", name"); break;
    case 1: row.machine = KS_STR("PC-17"); break;
    case 2:
        row = (ks_audit_row){ .kind = KS_AUDIT_FILE_SACL,
                              .name = KS_STR("FileGlobalSacl"),
                              .value = KS_STR("S:(AU;SAFA;FA;;;WD)") };
        break;
    case 3:
        row.kind = KS_AUDIT_USER;
        row.target = KS_STR("S-1-5-21-1-2-3-1001");
        break;
    default: break;
    }
    return row;
}

static void check_law(ks_arena arena)
{
    u64 state = 11;
    bool is_same = true;
    for (int round = 0; round < 300; round++) {
        ks_arena own = arena;
        ks_audit_policy policy = { .count = linted_random(&state) % 30 }, again;
        policy.rows = ks_take(&own, ks_audit_row, policy.count + 1);
        for (size_t i = 0; policy.rows && i < policy.count; i++)
            policy.rows[i] = random_row(&state, &own);
        ks_mistakes mistakes = { .arena = &own };
        ks_span bytes = written(&policy, &own);
        bool is_read = ks_audit_read(bytes, &own, &again, &mistakes) && again.count == policy.count;
        for (size_t i = 0; is_read && i < again.count; i++)
            is_read = same_row(&policy.rows[i], &again.rows[i]);
        is_same &= is_read && mistakes.count == 0 && ks_span_equal(bytes, written(&again, &own));
    }
    check("any rows are read back as they were written, and written as the same bytes", is_same);
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", 64 << 20))
        return 1;
    linted_rows(faults, countof(faults), ks_audit_lint, &arena);
    check_settings(arena);
    check_law(arena);
    ks_arena_close(&arena);
    return checked();
}
