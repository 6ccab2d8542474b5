// Files as Windows' own programs want them: line ends, byte order marks, UTF-16.
#pragma once
#include "policy/gpo_files.h"

typedef enum {
    PLAN_PLAIN, // as it is, CRLF: ASCII for cmd, audit.csv
    PLAN_UTF8,  // byte order mark, CRLF: PowerShell, Notepad, LGPO
    PLAN_UTF16  // byte order mark, CRLF: `type`, secedit
} plan_encoding;

// Adds a file whose text, with LF, is encoded. False: past the budget.
KS_MUST bool plan_file_add(ks_gpo_files *files, const char *path, ks_str text,
                           plan_encoding encoding, ks_arena *arena);
