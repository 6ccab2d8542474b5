// Reading LGPO text, record by record.
#include "policy/lgpo.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/known_value.h"
#include "policy/lgpo_mistakes.h"
#include "policy/worded.h"

static const ks_mistake_kind kinds[LGPO_MISTAKE_COUNT] = { LGPO_MISTAKES(KS_MISTAKE_ROW) };

typedef struct {
    ks_arena *arena;
    ks_mistakes *mistakes;
} reading;

static bool say(const reading *r, lgpo_mistake kind, ks_mistake_place place, ks_str first,
                ks_str second)
{
    ks_mistake_add(r->mistakes, &kinds[kind], place, first, second);
    return false;
}

static bool is_scope(ks_str text, bool *is_user)
{
    *is_user = ks_equal_fold(text, KS_STR("User")) || ks_glob_fold(KS_STR("User:*"), text);
    return *is_user || ks_equal_fold(text, KS_STR("Computer"));
}

bool ks_lgpo_is(ks_span bytes, ks_arena scratch)
{
    ks_arena own = ks_mistakes_scratch(&scratch);
    ks_mistakes none = { .arena = &own };
    ks_text_file file;
    ks_span start = { bytes.at, bytes.size < 8192 ? bytes.size : 8192 };
    if (!ks_text_file_read(start, &scratch, &file, &none))
        return false;
    for (ks_line line = { 0 }; ks_line_next(&file, &line);) {
        bool is_user;
        if (line.text.size == 0 || line.text.at[0] == ';')
            continue;
        return is_scope(line.text, &is_user);
    }
    return false;
}

// \\ is a backslash, \0 a NUL; any other pair stays as it is.
static ks_str unescape(ks_str text, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, text.size + 1))
        return (ks_str){ 0 };
    for (size_t i = 0; i < text.size; i++) {
        char next = i + 1 < text.size ? text.at[i + 1] : ' ';
        if (text.at[i] == '\\' && (next == '\\' || next == '0')) {
            ks_out_byte(&out, next == '0' ? 0 : '\\');
            i++;
        } else {
            ks_out_byte(&out, text.at[i]);
        }
    }
    return ks_out_str(&out);
}

static bool read_number(const reading *r, ks_str text, size_t size, ks_mistake_place place,
                        ks_span *data)
{
    bool is_negative = text.size && text.at[0] == '-';
    ks_str digits = is_negative ? (ks_str){ text.at + 1, text.size - 1 } : text;
    u64 number, most = size == 4 ? UINT32_MAX : UINT64_MAX;
    u8 *bytes = ks_take(r->arena, u8, 8);
    if (!bytes)
        return say(r, LGPO_TOO_MANY, place, (ks_str){ 0 }, (ks_str){ 0 });
    if (!ks_u64_read(digits, &number) || number > most || (is_negative && number > (most >> 1) + 1))
        return say(r, LGPO_NUMBER, place, text, (ks_str){ 0 });
    ks_store64(bytes, is_negative ? 0 - number : number);
    *data = (ks_span){ bytes, size };
    return true;
}

static bool read_bytes(const reading *r, ks_str text, ks_mistake_place place, ks_span *data)
{
    u8 *bytes = ks_take(r->arena, u8, text.size / 2 + 1);
    size_t count = 0;
    if (!bytes)
        return say(r, LGPO_TOO_MANY, place, (ks_str){ 0 }, (ks_str){ 0 });
    for (size_t i = 0; i < text.size; i += 3) {
        char hex[4] = { '0', 'x', text.at[i], i + 1 < text.size ? text.at[i + 1] : 'x' };
        u64 number;
        if (!ks_u64_read((ks_str){ hex, 4 }, &number) ||
            (i + 2 < text.size && (text.at[i + 2] != ',' || i + 3 == text.size)))
            return say(r, LGPO_BYTES, place, text, (ks_str){ 0 });
        bytes[count++] = (u8)number;
    }
    *data = (ks_span){ bytes, count };
    return true;
}

static bool text_data(const reading *r, ks_str text, bool is_list, ks_span *data)
{
    ks_str said = unescape(text, r->arena);
    bool ends = said.size == 0 || said.at[said.size - 1] == 0;
    ks_out out;
    if (!ks_out_open(&out, r->arena, ks_utf16_size(said) + 4))
        return false;
    ks_out_as_utf16(&out, said);
    if (!is_list || !ends)
        ks_out_bytes(&out, "\0", 2);
    if (is_list)
        ks_out_bytes(&out, "\0", 2);
    *data = (ks_span){ out.start, ks_out_size(&out) };
    return true;
}

static bool begins(ks_str text, const char *with, ks_str *rest)
{
    size_t size = strlen(with);
    if (text.size < size || memcmp(text.at, with, size) != 0)
        return false;
    *rest = ks_str_from(text, size);
    return true;
}

static bool read_value(const reading *r, ks_str action, ks_lgpo_record *record)
{
    ks_pol_entry *e = &record->entry;
    ks_mistake_place place = record->lines[3];
    ks_str rest;
    if (begins(action, "DWORD:", &rest)) {
        e->type = KS_REG_DWORD;
        return read_number(r, rest, 4, place, &e->data);
    }
    if (begins(action, "QWORD:", &rest)) {
        e->type = KS_REG_QWORD;
        return read_number(r, rest, 8, place, &e->data);
    }
    if (begins(action, "BINARY:", &rest)) {
        e->type = KS_REG_BINARY;
        return read_bytes(r, rest, place, &e->data);
    }
    if (begins(action, "MULTISZ:", &rest)) {
        e->type = KS_REG_MULTI_SZ;
        return text_data(r, rest, true, &e->data);
    }
    bool is_expanded = begins(action, "EXSZ:", &rest);
    if (!is_expanded && !begins(action, "SZ:", &rest))
        return say(r, LGPO_ACTION, place, action, (ks_str){ 0 });
    ks_str said = unescape(rest, r->arena);
    if (said.size && memchr(said.at, 0, said.size))
        (void)say(r, LGPO_NUL, place, rest, (ks_str){ 0 });
    e->type = is_expanded ? KS_REG_EXPAND_SZ : KS_REG_SZ;
    return text_data(r, rest, false, &e->data);
}

static bool need_star(const reading *r, const char *action, const ks_lgpo_record *record)
{
    return ks_str_equal(record->entry.name, KS_STR("*")) ||
           say(r, LGPO_STAR, record->lines[2], ks_str_of(action), record->entry.name);
}

static bool read_action(const reading *r, ks_str action, ks_lgpo_record *record)
{
    ks_pol_entry *e = &record->entry;
    ks_str name = e->name;
    if (ks_str_equal(action, KS_STR("CLEAR"))) {
        record->is_clear = true;
        return true;
    }
    if (ks_str_equal(action, KS_STR("DELETE")))
        return ks_pol_delete_entry(e->key, name, r->arena, e);
    if (ks_str_equal(action, KS_STR("DELETEALLVALUES"))) {
        if (!need_star(r, "DELETEALLVALUES", record))
            return false;
        e->name = KS_STR("**delvals.");
        e->type = KS_REG_SZ;
        e->data = ks_pol_text_data(KS_STR(" "), r->arena);
        return true;
    }
    if (ks_str_equal(action, KS_STR("DELETEKEYS"))) {
        e->name = KS_STR("**DeleteKeys");
        e->type = KS_REG_SZ;
        e->data = ks_pol_text_data(name, r->arena);
        return true;
    }
    if (ks_str_equal(action, KS_STR("CREATEKEY"))) {
        e->name = (ks_str){ 0 };
        ks_lgpo_record seen = *record;
        seen.entry.name = name;
        return need_star(r, "CREATEKEY", &seen);
    }
    return read_value(r, action, record);
}

// Reads the record whose first line is `line`; moves to its last one. False: there was a mistake.
static bool read_record(const reading *r, const ks_text_file *file, ks_line *line,
                        ks_lgpo_record *record)
{
    *record = (ks_lgpo_record){ .scope = line->text, .place = ks_line_place(line, 0) };
    if (!is_scope(line->text, &record->is_user))
        return say(r, LGPO_SCOPE, record->place, line->text, (ks_str){ 0 });
    ks_str lines[4] = { line->text };
    record->lines[0] = record->place;
    for (u64 i = 1; i < 4; i++) {
        ks_line next = *line;
        bool is_there = ks_line_next(file, &next);
        // An empty line can only be the name of the default value.
        if (!is_there || (next.text.size == 0 && i != 2))
            return say(r, LGPO_CUT, record->place, worded_number(r->mistakes->arena, i),
                       (ks_str){ 0 });
        *line = next;
        lines[i] = next.text;
        record->lines[i] = ks_line_place(&next, 0);
    }
    record->entry.key = lines[1];
    record->entry.name = lines[2];
    return read_action(r, lines[3], record);
}

bool ks_lgpo_read(ks_span bytes, ks_arena *arena, ks_lgpo *lgpo, ks_mistakes *mistakes)
{
    *lgpo = (ks_lgpo){ 0 };
    reading r = { arena, mistakes };
    ks_text_file file;
    if (!ks_text_file_read(bytes, arena, &file, mistakes))
        return false;
    bool is_ascii = true;
    for (size_t i = 0; is_ascii && i < file.text.size; i++)
        is_ascii = (u8)file.text.at[i] < 0x80;
    if (file.encoding == KS_ENCODING_UTF16BE || file.encoding == KS_ENCODING_UTF16LE ||
        (!is_ascii && file.encoding != KS_ENCODING_UTF8_MARKED &&
         file.encoding != KS_ENCODING_UTF16LE_MARKED))
        (void)say(&r, LGPO_ENCODING, (ks_mistake_place){ .line = 1, .column = 1 },
                  ks_str_of(ks_encoding_words[file.encoding]), (ks_str){ 0 });
    size_t capacity = 0;
    for (ks_line line = { 0 }; ks_line_next(&file, &line);) {
        if (line.text.size == 0 || line.text.at[0] == ';')
            continue;
        ks_str inner = ks_trim(line.text);
        if (inner.size == 0 || inner.at[0] == ';') {
            (void)say(&r, LGPO_BLANK, ks_line_place(&line, 0), (ks_str){ 0 }, (ks_str){ 0 });
            continue;
        }
        if (lgpo->count == capacity) {
            void *grown = lgpo->count == ks_pol_entries_most
                              ? NULL
                              : ks_arena_grow(arena, lgpo->records, sizeof *lgpo->records,
                                              lgpo->count, &capacity);
            if (!grown) {
                (void)say(&r, LGPO_TOO_MANY, ks_line_place(&line, 0), (ks_str){ 0 }, (ks_str){ 0 });
                return true;
            }
            lgpo->records = grown;
        }
        if (read_record(&r, &file, &line, &lgpo->records[lgpo->count]))
            lgpo->count++;
    }
    return true;
}

bool ks_lgpo_pol(const ks_lgpo *lgpo, bool is_user, ks_arena *arena, ks_pol *pol)
{
    *pol = (ks_pol){ .entries = lgpo->count ? ks_take(arena, ks_pol_entry, lgpo->count) : NULL };
    for (size_t i = 0; i < lgpo->count; i++)
        if (pol->entries && lgpo->records[i].is_user == is_user && !lgpo->records[i].is_clear)
            pol->entries[pol->count++] = lgpo->records[i].entry;
    return pol->entries || lgpo->count == 0;
}

void ks_lgpo_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_lgpo lgpo;
    if (!ks_lgpo_read(bytes, arena, &lgpo, mistakes))
        return;
    reading r = { arena, mistakes };
    for (size_t i = 0; i < lgpo.count; i++) {
        const ks_lgpo_record *record = &lgpo.records[i];
        if (i && record->is_user != lgpo.records[0].is_user) {
            (void)say(&r, LGPO_MIXED, record->place, (ks_str){ 0 }, (ks_str){ 0 });
            break;
        }
    }
    for (size_t i = 0; i < lgpo.count; i++) {
        const ks_lgpo_record *record = &lgpo.records[i];
        ks_str name;
        if (!record->is_clear && ks_pol_action_of(&record->entry, &name) == KS_POL_SET)
            known_value_lint(
                &(known_value_set){ .root = record->is_user ? KNOWN_USER : KNOWN_MACHINE,
                                    .key = record->entry.key,
                                    .name = record->entry.name,
                                    .type = record->entry.type,
                                    .data = record->entry.data,
                                    .place = record->lines[3] },
                mistakes);
    }
}
