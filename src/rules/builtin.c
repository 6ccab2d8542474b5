// The program carries its rules compressed and masked, so that no antivirus program takes it for
// what it looks for. cmake/pack_rules.c made the table from rules/ and says what is in it; here it
// becomes paths and texts again. The room's only file that knows zstd.
#include "rules/builtin.h"

#include "base/cursor.h"
#include "rules/builtin_packed.h"

#include <zstd.h>

static ks_span unpack(ks_arena *arena)
{
    size_t size = ks_rules_unpacked_size;
    u8 *text = ks_take(arena, u8, size + 1);
    ks_arena scratch = *arena; // the frame is needed only here
    u8 *frame = ks_take(&scratch, u8, ks_rules_packed_size);
    if (text == NULL || frame == NULL)
        return (ks_span){ 0 };
    u32 state = ks_rules_mask_start;
    for (size_t i = 0; i < ks_rules_packed_size; i++)
        frame[i] = ks_rules_packed[i] ^ ks_rules_mask(&state);
    size_t got = ZSTD_decompress(text, size, frame, ks_rules_packed_size);
    KS_ASSERT(!ZSTD_isError(got) && got == size); // the program itself would be damaged
    return (ks_span){ text, size };
}

bool ks_rules_builtin_each(ks_arena *arena, bool (*one)(void *context, ks_str path, ks_span text),
                           void *context)
{
    ks_cursor c = { .bytes = unpack(arena) };
    if (c.bytes.at == NULL)
        return false;
    while (ks_left(&c)) {
        u32 path_size = ks_u32(&c, "path size"), text_size = ks_u32(&c, "text size");
        ks_span path = ks_bytes(&c, path_size, "path");
        ks_span text = ks_bytes(&c, text_size, "text");
        KS_ASSERT(ks_ok(&c));
        if (!one(context, (ks_str){ (const char *)path.at, path.size }, text))
            return false;
    }
    return true;
}
