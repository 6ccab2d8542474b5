// Inside the room: Windows programs (PE/COFF), as far as they tell what they seem to be.
#pragma once
#include "inspect/own.h"

enum { pe_sections_most = 96 };

typedef struct {
    u32 address, size, offset, raw; // in memory; in the file
    char name[9];
} pe_section;

typedef struct {
    ks_span bytes;
    pe_section sections[pe_sections_most];
    size_t section_count;
    u32 directory[16][2]; // address (of the signature: offset), size
    u32 directory_count;
    u32 entry;
    bool is_64;
} pe;

// False: it is none; `field` names what does not hold.
KS_MUST bool pe_read(ks_span bytes, pe *p, const char **field);
// Bytes of a range in memory, as far as the file has them; empty: it has none.
ks_span pe_range(const pe *p, u32 address, u32 size);

// A resource by type, its first name or number, its first language.
typedef struct {
    u32 id; // of the name level; 0: it has a name
    ks_span bytes;
} pe_resource;
// The n-th of its type in the order of the directory (names stand before numbers); false: none.
KS_MUST bool pe_find_resource(const pe *p, u32 type, size_t n, pe_resource *found);
// The one with this number.
KS_MUST bool pe_find_resource_id(const pe *p, u32 type, u32 id, pe_resource *found);

void inspect_pe(inspection *in, const item *it);
// Says what its icon pretends.
void inspect_pe_icon(inspection *in, const item *it, const pe *p);
