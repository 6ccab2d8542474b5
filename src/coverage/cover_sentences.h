// What is said of rules' verdicts, English and Japanese side by side. {0}: the detail of the
// verdict (a setting's id, a channel, a filter).
#pragma once
#include "coverage/rule_cover.h"
#include "message/phrase.h"

// clang-format off
#define KS_COVER_TEXTS(X) \
  X(NOT_LOGGED, "not from Windows event logs", "Windows イベント ログの対象外") \
  X(ELSEWHERE, "written by another Windows", "他の Windows が記録") \
  X(BLIND, "blind", "検知できない") \
  X(UNKNOWN, "not known", "不明") \
  X(PARTLY, "in part", "一部検知できる") \
  X(COULD, "could fire", "検知できる")

#define KS_COVER_REASON_TEXTS(X) \
  X(NONE, "recorded", "記録されます") \
  X(SETTING, "a setting is missing", "設定が不足しています") \
  X(FIELDS, "fields that the rule asks for are not recorded", "ルールが参照するフィールドが記録されません") \
  X(EVENTS, "only some of its events are recorded", "対象イベントの一部だけが記録されます") \
  X(SUSPICIOUS, "only script blocks that look suspicious are recorded ({0})", "疑わしいスクリプト ブロックだけが記録されます ({0})") \
  X(OBJECTS, "only objects with audit entries are recorded", "監査エントリのあるオブジェクトだけが記録されます") \
  X(REMOTE, "only access over the network is recorded", "ネットワーク経由のアクセスだけが記録されます") \
  X(REMOVABLE, "only removable drives are recorded", "リムーバブル ドライブだけが記録されます") \
  X(SYSMON_EXCLUDES, "Sysmon may drop it: {0}", "Sysmon が除外することがあります: {0}") \
  X(SYSMON_INCLUDES, "Sysmon logs it only in part: {0}", "Sysmon は一部だけを記録します: {0}") \
  X(SYSMON_DROPS, "Sysmon's configuration logs none of it: {0}", "Sysmon の構成では記録されません: {0}") \
  X(SYSMON_OPEN, "depends on Sysmon's configuration, which is not known", "Sysmon の構成が不明なため、構成によります") \
  X(SYSMON_HASH, "Sysmon does not compute that hash (HashAlgorithms)", "Sysmon がそのハッシュを計算しません (HashAlgorithms)") \
  X(CHANNEL, "nothing is known of the channel {0}", "チャネル {0} についての情報がありません") \
  X(EVENT_ID, "nothing is known of what writes the event", "このイベントを記録する設定についての情報がありません") \
  X(VALUE, "the value of {0} is not known", "{0} の値が不明です") \
  X(ROLE, "another role of Windows writes it", "他の役割の Windows が記録します") \
  X(BUILD, "this Windows does not have {0}", "この Windows に {0} はありません") \
  X(MEMBERS, "as the rules that it correlates", "相関の対象ルールによります") \
  X(NOT_LOGGED, "no event log carries it", "イベント ログには記録されません") \
  X(NOT_WINDOWS, "for another product than Windows", "Windows 以外の製品用です") \
  X(SOURCE, "its log source is not one of Windows event logs", "ログ ソースが Windows イベント ログではありません")
// clang-format on

extern const ks_phrase_text ks_cover_texts[KS_COVER_COUNT];
// The reason of a verdict as a sentence; its detail lives in `out`'s memory of whoever prints.
ks_phrase ks_cover_reason_phrase(const ks_rule_cover *cover, ks_str detail);
// What {0} of the reason is: the filter as it stands in the configuration, or the detail.
void ks_cover_put_detail(ks_out *out, const ks_rule_cover *cover);
