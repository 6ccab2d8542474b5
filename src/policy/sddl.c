// SDDL read: parts, entries, fields. Every token counts by the field where it stands, since WD, SA,
// RC, CR and others mean something else in each.
#include "policy/sddl.h"

#include "base/number.h"
#include "policy/sddl_own.h"

static const struct {
    ks_phrase_text said, remedy;
} problems[] = {
#define X(name, id, level, en, ja, remedy_en, remedy_ja) \
    { { id, { KS_TEXT(en), KS_TEXT(ja) } }, { id, { KS_TEXT(remedy_en), KS_TEXT(remedy_ja) } } },
    KS_SDDL_PROBLEMS(X)
#undef X
};

static void say(ks_out *out, const ks_phrase_text *text, const ks_sddl_problem *problem,
                ks_lang lang)
{
    ks_phrase phrase = ks_phrase_of(text);
    ks_phrase_add_text(&phrase, problem->text);
    ks_out_phrase(out, &phrase, lang);
}

void ks_sddl_problem_say(ks_out *out, const ks_sddl_problem *problem, ks_lang lang)
{
    say(out, &problems[problem->kind].said, problem, lang);
}

void ks_sddl_problem_remedy(ks_out *out, const ks_sddl_problem *problem, ks_lang lang)
{
    say(out, &problems[problem->kind].remedy, problem, lang);
}

bool sddl_refuse(sddl_reader *r, ks_sddl_problem_kind kind, size_t at, size_t size)
{
    size_t column = 1;
    for (size_t i = 0; i < at; i++)
        column += ((u8)r->text.at[i] & 0xc0) != 0x80;
    *r->problem = (ks_sddl_problem){ kind, column, { r->text.at + at, size } };
    return false;
}

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 32) : c; }

static char peek(const sddl_reader *r, size_t ahead)
{
    return r->at + ahead < r->text.size ? upper(r->text.at[r->at + ahead]) : 0;
}

static void skip_blanks(sddl_reader *r)
{
    while (peek(r, 0) == ' ' || peek(r, 0) == '\t' || peek(r, 0) == '\r' || peek(r, 0) == '\n')
        r->at++;
}

bool sddl_account(sddl_reader *r, ks_sid *sid)
{
    size_t start = r->at, size = 0;
    if (peek(r, 0) == 'S' && peek(r, 1) == '-') {
        size = 1;
        for (char c = peek(r, 1); c && strchr("0123456789ABCDEFX-", c); c = peek(r, size))
            size++;
        if (peek(r, size) == ':') // "S-1-5-18D:": the D begins the next part
            size--;
        if (!ks_sid_parse((ks_str){ r->text.at + start, size }, sid))
            return sddl_refuse(r, KS_SDDL_BAD_SID, start, size);
        r->at += size;
        return true;
    }
    size = r->text.size - start < 2 ? r->text.size - start : 2;
    switch (ks_sid_of_letters((ks_str){ r->text.at + start, size }, r->domains, sid)) {
    case KS_LETTERS_KNOWN: r->at += 2; return true;
    case KS_LETTERS_RELATIVE: return sddl_refuse(r, KS_SDDL_NO_DOMAIN, start, size);
    case KS_LETTERS_UNKNOWN: break;
    }
    return sddl_refuse(r, KS_SDDL_BAD_SID, start, size);
}

static bool find(const sddl_letters *letters, size_t count, const char *pair, u32 *bits)
{
    for (size_t i = 0; i < count; i++) {
        if (letters[i].letters[0] == upper(pair[0]) && letters[i].letters[1] == upper(pair[1])) {
            *bits |= letters[i].bits;
            return true;
        }
    }
    return false;
}

// "0x1f" hexadecimal, "017" octal, "31" decimal: as strtoul with base 0.
static bool number(ks_str text, u32 *value)
{
    u64 read = 0;
    bool is_octal = text.size > 1 && text.at[0] == '0' && text.at[1] >= '0' && text.at[1] <= '9';
    if (!is_octal) {
        if (!ks_u64_read(text, &read) || read > UINT32_MAX)
            return false;
    }
    for (size_t i = 1; is_octal && i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '7' || read > UINT32_MAX / 8)
            return false;
        read = read * 8 + (u64)(text.at[i] - '0');
    }
    *value = (u32)read;
    return true;
}

static bool rights_at(ks_str text, u32 *mask, size_t *wrong)
{
    u32 bits = 0;
    *wrong = 0;
    if (text.size && text.at[0] >= '0' && text.at[0] <= '9')
        return number(text, mask);
    for (size_t i = 0; i < text.size; i += 2) {
        *wrong = i;
        if (i + 1 == text.size ||
            (!find(sddl_rights, sddl_right_count, text.at + i, &bits) &&
             !find(sddl_composites, sddl_composite_count, text.at + i, &bits) &&
             !find(sddl_label_rights, sddl_label_right_count, text.at + i, &bits)))
            return false;
    }
    *mask = bits;
    return true;
}

bool ks_sddl_rights_read(ks_str text, u32 *mask)
{
    size_t wrong = 0;
    return rights_at(text, mask, &wrong);
}

typedef struct {
    size_t at, size;
} field;

static ks_str field_text(const sddl_reader *r, field f)
{
    while (f.size && r->text.at[f.at] == ' ') {
        f.at++;
        f.size--;
    }
    while (f.size && r->text.at[f.at + f.size - 1] == ' ')
        f.size--;
    return (ks_str){ r->text.at + f.at, f.size };
}

static size_t offset_of(const sddl_reader *r, ks_str part)
{
    return (size_t)(part.at - r->text.at);
}

static bool read_type(sddl_reader *r, field f, u8 *type)
{
    static const struct {
        ks_str letters;
        u8 type;
    } types[] = {
#define X(name, value, letters, layout) { KS_TEXT(letters), (value) },
        KS_ACE_TYPES(X)
#undef X
    };
    ks_str text = field_text(r, f);
    for (size_t i = 0; i < countof(types); i++) {
        bool is_same = text.size == types[i].letters.size;
        for (size_t k = 0; is_same && k < text.size; k++)
            is_same = upper(text.at[k]) == types[i].letters.at[k];
        if (is_same) {
            *type = types[i].type;
            return true;
        }
    }
    return sddl_refuse(r, KS_SDDL_BAD_TYPE, offset_of(r, text), text.size);
}

static bool read_flags(sddl_reader *r, field f, u8 type, u8 *flags)
{
    ks_str text = field_text(r, f);
    u32 bits = 0;
    for (size_t i = 0; i < text.size; i += 2) {
        bool is_pair = i + 2 <= text.size;
        bool is_trust = is_pair && type == KS_ACE_TRUST_LABEL && upper(text.at[i]) == 'T' &&
                        upper(text.at[i + 1]) == 'P';
        if (is_trust)
            bits |= KS_ACE_CRITICAL;
        else if (!is_pair || !find(sddl_flags, sddl_flag_count, text.at + i, &bits))
            return sddl_refuse(r, KS_SDDL_BAD_FLAGS, offset_of(r, text) + i, is_pair ? 2 : 1);
    }
    *flags = (u8)bits;
    return true;
}

static bool read_guid(sddl_reader *r, field f, u8 *guid, u32 *object_flags, u32 bit)
{
    // Where the byte of each pair of digits goes: three numbers, then bytes.
    static const u8 places[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
    ks_str text = field_text(r, f);
    if (text.size == 0)
        return true;
    bool is_fine = text.size == 36;
    for (size_t i = 0, k = 0; is_fine && i < 36; i++) {
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            is_fine = text.at[i] == '-';
            continue;
        }
        int byte = ks_hex_byte(text.at + i);
        is_fine = byte >= 0;
        guid[places[k++]] = (u8)byte;
        i++;
    }
    *object_flags |= bit;
    return is_fine || sddl_refuse(r, KS_SDDL_BAD_GUID, offset_of(r, text), text.size);
}

static bool may_have_data(u8 type)
{
    return type == KS_ACE_ALLOW_CALLBACK || type == KS_ACE_DENY_CALLBACK ||
           type == KS_ACE_ALLOW_CALLBACK_OBJECT || type == KS_ACE_AUDIT_CALLBACK ||
           type == KS_ACE_RESOURCE_ATTRIBUTE || type == KS_ACE_ACCESS_FILTER;
}

static bool read_fields(sddl_reader *r, const field *fields, size_t count, ks_ace *ace)
{
    size_t wrong = 0;
    if (!read_type(r, fields[0], &ace->type) || !read_flags(r, fields[1], ace->type, &ace->flags))
        return false;
    ks_str rights = field_text(r, fields[2]);
    if (!rights_at(rights, &ace->mask, &wrong)) {
        size_t left = rights.size - wrong;
        bool is_number = rights.at[0] >= '0' && rights.at[0] <= '9';
        return sddl_refuse(r, KS_SDDL_BAD_RIGHTS, offset_of(r, rights) + wrong,
                           is_number || left < 2 ? left : 2);
    }
    if (!read_guid(r, fields[3], ace->object, &ace->object_flags, KS_ACE_HAS_TYPE) ||
        !read_guid(r, fields[4], ace->inherited, &ace->object_flags, KS_ACE_HAS_INHERITED_TYPE))
        return false;
    if (ace->object_flags && !ks_ace_has_objects(ace->type))
        return sddl_refuse(r, KS_SDDL_GUID_UNUSED, fields[3].at, fields[3].size);
    ks_str account = field_text(r, fields[5]);
    r->at = offset_of(r, account);
    if (!sddl_account(r, &ace->sid))
        return false;
    if (r->at != offset_of(r, account) + account.size)
        return sddl_refuse(r, KS_SDDL_BAD_SID, offset_of(r, account), account.size);
    if (count == 6)
        return true;
    if (!may_have_data(ace->type))
        return sddl_refuse(r, KS_SDDL_DATA_UNUSED, fields[6].at, fields[6].size);
    r->at = fields[6].at;
    return sddl_data_read(r, ace->type, fields[6].at + fields[6].size, &ace->data);
}

// Divides "(...)" at the reader's place into fields; semicolons and parentheses inside the seventh
// belong to it, unless they are in a string.
static bool divide(sddl_reader *r, field fields[7], size_t *count, size_t *end)
{
    size_t depth = 0, at = r->at + 1;
    bool is_string = false;
    *count = 0;
    fields[0] = (field){ at, 0 };
    for (; at < r->text.size; at++) {
        char c = r->text.at[at];
        if (*count == 6 && c == '"')
            is_string = !is_string;
        else if (is_string)
            continue;
        else if (c == '(')
            depth++;
        else if (c == ')' && depth-- == 0)
            break;
        else if (c == ';' && *count < 6 && depth == 0) {
            fields[*count].size = at - fields[*count].at;
            fields[++*count] = (field){ at + 1, 0 };
        }
    }
    if (at == r->text.size)
        return sddl_refuse(r, KS_SDDL_NOT_CLOSED, r->at, 1);
    fields[*count].size = at - fields[*count].at;
    ++*count;
    *end = at + 1;
    return true;
}

static bool read_ace(sddl_reader *r, ks_acl *acl, size_t *capacity)
{
    field fields[7];
    size_t count = 0, start = r->at, end = 0;
    if (!divide(r, fields, &count, &end))
        return false;
    if (count < 6) {
        char *digit = ks_take(r->arena, char, 1);
        if (digit == NULL)
            return sddl_refuse(r, KS_SDDL_OVER_BUDGET, start, 0);
        *digit = (char)('0' + count);
        sddl_refuse(r, KS_SDDL_FIELD_COUNT, start, end - start);
        r->problem->text = (ks_str){ digit, 1 };
        return false;
    }
    if (acl->count == ks_aces_most)
        return sddl_refuse(r, KS_SDDL_TOO_MANY, start, end - start);
    if (acl->count == *capacity) {
        *capacity = *capacity ? *capacity : 4;
        acl->aces = ks_arena_grow(r->arena, acl->aces, sizeof *acl->aces, acl->count, capacity);
        if (acl->aces == NULL)
            return sddl_refuse(r, KS_SDDL_OVER_BUDGET, start, 0);
    }
    ks_ace *ace = &acl->aces[acl->count];
    *ace = (ks_ace){ 0 };
    if (!read_fields(r, fields, count, ace))
        return false;
    acl->count++;
    r->at = end;
    return true;
}

static bool word(sddl_reader *r, const char *wanted)
{
    size_t size = strlen(wanted);
    for (size_t i = 0; i < size; i++) {
        if (peek(r, i) != wanted[i])
            return false;
    }
    r->at += size;
    return true;
}

static bool read_list(sddl_reader *r, ks_acl *acl, u16 *bits)
{
    size_t capacity = 0;
    for (bool is_more = true; is_more;) {
        skip_blanks(r);
        if (word(r, "NO_ACCESS_CONTROL"))
            acl->is_null = true;
        else if (word(r, "AR"))
            *bits |= KS_SD_DACL_AUTO_INHERIT_REQ;
        else if (word(r, "AI"))
            *bits |= KS_SD_DACL_AUTO_INHERITED;
        else if (word(r, "P"))
            *bits |= KS_SD_DACL_PROTECTED;
        else
            is_more = false;
    }
    for (; peek(r, 0) == '('; skip_blanks(r)) {
        if (!read_ace(r, acl, &capacity))
            return false;
    }
    return true;
}

static bool read_section(sddl_reader *r, char letter, ks_security_descriptor *sd)
{
    u16 bits = 0;
    switch (letter) {
    case 'O': return sddl_account(r, &sd->owner);
    case 'G': return sddl_account(r, &sd->group);
    case 'D':
        if (!read_list(r, &sd->dacl, &bits))
            return false;
        sd->control |= KS_SD_DACL_PRESENT | bits;
        return true;
    default:
        if (!read_list(r, &sd->sacl, &bits))
            return false;
        sd->control |= (u16)(KS_SD_SACL_PRESENT | bits << 1); // the SACL's bits: one place above
        return true;
    }
}

bool ks_sddl_read(ks_str text, const ks_sid_domains *domains, ks_arena *arena,
                  ks_security_descriptor *sd, ks_sddl_problem *problem)
{
    static const char letters[] = "OGDS";
    sddl_reader r = { .text = text, .domains = domains, .arena = arena, .problem = problem };
    ks_security_descriptor read = { .control = KS_SD_SELF_RELATIVE };
    bool seen[4] = { false };
    for (skip_blanks(&r); r.at < text.size; skip_blanks(&r)) {
        const char *letter = peek(&r, 1) == ':' ? strchr(letters, peek(&r, 0)) : NULL;
        size_t left = text.size - r.at;
        if (letter == NULL || *letter == 0)
            return sddl_refuse(&r, KS_SDDL_NO_SECTION, r.at, left < 8 ? left : 8);
        if (seen[letter - letters])
            return sddl_refuse(&r, KS_SDDL_SECTION_TWICE, r.at, 2);
        seen[letter - letters] = true;
        r.at += 2;
        skip_blanks(&r);
        if (!read_section(&r, *letter, &read))
            return false;
    }
    *sd = read;
    return true;
}
