// What a policy means: each rule for itself, rules of a collection against each other, collections
// against each other. Deny beats allow; what no rule allows is denied (Microsoft, "Understanding
// AppLocker rule behavior").
#include "policy/applocker.h"

#include "base/fold.h"
#include "base/number.h"
#include "base/out.h"
#include "base/table.h"
#include "policy/applocker_mistakes.h"
#include "policy/writable.h"

typedef struct {
    const ks_applocker_policy *policy;
    ks_mistakes *mistakes;
    ks_arena scratch;
    size_t *left; // comparisons of rules that may still be made
} linting;

enum { compared_most = 4000000 };

static const ks_str nothing = { 0 };
#define EVERYONE       "S-1-1-0"
#define USERS          "S-1-5-32-545"
#define ADMINISTRATORS "S-1-5-32-544"

static void tell(linting *l, applocker_mistake kind, ks_mistake_place place, ks_str a, ks_str b)
{
    ks_mistake_add(l->mistakes, &applocker_kinds[kind], place, a, b);
}

static bool is(ks_str text, const char *word) { return ks_str_equal(text, ks_str_of(word)); }

static bool has_byte(ks_str text, char byte)
{
    return text.size && memchr(text.at, byte, text.size) != NULL;
}

static bool is_hex(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')))
            return false;
    }
    return true;
}

static bool is_guid(ks_str text)
{
    if (text.size != 36)
        return false;
    for (size_t i = 0; i < 36; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text.at[i] != '-' : !is_hex((ks_str){ text.at + i, 1 }))
            return false;
    }
    return true;
}

static bool is_sid(ks_str text)
{
    if (text.size < 7 || memcmp(text.at, "S-1-", 4) != 0)
        return false;
    for (size_t i = 4; i < text.size; i++)
        if (text.at[i] != '-' && (text.at[i] < '0' || text.at[i] > '9'))
            return false;
    return text.at[text.size - 1] != '-';
}

// "10.0.1.2" as one number; `*` is `otherwise`. False: neither.
static bool read_version(ks_str text, u64 otherwise, u64 *version)
{
    *version = otherwise;
    if (is(text, "*"))
        return true;
    u64 value = 0;
    size_t at = 0;
    for (int part = 0; part < 4; part++) {
        size_t end = at;
        while (end < text.size && text.at[end] != '.')
            end++;
        u64 number;
        if (end == at || !ks_u64_read((ks_str){ text.at + at, end - at }, &number) ||
            number > 65535)
            return false;
        value = value << 16 | number;
        at = end + 1;
        if ((end == text.size) != (part == 3))
            return false;
    }
    *version = value;
    return true;
}

// --- one condition
static void lint_variables(linting *l, const ks_applocker_condition *c)
{
    static const char *const known[] = { "%WINDIR%",       "%SYSTEM32%",  "%OSDRIVE%",
                                         "%PROGRAMFILES%", "%REMOVABLE%", "%HOT%" };
    const char *first = c->path.size ? memchr(c->path.at, '%', c->path.size) : NULL;
    size_t left = first ? c->path.size - (size_t)(first - c->path.at) : 0;
    const char *last = left > 1 ? memchr(first + 1, '%', left - 1) : NULL;
    if (!last)
        return;
    ks_str variable = { first, (size_t)(last - first) + 1 };
    for (size_t i = 0; i < countof(known); i++)
        if (ks_equal_fold(variable, ks_str_of(known[i])))
            return;
    tell(l, APPLOCKER_VARIABLE, c->place, variable, nothing);
}

static bool has_short_name(ks_str path)
{
    for (size_t i = 1; i + 1 < path.size; i++)
        if (path.at[i] == '~' && path.at[i + 1] >= '1' && path.at[i + 1] <= '9' &&
            (i + 2 == path.size || path.at[i + 2] == '\\' || path.at[i + 2] == '.'))
            return true;
    return false;
}

static void lint_path(linting *l, const ks_applocker_condition *c)
{
    lint_variables(l, c);
    if (has_short_name(c->path))
        tell(l, APPLOCKER_SHORT_NAME, c->place, c->path, nothing);
    if (has_byte(c->path, '?'))
        tell(l, APPLOCKER_QUESTION, c->place, c->path, nothing);
    if (c->path.size && !has_byte(c->path, '\\') && !has_byte(c->path, '*') &&
        !has_byte(c->path, '%') && !has_byte(c->path, ':'))
        tell(l, APPLOCKER_NAME_ONLY, c->place, c->path, nothing);
}

static void lint_publisher(linting *l, const ks_applocker_condition *c)
{
    u64 low, high;
    if (c->has_range &&
        (!read_version(c->low, 0, &low) || !read_version(c->high, UINT64_MAX, &high) || low > high))
        tell(l, APPLOCKER_RANGE, c->place, c->low, c->high);
    for (size_t i = 0; i < c->publisher.size; i++)
        if (c->publisher.at[i] >= 'a' && c->publisher.at[i] <= 'z') {
            tell(l, APPLOCKER_PUBLISHER_CASE, c->place, c->publisher, nothing);
            return;
        }
}

static void lint_conditions(linting *l, const ks_applocker_condition *c)
{
    for (; c; c = c->next) {
        bool is_whole = c->hash.size == 66 && memcmp(c->hash.at, "0x", 2) == 0 &&
                        is_hex((ks_str){ c->hash.at + 2, 64 });
        if (c->kind == KS_APPLOCKER_PATH)
            lint_path(l, c);
        else if (c->kind == KS_APPLOCKER_PUBLISHER)
            lint_publisher(l, c);
        else if (!is_whole || !is(c->hash_type, "SHA256"))
            tell(l, APPLOCKER_HASH, c->place, c->hash, nothing);
    }
}

// --- one rule
static bool is_for_users(const ks_applocker_rule *rule)
{
    return is(rule->sid, EVERYONE) || is(rule->sid, USERS);
}

static bool is_allow(const ks_applocker_rule *rule) { return is(rule->action, "Allow"); }

static bool has_path(const ks_applocker_rule *rule, const char *path)
{
    for (const ks_applocker_condition *c = rule->conditions; c; c = c->next)
        if (c->kind == KS_APPLOCKER_PATH && is(c->path, path))
            return true;
    return false;
}

// Whether a condition among them covers a (plain) path.
static bool covers(linting *l, const ks_applocker_condition *c, ks_str plain)
{
    for (; c; c = c->next) {
        ks_arena scratch = l->scratch;
        if (c->kind == KS_APPLOCKER_PATH && ks_glob_fold(plain_path(c->path, &scratch), plain))
            return true;
    }
    return false;
}

static bool denies(linting *l, const ks_applocker_collection *in, const ks_applocker_rule *allow,
                   ks_str plain)
{
    for (const ks_applocker_rule *rule = in->rules; rule && *l->left; rule = rule->next) {
        --*l->left;
        if (!is_allow(rule) && !rule->exceptions &&
            (is(rule->sid, EVERYONE) || ks_str_equal(rule->sid, allow->sid)) &&
            covers(l, rule->conditions, plain))
            return true;
    }
    return *l->left == 0; // not known: nothing is told
}

static void lint_writable(linting *l, const ks_applocker_collection *in,
                          const ks_applocker_rule *rule)
{
    ks_out list;
    if (!ks_out_open(&list, l->mistakes->arena, 1024))
        return;
    for (size_t i = 0; writable_folder(i).size; i++) {
        ks_arena scratch = l->scratch;
        ks_out file;
        ks_str folder = writable_folder(i);
        if (!ks_out_open(&file, &scratch, folder.size + 16))
            return;
        ks_out_put(&file, folder);
        KS_PUT(&file, "x.exe");
        ks_str plain = ks_out_str(&file);
        linting below = *l;
        below.scratch = scratch;
        if (!covers(&below, rule->conditions, plain) || covers(&below, rule->exceptions, plain) ||
            denies(&below, in, rule, plain))
            continue;
        if (ks_out_size(&list))
            KS_PUT(&list, ", ");
        ks_out_put(&list, (ks_str){ folder.at, folder.size - 1 });
    }
    if (ks_out_size(&list))
        tell(l, APPLOCKER_WRITABLE, rule->place, ks_out_str(&list), nothing);
}

static void lint_allow(linting *l, const ks_applocker_collection *in, const ks_applocker_rule *rule)
{
    if (!is_for_users(rule) || rule->kind != KS_APPLOCKER_PATH)
        return;
    if (has_path(rule, "*") && !rule->exceptions) {
        tell(l, APPLOCKER_ALLOWS_ALL, rule->place, nothing, nothing);
        return;
    }
    for (const ks_applocker_condition *c = rule->conditions; c; c = c->next) {
        ks_arena scratch = l->scratch;
        if (c->kind == KS_APPLOCKER_PATH && is_user_writable(plain_path(c->path, &scratch)))
            tell(l, APPLOCKER_WRITABLE_PATH, c->place, c->path, nothing);
    }
    if (!is(in->type, "Appx"))
        lint_writable(l, in, rule);
}

static void lint_shadow(linting *l, const ks_applocker_collection *in,
                        const ks_applocker_rule *allow)
{
    const ks_applocker_condition *only = allow->conditions;
    if (allow->kind != KS_APPLOCKER_PATH || !only || only->next)
        return;
    for (const ks_applocker_rule *rule = in->rules; rule && *l->left; rule = rule->next) {
        ks_arena scratch = l->scratch;
        --*l->left;
        if (is_allow(rule) || rule->exceptions || rule->kind != KS_APPLOCKER_PATH ||
            !(is(rule->sid, EVERYONE) || ks_str_equal(rule->sid, allow->sid)))
            continue;
        ks_str plain = plain_path(only->path, &scratch);
        linting below = *l;
        below.scratch = scratch;
        if (covers(&below, rule->conditions, plain)) {
            tell(l, APPLOCKER_SHADOWED, allow->place, rule->name, nothing);
            return;
        }
    }
}

static void lint_rule(linting *l, const ks_applocker_collection *in, const ks_applocker_rule *rule)
{
    if (rule->id.size && !is_guid(rule->id))
        tell(l, APPLOCKER_BAD_ID, rule->place, rule->id, nothing);
    if (rule->sid.size && !is_sid(rule->sid))
        tell(l, APPLOCKER_SID, rule->place, rule->sid, nothing);
    if (is(in->type, "Appx") && rule->kind != KS_APPLOCKER_PUBLISHER)
        tell(l, APPLOCKER_KIND, rule->place, nothing, nothing);
    lint_conditions(l, rule->conditions);
    lint_conditions(l, rule->exceptions);
    if (is_allow(rule)) {
        lint_allow(l, in, rule);
        lint_shadow(l, in, rule);
    } else if (is(rule->sid, EVERYONE) && has_path(rule, "*") && !rule->exceptions) {
        tell(l, APPLOCKER_DENIES_ALL, rule->place, nothing, nothing);
    }
}

// --- collections
static void lint_same_ids(linting *l)
{
    ks_arena scratch = l->scratch;
    ks_table seen = { 0 };
    for (const ks_applocker_collection *c = l->policy->collections; c; c = c->next)
        for (const ks_applocker_rule *rule = c->rules; rule; rule = rule->next) {
            char lower[36];
            if (!is_guid(rule->id))
                continue;
            for (size_t i = 0; i < sizeof lower; i++)
                lower[i] = (char)(rule->id.at[i] | 0x20);
            size_t before = seen.count;
            u32 number = ks_table_add(&seen, &scratch, (ks_span){ (u8 *)lower, sizeof lower });
            if (number != ks_table_none && seen.count == before)
                tell(l, APPLOCKER_SAME_ID, rule->place, rule->id, nothing);
        }
}

static bool allows(linting *l, const ks_applocker_collection *c, ks_str plain)
{
    for (const ks_applocker_rule *rule = c->rules; rule; rule = rule->next)
        if (is_allow(rule) && is_for_users(rule) && rule->kind == KS_APPLOCKER_PATH &&
            covers(l, rule->conditions, plain))
            return true;
    // Any publisher's rule that takes every name may stand for a folder.
    for (const ks_applocker_rule *rule = c->rules; rule; rule = rule->next)
        if (is_allow(rule) && is_for_users(rule) && rule->kind == KS_APPLOCKER_PUBLISHER &&
            rule->conditions && is(rule->conditions->binary, "*"))
            return true;
    return false;
}

static void lint_defaults(linting *l, const ks_applocker_collection *c)
{
    bool has_administrators = false;
    for (const ks_applocker_rule *rule = c->rules; rule; rule = rule->next)
        has_administrators =
            has_administrators || (is_allow(rule) && has_path(rule, "*") &&
                                   (is(rule->sid, ADMINISTRATORS) || is(rule->sid, EVERYONE)));
    bool is_about_files = is(c->type, "Exe") || is(c->type, "Dll") || is(c->type, "Script");
    if (!has_administrators && (is_about_files || is(c->type, "Msi")))
        tell(l, APPLOCKER_NO_ADMINISTRATORS, c->place, c->type, nothing);
    if (!is_about_files)
        return;
    if (!allows(l, c, KS_STR("c:\\windows\\system32\\x.exe")))
        tell(l, APPLOCKER_NO_DEFAULT, c->place, c->type, KS_STR("%WINDIR%\\*"));
    if (!allows(l, c, KS_STR("c:\\program files\\x\\x.exe")))
        tell(l, APPLOCKER_NO_DEFAULT, c->place, c->type, KS_STR("%PROGRAMFILES%\\*"));
}

static const ks_applocker_collection *find(const linting *l, const char *type)
{
    for (const ks_applocker_collection *c = l->policy->collections; c; c = c->next)
        if (is(c->type, type) && c->rules)
            return c;
    return NULL;
}

void applocker_lint(const ks_applocker_policy *policy, ks_mistakes *mistakes, ks_arena scratch)
{
    size_t left = compared_most;
    linting l = { policy, mistakes, scratch, &left };
    for (const ks_applocker_collection *c = policy->collections; c; c = c->next) {
        for (const ks_applocker_rule *rule = c->rules; rule; rule = rule->next)
            lint_rule(&l, c, rule);
        if (c->rules && is(c->mode, "NotConfigured"))
            tell(&l, APPLOCKER_IS_ENFORCED, c->place, nothing, nothing);
        else if (c->rules)
            lint_defaults(&l, c);
    }
    lint_same_ids(&l);
    const ks_applocker_collection *exe = find(&l, "Exe");
    if (!exe || is(exe->mode, "NotConfigured"))
        return;
    if (!find(&l, "Script"))
        tell(&l, APPLOCKER_NO_SCRIPT, exe->place, nothing, nothing);
    if (!find(&l, "Dll"))
        tell(&l, APPLOCKER_NO_DLL, exe->place, nothing, nothing);
}
