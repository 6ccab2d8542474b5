// Inside the room: Windows shortcuts (MS-SHLLINK).
#pragma once
#include "inspect/own.h"

void inspect_lnk(inspection *in, const item *it);
