#include "policy/known_value.h"

#include "base/fold.h"
#include "policy/known_value_table.h"
#include "policy/registry_pol.h"
#include "policy/worded.h"

const ks_mistake_kind known_kinds[KNOWN_MISTAKE_COUNT] = { KNOWN_MISTAKES(KS_MISTAKE_ROW) };

typedef struct {
    known_root root;
    const char *key, *name;
    u32 type, least, most;
} known;

static const known values[] = {
#define X(root, key, name, type, least, most) \
    { KNOWN_##root, key, name, KS_REG_##type, least, most },
    KNOWN_VALUES(X)
#undef X
};

ks_str known_type_word(u32 type)
{
    static const char *const words[] = {
        [KS_REG_NONE] = "REG_NONE",           [KS_REG_SZ] = "REG_SZ",
        [KS_REG_EXPAND_SZ] = "REG_EXPAND_SZ", [KS_REG_BINARY] = "REG_BINARY",
        [KS_REG_DWORD] = "REG_DWORD",         [KS_REG_DWORD_BE] = "REG_DWORD_BIG_ENDIAN",
        [KS_REG_LINK] = "REG_LINK",           [KS_REG_MULTI_SZ] = "REG_MULTI_SZ",
        [KS_REG_QWORD] = "REG_QWORD",
    };
    return ks_str_of(type < countof(words) ? words[type] : NULL);
}

bool known_key_fits(const char *pattern, ks_str key)
{
    return ks_glob_fold(ks_str_of(pattern), key);
}

static ks_str word_of(ks_mistakes *to, const known_value_set *value)
{
    ks_str name = value->name.size ? value->name : KS_STR("@");
    return worded_join(to->arena, value->key, "\\", name);
}

static void say(ks_mistakes *to, known_mistake kind, const known_value_set *value, ks_str second)
{
    ks_mistake_add(to, &known_kinds[kind], value->place, word_of(to, value), second);
}

// Sizes of event logs: kilobytes in the policy, bytes where the log itself keeps them.
static bool lint_log_size(const known_value_set *value, ks_mistakes *to)
{
    enum { log_kb_most = 4194240, log_bytes_least = 1048576, block = 65536 };
    static const char *const in_bytes[] = { KNOWN_SVC "EventLog\\*",
                                            KNOWN_CV "WINEVT\\Channels\\*" };
    if (!ks_equal_fold(value->name, KS_STR("MaxSize")) || value->type != KS_REG_DWORD ||
        value->data.size != 4)
        return false;
    u32 number = ks_load32(value->data.at);
    ks_str said = worded_number(to->arena, number);
    if (known_key_fits(KNOWN_P "Windows\\EventLog\\*", value->key) && number > log_kb_most) {
        say(to, KNOWN_BYTES_FOR_KB, value, said);
        return true;
    }
    for (size_t i = 0; i < countof(in_bytes); i++) {
        if (!known_key_fits(in_bytes[i], value->key))
            continue;
        if (number < log_bytes_least)
            say(to, KNOWN_KB_FOR_BYTES, value, said);
        else if (number % block)
            say(to, KNOWN_BLOCKS, value, said);
        return true;
    }
    return false;
}

void known_value_lint(const known_value_set *value, ks_mistakes *mistakes)
{
    ks_mistakes *to = mistakes;
    if (lint_log_size(value, to))
        return;
    for (size_t i = 0; i < countof(values); i++) {
        const known *k = &values[i];
        if (!ks_glob_fold(ks_str_of(k->name), value->name) || !known_key_fits(k->key, value->key))
            continue;
        if (k->root != KNOWN_ANYWHERE && value->root != KNOWN_ANYWHERE && k->root != value->root)
            say(to, KNOWN_ROOT, value,
                k->root == KNOWN_MACHINE ? KS_STR("HKEY_LOCAL_MACHINE")
                                         : KS_STR("HKEY_CURRENT_USER"));
        bool is_text = value->type == KS_REG_EXPAND_SZ && k->type == KS_REG_SZ;
        if (value->type != k->type && !is_text) {
            say(to, KNOWN_TYPE, value, known_type_word(k->type));
        } else if (k->type == KS_REG_DWORD && value->data.size == 4) {
            u32 number = ks_load32(value->data.at);
            if (number < k->least || number > k->most)
                say(to, KNOWN_RANGE, value,
                    worded_join(to->arena, worded_number(to->arena, k->least), " - ",
                                worded_number(to->arena, k->most)));
        }
        return;
    }
}
