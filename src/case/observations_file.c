// observations.ksobs: a line that says what it is, then blocks of `u32 packed size, u32 size, zstd
// frame` (docs/case.md). What the blocks hold is written and read in facts/.
#include "case/parts.h"

#include "base/cursor.h"

#include <zstd.h>

static const char head[] = "KSOBS 1\n";
enum { head_size = sizeof head - 1, level = 3 };
#define block_most ((size_t)256 << 20)

typedef struct {
    case_stream stream;
    ks_arena scratch;
} packing;

static bool pack(void *context, ks_span block, ks_fail *fail)
{
    packing *p = context;
    ks_arena scratch = p->scratch;
    size_t room = ZSTD_compressBound(block.size);
    u8 *packed = ks_take(&scratch, u8, room);
    if (packed == NULL || block.size > block_most)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)room, 0, ks_str_of(scratch.name));
    size_t size = ks_fail_now() ? (size_t)-1
                                : ZSTD_compress(packed, room, block.at, block.size, level);
    if (ZSTD_isError(size))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("zstd"));
    u8 sizes[8];
    ks_store32(sizes, (u32)size);
    ks_store32(sizes + 4, (u32)block.size);
    case_stream_bytes(&p->stream, sizes, sizeof sizes);
    case_stream_bytes(&p->stream, packed, size);
    return true;
}

bool case_write_observations(const ks_case *c, const char *path, ks_arena scratch, ks_fail *fail)
{
    packing p;
    if (!case_stream_open(&p.stream, path, &scratch, fail))
        return false;
    p.stream.interrupted = c->interrupted;
    p.scratch = scratch;
    case_stream_bytes(&p.stream, head, head_size);
    if (ks_observations_write(c->set, pack, &p, fail))
        return case_stream_close(&p.stream, fail);
    case_stream_abandon(&p.stream);
    return false;
}

// One block: false when it is cut or says sizes that cannot be.
static bool unpack(ks_cursor *c, ks_observations *set, ks_arena scratch, ks_fail *fail)
{
    u64 place = c->origin + c->next;
    u32 packed_size = ks_u32(c, "packed size");
    u32 size = ks_u32(c, "size");
    ks_span packed = ks_bytes(c, packed_size, "block");
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    u8 *bytes = size <= block_most ? ks_take(&scratch, u8, size + 1) : NULL;
    if (bytes == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, (i64)block_most, ks_str_of(scratch.name));
    size_t got = ZSTD_decompress(bytes, size, packed.at, packed.size);
    if (ZSTD_isError(got) || got != size) {
        (void)ks_refuse(fail, KS_BAD_VALUE, 0, 0, KS_STR("zstd frame"));
        fail->place.offset = place;
        return false;
    }
    return ks_observations_read(set, (ks_span){ bytes, size }, fail);
}

bool ks_case_read_observations(const char *path, ks_observations *set, ks_arena scratch,
                               ks_fail *fail)
{
    ks_file file = { -1 };
    ks_os_info info;
    if (!ks_os_open(path, &file, fail))
        return false;
    bool is_read = ks_os_look_open(file, &info, fail);
    size_t got = 0;
    u8 *bytes = is_read ? ks_take(&scratch, u8, info.size + 1) : NULL;
    if (is_read && bytes == NULL)
        is_read = ks_refuse(fail, KS_OVER_BUDGET, (i64)info.size, 0, ks_str_of(scratch.name));
    is_read = is_read && ks_os_read_at(file, 0, bytes, info.size, &got, fail);
    ks_os_close(&file);
    if (!is_read)
        return false;
    ks_cursor c = { .bytes = { bytes, got } };
    ks_span found = ks_bytes(&c, head_size, "head");
    if (!ks_ok(&c))
        return ks_cursor_refuse(&c, fail);
    if (memcmp(found.at, head, head_size) != 0)
        return ks_refuse(fail, KS_BAD_MAGIC, ks_load32(found.at), ks_load32((const u8 *)head),
                         KS_STR("head"));
    while (ks_left(&c))
        if (!unpack(&c, set, scratch, fail))
            return false;
    return true;
}
