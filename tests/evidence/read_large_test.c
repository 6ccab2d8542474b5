// test: slow (4 GB are read and hashed). The header counts chunks in 16 bits; the log goes on.
#include "support/read_all.h"

// 65,600 chunks, of which the first and the last are there: 4 GB of addresses, a few pages of disk.
int main(void)
{
    made_log log = log_of(2, "x");
    ks_span bytes = make_log_end(&log);
    make_file(in("large.evtx"), (ks_span){ bytes.at, head + slot });
    const u64 last = head + (u64)65599 * slot;
    FILE *end = fopen(in("large.evtx"), "r+b");
    KS_ASSERT(end && fseeko(end, (off_t)last, SEEK_SET) == 0 &&
              fwrite(bytes.at + head + slot, 1, slot, end) == slot && fclose(end) == 0);
    const char *paths[] = { in("large.evtx") };
    result r = read_all(paths, 1, 2, false);
    check("a log of more than 65,535 chunks is read to its end", strcmp(r.ids, "1 2 3 4 ") == 0);
    return checked();
}
