// Packs Konseki's own rules into a table of bytes (src/rules/builtin.c unpacks them):
//     ks_pack_rules <out.c> <folder> <file>...      files as paths inside the folder
// The rules are full of the words by which antivirus programs know malware. So they are compressed
// and masked with a fixed key: no secret, only no plain text. The same rules give the same bytes.
//
// Before compression, for each file in byte order of the paths:
//     u32 size of the path, u32 size of the text (little endian), path, text
#include "rules/builtin_packed.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

typedef struct {
    unsigned char *at;
    size_t size, room;
} buffer;

static unsigned char *room_for(buffer *b, size_t size)
{
    if (size > b->room - b->size) {
        b->room = 2 * (b->size + size);
        b->at = realloc(b->at, b->room);
        if (b->at == NULL) {
            fputs("ks_pack_rules: no memory\n", stderr);
            exit(1);
        }
    }
    unsigned char *place = b->at + b->size;
    b->size += size;
    return place;
}

static void put_size(unsigned char *to, size_t size)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(size >> 8 * i);
}

static void put_file(buffer *b, const char *folder, const char *name)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = length < 0 || (size_t)length >= sizeof path ? NULL : fopen(path, "rb");
    if (in == NULL) {
        perror(path);
        exit(1);
    }
    size_t name_size = strlen(name), head = b->size;
    room_for(b, 8);
    memcpy(room_for(b, name_size), name, name_size);
    size_t start = b->size;
    for (int byte = getc(in); byte != EOF; byte = getc(in))
        *room_for(b, 1) = (unsigned char)byte;
    if (ferror(in) || fclose(in) != 0) {
        perror(path);
        exit(1);
    }
    put_size(b->at + head, name_size);
    put_size(b->at + head + 4, b->size - start);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void write_table(FILE *out, const unsigned char *packed, size_t size, size_t unpacked)
{
    uint32_t state = ks_rules_mask_start;
    fputs("// Made by cmake/pack_rules.c.\n#include \"rules/builtin_packed.h\"\n\n", out);
    fputs("const unsigned char ks_rules_packed[] = {\n", out);
    for (size_t i = 0; i < size; i++)
        fprintf(out, "%d,%s", packed[i] ^ ks_rules_mask(&state), i % 24 == 23 ? "\n" : "");
    fprintf(out, "0\n};\nconst size_t ks_rules_packed_size = %zu;\n", size);
    fprintf(out, "const size_t ks_rules_unpacked_size = %zu;\n", unpacked);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: ks_pack_rules <out.c> <folder> <file>...\n", stderr);
        return 2;
    }
    buffer plain = { 0 };
    qsort(argv + 3, (size_t)(argc - 3), sizeof *argv, by_name);
    for (int i = 3; i < argc; i++)
        put_file(&plain, argv[2], argv[i]);
    size_t room = ZSTD_compressBound(plain.size);
    unsigned char *packed = malloc(room);
    size_t size = packed ? ZSTD_compress(packed, room, plain.at, plain.size, 19) : 0;
    FILE *out = fopen(argv[1], "wb");
    if (packed == NULL || ZSTD_isError(size) || out == NULL) {
        fprintf(stderr, "ks_pack_rules: cannot write %s\n", argv[1]);
        return 1;
    }
    write_table(out, packed, size, plain.size);
    free(packed);
    free(plain.at);
    return ferror(out) || fclose(out) != 0;
}
