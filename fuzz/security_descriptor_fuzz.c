// Whatever the bytes: what is read is written as bytes that say the same, and prints in every form.
#include "policy/access.h"
#include "policy/sddl.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static ks_arena whole;
    if (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 26))
        return 0;
    ks_arena arena = whole;
    ks_security_descriptor sd = { 0 }, again = { 0 };
    ks_fail fail = { 0 };
    ks_span bytes = { 0 };
    ks_out out = { 0 };
    if (!ks_out_open(&out, &arena, (size_t)1 << 22) ||
        !ks_security_descriptor_read((ks_span){ data, size }, &arena, &sd, &fail))
        return 0;
    if (ks_security_descriptor_write(&sd, &arena, &bytes, &fail)) {
        KS_ASSERT(ks_security_descriptor_read(bytes, &arena, &again, &fail));
        KS_ASSERT(ks_acl_equal(&sd.dacl, &again.dacl) && ks_acl_equal(&sd.sacl, &again.sacl));
    }
    ks_out_sddl(&out, &sd);
    for (size_t i = 0; i < sd.dacl.count; i++) {
        ks_out_clear(&out);
        ks_out_ace_words(&out, &sd.dacl.aces[i], (ks_object_type)(i % KS_OBJECT_TYPE_COUNT), KS_EN);
    }
    return 0;
}
