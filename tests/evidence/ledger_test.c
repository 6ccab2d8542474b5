// The ledger's own laws: rows in order of offset, a budget that loses no loss.
#include "evidence/ledger.h"

#include "test.h"

#include <stdlib.h>

static void add(ks_ledger *ledger, ks_ledger_kind kind, u64 offset, i64 number)
{
    ks_ledger_add(ledger, (ks_ledger_row){ .kind = kind, .offset = offset, .number = { number } });
}

int main(void)
{
    ks_arena arena, whole;
    if (!ks_arena_open(&arena, "ledger", 1 << 26))
        abort();
    whole = arena;
    ks_ledger ledger = { .arena = &arena };
    add(&ledger, KS_LEDGER_SLACK, 300, 1);
    add(&ledger, KS_LEDGER_SLACK, 100, 2);
    add(&ledger, KS_LEDGER_SLACK, 300, 3);
    add(&ledger, KS_LEDGER_SLACK, 200, 4);
    check("rows are in order of their offsets, and at one offset in the order of adding",
          ledger.row_count == 4 && ledger.rows[0].number[0] == 2 && ledger.rows[1].number[0] == 4 &&
              ledger.rows[2].number[0] == 1 && ledger.rows[3].number[0] == 3);
    check("records of an older use of the space make evidence no less complete",
          !ks_ledger_is_incomplete(&ledger));
    add(&ledger, KS_LEDGER_TORN, 250, 0);
    check("a torn record does", ks_ledger_is_incomplete(&ledger));

    ks_ledger full = { .arena = &arena };
    for (u64 i = 0; i < ks_ledger_rows_most; i++)
        add(&full, KS_LEDGER_SLACK, i, 0);
    check("up to the budget every row is kept",
          full.row_count == ks_ledger_rows_most && full.rows_left_out == 0);
    add(&full, KS_LEDGER_NOTE_ZONE, 0, 0);
    check("past it rows are counted", full.rows_left_out == 1 && !ks_ledger_is_incomplete(&full));
    add(&full, KS_LEDGER_BAD_SLOT, 0, 0);
    check("and a loss past it is still a loss",
          full.rows_left_out == 2 && ks_ledger_is_incomplete(&full));

    ks_arena tiny = { .at = arena.at, .end = arena.at, .name = "tiny" };
    ks_ledger cramped = { .arena = &tiny };
    add(&cramped, KS_LEDGER_SKIPPED, 0, 0);
    check("without memory too", cramped.row_count == 0 && ks_ledger_is_incomplete(&cramped));

    bool all = true;
    for (int i = 0; i < KS_LEDGER_KIND_COUNT; i++) {
        for (int j = 0; j < i; j++)
            all =
                all && !ks_str_equal(ks_str_of(ks_ledger_words[i]), ks_str_of(ks_ledger_words[j]));
    }
    check("each kind of row has a word of its own", all);
    ks_arena_close(&whole);
    return checked();
}
