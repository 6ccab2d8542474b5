// A Windows program as small as it gets: one section of resources with an icon and a name.
#pragma once
#include "made.h"

typedef enum { MADE_NO_ICON, MADE_SHEET, MADE_GEAR } made_icon;

typedef struct {
    made_icon icon;
    const char *original; // OriginalFilename; NULL: none
    u32 signature_size;   // of the directory entry; 0: unsigned
    bool is_broken;       // and the table behind it holds no certificate
    bool is_library;
} made_program;

enum { pe_section_at = 0x1000, pe_section_raw = 0x200, pe_section_size = 0x3000 };

static inline void made_put32(made_file *f, size_t at, u32 value) { ks_store32(f->at + at, value); }

// 32 × 32, 32 bits: a white sheet with a clear margin, or a dark round thing.
static inline void made_bitmap(made_file *f, made_icon icon)
{
    made_number(f, 40, 4);
    made_number(f, 32, 4);
    made_number(f, 64, 4);
    made_number(f, 1, 2);
    made_number(f, 32, 2);
    made_zeros(f, 24);
    for (int y = 31; y >= 0; y--) {
        for (int x = 0; x < 32; x++) {
            bool is_sheet = x >= 5 && x <= 26 && y >= 2 && y <= 29;
            bool is_round = (x - 16) * (x - 16) + (y - 16) * (y - 16) < 200;
            bool is_line = y > 8 && y % 4 == 0 && x > 8 && x < 23;
            u32 colour = icon == MADE_SHEET ? is_line ? 0xffa05020u : 0xfff8f8f8u : 0xff405060u;
            made_number(f, (icon == MADE_SHEET ? is_sheet : is_round) ? colour : 0, 4);
        }
    }
    made_zeros(f, 128);
}

static inline void made_version(made_file *f, const char *original)
{
    size_t start = f->size, table, inner;
    made_number(f, 0, 2);
    made_number(f, 52, 2);
    made_number(f, 0, 2);
    made_wide(f, "VS_VERSION_INFO");
    made_number(f, 0, 2);
    made_zeros(f, (4 - (f->size - start) % 4) % 4);
    made_number(f, 0xfeef04bdu, 4);
    made_zeros(f, 48);
    table = f->size;
    made_number(f, 0, 2);
    made_number(f, 0, 2);
    made_number(f, 1, 2);
    made_wide(f, "StringFileInfo");
    made_number(f, 0, 2);
    made_zeros(f, (4 - (f->size - start) % 4) % 4);
    inner = f->size;
    made_number(f, 0, 2);
    made_number(f, 0, 2);
    made_number(f, 1, 2);
    made_wide(f, "040904b0");
    made_number(f, 0, 2);
    made_zeros(f, (4 - (f->size - start) % 4) % 4);
    size_t string = f->size;
    made_number(f, 0, 2);
    made_number(f, (u32)strlen(original) + 1, 2);
    made_number(f, 1, 2);
    made_wide(f, "OriginalFilename");
    made_number(f, 0, 2);
    made_zeros(f, (4 - (f->size - start) % 4) % 4);
    made_wide(f, original);
    made_number(f, 0, 2);
    size_t ends[] = { start, table, inner, string };
    for (size_t i = 0; i < 4; i++)
        ks_store16(f->at + ends[i], (u16)(f->size - ends[i]));
}

// A directory of one entry; `is_folder`: it leads to another directory.
static inline void made_directory(made_file *f, u32 id, u32 offset, bool is_folder)
{
    made_zeros(f, 12);
    made_number(f, 1, 4);
    f->at[f->size - 4] = 0; // no names
    f->at[f->size - 2] = 1; // one number
    made_number(f, id, 4);
    made_number(f, offset | (is_folder ? 0x80000000u : 0), 4);
}

static inline void made_resources(made_file *f, const made_program *p)
{
    u32 types[3] = { 3, 14, 16 };
    size_t base = f->size;
    made_zeros(f, 12);
    made_number(f, 0, 2);
    made_number(f, 3, 2);
    for (u32 i = 0; i < 3; i++) {
        made_number(f, types[i], 4);
        made_number(f, (40 + i * 64) | 0x80000000u, 4);
    }
    for (u32 i = 0; i < 3; i++) { // name, language, data entry: 24 + 24 + 16
        u32 here = 40 + i * 64;
        made_directory(f, 1, here + 24, true);
        made_directory(f, 1033, here + 48, false);
        made_zeros(f, 16);
    }
    size_t starts[4];
    starts[0] = f->size;
    if (p->icon != MADE_NO_ICON)
        made_bitmap(f, p->icon);
    starts[1] = f->size;
    if (p->icon != MADE_NO_ICON) {
        made_bytes(f, "\0\0\1\0\1\0\x20\x20\0\0\1\0\x20\0", 14);
        made_number(f, (u32)(starts[1] - starts[0]), 4);
        made_number(f, 1, 2);
    }
    made_zeros(f, (4 - (f->size - base) % 4) % 4);
    starts[2] = f->size;
    if (p->original)
        made_version(f, p->original);
    starts[3] = f->size;
    for (u32 i = 0; i < 3; i++) {
        size_t entry = base + 40 + i * 64 + 48;
        made_put32(f, entry, (u32)(pe_section_at + starts[i] - base));
        made_put32(f, entry + 4, (u32)(starts[i + 1] - starts[i]));
    }
}

static inline void made_pe(made_file *f, const made_program *p)
{
    size_t base = f->size;
    made_text(f, "MZ");
    made_fill_to(f, base + 0x3c);
    made_number(f, 0x80, 4);
    made_fill_to(f, base + 0x80);
    made_bytes(f, "PE\0\0\x4c\x01\x01\0", 8);
    made_zeros(f, 12);
    made_number(f, 224, 2);
    made_number(f, p->is_library ? 0x2102 : 0x0102, 2);
    size_t optional = f->size;
    made_number(f, 0x10b, 2);
    made_fill_to(f, optional + 68);
    made_number(f, 2, 2); // subsystem: windows
    made_fill_to(f, optional + 92);
    made_number(f, 16, 4);
    made_zeros(f, 128);
    made_put32(f, optional + 96 + 16, pe_section_at);
    made_put32(f, optional + 96 + 20, pe_section_size);
    if (p->signature_size) {
        made_put32(f, optional + 96 + 32, pe_section_raw + pe_section_size);
        made_put32(f, optional + 96 + 36, p->signature_size);
    }
    made_bytes(f, ".rsrc\0\0\0", 8);
    made_number(f, pe_section_size, 4);
    made_number(f, pe_section_at, 4);
    made_number(f, pe_section_size, 4);
    made_number(f, pe_section_raw, 4);
    made_zeros(f, 16);
    made_fill_to(f, base + pe_section_raw);
    made_resources(f, p);
    made_fill_to(f, base + pe_section_raw + pe_section_size);
    if (p->signature_size == 0)
        return;
    made_number(f, p->signature_size, 4);
    made_number(f, 0x200, 2);
    made_number(f, 2, 2);
    made_bytes(f, p->is_broken ? "\0\0" : "\x30\x82", 2);
    made_zeros(f, p->signature_size - 10);
}
