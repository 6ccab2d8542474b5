// The tree is walked once for what has an ID and once for what refers to one.
#include "policy/wdac.h"

#include "base/fold.h"
#include "base/number.h"
#include "base/table.h"
#include "policy/markup.h"
#include "policy/nearest.h"
#include "policy/wdac_mistakes.h"

const ks_mistake_kind wdac_kinds[WDAC_MISTAKE_COUNT] = { WDAC_MISTAKES(KS_MISTAKE_ROW) };

static const char namespace[] = "urn:schemas-microsoft-com:sipolicy";

static const char *const options[] = {
    "Enabled:UMCI",
    "Enabled:Boot Menu Protection",
    "Required:WHQL",
    "Enabled:Audit Mode",
    "Disabled:Flight Signing",
    "Enabled:Inherit Default Policy",
    "Enabled:Unsigned System Integrity Policy",
    "Allowed:Debug Policy Augmented",
    "Required:EV Signers",
    "Enabled:Advanced Boot Options Menu",
    "Enabled:Boot Audit On Failure",
    "Disabled:Script Enforcement",
    "Required:Enforce Store Applications",
    "Enabled:Managed Installer",
    "Enabled:Intelligent Security Graph Authorization",
    "Enabled:Invalidate EAs on Reboot",
    "Enabled:Update Policy No Reboot",
    "Enabled:Allow Supplemental Policies",
    "Disabled:Runtime FilePath Rule Protection",
    "Enabled:Dynamic Code Security",
    "Enabled:Revoked Expired As Unsigned",
    "Enabled:Developer Mode Dynamic Code Trust",
    "Enabled:Secure Setting Policy",
    "Enabled:Conditional Windows Lockdown Policy",
    "Disabled:Default Windows Certificate Remapping",
};

static const char *const parts[] = {
    "VersionEx",
    "PolicyTypeID",
    "PlatformID",
    "PolicyID",
    "BasePolicyID",
    "Rules",
    "EKUs",
    "FileRules",
    "Signers",
    "SigningScenarios",
    "UpdatePolicySigners",
    "CiSigners",
    "HvciOptions",
    "Settings",
    "Macros",
    "SupplementalPolicySigners",
    "AppSettings",
};

typedef struct {
    ks_arena *arena;
    ks_arena scratch;
    ks_mistakes *mistakes;
    ks_table ids;
    u8 *is_used; // by number of the id
    size_t capacity;
    const markup_node **nodes; // that has the id; NULL: none needs a reference
    size_t node_capacity;
} linting;

static const ks_str nothing = { 0 };

static void tell(linting *l, wdac_mistake kind, ks_mistake_place place, ks_str a, ks_str b)
{
    ks_mistake_add(l->mistakes, &wdac_kinds[kind], place, a, b);
}

static bool is_hex(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')))
            return false;
    }
    return text.size > 0;
}

static void lint_hash(linting *l, const markup_node *node)
{
    const markup_attribute *hash = markup_attribute_find(node, "Hash");
    if (hash && (!is_hex(hash->value) ||
                 (hash->value.size != 40 && hash->value.size != 64 && hash->value.size != 96)))
        tell(l, WDAC_HASH, markup_attribute_place(hash), hash->value, nothing);
}

// Rules and signers have no effect without a reference; EKUs are also lists to choose from.
static bool wants_reference(const markup_node *node)
{
    return markup_is_element(node, "Allow") || markup_is_element(node, "Deny") ||
           markup_is_element(node, "FileAttrib") || markup_is_element(node, "Signer");
}

static bool add_id(linting *l, const markup_node *node)
{
    const markup_attribute *id = markup_attribute_find(node, "ID");
    if (!id || markup_is_element(node, "SigningScenario"))
        return true;
    size_t before = l->ids.count;
    u32 number = ks_table_add(&l->ids, &l->scratch, ks_str_span(id->value));
    if (number == ks_table_none)
        return false;
    if (before == l->ids.count) {
        tell(l, WDAC_SAME_ID, markup_attribute_place(id), id->value, nothing);
        return true;
    }
    if (number >= l->capacity)
        l->is_used = ks_arena_grow(&l->scratch, l->is_used, 1, number, &l->capacity);
    if (number >= l->node_capacity)
        l->nodes =
            ks_arena_grow(&l->scratch, l->nodes, sizeof *l->nodes, number, &l->node_capacity);
    if (!l->is_used || !l->nodes)
        return false;
    l->is_used[number] = 0;
    l->nodes[number] = wants_reference(node) ? node : NULL;
    return true;
}

static void follow(linting *l, const markup_node *node)
{
    static const char *const names[] = { "RuleID", "SignerId" };
    for (size_t i = 0; i < countof(names); i++) {
        const markup_attribute *to = markup_attribute_find(node, names[i]);
        u32 number = to ? ks_table_find(&l->ids, ks_str_span(to->value)) : 0;
        if (to && number == ks_table_none)
            tell(l, WDAC_REFERENCE, markup_attribute_place(to), to->value, nothing);
        else if (to && l->is_used)
            l->is_used[number] = 1;
    }
    const markup_attribute *eku =
        markup_is_element(node, "CertEKU") ? markup_attribute_find(node, "ID") : NULL;
    if (eku && ks_table_find(&l->ids, ks_str_span(eku->value)) == ks_table_none)
        tell(l, WDAC_REFERENCE, markup_attribute_place(eku), eku->value, nothing);
}

// Every element below, in document order, without recursion.
static const markup_node *next_node(const markup_node *node, const markup_node *root)
{
    if (node->first)
        return node->first;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

static void lint_references(linting *l, const markup_node *root)
{
    for (const markup_node *n = root; n; n = next_node(n, root)) {
        if (!n->name.size || markup_is_element(n, "CertEKU"))
            continue;
        lint_hash(l, n);
        if (!add_id(l, n))
            return;
    }
    for (const markup_node *n = root; n; n = next_node(n, root))
        if (n->name.size)
            follow(l, n);
    for (size_t i = 0; i < l->ids.count; i++)
        if (l->nodes[i] && !l->is_used[i])
            tell(l, WDAC_UNUSED, markup_place(l->nodes[i]), markup_value(l->nodes[i], "ID"),
                 nothing);
}

static bool has_option(linting *l, const markup_node *root, const char *name,
                       ks_mistake_place *place)
{
    const markup_node *rules = markup_child(root, "Rules");
    for (const markup_node *n = rules ? markup_element(rules->first) : NULL; n;
         n = markup_element(n->next)) {
        const markup_node *option = markup_child(n, "Option");
        if (option && ks_str_equal(markup_text(option, true, l->arena), ks_str_of(name))) {
            *place = markup_place(option);
            return true;
        }
    }
    return false;
}

static void lint_options(linting *l, const markup_node *root)
{
    const markup_node *rules = markup_child(root, "Rules");
    for (const markup_node *n = rules ? markup_element(rules->first) : NULL; n;
         n = markup_element(n->next)) {
        const markup_node *option = markup_child(n, "Option");
        ks_str text = option ? markup_text(option, true, l->arena) : nothing;
        nearest near = { .word = text, .distance = SIZE_MAX };
        for (size_t i = 0; i < countof(options) && near.distance; i++)
            nearest_try(&near, ks_str_of(options[i]));
        if (option && near.distance)
            tell(l, WDAC_OPTION, markup_place(option), text, near.found);
    }
    ks_mistake_place place = markup_place(root);
    if (has_option(l, root, "Disabled:Script Enforcement", &place))
        tell(l, WDAC_NO_SCRIPTS, place, nothing, nothing);
    if (ks_str_equal(markup_value(root, "PolicyType"), KS_STR("Base Policy")) &&
        !has_option(l, root, "Enabled:Audit Mode", &place))
        tell(l, WDAC_ENFORCED, markup_place(root), nothing, nothing);
}

static bool is_version(ks_str text)
{
    for (int part = 0; part < 4; part++) {
        const char *dot = text.size ? memchr(text.at, '.', text.size) : NULL;
        size_t size = dot ? (size_t)(dot - text.at) : text.size;
        u64 number;
        if (!ks_u64_read((ks_str){ text.at, size }, &number) || number > 65535 ||
            (dot != NULL) != (part < 3))
            return false;
        text = dot ? (ks_str){ dot + 1, text.size - size - 1 } : nothing;
    }
    return true;
}

static void lint_identity(linting *l, const markup_node *root)
{
    const markup_node *id = markup_child(root, "PolicyID");
    const markup_node *base = markup_child(root, "BasePolicyID");
    const markup_node *version = markup_child(root, "VersionEx");
    bool is_base = ks_str_equal(markup_value(root, "PolicyType"), KS_STR("Base Policy"));
    if (!version)
        tell(l, WDAC_MISSING, markup_place(root), KS_STR("VersionEx"), nothing);
    else if (!is_version(markup_text(version, true, l->arena)))
        tell(l, WDAC_VERSION, markup_place(version), markup_text(version, true, l->arena), nothing);
    if (!markup_attribute_find(root, "PolicyType"))
        return; // the single format of older Windows: one policy, without ids
    if (!id || !base) {
        tell(l, WDAC_MISSING, markup_place(root), id ? KS_STR("BasePolicyID") : KS_STR("PolicyID"),
             nothing);
        return;
    }
    bool same = ks_equal_fold(markup_text(id, true, l->arena), markup_text(base, true, l->arena));
    if (is_base != same)
        tell(l, is_base ? WDAC_BASE_ID : WDAC_SUPPLEMENTAL_ID, markup_place(base), nothing,
             nothing);
}

static void lint_rules(linting *l, const markup_node *root)
{
    const markup_node *rules = markup_child(root, "FileRules");
    for (const markup_node *n = rules ? markup_element(rules->first) : NULL; n;
         n = markup_element(n->next)) {
        bool is_all = ks_str_equal(markup_value(n, "FileName"), KS_STR("*")) ||
                      ks_str_equal(markup_value(n, "FilePath"), KS_STR("*"));
        if (markup_is_element(n, "Allow") && is_all)
            tell(l, WDAC_ALLOWS_ALL, markup_place(n), nothing, nothing);
    }
}

static void lint_root(linting *l, const markup_node *root)
{
    ks_str space = markup_value(root, "xmlns");
    if (!markup_is_element(root, "SiPolicy") || !ks_str_equal(space, ks_str_of(namespace))) {
        tell(l, WDAC_ROOT, markup_place(root), root->name, space);
        return;
    }
    const markup_attribute *type = markup_attribute_find(root, "PolicyType");
    if (type && !ks_str_equal(type->value, KS_STR("Base Policy")) &&
        !ks_str_equal(type->value, KS_STR("Supplemental Policy")))
        tell(l, WDAC_TYPE, markup_attribute_place(type), type->value, nothing);
    for (const markup_node *n = markup_element(root->first); n; n = markup_element(n->next)) {
        nearest near = { .word = n->name, .distance = SIZE_MAX };
        for (size_t i = 0; i < countof(parts) && near.distance; i++)
            nearest_try(&near, ks_str_of(parts[i]));
        if (near.distance)
            tell(l, WDAC_ELEMENT, markup_place(n), n->name, near.found);
    }
    lint_identity(l, root);
    lint_options(l, root);
    lint_rules(l, root);
    lint_references(l, root);
}

bool wdac_sniff(ks_span bytes, ks_arena scratch) { return markup_is(bytes, "SiPolicy", scratch); }

void wdac_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    const markup_node *root = markup_read(bytes, arena, mistakes);
    linting l = { .arena = arena, .mistakes = mistakes };
    if (root) {
        l.scratch = ks_mistakes_scratch(arena);
        lint_root(&l, root);
    }
    ks_mistakes_sort(mistakes);
}
