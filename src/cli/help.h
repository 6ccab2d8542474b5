// Help for people; see help.c.
#pragma once
#include "cli/options.h"

typedef enum { HELP_FIRST, HELP_SHORT, HELP_LONG } help_extent;

// About the command that is given, or about the program. The exit status is returned.
int help_print(const options *given, help_extent extent);
