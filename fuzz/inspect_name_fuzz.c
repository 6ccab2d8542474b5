// A file's name, domains and addresses among them: name checks, look-alikes, Punycode, suffixes.
#include "inspect.h"

#include <stdio.h>

enum { size_most = 2000 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static char mail[size_most + 200];
    if (size > size_most)
        return 0;
    fuzz_inspect((ks_str){ (const char *)data, size }, (ks_span){ (const u8 *)"text", 4 });
    int front = snprintf(mail, sizeof mail, "Subject: a\nDate: a\nFrom: a <a@");
    memcpy(mail + front, data, size);
    memcpy(mail + (size_t)front + size, ">\n\na", 4);
    fuzz_inspect(KS_STR("a.eml"), (ks_span){ (const u8 *)mail, (size_t)front + size + 4 });
    return 0;
}
