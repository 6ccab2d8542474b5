// PolAdtEv of every size that Windows has written, and of sizes that it has not.
#include "state/state_own.h"

#include "test.h"

static state_audit audit;
static u8 bytes[512];

// A value as Windows writes it: `counts` by category, each subcategory's setting is its number in
// the whole value modulo 4.
static ks_span made(const u16 counts[9])
{
    size_t total = 0;
    memset(bytes, 0, sizeof bytes);
    for (size_t i = 0; i < 9; i++)
        total += counts[i];
    u32 table = (u32)(12 + 2 * (total + 1));
    bytes[1] = 1;
    ks_store32(bytes + 4, 9);
    ks_store32(bytes + 8, table);
    for (size_t i = 0; i < total; i++)
        ks_store16(bytes + 12 + 2 * i, (u16)(i % 4));
    ks_store16(bytes + table - 2, 0xafdc); // whatever lay there
    for (size_t i = 0; i < 9; i++)
        ks_store16(bytes + table + 2 * i, counts[i]);
    return (ks_span){ bytes, table + 18 };
}

static bool reads(ks_span value)
{
    audit = (state_audit){ 0 };
    return state_audit_read(value, &audit);
}

static size_t there(void)
{
    size_t count = 0;
    for (size_t c = 0; c < state_categories; c++) {
        for (size_t s = 0; s < state_slots; s++)
            count += audit.slots[c][s].is_there;
    }
    return count;
}

static size_t ambiguous(void)
{
    size_t count = 0;
    for (size_t c = 0; c < state_categories; c++) {
        for (size_t s = 0; s < state_slots; s++)
            count += audit.slots[c][s].is_ambiguous;
    }
    return count;
}

static void sizes(void)
{
    static const struct {
        const char *sentence;
        u16 counts[9];
        size_t size;
        bool is_ambiguous;
    } rows[] = {
        { "Vista: 134 bytes, an order in dispute", { 5, 8, 11, 3, 4, 6, 6, 4, 4 }, 134, true },
        { "Vista SP1: 136 bytes, an order in dispute", { 5, 9, 11, 3, 4, 6, 6, 4, 4 }, 136, true },
        { "Windows 7: 138 bytes, an order in dispute", { 5, 9, 12, 3, 4, 6, 6, 4, 4 }, 138, true },
        { "Windows 8: 144 bytes", { 5, 10, 14, 3, 4, 6, 6, 4, 4 }, 144, false },
        { "Windows 8.1, updated: 146 bytes", { 5, 10, 14, 3, 5, 6, 6, 4, 4 }, 146, false },
        { "Windows 10 1507: 148 bytes, an order in dispute",
          { 5, 11, 14, 3, 5, 6, 6, 4, 4 },
          148,
          true },
        { "Windows 10 1607 to 11 23H2: 150 bytes", { 5, 11, 14, 3, 6, 6, 6, 4, 4 }, 150, false },
        { "Windows 11 26200: 152 bytes", { 5, 12, 14, 3, 6, 6, 6, 4, 4 }, 152, false },
        { "a Windows to come, with one more in a category",
          { 5, 13, 14, 3, 6, 6, 6, 4, 4 },
          154,
          false },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        ks_span value = made(rows[i].counts);
        size_t total = 0, first_of_tracking = 0;
        for (size_t k = 0; k < 9; k++) {
            first_of_tracking += k < 4 ? rows[i].counts[k] : 0u;
            total += rows[i].counts[k];
        }
        check(rows[i].sentence, value.size == rows[i].size && reads(value) && there() == total &&
                                    (ambiguous() > 0) == rows[i].is_ambiguous &&
                                    audit.slots[4][0].value == first_of_tracking % 4);
    }
}

static void order(void)
{
    static const u16 seven[] = { 5, 9, 12, 3, 4, 6, 6, 4, 4 };
    ks_span value = made(seven);
    for (size_t i = 0; i < 53; i++)
        ks_store16(bytes + 12 + 2 * i, 0);
    ks_store16(bytes + 12 + 2 * 9, 1); // slot 4 of Logon/Logoff
    check("a setting at slot 4 is Special Logon's by the events' numbers",
          reads(value) && audit.slots[1][4].value == 1 && audit.slots[1][5].value == 0);
    check("... and IPsec Quick Mode's by the other order: both are said to be ambiguous",
          audit.slots[1][4].is_ambiguous && audit.slots[1][4].other == 0 &&
              audit.slots[1][5].is_ambiguous && audit.slots[1][5].other == 1);
    check("what both orders agree on is not ambiguous", !audit.slots[1][6].is_ambiguous &&
                                                            !audit.slots[1][3].is_ambiguous &&
                                                            !audit.slots[2][4].is_ambiguous);
}

static void legacy(void)
{
    u8 old[44] = { 1, 0, 0, 0, 1, 0, 0, 0, 3 };
    ks_store32(old + 40, 9);
    check("Windows XP: a category's setting is that of all its subcategories",
          reads((ks_span){ old, sizeof old }) && audit.slots[0][0].value == 1 &&
              audit.slots[1][4].value == 3 && audit.slots[2][0].value == 0);
    old[0] = 0;
    check("... and none where auditing is off as a whole",
          reads((ks_span){ old, sizeof old }) && audit.slots[1][4].value == 0);
    ks_store32(old + 32, 7);
    old[0] = 1;
    check("Windows NT 4: seven categories", reads((ks_span){ old, 36 }) &&
                                                audit.slots[1][0].value == 3 &&
                                                !audit.slots[7][0].is_there);
}

static void wrong(void)
{
    static const u16 ten[] = { 5, 11, 14, 3, 6, 6, 6, 4, 4 };
    ks_span value = made(ten);
    check("cut off, it is refused", !reads((ks_span){ bytes, value.size - 1 }) &&
                                        !reads((ks_span){ bytes, 20 }) &&
                                        !reads((ks_span){ bytes, 0 }));
    ks_store32(bytes + 8, 0x86);
    check("a table elsewhere than its counts say is refused", !reads(value));
    value = made(ten);
    ks_store32(bytes + 4, 10);
    check("another number of categories is refused", !reads(value));
    value = made(ten);
    ks_store16(bytes + 0x84, 500);
    check("a count that is too large is refused", !reads(value));
}

int main(void)
{
    sizes();
    order();
    legacy();
    wrong();
    return checked();
}
