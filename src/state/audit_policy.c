// SECURITY\Policy\PolAdtEv: what is audited (docs/audit.md, "PolAdtEv"). Since Windows Vista the
// value describes itself: one number for each subcategory, then how many each category has. A new
// Windows appends to categories, so category and slot mean the same on each.
#include "base/cursor.h"
#include "state/state_own.h"

enum { vista_size_least = 12 + 2 + 18, legacy_size = 44, legacy_size_nt4 = 36 };

// Windows NT 4 to 2003: byte 0 says whether anything is audited; then a number for each category.
static bool read_legacy(ks_span bytes, state_audit *audit)
{
    size_t categories = bytes.size == legacy_size ? 9 : 7;
    if (ks_load32(bytes.at + bytes.size - 4) != categories)
        return false;
    bool is_on = bytes.at[0] != 0;
    for (size_t category = 0; category < categories; category++) {
        u32 value = ks_load32(bytes.at + 4 + 4 * category) & 3;
        for (size_t slot = 0; slot < state_slots; slot++)
            audit->slots[category][slot] =
                (state_audit_slot){ .is_there = true, .value = is_on ? (u8)value : 0 };
    }
    return true;
}

// Two orders are in circulation for values of these sizes, and no hive at hand tells which is
// right: Special Logon and Other Object Access stand at slot 4, as the numbers of events have it,
// or behind (RegRipper). Where the two give different answers, the slot is ambiguous.
static bool is_order_disputed(size_t size)
{
    return size == 134 || size == 136 || size == 138 || size == 148;
}

static void mark_disputed(state_audit_slot *slots, size_t slot, size_t behind)
{
    // The other order has the first of them last, and the rest one earlier.
    u8 values[state_slots] = { 0 };
    for (size_t i = slot; i <= behind; i++)
        values[i] = slots[i].value;
    slots[slot].other = values[behind];
    for (size_t i = slot + 1; i <= behind; i++)
        slots[i].other = values[i - 1];
    for (size_t i = slot; i <= behind; i++)
        slots[i].is_ambiguous = slots[i].other != slots[i].value;
}

static bool read_counts(ks_span bytes, u32 table, u16 counts[state_categories])
{
    size_t sum = 0;
    for (size_t i = 0; i < state_categories; i++) {
        counts[i] = ks_load16(bytes.at + table + 2 * i);
        sum += counts[i];
    }
    return 12 + 2 * (sum + 1) == table;
}

bool state_audit_read(ks_span bytes, state_audit *audit)
{
    if (bytes.size == legacy_size || bytes.size == legacy_size_nt4)
        return read_legacy(bytes, audit);
    if (bytes.size < vista_size_least || ks_load32(bytes.at + 4) != state_categories)
        return false;
    u32 table = ks_load32(bytes.at + 8);
    u16 counts[state_categories];
    if (table % 2 || table < 12 || table > bytes.size - 18 || !read_counts(bytes, table, counts))
        return false;
    const u8 *at = bytes.at + 12;
    for (size_t category = 0; category < state_categories; category++) {
        for (size_t slot = 0; slot < counts[category]; slot++, at += 2) {
            if (slot < state_slots)
                audit->slots[category][slot] =
                    (state_audit_slot){ .is_there = true, .value = (u8)(ks_load16(at) & 3) };
        }
    }
    if (is_order_disputed(bytes.size)) {
        mark_disputed(audit->slots[1], 4, 6);
        mark_disputed(audit->slots[2], 4, 10);
    }
    return true;
}
