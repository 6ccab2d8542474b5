// Inside the room: what is being looked at, and how something is said about it. A file is a queue
// of parts: whoever finds another one inside (an attachment, a member of an archive) adds it, with
// its depth; nobody calls himself.
#pragma once
#include "base/cursor.h"
#include "inspect/inspect.h"

enum {
    depth_most = 8,
    parts_most = 2000,
    unpacked_most = 256 << 20, // bytes of all parts of one file
    part_most = 64 << 20       // bytes of one part
};

typedef struct domains domains;
typedef struct tongue tongue;
typedef struct gmime gmime;

struct ks_inspector {
    ks_inspect_options options;
    domains *domains;
    tongue *tongue;
};

typedef struct {
    ks_str part; // the way to it inside of the file; empty: the file itself
    ks_str name; // as given by whoever holds it
    ks_span bytes;
    u32 depth;
    bool is_mailed;  // came in a mail
    bool is_packed;  // came in an archive
    bool is_message; // its holder says that it is a mail
    bool is_cut;     // more than part_most bytes: the front of it
    bool is_sealed;  // encrypted: only its name is known
    bool is_inner;   // of a document that is an archive: its name is nobody's claim
    bool is_foreign; // and of Office, but no part that its packages consist of: a file by itself
} item;

typedef struct {
    ks_inspector *all;
    ks_arena *arena;
    ks_inspected *result;
    item *items;
    size_t count, capacity;
    u64 unpacked;
    bool is_over; // TOO_MUCH was said
} inspection;

// Queues a part of `holder`; it is dropped, and that is said, past the limits.
void inspection_add(inspection *in, const item *holder, item part);
// How many more bytes may be unpacked.
u64 inspection_room(const inspection *in);

// A statement about a part, its words to be added; NULL past the budget.
ks_statement *inspect_say(inspection *in, const item *it, ks_statement_kind kind);
// The same with up to three texts; `a.at` NULL ends them.
ks_statement *inspect_say_of(inspection *in, const item *it, ks_statement_kind kind, ks_str a,
                             ks_str b, ks_str c);
void said_text(ks_statement *s, ks_str text);
void said_number(ks_statement *s, u64 number);
void said_offset(ks_statement *s, u64 offset);
void said_level(ks_statement *s, ks_level level);

// Bytes as text: kept where they are UTF-8, else with \xNN for odd ones. At most `most` bytes.
ks_str bytes_text(ks_arena *arena, ks_span bytes, size_t most);
// UTF-16LE up to its first NUL, as UTF-8; at most `most` units.
ks_str utf16_text(ks_arena *arena, ks_span bytes, size_t most);

// What looks at a part of each kind.
void inspect_name(inspection *in, const item *it);    // name.c
void inspect_content(inspection *in, const item *it); // content.c
