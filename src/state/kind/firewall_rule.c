// Kind firewall-rule: a rule by its id, or any other that does the same.
#include "policy/firewall.h"

#include "base/fold.h"
#include "state/state_own.h"

enum { rules_most = 20000 };

static bool read_rule(ks_firewall_rule *rule, ks_str text, ks_arena *arena)
{
    size_t at;
    return ks_firewall_rule_read(rule, text, arena, &at) == KS_FIREWALL_WELL;
}

// Whether `found` narrows nothing that `wanted` leaves open, and says the same of what it says.
static bool does_same(const ks_firewall_rule *wanted, const ks_firewall_rule *found)
{
    static const char *const what[] = { "Action", "Active", "Dir", "App" };
    static const char *const about[] = { "Name",   "Desc", "EmbedCtxt", "Action",
                                         "Active", "Dir",  "App",       "Profile" };
    for (size_t i = 0; i < countof(what); i++) {
        const ks_firewall_field *a = ks_firewall_field_find(wanted, what[i]);
        const ks_firewall_field *b = ks_firewall_field_find(found, what[i]);
        if ((a == NULL) != (b == NULL) || (a && !ks_equal_fold(a->value, b->value)))
            return false;
    }
    for (const ks_firewall_field *f = found->fields; f; f = f->next) {
        bool is_known = false;
        for (size_t i = 0; i < countof(about); i++)
            is_known = is_known || ks_equal_fold(f->name, ks_str_of(about[i]));
        const ks_firewall_field *same = NULL;
        for (const ks_firewall_field *w = wanted->fields; w && !is_known; w = w->next) {
            if (ks_equal_fold(w->name, f->name) && ks_equal_fold(w->value, f->value))
                same = w;
        }
        if (!is_known && same == NULL)
            return false; // a port, an address: it blocks less
        if (ks_equal_fold(f->name, KS_STR("Profile")) &&
            ks_firewall_field_find(wanted, "Profile") == NULL)
            return false;
    }
    return true;
}

// The rule that does it among those of a key.
static bool find_rule(state_reading *r, const ks_firewall_rule *wanted, const state_mount *mount,
                      const ks_setting_place *place, ks_said *said)
{
    ks_arena *arena = r->state->arena;
    ks_reg_key key;
    ks_reg_value *values;
    size_t count;
    if (!state_key(r->state, mount, place->key, arena, &key) ||
        !mount->registry->values(mount->registry, &key, arena, &values, &count))
        return false;
    for (size_t i = 0; i < count && i < rules_most; i++) {
        ks_firewall_rule found = { 0 };
        ks_arena before = *arena;
        ks_str text = values[i].is_deleted ? (ks_str){ 0 } : ks_reg_text(&values[i], arena);
        if (read_rule(&found, text, arena) && does_same(wanted, &found)) {
            said->value = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = text };
            said->where = values[i].name;
            said->written_ticks = key.written_ticks;
            said->place = place;
            return true;
        }
        *arena = before;
    }
    return false;
}

void state_kind_firewall_rule(state_reading *r)
{
    const ks_state *s = r->state;
    ks_firewall_rule wanted = { 0 };
    const ks_setting_place *unseen = NULL;
    bool is_found = false;
    const state_mount *looked_in = NULL;
    if (!read_rule(&wanted, r->part->detail, r->state->arena))
        return;
    for (u32 i = 0; i < r->part->place_count; i++) {
        const ks_setting_place *place = &r->part->places[i];
        bool is_seen = false;
        for (size_t m = 0; m < s->mounts.count; m++) {
            const state_mount *mount = &s->mounts.items[m];
            ks_said said = { .source = mount->source };
            if (mount->root != (u32)place->root)
                continue;
            bool is_in_force = state_is_in_force(s, mount->source);
            if (is_in_force && state_covers(mount, place->key, *s->arena)) {
                is_seen = true;
                looked_in = mount;
            }
            if (!find_rule(r, &wanted, mount, place, &said))
                continue;
            ks_said *added = state_say(r, mount->source);
            if (added == NULL)
                return;
            *added = said;
            is_found = is_found || is_in_force;
        }
        if (!is_seen && unseen == NULL)
            unseen = place;
    }
    if (!is_found && unseen == NULL && looked_in) {
        ks_said *absent = state_say(r, looked_in->source);
        if (absent)
            absent->value = (ks_setting_value){ .kind = KS_VALUE_ABSENT };
    }
    state_end_instance(r, (ks_str){ 0 }, is_found ? NULL : unseen);
}
