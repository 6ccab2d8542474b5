// What can be wrong with rules and settings of Windows Firewall (MS-GPFAS 2.2.2.19; the ADMX of the
// old policy; a real store of 1363 rules).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define FIREWALL_MISTAKES_OF_FORM(X) \
  X(NO_VERSION, "firewall-version", ERROR, "the rule does not begin with a version", "規則の先頭にバージョンがありません", \
    "write v2.10| in front, or the version that the newest field wants", "先頭に v2.10| (または使用する最も新しいフィールドに必要なバージョン) を書いてください") \
  X(NO_END, "firewall-end", ERROR, "the last field does not end with '|'", "最後のフィールドが '|' で終わっていません", \
    "add it", "追加してください") \
  X(NO_EQUAL, "firewall-field", ERROR, "a field without '='", "'=' のないフィールドがあります", \
    "write name=value; a value cannot hold '|'", "「名前=値」の形式で書いてください。値に '|' は使えません") \
  X(UNKNOWN, "firewall-unknown", ERROR, "there is no field '{0}'; the nearest is '{1}'", "フィールド '{0}' はありません。最も近いのは '{1}' です", \
    "correct it: the service ignores the whole rule", "修正してください。このままでは規則全体が無視されます") \
  X(TWICE, "firewall-twice", ERROR, "the field '{0}' can stand only once", "フィールド '{0}' は 1 回しか書けません", \
    "remove one of the two", "どちらか一方を取り除いてください") \
  X(VALUE, "firewall-value", ERROR, "'{1}' cannot be '{0}'", "'{1}' に '{0}' は指定できません", \
    "correct it", "修正してください") \
  X(PORT_PROTOCOL, "firewall-port-protocol", ERROR, "'{0}' needs Protocol 6 or 17", "'{0}' には Protocol 6 または 17 が必要です", \
    "write Protocol=6| (TCP) or Protocol=17| (UDP) before it", "その前に Protocol=6| (TCP) または Protocol=17| (UDP) を書いてください") \
  X(ICMP_PROTOCOL, "firewall-icmp-protocol", ERROR, "'{0}' needs Protocol {1}", "'{0}' には Protocol {1} が必要です", \
    "write Protocol={1}| before it", "その前に Protocol={1}| を書いてください") \
  X(LATER, "firewall-later", WARNING, "'{0}' came with version {1}, which is newer than the rule's", "'{0}' はバージョン {1} で追加されたもので、規則のバージョンより新しいものです", \
    "raise the version in front to v{1}", "先頭のバージョンを v{1} に上げてください") \
  X(NO_ACTION, "firewall-no-action", ERROR, "the rule has no {0}", "規則に {0} がありません", \
    "add it", "追加してください")

#define FIREWALL_MISTAKES_OF_MEANING(X) \
  X(INACTIVE, "firewall-inactive", WARNING, "without Active=TRUE the rule is disabled", "Active=TRUE がないため、規則は無効です", \
    "add Active=TRUE|", "Active=TRUE| を追加してください") \
  X(OPEN, "firewall-open", WARNING, "everything may come in from everywhere, in public networks too", "パブリック ネットワークを含め、あらゆる場所からすべての受信が許可されます", \
    "name a program, a port, addresses or a profile", "プログラム、ポート、アドレス、プロファイルのいずれかを指定してください") \
  X(WRITABLE, "firewall-writable", WARNING, "users can put another program at '{0}', which the rule then allows", "'{0}' にはユーザーが別のプログラムを置くことができ、規則はそれも許可します", \
    "install the program where users cannot write", "ユーザーが書き込めない場所にプログラムをインストールしてください") \
  X(NO_TWIN, "firewall-syswow64", WARNING, "'{0}' is blocked, its twin in {1} is not", "'{0}' はブロックされていますが、{1} の同じプログラムはブロックされていません", \
    "add a rule for the other folder", "もう一方のフォルダーの規則も追加してください") \
  X(PROFILE_OFF, "firewall-off", WARNING, "EnableFirewall is 0 in {0}: no rule is in force there", "{0} の EnableFirewall が 0 です。規則は適用されません", \
    "write 1", "1 にしてください") \
  X(INBOUND_OPEN, "firewall-inbound", WARNING, "DefaultInboundAction is 0 in {0}: what no rule blocks comes in", "{0} の DefaultInboundAction が 0 です。ブロックされていない受信はすべて許可されます", \
    "write 1", "1 にしてください") \
  X(LOG_SIZE, "firewall-log-size", WARNING, "the log of {0} holds {1} KB: less than 16384 is soon written over, more than 32767 is not taken", \
    "{0} のログは {1} KB です。16384 未満ではすぐに上書きされ、32767 を超える値は使えません", \
    "write 16384 to 32767", "16384 から 32767 の値にしてください") \
  X(LOG_OFF, "firewall-log-off", NOTE, "dropped packets are not logged in {0}", "{0} では破棄されたパケットが記録されません", \
    "write LogDroppedPackets 1", "LogDroppedPackets を 1 にしてください") \
  X(LOG_FOLDER, "firewall-log-path", WARNING, "'{0}' is written only if NT SERVICE\\mpssvc may write to its folder", "'{0}' のフォルダーに NT SERVICE\\mpssvc の書き込み権限がないと記録されません", \
    "leave the log in %systemroot%\\system32\\LogFiles\\Firewall", "ログは %systemroot%\\system32\\LogFiles\\Firewall に置いてください") \
  X(NO_LOCAL, "firewall-local-merge", WARNING, "AllowLocalPolicyMerge is 0 in {0}: rules that programs made for themselves do not count", \
    "{0} の AllowLocalPolicyMerge が 0 です。プログラムが自分で作成した規則は適用されません", \
    "check that the policy allows all that is needed", "必要なものがポリシーで許可されているか確認してください") \
  X(SETTING, "firewall-setting", ERROR, "'{0}' has a type or value that it cannot have", "'{0}' の種類または値が正しくありません", \
    "see docs/formats/policy-xml.md", "docs/formats/policy-xml.md を参照してください") \
  X(NO_LOG_IGNORED, "firewall-log-ignored", ERROR, "LogIgnoredRules must not stand under StandardProfile", "LogIgnoredRules を StandardProfile の下に置くことはできません", \
    "remove it", "取り除いてください")

#define FIREWALL_MISTAKES(X) FIREWALL_MISTAKES_OF_FORM(X) FIREWALL_MISTAKES_OF_MEANING(X)
// clang-format on
typedef enum {
#define X(name, ...) FIREWALL_##name,
    FIREWALL_MISTAKES(X)
#undef X
        FIREWALL_MISTAKE_COUNT
} firewall_mistake;
extern const ks_mistake_kind firewall_kinds[FIREWALL_MISTAKE_COUNT];
