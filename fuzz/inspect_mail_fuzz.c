// A mail, through GMime and all that is judged of it.
#include "inspect.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    fuzz_inspect(KS_STR("a.eml"), (ks_span){ data, size });
    return 0;
}
