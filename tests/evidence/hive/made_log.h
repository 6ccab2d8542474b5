// Transaction logs of our own making: the pages in which one state of a hive differs from another.
#pragma once
#include "evidence/hive/marvin.h"
#include "evidence/hive/tree.h"

enum { made_page = 512, made_log_head = 512 };

static inline void made_checksum(u8 *head)
{
    u32 sum = 0;
    for (size_t i = 0; i < 508; i += 4)
        sum ^= ks_load32(head + i);
    ks_store32(head + 508, sum == 0 ? 1 : sum == UINT32_MAX ? UINT32_MAX - 1 : sum);
}

// The header of a log: that of the hive, with another type and sequence number.
static inline void made_log_header(u8 *to, ks_span hive, u32 type, u32 sequence)
{
    memcpy(to, hive.at, made_log_head);
    ks_store32(to + 4, sequence);
    ks_store32(to + 8, sequence);
    ks_store32(to + 0x1c, type);
    made_checksum(to);
}

static inline bool made_page_differs(ks_span before, ks_span after, size_t page)
{
    size_t at = 4096 + page * made_page;
    return at >= before.size || memcmp(before.at + at, after.at + at, made_page) != 0;
}

// An entry of a new log at `to`; its size is returned.
static inline size_t made_entry(u8 *to, ks_span before, ks_span after, u32 sequence)
{
    size_t pages = (after.size - 4096) / made_page, count = 0;
    for (size_t i = 0; i < pages; i++)
        count += made_page_differs(before, after, i);
    size_t size = (40 + count * (8 + made_page) + made_page - 1) / made_page * made_page;
    u8 *reference = to + 40, *page = to + 40 + 8 * count;
    for (size_t i = 0; i < pages; i++) {
        if (!made_page_differs(before, after, i))
            continue;
        ks_store32(reference, (u32)(i * made_page));
        ks_store32(reference + 4, made_page);
        reference += 8;
        memcpy(page, after.at + 4096 + i * made_page, made_page);
        page += made_page;
    }
    memcpy(to, "HvLE", 4);
    ks_store32(to + 4, (u32)size);
    ks_store32(to + 12, sequence);
    ks_store32(to + 16, (u32)(after.size - 4096));
    ks_store32(to + 20, (u32)count);
    hive_marvin hash = hive_marvin_begin();
    hive_marvin_add(&hash, (ks_span){ to + 40, size - 40 });
    ks_store64(to + 24, hive_marvin_end(&hash));
    hash = hive_marvin_begin();
    hive_marvin_add(&hash, (ks_span){ to, 32 });
    ks_store64(to + 32, hive_marvin_end(&hash));
    return size;
}

static inline ks_span made_new_log(ks_arena *arena, ks_span before, ks_span after, u32 sequence)
{
    u8 *to = ks_take(arena, u8, 2 * after.size + 8192);
    made_log_header(to, before, 6, sequence);
    return (ks_span){ to, made_log_head + made_entry(to + made_log_head, before, after, sequence) };
}

static inline ks_span made_old_log(ks_arena *arena, ks_span before, ks_span after, u32 sequence)
{
    u8 *to = ks_take(arena, u8, 2 * after.size + 8192);
    size_t pages = (after.size - 4096) / made_page;
    made_log_header(to, after, 1, sequence);
    u8 *bits = to + made_log_head + 4;
    size_t at = (made_log_head + 4 + (pages + 7) / 8 + made_page - 1) / made_page * made_page;
    memcpy(to + made_log_head, "DIRT", 4);
    for (size_t i = 0; i < pages; i++) {
        if (!made_page_differs(before, after, i))
            continue;
        bits[i / 8] |= (u8)(1u << (i % 8));
        memcpy(to + at, after.at + 4096 + i * made_page, made_page);
        at += made_page;
    }
    return (ks_span){ to, at };
}
