// What can be wrong with LGPO text (LGPO.exe 3.0).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define LGPO_MISTAKES(X) \
  X(ENCODING, "lgpo-encoding", ERROR, "{0}: LGPO reads UTF-8 with BOM or UTF-16LE with BOM, and without one ANSI: letters are lost", \
    "{0}: LGPO は BOM 付き UTF-8 か BOM 付き UTF-16LE を読みます。BOM がないと ANSI とみなされ、文字が化けます", \
    "save the file as UTF-8 with BOM", "BOM 付きの UTF-8 で保存してください") \
  X(SCOPE, "lgpo-scope", ERROR, "a record begins with Computer or User, not with '{0}'", "レコードは '{0}' ではなく Computer または User で始まります", \
    "write scope, key, value name and action, a line each", "スコープ、キー、値の名前、操作を 1 行ずつ書いてください") \
  X(CUT, "lgpo-cut", ERROR, "the record has {0} lines instead of four", "レコードが 4 行ではなく {0} 行です", \
    "write scope, key, value name and action, a line each", "スコープ、キー、値の名前、操作を 1 行ずつ書いてください") \
  X(BLANK, "lgpo-blank", ERROR, "a line of blanks, or a comment that does not begin in column 1", "空白だけの行か、1 桁目から始まらないコメントです", \
    "empty the line, or begin the comment with ';' in column 1", "空行にするか、コメントの ';' を 1 桁目に置いてください") \
  X(ACTION, "lgpo-action", ERROR, "there is no action '{0}'", "'{0}' という操作はありません", \
    "write DWORD:, QWORD:, SZ:, EXSZ:, MULTISZ:, BINARY:, DELETE, DELETEALLVALUES, DELETEKEYS, CREATEKEY or CLEAR in capitals", \
    "DWORD:、QWORD:、SZ:、EXSZ:、MULTISZ:、BINARY:、DELETE、DELETEALLVALUES、DELETEKEYS、CREATEKEY、CLEAR のいずれかを大文字で書いてください") \
  X(NUMBER, "lgpo-number", ERROR, "'{0}' is no number of this size: LGPO would wrap it silently", "'{0}' はこの大きさの数値ではありません。LGPO は警告なしに桁あふれさせます", \
    "write a decimal number, or 0x and a hexadecimal one", "10 進数か、0x に続く 16 進数を書いてください") \
  X(BYTES, "lgpo-bytes", ERROR, "'{0}' is no list of bytes", "'{0}' はバイト列ではありません", \
    "write two hexadecimal digits a byte, with commas between", "1 バイトを 16 進 2 桁で、コンマで区切って書いてください") \
  X(STAR, "lgpo-star", ERROR, "the value name of {0} is '*', not '{1}'", "{0} の値の名前は '{1}' ではなく '*' です", \
    "write *", "* と書いてください") \
  X(NUL, "lgpo-nul", ERROR, "the '\\0' in '{0}' is a NUL, where the text ends", "'{0}' の '\\0' は NUL で、そこで文字列が終わります", \
    "write '\\\\0' for a backslash and a zero", "円記号とゼロは '\\\\0' と書いてください") \
  X(MIXED, "lgpo-mixed", WARNING, "Computer and User in one file: LGPO /r writes both into one registry.pol", "1 つのファイルに Computer と User があります。LGPO /r は両方を 1 つの registry.pol に書き込みます", \
    "split the file by scope, or apply it with /t", "スコープごとにファイルを分けるか、/t で適用してください") \
  X(TOO_MANY, "lgpo-too-many", ERROR, "more records than a policy can have: the rest was not read", "レコードが多すぎます。残りは読んでいません", \
    "check that this is the right file", "正しいファイルか確認してください")
// clang-format on
typedef enum {
#define X(name, ...) LGPO_##name,
    LGPO_MISTAKES(X)
#undef X
        LGPO_MISTAKE_COUNT
} lgpo_mistake;
