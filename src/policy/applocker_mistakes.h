// What can be wrong with an AppLocker policy (Microsoft's pages on rules, path variables and
// evaluation; real policies).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define APPLOCKER_MISTAKES_OF_FORM(X) \
  X(ROOT, "applocker-root", ERROR, "the root element is '{0}', not AppLockerPolicy", "ルート要素が AppLockerPolicy ではなく '{0}' です", \
    "write <AppLockerPolicy Version=\"1\">", "<AppLockerPolicy Version=\"1\"> と書いてください") \
  X(ELEMENT, "applocker-element", ERROR, "'{0}' cannot stand here; the nearest is '{1}'", "この位置に '{0}' は書けません。最も近いのは '{1}' です", \
    "correct or remove it (case matters)", "修正するか取り除いてください (大文字と小文字は区別されます)") \
  X(ATTRIBUTE, "applocker-attribute", ERROR, "'{1}' has no attribute '{0}'", "'{1}' に属性 '{0}' はありません", \
    "correct or remove it (case matters)", "修正するか取り除いてください (大文字と小文字は区別されます)") \
  X(MISSING, "applocker-missing", ERROR, "'{1}' lacks {0}", "'{1}' に {0} がありません", \
    "add it", "追加してください") \
  X(TYPE, "applocker-type", ERROR, "there is no rule collection '{0}'; the nearest is '{1}'", "規則のコレクション '{0}' はありません。最も近いのは '{1}' です", \
    "write Exe, Dll, Script, Msi or Appx (case matters)", "Exe、Dll、Script、Msi、Appx のいずれかを書いてください (大文字と小文字は区別されます)") \
  X(MODE, "applocker-mode", ERROR, "EnforcementMode cannot be '{0}'", "EnforcementMode に '{0}' は指定できません", \
    "write NotConfigured, AuditOnly or Enabled", "NotConfigured、AuditOnly、Enabled のいずれかを書いてください") \
  X(ACTION, "applocker-action", ERROR, "Action cannot be '{0}'", "Action に '{0}' は指定できません", \
    "write Allow or Deny", "Allow または Deny と書いてください") \
  X(BAD_ID, "applocker-id", ERROR, "the Id '{0}' is no GUID", "Id '{0}' は GUID ではありません", \
    "write a GUID without braces", "中かっこなしの GUID を書いてください") \
  X(OTHER_ID, "applocker-key", ERROR, "the key is named {0}, the rule's Id is {1}", "キーの名前は {0} ですが、規則の Id は {1} です", \
    "name the key after the rule's Id", "キーの名前を規則の Id に合わせてください") \
  X(SAME_ID, "applocker-same-id", ERROR, "the Id '{0}' is there twice", "Id '{0}' が重複しています", \
    "give each rule an Id of its own", "規則ごとに別の Id を付けてください") \
  X(SID, "applocker-sid", ERROR, "'{0}' is no SID", "'{0}' は SID ではありません", \
    "write S-1-1-0 for everyone, S-1-5-32-544 for administrators", "Everyone なら S-1-1-0、Administrators なら S-1-5-32-544 と書いてください") \
  X(HASH, "applocker-hash", ERROR, "'{0}' is no SHA256 hash", "'{0}' は SHA256 ハッシュではありません", \
    "write Type=\"SHA256\" and Data=\"0x\" with 64 hexadecimal digits", "Type=\"SHA256\" とし、Data は \"0x\" と 16 進 64 桁で書いてください") \
  X(RANGE, "applocker-range", ERROR, "'{0}' to '{1}' is no range of versions", "'{0}' から '{1}' はバージョンの範囲ではありません", \
    "write * or a.b.c.d, the lower one first", "* または a.b.c.d の形式で、小さい方を先に書いてください") \
  X(KIND, "applocker-kind", ERROR, "packaged apps are judged by publisher only", "パッケージ アプリは発行元の規則でのみ評価されます", \
    "write a FilePublisherRule", "FilePublisherRule を書いてください")

#define APPLOCKER_MISTAKES_OF_MEANING(X) \
  X(VARIABLE, "applocker-variable", ERROR, "never matches: AppLocker does not know the variable '{0}'", "一致することはありません。AppLocker は変数 '{0}' を認識しません", \
    "write %WINDIR%, %SYSTEM32%, %OSDRIVE%, %PROGRAMFILES%, %REMOVABLE% or %HOT%", "%WINDIR%、%SYSTEM32%、%OSDRIVE%、%PROGRAMFILES%、%REMOVABLE%、%HOT% のいずれかを使ってください") \
  X(SHORT_NAME, "applocker-short", ERROR, "never matches: '{0}' is a short (8.3) name", "一致することはありません。'{0}' は短い (8.3 形式の) 名前です", \
    "write the long name", "長い名前を書いてください") \
  X(QUESTION, "applocker-question", WARNING, "'?' is no documented wildcard: '{0}'", "'?' は文書化されたワイルドカードではありません: '{0}'", \
    "use *", "* を使ってください") \
  X(NAME_ONLY, "applocker-name-only", WARNING, "'{0}' has no folder: a path begins with a drive, a variable or *", "'{0}' にフォルダーがありません。パスはドライブ、変数、* のいずれかで始まります", \
    "write *\\{0}, or a rule by publisher", "*\\{0} と書くか、発行元の規則を使ってください") \
  X(ALLOWS_ALL, "applocker-allows-all", WARNING, "everyone may run everything: this collection stops nothing", "全員がすべてを実行できます。このコレクションは何も防ぎません", \
    "allow only folders that users cannot write to", "ユーザーが書き込めないフォルダーだけを許可してください") \
  X(WRITABLE_PATH, "applocker-writable-path", WARNING, "'{0}' is allowed, and users can write there", "'{0}' が許可されていますが、ユーザーが書き込めます", \
    "allow by publisher or hash instead", "代わりに発行元またはハッシュで許可してください") \
  X(WRITABLE, "applocker-writable", WARNING, "allowed without exception, though users can write there: {0}", "例外なしで許可されていますが、ユーザーが書き込めます: {0}", \
    "add exceptions for these folders, each as folder\\*", "これらのフォルダーの例外を「フォルダー\\*」の形で追加してください") \
  X(SHADOWED, "applocker-shadowed", WARNING, "never allows: the rule '{0}' denies all of it", "許可されることはありません。規則 '{0}' がすべて拒否します", \
    "make the deny rule narrower, or remove this rule", "拒否の規則を狭めるか、この規則を取り除いてください") \
  X(DENIES_ALL, "applocker-denies-all", WARNING, "everyone is denied everything, administrators too: deny wins", "管理者を含む全員がすべて拒否されます (拒否が優先します)", \
    "remove the rule: what no rule allows is denied anyway", "規則を取り除いてください。許可されないものはもともと拒否されます") \
  X(NO_ADMINISTRATORS, "applocker-no-admins", WARNING, "no rule allows administrators everything in {0}", "{0} に、管理者にすべてを許可する規則がありません", \
    "add an allow rule of path * for S-1-5-32-544", "S-1-5-32-544 に対するパス * の許可の規則を追加してください") \
  X(NO_DEFAULT, "applocker-no-default", WARNING, "no rule of {0} allows {1}: Windows or programs stop working", "{0} に {1} を許可する規則がありません。Windows やプログラムが動作しなくなります", \
    "add the default rules", "既定の規則を追加してください") \
  X(IS_ENFORCED, "applocker-not-configured", WARNING, "NotConfigured with rules is enforced, unless another policy sets the mode", "規則がある NotConfigured は、他のポリシーがモードを設定しない限り強制されます", \
    "write AuditOnly or Enabled, as it is meant", "意図に合わせて AuditOnly または Enabled と書いてください") \
  X(NO_SCRIPT, "applocker-no-script", WARNING, "programs are judged, scripts are not", "プログラムは評価されますが、スクリプトは評価されません", \
    "add a Script collection", "Script コレクションを追加してください") \
  X(NO_DLL, "applocker-no-dll", NOTE, "programs are judged, DLLs are not: rundll32 runs any", "プログラムは評価されますが、DLL は評価されません。rundll32 で任意の DLL を実行できます", \
    "add a Dll collection, in audit first", "Dll コレクションを、まず監査のみで追加してください") \
  X(PUBLISHER_CASE, "applocker-publisher-case", WARNING, "'{0}' is not in upper case, as AppLocker writes publishers", "'{0}' が大文字ではありません。AppLocker の発行元は大文字です", \
    "write it in upper case", "大文字で書いてください")

#define APPLOCKER_MISTAKES(X) APPLOCKER_MISTAKES_OF_FORM(X) APPLOCKER_MISTAKES_OF_MEANING(X)
// clang-format on
typedef enum {
#define X(name, ...) APPLOCKER_##name,
    APPLOCKER_MISTAKES(X)
#undef X
        APPLOCKER_MISTAKE_COUNT
} applocker_mistake;
extern const ks_mistake_kind applocker_kinds[APPLOCKER_MISTAKE_COUNT];
