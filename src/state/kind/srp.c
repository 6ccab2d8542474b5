// Kind srp: a path rule of software restriction policies, by what it says: the level is a key below
// CodeIdentifiers, the path a value of one of its rules.
#include "base/fold.h"
#include "base/text.h"
#include "state/state_own.h"

static const char rules_key[] = "Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\";

static bool take_hex(ks_str text, size_t *at, u32 *code)
{
    size_t digits = 0;
    for (*code = 0; *at < text.size && digits < 6; ++*at, digits++) {
        char c = text.at[*at];
        bool is_digit = c >= '0' && c <= '9', is_letter = c >= 'A' && c <= 'F';
        if (!is_digit && !is_letter)
            break;
        *code = *code << 4 | (u32)(is_digit ? c - '0' : c - 'A' + 10);
    }
    return digits >= 4;
}

// The catalogue writes characters that nobody sees as U+202E, several as U+2066-2069: the n-th.
// False: there is no n-th.
static bool pattern_of(ks_str object, u32 n, ks_arena *arena, ks_str *pattern)
{
    ks_out out;
    u32 most = 1;
    if (!ks_out_open(&out, arena, object.size * 4 + 4))
        return false;
    for (size_t i = 0; i < object.size;) {
        size_t at = i + 2;
        u32 first, last;
        bool is_code =
            i + 2 < object.size && !memcmp(object.at + i, "U+", 2) && take_hex(object, &at, &first);
        if (!is_code) {
            ks_out_byte(&out, object.at[i++]);
            continue;
        }
        last = first;
        if (at < object.size && object.at[at] == '-') {
            at++;
            if (!take_hex(object, &at, &last) || last < first)
                return false;
        }
        most = last - first + 1;
        u8 bytes[4];
        ks_out_bytes(&out, bytes, ks_utf8_write(bytes, first + (n < most ? n : 0)));
        i = at;
    }
    *pattern = ks_out_str(&out);
    return n < most;
}

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
        for (u32 n = 0; pattern_of(r->part->object, n, s->arena, &pattern); n++) {
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
