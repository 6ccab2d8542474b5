// Security descriptors: who owns an object, who may use it (DACL), what use of it is recorded
// (SACL). Read from and written to the self-relative form (MS-DTYP 2.4.6); sddl.h has the text,
// access.h says it in words.
//
//     ks_security_descriptor sd;
//     if (!ks_security_descriptor_read(bytes, &arena, &sd, &fail))
//         return false;
//     for (size_t i = 0; i < sd.sacl.count; i++)
//         if (sd.sacl.aces[i].type == KS_ACE_AUDIT) ...
//
// Spans of what was read point into `bytes`. Reading is strict inside an ACE (a size that does not
// fit is a refusal with its offset) and lenient about what does not matter: padding, bytes behind
// an ACL's last ACE, the order of the parts. ACEs of unknown types are kept as bytes.
#pragma once
#include "policy/sid.h"

// Bits of `control` (MS-DTYP 2.4.6).
enum {
    KS_SD_OWNER_DEFAULTED = 0x0001,
    KS_SD_GROUP_DEFAULTED = 0x0002,
    KS_SD_DACL_PRESENT = 0x0004,
    KS_SD_DACL_DEFAULTED = 0x0008,
    KS_SD_SACL_PRESENT = 0x0010,
    KS_SD_SACL_DEFAULTED = 0x0020,
    KS_SD_DACL_AUTO_INHERIT_REQ = 0x0100,
    KS_SD_SACL_AUTO_INHERIT_REQ = 0x0200,
    KS_SD_DACL_AUTO_INHERITED = 0x0400,
    KS_SD_SACL_AUTO_INHERITED = 0x0800,
    KS_SD_DACL_PROTECTED = 0x1000,
    KS_SD_SACL_PROTECTED = 0x2000,
    KS_SD_RM_CONTROL_VALID = 0x4000,
    KS_SD_SELF_RELATIVE = 0x8000
};

// X(name, value, letters of SDDL, layout): PLAIN has a SID behind the mask, OBJECT flags and GUIDs
// before it; DATA means that bytes behind the SID belong to it (MS-DTYP 2.4.4.1).
// clang-format off
#define KS_ACE_TYPES(X)                        \
    X(ALLOW,                0x00, "A",  PLAIN)  \
    X(DENY,                 0x01, "D",  PLAIN)  \
    X(AUDIT,                0x02, "AU", PLAIN)  \
    X(ALARM,                0x03, "AL", PLAIN)  \
    X(ALLOW_OBJECT,         0x05, "OA", OBJECT) \
    X(DENY_OBJECT,          0x06, "OD", OBJECT) \
    X(AUDIT_OBJECT,         0x07, "OU", OBJECT) \
    X(ALARM_OBJECT,         0x08, "OL", OBJECT) \
    X(ALLOW_CALLBACK,       0x09, "XA", PLAIN)  \
    X(DENY_CALLBACK,        0x0a, "XD", PLAIN)  \
    X(ALLOW_CALLBACK_OBJECT, 0x0b, "ZA", OBJECT) \
    X(AUDIT_CALLBACK,       0x0d, "XU", PLAIN)  \
    X(LABEL,                0x11, "ML", PLAIN)  \
    X(RESOURCE_ATTRIBUTE,   0x12, "RA", PLAIN)  \
    X(SCOPED_POLICY,        0x13, "SP", PLAIN)  \
    X(TRUST_LABEL,          0x14, "TL", PLAIN)  \
    X(ACCESS_FILTER,        0x15, "FL", PLAIN)
typedef enum {
#define X(name, value, letters, layout) KS_ACE_##name = (value),
    KS_ACE_TYPES(X)
#undef X
} ks_ace_type;
// clang-format on

// Bits of an ACE's flags.
enum {
    KS_ACE_OBJECT_INHERIT = 0x01,    // OI: files in a folder; nothing for registry keys
    KS_ACE_CONTAINER_INHERIT = 0x02, // CI: folders in a folder, subkeys of a key
    KS_ACE_NO_PROPAGATE = 0x04,      // NP: children only, not theirs
    KS_ACE_INHERIT_ONLY = 0x08,      // IO: not for the object itself
    KS_ACE_INHERITED = 0x10,         // ID: came from the parent
    KS_ACE_CRITICAL = 0x20,          // CR
    KS_ACE_SUCCESS = 0x40,           // SA: of audit ACEs
    KS_ACE_FAILURE = 0x80            // FA
};
enum { KS_ACE_HAS_TYPE = 1, KS_ACE_HAS_INHERITED_TYPE = 2 }; // object_flags

typedef struct {
    u8 type, flags; // type: ks_ace_type, or a number that is not in it
    u32 mask;
    u32 object_flags; // which GUIDs are there
    u8 object[16];    // as on disk
    u8 inherited[16];
    ks_sid sid;
    ks_span data; // behind the SID (condition, attribute); of an unknown type: all behind the head
    u32 offset;   // of the ACE in the descriptor that was read
} ks_ace;

typedef struct {
    ks_ace *aces; // in the order in which they count
    size_t count;
    bool is_null; // present without a list: of a DACL, everybody may do everything
    u8 revision;  // 2; 4 with object ACEs; 0: chosen when it is written
} ks_acl;

typedef struct {
    u16 control; // the PRESENT bits say whether the lists are there
    u8 rm_control;
    ks_sid owner, group; // size 0: absent
    ks_acl dacl, sacl;
} ks_security_descriptor;

enum { ks_aces_most = 8000 }; // an ACL has at most 64 KiB, an ACE at least 8 bytes

KS_MUST bool ks_security_descriptor_read(ks_span bytes, ks_arena *arena, ks_security_descriptor *sd,
                                         ks_fail *fail);
// The bytes in the order that Windows writes: head, SACL, DACL, owner, group.
KS_MUST bool ks_security_descriptor_write(const ks_security_descriptor *sd, ks_arena *arena,
                                          ks_span *bytes, ks_fail *fail);

// Whether object GUIDs stand in an ACE of this type; false for unknown types.
bool ks_ace_has_objects(u8 type);
// Whether the type is known: its SID was read.
bool ks_ace_is_known(u8 type);
// Whether both give the same rights to the same people, list by list, in the same order.
bool ks_acl_equal(const ks_acl *a, const ks_acl *b);
