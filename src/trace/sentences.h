// Every sentence of this room, English and Japanese side by side. {0} ... {5}: arguments.
#pragma once
#include "message/phrase.h"

// clang-format off
#define TRACE_SENTENCES(X) \
  X(TITLE_NOTABLE, "Notable program start", "注意を要するプログラムの起動") \
  X(TITLE_LOG_TOOL, "Tool used against logs or defences", "ログや防御機能に対するツールの使用") \
  X(TITLE_CLEARED, "Event log cleared", "イベント ログの消去") \
  X(TITLE_MISSING, "Records missing from a log", "ログのレコードの欠番") \
  X(TITLE_HIDDEN, "Hidden or altered records", "隠された、または改変されたレコード") \
  X(TITLE_DIFFER, "Records that contradict each other", "互いに矛盾するレコード") \
  X(TITLE_LOST, "Events lost while recording", "記録中に失われたイベント") \
  X(TITLE_LOG_SERVICE, "Event log service stopped", "イベント ログ サービスの停止") \
  X(TITLE_GUARD_SERVICE, "Security service stopped or reconfigured", "セキュリティ サービスの停止または構成変更") \
  X(TITLE_AUDIT_POLICY, "Audit policy weakened", "監査ポリシーの緩和") \
  X(TITLE_CLOCK, "Clock changed", "システム時刻の変更") \
  X(TITLE_SYSMON, "Sysmon stopped or reconfigured", "Sysmon の停止または構成変更") \
  X(TITLE_DEFENDER, "Microsoft Defender weakened", "Microsoft Defender の保護の弱体化") \
  \
  X(NOBODY, "an account that is not told", "不明なアカウント") \
  X(SOME_LOG, "an untold", "不明な") \
  X(CLEARED, "{0} log of {1} cleared by {2}; up to {3} earlier {3?record is|records are} gone", \
    "{1} の {0} ログが {2} により消去されました。それ以前の最大 {3} 件のレコードが失われています") \
  X(CLEARED_NO_COUNT, "{0} log of {1} cleared by {2}", "{1} の {0} ログが {2} により消去されました") \
  X(CLEARED_COPY, "{0} log of {1} cleared by {2}; a copy was saved to {3}", \
    "{1} の {0} ログが {2} により消去されました。コピーが {3} に保存されています") \
  X(CLEARED_SETUP, "{0} log of {1} cleared by {2} while Windows was set up, before anybody logged on", \
    "{1} の {0} ログは、最初のログオンより前の Windows セットアップ中に {2} により消去されました") \
  X(MISSING, "{0} log of {1}: {2} {2?record|records} between #{3} and #{4} {2?is|are} missing", \
    "{1} の {0} ログ: #{3} と #{4} の間の {2} 件のレコードがありません") \
  X(MISSING_MANY, "{0} log of {1}: {2} records are missing in {3} further {3?place|places}", \
    "{1} の {0} ログ: ほかに {3} か所で計 {2} 件のレコードがありません") \
  X(HIDDEN, "{0}: {1} {1?record is|records are} hidden inside others that were enlarged, the first of them record {2} inside {3}", \
    "{0}: {1} 件のレコードが、サイズを広げられた別のレコードの中に隠されています (最初は {3} の中の {2})") \
  X(CHECKSUM, "{0}: in {1} {1?chunk|chunks} the records do not fit their checksum: changed after writing, or damaged", \
    "{0}: {1} 個のチャンクでレコードがチェックサムと一致しません。書き込み後の改変、または破損です") \
  X(DIFFER, "{0} log of {1}: record #{2} exists twice with one time and different content", \
    "{1} の {0} ログ: 同じ時刻のレコード #{2} が異なる内容で 2 つ存在します") \
  X(DROPPED, "{0}: the event log dropped Security events {1} {1?time|times}", \
    "{0}: イベント ログがセキュリティ イベントを {1} 回破棄しました") \
  X(DISCARDED, "{0}: the audit queue overflowed; {1} audit {1?event was|events were} discarded", \
    "{0}: 監査キューがあふれ、{1} 件の監査イベントが破棄されました") \
  X(FULL, "{0}: the Security log was full, and nothing more was recorded", \
    "{0}: Security ログがいっぱいになり、以後は記録されませんでした") \
  X(FAILED, "{0}: {1} {1?event|events} with id {2} could not be recorded", \
    "{0}: イベント ID {2} のイベント {1} 件を記録できませんでした") \
  X(LOG_STOPPED, "{0}: the event log service was stopped while Windows ran, for {1}", \
    "{0}: Windows の稼働中にイベント ログ サービスが {1} 停止していました") \
  X(LOG_STOPPED_OPEN, "{0}: the event log service was stopped while Windows ran", \
    "{0}: Windows の稼働中にイベント ログ サービスが停止しました") \
  X(LOG_RESTARTED, "{0}: the event log service started anew without a boot of Windows", \
    "{0}: Windows の起動なしにイベント ログ サービスが再開しました") \
  X(SERVICE_STOPPED, "{0}: service {1} stopped while Windows ran", \
    "{0}: Windows の稼働中にサービス {1} が停止しました") \
  X(SERVICE_TYPE, "{0}: start type of service {1} changed from '{2}' to '{3}'", \
    "{0}: サービス {1} のスタートアップの種類が「{2}」から「{3}」に変更されました") \
  X(AUDIT_OFF, "{0}: {1} turned off auditing of {2} ({3})", \
    "{0}: {1} が {2} の監査を無効にしました ({3})") \
  X(AUDIT_OFF_MANY, "{0}: {1} turned off auditing in {2} subcategories, {3} among them", \
    "{0}: {1} が {3} など {2} 個のサブカテゴリの監査を無効にしました") \
  X(AUDIT_USER, "{0}: {1} changed the audit policy of one account for {2}", \
    "{0}: {1} が {2} のユーザー別監査ポリシーを変更しました") \
  X(AUDIT_CRASH, "{0}: CrashOnAuditFail set to {1}", "{0}: CrashOnAuditFail が {1} に設定されました") \
  X(AUDIT_SACL, "{0}: {1} removed audit entries from {2}", \
    "{0}: {1} が {2} の監査エントリ (SACL) を削除しました") \
  X(SUCCESS, "success", "成功") \
  X(FAILURE, "failure", "失敗") \
  X(SUCCESS_FAILURE, "success and failure", "成功と失敗") \
  X(CLOCK_BACK, "{0}: clock set back by {1}, from {2} to {3}, by {4}", \
    "{0}: {4} により時刻が {1} 戻されました ({2} から {3})") \
  X(CLOCK_FORWARD, "{0}: clock set forward by {1}, from {2} to {3}, by {4}", \
    "{0}: {4} により時刻が {1} 進められました ({2} から {3})") \
  X(CLOCK_MANY, "{0}: clock set {1} times by the system or its services, at most by {2} ({3})", \
    "{0}: システムまたはサービスにより時刻が {1} 回変更されました (最大 {2}、{3})") \
  X(UNTOLD_PROCESS, "a program that is not told", "不明なプログラム") \
  X(SYSMON_STOPPED, "{0}: Sysmon stopped", "{0}: Sysmon が停止しました") \
  X(SYSMON_ERROR, "{0}: Sysmon reported {1} {1?error|errors}: {2}", "{0}: Sysmon が {1} 件のエラーを報告しました: {2}") \
  X(SYSMON_CONFIG, "{0}: Sysmon's configuration was replaced: {1}", "{0}: Sysmon の構成が置き換えられました: {1}") \
  X(DEFENDER_OFF, "{0}: Defender's real-time protection was turned off", "{0}: Defender のリアルタイム保護が無効になりました") \
  X(DEFENDER_SPYWARE_OFF, "{0}: Defender's scan for spyware was turned off", "{0}: Defender のスパイウェア スキャンが無効になりました") \
  X(DEFENDER_VIRUS_OFF, "{0}: Defender's scan for viruses was turned off", "{0}: Defender のウイルス スキャンが無効になりました") \
  X(DEFENDER_FEATURE, "{0}: configuration of Defender's real-time protection changed: {1}", "{0}: Defender のリアルタイム保護の構成が変更されました: {1}") \
  X(DEFENDER_EXCLUSION, "{0}: exclusion added to Defender: {1}", "{0}: Defender に除外が追加されました: {1}") \
  X(DEFENDER_SETTING, "{0}: Defender's setting changed: {1}", "{0}: Defender の設定が変更されました: {1}") \
  X(LOG_TOOL, "{0} ran a command against logs or defences: {1}", "{0} がログまたは防御機能に対するコマンドを実行しました: {1}") \
  \
  X(NOTABLE, "{0} started by {1}: {2}", "{1} が {0} を起動しました: {2}") \
  X(NOTABLE_2, "{0} started by {1}: {2}; {3}", "{1} が {0} を起動しました: {2}、{3}") \
  X(NOTABLE_3, "{0} started by {1}: {2}; {3}; {4}", "{1} が {0} を起動しました: {2}、{3}、{4}") \
  X(NOTABLE_MORE, "{0} started by {1}: {2}; and {5} more like it", \
    "{1} が {0} を起動しました: {2} (ほかに同様の起動 {5} 件)") \
  X(NOTABLE_2_MORE, "{0} started by {1}: {2}; {3}; and {5} more like it", \
    "{1} が {0} を起動しました: {2}、{3} (ほかに同様の起動 {5} 件)") \
  X(NOTABLE_3_MORE, "{0} started by {1}: {2}; {3}; {4}; and {5} more like it", \
    "{1} が {0} を起動しました: {2}、{3}、{4} (ほかに同様の起動 {5} 件)") \
  X(WHY_DOUBLE, "its name ends like a document but is a program", "文書に見せかけた二重拡張子") \
  X(WHY_PADDED, "spaces hide its real extension", "空白で本当の拡張子を隠した名前") \
  X(WHY_RLO, "its name is turned around by a direction mark", "文字の並びを反転させる制御文字 (RLO) を含む名前") \
  X(WHY_ATTACHMENT, "from a mail attachment's folder", "メールの添付ファイル用フォルダーから") \
  X(WHY_ARCHIVE, "straight out of an archive", "圧縮ファイルから直接") \
  X(WHY_DOWNLOAD, "from the download folder", "ダウンロード フォルダーから") \
  X(WHY_TEMP, "from a temporary folder", "一時フォルダーから") \
  X(WHY_ODD_FOLDER, "from a folder that any user can write to", "一般ユーザーが書き込めるフォルダーから") \
  X(WHY_RECYCLER, "from the recycle bin", "ごみ箱から") \
  X(WHY_OFFICE, "started by an Office, mail or reader program", "Office、メール ソフト、閲覧ソフトからの起動") \
  X(WHY_BROWSER, "a shell started by a browser", "ブラウザーからのシェル起動") \
  X(WHY_SERVER, "a shell started by a server process", "サーバー プロセスからのシェル起動") \
  X(WHY_REMOTE, "started from another computer through WMI, WinRM or a service tool", "WMI、WinRM、サービス ツールによりリモートから起動") \
  X(WHY_ENCODED, "PowerShell with an encoded command", "エンコードされた PowerShell コマンド") \
  X(WHY_CRADLE, "downloads and runs code", "コードのダウンロードと実行") \
  X(WHY_HIDDEN, "with a hidden window", "非表示ウィンドウ") \
  X(WHY_MASQUERADE, "named like a part of Windows, but elsewhere", "Windows の構成要素と同名だが場所が異なる") \
  X(WHY_RENAMED, "a known tool under another name", "名前を変えた既知のツール") \
  X(WHY_PROXY, "a Windows program made to run other code", "Windows 標準プログラムによる別コードの実行") \
  X(WHY_CREDENTIALS, "takes credentials out of Windows", "Windows からの資格情報の取り出し") \
  X(WHY_TOOL, "known attack tool by name or arguments", "名前または引数が既知の攻撃ツール") \
  X(WHY_SHADOWS, "deletes backups or shadow copies", "バックアップやシャドウ コピーの削除") \
  X(RULE_HIT, "rule \"{0}\" matched {1}", "ルール「{0}」に一致: {1}") \
  X(RULE_HITS, "rule \"{0}\" matched {2} {2?event|events}, the first {1}", \
    "ルール「{0}」に {2} 件のイベントが一致 (最初のもの: {1})") \
  X(RULE_HITS_MORE, "rule \"{0}\" matched {2} events and more ({3} were only counted), the first {1}", \
    "ルール「{0}」に {2} 件以上のイベントが一致 (ほか {3} 件は件数のみ、最初のもの: {1})") \
  X(RULE_RESULT, "correlation \"{0}\" matched {2} {2?event|events}, the first at {3}; {1}", \
    "相関ルール「{0}」に {2} 件のイベントが一致 (最初は {3}): {1}") \
  X(WHY_DISCOVERY, "asks about accounts and network", "アカウントやネットワークの調査")
// clang-format on

typedef enum {
#define X(name, en, ja) SAY_##name,
    TRACE_SENTENCES(X)
#undef X
        SAY_COUNT
} trace_sentence;
extern const ks_phrase_text trace_sentences[SAY_COUNT];

#define SAYS(name) (&trace_sentences[SAY_##name])
