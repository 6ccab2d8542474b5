// Hashes are the same whatever the processor can do, and however a stream is cut.
#include "base/hash_own.h"

#include "test.h"

enum { most = 5000 };

static u64 state = 1;
static u32 chance(u32 below) { return (u32)((state = ks_hash_mix(state, 7)) >> 33) % below; }

typedef void adding(ks_hasher *h, ks_span bytes);

static void add_narrow(ks_hasher *h, ks_span bytes)
{
    XXH3_128bits_update(&h->state, bytes.at, bytes.size);
}

// In pieces of any size.
static ks_content_hash hash_by(adding *add, ks_span bytes)
{
    static ks_hasher h;
    ks_hasher_begin(&h);
    for (size_t at = 0; at < bytes.size;) {
        size_t size = 1 + chance((u32)(bytes.size - at));
        add(&h, (ks_span){ bytes.at + at, size });
        at += size;
    }
    return ks_hasher_end(&h);
}

int main(void)
{
    static u8 bytes[most];
    for (size_t i = 0; i < most; i++)
        bytes[i] = (u8)chance(256);
    bool is_same = true, is_same_stream = true;
    for (size_t size = 0; size < most; size += 1 + size / 100) {
        ks_span span = { bytes, size };
        u64 narrow = XXH3_64bits_withSeed(bytes, size, size);
        is_same = is_same && ks_hash(span, size) == narrow &&
                  (!hash_is_wide() || hash_wide(span, size) == narrow);
        ks_content_hash a = hash_by(add_narrow, span), b = hash_by(ks_hasher_add, span);
        is_same_stream = is_same_stream && memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
    }
    check("a hash is the same by the wide way and the narrow one", is_same);
    check("so is that of a stream, wherever it is cut", is_same_stream);
    remark("the processor %s wide", hash_is_wide() ? "is" : "is not");
    return checked();
}
