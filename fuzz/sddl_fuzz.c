// Whatever the text: what is read prints as SDDL that reads back to the same lists, and a mistake's
// column lies inside the text.
#include "policy/sddl.h"

#include "base/text.h"
#include "policy/access.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void words(ks_out *out, const ks_acl *acl)
{
    for (size_t i = 0; i < acl->count; i++) {
        ks_out_clear(out);
        ks_out_ace_words(out, &acl->aces[i], (ks_object_type)(i % KS_OBJECT_TYPE_COUNT), KS_JA);
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static ks_arena whole;
    if (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 26))
        return 0;
    ks_str text = { (const char *)data, size };
    if (size > 1 << 16 || !ks_utf8_is_valid((ks_span){ data, size }))
        return 0;
    ks_arena arena = whole;
    ks_security_descriptor sd = { 0 }, again = { 0 };
    ks_sddl_problem problem = { 0 };
    ks_out out = { 0 };
    if (!ks_out_open(&out, &arena, (size_t)1 << 22))
        return 0;
    if (!ks_sddl_read(text, NULL, &arena, &sd, &problem)) {
        KS_ASSERT(problem.column >= 1 && problem.column <= size + 1);
        ks_sddl_problem_say(&out, &problem, KS_JA);
        return 0;
    }
    ks_out_sddl(&out, &sd);
    ks_str printed = ks_out_str(&out);
    KS_ASSERT(out.is_full || ks_sddl_read(printed, NULL, &arena, &again, &problem));
    KS_ASSERT(out.is_full || (ks_acl_equal(&sd.dacl, &again.dacl) &&
                              ks_acl_equal(&sd.sacl, &again.sacl) && sd.control == again.control));
    words(&out, &sd.sacl);
    return 0;
}
