// Inside the room: members of archives and disc images, by libarchive, from memory.
#pragma once
#include "inspect/own.h"

// Says what is odd about the archive and queues its members.
typedef enum {
    MEMBERS_ARE_FILES,
    MEMBERS_ARE_PARTS,          // of a document or a program, not files of somebody
    MEMBERS_ARE_PARTS_OF_OFFICE // the same; but files may hide among them
} members_role;
void inspect_archive(inspection *in, const item *it, members_role role);
