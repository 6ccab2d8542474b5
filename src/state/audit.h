// What a profile asks against what is: for each setting met, not met, configured but dead, or not
// known, and why.
//
//     ks_audit_result audit;
//     if (!ks_audit_state(state, &profile, &(ks_audit_how){ 0 }, &arena, &audit))
//         return false; // past the budget
//     for (size_t i = 0; i < audit.setting_count; i++)
//         audit.settings[i].verdict ...
//
// A setting is as well off as its worst part; a part, as its worst instance. "Not known" is never
// "not met". A setting that would be met and is dead by one of the catalogue's checks
// (dead.yaml) is dead.
#pragma once
#include "catalogue/profile.h"
#include "state/state.h"

// The worst first.
// clang-format off
#define KS_MEETINGS(X)                                            \
    X(NOT, "not-met", "not met", "不適合")                          \
    X(DEAD, "dead", "dead", "機能せず")                             \
    X(UNKNOWN, "unknown", "not known", "不明")                      \
    X(MET, "met", "met", "適合")

// Why something is not known.
#define KS_DOUBTS(X)                                                                                      \
    X(NONE, "", "", "")                                                                                   \
    X(NO_SOURCE, "no-source", "no source tells of it", "情報源がありません")                                \
    X(UNSEEN, "unseen", "a place that counts more was not seen", "優先される場所を確認できません")            \
    X(DAMAGED, "damaged", "the hive is damaged: it may have been there", "ハイブの破損により、なかったとは言えません") \
    X(VERSION, "version", "nothing is written, and what that means depends on the version of Windows, which is not known", "値がなく、その場合の動作は Windows のバージョンにより異なりますが、バージョンが不明です") \
    X(AMBIGUOUS, "ambiguous", "the value can be read in two ways", "値を 2 通りに解釈できます") \
    X(PARTLY_SHOWN, "partly-shown", "events show a part of it only", "イベントから分かるのは一部だけです")
// clang-format on
typedef enum {
#define X(name, word, en, ja) KS_MEETING_##name,
    KS_MEETINGS(X)
#undef X
        KS_MEETING_COUNT
} ks_meeting;

typedef enum {
#define X(name, word, en, ja) KS_DOUBT_##name,
    KS_DOUBTS(X)
#undef X
        KS_DOUBT_COUNT
} ks_doubt;

ks_str ks_meeting_word(ks_meeting meeting);
ks_str ks_meeting_text(ks_meeting meeting, ks_lang lang);
ks_str ks_doubt_word(ks_doubt doubt);
ks_str ks_doubt_text(ks_doubt doubt, ks_lang lang);

typedef struct {
    const ks_setting_part *part;
    const ks_want *want;
    const ks_instance *instance;
    ks_meeting verdict;
    ks_doubt doubt; // of UNKNOWN
} ks_audit_part;

typedef struct {
    const ks_setting *setting;
    const ks_audit_part *parts; // that are asked: one for each instance
    size_t part_count;
    ks_meeting verdict;
    u32 dead; // checks that say so: bits 1 << ks_dead_id
} ks_audit_setting_result;

typedef struct {
    const ks_state *state;
    const ks_profile *profile;
    ks_windows windows; // what was asked for
    bool is_role_given, is_role_guessed;
    const ks_audit_setting_result *settings; // in the catalogue's order
    size_t setting_count;
    size_t counts[KS_MEETING_COUNT];
    size_t left_out; // settings that this Windows does not have, or this role does not want
    u32 dead;        // all checks that hold of the machine, whatever was asked
} ks_audit_result;

typedef struct {
    bool has_role;
    ks_role role; // instead of the machine's own
    bool with_unconfirmed;
} ks_audit_how;

KS_MUST bool ks_audit_state(const ks_state *state, const ks_profile *profile,
                            const ks_audit_how *how, ks_arena *arena, ks_audit_result *result);

// Whether a check of the catalogue holds: of one setting, or (NULL) of the machine as a whole.
typedef enum { KS_DEAD_NO, KS_DEAD_YES, KS_DEAD_OPEN } ks_dead_answer;
ks_dead_answer ks_state_is_dead(const ks_state *state, ks_dead_id check, const ks_setting *setting);
