// Text as C literals, in UTF-8; only what a C compiler would read otherwise is escaped.
#include "catalogue/generate/write.h"

#include <stdlib.h>

enum { path_size = 4096 };

static void fail(const char *path)
{
    perror(path);
    exit(1);
}

static void path_of(char *path, const char *dir, const char *name, const char *end)
{
    int size = snprintf(path, path_size, "%s/%s%s", dir, name, end);
    if (size < 0 || size >= path_size)
        fail(dir);
}

FILE *write_begin(const char *dir, const char *name, const char *yaml_name)
{
    char path[path_size];
    path_of(path, dir, name, ".part");
    FILE *file = fopen(path, "wb");
    if (!file)
        fail(path);
    fprintf(file, "// Made by ks_catalogue_generate from catalogue/%s: edit that file.\n",
            yaml_name);
    fputs("#include \"catalogue/tables.h\"\n\n// clang-format off\n", file);
    return file;
}

void write_end(FILE *file, const char *dir, const char *name)
{
    char part[path_size], path[path_size];
    path_of(part, dir, name, ".part");
    path_of(path, dir, name, "");
    bool is_whole = fflush(file) == 0 && !ferror(file);
    if (fclose(file) != 0 || !is_whole || rename(part, path) != 0)
        fail(path);
}

void write_str(FILE *file, ks_str text)
{
    if (!text.at) {
        fputs("{ NULL, 0 }", file);
        return;
    }
    fputs("{ \"", file);
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (c == '"' || c == '\\' || c == '?') // ?? begins a trigraph
            fprintf(file, "\\%c", c);
        else if ((u8)c < 0x20)
            fprintf(file, "\\%03o", (unsigned)(u8)c);
        else
            fputc(c, file);
    }
    fprintf(file, "\", %zu }", text.size);
}
