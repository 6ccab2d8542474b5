// The tables: each reads its YAML file and writes its C file. The result is the number of
// mistakes; with any, nothing is written.
#pragma once

unsigned events_generate(const char *from, const char *to);
unsigned parameters_generate(const char *from, const char *to);
unsigned questions_generate(const char *from, const char *to);
unsigned logsources_generate(const char *from, const char *to);
unsigned tactics_generate(const char *from, const char *to);
