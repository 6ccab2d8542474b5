// Kind audit-sacl: which use of a key or folder is audited. Judged by rights and by whom, not by
// the text: entries may be split, written in other letters, or inherited. A key that is not there
// yet gets what its parent passes on.
#include "base/fold.h"
#include "policy/access.h"
#include "policy/sddl.h"
#include "state/state_own.h"

// Who reads all the time: entries for reading fill the log.
enum { key_reading = 0x1 | 0x8 | 0x10 | 0x20000, file_reading = 0x1 | 0x8 | 0x20 | 0x80 | 0x20000 };

typedef struct {
    const ks_security_descriptor *wanted;
    ks_object_type type;
    u32 reading;
} sacl_want;

static bool is_audit(const ks_ace *ace)
{
    return ace->type == KS_ACE_AUDIT || ace->type == KS_ACE_AUDIT_CALLBACK;
}

static bool is_everyone(const ks_sid *sid)
{
    static const u8 world[] = { 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 };
    return ks_span_equal(ks_sid_span(sid), (ks_span){ world, sizeof world });
}

static bool is_crowd(const ks_sid *sid)
{
    static const u8 authenticated[] = { 1, 1, 0, 0, 0, 0, 0, 5, 11, 0, 0, 0 };
    static const u8 users[] = { 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x21, 2, 0, 0 };
    return is_everyone(sid) ||
           ks_span_equal(ks_sid_span(sid), (ks_span){ authenticated, sizeof authenticated }) ||
           ks_span_equal(ks_sid_span(sid), (ks_span){ users, sizeof users });
}

// How the descriptor that was found stands to the object: its own, or that of `above` keys up.
static bool concerns(const ks_ace *ace, u32 above, bool wants_children)
{
    if (above)
        return (ace->flags & KS_ACE_CONTAINER_INHERIT) &&
               (above == 1 || !(ace->flags & KS_ACE_NO_PROPAGATE));
    if (ace->flags & KS_ACE_INHERIT_ONLY)
        return false;
    return !wants_children ||
           ((ace->flags & KS_ACE_CONTAINER_INHERIT) && !(ace->flags & KS_ACE_NO_PROPAGATE));
}

// Rights of one wanted entry that no entry of the list audits; `narrow`: those that are audited for
// other accounts only.
static u32 missing_of(const ks_ace *wanted, const ks_acl *sacl, u32 above, ks_object_type type,
                      u32 *narrow)
{
    static const u8 results[] = { KS_ACE_SUCCESS, KS_ACE_FAILURE };
    u32 missing = 0, mask = ks_access_map(wanted->mask, type);
    bool wants_children = (wanted->flags & KS_ACE_CONTAINER_INHERIT) != 0;
    for (size_t k = 0; k < countof(results); k++) {
        u32 covered = 0, other = 0;
        if (!(wanted->flags & results[k]))
            continue;
        for (size_t i = 0; i < sacl->count; i++) {
            const ks_ace *ace = &sacl->aces[i];
            if (ace->type != KS_ACE_AUDIT || !(ace->flags & results[k]) ||
                !concerns(ace, above, wants_children))
                continue;
            bool is_all = is_everyone(&ace->sid) ||
                          ks_span_equal(ks_sid_span(&ace->sid), ks_sid_span(&wanted->sid));
            *(is_all ? &covered : &other) |= ks_access_map(ace->mask, type);
        }
        missing |= mask & ~covered;
        *narrow |= mask & ~covered & other;
    }
    return missing;
}

static void put_accounts(ks_out *out, const ks_acl *sacl)
{
    size_t put = 0;
    for (size_t i = 0; i < sacl->count; i++) {
        if (!is_audit(&sacl->aces[i]) || is_everyone(&sacl->aces[i].sid))
            continue;
        if (put++)
            KS_PUT(out, ", ");
        ks_out_account(out, &sacl->aces[i].sid);
    }
}

static void judge(const sacl_want *want, const ks_acl *sacl, u32 above, ks_arena *arena,
                  ks_said *said)
{
    u32 narrow = 0;
    for (size_t i = 0; i < want->wanted->sacl.count; i++) {
        if (is_audit(&want->wanted->sacl.aces[i]))
            said->missing |=
                missing_of(&want->wanted->sacl.aces[i], sacl, above, want->type, &narrow);
    }
    for (size_t i = 0; i < sacl->count; i++) {
        const ks_ace *ace = &sacl->aces[i];
        said->has_audit = said->has_audit || is_audit(ace);
        if (is_audit(ace) && (ace->flags & KS_ACE_SUCCESS) && is_crowd(&ace->sid))
            said->flooding |= ks_access_map(ace->mask, want->type) & want->reading;
    }
    said->narrow = narrow;
    said->object = want->type;
    ks_out out;
    if (said->missing) {
        said->value = (ks_setting_value){ .kind = KS_VALUE_ABSENT };
        if (narrow && ks_out_open(&out, arena, sacl->count * 200)) {
            put_accounts(&out, sacl);
            said->note = ks_out_str(&out);
        }
        return;
    }
    ks_security_descriptor found = { .control = KS_SD_SACL_PRESENT, .sacl = *sacl };
    said->value = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = KS_STR("S:") };
    if (ks_out_open(&out, arena, sacl->count * 512 + 64)) {
        ks_out_sddl(&out, &found);
        said->value.text = ks_out_str(&out);
    }
}

// --- objects

// "HKLM\SOFTWARE\Microsoft" is root and key; false: a file or folder.
static bool split(ks_str object, ks_setting_root *root, ks_str *key)
{
    static const struct {
        ks_str front;
        ks_setting_root root;
    } fronts[] = {
        { KS_TEXT("HKLM\\SYSTEM\\"), KS_ROOT_SYSTEM },
        { KS_TEXT("HKLM\\SOFTWARE\\"), KS_ROOT_SOFTWARE },
        { KS_TEXT("HKCU\\"), KS_ROOT_USER },
        { KS_TEXT("HKLM\\SECURITY\\"), KS_ROOT_SECURITY },
        { KS_TEXT("HKLM\\SAM\\"), KS_ROOT_SAM },
    };
    for (size_t i = 0; i < countof(fronts); i++) {
        size_t size = fronts[i].front.size;
        if (object.size > size && ks_equal_fold((ks_str){ object.at, size }, fronts[i].front)) {
            *root = fronts[i].root;
            *key = ks_str_from(object, size);
            return true;
        }
    }
    return false;
}

// The key, or the nearest above it that is there.
static bool nearest_key(state_reading *r, const state_mount *mount, ks_str key, ks_reg_key *found,
                        u32 *above)
{
    for (*above = 0;; ++*above) {
        if (state_key(r->state, mount, key, r->state->arena, found))
            return true;
        while (key.size && key.at[key.size - 1] != '\\')
            key.size--;
        if (key.size == 0)
            return false;
        key.size--;
    }
}

static void say_key(state_reading *r, const sacl_want *want, const state_mount *mount, ks_str key)
{
    ks_reg_key found;
    ks_span bytes;
    ks_security_descriptor sd = { 0 };
    ks_fail fail;
    u32 above;
    if (!nearest_key(r, mount, key, &found, &above) ||
        !mount->registry->security(mount->registry, &found, r->state->arena, &bytes) ||
        !ks_security_descriptor_read(bytes, r->state->arena, &sd, &fail))
        return;
    if (above && !state_covers(mount, key, *r->state->arena))
        return;
    ks_said *said = state_say(r, mount->source);
    if (said == NULL)
        return;
    said->where = r->part->object;
    said->written_ticks = found.written_ticks;
    judge(want, &sd.sacl, above, r->state->arena, said);
}

static void say_sddl(state_reading *r, const sacl_want *want, u32 source, ks_str sddl, ks_str where)
{
    ks_security_descriptor sd;
    ks_sddl_problem problem;
    if (!ks_sddl_read(sddl, NULL, r->state->arena, &sd, &problem) ||
        !(sd.control & KS_SD_SACL_PRESENT))
        return;
    ks_said *said = state_say(r, source);
    if (said == NULL)
        return;
    said->where = where;
    judge(want, &sd.sacl, 0, r->state->arena, said);
}

// "MACHINE\Software\..." of a security template against "HKLM\SOFTWARE\...".
static bool is_same_object(ks_str line, ks_str object)
{
    static const ks_str machine = KS_TEXT("MACHINE\\"), local = KS_TEXT("HKLM\\");
    if (line.size > machine.size && object.size > local.size &&
        ks_equal_fold((ks_str){ line.at, machine.size }, machine) &&
        ks_equal_fold((ks_str){ object.at, local.size }, local))
        return ks_equal_fold((ks_str){ line.at + machine.size, line.size - machine.size },
                             (ks_str){ object.at + local.size, object.size - local.size });
    return ks_equal_fold(line, object);
}

// What policies set on the object, and what they audit everywhere.
static void say_files(state_reading *r, const sacl_want *want, bool is_key)
{
    const ks_state *s = r->state;
    for (size_t i = 0; i < s->templates.count; i++) {
        const state_template *t = &s->templates.items[i];
        for (size_t k = 0; k < t->count; k++) {
            const state_template_line *line = &t->lines[k];
            bool is_section = line->section == (is_key ? STATE_SECTION_KEY : STATE_SECTION_FILE);
            if (is_section && is_same_object(line->key, r->part->object))
                say_sddl(r, want, t->source, line->value, line->where);
        }
    }
    ks_str global = is_key ? KS_STR("RegistryGlobalSacl") : KS_STR("FileGlobalSacl");
    for (size_t i = 0; i < s->extras.count; i++) {
        if (ks_equal_fold(s->extras.items[i].name, global) && s->extras.items[i].value.size)
            say_sddl(r, want, s->extras.items[i].source, s->extras.items[i].value,
                     s->extras.items[i].where);
    }
}

static void read_keys(state_reading *r, const sacl_want *want, ks_setting_root root, ks_str key)
{
    const ks_state *s = r->state;
    bool is_said = false;
    for (size_t m = 0; m < s->mounts.count; m++) {
        const state_mount *mount = &s->mounts.items[m];
        if (mount->root != (u32)root || !state_is_in_force(s, mount->source))
            continue;
        say_key(r, want, mount, key);
        if (root != KS_ROOT_USER)
            continue;
        say_files(r, want, true);
        state_end_instance(r, mount->user, NULL);
        is_said = true;
    }
    if (is_said)
        return;
    say_files(r, want, true);
    state_end_instance(r, (ks_str){ 0 }, NULL);
}

void state_kind_audit_sacl(state_reading *r)
{
    ks_security_descriptor wanted;
    ks_sddl_problem problem;
    ks_setting_root root = KS_ROOT_SYSTEM;
    ks_str key = { 0 };
    if (!ks_sddl_read(r->part->detail, NULL, r->state->arena, &wanted, &problem))
        return;
    bool is_key = split(r->part->object, &root, &key);
    sacl_want want = { &wanted, is_key ? KS_OBJECT_KEY : KS_OBJECT_FOLDER,
                       is_key ? key_reading : file_reading };
    if (is_key && memchr(key.at, '*', key.size) == NULL) {
        read_keys(r, &want, root, key);
        return;
    }
    say_files(r, &want, is_key);
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
