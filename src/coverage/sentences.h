// Every sentence of this room, English and Japanese side by side. {0} ... {5}: arguments.
#pragma once
#include "message/phrase.h"

// clang-format off
#define COVERAGE_SENTENCES(X) \
  X(W_4688, "Security 4688, process creation", "Security 4688 プロセス作成") \
  X(W_SYSMON_1, "Sysmon 1, process creation", "Sysmon 1 プロセス作成") \
  X(W_SECURITY, "Security log: cleared, audit policy, service (1102, 4719, 1100, 4616)", \
    "Security ログ: 消去、監査ポリシー、サービス (1102、4719、1100、4616)") \
  X(W_SYSTEM, "System log: cleared, services, clock (104, 7036, 7040, Kernel-General 1)", \
    "System ログ: 消去、サービス、時刻 (104、7036、7040、Kernel-General 1)") \
  X(W_DEFENDER, "Microsoft Defender: protection turned off, settings (5001, 5007)", \
    "Microsoft Defender: 保護の無効化、設定 (5001、5007)") \
  X(W_SYSMON_STATE, "Sysmon: stopped, configuration (4, 16, 255)", "Sysmon: 停止、構成 (4、16、255)") \
  \
  X(NO_FILE, "the {0} log of this host was not supplied: fetch {1}", \
    "このホストの {0} ログが提供されていません。{1} を取得してください") \
  X(FILTERED, "{0}: a filtered export; what is not in it may have been left out", \
    "{0}: フィルターされたエクスポートです。含まれないイベントは除外された可能性があります") \
  X(NO_IDS, "{0}: an export without record ids; what it left out cannot be told", \
    "{0}: レコード ID のないエクスポートです。除外されたイベントの有無は判断できません") \
  X(CLEARED, "the {1} log of {2} was cleared (record #{0})", "{2} の {1} ログが消去されました (レコード #{0})") \
  X(REPLACED, "the {0} log of {1} begins anew with record 1, though other logs of the host reach back further: it was probably replaced", \
    "ほかのログはさらに過去まで残っているのに、{1} の {0} ログはレコード 1 から始まります。差し替えられた可能性があります") \
  X(BEGINS, "the {0} log of {1} begins here with record 1: the machine or the log did not exist before, or was not turned on", \
    "{1} の {0} ログはここからレコード 1 で始まります。それ以前は PC またはログが存在しないか、無効でした") \
  X(ROLLED, "older records of the {1} log of {2} were overwritten; it begins with record #{0}", \
    "{2} の {1} ログの古いレコードは上書きされています (先頭はレコード #{0})") \
  X(BETWEEN, "records #{0} to #{1} of the {2} log of {3} are in none of the copies that were supplied", \
    "{3} の {2} ログのレコード #{0} から #{1} は、提供されたどのコピーにもありません") \
  X(GAP, "records #{0} to #{1} are missing from the {2} log of {3}", "レコード #{0} から #{1} が {3} の {2} ログから失われています") \
  X(DROPPED, "the event log dropped events (1101)", "イベント ログがイベントを破棄しました (1101)") \
  X(DISCARDED, "the audit queue overflowed (4612)", "監査キューがあふれました (4612)") \
  X(FAILED, "an event of this kind could not be recorded (1108)", "この種類のイベントを記録できませんでした (1108)") \
  X(FULL, "the log was full, and must not overwrite (1104)", "ログがいっぱいで、上書きが禁止されていました (1104)") \
  X(OUTAGE, "the event log service was stopped", "イベント ログ サービスが停止していました") \
  X(ARCHIVED, "older records were archived: fetch {0}", "古いレコードはアーカイブされています。{0} を取得してください") \
  X(SILENT_HOST, "no log of this host has a record for more than a day, though Windows was running", \
    "Windows の稼働中に、このホストのどのログにも 1 日以上レコードがありません") \
  X(ENDS, "the {0} log of {1} ends earlier than others of this host", "{1} の {0} ログはホストのほかのログより早く終わっています") \
  X(TURNED_OFF, "auditing was turned off (4719)", "監査が無効にされました (4719)") \
  X(WAS_OFF, "auditing was off until it was turned on (4719)", "有効化 (4719) されるまで監査は無効でした") \
  X(SILENT, "somebody worked at this host, but no process start was recorded: auditing was off", \
    "対話的な操作があったのにプロセスの起動が記録されていないため、監査は無効でした") \
  X(UNPROVEN, "no record proves that it was turned on or off", "有効だったか無効だったかを示すレコードがありません") \
  X(SYSMON_NEW, "Sysmon was installed only then", "Sysmon はこの時点で導入されました") \
  X(SYSMON_DOWN, "Sysmon was stopped", "Sysmon が停止していました") \
  X(SYSMON_UNPROVEN, "no record proves that Sysmon recorded process starts then", \
    "この期間に Sysmon がプロセスの起動を記録していたことを示すレコードがありません")
// clang-format on

typedef enum {
#define X(name, en, ja) SAY_##name,
    COVERAGE_SENTENCES(X)
#undef X
        SAY_COUNT
} coverage_sentence;
extern const ks_phrase_text coverage_sentences[SAY_COUNT];

#define SAYS(name) (&coverage_sentences[SAY_##name])
