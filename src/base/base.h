// What every file of the project starts from: sizes with short names, views of bytes and text,
// and the assertion that stays on in every build.
#pragma once
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// clang-format off
typedef uint8_t u8; typedef uint16_t u16; typedef uint32_t u32; typedef uint64_t u64;
typedef int32_t i32; typedef int64_t i64;

typedef struct { const u8   *at; size_t size;  } ks_span;  // bytes as found
typedef struct { const char *at; size_t size;  } ks_str;   // valid UTF-8; no NUL at the end
typedef struct { const u8   *at; size_t units; } ks_utf16; // UTF-16LE, unaligned, lone surrogates
// clang-format on

#define KS_MUST   __attribute__((warn_unused_result))
#define KS_STR(s) ((ks_str){ (s), sizeof(s) - 1 })
#define KS_TEXT(s)         \
    {                      \
        (s), sizeof(s) - 1 \
    } // a ks_str among the initialisers of a static table
#define countof(a)       (sizeof(a) / sizeof *(a))
#define KS_LIKELY(x)     __builtin_expect(!!(x), 1)
#define KS_UNLIKELY(x)   __builtin_expect(!!(x), 0)
#define KS_ASSERT(claim) (KS_LIKELY(claim) ? (void)0 : ks_broken(#claim, __FILE__, __LINE__))

// Behind a large local variable of a hot function that is written before it is read: hardened
// builds fill all others with zeros first.
#if defined(__has_attribute)
#    if __has_attribute(uninitialized)
#        define KS_UNSET __attribute__((uninitialized))
#    endif
#endif
#ifndef KS_UNSET
#    define KS_UNSET
#endif

// Says on stderr which claim of our own code is broken, and ends the program with status 134.
_Noreturn void ks_broken(const char *claim, const char *file, int line);

static inline ks_str ks_str_of(const char *text)
{
    return (ks_str){ text, text ? strlen(text) : 0 };
}

static inline bool ks_str_equal(ks_str a, ks_str b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

static inline bool ks_span_equal(ks_span a, ks_span b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

// What follows the first `at` bytes, of which there are as many; a text without bytes may be NULL.
static inline ks_str ks_str_from(ks_str s, size_t at)
{
    return at ? (ks_str){ s.at + at, s.size - at } : s;
}

static inline bool ks_begins(ks_str text, ks_str with)
{
    return text.size >= with.size && (with.size == 0 || memcmp(text.at, with.at, with.size) == 0);
}

static inline bool ks_ends(ks_str text, ks_str with)
{
    return text.size >= with.size && ks_begins(ks_str_from(text, text.size - with.size), with);
}

static inline bool ks_str_has(ks_str text, ks_str part)
{
    for (size_t i = 0; i + part.size <= text.size; i++) {
        if (part.size == 0 || memcmp(text.at + i, part.at, part.size) == 0)
            return true;
    }
    return false;
}

// What follows the last \ or /.
static inline ks_str ks_base_name(ks_str path)
{
    size_t from = path.size;
    while (from && path.at[from - 1] != '\\' && path.at[from - 1] != '/')
        from--;
    return from ? ks_str_from(path, from) : path;
}

static inline ks_span ks_str_span(ks_str s) { return (ks_span){ (const u8 *)s.at, s.size }; }

// Byte order: by bytes, a prefix first. The total order of all sorted output.
static inline int ks_str_compare(ks_str a, ks_str b)
{
    size_t least = a.size < b.size ? a.size : b.size;
    int order = least ? memcmp(a.at, b.at, least) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

// Sums and products of sizes that may come from evidence.
KS_MUST static inline bool ks_add(size_t a, size_t b, size_t *sum)
{
    return !__builtin_add_overflow(a, b, sum);
}

KS_MUST static inline bool ks_mul(size_t a, size_t b, size_t *product)
{
    return !__builtin_mul_overflow(a, b, product);
}

// Unaligned little-endian loads of bytes whose presence was checked.
static inline u16 ks_load16(const u8 *p) { return (u16)(p[0] | p[1] << 8); }

static inline u32 ks_load32(const u8 *p)
{
    return (u32)p[0] | (u32)p[1] << 8 | (u32)p[2] << 16 | (u32)p[3] << 24;
}

static inline u64 ks_load64(const u8 *p) { return (u64)ks_load32(p) | (u64)ks_load32(p + 4) << 32; }

static inline void ks_store16(u8 *p, u16 value)
{
    p[0] = (u8)value;
    p[1] = (u8)(value >> 8);
}

static inline void ks_store32(u8 *p, u32 value)
{
    ks_store16(p, (u16)value);
    ks_store16(p + 2, (u16)(value >> 16));
}

static inline void ks_store64(u8 *p, u64 value)
{
    ks_store32(p, (u32)value);
    ks_store32(p + 4, (u32)(value >> 32));
}
