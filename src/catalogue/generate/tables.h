// The tables: each reads its YAML file and writes its C file. The result is the number of
// mistakes; with any, nothing is written.
#pragma once
#include "catalogue/generate/links.h"

unsigned events_generate(const char *from, const char *to);
unsigned parameters_generate(const char *from, const char *to);
unsigned questions_generate(const char *from, const char *to);
unsigned tactics_generate(const char *from, const char *to);
// Files that become nodes as they stand.
unsigned logsources_generate(const char *from, const char *to);
unsigned profiles_generate(const char *from, const char *to);
// Of all files settings-*.yaml in the folder, and what they refer to.
unsigned settings_generate(const char *dir, const char *to);
unsigned dead_generate(links *l, const char *dir, const char *to);
