// Arenas over reserved address ranges; see arena.h. In sanitised builds what is not taken is
// poisoned, and a red zone lies behind each taken array.
#include "base/arena.h"

#include "base/os.h"

#include <stdatomic.h>

#if defined(__SANITIZE_ADDRESS__)
#    define SANITIZED 1
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define SANITIZED 1
#    endif
#endif
#ifdef SANITIZED
void __asan_poison_memory_region(void const volatile *at, size_t size);
void __asan_unpoison_memory_region(void const volatile *at, size_t size);
#    define poison(at, size)   __asan_poison_memory_region((at), (size))
#    define unpoison(at, size) __asan_unpoison_memory_region((at), (size))
enum { red_zone = 16 };
#else
#    define poison(at, size)   ((void)(at), (void)(size))
#    define unpoison(at, size) ((void)(at), (void)(size))
enum { red_zone = 0 };
#endif

// Only the start of a range is poisoned: marking 64 GiB of addresses would touch 8 GiB of memory.
static size_t guarded(size_t size)
{
    const size_t most = 16 << 20;
    return size < most ? size : most;
}

static u64 fail_at;              // set before threads start, read-only afterwards
static _Atomic u64 fail_counter; // counts takes, reads and writes; order among threads is free

void ks_fail_arm(void)
{
    fail_at = 0;
    const char *text = ks_os_environment("KS_FAIL_AT");
    for (; text && *text >= '0' && *text <= '9'; text++)
        fail_at = fail_at * 10 + (u64)(*text - '0');
}

bool ks_fail_now(void)
{
    if (KS_LIKELY(fail_at == 0))
        return false;
    return atomic_fetch_add_explicit(&fail_counter, 1, memory_order_relaxed) + 1 == fail_at;
}

bool ks_arena_open(ks_arena *a, const char *name, size_t budget)
{
    void *range = ks_fail_now() ? NULL : ks_os_reserve(budget);
    if (range == NULL)
        return false;
    *a = (ks_arena){ .at = range, .end = (u8 *)range + budget, .name = name };
    poison(range, guarded(budget));
    return true;
}

bool ks_arena_open_down_to(ks_arena *a, const char *name, size_t budget, size_t least)
{
    for (; budget >= least; budget /= 2) {
        if (ks_arena_open(a, name, budget))
            return true;
    }
    return false;
}

void ks_arena_close(ks_arena *whole)
{
    if (whole->at == NULL)
        return;
    unpoison(whole->at, guarded((size_t)(whole->end - whole->at)));
    ks_os_release(whole->at, (size_t)(whole->end - whole->at));
    *whole = (ks_arena){ 0 };
}

// As it is: what lay there may still lie there.
static void *take(ks_arena *a, size_t size, size_t count, size_t align)
{
    KS_ASSERT(size > 0);
    KS_ASSERT(align > 0 && (align & (align - 1)) == 0);
    size_t padding = (0 - (uintptr_t)a->at) & (align - 1);
    size_t left = (size_t)(a->end - a->at);
    if (left < padding + red_zone || count > (left - padding - red_zone) / size || ks_fail_now()) {
        if (a->spent)
            *a->spent = true;
        return NULL;
    }
    u8 *taken = a->at + padding;
    a->at = taken + size * count + red_zone;
    unpoison(taken, size * count);
    return taken;
}

void *ks_arena_take(ks_arena *a, size_t size, size_t count, size_t align)
{
    void *taken = take(a, size, count, align);
    return taken ? memset(taken, 0, size * count) : NULL;
}

u8 *ks_arena_room(ks_arena *a, size_t size) { return take(a, 1, size, 1); }

ks_str ks_arena_keep(ks_arena *a, ks_str text)
{
    char *copy = text.size ? take(a, 1, text.size, 1) : NULL;
    if (copy == NULL)
        return (ks_str){ 0 };
    memcpy(copy, text.at, text.size);
    return (ks_str){ copy, text.size };
}

void *ks_arena_grow(ks_arena *a, const void *items, size_t size, size_t count, size_t *capacity)
{
    size_t wanted = *capacity ? *capacity * 2 : 16;
    u8 *grown = take(a, size, wanted, alignof(max_align_t));
    if (grown == NULL)
        return NULL;
    if (count)
        memcpy(grown, items, size * count);
    memset(grown + size * count, 0, size * (wanted - count));
    *capacity = wanted;
    return grown;
}

const char *ks_cstr(ks_arena *a, ks_str text)
{
    if (text.size && memchr(text.at, 0, text.size))
        return NULL;
    char *copy = take(a, 1, text.size + 1, 1);
    if (copy && text.size)
        memcpy(copy, text.at, text.size);
    if (copy)
        copy[text.size] = 0;
    return copy;
}

void ks_arena_open_bytes(const void *at, size_t size)
{
    (void)at, (void)size;
    unpoison(at, size);
}

void ks_arena_expect_much(const ks_arena *a) { ks_os_expect_much(a->at, (size_t)(a->end - a->at)); }

void ks_arena_trim(const ks_arena *a, size_t keep)
{
    if (keep < (size_t)(a->end - a->at))
        ks_os_forget(a->at + keep, (size_t)(a->end - a->at) - keep);
}
