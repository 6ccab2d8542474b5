// Authentication-Results and Received, as the receiver's own server might have written them.
#include "inspect.h"

enum { size_most = 16 << 10 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static const char top[] = "Received: from a (b.example [203.0.113.9]) by mx.corp.example; Mon, "
                              "11 May 2026 03:10:02 +0900\n"
                              "Authentication-Results: mx.corp.example; ",
                      end[] = "\nFrom: a@partner.example\nSubject: a\n\na";
    static u8 mail[size_most + sizeof top + sizeof end];
    if (size > size_most)
        return 0;
    memcpy(mail, top, sizeof top - 1);
    memcpy(mail + sizeof top - 1, data, size);
    memcpy(mail + sizeof top - 1 + size, end, sizeof end - 1);
    fuzz_inspect(KS_STR("a.eml"), (ks_span){ mail, sizeof top + sizeof end - 2 + size });
    return 0;
}
