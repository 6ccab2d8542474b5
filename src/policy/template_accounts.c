// Who has which right, who belongs to which group.
#include "base/fold.h"
#include "policy/sid.h"
#include "policy/template_lint.h"
#include "policy/template_table.h"

typedef enum { PLAIN, NEEDED, DENIAL, DANGEROUS } right_kind;

static const struct {
    const char *name;
    right_kind kind;
} rights[] = {
#define X(name, kind) { name, kind },
    TEMPLATE_RIGHTS(X)
#undef X
};

static ks_mistake_place place_in(const ks_ini_entry *entry, ks_str part)
{
    ks_line line = { .text = entry->raw, .number = entry->place.line };
    ks_mistake_place place = ks_line_place(&line, (size_t)(part.at - entry->raw.at));
    place.column += entry->place.column - (entry->place.column > 0);
    return place;
}

static void lint_account(const ks_ini_entry *entry, ks_str account, ks_mistakes *to)
{
    ks_sid sid;
    ks_mistake_place place = place_in(entry, account);
    bool has_star = account.at[0] == '*';
    ks_str text = has_star ? (ks_str){ account.at + 1, account.size - 1 } : account;
    bool is_sid = ks_sid_parse(text, &sid);
    if (has_star && !is_sid)
        template_say(to, TEMPLATE_SID, place, account, (ks_str){ 0 });
    else if (!has_star && is_sid)
        template_say(to, TEMPLATE_SID_STAR, place, account, (ks_str){ 0 });
    else if (!is_sid)
        template_say(to, TEMPLATE_ACCOUNT_NAME, place, account, (ks_str){ 0 });
}

// Accounts that hold everybody, administrators included.
static bool is_everybody(ks_str account)
{
    static const char *const all[] = { "*S-1-1-0", "*S-1-5-11", "*S-1-5-32-545", "Everyone" };
    for (size_t i = 0; i < countof(all); i++)
        if (ks_equal_fold(account, ks_str_of(all[i])))
            return true;
    return false;
}

static bool is_administrators(ks_str account)
{
    return ks_equal_fold(account, KS_STR("*S-1-5-32-544")) ||
           ks_equal_fold(account, KS_STR("Administrators"));
}

static void lint_right(const ks_ini_entry *entry, right_kind kind, ks_mistakes *to)
{
    bool has_administrators = false;
    ks_str account;
    for (size_t at = 0; ks_template_account_next(entry->value, &at, &account);) {
        lint_account(entry, account, to);
        has_administrators |= is_administrators(account) || is_everybody(account);
        bool is_all = is_everybody(account);
        if (kind == DENIAL && (is_all || is_administrators(account)) &&
            !ks_begins_fold(entry->key, KS_STR("SeDenyBatch")) &&
            !ks_begins_fold(entry->key, KS_STR("SeDenyService")))
            template_say(to, TEMPLATE_DENIED, place_in(entry, account), entry->key, account);
        if (kind == DANGEROUS && is_all)
            template_say(to, TEMPLATE_EVERYBODY, place_in(entry, account), entry->key, account);
    }
    if (kind == NEEDED && !has_administrators)
        template_say(to, TEMPLATE_LOCKED_OUT, entry->place, entry->key, (ks_str){ 0 });
}

void template_lint_rights(const ks_ini_section *section, ks_mistakes *to)
{
    for (size_t i = 0; i < section->count; i++) {
        const ks_ini_entry *entry = &section->entries[i];
        size_t r = 0;
        while (r < countof(rights) && !ks_equal_fold(entry->key, ks_str_of(rights[r].name)))
            r++;
        if (r == countof(rights))
            template_say(to, TEMPLATE_RIGHT, entry->place, entry->key, (ks_str){ 0 });
        lint_right(entry, r < countof(rights) ? rights[r].kind : PLAIN, to);
    }
}

static bool ends(ks_str text, const char *with)
{
    size_t size = strlen(with);
    return text.size > size &&
           ks_equal_fold((ks_str){ text.at + text.size - size, size }, ks_str_of(with));
}

void template_lint_groups(const ks_ini_section *section, ks_mistakes *to)
{
    for (size_t i = 0; i < section->count; i++) {
        const ks_ini_entry *entry = &section->entries[i];
        size_t tail = ends(entry->key, "__Members") ? 9 : ends(entry->key, "__Memberof") ? 10 : 0;
        if (tail == 0)
            template_say(to, TEMPLATE_GROUP_KEY, entry->place, entry->key, (ks_str){ 0 });
        else
            lint_account(entry, (ks_str){ entry->key.at, entry->key.size - tail }, to);
        ks_str account;
        for (size_t at = 0; ks_template_account_next(entry->value, &at, &account);)
            lint_account(entry, account, to);
    }
}
