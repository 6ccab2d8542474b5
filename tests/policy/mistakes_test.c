// Every mistake says what is wrong and what to do, in both languages, with the same holes; ids are
// words and no two are the same.
#include "policy/audit_csv_mistakes.h"
#include "policy/gpo_mistakes.h"
#include "policy/ini.h"
#include "policy/known_value.h"
#include "policy/lgpo_mistakes.h"
#include "policy/markup.h"
#include "policy/reg_file.h"
#include "policy/registry_pol_mistakes.h"
#include "policy/sddl.h"
#include "policy/sddl_lint.h"
#include "policy/sysmon_mistakes.h"
#include "policy/template_mistakes.h"
#include "policy/text_file.h"

#include "test.h"

static const ks_mistake_kind kinds[] = {
    // clang-format off
    POL_MISTAKES_OF_FORM(KS_MISTAKE_ROW) POL_MISTAKES_OF_DATA(KS_MISTAKE_ROW)
    AUDIT_MISTAKES(KS_MISTAKE_ROW) TEXT_MISTAKES(KS_MISTAKE_ROW) INI_MISTAKES(KS_MISTAKE_ROW)
    KNOWN_MISTAKES(KS_MISTAKE_ROW) TEMPLATE_MISTAKES_OF_FORM(KS_MISTAKE_ROW)
    TEMPLATE_MISTAKES_OF_VALUES(KS_MISTAKE_ROW) TEMPLATE_MISTAKES_OF_ACCOUNTS(KS_MISTAKE_ROW)
    TEMPLATE_MISTAKES_OF_OBJECTS(KS_MISTAKE_ROW) GPO_MISTAKES_OF_BACKUPS(KS_MISTAKE_ROW)
    GPO_MISTAKES_OF_FOLDERS(KS_MISTAKE_ROW) LGPO_MISTAKES(KS_MISTAKE_ROW)
    SDDL_MISTAKES(KS_MISTAKE_ROW) KS_SDDL_PROBLEMS(KS_MISTAKE_ROW) MARKUP_MISTAKES(KS_MISTAKE_ROW)
    SYSMON_MISTAKES_OF_FORM(KS_MISTAKE_ROW) KS_REG_PROBLEMS(KS_MISTAKE_ROW)
    // clang-format on
};

static unsigned holes(ks_str text)
{
    unsigned found = 0;
    for (size_t i = 0; i + 2 < text.size; i++)
        if (text.at[i] == '{' && text.at[i + 2] == '}')
            found |= text.at[i + 1] == '0' ? 1u : text.at[i + 1] == '1' ? 2u : 0u;
    return found;
}

static bool is_whole(const ks_phrase_text *text)
{
    const ks_str *said = text->text;
    return said[KS_EN].size && said[KS_JA].size && holes(said[KS_EN]) == holes(said[KS_JA]) &&
           said[KS_EN].at[said[KS_EN].size - 1] != '.' &&
           memcmp(said[KS_JA].at + said[KS_JA].size - 3, "。", 3) != 0;
}

static bool is_word(const char *word)
{
    for (const char *at = word; *at; at++)
        if (!((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '-'))
            return false;
    return *word != 0;
}

int main(void)
{
    bool are_whole = true, are_words = true, are_unique = true;
    for (size_t i = 0; i < countof(kinds); i++) {
        bool is_good = is_whole(&kinds[i].said) && is_whole(&kinds[i].remedy);
        bool is_named = is_word(kinds[i].id), is_new = true;
        for (size_t j = 0; j < i; j++)
            is_new &= strcmp(kinds[i].id, kinds[j].id) != 0;
        if (!is_good || !is_named || !is_new)
            remark("%s", kinds[i].id);
        are_whole &= is_good;
        are_words &= is_named;
        are_unique &= is_new;
    }
    check("every mistake has its sentence and remedy in both languages, with the same holes",
          are_whole);
    check("every mistake has a word for scripts", are_words);
    check("no two mistakes have the same word", are_unique);
    return checked();
}
