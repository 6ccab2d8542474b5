// What each command is called, takes and says about itself, in both languages. Everything that
// tells people about commands is made from this table: help, man pages, completions.
#include "cli/commands.h"

// clang-format off
#define FILTERS OPTION_CHANNEL, OPTION_PROVIDER, OPTION_ID, OPTION_COMPUTER, OPTION_SINCE, \
                OPTION_UNTIL, OPTION_LEVEL, OPTION_FOUND, OPTION_WHERE

static const option_id investigate_options[] = {
    OPTION_OUTPUT, OPTION_FORCE, OPTION_SINCE, OPTION_UNTIL, OPTION_TZ, OPTION_RULES, OPTION_NO_RULES,
    OPTION_MIN_LEVEL, OPTION_STATUS, OPTION_INCLUDE, OPTION_EXCLUDE, OPTION_TUNING, OPTION_PLACEHOLDERS,
    OPTION_LOGSOURCES, OPTION_RULES_CACHE, OPTION_NO_CACHE, OPTION_COUNT };
static const option_meaning investigate_meanings[] = {
    { OPTION_OUTPUT, { "write the case there: a new folder", "ケースを書き込む新しいフォルダー" }, NULL },
    { OPTION_FORCE, { "replace a case that is there", "既存のケースを置き換えます" }, NULL },
    { OPTION_RULES, { "Sigma rules: files and folders, beside Konseki's own", "Sigma ルールのファイルやフォルダー (Konseki 内蔵のルールに加えて)" }, NULL },
    { OPTION_SINCE, { "ask about the time from then on; all evidence is read", "調べる期間の始まり (証拠はすべて読みます)" }, NULL },
    { OPTION_UNTIL, { "ask about the time up to then; a day includes its end", "調べる期間の終わり (日付ならその日の終わりまで)" }, NULL },
    { OPTION_COUNT, { NULL, NULL }, NULL } };
static const option_id events_options[] = {
    OPTION_FORMAT, OPTION_SHAPE, OPTION_SORT, OPTION_OUTPUT, OPTION_FORCE, FILTERS,
    OPTION_RECOVERED, OPTION_TZ, OPTION_COUNT };
static const option_id survey_options[] = {
    OPTION_FORMAT, OPTION_OUTPUT, OPTION_FORCE, OPTION_PROFILE, OPTION_WINDOWS, OPTION_ROLE, FILTERS,
    OPTION_RECOVERED, OPTION_TZ, OPTION_COUNT };
static const option_meaning survey_meanings[] = {
    { OPTION_PROFILE, { "text: how the logs would grow and last under this profile (one of Konseki's own)",
                        "text: このプロファイルを適用した場合のログの増え方と保持日数を予測します (Konseki 内蔵のもの)" }, NULL },
    { OPTION_COUNT, { NULL, NULL }, NULL } };
static const option_id search_options[] = {
    OPTION_REGEXP, OPTION_FILE, OPTION_FIXED, OPTION_IGNORE_CASE, OPTION_FORMAT, OPTION_OUTPUT,
    OPTION_FORCE, FILTERS, OPTION_RECOVERED, OPTION_TZ, OPTION_COUNT };
static const option_id hunt_options[] = {
    OPTION_RULES, OPTION_BUILTIN, OPTION_FORMAT, OPTION_OUTPUT, OPTION_FORCE, OPTION_MIN_LEVEL, OPTION_STATUS,
    OPTION_INCLUDE, OPTION_EXCLUDE, OPTION_TUNING, OPTION_PLACEHOLDERS, OPTION_LOGSOURCES, OPTION_FAIL_ON,
    OPTION_NAVIGATOR, OPTION_RULES_CACHE, OPTION_NO_CACHE, FILTERS, OPTION_RECOVERED, OPTION_TZ, OPTION_COUNT };
static const option_meaning hunt_meanings[] = {
    { OPTION_FAIL_ON, { "exit status 1 when a rule of this level or above was hit", "このレベル以上の検出があれば終了ステータスを 1 にします" },
      "informational|low|medium|high|critical" },
    { OPTION_COUNT, { NULL, NULL }, NULL } };
static const option_id lint_options[] = {
    OPTION_FORMAT, OPTION_OUTPUT, OPTION_FORCE, OPTION_FAIL_ON, OPTION_COUNT };
static const option_meaning lint_meanings[] = {
    { OPTION_FAIL_ON, { "exit status 1 when there is a mistake of this level or a graver one (error, if not said)",
      "この重大度以上の誤りがあれば終了ステータスを 1 にします (既定は error)" }, "error|warning|note|never" },
    { OPTION_COUNT, { NULL, NULL }, NULL } };
static const option_id rules_options[] = {
    OPTION_RULES, OPTION_BUILTIN, OPTION_RECORD, OPTION_ROOT, OPTION_FORMAT, OPTION_OUTPUT, OPTION_FORCE,
    OPTION_MIN_LEVEL, OPTION_STATUS, OPTION_INCLUDE, OPTION_EXCLUDE, OPTION_PLACEHOLDERS, OPTION_LOGSOURCES,
    OPTION_PROFILE, OPTION_STATE, OPTION_WINDOWS, OPTION_ROLE, OPTION_SYSMON, OPTION_WHAT_IF, OPTION_BUDGET, OPTION_NAVIGATOR,
    OPTION_RECOVERED, OPTION_TZ, OPTION_COUNT };
static const option_meaning rules_meanings[] = {
    { OPTION_RULES, { "explain: where RULE is looked for, when it is an id", "explain: RULE が ID のとき、探す場所" }, NULL },
    { OPTION_FORMAT, { "output format (explain: text; check, test: text or json)", "出力形式 (explain は text、check と test は text か json)" }, NULL },
    { OPTION_COUNT, { NULL, NULL }, NULL } };
static const option_id inspect_options[] = {
    OPTION_OWN_DOMAIN, OPTION_TRUST_AUTHSERV, OPTION_MIN_LEVEL, OPTION_FAIL_ON, OPTION_FORMAT, OPTION_OUTPUT,
    OPTION_FORCE, OPTION_NO_SANDBOX, OPTION_REQUIRE_SANDBOX, OPTION_COUNT };
static const option_meaning inspect_meanings[] = {
    { OPTION_MIN_LEVEL, { "show only what is of this level or above", "このレベル以上のものだけを表示します" }, NULL },
    { OPTION_FAIL_ON, { "exit status 1 when something of this level or above was found (else medium)",
                        "このレベル以上のものがあれば終了ステータスを 1 にします (既定は medium)" },
      "informational|low|medium|high|critical" },
    { OPTION_NO_SANDBOX, { "do not fence the program in", "サンドボックスを使いません" }, NULL },
    { OPTION_COUNT, { NULL, NULL }, NULL } };
static const option_id hive_options[] = {
    OPTION_FORMAT, OPTION_TREE, OPTION_DEPTH, OPTION_SECURITY, OPTION_SEARCH, OPTION_FIXED, OPTION_IGNORE_CASE,
    OPTION_DELETED, OPTION_DIFF, OPTION_NO_LOGS, OPTION_OUTPUT, OPTION_FORCE, OPTION_TZ, OPTION_NO_SANDBOX,
    OPTION_REQUIRE_SANDBOX, OPTION_COUNT };
static const option_id guide_options[] = { OPTION_FORMAT, OPTION_OUTPUT, OPTION_FORCE, OPTION_COUNT };
static const option_id settings_options[] = {
    OPTION_GROUP, OPTION_PROFILE, OPTION_FORMAT, OPTION_OUTPUT, OPTION_FORCE, OPTION_COUNT };
static const option_id audit_options[] = {
    OPTION_PROFILE, OPTION_ROLE, OPTION_UNCONFIRMED, OPTION_COVERAGE, OPTION_RULES, OPTION_BUILTIN, OPTION_LOGSOURCES,
    OPTION_NAVIGATOR, OPTION_RULES_CACHE, OPTION_NO_CACHE, OPTION_FORMAT, OPTION_OUTPUT, OPTION_FORCE, OPTION_TZ, OPTION_COUNT };
static const option_meaning audit_meanings[] = {
    { OPTION_RULES, { "--coverage by these Sigma rules: files and folders", "これらの Sigma ルール (ファイルやフォルダー) による --coverage" }, NULL },
    { OPTION_BUILTIN, { "beside them also Konseki's own rules", "Konseki 内蔵のルールも加えます" }, NULL },
    { OPTION_COUNT, { NULL, NULL }, NULL } };
static const option_id plan_options[] = {
    OPTION_PROFILE, OPTION_ONLY, OPTION_FROM, OPTION_WINDOWS, OPTION_ROLE, OPTION_AUDIT_ONLY, OPTION_UNCONFIRMED,
    OPTION_COLLECT, OPTION_OUTPUT, OPTION_FORCE, OPTION_COUNT };
static const option_meaning plan_meanings[] = {
    { OPTION_OUTPUT, { "write the files there: a new folder", "ファイルを書き込む新しいフォルダー" }, NULL },
    { OPTION_FORCE, { "write into a folder that is there", "既存のフォルダーに書き込みます" }, NULL },
    { OPTION_ROLE, { "what the machine is (else what the profile is for)", "コンピューターの役割 (既定はプロファイルの対象)" }, NULL },
    { OPTION_COUNT, { NULL, NULL }, NULL } };
static const option_id no_options[] = { OPTION_COUNT };

const option_id evidence_options[] = {
    OPTION_CARVE, OPTION_THREADS, OPTION_PROGRESS, OPTION_NO_SANDBOX, OPTION_REQUIRE_SANDBOX,
    OPTION_COUNT };
const option_id common_options[] = {
    OPTION_LANG, OPTION_COLOR, OPTION_QUIET, OPTION_VERBOSE, OPTION_HELP, OPTION_COUNT };

#define EVIDENCE_EN \
    "EVIDENCE is a log, an export of one (JSON of NXLog, Winlogbeat, evtx_dump), a folder, an archive (zip, 7z, tar), or - for " \
    "standard input. What a file is, is told by its content, never by its name. Evidence is only read."
#define EVIDENCE_JA \
    "EVIDENCE には、イベント ログ、そのエクスポート (NXLog、Winlogbeat、evtx_dump の JSON)、フォルダー、アーカイブ (zip、7z、tar)、" \
    "または標準入力の - を指定します。種類はファイル名ではなく内容で判断します。証拠は読むだけで、書き込みません。"
#define FILTER_EN \
    "An event has to fit each kind of filter that is given, and one word of each kind; each --where has to hold. " \
    "Texts are compared ignoring case. Tests of --where are = != ~ !~ < > <= >=; ~ is a glob with * and ?. Its fields are the event's own (CommandLine) or those of " \
    "System as in flat JSON (computer, channel, provider, id, level, time, user_id, process_id)."
#define FILTER_JA \
    "イベントは、指定したすべての種類の条件に合う必要があります (同じ種類の中ではいずれか 1 つ)。--where はすべて満たす必要があります。" \
    "大文字と小文字は区別しません。--where の比較は = != ~ !~ < > <= >= で、~ は * と ? を使うパターンです。フィールドは、イベント自身のもの (CommandLine) か、" \
    "System のもの (computer、channel、provider、id、level、time、user_id、process_id) です。"

const command commands[] = {
    { "investigate", "EVIDENCE... -o CASE/",
      { "what happened: the answer sheet, with a report", "何が起きたか: 回答票と報告書を作ります" },
      { "Reads all evidence, joins what belongs together, and answers the fourteen questions of an investigation: each with a "
        "verdict, the records that prove it, and what the evidence cannot tell. CASE/ then holds report.html (one file, for a "
        "browser, without network), case.db (SQLite), findings.jsonl and ledger.json.\n\n" EVIDENCE_EN,
        "すべての証拠を読み、関連するものを結び付けて、調査の 14 の設問に答えます。それぞれに判定と、根拠となるレコードと、証拠からは分からないことを"
        "示します。CASE/ には report.html (ブラウザーで開く 1 ファイル。ネットワーク不要)、case.db (SQLite)、findings.jsonl、ledger.json ができます。\n\n"
        EVIDENCE_JA },
      NULL, { NULL, NULL }, investigate_options, investigate_meanings, true, true,
      { { "konseki investigate evidence/ -o case/", { "a folder of logs from one host or many", "1 台または複数のホストのログのフォルダーを調べます" } },
        { "konseki investigate pc17.zip --lang ja -o case/", { "a collection as it is, answers in Japanese", "収集したアーカイブをそのまま調べ、日本語で回答します" } } },
      command_investigate },
    { "events", "EVIDENCE...",
      { "all events, or those that fit, one after the other", "イベントをすべて、または条件に合うものだけ出力します" },
      { "Prints events in the order of the evidence. The default format is text on a terminal and jsonl elsewhere.\n\n"
        EVIDENCE_EN "\n\n" FILTER_EN,
        "証拠の中の順にイベントを出力します。既定の形式は、端末では text、それ以外では jsonl です。\n\n" EVIDENCE_JA "\n\n" FILTER_JA },
      "text|jsonl|xml|csv", { NULL, NULL }, events_options, NULL, true, false,
      { { "konseki events Security.evtx --id 4624,4688 --since 2026-05-11", { "logons and new processes since a day", "ある日以降のログオンとプロセス作成" } },
        { "konseki events evidence/ --where 'CommandLine~*mimi*' --tz JST", { "what a command line says, in local time", "コマンド ラインの条件と、日本時間での表示" } },
        { "konseki events pc17.zip --format jsonl | jq -r .data.Image", { "one JSON object a line, for other programs", "1 行に 1 つの JSON を他のプログラムに渡します" } } },
      command_events },
    { "survey", "EVIDENCE...",
      { "what is here: counts, spans, gaps, cleared logs", "何があるか: 件数、期間、欠番、消去されたログ" },
      { "Counts events per file, host and channel, and by provider and id; shows the first and the last time, missing record ids, "
        "cleared logs, sizes against their limits, events a day and for how many days the log lasts at this rate, and records "
        "that are damaged or were recovered.\n\n" EVIDENCE_EN "\n\n" FILTER_EN,
        "ファイル、ホスト、チャネルごと、またプロバイダーとイベント ID ごとにイベントを数え、最初と最後の時刻、レコード ID の欠番、消去されたログ、"
        "サイズと上限、1 日あたりの件数とその頻度での保持日数、破損や復元のレコードを示します。\n\n" EVIDENCE_JA "\n\n" FILTER_JA },
      "text|json|csv", { NULL, NULL }, survey_options, survey_meanings, true, false,
      { { "konseki survey evidence/", { "before anything else", "最初に実行します" } },
        { "konseki survey evidence/ --format csv -o survey.csv", { "for a spreadsheet", "表計算ソフト用" } },
        { "konseki survey evidence/ --profile recommended", { "how long the logs would last under a profile", "プロファイル適用後の保持日数を予測します" } } },
      command_survey },
    { "search", "EVIDENCE... PATTERN",
      { "a text in any field of any event", "すべてのイベントのすべてのフィールドから文字列を探します" },
      { "Looks for regular expressions (Perl's syntax), or with -F for literal text, in all values of all events, and shows the "
        "fields that fit. The pattern is the last argument, unless -e or -f gives patterns. Hundreds of patterns take one pass. "
        "A value is searched as it is shown: numbers and times as text.\n\n" EVIDENCE_EN "\n\n" FILTER_EN,
        "すべてのイベントのすべての値から、正規表現 (Perl の構文)、または -F を付けて文字どおりの文字列を探し、該当するフィールドを表示します。"
        "パターンは最後の引数です。-e や -f を使うと、引数はすべて証拠になります。数百のパターンも一度で探します。"
        "値は表示と同じ文字列 (数値や時刻も) として探します。\n\n" EVIDENCE_JA "\n\n" FILTER_JA },
      "text|jsonl|csv", { "nothing found", "見つかりませんでした" }, search_options, NULL, true, false,
      { { "konseki search evidence/ -i mimikatz", { "a word, in capitals or not", "大文字と小文字を区別せずに探します" } },
        { "konseki search evidence/ -F -f addresses.txt --format csv", { "hundreds of indicators at once", "数百の IOC を一度に探します" } },
        { "konseki search Security.evtx -e 'EncodedCommand|-enc ' --id 4688", { "a regular expression, in one kind of event", "1 種類のイベントを正規表現で探します" } } },
      command_search },
    { "hunt", "EVIDENCE...",
      { "Sigma rules over all events: what fits a known behaviour", "Sigma ルールをすべてのイベントに適用し、既知の手口を探します" },
      { "Runs Sigma rules as their authors wrote them, correlations included, and shows which events fit: by level, rule and host (text), or one "
        "after the other (jsonl, csv), each with the fields that decided. Without --rules these are Konseki's own; --rules names others instead, "
        "--builtin brings Konseki's own back. A rule that cannot run is left out and said at the end, with what no rule looks at and what no log "
        "could have shown. Rules marked deprecated or unsupported run only when --status names them.\n\n"
        "--include and --exclude fit a rule's id, name, a tag (attack.t1059*, or t1059* alone) or the end of its file's path; a correlation brings the rules "
        "that it refers to with it. A tuning file changes levels, leaves out rules, or their hits on named hosts.\n\n" EVIDENCE_EN "\n\n" FILTER_EN,
        "Sigma ルールを、相関ルールも含めて作成者が書いたとおりに実行し、該当するイベントを示します。text ではレベル、ルール、ホストごとに、jsonl と csv では証拠の順に、"
        "判定の根拠となったフィールドとともに出力します。--rules を指定しなければ Konseki 内蔵のルールを使います。--rules はその代わりのルールを指定し、--builtin を付けると"
        "内蔵のルールも使います。実行できないルールは除いて最後に示し、どのルールも対象としないイベントや、証拠のログからは検出しようのないルールも示します。"
        "非推奨または未対応のルールは、--status で指定したときだけ実行します。\n\n"
        "--include と --exclude は、ルールの ID、名前、タグ (attack.t1059*、または t1059* だけ)、ファイルのパスの末尾と照合します。相関ルールを選ぶと、参照先のルールも"
        "使います。調整ファイルでは、レベルの変更、ルールの除外、特定のホストでの検出の除外ができます。\n\n" EVIDENCE_JA "\n\n" FILTER_JA },
      "text|jsonl|csv", { "a rule of the level of --fail-on or above was hit", "--fail-on のレベル以上の検出がありました" }, hunt_options, hunt_meanings, true, false,
      { { "konseki hunt evidence/", { "Konseki's own rules", "Konseki 内蔵のルールを使います" } },
        { "konseki hunt evidence/ -r sigma/rules/windows --min-level high", { "SigmaHQ's rules, the grave ones", "SigmaHQ のルールのうち、レベルの高いものを使います" } },
        { "konseki hunt pc17.zip --format jsonl | jq -r .rule.title", { "one JSON object a hit, for other programs", "検出ごとに 1 つの JSON を他のプログラムに渡します" } },
        { "konseki hunt evidence/ --navigator layer.json --fail-on critical", { "for a pipeline, and a picture of the techniques", "自動処理用に、手法の一覧図も作ります" } } },
      command_hunt },
    { "rules", "check|list|explain|test|coverage ...",
      { "check, list, explain and test Sigma rules; which could fire", "Sigma ルールの検査、一覧、説明、テスト、検知できる範囲" },
      { "check PATH...: reads rules like a compiler reads a program and says what is wrong with each, where, and what to do: what keeps it from "
        "running, what is taken otherwise than written, and what its author should look at again.\n\n"
        "list [PATH...]: each rule with its log source, the forms in which Windows logs that, its event ids and fields.\n\n"
        "explain RULE [EVIDENCE...]: what must hold, in sentences. With evidence: which of its events the rule looks at, and which of its fields they have. With "
        "--record: why that record matches, or what keeps it from matching. RULE is a file, or the id or name of a rule.\n\n"
        "test PATH...: runs each rule on its own example: the logs that regression_tests_path names (the layout of SigmaHQ), or the event in sample-evtx (of Hayabusa).\n\n"
        "coverage [PATH...]: which rules could fire on what a machine records, which see only some of it, which are blind, and the settings that would open "
        "them; by technique and question as well. The machine is a Windows (--windows, --role) as it is installed, with a --profile on top, or what its hives and "
        "policies say (--state); Sysmon by its configuration (--sysmon).\n\n"
        "Without PATH these are Konseki's own rules.",
        "check PATH...: コンパイラのようにルールを読み、問題の場所と理由と対処を示します (実行できない理由、書かれたとおりに扱われない箇所、見直したい箇所)。\n\n"
        "list [PATH...]: 各ルールのログ ソースと、それが Windows のログに記録される形、イベント ID、フィールドを示します。\n\n"
        "explain RULE [EVIDENCE...]: 何が成り立つ必要があるかを文で説明します。証拠を指定すると、ルールが対象とするイベントと、そのフィールドの有無を示します。"
        "--record を指定すると、そのレコードが一致する理由、または一致しない理由を示します。RULE はファイル、またはルールの ID か名前です。\n\n"
        "test PATH...: 各ルールをそれ自身の例で実行します。例は、regression_tests_path が指すログ (SigmaHQ の配置) か、sample-evtx のイベント (Hayabusa) です。\n\n"
        "coverage [PATH...]: コンピューターが記録する内容に対して、検知できるルール、一部だけ検知できるルール、検知できないルールと、必要な設定を示します。"
        "手法別、設問別の集計も示します。対象は既定の状態の Windows (--windows、--role) に --profile を適用したもの、またはハイブやポリシーが示す状態 (--state) で、Sysmon は構成 (--sysmon) で判定します。\n\n"
        "PATH を省くと Konseki 内蔵のルールを対象にします。" },
      "text|json|csv", { "check: a rule was left out; test: a rule failed; explain: the record does not match",
        "check: 除外したルールがあります。test: 失敗したルールがあります。explain: レコードは一致しません" }, rules_options, rules_meanings, true, false,
      { { "konseki rules check rules/", { "lint a folder of rules", "フォルダー内のルールを検査します" } },
        { "konseki rules list sigma/rules/windows --format csv", { "what each rule needs, as a table", "各ルールに必要なものを表にします" } },
        { "konseki rules explain rule.yml Security.evtx --record 88121", { "why this record does not match", "このレコードが一致しない理由を調べます" } },
        { "konseki rules test sigma/rules --root sigma", { "SigmaHQ's rules on their regression data", "SigmaHQ のルールを回帰テストのデータで実行します" } },
        { "konseki rules coverage sigma/rules --profile minimum", { "what a PC with this profile could detect", "このプロファイルの PC で検知できるものを調べます" } } },
      command_rules },
    { "inspect", "FILE...",
      { "does this mail, this file lie: senders, names, icons, contents", "このメール、このファイルは本物か: 差出人、名前、アイコン、内容を調べます" },
      { "Looks at mails (.eml, .msg, mailboxes) and files, and at all that lies in them: attachments, archives, disc images, documents. FILE may be a "
        "folder, or - for standard input. Nothing is executed, nothing is asked of a network. Each statement has a level, a place and a reason.\n\n"
        "Of mails: who the sender seems to be and who it is, domains that look like others (yours are given with --own-domain), the results of SPF, DKIM "
        "and DMARC that your own server wrote (named with --trust-authserv, or told by the server that took the mail in; all others are only claims), the way the "
        "mail took, links that show one place and lead to another.\n\n"
        "Of files: what the content is against what name and icon say, names that are turned, padded or doubled, programs, scripts, shortcuts, macros, "
        "containers that lose the mark of the web. Whether a signature is valid, and whether a file is harmful, cannot be told.",
        "メール (.eml、.msg、メールボックス) とファイル、およびその中にあるもの (添付ファイル、アーカイブ、ディスク イメージ、文書) を調べます。FILE には、フォルダーや標準入力の - も指定できます。"
        "何も実行せず、ネットワークにも接続しません。結果には、レベル、場所、理由を示します。\n\n"
        "メール: 差出人がどう見えるかと実際のアドレス、似せたドメイン (自組織のドメインは --own-domain で指定)、自組織の受信サーバーが書いた SPF、DKIM、DMARC の判定 "
        "(--trust-authserv で指定するか、受信したサーバーから推定します。それ以外は自己申告として扱います)、経路、表示と異なるリンク先。\n\n"
        "ファイル: 名前とアイコンに対する実際の内容、並びを変えた名前、空白で隠した拡張子、二重拡張子、プログラム、スクリプト、ショートカット、マクロ、Mark of the Web が失われる形式。"
        "署名が有効かどうか、ファイルが有害かどうかは判断できません。" },
      "text|json|jsonl", { "something of the level of --fail-on (medium) or above was found", "--fail-on のレベル (既定は medium) 以上のものがありました" },
      inspect_options, inspect_meanings, false, false,
      { { "konseki inspect suspicious.eml --own-domain corp.example", { "a mail, and whether it imitates your domain", "メールを調べ、自組織のドメインを装っていないか確認します" } },
        { "konseki inspect mail/ --trust-authserv mx.corp.example --min-level low", { "a folder of mails, judged by your own server's results", "フォルダー内のメールを、自組織の受信サーバーの判定で調べます" } },
        { "konseki inspect downloads.zip --format jsonl | jq -r .says", { "one JSON object a statement, for other programs", "1 件ごとに 1 つの JSON を他のプログラムに渡します" } } },
      command_inspect },
    { "hive", "FILE [KEY]",
      { "a registry hive: keys, values, security, what was deleted, what differs", "レジストリ ハイブ: キー、値、セキュリティ、削除されたもの、違い" },
      { "Prints the keys and values of a hive (SYSTEM, SOFTWARE, NTUSER.DAT, Amcache.hve and the like), or of KEY and what is below it. A hive that was "
        "copied from a running machine lacks its last changes; they are in the transaction logs. FILE.LOG1 and FILE.LOG2 are found beside "
        "FILE and replayed in memory, as Windows would: no file is changed, and what was replayed is said.\n\n"
        "KEY begins below the hive's own name, as in 'Microsoft\\Windows\\CurrentVersion\\Run'; in SYSTEM, CurrentControlSet is the set that was in use. --deleted "
        "shows what is left of deleted keys and values in space that is free: the path as far as it is known, the last write (not the time of deletion). --diff OTHER shows what "
        "changed from FILE to OTHER: '-' only in FILE, '+' only in OTHER. Control characters and the like in names are made visible.",
        "ハイブ (SYSTEM、SOFTWARE、NTUSER.DAT、Amcache.hve など) のキーと値を、または KEY とその下位を出力します。動作中のコンピューターからコピーしたハイブには直前の変更が"
        "含まれておらず、トランザクション ログに残っています。FILE の横にある FILE.LOG1 と FILE.LOG2 を見つけ、Windows と同じ方法でメモリ上で適用します。ファイルは変更せず、"
        "適用したものを表示します。\n\nKEY はハイブ自身の名前の下から、'Microsoft\\Windows\\CurrentVersion\\Run' のように書きます。SYSTEM の CurrentControlSet は使用されていた"
        "コントロール セットを指します。--deleted は、空き領域に残っている削除されたキーと値を示します (パスは分かる範囲、時刻は削除時刻ではなく最終書き込み時刻)。--diff OTHER は FILE から OTHER への変更を"
        "示します ('-' は FILE だけ、'+' は OTHER だけ)。名前の中の制御文字などは見える形で表示します。" },
      "text|json|jsonl|reg", { "--search: nothing found; --diff: the hives differ", "--search: 見つかりませんでした。--diff: 違いがあります" }, hive_options, NULL, false, false,
      { { "konseki hive SYSTEM 'CurrentControlSet\\Services\\bam'", { "a key and all below it", "キーとその下位すべて" } },
        { "konseki hive NTUSER.DAT -i --search 'powershell|mshta'", { "where a word occurs", "単語のある場所を探します" } },
        { "konseki hive SYSTEM --diff backup/SYSTEM --format jsonl", { "what changed since a backup", "バックアップ以降の変更" } },
        { "konseki hive SOFTWARE --deleted", { "what was deleted and is still there", "削除されたが残っているもの" } } },
      command_hive },
    { "plan", "--profile PROFILE|--collect -o DIR/",
      { "what an administrator deploys, with its undo; a collector", "管理者が展開するファイルと、元に戻すファイル、収集ツール" },
      { "--profile: writes what an administrator deploys so that a machine meets the profile: a GPO backup, .reg files, a PowerShell script, LGPO "
        "text and more, with what takes it back. README.en.txt and README.ja.txt in DIR/ say what each change does, what may break, and in which order "
        "to roll out. Nothing is changed on any machine.\n\n"
        "--collect: writes a collector for a Windows PC without Konseki: PowerShell and plain cmd, nothing to install. It brings home one zip that "
        "'konseki investigate' opens.",
        "--profile: コンピューターがプロファイルを満たすように、管理者が展開するファイル (GPO のバックアップ、.reg ファイル、PowerShell スクリプト、LGPO テキストなど) "
        "と、それを元に戻すファイルを書き込みます。DIR/ の README.ja.txt に、変更ごとの効果、影響、展開の順序を示します。どのコンピューターの設定も変更しません。\n\n"
        "--collect: Konseki のない Windows PC 用の収集ツール (PowerShell と cmd、インストール不要) を書き込みます。収集結果は 1 つの zip になり、"
        "konseki investigate でそのまま開けます。" },
      NULL, { NULL, NULL }, plan_options, plan_meanings, false, true,
      { { "konseki plan --collect -o collector/", { "for a USB disk", "USB ドライブに入れて使います" } },
        { "konseki plan --profile recommended -o plan/", { "for Windows 10 clients", "Windows 10 クライアント用" } },
        { "konseki plan --profile recommended --from pc17/ -o plan/", { "only what PC17 lacks, and an exact undo", "PC17 に不足する設定だけと、正確に元に戻すファイル" } },
        { "konseki plan --profile server --role server --windows 20348 --audit-only -o stage1/", { "first stage, on Windows Server 2022", "第 1 段階 (Windows Server 2022)" } } },
      command_plan },
    { "guide", "first-response|users",
      { "what to do on a suspected PC, what everybody should know: for printing", "疑わしい PC の前で行うこと、全員が知っておくべきこと (印刷用)" },
      { "first-response: what to do on a PC that may be compromised, in the order in which traces vanish, and what not to do, with the reasons.\n\n"
        "users: what everybody at a keyboard should know about senders, names, icons and prompts, and whom to tell.\n\n"
        "Each is a page: text of 80 columns, HTML for A4 (one file that needs nothing else), or Markdown to change.",
        "first-response: 侵害が疑われる PC で行うこと (痕跡の消えやすい順) と、してはいけないことを、理由とともに示します。\n\n"
        "users: 差出人、名前、アイコン、確認画面について全員が知っておくべきことと、連絡先です。\n\n"
        "それぞれ 1 ページです。80 桁のテキスト、A4 用の HTML (単独で使える 1 ファイル)、変更用の Markdown で出力します。" },
      "text|html|markdown", { NULL, NULL }, guide_options, NULL, false, false,
      { { "konseki guide first-response", { "before anything else", "何かをする前に読みます" } },
        { "konseki guide users --lang ja --format html -o users.html", { "a page for the notice board, in Japanese", "掲示用の日本語のページを作ります" } } },
      command_guide },
    { "settings", "list|explain|search ...",
      { "what makes Windows record, and closes its doors", "Windows の記録と防御に関わる設定" },
      { "list: the catalogue of settings, by group. With --profile: what that profile asks, for clients, servers and domain controllers.\n\n"
        "explain ID...: what a setting records or blocks, where it lies, its values and defaults, what may break, ways round it, the events that it yields, "
        "and when it has no effect though it is set.\n\n"
        "search WORDS...: settings whose id, name, purpose, place, technique or event ids have all the words, in English or Japanese.\n\n"
        "Konseki's profiles: minimum, recommended, investigation, server, domain-controller; and published ones as far as their values are known: microsoft, cis, asd, jpcert.",
        "list: 設定のカタログをグループごとに示します。--profile を指定すると、クライアント、サーバー、ドメイン コントローラーに対してそのプロファイルが求める値を示します。\n\n"
        "explain ID...: 設定が記録または防御するもの、場所、値と既定値、影響、回避方法、記録されるイベント、設定しても効果がない場合を示します。\n\n"
        "search 語...: ID、名前、目的、場所、手法、イベント ID にすべての語を含む設定を、英語と日本語のどちらでも探します。\n\n"
        "内蔵のプロファイル: minimum、recommended、investigation、server、domain-controller。公開されている基準のうち値が分かるもの: microsoft、cis、asd、jpcert。" },
      "text|json|csv", { "search: nothing found", "search: 見つかりませんでした" }, settings_options, NULL, false, false,
      { { "konseki settings list --profile minimum", { "what every PC should record", "すべての PC で記録すべきもの" } },
        { "konseki settings explain ps.scriptblock ch.security", { "everything about two settings", "2 つの設定の詳しい説明" } },
        { "konseki settings search T1003.001", { "what shows or stops the theft of credentials", "資格情報の窃取を検出または防止する設定" } },
        { "konseki settings list --format csv --lang ja -o settings.csv", { "the catalogue for a spreadsheet", "表計算ソフト用のカタログ" } } },
      command_settings },
    { "lint", "FILE...",
      { "mistakes in policy and configuration files, each with its place and remedy", "ポリシーや構成ファイルの誤りを、場所と対処とともに示します" },
      { "Reads registry.pol, audit.csv and what auditpol prints, GptTmpl.inf, GPO folders and backups of GPMC, LGPO text, Sysmon "
        "configurations and the like, and says what Windows would reject or ignore, and what is hardly meant: an error, a warning "
        "or a note, with line and column or offset, and what to do. FILE is a file, or a folder with files of these kinds; the "
        "parts of a GPO are checked against one another. What a file is, is told by its content, then by its name. Files are only read.",
        "registry.pol、audit.csv と auditpol の出力、GptTmpl.inf、GPO のフォルダーと GPMC のバックアップ、LGPO テキスト、Sysmon の構成などを読み、"
        "Windows が拒否または無視する箇所と、意図と異なると思われる箇所を、エラー、警告、情報として、行と桁またはオフセット、対処とともに示します。"
        "FILE にはファイル、またはこれらのファイルを含むフォルダーを指定します。GPO の各ファイルは互いに照合します。"
        "種類は内容で、分からなければ名前で判断します。ファイルは読むだけで、書き込みません。" },
      "text|json", { "a mistake of the level of --fail-on (error, if not said) or a graver one was found",
        "--fail-on の重大度 (既定は error) 以上の誤りがあります" }, lint_options, lint_meanings, false, false,
      { { "konseki lint registry.pol", { "one file", "1 つのファイルを検査します" } },
        { "konseki lint backups/ --fail-on warning", { "everything in a folder of GPO backups, for a script", "GPO のバックアップのフォルダーをスクリプトから検査します" } },
        { "konseki lint sysmon.xml --format json", { "for another program", "ほかのプログラム用に出力します" } } },
      command_lint },
    { "audit", "STATE...",
      { "how a machine is set, against what a profile asks", "コンピューターの設定をプロファイルと照合します" },
      { "Compares what is in force with what a profile asks of each setting: met, not met, dead (configured, but without effect), or not known. "
        "STATE is a folder or an archive, each a machine of its own, or files that together are one: registry hives (SYSTEM, SOFTWARE, SECURITY, SAM, "
        "NTUSER.DAT, DEFAULT, BCD, with their transaction logs), registry.pol, audit.csv, GptTmpl.inf, a folder of a GPO or its backup, and exports "
        "(auditpol /backup and /get /r, secedit), and event logs. What a file is, is told by its content.\n\n"
        "What hives and exports say is in force, and where they are silent what event logs show: a subcategory that wrote events was audited. A policy "
        "counts where all of these are silent, and is named where it says otherwise. What no source tells is "
        "\"not known\", never \"not met\". Several machines are shown as a table of settings and machines. -v shows what is met as well.\n\n"
        "--coverage, --rules: which Sigma rules, ATT&CK techniques and questions of an investigation could be answered on each machine, in part, or not "
        "at all, and which settings are missing (csv: the table of rules instead). A Sysmon configuration among STATE counts where the machine does not "
        "tell its own. --format html writes one page that needs nothing else, for reading and printing.",
        "有効な設定を、プロファイルが各設定に求める値と照合し、適合、不適合、機能せず (設定はあるが効果がない)、不明のいずれかで示します。"
        "STATE には、1 台ごとにフォルダーかアーカイブを、またはまとめて 1 台分となるファイルを指定します。対象は、レジストリ ハイブ (SYSTEM、SOFTWARE、SECURITY、SAM、"
        "NTUSER.DAT、DEFAULT、BCD とそのトランザクション ログ)、registry.pol、audit.csv、GptTmpl.inf、GPO のフォルダーやバックアップ、エクスポート "
        "(auditpol /backup と /get /r、secedit)、イベント ログです。種類は内容で判断します。\n\n"
        "ハイブとエクスポートの値を有効な値とし、そこに値がないときは、イベント ログから分かることを使います (イベントを記録したサブカテゴリは監査されていました)。"
        "ポリシーの値は、そのどれにも値がないときに使い、異なるときはその旨を示します。どの情報源からも分からないものは"
        "「不明」とし、「不適合」とはしません。複数台のときは設定とコンピューターの表で示します。-v を付けると適合した設定も表示します。\n\n"
        "--coverage、--rules: Sigma ルール、ATT&CK の手法、調査の設問を、それぞれのコンピューターで検知できるか、一部だけか、できないかと、不足している設定を示します "
        "(csv ではルールの表に替わります)。STATE に Sysmon の構成があれば、コンピューター自身の構成が分からないときに使います。"
        "--format html は、単独で閲覧と印刷ができる 1 ページを出力します。" },
      "text|json|csv|html", { "a setting is not met, or dead", "適合しない設定、または機能しない設定があります" }, audit_options, audit_meanings, true, false,
      { { "konseki audit pc17/", { "a folder with hives, against the recommended profile", "ハイブのフォルダーを推奨プロファイルと照合します" } },
        { "konseki audit SYSTEM SOFTWARE SECURITY --profile minimum", { "three hives of one machine", "1 台分の 3 つのハイブを照合します" } },
        { "konseki audit fleet/* --format csv -o fleet.csv", { "a folder for each machine, for a spreadsheet", "コンピューターごとのフォルダーを照合し、表計算ソフト用に出力します" } },
        { "konseki audit pc17/ --rules sigma/ --format html -o pc17.html", { "a page, with what these rules could detect", "これらのルールで検知できる範囲とともに、ページにします" } } },
      command_audit },
    { "help", "[COMMAND]",
      { "tell about a command", "コマンドの説明を表示します" },
      { "Prints what COMMAND's --help prints.", "COMMAND の --help と同じ内容を表示します。" },
      NULL, { NULL, NULL }, no_options, NULL, false, false,
      { { "konseki help events", { "all about events", "events の説明" } } },
      command_help },
    { "__man", "[COMMAND]", { "man page", "man ページ" }, { "", "" }, NULL, { NULL, NULL }, no_options, NULL, false, false, { { 0 } }, command_man },
    { "__completion", "SHELL", { "completion", "補完" }, { "", "" }, NULL, { NULL, NULL }, no_options, NULL, false, false, { { 0 } }, command_completion },
    { "__commands", "", { "names", "名前" }, { "", "" }, NULL, { NULL, NULL }, no_options, NULL, false, false, { { 0 } }, command_names },
};
// clang-format on
const size_t command_count = countof(commands);
const size_t command_shown_count = countof(commands) - 3;

const command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}

const char *command_option_help(const command *c, option_id id, ks_lang lang)
{
    const option_meaning *m = c ? c->meanings : NULL;
    for (; m && m->id != OPTION_COUNT; m++) {
        if (m->id == id)
            return m->help[lang];
    }
    return option_rows[id].help[lang];
}

const char *command_choices(const command *c, option_id id)
{
    const char *choices = option_rows[id].choices;
    if (!choices || choices[0] != 0)
        return choices;
    const option_meaning *m = c ? c->meanings : NULL;
    for (; m && m->id != OPTION_COUNT; m++) {
        if (m->id == id && m->choices)
            return m->choices;
    }
    return c && id == OPTION_FORMAT ? c->formats : NULL;
}

bool command_option(const command *c, size_t n, option_id *id)
{
    const option_id *lists[] = { c->options, c->reads_evidence ? evidence_options : no_options,
                                 common_options };
    for (size_t i = 0; i < countof(lists); i++) {
        for (const option_id *p = lists[i]; *p != OPTION_COUNT; p++) {
            if (n-- == 0) {
                *id = *p;
                return true;
            }
        }
    }
    return false;
}

bool command_takes(const command *c, option_id id)
{
    option_id taken = OPTION_COUNT;
    for (size_t n = 0; command_option(c, n, &taken); n++) {
        if (taken == id)
            return true;
    }
    return false;
}
