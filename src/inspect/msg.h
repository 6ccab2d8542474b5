// Inside the room: a message that Outlook saved.
#pragma once
#include "inspect/own.h"

void inspect_msg(inspection *in, const item *it);
