// What can be wrong with Defender's policy (Microsoft's policy reference; real .reg files).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define ASR_MISTAKES(X) \
  X(UNKNOWN_RULE, "asr-unknown", WARNING, "there is no attack surface reduction rule {0}", "攻撃面の減少 (ASR) の規則 {0} はありません", \
    "correct the GUID", "GUID を修正してください") \
  X(BRACES, "asr-braces", WARNING, "the GUID {0} stands in braces, which Defender does not take", "GUID {0} が中かっこで囲まれています。Defender は認識しません", \
    "write it without braces", "中かっこなしで書いてください") \
  X(MODE, "asr-mode", ERROR, "'{0}' is no mode of rule {1}", "'{0}' は規則 {1} のモードではありません", \
    "write 0 (off), 1 (block), 2 (audit) or 6 (warn)", "0 (無効)、1 (ブロック)、2 (監査)、6 (警告) のいずれかを書いてください") \
  X(TYPE, "asr-type", WARNING, "the mode of rule {0} is no text (REG_SZ), as policy writes it", "規則 {0} のモードが、ポリシーの書き込む文字列 (REG_SZ) ではありません", \
    "write it as REG_SZ", "REG_SZ で書いてください") \
  X(NO_SWITCH, "asr-no-switch", WARNING, "rules are set, but ExploitGuard_ASR_Rules is not 1: none of them counts", "規則が設定されていますが ExploitGuard_ASR_Rules が 1 ではないため、どれも有効になりません", \
    "write ASR\\ExploitGuard_ASR_Rules = 1", "ASR\\ExploitGuard_ASR_Rules を 1 にしてください") \
  X(AUDITS, "asr-audit", NOTE, "rule {0} only watches", "規則 {0} は監査のみです", \
    "write 1 once the audit has shown what it would stop", "監査で影響を確認した後、1 にしてください") \
  X(BROAD, "asr-exclusion", WARNING, "the exclusion '{0}' leaves out far too much", "除外 '{0}' は範囲が広すぎます", \
    "exclude single programs, by their whole path", "プログラム単位で、完全パスで除外してください") \
  X(WRITABLE, "asr-exclusion-writable", WARNING, "the exclusion '{0}' is where users can write", "除外 '{0}' はユーザーが書き込める場所です", \
    "exclude by a path that users cannot write to", "ユーザーが書き込めないパスで除外してください") \
  X(SETTING, "defender-setting", ERROR, "'{0}' has a type or value that it cannot have", "'{0}' の種類または値が正しくありません", \
    "see docs/formats/policy-xml.md", "docs/formats/policy-xml.md を参照してください") \
  X(PROTECTION_OFF, "defender-off", WARNING, "'{0}' turns protection off", "'{0}' により保護が無効になります", \
    "remove it, or write 0", "取り除くか、0 にしてください") \
  X(NO_APPLICATIONS, "asr-folders", NOTE, "controlled folder access blocks, and no program is allowed: test it in audit first", "フォルダー アクセスの制御が有効で、許可されたアプリがありません。まず監査で確認してください", \
    "write 2 (audit) first, then allow what is needed", "まず 2 (監査) とし、必要なアプリを許可してください")
// clang-format on
typedef enum {
#define X(name, ...) ASR_##name,
    ASR_MISTAKES(X)
#undef X
        ASR_MISTAKE_COUNT
} asr_mistake;
extern const ks_mistake_kind asr_kinds[ASR_MISTAKE_COUNT];
