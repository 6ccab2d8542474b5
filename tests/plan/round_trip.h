// A machine's hives for tests of plans: states of chance, .reg files that are merged into them as
// Windows would, and whether two states hold the same values.
#pragma once
#include "base/fold.h"
#include "plan/before.h"
#include "plan/files.h"
#include "plan/registry.h"
#include "policy/reg_file.h"
#include "state/audit.h"
#include "support/made_machine.h"

static u64 seed;
static u64 dice(u64 sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % sides;
}

typedef struct {
    ks_span bytes[made_hives];
} hives;

static hives hives_of(made_machine *m)
{
    hives made;
    for (size_t i = 0; i < made_hives; i++)
        made.bytes[i] = made_hive_bytes_of(m, i);
    return made;
}

// Read again from what was written: nothing of the tree before can hide in it.
static ks_hive_tree *tree_of(const hives *from, size_t hive, ks_arena *arena)
{
    ks_hive_sources sources = { .hive = { .bytes = from->bytes[hive] }, .cache_size = 1 << 20 };
    ks_hive *opened;
    ks_hive_key root;
    ks_fail fail;
    ks_hive_tree *tree = NULL;
    if (ks_hive_open(&sources, arena, &opened, &fail) && ks_hive_root(opened, arena, &root))
        tree = ks_hive_tree_load(opened, &root, arena);
    KS_ASSERT(tree != NULL);
    return tree;
}

// Values below each subkey: as wanted perhaps, otherwise, of a wrong type, and none.
static void made_below_each(made_machine *m)
{
#define INTERFACES "SYSTEM\\ControlSet001\\Services\\NetBT\\Parameters\\Interfaces\\"
#define SUBSCRIPTIONS \
    "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\EventCollector\\Subscriptions\\"
    made_set(m, INTERFACES "Tcpip_{1}!NetbiosOptions", "dword:0");
    made_set(m, INTERFACES "Tcpip_{2}!NetbiosOptions", "dword:2");
    made_set(m, INTERFACES "Tcpip_{3}!NetbiosOptions", "sz:2");
    made_set(m, INTERFACES "Tcpip_{4}", "key");
    made_set(m, SUBSCRIPTIONS "A!Enabled", "dword:0");
    made_set(m, SUBSCRIPTIONS "A\\EventSources\\PC1", "key");
    made_set(m, SUBSCRIPTIONS "B!Query", "sz:<QueryList/>");
    made_set(m, SUBSCRIPTIONS "B\\EventSources\\PC2!LastHeartbeatTime", "hex:0102030405060708");
    made_set(m, SUBSCRIPTIONS "B\\EventSources\\PC3", "key");
}

static ks_state *state_of(const hives *from, ks_arena *arena)
{
    static const char *const paths[made_hives] = { "SYSTEM", "SOFTWARE", "SECURITY", "SAM",
                                                   "Users/alice/NTUSER.DAT" };
    ks_state_file files[made_hives];
    ks_state *state = NULL;
    ks_fail fail;
    for (size_t i = 0; i < made_hives; i++)
        files[i] = (ks_state_file){ .path = ks_str_of(paths[i]), .bytes = from->bytes[i] };
    KS_ASSERT(ks_state_open(files, made_hives, arena, &state, &fail));
    return state;
}

// --- places

static const u32 hive_of_root[] = { [KS_ROOT_SYSTEM] = 0,
                                    [KS_ROOT_SOFTWARE] = 1,
                                    [KS_ROOT_USER] = 4,
                                    [KS_ROOT_SECURITY] = 2,
                                    [KS_ROOT_SAM] = 3 };

static ks_str hive_path(ks_str key, ks_arena *arena)
{
    ks_str current = KS_STR("CurrentControlSet");
    ks_out out;
    if (key.size < current.size || !ks_equal_fold((ks_str){ key.at, current.size }, current))
        return key;
    KS_ASSERT(ks_out_open(&out, arena, key.size + 16));
    KS_PUT(&out, "ControlSet001");
    ks_out_put(&out, ks_str_from(key, current.size));
    return ks_out_str(&out);
}

static void put_value(made_machine *m, const ks_setting_place *place, ks_str name, u32 type,
                      ks_span data)
{
    ks_hive_tree *tree = m->trees[hive_of_root[place->root]];
    ks_hive_tree_key *key = ks_hive_tree_make(tree, hive_path(place->key, m->arena));
    KS_ASSERT(key && ks_hive_tree_set(tree, key, name, type, data));
}

// --- .reg files merged

// Which hive a key in full lies in, and its path there.
static bool find_hive(ks_str key, ks_arena *arena, u32 *hive, ks_str *path)
{
    static const struct {
        ks_str front;
        u32 hive;
    } roots[] = { { KS_TEXT("HKEY_LOCAL_MACHINE\\SYSTEM\\"), 0 },
                  { KS_TEXT("HKEY_LOCAL_MACHINE\\SOFTWARE\\"), 1 },
                  { KS_TEXT("HKEY_LOCAL_MACHINE\\SECURITY\\"), 2 },
                  { KS_TEXT("HKEY_LOCAL_MACHINE\\SAM\\"), 3 },
                  { KS_TEXT("HKEY_CURRENT_USER\\"), 4 } };
    for (size_t i = 0; i < countof(roots); i++) {
        size_t size = roots[i].front.size;
        if (key.size > size && ks_equal_fold((ks_str){ key.at, size }, roots[i].front)) {
            *hive = roots[i].hive;
            *path = hive_path(ks_str_from(key, size), arena);
            return true;
        }
    }
    return false;
}

static bool merge_step(made_machine *m, const ks_reg_step *step)
{
    u32 hive;
    ks_str path;
    if (!find_hive(step->key, m->arena, &hive, &path))
        return false;
    ks_hive_tree *tree = m->trees[hive];
    if (step->action == KS_REG_DELETE_KEY)
        return ks_hive_tree_remove(tree, path) || true;
    ks_hive_tree_key *key = ks_hive_tree_make(tree, path);
    if (key == NULL)
        return false;
    if (step->action == KS_REG_SET)
        return ks_hive_tree_set(tree, key, step->value, step->type, step->data);
    if (step->action == KS_REG_DELETE)
        (void)ks_hive_tree_unset(key, step->value);
    return true;
}

// What `reg import` does with the file of the plan. False: it would skip something of it.
static bool merge(made_machine *m, const ks_gpo_files *files, const char *path)
{
    const ks_gpo_file *file = ks_gpo_files_find(files, KS_STR(""), path);
    ks_reg_file reg;
    ks_fail fail;
    if (file == NULL)
        return true;
    if (!ks_reg_read(file->bytes, m->arena, &reg, &fail))
        return false;
    for (size_t i = 0; i < reg.problem_count; i++) {
        // Bytes that do not fit their type were there before: they are restored as they were.
        if (reg.problems[i].kind != KS_REG_IS_BAD_SIZE && reg.problems[i].kind != KS_REG_IS_NO_END)
            return false;
    }
    for (size_t i = 0; i < reg.step_count; i++) {
        if (!merge_step(m, &reg.steps[i]))
            return false;
    }
    return true;
}

static hives merged(const hives *from, const ks_gpo_files *files, const char *machine,
                    const char *user, bool *is_whole, ks_arena *arena)
{
    made_machine m = { .arena = arena };
    for (size_t i = 0; i < made_hives; i++)
        m.trees[i] = tree_of(from, i, arena);
    *is_whole = merge(&m, files, machine) && merge(&m, files, user);
    return hives_of(&m);
}

// --- values compared

static bool same_name(ks_utf16 a, ks_utf16 b)
{
    return a.units == b.units && (a.units == 0 || memcmp(a.at, b.at, 2 * a.units) == 0);
}

// Whether each value of the one is in the other, type and bytes; keys without values do not count.
static bool has_all(const ks_hive_tree_key *left, const ks_hive_tree_key *right)
{
    for (const ks_hive_tree_value *v = left->first_value; v; v = v->next) {
        const ks_hive_tree_value *w = right ? right->first_value : NULL;
        while (w && !same_name(v->name, w->name))
            w = w->next;
        if (w == NULL || v->type != w->type || v->data.size != w->data.size ||
            (v->data.size && memcmp(v->data.at, w->data.at, v->data.size) != 0))
            return false;
    }
    // Both are sorted as Windows sorts keys.
    const ks_hive_tree_key *other = right ? right->first_key : NULL;
    for (const ks_hive_tree_key *key = left->first_key; key; key = key->next) {
        const ks_hive_tree_key *found = other;
        while (found && !same_name(key->name, found->name))
            found = found->next;
        if (!has_all(key, found))
            return false;
        other = found ? found->next : other;
    }
    return true;
}

static bool same_values(const hives *a, const hives *b, ks_arena scratch)
{
    for (size_t i = 0; i < made_hives; i++) {
        const ks_hive_tree *left = tree_of(a, i, &scratch), *right = tree_of(b, i, &scratch);
        if (!has_all(left->root, right->root) || !has_all(right->root, left->root))
            return false;
    }
    return true;
}
