// registry.pol: what is read is written again byte for byte, and what is made is read back.
#include "policy/registry_pol.h"

#include "base/os.h"
#include "policy/gpo_files.h"
#include "policy/kept.h"
#include "policy/planted.h"

static bool same_entry(const ks_pol_entry *a, const ks_pol_entry *b)
{
    return ks_str_equal(a->key, b->key) && ks_str_equal(a->name, b->name) && a->type == b->type &&
           ks_span_equal(a->data, b->data);
}

static ks_span written(const ks_pol *pol, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, ks_pol_write_size(pol)))
        return (ks_span){ 0 };
    ks_pol_write(&out, pol);
    return (ks_span){ out.start, ks_out_size(&out) };
}

// Letters of one, two, three and four bytes, the delimiters among them; never empty.
static ks_str random_text(u64 *state, ks_arena *arena)
{
    static const char *const letters[] = {
        "a", "Z", ";", "]", "[", "\\", " ", "é", "監", "𠮷", "*"
    };
    ks_out out;
    u32 count = 1 + linted_random(state) % 12;
    if (!ks_out_open(&out, arena, 64))
        return (ks_str){ 0 };
    for (u32 i = 0; i < count; i++)
        ks_out_put(&out, ks_str_of(letters[linted_random(state) % countof(letters)]));
    return ks_out_str(&out);
}

// Data that is what its type says.
static ks_span typed_data(u32 type, u64 *state, ks_arena *arena)
{
    switch (type) {
    case KS_REG_SZ:
    case KS_REG_EXPAND_SZ: return ks_pol_text_data(random_text(state, arena), arena);
    case KS_REG_MULTI_SZ: {
        static const char texts[] = "a\0b\0"; // ends with one more NUL
        return ks_pol_text_data((ks_str){ texts, sizeof texts - 1 }, arena);
    }
    case KS_REG_DWORD: return ks_pol_number_data(linted_random(state), arena);
    case KS_REG_BINARY: return (ks_span){ (const u8 *)"]\0;\0[\0", linted_random(state) % 7 };
    default: return (ks_span){ 0 };
    }
}

static ks_pol random_pol(u64 *state, bool is_typed, ks_arena *arena)
{
    static const u32 types[] = { 0, 1, 2, 3, 4, 7, 11, 99 };
    ks_pol pol = { .count = linted_random(state) % 20 };
    pol.entries = ks_take(arena, ks_pol_entry, pol.count + 1);
    for (size_t i = 0; pol.entries && i < pol.count; i++) {
        size_t size = linted_random(state) % 40;
        u8 *data = ks_take(arena, u8, size + 1);
        for (size_t at = 0; data && at < size; at++)
            data[at] = (u8)linted_random(state);
        pol.entries[i] = (ks_pol_entry){ .key = random_text(state, arena),
                                         .name = random_text(state, arena),
                                         .type = types[linted_random(state) % countof(types)],
                                         .data = { data, size } };
        ks_pol_entry *entry = &pol.entries[i];
        if (is_typed) {
            entry->type = 1 + linted_random(state) % 4;
            entry->type += entry->type == 4 ? linted_random(state) % 2 * 3 : 0;
            entry->data = typed_data(entry->type, state, arena);
        }
    }
    return pol;
}

static void check_law(ks_arena arena)
{
    u64 state = 7;
    bool is_same = true, are_bytes = true;
    for (int round = 0; round < 500; round++) {
        ks_arena own = arena;
        ks_pol pol = random_pol(&state, round < 100, &own), again;
        ks_mistakes mistakes = { .arena = &own };
        ks_span bytes = written(&pol, &own);
        if (round < 100)
            keep_file(
                worded_join(&own, KS_STR("random/"), "",
                            worded_join(&own, worded_number(&own, (u64)round), ".", KS_STR("pol"))),
                bytes, own);
        bool is_read = ks_pol_read(bytes, &own, &again, &mistakes) && pol.count == again.count;
        for (size_t i = 0; is_read && i < pol.count; i++)
            is_read = same_entry(&pol.entries[i], &again.entries[i]);
        is_same &= is_read;
        are_bytes &= is_read && ks_span_equal(bytes, written(&again, &own));
    }
    check("any entries are read back as they were written", is_same);
    check("and written again as the same bytes", are_bytes);
}

static void check_actions(ks_arena arena)
{
    static const struct {
        const char *name, *rest;
        ks_pol_action action;
    } rows[] = {
        { "**del.V", "V", KS_POL_DELETE_VALUE },
        { "**DEL.a;b", "a;b", KS_POL_DELETE_VALUE },
        { "**DelVals.", "", KS_POL_DELETE_ALL },
        { "**delvals", "", KS_POL_DELETE_ALL },
        { "**DeleteKeys", "", KS_POL_DELETE_KEYS },
        { "**DeleteValues", "", KS_POL_DELETE_VALUES },
        { "**soft.V", "V", KS_POL_SET_SOFT },
        { "**SecureKey", "", KS_POL_SECURE_KEY },
        { "**deleteV", "**deleteV", KS_POL_UNKNOWN },
        { "V", "V", KS_POL_SET },
    };
    bool are_right = true;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_pol_entry entry = { .name = ks_str_of(rows[i].name), .type = KS_REG_SZ };
        ks_str name;
        bool is_right = ks_pol_action_of(&entry, &name) == rows[i].action &&
                        ks_str_equal(name, ks_str_of(rows[i].rest));
        if (!is_right)
            remark("%s", rows[i].name);
        are_right &= is_right;
    }
    check("each action is known by its name, case aside", are_right);
    ks_pol_entry empty = { .type = KS_REG_NONE };
    ks_str name;
    check("an entry without type, name and data makes the key only",
          ks_pol_action_of(&empty, &name) == KS_POL_CREATE_KEY);
    ks_pol_entry deletion;
    static const u8 blank[] = { ' ', 0, 0, 0 };
    check("a deletion is written as Windows writes it",
          ks_pol_delete_entry(KS_STR("K"), KS_STR("V"), &arena, &deletion) &&
              ks_str_equal(deletion.name, KS_STR("**del.V")) && deletion.type == KS_REG_SZ &&
              ks_span_equal(deletion.data, (ks_span){ blank, sizeof blank }));
}

static void check_corpus(ks_arena arena)
{
    ks_gpo_files files;
    ks_fail fail;
    size_t count = 0, same = 0;
    char path[4096];
    if (!corpus())
        return;
    ks_out out = { .at = (u8 *)path, .start = (u8 *)path, .end = (u8 *)path + sizeof path - 1 };
    ks_out_put(&out, ks_str_of(corpus()));
    KS_PUT(&out, "/policy/gpo");
    *out.at = 0;
    if (!ks_gpo_files_read(path, &arena, &files, &fail))
        return;
    for (size_t i = 0; i < files.count; i++) {
        ks_arena own = arena;
        ks_mistakes mistakes = { .arena = &own };
        ks_pol pol;
        if (!ks_pol_is(files.files[i].bytes))
            continue;
        count++;
        same += ks_pol_read(files.files[i].bytes, &own, &pol, &mistakes) &&
                ks_span_equal(files.files[i].bytes, written(&pol, &own));
    }
    corpus_cases(count);
    check("every registry.pol of the corpus is written again byte for byte",
          count > 10 && same == count);
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", (size_t)512 << 20))
        return 1;
    check_law(arena);
    check_actions(arena);
    check_corpus(arena);
    ks_arena_close(&arena);
    return checked();
}
