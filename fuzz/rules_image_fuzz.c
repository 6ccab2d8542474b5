// Any bytes as an image of a set of rules, their checksum made right so that all else is looked at:
// a refusal, or a set that can be written again and then comes back the same.
#include "base/hash.h"
#include "rules/image.h"

static ks_arena arena, whole;

enum { head_size = 16, image_most = 1 << 20 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (size < head_size || size > image_most ||
        (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 30)))
        return 0;
    ks_arena_trim(&whole, 16 << 20);
    arena = whole;
    u8 *bytes = ks_take(&arena, u8, size);
    if (bytes == NULL)
        return 0;
    memcpy(bytes, data, size);
    ks_store64(bytes + 8, ks_hash((ks_span){ bytes + head_size, size - head_size }, 0));
    ks_rule_set set, again;
    ks_fail fail = { 0 };
    ks_out first, second;
    if (!ks_rule_image_read(&set, (ks_span){ bytes, size }, &arena, &fail)) {
        KS_ASSERT(fail.reason != KS_NONE);
        return 0;
    }
    if (!ks_out_open(&first, &arena, image_most * 4) ||
        !ks_out_open(&second, &arena, image_most * 4) ||
        !ks_rule_image_write(&first, &set, KS_IMAGE_WHOLE, arena))
        return 0;
    KS_ASSERT(ks_rule_image_read(&again, ks_str_span(ks_out_str(&first)), &arena, &fail));
    KS_ASSERT(ks_rule_image_write(&second, &again, KS_IMAGE_WHOLE, arena));
    KS_ASSERT(ks_str_equal(ks_out_str(&first), ks_out_str(&second)));
    return 0;
}
