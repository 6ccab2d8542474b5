// A compound file, through libgsf: messages of Outlook, documents, macros.
#include "inspect.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    fuzz_inspect(KS_STR("a.msg"), (ks_span){ data, size });
    return 0;
}
