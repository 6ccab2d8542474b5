// Inside the room: members of archives and disc images, by libarchive, from memory.
#pragma once
#include "inspect/own.h"

// Says what is odd about the archive and queues its members; `is_document`: they are parts of a
// document, not files of somebody.
void inspect_archive(inspection *in, const item *it, bool is_document);
