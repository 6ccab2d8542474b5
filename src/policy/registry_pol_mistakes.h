// What can be wrong with registry.pol (MS-GPREG 2.2.1; 20 real files). {0}: the entry's number, and
// in the second table its key and value as well.
#pragma once
#include "policy/mistake.h"

// clang-format off
#define POL_MISTAKES_OF_FORM(X) \
  X(SIGNATURE, "pol-signature", ERROR, "the file begins with {1}, not with 'PReg': Windows skips it", "ファイルの先頭が 'PReg' ではなく {1} です。Windows はこのファイルを読み飛ばします", \
    "take the file from its source again", "ファイルを元の場所から取り直してください") \
  X(VERSION, "pol-version", ERROR, "version {1} instead of 1: Windows skips the file", "バージョンが 1 ではなく {1} です。Windows はこのファイルを読み飛ばします", \
    "take the file from its source again", "ファイルを元の場所から取り直してください") \
  X(TRUNCATED, "pol-truncated", ERROR, "the file ends inside entry {0}, where its '{1}' should be", "ファイルがエントリ {0} の途中で終わっています ('{1}' がありません)", \
    "take the file from its source again; entries before this one were read", "ファイルを取り直してください。これより前のエントリは読みました") \
  X(DELIMITER, "pol-delimiter", ERROR, "'{1}' expected in entry {0}", "エントリ {0} のこの位置には '{1}' が必要です", \
    "compare the size in this entry and in the one before with their data: nothing behind this place was read", "このエントリと直前のエントリのサイズを、データと見比べてください。これより後は読んでいません") \
  X(UNTERMINATED, "pol-unterminated", ERROR, "the {1} of entry {0} has no end (a NUL)", "エントリ {0} の {1} に終端の NUL がありません", \
    "write the entry again; nothing behind this place was read", "エントリを作り直してください。これより後は読んでいません") \
  X(TEXT_TOO_LONG, "pol-text-long", ERROR, "the {1} of entry {0} has more than 32,767 characters", "エントリ {0} の {1} が 32,767 文字を超えています", \
    "write the entry again; nothing behind this place was read", "エントリを作り直してください。これより後は読んでいません") \
  X(SURROGATE, "pol-surrogate", ERROR, "half a character (a lone surrogate) in the {1} of entry {0}", "エントリ {0} の {1} に、文字の半分 (単独のサロゲート) があります", \
    "write the entry again", "エントリを作り直してください") \
  X(SIZE_PAST_END, "pol-size-past-end", ERROR, "the size of entry {0} goes {1} bytes past the end of the file", "エントリ {0} のサイズがファイルの末尾を {1} バイト超えています", \
    "correct the size, or take the file from its source again; nothing behind this place was read", "サイズを修正するか、ファイルを取り直してください。これより後は読んでいません") \
  X(TOO_MANY, "pol-too-many", ERROR, "the file is too large for a policy: the rest, from entry {0} on, was not read", "ポリシーのファイルとしては大きすぎます。エントリ {0} 以降は読んでいません", \
    "check that this is the right file", "正しいファイルか確認してください")

#define POL_MISTAKES_OF_DATA(X) \
  X(NUMBER_SIZE, "pol-number-size", ERROR, "entry {0} is a number of {1} bytes; a REG_DWORD has 4, a REG_QWORD 8", "エントリ {0} の数値が {1} バイトです (REG_DWORD は 4、REG_QWORD は 8 バイト)", \
    "correct the size and the data", "サイズとデータを修正してください") \
  X(NO_NUL, "pol-no-nul", WARNING, "the text of entry {0} does not end with a NUL", "エントリ {0} の文字列が NUL で終わっていません", \
    "add the two bytes 00 00, and count them in the size", "末尾に 00 00 の 2 バイトを加え、サイズにも含めてください") \
  X(ODD_SIZE, "pol-odd-size", WARNING, "the text of entry {0} has an odd number of bytes ({1})", "エントリ {0} の文字列のバイト数が奇数です ({1})", \
    "write it as UTF-16, two bytes a unit", "UTF-16 (1 単位 2 バイト) で書いてください") \
  X(INNER_NUL, "pol-inner-nul", WARNING, "the text of entry {0} holds a NUL before its end: readers stop there", "エントリ {0} の文字列の途中に NUL があります。多くの場合そこまでしか読まれません", \
    "remove it, or use REG_MULTI_SZ for several texts", "取り除くか、複数の文字列なら REG_MULTI_SZ を使ってください") \
  X(MULTI_END, "pol-multi-end", WARNING, "the list of texts of entry {0} does not end with two NULs", "エントリ {0} の複数行文字列が 2 つの NUL で終わっていません", \
    "end each text with a NUL, and the list with one more", "各文字列を NUL で終え、最後にもう 1 つ NUL を加えてください") \
  X(MULTI_EMPTY, "pol-multi-empty", WARNING, "an empty text inside the list of entry {0}: most readers stop there", "エントリ {0} の複数行文字列の途中に空の文字列があります。多くの場合そこまでしか読まれません", \
    "remove it", "取り除いてください") \
  X(KEY_ROOT, "pol-key-root", ERROR, "the key of entry {0} begins with '{1}', which is taken for the name of a key", "エントリ {0} のキーが '{1}' で始まっています。これはキー名として扱われます", \
    "leave the root out: the file's place (Machine or User) says it", "ルートを取り除いてください。ファイルの場所 (Machine または User) で決まります") \
  X(KEY_SLASH, "pol-key-backslash", ERROR, "the key of entry {0} is empty, or a '\\' begins, ends or doubles in it", "エントリ {0} のキーが空か、先頭や末尾の '\\'、または連続する '\\' があります", \
    "write it like Software\\Policies\\Vendor", "Software\\Policies\\Vendor のように書いてください") \
  X(NAME_LONG, "pol-name-long", WARNING, "the value name of entry {0} has more than 259 characters", "エントリ {0} の値の名前が 259 文字を超えています", \
    "shorten it", "短くしてください") \
  X(TYPE, "pol-type", WARNING, "entry {0} has the type {1}, which policies do not use", "エントリ {0} の種類 {1} はポリシーでは使われません", \
    "use REG_SZ (1), REG_EXPAND_SZ (2), REG_BINARY (3), REG_DWORD (4), REG_MULTI_SZ (7) or REG_QWORD (11)", \
    "REG_SZ (1)、REG_EXPAND_SZ (2)、REG_BINARY (3)、REG_DWORD (4)、REG_MULTI_SZ (7)、REG_QWORD (11) のいずれかを使ってください") \
  X(DELVALS_AFTER, "pol-delvals-after", WARNING, "entry {0} deletes all values of the key, also those that entry {1} has just set", "エントリ {0} はキーのすべての値を削除するため、エントリ {1} で設定した値も消えます", \
    "move **delvals. before the values of its key", "**delvals. を、そのキーの値より前に移してください") \
  X(DUPLICATE, "pol-duplicate", WARNING, "entry {0} sets what entry {1} set to something else: the later one wins", "エントリ {0} は、エントリ {1} と同じ値に別の内容を設定しています。後のものが有効です", \
    "keep one of the two", "どちらか一方だけにしてください") \
  X(REPEATED, "pol-repeated", NOTE, "entry {0} says the same as entry {1}", "エントリ {0} は、エントリ {1} と同じ内容です", \
    "keep one of the two", "どちらか一方だけにしてください") \
  X(SPECIAL, "pol-special", WARNING, "entry {0}: there is no action '{1}', so a value of that name is created", "エントリ {0}: '{1}' という操作はないため、その名前の値が作られます", \
    "write **del.NAME, **delvals., **deletevalues, **deletekeys, **securekey or **soft.NAME", "**del.名前、**delvals.、**deletevalues、**deletekeys、**securekey、**soft.名前 のいずれかにしてください") \
  X(SPECIAL_TYPE, "pol-special-type", WARNING, "entry {0}: this action needs the type {1}", "エントリ {0}: この操作には種類 {1} が必要です", \
    "correct the type", "種類を修正してください") \
  X(SPECIAL_DATA, "pol-special-data", WARNING, "entry {0}: the data of this action is not {1}", "エントリ {0}: この操作のデータが {1} ではありません", \
    "write the data as Windows does", "Windows と同じデータを書いてください") \
  X(TATTOO, "pol-tattoo", NOTE, "entry {0} lies outside of the policy keys: it stays when the policy is gone", "エントリ {0} はポリシー用のキーの外にあります。ポリシーを外しても値が残ります", \
    "to undo it, deploy the old value or a deletion", "元に戻すには、以前の値か削除を配布してください") \
  X(NO_MODULES, "pol-no-modules", WARNING, "entry {0}: module logging without ModuleNames logs nothing", "エントリ {0}: ModuleNames がないため、モジュール ログには何も記録されません", \
    "add the value * = * below ModuleLogging\\ModuleNames", "ModuleLogging\\ModuleNames に値 * = * を追加してください") \
  X(NO_CREATION, "pol-no-creation", WARNING, "entry {0}: command lines are recorded with process creation, which audit.csv of this GPO does not audit", \
    "エントリ {0}: コマンド ラインはプロセス作成とともに記録されますが、この GPO の audit.csv では監査されていません", \
    "audit Process Creation (success)", "プロセス作成の監査 (成功) を有効にしてください") \
  X(NO_SERVICE, "pol-no-service", WARNING, "entry {0}: AppLocker rules, and this GPO does not start the service AppIDSvc", "エントリ {0}: AppLocker の規則がありますが、この GPO は AppIDSvc サービスを開始しません", \
    "set AppIDSvc to automatic in [Service General Setting]", "[Service General Setting] で AppIDSvc を自動にしてください")
// clang-format on
typedef enum {
#define X(name, ...) POL_##name,
    POL_MISTAKES_OF_FORM(X) POL_MISTAKES_OF_DATA(X)
#undef X
        POL_MISTAKE_COUNT
} pol_mistake;
extern const ks_mistake_kind pol_kinds[POL_MISTAKE_COUNT];
