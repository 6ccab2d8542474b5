// A file of any kind: archives, pages, PDF, RTF, OneNote, pictures.
#include "inspect.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    fuzz_inspect(KS_STR("a.docx"), (ks_span){ data, size });
    return 0;
}
