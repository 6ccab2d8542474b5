// Kind srp: a path rule of software restriction policies, by what it says: the level is a key below
// CodeIdentifiers, the path a value of one of its rules.
#include "base/fold.h"
#include "state/state_own.h"

static const char rules_key[] = "Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\";

// Whether the registry has a rule of that level with this path.
static bool has_rule(state_reading *r, const state_mount *mount, ks_str pattern, u64 *written_ticks)
{
    ks_arena scratch = *r->state->arena;
    ks_out path;
    ks_reg_key key;
    ks_str *names;
    size_t count;
    if (!ks_out_open(&path, &scratch, 512))
        return false;
    KS_PUT(&path, rules_key);
    ks_out_put(&path, r->part->detail);
    KS_PUT(&path, "\\Paths");
    size_t size = ks_out_size(&path);
    if (!state_key(r->state, mount, ks_out_str(&path), &scratch, &key) ||
        !mount->registry->keys(mount->registry, &key, &scratch, &names, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        ks_arena kept = scratch;
        ks_reg_value value;
        path.at = path.start + size;
        KS_PUT(&path, "\\");
        ks_out_put(&path, names[i]);
        if (state_key(r->state, mount, ks_out_str(&path), &kept, &key) &&
            mount->registry->value(mount->registry, &key, KS_STR("ItemData"), &kept, &value) &&
            ks_equal_fold(ks_reg_text(&value, &kept), pattern)) {
            *written_ticks = key.written_ticks;
            return true;
        }
    }
    return false;
}

void state_kind_srp(state_reading *r)
{
    const ks_state *s = r->state;
    for (size_t m = 0; m < s->mounts.count; m++) {
        const state_mount *mount = &s->mounts.items[m];
        ks_str pattern, first = { 0 };
        u64 ticks = 0;
        bool has_all = true;
        if (mount->root != KS_ROOT_SOFTWARE)
            continue;
        for (u32 n = 0; ks_setting_pattern(r->part->object, n, s->arena, &pattern); n++) {
            first = n ? first : pattern;
            has_all = has_all && has_rule(r, mount, pattern, &ticks);
        }
        bool is_known = state_is_in_force(s, mount->source) &&
                        state_covers(mount, KS_STR("Policies"), *s->arena);
        if (first.size == 0 || (!has_all && !is_known))
            continue;
        ks_said *said = state_say(r, mount->source);
        if (said == NULL)
            return;
        said->where =
            KS_STR("HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers");
        said->written_ticks = ticks;
        said->value.kind = has_all ? KS_VALUE_TEXT : KS_VALUE_ABSENT;
        said->value.text = first;
    }
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
