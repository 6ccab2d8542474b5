// Folders that users can write to though rules about programs often allow all around them, and
// paths brought to one spelling so that rules can be compared.
#pragma once
#include "base/arena.h"

// Folders under Windows (union of NSA's Windows 11 starter policy and common lists;
// docs/formats/policy-xml.md). Spelt from C:\Windows on, in lower case, with a `\` at the end.
// Empty behind the last.
ks_str writable_folder(size_t index);

// The path with the variables of AppLocker and of the environment replaced by where they usually
// lead, in lower case: "%WINDIR%\Temp\*" is "c:\windows\temp\*". Empty: no memory.
ks_str plain_path(ks_str path, ks_arena *arena);

// Whether users can write where this (plain) path leads: profiles, ProgramData, Temp, public.
bool is_user_writable(ks_str plain);
