// Assembles large event logs for measurements out of real chunks:
//
//     bench_assemble <folder of .evtx> security|sysmon <MiB> <out.evtx>
//     bench_assemble <folder of .evtx> hosts <MiB> <out folder> <hosts>
//
// Only sound, well-filled chunks are used. Each copy of a chunk is made different, so that no
// cache of values flatters: digits in strings change from copy to copy, records get new ids and
// later times, checksums are computed anew. `hosts` makes a log for each of so many computers,
// whose names stand as literals in their outer templates, as Windows writes them. The same input
// and arguments give the same bytes. Layouts: docs/formats/evtx.md.
#include "base/cursor.h"
#include "base/hash.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
    chunk_size = 65536,
    chunk_head = 512,
    file_head = 4096,
    least_fill = 56 * 1024, // a chunk below it was cut by an export or a restart
    chunks_max = 4096,
    most_depth = 8,
};

static u8 *samples[chunks_max]; // each chunk_size
static size_t sample_count;
static char *paths[4096];
static size_t path_count;

static _Noreturn void stop(const char *what, const char *which)
{
    fprintf(stderr, "bench_assemble: %s: %s\n", what, which);
    exit(4);
}

static u32 get(const u8 *at, size_t size)
{
    u32 value = 0;
    for (size_t i = 0; i < size; i++)
        value |= (u32)at[i] << 8 * i;
    return value;
}

static u64 get64(const u8 *at) { return get(at, 4) | (u64)get(at + 4, 4) << 32; }

static void put(u8 *at, size_t size, u64 value)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (u8)(value >> 8 * i);
}

static u32 head_crc(const u8 *chunk)
{
    u32 crc = ks_crc32(0, (ks_span){ chunk, 120 });
    return ks_crc32(crc, (ks_span){ chunk + 128, chunk_head - 128 });
}

static u32 records_crc(const u8 *chunk)
{
    return ks_crc32(0, (ks_span){ chunk + chunk_head, get(chunk + 48, 4) - chunk_head });
}

// Sound: both checksums right, and the records end exactly where the free space begins.
static bool is_sound(const u8 *chunk)
{
    u32 end = get(chunk + 48, 4);
    if (memcmp(chunk, "ElfChnk", 8) != 0 || end < least_fill || end > chunk_size)
        return false;
    if (get(chunk + 124, 4) != head_crc(chunk) || get(chunk + 52, 4) != records_crc(chunk))
        return false;
    u32 at = chunk_head;
    while (at + 28 <= end) {
        u32 size = get(chunk + at + 4, 4);
        if (get(chunk + at, 4) != 0x2a2a || size < 28 || size > end - at)
            return false;
        at += size;
    }
    return at == end;
}

static bool contains(const u8 *chunk, const char *text)
{
    u8 wide[128];
    size_t size = strlen(text) * 2;
    for (size_t i = 0; i < size; i += 2)
        put(wide + i, 2, (u8)text[i / 2]);
    return memmem(chunk, chunk_size, wide, size) != NULL;
}

static bool is_wanted(const u8 *chunk, const char *kind)
{
    bool is_sysmon = contains(chunk, "Microsoft-Windows-Sysmon");
    bool is_security = contains(chunk, "Microsoft-Windows-Security-Auditing");
    if (strcmp(kind, "sysmon") == 0)
        return is_sysmon && !is_security;
    if (strcmp(kind, "security") == 0)
        return is_security && !is_sysmon;
    return true;
}

static int remember(const char *path, const struct stat *s, int type, struct FTW *where)
{
    (void)s, (void)where;
    size_t size = strlen(path);
    if (type == FTW_F && size > 5 && strcmp(path + size - 5, ".evtx") == 0 &&
        path_count < countof(paths))
        paths[path_count++] = strdup(path);
    return 0;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void load(const char *folder, const char *kind)
{
    if (nftw(folder, remember, 32, FTW_PHYS) != 0)
        stop("cannot walk", folder);
    qsort(paths, path_count, sizeof *paths, by_bytes); // paths are distinct
    for (size_t i = 0; i < path_count; i++) {
        FILE *file = fopen(paths[i], "rb");
        if (file == NULL || fseek(file, file_head, SEEK_SET) != 0)
            stop("cannot read", paths[i]);
        u8 *chunk = malloc(chunk_size);
        while (chunk != NULL && sample_count < chunks_max &&
               fread(chunk, chunk_size, 1, file) == 1) {
            if (!is_sound(chunk) || !is_wanted(chunk, kind))
                continue;
            samples[sample_count++] = chunk;
            chunk = malloc(chunk_size);
        }
        free(chunk);
        fclose(file);
    }
    if (sample_count == 0)
        stop("no sound, well-filled chunk in", folder);
}

// One copy being made different.
typedef struct {
    u8 *chunk;
    u64 copy; // 0, 1, 2 ...
    u64 id;   // of the record in hand
    u64 ticks_before, ticks;
    u64 host; // 0: leave the computers' names alone
} variation;

static void vary_text(const variation *v, u8 *at, size_t size)
{
    u64 seed = ks_hash_mix(v->copy, 0x5eed);
    for (size_t i = 0; i + 1 < size; i += 2)
        if (at[i] >= '0' && at[i] <= '9' && at[i + 1] == 0)
            at[i] = (u8)('0' + ((u64)(at[i] - '0') + (seed >> i % 64) % 10) % 10);
}

static bool is_name(const u8 *chunk, u32 at, const char *name)
{
    size_t units = strlen(name);
    if (at < chunk_head || at + 10 + 2 * units > chunk_size || get(chunk + at + 6, 2) != units)
        return false;
    for (size_t i = 0; i < units; i++)
        if (get(chunk + at + 8 + 2 * i, 2) != (u8)name[i])
            return false;
    return true;
}

// A definition whose <Computer> holds a literal gets another computer of the same length, and with
// it another GUID: one GUID never names two contents.
static void rename_computer(const variation *v, u32 definition)
{
    u8 *chunk = v->chunk;
    u32 end = definition + 24 + get(chunk + definition + 20, 4);
    for (u32 at = definition + 24; at + 16 < end && end <= chunk_size; at++) {
        u32 name = get(chunk + at + 7, 4);
        if (chunk[at] != 0x01 || !is_name(chunk, name, "Computer"))
            continue;
        u32 text = at + 11 + (name == at + 11 ? 10 + 2 * (u32)strlen("Computer") : 0);
        u32 units = get(chunk + text + 3, 2);
        if (chunk[text] != 0x02 || chunk[text + 1] != 0x05 || text + 5 + 2 * units > end)
            continue;
        u64 digits = v->host;
        for (u32 i = 0; i < 4 && i < units; i++, digits /= 26)
            put(chunk + text + 5 + 2 * i, 2, 'A' + digits % 26);
        put(chunk + definition + 12, 8, ks_hash_mix(get64(chunk + definition + 12), v->host));
        return;
    }
}

static void vary_xml(const variation *v, u32 at, u32 end, u32 depth);

static void vary_values(const variation *v, u32 at, u32 end, u32 depth)
{
    u8 *chunk = v->chunk;
    u32 count = get(chunk + at, 4);
    u32 value = at + 4 + 4 * count;
    if (count > 4096 || value > end)
        return;
    for (u32 i = 0; i < count; i++) {
        u32 size = get(chunk + at + 4 + 4 * i, 2);
        u8 type = chunk[at + 4 + 4 * i + 2];
        if (size > end - value)
            return;
        if (type == 0x01)
            vary_text(v, chunk + value, size);
        if (type == 0x0a && size == 8 && depth == 0) // EventRecordID
            put(chunk + value, 8, v->id);
        if (type == 0x11 && size == 8 && depth == 0) // TimeCreated, as far from the record's time
            put(chunk + value, 8, get64(chunk + value) + v->ticks - v->ticks_before);
        if (type == 0x21)
            vary_xml(v, value, value + size, depth + 1);
        value += size;
    }
}

static void vary_xml(const variation *v, u32 at, u32 end, u32 depth)
{
    const u8 *chunk = v->chunk;
    if (depth > most_depth || at + 18 > end || chunk[at] != 0x0f || chunk[at + 4] != 0x0c)
        return;
    at += 4;
    u32 definition = get(chunk + at + 6, 4);
    u32 values = at + 10;
    if (definition == at + 10 && at + 34 < end) {
        values += 24 + get(chunk + at + 30, 4);
        if (v->host > 0 && values <= end)
            rename_computer(v, definition);
    }
    if (values + 4 <= end)
        vary_values(v, values, end, depth);
}

static u64 vary_chunk(u8 *chunk, u64 copy, u64 first_id, u64 host)
{
    enum { hour_ticks = 36000000 };
    u32 end = get(chunk + 48, 4);
    u64 id = first_id;
    for (u32 at = chunk_head; at < end; id++) {
        u32 size = get(chunk + at + 4, 4);
        u64 ticks = get64(chunk + at + 16);
        u64 later = ticks + copy * 1000 * hour_ticks;
        variation v = { .chunk = chunk, .copy = copy, .id = id, .host = host };
        v.ticks_before = ticks;
        v.ticks = later;
        put(chunk + at + 8, 8, id);
        put(chunk + at + 16, 8, later);
        vary_xml(&v, at + 24, at + size - 4, 0);
        at += size;
    }
    put(chunk + 8, 8, first_id);
    put(chunk + 16, 8, id - 1);
    put(chunk + 24, 8, first_id);
    put(chunk + 32, 8, id - 1);
    put(chunk + 52, 4, records_crc(chunk));
    put(chunk + 124, 4, head_crc(chunk));
    return id;
}

static void write_log(const char *path, u64 chunk_count, u64 host)
{
    static u8 chunk[chunk_size];
    u8 head[file_head] = "ElfFile";
    FILE *out = fopen(path, "wb");
    if (out == NULL || fwrite(head, sizeof head, 1, out) != 1)
        stop("cannot write", path);
    u64 id = 1;
    for (u64 i = 0; i < chunk_count; i++) {
        u64 which = i + host * chunk_count; // other hosts lived through other things
        memcpy(chunk, samples[which % sample_count], chunk_size);
        id = vary_chunk(chunk, which / sample_count, id, host);
        if (fwrite(chunk, sizeof chunk, 1, out) != 1)
            stop("cannot write", path);
    }
    put(head + 16, 8, chunk_count - 1);
    put(head + 24, 8, id);
    put(head + 32, 4, 128);
    put(head + 36, 2, 1);
    put(head + 38, 2, 3);
    put(head + 40, 2, file_head);
    put(head + 42, 2, chunk_count < 0xffff ? chunk_count : 0xffff);
    put(head + 124, 4, ks_crc32(0, (ks_span){ head, 120 }));
    if (fseek(out, 0, SEEK_SET) != 0 || fwrite(head, sizeof head, 1, out) != 1 || fclose(out) != 0)
        stop("cannot write", path);
    fprintf(stderr, "%s: %llu chunks of %zu kinds, %llu records\n", path,
            (unsigned long long)chunk_count, sample_count, (unsigned long long)id - 1);
}

int main(int argc, char **argv)
{
    bool is_hosts = argc == 6 && strcmp(argv[2], "hosts") == 0;
    if (!is_hosts && argc != 5) {
        fputs("usage: bench_assemble <folder> security|sysmon <MiB> <out.evtx>\n"
              "       bench_assemble <folder> hosts <MiB> <out folder> <hosts>\n",
              stderr);
        return 2;
    }
    u64 chunk_count = strtoull(argv[3], NULL, 10) * 16;
    load(argv[1], argv[2]);
    if (!is_hosts) {
        write_log(argv[4], chunk_count, 0);
        return 0;
    }
    u64 hosts = strtoull(argv[5], NULL, 10);
    u64 each = hosts == 0 || chunk_count < hosts ? 1 : chunk_count / hosts;
    mkdir(argv[4], 0777);
    for (u64 host = 1; host <= hosts; host++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/host-%04llu.evtx", argv[4], (unsigned long long)host);
        write_log(path, each, host);
    }
    return 0;
}
