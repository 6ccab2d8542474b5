// Whatever a case's file of observations holds: it is refused, or it becomes facts and answers, and
// written again it reads back the same.
#include "answer/answer.h"

static bool put(void *context, ks_span block, ks_fail *fail)
{
    (void)fail;
    ks_out_bytes(context, block.at, block.size);
    return true;
}

static bool read_set(ks_observations **set, ks_span bytes, ks_arena *arena)
{
    ks_fail fail = { 0 };
    *set = ks_observations_make(arena);
    return *set && ks_observations_read(*set, bytes, &fail) &&
           ks_observations_settle(*set, NULL, &fail);
}

static bool write_set(const ks_observations *set, ks_out *out, ks_arena *arena)
{
    ks_fail fail = { 0 };
    return ks_out_open(out, arena, 1 << 22) && ks_observations_write(set, put, out, &fail) &&
           !out->is_full;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static ks_arena whole;
    if (whole.at == NULL && !ks_arena_open(&whole, "run", (size_t)512 << 20))
        return 0;
    ks_arena arena = whole;
    ks_observations *set, *again;
    ks_facts *facts;
    ks_answers *answers;
    ks_fail fail = { 0 };
    ks_out out, second;
    if (!read_set(&set, (ks_span){ data, size }, &arena))
        return 0;
    if (ks_facts_make(&facts, set, &arena, &fail) &&
        ks_answers_make(&answers, facts, 0, 0, &arena, &fail))
        KS_ASSERT(answers->answers[0].question->number == 1);
    if (!write_set(set, &out, &arena))
        return 0;
    KS_ASSERT(read_set(&again, ks_str_span(ks_out_str(&out)), &arena));
    if (write_set(again, &second, &arena))
        KS_ASSERT(ks_str_equal(ks_out_str(&out), ks_out_str(&second)));
    ks_arena_trim(&whole, 0);
    return 0;
}
