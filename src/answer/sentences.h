// Every sentence of this room, English and Japanese side by side. {0} ... {5}: arguments.
#pragma once
#include "message/phrase.h"

// clang-format off
#define ANSWER_SENTENCES(X) \
  X(STARTS, "{0} program {0?start|starts} recorded, none of them notable; the first {1}, the last {2}", \
    "プログラムの起動が {0} 件記録されています (最初 {1}、最後 {2})。注意を要するものはありません") \
  X(ENDS_ONLY, "{0} {0?program|programs} ran, known only by their ends", "{0} 件のプログラムが動作していました (終了の記録のみ)") \
  X(STARTS_NOTABLE, "{0} program {0?start|starts} recorded; {1} {1?finding tells|findings tell} of notable ones", \
    "プログラムの起動が {0} 件記録されています。注意を要するものについて所見が {1} 件あります") \
  X(NOT_FOUND, "not found, and it was being recorded from {0} to {1}", \
    "{0} から {1} まで記録されており、該当はありません") \
  X(PARTLY, "not found where it was recorded, {0} % of the powered-on time from {1} to {2}; otherwise {3}", \
    "{1} から {2} までの稼働時間のうち、記録のある {0} % では該当なし。残りは{3}") \
  X(PARTLY_SELECTIVE, "not found where it was recorded; from {0} to {1} only a selection of events was recorded", \
    "記録の範囲では該当なし。{0} から {1} までは一部のイベントのみが記録されています") \
  X(UNKNOWN, "unknown from {0} to {1}: {2}", "{0} から {1} までは不明: {2}") \
  X(NO_EVENTS, "unknown: the evidence holds no event of this host", "不明: このホストのイベントが証拠にありません") \
  X(HOSTS_OF, "so on {0} of {1} hosts", "{1} 台中 {0} 台のホストで同様") \
  X(RECORDED_PART, "{3}: {0} % of the powered-on time from {1} to {2} was recorded", \
    "{3}: {1} から {2} までの稼働時間のうち {0} % が記録されています") \
  X(NO_COMMANDS, "none of {0} process {0?start|starts} has its command line: it was not being recorded", \
    "プロセスの起動 {0} 件のいずれにもコマンド ラインがありません。記録する設定が無効でした") \
  X(SOME_COMMANDS, "{0} of {1} process starts have no command line", \
    "プロセスの起動 {1} 件のうち {0} 件にコマンド ラインがありません") \
  X(LOW_FINDINGS, "{0} {0?finding|findings} of lower weight {0?is|are} listed apart", "重要度の低い所見 {0} 件は別に示しています") \
  X(CLOCK_SMALL, "{0} clock {0?correction|corrections} of less than two minutes {0?was|were} left out", \
    "2 分未満の時刻補正 {0} 件は省いています") \
  X(CLOCK_OPEN, "a step of the clock was not taken back: the order of events around it is not certain", \
    "元に戻されていない時刻変更があるため、その前後のイベントの順序は確実ではありません") \
  X(CRASHES, "Windows stopped without a shutdown {0} {0?time|times}: the last minute before each may not have been written", \
    "Windows が {0} 回、正常に終了していません。それぞれの直前 1 分間は書き込まれていない可能性があります") \
  X(BY_RULES_ONLY, "answered by Sigma rules alone ({0} {0?finding|findings}): that nothing else was found says nothing", \
    "Sigma ルールのみによる回答です (所見 {0} 件)。ほかに見つからなかったことは、なかったことを意味しません") \
  X(RULE_LEADS, "{0} {0?finding of a Sigma rule bears|findings of Sigma rules bear} on this question; none of level high", \
    "この設問に関わる Sigma ルールの所見が {0} 件あります (レベル「高」以上はありません)") \
  X(HOSTS_SEEN, "hosts in the evidence: {0}", "証拠に含まれるホスト: {0}") \
  X(IS_OFF, "not recorded", "記録なし") \
  X(IS_ROLLED, "rolled over", "上書き済み") \
  X(IS_CLEARED, "cleared", "消去済み") \
  X(IS_NO_FILE, "not supplied", "証拠の提供なし") \
  X(IS_LOST, "lost", "記録の欠落") \
  X(IS_UNDECIDED, "cannot be told whether it was recorded", "記録の有無を判断不能") \
  X(SET_PROCESS_CREATION, "Audit Process Creation", "プロセス作成の監査") \
  X(SET_PROCESS_TERMINATION, "Audit Process Termination", "プロセス終了の監査") \
  X(SET_COMMAND_LINE, "Include command line in process creation events (ProcessCreationIncludeCmdLine_Enabled)", \
    "プロセス作成イベントにコマンド ラインを含める (ProcessCreationIncludeCmdLine_Enabled)") \
  X(SET_SYSMON, "Sysmon installed", "Sysmon の導入") \
  X(SET_SECURITY_SIZE, "Size of the Security log", "Security ログの最大サイズ") \
  X(SET_SYSTEM_SIZE, "Size of the System log", "System ログの最大サイズ")
// clang-format on

typedef enum {
#define X(name, en, ja) SAY_##name,
    ANSWER_SENTENCES(X)
#undef X
        SAY_COUNT
} answer_sentence;
extern const ks_phrase_text answer_sentences[SAY_COUNT];

#define SAYS(name) (&answer_sentences[SAY_##name])
