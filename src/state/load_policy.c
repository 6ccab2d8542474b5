// Policies' files and exports of policies: what each says, in the shape that kinds look into.
#include "base/fold.h"
#include "base/number.h"
#include "policy/audit_csv.h"
#include "policy/registry_pol.h"
#include "policy/sysmon_read.h"
#include "policy/template.h"
#include "state/state_own.h"

// --- policies

// The domain's, unless it lies where Windows keeps its own.
static ks_state_tier tier_of(ks_str path)
{
    return state_path_has(path, "System32") &&
                   (state_path_has(path, "GroupPolicy") || state_path_has(path, "GroupPolicyUsers"))
               ? KS_TIER_LOCAL
               : KS_TIER_DOMAIN;
}

// Where the policy stands: the folder of a GPO ("{...}"), else the one of the file.
static ks_str policy_name(ks_str path)
{
    for (size_t n = 1;; n++) {
        ks_str name = state_path_name(path, n);
        if (name.size == 0)
            return state_path_name(path, 1);
        if (name.size == 38 && name.at[0] == '{')
            return name;
    }
}

static void unset(ks_hive_tree *tree, ks_hive_tree_key *key, ks_str name)
{
    (void)!ks_hive_tree_set(tree, key, name, registry_deleted, (ks_span){ 0 });
}

// What an entry does to the tree of what the policy says.
static void apply(ks_hive_tree *tree, const ks_pol_entry *entry)
{
    ks_str name;
    ks_pol_action action = ks_pol_action_of(entry, &name);
    ks_hive_tree_key *key = ks_hive_tree_make(tree, entry->key);
    if (key == NULL)
        return;
    switch (action) {
    case KS_POL_SET:
    case KS_POL_UNKNOWN:
        name = entry->name;
        (void)!ks_hive_tree_set(tree, key, name, entry->type, entry->data);
        return;
    case KS_POL_SET_SOFT:
        (void)!ks_hive_tree_set(tree, key, name, entry->type, entry->data);
        return;
    case KS_POL_DELETE_VALUE: unset(tree, key, name); return;
    case KS_POL_DELETE_ALL:
        for (ks_hive_tree_value *v = key->first_value; v; v = v->next)
            v->type = registry_deleted;
        return;
    case KS_POL_DELETE_VALUES:
    case KS_POL_DELETE_KEYS:
    case KS_POL_CREATE_KEY:
    case KS_POL_SECURE_KEY:
    case KS_POL_COMMENT: return;
    }
}

static void mount_machine(ks_state *s, ks_registry *registry)
{
    state_mount_registry(s, (state_mount){ .root = KS_ROOT_SOFTWARE,
                                           .registry = registry,
                                           .prefix = KS_STR("SOFTWARE") });
    state_mount_registry(
        s,
        (state_mount){ .root = KS_ROOT_SYSTEM, .registry = registry, .prefix = KS_STR("SYSTEM") });
}

static void load_pol(ks_state *s, ks_state_file *file)
{
    ks_mistakes mistakes = { .arena = s->arena };
    ks_pol pol = { 0 };
    bool is_whole = ks_pol_read(file->bytes, s->arena, &pol, &mistakes);
    if (!is_whole && file->ledger)
        ks_ledger_add(file->ledger, (ks_ledger_row){ .kind = KS_LEDGER_DATA_CUT });
    ks_hive_tree *tree = ks_hive_tree_new(s->arena, KS_STR("policy"));
    ks_state_source *source =
        tree ? state_add_source(s, file, KS_STATE_POL, tier_of(file->path)) : NULL;
    if (source == NULL) {
        s->is_spent = true;
        return;
    }
    source->name = policy_name(file->path);
    for (size_t i = 0; i < pol.count; i++)
        apply(tree, &pol.entries[i]);
    ks_registry *registry = registry_of_tree(tree, s->arena);
    if (state_path_has(file->path, "User")) {
        state_mount_registry(s, (state_mount){ .root = KS_ROOT_USER, .registry = registry });
        return;
    }
    mount_machine(s, registry);
}

// --- audit.csv and auditpol

static const ks_setting_part *subcategory_part(u16 number)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    char hex[8], upper[5];
    ks_hex_text((u8 *)hex, number, 4);
    for (size_t i = 0; i < 4; i++)
        upper[i] = (char)(hex[i] >= 'a' ? hex[i] - 32 : hex[i]);
    for (size_t i = 0; i < count; i++) {
        const ks_setting_part *part = settings[i]->parts;
        if (settings[i]->part_count && part->kind == KS_SETTING_AUDIT_SUBCATEGORY &&
            part->object.size > 8 && memcmp(part->object.at + 4, upper, 4) == 0)
            return part;
    }
    return NULL;
}

// "gpo/Machine/audit.csv:4"
static ks_str line_of(ks_state *s, u32 line)
{
    ks_str path = s->sources.items[s->sources.count - 1].path;
    ks_out out;
    if (!ks_out_open(&out, s->arena, path.size + ks_number_size + 1))
        return (ks_str){ 0 };
    ks_out_put(&out, path);
    KS_PUT(&out, ":");
    ks_out_u64(&out, line);
    return ks_out_str(&out);
}

static void take_row(ks_state *s, state_audit *audit, const ks_audit_row *row)
{
    static const u8 bits[] = {
        [KS_AUDIT_SUCCESS] = 1, [KS_AUDIT_FAILURE] = 2, [KS_AUDIT_BOTH] = 3
    };
    ks_audit_setting setting = ks_audit_setting_of(row);
    ks_str where = line_of(s, row->place.line);
    if (row->kind == KS_AUDIT_USER)
        return;
    if (row->kind != KS_AUDIT_SYSTEM) {
        state_audit_extra *extra = STATE_ADD(s, extras);
        bool is_option = row->kind == KS_AUDIT_OPTION;
        ks_str name = row->name;
        if (is_option && name.size > 7)
            name = (ks_str){ name.at + 7, name.size - 7 }; // behind "Option:"
        if (extra)
            *extra = (state_audit_extra){ audit->source, name, row->value, where };
        return;
    }
    const ks_setting_part *part = subcategory_part(row->subcategory);
    if (part == NULL || setting == KS_AUDIT_UNKNOWN || setting == KS_AUDIT_UNCHANGED ||
        part->category >= state_categories || part->slot >= state_slots)
        return;
    audit->slots[part->category][part->slot] =
        (state_audit_slot){ .is_there = true, .value = bits[setting], .where = where };
}

static void load_audit(ks_state *s, ks_state_file *file)
{
    ks_mistakes mistakes = { .arena = s->arena };
    ks_audit_policy policy;
    if (!ks_audit_read(file->bytes, s->arena, &policy, &mistakes))
        return;
    // What a machine tells of itself names it; a policy does not.
    bool is_machine = policy.is_report;
    for (size_t i = 0; i < policy.count; i++)
        is_machine = is_machine || policy.rows[i].machine.size;
    ks_state_source *source =
        state_add_source(s, file, is_machine ? KS_STATE_AUDITPOL : KS_STATE_AUDIT_CSV,
                         is_machine ? KS_TIER_IN_FORCE : tier_of(file->path));
    state_audit *audit = source ? STATE_ADD(s, audits) : NULL;
    if (audit == NULL)
        return;
    source->name = is_machine ? (ks_str){ 0 } : policy_name(file->path);
    *audit = (state_audit){ .source = (u32)s->sources.count - 1 };
    for (size_t i = 0; i < policy.count; i++)
        take_row(s, audit, &policy.rows[i]);
}

// --- security templates

static ks_str unquoted(ks_str text)
{
    text = ks_trim(text);
    if (text.size >= 2 && text.at[0] == '"' && text.at[text.size - 1] == '"')
        text = (ks_str){ text.at + 1, text.size - 2 };
    return text;
}

// "*S-1-5-32-544,*S-1-5-20" as lines.
static ks_str accounts_of(ks_state *s, ks_str list)
{
    ks_out out;
    ks_str account;
    size_t at = 0;
    if (!ks_out_open(&out, s->arena, list.size + 1))
        return (ks_str){ 0 };
    while (ks_template_account_next(list, &at, &account)) {
        bool is_sid = account.size && account.at[0] == '*';
        if (ks_out_size(&out))
            KS_PUT(&out, "\n");
        ks_out_put(&out, ks_str_from(account, is_sid));
    }
    return ks_out_str(&out);
}

// One line of a section as key and value. False: it means nothing here.
static bool take_line(ks_state *s, state_section section, const ks_ini_entry *entry,
                      state_template_line *line)
{
    *line = (state_template_line){ .section = section,
                                   .key = unquoted(entry->key),
                                   .value = unquoted(entry->value),
                                   .where = line_of(s, entry->place.line) };
    if (section == STATE_SECTION_RIGHT || section == STATE_SECTION_GROUP)
        line->value = accounts_of(s, entry->value);
    if (section != STATE_SECTION_SERVICE && section != STATE_SECTION_KEY &&
        section != STATE_SECTION_FILE)
        return entry->has_value;
    ks_template_object object;
    if (!ks_template_object_read(entry, &object))
        return false;
    line->key = object.name;
    line->value = object.sddl;
    if (section != STATE_SECTION_SERVICE)
        return true;
    ks_out out;
    if (object.number < 0 || !ks_out_open(&out, s->arena, ks_number_size))
        return false;
    ks_out_i64(&out, object.number);
    line->value = ks_out_str(&out);
    return true;
}

static bool take_sections(ks_state *s, const ks_ini *ini, state_template *t)
{
    static const struct {
        const char *name;
        state_section section;
    } sections[] = {
        { "System Access", STATE_SECTION_ACCESS },
        { "Event Audit", STATE_SECTION_EVENT_AUDIT },
        { "Privilege Rights", STATE_SECTION_RIGHT },
        { "Service General Setting", STATE_SECTION_SERVICE },
        { "Registry Keys", STATE_SECTION_KEY },
        { "File Security", STATE_SECTION_FILE },
        { "Group Membership", STATE_SECTION_GROUP },
    };
    size_t most = 0;
    for (size_t i = 0; i < ini->count; i++)
        most += ini->sections[i].count;
    state_template_line *lines = ks_take(s->arena, state_template_line, most + 1);
    t->lines = lines;
    for (size_t i = 0; lines && i < ini->count; i++) {
        for (size_t k = 0; k < countof(sections); k++) {
            if (!ks_equal_fold(ini->sections[i].name, ks_str_of(sections[k].name)))
                continue;
            for (size_t n = 0; n < ini->sections[i].count; n++)
                t->count += take_line(s, sections[k].section, &ini->sections[i].entries[n],
                                      &lines[t->count]);
        }
    }
    return lines != NULL;
}

// [Registry Values] as a registry.
static void take_values(ks_state *s, const ks_ini *ini)
{
    const ks_ini_section *section = ks_ini_section_find(ini, "Registry Values");
    ks_hive_tree *tree = section ? ks_hive_tree_new(s->arena, KS_STR("template")) : NULL;
    for (size_t i = 0; tree && i < section->count; i++) {
        ks_template_value value;
        if (ks_template_value_read(&section->entries[i], s->arena, &value) != KS_TEMPLATE_FINE ||
            !ks_equal_fold(value.root, KS_STR("MACHINE")))
            continue;
        ks_hive_tree_key *key = ks_hive_tree_make(tree, value.key);
        if (key == NULL || !ks_hive_tree_set(tree, key, value.name, value.type, value.data))
            s->is_spent = true;
    }
    if (tree)
        mount_machine(s, registry_of_tree(tree, s->arena));
}

// A policy where policies lie; else what secedit exported of a machine.
static void load_template(ks_state *s, ks_state_file *file)
{
    ks_mistakes mistakes = { .arena = s->arena };
    ks_ini ini = { 0 };
    bool is_policy = ks_equal_fold(state_path_name(file->path, 0), KS_STR("GptTmpl.inf"));
    if (!ks_ini_read(file->bytes, s->arena, &ini, &mistakes))
        return;
    ks_state_source *source = state_add_source(s, file, KS_STATE_TEMPLATE,
                                               is_policy ? tier_of(file->path) : KS_TIER_IN_FORCE);
    state_template *t = source ? STATE_ADD(s, templates) : NULL;
    if (t == NULL)
        return;
    source->name = is_policy ? policy_name(file->path) : (ks_str){ 0 };
    *t = (state_template){ .source = (u32)s->sources.count - 1 };
    s->is_spent = !take_sections(s, &ini, t) || s->is_spent;
    take_values(s, &ini);
}

void state_load_policy(ks_state *s, ks_state_file *file)
{
    if (ks_pol_is(file->bytes))
        load_pol(s, file);
    else if (ks_audit_is(file->bytes, *s->arena))
        load_audit(s, file);
    else if (state_is_reg(file->bytes))
        state_load_reg(s, file);
    else if (sysmon_sniff(file->bytes, *s->arena))
        state_load_sysmon(s, file);
    else if (state_load_xml(s, file))
        return;
    else if (ks_template_is(file->bytes, *s->arena))
        load_template(s, file);
}
