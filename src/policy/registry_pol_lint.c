// What is wrong with the entries of a registry.pol whose form is sound: data against type, actions,
// order, values set twice, values that nobody will read.
#include "policy/registry_pol.h"

#include "base/fold.h"
#include "base/table.h"
#include "base/text.h"
#include "policy/known_value.h"
#include "policy/registry_pol_mistakes.h"
#include "policy/worded.h"

const ks_mistake_kind pol_kinds[POL_MISTAKE_COUNT] = { POL_MISTAKES_OF_FORM(KS_MISTAKE_ROW)
                                                           POL_MISTAKES_OF_DATA(KS_MISTAKE_ROW) };

typedef struct {
    const ks_pol *pol;
    ks_mistakes *mistakes;
    ks_arena *scratch;
    known_root root;
    ks_table values;  // folded key, NUL, folded name → value_entry
    u32 *value_entry; // the last entry that set it
    ks_table keys;    // folded key → key_entry
    u32 *key_entry;   // 1 + the last entry that set a value in it; 0: none
} linting;

static void say(linting *l, pol_mistake kind, size_t entry, u64 offset, ks_str second)
{
    ks_arena *arena = l->mistakes->arena;
    const ks_pol_entry *e = &l->pol->entries[entry];
    ks_str value = worded_join(arena, e->key, "!", e->name.size ? e->name : KS_STR("@"));
    ks_str word = worded_join(arena, worded_number(arena, entry + 1), " (", value);
    word = worded_join(arena, word, "", KS_STR(")"));
    ks_mistake_add(l->mistakes, &pol_kinds[kind], (ks_mistake_place){ .offset = offset }, word,
                   second);
}

static ks_str number(linting *l, u64 n) { return worded_number(l->mistakes->arena, n); }

static u16 unit_at(ks_span data, size_t index) { return ks_load16(data.at + index * 2); }

static void lint_text(linting *l, size_t i)
{
    const ks_pol_entry *e = &l->pol->entries[i];
    size_t units = e->data.size / 2;
    if (e->data.size % 2) {
        say(l, POL_ODD_SIZE, i, e->data_offset, number(l, e->data.size));
        return;
    }
    if (units == 0 || unit_at(e->data, units - 1) != 0) {
        say(l, POL_NO_NUL, i, e->data_offset, (ks_str){ 0 });
        return;
    }
    size_t length = ks_utf16_length((ks_utf16){ e->data.at, units });
    if (length + 1 < units)
        say(l, POL_INNER_NUL, i, e->data_offset + length * 2, (ks_str){ 0 });
}

static void lint_texts(linting *l, size_t i)
{
    const ks_pol_entry *e = &l->pol->entries[i];
    size_t units = e->data.size / 2;
    if (e->data.size % 2) {
        say(l, POL_ODD_SIZE, i, e->data_offset, number(l, e->data.size));
        return;
    }
    bool is_empty = units == 1 && unit_at(e->data, 0) == 0; // the empty list
    if (is_empty)
        return;
    if (units < 2 || unit_at(e->data, units - 1) != 0 || unit_at(e->data, units - 2) != 0) {
        say(l, POL_MULTI_END, i, e->data_offset, (ks_str){ 0 });
        return;
    }
    for (size_t u = 0; u + 2 < units; u++)
        if (unit_at(e->data, u) == 0 && (u == 0 || unit_at(e->data, u - 1) == 0)) {
            say(l, POL_MULTI_EMPTY, i, e->data_offset + u * 2, (ks_str){ 0 });
            return;
        }
}

static void lint_data(linting *l, size_t i)
{
    const ks_pol_entry *e = &l->pol->entries[i];
    switch (e->type) {
    case KS_REG_DWORD:
    case KS_REG_DWORD_BE:
    case KS_REG_QWORD:
        if (e->data.size != (e->type == KS_REG_QWORD ? 8 : 4))
            say(l, POL_NUMBER_SIZE, i, e->size_offset, number(l, e->data.size));
        break;
    case KS_REG_SZ:
    case KS_REG_EXPAND_SZ: lint_text(l, i); break;
    case KS_REG_MULTI_SZ: lint_texts(l, i); break;
    case KS_REG_BINARY: break;
    default:
        if (e->type != KS_REG_NONE || e->data.size)
            say(l, POL_TYPE, i, e->type_offset, number(l, e->type));
    }
}

static void lint_key(linting *l, size_t i)
{
    static const char *const roots[] = { "HKLM\\", "HKCU\\", "HKEY_", "MACHINE\\",
                                         "USER\\", "HKU\\",  "HKCR\\" };
    const ks_pol_entry *e = &l->pol->entries[i];
    for (size_t r = 0; r < countof(roots); r++)
        if (ks_begins_fold(e->key, ks_str_of(roots[r]))) {
            say(l, POL_KEY_ROOT, i, e->key_offset, ks_str_of(roots[r]));
            return;
        }
    bool is_bad = e->key.size == 0 || e->key.at[0] == '\\' || e->key.at[e->key.size - 1] == '\\';
    for (size_t at = 0; !is_bad && at + 1 < e->key.size; at++)
        is_bad = e->key.at[at] == '\\' && e->key.at[at + 1] == '\\';
    if (is_bad)
        say(l, POL_KEY_SLASH, i, e->key_offset, (ks_str){ 0 });
}

// "*del.X", "**delete.X": a mistyped action that would become a value.
static bool is_mistyped(ks_str name)
{
    static const char *const starts[] = { "*del.",      "*delval", "*deletekey",
                                          "*deleteval", "*soft.",  "*securekey" };
    for (size_t i = 0; i < countof(starts); i++)
        if (ks_begins_fold(name, ks_str_of(starts[i])))
            return true;
    return false;
}

static void lint_action(linting *l, size_t i, ks_pol_action action)
{
    const ks_pol_entry *e = &l->pol->entries[i];
    static const u8 blank[] = { ' ', 0, 0, 0 };
    bool is_number = action == KS_POL_SECURE_KEY;
    if (action == KS_POL_UNKNOWN || (action == KS_POL_SET && is_mistyped(e->name))) {
        say(l, POL_SPECIAL, i, e->name_offset, e->name);
        return;
    }
    if (action == KS_POL_SET || action == KS_POL_CREATE_KEY || action == KS_POL_SET_SOFT ||
        action == KS_POL_COMMENT)
        return;
    if (e->type != (is_number ? KS_REG_DWORD : KS_REG_SZ))
        say(l, POL_SPECIAL_TYPE, i, e->type_offset,
            known_type_word(is_number ? KS_REG_DWORD : KS_REG_SZ));
    else if ((action == KS_POL_DELETE_VALUE || action == KS_POL_DELETE_ALL) &&
             !ks_span_equal(e->data, (ks_span){ blank, sizeof blank }))
        say(l, POL_SPECIAL_DATA, i, e->data_offset, KS_STR("' ' (20 00 00 00)"));
}

// The text with its case folded, a NUL, the next one; in scratch.
static ks_span folded(linting *l, ks_str key, ks_str name)
{
    size_t most = key.size + name.size + 1;
    ks_out out;
    if (!ks_out_open(&out, l->scratch, most * 4))
        return (ks_span){ 0 };
    ks_str parts[] = { key, name };
    for (size_t p = 0; p < 2; p++) {
        for (size_t at = 0; at < parts[p].size;) {
            u32 character;
            u8 bytes[4];
            at += ks_utf8_read(parts[p], at, &character);
            ks_out_bytes(&out, bytes, ks_utf8_write(bytes, ks_fold_code(character)));
        }
        if (p == 0)
            ks_out_byte(&out, 0);
    }
    return (ks_span){ out.start, ks_out_size(&out) };
}

// Values that are set twice, and deletions that come too late.
static void lint_order(linting *l, size_t i, ks_pol_action action, ks_str name)
{
    const ks_pol_entry *e = &l->pol->entries[i];
    ks_span key = folded(l, e->key, (ks_str){ 0 });
    ks_span value = folded(l, e->key, name);
    u32 at_key = ks_table_add(&l->keys, l->scratch, key);
    if (at_key == ks_table_none)
        return;
    if (action == KS_POL_DELETE_ALL && l->key_entry[at_key])
        say(l, POL_DELVALS_AFTER, i, e->name_offset, number(l, l->key_entry[at_key]));
    if (action != KS_POL_SET && action != KS_POL_DELETE_VALUE)
        return;
    if (action == KS_POL_SET)
        l->key_entry[at_key] = (u32)i + 1;
    size_t count = l->values.count;
    u32 at_value = ks_table_add(&l->values, l->scratch, value);
    if (at_value == ks_table_none)
        return;
    if (at_value < count) {
        u32 other = l->value_entry[at_value];
        const ks_pol_entry *o = &l->pol->entries[other];
        bool is_same = o->type == e->type && ks_span_equal(o->data, e->data) &&
                       ks_equal_fold(o->name, e->name);
        say(l, is_same ? POL_REPEATED : POL_DUPLICATE, i, e->offset, number(l, other + 1u));
    }
    l->value_entry[at_value] = (u32)i;
}

static void lint_tattoo(linting *l, size_t i, ks_pol_action action)
{
    static const char *const roots[] = {
        "Software\\Policies\\*", "Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\*",
        "Software\\Policies", "Software\\Microsoft\\Windows\\CurrentVersion\\Policies"
    };
    const ks_pol_entry *e = &l->pol->entries[i];
    if (action != KS_POL_SET || (i && ks_equal_fold(l->pol->entries[i - 1].key, e->key)))
        return; // once a key
    for (size_t r = 0; r < countof(roots); r++)
        if (ks_glob_fold(ks_str_of(roots[r]), e->key))
            return;
    say(l, POL_TATTOO, i, e->key_offset, (ks_str){ 0 });
}

static void lint_entry(linting *l, size_t i)
{
    enum { name_most = 259 };
    const ks_pol_entry *e = &l->pol->entries[i];
    ks_str name;
    ks_pol_action action = ks_pol_action_of(e, &name);
    lint_key(l, i);
    lint_data(l, i);
    lint_action(l, i, action);
    lint_order(l, i, action, name);
    lint_tattoo(l, i, action);
    if ((e->size_offset - e->name_offset) / 2 > name_most + 5) // NUL, ;, type, ; stand between
        say(l, POL_NAME_LONG, i, e->name_offset, (ks_str){ 0 });
    if (action == KS_POL_SET || action == KS_POL_SET_SOFT)
        known_value_lint(&(known_value_set){ .root = l->root,
                                             .key = e->key,
                                             .name = name,
                                             .type = e->type,
                                             .data = e->data,
                                             .place = { .offset = e->type_offset } },
                         l->mistakes);
}

static known_root root_of(ks_str path)
{
    if (ks_glob_fold(KS_STR("*machine?registry.pol"), path))
        return KNOWN_MACHINE;
    return ks_glob_fold(KS_STR("*user?registry.pol"), path) ? KNOWN_USER : KNOWN_ANYWHERE;
}

void ks_pol_lint(ks_span bytes, ks_str path, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_arena scratch = ks_mistakes_scratch(arena);
    ks_pol pol;
    (void)ks_pol_read(bytes, arena, &pol, mistakes);
    linting l = { .pol = &pol, .mistakes = mistakes, .scratch = &scratch, .root = root_of(path) };
    if (pol.count) {
        l.value_entry = ks_take(&scratch, u32, pol.count);
        l.key_entry = ks_take(&scratch, u32, pol.count);
    }
    if (pol.count && (!l.value_entry || !l.key_entry)) {
        mistakes->is_cut = true;
        return;
    }
    for (size_t i = 0; i < pol.count; i++)
        lint_entry(&l, i);
}
