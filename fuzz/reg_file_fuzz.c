// Whatever the bytes: the steps that are read are written as a file that reads back to the same
// steps, without a mistake of ours.
#include "policy/reg_file.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static ks_arena whole;
    if (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 27))
        return 0;
    ks_arena arena = whole;
    ks_reg_file file, again;
    ks_fail fail = { 0 };
    ks_span bytes = { 0 };
    if (size > 1 << 16 || !ks_reg_read((ks_span){ data, size }, &arena, &file, &fail) ||
        !ks_reg_write(&file, &arena, &bytes, &fail) || !ks_reg_read(bytes, &arena, &again, &fail))
        return 0;
    // A key that is named twice in a row is written once: values are what counts.
    size_t k = 0;
    for (size_t i = 0; i < file.step_count; i++) {
        const ks_reg_step *a = &file.steps[i];
        if (a->action != KS_REG_SET)
            continue;
        while (k < again.step_count && again.steps[k].action != KS_REG_SET)
            k++;
        KS_ASSERT(k < again.step_count);
        const ks_reg_step *b = &again.steps[k++];
        KS_ASSERT(a->type == b->type && ks_span_equal(a->data, b->data));
    }
    return 0;
}
