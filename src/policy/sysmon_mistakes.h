// What can be wrong with a Sysmon configuration. Facts from the public rule engine (it validates
// against a DTD made from the schema version that the file states) and Microsoft's page on Sysmon.
#pragma once
#include "policy/mistake.h"

// clang-format off
#define SYSMON_MISTAKES_OF_FORM(X) \
  X(NOT_SYSMON, "sysmon-root", ERROR, "the root element is '{0}', not Sysmon", "ルート要素が Sysmon ではなく '{0}' です", \
    "put it into <Sysmon schemaversion=\"...\"><EventFiltering>; a fragment is not loaded", "<Sysmon schemaversion=\"...\"><EventFiltering> の中に入れてください (断片は読み込まれません)") \
  X(NO_SCHEMA, "sysmon-no-schema", ERROR, "schemaversion is missing", "schemaversion がありません", \
    "write the version that 'sysmon -s' prints, schemaversion=\"4.90\" for Sysmon 15", "sysmon -s が表示するバージョンを書いてください (Sysmon 15 なら schemaversion=\"4.90\")") \
  X(BAD_SCHEMA, "sysmon-schema", ERROR, "there is no schema version '{0}'", "スキーマ バージョン '{0}' は存在しません", \
    "write one that 'sysmon -s' prints, such as 4.90", "sysmon -s が表示するもの (4.90 など) を書いてください") \
  X(UNKNOWN_TAG, "sysmon-tag", ERROR, "there is no event or option '{0}'; the nearest is '{1}'", "イベントまたはオプション '{0}' はありません。最も近いのは '{1}' です", \
    "correct the name (case matters); Sysmon refuses the whole file", "名前を修正してください (大文字と小文字は区別されます)。このままでは Sysmon はファイル全体を拒否します") \
  X(TAG_LATER, "sysmon-tag-later", ERROR, "'{0}' came with schema {1}, which is newer than the one that the file states", "'{0}' はスキーマ {1} で追加されたもので、ファイルの schemaversion より新しいものです", \
    "raise schemaversion to {1}, or remove the element", "schemaversion を {1} に上げるか、要素を取り除いてください") \
  X(UNKNOWN_FIELD, "sysmon-field", ERROR, "this event has no field '{0}'; the nearest is '{1}'", "このイベントにフィールド '{0}' はありません。最も近いのは '{1}' です", \
    "correct the name (case matters); Sysmon refuses the whole file", "名前を修正してください (大文字と小文字は区別されます)。このままでは Sysmon はファイル全体を拒否します") \
  X(FIELD_LATER, "sysmon-field-later", ERROR, "the field '{0}' came with schema {1}, which is newer than the one that the file states", \
    "フィールド '{0}' はスキーマ {1} で追加されたもので、ファイルの schemaversion より新しいものです", \
    "raise schemaversion to {1}, or remove the filter", "schemaversion を {1} に上げるか、フィルターを取り除いてください") \
  X(UNKNOWN_CONDITION, "sysmon-condition", ERROR, "there is no condition '{0}'; the nearest is '{1}'", "条件 '{0}' はありません。最も近いのは '{1}' です", \
    "correct it", "修正してください") \
  X(CONDITION_LATER, "sysmon-condition-later", ERROR, "the condition '{0}' came with schema {1}, which is newer than the one that the file states", \
    "条件 '{0}' はスキーマ {1} で追加されたもので、ファイルの schemaversion より新しいものです", \
    "raise schemaversion to {1}, or use another condition", "schemaversion を {1} に上げるか、別の条件を使ってください") \
  X(UNKNOWN_ATTRIBUTE, "sysmon-attribute", ERROR, "'{1}' has no attribute '{0}'", "'{1}' に属性 '{0}' はありません", \
    "remove or correct it", "取り除くか修正してください") \
  X(NO_ONMATCH, "sysmon-no-onmatch", ERROR, "'{0}' does not say onmatch", "'{0}' に onmatch がありません", \
    "write onmatch=\"include\" or onmatch=\"exclude\"", "onmatch=\"include\" または onmatch=\"exclude\" を書いてください") \
  X(BAD_ONMATCH, "sysmon-onmatch", ERROR, "onmatch is '{0}'", "onmatch が '{0}' です", \
    "write include or exclude, in lower case", "include または exclude を小文字で書いてください") \
  X(NO_RELATION, "sysmon-no-relation", ERROR, "RuleGroup does not say groupRelation", "RuleGroup に groupRelation がありません", \
    "write groupRelation=\"or\" or groupRelation=\"and\"", "groupRelation=\"or\" または groupRelation=\"and\" を書いてください") \
  X(BAD_RELATION, "sysmon-relation", ERROR, "groupRelation is '{0}'", "groupRelation が '{0}' です", \
    "write and or or, in lower case", "and または or を小文字で書いてください") \
  X(STRAY_TEXT, "sysmon-text", ERROR, "text stands in '{0}', where elements belong", "要素を書くべき '{0}' の中に文字列があります", \
    "remove it, or put it into <!-- -->", "取り除くか、<!-- --> で囲んでください") \
  X(STRAY_ELEMENT, "sysmon-element", ERROR, "'{0}' cannot stand in '{1}'", "'{0}' は '{1}' の中に書けません", \
    "move it to where it belongs", "正しい場所に移してください") \
  X(NAME_TOO_LONG, "sysmon-name-long", ERROR, "the name is longer than 255 characters", "名前が 255 文字を超えています", \
    "shorten it", "短くしてください") \
  X(EMPTY_RULE, "sysmon-rule-empty", WARNING, "the Rule has no filters", "Rule にフィルターがありません", \
    "give it filters, or remove it", "フィルターを書くか、取り除いてください")

#define SYSMON_MISTAKES_OF_MEANING(X) \
  X(LOGS_NOTHING, "sysmon-logs-nothing", NOTE, "an empty include: no event of {0} is logged", "空の include です。{0} のイベントは記録されません", \
    "nothing, if that is meant; for all events write an empty exclude", "意図どおりなら対処は不要です。すべて記録するには空の exclude を書いてください") \
  X(LOGS_ALL, "sysmon-logs-all", NOTE, "an empty exclude: every event of {0} is logged", "空の exclude です。{0} のイベントがすべて記録されます", \
    "nothing, if that is meant", "意図どおりなら対処は不要です") \
  X(IDLE_EMPTY, "sysmon-empty-idle", WARNING, "this empty element does nothing: other elements of {0} decide, and what they do not match is dropped", \
    "この空の要素は効果がありません。{0} の他の要素で決まり、どれにも一致しないものは記録されません", \
    "remove it", "取り除いてください") \
  X(DROPS_ALL, "sysmon-drops-all", WARNING, "with this empty include beside an exclude, no event of {0} is logged: what nothing matches is dropped", \
    "exclude と並んで空の include があるため、{0} のイベントは一切記録されません (どれにも一致しないものは破棄されます)", \
    "remove the empty include: the exclude alone logs the rest", "空の include を取り除いてください。exclude だけなら残りが記録されます") \
  X(DROPS_REST, "sysmon-drops-rest", WARNING, "several exclude elements of {0} and no include: what matches none of them is dropped as well", \
    "{0} に exclude が複数あり include がありません。どれにも一致しないイベントも記録されません", \
    "join the exclude elements into one", "exclude の要素を 1 つにまとめてください") \
  X(AND_OUTSIDE, "sysmon-and-outside", WARNING, "outside a RuleGroup the different fields of {0} are joined by AND", "RuleGroup の外では、{0} の異なるフィールドは AND で結合されます", \
    "put the element into <RuleGroup groupRelation=\"or\"> if each alone should match", "それぞれ単独で一致させるには <RuleGroup groupRelation=\"or\"> の中に入れてください") \
  X(RULE_OR, "sysmon-rule-or", WARNING, "a Rule without groupRelation: its filters are joined by OR", "groupRelation のない Rule です。フィルターは OR で結合されます", \
    "write groupRelation=\"and\" if all should match", "すべてを満たす場合に限るなら groupRelation=\"and\" を書いてください") \
  X(WILDCARD, "sysmon-wildcard", WARNING, "'*' is compared as it is: no condition of Sysmon has wildcards", "'*' は文字として比較されます。Sysmon の条件にワイルドカードはありません", \
    "use begin with, end with, contains or contains all", "begin with、end with、contains、contains all を使ってください") \
  X(LIST, "sysmon-list", WARNING, "'{0}' compares the whole value: ';' does not separate alternatives here", "条件 '{0}' は値全体を比較します。';' は選択肢の区切りになりません", \
    "use contains any or is any", "contains any または is any を使ってください") \
  X(LIST_BLANK, "sysmon-list-blank", WARNING, "the item '{0}' has blanks at its end or start, and they are compared", "項目 '{0}' の前後に空白があり、空白も比較されます", \
    "remove the blanks around ';'", "';' の前後の空白を取り除いてください") \
  X(EMPTY_ITEM, "sysmon-list-empty", WARNING, "the list has an empty item, which every event matches", "リストに空の項目があり、すべてのイベントが一致します", \
    "remove the ';' that has nothing before or behind it", "余分な ';' を取り除いてください") \
  X(IMAGE_PATH, "sysmon-image-path", WARNING, "'image' compares whole paths when there is a '\\': '{0}' never matches", "'image' は '\\' を含む値を完全パスとして比較するため、'{0}' が一致することはありません", \
    "write the whole path or the bare name, or use end with", "完全パスかファイル名だけを書くか、end with を使ってください") \
  X(NUMBER_AS_TEXT, "sysmon-number", WARNING, "'{0}' compares as text, not as number: \"9\" is more than \"10\"", "'{0}' は数値ではなく文字列として比較します (\"9\" は \"10\" より大きい)", \
    "list the values with is any", "is any で値を列挙してください") \
  X(SHADOWED, "sysmon-shadowed", WARNING, "never logged: the exclude '{0}' in line {1} takes all that this filter matches", "記録されません。{1} 行目の exclude '{0}' が、このフィルターに一致するものをすべて除外します", \
    "make the exclude narrower, or remove this filter", "exclude を狭めるか、このフィルターを取り除いてください") \
  X(DUPLICATE, "sysmon-duplicate", NOTE, "the same filter stands in line {0}", "同じフィルターが {0} 行目にあります", \
    "remove one of the two", "どちらか一方を取り除いてください") \
  X(NO_DNS, "sysmon-no-dns", WARNING, "DnsLookup is off: {0} is empty unless the system knows the name", "DnsLookup が無効です。システムが名前を知らない限り {0} は空になります", \
    "filter by address or port, or remove DnsLookup", "アドレスやポートで絞り込むか、DnsLookup を取り除いてください") \
  X(NO_HASH, "sysmon-hash", WARNING, "the filter looks for {0}, which HashAlgorithms does not make", "フィルターが {0} を調べていますが、HashAlgorithms で計算されません", \
    "add {0} to HashAlgorithms", "HashAlgorithms に {0} を追加してください") \
  X(NO_SHA256, "sysmon-sha256", NOTE, "HashAlgorithms lacks SHA256", "HashAlgorithms に SHA256 がありません", \
    "add SHA256: most lists of known files use it", "SHA256 を追加してください。既知ファイルの一覧の多くが使用しています") \
  X(ARCHIVES, "sysmon-archive", NOTE, "FileDelete keeps a copy of each deleted file in \\Sysmon of its volume, without limit", "FileDelete は削除されたファイルのコピーを各ボリュームの \\Sysmon に無制限に保存します", \
    "set ArchiveDirectory and watch the space, or use FileDeleteDetected", "ArchiveDirectory を設定して空き容量を監視するか、FileDeleteDetected を使ってください") \
  X(FLOOD, "sysmon-flood", WARNING, "all events of {0} are logged but those excluded: this floods the log", "除外したもの以外の {0} のイベントがすべて記録され、ログがあふれます", \
    "list what should be logged with onmatch=\"include\"", "記録するものを onmatch=\"include\" で列挙してください") \
  X(NO_CLIPBOARD, "sysmon-no-clipboard", WARNING, "no event of ClipboardChange is logged unless the option CaptureClipboard is on", "オプション CaptureClipboard が有効でないため、ClipboardChange のイベントは記録されません", \
    "add <CaptureClipboard/> (what is copied is stored, passwords too), or remove ClipboardChange", "<CaptureClipboard/> を追加するか (コピーした内容がパスワードも含めて保存されます)、ClipboardChange の要素を取り除いてください") \
  X(BLOCKS, "sysmon-blocks", WARNING, "an empty exclude: {0} does not only log, everything is blocked", "空の exclude です。{0} はイベントを記録するだけでなく、対象の操作をすべてブロックします", \
    "list what should be blocked with onmatch=\"include\"", "ブロックするものを onmatch=\"include\" で列挙してください") \
  X(WRITABLE, "sysmon-exclude-writable", WARNING, "every {1} that fits '{0}' is excluded, and users can write there", "'{0}' に該当する {1} はすべて除外されますが、該当する場所にはユーザーが書き込めます", \
    "exclude by more than the path, or not at all", "パス以外の条件も加えてください。加えられない場合は除外しないでください") \
  X(UNANCHORED, "sysmon-exclude-name", NOTE, "'{0}' is no whole path: every {1} that fits is excluded, wherever it lies", "'{0}' は完全パスではありません。これに該当する {1} は、場所にかかわらずすべて除外されます", \
    "write the whole path with is or begin with", "is で完全パスを書くか、begin with でドライブからのフォルダーのパスを書いてください")

#define SYSMON_MISTAKES(X) SYSMON_MISTAKES_OF_FORM(X) SYSMON_MISTAKES_OF_MEANING(X)
// clang-format on
typedef enum {
#define X(name, ...) SYSMON_##name,
    SYSMON_MISTAKES(X)
#undef X
        SYSMON_MISTAKE_COUNT
} sysmon_mistake;
extern const ks_mistake_kind sysmon_kinds[SYSMON_MISTAKE_COUNT];
