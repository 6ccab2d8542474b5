// A plan of changes: what a profile asks of a Windows, minus what is so already. Each change is one
// part of a setting at one place: what is there before, what it becomes, and why.
//
//     ks_plan_request request = { .profile = &profile, .windows = windows, .before = before };
//     ks_change_plan plan;
//     if (!ks_change_plan_make(&request, &arena, &plan, &fail))
//         return false;
//     for (size_t i = 0; i < plan.count; i++) {
//         if (plan.items[i].outcome == KS_PLAN_CHANGE) ...
//     }
//
// Nothing is left out in silence: what does not become a change is in the list as well, with the
// reason. Same request, same list: the order is that of the catalogue's ids, parts and places.
//
// Lifetime: texts and bytes live in the arena, in the catalogue, or where `before` found them.
#pragma once
#include "catalogue/profile.h"

// Why a part that the profile asks for is in the plan, or is not: name, word, English, Japanese.
// clang-format off
#define KS_PLAN_OUTCOMES(X) \
    X(CHANGE, "change", "is changed", "変更します") \
    X(MET, "met", "is so already", "既に満たしています") \
    X(ROLE, "role", "does not belong on this role", "この役割のコンピューターには適用しません") \
    X(WINDOWS, "windows", "this Windows does not have it", "この Windows にはない設定です") \
    X(UNCONFIRMED, "unconfirmed", "rests on no primary source: only with --unconfirmed", "一次情報で確認できていません (--unconfirmed を付けたときだけ適用します)") \
    X(NO_VALUE, "no-value", "needs a value that only you can choose", "値は環境に合わせて決める必要があります") \
    X(EACH, "each", "is there for each user or subkey, which no policy can name: the PowerShell script sets it", "ユーザーごと、またはサブキーごとの設定です。ポリシーでは指定できないため、PowerShell スクリプトで設定します") \
    X(BY_HAND, "by-hand", "has to be done by hand", "手作業で行う必要があります")
typedef enum {
#define X(name, word, en, ja) KS_PLAN_##name,
    KS_PLAN_OUTCOMES(X)
#undef X
        KS_PLAN_OUTCOME_COUNT
} ks_plan_outcome;
// clang-format on

// What lies at one place of a part, or (no places) what the part is.
typedef enum { KS_BEFORE_UNKNOWN, KS_BEFORE_ABSENT, KS_BEFORE_PRESENT } ks_before_kind;
typedef struct {
    ks_before_kind kind;
    // Of a registry value that is there. A list policy (place `*`) is a REG_MULTI_SZ of its items.
    u32 type;
    ks_span data;
    ks_setting_value value; // of a part without places
} ks_before;

// One of the keys that a place with `*` stands for.
typedef struct {
    ks_str key; // empty: it cannot be written in a file
    ks_setting_value value;
    bool is_whole; // who tells of it knows all of them
} ks_before_key;

// Who knows the state before; `look` NULL: nobody. `place` is an index of part->places, 0 for a
// part without places. In a part without a type, the place names one value: `*` is no list there.
// `judged` is what is in force as an audit judges it; NULL: what lies at the places tells.
typedef struct {
    ks_before (*look)(const void *context, const ks_setting_part *part, u32 place);
    const void *context;
    ks_setting_value (*judged)(const void *context, const ks_setting_part *part);
    // The n-th key that the part's place stands for. False: no more, or none is known.
    bool (*each)(const void *context, const ks_setting_part *part, size_t n, ks_before_key *key);
} ks_plan_before;

typedef struct {
    const ks_profile *profile;
    const ks_profile *fallback; // what is asked of a setting that another one needs; may be NULL
    ks_windows windows;
    const ks_str *only; // ids, with * and ?; none: all
    size_t only_count;
    ks_plan_before before;
    bool takes_unconfirmed;
    bool is_audit_only; // where Windows can watch before it blocks, watch
} ks_plan_request;

typedef struct {
    const ks_setting *setting;
    const ks_setting_part *part;
    const ks_want *want;
    ks_plan_outcome outcome;
    const ks_setting_place *place; // that is written; NULL: the part has none
    ks_before before;              // there
    ks_setting_value was;          // in force before, in the part's terms
    ks_setting_value becomes;
    const ks_setting *needed_by; // NULL: the profile asks for it
    bool is_watching;            // the value only watches; the profile asks to block
    const ks_str *keys;          // of EACH: the machine's keys whose value is to change
    size_t key_count;            // 0: it is not known which there are, or they are too many
} ks_change;

typedef struct {
    ks_change *items;
    size_t count;
    size_t change_count; // outcome CHANGE
    // Settings of the plan that do nothing without others, for which neither profile has a want.
    const ks_setting **unmet; // pairs: who needs, what
    size_t unmet_count;       // pairs
    ks_plan_before before;    // of the request: who knows what lies at values that changes make
} ks_change_plan;

// KS_OVER_BUDGET.
KS_MUST bool ks_change_plan_make(const ks_plan_request *request, ks_arena *arena,
                                 ks_change_plan *plan, ks_fail *fail);

ks_str ks_plan_outcome_word(ks_plan_outcome outcome);
ks_str ks_plan_outcome_text(ks_plan_outcome outcome, ks_lang lang);
// A value as the catalogue writes it: "both", "1", "absent", "unknown"; items of a list by "; ".
void ks_plan_value_print(ks_out *out, ks_setting_type type, ks_setting_value value);
