// Kind group-member: who is in a group of the machine itself. The hive SAM keeps members in the
// value C of the alias: offset, size and count at 0x28, counted from 0x34 on; security templates by
// group.
#include "base/fold.h"
#include "base/number.h"
#include "policy/sid.h"
#include "state/state_own.h"

enum { members_at = 0x28, head_size = 0x34, members_most = 4096 };

// The last number of S-1-5-32-N as the alias' key has it: 0000023D.
static bool alias_of(ks_str sid, char key[static 64])
{
    static const ks_str builtin = KS_TEXT("S-1-5-32-");
    u64 number;
    u8 hex[ks_number_size];
    if (sid.size <= builtin.size || memcmp(sid.at, builtin.at, builtin.size) != 0 ||
        !ks_u64_read((ks_str){ sid.at + builtin.size, sid.size - builtin.size }, &number) ||
        number > UINT32_MAX)
        return false;
    static const char front[] = "SAM\\Domains\\Builtin\\Aliases\\";
    memcpy(key, front, sizeof front);
    u8 *end = ks_hex_text(hex, number, 8);
    size_t size = (size_t)(end - hex), at = sizeof front - 1;
    for (size_t i = 0; i < size; i++)
        key[at + i] = (char)(hex[i] >= 'a' ? hex[i] - 32 : hex[i]);
    key[at + size] = 0;
    return true;
}

static bool members_of(ks_span c, ks_arena *arena, ks_str *list)
{
    ks_out out;
    if (c.size < head_size)
        return false;
    size_t offset = ks_load32(c.at + members_at), count = ks_load32(c.at + members_at + 8);
    if (offset > c.size - head_size || count > members_most ||
        !ks_out_open(&out, arena, count * 200 + 1))
        return false;
    ks_span rest = { c.at + head_size + offset, c.size - head_size - offset };
    for (size_t i = 0; i < count; i++) {
        ks_sid sid;
        if (!ks_sid_read(rest, &sid))
            return false;
        if (i)
            KS_PUT(&out, "\n");
        ks_out_sid_text(&out, &sid);
        rest = (ks_span){ rest.at + sid.size, rest.size - sid.size };
    }
    *list = ks_out_str(&out);
    return true;
}

static void say_sam(state_reading *r, const state_mount *mount, const char *alias)
{
    ks_reg_key key;
    ks_reg_value value;
    ks_str list = { 0 };
    if (!state_key(r->state, mount, ks_str_of(alias), r->state->arena, &key) ||
        !mount->registry->value(mount->registry, &key, KS_STR("C"), r->state->arena, &value) ||
        !members_of(value.data, r->state->arena, &list))
        return;
    ks_said *said = state_say(r, mount->source);
    if (said == NULL)
        return;
    said->where = KS_STR("HKLM\\SAM\\SAM\\Domains\\Builtin\\Aliases!C");
    said->written_ticks = key.written_ticks;
    said->value.kind = list.size ? KS_VALUE_TEXT : KS_VALUE_ABSENT;
    said->value.text = list;
}

// "*S-1-5-32-573__Members" of a template.
static void say_templates(state_reading *r)
{
    const ks_state *s = r->state;
    static const ks_str behind = KS_TEXT("__Members");
    for (size_t i = 0; i < s->templates.count; i++) {
        const state_template *t = &s->templates.items[i];
        for (size_t k = 0; k < t->count; k++) {
            const state_template_line *line = &t->lines[k];
            ks_str group = line->key;
            if (line->section != STATE_SECTION_GROUP || group.size <= behind.size + 1)
                continue;
            ks_str end = { group.at + group.size - behind.size, behind.size };
            ks_str sid = { group.at + 1, group.size - behind.size - 1 };
            if (!ks_equal_fold(end, behind) || !ks_equal_fold(sid, r->part->object))
                continue;
            ks_said *said = state_say(r, t->source);
            if (said == NULL)
                return;
            said->where = line->where;
            said->value.kind = line->value.size ? KS_VALUE_TEXT : KS_VALUE_ABSENT;
            said->value.text = line->value;
        }
    }
}

void state_kind_group_member(state_reading *r)
{
    const ks_state *s = r->state;
    char alias[64];
    bool is_alias = alias_of(r->part->object, alias);
    for (size_t m = 0; is_alias && m < s->mounts.count; m++) {
        const state_mount *mount = &s->mounts.items[m];
        if (mount->root == KS_ROOT_SAM && state_is_in_force(s, mount->source))
            say_sam(r, mount, alias);
    }
    say_templates(r);
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
