// Makes a large registry hive for measurements: `bench_hive <MiB> <out>`. It looks like the part of
// SOFTWARE where COM classes are registered, with names and data that are all different, some
// longer values, and several security descriptors. The same size gives the same bytes.
#include "base/number.h"
#include "evidence/hive/tree.h"

#include <stdio.h>
#include <stdlib.h>

static u64 state = 0x9e3779b97f4a7c15u;

static u64 next(void) // xorshift
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static _Noreturn void stop(const char *what)
{
    fprintf(stderr, "bench_hive: %s\n", what);
    exit(4);
}

static ks_str guid(char *to)
{
    u8 bytes[16];
    ks_store64(bytes, next());
    ks_store64(bytes + 8, next());
    ks_out out = { .at = (u8 *)to, .start = (u8 *)to, .end = (u8 *)to + 64 };
    KS_PUT(&out, "{");
    ks_out_guid(&out, bytes);
    KS_PUT(&out, "}");
    return ks_out_str(&out);
}

static ks_span path(ks_arena *arena)
{
    char text[128];
    int size = snprintf(text, sizeof text, "%%SystemRoot%%\\System32\\lib%08llx.dll",
                        (unsigned long long)(next() & 0xffffffff));
    ks_utf16 units = ks_hive_units(arena, (ks_str){ text, (size_t)size + 1 });
    return (ks_span){ units.at, units.units * 2 };
}

static ks_span blob(ks_arena *arena, size_t size)
{
    u8 *bytes = ks_take(arena, u8, size);
    for (size_t i = 0; bytes && i + 8 <= size; i += 8)
        ks_store64(bytes + i, next());
    return (ks_span){ bytes, bytes ? size : 0 };
}

static size_t add_class(ks_hive_tree *tree, ks_hive_tree_key *parent, unsigned number)
{
    char name[80];
    ks_arena *arena = tree->arena;
    ks_hive_tree_key *class = ks_hive_tree_add(tree, parent, ks_hive_units(arena, guid(name)));
    if (class == NULL)
        stop("no memory");
    class->written_ticks = 133000000000000000u + next() % 10000000000000u;
    ks_hive_tree_key *server =
        ks_hive_tree_add(tree, class, ks_hive_units(arena, KS_STR("InprocServer32")));
    static const u8 both[] = { 'B', 0, 'o', 0, 't', 0, 'h', 0, 0, 0 };
    u8 *flags = ks_take(arena, u8, 4);
    bool is_fine =
        server && flags && ks_hive_tree_set(tree, class, KS_STR(""), KS_HIVE_SZ, path(arena)) &&
        ks_hive_tree_set(tree, server, KS_STR(""), KS_HIVE_EXPAND_SZ, path(arena)) &&
        ks_hive_tree_set(tree, server, KS_STR("ThreadingModel"), KS_HIVE_SZ,
                         (ks_span){ both, sizeof both }) &&
        ks_hive_tree_set(tree, class, KS_STR("Flags"), KS_HIVE_DWORD, (ks_span){ flags, 4 });
    size_t size = 600;
    if (flags)
        ks_store32(flags, (u32)next());
    if (number % 64 == 0) {
        is_fine = is_fine &&
                  ks_hive_tree_set(tree, class, KS_STR("State"), KS_HIVE_BINARY, blob(arena, 3000));
        size += 3000;
    }
    if (number % 4096 == 0) {
        is_fine = is_fine && ks_hive_tree_set(tree, class, KS_STR("Cache"), KS_HIVE_BINARY,
                                              blob(arena, 100000));
        size += 100000;
    }
    if (!is_fine)
        stop("no memory");
    return size;
}

int main(int count, char **words)
{
    ks_arena arena;
    if (count != 3 || !ks_arena_open(&arena, "bench", (size_t)8 << 30))
        stop("usage: bench_hive <MiB> <out>");
    u64 mib = 0;
    if (!ks_u64_read(ks_str_of(words[1]), &mib) || mib == 0 || mib > 1024)
        stop("1 to 1024 MiB");
    ks_hive_tree *tree = ks_hive_tree_new(&arena, KS_STR("ROOT"));
    if (tree == NULL)
        stop("no memory");
    tree->written_ticks = 133000000000000000u;
    tree->file_name = KS_STR("SOFTWARE");
    ks_hive_tree_key *parent = NULL;
    size_t size = 0;
    for (unsigned number = 0; size < mib << 20; number++) {
        if (number % 5000 == 0) {
            char name[64];
            int length = snprintf(name, sizeof name, "Classes%u\\CLSID", number / 5000);
            parent = ks_hive_tree_make(tree, (ks_str){ name, (size_t)length });
        }
        if (parent == NULL)
            stop("no memory");
        size += add_class(tree, parent, number);
    }
    ks_span bytes = { 0 };
    ks_fail fail = { 0 };
    if (!ks_hive_tree_write(tree, &arena, &bytes, &fail))
        stop("cannot make the hive");
    FILE *file = fopen(words[2], "wb");
    if (file == NULL || fwrite(bytes.at, 1, bytes.size, file) != bytes.size || fclose(file) != 0)
        stop("cannot write the hive");
    return 0;
}
