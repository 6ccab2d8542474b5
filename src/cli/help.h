// Help for people; see help.c.
#pragma once
#include "cli/page.h"

typedef enum { HELP_FIRST, HELP_SHORT, HELP_LONG } help_extent;

// What help_print prints, for a page of any width; `about` NULL: the program.
void help_write(const page *p, const command *about, help_extent extent, ks_lang lang);
// About the command that is given, or about the program. The exit status is returned.
int help_print(const options *given, help_extent extent);
