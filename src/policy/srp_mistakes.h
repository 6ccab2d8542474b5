// What can be wrong with Software Restriction Policies (winsafer.h; Microsoft's pages on SRP).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define SRP_MISTAKES(X) \
  X(LEVEL, "srp-level", ERROR, "there is no security level {0}", "セキュリティ レベル {0} はありません", \
    "use 0, 4096, 65536, 131072 or 262144 (decimal)", "0、4096、65536、131072、262144 (10 進数) のいずれかを使ってください") \
  X(KIND, "srp-kind", ERROR, "'{0}' is no kind of rule", "'{0}' という種類の規則はありません", \
    "use Paths, Hashes or UrlZones", "Paths、Hashes、UrlZones のいずれかを使ってください") \
  X(VALUE, "srp-value", ERROR, "'{0}' has a type or size that it cannot have", "'{0}' の種類またはサイズが正しくありません", \
    "see docs/formats/policy-xml.md", "docs/formats/policy-xml.md を参照してください") \
  X(NO_ITEM, "srp-no-item", ERROR, "the rule {0} has no ItemData", "規則 {0} に ItemData がありません", \
    "add it, or remove the rule", "追加するか、規則を取り除いてください") \
  X(HASH, "srp-hash", ERROR, "the hash of rule {0} has the wrong length", "規則 {0} のハッシュの長さが正しくありません", \
    "16 bytes for MD5, 20 for SHA1, 32 for SHA256", "MD5 は 16、SHA1 は 20、SHA256 は 32 バイトです") \
  X(ZONE, "srp-zone", ERROR, "there is no zone {0}", "ゾーン {0} はありません", \
    "use 0 to 4", "0 から 4 を使ってください") \
  X(NO_WINDOWS, "srp-no-windows", WARNING, "the default level is Disallowed, and no rule allows {0}: users cannot log on or work", \
    "既定のセキュリティ レベルが [許可しない] で、{0} を許可する規則がありません。ユーザーがログオンや作業をできなくなります", \
    "add the default rules of level Unrestricted", "レベル [制限しない] の既定の規則を追加してください") \
  X(NO_X86, "srp-no-x86", WARNING, "the default level is Disallowed, and no rule allows Program Files (x86)", "既定のセキュリティ レベルが [許可しない] で、Program Files (x86) を許可する規則がありません", \
    "add %HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\ProgramFilesDir (x86)%", \
    "%HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\ProgramFilesDir (x86)% を追加してください") \
  X(BASIC_USER, "srp-basic-user", WARNING, "Basic User acts as Disallowed since Windows 7", "Windows 7 以降では [基本ユーザー] は [許可しない] として扱われます", \
    "write Disallowed or Unrestricted, as it is meant", "意図に合わせて [許可しない] か [制限しない] にしてください") \
  X(LNK, "srp-lnk", WARNING, "LNK is a designated type and the default level is Disallowed: shortcuts outside of allowed folders fail", \
    "指定されたファイルの種類に LNK があり既定が [許可しない] のため、許可されたフォルダーの外のショートカットが使えません", \
    "remove LNK from ExecutableTypes", "ExecutableTypes から LNK を取り除いてください") \
  X(NOT_ENFORCED, "srp-off", WARNING, "TransparentEnabled is 0: no rule is enforced", "TransparentEnabled が 0 です。規則は一切適用されません", \
    "write 1 (programs) or 2 (DLLs too)", "1 (プログラムのみ) または 2 (DLL も) にしてください") \
  X(WRITABLE, "srp-writable", WARNING, "'{0}' is allowed, and users can write there", "'{0}' が許可されていますが、ユーザーが書き込めます", \
    "add a Disallowed rule for it, or allow by hash", "許可しない規則を追加するか、ハッシュで許可してください") \
  X(WRITABLE_BELOW, "srp-writable-below", WARNING, "allowed with Windows, though users can write there, and no rule disallows: {0}", "Windows フォルダーと共に許可されていますが、ユーザーが書き込めて、禁止する規則もありません: {0}", \
    "add Disallowed rules for these folders", "これらのフォルダーを [許可しない] とする規則を追加してください") \
  X(VARIABLE, "srp-variable", WARNING, "users can change the variable '{0}'", "変数 '{0}' はユーザーが変更できます", \
    "write the path, or a registry path between percent signs", "パスそのものか、% で囲んだレジストリ パスを書いてください") \
  X(RLO_TEXT, "srp-rlo-text", WARNING, "'{0}' is text, not the character that turns direction", "'{0}' は文字列であり、書字方向を変える文字ではありません", \
    "put the character U+202E itself between two *", "2 つの * の間に文字 U+202E そのものを入れてください") \
  X(SCOPE, "srp-scope", NOTE, "PolicyScope 1: local administrators are not restricted", "PolicyScope が 1 です。ローカルの管理者には適用されません", \
    "write 0 where users are administrators", "ユーザーが管理者権限を持つ環境では 0 にしてください") \
  X(NO_SCRIPT_TYPES, "srp-script-types", NOTE, "script types are not designated: {0}", "スクリプトの種類が指定されていません: {0}", \
    "add them to ExecutableTypes", "ExecutableTypes に追加してください") \
  X(RULE_COUNT, "srp-rule-count", WARNING, "Srp\\Gp\\RuleCount is {0}: Windows takes AppLocker to be in use, and SRP does nothing", "Srp\\Gp の RuleCount が {0} です。AppLocker が使用中とみなされ、SRP は機能しません", \
    "set RuleCount to 0 where no AppLocker rules exist", "AppLocker の規則がなければ RuleCount を 0 にしてください") \
  X(ZONE_ONLY_MSI, "srp-zone-msi", NOTE, "zone rules judge only .msi packages", "ゾーンの規則が対象とするのは .msi パッケージだけです", \
    "do not count on it for programs", "プログラムの制限には使えません") \
  X(LOG_FILE, "srp-log", NOTE, "LogFileName is set: the file '{0}' grows without limit, and tells what ran", "LogFileName が設定されています。ファイル '{0}' は無制限に大きくなります (実行の記録になります)", \
    "collect it as evidence, and remove the value afterwards", "証拠として収集し、その後この値を取り除いてください") \
  X(TOO_MANY, "srp-many", ERROR, "more than 20,000 rules: this one and what follows is left out", "規則が 20,000 個を超えています。この規則以降は調べていません", \
    "check that this is the right file", "正しいファイルか確認してください") \
  X(DUPLICATE, "srp-duplicate", WARNING, "two rules for '{0}' with different levels: the stricter wins", "'{0}' に対してレベルの異なる規則が 2 つあります。厳しい方が優先されます", \
    "remove one of the two", "どちらか一方を取り除いてください")
// clang-format on
typedef enum {
#define X(name, ...) SRP_##name,
    SRP_MISTAKES(X)
#undef X
        SRP_MISTAKE_COUNT
} srp_mistake;
extern const ks_mistake_kind srp_kinds[SRP_MISTAKE_COUNT];
