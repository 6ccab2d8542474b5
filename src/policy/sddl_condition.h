// The tokens of conditions (MS-DTYP 2.4.4.17.4 to 2.4.4.17.7).
#pragma once
#include "policy/sddl_own.h"

// What is nested deeper than that is printed as bytes; a level that is printed may be three levels
// when it is read.
enum { condition_parts_most = 250, condition_depth_most = 32, condition_nested_most = 100 };

enum {
    TOKEN_PADDING = 0x00,
    TOKEN_INT8 = 0x01,
    TOKEN_INT64 = 0x04,
    TOKEN_TEXT = 0x10,
    TOKEN_BYTES = 0x18,
    TOKEN_SET = 0x50,
    TOKEN_SID = 0x51,
    TOKEN_EXISTS = 0x87,
    TOKEN_NOT_EXISTS = 0x8d,
    TOKEN_AND = 0xa0,
    TOKEN_OR = 0xa1,
    TOKEN_NOT = 0xa2,
    TOKEN_LOCAL = 0xf8,
    TOKEN_USER = 0xf9,
    TOKEN_RESOURCE = 0xfa,
    TOKEN_DEVICE = 0xfb
};

// X(token, operands, text); longer texts before those that they begin with.
// clang-format off
#define CONDITION_OPERATORS(X) \
    X(0x80, 2, "==") X(0x81, 2, "!=") X(0x83, 2, "<=") X(0x82, 2, "<") X(0x85, 2, ">=") X(0x84, 2, ">") \
    X(0x86, 2, "Contains") X(0x88, 2, "Any_of") X(0x8e, 2, "Not_Contains") X(0x8f, 2, "Not_Any_of") \
    X(0x8b, 1, "Member_of_Any") X(0x89, 1, "Member_of") X(0x8c, 1, "Device_Member_of_Any") \
    X(0x8a, 1, "Device_Member_of") X(0x92, 1, "Not_Member_of_Any") X(0x90, 1, "Not_Member_of") \
    X(0x93, 1, "Not_Device_Member_of_Any") X(0x91, 1, "Not_Device_Member_of") \
    X(TOKEN_EXISTS, 1, "Exists") X(TOKEN_NOT_EXISTS, 1, "Not_Exists") \
    X(TOKEN_AND, 2, "&&") X(TOKEN_OR, 2, "||") X(TOKEN_NOT, 1, "!")
// clang-format on

typedef struct {
    u8 token;
    u8 operands;
    ks_str text;
} condition_operator;
extern const condition_operator condition_operators[];
extern const size_t condition_operator_count;
const condition_operator *condition_operator_of(u8 token);
// Whether the character stands for itself in an attribute's name; else it is written as %hhhh.
bool condition_is_plain(u32 c);
