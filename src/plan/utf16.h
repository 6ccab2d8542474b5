// Text between UTF-8 and the UTF-16LE that Windows writes into files and values.
#pragma once
#include "base/arena.h"
#include "base/out.h"

// The units of the text, without an end.
void plan_out_utf16(ks_out *out, ks_str text);
// With the NUL of a REG_SZ; items divided by \n with the NULs of a REG_MULTI_SZ (empty items are
// left out, since they would end the list). False: past the budget.
KS_MUST bool plan_utf16_z(ks_str text, ks_arena *arena, ks_span *bytes);
KS_MUST bool plan_utf16_list(ks_str text, ks_arena *arena, ks_span *bytes);
// And back, up to the first NUL, or the empty item.
KS_MUST bool plan_utf8_z(ks_span bytes, ks_arena *arena, ks_str *text);
KS_MUST bool plan_utf8_list(ks_span bytes, ks_arena *arena, ks_str *text);
