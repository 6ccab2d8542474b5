// Filters are compiled from words and then asked once per event, cheapest test first. See filter.h.
#include "event/filter.h"

#include "base/fold.h"
#include "base/number.h"

// One of a list of names or ranges; `excludes`: written with "!".
typedef struct {
    ks_str glob;
    u64 first, last; // of ids
    bool excludes;
} word;

typedef struct {
    word *words;
    size_t count;
    bool has_includes;
} word_list;

typedef enum { EQUAL, GLOB, BELOW, ABOVE, AT_MOST, AT_LEAST } comparison;

typedef struct {
    ks_str field;
    ks_system_field system; // KS_SYSTEM_COUNT: an own field
    bool is_record_id;
    comparison comparison;
    bool is_negated;
    ks_str operand;
    u64 number, ticks; // the operand as such, when it is one
    bool is_number, is_time;
} field_test;

struct ks_filter {
    word_list channels, providers, ids, computers;
    u64 levels; // a bit a level; 0: all
    u32 found;  // a bit a way; 0: all
    u64 since, until;
    bool has_since, has_until;
    field_test *tests; // those on System fields first
    size_t test_count, system_test_count;
};

typedef struct {
    ks_arena *run;
    int zone_minutes;
    ks_fail *fail;
} compiler;

static bool refuse(const compiler *c, ks_reason reason, ks_str text, size_t column)
{
    return ks_refuse(c->fail, reason, (i64)column + 1, 0, text);
}

static ks_str trimmed(ks_str s)
{
    while (s.size && *s.at == ' ')
        s = (ks_str){ s.at + 1, s.size - 1 };
    while (s.size && s.at[s.size - 1] == ' ')
        s.size--;
    return s;
}

// The next of the words that commas divide; false at the end.
static bool next_word(ks_str text, size_t *at, ks_str *found, bool *excludes)
{
    if (*at > text.size)
        return false;
    const char *from = text.at + *at;
    const char *comma = memchr(from, ',', text.size - *at);
    size_t size = comma ? (size_t)(comma - from) : text.size - *at;
    *at += size + 1;
    *found = trimmed((ks_str){ from, size });
    *excludes = found->size && *found->at == '!';
    if (*excludes)
        *found = trimmed((ks_str){ found->at + 1, found->size - 1 });
    return true;
}

static bool read_range(ks_str text, word *w)
{
    const char *dash = memchr(text.at, '-', text.size);
    size_t size = dash ? (size_t)(dash - text.at) : text.size;
    ks_str last = dash ? (ks_str){ dash + 1, text.size - size - 1 } : text;
    return ks_u64_read((ks_str){ text.at, size }, &w->first) && ks_u64_read(last, &w->last) &&
           w->first <= w->last && w->last <= UINT16_MAX;
}

static bool compile_list(const compiler *c, const ks_filter_list *from, bool are_ids,
                         word_list *list)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < from->count; i++) {
        count++;
        for (const char *p = from->words[i]; *p; p++)
            count += *p == ',';
    }
    list->words = ks_take(c->run, word, count + 1);
    if (list->words == NULL)
        return ks_refuse(c->fail, KS_OVER_BUDGET, (i64)(count * sizeof(word)), 0,
                         ks_str_of(c->run->name));
    for (size_t i = 0; i < from->count; i++) {
        ks_str text = ks_str_of(from->words[i]);
        at = 0;
        for (word w = { 0 }; next_word(text, &at, &w.glob, &w.excludes);) {
            if (w.glob.size == 0 || (are_ids && !read_range(w.glob, &w)))
                return refuse(c, are_ids ? KS_BAD_IDS : KS_BAD_NAMES, text,
                              w.glob.at ? (size_t)(w.glob.at - text.at) : 0);
            list->words[list->count++] = w;
            list->has_includes = list->has_includes || !w.excludes;
        }
    }
    return true;
}

static bool read_level(ks_str text, u64 *bits)
{
    // Windows shows level 0 ("log always") as information.
    static const struct {
        const char *name;
        u64 bits;
    } names[] = { { "critical", 1 << 1 },
                  { "error", 1 << 2 },
                  { "warning", 1 << 3 },
                  { "information", 1 << 4 | 1 << 0 },
                  { "verbose", 1 << 5 } };
    for (size_t i = 0; i < countof(names); i++) {
        if (ks_equal_fold(text, ks_str_of(names[i].name))) {
            *bits = names[i].bits;
            return true;
        }
    }
    u64 number = 0;
    if (!ks_u64_read(text, &number) || number > 63)
        return false;
    *bits = (u64)1 << number;
    return true;
}

static bool read_found(ks_str text, u64 *bits)
{
    for (size_t i = 0; i < KS_FOUND_COUNT; i++) {
        if (ks_equal_fold(text, ks_str_of(ks_found_words[i]))) {
            *bits = (u64)1 << i;
            return true;
        }
    }
    return false;
}

// Words that stand for bits; "!" takes them out of all that there are.
static bool compile_bits(const compiler *c, const ks_filter_list *from, bool (*read)(ks_str, u64 *),
                         ks_reason reason, u64 *bits)
{
    u64 included = 0, excluded = 0;
    for (size_t i = 0; i < from->count; i++) {
        ks_str text = ks_str_of(from->words[i]), name = { 0 };
        bool excludes = false;
        for (size_t at = 0; next_word(text, &at, &name, &excludes);) {
            u64 one = 0;
            if (name.size == 0 || !read(name, &one))
                return refuse(c, reason, text, name.at ? (size_t)(name.at - text.at) : 0);
            *(excludes ? &excluded : &included) |= one;
        }
    }
    *bits = from->count ? (included ? included : UINT64_MAX) & ~excluded : 0;
    return true;
}

static bool read_comparison(ks_str text, field_test *test, size_t *size)
{
    static const struct {
        const char *sign;
        comparison comparison;
        bool is_negated;
    } signs[] = { { "!=", EQUAL, true },     { "!~", GLOB, true },  { "<=", AT_MOST, false },
                  { ">=", AT_LEAST, false }, { "=", EQUAL, false }, { "~", GLOB, false },
                  { "<", BELOW, false },     { ">", ABOVE, false } };
    for (size_t i = 0; i < countof(signs); i++) {
        *size = strlen(signs[i].sign);
        if (text.size >= *size && memcmp(text.at, signs[i].sign, *size) == 0) {
            test->comparison = signs[i].comparison;
            test->is_negated = signs[i].is_negated;
            return true;
        }
    }
    return false;
}

static void name_field(field_test *test)
{
    static const ks_str own = { "data.", 5 };
    test->system = KS_SYSTEM_COUNT;
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++) {
        if (ks_str_equal(test->field, ks_str_of(ks_system_words[i])))
            test->system = (ks_system_field)i;
    }
    if (ks_str_equal(test->field, KS_STR("EventID")))
        test->system = KS_SYSTEM_ID;
    test->is_record_id = ks_str_equal(test->field, KS_STR("record_id"));
    if (test->field.size > own.size && memcmp(test->field.at, own.at, own.size) == 0)
        test->field = (ks_str){ test->field.at + own.size, test->field.size - own.size };
}

static bool compile_test(const compiler *c, const char *typed, field_test *test)
{
    ks_str text = ks_str_of(typed);
    size_t at = strcspn(typed, "=~<>!"), size = 0;
    *test = (field_test){ .field = trimmed((ks_str){ typed, at }) };
    bool is_read = read_comparison((ks_str){ typed + at, text.size - at }, test, &size);
    if (!is_read || test->field.size == 0)
        return refuse(c, KS_BAD_FILTER, text, at);
    test->operand = trimmed((ks_str){ typed + at + size, text.size - at - size });
    test->is_number = ks_u64_read(test->operand, &test->number);
    test->is_time = !test->is_number && ks_ticks_read(test->operand, c->zone_minutes, &test->ticks);
    bool is_order = test->comparison != EQUAL && test->comparison != GLOB;
    if (is_order && !test->is_number && !test->is_time)
        return refuse(c, KS_BAD_FILTER, text, at + size);
    name_field(test);
    return true;
}

static bool is_of_system(const field_test *test)
{
    return test->system != KS_SYSTEM_COUNT || test->is_record_id;
}

static bool compile_tests(const compiler *c, const ks_filter_list *from, ks_filter *f)
{
    f->tests = ks_take(c->run, field_test, from->count + 1);
    if (f->tests == NULL)
        return ks_refuse(c->fail, KS_OVER_BUDGET, (i64)(from->count * sizeof(field_test)), 0,
                         ks_str_of(c->run->name));
    for (size_t i = 0; i < from->count; i++) {
        field_test test;
        if (!compile_test(c, from->words[i], &test))
            return false;
        f->tests[f->test_count] = test;
        if (is_of_system(&test)) { // to the front; the order among tests says nothing
            f->tests[f->test_count] = f->tests[f->system_test_count];
            f->tests[f->system_test_count++] = test;
        }
        f->test_count++;
    }
    return true;
}

static bool compile_times(const compiler *c, const ks_filter_words *words, ks_filter *f)
{
    f->has_since = words->since != NULL;
    f->has_until = words->until != NULL;
    if (f->has_since && !ks_ticks_read(ks_str_of(words->since), c->zone_minutes, &f->since))
        return ks_refuse(c->fail, KS_BAD_TIME, 0, 0, ks_str_of(words->since));
    if (f->has_until && !ks_ticks_read(ks_str_of(words->until), c->zone_minutes, &f->until))
        return ks_refuse(c->fail, KS_BAD_TIME, 0, 0, ks_str_of(words->until));
    if (words->until && strlen(words->until) == sizeof "2026-05-11" - 1) // a day means its end
        f->until += KS_TICKS_PER_DAY - 1;
    if (f->has_since && f->has_until && f->since > f->until)
        return ks_refuse(c->fail, KS_BAD_SPAN, 0, 0, ks_str_of(words->until));
    return true;
}

static bool is_empty(const ks_filter_words *w)
{
    return w->channels.count + w->providers.count + w->ids.count + w->computers.count +
                   w->levels.count + w->found.count + w->where.count ==
               0 &&
           w->since == NULL && w->until == NULL;
}

bool ks_filter_make(ks_filter **filter, const ks_filter_words *words, ks_arena *run, ks_fail *fail)
{
    if (is_empty(words)) {
        *filter = NULL;
        return true;
    }
    compiler c = { .run = run, .zone_minutes = words->zone_minutes, .fail = fail };
    ks_filter *f = ks_take(run, ks_filter, 1);
    if (f == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, sizeof *f, 0, ks_str_of(run->name));
    u64 found = 0;
    bool is_made = compile_list(&c, &words->channels, false, &f->channels) &&
                   compile_list(&c, &words->providers, false, &f->providers) &&
                   compile_list(&c, &words->ids, true, &f->ids) &&
                   compile_list(&c, &words->computers, false, &f->computers) &&
                   compile_bits(&c, &words->levels, read_level, KS_BAD_LEVELS, &f->levels) &&
                   compile_bits(&c, &words->found, read_found, KS_BAD_FOUND, &found) &&
                   compile_tests(&c, &words->where, f) && compile_times(&c, words, f);
    if (!is_made)
        return false;
    f->found = (u32)found;
    *filter = f;
    return true;
}

static bool fits_names(const word_list *list, ks_str name)
{
    bool is_included = !list->has_includes;
    for (size_t i = 0; i < list->count; i++) {
        const word *w = &list->words[i];
        if ((w->excludes || !is_included) && ks_glob_fold(w->glob, name)) {
            if (w->excludes)
                return false;
            is_included = true;
        }
    }
    return is_included;
}

static bool fits_ids(const word_list *list, u64 id)
{
    bool is_included = !list->has_includes;
    for (size_t i = 0; i < list->count; i++) {
        const word *w = &list->words[i];
        if (id >= w->first && id <= w->last) {
            if (w->excludes)
                return false;
            is_included = true;
        }
    }
    return is_included;
}

// "PC-17" means "PC-17.corp.example" as well.
static bool fits_computer(const word_list *list, ks_str name)
{
    const char *dot = name.size ? memchr(name.at, '.', name.size) : NULL;
    ks_str host = { name.at, dot ? (size_t)(dot - name.at) : name.size };
    bool is_included = !list->has_includes;
    for (size_t i = 0; i < list->count; i++) {
        const word *w = &list->words[i];
        bool has_dot = memchr(w->glob.at, '.', w->glob.size) != NULL;
        if (ks_glob_fold(w->glob, name) || (!has_dot && ks_glob_fold(w->glob, host))) {
            if (w->excludes)
                return false;
            is_included = true;
        }
    }
    return is_included;
}

static bool is_ordered(comparison how, u64 value, u64 operand)
{
    switch (how) {
    case BELOW: return value < operand;
    case ABOVE: return value > operand;
    case AT_MOST: return value <= operand;
    case AT_LEAST: return value >= operand;
    case EQUAL:
    case GLOB: break;
    }
    return value == operand;
}

static bool fits_value(const field_test *test, ks_value v, ks_arena *arena)
{
    u64 number = 0;
    if (test->comparison == GLOB)
        return ks_glob_fold(test->operand, ks_value_str(v, arena));
    if (test->is_number && ks_value_u64(v, &number)) // "0x1a4" of an export is 420 as well
        return is_ordered(test->comparison, number, test->number);
    if (test->is_time && ks_value_ticks(v, &number))
        return is_ordered(test->comparison, number, test->ticks);
    return test->comparison == EQUAL && ks_equal_fold(test->operand, ks_value_str(v, arena));
}

static bool fits_items(const field_test *test, ks_value v, ks_arena *arena)
{
    ks_value item;
    for (size_t next = 0; ks_value_item(v, &next, &item);) {
        if (fits_value(test, item, arena))
            return true;
    }
    return false;
}

static bool fits_system(const field_test *test, const ks_event *e)
{
    ks_arena scratch = *e->arena;
    if (test->is_record_id) {
        bool is_equal = test->is_number && is_ordered(test->comparison, e->record_id, test->number);
        return is_equal != test->is_negated;
    }
    ks_value v = ks_event_system(e, test->system);
    bool is_there = v.type != KS_NULL || v.size > 0;
    return (is_there && fits_value(test, v, &scratch)) != test->is_negated;
}

// Not the class: this is asked before there is one.
static ks_str system_text(const ks_event *e, ks_system_field field, ks_arena *scratch)
{
    return ks_value_str(ks_event_system(e, field), scratch);
}

static bool wants_names(const ks_filter *f, const ks_event *e, ks_arena scratch)
{
    return (f->channels.count == 0 ||
            fits_names(&f->channels, system_text(e, KS_SYSTEM_CHANNEL, &scratch))) &&
           (f->providers.count == 0 ||
            fits_names(&f->providers, system_text(e, KS_SYSTEM_PROVIDER, &scratch))) &&
           (f->computers.count == 0 ||
            fits_computer(&f->computers, system_text(e, KS_SYSTEM_COMPUTER, &scratch)));
}

bool ks_filter_wants_system(const ks_filter *f, const ks_event *e)
{
    if (f->ids.count && !fits_ids(&f->ids, ks_event_id(e)))
        return false;
    if (f->found && !(f->found >> e->found & 1))
        return false;
    if (f->levels && !(f->levels >> (ks_event_number(e, KS_SYSTEM_LEVEL) & 63) & 1))
        return false;
    if (f->has_since || f->has_until) {
        u64 ticks = ks_event_ticks(e);
        if ((f->has_since && ticks < f->since) || (f->has_until && ticks > f->until))
            return false;
    }
    if (!wants_names(f, e, *e->arena))
        return false;
    for (size_t i = 0; i < f->system_test_count; i++) {
        if (!fits_system(&f->tests[i], e))
            return false;
    }
    return true;
}

bool ks_filter_wants(const ks_filter *f, ks_event *e)
{
    size_t count = 0;
    const ks_field *fields = NULL;
    if (f->test_count > f->system_test_count)
        fields = ks_event_fields(e, &count);
    for (size_t i = f->system_test_count; i < f->test_count; i++) {
        const field_test *test = &f->tests[i];
        bool fits = false;
        for (size_t n = 0; n < count && !fits; n++)
            fits = ks_equal_fold(test->field, fields[n].name) &&
                   fits_items(test, fields[n].value, e->arena);
        if (fits == test->is_negated)
            return false;
    }
    return true;
}
