// konseki --version [--verbose].
#pragma once
#include "cli/options.h"

int version_print(const options *given);
