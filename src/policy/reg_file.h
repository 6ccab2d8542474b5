// Registry exports (.reg): read as Windows reads them, written as Windows writes them, and the list
// of steps between: a plan, and its undo.
//
//     ks_reg_file file;
//     if (!ks_reg_read(bytes, &arena, &file, &fail)) return false; // memory only
//     for (size_t i = 0; i < file.problem_count; i++) ... ks_reg_problem_say(...)
//     for (size_t i = 0; i < file.step_count; i++) ... file.steps[i]
//
// Caveat: `reg import` reports success for lines that it skips. What it would skip is a problem
// here with line and column, and no step. Steps hold exactly what an import would do.
//
// Encodings: UTF-16LE with its mark, UTF-8, else Windows-1252 (`is_1252`: Japanese files of version
// 4 are in CP932, which this reader does not know).
#pragma once
#include "base/arena.h"
#include "message/phrase.h"
#include "policy/mistake.h"

typedef enum { KS_REG_MAKE_KEY, KS_REG_DELETE_KEY, KS_REG_SET, KS_REG_DELETE } ks_reg_action;

typedef struct {
    ks_reg_action action;
    ks_str key;   // in full, as written: "HKEY_LOCAL_MACHINE\\Software\\x"
    ks_str value; // of SET and DELETE; empty: the key's default value
    u32 type;     // of SET: 1 REG_SZ, 4 REG_DWORD, ...
    ks_span data; // UTF-16LE where it is text
    u32 line;     // in the file; 0: made by the program
} ks_reg_step;

// X(name, id, level, English, Japanese, remedy in English, in Japanese); {0}: the text at fault.
// clang-format off
#define KS_REG_PROBLEMS(X) \
    X(HEADER_IGNORED, "reg-header-ignored", ERROR, "Windows imports nothing from this file, and reports success: the first line is '{0}'", \
      "このファイルからは何もインポートされず、成功と表示されます: 1 行目が '{0}' です", \
      "begin the file with 'Windows Registry Editor Version 5.00'", "1 行目を 'Windows Registry Editor Version 5.00' にしてください") \
    X(HEADER_WRONG, "reg-header", ERROR, "Windows refuses this file: the first line is '{0}'", "Windows はこのファイルを受け付けません: 1 行目が '{0}' です", \
      "begin the file with 'Windows Registry Editor Version 5.00'", "1 行目を 'Windows Registry Editor Version 5.00' にしてください") \
    X(NO_MARK, "reg-encoding", ERROR, "UTF-16 without a byte order mark: Windows refuses this file", "バイト オーダー マーク (BOM) のない UTF-16 です。Windows はこのファイルを受け付けません", \
      "save it as UTF-16LE with a byte order mark", "BOM 付きの UTF-16LE で保存してください") \
    X(NO_LINE, "reg-line", ERROR, "'{0}' is neither key nor value: it is skipped", "'{0}' はキーでも値でもありません (無視されます)", \
      "write [KEY], \"name\"=data, or a comment behind ';'", "[キー]、\"名前\"=データ、または ';' で始まるコメントを書いてください") \
    X(NO_BRACKET, "reg-bracket", ERROR, "the key's line has no ']'", "キーの行に ']' がありません", "end the key's name with ']'", "キー名の末尾に ']' を書いてください") \
    X(BAD_ROOT, "reg-root", ERROR, "'{0}' begins with no root key; the values behind it are skipped", "'{0}' はルート キーで始まっていません (続く値も無視されます)", \
      "begin with HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER, HKEY_CLASSES_ROOT, HKEY_USERS or HKEY_CURRENT_CONFIG", \
      "HKEY_LOCAL_MACHINE、HKEY_CURRENT_USER、HKEY_CLASSES_ROOT、HKEY_USERS、HKEY_CURRENT_CONFIG のいずれかで始めてください") \
    X(NO_KEY, "reg-no-key", ERROR, "a value before any key, or behind a deleted one: it is skipped", "キーより前、または削除したキーの後ろにある値です (無視されます)", \
      "write the value's key above it", "値の上にそのキーを書いてください") \
    X(NO_QUOTE, "reg-quote", ERROR, "a quotation mark is missing: the value is skipped", "引用符がありません (値は無視されます)", \
      "close the text with '\"' on the same line", "同じ行で '\"' を閉じてください") \
    X(NO_EQUALS, "reg-equals", ERROR, "no '=' behind the value's name: it is skipped", "値の名前の後ろに '=' がありません (無視されます)", "write \"name\"=data", "\"名前\"=データ の形で書いてください") \
    X(BAD_ESCAPE, "reg-escape", ERROR, "'{0}': only \\\\ and \\\" may follow a backslash", "'{0}': 円記号 (\\) の後ろに書けるのは \\\\ と \\\" だけです", \
      "double each backslash", "円記号 (\\) は 2 つ重ねて書いてください") \
    X(BEHIND, "reg-behind", ERROR, "text behind the value: '{0}'; the value is skipped", "値の後ろに余分な文字があります: '{0}' (値は無視されます)", \
      "remove it, or put ';' before it", "削除するか、前に ';' を付けてください") \
    X(BAD_TYPE, "reg-type", ERROR, "'{0}' is no kind of data", "'{0}' はデータの種類ではありません", \
      "use \"text\", dword:, hex: or hex(N):", "\"文字列\"、dword:、hex:、hex(N): のいずれかを使ってください") \
    X(BAD_DWORD, "reg-dword", ERROR, "'{0}' is no number of 1 to 8 hexadecimal digits: the value is skipped", "'{0}' は 1 から 8 桁の 16 進数ではありません (値は無視されます)", \
      "write it like dword:0000001f", "dword:0000001f のように書いてください") \
    X(BAD_BYTE, "reg-byte", ERROR, "'{0}' is no byte: the value is skipped", "'{0}' はバイトではありません (値は無視されます)", \
      "write bytes as two hexadecimal digits, divided by commas", "2 桁の 16 進数をコンマで区切って書いてください") \
    X(BAD_JOIN, "reg-continuation", ERROR, "a line may be continued only behind a comma: the value is skipped", "行を継続できるのはコンマの後ろだけです (値は無視されます)", \
      "end the line with ',\\'", "行末を ',\\' にしてください") \
    X(SWALLOWED, "reg-swallowed", ERROR, "'{0}' is lost with the unfinished value above it", "'{0}' は、上の値が終わっていないため一緒に失われます", \
      "finish the value: no '\\' behind its last byte", "最後のバイトの後ろの '\\' を取り除いてください") \
    X(BAD_SIZE, "reg-size", WARNING, "{0} bytes do not fit the type", "{0} バイトは種類に合いません", "give a DWORD four bytes and a QWORD eight", "DWORD は 4 バイト、QWORD は 8 バイトにしてください") \
    X(NO_END, "reg-terminator", WARNING, "the text has no NUL at its end, or half a character", "文字列の末尾に NUL がないか、文字が途中で切れています", \
      "end hex(1) and hex(2) with 00,00 and hex(7) with 00,00,00,00", "hex(1) と hex(2) の末尾は 00,00、hex(7) の末尾は 00,00,00,00 にしてください") \
    X(NEAR_ROOT, "reg-near-root", WARNING, "deletes a key near the root: '{0}'", "ルートに近いキーを削除します: '{0}'", "delete deeper keys one by one", "下位のキーを個別に削除してください") \
    X(TWICE, "reg-twice", WARNING, "the value '{0}' is set twice in this key; the last one counts", "値 '{0}' がこのキーで 2 回設定されています (最後のものが有効)", "keep one of them", "一方だけにしてください") \
    X(ENCODING, "reg-code-page", NOTE, "the text is not UTF-8; it was read as Windows-1252", "テキストが UTF-8 ではないため、Windows-1252 として読みました", \
    "save it as UTF-16LE with a byte order mark", "BOM 付きの UTF-16LE で保存してください")
typedef enum {
#define X(name, id, level, en, ja, remedy_en, remedy_ja) KS_REG_IS_##name,
    KS_REG_PROBLEMS(X)
#undef X
        KS_REG_PROBLEM_COUNT
} ks_reg_problem_kind;
// clang-format on

typedef struct {
    ks_reg_problem_kind kind;
    u32 line, column; // from 1, in characters
    ks_str text;
} ks_reg_problem;

typedef struct {
    ks_reg_step *steps; // in the order of the file
    size_t step_count, step_capacity;
    ks_reg_problem *problems;
    size_t problem_count, problem_capacity;
    u32 version; // 4 or 5; 0: nothing is imported
    bool is_1252;
    ks_arena *arena;
} ks_reg_file;

enum { ks_reg_problems_most = 10000 };

KS_MUST bool ks_reg_read(ks_span bytes, ks_arena *arena, ks_reg_file *file, ks_fail *fail);
void ks_reg_problem_say(ks_out *out, const ks_reg_problem *problem, ks_lang lang);
void ks_reg_problem_remedy(ks_out *out, const ks_reg_problem *problem, ks_lang lang);
// Whether the bytes begin as an export does; all that is wrong with it and with the values it sets.
bool reg_file_sniff(ks_span bytes, ks_arena scratch);
void reg_file_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
// Adds a step of one's own; false: past the budget.
KS_MUST bool ks_reg_add(ks_reg_file *file, ks_reg_step step);

// Version 5 as UTF-8 with CRLF: head, then keys with their values and an empty line behind
// each. ks_out_reg_encoded makes UTF-16LE of it, without the mark.
void ks_out_reg_head(ks_out *out);
void ks_out_reg_key(ks_out *out, ks_str key, bool is_deleted);
void ks_out_reg_value(ks_out *out, ks_str name, u32 type, ks_span data);
void ks_out_reg_deleted(ks_out *out, ks_str name);
void ks_out_reg_end(ks_out *out); // of a key
void ks_out_reg_encoded(ks_out *out, ks_str text);
// All steps of a file, ready to be written: FF FE and UTF-16LE.
KS_MUST bool ks_reg_write(const ks_reg_file *file, ks_arena *arena, ks_span *bytes, ks_fail *fail);
