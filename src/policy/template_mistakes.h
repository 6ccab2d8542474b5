// What can be wrong with GptTmpl.inf (MS-GPSB 2.2; eight real files).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define TEMPLATE_MISTAKES_OF_FORM(X) \
  X(ENCODING, "inf-encoding", ERROR, "the file is {0}; group policy reads UTF-16LE with BOM", "ファイルが {0} です。グループ ポリシーは BOM 付き UTF-16LE を読み取ります", \
    "save it as UTF-16LE with a byte order mark", "BOM 付きの UTF-16LE で保存してください") \
  X(NO_VERSION, "inf-no-version", ERROR, "[Version] with signature=\"$CHICAGO$\" is missing", "[Version] の signature=\"$CHICAGO$\" がありません", \
    "add [Version], signature=\"$CHICAGO$\" and Revision=1", "[Version]、signature=\"$CHICAGO$\"、Revision=1 を追加してください") \
  X(NO_UNICODE, "inf-no-unicode", WARNING, "[Unicode] with Unicode=yes is missing", "[Unicode] の Unicode=yes がありません", \
    "add it as the first section", "最初のセクションとして追加してください") \
  X(SECTION, "inf-section", WARNING, "there is no section '{0}' in a security template", "セキュリティ テンプレートに '{0}' というセクションはありません", \
    "correct the name", "名前を修正してください") \
  X(NO_VALUE, "inf-no-value", ERROR, "'{0}' has no '='", "'{0}' に '=' がありません", \
    "write name = value", "名前 = 値 の形で書いてください") \
  X(NAME, "inf-name", WARNING, "there is no setting '{0}' in [{1}]", "[{1}] に '{0}' という設定はありません", \
    "correct the name", "名前を修正してください") \
  X(NUMBER, "inf-number", ERROR, "'{0}' is no value of this setting: {1}", "'{0}' はこの設定の値ではありません (範囲: {1})", \
    "write a whole number in the range", "範囲内の整数を書いてください") \
  X(TWICE, "inf-twice", WARNING, "'{0}' was set in line {1} already", "'{0}' は {1} 行目で既に設定されています", \
    "keep one of the two", "どちらか一方だけにしてください") \
  X(LOCKOUT, "inf-lockout", WARNING, "LockoutDuration ({0}) is shorter than ResetLockoutCount ({1})", "LockoutDuration ({0}) が ResetLockoutCount ({1}) より短くなっています", \
    "make the duration at least as long", "同じか、それより長くしてください") \
  X(AGE, "inf-password-age", WARNING, "MinimumPasswordAge ({0}) is not below MaximumPasswordAge ({1})", "MinimumPasswordAge ({0}) が MaximumPasswordAge ({1}) 以上です", \
    "make the minimum smaller", "最小値を小さくしてください") \
  X(LEGACY_DEAD, "inf-legacy-audit-dead", WARNING, "[Event Audit] does nothing: SCENoApplyLegacyAuditPolicy is 1 in line {0}", "SCENoApplyLegacyAuditPolicy が 1 ({0} 行目) のため、[Event Audit] は効果がありません", \
    "set subcategories in audit.csv, and remove [Event Audit]", "audit.csv でサブカテゴリを設定し、[Event Audit] を取り除いてください") \
  X(LEGACY, "inf-legacy-audit", WARNING, "the nine categories of [Event Audit] overwrite the subcategories of audit.csv", "[Event Audit] の 9 カテゴリは audit.csv のサブカテゴリ設定を上書きします", \
    "use subcategories, and set SCENoApplyLegacyAuditPolicy to 1", "サブカテゴリを使い、SCENoApplyLegacyAuditPolicy を 1 にしてください")

#define TEMPLATE_MISTAKES_OF_VALUES(X) \
  X(VALUE_TYPE, "inf-value-type", ERROR, "'{0}': the data has to begin with its type: 1, 2, 3, 4 or 7", "'{0}': データは種類 (1、2、3、4、7) で始まる必要があります", \
    "write path=4,1 for a REG_DWORD, path=1,\"text\" for a REG_SZ", "REG_DWORD は パス=4,1、REG_SZ は パス=1,\"文字列\" の形で書いてください") \
  X(VALUE_NUMBER, "inf-value-number", ERROR, "'{0}' is no decimal number of this type", "'{0}' はこの種類の 10 進数ではありません", \
    "write it in decimal, without 0x", "0x を付けずに 10 進数で書いてください") \
  X(VALUE_QUOTED, "inf-value-quoted", ERROR, "'{0}': a number in quotes", "'{0}': 数値が引用符で囲まれています", \
    "remove the quotes", "引用符を取り除いてください") \
  X(VALUE_TEXT, "inf-value-text", ERROR, "'{0}': a comma outside of quotes, or a quote that is not closed", "'{0}': 引用符の外のコンマ、または閉じていない引用符があります", \
    "put the whole text in quotes", "文字列全体を引用符で囲んでください") \
  X(VALUE_PATH, "inf-value-path", ERROR, "'{0}' is no path of a value", "'{0}' は値のパスではありません", \
    "write MACHINE\\key\\value", "MACHINE\\キー\\値 の形で書いてください") \
  X(VALUE_ROOT, "inf-value-root", ERROR, "the path begins with '{0}'; the roots are MACHINE, USERS and CLASSES_ROOT", "パスが '{0}' で始まっています。使えるルートは MACHINE、USERS、CLASSES_ROOT です", \
    "write MACHINE for HKEY_LOCAL_MACHINE", "HKEY_LOCAL_MACHINE は MACHINE と書いてください")

#define TEMPLATE_MISTAKES_OF_ACCOUNTS(X) \
  X(RIGHT, "inf-right", ERROR, "there is no right '{0}'", "'{0}' という権利はありません", \
    "correct the name", "名前を修正してください") \
  X(SID, "inf-sid", ERROR, "'{0}' is no SID", "'{0}' は SID ではありません", \
    "write it like *S-1-5-32-544", "*S-1-5-32-544 のように書いてください") \
  X(SID_STAR, "inf-sid-star", WARNING, "'{0}' is a SID without '*', and is taken for an account's name", "'{0}' は '*' のない SID で、アカウント名として扱われます", \
    "put '*' in front", "前に '*' を付けてください") \
  X(ACCOUNT_NAME, "inf-account-name", WARNING, "'{0}' is a name, which may be another one in Windows of another language", "'{0}' は名前です。言語の異なる Windows では名前が違うことがあります", \
    "write the account's SID, like *S-1-5-32-544", "アカウントの SID (*S-1-5-32-544 など) を書いてください") \
  X(LOCKED_OUT, "inf-locked-out", WARNING, "'{0}' without administrators (*S-1-5-32-544) locks them out: the list replaces what is there", \
    "'{0}' に Administrators (*S-1-5-32-544) がないため締め出されます (一覧は置き換えられます)", \
    "add *S-1-5-32-544", "*S-1-5-32-544 を加えてください") \
  X(DENIED, "inf-denied", WARNING, "'{0}' for '{1}' locks out administrators too", "'{1}' に '{0}' を割り当てると、管理者も締め出されます", \
    "name the accounts that are meant, such as *S-1-5-113", "*S-1-5-113 など、対象のアカウントを書いてください") \
  X(EVERYBODY, "inf-everybody", WARNING, "'{0}' for '{1}': everybody could take over the machine with it", "'{0}' を '{1}' に与えると、誰でもコンピューターを乗っ取れます", \
    "give it to the accounts that need it", "必要なアカウントにだけ与えてください") \
  X(GROUP_KEY, "inf-group", ERROR, "'{0}' does not end with __Members or __Memberof", "'{0}' が __Members または __Memberof で終わっていません", \
    "write *S-1-5-32-544__Members = *S-1-5-18", "*S-1-5-32-544__Members = *S-1-5-18 の形で書いてください")

#define TEMPLATE_MISTAKES_OF_OBJECTS(X) \
  X(OBJECT, "inf-object", ERROR, "'{0}' is not of the form \"name\",number,\"SDDL\"", "'{0}' が \"名前\",数値,\"SDDL\" の形ではありません", \
    "write three fields with commas between", "コンマで区切った 3 つの項目にしてください") \
  X(START, "inf-service-start", ERROR, "start {1} of service '{0}' is not 2 (automatic), 3 (manual) or 4 (disabled)", "サービス '{0}' の開始の種類 {1} は 2 (自動)、3 (手動)、4 (無効) のいずれでもありません", \
    "write 2, 3 or 4", "2、3、4 のいずれかを書いてください") \
  X(MODE, "inf-mode", ERROR, "mode {1} of '{0}' is not 0, 1 or 2", "'{0}' のモード {1} は 0、1、2 のいずれでもありません", \
    "write 0", "0 と書いてください") \
  X(MODE_UNCLEAR, "inf-mode-unclear", WARNING, "mode {1} of '{0}': the specification and the editor say different things of it (replace or ignore)", \
    "'{0}' のモード {1} は、仕様とエディターで意味が異なります (置き換えるか、無視するか)", \
    "write 0 (inherit), or try it on a test machine", "0 (継承) にするか、テスト用のコンピューターで確認してください") \
  X(PATH_ROOT, "inf-path-root", ERROR, "the path '{0}' does not begin with {1}", "パス '{0}' が {1} で始まっていません", \
    "correct the path", "パスを修正してください") \
  X(NO_SDDL, "inf-no-sddl", WARNING, "'{0}' has no security descriptor: nothing is set", "'{0}' にセキュリティ記述子がないため、何も設定されません", \
    "write D:..., S:... or both", "D:... か S:...、または両方を書いてください")
// clang-format on
typedef enum {
#define X(name, ...) TEMPLATE_##name,
    TEMPLATE_MISTAKES_OF_FORM(X) TEMPLATE_MISTAKES_OF_VALUES(X) TEMPLATE_MISTAKES_OF_ACCOUNTS(X)
        TEMPLATE_MISTAKES_OF_OBJECTS(X)
#undef X
            TEMPLATE_MISTAKE_COUNT
} template_mistake;
extern const ks_mistake_kind template_kinds[TEMPLATE_MISTAKE_COUNT];
