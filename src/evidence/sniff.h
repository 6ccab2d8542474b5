// Inside the room: what a stream is, by its first bytes and never by its name.
#pragma once
#include "evidence/source.h"

enum { sniff_size = 65536 }; // bytes that are enough

// `size`: of the whole stream; UINT64_MAX when it is not known.
ks_kind sniff(ks_span head, u64 size);
// Whether the bytes are those of a compressed stream, which may or may not hold an archive.
bool sniff_is_compressed(ks_span head);
