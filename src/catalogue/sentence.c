// Sentences: an event's values put into the words of its type. A sentence is a row of ops; a group
// is an op that says how many of the next ones belong to it, so printing is one loop that skips
// groups with nothing to say.
#include "base/number.h"
#include "catalogue/catalogue.h"
#include "catalogue/tables.h"

typedef struct {
    ks_str text;
    bool is_cut; // there is more that is not shown
} shown;

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static bool is_line_end(char c) { return c == '\r' || c == '\n'; }

static ks_str trimmed(ks_str text)
{
    while (text.size > 0 && is_blank(text.at[0])) {
        text.at++;
        text.size--;
    }
    while (text.size > 0 && is_blank(text.at[text.size - 1]))
        text.size--;
    return text;
}

// Windows writes "-" for a value that an event has no use for.
static bool says_nothing(ks_str text)
{
    text = trimmed(text);
    return text.size == 0 || ks_str_equal(text, KS_STR("-"));
}

static bool is_separator(char c) { return c == '\\' || c == '/'; }

static ks_str last_component(ks_str path)
{
    size_t start = path.size;
    while (start > 0 && !is_separator(path.at[start - 1]))
        start--;
    if (start == path.size) // ends with a separator
        return path;
    return ks_str_from(path, start);
}

static ks_str until_line_end(ks_str text)
{
    size_t size = 0;
    while (size < text.size && !is_line_end(text.at[size]))
        size++;
    return trimmed((ks_str){ text.at, size });
}

static shown first_line(ks_str text)
{
    text = trimmed(text);
    ks_str line = until_line_end(text);
    if (line.size <= catalogue_line_size)
        return (shown){ line, line.size < text.size };
    size_t size = catalogue_line_size;
    while (size > 0 && ((u8)line.at[size] & 0xc0) == 0x80) // not inside a UTF-8 sequence
        size--;
    return (shown){ { line.at, size }, true };
}

// The rest of the line behind `mark`; what an element holds when `mark` is its start tag.
static ks_str behind(ks_str text, ks_str mark)
{
    for (size_t i = 0; i + mark.size <= text.size; i++) {
        if (memcmp(text.at + i, mark.at, mark.size) != 0)
            continue;
        size_t from = i + mark.size;
        ks_str rest = until_line_end(ks_str_from(text, from));
        const char *tag =
            mark.at[mark.size - 1] == '>' && rest.size > 0 ? memchr(rest.at, '<', rest.size) : NULL;
        return tag ? trimmed((ks_str){ rest.at, (size_t)(tag - rest.at) }) : rest;
    }
    return (ks_str){ 0 };
}

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); }

// Equal but for the case of ASCII letters, or the same number: 0xC000006A, 0xc000006a, 3221225578.
static bool is_code(ks_str value, ks_str code)
{
    u64 a, b;
    if (ks_u64_read(value, &a) && ks_u64_read(code, &b))
        return a == b;
    if (value.size != code.size)
        return false;
    for (size_t i = 0; i < code.size; i++) {
        if (lower(value.at[i]) != lower(code.at[i]))
            return false;
    }
    return true;
}

static ks_str word_of(const catalogue_op *op, ks_str value)
{
    value = trimmed(value);
    for (u32 i = 0; i < op->word_count; i++) {
        const catalogue_code *word = &op->words[i];
        if (ks_str_equal(word->code, KS_STR("*")))
            return word->text.at ? word->text : value;
        if (is_code(value, word->code))
            return word->text;
    }
    return (ks_str){ 0 };
}

static shown show(const catalogue_op *op, ks_str value)
{
    if (says_nothing(value))
        return (shown){ 0 };
    switch (op->show) {
    case catalogue_base: return (shown){ .text = last_component(trimmed(value)) };
    case catalogue_line: return first_line(value);
    case catalogue_after: return (shown){ .text = behind(value, op->text) };
    case catalogue_word: return (shown){ .text = word_of(op, value) };
    case catalogue_plain:
    case catalogue_host:
    case catalogue_param: break;
    }
    return (shown){ .text = trimmed(value) };
}

static ks_str value_of(const catalogue_field *field, ks_fields fields)
{
    return fields.value(fields.from, field->name, field->index);
}

// The first of the alternatives that has something to show.
static shown resolve(const catalogue_op *op, ks_fields fields)
{
    for (u32 i = 0; i < op->size; i++) {
        shown found = show(op, value_of(&op->names[i], fields));
        if (found.text.size > 0)
            return found;
    }
    return (shown){ 0 };
}

// The three fields of the first prefix that names somebody: user name, domain, SID.
static const catalogue_field *account_of(const catalogue_op *op, ks_fields fields)
{
    for (u32 i = 0; i + 3 <= op->size; i += 3) {
        const catalogue_field *account = &op->names[i];
        if (!says_nothing(value_of(&account[0], fields)))
            return account;
        ks_str sid = value_of(&account[2], fields);
        if (!says_nothing(sid) && !ks_str_equal(sid, KS_STR("S-1-0-0"))) // nobody
            return account;
    }
    return NULL;
}

static void print_account(const catalogue_field *account, ks_fields fields, ks_out *out)
{
    if (says_nothing(value_of(&account[0], fields))) {
        ks_out_put(out, value_of(&account[2], fields));
        return;
    }
    ks_str domain = value_of(&account[1], fields);
    if (!says_nothing(domain)) {
        ks_out_put(out, domain);
        ks_out_byte(out, '\\');
    }
    ks_out_put(out, value_of(&account[0], fields));
}

static bool is_empty(const catalogue_op *op, ks_fields fields)
{
    if (op->kind == catalogue_account)
        return account_of(op, fields) == NULL;
    return op->kind == catalogue_value && resolve(op, fields).text.size == 0;
}

// A group vanishes when a value right in it is empty; groups inside it do not count.
static bool vanishes(const catalogue_op *group, ks_fields fields)
{
    for (u32 i = 1; i <= group->size; i++) {
        if (group[i].kind == catalogue_group)
            i += group[i].size;
        else if (is_empty(&group[i], fields))
            return true;
    }
    return false;
}

static void print_value(const catalogue_op *op, ks_lang lang, ks_fields fields, ks_out *out)
{
    shown value = resolve(op, fields);
    if (op->show == catalogue_param) {
        ks_parameters_print(value.text, lang, out);
        return;
    }
    bool is_ipv6 = op->show == catalogue_host && value.text.size > 0 &&
                   memchr(value.text.at, ':', value.text.size);
    if (is_ipv6)
        ks_out_byte(out, '[');
    ks_out_put(out, value.text);
    if (is_ipv6)
        ks_out_byte(out, ']');
    if (value.is_cut)
        KS_PUT(out, "…");
}

bool ks_sentence_print(const ks_event_type *type, ks_lang lang, ks_fields fields, ks_out *out)
{
    ks_sentence sentence = type->sentence[lang];
    for (size_t i = 0; i < sentence.count; i++) {
        const catalogue_op *op = &sentence.ops[i];
        const catalogue_field *account;
        switch (op->kind) {
        case catalogue_text: ks_out_put(out, op->text); break;
        case catalogue_value: print_value(op, lang, fields, out); break;
        case catalogue_account:
            account = account_of(op, fields);
            if (account)
                print_account(account, fields, out);
            break;
        case catalogue_group:
            if (vanishes(op, fields))
                i += op->size;
            break;
        }
    }
    return sentence.count > 0;
}
