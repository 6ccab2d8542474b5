// Whatever the text: it is refused with a reason, or a tree whose texts lie in the arena.
#include "event/xml_read.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static ks_arena whole;
    if (whole.at == NULL && !ks_arena_open(&whole, "xml", 16 << 20))
        return 0;
    ks_arena arena = whole;
    ks_fail fail = { 0 };
    const ks_element *root = ks_xml_read((ks_str){ (const char *)data, size }, &arena, &fail);
    KS_ASSERT((root == NULL) == (fail.reason != KS_NONE));
    if (root)
        (void)!ks_event_plan_make(root, 0, &arena);
    return 0;
}
