// observations.ksobs: a line that says what it is, then blocks of `u32 packed size, u32 size, zstd
// frame` (docs/case.md). What the blocks hold is written and read in facts/.
#include "base/cursor.h"
#include "case/parts.h"

#include <zstd.h>

static const char head[] = "KSOBS 2\n";
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
    size_t size =
        ks_fail_now() ? (size_t)-1 : ZSTD_compress(packed, room, block.at, block.size, level);
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

static bool read_blocks(ks_span bytes, ks_observations *set, ks_arena scratch, ks_fail *fail)
{
    ks_cursor c = { .bytes = bytes };
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

static bool read_file(ks_file file, u64 size, ks_observations *set, ks_arena scratch, ks_fail *fail)
{
    size_t got = 0;
    u8 *bytes = ks_take(&scratch, u8, size + 1);
    if (bytes == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, 0, ks_str_of(scratch.name));
    return ks_os_read_at(file, 0, bytes, size, &got, fail) &&
           read_blocks((ks_span){ bytes, got }, set, scratch, fail);
}

bool ks_case_read_observations(const char *path, ks_observations *set, ks_fail *fail)
{
    ks_file file = { -1 };
    ks_os_info info;
    if (!ks_os_open(path, &file, fail))
        return false;
    // memory of its own: the set grows in its arena meanwhile
    ks_arena scratch = { 0 };
    bool is_read = ks_os_look_open(file, &info, fail);
    if (is_read && !ks_arena_open(&scratch, "case file", info.size + block_most + (1u << 20)))
        is_read = ks_refuse(fail, KS_OVER_BUDGET, (i64)info.size, 0, KS_STR("case file"));
    is_read = is_read && read_file(file, info.size, set, scratch, fail);
    ks_arena_close(&scratch);
    ks_os_close(&file);
    return is_read;
}
