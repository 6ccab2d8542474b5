// GptTmpl.inf: planted faults with their places, values as the registry has them, and the law that
// what is written is read back.
#include "policy/template.h"

#include "policy/planted.h"

// clang-format off
#define HEAD "[Unicode]\r\nUnicode=yes\r\n[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n"
#define VALUES HEAD "[Registry Values]\r\n"
#define RIGHTS HEAD "[Privilege Rights]\r\n"
#define LSA "MACHINE\\System\\CurrentControlSet\\Control\\Lsa\\"

// As UTF-8 here, linted as UTF-16LE with byte order mark.
static const planted faults[] = {
    { "a template without [Version]", "[Unicode]\r\nUnicode=yes\r\n[System Access]\r\nPasswordComplexity = 1\r\n", 0, "inf-no-version", 1, 1, 0 },
    { "a template without [Unicode]", "[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n", 0, "inf-no-unicode", 1, 1, 0 },
    { "a section that there is not", HEAD "[Registry Value]\r\nx=1\r\n", 0, "inf-section", 6, 1, 0 },
    { "a setting that there is not", HEAD "[System Access]\r\nPasswordComplex = 1\r\n", 0, "inf-name", 7, 1, 0 },
    { "a number out of its range", HEAD "[System Access]\r\nMinimumPasswordLength = 300\r\n", 0, "inf-number", 7, 25, 0 },
    { "a line without =", HEAD "[System Access]\r\n  PasswordComplexity\r\n", 0, "inf-no-value", 7, 3, 0 },
    { "the same setting twice", HEAD "[System Access]\r\nPasswordComplexity = 1\r\npasswordcomplexity = 0\r\n", 0, "inf-twice", 8, 1, 0 },
    { "a lockout shorter than its window", HEAD "[System Access]\r\nResetLockoutCount = 30\r\nLockoutDuration = 15\r\n", 0, "inf-lockout", 8, 1, 0 },
    { "a password that may not change before it must", HEAD "[System Access]\r\nMinimumPasswordAge = 60\r\nMaximumPasswordAge = 60\r\n", 0, "inf-password-age", 7, 1, 0 },
    { "legacy auditing beside the override is dead", VALUES LSA "SCENoApplyLegacyAuditPolicy=4,1\r\n[Event Audit]\r\nAuditLogonEvents = 3\r\n", 0, "inf-legacy-audit-dead", 8, 1, 0 },
    { "legacy auditing without it overwrites subcategories", HEAD "[Event Audit]\r\nAuditLogonEvents = 3\r\n", 0, "inf-legacy-audit", 6, 1, 0 },
    { "a value without its type", VALUES LSA "NoLMHash=1\r\n", 0, "inf-value-type", 7, 55, 0 },
    { "a type that templates do not have", VALUES LSA "NoLMHash=11,1\r\n", 0, "inf-value-type", 7, 55, 0 },
    { "a REG_DWORD in hexadecimal", VALUES LSA "NoLMHash=4,0x1\r\n", 0, "inf-value-number", 7, 55, 0 },
    { "a REG_DWORD in quotes", VALUES LSA "NoLMHash=4,\"1\"\r\n", 0, "inf-value-quoted", 7, 55, 0 },
    { "a text with a comma outside of quotes", VALUES "MACHINE\\A\\B=1,one, two\r\n", 0, "inf-value-text", 7, 13, 0 },
    { "a path that is none", VALUES "NoLMHash=4,1\r\n", 0, "inf-value-path", 7, 1, 0 },
    { "a root that templates do not know", VALUES "HKEY_LOCAL_MACHINE\\A\\B=4,1\r\n", 0, "inf-value-root", 7, 1, 0 },
    { "a value of the wrong type", VALUES LSA "LmCompatibilityLevel=1,\"5\"\r\n", 0, "value-type", 7, 67, 0 },
    { "a right that there is not", RIGHTS "SeDebug = *S-1-5-32-544\r\n", 0, "inf-right", 7, 1, 0 },
    { "a SID that is none", RIGHTS "SeDebugPrivilege = *S-1-x\r\n", 0, "inf-sid", 7, 20, 0 },
    { "a SID without its star", RIGHTS "SeDebugPrivilege = *S-1-5-32-544,S-1-5-18\r\n", 0, "inf-sid-star", 7, 34, 0 },
    { "a localized name", RIGHTS "SeBackupPrivilege = *S-1-5-32-544, Administratoren\r\n", 0, "inf-account-name", 7, 36, 0 },
    { "nobody may log on any more", RIGHTS "SeInteractiveLogonRight =\r\n", 0, "inf-locked-out", 7, 1, 0 },
    { "everybody may debug", RIGHTS "SeDebugPrivilege = *S-1-1-0\r\n", 0, "inf-everybody", 7, 20, 0 },
    { "everybody is denied", RIGHTS "SeDenyNetworkLogonRight = *S-1-5-11\r\n", 0, "inf-denied", 7, 27, 0 },
    { "a group without its suffix", HEAD "[Group Membership]\r\n*S-1-5-32-544 = *S-1-5-18\r\n", 0, "inf-group", 7, 1, 0 },
    { "a service's start that there is not", HEAD "[Service General Setting]\r\n\"AppIDSvc\",1,\"\"\r\n", 0, "inf-service-start", 7, 12, 0 },
    { "a service without fields", HEAD "[Service General Setting]\r\nAppIDSvc\r\n", 0, "inf-object", 7, 1, 0 },
    { "a service's descriptor that is broken", HEAD "[Service General Setting]\r\n\"W\",2,\"D:(A;;XX;;;SY)\"\r\n", 0, "sddl-rights", 7, 14, 0 },
    { "a service that SYSTEM cannot use", HEAD "[Service General Setting]\r\n\"W\",2,\"D:(A;;GA;;;BA)\"\r\n", 0, "sddl-locked-out", 7, 8, 0 },
    { "a mode of which two things are said", HEAD "[Registry Keys]\r\n\"MACHINE\\Software\\X\",2,\"S:(AU;CISA;KW;;;WD)\"\r\n", 0, "inf-mode-unclear", 7, 22, 0 },
    { "a key by the registry's own name", HEAD "[Registry Keys]\r\n\"HKLM\\Software\\X\",0,\"S:(AU;CISA;KW;;;WD)\"\r\n", 0, "inf-path-root", 7, 2, 0 },
    { "rights of keys for a file", HEAD "[File Security]\r\n\"%SystemRoot%\\x\",0,\"S:(AU;SA;KA;;;WD)\"\r\n", 0, "sddl-rights-of-keys", 7, 23, 0 },
    { "a file without a descriptor", HEAD "[File Security]\r\n\"%SystemRoot%\\x\",0,\"\"\r\n", 0, "inf-no-sddl", 7, 21, 0 },
    { "a file that everybody may write", HEAD "[File Security]\r\n\"C:\\x\",0,\"D:(A;;FA;;;WD)\"\r\n", 0, "sddl-everybody-writes", 7, 13, 0 },
    { "text before the first section", "x=1\r\n" HEAD, 0, "ini-outside", 1, 1, 0 },
};
// clang-format on

static ks_span as_utf16(ks_str text, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, ks_utf16_size(text) + 2))
        return (ks_span){ 0 };
    KS_PUT(&out, "\xff\xfe");
    ks_out_as_utf16(&out, text);
    return (ks_span){ out.start, ks_out_size(&out) };
}

static void lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_str text = { (const char *)bytes.at, bytes.size };
    ks_template_lint(as_utf16(text, arena), arena, mistakes);
}

static void lint_as_it_is(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_template_lint(bytes, arena, mistakes);
}

static const planted as_it_is[] = {
    { "group policy reads no UTF-8", HEAD, 0, "inf-encoding", 1, 1, 0 },
};

static const struct {
    const char *sentence, *line;
    u32 type;
    const char *data;
    size_t size;
} values[] = {
    { "a number", "MACHINE\\K\\V=4,258", KS_REG_DWORD, "\2\1\0\0", 4 },
    { "a text in quotes", "MACHINE\\K\\V=1,\"a,b\"", KS_REG_SZ, "a\0,\0b\0\0", 8 },
    { "bytes", "MACHINE\\K\\V=3,0,255", KS_REG_BINARY, "\0\xff", 2 },
    { "a list, with a comma inside of an item", "MACHINE\\K\\V=7,a\",\"b,c", KS_REG_MULTI_SZ,
      "a\0,\0b\0\0\0c\0\0\0\0", 14 },
    { "an empty list", "MACHINE\\K\\V=7,", KS_REG_MULTI_SZ, "\0", 2 },
};

static void check_values(ks_arena arena)
{
    for (size_t i = 0; i < countof(values); i++) {
        ks_arena own = arena;
        ks_ini ini = { 0 };
        ks_template_value value, again;
        ks_str line;
        ks_ini_section *section = ks_ini_section_add(&ini, KS_STR("Registry Values"), &own);
        bool is_read =
            section && ks_ini_line_add(section, ks_str_of(values[i].line), &own) &&
            ks_template_value_read(&section->entries[0], &own, &value) == KS_TEMPLATE_FINE;
        check(
            values[i].sentence,
            is_read && value.type == values[i].type && ks_str_equal(value.key, KS_STR("K")) &&
                ks_str_equal(value.name, KS_STR("V")) &&
                ks_span_equal(value.data, (ks_span){ (const u8 *)values[i].data, values[i].size }));
        bool is_written =
            is_read && ks_template_value_line(&value, &own, &line) &&
            ks_ini_line_add(section, line, &own) &&
            ks_template_value_read(&section->entries[1], &own, &again) == KS_TEMPLATE_FINE;
        check("it is written as a line that says the same",
              is_written && ks_span_equal(value.data, again.data));
    }
}

static bool same_ini(const ks_ini *a, const ks_ini *b)
{
    bool is_same = a->count == b->count;
    for (size_t s = 0; is_same && s < a->count; s++) {
        is_same = ks_str_equal(a->sections[s].name, b->sections[s].name) &&
                  a->sections[s].count == b->sections[s].count;
        for (size_t i = 0; is_same && i < a->sections[s].count; i++)
            is_same =
                ks_str_equal(a->sections[s].entries[i].raw, b->sections[s].entries[i].raw) &&
                ks_str_equal(a->sections[s].entries[i].key, b->sections[s].entries[i].key) &&
                ks_str_equal(a->sections[s].entries[i].value, b->sections[s].entries[i].value);
    }
    return is_same;
}

static ks_span written(const ks_ini *ini, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, ks_template_write_size(ini)))
        return (ks_span){ 0 };
    ks_template_write(&out, ini, *arena);
    return (ks_span){ out.start, ks_out_size(&out) };
}

static void check_law(ks_arena arena)
{
    static const char *const sections[] = { "System Access", "Privilege Rights", "Registry Values",
                                            "File Security", "監査" };
    static const char *const lines[] = { "PasswordComplexity = 1",
                                         "SeDebugPrivilege = *S-1-5-32-544",
                                         "\"C:\\a=b\",0,\"D:(A;;FA;;;SY)\"",
                                         "a=\"b;c\"",
                                         "MACHINE\\ソフト\\V=1,\"値\"",
                                         "x =",
                                         "𠮷=1" };
    u64 state = 3;
    bool is_same = true;
    for (int round = 0; round < 300; round++) {
        ks_arena own = arena;
        ks_ini ini, again;
        bool is_made = ks_template_begin(&ini, &own);
        for (u32 i = linted_random(&state) % 20; is_made && i > 0; i--) {
            ks_str name = ks_str_of(sections[linted_random(&state) % countof(sections)]);
            ks_str line = ks_str_of(lines[linted_random(&state) % countof(lines)]);
            ks_ini_section *section = ks_ini_section_add(&ini, name, &own);
            is_made = section && ks_ini_line_add(section, line, &own);
        }
        ks_mistakes mistakes = { .arena = &own };
        ks_span bytes = written(&ini, &own);
        is_same &= is_made && ks_ini_read(bytes, &own, &again, &mistakes) &&
                   same_ini(&ini, &again) && mistakes.count == 0 &&
                   ks_span_equal(bytes, written(&again, &own));
    }
    check("any sections are read back as they were written, and written as the same bytes",
          is_same);
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", 64 << 20))
        return 1;
    linted_rows(faults, countof(faults), lint, &arena);
    linted_rows(as_it_is, countof(as_it_is), lint_as_it_is, &arena);
    check_values(arena);
    check_law(arena);
    ks_arena_close(&arena);
    return checked();
}
