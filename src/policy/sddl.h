// Security descriptors as text, as Windows writes them:
// "O:BAG:SYD:PAI(A;OICI;FA;;;SY)S:(AU;SAFA;KA;;;WD)" (MS-DTYP 2.5.1). The binary form is
// security_descriptor.h.
//
//     ks_sddl_problem problem;
//     if (!ks_sddl_read(text, NULL, &arena, &sd, &problem))
//         ... ks_sddl_problem_say(&out, &problem, lang) tells what is wrong at problem.column
//
// Reading is strict: each token counts by the field where it stands, and the first mistake refuses
// the text. Capital and small letters are the same, as for Windows. What reading accepts, printing
// writes in one canonical form: read(print(sd)) equals sd, except for object ACEs without GUIDs.
//
// Caveat: letters such as DA stand for a SID of a domain. Without that domain (NULL, or an empty
// SID in ks_sid_domains) such a text is refused as KS_SDDL_NO_DOMAIN.
#pragma once
#include "message/phrase.h"
#include "policy/security_descriptor.h"

// X(name, id, level, English, Japanese, remedy in English, in Japanese); {0}: the text at fault.
// clang-format off
#define KS_SDDL_PROBLEMS(X) \
    X(NO_SECTION, "sddl-section", ERROR, "'{0}' is no part of a security descriptor: O:, G:, D: or S: expected", \
      "'{0}' はセキュリティ記述子の要素ではありません (O:、G:、D:、S: のいずれか)", \
      "begin each part with its letter and a colon, as in D:(A;;FA;;;SY)", "D:(A;;FA;;;SY) のように、各部分を文字とコロンで始めてください") \
    X(SECTION_TWICE, "sddl-section-twice", ERROR, "'{0}' occurs twice", "'{0}' が 2 回あります", \
      "keep one of the two", "どちらか一方だけにしてください") \
    X(BAD_SID, "sddl-sid", ERROR, "'{0}' is no account: two letters of SDDL or S-1-... expected", \
      "'{0}' はアカウントを表していません (SDDL の 2 文字、または S-1-... の形)", \
      "write BA, SY, WD or another known pair, or the SID in full", "BA、SY、WD などの既知の 2 文字か、SID 全体を書いてください") \
    X(NO_DOMAIN, "sddl-domain", ERROR, "'{0}' stands for an account of a domain, and the domain is not known here", \
      "'{0}' はドメインのアカウントを表しますが、ここではドメインが分かりません", \
      "write the account's SID in full", "アカウントの SID 全体を書いてください") \
    X(NOT_CLOSED, "sddl-parenthesis", ERROR, "the parenthesis is not closed", "かっこが閉じられていません", \
      "end the entry with ')'", "エントリの末尾に ')' を書いてください") \
    X(FIELD_COUNT, "sddl-fields", ERROR, "the entry has {0} fields instead of 6", "エントリのフィールドが {0} 個です (6 個のはずです)", \
      "write (type;flags;rights;object;inherited object;account)", \
      "(種類;フラグ;アクセス権;オブジェクト;継承オブジェクト;アカウント) の形で書いてください") \
    X(BAD_TYPE, "sddl-type", ERROR, "'{0}' is no type of entry", "'{0}' はエントリの種類ではありません", \
      "use A (allow), D (deny), AU (audit), or another of SDDL's types", "A (許可)、D (拒否)、AU (監査) など、SDDL の種類を使ってください") \
    X(BAD_FLAGS, "sddl-flags", ERROR, "'{0}' is no flag of an entry", "'{0}' はエントリのフラグではありません", \
      "use OI, CI, NP, IO, ID, SA, FA", "OI、CI、NP、IO、ID、SA、FA を使ってください") \
    X(BAD_RIGHTS, "sddl-rights", ERROR, "'{0}' is no right", "'{0}' はアクセス権ではありません", \
      "write pairs of letters such as FA, KR, SDRC, or a number such as 0x1200a9", "FA、KR、SDRC などの 2 文字の組か、0x1200a9 のような数を書いてください") \
    X(BAD_GUID, "sddl-guid", ERROR, "'{0}' is no GUID", "'{0}' は GUID ではありません", \
      "write it like bf967aba-0de6-11d0-a285-00aa003049e2", "bf967aba-0de6-11d0-a285-00aa003049e2 のように書いてください") \
    X(GUID_UNUSED, "sddl-guid-unused", ERROR, "an entry of this type has no object GUID", "この種類のエントリにオブジェクトの GUID は指定できません", \
      "use OA, OD or OU, or leave the field empty", "OA、OD、OU を使うか、フィールドを空にしてください") \
    X(BAD_CONDITION, "sddl-condition", ERROR, "'{0}' is no condition", "'{0}' は条件式として正しくありません", \
      "write it like (@User.Title==\"PM\") or (Member_of{SID(BA)})", "(@User.Title==\"PM\") や (Member_of{SID(BA)}) のように書いてください") \
    X(DATA_UNUSED, "sddl-data-unused", ERROR, "an entry of this type has no condition", "この種類のエントリに条件は指定できません", \
      "use XA, XD, ZA, XU or RA, or leave the field out", "XA、XD、ZA、XU、RA を使うか、フィールドを省いてください") \
    X(TOO_MANY, "sddl-too-many", ERROR, "more entries than a list can hold", "エントリが多すぎて、リストに収まりません", \
      "use groups instead of single accounts", "個々のアカウントの代わりにグループを使ってください") \
    X(OVER_BUDGET, "sddl-memory", ERROR, "the memory for security descriptors is spent", "セキュリティ記述子用のメモリを使い切りました", \
      "give fewer files at a time", "一度に指定するファイルを減らしてください")
typedef enum {
#define X(name, id, level, en, ja, remedy_en, remedy_ja) KS_SDDL_##name,
    KS_SDDL_PROBLEMS(X)
#undef X
        KS_SDDL_PROBLEM_COUNT
} ks_sddl_problem_kind;
// clang-format on

typedef struct {
    ks_sddl_problem_kind kind;
    size_t column; // in characters, from 1
    ks_str text;   // {0}; points into the text that was read, or into the arena
} ks_sddl_problem;

KS_MUST bool ks_sddl_read(ks_str text, const ks_sid_domains *domains, ks_arena *arena,
                          ks_security_descriptor *sd, ks_sddl_problem *problem);
void ks_sddl_problem_say(ks_out *out, const ks_sddl_problem *problem, ks_lang lang);
void ks_sddl_problem_remedy(ks_out *out, const ks_sddl_problem *problem, ks_lang lang);

// The whole descriptor; ACEs of unknown types as (type number;flags;#bytes), which no reader takes.
void ks_out_sddl(ks_out *out, const ks_security_descriptor *sd);
// One ACE, with its parentheses; and a mask as rights of the type ("KA", "CCDCSD", "0x1200a9").
void ks_out_sddl_ace(ks_out *out, const ks_ace *ace);
void ks_out_sddl_rights(ks_out *out, u32 mask, u8 ace_type);
// Rights as in the third field of an ACE; false: they are none.
KS_MUST bool ks_sddl_rights_read(ks_str text, u32 *mask);
