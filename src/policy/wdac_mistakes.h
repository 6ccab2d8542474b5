// What can be wrong with an App Control policy (real policies; option names as ConfigCI writes
// them).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define WDAC_MISTAKES(X) \
  X(ROOT, "wdac-root", ERROR, "the root element is '{0}' of namespace '{1}'", "ルート要素が名前空間 '{1}' の '{0}' です", \
    "write <SiPolicy xmlns=\"urn:schemas-microsoft-com:sipolicy\">", "<SiPolicy xmlns=\"urn:schemas-microsoft-com:sipolicy\"> と書いてください") \
  X(ELEMENT, "wdac-element", ERROR, "there is no '{0}' here; the nearest is '{1}'", "この位置に '{0}' はありません。最も近いのは '{1}' です", \
    "correct or remove it", "修正するか取り除いてください") \
  X(TYPE, "wdac-type", ERROR, "PolicyType cannot be '{0}'", "PolicyType に '{0}' は指定できません", \
    "write Base Policy or Supplemental Policy", "Base Policy または Supplemental Policy と書いてください") \
  X(OPTION, "wdac-option", ERROR, "there is no option '{0}'; the nearest is '{1}'", "オプション '{0}' はありません。最も近いのは '{1}' です", \
    "correct it", "修正してください") \
  X(MISSING, "wdac-missing", ERROR, "'{0}' is missing", "'{0}' がありません", \
    "add it", "追加してください") \
  X(VERSION, "wdac-version", ERROR, "'{0}' is no version", "'{0}' はバージョンではありません", \
    "write a.b.c.d", "a.b.c.d の形式で書いてください") \
  X(HASH, "wdac-hash", ERROR, "'{0}' is no hash of SHA1, SHA256 or SHA384", "'{0}' は SHA1、SHA256、SHA384 のいずれのハッシュでもありません", \
    "write 40, 64 or 96 hexadecimal digits", "16 進 40、64、96 桁のいずれかで書いてください") \
  X(SAME_ID, "wdac-same-id", ERROR, "the ID '{0}' is there twice", "ID '{0}' が重複しています", \
    "give each an ID of its own", "それぞれに別の ID を付けてください") \
  X(REFERENCE, "wdac-reference", ERROR, "'{0}' is nowhere in the policy", "'{0}' はポリシーのどこにもありません", \
    "correct the reference, or add what it names", "参照を修正するか、参照先を追加してください") \
  X(UNUSED, "wdac-unused", WARNING, "nothing refers to '{0}': it has no effect", "'{0}' はどこからも参照されておらず、効果がありません", \
    "refer to it in a signing scenario, or remove it", "署名シナリオから参照するか、取り除いてください") \
  X(BASE_ID, "wdac-base-id", WARNING, "PolicyID and BasePolicyID of a base policy differ", "基本ポリシーの PolicyID と BasePolicyID が異なります", \
    "write the same GUID in both, or make it a supplemental policy", "同じ GUID を書くか、補足ポリシーにしてください") \
  X(SUPPLEMENTAL_ID, "wdac-supplemental-id", WARNING, "a supplemental policy supplements itself: PolicyID and BasePolicyID are the same", "補足ポリシーの PolicyID と BasePolicyID が同じです", \
    "write the ID of the base policy as BasePolicyID", "BasePolicyID に基本ポリシーの ID を書いてください") \
  X(ENFORCED, "wdac-enforced", NOTE, "the base policy is enforced at once: there is no Enabled:Audit Mode", "Enabled:Audit Mode がないため、基本ポリシーは直ちに強制されます", \
    "run it in audit first, and read the events 3076", "まず監査モードで運用し、イベント 3076 を確認してください") \
  X(ALLOWS_ALL, "wdac-allows-all", NOTE, "every file is allowed that no rule denies", "拒否されていないすべてのファイルが許可されます", \
    "nothing, if it is a list of what is denied", "拒否リストとして使う場合、対処は不要です") \
  X(NO_SCRIPTS, "wdac-scripts", NOTE, "scripts are not judged: Disabled:Script Enforcement", "Disabled:Script Enforcement のため、スクリプトは評価されません", \
    "remove the option if scripts should be", "スクリプトも評価する場合はこのオプションを取り除いてください")
// clang-format on
typedef enum {
#define X(name, ...) WDAC_##name,
    WDAC_MISTAKES(X)
#undef X
        WDAC_MISTAKE_COUNT
} wdac_mistake;
extern const ks_mistake_kind wdac_kinds[WDAC_MISTAKE_COUNT];
