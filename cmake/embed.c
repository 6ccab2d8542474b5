// Writes a file as a C array, since gcc 12 and clang 14 do not know #embed:
//     ks_embed <name> <file> <out.c>
// gives `const unsigned char <name>[]` with a 0 behind the bytes, and `const size_t <name>_size`
// without it.

#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: ks_embed <name> <file> <out.c>\n", stderr);
        return 2;
    }
    FILE *in = fopen(argv[2], "rb");
    FILE *out = fopen(argv[3], "wb");
    if (in == NULL || out == NULL) {
        perror(in == NULL ? argv[2] : argv[3]);
        return 1;
    }
    const char *name = argv[1];
    fprintf(out, "#include <stddef.h>\n\nextern const unsigned char %s[];\n", name);
    fprintf(out, "extern const size_t %s_size;\n\nconst unsigned char %s[] = {\n", name, name);
    unsigned long size = 0;
    for (int byte = getc(in); byte != EOF; byte = getc(in), size++)
        fprintf(out, "%d,%s", byte, size % 24 == 23 ? "\n" : "");
    fprintf(out, "0\n};\nconst size_t %s_size = %lu;\n", name, size);
    return ferror(in) || fclose(in) != 0 || fclose(out) != 0;
}
