// Numbers and identifiers as text, without locale and without printf: the hot path of all output.
#pragma once
#include "base/out.h"

enum { ks_number_size = 32 }; // most bytes that one number takes

u8 *ks_u64_text(u8 *to, u64 value); // decimal; the end is returned. `to` has ks_number_size bytes
u8 *ks_hex_text(u8 *to, u64 value, unsigned digits_min); // lower case, without 0x

void ks_out_u64(ks_out *out, u64 value);
void ks_out_i64(ks_out *out, i64 value);
void ks_out_hex(ks_out *out, u64 value, unsigned digits_min); // with 0x, lower case
void ks_out_hex_bytes(ks_out *out, ks_span bytes);            // upper case, no spaces
void ks_out_padded(ks_out *out, u64 value, unsigned digits);  // with zeros in front
void ks_out_grouped(ks_out *out, u64 value);                  // 1,234,567: for people
void ks_out_bytes_size(ks_out *out, u64 size);                // 3.1 GB: for people

// GUID of 16 bytes as on disk: XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX in upper case, no braces.
void ks_out_guid(ks_out *out, const u8 *guid);
// The SID in `bytes`, S-1-5-...; false (nothing is written) when its count needs more bytes.
bool ks_out_sid(ks_out *out, ks_span bytes);

// What a hexadecimal digit of either case stands for; -1: it is none.
int ks_hex_digit(char c);
// What two of them stand for, 0 to 255; -1: one of them is none.
int ks_hex_byte(const char *digits);
// "123", "0x7b": false when the text is anything else or does not fit.
KS_MUST bool ks_u64_read(ks_str text, u64 *value);
