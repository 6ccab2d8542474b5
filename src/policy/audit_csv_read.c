// Reading audit.csv and what auditpol prints: rows by position, never by the language of the
// header.
#include "policy/audit_csv.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/audit_csv_mistakes.h"
#include "policy/worded.h"

enum { columns_most = 7, report_columns = 6 };

static const char header[] = "Machine Name,Policy Target,Subcategory,Subcategory GUID,"
                             "Inclusion Setting,Exclusion Setting,Setting Value";

typedef struct {
    ks_str cells[columns_most];
    ks_mistake_place places[columns_most];
    size_t count; // may be more than are kept
    bool is_bad;  // a quote is wrong
    size_t bad_at;
} cells;

// One cell from `at`; where the next begins, or SIZE_MAX at the end of the line.
static size_t read_cell(const ks_line *line, size_t at, ks_arena *arena, cells *into)
{
    ks_str text = line->text, cell;
    size_t end = at;
    if (at < text.size && text.at[at] == '"') {
        ks_out out;
        if (!ks_out_open(&out, arena, text.size - at))
            return SIZE_MAX;
        for (end = at + 1; end < text.size; end++) {
            if (text.at[end] == '"' && !(end + 1 < text.size && text.at[end + 1] == '"'))
                break;
            end += text.at[end] == '"'; // of a doubled quote, one
            ks_out_byte(&out, text.at[end]);
        }
        cell = ks_out_str(&out);
        bool is_closed = end < text.size;
        end += is_closed;
        if (!into->is_bad && (!is_closed || (end < text.size && text.at[end] != ','))) {
            into->is_bad = true;
            into->bad_at = at;
        }
        while (end < text.size && text.at[end] != ',')
            end++;
    } else {
        while (end < text.size && text.at[end] != ',')
            end++;
        cell = (ks_str){ text.at + at, end - at };
    }
    if (into->count < columns_most) {
        into->cells[into->count] = cell;
        into->places[into->count] = ks_line_place(line, at);
    }
    into->count++;
    return end < text.size ? end + 1 : SIZE_MAX;
}

static cells read_cells(const ks_line *line, ks_arena *arena)
{
    cells into = { 0 };
    for (size_t at = 0; at != SIZE_MAX;)
        at = read_cell(line, at, arena, &into);
    return into;
}

// xxxx of {0CCExxxx-69AE-11D9-BED3-505054503030}, braces or not; 0: it is another.
static u16 subcategory_of(ks_str guid)
{
    if (guid.size == 38 && guid.at[0] == '{' && guid.at[37] == '}')
        guid = (ks_str){ guid.at + 1, 36 };
    u64 number;
    if (!ks_glob_fold(KS_STR("0cce\?\?\?\?-69ae-11d9-bed3-505054503030"), guid) || guid.size != 36)
        return 0;
    char digits[6] = { '0', 'x', guid.at[4], guid.at[5], guid.at[6], guid.at[7] };
    return ks_u64_read((ks_str){ digits, 6 }, &number) ? (u16)number : 0;
}

static void set_kind(ks_audit_row *row)
{
    row->kind = KS_AUDIT_SYSTEM;
    if (ks_begins_fold(row->name, KS_STR("Option:")))
        row->kind = KS_AUDIT_OPTION;
    else if (ks_equal_fold(row->name, KS_STR("FileGlobalSacl")))
        row->kind = KS_AUDIT_FILE_SACL;
    else if (ks_equal_fold(row->name, KS_STR("RegistryGlobalSacl")))
        row->kind = KS_AUDIT_KEY_SACL;
    else if (ks_begins_fold(row->target, KS_STR("S-1-")))
        row->kind = KS_AUDIT_USER;
}

static void set_row(const cells *c, const ks_line *line, ks_audit_row *row)
{
    const ks_str *cell = c->cells;
    *row = (ks_audit_row){ .machine = cell[0],
                           .target = ks_trim(cell[1]),
                           .name = cell[2],
                           .guid = ks_trim(cell[3]),
                           .inclusion = cell[4],
                           .exclusion = cell[5],
                           .value = cell[6],
                           .place = ks_line_place(line, 0) };
    memcpy(row->columns, c->places, sizeof row->columns);
    set_kind(row);
    row->subcategory = subcategory_of(row->guid);
    u64 number;
    ks_str value = ks_trim(row->value);
    bool is_decimal = value.size && value.size < 10 && !(value.size > 1 && value.at[1] == 'x');
    row->has_number = is_decimal && ks_u64_read(value, &number);
    if (row->has_number)
        row->number = (u32)number;
}

static void say(ks_mistakes *to, audit_mistake kind, ks_mistake_place place, ks_str first,
                ks_str second)
{
    ks_mistake_add(to, &audit_kinds[kind], place, first, second);
}

// Whether the first line is the header in any language: that many cells and no GUID among them.
static bool is_header(const cells *c)
{
    return (c->count == columns_most || c->count == report_columns) &&
           !ks_begins_fold(ks_trim(c->cells[3]), KS_STR("{0cce")) &&
           !ks_begins_fold(c->cells[2], KS_STR("Option:"));
}

bool ks_audit_is(ks_span bytes, ks_arena scratch)
{
    ks_text_file file;
    ks_arena own = ks_mistakes_scratch(&scratch);
    ks_mistakes none = { .arena = &own };
    if (!ks_text_file_read((ks_span){ bytes.at, bytes.size < 4096 ? bytes.size : 4096 }, &scratch,
                           &file, &none))
        return false;
    ks_line line = { 0 };
    for (int lines = 0; lines < 4 && ks_line_next(&file, &line); lines++) {
        // The list of changes of a plan: a row of its audit settings has as many cells.
        if (lines == 0 && ks_begins_fold(line.text, KS_STR("id,kind,root,")))
            return false;
        cells c = read_cells(&line, &scratch);
        bool is_row =
            (c.count == columns_most || c.count == report_columns) &&
            (subcategory_of(ks_trim(c.cells[3])) || ks_begins_fold(c.cells[2], KS_STR("Option:")));
        if (is_row || ks_begins_fold(line.text, KS_STR("Machine Name,Policy Target,")))
            return true;
    }
    return false;
}

static bool take_row(ks_audit_policy *policy, size_t *capacity, ks_arena *arena)
{
    if (policy->count == ks_audit_rows_most)
        return false;
    if (policy->count < *capacity)
        return true;
    void *grown = ks_arena_grow(arena, policy->rows, sizeof *policy->rows, policy->count, capacity);
    if (grown)
        policy->rows = grown;
    return grown != NULL;
}

bool ks_audit_read(ks_span bytes, ks_arena *arena, ks_audit_policy *policy, ks_mistakes *mistakes)
{
    *policy = (ks_audit_policy){ 0 };
    ks_text_file file;
    if (!ks_text_file_read(bytes, arena, &file, mistakes))
        return false;
    ks_mistake_place top = { .line = 1, .column = 1 };
    bool is_marked =
        file.encoding >= KS_ENCODING_UTF8_MARKED && file.encoding <= KS_ENCODING_UTF16BE;
    ks_line line = { 0 };
    bool has_line = ks_line_next(&file, &line);
    cells first = has_line ? read_cells(&line, arena) : (cells){ 0 };
    bool has_header = has_line && is_header(&first);
    policy->is_report = first.count == report_columns;
    if (policy->is_report)
        say(mistakes, AUDIT_REPORT, top, (ks_str){ 0 }, (ks_str){ 0 });
    else if (is_marked)
        say(mistakes, AUDIT_MARK, top, ks_str_of(ks_encoding_words[file.encoding]), (ks_str){ 0 });
    if (!policy->is_report && !ks_str_equal(line.text, KS_STR(header)))
        say(mistakes, AUDIT_HEADER, top, (ks_str){ 0 }, (ks_str){ 0 });
    size_t wanted = policy->is_report ? report_columns : columns_most, capacity = 0;
    for (bool go_on = has_header ? ks_line_next(&file, &line) : has_line; go_on;
         go_on = ks_line_next(&file, &line)) {
        if (ks_trim(line.text).size == 0)
            continue;
        cells c = read_cells(&line, arena);
        if (c.is_bad)
            say(mistakes, AUDIT_QUOTE, ks_line_place(&line, c.bad_at), (ks_str){ 0 },
                (ks_str){ 0 });
        else if (c.count != wanted)
            say(mistakes, AUDIT_COLUMNS, ks_line_place(&line, 0),
                worded_number(mistakes->arena, c.count), worded_number(mistakes->arena, wanted));
        if (c.is_bad || c.count < wanted)
            continue;
        if (!take_row(policy, &capacity, arena)) {
            say(mistakes, AUDIT_TOO_MANY, ks_line_place(&line, 0), (ks_str){ 0 }, (ks_str){ 0 });
            return true;
        }
        set_row(&c, &line, &policy->rows[policy->count++]);
    }
    return true;
}
