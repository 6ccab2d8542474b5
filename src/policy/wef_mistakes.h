// What can be wrong with a subscription, its queries, and the client's policy (MS-EVEN6 2.2.15, the
// query schema of Windows Event Log, wecutil).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define WEF_MISTAKES_OF_XPATH(X) \
  X(X_EXPECTED, "xpath-expected", ERROR, "the query cannot be read from '{0}' on", "'{0}' 以降のクエリを解釈できません", \
    "correct it: names, brackets and operators of XPath", "XPath の名前、かっこ、演算子を確認して修正してください") \
  X(X_FUNCTION, "xpath-function", ERROR, "the event log service has no function '{0}'", "イベント ログ サービスに関数 '{0}' はありません", \
    "use comparisons; only band(), timediff() and position() exist", "比較を使ってください。使える関数は band()、timediff()、position() だけです") \
  X(X_ARGUMENTS, "xpath-arguments", ERROR, "'{0}' has the wrong number of arguments", "'{0}' の引数の数が正しくありません", \
    "write band(a,b), timediff(t) or timediff(t1,t2), position()", "band(a,b)、timediff(t) または timediff(t1,t2)、position() と書いてください") \
  X(X_AXIS, "xpath-axis", ERROR, "'{0}': only child elements and attributes can be named", "'{0}': 指定できるのは子要素と属性だけです", \
    "write the way from Event: *[System[...]] or *[EventData[...]]", "Event からの道筋を *[System[...]] や *[EventData[...]] のように書いてください") \
  X(X_OPERATOR, "xpath-operator", ERROR, "the event log service has no operator '{0}'", "イベント ログ サービスに演算子 '{0}' はありません", \
    "use and, or, =, !=, <, <=, >, >=", "and、or、=、!=、<、<=、>、>= を使ってください") \
  X(X_OPERATOR_CASE, "xpath-case", ERROR, "'{0}' has to be in lower case", "'{0}' は小文字で書く必要があります", \
    "write and, or", "and、or と書いてください") \
  X(X_UNCLOSED, "xpath-unclosed", ERROR, "'{0}' is not closed", "'{0}' が閉じられていません", \
    "add the missing bracket or quotation mark", "足りないかっこや引用符を追加してください") \
  X(X_START, "xpath-start", ERROR, "a query begins with * or Event, not with '{0}'", "クエリは '{0}' ではなく * または Event で始まります", \
    "write *[System[...]]", "*[System[...]] のように書いてください") \
  X(X_DEEP, "xpath-deep", ERROR, "nested deeper than 64 levels", "入れ子が 64 段を超えています", \
    "flatten it", "平らにしてください") \
  X(X_LIMIT, "xpath-limit", ERROR, "the query has {0} comparisons; the service takes 32", "クエリに比較が {0} 個あります。サービスの上限は 32 個です", \
    "split it into several Select elements", "複数の Select に分けてください") \
  X(X_MANY, "xpath-many", WARNING, "the query has {0} comparisons; more than about 20 fail in subscriptions", "クエリに比較が {0} 個あります。サブスクリプションでは約 20 個を超えると失敗します", \
    "split it into several Select elements, or use ranges", "複数の Select に分けるか、範囲で指定してください") \
  X(X_CONTRADICTION, "xpath-never", WARNING, "never matches: '{0}' cannot have both values", "一致することはありません。'{0}' が同時に両方の値を取ることはありません", \
    "join the values by or", "値を or で結んでください") \
  X(X_NO_SUCH_ELEMENT, "xpath-element", WARNING, "never matches: an event has no '{0}' here (case matters)", "一致することはありません。この位置に '{0}' を持つイベントはありません (大文字と小文字は区別されます)", \
    "correct the name: System, EventData, UserData; EventID, Level, Provider", "System、EventData、UserData、EventID、Level、Provider などの正しい名前に直してください") \
  X(X_NO_SUCH_ATTRIBUTE, "xpath-attribute", WARNING, "never matches: this element has no attribute '{0}' (case matters)", "一致することはありません。この要素に属性 '{0}' はありません (大文字と小文字は区別されます)", \
    "correct the name: Provider has Name and Guid, TimeCreated has SystemTime", "Provider の Name や Guid、TimeCreated の SystemTime などの正しい名前に直してください") \
  X(X_NOT_A_NUMBER, "xpath-number", WARNING, "never matches: '{0}' is no number", "一致することはありません。'{0}' は数値ではありません", \
    "write the number without blanks or text", "空白や文字を含めずに数値を書いてください") \
  X(X_OUT_OF_RANGE, "xpath-range", WARNING, "never matches: {0} is larger than this can be", "一致することはありません。{0} は取り得る範囲を超えています", \
    "correct the number", "数値を修正してください") \
  X(X_KEYWORDS_EQUAL, "xpath-keywords", NOTE, "Keywords are compared as a whole: other bits make it fail", "Keywords は全体が比較されるため、他のビットがあると一致しません", \
    "write band(Keywords,4503599627370496)", "band(Keywords,4503599627370496) のように書いてください") \
  X(X_OUTSIDE_SYSTEM, "xpath-outside-system", WARNING, "never matches: '{0}' stands in System", "一致することはありません。'{0}' は System の中にあります", \
    "write *[System[{0}=...]]", "*[System[{0}=...]] と書いてください") \
  X(LEVEL_AUDIT, "wef-level-audit", WARNING, "audit events of the Security log have level 0, which this query leaves out", "セキュリティ ログの監査イベントはレベル 0 ですが、このクエリはそれを除外しています", \
    "remove the test of Level, or add Level=0", "Level の条件を取り除くか、Level=0 を追加してください")

#define WEF_MISTAKES_OF_QUERY(X) \
  X(NO_QUERY_LIST, "wef-querylist", ERROR, "the query's root element is '{0}', not QueryList", "クエリのルート要素が QueryList ではなく '{0}' です", \
    "write <QueryList><Query Id=\"0\"><Select Path=\"Security\">*</Select></Query></QueryList>", "<QueryList><Query Id=\"0\"><Select Path=\"Security\">*</Select></Query></QueryList> のように書いてください") \
  X(NO_PATH, "wef-no-path", ERROR, "neither Query nor '{0}' says Path", "Query にも '{0}' にも Path がありません", \
    "write the channel: Path=\"Security\"", "Path=\"Security\" のようにチャネルを書いてください") \
  X(NO_SELECT, "wef-no-select", ERROR, "the Query selects nothing", "この Query は何も選択していません", \
    "add a Select", "Select を追加してください") \
  X(PATHS_LIMIT, "wef-paths", ERROR, "the Query has {0} channels; the service takes 256", "Query にチャネルが {0} 個あります。サービスの上限は 256 個です", \
    "split it into several Query elements", "複数の Query に分けてください") \
  X(MIXED, "wef-mixed", ERROR, "channels and files cannot be asked together", "チャネルとファイルを同時に照会することはできません", \
    "use channels only in a subscription", "サブスクリプションではチャネルだけを指定してください") \
  X(CHANNEL, "wef-channel", WARNING, "the channel '{0}' is not known; '{1}' is", "チャネル '{0}' は知られていません ('{1}' はあります)", \
    "check the name: a wrong channel makes the subscription fail in part", "名前を確認してください。誤ったチャネルがあるとサブスクリプションは一部失敗します") \
  X(SUPPRESS_ALONE, "wef-suppress", WARNING, "this Suppress does nothing: it acts only on a Select of '{0}' in the same Query", "この Suppress は効果がありません。同じ Query 内の '{0}' の Select にだけ作用します", \
    "move it into the Query that selects", "選択している Query の中に移してください") \
  X(SAME_ID, "wef-query-id", WARNING, "the Query Id '{0}' is there twice", "Query の Id '{0}' が重複しています", \
    "number the queries", "別の番号にしてください")

#define WEF_MISTAKES_OF_SUBSCRIPTION(X) \
  X(NAMESPACE, "wef-namespace", ERROR, "the namespace is '{0}'", "名前空間が '{0}' です", \
    "write xmlns=\"http://schemas.microsoft.com/2006/03/windows/events/subscription\"", "xmlns=\"http://schemas.microsoft.com/2006/03/windows/events/subscription\" と書いてください") \
  X(ELEMENT, "wef-element", ERROR, "a subscription has no '{0}' here; the nearest is '{1}'", "この位置に '{0}' は書けません。最も近いのは '{1}' です", \
    "correct or remove it", "修正するか取り除いてください") \
  X(MISSING, "wef-missing", ERROR, "'{0}' is missing", "'{0}' がありません", \
    "add it", "追加してください") \
  X(VALUE, "wef-value", ERROR, "'{1}' cannot be '{0}'", "'{1}' に '{0}' は指定できません", \
    "correct it: see docs/formats/policy-xml.md", "修正してください (docs/formats/policy-xml.md を参照)") \
  X(PULL, "wef-pull", ERROR, "a source-initiated subscription cannot be pulled", "ソース開始型のサブスクリプションでは Pull を指定できません", \
    "write Delivery Mode=\"Push\"", "Delivery Mode=\"Push\" と書いてください") \
  X(NOBODY, "wef-nobody", WARNING, "no computer may take part: both lists of allowed sources are empty", "許可されたソースがどちらの一覧にもなく、どのコンピューターも参加できません", \
    "write AllowedSourceDomainComputers, O:NSG:NSD:(A;;GA;;;DC)(A;;GA;;;NS) for all of the domain", "AllowedSourceDomainComputers を書いてください (ドメイン全体なら O:NSG:NSD:(A;;GA;;;DC)(A;;GA;;;NS))") \
  X(IGNORED, "wef-ignored", WARNING, "'{0}' counts only with ConfigurationMode Custom", "'{0}' は ConfigurationMode が Custom の場合にだけ有効です", \
    "write <ConfigurationMode>Custom</ConfigurationMode>, or remove it", "<ConfigurationMode>Custom</ConfigurationMode> と書くか、取り除いてください") \
  X(HTTP, "wef-http", WARNING, "computers outside of the domain cannot come by http", "ドメイン外のコンピューターは http では接続できません", \
    "write <TransportName>https</TransportName> and give the clients certificates", "<TransportName>https</TransportName> とし、クライアントに証明書を配布してください") \
  X(NO_BACKLOG, "wef-backlog", NOTE, "ReadExistingEvents is false: what was logged before a computer enrols never arrives", "ReadExistingEvents が false です。登録前に記録されたイベントは届きません", \
    "write true if it should", "届ける場合は true としてください") \
  X(NO_TEXT, "wef-text", NOTE, "ContentFormat Events: the messages are shown only where the provider is installed", "ContentFormat が Events です。プロバイダーがある場所でしかメッセージを表示できません", \
    "write RenderedText if the collector's records are to be read there", "コレクターで読む場合は RenderedText としてください") \
  X(SMALL_LOG, "wef-log", NOTE, "ForwardedEvents holds 20 MB unless it was enlarged", "ForwardedEvents は拡張しない限り 20 MB です", \
    "enlarge it, wevtutil sl ForwardedEvents /ms:4294967296", "wevtutil sl ForwardedEvents /ms:4294967296 などで拡張してください") \
  X(SDDL, "wef-sddl", ERROR, "'{0}' is no security descriptor", "'{0}' はセキュリティ記述子ではありません", \
    "write it like O:NSG:NSD:(A;;GA;;;DC)(A;;GA;;;NS)", "O:NSG:NSD:(A;;GA;;;DC)(A;;GA;;;NS) のように書いてください")

#define WEF_MISTAKES_OF_CLIENT(X) \
  X(CLIENT_NO_SERVER, "wef-client-server", ERROR, "the text does not begin with Server=", "文字列が Server= で始まっていません", \
    "write Server=http://collector.example.org:5985/wsman/SubscriptionManager/WEC,Refresh=60", "Server=http://collector.example.org:5985/wsman/SubscriptionManager/WEC,Refresh=60 のように書いてください") \
  X(CLIENT_URL, "wef-client-url", ERROR, "'{0}' is no address of a collector", "'{0}' はコレクターのアドレスではありません", \
    "write http://name:5985/wsman/SubscriptionManager/WEC, or https with port 5986", "http://名前:5985/wsman/SubscriptionManager/WEC か、https ならポート 5986 で書いてください") \
  X(CLIENT_PORT, "wef-client-port", WARNING, "{0} is not the usual port of this protocol: WinRM listens on 5985 (http) and 5986 (https)", \
    "{0} はこのプロトコルの通常のポートではありません。WinRM は 5985 (http) と 5986 (https) で待ち受けます", \
    "check the collector's listener", "コレクターのリスナーを確認してください") \
  X(CLIENT_PART, "wef-client-part", ERROR, "'{0}' is neither Refresh nor IssuerCA", "'{0}' は Refresh でも IssuerCA でもありません", \
    "correct it", "修正してください") \
  X(CLIENT_BLANK, "wef-client-blank", ERROR, "there is a blank in the text", "文字列に空白があります", \
    "remove it", "取り除いてください") \
  X(CLIENT_REFRESH, "wef-client-refresh", ERROR, "Refresh is '{0}', not a number of seconds", "Refresh が '{0}' です。秒数ではありません", \
    "write Refresh=60", "Refresh=60 のように書いてください") \
  X(CLIENT_ISSUER, "wef-client-issuer", ERROR, "'{0}' is no thumbprint of a certificate", "'{0}' は証明書の拇印ではありません", \
    "write the 40 hexadecimal digits of the issuing CA", "発行元 CA の 16 進 40 桁の拇印を書いてください") \
  X(CLIENT_NO_ISSUER, "wef-client-https", NOTE, "https without IssuerCA: the client takes any certificate of its own that fits", "IssuerCA のない https です。クライアントは適合する任意の証明書を使用します", \
    "add IssuerCA=thumbprint outside of a domain", "ドメイン外では IssuerCA=拇印 を追加してください")

#define WEF_MISTAKES(X) WEF_MISTAKES_OF_XPATH(X) WEF_MISTAKES_OF_QUERY(X) \
    WEF_MISTAKES_OF_SUBSCRIPTION(X) WEF_MISTAKES_OF_CLIENT(X)
// clang-format on
typedef enum {
#define X(name, ...) WEF_##name,
    WEF_MISTAKES(X)
#undef X
        WEF_MISTAKE_COUNT
} wef_mistake;
extern const ks_mistake_kind wef_kinds[WEF_MISTAKE_COUNT];
