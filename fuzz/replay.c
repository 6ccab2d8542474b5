// libFuzzer's place in an ordinary build: runs one target over the files of its corpus, each file
// copied to its exact size so that a sanitizer sees the first byte behind it. Also over no bytes at
// all. Fails when there was no file: a corpus that is missing must not look like one that passed.

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat s;
    if (file == NULL || fstat(fileno(file), &s) != 0) {
        perror(path);
        exit(1);
    }
    size_t size = (size_t)s.st_size;
    uint8_t *bytes = malloc(size > 0 ? size : 1);
    if (bytes == NULL || fread(bytes, 1, size, file) != size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    return 1;
}

static int replay(const char *path)
{
    struct dirent **names;
    int count = scandir(path, &names, NULL, alphasort);
    if (count < 0)
        return replay_file(path);
    int replayed = 0;
    for (int i = 0; i < count; i++) {
        char inner[4096];
        if (names[i]->d_name[0] != '.') {
            snprintf(inner, sizeof inner, "%s/%s", path, names[i]->d_name);
            fprintf(stderr, "%s\n", inner); // the last one named is the one that crashed
            replayed += replay(inner);
        }
        free(names[i]);
    }
    free(names);
    return replayed;
}

int main(int argc, char **argv)
{
    static const uint8_t nothing[1];
    int replayed = 0;
    LLVMFuzzerTestOneInput(nothing, 0);
    for (int i = 1; i < argc; i++)
        replayed += replay(argv[i]);
    printf("%d inputs replayed\n", replayed);
    return replayed == 0;
}
