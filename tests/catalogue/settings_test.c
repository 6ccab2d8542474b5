// Settings of the catalogue: look-ups, values, and what must hold for each row.
#include "catalogue/settings.h"

#include "test.h"

static void lookups(void)
{
    const ks_setting *setting = ks_setting_find(KS_STR("audit.process-creation"));
    check("a setting is found by its id", setting && setting->part_count == 1);
    check("an id that no setting has is not found", !ks_setting_find(KS_STR("audit.nothing")));
    check("no id at all is not found", !ks_setting_find((ks_str){ 0 }));
    check("a setting has Windows' own Japanese name",
          setting && ks_str_equal(setting->title[KS_JA], KS_STR("プロセス作成の監査")));
    check(
        "a subcategory has its GUID and its place in PolAdtEv",
        setting->parts[0].category == 4 && setting->parts[0].slot == 0 &&
            ks_str_equal(setting->parts[0].object, KS_STR("0CCE922B-69AE-11D9-BED3-505054503030")));
    check("a wrong id leads to the nearest",
          ks_str_equal(ks_setting_nearest(KS_STR("audit.proces-creation")), setting->id));
    check("the last part of an id is enough to be near",
          ks_str_equal(ks_setting_nearest(KS_STR("process-creation")), setting->id));
    check("nothing is near to what is like no id",
          ks_setting_nearest(KS_STR("xyzzyxyzzyxyzzyxyzzyxyzzy")).size == 0);
    check("a setting knows its group",
          ks_str_equal(ks_setting_group_of(setting)->id, KS_STR("audit")));
}

static bool is_default(const char *id, ks_windows windows, u64 number)
{
    const ks_setting *setting = ks_setting_find(ks_str_of(id));
    ks_setting_value value = ks_setting_default(&setting->parts[0], &windows);
    return value.kind == KS_VALUE_NUMBER && value.number == number;
}

static void defaults(void)
{
    const ks_windows seven = { 7601, KS_ROLE_CLIENT, ks_edition_pro };
    const ks_windows ten = { 19045, KS_ROLE_CLIENT, ks_edition_pro };
    const ks_windows dc = { 20348, KS_ROLE_DC, ks_edition_server };
    check("a client of Windows 7 audits successful logons only",
          is_default("audit.logon", seven, 1));
    check("a client of Windows 10 audits failed logons too", is_default("audit.logon", ten, 3));
    check("a default may depend on the role",
          is_default("audit.kerberos-authentication-service", dc, 1) &&
              is_default("audit.kerberos-authentication-service", ten, 0));
    const ks_windows unknown = { 0, KS_ROLE_CLIENT, ks_edition_any };
    const ks_setting *logon = ks_setting_find(KS_STR("audit.logon"));
    check("a default that depends on the version is unknown where the version is",
          ks_setting_default(&logon->parts[0], &unknown).kind == KS_VALUE_UNKNOWN);
    const ks_setting *membership = ks_setting_find(KS_STR("audit.group-membership"));
    check("a setting does not exist on a Windows before its first",
          !ks_setting_exists_on(membership, &seven) && ks_setting_exists_on(membership, &ten));
}

// clang-format off
static const struct { const char *sentence; ks_setting_type type; const char *want; bool is_number; u64 number; const char *text; bool holds; } wants[] = {
    { "a number equals itself",                    KS_TYPE_DWORD, "0x20",             true,  32, "", true },
    { "another number does not",                   KS_TYPE_DWORD, "0x20",             true,  33, "", false },
    { "one of several numbers will do",            KS_TYPE_DWORD, "2 | 3",            true,  3, "",  true },
    { "a size is at least so many MiB",            KS_TYPE_DWORD, ">= 64 MiB",        true,  64u << 20, "", true },
    { "a size that is smaller is not",             KS_TYPE_DWORD, ">= 64 MiB",        true,  (64u << 20) - 1, "", false },
    { "a number lies between two",                 KS_TYPE_DWORD, "1 .. 10",          true,  10, "", true },
    { "0 does not lie between 1 and 10",           KS_TYPE_DWORD, "1 .. 10",          true,  0, "",  false },
    { "auditing of both contains success",         KS_TYPE_AUDIT, "bits success",     true,  3, "",  true },
    { "auditing of failures does not",             KS_TYPE_AUDIT, "bits success",     true,  2, "",  false },
    { "a service may start by a word",             KS_TYPE_START, "disabled",         true,  4, "",  true },
    { "texts are equal whatever their case",       KS_TYPE_SZ,    "RemoteSigned",     false, 0, "remotesigned", true },
    { "a list contains each of several items",     KS_TYPE_LIST,  "contains S-1-5-19 & S-1-5-20", false, 0, "S-1-5-20\nS-1-5-19", true },
    { "a list lacks an item that only begins so",  KS_TYPE_LIST,  "contains S-1-5-2", false, 0, "S-1-5-20", false },
    { "a text contains a part",                    KS_TYPE_SZ,    "contains S-1-5-20", false, 0, "(A;;0x1;;;S-1-5-20)", true },
    { "a text that looks like a comparison",       KS_TYPE_SZ,    "= >= 1",           false, 0, ">= 1", true },
    { "present is any value",                      KS_TYPE_SZ,    "present",          false, 0, "", true },
};
// clang-format on

static void comparisons(void)
{
    ks_want want;
    ks_str problem;
    for (size_t i = 0; i < countof(wants); i++) {
        ks_setting_value value = { .kind = wants[i].is_number ? KS_VALUE_NUMBER : KS_VALUE_TEXT,
                                   .number = wants[i].number,
                                   .text = ks_str_of(wants[i].text) };
        check(wants[i].sentence,
              ks_want_parse(wants[i].type, ks_str_of(wants[i].want), &want, &problem) &&
                  ks_want_holds(&want, wants[i].type, value) == wants[i].holds);
    }
    ks_setting_value absent = { .kind = KS_VALUE_ABSENT }, unknown = { .kind = KS_VALUE_UNKNOWN };
    check("absence can be wanted",
          ks_want_parse(KS_TYPE_DWORD, KS_STR("absent"), &want, &problem) &&
              ks_want_holds(&want, KS_TYPE_DWORD, absent));
    check("absence can be allowed beside a value",
          ks_want_parse(KS_TYPE_DWORD, KS_STR("absent or 0"), &want, &problem) &&
              ks_want_holds(&want, KS_TYPE_DWORD, absent));
    check("what is not known is not as wanted", !ks_want_holds(&want, KS_TYPE_DWORD, unknown));
    check("a word is no number", !ks_want_parse(KS_TYPE_DWORD, KS_STR("many"), &want, &problem));
    check("a text has no least", !ks_want_parse(KS_TYPE_SZ, KS_STR(">= a"), &want, &problem));
    check("a number too large for its type is refused",
          !ks_want_parse(KS_TYPE_DWORD, KS_STR("0x100000000"), &want, &problem));
    check("auditing has no fourth bit",
          !ks_want_parse(KS_TYPE_AUDIT, KS_STR("4"), &want, &problem));
}

static bool is_ascii(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((u8)text.at[i] >= 0x80)
            return false;
    }
    return true;
}

static bool is_paired(const ks_str *text) { return (text[0].size > 0) == (text[1].size > 0); }

static bool are_choices_whole(const ks_setting_part *part)
{
    for (u32 i = 0; i < part->choice_count; i++) {
        if (!is_paired(part->choices[i].meaning) || !part->choices[i].meaning[0].size)
            return false;
    }
    return true;
}

static void rows(void)
{
    size_t count, titled = 0, purposed = 0, paired = 0, japanese = 0, found = 0, placed = 0;
    size_t parts = 0, numbered = 0, chosen = 0, named = 0;
    const ks_setting *const *all = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        const ks_setting *s = all[i];
        titled += s->title[KS_EN].size && s->title[KS_JA].size;
        purposed += s->purpose[KS_EN].size && s->purpose[KS_JA].size;
        paired += is_paired(s->breaks) && is_paired(s->around) && is_paired(s->editor);
        japanese += !is_ascii(s->purpose[KS_JA]) && is_ascii(s->purpose[KS_EN]);
        found += ks_setting_find(s->id) == s && ks_setting_group_of(s) != NULL;
        placed += i == 0 || ks_str_compare(all[i - 1]->id, s->id) < 0;
        for (u32 p = 0; p < s->part_count; p++) {
            parts++;
            numbered += s->parts[p].number < ks_setting_part_total();
            chosen += are_choices_whole(&s->parts[p]);
            named += (s->part_count == 1) || s->parts[p].name.size > 0;
        }
    }
    remark("%zu settings of %zu parts", count, parts);
    check("every setting has a title in both languages", titled == count);
    check("every setting says what it is for in both languages", purposed == count);
    check("every other text is there in both languages or in none", paired == count);
    check("every purpose is Japanese in Japanese and ASCII in English", japanese == count);
    check("every setting is found by its id, and has a group", found == count);
    check("ids are unique and sorted", placed == count);
    check("every part has a number of its own below the total",
          numbered == parts && parts == ks_setting_part_total());
    check("every choice of a value is told in both languages", chosen == parts);
    check("parts of a setting of several have names", named == parts);
}

static void subcategories(void)
{
    static const u32 sizes[] = { 5, 12, 14, 3, 6, 6, 6, 4, 4 };
    u32 seen[9] = { 0 };
    size_t count;
    const ks_setting *const *all = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        if (all[i]->part_count && all[i]->parts[0].kind == KS_SETTING_AUDIT_SUBCATEGORY)
            seen[all[i]->parts[0].category] |= 1u << all[i]->parts[0].slot;
    }
    bool is_whole = true;
    for (size_t i = 0; i < countof(sizes); i++)
        is_whole = is_whole && seen[i] == (1u << sizes[i]) - 1;
    check("the nine categories have all their slots, each once", is_whole);
}

static void dead(void)
{
    size_t whole = 0;
    for (u32 i = 0; i < KS_DEAD_COUNT; i++) {
        const ks_dead_check *c = ks_dead_check_get((ks_dead_id)i);
        whole += c->id == (ks_dead_id)i && c->sentence[KS_EN].size && c->sentence[KS_JA].size &&
                 c->remedy[KS_EN].size && c->remedy[KS_JA].size && c->affects.count > 0;
    }
    check("every check for dead settings has its sentences and what it affects",
          whole == KS_DEAD_COUNT);
    const ks_dead_check *legacy = ks_dead_check_get(KS_DEAD_LEGACY_AUDIT);
    check("a check affects all settings whose ids begin so",
          ks_dead_check_affects(legacy, KS_STR("audit.logon")) &&
              !ks_dead_check_affects(legacy, KS_STR("ch.security")));
}

int main(void)
{
    lookups();
    defaults();
    comparisons();
    rows();
    subcategories();
    dead();
    return checked();
}
