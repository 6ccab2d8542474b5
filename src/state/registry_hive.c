// A hive as a registry.
#include "evidence/hive/hive.h"
#include "state/registry_own.h"

typedef struct {
    ks_hive *hive;
    const ks_ledger *ledger; // NULL: nobody keeps it
} hive_own;

static bool hive_find(ks_registry *r, ks_str path, ks_arena *arena, ks_reg_key *key)
{
    const hive_own *own = r->own;
    ks_hive_key *found = ks_take(arena, ks_hive_key, 1);
    if (found == NULL || !ks_hive_find(own->hive, NULL, path, arena, found))
        return false;
    *key = (ks_reg_key){ .at = found, .written_ticks = found->written_ticks };
    return true;
}

static bool take_value(const hive_own *own, const ks_hive_value *found, ks_arena *arena,
                       ks_reg_value *value)
{
    bool is_whole = false;
    *value = (ks_reg_value){ .name = registry_name(found->name, arena), .type = found->type };
    return ks_hive_value_data(own->hive, found, arena, &value->data, &is_whole);
}

static bool hive_value(ks_registry *r, const ks_reg_key *key, ks_str name, ks_arena *arena,
                       ks_reg_value *value)
{
    const hive_own *own = r->own;
    ks_hive_value found;
    return ks_hive_find_value(own->hive, key->at, name, arena, &found) &&
           take_value(own, &found, arena, value);
}

static bool hive_keys(ks_registry *r, const ks_reg_key *key, ks_arena *arena, ks_str **names,
                      size_t *count)
{
    const hive_own *own = r->own;
    ks_hive_subkeys subkeys = ks_hive_subkeys_of(key->at);
    ks_hive_key found;
    size_t capacity = 16;
    *count = 0;
    *names = ks_take(arena, ks_str, capacity);
    while (*names && *count < ks_reg_list_most &&
           ks_hive_next_subkey(own->hive, &subkeys, arena, &found)) {
        if (*count == capacity) {
            *names = ks_arena_grow(arena, *names, sizeof **names, *count, &capacity);
            if (*names == NULL)
                return false;
        }
        (*names)[(*count)++] = registry_name(found.name, arena);
    }
    return *names != NULL;
}

static bool hive_values(ks_registry *r, const ks_reg_key *key, ks_arena *arena,
                        ks_reg_value **values, size_t *count)
{
    const hive_own *own = r->own;
    ks_hive_values list = ks_hive_values_of(key->at);
    ks_hive_value found;
    size_t capacity = 16;
    *count = 0;
    *values = ks_take(arena, ks_reg_value, capacity);
    while (*values && *count < ks_reg_list_most &&
           ks_hive_next_value(own->hive, &list, arena, &found)) {
        if (*count == capacity) {
            *values = ks_arena_grow(arena, *values, sizeof **values, *count, &capacity);
            if (*values == NULL)
                return false;
        }
        *count += take_value(own, &found, arena, &(*values)[*count]);
    }
    return *values != NULL;
}

static bool hive_security(ks_registry *r, const ks_reg_key *key, ks_arena *arena,
                          ks_span *descriptor)
{
    const hive_own *own = r->own;
    return ks_hive_security(own->hive, key->at, arena, descriptor);
}

// In a damaged hive "not found" is not "was not there".
static bool hive_covers(ks_registry *r, ks_str path)
{
    (void)path;
    const hive_own *own = r->own;
    return own->ledger == NULL || !ks_ledger_is_incomplete(own->ledger);
}

ks_registry *registry_of_hive(ks_hive *hive, const ks_ledger *ledger, ks_arena *arena)
{
    ks_registry *r = ks_take(arena, ks_registry, 1);
    hive_own *own = ks_take(arena, hive_own, 1);
    if (r == NULL || own == NULL)
        return NULL;
    *own = (hive_own){ hive, ledger };
    *r = (ks_registry){ .own = own,
                        .find = hive_find,
                        .value = hive_value,
                        .keys = hive_keys,
                        .values = hive_values,
                        .security = hive_security,
                        .covers = hive_covers };
    return r;
}
