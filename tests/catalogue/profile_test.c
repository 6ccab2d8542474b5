// Profiles: Konseki's own, and users' files with what is wrong in them.
#include "catalogue/profile.h"

#include "test.h"

static ks_arena whole;

static const ks_want *want_of(const ks_profile *profile, const char *id, ks_role role)
{
    return ks_profile_want(profile, &ks_setting_find(ks_str_of(id))->parts[0], role);
}

static void built_in(void)
{
    ks_fail fail = { 0 };
    ks_profile profile, one;
    size_t count = 0, opened = 0, told = 0;
    for (; ks_profile_at(count, &one); count++) {
        ks_arena arena = whole;
        bool is_open = ks_profile_open(one.id, &arena, &profile, &fail);
        if (!is_open)
            remark("%.*s: reason %d at %lld: %.*s", (int)one.id.size, one.id.at, (int)fail.reason,
                   (long long)fail.number[0], (int)fail.text.size, fail.text.at);
        opened += is_open;
        told += one.title[KS_EN].size && one.title[KS_JA].size && one.about[KS_EN].size &&
                one.about[KS_JA].size;
    }
    check("all of Konseki's own profiles can be opened", count >= 9 && opened == count);
    check("each has title and purpose in both languages", told == count);
    ks_arena arena = whole;
    check("a profile asks what the row of the setting says",
          ks_profile_open(KS_STR("recommended"), &arena, &profile, &fail) &&
              want_of(&profile, "audit.process-creation", KS_ROLE_CLIENT)->how == KS_WANT_BITS);
    check("it may ask of one role what it does not of another",
          want_of(&profile, "audit.kerberos-authentication-service", KS_ROLE_DC) &&
              !want_of(&profile, "audit.kerberos-authentication-service", KS_ROLE_CLIENT));
    check("what is asked of parents is asked of their children",
          ks_profile_open(KS_STR("domain-controller"), &arena, &profile, &fail) &&
              want_of(&profile, "audit.kerberos-authentication-service", KS_ROLE_DC) &&
              profile.roles == 1u << KS_ROLE_DC);
    check("a small profile asks only what it names",
          ks_profile_open(KS_STR("minimum"), &arena, &profile, &fail) &&
              want_of(&profile, "audit.logon", KS_ROLE_CLIENT) &&
              !want_of(&profile, "audit.registry", KS_ROLE_CLIENT));
    check("nothing is asked of settings that are unconfirmed",
          ks_profile_open(KS_STR("recommended"), &arena, &profile, &fail) &&
              !want_of(&profile, "audit.special-groups", KS_ROLE_DC));
    check("a profile that is not there is refused",
          !ks_profile_open(KS_STR("weather"), &arena, &profile, &fail) &&
              fail.reason == KS_NO_PROFILE);
}

#define HEAD "format: 1\nprofiles:\n  - id: own\n"
#define OWN  HEAD "    settings:\n"

static void users(void)
{
    ks_fail fail = { 0 };
    ks_profile profile;
    ks_arena arena = whole;
    ks_str yaml =
        KS_STR("format: 1\nprofiles:\n"
               "  - id: base\n    settings: { audit.logon: both, audit.logoff: success }\n"
               "  - id: own\n    title: Ours\n    extends: [base, minimum]\n    settings:\n"
               "      audit.logon: { client: success, dc: ~ }\n"
               "      audit.special-groups: 'S-1-5-32-544'\n"
               "      audit.legacy-nine: { AuditLogonEvents: none }\n"
               "      audit.kerberos-authentication-service: recommended\n");
    bool is_read = ks_profile_read(yaml, (ks_str){ 0 }, &arena, &profile, &fail);
    check("a user's profile is read; without a name it is the last one of the file",
          is_read && ks_str_equal(profile.title[KS_JA], KS_STR("Ours")));
    const ks_want *logon = want_of(&profile, "audit.logon", KS_ROLE_CLIENT);
    check("a user's profile asks otherwise than its parents on one role",
          logon->how == KS_WANT_ONE_OF && logon->values[0].number == 1);
    check("it can leave out what a parent asks", !want_of(&profile, "audit.logon", KS_ROLE_DC));
    check("it has what parents of the same file ask",
          want_of(&profile, "audit.logoff", KS_ROLE_SERVER));
    check("it has what Konseki's own parents ask",
          want_of(&profile, "audit.process-creation", KS_ROLE_CLIENT));
    check("it may ask of settings that are unconfirmed",
          want_of(&profile, "audit.special-groups", KS_ROLE_CLIENT));
    check("it takes what another profile asks by its name",
          want_of(&profile, "audit.kerberos-authentication-service", KS_ROLE_DC) &&
              !want_of(&profile, "audit.kerberos-authentication-service", KS_ROLE_SERVER));
    check("a profile of the file is chosen by its id",
          ks_profile_read(yaml, KS_STR("base"), &arena, &profile, &fail) &&
              !want_of(&profile, "audit.process-creation", KS_ROLE_CLIENT));
}

// clang-format off
static const struct { const char *sentence, *yaml; ks_reason reason; i64 line, column; } wrong[] = {
    { "what is no YAML is refused",              "format: 1\nprofiles: [",               KS_PROFILE_YAML,    3, 1 },
    { "an alias is refused",                     "a: &a 1",                              KS_PROFILE_YAML,    1, 4 },
    { "a doubled key is refused",                "format: 1\nformat: 1",                 KS_PROFILE_YAML,    2, 1 },
    { "an empty file is refused",                "",                                     KS_PROFILE_FORM,    1, 1 },
    { "another format is refused",               "format: 2\nprofiles: []",              KS_PROFILE_FORM,    1, 9 },
    { "a file without profiles is refused",      "format: 1\nprofiles: []",              KS_PROFILE_FORM,    2, 11 },
    { "an unknown key is refused",               HEAD "    colour: red\n",               KS_PROFILE_FORM,    4, 13 },
    { "a setting that is not there is refused",  OWN "      audit.nothing: 1\n",         KS_PROFILE_SETTING, 5, 22 },
    { "a value of another kind is refused",      OWN "      audit.logon: many\n",        KS_PROFILE_VALUE,   5, 20 },
    { "a role that is not there is refused",     OWN "      audit.logon: { pc: both }\n", KS_PROFILE_PART,   5, 26 },
    { "a part that is not there is refused",     OWN "      audit.legacy-nine: { X: 1 }\n", KS_PROFILE_PART, 5, 31 },
    { "one value for several parts is refused",  OWN "      audit.legacy-nine: none\n",  KS_PROFILE_PARTS,   5, 26 },
    { "a parent that is not there is refused",   HEAD "    extends: nobody\n",           KS_PROFILE_PARENT,  4, 14 },
    { "a profile does not extend itself",        HEAD "    extends: own\n",              KS_PROFILE_PARENT,  4, 14 },
    { "deep nesting is refused", "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",     KS_PROFILE_YAML,    1, 11 },
};
// clang-format on

static void mistakes(void)
{
    for (size_t i = 0; i < countof(wrong); i++) {
        ks_arena arena = whole;
        ks_fail fail = { 0 };
        ks_profile profile;
        bool is_refused =
            !ks_profile_read(ks_str_of(wrong[i].yaml), (ks_str){ 0 }, &arena, &profile, &fail) &&
            fail.reason == wrong[i].reason && fail.number[0] == wrong[i].line &&
            fail.number[1] == wrong[i].column;
        if (!is_refused)
            remark("reason %d at %lld:%lld", (int)fail.reason, (long long)fail.number[0],
                   (long long)fail.number[1]);
        check(wrong[i].sentence, is_refused);
    }
}

int main(void)
{
    if (!ks_arena_open(&whole, "test", 64 << 20))
        return 1;
    built_in();
    users();
    mistakes();
    return checked();
}
