// Sentences that are no failures. X(name, English, Japanese); holes: {0} … {3} numbers as they
// are, {0,} with thousands separators, {0b} a size, {0x} hexadecimal, {0s} an "s" unless the number
// is 1, {0d} a span of time in ticks, {text} {text2}.
#pragma once

// clang-format off
#define KS_NOTES(X) \
    X(UNKNOWN_COMMAND, "unknown command '{text}'", "コマンド '{text}' はありません") \
    X(UNKNOWN_OPTION, "unknown option '{text}'", "オプション '{text}' はありません") \
    X(NEAREST, "; nearest: '{text}{text2}'", "。最も近いもの: '{text}{text2}'") \
    X(NO_VALUE, "option '--{text}' needs a value: {text2}", "オプション '--{text}' には値が必要です: {text2}") \
    X(OPTION_ELSEWHERE, "'konseki {text2}' has no option '--{text}'", "'konseki {text2}' にオプション '--{text}' はありません") \
    X(NO_VALUE_TAKEN, "option '--{text}' takes no value", "オプション '--{text}' は値を取りません") \
    X(NO_CHOICE, "option '--{text}' is one of {text2}", "オプション '--{text}' の値は {text2} のいずれかです") \
    X(NO_NUMBER, "option '--{text}' needs a whole number from {0} to {1}, not '{text2}'", "オプション '--{text}' には {0} から {1} までの整数が必要です ('{text2}' ではなく)") \
    X(NO_ZONE, "option '--{text}' needs a time zone such as +09:00, JST or UTC, not '{text2}'", "オプション '--{text}' には +09:00、JST、UTC のようなタイム ゾーンが必要です ('{text2}' ではなく)") \
    X(NO_EVIDENCE_GIVEN, "no evidence given: name a file, a folder, an archive, or - for standard input", "証拠が指定されていません: ファイル、フォルダー、アーカイブ、または標準入力の - を指定してください") \
    X(NO_PATTERN_GIVEN, "no pattern given: put it behind the evidence, or use -e or -f", "パターンが指定されていません: 証拠の後ろに書くか、-e か -f を使ってください") \
    X(NO_OUTPUT_GIVEN, "no output folder given: use -o CASE/", "出力フォルダーが指定されていません: -o CASE/ を使ってください") \
    X(SHAPE_ELSEWHERE, "option '--{text}' is for --format jsonl, not {text2}", "オプション '--{text}' は --format jsonl 用です ({text2} では使えません)") \
    X(NO_SHELL, "no completion for '{text}'; there is one for {text2}", "'{text}' の補完はありません。あるのは {text2} です") \
    X(SEE_HELP, "see 'konseki {text} --help'", "'konseki {text} --help' をご覧ください") \
    X(SEE_HELP_ALL, "see 'konseki --help'", "'konseki --help' をご覧ください") \
    X(NO_FOLDER_GIVEN, "no output folder given: use -o DIR/", "出力フォルダーが指定されていません: -o DIR/ を使ってください") \
    X(PLAN_WHAT, "one of --profile PROFILE and --collect is needed, not both", "--profile PROFILE と --collect のどちらか一方だけを指定してください") \
    X(PLAN_ROLE, "profile '{text}' is not meant for a {text2}", "プロファイル '{text}' は {text2} 用ではありません") \
    X(PLAN_NO_SETTING, "no setting '{text}'", "設定 '{text}' はありません") \
    X(PLAN_NOT_ASKED, "profile '{text2}' asks nothing of '{text}'", "プロファイル '{text2}' は '{text}' について何も求めていません") \
    X(NO_DOMAIN, "'{text}' is no domain; write it as corp.example", "'{text}' はドメイン名として正しくありません。corp.example のように指定してください") \
    X(STATE_DAMAGED, "{text}: damaged: what is not found there counts as not known", "{text}: 破損しています。見つからない値は、不明として扱います") \
    X(PLAN_LEFT_OUT, "{text}: {0,} file{0s} not read (hives over 2 GB, others over 64 MB, or links)", "{text}: {0,} 個のファイルを読みませんでした (2 GB を超えるハイブ、64 MB を超えるその他のファイル、またはリンク)") \
    X(PLAN_WRITTEN, "{0,} file{0s} in {text}", "{text} に {0,} 個のファイルを書き込みました") \
    X(PLAN_CHANGES, "{0,} change{0s} of {1,} setting{1s}; {2,} left out, {3,} met already", "{1,} 個の設定に {0,} 件の変更。対象外 {2,} 件、既に満たしているもの {3,} 件") \
    X(READING, "reading {0b} of evidence", "証拠 {0b} を読んでいます") \
    X(SOURCE_READ, "{text}: {text2}, {0b}, {1,} event{1s}", "{text}: {text2}、{0b}、イベント {1,} 件") \
    X(ON_SOURCE, "{text}: {text2}", "{text}: {text2}") \
    X(PLACE, "at {0x}", "位置 {0x}") \
    X(MORE_ROWS, "{text}: {0,} more of these; -v lists all", "{text}: ほかに {0,} 件あります (-v ですべて表示します)") \
    X(LOST, "evidence incomplete: {0,} of {1,} source{1s} damaged or unread, {2b} lost", "証拠は不完全です: {1,} 個のソースのうち {0,} 個が破損しているか、読み取れません ({2b} 失われました)") \
    X(INTERRUPTED_PARTIAL, "interrupted: the output is partial, {0b} of {1b} were read", "中断しました: 出力は途中までです ({1b} のうち {0b} を読みました)") \
    X(INTERRUPTED_PARTIAL_UNKNOWN, "interrupted: the output is partial, {0b} were read", "中断しました: 出力は途中までです ({0b} を読みました)") \
    X(OUTPUT_REMOVED, "nothing was written to '{text}'", "'{text}' には何も書き込んでいません") \
    X(NO_SANDBOX, "this kernel cannot fence the program in (Landlock is missing); going on without", "このカーネルではプログラムを隔離できません (Landlock がありません)。隔離せずに続けます") \
    X(NO_EVENTS, "no events in this evidence", "この証拠にイベントはありません") \
    X(NO_EVENTS_WANTED, "no event fits the filter", "条件に合うイベントはありません") \
    X(PROGRESS, "{0b} of {1b}, {2b}/s, {3d} left", "{1b} のうち {0b}、{2b}/秒、残り {3d}") \
    X(PROGRESS_UNKNOWN, "{0b}, {2b}/s", "{0b}、{2b}/秒") \
    X(HIVE_NO_FILE, "name one hive (or - for standard input), and a key of it if you want only that", "ハイブを 1 つ (または標準入力の -) と、必要ならその中のキーを 1 つ指定してください") \
    X(HIVE_ONE_OF, "--search, --deleted and --diff exclude each other", "--search、--deleted、--diff は同時に指定できません") \
    X(HIVE_NOT_REG, "--format reg cannot show what --{text} finds", "--format reg では --{text} の結果を表せません") \
    X(HIVE_DEFAULT, "(default)", "(既定)") \
    X(HIVE_CUT, "  ({0,} of {1,} bytes)", "  ({1,} バイトのうち {0,} バイト)") \
    X(HIVE_LINK, "  symbolic link", "  シンボリック リンク") \
    X(HIVE_TOMBSTONE, "  deleted in this layer", "  このレイヤーで削除") \
    X(HIVE_SUPERSEDES, "  replaces the one below", "  下のレイヤーを置き換え") \
    X(HIVE_VALUES, "  {0,} value{0s}", "  値 {0,} 個") \
    X(HIVE_CLASS, "class: {text}", "クラス: {text}") \
    X(HIVE_LOG_REPLAYED, "{text}: replayed in memory: entries {2} to {3}, {1,} page{1s}", "{text}: メモリ上で適用しました (エントリ {2} から {3} まで、{1,} ページ)") \
    X(HIVE_LOG_REPLAYED_OLD, "{text}: {1,} page{1s} replayed in memory", "{text}: {1,} ページをメモリ上で適用しました") \
    X(HIVE_LOG_UNUSED, "{text}: does not continue this hive, and was not used", "{text}: このハイブの続きではないため、使いませんでした") \
    X(HIVE_LOG_DAMAGED, "{text}: damaged, and was not used", "{text}: 破損しているため、使いませんでした") \
    X(HIVE_DELETED_KEY, "  deleted key, found at {0x}", "  削除されたキー (位置 {0x})") \
    X(HIVE_DELETED_VALUES, "  has deleted values", "  削除された値があります") \
    X(HIVE_DELETED_LOST, "  a deleted value whose key is not known", "  削除された値 (キーは不明)") \
    X(HIVE_SAME, "the hives have the same keys and values", "2 つのハイブのキーと値は同じです") \
    X(HIVE_NOTHING, "nothing in the hive fits", "ハイブの中に合うものはありません") \
    X(HIVE_NONE_DELETED, "no deleted keys or values are left in the hive", "ハイブの中に、削除されたキーや値は残っていません") \
    X(AUDIT_PROFILE, "profile {text}: {text2}", "プロファイル {text}: {text2}") \
    X(AUDIT_ROLE_GUESSED, "{text}: no source tells its role; judged as a client (--role tells)", "{text}: 役割を示す情報源がないため、クライアントとして判定します (--role で指定できます)") \
    X(AUDIT_UNUSED, "{text}: not used: another source of the same kind counts, or it is none that this version reads", "{text}: 使用しませんでした (同じ種類の別の情報源を優先したか、このバージョンで読めない形式です)") \
    X(AUDIT_IS, "is: {text}", "現在: {text}") \
    X(AUDIT_IS_EITHER, "is: {text}, or {text2}", "現在: {text}、または{text2}") \
    X(AUDIT_IS_BY_ABSENCE, "is: {text} (nothing is written: what Windows does then)", "現在: {text} (値がないときの Windows の動作)") \
    X(AUDIT_IS_BY_POLICY, "by policy: {text} (no source tells what is in force)", "ポリシー: {text} (有効な値を示す情報源がありません)") \
    X(AUDIT_WANTED, "wanted: {text}", "要求: {text}") \
    X(AUDIT_AT, "at: {text}", "場所: {text}") \
    X(AUDIT_AT_WRITTEN, "at: {text}, its key last written {text2}", "場所: {text} (キーの最終書き込み {text2})") \
    X(AUDIT_AT_EVENT, "shown by: {text}, {text2}", "根拠: {text} ({text2})") \
    X(AUDIT_AT_EVENTS, "at: {text}, as events up to {text2} show", "場所: {text} ({text2} までのイベントによる)") \
    X(AUDIT_UNSEEN, "not seen: {text}", "未確認の場所: {text}") \
    X(AUDIT_DRIFT, "but a policy says: {text} ({text2})", "ただしポリシーの値: {text} ({text2})") \
    X(AUDIT_MISSING, "not audited: {text}", "監査されていないアクセス権: {text}") \
    X(AUDIT_NARROW, "audited only for {text}: {text2}", "{text} についてのみ監査されるアクセス権: {text2}") \
    X(AUDIT_FLOODING, "audited so broadly that it floods the log: {text}", "監査の範囲が広すぎてログがあふれるアクセス権: {text}") \
    X(AUDIT_WRONG_TYPE, "its type is {text}, which Windows does not take there", "種類が {text} のため、Windows はこの値を使いません") \
    X(AUDIT_MACHINE, "the machine as a whole", "コンピューター全体") \
    X(AUDIT_COUNTS, "{0,} met, {1,} not met, {2,} dead, {3,} not known", "適合 {0,}、不適合 {1,}、機能せず {2,}、不明 {3,}") \
    X(AUDIT_LEFT_OUT, "{0,} setting{0s} that this Windows or role does not have left out", "この Windows または役割にない設定 {0,} 個を除きました") \
    X(AUDIT_TITLE, "Settings of {text}", "{text} の設定") \
    X(AUDIT_TITLE_FLEET, "Settings of {0,} machine{0s}", "コンピューター {0,} 台の設定") \
    X(AUDIT_SOURCES, "{0,} source{0s}", "情報源 {0,} 個") \
    X(AUDIT_MET, "{0,} met", "適合 {0,} 個") \
    X(AUDIT_OPENS, "{0,} rule{0s} would see more with it", "この設定で検知範囲が広がるルール: {0,} 個") \
    X(AUDIT_COVERAGE, "What could be detected", "検知できる範囲") \
    X(AUDIT_LEGEND, "+ met, - not met, x dead, ? not known", "+ 適合、- 不適合、x 機能せず、? 不明") \
    X(SURVEY_TOTAL, "{0,} event{0s} in {1,} log{1s} of {2,} host{2s}", "{2,} 台のホスト、{1,} 個のログ、{0,} 件のイベント") \
    X(SURVEY_EVENTS, "{0,} event{0s}", "イベント {0,} 件") \
    X(SURVEY_PER_DAY, "{0,} a day", "1 日あたり {0,} 件") \
    X(SURVEY_PER_DAY_LESS, "less than one a day", "1 日あたり 1 件未満") \
    X(SURVEY_RETENTION, "at this rate the log lasts {0,} day{0s} (limit {1b})", "この頻度では {0,} 日分保持されます (上限 {1b})") \
    X(SURVEY_RETENTION_ASSUMED, "at this rate the log lasts {0,} day{0s}, if its limit is the default of 20 MB", "上限が既定の 20 MB なら、この頻度では {0,} 日分保持されます") \
    X(SURVEY_RETENTION_LONG, "at this rate the log lasts more than ten years", "この頻度では 10 年以上保持されます") \
    X(SURVEY_SIZE, "size {0b}", "サイズ {0b}") \
    X(SURVEY_SIZE_LIMIT, "size {0b} of at most {1b}", "サイズ {0b} (上限 {1b})") \
    X(SURVEY_GAP, "record ids {0} to {1} missing ({2,} record{2s})", "レコード ID {0} から {1} までが欠番です ({2,} 件)") \
    X(SURVEY_GAPS_MORE, "{0,} more gap{0s}, {1,} record{1s} in all", "ほかに欠番が {0,} か所あります (全体で {1,} 件)") \
    X(SURVEY_CLEARED, "log '{text}' was cleared at {text2}", "ログ '{text}' は {text2} に消去されました") \
    X(SURVEY_CLEARED_BY, " by {text}", " (実行者: {text})") \
    X(SURVEY_GAPS_MANY, "more than {0,} gaps in the record ids: probably a filtered export", "レコード ID の欠番が {0,} か所を超えています。フィルターしたエクスポートと思われます") \
    X(SURVEY_DAMAGED, "{0,} damaged record{0s}", "破損レコード {0,} 件") \
    X(SURVEY_RECOVERED, "{0,} recovered record{0s}", "復元レコード {0,} 件") \
    X(SURVEY_REPEATED, "{0,} record{0s} that other sources have as well", "ほかのソースにもあるレコード {0,} 件") \
    X(SURVEY_KINDS_MORE, "{0,} more kind{0s} of event, {1,} event{1s}; --format json lists all", "ほかに {0,} 種類、{1,} 件のイベントがあります (--format json ですべて出力します)") \
    X(SURVEY_NO_TIME, "no times", "時刻なし") \
    X(SEARCH_NONE, "nothing found in {0,} event{0s}", "{0,} 件のイベントを調べましたが、見つかりませんでした") \
    X(SEARCH_GAVE_UP, "a pattern was too costly for {0,} value{0s}, which were not searched to the end", "パターンの処理が重すぎるため、{0,} 個の値は最後まで検索していません") \
    X(SEARCH_FOUND, "{0,} event{0s} of {1,} fit", "{1,} 件のうち {0,} 件のイベントが該当しました") \
    X(SETTINGS_ACTION, "'konseki settings' is followed by list, explain or search, not '{text}'", "'konseki settings' の後には list、explain、search のいずれかを書いてください ('{text}' ではなく)") \
    X(SETTINGS_NO_ID, "name a setting: 'konseki settings explain ID'", "設定の ID を指定してください: 'konseki settings explain ID'") \
    X(SETTINGS_NO_WORDS, "name what to look for: 'konseki settings search WORDS'", "探す語を指定してください: 'konseki settings search 語'") \
    X(SETTINGS_UNKNOWN, "no setting '{text}'", "設定 '{text}' はありません") \
    X(SETTINGS_NO_GROUP, "no group '{text}'; there are {text2}", "グループ '{text}' はありません。あるのは {text2} です") \
    X(SETTINGS_LISTED, "{0,} setting{0s}", "設定 {0,} 件") \
    X(SETTINGS_UNCONFIRMED, "unconfirmed: no primary source; never applied by default", "未確認: 一次情報がないため、既定では適用しません") \
    X(SETTINGS_RECORDS, "records", "記録") \
    X(SETTINGS_PROTECTS, "protects", "防御") \
    X(SETTINGS_WATCHED, "watched", "監視対象") \
    X(SETTINGS_BREAKS, "may break", "影響") \
    X(SETTINGS_AROUND, "limits", "制限と回避") \
    X(SETTINGS_EDITOR, "policy editor", "ポリシー エディター") \
    X(SETTINGS_VOLUME, "volume", "ログの量") \
    X(SETTINGS_EFFECT, "takes effect", "反映") \
    X(SETTINGS_EFFECT_SOON, "at once or with the next policy refresh", "直ちに、または次回のポリシー更新時") \
    X(SETTINGS_EFFECT_RELOGON, "after a new logon or a restart of the service", "再ログオン後、またはサービスの再起動後") \
    X(SETTINGS_EFFECT_REBOOT, "after a restart of Windows", "Windows の再起動後") \
    X(SETTINGS_NOT_FOR, "not for", "対象外") \
    X(SETTINGS_EVENTS, "events", "イベント") \
    X(SETTINGS_REVEALS, "reveals", "検出できる手法") \
    X(SETTINGS_MITIGATES, "mitigates", "緩和する手法") \
    X(SETTINGS_QUESTIONS, "questions", "関係する設問") \
    X(SETTINGS_NEEDS, "needs", "前提となる設定") \
    X(SETTINGS_REFERENCES, "references", "参照") \
    X(SETTINGS_DEFAULT, "default", "既定値") \
    X(SETTINGS_BUILD, "build", "ビルド") \
    X(SETTINGS_ABSENT, "when absent", "値がないとき") \
    X(SETTINGS_WANTED, "wanted", "求める値") \
    X(SETTINGS_DEAD, "no effect when", "効果がない場合") \
    X(SETTINGS_VOLUME_UNKNOWN, "not known", "不明") \
    X(SETTINGS_VOLUME_NONE, "none", "なし") \
    X(SETTINGS_VOLUME_LOW, "below 100 events a day", "1 日 100 件未満") \
    X(SETTINGS_VOLUME_MED, "below 10,000 events a day", "1 日 10,000 件未満") \
    X(SETTINGS_VOLUME_HIGH, "below 500,000 events a day", "1 日 500,000 件未満") \
    X(SETTINGS_VOLUME_FLOOD, "rolls a log of 20 MB within hours", "20 MB のログが数時間で一巡") \
    X(SETTINGS_CLIENT, "client", "クライアント") \
    X(SETTINGS_SERVER, "server", "サーバー") \
    X(SETTINGS_DC, "domain controller", "ドメイン コントローラー") \
    X(RULES_ACTION, "'konseki rules' is followed by check, list, explain, test or coverage, not '{text}'", "'konseki rules' の後には check、list、explain、test、coverage のいずれかを書いてください ('{text}' ではなく)") \
    X(RULES_FORMAT, "'konseki rules {text2}' has no format '{text}'", "'konseki rules {text2}' に形式 '{text}' はありません") \
    X(RULES_NONE, "no rule was found in '{text}' (files that end in .yml or .yaml)", "'{text}' にルールがありません (.yml または .yaml で終わるファイルを探しました)") \
    X(RULE_LEFT_OUT, "left out", "除外") \
    X(RULE_WARNING, "warning", "警告") \
    X(RULE_NOTE, "note", "注記") \
    X(RULES_ELSEWHERE, "{0,} rule{0s} for other products than Windows not looked at", "Windows 以外の製品用のルール {0,} 個は対象外です") \
    X(RULES_CHECKED, "{0,} rule{0s} can run; {1,} left out, {2,} warning{2s}, {3,} note{3s}", "実行できるルール {0,} 個。除外 {1,} 個、警告 {2,} 件、注記 {3,} 件") \
    X(RULES_LISTED, "{0,} rule{0s}; {1,} left out ('konseki rules check' tells why)", "ルール {0,} 個。除外 {1,} 個 (理由は 'konseki rules check')") \
    X(RULES_SOURCE, "log source", "ログ ソース") \
    X(RULES_SOURCE_KNOWN, "known", "対応") \
    X(RULES_SOURCE_ANY, "every event of Windows", "Windows のすべてのイベント") \
    X(RULES_SOURCE_NOT_LOGGED, "no event log carries it", "イベント ログには記録されません") \
    X(RULES_SOURCE_UNKNOWN, "not known", "不明") \
    X(RULES_IDS, "event ids", "イベント ID") \
    X(RULES_FIELDS, "fields", "フィールド") \
    X(RULES_MEMBERS, "correlates", "相関の対象") \
    X(RULES_ALL, "all of these:", "次のすべて:") \
    X(RULES_ANY, "at least one of these:", "次のいずれか:") \
    X(RULES_NOT, "not this:", "次に当てはまらない:") \
    X(RULES_MORE, "… {0,} more; -v shows all", "… ほか {0,} 個 (-v ですべて表示します)") \
    X(COVER_MACHINE, "Windows {0} ({text}), {text2}", "Windows {0} ({text})、{text2}") \
    X(COVER_BUILD_ASSUMED, "no source tells the Windows build; judged as build {0}", "Windows のビルド番号を示す情報源がないため、ビルド {0} として判定します") \
    X(COVER_DEFAULTS, "as it is installed", "既定の状態") \
    X(COVER_STATE, "as its files say", "ファイルが示す状態") \
    X(COVER_PROFILE, "profile {text}", "プロファイル {text}") \
    X(COVER_SYSMON_ABSENT, "Sysmon: not installed", "Sysmon: 未導入") \
    X(COVER_SYSMON_UNKNOWN, "Sysmon: not known", "Sysmon: 不明") \
    X(COVER_SYSMON_OPEN, "Sysmon: installed, its configuration not known", "Sysmon: 導入済み (構成は不明)") \
    X(COVER_SYSMON_CONFIGURED, "Sysmon: by {text}", "Sysmon: {text} による") \
    X(COVER_SYSMON_OWN, "Sysmon: by the configuration that the machine has", "Sysmon: コンピューターにある構成による") \
    X(COVER_RULES, "{0,} rule{0s}", "ルール {0,} 個") \
    X(COVER_TECHNIQUES, "{0,} technique{0s}", "手法 {0,} 個") \
    X(COVER_QUESTIONS, "by question: rules (could fire, in part, of all), settings (that record, of all)", "設問別: ルール (検知できる、一部、全体)、設定 (記録するもの、全体)") \
    X(COVER_OPENS_MORE, "{0} more", "ほか {0} 件") \
    X(COVER_OPENS_REST, "{0} more: --verbose shows them", "ほか {0} 件 (--verbose で表示)") \
    X(COVER_OPENS, "what is missing most, and how many rules it would open or complete", "不足している設定と、それで検知範囲が広がるルールの数") \
    X(COVER_BY_QUESTION, "by question", "設問別") \
    X(COVER_COLUMN_QUESTION, "question", "設問") \
    X(COVER_COLUMN_TECHNIQUE, "technique", "手法") \
    X(COVER_COLUMN_TECHNIQUES, "techniques", "手法") \
    X(COVER_COLUMN_VERDICT, "verdict", "判定") \
    X(COVER_COLUMN_RULES, "rules", "ルール") \
    X(COVER_COLUMN_COULD, "could fire", "検知できる") \
    X(COVER_COLUMN_PARTLY, "in part", "一部") \
    X(COVER_COLUMN_UNKNOWN, "not known", "不明") \
    X(COVER_COLUMN_BLIND, "blind", "検知できない") \
    X(COVER_COLUMN_ALL, "all", "全体") \
    X(COVER_COLUMN_SETTINGS, "settings that record", "記録する設定") \
    X(COVER_COLUMN_WAITING, "rules", "ルール") \
    X(COVER_MISSING, "missing", "不足") \
    X(COVER_BAD_SYSMON, "'{text}' is no Sysmon configuration", "'{text}' は Sysmon の構成ではありません") \
    X(COVER_BAD_WINDOWS, "option '--windows' needs a build number such as 19045, not '{text}'", "オプション '--windows' には 19045 のようなビルド番号が必要です ('{text}' ではなく)") \
    X(COVER_LAYER, "{0,} technique{0s} by what could be detected", "検知できる範囲による手法 {0,} 個") \
    X(COVER_BAD_COUNT, "option '--what-if' needs a number from 1 to 12, not '{text}'", "オプション '--what-if' には 1 から 12 の数が必要です ('{text}' ではなく)") \
    X(COVER_BAD_BUDGET, "option '--budget' needs a size such as 500MB or 2GB, not '{text}'", "オプション '--budget' には 500MB や 2GB のようなサイズが必要です ('{text}' ではなく)") \
    X(COVER_WHAT_IF, "what {0} change{0s} within {1b} a day would do", "変更 {0} 件、1 日 {1b} までで広がる検知範囲") \
    X(COVER_WHAT_IF_SUM, "{0,} rule{0s} opened, {1,} complete; {2,} technique{2s} opened; about {3b} a day more", "新たに検知できるルール {0,} 個、完全に検知できるルール {1,} 個、新たな手法 {2,} 個。1 日あたり約 {3b} 増えます") \
    X(COVER_WHAT_IF_BASIS, "by the volume classes of the catalogue, 1 KiB an event: an order of magnitude", "カタログのログ量の区分と 1 イベント 1 KiB による概算です") \
    X(FORECAST_HEAD, "forecast under the profile {text}: a day's events and bytes, the log's size, the days it keeps", "プロファイル {text} を適用した場合の予測: 1 日のイベント数とバイト数、ログのサイズ、保持日数") \
    X(FORECAST_NOW, "now: {0,} events, {1b} a day; {2b} keep {3,} day{3s}", "現在: 1 日 {0,} 件、{1b}。{2b} で {3,} 日分") \
    X(FORECAST_THEN, "then: {0,} events, {1b} a day; {2b} keep {3,} day{3s}", "適用後: 1 日 {0,} 件、{1b}。{2b} で {3,} 日分") \
    X(FORECAST_ADDED, "more from: {text}", "増加の要因: {text}") \
    X(FORECAST_SHORT, "less than a day of events: not measured", "1 日に満たないため実測していません") \
    X(FORECAST_BASIS, "measured from these logs; what they do not hold yet by the volume classes of the catalogue: an order of magnitude", "これらのログの実測値です。まだ含まれないイベントは、カタログのログ量の区分による概算です") \
    X(RULES_NO_RULE_GIVEN, "no rule given: explain RULE [EVIDENCE... --record ID]", "ルールが指定されていません: explain RULE [EVIDENCE... --record ID]") \
    X(RULES_NO_SUCH_RULE, "there is no file and no rule '{text}'", "'{text}' というファイルもルールもありません") \
    X(RULES_LOOKS_AT, "It looks at events of {text}, which Windows logs as:", "対象は {text} のイベントです。Windows では次の形で記録されます:") \
    X(RULES_LOOKS_AT_ALL, "It looks at every event of Windows", "Windows のすべてのイベントが対象です") \
    X(RULES_LOOKS_NOWHERE, "It looks at events of {text}, which no event log carries", "対象は {text} のイベントですが、イベント ログには記録されません") \
    X(RULES_LOOKS_UNKNOWN, "Its log source {text} is not known; --logsources can tell it", "ログ ソース {text} は不明です。--logsources で追加できます") \
    X(RULES_HOLDS, "An event matches when this holds:", "次の条件が成り立つイベントに一致します:") \
    X(RULES_CORRELATES, "It correlates the hits of these rules:", "次のルールの検出を関連付けます:") \
    X(RULES_GROUPED, "For each {text} on its own", "{text} ごとに数えます") \
    X(RULES_UNGROUPED, "All together, over all hosts", "すべてのホストをまとめて数えます") \
    X(RULES_WITHIN, "Within {0d}, both ends included", "期間は {0d} 以内 (両端を含みます)") \
    X(RULES_WITHIN_ALL, "Over the whole evidence", "期間は証拠全体です") \
    X(RULES_RESULT_WHEN, "There is a result when:", "次の場合に検出とします:") \
    X(RULES_ALL_MATCH, "each of the rules matched", "すべてのルールに検出がある") \
    X(RULES_ALL_ORDERED, "each of the rules matched, in this order", "すべてのルールに、この順で検出がある") \
    X(COUNT_HITS, "the number of hits", "検出の数") \
    X(COUNT_VALUES, "the number of different values of {text}", "{text} の異なる値の数") \
    X(COUNT_RULES, "the number of rules that matched", "検出があったルールの数") \
    X(COUNT_ORDERED, "the number of rules that matched in this order", "この順で検出があったルールの数") \
    X(COUNT_SUM, "the sum of {text}", "{text} の合計") \
    X(COUNT_MEAN, "the mean of {text}", "{text} の平均") \
    X(COUNT_PERCENTILE, "percentile {0} of {text}", "{text} の {0} パーセンタイル") \
    X(COUNT_LEAST, "the smallest {text}", "{text} の最小値") \
    X(COUNT_MOST, "the largest {text}", "{text} の最大値") \
    X(RULES_EVIDENCE, "In this evidence:", "この証拠では:") \
    X(RULES_FORM_SEEN, "{text}: {0,} event{0s}, matching: {1,}", "{text}: イベント {0,} 件、うち一致 {1,} 件") \
    X(RULES_FORM_NONE, "{text}: no events", "{text}: イベントがありません") \
    X(RULES_FIELD_SEEN, "{text}: in {0,} of {1,}", "{text}: {1,} 件中 {0,} 件にあります") \
    X(RULES_FIELD_NEVER, "{text}: never recorded there", "{text}: この形では記録されません") \
    X(RULES_RECORD_FITS, "Record {0} of {text} matches, as {text2}:", "{text} のレコード {0} は {text2} として一致します:") \
    X(RULES_RECORD_FITS_NOT, "Record {0} of {text}, as {text2}, does not match:", "{text} のレコード {0} は {text2} として一致しません:") \
    X(RULES_RECORD_ELSEWHERE, "Record {0} of {text} is not of the rule's log source", "{text} のレコード {0} は、このルールのログ ソースのイベントではありません") \
    X(RULES_HOLDS_NOT, "does not hold: ", "成り立たない条件: ") \
    X(RULES_MUST_NOT, "holds, and must not: ", "成り立ってはならない条件: ") \
    X(RULES_NO_RECORD, "No record {0} in this evidence", "この証拠にレコード {0} はありません") \
    X(RULES_BUT_ABSENT, " (the field is not there)", " (フィールドがありません)") \
    X(RULES_BUT_UNKNOWABLE, " (this kind of event never records the field)", " (この種類のイベントには記録されないフィールドです)") \
    X(RULES_BUT_GAVE_UP, " (the regular expression was too costly)", " (正規表現の処理が重すぎます)") \
    X(EXAMPLE_PASSED, "passed: {text}: {0,}", "合格: {text}: {0,} 件") \
    X(EXAMPLE_MORE, "passed with more matches than expected: {text}: {0,} instead of {1,}", "合格 (想定より多い): {text}: {1,} 件の想定に対して {0,} 件") \
    X(EXAMPLE_FAILED, "failed: {text}: {0,} instead of {1,} in {text2}", "不合格: {text}: {text2} で {1,} 件の想定に対して {0,} 件") \
    X(EXAMPLE_MISSING, "the example is missing: {text}: {text2}", "例がありません: {text}: {text2}") \
    X(EXAMPLE_NOT_RUN, "the example cannot be run: {text}: {text2}", "例を実行できません: {text}: {text2}") \
    X(EXAMPLES_WITHOUT, "{0,} rule{0s} without an example, {1,} whose example is missing, {2,} whose example cannot be run", "例のないルール {0,} 個、例が見つからないもの {1,} 個、例を実行できないもの {2,} 個") \
    X(EXAMPLES, "{0,} of {1,} examples passed, {2,} of them with more matches than expected", "例 {1,} 個のうち {0,} 個が合格 (うち {2,} 個は想定より多い件数)") \
    X(TEST_ANY_FIELD, "some field", "いずれかのフィールド") \
    X(TEST_IS, "{text} is '{text2}'", "{text} が '{text2}'") \
    X(TEST_CONTAINS, "{text} contains '{text2}'", "{text} が '{text2}' を含む") \
    X(TEST_BEGINS, "{text} begins with '{text2}'", "{text} が '{text2}' で始まる") \
    X(TEST_ENDS, "{text} ends with '{text2}'", "{text} が '{text2}' で終わる") \
    X(TEST_LIKE, "{text} fits '{text2}'", "{text} が '{text2}' に合う") \
    X(TEST_EMPTY, "{text} is there and empty", "{text} があり、空である") \
    X(TEST_EXISTS, "{text} is there", "{text} がある") \
    X(TEST_ABSENT, "{text} is not there", "{text} がない") \
    X(TEST_NULL, "{text} is not there or empty", "{text} がないか、空である") \
    X(TEST_IS_NUMBER, "{text} is the number {text2}", "{text} が数値 {text2} に等しい") \
    X(TEST_LESS, "{text} is less than {text2}", "{text} が {text2} より小さい") \
    X(TEST_AT_MOST, "{text} is at most {text2}", "{text} が {text2} 以下") \
    X(TEST_MORE, "{text} is more than {text2}", "{text} が {text2} より大きい") \
    X(TEST_AT_LEAST, "{text} is at least {text2}", "{text} が {text2} 以上") \
    X(TEST_REGEX, "{text} has a part that fits the regular expression /{text2}/", "{text} の一部が正規表現 /{text2}/ に合う") \
    X(TEST_NETWORK, "{text} is an address of {text2}", "{text} が {text2} のアドレス") \
    X(TEST_FIELD_IS, "{text} is the same as {text2}", "{text} が {text2} と同じ") \
    X(TEST_FIELD_BEGINS, "{text} begins with what {text2} says", "{text} が {text2} の値で始まる") \
    X(TEST_FIELD_ENDS, "{text} ends with what {text2} says", "{text} が {text2} の値で終わる") \
    X(TEST_FIELD_CONTAINS, "{text} contains what {text2} says", "{text} が {text2} の値を含む") \
    X(TEST_LENGTH, "{text} is at least {text2} bytes long", "{text} が {text2} バイト以上") \
    X(TEST_MINUTE, "the minute of {text} (UTC)", "{text} の分 (UTC)") \
    X(TEST_HOUR, "the hour of {text} (UTC)", "{text} の時 (UTC)") \
    X(TEST_DAY, "the day of the month of {text} (UTC)", "{text} の日 (UTC)") \
    X(TEST_WEEK, "the week of {text} (ISO 8601, UTC)", "{text} の週 (ISO 8601、UTC)") \
    X(TEST_MONTH, "the month of {text} (UTC)", "{text} の月 (UTC)") \
    X(TEST_YEAR, "the year of {text} (UTC)", "{text} の年 (UTC)") \
    X(TEST_CASED, " (case counts)", " (大文字と小文字を区別)") \
    X(HUNT_NO_RULES, "no rule was found in what --rules names (files that end in .yml or .yaml)", "--rules で指定したものにルールがありません (.yml または .yaml で終わるファイルを探しました)") \
    X(HUNT_NO_RULE_FITS, "no rule fits '--{text} {text2}'", "'--{text} {text2}' に合うルールはありません") \
    X(HUNT_KEYWORD, "keyword", "キーワード") \
    X(HUNT_HITS, "({0,} hit{0s})", "({0,} 件)") \
    X(HUNT_HITS_MORE, "… and {0,} more; -v shows all", "… ほか {0,} 件 (-v ですべて表示します)") \
    X(HUNT_EVENTS, "{0,} event{0s}", "イベント {0,} 件") \
    X(HUNT_SEVERAL_HOSTS, "(several hosts)", "(複数のホスト)") \
    X(HUNT_RULES, "rules", "ルール") \
    X(HUNT_RULES_RAN, "rule{0s} ran", "実行したルール") \
    X(HUNT_RULES_CORRELATE, "of them correlate others", "うち相関ルール") \
    X(HUNT_RULES_NOT_CHOSEN, "left out by the options or the tuning file", "オプションまたは調整ファイルで除外") \
    X(HUNT_RULES_DEPRECATED, "deprecated or unsupported (--status runs them)", "非推奨または未対応 (--status で実行します)") \
    X(HUNT_RULES_ELSEWHERE, "for other products than Windows", "Windows 以外の製品用") \
    X(RULES_LEFT_OUT, "{0,} rule{0s} could not be loaded and did not run; 'konseki rules check' tells why", \
      "ルール {0,} 件は読み込めないため使いませんでした (詳しくは 'konseki rules check')") \
    X(RULES_GAVE_UP, "rules could not be decided {0,} time{0s}: a regular expression was too costly, or memory ran short", \
      "正規表現の処理が重すぎるか、メモリが不足したため、ルールを {0,} 回判定できませんでした") \
    X(RULES_SPENT, "memory ran short while rules were asked: some hits are without the fields that decided", \
      "ルールの照合中にメモリが不足したため、一部の検出では判定の根拠となったフィールドを記録していません") \
    X(HUNT_RULES_LEFT_OUT, "not loaded ('konseki rules check' tells more)", "読み込めなかったルール (詳しくは 'konseki rules check')") \
    X(HUNT_RULES_NOT_LOGGED, "cannot run: no event log carries their source", "実行できないルール: ログ ソースがイベント ログに記録されません") \
    X(HUNT_RULES_UNBOUND, "could not have fired: no log in the evidence carries their source", "検出しようのないルール: ログ ソースが証拠にありません") \
    X(HUNT_ROWS_MORE, "… {0,} more; -v lists all", "… ほか {0,} 行 (-v ですべて表示します)") \
    X(HUNT_EVENTS_HEADING, "events", "イベント") \
    X(HUNT_EVENTS_SEEN, "seen", "調べたイベント") \
    X(HUNT_EVENTS_UNLOOKED, "of a type that no rule looks at", "どのルールも対象としない種類") \
    X(HUNT_HITS_ALLOWED, "hit{0s} left out by the tuning file", "調整ファイルで除外した検出") \
    X(HUNT_GAVE_UP, "value{0s} not searched to the end: a regular expression was too costly", "正規表現の処理が重すぎるため、最後まで調べていない値") \
    X(HUNT_WITHOUT_TIME, "hit{0s} without a valid time, left out of correlations", "有効な時刻がなく、相関から除いた検出") \
    X(HUNT_NOT_RUN, "correlation{0s} too deep in one another, or of too many rules: not run", "入れ子が深すぎる、またはルールが多すぎるため実行しなかった相関") \
    X(HUNT_HITS_OVER, "hit{0s} over the limit of a correlation's group, left out", "相関のグループの上限を超えたため除いた検出") \
    X(HUNT_BY_LEVEL, "hits by level", "レベル別の検出") \
    X(HUNT_BY_HOST, "hits by host", "ホスト別の検出") \
    X(HUNT_BY_RULE, "hits by rule", "ルール別の検出") \
    X(HUNT_BY_TACTIC, "hits by tactic", "戦術別の検出") \
    X(HUNT_TOTAL, "{0,} hit{0s} of {1,} rule{1s} on {2,} host{2s}; highest level: {text}", "検出 {0,} 件 (ルール {1,} 個、ホスト {2,} 台)。最も高いレベル: {text}") \
    X(HUNT_NOTHING, "no hits in {0,} event{0s}", "{0,} 件のイベントを調べましたが、検出はありません") \
    X(HUNT_NO_RULE_RAN, "no rule ran, so nothing was looked for", "実行したルールがないため、何も調べていません") \
    X(HUNT_LAYER, "{0,} hits of {1,} rules; score: hits, colour: highest level", "ルール {1,} 個、検出 {0,} 件 (スコア: 検出数、色: 最も高いレベル)") \
    X(LINT_NO_FILE_GIVEN, "no file given: name a policy or configuration file, or a folder of them", "ファイルが指定されていません: ポリシーや構成のファイル、またはそのフォルダーを指定してください") \
    X(LINT_UNKNOWN, "{text}: no format that this version checks", "{text}: このバージョンで検査できる形式ではありません") \
    X(LINT_EMPTY, "{text}: no file there that this version checks", "{text}: このバージョンで検査できるファイルがありません") \
    X(LINT_LEFT_OUT, "{text}: {0,} file{0s} left out: links, or too large", "{text}: {0,} 個のファイルを除外しました (リンク、または大きすぎるため)") \
    X(LINT_CUT, "{text}: more mistakes than are shown", "{text}: 表示しきれない誤りがほかにもあります") \
    X(LINT_CHECKED, "{text}: {text2}, no mistakes", "{text}: {text2}、誤りはありません") \
    X(LINT_TOTAL, "{0,} file{0s} checked: {1,} error{1s}, {2,} warning{2s}, {3,} note{3s}", "{0,} 個のファイルを検査しました: エラー {1,} 件、警告 {2,} 件、情報 {3,} 件") \
    X(LINT_ERROR, "error", "エラー") \
    X(LINT_WARNING, "warning", "警告") \
    X(LINT_NOTE, "note", "情報") \
    X(TUNING_NO_MAP, "a map is expected here, with the keys {text2}", "ここにはマップが必要です (キー: {text2})") \
    X(TUNING_NO_KEY, "'{text}' is no key here; the keys are: {text2}", "'{text}' というキーはありません。使えるキー: {text2}") \
    X(TUNING_NO_LIST, "'{text}' needs a list", "'{text}' にはリストが必要です") \
    X(TUNING_NO_TEXT, "a text is expected here, or a list of texts", "ここには文字列、または文字列のリストが必要です") \
    X(TUNING_NO_LEVEL, "'{text}' is no level; the levels are: {text2}", "'{text}' というレベルはありません。使えるレベル: {text2}") \
    X(TUNING_NEEDS, "'{text}' is missing", "'{text}' がありません") \
    X(TUNING_NO_FORMAT, "format '{text}' is not known to this version, which reads format 1", "形式 '{text}' はこのバージョンでは読めません (読めるのは形式 1 です)") \
    X(SHEET_NO_NAME, "(no name)", "(名前なし)") \
    X(SHEET_LOGS, "{0,} log{0s}, {1,} event{1s}", "{0,} ログ、{1,} イベント") \
    X(SHEET_HOSTS_MORE, "and {0,} more host{0s}", "ほか {0,} 台") \
    X(SHEET_HOSTS, "{0,} host{0s}", "{0,} 台") \
    X(SHEET_HOSTS_BETWEEN, "; ", "、") \
    X(SHEET_BETWEEN, ", ", "、") \
    X(SHEET_FINDINGS, "Findings: ", "所見: ") \
    X(SHEET_NONE, "none", "なし") \
    X(SHEET_SETTINGS, "What would have told more: ", "さらに分かったはずの設定: ") \
    X(SHEET_REPORT, "report: ", "報告書: ") \
    X(SHEET_SPACES, "<{0,} space{0s}>", "<空白 {0,} 個>") \
    X(CASE_IS_WHOLE, "the case is whole, only the answer sheet could not be printed: '{text}'", "ケースは完成しています。回答票だけが出力できませんでした: '{text}'") \
    X(INSPECT_LINE, "line {0}", "{0} 行目") \
    X(INSPECT_CUT, "{text}: only the first {0b} were looked at", "{text}: 先頭の {0b} だけを調べました") \
    X(INSPECT_TOTAL, "{0,} file{0s}: {1,} high, {2,} medium, {3,} low", "{0,} 個のファイル: 高 {1,} 件、中 {2,} 件、低 {3,} 件") \
    X(GUIDE_NAME, "there is no guide '{text}'; there are first-response and users", "ガイド '{text}' はありません。あるのは first-response と users です") \
    X(HELP_USAGE, "usage", "使い方") \
    X(HELP_COMMANDS, "commands", "コマンド") \
    X(HELP_EXAMPLES, "examples", "例") \
    X(HELP_OPTIONS, "options", "オプション") \
    X(HELP_STATUS, "exit status", "終了ステータス") \
    X(HELP_MORE, "'konseki {text} --help' tells more", "詳しくは 'konseki {text} --help' をご覧ください") \
    X(HELP_MORE_ALL, "'konseki help COMMAND' tells more about one", "各コマンドについては 'konseki help コマンド' をご覧ください") \
    X(TITLE, "Windows event logs, registry and their neighbours: what happened here?", "Windows のイベント ログやレジストリから、何が起きたかを調べます") \
    X(STATUS_0, "done, and the evidence was complete", "完了。証拠は完全でした") \
    X(STATUS_2, "wrong usage", "使い方の誤り") \
    X(STATUS_3, "done, but some evidence was damaged or could not be read (see the ledger); outranks 1", "完了。ただし証拠の一部が破損しているか、読み取れませんでした (証拠台帳を参照)。1 より優先します") \
    X(STATUS_4, "not done", "実行できませんでした") \
    X(STATUS_130, "ended by Ctrl-C; the output is partial", "Ctrl-C で終了。出力は途中までです") \
    X(STATUS_141, "who read the output has gone", "出力先が閉じられました")
// clang-format on
