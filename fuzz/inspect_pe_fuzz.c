// A Windows program.
#include "inspect.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    fuzz_inspect(KS_STR("a.pdf"), (ks_span){ data, size });
    return 0;
}
