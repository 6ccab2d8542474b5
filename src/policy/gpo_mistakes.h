// What can be wrong with a GPO as a whole: its backup, its gpt.ini, its scripts.
#pragma once
#include "policy/mistake.h"

// clang-format off
#define GPO_MISTAKES_OF_BACKUPS(X) \
  X(NOT_BACKUP, "gpo-root", ERROR, "the root element is '{0}', not '{1}'", "ルート要素が '{1}' ではなく '{0}' です", \
    "take the file from a backup that GPMC made", "GPMC で作成したバックアップのファイルを使ってください") \
  X(NAMESPACE, "gpo-namespace", WARNING, "the namespace or version is '{0}', not '{1}'", "名前空間またはバージョンが '{1}' ではなく '{0}' です", \
    "write what GPMC writes", "GPMC と同じ値を書いてください") \
  X(MISSING, "gpo-missing", ERROR, "'{0}' is missing", "'{0}' がありません", \
    "add the element", "要素を追加してください") \
  X(FOLDER, "gpo-folder", ERROR, "the backup's id is {0}, its folder is called {1}", "バックアップの ID は {0} ですが、フォルダー名は {1} です", \
    "rename the folder to the id", "フォルダー名を ID に合わせてください") \
  X(DIFFERS, "gpo-differs", ERROR, "'{0}' differs from the one in {1}", "'{0}' が {1} の値と異なります", \
    "write the same in Backup.xml, bkupInfo.xml and manifest.xml", "Backup.xml、bkupInfo.xml、manifest.xml で同じ値にしてください") \
  X(NO_FILE, "gpo-no-file", ERROR, "the file '{0}' is listed, and is not there", "一覧にあるファイル '{0}' がありません", \
    "add the file, or remove its entry: the import fails", "ファイルを追加するか、項目を取り除いてください (インポートが失敗します)") \
  X(NOT_LISTED, "gpo-not-listed", ERROR, "the file '{0}' is there, and is not listed: it is not imported", "ファイル '{0}' が一覧にないため、インポートされません", \
    "add an FSObjectFile for it", "FSObjectFile を追加してください") \
  X(NO_EXTENSION, "gpo-no-extension", ERROR, "'{0}' is there, and its extension {1} is not listed: PCs ignore the file", "'{0}' がありますが、拡張機能 {1} が登録されていないため、PC はこのファイルを無視します", \
    "add the extension and its tool to the extension names", "拡張機能とツールの GUID を拡張機能の一覧に追加してください") \
  X(NO_DATA, "gpo-no-data", WARNING, "the extension of '{0}' is listed, and its file is not there", "'{0}' の拡張機能が登録されていますが、ファイルがありません", \
    "add the file, or remove the extension", "ファイルを追加するか、拡張機能を取り除いてください") \
  X(LIST_BROKEN, "gpo-extensions", ERROR, "the extension names are broken at '{0}'", "拡張機能の一覧が '{0}' のところで壊れています", \
    "write them like [{CSE}{TOOL}][{CSE}{TOOL}]", "[{CSE}{TOOL}][{CSE}{TOOL}] の形で書いてください") \
  X(LIST_UNSORTED, "gpo-extensions-order", WARNING, "the extension names are not sorted at '{0}'", "拡張機能の一覧が '{0}' のところで並べ替えられていません", \
    "sort them by GUID, and the tools inside each group", "GUID 順に並べ、各グループ内のツールも並べてください") \
  X(VERSION_ZERO, "gpo-version-zero", ERROR, "the version of the {0} half is 0, and the half has settings: PCs skip it", "{0} 側のバージョンが 0 ですが設定があるため、PC はこれを読み飛ばします", \
    "raise the version", "バージョンを上げてください") \
  X(VERSION, "gpo-version", ERROR, "'{0}' is no version", "'{0}' はバージョンではありません", \
    "write a number: user version times 65536 plus computer version", "ユーザー側のバージョン × 65536 + コンピューター側のバージョンの数値を書いてください") \
  X(DESCRIPTOR, "gpo-descriptor", ERROR, "the security descriptor is broken at its byte {0}", "セキュリティ記述子の {0} バイト目が壊れています", \
    "write it as hexadecimal bytes with blanks between", "16 進のバイトを空白で区切って書いてください") \
  X(USER_OFF, "gpo-user-off", WARNING, "the user half is switched off (Options {0}), and it has settings", "ユーザー側が無効 (Options {0}) ですが、設定があります", \
    "switch it on, or remove the settings", "有効にするか、設定を取り除いてください") \
  X(COMPUTER_OFF, "gpo-computer-off", WARNING, "the computer half is switched off (Options {0}), and it has settings", "コンピューター側が無効 (Options {0}) ですが、設定があります", \
    "switch it on, or remove the settings", "有効にするか、設定を取り除いてください") \
  X(FOREIGN_SID, "gpo-foreign-sid", WARNING, "'{0}' is an account of a domain that SecurityGroups does not name: a migration table cannot map it", \
    "'{0}' は SecurityGroups にないドメインのアカウントのため、移行テーブルで対応付けられません", \
    "add a Group for it", "Group を追加してください")

#define GPO_MISTAKES_OF_FOLDERS(X) \
  X(NO_GENERAL, "gpt-no-general", ERROR, "[General] with Version is missing", "[General] の Version がありません", \
    "add [General] and Version=", "[General] と Version= を追加してください") \
  X(NO_FUNCTIONALITY, "gpt-functionality", WARNING, "gPCFunctionalityVersion is '{0}', not 2: the local policy is not applied", "gPCFunctionalityVersion が 2 ではなく '{0}' のため、ローカル ポリシーは適用されません", \
    "write gPCFunctionalityVersion=2", "gPCFunctionalityVersion=2 と書いてください") \
  X(SCRIPT_GAP, "scripts-gap", WARNING, "'{0}' follows on a gap: Windows stops at the first number that is missing", "'{0}' の前の番号が抜けています。Windows は抜けた番号で読むのをやめます", \
    "number the scripts from 0 without a gap", "0 から抜けのない番号を付けてください") \
  X(SCRIPT_KEY, "scripts-key", WARNING, "'{0}' is no line of a script", "'{0}' はスクリプトの行ではありません", \
    "write 0CmdLine= and 0Parameters=", "0CmdLine= と 0Parameters= の形で書いてください") \
  X(SCRIPT_SECTION, "scripts-section", WARNING, "there is no section '{0}' in a file of scripts", "スクリプトのファイルに '{0}' というセクションはありません", \
    "use Startup, Shutdown, Logon or Logoff", "Startup、Shutdown、Logon、Logoff のいずれかを使ってください") \
  X(PASSWORD, "gpp-password", ERROR, "a password (cpassword) whose key is published: anybody who can read SYSVOL has it", "パスワード (cpassword) があります。暗号化キーは公開されており、SYSVOL を読める人は誰でも復号できます", \
    "remove it, change the password, and use LAPS", "取り除いてパスワードを変更し、LAPS を使ってください")
// clang-format on
typedef enum {
#define X(name, ...) GPO_IS_##name,
    GPO_MISTAKES_OF_BACKUPS(X) GPO_MISTAKES_OF_FOLDERS(X)
#undef X
        GPO_MISTAKE_COUNT
} gpo_mistake;
extern const ks_mistake_kind gpo_kinds[GPO_MISTAKE_COUNT];
