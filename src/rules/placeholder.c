// Placeholders: `%name%` in a value with the modifier expand stands for each line of name.txt
// (sigma.md 2.9). Values of lists may have wildcards; several placeholders in one value make all
// combinations, up to a bound. A placeholder without a list costs the rule, which says so.
//
// A list: one value a line, UTF-8; blank lines and lines that begin with # are left out (\# is the
// sign itself).
#include "base/fold.h"
#include "base/hash.h"
#include "base/os.h"
#include "rules/value.h"

enum { list_size_most = 16 << 20, parts_most = 64 };

typedef struct {
    rules_loader *l;
    const char *folder;
    ks_fail *fail;
    size_t capacity;
    bool is_bad;
} lists;

static bool add_list(lists *s, ks_str name, const ks_str *values, u32 count)
{
    rules_loader *l = s->l;
    if (l->placeholder_count == s->capacity) {
        rules_placeholder *grown = ks_arena_grow(l->run, l->placeholders, sizeof *grown,
                                                 l->placeholder_count, &s->capacity);
        if (grown == NULL)
            return ks_refuse(s->fail, KS_OVER_BUDGET, 0, 0, KS_STR("placeholders"));
        l->placeholders = grown;
    }
    l->placeholders[l->placeholder_count++] = (rules_placeholder){ name, values, count };
    return true;
}

bool rules_lines_read(rules_loader *l, ks_span bytes, rules_lines *lines)
{
    ks_str text = { (const char *)bytes.at, bytes.size };
    if (text.size >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0)
        text = (ks_str){ text.at + 3, text.size - 3 };
    size_t most = 1;
    for (size_t i = 0; i < text.size; i++)
        most += text.at[i] == '\n';
    *lines = (rules_lines){ rules_take(l, ks_str, most), 0 };
    while (lines->at && text.size) {
        const char *line_end = memchr(text.at, '\n', text.size);
        size_t size = line_end ? (size_t)(line_end - text.at) : text.size;
        ks_str line = { text.at, size };
        text =
            (ks_str){ text.at + size + (line_end != NULL), text.size - size - (line_end != NULL) };
        while (line.size && (line.at[line.size - 1] == '\r' || line.at[line.size - 1] == ' '))
            line.size--;
        bool is_comment = line.size == 0 || line.at[0] == '#';
        if (line.size > 1 && line.at[0] == '\\' && line.at[1] == '#')
            line = (ks_str){ line.at + 1, line.size - 1 };
        if (!is_comment)
            lines->at[lines->count++] = rules_keep(l, line);
    }
    return lines->at != NULL && !l->is_over;
}

static bool load_list(lists *s, const char *path)
{
    rules_loader *l = s->l;
    ks_arena kept = l->file;
    ks_span bytes;
    rules_lines lines;
    if (!rules_bytes_read(l, path, list_size_most, &bytes, s->fail))
        return false;
    if (bytes.size > list_size_most)
        return ks_refuse(s->fail, KS_TOO_MANY, (i64)bytes.size, list_size_most, ks_str_of(path));
    if (!ks_utf8_is_valid(bytes))
        return ks_refuse(s->fail, KS_BAD_VALUE, 0, 0, ks_str_of(path));
    rules_hash(l, bytes);
    bool is_well = rules_lines_read(l, bytes, &lines);
    l->file = kept;
    if (!is_well)
        return ks_refuse(s->fail, KS_OVER_BUDGET, 0, 0, KS_STR("placeholders"));
    ks_str name = ks_str_of(path);
    for (size_t i = name.size; i > 0; i--) {
        if (path[i - 1] == '/' || path[i - 1] == '\\') {
            name = (ks_str){ path + i, name.size - i };
            break;
        }
    }
    if (ks_glob_fold(KS_STR("?*.txt"), name))
        name.size -= sizeof ".txt" - 1;
    rules_hash(l, ks_str_span(name));
    return add_list(s, rules_keep(l, name), lines.at, lines.count);
}

static bool each_name(void *context, const char *name)
{
    lists *s = context;
    if (!ks_glob_fold(KS_STR("?*.txt"), ks_str_of(name)))
        return true;
    size_t front = strlen(s->folder), back = strlen(name);
    char *joined = rules_take(s->l, char, front + back + 2);
    if (joined == NULL)
        return false;
    memcpy(joined, s->folder, front);
    joined[front] = '/';
    memcpy(joined + front + 1, name, back + 1);
    s->is_bad = !load_list(s, joined);
    return !s->is_bad;
}

bool rules_placeholders_load(rules_loader *l, ks_fail *fail)
{
    lists s = { .l = l, .fail = fail };
    for (size_t i = 0; i < l->how->list_count; i++) {
        const ks_rule_list *list = &l->how->lists[i];
        rules_hash(l, ks_str_span(list->name));
        for (u32 j = 0; j < list->count; j++)
            rules_hash(l, ks_str_span(list->values[j]));
        if (!add_list(&s, list->name, list->values, list->count))
            return false;
    }
    for (size_t i = 0; i < l->how->placeholder_count; i++) {
        ks_os_info info;
        s.folder = l->how->placeholders[i];
        if (!ks_os_look(s.folder, &info, fail))
            return false;
        bool is_well = info.kind == KS_OS_FOLDER
                           ? ks_os_list(s.folder, each_name, &s, fail) && !s.is_bad
                           : load_list(&s, s.folder);
        if (!is_well || l->is_over)
            return false;
    }
    return true;
}

static const rules_placeholder *find(const rules_loader *l, ks_str name)
{
    for (u32 i = 0; i < l->placeholder_count; i++) {
        if (ks_equal_fold(l->placeholders[i].name, name))
            return &l->placeholders[i];
    }
    return NULL;
}

// A value cut at its placeholders: what stands between, and what stands for each.
typedef struct {
    struct {
        rules_pieces pieces; // when `list` is NULL
        ks_str text;         // the same of a regular expression
        const rules_placeholder *list;
    } rows[parts_most];
    u32 count;
    size_t product;
    ks_str whole; // for messages
    rules_place place;
} cut;

static bool add_placeholder(rules_loader *l, cut *c, ks_str name)
{
    const rules_placeholder *list = find(l, name);
    if (list == NULL)
        return rules_refuse(l, KS_RULE_NEEDS_LIST, c->place, name) != NULL;
    if (c->count == parts_most || c->product * list->value_count > rules_expansions_most)
        return rules_refuse(l, KS_RULE_TOO_MANY_EXPANSIONS, c->place, c->whole) != NULL;
    c->product *= list->value_count;
    c->rows[c->count++].list = list;
    return true;
}

// The next %name% at or behind `at`, its first % not behind a backslash; size 0: none.
static ks_str next_placeholder(ks_str text, size_t at)
{
    for (size_t i = at; i < text.size; i++) {
        if (text.at[i] != '%' || (i > 0 && text.at[i - 1] == '\\'))
            continue;
        const char *end =
            i + 1 < text.size ? memchr(text.at + i + 1, '%', text.size - i - 1) : NULL;
        if (end == NULL)
            return (ks_str){ 0 };
        size_t size = (size_t)(end - text.at) + 1 - i;
        if (size > 2)
            return (ks_str){ text.at + i, size };
    }
    return (ks_str){ 0 };
}

static bool add_text(rules_loader *l, cut *c, ks_str text, bool is_regex)
{
    if (text.size == 0)
        return true;
    if (c->count == parts_most)
        return rules_refuse(l, KS_RULE_TOO_MANY_EXPANSIONS, c->place, c->whole) != NULL;
    c->rows[c->count].text = text;
    if (is_regex) {
        c->count++;
        return true;
    }
    char *plain = rules_take(l, char, text.size); // \% is % itself
    size_t size = 0;
    for (size_t i = 0; plain && i < text.size; i++) {
        bool is_escape = text.at[i] == '\\' && i + 1 < text.size && text.at[i + 1] == '%';
        if (!is_escape)
            plain[size++] = text.at[i];
    }
    return plain && rules_pieces_of(l, (ks_str){ plain, size }, &c->rows[c->count++].pieces);
}

static bool cut_text(rules_loader *l, cut *c, ks_str text, bool is_regex)
{
    size_t at = 0;
    for (ks_str found = next_placeholder(text, 0); found.size; found = next_placeholder(text, at)) {
        size_t from = (size_t)(found.at - text.at);
        ks_str name = { found.at + 1, found.size - 2 };
        if (!add_text(l, c, (ks_str){ text.at + at, from - at }, is_regex) ||
            !add_placeholder(l, c, name))
            return false;
        at = from + found.size;
    }
    return add_text(l, c, ks_str_from(text, at), is_regex);
}

// The value of a row in combination `number`, which is divided by what the row has.
static ks_str choose(const rules_placeholder *list, size_t *number)
{
    ks_str value = list->values[*number % list->value_count];
    *number /= list->value_count;
    return value;
}

bool rules_expand_pieces(rules_loader *l, rules_place place, ks_str whole, rules_pieces pieces,
                         rules_expansion *expansion)
{
    cut c = { .product = 1, .whole = whole, .place = place };
    for (u32 i = 0; i < pieces.count; i++) {
        bool is_text = pieces.at[i].kind == KS_PIECE_TEXT;
        if (is_text ? !cut_text(l, &c, pieces.at[i].text, false) : c.count == parts_most)
            return !is_text && rules_refuse(l, KS_RULE_TOO_MANY_EXPANSIONS, place, whole) != NULL;
        if (!is_text)
            c.rows[c.count++].pieces = (rules_pieces){ &pieces.at[i], 1 };
    }
    rules_pieces *rows = ks_take(&l->file, rules_pieces, c.product + 1);
    l->is_file_over = l->is_file_over || rows == NULL;
    *expansion = (rules_expansion){ rows, (u32)c.product };
    for (size_t i = 0; rows && i < c.product; i++) {
        rules_pieces parts[parts_most];
        size_t number = i;
        for (u32 j = 0; j < c.count; j++) {
            parts[j] = c.rows[j].pieces;
            if (c.rows[j].list && !rules_pieces_read(l, choose(c.rows[j].list, &number), &parts[j]))
                return false;
        }
        if (!rules_pieces_join(l, parts, c.count, &rows[i]))
            return false;
    }
    return rows != NULL;
}

// A value inside a regular expression: its text literally, its wildcards as what they mean.
static void put_value(ks_out *out, const rules_pieces *pieces)
{
    for (u32 i = 0; i < pieces->count; i++) {
        const ks_rule_piece *piece = &pieces->at[i];
        if (piece->kind == KS_PIECE_ANY)
            KS_PUT(out, ".*");
        else if (piece->kind != KS_PIECE_TEXT)
            KS_PUT(out, ".");
        for (size_t j = 0; j < piece->text.size; j++) {
            char ch = piece->text.at[j];
            if (strchr("\\^$.|?*+()[]{}#-", ch) && ch)
                ks_out_byte(out, '\\');
            ks_out_byte(out, ch);
        }
    }
}

bool rules_expand_regex(rules_loader *l, rules_place place, ks_str text, rules_lines *texts)
{
    cut c = { .product = 1, .whole = text, .place = place };
    if (!cut_text(l, &c, text, true))
        return false;
    *texts = (rules_lines){ ks_take(&l->file, ks_str, c.product + 1), (u32)c.product };
    l->is_file_over = l->is_file_over || texts->at == NULL;
    for (size_t i = 0; texts->at && i < c.product; i++) {
        ks_str values[parts_most];
        size_t number = i, size = 0;
        for (u32 j = 0; j < c.count; j++) {
            values[j] = c.rows[j].list ? choose(c.rows[j].list, &number) : c.rows[j].text;
            size += values[j].size * 2;
        }
        ks_out out;
        if (!ks_out_open(&out, l->run, size + 1)) {
            l->is_over = true;
            return false;
        }
        for (u32 j = 0; j < c.count; j++) {
            rules_pieces pieces;
            if (c.rows[j].list == NULL)
                ks_out_put(&out, values[j]);
            else if (rules_pieces_read(l, values[j], &pieces))
                put_value(&out, &pieces);
            else
                return false;
        }
        texts->at[i] = ks_out_str(&out);
    }
    return texts->at != NULL;
}
