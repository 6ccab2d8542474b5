// Rights, accounts and entries of a security descriptor in words: what a mask means depends on the
// kind of object, so it is asked for.
//
//     ks_out_ace_words(&out, &sd.sacl.aces[0], KS_OBJECT_KEY, KS_EN);
//     // "audit success and failure of Everyone: set value, create subkey (this key and subkeys)"
#pragma once
#include "policy/security_descriptor.h"

typedef enum {
    KS_OBJECT_GENERIC, // rights by bit
    KS_OBJECT_FILE,
    KS_OBJECT_FOLDER,
    KS_OBJECT_KEY, // of the registry
    KS_OBJECT_SERVICE,
    KS_OBJECT_CHANNEL, // of the event log
    KS_OBJECT_TYPE_COUNT
} ks_object_type;

// The mask with its generic rights (GA, GR, GW, GX) replaced by those of the object's kind.
u32 ks_access_map(u32 mask, ks_object_type type);

void ks_out_access(ks_out *out, u32 mask, ks_object_type type, ks_lang lang);
// The account's name, or its SID as text.
void ks_out_account(ks_out *out, const ks_sid *sid);
void ks_out_ace_words(ks_out *out, const ks_ace *ace, ks_object_type type, ks_lang lang);
