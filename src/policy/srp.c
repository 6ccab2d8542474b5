// Values to model and back.
#include "policy/srp.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/srp_mistakes.h"

const ks_mistake_kind srp_kinds[SRP_MISTAKE_COUNT] = { SRP_MISTAKES(KS_MISTAKE_ROW) };

enum { rules_most = 20000 };

static const ks_str nothing = { 0 };

static const u32 levels[] = {
#define X(name, number) number,
    KS_SRP_LEVELS(X)
#undef X
};

static void tell(ks_mistakes *mistakes, srp_mistake kind, const ks_registry_value *value,
                 ks_str text)
{
    ks_mistake_add(mistakes, &srp_kinds[kind], value->place, text, nothing);
}

static bool is(ks_str text, const char *word) { return ks_equal_fold(text, ks_str_of(word)); }

static bool is_level(u64 level)
{
    for (size_t i = 0; i < countof(levels); i++)
        if (levels[i] == level)
            return true;
    return false;
}

static bool take_u32(const ks_registry_value *value, u32 *to, ks_mistake_place *place,
                     ks_mistakes *mistakes)
{
    *place = value->place;
    if (registry_u32(value, to))
        return true;
    tell(mistakes, SRP_VALUE, value, value->name);
    return false;
}

static void take_types(ks_srp_policy *policy, const ks_registry_value *value, ks_arena *arena,
                       ks_mistakes *mistakes)
{
    if (value->type != ks_reg_multi_sz) {
        tell(mistakes, SRP_VALUE, value, value->name);
        return;
    }
    policy->has_types = true;
    policy->types_place = value->place;
    ks_srp_type **end = &policy->types;
    ks_str name;
    for (size_t at = 0; registry_next_text(value, &at, arena, &name);) {
        *end = ks_take(arena, ks_srp_type, 1);
        if (!*end)
            return;
        **end = (ks_srp_type){ .name = name, .place = value->place };
        end = &(*end)->next;
    }
}

static void take_setting(ks_srp_policy *policy, const ks_registry_value *value, ks_arena *arena,
                         ks_mistakes *mistakes)
{
    ks_mistake_place unused;
    u32 number = 0;
    if (is(value->name, "DefaultLevel")) {
        policy->has_default =
            take_u32(value, &policy->default_level, &policy->default_place, mistakes);
    } else if (is(value->name, "TransparentEnabled")) {
        policy->has_transparent =
            take_u32(value, &policy->transparent, &policy->transparent_place, mistakes);
    } else if (is(value->name, "PolicyScope")) {
        policy->has_scope = take_u32(value, &policy->scope, &policy->scope_place, mistakes);
    } else if (is(value->name, "AuthenticodeEnabled")) {
        if (take_u32(value, &number, &unused, mistakes))
            policy->authenticode = number;
    } else if (is(value->name, "ExecutableTypes")) {
        take_types(policy, value, arena, mistakes);
    } else if (is(value->name, "LogFileName")) {
        policy->log_file = registry_text(value, arena);
        policy->log_place = value->place;
    }
}

// Values of one rule mostly follow each other; the rest is looked for.
static ks_srp_rule *rule_of(ks_srp_policy *policy, u32 level, ks_srp_kind kind, ks_str guid,
                            ks_arena *arena)
{
    ks_srp_rule *last = policy->last;
    if (last && last->level == level && last->kind == kind && ks_equal_fold(last->guid, guid))
        return last;
    if (policy->rule_count == rules_most)
        return NULL;
    ks_srp_rule **end = policy->end ? policy->end : &policy->rules;
    for (ks_srp_rule *rule = policy->rules; rule; rule = rule->next)
        if (rule->level == level && rule->kind == kind && ks_equal_fold(rule->guid, guid))
            return rule;
    ks_srp_rule *rule = ks_take(arena, ks_srp_rule, 1);
    if (!rule)
        return NULL;
    *rule = (ks_srp_rule){ .level = level, .kind = kind, .guid = guid };
    *end = rule;
    policy->end = &rule->next;
    policy->last = rule;
    policy->rule_count++;
    return rule;
}

static void take_item(ks_srp_rule *rule, const ks_registry_value *value, ks_arena *arena,
                      ks_mistakes *mistakes)
{
    bool is_well = false;
    rule->place = value->place;
    switch (rule->kind) {
    case KS_SRP_PATH:
        is_well = registry_is_text(value);
        rule->is_expanded = value->type == ks_reg_expand_sz;
        rule->path = is_well ? registry_text(value, arena) : nothing;
        break;
    case KS_SRP_HASH:
        is_well = value->type == ks_reg_binary;
        rule->hash = value->data;
        break;
    case KS_SRP_ZONE: is_well = registry_u32(value, &rule->zone); break;
    }
    rule->has_item = true;
    if (!is_well)
        tell(mistakes, SRP_VALUE, value, value->name);
}

static void take_rule(ks_srp_policy *policy, const ks_registry_value *value, ks_str rest,
                      ks_arena *arena, ks_mistakes *mistakes)
{
    ks_str level_text = registry_part(&rest);
    ks_str kind_text = registry_part(&rest);
    ks_str guid = registry_part(&rest);
    u64 level = 0;
    bool is_decimal = level_text.size > 0; // the key is named in decimal digits
    for (size_t i = 0; i < level_text.size; i++)
        is_decimal = is_decimal && level_text.at[i] >= '0' && level_text.at[i] <= '9';
    if (!is_decimal || !ks_u64_read(level_text, &level) || !is_level(level)) {
        tell(mistakes, SRP_LEVEL, value, level_text);
        return;
    }
    bool is_path = is(kind_text, "Paths"), is_hash = is(kind_text, "Hashes");
    if (!is_path && !is_hash && !is(kind_text, "UrlZones")) {
        if (kind_text.size)
            tell(mistakes, SRP_KIND, value, kind_text);
        return;
    }
    if (guid.size == 0 || rest.size) // a key only; or SHA256, the twin of a hash rule
        return;
    ks_srp_kind kind = is_path ? KS_SRP_PATH : is_hash ? KS_SRP_HASH : KS_SRP_ZONE;
    ks_srp_rule *rule = rule_of(policy, (u32)level, kind, guid, arena);
    if (!rule) {
        tell(mistakes, SRP_TOO_MANY, value, nothing);
        return;
    }
    if (!rule->has_item)
        rule->place = value->place;
    if (is(value->name, "ItemData"))
        take_item(rule, value, arena, mistakes);
    else if (is(value->name, "Description"))
        rule->description = registry_text(value, arena);
    else if (is(value->name, "HashAlg") && !registry_u32(value, &rule->hash_algorithm))
        tell(mistakes, SRP_VALUE, value, value->name);
}

bool srp_add(ks_srp_policy *policy, const ks_registry_value *value, ks_arena *arena,
             ks_mistakes *mistakes)
{
    ks_str rest;
    if (registry_below(value->key, "Control\\Srp\\Gp", &rest) && rest.size == 0 &&
        is(value->name, "RuleCount")) {
        (void)take_u32(value, &policy->applocker_rule_count, &policy->rule_count_place, mistakes);
        return true;
    }
    if (!registry_below(value->key, "Safer\\CodeIdentifiers", &rest))
        return false;
    policy->has_policy = true;
    if (rest.size == 0)
        take_setting(policy, value, arena, mistakes);
    else
        take_rule(policy, value, rest, arena, mistakes);
    return true;
}

// --- writing
typedef struct {
    ks_registry_sink *sink;
    void *context;
    ks_arena *arena;
    ks_str key;
} writing;

static bool put(const writing *w, const char *name, u32 type, ks_span data)
{
    ks_registry_value value = {
        .key = w->key, .name = ks_str_of(name), .type = type, .data = data
    };
    return w->sink(w->context, &value);
}

static bool put_u32(const writing *w, const char *name, u32 number)
{
    ks_span data;
    return registry_u32_data(number, w->arena, &data) && put(w, name, ks_reg_dword, data);
}

static bool put_text(const writing *w, const char *name, u32 type, ks_str text)
{
    ks_span data;
    return registry_text_data(text, w->arena, &data) && put(w, name, type, data);
}

static bool put_types(const writing *w, const ks_srp_type *types)
{
    ks_out out;
    size_t size = 2;
    for (const ks_srp_type *t = types; t; t = t->next)
        size += t->name.size * 2 + 2;
    if (!ks_out_open(&out, w->arena, size))
        return false;
    for (const ks_srp_type *t = types; t; t = t->next) {
        ks_span text;
        if (!registry_text_data(t->name, w->arena, &text))
            return false;
        ks_out_bytes(&out, text.at, text.size);
    }
    ks_out_bytes(&out, "\0", 2);
    return put(w, "ExecutableTypes", ks_reg_multi_sz, (ks_span){ out.start, ks_out_size(&out) });
}

static bool put_rule(writing *w, ks_str root, const ks_srp_rule *rule)
{
    static const ks_str kinds[] = { [KS_SRP_PATH] = KS_TEXT("Paths"),
                                    [KS_SRP_HASH] = KS_TEXT("Hashes"),
                                    [KS_SRP_ZONE] = KS_TEXT("UrlZones") };
    ks_out key;
    if (!ks_out_open(&key, w->arena, root.size + rule->guid.size + ks_number_size + 16))
        return false;
    ks_out_put(&key, root);
    ks_out_byte(&key, '\\');
    ks_out_u64(&key, rule->level);
    ks_out_byte(&key, '\\');
    ks_out_put(&key, kinds[rule->kind]);
    ks_out_byte(&key, '\\');
    ks_out_put(&key, rule->guid);
    w->key = ks_out_str(&key);
    if (!put_text(w, "Description", ks_reg_sz, rule->description) || !put_u32(w, "SaferFlags", 0))
        return false;
    switch (rule->kind) {
    case KS_SRP_PATH:
        return put_text(w, "ItemData", rule->is_expanded ? ks_reg_expand_sz : ks_reg_sz,
                        rule->path);
    case KS_SRP_HASH:
        return put(w, "ItemData", ks_reg_binary, rule->hash) &&
               put_u32(w, "HashAlg", rule->hash_algorithm);
    case KS_SRP_ZONE: return put_u32(w, "ItemData", rule->zone);
    }
    return false;
}

bool ks_srp_write(const ks_srp_policy *policy, ks_str root, ks_registry_sink *sink, void *context,
                  ks_arena *arena)
{
    writing w = { sink, context, arena, root };
    if ((policy->has_default && !put_u32(&w, "DefaultLevel", policy->default_level)) ||
        (policy->has_transparent && !put_u32(&w, "TransparentEnabled", policy->transparent)) ||
        (policy->has_scope && !put_u32(&w, "PolicyScope", policy->scope)) ||
        (policy->authenticode && !put_u32(&w, "AuthenticodeEnabled", policy->authenticode)) ||
        (policy->has_types && !put_types(&w, policy->types)) ||
        (policy->log_file.size && !put_text(&w, "LogFileName", ks_reg_sz, policy->log_file)))
        return false;
    for (const ks_srp_rule *rule = policy->rules; rule; rule = rule->next)
        if (!put_rule(&w, root, rule))
            return false;
    return true;
}
