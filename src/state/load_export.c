// Registry exports (.reg), Sysmon's configuration files, XML of AppLocker and exploit protection.
#include "base/fold.h"
#include "policy/reg_file.h"
#include "policy/sysmon_read.h"
#include "state/state_own.h"

// Whether the text begins like an export; UTF-16 with its mark as well.
bool state_is_reg(ks_span bytes)
{
    static const char fronts[][23] = { "Windows Registry Editor", "REGEDIT4" };
    for (size_t k = 0; k < countof(fronts); k++) {
        size_t size = 0;
        while (size < sizeof fronts[k] && fronts[k][size])
            size++;
        bool is_wide = bytes.size > 2 && bytes.at[0] == 0xff && bytes.at[1] == 0xfe;
        size_t step = is_wide ? 2 : 1, at = is_wide ? 2 : 0, i = 0;
        if (bytes.size > 3 && bytes.at[0] == 0xef)
            at = 3;
        while (i < size && at + i * step < bytes.size &&
               bytes.at[at + i * step] == (u8)fronts[k][i])
            i++;
        if (i == size)
            return true;
    }
    return false;
}

// The key behind a root; false: it is of another root.
static bool below(ks_str key, const char *root, ks_str *rest)
{
    size_t size = strlen(root);
    if (key.size <= size || key.at[size] != '\\' ||
        !ks_equal_fold((ks_str){ key.at, size }, ks_str_of(root)))
        return false;
    *rest = (ks_str){ key.at + size + 1, key.size - size - 1 };
    return true;
}

static bool apply(ks_hive_tree *tree, ks_str path, const ks_reg_step *step)
{
    if (step->action == KS_REG_DELETE_KEY)
        return true;
    ks_hive_tree_key *key = ks_hive_tree_make(tree, path);
    if (key == NULL)
        return false;
    key->flags |= registry_listed;
    if (step->action == KS_REG_SET)
        return ks_hive_tree_set(tree, key, step->value, step->type, step->data);
    return step->action != KS_REG_DELETE ||
           ks_hive_tree_set(tree, key, step->value, registry_deleted, (ks_span){ 0 });
}

// The registries that an export has keys of. Users are called as HKEY_USERS calls them; the one of
// HKEY_CURRENT_USER by the file.
enum { reg_users_most = 256 };
typedef struct {
    ks_hive_tree *machine;
    struct {
        ks_str name;
        ks_hive_tree *tree;
    } users[reg_users_most];
    size_t user_count;
} reg_trees;

// NULL: past the arena's budget, or one user too many (then it is in `fail`).
static ks_hive_tree *user_tree(ks_state *s, reg_trees *trees, ks_str name, ks_fail *fail)
{
    for (size_t i = 0; i < trees->user_count; i++) {
        if (ks_equal_fold(trees->users[i].name, name))
            return trees->users[i].tree;
    }
    if (trees->user_count == reg_users_most) {
        (void)ks_refuse(fail, KS_TOO_MANY, reg_users_most, reg_users_most, KS_STR("HKEY_USERS"));
        return NULL;
    }
    ks_hive_tree *tree = ks_hive_tree_new(s->arena, KS_STR("user"));
    trees->users[trees->user_count].name = name;
    trees->users[trees->user_count++].tree = tree;
    return tree;
}

static bool apply_step(ks_state *s, ks_str path, reg_trees *trees, const ks_reg_step *step,
                       ks_fail *fail)
{
    ks_str rest;
    ks_hive_tree *tree = NULL;
    if (below(step->key, "HKEY_LOCAL_MACHINE", &rest)) {
        tree = trees->machine;
    } else if (below(step->key, "HKEY_CURRENT_USER", &rest)) {
        tree = user_tree(s, trees, state_path_name(path, 0), fail);
    } else if (below(step->key, "HKEY_USERS", &rest)) {
        size_t size = 0;
        while (size < rest.size && rest.at[size] != '\\')
            size++;
        // No setting lies in a user's own key, or in his classes, which are a hive of their own.
        if (size == rest.size || ks_ends_fold((ks_str){ rest.at, size }, KS_STR("_Classes")))
            return true;
        tree = user_tree(s, trees, (ks_str){ rest.at, size }, fail);
        rest = ks_str_from(rest, size + 1);
    } else {
        return true;
    }
    return tree && apply(tree, rest, step);
}

static void mount_trees(ks_state *s, const reg_trees *trees)
{
    static const struct {
        ks_setting_root root;
        ks_str prefix;
    } roots[] = { { KS_ROOT_SYSTEM, KS_TEXT("SYSTEM") },
                  { KS_ROOT_SOFTWARE, KS_TEXT("SOFTWARE") },
                  { KS_ROOT_SECURITY, KS_TEXT("SECURITY") },
                  { KS_ROOT_SAM, KS_TEXT("SAM") } };
    ks_registry *registry = registry_of_tree(trees->machine, s->arena);
    for (size_t i = 0; i < countof(roots); i++)
        state_mount_registry(s, (state_mount){ .root = roots[i].root,
                                               .registry = registry,
                                               .prefix = roots[i].prefix });
    for (size_t i = 0; i < trees->user_count; i++)
        state_mount_registry(
            s, (state_mount){ .root = KS_ROOT_USER,
                              .registry = registry_of_tree(trees->users[i].tree, s->arena),
                              .user = trees->users[i].name });
}

void state_load_reg(ks_state *s, ks_state_file *file)
{
    ks_reg_file reg;
    ks_fail fail = { 0 };
    if (!ks_reg_read(file->bytes, s->arena, &reg, &fail) || reg.version == 0)
        return;
    reg_trees *trees = ks_take(s->arena, reg_trees, 1);
    ks_hive_tree *machine = ks_hive_tree_new(s->arena, KS_STR("machine"));
    ks_state_source *source = NULL;
    if (trees && machine)
        source = state_add_source(s, file, KS_STATE_REG, KS_TIER_IN_FORCE);
    if (source == NULL) {
        s->is_spent = true;
        return;
    }
    trees->machine = machine;
    for (size_t i = 0; i < reg.step_count; i++) {
        bool is_fine = apply_step(s, file->path, trees, &reg.steps[i], &fail);
        s->is_spent = s->is_spent || (!is_fine && fail.reason == KS_NONE);
    }
    if (fail.reason != KS_NONE && file->ledger)
        ks_ledger_add(file->ledger, (ks_ledger_row){ .kind = KS_LEDGER_UNREAD, .fail = fail });
    mount_trees(s, trees);
}

// What is rolled out, not what is in force.
void state_load_sysmon(ks_state *s, ks_state_file *file)
{
    ks_mistakes mistakes = { .arena = s->arena };
    ks_sysmon_config *config = ks_take(s->arena, ks_sysmon_config, 1);
    if (config == NULL) {
        s->is_spent = true;
        return;
    }
    if (!sysmon_read(config, file->bytes, s->arena, &mistakes))
        return;
    ks_state_source *source = state_add_source(s, file, KS_STATE_SYSMON, KS_TIER_LOCAL);
    state_sysmon *added = source ? STATE_ADD(s, sysmons) : NULL;
    if (added)
        *added = (state_sysmon){ (u32)s->sources.count - 1, config };
}

// What Get-AppLockerPolicy and Get-ProcessMitigation print is what they are given to set as well:
// nothing in the files tells a machine's own from what is rolled out, so they count as the latter.
bool state_load_xml(ks_state *s, ks_state_file *file)
{
    ks_mistakes mistakes = { .arena = s->arena };
    bool is_applocker = applocker_sniff(file->bytes, *s->arena);
    ks_applocker_policy applocker = { 0 };
    ks_exploit_policy exploit = { 0 };
    if (!is_applocker && !exploit_sniff(file->bytes, *s->arena))
        return false;
    if (is_applocker ? !applocker_read(&applocker, file->bytes, s->arena, &mistakes)
                     : !exploit_read(&exploit, file->bytes, s->arena, &mistakes))
        return true;
    if (!state_add_source(s, file, is_applocker ? KS_STATE_APPLOCKER : KS_STATE_EXPLOIT,
                          KS_TIER_LOCAL))
        return true;
    u32 source = (u32)s->sources.count - 1;
    state_applocker *rules = is_applocker ? STATE_ADD(s, applockers) : NULL;
    state_exploit *mitigations = is_applocker ? NULL : STATE_ADD(s, exploits);
    if (rules)
        *rules = (state_applocker){ source, applocker };
    if (mitigations)
        *mitigations = (state_exploit){ source, exploit };
    return true;
}
