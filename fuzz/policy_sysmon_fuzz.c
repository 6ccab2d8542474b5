// A Sysmon configuration from any bytes, as XML and as compiled rules: reading ends, verdicts hold
// together, and what is written is read back the same.
#include "policy/sysmon_read.h"

static ks_arena arena, whole;

static ks_str written(const ks_sysmon_config *config)
{
    ks_out out;
    KS_ASSERT(ks_out_open(&out, &arena, 16 << 20));
    ks_sysmon_write(&out, config);
    return out.is_full ? (ks_str){ 0 } : ks_out_str(&out);
}

static void check_config(const ks_sysmon_config *config)
{
    for (u32 id = 0; id < 32; id++) {
        ks_sysmon_verdict verdict = ks_sysmon_judge(config, id, (ks_sysmon_fields){ 0 });
        KS_ASSERT(verdict.logged <= KS_SYSMON_DEPENDS);
        KS_ASSERT(verdict.filter == NULL || verdict.element != NULL);
    }
    // Once through the reader, text is as XML keeps it (a lone CR is LF, for example).
    ks_sysmon_config second, third;
    ks_mistakes mistakes = { .arena = &arena };
    ks_str first = written(config);
    if (first.size == 0 || !sysmon_read(&second, ks_str_span(first), &arena, &mistakes))
        return;
    ks_str again = written(&second);
    KS_ASSERT(sysmon_read(&third, ks_str_span(again), &arena, &mistakes));
    KS_ASSERT(ks_str_equal(again, written(&third)));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 30))
        return 0;
    ks_arena_trim(&whole, 16 << 20);
    arena = whole;
    ks_span bytes = { data, size };
    ks_sysmon_config config;
    ks_mistakes mistakes = { .arena = &arena };
    ks_fail fail = { 0 };
    if (ks_sysmon_blob_read(&config, bytes, &arena, &fail))
        check_config(&config);
    else
        KS_ASSERT(fail.reason != KS_NONE);
    if (sysmon_read(&config, bytes, &arena, &mistakes))
        check_config(&config);
    else
        KS_ASSERT(mistakes.count > 0);
    sysmon_lint_file(bytes, &arena, &mistakes);
    for (const ks_mistake *m = mistakes.first; m; m = m->next)
        KS_ASSERT(m->place.line > 0 && m->place.column > 0);
    return 0;
}
