// Conditions read: by precedence (! before && before ||), written as tokens in postfix order.
#include "policy/sddl_condition.h"

#include "base/number.h"
#include "base/text.h"

typedef struct {
    sddl_reader *r;
    size_t end; // of the text that belongs to the condition
    u8 *to;
    size_t size;
    unsigned depth;
} writer;

static char peek(const writer *w) { return w->r->at < w->end ? w->r->text.at[w->r->at] : 0; }

static void skip(writer *w)
{
    while (peek(w) == ' ' || peek(w) == '\t' || peek(w) == '\r' || peek(w) == '\n')
        w->r->at++;
}

static bool wrong(writer *w)
{
    size_t left = w->end - w->r->at;
    return sddl_refuse(w->r, KS_SDDL_BAD_CONDITION, w->r->at, left < 16 ? left : 16);
}

static void put(writer *w, const void *bytes, size_t size)
{
    memcpy(w->to + w->size, bytes, size);
    w->size += size;
}

static void put_token(writer *w, u8 token) { put(w, &token, 1); }

// Reserves the place of a size, which is known later.
static size_t begin_sized(writer *w, u8 token)
{
    put_token(w, token);
    w->size += 4;
    return w->size;
}

static void end_sized(writer *w, size_t start)
{
    ks_store32(w->to + start - 4, (u32)(w->size - start));
}

static void put_character(writer *w, u32 c)
{
    u8 units[4];
    size_t size = 2;
    if (c >= 0x10000) {
        ks_store16(units, (u16)(0xd800 + ((c - 0x10000) >> 10)));
        c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        ks_store16(units + 2, (u16)c);
        size = 4;
    } else {
        ks_store16(units, (u16)c);
    }
    put(w, units, size);
}

static bool word(writer *w, ks_str text)
{
    skip(w);
    if (w->end - w->r->at < text.size)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char a = w->r->text.at[w->r->at + i], b = text.at[i];
        if (a != b && (((a ^ b) & ~0x20) || (a | 0x20) < 'a' || (a | 0x20) > 'z'))
            return false;
    }
    char last = text.at[text.size - 1];
    size_t behind = w->r->at + text.size;
    bool is_letters = (last | 0x20) >= 'a' && (last | 0x20) <= 'z';
    if (is_letters && behind < w->end && condition_is_plain((u8)w->r->text.at[behind]))
        return false; // the start of a longer name
    w->r->at = behind;
    return true;
}

static const condition_operator *take_operator(writer *w, unsigned operands)
{
    for (size_t i = 0; i < condition_operator_count; i++) {
        const condition_operator *o = &condition_operators[i];
        bool is_logical = o->token >= TOKEN_AND && o->token <= TOKEN_NOT;
        if (o->operands == operands && !is_logical && word(w, o->text))
            return o;
    }
    return NULL;
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

static bool read_name(writer *w)
{
    static const ks_str heads[] = { KS_TEXT("@User."), KS_TEXT("@Resource."), KS_TEXT("@Device.") };
    u8 token = TOKEN_LOCAL;
    skip(w);
    for (size_t i = 0; i < countof(heads); i++) {
        ks_str left = { w->r->text.at + w->r->at, w->end - w->r->at };
        bool is_head = left.size > heads[i].size;
        for (size_t k = 1; is_head && k < heads[i].size; k++)
            is_head = (left.at[k] | 0x20) == (heads[i].at[k] | 0x20);
        if (is_head && left.at[0] == '@') {
            token = (u8)(TOKEN_USER + i);
            w->r->at += heads[i].size;
            break;
        }
    }
    size_t start = begin_sized(w, token);
    while (w->r->at < w->end) {
        u32 c = 0;
        size_t size = ks_utf8_read(w->r->text, w->r->at, &c);
        if (c == '%' && w->end - w->r->at >= 5) {
            const char *p = w->r->text.at + w->r->at + 1;
            u32 value = 0;
            for (size_t i = 0; i < 4; i++) {
                if (digit(p[i]) > 15)
                    return wrong(w);
                value = value << 4 | (u32)digit(p[i]);
            }
            put_character(w, value);
            w->r->at += 5;
            continue;
        }
        if (!condition_is_plain(c))
            break;
        put_character(w, c);
        w->r->at += size;
    }
    if (w->size == start)
        return wrong(w);
    end_sized(w, start);
    return true;
}

static bool read_number(writer *w)
{
    u8 sign = 3, base = 2;
    u64 value = 0;
    unsigned radix = 10;
    size_t digits = 0;
    if (peek(w) == '+' || peek(w) == '-')
        sign = w->r->text.at[w->r->at++] == '-' ? 2 : 1;
    if (peek(w) == '0' && w->r->at + 1 < w->end) {
        char next = w->r->text.at[w->r->at + 1];
        bool is_hex = (next | 0x20) == 'x', is_octal = next >= '0' && next <= '7';
        base = is_hex ? 3 : is_octal ? 1 : 2;
        radix = is_hex ? 16 : is_octal ? 8 : 10;
        w->r->at += is_hex ? 2 : is_octal;
    }
    for (; digit(peek(w)) < (int)radix && peek(w); digits++, w->r->at++) {
        if (__builtin_mul_overflow(value, (u64)radix, &value) ||
            __builtin_add_overflow(value, (u64)digit(peek(w)), &value))
            return wrong(w);
    }
    if (digits == 0)
        return wrong(w);
    u8 bytes[10];
    ks_store64(bytes, sign == 2 ? 0 - value : value);
    bytes[8] = sign;
    bytes[9] = base;
    put_token(w, TOKEN_INT64);
    put(w, bytes, sizeof bytes);
    return true;
}

static bool read_literal(writer *w, bool is_in_set)
{
    skip(w);
    char c = peek(w);
    if (c == '"') {
        size_t start = begin_sized(w, TOKEN_TEXT);
        for (w->r->at++; peek(w) != '"';) {
            u32 character = 0;
            if (w->r->at >= w->end)
                return wrong(w);
            w->r->at += ks_utf8_read(w->r->text, w->r->at, &character);
            put_character(w, character);
        }
        w->r->at++;
        end_sized(w, start);
        return true;
    }
    if (c == '#') {
        size_t start = begin_sized(w, TOKEN_BYTES);
        for (w->r->at++; digit(peek(w)) < 16 && peek(w); w->r->at += 2) {
            int low = w->r->at + 1 < w->end ? digit(w->r->text.at[w->r->at + 1]) : 99;
            if (low > 15)
                return wrong(w);
            put_token(w, (u8)(digit(peek(w)) << 4 | low));
        }
        end_sized(w, start);
        return true;
    }
    if (c == '{' && !is_in_set) {
        size_t start = begin_sized(w, TOKEN_SET);
        w->r->at++;
        skip(w);
        for (bool is_first = true; peek(w) != '}'; is_first = false) {
            if (!is_first && peek(w) != ',')
                return wrong(w);
            w->r->at += !is_first;
            if (!read_literal(w, true))
                return false;
            skip(w);
        }
        w->r->at++;
        end_sized(w, start);
        return true;
    }
    if (word(w, KS_STR("SID"))) {
        ks_sid sid;
        skip(w);
        if (peek(w) != '(')
            return wrong(w);
        w->r->at++;
        if (!sddl_account(w->r, &sid))
            return false;
        if (peek(w) != ')')
            return wrong(w);
        w->r->at++;
        size_t start = begin_sized(w, TOKEN_SID);
        put(w, sid.bytes, sid.size);
        end_sized(w, start);
        return true;
    }
    return read_number(w);
}

// A group, or several; always a set.
static bool read_groups(writer *w)
{
    skip(w);
    if (peek(w) == '{')
        return read_literal(w, false);
    size_t start = begin_sized(w, TOKEN_SET);
    if (!read_literal(w, true))
        return false;
    end_sized(w, start);
    return true;
}

static bool read_or(writer *w);

static bool read_term(writer *w)
{
    const condition_operator *o = take_operator(w, 1);
    if (o) {
        bool is_name = o->token == TOKEN_EXISTS || o->token == TOKEN_NOT_EXISTS;
        if (!(is_name ? read_name(w) : read_groups(w)))
            return false;
        put_token(w, o->token);
        return true;
    }
    if (!read_name(w))
        return false;
    o = take_operator(w, 2);
    if (o == NULL)
        return true; // true by itself, if it has a value
    skip(w);
    char c = peek(w);
    bool is_literal =
        c == '"' || c == '#' || c == '{' || c == '+' || c == '-' || (c >= '0' && c <= '9') ||
        (w->end - w->r->at > 3 && (c | 0x20) == 's' && w->r->text.at[w->r->at + 3] == '(');
    if (!(is_literal ? read_literal(w, false) : read_name(w)))
        return false;
    put_token(w, o->token);
    return true;
}

static bool read_unary(writer *w)
{
    skip(w);
    if (w->depth == condition_nested_most)
        return wrong(w);
    w->depth++;
    bool is_fine = false;
    if (peek(w) == '!' && !(w->r->at + 1 < w->end && w->r->text.at[w->r->at + 1] == '=')) {
        w->r->at++;
        is_fine = read_unary(w);
        if (is_fine)
            put_token(w, TOKEN_NOT);
    } else if (peek(w) == '(') {
        w->r->at++;
        is_fine = read_or(w);
        skip(w);
        if (is_fine && peek(w) != ')')
            is_fine = wrong(w);
        w->r->at += is_fine;
    } else {
        is_fine = read_term(w);
    }
    w->depth--;
    return is_fine;
}

static bool read_and(writer *w)
{
    if (!read_unary(w))
        return false;
    while (word(w, KS_STR("&&"))) {
        if (!read_unary(w))
            return false;
        put_token(w, TOKEN_AND);
    }
    return true;
}

static bool read_or(writer *w)
{
    if (!read_and(w))
        return false;
    while (word(w, KS_STR("||"))) {
        if (!read_and(w))
            return false;
        put_token(w, TOKEN_OR);
    }
    return true;
}

// "(#hex)": bytes as they are.
static bool read_bytes(sddl_reader *r, ks_str text, ks_span *data)
{
    size_t size = (text.size - 3) / 2;
    u8 *bytes = ks_take(r->arena, u8, size ? size : 1);
    if (bytes == NULL)
        return sddl_refuse(r, KS_SDDL_OVER_BUDGET, r->at, 0);
    for (size_t i = 0; i < size; i++) {
        int high = digit(text.at[2 + 2 * i]), low = digit(text.at[3 + 2 * i]);
        if (high > 15 || low > 15)
            return sddl_refuse(r, KS_SDDL_BAD_CONDITION, r->at, text.size);
        bytes[i] = (u8)(high << 4 | low);
    }
    *data = (ks_span){ bytes, size };
    return true;
}

bool sddl_data_read(sddl_reader *r, u8 ace_type, size_t end, ks_span *data)
{
    ks_str text = { r->text.at + r->at, end - r->at };
    bool is_bytes = text.size >= 3 && text.size % 2 == 1 && text.at[0] == '(' &&
                    text.at[1] == '#' && text.at[text.size - 1] == ')';
    if (is_bytes)
        return read_bytes(r, text, data);
    if (ace_type == KS_ACE_RESOURCE_ATTRIBUTE)
        return sddl_refuse(r, KS_SDDL_BAD_CONDITION, r->at, text.size);
    // The most that a character can become: a digit, which is a number of eleven bytes; a pair of
    // letters, which is a SID.
    writer w = { .r = r, .end = end };
    w.to = ks_take(r->arena, u8, 40 * text.size + 64);
    if (w.to == NULL)
        return sddl_refuse(r, KS_SDDL_OVER_BUDGET, r->at, 0);
    put(&w, "artx", 4);
    skip(&w);
    if (peek(&w) != '(')
        return wrong(&w);
    if (!read_unary(&w))
        return false;
    skip(&w);
    if (r->at != end)
        return wrong(&w);
    *data = (ks_span){ w.to, (w.size + 3) & ~(size_t)3 };
    return true;
}
