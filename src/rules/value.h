// Inside the room: the text of a value as pieces, and what modifiers do to it.
#pragma once
#include "rules/load.h"

typedef struct {
    const ks_rule_piece *at;
    u32 count;
} rules_pieces;

// Splits at wildcards; \* \? \\ are the characters themselves (sigma.md 2.5).
bool rules_pieces_read(rules_loader *l, ks_str text, rules_pieces *pieces);
// Literal text: one piece, or none.
bool rules_pieces_of(rules_loader *l, ks_str text, rules_pieces *pieces);
// * in front and behind, where none is yet.
bool rules_pieces_open(rules_loader *l, bool at_start, bool at_end, rules_pieces *pieces);
// Dashes that begin an option, as the class of all dashes.
bool rules_pieces_windash(rules_loader *l, rules_pieces *pieces);
// Several in a row as one, neighbours united.
bool rules_pieces_join(rules_loader *l, const rules_pieces *rows, size_t count,
                       rules_pieces *joined);

typedef enum { RULES_UTF8, RULES_UTF16LE, RULES_UTF16BE, RULES_UTF16 } rules_encoding;
// The bytes of a text in an encoding; UTF16 has its byte order mark, FF FE.
bool rules_encode(rules_loader *l, ks_str text, rules_encoding encoding, ks_span *bytes);
bool rules_base64(rules_loader *l, ks_span bytes, ks_str *text);
// The part of the Base64 text that does not depend on what stands around, for `shift` bytes in
// front (0, 1, 2). Empty when nothing is left.
bool rules_base64_offset(rules_loader *l, ks_span bytes, unsigned shift, ks_str *text);

typedef enum { RULES_NETWORK_OK, RULES_NETWORK_BAD, RULES_NETWORK_HOST_BITS } rules_network_result;
rules_network_result rules_network_read(ks_str text, ks_rule_network *network);

// --- placeholders: one value with %name% becomes several
typedef struct {
    const rules_pieces *rows;
    u32 count;
} rules_expansion;
bool rules_expand_pieces(rules_loader *l, rules_place place, ks_str whole, rules_pieces pieces,
                         rules_expansion *expansion);
// The same in a regular expression: values are put in as text, their wildcards as .* and .
bool rules_expand_regex(rules_loader *l, rules_place place, ks_str text, rules_lines *texts);
