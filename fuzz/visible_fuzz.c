// Whatever the bytes: what a terminal gets is UTF-8 without anything that it would obey or hide,
// and a text that is cut takes no more columns than it was given.
#include "message/visible.h"

#include "base/text.h"
#include "message/width.h"

enum { size_most = 4096, columns = 20 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static u8 shown[size_most * 12 + ks_out_slack], cut[size_most * 12 + ks_out_slack];
    if (size > size_most)
        return 0;
    ks_out out = { .at = shown, .start = shown, .end = shown + sizeof shown - ks_out_slack };
    ks_out_visible(&out, (ks_str){ (const char *)data, size });
    KS_ASSERT(!out.is_full);
    ks_str text = ks_out_str(&out);
    KS_ASSERT(ks_utf8_is_valid(ks_str_span(text)) && ks_is_visible(text));
    ks_out part = { .at = cut, .start = cut, .end = cut + sizeof cut - ks_out_slack };
    ks_out_fit(&part, text, columns, true);
    KS_ASSERT(ks_width(ks_out_str(&part)) == columns);
    return 0;
}
