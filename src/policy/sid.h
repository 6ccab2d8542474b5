// Security identifiers: bytes, text "S-1-5-32-544", the two letters of SDDL, and a name for people.
// A SID's bytes: revision 1, count n (up to 15), six bytes of authority (big-endian), n numbers.
#pragma once
#include "base/arena.h"
#include "base/out.h"
#include "message/message.h"

enum { ks_sid_size_most = 8 + 15 * 4 };

typedef struct {
    u8 bytes[ks_sid_size_most];
    u8 size; // 0: none
} ks_sid;

static inline ks_span ks_sid_span(const ks_sid *sid) { return (ks_span){ sid->bytes, sid->size }; }

// The SID at the start of the bytes; false: no SID of revision 1, or it does not fit.
KS_MUST bool ks_sid_read(ks_span bytes, ks_sid *sid);
// "S-1-5-18", "S-1-0x100000000-1": decimal or hexadecimal parts, the whole text.
KS_MUST bool ks_sid_parse(ks_str text, ks_sid *sid);
// As Windows writes it; an authority of 2^32 and more in hexadecimal.
void ks_out_sid_text(ks_out *out, const ks_sid *sid);

// What letters such as LA (the local Administrator) are relative to. Empty: not known.
typedef struct {
    ks_sid machine; // LA, LG; S-1-5-21-a-b-c
    ks_sid domain;  // DA, DU, ...
    ks_sid root;    // EA, SA, RO: the root domain of the forest
} ks_sid_domains;

typedef enum {
    KS_LETTERS_KNOWN,
    KS_LETTERS_UNKNOWN,
    KS_LETTERS_RELATIVE // they stand for a SID of a domain, and that domain is not known
} ks_sid_letters;
// The SID for two letters of SDDL (any case). `domains` may be NULL.
ks_sid_letters ks_sid_of_letters(ks_str letters, const ks_sid_domains *domains, ks_sid *sid);
// The letters for a SID, or an empty text. Only SIDs that mean the same on every machine have them.
ks_str ks_sid_letters_of(const ks_sid *sid);

// What Windows calls a well-known SID ("BUILTIN\Administrators", "Domain Admins" by the last number
// alone), empty when it is none. Since Windows Vista the names are the same in Japanese.
ks_str ks_sid_name(const ks_sid *sid);
