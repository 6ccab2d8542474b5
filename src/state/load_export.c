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

void state_load_reg(ks_state *s, ks_state_file *file)
{
    static const struct {
        ks_setting_root root;
        ks_str prefix;
    } roots[] = { { KS_ROOT_SYSTEM, KS_TEXT("SYSTEM") },
                  { KS_ROOT_SOFTWARE, KS_TEXT("SOFTWARE") },
                  { KS_ROOT_SECURITY, KS_TEXT("SECURITY") },
                  { KS_ROOT_SAM, KS_TEXT("SAM") } };
    ks_reg_file reg;
    ks_fail fail = { 0 };
    ks_str rest;
    if (!ks_reg_read(file->bytes, s->arena, &reg, &fail) || reg.version == 0)
        return;
    ks_hive_tree *machine = ks_hive_tree_new(s->arena, KS_STR("machine"));
    ks_hive_tree *user = ks_hive_tree_new(s->arena, KS_STR("user"));
    ks_state_source *source =
        machine && user ? state_add_source(s, file, KS_STATE_REG, KS_TIER_IN_FORCE) : NULL;
    for (size_t i = 0; source && i < reg.step_count; i++) {
        const ks_reg_step *step = &reg.steps[i];
        bool is_fine = true;
        if (below(step->key, "HKEY_LOCAL_MACHINE", &rest))
            is_fine = apply(machine, rest, step);
        else if (below(step->key, "HKEY_CURRENT_USER", &rest))
            is_fine = apply(user, rest, step);
        s->is_spent = s->is_spent || !is_fine;
    }
    if (source == NULL) {
        s->is_spent = true;
        return;
    }
    ks_registry *registry = registry_of_tree(machine, s->arena);
    for (size_t i = 0; i < countof(roots); i++)
        state_mount_registry(s, (state_mount){ .root = roots[i].root,
                                               .registry = registry,
                                               .prefix = roots[i].prefix });
    if (user->root->key_count)
        state_mount_registry(s, (state_mount){ .root = KS_ROOT_USER,
                                               .registry = registry_of_tree(user, s->arena),
                                               .user = state_path_name(file->path, 0) });
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
