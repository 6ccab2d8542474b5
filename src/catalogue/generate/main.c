// ks_catalogue_generate CATALOGUE_DIR OUT_DIR: makes the constant tables of the catalogue from its
// YAML files. A build tool: it may use malloc, and it says every mistake as file:line:column.
#include "catalogue/generate/tables.h"
#include "catalogue/generate/yaml.h"

#include <stdio.h>

enum { path_size = 4096 };

static unsigned generate(const char *dir, const char *name, const char *to,
                         unsigned (*make)(const char *, const char *))
{
    char path[path_size];
    int size = snprintf(path, sizeof path, "%s/%s", dir, name);
    if (size < 0 || size >= path_size) {
        fprintf(stderr, "ks_catalogue_generate: the path is too long: %s\n", dir);
        return 1;
    }
    return make(path, to);
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fputs("usage: ks_catalogue_generate CATALOGUE_DIR OUT_DIR\n", stderr);
        return 2;
    }
    unsigned mistakes = generate(arguments[1], "events.yaml", arguments[2], events_generate);
    mistakes += generate(arguments[1], "parameters.yaml", arguments[2], parameters_generate);
    mistakes += generate(arguments[1], "questions.yaml", arguments[2], questions_generate);
    mistakes += generate(arguments[1], "tactics.yaml", arguments[2], tactics_generate);
    mistakes += generate(arguments[1], "logsources.yaml", arguments[2], logsources_generate);
    mistakes += generate(arguments[1], "profiles.yaml", arguments[2], profiles_generate);
    mistakes += settings_generate(arguments[1], arguments[2]);
    yaml_memory_free();
    return mistakes > 0;
}
