// .reg files read by the rules that Windows' own import follows, its silent losses as problems
// (after Wine's conformance tests, whose expectations were run on Windows).
#include "policy/reg_file.h"

#include "base/text.h"

enum { dword_digits_most = 8, type_digits_most = 8 };

typedef struct {
    ks_reg_file *file;
    ks_str text; // UTF-8
    size_t at, line_start, line_end;
    u32 line;
    ks_str key;      // values go there; at == NULL: nowhere
    size_t key_step; // the first step of the open key
    bool is_spent;
} reader;

static const struct {
    ks_phrase_text said, remedy;
} problems[] = {
#define X(name, id, level, en, ja, remedy_en, remedy_ja) \
    { { id, { KS_TEXT(en), KS_TEXT(ja) } }, { id, { KS_TEXT(remedy_en), KS_TEXT(remedy_ja) } } },
    KS_REG_PROBLEMS(X)
#undef X
};

static void say(ks_out *out, const ks_phrase_text *text, const ks_reg_problem *problem,
                ks_lang lang)
{
    ks_phrase phrase = ks_phrase_of(text);
    ks_phrase_add_text(&phrase, problem->text);
    ks_out_phrase(out, &phrase, lang);
}

void ks_reg_problem_say(ks_out *out, const ks_reg_problem *problem, ks_lang lang)
{
    say(out, &problems[problem->kind].said, problem, lang);
}

void ks_reg_problem_remedy(ks_out *out, const ks_reg_problem *problem, ks_lang lang)
{
    say(out, &problems[problem->kind].remedy, problem, lang);
}

static bool wrong(reader *r, ks_reg_problem_kind kind, size_t at, ks_str text)
{
    ks_reg_file *file = r->file;
    u32 column = 1;
    if (file->problem_count == ks_reg_problems_most)
        return false;
    for (size_t i = r->line_start; i < at; i++)
        column += ((u8)r->text.at[i] & 0xc0) != 0x80;
    if (file->problem_count == file->problem_capacity) {
        size_t capacity = file->problem_capacity ? file->problem_capacity : 8;
        ks_reg_problem *grown = ks_arena_grow(file->arena, file->problems, sizeof *grown,
                                              file->problem_count, &capacity);
        r->is_spent = r->is_spent || grown == NULL;
        if (grown == NULL)
            return false;
        file->problems = grown;
        file->problem_capacity = capacity;
    }
    file->problems[file->problem_count++] = (ks_reg_problem){ kind, r->line, column, text };
    return false;
}

bool ks_reg_add(ks_reg_file *file, ks_reg_step step)
{
    if (file->step_count == file->step_capacity) {
        size_t capacity = file->step_capacity ? file->step_capacity : 16;
        ks_reg_step *grown =
            ks_arena_grow(file->arena, file->steps, sizeof *grown, file->step_count, &capacity);
        if (grown == NULL)
            return false;
        file->steps = grown;
        file->step_capacity = capacity;
    }
    file->steps[file->step_count++] = step;
    return true;
}

static ks_str rest(const reader *r) // of the line
{
    return (ks_str){ r->text.at + r->at, r->line_end - r->at };
}

static char peek(const reader *r) { return r->at < r->line_end ? r->text.at[r->at] : 0; }

static void skip_blanks(reader *r)
{
    while (peek(r) == ' ' || peek(r) == '\t')
        r->at++;
}

// The line that begins at `next`; false: there is none.
static bool next_line(reader *r, size_t *next)
{
    if (*next >= r->text.size)
        return false;
    r->line++;
    r->line_start = r->at = *next;
    while (*next < r->text.size && r->text.at[*next] != '\r' && r->text.at[*next] != '\n')
        ++*next;
    r->line_end = *next;
    if (*next < r->text.size)
        *next +=
            r->text.at[*next] == '\r' && *next + 1 < r->text.size && r->text.at[*next + 1] == '\n'
                ? 2
                : 1;
    return true;
}

static bool begins(ks_str text, const char *start)
{
    size_t size = strlen(start);
    for (size_t i = 0; i < size; i++) {
        char c = i < text.size ? text.at[i] : 0;
        c = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
        if (c != start[i])
            return false;
    }
    return true;
}

static bool has_root(ks_str key, size_t *root_size)
{
    static const char *const roots[] = { "HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER",
                                         "HKEY_CLASSES_ROOT", "HKEY_USERS", "HKEY_CURRENT_CONFIG" };
    for (size_t i = 0; i < countof(roots); i++) {
        size_t size = strlen(roots[i]);
        *root_size = size;
        if (begins(key, roots[i]) && (key.size == size || key.at[size] == '\\'))
            return true;
    }
    return false;
}

static void read_key(reader *r)
{
    size_t start = r->at, end = r->line_end, root_size = 0;
    r->key = (ks_str){ 0 };
    while (end > start && r->text.at[end - 1] != ']')
        end--;
    if (end == start) {
        wrong(r, KS_REG_IS_NO_BRACKET, start, rest(r));
        return;
    }
    bool is_deleted = r->text.at[start + 1] == '-';
    size_t from = start + 1 + is_deleted;
    ks_str key = { r->text.at + from, end - 1 > from ? end - 1 - from : 0 };
    while (key.size && key.at[key.size - 1] == '\\')
        key.size--;
    if (!has_root(key, &root_size)) {
        wrong(r, KS_REG_IS_BAD_ROOT, from, key);
        return;
    }
    size_t depth = 0;
    for (size_t i = 0; i < key.size; i++)
        depth += key.at[i] == '\\';
    if (is_deleted && depth <= 2)
        wrong(r, KS_REG_IS_NEAR_ROOT, from, key);
    ks_reg_step step = { .action = is_deleted ? KS_REG_DELETE_KEY : KS_REG_MAKE_KEY,
                         .key = key,
                         .line = r->line };
    r->key_step = r->file->step_count;
    r->is_spent = r->is_spent || !ks_reg_add(r->file, step);
    if (!is_deleted)
        r->key = key;
}

// Text between quotation marks, from the first one; moves behind the last.
static bool read_quoted(reader *r, ks_str *text)
{
    size_t start = r->at++, size = 0;
    char *to = ks_take(r->file->arena, char, r->line_end - start);
    if (to == NULL)
        return !(r->is_spent = true);
    for (; r->at < r->line_end; r->at++) {
        char c = r->text.at[r->at];
        if (c == '"') {
            r->at++;
            *text = (ks_str){ to, size };
            return true;
        }
        if (c == '\\' && r->at + 1 < r->line_end) {
            c = r->text.at[++r->at];
            if (c != '\\' && c != '"') {
                // as far as it is known, the backslash goes
                wrong(r, KS_REG_IS_BAD_ESCAPE, r->at - 1, (ks_str){ r->text.at + r->at - 1, 2 });
            }
        }
        to[size++] = c;
    }
    return wrong(r, KS_REG_IS_NO_QUOTE, start, (ks_str){ 0 });
}

static bool is_line_done(reader *r)
{
    skip_blanks(r);
    if (r->at == r->line_end || peek(r) == ';')
        return true;
    return wrong(r, KS_REG_IS_BEHIND, r->at, rest(r));
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t digits(reader *r, size_t most, u32 *value)
{
    size_t count = 0;
    *value = 0;
    while (r->at < r->line_end && digit(peek(r)) >= 0 && count < most) {
        *value = *value << 4 | (u32)digit(peek(r));
        r->at++;
        count++;
    }
    return count;
}

static bool read_dword(reader *r, ks_reg_step *step)
{
    u32 value = 0;
    skip_blanks(r);
    size_t start = r->at;
    ks_str whole = rest(r);
    size_t count = digits(r, dword_digits_most, &value);
    bool is_end = peek(r) == 0 || peek(r) == ' ' || peek(r) == '\t' || peek(r) == ';';
    if (count == 0 || !is_end)
        return wrong(r, KS_REG_IS_BAD_DWORD, start, whole);
    u8 *data = ks_take(r->file->arena, u8, 4);
    if (data == NULL)
        return !(r->is_spent = true);
    ks_store32(data, value);
    step->type = 4;
    step->data = (ks_span){ data, 4 };
    return is_line_done(r);
}

// Behind a backslash: the next line that has bytes. False: the end of the file, or a loss.
static bool continued(reader *r, size_t *next, bool *is_lost)
{
    r->at++;
    if (!is_line_done(r)) {
        *is_lost = true;
        return false;
    }
    while (next_line(r, next)) {
        skip_blanks(r);
        if (r->at == r->line_end || peek(r) == ';')
            continue;
        if (peek(r) == '[' || peek(r) == '"' || peek(r) == '@') {
            *is_lost = true;
            return wrong(r, KS_REG_IS_SWALLOWED, r->at, rest(r));
        }
        return true;
    }
    return false;
}

// Bytes, over as many lines as they take.
static bool read_bytes(reader *r, size_t *next, ks_span *data)
{
    // Two digits and a comma a byte; what follows in the file bounds it.
    u8 *to = NULL;
    size_t size = 0, capacity = 0;
    bool may_join = true, is_lost = false;
    for (;;) {
        skip_blanks(r);
        char c = peek(r);
        if (c == 0 || c == ';')
            break;
        if (c == '\\') {
            if (!may_join)
                return wrong(r, KS_REG_IS_BAD_JOIN, r->at, rest(r));
            if (!continued(r, next, &is_lost))
                break;
            continue;
        }
        size_t start = r->at;
        u32 byte = 0;
        size_t count = digits(r, 3, &byte);
        skip_blanks(r);
        c = peek(r);
        if (count == 0 || count > 2 || (c != ',' && c != 0 && c != ';' && c != '\\'))
            return wrong(r, KS_REG_IS_BAD_BYTE, start,
                         (ks_str){ r->text.at + start, count ? count : 1 });
        if (size == capacity) {
            capacity = capacity ? capacity : 64;
            to = ks_arena_grow(r->file->arena, to, 1, size, &capacity);
            if (to == NULL)
                return !(r->is_spent = true);
        }
        to[size++] = (u8)byte;
        may_join = c == ',';
        r->at += may_join;
    }
    *data = (ks_span){ to, size };
    return !is_lost;
}

// Version 4 has the bytes of texts in the machine's code page: UTF-16 is made of them, and the NUL.
static bool widen(reader *r, ks_span *data)
{
    bool is_ended = data->size && data->at[data->size - 1] == 0;
    u8 *to = ks_take(r->file->arena, u8, 2 * data->size + 2);
    if (to == NULL)
        return !(r->is_spent = true);
    for (size_t i = 0; i < data->size; i++)
        to[2 * i] = data->at[i];
    *data = (ks_span){ to, 2 * data->size + (is_ended ? 0 : 2) };
    return true;
}

static void check_data(reader *r, const ks_reg_step *step, size_t at)
{
    bool is_text = step->type == 1 || step->type == 2 || step->type == 7;
    size_t size = step->data.size;
    if (step->type == 4 && size != 4)
        wrong(r, KS_REG_IS_BAD_SIZE, at, KS_STR("DWORD"));
    if (step->type == 11 && size != 8)
        wrong(r, KS_REG_IS_BAD_SIZE, at, KS_STR("QWORD"));
    if (is_text && (size % 2 || (size && ks_load16(step->data.at + size - 2) != 0)))
        wrong(r, KS_REG_IS_NO_END, at, (ks_str){ 0 });
}

static bool read_hex(reader *r, size_t *next, ks_reg_step *step)
{
    size_t start = r->at;
    r->at += 3;
    step->type = 3;
    if (peek(r) == '(') {
        r->at++;
        size_t count = digits(r, type_digits_most, &step->type);
        if (count == 0 || peek(r) != ')')
            return wrong(r, KS_REG_IS_BAD_TYPE, start, rest(r));
        r->at++;
    }
    if (peek(r) != ':')
        return wrong(r, KS_REG_IS_BAD_TYPE, start, rest(r));
    r->at++;
    if (!read_bytes(r, next, &step->data))
        return false;
    if (r->file->version == 4 && (step->type == 2 || step->type == 7) && !widen(r, &step->data))
        return false;
    check_data(r, step, start < r->line_start ? r->line_start : start);
    return true;
}

static bool read_text(reader *r, ks_reg_step *step)
{
    ks_str text = { 0 };
    if (!read_quoted(r, &text) || !is_line_done(r))
        return false;
    u8 *to = ks_take(r->file->arena, u8, 2 * text.size + 2);
    if (to == NULL)
        return !(r->is_spent = true);
    ks_out out = { .at = to, .start = to, .end = to + 2 * text.size + 2 };
    for (size_t at = 0; at < text.size;) { // as ks_out_reg_encoded, which wants more room
        u32 c = 0;
        at += ks_utf8_read(text, at, &c);
        if (c >= 0x10000) {
            ks_store16(out.at, (u16)(0xd800 + ((c - 0x10000) >> 10)));
            out.at += 2;
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        ks_store16(out.at, (u16)c);
        out.at += 2;
    }
    step->type = 1;
    step->data = (ks_span){ to, ks_out_size(&out) + 2 }; // with its NUL
    return true;
}

static bool read_data(reader *r, size_t *next, ks_reg_step *step)
{
    ks_str data = rest(r);
    if (peek(r) == '-') {
        r->at++;
        step->action = KS_REG_DELETE;
        return is_line_done(r);
    }
    if (peek(r) == '"')
        return read_text(r, step);
    if (begins(data, "DWORD:")) {
        r->at += 6;
        return read_dword(r, step);
    }
    if (begins(data, "HEX:") || begins(data, "HEX("))
        return read_hex(r, next, step);
    return wrong(r, KS_REG_IS_BAD_TYPE, r->at, data);
}

static void note_twice(reader *r, const ks_reg_step *step)
{
    for (size_t i = r->key_step; i < r->file->step_count && r->file->step_count - i < 512; i++) {
        const ks_reg_step *other = &r->file->steps[i];
        if (other->action >= KS_REG_SET && ks_str_equal(other->value, step->value)) {
            wrong(r, KS_REG_IS_TWICE, r->line_start, step->value);
            return;
        }
    }
}

static void read_value(reader *r, size_t *next)
{
    ks_reg_step step = { .action = KS_REG_SET, .key = r->key, .line = r->line };
    size_t start = r->at;
    if (peek(r) == '@')
        r->at++;
    else if (!read_quoted(r, &step.value))
        return;
    skip_blanks(r);
    if (peek(r) != '=') {
        wrong(r, KS_REG_IS_NO_EQUALS, r->at, rest(r));
        return;
    }
    r->at++;
    skip_blanks(r);
    if (!read_data(r, next, &step))
        return;
    if (r->key.at == NULL) {
        wrong(r, KS_REG_IS_NO_KEY, start < r->line_start ? r->line_start : start, step.value);
        return;
    }
    note_twice(r, &step);
    r->is_spent = r->is_spent || !ks_reg_add(r->file, step);
}

static void read_line(reader *r, size_t *next)
{
    skip_blanks(r);
    switch (peek(r)) {
    case 0:
    case ';': return;
    case '[': read_key(r); return;
    case '"':
    case '@': read_value(r, next); return;
    default: wrong(r, KS_REG_IS_NO_LINE, r->at, rest(r));
    }
}

static bool read_head(reader *r)
{
    static const ks_str five = KS_TEXT("Windows Registry Editor Version 5.00");
    static const ks_str four = KS_TEXT("REGEDIT4");
    skip_blanks(r);
    ks_str line = rest(r);
    while (line.size && (line.at[line.size - 1] == ' ' || line.at[line.size - 1] == '\t'))
        line.size--;
    if (ks_str_equal(line, five) || ks_str_equal(line, four)) {
        r->file->version = ks_str_equal(line, five) ? 5 : 4;
        return true;
    }
    bool is_silent = line.size >= 7 && memcmp(line.at, "REGEDIT", 7) == 0;
    return wrong(r, is_silent ? KS_REG_IS_HEADER_IGNORED : KS_REG_IS_HEADER_WRONG, r->at, line);
}

// The file as UTF-8 in the arena; UTF-16LE needs its mark.
static bool decoded(reader *r, ks_span bytes, ks_fail *fail)
{
    ks_out out;
    if (!ks_out_open(&out, r->file->arena, bytes.size * 3 + 64))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)bytes.size, 0, KS_STR("reg"));
    if (bytes.size >= 2 && bytes.at[0] == 0xff && bytes.at[1] == 0xfe) {
        ks_out_utf16(&out, (ks_utf16){ bytes.at + 2, bytes.size / 2 - 1 }, KS_AS_TEXT);
    } else {
        bool has_mark = bytes.size >= 3 && memcmp(bytes.at, "\xef\xbb\xbf", 3) == 0;
        ks_span text = { bytes.at + (has_mark ? 3 : 0), bytes.size - (has_mark ? 3 : 0) };
        if (ks_utf8_is_valid(text)) {
            ks_out_bytes(&out, text.at, text.size);
        } else {
            r->file->is_1252 = true;
            ks_out_1252(&out, text, KS_AS_TEXT);
        }
    }
    r->text = ks_out_str(&out);
    return true;
}

bool ks_reg_read(ks_span bytes, ks_arena *arena, ks_reg_file *file, ks_fail *fail)
{
    *file = (ks_reg_file){ .arena = arena };
    reader r = { .file = file };
    size_t next = 0;
    if (!decoded(&r, bytes, fail))
        return false;
    bool is_wide = bytes.size >= 4 && bytes.at[1] == 0 && bytes.at[3] == 0;
    if (is_wide)
        wrong(&r, KS_REG_IS_NO_MARK, 0, (ks_str){ 0 });
    if (file->is_1252 && !is_wide)
        wrong(&r, KS_REG_IS_ENCODING, 0, (ks_str){ 0 });
    if (is_wide || !next_line(&r, &next) || !read_head(&r))
        return true;
    while (next_line(&r, &next) && !r.is_spent)
        read_line(&r, &next);
    return !r.is_spent ||
           ks_refuse(fail, KS_OVER_BUDGET, (i64)bytes.size, 0, ks_str_of(arena->name));
}
