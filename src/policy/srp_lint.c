// What a policy means. Order of rules: hash, certificate, path, zone, default level; of paths the
// more specific one (Microsoft, "Software Restriction Policies Technical Overview").
#include "policy/srp.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/srp_mistakes.h"
#include "policy/writable.h"

enum { compared_most = 4000000, disallowed = 0, basic_user = 131072, unrestricted = 262144 };

typedef struct {
    const ks_srp_policy *policy;
    ks_mistakes *mistakes;
    ks_arena scratch;
    size_t *left; // comparisons of rules that may still be made
} linting;

static const ks_str nothing = { 0 };

static void tell(linting *l, srp_mistake kind, ks_mistake_place place, ks_str text)
{
    ks_mistake_add(l->mistakes, &srp_kinds[kind], place, text, nothing);
}

static ks_str number_text(linting *l, u32 number)
{
    ks_out out;
    if (!ks_out_open(&out, l->mistakes->arena, ks_number_size))
        return nothing;
    ks_out_u64(&out, number);
    return ks_out_str(&out);
}

// A folder covers all below; a pattern what it matches.
static bool covers(linting *l, ks_str rule_path, ks_str plain)
{
    ks_arena scratch = l->scratch;
    ks_str pattern = plain_path(rule_path, &scratch);
    while (pattern.size && pattern.at[pattern.size - 1] == '\\')
        pattern.size--;
    if (ks_glob_fold(pattern, plain))
        return true;
    return pattern.size < plain.size && plain.at[pattern.size] == '\\' &&
           ks_glob_fold(pattern, (ks_str){ plain.at, pattern.size });
}

static bool has_rule(linting *l, u32 level, ks_str plain)
{
    for (const ks_srp_rule *rule = l->policy->rules; rule && *l->left; rule = rule->next) {
        --*l->left;
        if (rule->kind == KS_SRP_PATH && rule->level == level && rule->path.size &&
            covers(l, rule->path, plain))
            return true;
    }
    return *l->left == 0; // not known: nothing is told
}

static void lint_default(linting *l)
{
    const ks_srp_policy *p = l->policy;
    if (p->has_default && p->default_level == basic_user)
        tell(l, SRP_BASIC_USER, p->default_place, nothing);
    if (!p->has_default || (p->default_level != disallowed && p->default_level != basic_user))
        return;
    if (!has_rule(l, unrestricted, KS_STR("c:\\windows\\system32\\x.exe")))
        tell(l, SRP_NO_WINDOWS, p->default_place, KS_STR("%SystemRoot%"));
    if (!has_rule(l, unrestricted, KS_STR("c:\\program files\\x\\x.exe")))
        tell(l, SRP_NO_WINDOWS, p->default_place, KS_STR("%ProgramFiles%"));
    if (!has_rule(l, unrestricted, KS_STR("c:\\program files (x86)\\x\\x.exe")))
        tell(l, SRP_NO_X86, p->default_place, nothing);
    for (const ks_srp_type *t = p->types; t; t = t->next)
        if (ks_equal_fold(t->name, KS_STR("LNK")))
            tell(l, SRP_LNK, t->place, nothing);
}

static bool has_type(const ks_srp_policy *policy, const char *name)
{
    for (const ks_srp_type *t = policy->types; t; t = t->next)
        if (ks_equal_fold(t->name, ks_str_of(name)))
            return true;
    return false;
}

static void lint_types(linting *l)
{
    static const char *const scripts[] = { "JS", "JSE", "VBS", "VBE", "WSF", "WSH", "PS1" };
    ks_out list;
    if (!l->policy->has_types || !ks_out_open(&list, l->mistakes->arena, 64))
        return;
    for (size_t i = 0; i < countof(scripts); i++)
        if (!has_type(l->policy, scripts[i])) {
            if (ks_out_size(&list))
                KS_PUT(&list, " ");
            ks_out_put(&list, ks_str_of(scripts[i]));
        }
    if (ks_out_size(&list))
        tell(l, SRP_NO_SCRIPT_TYPES, l->policy->types_place, ks_out_str(&list));
}

static ks_str user_variable(ks_str path)
{
    static const char *const variables[] = { "%TEMP%",         "%TMP%",         "%APPDATA%",
                                             "%LOCALAPPDATA%", "%USERPROFILE%", "%HOMEPATH%",
                                             "%HOMEDRIVE%",    "%PATH%" };
    for (size_t at = 0; at < path.size; at++)
        for (size_t i = 0; i < countof(variables); i++) {
            ks_str variable = ks_str_of(variables[i]);
            if (path.size - at >= variable.size &&
                ks_equal_fold((ks_str){ path.at + at, variable.size }, variable))
                return (ks_str){ path.at + at, variable.size };
        }
    return nothing;
}

static bool contains_fold(ks_str text, const char *part)
{
    ks_str wanted = ks_str_of(part);
    for (size_t at = 0; at + wanted.size <= text.size; at++)
        if (ks_equal_fold((ks_str){ text.at + at, wanted.size }, wanted))
            return true;
    return false;
}

static void lint_allowed(linting *l, const ks_srp_rule *rule)
{
    ks_arena scratch = l->scratch;
    ks_str plain = plain_path(rule->path, &scratch);
    linting below = *l;
    below.scratch = scratch;
    if (is_user_writable(plain)) {
        tell(l, SRP_WRITABLE, rule->place, rule->path);
        return;
    }
    ks_out list;
    if (!ks_out_open(&list, l->mistakes->arena, 1024))
        return;
    for (size_t i = 0; writable_folder(i).size; i++) {
        ks_str folder = writable_folder(i);
        folder.size--;
        ks_arena again = below.scratch;
        ks_out file;
        if (!ks_out_open(&file, &again, folder.size + 8))
            return;
        ks_out_put(&file, folder);
        KS_PUT(&file, "\\x.exe");
        linting deeper = below;
        deeper.scratch = again;
        if (!covers(&deeper, rule->path, ks_out_str(&file)) ||
            has_rule(&deeper, disallowed, ks_out_str(&file)))
            continue;
        if (ks_out_size(&list))
            KS_PUT(&list, ", ");
        ks_out_put(&list, folder);
    }
    if (ks_out_size(&list))
        tell(l, SRP_WRITABLE_BELOW, rule->place, ks_out_str(&list));
}

static void lint_path_rule(linting *l, const ks_srp_rule *rule)
{
    ks_str variable = user_variable(rule->path);
    if (variable.size)
        tell(l, SRP_VARIABLE, rule->place, variable);
    if (contains_fold(rule->path, "U+202") || contains_fold(rule->path, "\\u202") ||
        contains_fold(rule->path, "U+206"))
        tell(l, SRP_RLO_TEXT, rule->place, rule->path);
    if (rule->level == unrestricted && l->policy->has_default &&
        l->policy->default_level != unrestricted)
        lint_allowed(l, rule);
    for (const ks_srp_rule *o = l->policy->rules; o != rule && *l->left; o = o->next) {
        --*l->left;
        if (o->kind == KS_SRP_PATH && o->level != rule->level &&
            ks_equal_fold(o->path, rule->path)) {
            tell(l, SRP_DUPLICATE, rule->place, rule->path);
            return;
        }
    }
}

static bool is_hash_whole(const ks_srp_rule *rule)
{
    static const struct {
        u32 algorithm;
        size_t size;
    } sizes[] = { { 0x8003, 16 }, { 0x8004, 20 }, { 0x800c, 32 } };
    for (size_t i = 0; i < countof(sizes); i++)
        if (sizes[i].algorithm == rule->hash_algorithm)
            return sizes[i].size == rule->hash.size;
    return rule->hash_algorithm == 0 && (rule->hash.size == 16 || rule->hash.size == 20);
}

static void lint_rule(linting *l, const ks_srp_rule *rule)
{
    if (!rule->has_item) {
        tell(l, SRP_NO_ITEM, rule->place, rule->guid);
        return;
    }
    if (rule->level == basic_user)
        tell(l, SRP_BASIC_USER, rule->place, nothing);
    if (rule->kind == KS_SRP_HASH && !is_hash_whole(rule))
        tell(l, SRP_HASH, rule->place, rule->guid);
    if (rule->kind == KS_SRP_ZONE)
        tell(l, rule->zone > 4 ? SRP_ZONE : SRP_ZONE_ONLY_MSI, rule->place,
             number_text(l, rule->zone));
    if (rule->kind == KS_SRP_PATH && rule->path.size)
        lint_path_rule(l, rule);
}

void srp_lint(const ks_srp_policy *policy, ks_mistakes *mistakes, ks_arena scratch)
{
    size_t left = compared_most;
    linting l = { policy, mistakes, scratch, &left };
    if (!policy->has_policy)
        return;
    lint_default(&l);
    lint_types(&l);
    if (policy->has_transparent && policy->transparent == 0 && policy->rules)
        tell(&l, SRP_NOT_ENFORCED, policy->transparent_place, nothing);
    if (policy->has_scope && policy->scope == 1)
        tell(&l, SRP_SCOPE, policy->scope_place, nothing);
    if (policy->applocker_rule_count)
        tell(&l, SRP_RULE_COUNT, policy->rule_count_place,
             number_text(&l, policy->applocker_rule_count));
    if (policy->log_file.size)
        tell(&l, SRP_LOG_FILE, policy->log_place, policy->log_file);
    for (const ks_srp_rule *rule = policy->rules; rule; rule = rule->next)
        lint_rule(&l, rule);
}
