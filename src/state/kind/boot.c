// Kind boot: elements of the boot configuration, of the hive BCD: Objects\{id}\Elements\<number>.
#include "state/state_own.h"

static const struct {
    const char *name, *element;
    const char *words[4]; // of the numbers 0, 1, ...
} elements[] = {
    { "nx", "25000020", { "OptIn", "OptOut", "AlwaysOff", "AlwaysOn" } },
};
static const char manager[] = "Objects\\{9dea862c-5cdd-4e70-acc1-f32b344d4795}\\Elements\\23000003";

static bool find(const state_reading *r, const state_mount *mount, ks_str key, ks_arena *arena,
                 ks_reg_key *found, ks_reg_value *value)
{
    return state_key(r->state, mount, key, arena, found) &&
           mount->registry->value(mount->registry, found, KS_STR("Element"), arena, value);
}

static void say(state_reading *r, const state_mount *mount, size_t e)
{
    ks_arena *arena = r->state->arena;
    ks_reg_key key;
    ks_reg_value value;
    ks_out path;
    u64 number;
    if (!find(r, mount, KS_STR(manager), arena, &key, &value) || !ks_out_open(&path, arena, 256))
        return;
    KS_PUT(&path, "Objects\\"); // of what starts unless somebody chooses
    ks_out_put(&path, ks_reg_text(&value, arena));
    KS_PUT(&path, "\\Elements\\");
    ks_out_put(&path, ks_str_of(elements[e].element));
    if (!find(r, mount, ks_out_str(&path), arena, &key, &value) ||
        !ks_reg_number(&value, *arena, &number) || number >= countof(elements[e].words))
        return;
    ks_said *said = state_say(r, mount->source);
    if (said == NULL)
        return;
    said->where = ks_out_str(&path);
    said->written_ticks = key.written_ticks;
    said->value =
        (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = ks_str_of(elements[e].words[number]) };
}

void state_kind_boot(state_reading *r)
{
    const ks_state *s = r->state;
    size_t e = 0;
    while (e < countof(elements) && !ks_str_equal(ks_str_of(elements[e].name), r->part->object))
        e++;
    for (size_t m = 0; m < s->mounts.count && e < countof(elements); m++) {
        if (s->mounts.items[m].root == state_root_bcd)
            say(r, &s->mounts.items[m], e);
    }
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
