// Subscriptions, query lists, XPath and the client's policy from any bytes: reading ends, every
// mistake has a place, and what is written is read back the same.
#include "base/text.h"
#include "policy/wef.h"
#include "policy/xpath.h"

static ks_arena arena, whole;

static ks_str written(const ks_wef_subscription *subscription)
{
    ks_out out;
    KS_ASSERT(ks_out_open(&out, &arena, 16 << 20));
    ks_wef_write(&out, subscription);
    return out.is_full ? (ks_str){ 0 } : ks_out_str(&out);
}

static void check_round_trip(ks_span bytes)
{
    ks_wef_subscription first, second, third;
    ks_mistakes mistakes = { .arena = &arena };
    if (!wef_read(&first, bytes, &arena, &mistakes))
        return;
    ks_str text = written(&first);
    if (text.size == 0)
        return;
    KS_ASSERT(wef_read(&second, ks_str_span(text), &arena, &mistakes));
    ks_str again = written(&second);
    KS_ASSERT(wef_read(&third, ks_str_span(again), &arena, &mistakes));
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
    ks_mistakes mistakes = { .arena = &arena };
    wef_lint_file(bytes, &arena, &mistakes);
    wef_client_lint_file(bytes, &arena, &mistakes);
    for (const ks_mistake *m = mistakes.first; m; m = m->next)
        KS_ASSERT(m->place.line > 0 && m->place.column > 0);
    check_round_trip(bytes);
    xpath_query query;
    if (ks_utf8_is_valid(bytes) &&
        !xpath_parse(&query, (ks_str){ (const char *)data, size }, &arena))
        KS_ASSERT(query.error.at <= size && query.error.kind != XPATH_ERROR_NONE);
    return 0;
}
