// Text files of Windows: which encoding, as UTF-8, line by line with places. Byte order marks are
// believed; without one, UTF-16 is known by its zeros, then UTF-8, then Japanese (code page 932) by
// its kana; what is left is Windows-1252.
//
//     ks_text_file file;
//     if (ks_text_file_read(bytes, &arena, &file, &mistakes))
//         for (ks_line line = { 0 }; ks_line_next(&file, &line);) ...
#pragma once
#include "base/out.h"
#include "policy/mistake.h"

// X(name, word)
#define KS_ENCODINGS(X)                    \
    X(UTF8, "UTF-8")                       \
    X(UTF8_MARKED, "UTF-8 with BOM")       \
    X(UTF16LE_MARKED, "UTF-16LE with BOM") \
    X(UTF16LE, "UTF-16LE without BOM")     \
    X(UTF16BE, "UTF-16BE")                 \
    X(CP932, "code page 932")              \
    X(CP1252, "code page 1252")
typedef enum {
#define X(name, word) KS_ENCODING_##name,
    KS_ENCODINGS(X)
#undef X
        KS_ENCODING_COUNT
} ks_encoding;
extern const char *const ks_encoding_words[KS_ENCODING_COUNT];

// clang-format off
#define TEXT_MISTAKES(X) \
  X(ODD_SIZE, "text-odd-size", ERROR, "UTF-16 with an odd number of bytes: the last character is cut", "UTF-16 なのにバイト数が奇数です。最後の文字が切れています", \
    "take the file from its source again", "ファイルを取り直してください") \
  X(SURROGATE, "text-surrogate", ERROR, "half a character of UTF-16 (a lone surrogate)", "UTF-16 の文字が半分しかありません (単独のサロゲート)", \
    "write the character again", "この文字を入力し直してください") \
  X(NUL, "text-nul", ERROR, "a NUL character: Windows reads no further in this line", "NUL 文字があります。Windows はこの行をここまでしか読みません", \
    "remove it", "取り除いてください") \
  X(LINE_ENDS, "text-line-ends", WARNING, "this line ends otherwise than the first one", "この行の改行は最初の行と異なります", \
    "save the file with CRLF throughout", "改行をすべて CRLF にして保存してください") \
  X(TOO_LARGE, "text-large", ERROR, "the file is too large for a policy", "ポリシーのファイルとしては大きすぎます", \
    "check that this is the right file", "正しいファイルか確認してください")
// clang-format on
typedef enum {
#define X(name, ...) TEXT_##name,
    TEXT_MISTAKES(X)
#undef X
        TEXT_MISTAKE_COUNT
} text_mistake;
extern const ks_mistake_kind text_kinds[TEXT_MISTAKE_COUNT];

typedef struct {
    ks_str text; // without the byte order mark; lone surrogates as U+FFFD
    ks_encoding encoding;
} ks_text_file;

enum { ks_text_size_most = 64 << 20 };

// False: too large, or no memory; a mistake was added.
KS_MUST bool ks_text_file_read(ks_span bytes, ks_arena *arena, ks_text_file *file,
                               ks_mistakes *mistakes);
ks_encoding ks_encoding_guess(ks_span bytes);
// Windows code page 932 as UTF-8; false: the bytes are none.
bool ks_out_932(ks_out *out, ks_span bytes);

typedef struct {
    ks_str text; // without its end
    u32 number;  // from 1
    size_t at;   // of the text in the file's text
    size_t next; // of the next line
} ks_line;

KS_MUST bool ks_line_next(const ks_text_file *file, ks_line *line);
// The place of a byte of the line: columns count characters.
ks_mistake_place ks_line_place(const ks_line *line, size_t at);
ks_str ks_trim(ks_str text); // without blanks and tabs around it

// UTF-8 as UTF-16LE, for writing; and how many bytes that takes.
void ks_out_as_utf16(ks_out *out, ks_str text);
size_t ks_utf16_size(ks_str text);
