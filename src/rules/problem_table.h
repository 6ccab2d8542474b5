// Every sentence about a rule that has a mistake, English and Japanese side by side.
// {0}: ks_rule_problem.text. Columns: name, severity, sentence (en, ja), remedy (en, ja).
#pragma once

// clang-format off
#define KS_RULE_PROBLEMS(X) KS_RULE_PROBLEMS_OF_FILES(X) KS_RULE_PROBLEMS_OF_RULES(X) \
    KS_RULE_PROBLEMS_OF_VALUES(X) KS_RULE_PROBLEMS_OF_CONDITIONS(X) \
    KS_RULE_PROBLEMS_OF_CORRELATIONS(X) KS_RULE_PROBLEMS_OF_STYLE(X)

#define KS_RULE_PROBLEMS_OF_FILES(X) \
  X(NOT_YAML, LEFT_OUT, "not YAML: {0}", "YAML ではありません: {0}", \
    "correct the line", "この行を修正してください") \
  X(UNREADABLE, LEFT_OUT, "the file cannot be read: {0}", "ファイルを読み取れません: {0}", \
    "check the file and your right to read it", "ファイルと読み取り権限を確認してください") \
  X(FILE_TOO_LARGE, LEFT_OUT, "the file is larger than 4 MiB", "ファイルが 4 MiB を超えています", \
    "split it into several files", "複数のファイルに分割してください") \
  X(TOO_MANY_NODES, LEFT_OUT, "the file has more than 200,000 values", "ファイル内の値が 200,000 個を超えています", \
    "split it into several files", "複数のファイルに分割してください") \
  X(FILE_TOO_COSTLY, LEFT_OUT, "the rules of this file are too large together; the rest of it is left out", "このファイルのルールは合計で大きすぎます。残りは読み込みません", \
    "split it into several files", "複数のファイルに分割してください") \
  X(YAML_DEEP, LEFT_OUT, "nested deeper than 64 levels", "入れ子が 64 段を超えています", \
    "flatten the structure", "入れ子を浅くしてください") \
  X(YAML_ALIAS, LEFT_OUT, "anchors (&) and aliases (*) of YAML are not taken", "YAML のアンカー (&) とエイリアス (*) は使えません", \
    "write the values out, or put a text that begins with & or * in quotes", "値をそのまま書くか、& や * で始まる文字列を引用符で囲んでください") \
  X(YAML_TAG, LEFT_OUT, "tags of YAML (!) are not taken", "YAML のタグ (!) は使えません", \
    "remove the tag, or put a text that begins with ! in quotes", "タグを削除するか、! で始まる文字列を引用符で囲んでください") \
  X(YAML_KEY, LEFT_OUT, "a key is a list or a map", "キーがリストまたはマップになっています", \
    "use a text as key", "キーには文字列を使ってください") \
  X(DUPLICATE_KEY, LEFT_OUT, "the key '{0}' is there twice", "キー '{0}' が重複しています", \
    "join both, or put each into a search identifier of its own", "1 つにまとめるか、別々の検索識別子に分けてください") \
  X(NOT_A_RULE, NOTED, "no rule: none of the keys detection, correlation, filter and logsource", "ルールではありません: detection、correlation、filter、logsource のいずれのキーもありません", \
    "nothing, if the file is no rule", "ルールのファイルでなければ、対処は不要です") \
  X(BAD_ACTION, LEFT_OUT, "unknown action '{0}'", "不明な action '{0}' です", \
    "use global, reset or repeat", "global、reset、repeat のいずれかを使ってください")

#define KS_RULE_PROBLEMS_OF_RULES(X) \
  X(NO_TITLE, WARNED, "the rule has no title", "ルールに title がありません", \
    "add 'title'", "title を追加してください") \
  X(LONG_TITLE, NOTED, "the title is longer than 256 bytes", "title が 256 バイトを超えています", \
    "shorten it and use 'description'", "短くし、詳細は description に書いてください") \
  X(BAD_ID, WARNED, "the id '{0}' is no UUID", "id '{0}' は UUID ではありません", \
    "make a UUID, with uuidgen for example", "uuidgen などで UUID を作成してください") \
  X(BAD_DATE, NOTED, "'{0}' is no date", "'{0}' は日付ではありません", \
    "write YYYY-MM-DD", "YYYY-MM-DD の形式で書いてください") \
  X(BAD_TAG, NOTED, "the tag '{0}' has no namespace, or has characters that tags do not have", "タグ '{0}' に名前空間がないか、使えない文字があります", \
    "write it as attack.t1059 or cve.2021-44228, in lower case", "attack.t1059 や cve.2021-44228 のように小文字で書いてください") \
  X(BAD_LEVEL, WARNED, "unknown level '{0}'; taken as medium", "不明な level '{0}' です。medium として扱います", \
    "use informational, low, medium, high or critical", "informational、low、medium、high、critical のいずれかを使ってください") \
  X(BAD_STATUS, WARNED, "unknown status '{0}'", "不明な status '{0}' です", \
    "use stable, test, experimental, deprecated or unsupported", "stable、test、experimental、deprecated、unsupported のいずれかを使ってください") \
  X(BAD_RELATED, NOTED, "an entry of 'related' lacks its id or its type", "related の項目に id または type がありません", \
    "give each an id and a type", "それぞれに id と type を書いてください") \
  X(OTHER_TAXONOMY, LEFT_OUT, "the taxonomy '{0}' is not sigma", "taxonomy '{0}' は sigma ではありません", \
    "translate the field names to those of Sigma and remove 'taxonomy'", "フィールド名を Sigma のものに直し、taxonomy を削除してください") \
  X(NO_LOGSOURCE, LEFT_OUT, "the rule has no logsource", "ルールに logsource がありません", \
    "add 'logsource' with category, product or service", "category、product、service のいずれかを持つ logsource を追加してください") \
  X(BAD_LOGSOURCE, LEFT_OUT, "logsource names no category, product or service", "logsource に category、product、service がありません", \
    "give it at least one of them, each a text", "少なくとも 1 つを文字列で書いてください") \
  X(NO_DETECTION, LEFT_OUT, "the rule has no detection", "ルールに detection がありません", \
    "add 'detection' with search identifiers and a condition", "検索識別子と condition を持つ detection を追加してください") \
  X(NO_IDENTIFIERS, LEFT_OUT, "there are no search identifiers", "検索識別子がありません", \
    "add one, 'selection' for example", "selection などの検索識別子を追加してください") \
  X(DUPLICATE_ID, LEFT_OUT, "a rule with this id was read before: {0}", "同じ id のルールを既に読み込みました: {0}", \
    "keep one of the two, or give one a new id", "どちらかを残すか、新しい id を付けてください") \
  X(SAME_ID, NOTED, "several rules of this file have the same id", "このファイルの複数のルールが同じ id を持っています", \
    "give each rule an id of its own", "ルールごとに別の id を付けてください") \
  X(SUPERSEDED, NOTED, "a newer rule takes this one's place: {0}", "このルールに代わる新しいルールがあります: {0}", \
    "remove this one", "このルールを削除してください") \
  X(TOO_LARGE, LEFT_OUT, "the rule has more than 100,000 tests, or its condition repeats them too often", "テストが 100,000 個を超えているか、condition での繰り返しが多すぎます", \
    "split the rule", "ルールを分割してください")

#define KS_RULE_PROBLEMS_OF_VALUES(X) \
  X(UNKNOWN_MODIFIER, LEFT_OUT, "unknown modifier '{0}'", "不明な修飾子 '{0}' です", \
    "correct it, or remove it", "修正するか、削除してください") \
  X(MODIFIER_ORDER, LEFT_OUT, "the modifier '{0}' cannot stand here", "修飾子 '{0}' はここでは使えません", \
    "see the legal orders in docs/sigma.md", "使える順序は docs/sigma.md をご覧ください") \
  X(NO_BASE64, LEFT_OUT, "the modifier '{0}' is not followed by base64 or base64offset", "修飾子 '{0}' の後に base64 または base64offset がありません", \
    "add base64offset, or remove '{0}': texts are compared as they read", "base64offset を追加するか、'{0}' を削除してください (文字列は文字として比較されます)") \
  X(NEEDS_FIELD, LEFT_OUT, "this modifier needs a field", "この修飾子にはフィールドが必要です", \
    "put the field's name in front", "前にフィールド名を書いてください") \
  X(NEEDS_NUMBER, LEFT_OUT, "'{0}' is no number", "'{0}' は数値ではありません", \
    "write a number without quotes", "引用符を付けずに数値を書いてください") \
  X(NEEDS_BOOL, LEFT_OUT, "'{0}' is neither true nor false", "'{0}' は true でも false でもありません", \
    "write true or false without quotes", "引用符を付けずに true または false と書いてください") \
  X(NEEDS_TEXT, LEFT_OUT, "'{0}' is no text, which this modifier needs", "この修飾子には文字列が必要ですが、'{0}' は文字列ではありません", \
    "put it in quotes, or remove the modifier", "引用符で囲むか、修飾子を削除してください") \
  X(NUMBER_AS_TEXT, NOTED, "the number '{0}' is compared as text", "数値 '{0}' を文字列として比較します", \
    "put it in quotes", "引用符で囲んでください") \
  X(NESTED_VALUE, LEFT_OUT, "a list or a map stands where a value belongs: '{0}'", "値が必要な場所にリストまたはマップがあります: '{0}'", \
    "write one flat list of values", "値を入れ子のないリストにしてください") \
  X(UNKNOWN_KEY, LEFT_OUT, "unknown key '{0}' under a field", "フィールドの下に不明なキー '{0}' があります", \
    "use min_length, value, regexes or allowlist, or a search identifier of its own", "min_length、value、regexes、allowlist を使うか、別の検索識別子に分けてください") \
  X(EMPTY, LEFT_OUT, "'{0}' is empty", "'{0}' が空です", \
    "give it values, or remove it", "値を書くか、削除してください") \
  X(EMPTY_LIST, WARNED, "the list of '{0}' is empty; taken as null", "'{0}' のリストが空です。null として扱います", \
    "write null if the field has to be absent or empty", "フィールドがないか空であることを調べる場合は null と書いてください") \
  X(NULL_IN_LIST, WARNED, "null in the list of '{0}'; taken as one of the alternatives", "'{0}' のリストに null があります。選択肢の 1 つとして扱います", \
    "put it into a search identifier of its own, or in quotes", "別の検索識別子に分けるか、引用符で囲んでください") \
  X(WILDCARD_ENCODED, LEFT_OUT, "a value with wildcards cannot be encoded: '{0}'", "ワイルドカードを含む値はエンコードできません: '{0}'", \
    "write \\* and \\? for the characters themselves", "文字そのものは \\* や \\? と書いてください") \
  X(TOO_SHORT_ENCODED, LEFT_OUT, "'{0}' is too short: nothing certain of its Base64 text is left", "'{0}' は短すぎるため、Base64 で確実に決まる部分がありません", \
    "use a longer text", "もっと長い文字列を使ってください") \
  X(BAD_REGEX, LEFT_OUT, "not a regular expression: {0}", "正規表現ではありません: {0}", \
    "correct it", "修正してください") \
  X(BAD_NETWORK, LEFT_OUT, "'{0}' is no network", "'{0}' はネットワークではありません", \
    "write 10.0.0.0/8 or fe80::/10", "10.0.0.0/8 や fe80::/10 のように書いてください") \
  X(HOST_BITS, LEFT_OUT, "'{0}' has bits set behind its prefix", "'{0}' はプレフィックスより後ろのビットが設定されています", \
    "write the first address of the network, 10.0.0.0/8", "10.0.0.0/8 のようにネットワークの先頭アドレスを書いてください") \
  X(BAD_FIELDREF, LEFT_OUT, "'{0}' is no name of a field", "'{0}' はフィールド名ではありません", \
    "write the other field's name, without wildcards", "もう一方のフィールド名をワイルドカードなしで書いてください") \
  X(NEEDS_LIST, LEFT_OUT, "needs list {0}: nothing says what %{0}% stands for", "リスト {0} が必要です: %{0}% の値が与えられていません", \
    "give a folder with {0}.txt, one value a line", "{0}.txt (1 行に 1 つの値) を入れたフォルダーを指定してください") \
  X(TOO_MANY_EXPANSIONS, LEFT_OUT, "the placeholders of '{0}' make more than 50,000 values", "'{0}' のプレースホルダーから 50,000 個を超える値ができます", \
    "use fewer placeholders in one value, or shorter lists", "1 つの値で使うプレースホルダーを減らすか、リストを短くしてください") \
  X(FILE_OUTSIDE, LEFT_OUT, "the file '{0}' does not lie in the folder of the rules", "ファイル '{0}' はルールのフォルダーの中にありません", \
    "put it there and name it by a relative path", "フォルダーの中に置き、相対パスで指定してください") \
  X(FILE_MISSING, LEFT_OUT, "the file '{0}', which the rule names, cannot be read", "ルールが指定するファイル '{0}' を読み取れません", \
    "put it into the folder of the rules", "ルールのフォルダーの中に置いてください")

#define KS_RULE_PROBLEMS_OF_CONDITIONS(X) \
  X(NO_CONDITION, LEFT_OUT, "there is no condition", "condition がありません", \
    "add 'condition'", "condition を追加してください") \
  X(IMPLIED_CONDITION, WARNED, "there is no condition; the only search identifier, '{0}', is taken for it", "condition がないため、唯一の検索識別子 '{0}' を条件とします", \
    "add 'condition: {0}'", "'condition: {0}' を追加してください") \
  X(BAD_CONDITION, LEFT_OUT, "the condition is empty or no text", "condition が空か、文字列ではありません", \
    "write a text, or a list of texts", "文字列、または文字列のリストを書いてください") \
  X(CONDITION_SYNTAX, LEFT_OUT, "'{0}' does not belong here in a condition", "condition のこの位置に '{0}' は書けません", \
    "join search identifiers with and, or, not, 1 of, all of and parentheses", "検索識別子を and、or、not、1 of、all of とかっこで結んでください") \
  X(CONDITION_END, LEFT_OUT, "the condition ends too early", "condition が途中で終わっています", \
    "add what is missing", "足りない部分を追加してください") \
  X(CONDITION_PARENTHESIS, LEFT_OUT, "the parentheses of the condition do not match", "condition のかっこが対応していません", \
    "close each one that is opened", "開いたかっこをすべて閉じてください") \
  X(CONDITION_DEEP, LEFT_OUT, "the condition is nested deeper than 256 levels", "condition の入れ子が 256 段を超えています", \
    "simplify it", "簡潔にしてください") \
  X(CONDITION_LONG, LEFT_OUT, "the condition is longer than 64 KiB", "condition が 64 KiB を超えています", \
    "use patterns, such as 1 of selection_*", "1 of selection_* のようなパターンを使ってください") \
  X(UNKNOWN_IDENTIFIER, LEFT_OUT, "there is no search identifier '{0}'", "検索識別子 '{0}' がありません", \
    "define it, or correct the name", "定義を追加するか、名前を修正してください") \
  X(EMPTY_PATTERN, LEFT_OUT, "no search identifier fits '{0}'", "'{0}' に合う検索識別子がありません", \
    "correct the pattern; names that begin with _ only fit patterns that do", "パターンを修正してください (_ で始まる名前は _ で始まるパターンにだけ合います)") \
  X(BAD_QUANTIFIER, LEFT_OUT, "'{0} of' is not in Sigma", "'{0} of' は Sigma にありません", \
    "use 1 of, any of or all of", "1 of、any of、all of のいずれかを使ってください") \
  X(UPPER_KEYWORD, WARNED, "'{0}' is written in lower case in Sigma", "Sigma では '{0}' を小文字で書きます", \
    "write it in lower case", "小文字で書いてください") \
  X(AGGREGATE_SYNTAX, LEFT_OUT, "the aggregation behind | is not understood at '{0}'", "| の後の集計が '{0}' で解釈できません", \
    "write | count(field) by field > 5, or a correlation", "| count(field) by field > 5 のように書くか、correlation を使ってください") \
  X(BAD_TIMEFRAME, LEFT_OUT, "'{0}' is no length of time", "'{0}' は時間の長さではありません", \
    "write a number and s, m, h, d, w, M or y: 15m", "15m のように数値と s、m、h、d、w、M、y を書いてください")

#define KS_RULE_PROBLEMS_OF_CORRELATIONS(X) \
  X(BAD_CORRELATION, LEFT_OUT, "'{0}' of the correlation is missing or of the wrong kind", "correlation の '{0}' がないか、種類が違います", \
    "see docs/sigma.md for what it has to be", "正しい書き方は docs/sigma.md をご覧ください") \
  X(CORRELATION_KEY, WARNED, "unknown key '{0}' in the correlation", "correlation に不明なキー '{0}' があります", \
    "use type, rules, group-by, timespan, aliases, condition or generate", "type、rules、group-by、timespan、aliases、condition、generate のいずれかを使ってください") \
  X(BAD_TYPE, LEFT_OUT, "unknown type of correlation '{0}'", "不明な correlation の type '{0}' です", \
    "use event_count, value_count, temporal, temporal_ordered, value_sum, value_avg, value_percentile or value_median", \
    "event_count、value_count、temporal、temporal_ordered、value_sum、value_avg、value_percentile、value_median のいずれかを使ってください") \
  X(BAD_OPERATOR, LEFT_OUT, "unknown key '{0}' in the condition of a correlation", "correlation の condition に不明なキー '{0}' があります", \
    "use gt, gte, lt, lte, eq, neq, field or percentile", "gt、gte、lt、lte、eq、neq、field、percentile のいずれかを使ってください") \
  X(NO_BOUND, LEFT_OUT, "the condition compares with no number", "condition に比較する数値がありません", \
    "add gte: 10, for example", "gte: 10 などを追加してください") \
  X(NO_COUNTED_FIELD, LEFT_OUT, "the type '{0}' needs a field in its condition", "type '{0}' の condition には field が必要です", \
    "add field: NAME to the condition", "condition に field: NAME を追加してください") \
  X(BAD_PERCENTILE, LEFT_OUT, "value_percentile needs percentile, a whole number from 1 to 100", "value_percentile には 1 から 100 までの整数の percentile が必要です", \
    "add percentile: 95 to the condition", "condition に percentile: 95 などを追加してください") \
  X(BAD_ALIAS, LEFT_OUT, "the alias '{0}' is not a map from rules of this correlation to fields", "別名 '{0}' は、この correlation のルールからフィールドへのマップではありません", \
    "write alias: {rule: field}, for rules that 'rules' names", "rules にあるルールについて alias: {rule: field} の形で書いてください") \
  X(UNKNOWN_MEMBER, LEFT_OUT, "there is no rule '{0}'", "ルール '{0}' がありません", \
    "load the file that has it, or correct the id or name", "そのルールのファイルも読み込むか、id または name を修正してください") \
  X(MEMBER_RETIRED, LEFT_OUT, "the rule '{0}' is deprecated or unsupported, and so not loaded", "ルール '{0}' は deprecated または unsupported のため、読み込まれていません", \
    "ask for deprecated rules too, or refer to the rule that took its place", "deprecated のルールも読み込むか、後継のルールを参照してください") \
  X(MEMBER_LEFT_OUT, LEFT_OUT, "the rule '{0}' is left out itself", "ルール '{0}' 自体が読み込めません", \
    "correct that rule first", "先にそのルールを修正してください") \
  X(MEMBER_BY_TITLE, WARNED, "the rule '{0}' is found by its title only", "ルール '{0}' は title でのみ見つかりました", \
    "refer to it by its id or name", "id または name で参照してください") \
  X(CYCLE, LEFT_OUT, "the references of the correlation run in a circle, by way of '{0}'", "correlation の参照が '{0}' を通じて循環しています", \
    "break the circle", "循環をなくしてください") \
  X(RULES_DIFFER, LEFT_OUT, "'rules' and the condition do not name the same rules: '{0}'", "rules と condition が同じルールを挙げていません: '{0}'", \
    "name each rule in both, or leave 'rules' out", "両方に同じルールを書くか、rules を省いてください") \
  X(RARE, NOTED, "a bound from above only: also few events make a result, so the evidence has to be complete", "上限だけの条件です。イベントが少ないだけでも結果になるため、証拠がそろっている必要があります", \
    "keep it for evidence without gaps", "欠落のない証拠にだけ使ってください") \
  X(NO_FILTER, LEFT_OUT, "the filter lacks '{0}', or it is of the wrong kind", "フィルターの '{0}' がないか、種類が違います", \
    "a filter has rules, search identifiers and a condition", "フィルターには rules、検索識別子、condition が必要です") \
  X(FILTER_WITHOUT_NOT, WARNED, "the filter's condition has no 'not': only events that fit it are kept", "フィルターの condition に not がありません。条件に合うイベントだけが残ります", \
    "to leave events out, write condition: not selection", "イベントを除外するには condition: not selection と書いてください") \
  X(FILTER_UNUSED, WARNED, "the filter fits none of the rules that are loaded", "このフィルターに合うルールが読み込まれていません", \
    "compare its logsource and rules with those it is meant for", "対象のルールと logsource および rules を見比べてください")

// Oddities that `rules check` tells (lint.c).
#define KS_RULE_PROBLEMS_OF_STYLE(X) \
  X(NO_ID, NOTED, "the rule has no id", "ルールに id がありません", \
    "make a UUID, with uuidgen for example", "uuidgen などで UUID を作成してください") \
  X(NO_STATUS, NOTED, "the rule has no status", "ルールに status がありません", \
    "add 'status': experimental, test or stable", "status (experimental、test、stable) を追加してください") \
  X(SOURCE_UNKNOWN, WARNED, "the log source '{0}' is not known: the rule looks at no event", "ログ ソース '{0}' が不明なため、このルールはどのイベントも対象にしません", \
    "check category and service for mistypes, or map it by --logsources", "category と service の綴りを確認するか、--logsources で対応付けてください") \
  X(SOURCE_NOT_LOGGED, WARNED, "no event log of Windows carries the log source '{0}'", "ログ ソース '{0}' を記録する Windows イベント ログはありません", \
    "use a category that is logged, such as file_event", "file_event など、記録されるカテゴリを使ってください") \
  X(NO_LEVEL, NOTED, "the rule has no level; taken as medium", "ルールに level がありません。medium として扱います", \
    "add 'level': informational, low, medium, high or critical", "level (informational、low、medium、high、critical) を追加してください") \
  X(NO_DATE, NOTED, "the rule has no date", "ルールに date がありません", \
    "add 'date': YYYY-MM-DD", "date を YYYY-MM-DD の形式で追加してください") \
  X(NO_DESCRIPTION, NOTED, "the rule has no description", "ルールに description がありません", \
    "say what the rule finds and why that matters", "何を検出し、なぜ重要かを書いてください") \
  X(NO_FALSEPOSITIVES, NOTED, "the rule names no false positives", "ルールに falsepositives がありません", \
    "add 'falsepositives', even if it says Unknown", "falsepositives を追加してください (不明なら Unknown)") \
  X(NO_ATTACK_TAG, NOTED, "no tag names a technique or tactic of ATT&CK", "ATT&CK の手法または戦術を示すタグがありません", \
    "add tags such as attack.execution and attack.t1059.001", "attack.execution や attack.t1059.001 などのタグを追加してください") \
  X(UNUSED_IDENTIFIER, NOTED, "the condition does not use the search identifier '{0}'", "検索識別子 '{0}' は condition で使われていません", \
    "use it in the condition, or remove it", "condition で使うか、削除してください") \
  X(FILTER_NOT_NEGATED, NOTED, "the condition uses '{0}' without 'not': only events that fit it are found", "condition が '{0}' を not なしで使っています。合うイベントだけが検出されます", \
    "write 'and not {0}', or give it a name that does not begin with filter", "and not {0} と書くか、filter で始まらない名前にしてください") \
  X(ALL_OF_ONE, NOTED, "'{0}' has a single value, for which 'all' says nothing", "'{0}' の値は 1 つだけなので、all は意味を持ちません", \
    "remove 'all', or add the missing values", "all を削除するか、足りない値を追加してください") \
  X(ESCAPED_WILDCARD, NOTED, "the backslash in front of the wildcard makes it a plain character: '{0}'", "ワイルドカードの前の \\ により、ただの文字として扱われます: '{0}'", \
    "write \\\\* for a backslash and anything behind it", "\\ の後に任意の文字列が続く場合は \\\\* と書いてください") \
  X(REGEX_PLAIN, NOTED, "the regular expression is a plain text: '{0}'", "正規表現がただの文字列です: '{0}'", \
    "use 'contains', which ignores case, or 'contains' with 'cased'", "contains (大文字と小文字を区別しない)、または contains と cased を使ってください") \
  X(SHORT_TEXT, NOTED, "'{0}' is so short that many events contain it", "'{0}' は短すぎるため、多くのイベントに含まれます", \
    "use a longer text, or join it with others by 'all'", "もっと長い文字列を使うか、all で他の値と組み合わせてください")
// clang-format on
