// Registry values that recording depends on: their type, range and place. A value of another type
// is ignored by who reads it; a size in bytes where kilobytes are meant is taken as it stands.
#pragma once
#include "policy/mistake.h"

typedef enum { KNOWN_ANYWHERE, KNOWN_MACHINE, KNOWN_USER } known_root;

typedef struct {
    known_root root; // where the file that sets it goes to; KNOWN_ANYWHERE: not known
    ks_str key, name;
    u32 type;
    ks_span data; // as in the registry
    ks_mistake_place place;
} known_value_set;

// clang-format off
#define KNOWN_MISTAKES(X) \
  X(TYPE, "value-type", WARNING, "'{0}' has to be {1}; another type is ignored by who reads it", "'{0}' の種類は {1} でなければなりません。別の種類の値は無視されます", \
    "correct the type", "種類を修正してください") \
  X(RANGE, "value-range", WARNING, "'{0}' is outside of its range {1}", "'{0}' が範囲 {1} の外です", \
    "correct the number", "数値を修正してください") \
  X(ROOT, "value-root", WARNING, "'{0}' is only read from {1}", "'{0}' は {1} からのみ読み取られます", \
    "move it to the other half of the policy", "ポリシーのもう一方 (コンピューターまたはユーザー) に移してください") \
  X(BYTES_FOR_KB, "value-bytes-for-kb", ERROR, "'{0}' is {1} KB, more than a log can have: the number looks like bytes", "'{0}' が {1} KB になり、ログの上限を超えます。バイト数を書いたように見えます", \
    "divide it by 1024: the policy counts kilobytes", "1024 で割ってください。ポリシーでは KB 単位です") \
  X(KB_FOR_BYTES, "value-kb-for-bytes", ERROR, "'{0}' is {1} bytes, less than a log can do with: the number looks like kilobytes", "'{0}' が {1} バイトになり、ログとして小さすぎます。KB 数を書いたように見えます", \
    "multiply it by 1024: this place counts bytes", "1024 を掛けてください。この場所ではバイト単位です") \
  X(BLOCKS, "value-size-blocks", WARNING, "'{0}' is {1} bytes, no multiple of 64 KB: it is rounded up", "'{0}' は {1} バイトで、64 KB の倍数ではありません (切り上げられます)", \
    "write a multiple of 65536", "65536 の倍数を書いてください")
// clang-format on
typedef enum {
#define X(name, ...) KNOWN_##name,
    KNOWN_MISTAKES(X)
#undef X
        KNOWN_MISTAKE_COUNT
} known_mistake;
extern const ks_mistake_kind known_kinds[KNOWN_MISTAKE_COUNT];

void known_value_lint(const known_value_set *value, ks_mistakes *mistakes);
// "REG_DWORD"; empty: no name.
ks_str known_type_word(u32 type);
// Whether the two texts are the same key: "CurrentControlSet" fits "ControlSet001", case aside.
bool known_key_fits(const char *pattern, ks_str key);
