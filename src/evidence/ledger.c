// The ledger of one source: rows in the order of their offsets, the budget of rows, and what of it
// makes evidence incomplete.
#include "evidence/ledger.h"

const char *const ks_ledger_words[KS_LEDGER_KIND_COUNT] = {
#define X(name, word, loses) word,
    KS_LEDGER_KINDS(X)
#undef X
};

bool ks_ledger_loses(ks_ledger_kind kind)
{
    static const bool losses[KS_LEDGER_KIND_COUNT] = {
#define X(name, word, loses) loses,
        KS_LEDGER_KINDS(X)
#undef X
    };
    return losses[kind];
}

void ks_ledger_add(ks_ledger *ledger, ks_ledger_row row)
{
    // A row that tells of a loss is counted even when there is no room to keep it.
    if (ledger->row_count == ks_ledger_rows_most) {
        ledger->rows_left_out++;
        ledger->losses_left_out += ks_ledger_loses(row.kind);
        return;
    }
    if (ledger->row_count == ledger->row_capacity) {
        size_t capacity = ledger->row_capacity ? ledger->row_capacity : 8;
        ks_ledger_row *rows =
            ks_arena_grow(ledger->arena, ledger->rows, sizeof *rows, ledger->row_count, &capacity);
        if (rows == NULL) {
            ledger->rows_left_out++;
            ledger->losses_left_out += ks_ledger_loses(row.kind);
            return;
        }
        ledger->rows = rows;
        ledger->row_capacity = capacity;
    }
    // Nearly always the last one; rows at one offset stay in the order in which they came.
    size_t at = ledger->row_count++;
    for (; at > 0 && ledger->rows[at - 1].offset > row.offset; at--)
        ledger->rows[at] = ledger->rows[at - 1];
    ledger->rows[at] = row;
}

bool ks_ledger_is_incomplete(const ks_ledger *ledger)
{
    for (size_t i = 0; i < ledger->row_count; i++) {
        if (ks_ledger_loses(ledger->rows[i].kind))
            return true;
    }
    return ledger->losses_left_out > 0;
}
