// Inside the room: members' names as UTF-8, whatever language the environment speaks.
#pragma once
#include "evidence/archive.h"

#include <locale.h>

// Made before a fence is raised, since both halves read files of the system. NULL: not to be had;
// then names that are not ASCII look worse, and nothing else changes.
tongue *tongue_open(ks_arena *arena);
void tongue_close(tongue *t);
// Makes the thread speak UTF-8; what is returned goes to uselocale() afterwards.
locale_t tongue_speak(const tongue *t);
// A member's name: as it is if it is UTF-8, else read as what Windows in Japan writes into zips
// (code page 932), else with \xNN for its odd bytes.
ks_str tongue_name(const tongue *t, const char *bytes, ks_arena *arena);
