// A shortcut: what follows the signature.
#include "inspect.h"

enum { size_most = 64 << 10, head_size = 20 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static u8 bytes[head_size + size_most];
    if (size > size_most)
        return 0;
    memcpy(bytes, "\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46", head_size);
    memcpy(bytes + head_size, data, size);
    fuzz_inspect(KS_STR("a.lnk"), (ks_span){ bytes, head_size + size });
    return 0;
}
