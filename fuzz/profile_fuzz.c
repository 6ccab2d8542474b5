// A user's profile from any bytes: what it asks is asked of parts that there are, in texts that can
// be parsed, and a refusal tells where.
#include "catalogue/profile.h"

static ks_arena arena, whole;

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (!whole.at && !ks_arena_open(&whole, "fuzz", (size_t)256 << 20))
        return 0;
    arena = whole;
    ks_fail fail = { 0 };
    ks_profile profile;
    if (!ks_profile_read((ks_str){ (const char *)data, size }, (ks_str){ 0 }, &arena, &profile,
                         &fail)) {
        KS_ASSERT(fail.reason != KS_NONE);
        return 0;
    }
    KS_ASSERT((profile.roles & ~7u) == 0 && profile.roles);
    for (size_t i = 0; i < ks_setting_part_total() * KS_ROLE_COUNT; i++) {
        const ks_want *want = profile.wants[i];
        KS_ASSERT(!want || want->how == KS_WANT_PRESENT || want->value_count > 0);
    }
    return 0;
}
