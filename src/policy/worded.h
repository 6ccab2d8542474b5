// What fills the holes of a mistake: numbers, and texts joined, that live in an arena.
#pragma once
#include "base/arena.h"

ks_str worded_number(ks_arena *arena, u64 number);
ks_str worded_hex(ks_arena *arena, u64 number); // 0x1f01ff
ks_str worded_join(ks_arena *arena, ks_str a, const char *between, ks_str b);
// The UTF-16LE as UTF-8, lone surrogates as U+FFFD; empty past the budget.
ks_str worded_utf16(ks_arena *arena, ks_utf16 text);
