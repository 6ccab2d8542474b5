// Headers, sections and resources of PE files (Microsoft's "PE Format"). Every address goes through
// pe_range, which gives only bytes that the file has.
#include "inspect/pe.h"

enum { resource_entries_most = 4096, directory_most = 16 };

bool pe_read(ks_span bytes, pe *p, const char **field)
{
    ks_cursor whole = { .bytes = bytes };
    *p = (pe){ .bytes = bytes };
    ks_cursor dos = ks_within(&whole, 0x3c, 4, "DOS header");
    u32 at = ks_u32(&dos, "DOS header");
    if (!ks_ok(&dos) || at >= bytes.size) {
        *field = "e_lfanew";
        return false;
    }
    ks_cursor c = ks_within(&whole, at, bytes.size - at, "PE header");
    u32 signature = ks_u32(&c, "PE signature");
    (void)ks_u16(&c, "machine");
    u32 sections = ks_u16(&c, "sections");
    (void)ks_bytes(&c, 12, "COFF header");
    u16 optional_size = ks_u16(&c, "optional header");
    (void)ks_u16(&c, "characteristics");
    size_t start = c.next;
    u16 magic = ks_u16(&c, "optional header");
    p->is_64 = magic == 0x20b;
    (void)ks_bytes(&c, 14, "optional header");
    p->entry = ks_u32(&c, "entry point");
    (void)ks_bytes(&c, p->is_64 ? 88 : 72, "optional header");
    u32 count = ks_u32(&c, "directories");
    p->directory_count = count < directory_most ? count : directory_most;
    for (u32 i = 0; i < p->directory_count && ks_ok(&c); i++) {
        p->directory[i][0] = ks_u32(&c, "directories");
        p->directory[i][1] = ks_u32(&c, "directories");
    }
    if (!ks_ok(&c) || signature != 0x4550 || (magic != 0x10b && magic != 0x20b)) {
        *field = ks_ok(&c) ? "PE signature" : c.field;
        return false;
    }
    size_t behind = start + optional_size;
    ks_cursor table =
        ks_within(&c, behind, behind < c.bytes.size ? c.bytes.size - behind : 0, "sections");
    for (u32 i = 0; i < sections && i < pe_sections_most && ks_ok(&table); i++) {
        pe_section *s = &p->sections[p->section_count];
        ks_span name = ks_bytes(&table, 8, "sections");
        s->size = ks_u32(&table, "sections");
        s->address = ks_u32(&table, "sections");
        s->raw = ks_u32(&table, "sections");
        s->offset = ks_u32(&table, "sections");
        (void)ks_bytes(&table, 16, "sections");
        if (ks_ok(&table)) {
            memcpy(s->name, name.at, 8);
            p->section_count++;
        }
    }
    if (!ks_ok(&table))
        *field = table.field;
    return true;
}

ks_span pe_range(const pe *p, u32 address, u32 size)
{
    for (size_t i = 0; i < p->section_count; i++) {
        const pe_section *s = &p->sections[i];
        if (address < s->address || address - s->address >= s->raw)
            continue;
        u32 inside = address - s->address;
        u64 offset = (u64)s->offset + inside;
        u64 left = s->raw - inside;
        if (offset >= p->bytes.size)
            return (ks_span){ 0 };
        left = left < p->bytes.size - offset ? left : p->bytes.size - offset;
        return (ks_span){ p->bytes.at + offset, size < left ? size : (size_t)left };
    }
    return (ks_span){ 0 };
}

// --- resources: three levels of directories, each entry a name or number and an offset

typedef struct {
    u32 id; // UINT32_MAX: a name
    u32 offset;
    bool is_folder;
} resource_entry;

static ks_span resources(const pe *p)
{
    if (p->directory_count < 3 || p->directory[2][0] == 0)
        return (ks_span){ 0 };
    return pe_range(p, p->directory[2][0], UINT32_MAX);
}

static bool entry_at(ks_span all, u32 folder, size_t n, resource_entry *e)
{
    ks_cursor whole = { .bytes = all };
    ks_cursor c = ks_within(&whole, folder, 16, "resource directory");
    (void)ks_bytes(&c, 12, "resource directory");
    size_t count = ks_u16(&c, "names");
    count += ks_u16(&c, "numbers");
    if (!ks_ok(&c) || n >= count || n >= resource_entries_most)
        return false;
    ks_cursor entry = ks_within(&whole, (u64)folder + 16 + 8 * (u64)n, 8, "resource entry");
    u32 id = ks_u32(&entry, "resource entry"), offset = ks_u32(&entry, "resource entry");
    *e = (resource_entry){ id & 0x80000000u ? UINT32_MAX : id, offset & 0x7fffffffu,
                           (offset & 0x80000000u) != 0 };
    return ks_ok(&entry);
}

static bool leaf(const pe *p, ks_span all, resource_entry name, pe_resource *found)
{
    resource_entry language = name;
    if (name.is_folder && !entry_at(all, name.offset, 0, &language))
        return false;
    ks_cursor whole = { .bytes = all };
    ks_cursor c = ks_within(&whole, language.offset, 16, "resource data");
    u32 address = ks_u32(&c, "resource data"), size = ks_u32(&c, "resource data");
    if (!ks_ok(&c) || language.is_folder)
        return false;
    *found = (pe_resource){ name.id == UINT32_MAX ? 0 : name.id, pe_range(p, address, size) };
    return found->bytes.size > 0;
}

static bool type_folder(ks_span all, u32 type, u32 *folder)
{
    resource_entry e;
    for (size_t i = 0; entry_at(all, 0, i, &e); i++) {
        if (e.id == type && e.is_folder) {
            *folder = e.offset;
            return true;
        }
    }
    return false;
}

bool pe_find_resource(const pe *p, u32 type, size_t n, pe_resource *found)
{
    ks_span all = resources(p);
    u32 folder = 0;
    resource_entry e;
    return type_folder(all, type, &folder) && entry_at(all, folder, n, &e) &&
           leaf(p, all, e, found);
}

bool pe_find_resource_id(const pe *p, u32 type, u32 id, pe_resource *found)
{
    ks_span all = resources(p);
    u32 folder = 0;
    resource_entry e;
    if (!type_folder(all, type, &folder))
        return false;
    for (size_t i = 0; entry_at(all, folder, i, &e); i++) {
        if (e.id == id)
            return leaf(p, all, e, found);
    }
    return false;
}
