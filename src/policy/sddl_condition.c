// What stands behind the account of some ACEs: conditions, which are printed as expressions; and
// attributes of resources and whatever is not understood, as bytes: "(#61727478...)".
//
// A condition is "artx" and tokens in postfix order (MS-DTYP 2.4.4.17). Printing finds for each
// token where its operands begin, and then goes down from the last one.
#include "policy/sddl_condition.h"

#include "base/cursor.h"
#include "base/number.h"
#include "base/text.h"

const condition_operator condition_operators[] = {
#define X(token, operands, text) { token, operands, KS_TEXT(text) },
    CONDITION_OPERATORS(X)
#undef X
};
const size_t condition_operator_count = countof(condition_operators);

typedef struct {
    u8 token;
    u8 operands;
    u8 first; // the token with which its operands begin
    u8 depth;
    ks_span value; // of a literal or a name
} part;

typedef struct {
    part parts[condition_parts_most];
    size_t count;
} condition;

const condition_operator *condition_operator_of(u8 token)
{
    for (size_t i = 0; i < condition_operator_count; i++) {
        if (condition_operators[i].token == token)
            return &condition_operators[i];
    }
    return NULL;
}

static bool is_name(u8 token) { return token >= TOKEN_LOCAL && token <= TOKEN_DEVICE; }

static bool read_value(ks_cursor *c, part *p)
{
    u64 size = 10; // a number: eight bytes, sign, base
    bool is_sized = p->token == TOKEN_TEXT || p->token == TOKEN_BYTES || p->token == TOKEN_SET ||
                    p->token == TOKEN_SID || is_name(p->token);
    if (is_sized)
        size = ks_u32(c, "size");
    else if (p->token < TOKEN_INT8 || p->token > TOKEN_INT64)
        return false;
    p->value = ks_bytes(c, size, "value");
    return ks_ok(c);
}

// The tokens with their operands; false: no condition, or a larger one than is printed.
static bool parse(ks_span data, condition *all)
{
    ks_cursor c = { .bytes = data };
    ks_span magic = ks_bytes(&c, 4, "artx");
    if (!ks_ok(&c) || memcmp(magic.at, "artx", 4) != 0)
        return false;
    while (ks_left(&c)) {
        part *p = &all->parts[all->count];
        u8 token = ks_u8(&c, "token");
        if (token == TOKEN_PADDING && ks_left(&c) < 4)
            continue;
        if (all->count == condition_parts_most)
            return false;
        *p = (part){ .token = token, .first = (u8)all->count };
        const condition_operator *o = condition_operator_of(token);
        if (o == NULL && !read_value(&c, p))
            return false;
        size_t at = all->count;
        for (unsigned i = 0; o && i < o->operands; i++) {
            if (at == 0)
                return false;
            const part *operand = &all->parts[at - 1];
            p->depth = operand->depth >= p->depth ? (u8)(operand->depth + 1) : p->depth;
            p->first = operand->first;
            at = operand->first;
        }
        p->operands = o ? o->operands : 0;
        if (p->depth > condition_depth_most)
            return false;
        all->count++;
    }
    return all->count > 0 && all->parts[all->count - 1].first == 0;
}

static void put_number(ks_out *out, ks_span value)
{
    u64 number = ks_load64(value.at);
    u8 sign = value.at[8], base = value.at[9];
    if (sign == 2)
        number = 0 - number;
    if (sign != 3)
        ks_out_byte(out, sign == 2 ? '-' : '+');
    if (base == 3) {
        ks_out_hex(out, number, 1);
    } else if (base == 1) {
        char digits[24];
        size_t size = 0;
        do
            digits[size++] = (char)('0' + (number & 7));
        while (number >>= 3);
        ks_out_byte(out, '0');
        while (size)
            ks_out_byte(out, digits[--size]);
    } else {
        ks_out_u64(out, number);
    }
}

bool condition_is_plain(u32 c)
{
    return c > 0x7f || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == ':' || c == '.' || c == '/' || c == '_';
}

static void put_name(ks_out *out, u8 token, ks_span value)
{
    static const ks_str heads[] = { KS_TEXT(""), KS_TEXT("@User."), KS_TEXT("@Resource."),
                                    KS_TEXT("@Device.") };
    ks_out_put(out, heads[token - TOKEN_LOCAL]);
    for (size_t i = 0; i + 2 <= value.size; i += 2) {
        u16 unit = ks_load16(value.at + i);
        if (condition_is_plain(unit) && (unit < 0xd800 || unit >= 0xe000)) {
            ks_out_utf16(out, (ks_utf16){ value.at + i, 1 }, KS_AS_TEXT);
            continue;
        }
        u8 hex[ks_number_size];
        ks_out_byte(out, '%');
        ks_out_bytes(out, hex, (size_t)(ks_hex_text(hex, unit, 4) - hex));
    }
}

static bool put_sid(ks_out *out, ks_span value)
{
    ks_sid sid;
    if (!ks_sid_read(value, &sid))
        return false;
    ks_str letters = ks_sid_letters_of(&sid);
    KS_PUT(out, "SID(");
    if (letters.size)
        ks_out_put(out, letters);
    else
        ks_out_sid_text(out, &sid);
    KS_PUT(out, ")");
    return true;
}

static bool put_literal(ks_out *out, u8 token, ks_span value);

static bool put_set(ks_out *out, ks_span value)
{
    ks_cursor c = { .bytes = value };
    KS_PUT(out, "{");
    for (bool is_first = true; ks_left(&c); is_first = false) {
        part p = { .token = ks_u8(&c, "token") };
        if (!is_first)
            KS_PUT(out, ",");
        // a set has no sets in it
        if (!read_value(&c, &p) || p.token == TOKEN_SET || !put_literal(out, p.token, p.value))
            return false;
    }
    KS_PUT(out, "}");
    return true;
}

static bool put_literal(ks_out *out, u8 token, ks_span value)
{
    if (token == TOKEN_SID)
        return put_sid(out, value);
    if (token == TOKEN_SET)
        return put_set(out, value);
    if (is_name(token)) {
        put_name(out, token, value);
    } else if (token == TOKEN_TEXT) {
        KS_PUT(out, "\"");
        ks_out_utf16(out, (ks_utf16){ value.at, value.size / 2 }, KS_AS_TEXT);
        KS_PUT(out, "\"");
    } else if (token == TOKEN_BYTES) {
        KS_PUT(out, "#");
        ks_out_hex_bytes(out, value);
    } else {
        put_number(out, value);
    }
    return true;
}

static bool is_logical(u8 token) { return token == TOKEN_AND || token == TOKEN_OR; }

// Depth is bounded by condition_depth_most.
static bool put_part(ks_out *out, const condition *all, size_t at, u8 above)
{
    const part *p = &all->parts[at];
    const condition_operator *o = condition_operator_of(p->token);
    if (o == NULL)
        return put_literal(out, p->token, p->value);
    bool is_inside = is_logical(p->token) && above && above != p->token;
    bool is_fine = true;
    if (is_inside)
        KS_PUT(out, "(");
    if (p->token == TOKEN_NOT) {
        KS_PUT(out, "!(");
        is_fine = put_part(out, all, at - 1, 0);
        KS_PUT(out, ")");
    } else if (o->operands == 1) {
        ks_out_put(out, o->text);
        if (p->token == TOKEN_EXISTS || p->token == TOKEN_NOT_EXISTS)
            KS_PUT(out, " ");
        is_fine = put_part(out, all, at - 1, p->token);
    } else {
        bool is_word = o->text.at[0] >= 'A' || is_logical(p->token);
        size_t left = all->parts[at - 1].first - 1u;
        is_fine = put_part(out, all, left, p->token);
        if (is_word)
            KS_PUT(out, " ");
        ks_out_put(out, o->text);
        if (is_word)
            KS_PUT(out, " ");
        // && and || bind to the left: on the right even the same one is put in parentheses
        is_fine = is_fine && put_part(out, all, at - 1, UINT8_MAX);
    }
    if (is_inside)
        KS_PUT(out, ")");
    return is_fine;
}

void sddl_data_print(ks_out *out, u8 ace_type, ks_span data)
{
    condition all = { .count = 0 };
    u8 *start = out->at;
    KS_PUT(out, "(");
    if (ace_type != KS_ACE_RESOURCE_ATTRIBUTE && parse(data, &all) &&
        put_part(out, &all, all.count - 1, 0)) {
        KS_PUT(out, ")");
        return;
    }
    out->at = start;
    KS_PUT(out, "(#");
    ks_out_hex_bytes(out, data);
    KS_PUT(out, ")");
}
