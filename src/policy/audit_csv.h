// Advanced audit policy as comma-separated text: audit.csv of a GPO and `auditpol /backup` (seven
// columns, the value as a number), and `auditpol /get ... /r` (six columns, texts only). Machine
// names, subcategory names and settings are for people and may be in any language: the GUID and
// the number count (MS-GPAC 2.2.1).
//
// What ks_audit_write writes is read back as the same rows; rows of an audit.csv that was read are
// written as they were.
#pragma once
#include "base/out.h"
#include "policy/audit_table.h"
#include "policy/text_file.h"

typedef enum {
    KS_AUDIT_SYSTEM,    // a subcategory, for everybody
    KS_AUDIT_USER,      // a subcategory, for one account
    KS_AUDIT_OPTION,    // CrashOnAuditFail and its like
    KS_AUDIT_FILE_SACL, // the global SACL of files
    KS_AUDIT_KEY_SACL   // and of registry keys
} ks_audit_kind;

// What a row says. UNKNOWN: its text is in a language that is not known here, and there is no
// number. UNCLEAR: 0 beside "No Auditing": MS-GPAC calls 0 "unchanged", Windows writes it for none.
typedef enum {
    KS_AUDIT_UNKNOWN,
    KS_AUDIT_UNCHANGED,
    KS_AUDIT_UNCLEAR,
    KS_AUDIT_NONE,
    KS_AUDIT_SUCCESS,
    KS_AUDIT_FAILURE,
    KS_AUDIT_BOTH
} ks_audit_setting;

// Bits of the value of a KS_AUDIT_USER row.
enum {
    KS_AUDIT_INCLUDE_SUCCESS = 1,
    KS_AUDIT_EXCLUDE_SUCCESS = 2,
    KS_AUDIT_INCLUDE_FAILURE = 4,
    KS_AUDIT_EXCLUDE_FAILURE = 8,
    KS_AUDIT_USER_NONE = 16
};

typedef struct {
    ks_audit_kind kind;
    ks_str machine, target, name, guid, inclusion, exclusion, value; // as they stand
    u16 subcategory; // xxxx of its GUID; 0: not one that is known
    bool has_number;
    u32 number; // the value
    ks_mistake_place place, columns[7];
} ks_audit_row;

typedef struct {
    ks_audit_row *rows;
    size_t count;
    bool is_report; // six columns: auditpol /get ... /r
} ks_audit_policy;

enum { ks_audit_rows_most = 100000 };

// Whether the bytes look like one of these files.
bool ks_audit_is(ks_span bytes, ks_arena scratch);
// False: it cannot be read as a table at all. Mistakes of form are added; other rows are read.
bool ks_audit_read(ks_span bytes, ks_arena *arena, ks_audit_policy *policy, ks_mistakes *mistakes);
ks_audit_setting ks_audit_setting_of(const ks_audit_row *row);
// The seven columns, CRLF, as a GPO has them.
void ks_audit_write(ks_out *out, const ks_audit_policy *policy);
size_t ks_audit_write_size(const ks_audit_policy *policy);
// A row as the policy editor writes it.
ks_audit_row ks_audit_row_of(u16 subcategory, ks_audit_setting setting, ks_arena *arena);

void ks_audit_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);

// Names; empty: no such subcategory.
ks_str ks_audit_name(u16 subcategory, ks_lang lang);
