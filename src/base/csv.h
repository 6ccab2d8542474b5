// Cells of CSV (RFC 4180) that are harmless in a spreadsheet: what would be taken for a formula
// gets a quote in front, control characters are spelled out (\x1b).
#pragma once
#include "base/out.h"

void ks_out_csv(ks_out *out, ks_str cell);
