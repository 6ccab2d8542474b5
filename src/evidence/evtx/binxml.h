// Binary XML: from the tokens of a chunk to element trees (MS-EVEN6 2.2.12; libevtx documentation,
// "Binary XML"). All offsets of names and definitions are relative to the chunk.
#pragma once
#include "base/cursor.h"
#include "event/tree.h"

enum {
    evtx_chunk_size = 65536,
    evtx_values_most = 4096,   // in one instance; 42 in the largest that was seen
    evtx_nesting_most = 64,    // payloads within payloads; 2 is usual
    evtx_definition_head = 24, // next, GUID, size
    evtx_kept_most = 16384,    // bytes of a definition with its names; 5 KiB is much
};

// Where a template instance (token 0x0C) and its parts lie.
typedef struct {
    u32 template_id; // first four bytes of the definition's GUID
    u32 definition;  // offset in the chunk; may point nowhere in stale records
    bool is_inline;  // the definition lies in the instance
    u32 value_count;
    const u8 *descriptors; // value_count times u16 size, u8 type, u8 0
    ks_span values;        // one behind the other; what is there of them
    size_t end;            // offset in the chunk behind the last value
    bool is_cut;           // the values run out of the bytes
} evtx_instance;

// Reads the instance at the cursor (which stands on the token) and moves behind its values.
KS_MUST bool evtx_instance_read(ks_cursor *c, evtx_instance *instance);
// The instance's values, each checked against the bytes; `ordinary`: all have the widths of their
// types. Missing ones are NULL. `values` has room for instance->value_count.
void evtx_instance_values(const evtx_instance *instance, ks_value *values, bool *ordinary);

// The definition at `offset`: its GUID and body. False: there is none.
typedef struct {
    const u8 *guid;
    u32 body, size; // offset in the chunk and bytes
} evtx_definition;
KS_MUST bool evtx_definition_read(ks_span chunk, u32 offset, evtx_definition *definition);
// A hash of what the definition says, wherever its names are stored. 0: it cannot be read.
u64 evtx_definition_hash(ks_span chunk, const evtx_definition *definition);

// A definition in a chunk of its own, its body first and then the names that lay outside it: it
// outlives the chunk where it was met, for records whose own definition was overwritten.
typedef struct {
    u8 guid[16];
    u32 size; // of the body
    ks_span chunk;
} evtx_kept;
// False: over budget, or not whole any more (a name is not the one that was written).
KS_MUST bool evtx_definition_keep(ks_span chunk, const evtx_definition *definition, ks_arena *arena,
                                  evtx_kept *kept);
static inline evtx_definition evtx_kept_definition(const evtx_kept *kept)
{
    return (evtx_definition){ kept->guid, 0, kept->size };
}

const ks_element *evtx_definition_tree(ks_span chunk, const evtx_definition *definition,
                                       ks_arena *arena);

// The element without template at the cursor (fragment header allowed). *is_cut: it ends early.
const ks_element *evtx_plain_tree(ks_span chunk, ks_cursor *c, ks_arena *arena, bool *is_cut);
// Moves over a fragment header, if one is there.
void evtx_skip_fragment_header(ks_cursor *c);
