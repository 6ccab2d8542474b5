// Records that were met before, in little memory; what is forgotten is counted.
#include "evidence/seen.h"

#include "test.h"

enum { budget = 64 * 1024 };

static ks_seen_key key(u64 id, u32 content) { return (ks_seen_key){ 7, id, content }; }

int main(void)
{
    ks_arena run, whole;
    ks_seen *seen;
    KS_ASSERT(ks_arena_open(&run, "test", 1 << 16));
    whole = run;
    KS_ASSERT(ks_seen_open(&seen, budget, &run));

    check("a record is new at first", !ks_seen_before(seen, key(1, 5)));
    check("and a repeat the second time", ks_seen_before(seen, key(1, 5)));
    check("another content under the same id is another record", !ks_seen_before(seen, key(1, 6)));
    check("both are remembered",
          ks_seen_before(seen, key(1, 6)) && ks_seen_before(seen, key(1, 5)));
    check("as is the log", !ks_seen_before(seen, (ks_seen_key){ 8, 1, 5 }));
    check("nothing is forgotten while there is room", ks_seen_forgotten(seen) == 0);

    u64 again = 0, count = 1000;
    for (u64 i = 0; i < count; i++) // each id in a block of its own: 512 bytes
        again += ks_seen_before(seen, key(1000 + i * 1000, 1));
    u64 forgotten = ks_seen_forgotten(seen);
    check("beyond the budget records are forgotten",
          again == 0 && forgotten > 0 && forgotten < count);
    for (u64 i = 0; i < count; i++)
        again += ks_seen_before(seen, key(1000 + i * 1000, 1));
    check("and only those would come again", again == count - forgotten);
    check("each time that they come they are counted", ks_seen_forgotten(seen) == 2 * forgotten);
    ks_seen_close(seen);
    ks_arena_close(&whole);
    return checked();
}
