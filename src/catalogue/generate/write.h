// C text of the generated tables.
#pragma once
#include "base/base.h"

#include <stdio.h>

// Opens DIR/NAME under a name of its own until write_end, which gives it its name; both end the
// program with a message when that fails.
FILE *write_begin(const char *dir, const char *name, const char *yaml_name);
void write_end(FILE *file, const char *dir, const char *name);

// { "text", 4 }, or { NULL, 0 } for no text at all.
void write_str(FILE *file, ks_str text);
