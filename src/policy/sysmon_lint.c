// What a configuration means against what its author can have meant. Each element is looked at for
// itself, then includes against the excludes of the same event.
#include "base/fold.h"
#include "base/number.h"
#include "base/table.h"
#include "policy/sysmon_mistakes.h"
#include "policy/sysmon_read.h"

enum { pairs_most = 4000000 }; // includes times excludes that are compared

typedef struct {
    const ks_sysmon_config *config;
    ks_mistakes *mistakes;
    ks_arena scratch;
    size_t pairs_left;
} linting;

static const ks_str nothing = { 0 };

static void tell(linting *l, sysmon_mistake kind, u32 line, u32 column, ks_str a, ks_str b)
{
    ks_mistake_add(l->mistakes, &sysmon_kinds[kind],
                   (ks_mistake_place){ .line = line, .column = column }, a, b);
}

static void tell_filter(linting *l, sysmon_mistake kind, const ks_sysmon_filter *f, ks_str a,
                        ks_str b)
{
    tell(l, kind, f->line, f->column, a, b);
}

static bool is_one_of(ks_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ks_str_equal(text, ks_str_of(words[i])))
            return true;
    return false;
}

static bool has_byte(ks_str text, char byte)
{
    return text.size && memchr(text.at, byte, text.size) != NULL;
}

// Fields whose text may hold any character: '*' and ';' are then part of it.
static bool is_free_text(ks_str field)
{
    static const char *const fields[] = {
        "CommandLine", "ParentCommandLine", "Details",   "Contents",     "Query",
        "Destination", "ClientInfo",        "CallTrace", "Description",  "Product",
        "Company",     "QueryResults",      "RuleName",  "TargetObject", "Signature"
    };
    return is_one_of(field, fields, countof(fields));
}

static bool is_program(ks_str field)
{
    static const char *const fields[] = { "Image", "ParentImage", "SourceImage", "TargetImage",
                                          "ImageLoaded" };
    return is_one_of(field, fields, countof(fields));
}

static bool takes_list(ks_sysmon_condition c)
{
    return c == KS_SYSMON_CONTAINS_ANY || c == KS_SYSMON_IS_ANY || c == KS_SYSMON_CONTAINS_ALL ||
           c == KS_SYSMON_EXCLUDES_ANY || c == KS_SYSMON_EXCLUDES_ALL;
}

// --- one filter

static ks_str item_at(ks_str list, size_t at)
{
    size_t end = at;
    while (end < list.size && list.at[end] != ';')
        end++;
    return (ks_str){ list.at + at, end - at };
}

static void lint_list(linting *l, const ks_sysmon_filter *f)
{
    ks_str list = f->value, item;
    bool has_empty = false;
    for (size_t at = 0; list.size && at <= list.size; at += item.size + 1) {
        item = item_at(list, at);
        if (item.size == 0)
            has_empty = true;
        else if (!is_free_text(f->field) && (item.at[0] == ' ' || item.at[item.size - 1] == ' '))
            tell_filter(l, SYSMON_LIST_BLANK, f, item, nothing);
    }
    if (has_empty && f->condition == KS_SYSMON_CONTAINS_ANY)
        tell_filter(l, SYSMON_EMPTY_ITEM, f, nothing, nothing);
}

// It begins with a drive, a variable or a share: nothing can stand before it in a path.
static bool is_whole(ks_str path)
{
    return path.size > 2 &&
           (path.at[1] == ':' || path.at[0] == '%' || (path.at[0] == '\\' && path.at[1] == '\\'));
}

static void lint_value(linting *l, const ks_sysmon_filter *f)
{
    ks_sysmon_condition c = f->condition;
    ks_str value = f->value;
    if (takes_list(c))
        lint_list(l, f);
    else if (has_byte(value, ';') && !is_free_text(f->field))
        tell_filter(l, SYSMON_LIST, f, sysmon_condition_word(c), nothing);
    if (has_byte(value, '*') && !is_free_text(f->field))
        tell_filter(l, SYSMON_WILDCARD, f, nothing, nothing);
    if (c == KS_SYSMON_LESS_THAN || c == KS_SYSMON_MORE_THAN)
        tell_filter(l, SYSMON_NUMBER_AS_TEXT, f, sysmon_condition_word(c), nothing);
    if (c == KS_SYSMON_IMAGE && has_byte(value, '\\') && !is_whole(value))
        tell_filter(l, SYSMON_IMAGE_PATH, f, value, nothing);
}

static bool contains(ks_str text, ks_str part)
{
    ks_sysmon_filter filter = { .condition = KS_SYSMON_CONTAINS, .value = part };
    return ks_sysmon_filter_matches(&filter, text) == KS_SYSMON_YES;
}

static void lint_options_of(linting *l, const ks_sysmon_filter *f)
{
    static const ks_str hashes[] = { KS_TEXT("SHA1"), KS_TEXT("MD5"), KS_TEXT("SHA256"),
                                     KS_TEXT("IMPHASH") };
    ks_str dns = ks_sysmon_option_value(l->config, KS_STR("DnsLookup"));
    ks_str made = ks_sysmon_option_value(l->config, KS_STR("HashAlgorithms"));
    if (dns.size && sysmon_is_off(dns) &&
        (ks_str_equal(f->field, KS_STR("DestinationHostname")) ||
         ks_str_equal(f->field, KS_STR("SourceHostname"))))
        tell_filter(l, SYSMON_NO_DNS, f, f->field, nothing);
    if (!ks_str_equal(f->field, KS_STR("Hashes")) || made.size == 0 || has_byte(made, '*'))
        return;
    for (size_t i = 0; i < countof(hashes); i++) {
        char sign[16] = { 0 };
        memcpy(sign, hashes[i].at, hashes[i].size);
        sign[hashes[i].size] = '=';
        if (contains(f->value, ks_str_of(sign)) && !contains(made, hashes[i]))
            tell_filter(l, SYSMON_NO_HASH, f, hashes[i], nothing);
    }
}

// The name or part of a path that a filter takes wherever it lies; empty: none.
static ks_str part_of(const ks_sysmon_filter *f)
{
    ks_sysmon_condition c = f->condition;
    ks_str value = f->value, item;
    if (c == KS_SYSMON_IMAGE)
        return has_byte(value, '\\') ? nothing : value;
    if (c == KS_SYSMON_CONTAINS || c == KS_SYSMON_END_WITH)
        return is_whole(value) ? nothing : value;
    for (size_t at = 0; c == KS_SYSMON_CONTAINS_ANY && at < value.size; at += item.size + 1) {
        item = item_at(value, at);
        if (item.size && !is_whole(item))
            return item;
    }
    return nothing;
}

// An exclude of programs by where they lie or what they are called.
static void lint_exclude(linting *l, const ks_sysmon_filter *f)
{
    static const char *const writable[] = { ":\\Users\\",
                                            "AppData\\",
                                            "\\Temp\\",
                                            ":\\ProgramData\\",
                                            "%TEMP%",
                                            "%APPDATA%",
                                            "%LOCALAPPDATA%",
                                            "%USERPROFILE%",
                                            "\\Downloads\\",
                                            ":\\Windows\\Tasks\\",
                                            ":\\Windows\\Tracing\\" };
    KS_ASSERT(f != NULL);
    ks_sysmon_condition c = f->condition;
    if (!is_program(f->field) || f->value.size == 0)
        return;
    bool is_positive = c == KS_SYSMON_IS || c == KS_SYSMON_CONTAINS || c == KS_SYSMON_BEGIN_WITH ||
                       c == KS_SYSMON_END_WITH || c == KS_SYSMON_IMAGE || c == KS_SYSMON_IS_ANY ||
                       c == KS_SYSMON_CONTAINS_ANY;
    if (!is_positive)
        return;
    // Defender's platform lies in ProgramData, where only administrators can write.
    bool is_guarded = contains(f->value, KS_STR("\\Windows Defender\\Platform\\"));
    for (size_t i = 0; !is_guarded && i < countof(writable); i++)
        if (contains(f->value, ks_str_of(writable[i]))) {
            tell_filter(l, SYSMON_WRITABLE, f, f->value, f->field);
            return;
        }
    ks_str part = part_of(f);
    if (part.size)
        tell_filter(l, SYSMON_UNANCHORED, f, part, f->field);
}

// --- one element
static ks_str number_text(linting *l, u32 number)
{
    ks_out out;
    if (!ks_out_open(&out, l->mistakes->arena, ks_number_size))
        return nothing;
    ks_out_u64(&out, number);
    return ks_out_str(&out);
}

// In an OR, or among filters of one field, the same filter twice says nothing new.
static void lint_duplicates(linting *l, const ks_sysmon_element *e)
{
    ks_arena scratch = l->scratch;
    ks_table seen = { 0 };
    size_t capacity = 0;
    u32 *lines = NULL;
    for (const ks_sysmon_member *m = e->members; m; m = m->next) {
        const ks_sysmon_filter *f = m->filters;
        ks_out key;
        if (m->is_rule || f == NULL ||
            !ks_out_open(&key, &scratch, f->field.size + f->value.size + 8))
            continue;
        ks_out_put(&key, f->field);
        ks_out_byte(&key, '\n');
        ks_out_byte(&key, (char)('A' + f->condition));
        for (size_t i = 0; i < f->value.size; i++) {
            char c = f->value.at[i];
            ks_out_byte(&key, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
        }
        size_t before = seen.count;
        u32 number = ks_table_add(&seen, &scratch, ks_str_span(ks_out_str(&key)));
        if (number == ks_table_none)
            return;
        if (before == seen.count && lines) {
            tell_filter(l, SYSMON_DUPLICATE, f, number_text(l, lines[number]), nothing);
            continue;
        }
        if (before == capacity)
            lines = ks_arena_grow(&scratch, lines, sizeof *lines, before, &capacity);
        if (!lines)
            return;
        lines[number] = f->line;
    }
}

// The filter of a member that is none of a Rule; NULL: it is one.
static const ks_sysmon_filter *plain_filter(const ks_sysmon_member *member)
{
    return member->is_rule ? NULL : member->filters;
}

static bool has_several_fields(const ks_sysmon_element *e)
{
    const ks_sysmon_filter *first = NULL;
    for (const ks_sysmon_member *m = e->members; m; m = m->next) {
        const ks_sysmon_filter *f = plain_filter(m);
        if (f && first && !ks_str_equal(f->field, first->field))
            return true;
        first = first ? first : f;
    }
    return false;
}

// Whether one filter that matches is enough for the element to match.
static bool is_any_of(const ks_sysmon_element *e)
{
    bool has_rule = false;
    for (const ks_sysmon_member *m = e->members; m; m = m->next)
        has_rule = has_rule || m->is_rule;
    return !e->is_and || (!has_rule && !has_several_fields(e));
}

static void lint_element(linting *l, const ks_sysmon_element *e)
{
    if (!e->group && e->is_and && has_several_fields(e))
        tell(l, SYSMON_AND_OUTSIDE, e->line, e->column, e->tag, nothing);
    for (const ks_sysmon_member *m = e->members; m; m = m->next) {
        if (m->is_rule && !m->says_relation && m->filters && m->filters->next)
            tell(l, SYSMON_RULE_OR, m->line, m->column, nothing, nothing);
        for (const ks_sysmon_filter *f = m->filters; f; f = f->next) {
            lint_value(l, f);
            lint_options_of(l, f);
        }
        if (!e->is_include && !m->is_rule && is_any_of(e))
            lint_exclude(l, m->filters);
    }
    lint_duplicates(l, e);
}

// --- elements of one event against each other
static bool begins(ks_str text, ks_str with)
{
    ks_sysmon_filter filter = { .condition = KS_SYSMON_BEGIN_WITH, .value = with };
    return ks_sysmon_filter_matches(&filter, text) == KS_SYSMON_YES;
}

static bool ends(ks_str text, ks_str with)
{
    ks_sysmon_filter filter = { .condition = KS_SYSMON_END_WITH, .value = with };
    return ks_sysmon_filter_matches(&filter, text) == KS_SYSMON_YES;
}

// Whether whatever the include filter matches, the exclude filter matches as well.
static bool implies(const ks_sysmon_filter *include, const ks_sysmon_filter *exclude)
{
    ks_str text = include->value, other = exclude->value;
    ks_sysmon_condition c = include->condition;
    if (!ks_str_equal(include->field, exclude->field) || other.size == 0 || text.size == 0)
        return false;
    if (c == KS_SYSMON_IS) // the one text it matches
        return !takes_list(exclude->condition) &&
               ks_sysmon_filter_matches(exclude, text) == KS_SYSMON_YES;
    ks_sysmon_condition taken = exclude->condition;
    bool is_part = c == KS_SYSMON_CONTAINS || c == KS_SYSMON_BEGIN_WITH ||
                   c == KS_SYSMON_END_WITH || c == KS_SYSMON_IMAGE;
    return (taken == KS_SYSMON_CONTAINS && is_part && contains(text, other)) ||
           (taken == KS_SYSMON_BEGIN_WITH && c == taken && begins(text, other)) ||
           (taken == KS_SYSMON_END_WITH && c == taken && ends(text, other)) ||
           (taken == KS_SYSMON_IMAGE && c == taken && ks_equal_fold(text, other));
}

static void lint_shadow(linting *l, const ks_sysmon_filter *f, const ks_sysmon_element *exclude)
{
    for (const ks_sysmon_member *m = exclude->members; m && l->pairs_left; m = m->next) {
        if (m->is_rule)
            continue;
        l->pairs_left--;
        if (implies(f, m->filters)) {
            tell_filter(l, SYSMON_SHADOWED, f, m->filters->value, number_text(l, m->filters->line));
            return;
        }
    }
}

static void lint_shadows(linting *l, const ks_sysmon_element *include)
{
    for (const ks_sysmon_element *e = l->config->elements; e; e = e->next) {
        if (e->is_include || !is_any_of(e) || !ks_str_equal(e->tag, include->tag))
            continue;
        // Of a Rule whose filters are alternatives, one that is taken leaves the others.
        for (const ks_sysmon_member *m = include->members; m; m = m->next)
            if (!m->is_rule || m->is_and || (m->filters && !m->filters->next))
                for (const ks_sysmon_filter *f = m->filters; f; f = f->next)
                    lint_shadow(l, f, e);
    }
}

// `count` elements of the event, `includes` of them: what this one does among them.
static void lint_alone(linting *l, const ks_sysmon_element *e, u32 count, u32 includes)
{
    bool kills = !e->members && e->is_include && count > 1 && includes == 1;
    bool asks = e->members || !e->is_include;
    bool is_mute = asks && !sysmon_is_captured(l->config, e->event);
    bool blocks = !e->members && !e->is_include && count == 1 && (e->event == 27 || e->event == 28);
    if (is_mute)
        tell(l, SYSMON_NO_CLIPBOARD, e->line, e->column, nothing, nothing);
    else if (blocks)
        tell(l, SYSMON_BLOCKS, e->line, e->column, e->tag, nothing);
    else if (kills)
        tell(l, SYSMON_DROPS_ALL, e->line, e->column, e->tag, nothing);
    else if (!e->members && count > 1 && includes) // beside excludes alone it drops the rest
        tell(l, SYSMON_IDLE_EMPTY, e->line, e->column, e->tag, nothing);
    else if (!e->members && count == 1)
        tell(l, e->is_include ? SYSMON_LOGS_NOTHING : SYSMON_LOGS_ALL, e->line, e->column, e->tag,
             nothing);
    bool floods = e->event == 7 || e->event == 10;
    if (floods && count == 1 && !e->is_include)
        tell(l, SYSMON_FLOOD, e->line, e->column, e->tag, nothing);
    if (e->event == 23 && asks &&
        ks_sysmon_option_value(l->config, KS_STR("ArchiveDirectory")).size == 0)
        tell(l, SYSMON_ARCHIVES, e->line, e->column, nothing, nothing);
}

static void lint_events(linting *l)
{
    for (const ks_sysmon_element *e = l->config->elements; e; e = e->next) {
        u32 count = 0, includes = 0, index = 0;
        for (const ks_sysmon_element *o = l->config->elements; o; o = o->next) {
            if (!ks_str_equal(o->tag, e->tag))
                continue;
            if (o == e)
                index = count;
            count++;
            includes += o->is_include;
        }
        lint_alone(l, e, count, includes);
        if (includes == 0 && index == 1)
            tell(l, SYSMON_DROPS_REST, e->line, e->column, e->tag, nothing);
        if (e->is_include)
            lint_shadows(l, e);
    }
}

void sysmon_lint(const ks_sysmon_config *config, ks_mistakes *mistakes, ks_arena scratch)
{
    linting l = { config, mistakes, scratch, pairs_most };
    for (const ks_sysmon_option *o = config->options; o; o = o->next)
        if (ks_str_equal(o->name, KS_STR("HashAlgorithms")) && !has_byte(o->value, '*') &&
            !contains(o->value, KS_STR("SHA256")))
            tell(&l, SYSMON_NO_SHA256, o->line, o->column, nothing, nothing);
    for (const ks_sysmon_element *e = config->elements; e; e = e->next)
        lint_element(&l, e);
    lint_events(&l);
}
