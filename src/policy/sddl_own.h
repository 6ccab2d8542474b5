// Between the files of SDDL: tables of letters, and where reading stands.
#pragma once
#include "policy/sddl.h"

typedef struct {
    char letters[4];
    u32 bits;
} sddl_letters;

// In the order in which they are printed; `composites` count only when they are the whole mask.
extern const sddl_letters sddl_rights[], sddl_composites[], sddl_label_rights[], sddl_flags[];
extern const size_t sddl_right_count, sddl_composite_count, sddl_label_right_count, sddl_flag_count;

typedef struct {
    ks_str text;
    size_t at;
    const ks_sid_domains *domains;
    ks_arena *arena;
    ks_sddl_problem *problem;
} sddl_reader;

// Fills the problem and returns false. `at` and `size`: the part of the text that it is about.
bool sddl_refuse(sddl_reader *r, ks_sddl_problem_kind kind, size_t at, size_t size);
// An account at the reader's place: two letters or a SID; moves behind it.
bool sddl_account(sddl_reader *r, ks_sid *sid);
// The bytes for a condition or an attribute, `(...)` with its parentheses; and back.
bool sddl_data_read(sddl_reader *r, u8 ace_type, size_t end, ks_span *data);
void sddl_data_print(ks_out *out, u8 ace_type, ks_span data);
