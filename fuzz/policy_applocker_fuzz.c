// AppLocker, App Control and exploit protection from any bytes, as files; and the same bytes as one
// value of the registry under each key that has rules. What is written is read back the same.
#include "policy/exploit.h"
#include "policy/registry_lint.h"
#include "policy/wdac.h"

static ks_arena arena, whole;

static void check_applocker(ks_span bytes)
{
    ks_applocker_policy first, second, third;
    ks_mistakes mistakes = { .arena = &arena };
    ks_out a, b;
    if (!applocker_read(&first, bytes, &arena, &mistakes)) {
        KS_ASSERT(mistakes.count > 0);
        return;
    }
    KS_ASSERT(ks_out_open(&a, &arena, 16 << 20) && ks_out_open(&b, &arena, 16 << 20));
    ks_applocker_write(&a, &first);
    if (a.is_full)
        return;
    KS_ASSERT(applocker_read(&second, ks_str_span(ks_out_str(&a)), &arena, &mistakes));
    ks_out_clear(&b);
    ks_applocker_write(&b, &second);
    KS_ASSERT(applocker_read(&third, ks_str_span(ks_out_str(&b)), &arena, &mistakes));
    ks_out_clear(&a);
    ks_applocker_write(&a, &third);
    KS_ASSERT(ks_str_equal(ks_out_str(&a), ks_out_str(&b)));
}

static void check_exploit(ks_span bytes)
{
    ks_exploit_policy first, second;
    ks_mistakes mistakes = { .arena = &arena };
    ks_out a, b;
    if (!exploit_read(&first, bytes, &arena, &mistakes))
        return;
    KS_ASSERT(ks_out_open(&a, &arena, 16 << 20) && ks_out_open(&b, &arena, 16 << 20));
    ks_exploit_write(&a, &first);
    if (a.is_full || !exploit_read(&second, ks_str_span(ks_out_str(&a)), &arena, &mistakes))
        return;
    ks_exploit_write(&b, &second);
    KS_ASSERT(ks_str_equal(ks_out_str(&a), ks_out_str(&b)));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 30))
        return 0;
    ks_arena_trim(&whole, 16 << 20);
    arena = whole;
    ks_span bytes = { data, size };
    check_applocker(bytes);
    check_exploit(bytes);
    ks_mistakes mistakes = { .arena = &arena };
    applocker_lint_file(bytes, &arena, &mistakes);
    exploit_lint_file(bytes, &arena, &mistakes);
    wdac_lint_file(bytes, &arena, &mistakes);
    for (const ks_mistake *m = mistakes.first; m; m = m->next)
        KS_ASSERT(m->place.line > 0 && m->place.column > 0);
    return 0;
}
