// Files into sources: what each is, whose it is, and where its keys stand.
#include "base/fold.h"
#include "base/number.h"
#include "policy/audit_csv.h"
#include "policy/registry_pol.h"
#include "state/state_own.h"

static bool ends(ks_str text, const char *with)
{
    size_t size = strlen(with);
    return text.size >= size &&
           ks_equal_fold((ks_str){ text.at + text.size - size, size }, ks_str_of(with));
}

// The n-th name of the path from its end: 0 is the file.
static ks_str name_at(ks_str path, size_t n)
{
    for (;; n--) {
        size_t size = path.size;
        while (size && path.at[size - 1] != '/' && path.at[size - 1] != '\\')
            size--;
        if (n == 0)
            return (ks_str){ path.at + size, path.size - size };
        if (size == 0)
            return (ks_str){ 0 };
        path.size = size - 1;
    }
}

static bool has_folder(ks_str path, const char *folder)
{
    for (size_t n = 1;; n++) {
        ks_str name = name_at(path, n);
        if (name.size == 0)
            return false;
        if (ks_equal_fold(name, ks_str_of(folder)))
            return true;
    }
}

static ks_state_source *add_source(ks_state *s, ks_state_file *file, ks_state_format format,
                                   ks_state_tier tier)
{
    ks_state_source *source = STATE_ADD(s, sources);
    ks_ledger **ledger = STATE_ADD(s, ledgers);
    if (source == NULL || ledger == NULL)
        return NULL;
    *source = (ks_state_source){ .path = file->path, .format = format, .tier = tier };
    *ledger = file->ledger;
    file->is_used = true;
    return source;
}

static void mount(ks_state *s, state_mount what)
{
    state_mount *added = what.registry ? STATE_ADD(s, mounts) : NULL;
    if (added == NULL) {
        s->is_spent = true;
        return;
    }
    what.source = (u32)s->sources.count - 1;
    *added = what;
}

// --- hives

// What tells a hive: keys that no other has.
static const struct {
    const char *key;
    u32 root;
    const char *name;
} marks[] = {
    { "Select", KS_ROOT_SYSTEM, "SYSTEM" },
    { "Microsoft\\Windows NT\\CurrentVersion", KS_ROOT_SOFTWARE, "SOFTWARE" },
    { "Microsoft\\Windows\\CurrentVersion", KS_ROOT_SOFTWARE, "SOFTWARE" },
    { "Policy\\PolAdtEv", KS_ROOT_SECURITY, "SECURITY" },
    { "Policy\\Accounts", KS_ROOT_SECURITY, "SECURITY" },
    { "SAM\\Domains", KS_ROOT_SAM, "SAM" },
    { "Objects\\{9dea862c-5cdd-4e70-acc1-f32b344d4795}", state_root_bcd, "BCD" },
    { "Software\\Microsoft", KS_ROOT_USER, "NTUSER.DAT" },
    { "Control Panel", KS_ROOT_USER, "NTUSER.DAT" },
};

static bool is_log(ks_str path)
{
    return ends(path, ".LOG1") || ends(path, ".LOG2") || ends(path, ".LOG");
}

static void find_logs(const ks_state_file *hive, ks_state_file *files, size_t count,
                      ks_hive_sources *from)
{
    for (size_t i = 0; i < count && from->log_count < ks_hive_logs_most; i++) {
        ks_str path = files[i].path;
        if (!is_log(path) || path.size <= hive->path.size ||
            !ks_equal_fold((ks_str){ path.at, hive->path.size }, hive->path) ||
            path.at[hive->path.size] != '.')
            continue;
        from->logs[from->log_count++].bytes = files[i].bytes;
        files[i].is_used = true;
    }
}

// Of the machine's own hives one counts: those that Windows saves elsewhere (RegBack) come last.
static bool is_taken(const ks_state *s, u32 root)
{
    for (size_t i = 0; i < s->mounts.count; i++) {
        if (s->mounts.items[i].root == root && root != KS_ROOT_USER)
            return true;
    }
    return false;
}

static ks_str user_of(ks_str path)
{
    ks_str file = name_at(path, 0), folder = name_at(path, 1);
    if (ks_equal_fold(file, KS_STR("DEFAULT")))
        return KS_STR(".DEFAULT");
    return ends(file, "NTUSER.DAT") && folder.size ? folder : file;
}

// "SYSTEM" of "C:\\Windows\\System32\\config\\SYSTEM" and CurrentControlSet's real name.
static void mount_hive(ks_state *s, ks_state_source *source, ks_hive *hive, u32 root,
                       ks_registry *registry)
{
    state_mount what = { .root = root, .registry = registry };
    ks_hive_key set;
    bool is_guessed = false;
    if (root == KS_ROOT_SYSTEM && ks_hive_control_set(hive, s->arena, &set, &is_guessed))
        what.current = registry_name(set.name, s->arena);
    if (root == KS_ROOT_USER)
        what.user = source->user = user_of(source->path);
    source->written_ticks = ks_hive_look(hive)->written_ticks;
    mount(s, what);
}

static void read_audit(ks_state *s)
{
    ks_reg_value value;
    const state_mount *m = &s->mounts.items[s->mounts.count - 1];
    ks_reg_key key;
    state_audit *audit = ks_take(s->arena, state_audit, 1);
    if (audit == NULL) {
        s->is_spent = true;
        return;
    }
    if (!state_key(s, m, KS_STR("Policy\\PolAdtEv"), s->arena, &key) ||
        !m->registry->value(m->registry, &key, (ks_str){ 0 }, s->arena, &value) ||
        !state_audit_read(value.data, audit))
        return;
    audit->source = m->source;
    audit->written_ticks = key.written_ticks;
    audit->where = KS_STR("HKLM\\SECURITY\\Policy\\PolAdtEv");
    state_audit *added = STATE_ADD(s, audits);
    if (added)
        *added = *audit;
}

static void load_hive(ks_state *s, ks_state_file *files, size_t count, size_t number)
{
    ks_state_file *file = &files[number];
    ks_hive_sources from = { .hive.bytes = file->bytes, .ledger = file->ledger };
    ks_hive *hive;
    ks_fail fail = { 0 };
    ks_reg_key key;
    find_logs(file, files, count, &from);
    ks_registry *registry = NULL;
    if (ks_hive_open(&from, s->arena, &hive, &fail))
        registry = registry_of_hive(hive, file->ledger, s->arena);
    if (registry == NULL)
        return;
    for (size_t i = 0; i < countof(marks); i++) {
        if (!registry->find(registry, ks_str_of(marks[i].key), s->arena, &key))
            continue;
        if (is_taken(s, marks[i].root))
            return;
        ks_state_source *source = add_source(s, file, KS_STATE_HIVE, KS_TIER_IN_FORCE);
        if (source == NULL)
            return;
        source->name = ks_str_of(marks[i].name);
        mount_hive(s, source, hive, marks[i].root, registry);
        if (marks[i].root == KS_ROOT_SECURITY && !s->is_spent)
            read_audit(s);
        return;
    }
}

// --- policies

// The domain's, unless it lies where Windows keeps its own.
static ks_state_tier tier_of(ks_str path)
{
    return has_folder(path, "System32") &&
                   (has_folder(path, "GroupPolicy") || has_folder(path, "GroupPolicyUsers"))
               ? KS_TIER_LOCAL
               : KS_TIER_DOMAIN;
}

// Where the policy stands: the folder of a GPO ("{...}"), else the one of the file.
static ks_str policy_name(ks_str path)
{
    for (size_t n = 1;; n++) {
        ks_str name = name_at(path, n);
        if (name.size == 0)
            return name_at(path, 1);
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

static void load_pol(ks_state *s, ks_state_file *file)
{
    ks_mistakes mistakes = { .arena = s->arena };
    ks_pol pol = { 0 };
    bool is_whole = ks_pol_read(file->bytes, s->arena, &pol, &mistakes);
    if (!is_whole && file->ledger)
        ks_ledger_add(file->ledger, (ks_ledger_row){ .kind = KS_LEDGER_DATA_CUT });
    ks_hive_tree *tree = ks_hive_tree_new(s->arena, KS_STR("policy"));
    ks_state_source *source = tree ? add_source(s, file, KS_STATE_POL, tier_of(file->path)) : NULL;
    if (source == NULL) {
        s->is_spent = true;
        return;
    }
    source->name = policy_name(file->path);
    for (size_t i = 0; i < pol.count; i++)
        apply(tree, &pol.entries[i]);
    ks_registry *registry = registry_of_tree(tree, s->arena);
    if (has_folder(file->path, "User")) {
        mount(s, (state_mount){ .root = KS_ROOT_USER, .registry = registry });
        return;
    }
    mount(s, (state_mount){
                 .root = KS_ROOT_SOFTWARE, .registry = registry, .prefix = KS_STR("SOFTWARE") });
    mount(s, (state_mount){
                 .root = KS_ROOT_SYSTEM, .registry = registry, .prefix = KS_STR("SYSTEM") });
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

static ks_str line_of(ks_state *s, u32 line)
{
    ks_out out;
    if (!ks_out_open(&out, s->arena, ks_number_size + 8))
        return (ks_str){ 0 };
    KS_PUT(&out, "line ");
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
        add_source(s, file, is_machine ? KS_STATE_AUDITPOL : KS_STATE_AUDIT_CSV,
                   is_machine ? KS_TIER_IN_FORCE : tier_of(file->path));
    state_audit *audit = source ? STATE_ADD(s, audits) : NULL;
    if (audit == NULL)
        return;
    source->name = is_machine ? (ks_str){ 0 } : policy_name(file->path);
    *audit = (state_audit){ .source = (u32)s->sources.count - 1 };
    for (size_t i = 0; i < policy.count; i++)
        take_row(s, audit, &policy.rows[i]);
}

// Hives first, copies that Windows keeps last; then what is weaker.
void state_load(ks_state *s, ks_state_file *files, size_t count)
{
    for (int saved = 0; saved < 2; saved++) {
        for (size_t i = 0; i < count; i++) {
            if (ks_hive_is_one(files[i].bytes) && !is_log(files[i].path) &&
                has_folder(files[i].path, "RegBack") == saved)
                load_hive(s, files, count, i);
        }
    }
    for (size_t i = 0; i < count; i++) {
        ks_state_file *file = &files[i];
        if (file->is_used || file->bytes.size == 0 || ks_hive_is_one(file->bytes))
            continue;
        if (ks_pol_is(file->bytes))
            load_pol(s, file);
        else if (ks_audit_is(file->bytes, *s->arena))
            load_audit(s, file);
    }
}
