// OPTION(id, name, letter, value, kind, choices, English, Japanese): every option of the program.
// No include guard: expanded by options.h and options.c.
// clang-format off
OPTION(HELP, "help", 'h', NULL, SWITCH, NULL,
       "show help: -h on one screen, --help all of it", "ヘルプを表示します (-h は 1 画面、--help は全文)")
OPTION(LANG, "lang", 0, "LANG", ONCE, "en|ja",
       "language; names in CSV and JSON follow only this, not the environment",
       "言語 (CSV と JSON の名称は、環境変数ではなくこの指定だけに従います)")
OPTION(COLOR, "color", 0, "WHEN", ONCE, "auto|always|never",
       "colours; auto: on a terminal", "色 (auto: 端末のとき)")
OPTION(QUIET, "quiet", 'q', NULL, SWITCH, NULL,
       "no notes on stderr", "標準エラー出力に注記を出しません")
OPTION(VERBOSE, "verbose", 'v', NULL, SWITCH, NULL,
       "say what was read and what was skipped", "読み取ったものとスキップしたものを表示します")
OPTION(OUTPUT, "output", 'o', "PATH", ONCE, NULL,
       "write there instead of standard output", "標準出力の代わりに PATH に書き込みます")
OPTION(FORCE, "force", 0, NULL, SWITCH, NULL,
       "replace an output that exists", "既存の出力を置き換えます")
OPTION(FORMAT, "format", 0, "FORMAT", ONCE, "",
       "output format", "出力形式")
OPTION(SHAPE, "shape", 0, "SHAPE", ONCE, "flat|evtx_dump",
       "JSON Lines: our own, or evtx_dump's", "JSON Lines の形式")
OPTION(SORT, "sort", 0, "ORDER", ONCE, "none|time",
       "order of the events", "イベントの並び順")
OPTION(CHANNEL, "channel", 0, "GLOB", MANY, NULL,
       "only events of these channels (*, ?; ! excludes)", "このチャネルのイベントだけ (*、?、! は除外)")
OPTION(PROVIDER, "provider", 0, "GLOB", MANY, NULL,
       "only events of these providers (*, ?; ! excludes)", "このプロバイダーのイベントだけ (*、?、! は除外)")
OPTION(ID, "id", 0, "IDS", MANY, NULL,
       "only these event ids: 4624,4688,7000-7045,!7036", "このイベント ID だけ (例: 4624,4688,7000-7045,!7036)")
OPTION(COMPUTER, "computer", 0, "GLOB", MANY, NULL,
       "only events of these computers (*, ?; ! excludes)", "このコンピューターのイベントだけ (*、?、! は除外)")
OPTION(SINCE, "since", 0, "TIME", ONCE, NULL,
       "only from this time on: 2026-05-11, 2026-05-11T03:10", "この時刻以降だけ (2026-05-11、2026-05-11T03:10)")
OPTION(UNTIL, "until", 0, "TIME", ONCE, NULL,
       "only up to this time; a day includes its end", "この時刻までだけ (日付ならその日の終わりまで)")
OPTION(LEVEL, "level", 0, "LEVELS", MANY, NULL,
       "only these: critical,error,warning,information,verbose", "レベル: critical,error,warning,information,verbose")
OPTION(FOUND, "found", 0, "HOW", MANY, NULL,
       "only: live,unflushed,torn,slack,hidden,carved", "見つかり方: live,unflushed,torn,slack,hidden,carved")
OPTION(WHERE, "where", 0, "TEST", MANY, NULL,
       "only events whose field fits: 'CommandLine~*mimi*'", "フィールドが合うものだけ: 'CommandLine~*mimi*'")
OPTION(REGEXP, "regexp", 'e', "PATTERN", MANY, NULL,
       "a pattern; all arguments are evidence then", "パターン (引数はすべて証拠になります)")
OPTION(FILE, "file", 'f', "FILE", MANY, NULL,
       "patterns from a file, one a line", "パターンをファイルから読みます (1 行に 1 つ)")
OPTION(FIXED, "fixed-strings", 'F', NULL, SWITCH, NULL,
       "patterns are literal text", "パターンを文字どおりに扱います")
OPTION(IGNORE_CASE, "ignore-case", 'i', NULL, SWITCH, NULL,
       "capital and small letters are the same", "大文字と小文字を区別しません")
OPTION(RULES, "rules", 'r', "PATH", MANY, NULL,
       "Sigma rules: files and folders, instead of Konseki's own", "Sigma ルールのファイルやフォルダー (Konseki 内蔵のルールの代わり)")
OPTION(BUILTIN, "builtin", 0, NULL, SWITCH, NULL,
       "Konseki's own rules as well as those of --rules", "--rules に加えて Konseki 内蔵のルールも使います")
OPTION(NO_RULES, "no-rules", 0, NULL, SWITCH, NULL,
       "no Sigma rules at all", "Sigma ルールを使いません")
OPTION(MIN_LEVEL, "min-level", 0, "LEVEL", ONCE, "informational|low|medium|high|critical",
       "only rules of this level or above", "このレベル以上のルールだけ")
OPTION(STATUS, "status", 0, "STATUSES", MANY, NULL,
       "only rules of these: stable,test,experimental,deprecated,unsupported,none", "このステータスのルールだけ: stable,test,experimental,deprecated,unsupported,none")
OPTION(INCLUDE, "include", 0, "GLOB", MANY, NULL,
       "only rules whose id, name, tag or file fits (*, ?)", "ID、名前、タグ、ファイルが合うルールだけ (*、?)")
OPTION(EXCLUDE, "exclude", 0, "GLOB", MANY, NULL,
       "no rules whose id, name, tag or file fits (*, ?)", "ID、名前、タグ、ファイルが合うルールを除きます (*、?)")
OPTION(TUNING, "tuning", 0, "FILE", ONCE, NULL,
       "levels, exclusions, allowed hosts, placeholders (YAML)", "レベル、除外、許可するホスト、プレースホルダー (YAML)")
OPTION(PLACEHOLDERS, "placeholders", 0, "PATH", MANY, NULL,
       "values of placeholders: NAME.txt, one a line, or folders of them", "プレースホルダーの値: 名前.txt (1 行に 1 つ)、またはそのフォルダー")
OPTION(LOGSOURCES, "logsources", 0, "FILE", MANY, NULL,
       "more log sources, in the form of logsources.yaml", "ログ ソースの追加 (logsources.yaml と同じ形式)")
OPTION(FAIL_ON, "fail-on", 0, "LEVEL", ONCE, "",
       "exit status 1 when there is something of this level or above", "このレベル以上のものがあれば終了ステータスを 1 にします")
OPTION(NAVIGATOR, "navigator", 0, "FILE", ONCE, NULL,
       "write a layer of ATT&CK Navigator there", "ATT&CK Navigator のレイヤーを書き込みます")
OPTION(OWN_DOMAIN, "own-domain", 0, "DOMAIN", MANY, NULL,
       "a domain of your own, which forgers imitate", "自組織のドメイン (なりすましの対象として比較します)")
OPTION(TRUST_AUTHSERV, "trust-authserv", 0, "NAME", MANY, NULL,
       "a server of yours whose Authentication-Results are believed", "Authentication-Results を信頼する自組織の受信サーバー名")
OPTION(PROFILE, "profile", 0, "PROFILE", ONCE, NULL,
       "what is asked: recommended, minimum, server, ..., or a file", "要求する設定: recommended、minimum、server など、またはファイル")
OPTION(ROLE, "role", 0, "ROLE", ONCE, "client|server|dc",
       "the machine's role, whatever it says itself", "コンピューターの役割 (コンピューター自身の情報より優先)")
OPTION(ONLY, "only", 0, "ID", MANY, NULL,
       "only settings of this id (*, ?), and what they need", "この ID の設定 (*、?) と、その前提になる設定だけ")
OPTION(COLLECT, "collect", 0, NULL, SWITCH, NULL,
       "write a collector of evidence instead", "代わりに証拠の収集ツールを書き込みます")
OPTION(AUDIT_ONLY, "audit-only", 0, NULL, SWITCH, NULL,
       "where Windows can watch before it blocks, only watch", "監査だけにできる設定は、ブロックせず監査にします")
OPTION(FROM, "from", 0, "STATE", MANY, NULL,
       "the state before: hives, policies, exports, or folders of them", "変更前の状態: ハイブ、ポリシー、エクスポート、またはそのフォルダー")
OPTION(COVERAGE, "coverage", 0, NULL, SWITCH, NULL,
       "also what could be detected: rules, techniques, questions", "検知できる範囲も示します (ルール、手法、設問)")
OPTION(UNCONFIRMED, "unconfirmed", 0, NULL, SWITCH, NULL,
       "also settings that no primary source confirms", "一次情報で確認されていない設定も対象にします")
OPTION(RECORD, "record", 0, "ID", ONCE, NULL,
       "say why this record (its event record id) matches or not", "このレコード (イベント レコード ID) が一致する理由、一致しない理由を示します")
OPTION(ROOT, "root", 0, "FOLDER", ONCE, NULL,
       "where the paths of example logs in rules begin", "ルールにあるログ例のパスの起点")
OPTION(RULES_CACHE, "rules-cache", 0, "FOLDER", ONCE, NULL,
       "where compiled rules are kept (else ~/.cache/konseki)", "コンパイルしたルールの保存先 (既定は ~/.cache/konseki)")
OPTION(NO_CACHE, "no-cache", 0, NULL, SWITCH, NULL,
       "neither use nor keep compiled rules", "コンパイルしたルールを保存も利用もしません")
OPTION(SEARCH, "search", 0, "PATTERN", MANY, NULL,
       "only what fits in a key's or value's name or in data", "キーや値の名前、データが合うものだけ (パターン)")
OPTION(TREE, "tree", 0, NULL, SWITCH, NULL,
       "keys only, as a tree", "キーだけをツリーで表示します")
OPTION(DEPTH, "depth", 0, "N", ONCE, NULL,
       "only so many levels of keys below", "下位 N 階層のキーまで")
OPTION(SECURITY, "security", 0, NULL, SWITCH, NULL,
       "who may use each key, and what is audited (SDDL, and in words)", "各キーのアクセス許可と監査 (SDDL と文)")
OPTION(DELETED, "deleted", 0, NULL, SWITCH, NULL,
       "keys and values that were deleted, as far as they are left", "削除されたキーと値のうち、残っているもの")
OPTION(DIFF, "diff", 0, "OTHER", ONCE, NULL,
       "what is different in another hive", "別のハイブとの違い")
OPTION(NO_LOGS, "no-logs", 0, NULL, SWITCH, NULL,
       "do not replay the transaction logs beside the hive", "ハイブの横にあるトランザクション ログを適用しません")
OPTION(GROUP, "group", 0, "GROUP", ONCE, NULL,
       "only settings of this group", "このグループの設定だけ")
OPTION(WINDOWS, "windows", 0, "BUILD", ONCE, NULL,
       "which Windows: its build, from 7601 (else 19045)", "Windows のビルド番号: 7601 以降 (既定は 19045)")
OPTION(STATE, "state", 0, "STATE", MANY, NULL,
       "the machine: its hives, policies and exports, or folders of them", "コンピューターの状態: ハイブ、ポリシー、エクスポート、またはそのフォルダー")
OPTION(SYSMON, "sysmon", 0, "FILE", ONCE, NULL,
       "Sysmon runs with this configuration (XML, or the value Rules)", "この構成で Sysmon が動作しているものとします (XML、またはレジストリ値 Rules)")
OPTION(WHAT_IF, "what-if", 0, "N", ONCE, NULL,
       "the N settings (1 to 12) that would open the most", "検知範囲を最も広げる N 個 (1 から 12) の設定を求めます")
OPTION(BUDGET, "budget", 0, "SIZE", ONCE, NULL,
       "what they may write a day: 500MB, 2GB (else 1GB)", "それらが 1 日に記録してよい量: 500MB、2GB など (既定は 1GB)")
OPTION(RECOVERED, "recovered", 0, NULL, SWITCH, NULL,
       "also records from slack, hidden and carved ones", "スラック領域、隠し、カービングのレコードも含めます")
OPTION(CARVE, "carve", 0, NULL, SWITCH, NULL,
       "look for log chunks in any file (images, memory)", "任意のファイル (イメージなど) からチャンクを探します")
OPTION(TZ, "tz", 0, "ZONE", ONCE, NULL,
       "time zone that people read and type: +09:00, JST", "人が読み書きする時刻のタイム ゾーン (+09:00、JST)")
OPTION(THREADS, "threads", 0, "N", ONCE, NULL,
       "threads; the output does not depend on it", "スレッド数 (出力は変わりません)")
OPTION(PROGRESS, "progress", 0, "HOW", ONCE, "auto|json|never",
       "progress on stderr", "標準エラー出力の進捗")
OPTION(NO_SANDBOX, "no-sandbox", 0, NULL, SWITCH, NULL,
       "do not fence the program in (it is in the ledger)", "サンドボックスを使いません (証拠台帳に残ります)")
OPTION(REQUIRE_SANDBOX, "require-sandbox", 0, NULL, SWITCH, NULL,
       "refuse to run where there is no sandbox", "サンドボックスが使えない環境では実行しません")
OPTION(VERSION, "version", 0, NULL, SWITCH, NULL,
       "show the version; with -v what it was built with", "バージョンを表示します (-v: 構成も)")
// clang-format on
