// Which rules run: those of the folders and files that were given, or Konseki's own; of these what
// the options and the tuning file choose. A correlation brings the rules that it refers to with it,
// whatever their level: their hits are counted and not shown.
//
// Everything is loaded before anything is chosen, so that a rule is left out for what it says and
// never because of the order of files. What is chosen is a copy with numbers of its own.
#include "cli/hunt.h"

#include "base/fold.h"
#include "base/hash.h"
#include "base/sort.h"
#include "cli/rules_cache.h"
#include "cli/terminal.h"

typedef struct {
    hunt *h;
    ks_level least;
    bool has_statuses, statuses[KS_STATUS_COUNT];
    ks_str *includes, *excludes;
    bool *was_used; // by include, then exclude
    size_t include_count, exclude_count;
    bool *is_shown, *is_kept; // by number of the loaded rule
    ks_level *levels;
    u32 *waiting; // members of which the own members are not looked at yet
} chooser;

static bool spent(ks_fail *fail) { return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run")); }

// The whole tag, or what stands behind its namespace: "t1003.001".
static bool fits_tag(ks_str selector, ks_str tag)
{
    const char *dot = tag.size ? memchr(tag.at, '.', tag.size) : NULL;
    if (ks_glob_fold(selector, tag))
        return true;
    size_t skip = dot ? (size_t)(dot - tag.at) + 1 : 0;
    return dot && ks_glob_fold(selector, ks_str_from(tag, skip));
}

// The whole path, or its end from any folder on.
static bool fits_path(ks_str selector, ks_str path)
{
    for (size_t at = 0;;) {
        if (ks_glob_fold(selector, ks_str_from(path, at)))
            return true;
        const char *slash = at < path.size ? memchr(path.at + at, '/', path.size - at) : NULL;
        if (slash == NULL)
            return false;
        at = (size_t)(slash - path.at) + 1;
    }
}

bool hunt_fits(ks_str selector, const ks_rule *rule)
{
    if ((rule->id.size && ks_glob_fold(selector, rule->id)) ||
        (rule->name.size && ks_glob_fold(selector, rule->name)))
        return true;
    for (u32 i = 0; i < rule->tags.count; i++) {
        if (fits_tag(selector, rule->tags.items[i]))
            return true;
    }
    return fits_path(selector, rule->path);
}

static bool fits_one(const ks_str_list *selectors, const ks_rule *rule)
{
    for (u32 i = 0; i < selectors->count; i++) {
        if (hunt_fits(selectors->items[i], rule))
            return true;
    }
    return false;
}

bool hunt_allows(const hunt *h, u32 rule, ks_event *event)
{
    const hunt_rule *r = &h->rules[rule];
    for (u32 i = 0; i < r->allow_count; i++) {
        const ks_filter *filter = r->allows[i]->filter;
        if (ks_filter_wants_system(filter, event) && ks_filter_wants(filter, event))
            return true;
    }
    return false;
}

// --- what was asked for

static bool usage(const hunt *h, ks_note note, const char *text, const char *text2)
{
    terminal_say_usage(h->run->given, note, text, text2);
    return false;
}

static bool read_statuses(chooser *c)
{
    const options *o = c->h->run->given;
    for (size_t i = 0; i < o->given[OPTION_STATUS].count; i++) {
        const char *word = o->given[OPTION_STATUS].values[i];
        while (*word) {
            const char *comma = strchr(word, ',');
            ks_str one = { word, comma ? (size_t)(comma - word) : strlen(word) };
            size_t status = 0;
            while (status < KS_STATUS_COUNT &&
                   !ks_str_equal(one, status == KS_STATUS_NONE
                                          ? KS_STR("none")
                                          : ks_str_of(ks_rule_status_words[status])))
                status++;
            if (status == KS_STATUS_COUNT)
                return usage(c->h, KS_SAY_NO_CHOICE, "status",
                             "stable|test|experimental|deprecated|unsupported|none");
            c->has_statuses = c->statuses[status] = true;
            word += one.size + (comma != NULL);
        }
    }
    return true;
}

static bool read_words(chooser *c, option_id id, ks_str **words, size_t *count, ks_fail *fail)
{
    const options *o = c->h->run->given;
    *count = o->given[id].count;
    *words = ks_take(&c->h->run->arena, ks_str, *count + 1);
    for (size_t i = 0; *words && i < *count; i++)
        (*words)[i] = ks_str_of(o->given[id].values[i]);
    return *words || spent(fail);
}

static bool read_choice(chooser *c, ks_fail *fail)
{
    const char *least = options_value(c->h->run->given, OPTION_MIN_LEVEL);
    if (least)
        (void)!tuning_read_level(ks_str_of(least), &c->least); // one of its choices
    if (!read_statuses(c))
        return false;
    if (!read_words(c, OPTION_INCLUDE, &c->includes, &c->include_count, fail) ||
        !read_words(c, OPTION_EXCLUDE, &c->excludes, &c->exclude_count, fail))
        return false;
    c->was_used = ks_take(&c->h->run->arena, bool, c->include_count + c->exclude_count + 1);
    return c->was_used || spent(fail);
}

static bool read_tuning(hunt *h, ks_fail *fail)
{
    enum { wrong_most = 64 * 1024 };
    const char *path = options_value(h->run->given, OPTION_TUNING);
    ks_out wrong;
    if (path == NULL)
        return true;
    if (!ks_out_open(&wrong, &h->run->arena, wrong_most))
        return spent(fail);
    if (tuning_read(&h->tuning, path, h->run->given, &h->run->arena, &wrong, fail))
        return true;
    if (fail->reason == KS_NONE)
        terminal_say(ks_out_str(&wrong));
    return false;
}

// --- loading

// With -v each one; else the summary counts them by reason.
static void say_problems(const hunt *h)
{
    enum { line_most = 2048 };
    const ks_rule_problems *all = &h->loaded.problems;
    for (size_t i = 0; options_has(h->run->given, OPTION_VERBOSE) && i < all->count; i++) {
        u8 bytes[line_most];
        ks_out line = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
        hunt_put_problem(&line, &all->rows[i], h->run->lang);
        *line.at++ = '\n';
        terminal_say(ks_out_str(&line));
    }
}

static bool load(hunt *h, const chooser *c, ks_fail *fail)
{
    const options *o = h->run->given;
    if (!rules_cache_open(h->run, &h->cache, fail))
        return false;
    ks_rule_loading how = { .paths = o->given[OPTION_RULES].values,
                            .path_count = o->given[OPTION_RULES].count,
                            .placeholders = o->given[OPTION_PLACEHOLDERS].values,
                            .placeholder_count = o->given[OPTION_PLACEHOLDERS].count,
                            .lists = h->tuning.placeholders,
                            .list_count = h->tuning.placeholder_count };
    how.builtin = how.path_count == 0 || h->is_besides_builtin || options_has(o, OPTION_BUILTIN);
    how.cache = h->cache;
    how.with_deprecated = c->statuses[KS_STATUS_DEPRECATED] || c->statuses[KS_STATUS_UNSUPPORTED];
    // A rule that found no memory is no rule with a mistake.
    bool is_spent = false, *before = h->run->arena.spent;
    h->run->arena.spent = &is_spent;
    bool is_loaded = ks_rule_set_load(&h->loaded, &how, &h->run->arena, fail);
    h->run->arena.spent = before;
    if (!is_loaded || is_spent)
        return is_loaded ? spent(fail) : false;
    if (h->loaded.files == 0 && !how.builtin)
        run_note(h->run, KS_SAY_HUNT_NO_RULES, NULL);
    say_problems(h);
    return true;
}

// --- choosing

static bool fits_given(const ks_str *words, size_t count, bool *was_used, const ks_rule *rule)
{
    bool fits = false;
    for (size_t i = 0; i < count; i++) {
        if (hunt_fits(words[i], rule))
            fits = was_used[i] = true;
    }
    return fits;
}

static ks_level level_of(const chooser *c, const ks_rule *rule)
{
    const tuning *t = &c->h->tuning;
    ks_level level = rule->level;
    for (size_t i = 0; i < t->level_count; i++) {
        if (fits_one(&t->levels[i].rules, rule))
            level = t->levels[i].level;
    }
    return level;
}

static bool is_wanted(chooser *c, const ks_rule *rule)
{
    bool *out_used = c->was_used + c->include_count;
    bool is_in = fits_given(c->includes, c->include_count, c->was_used, rule);
    bool is_out = fits_given(c->excludes, c->exclude_count, out_used, rule);
    return (is_in || c->include_count == 0) && !is_out && c->levels[rule->number] >= c->least &&
           (!c->has_statuses || c->statuses[rule->status]) &&
           !fits_one(&c->h->tuning.excluded, rule);
}

// What a wanted correlation counts is kept as well, down to the detections.
static void keep_members(chooser *c, u32 number)
{
    size_t waiting = 0;
    c->waiting[waiting++] = number;
    c->is_kept[number] = true;
    while (waiting) {
        const ks_correlation *all = c->h->loaded.rules[c->waiting[--waiting]]->correlation;
        for (u32 i = 0; all && i < all->member_count; i++) {
            if (c->is_kept[all->members[i]])
                continue;
            c->is_kept[all->members[i]] = true; // so it is in the list once
            c->waiting[waiting++] = all->members[i];
        }
    }
}

// A detection that is there only for a correlation which does not run has nothing to say, unless
// it was asked for.
static void decide(chooser *c)
{
    const ks_rule_set *set = &c->h->loaded;
    for (size_t i = 0; i < set->count; i++) {
        c->levels[i] = level_of(c, set->rules[i]);
        c->is_shown[i] = is_wanted(c, set->rules[i]);
    }
    for (size_t i = 0; i < set->count; i++) {
        if (c->is_shown[i] && set->rules[i]->correlation && !c->is_kept[i])
            keep_members(c, (u32)i);
    }
    for (size_t i = 0; i < set->count; i++) {
        bool is_asked = !c->is_kept[i] && c->include_count > 0;
        if (set->rules[i]->is_silent && !is_asked)
            c->is_shown[i] = false;
        c->is_kept[i] = c->is_kept[i] || c->is_shown[i];
    }
}

static bool copy_members(const u32 *numbers, ks_rule *rule, ks_arena *arena)
{
    ks_correlation *copy = ks_take(arena, ks_correlation, 1);
    u32 *members = ks_take(arena, u32, rule->correlation->member_count + 1);
    if (copy == NULL || members == NULL)
        return false;
    *copy = *rule->correlation;
    for (u32 i = 0; i < copy->member_count; i++)
        members[i] = numbers[copy->members[i]];
    copy->members = members;
    rule->correlation = copy;
    return true;
}

static bool copy_chosen(chooser *c, ks_fail *fail)
{
    hunt *h = c->h;
    ks_arena *arena = &h->run->arena;
    size_t count = h->loaded.count;
    u32 *numbers = ks_take(arena, u32, count + 1);
    ks_rule *copies = ks_take(arena, ks_rule, count + 1);
    const ks_rule **rules = ks_take(arena, const ks_rule *, count + 1);
    if (numbers == NULL || copies == NULL || rules == NULL)
        return spent(fail);
    h->set = h->loaded;
    h->set.count = 0;
    h->set.rules = rules;
    for (size_t i = 0; i < count; i++) {
        if (c->is_kept[i])
            numbers[i] = (u32)h->set.count++;
        h->not_chosen += !c->is_kept[i];
    }
    h->set.hash = ks_hash((ks_span){ (const u8 *)c->is_kept, count }, h->loaded.hash);
    for (size_t i = 0; i < count; i++) {
        if (!c->is_kept[i])
            continue;
        ks_rule *copy = &copies[numbers[i]];
        *copy = *h->loaded.rules[i];
        copy->number = numbers[i];
        copy->level = c->levels[i];
        copy->is_silent = !c->is_shown[i];
        rules[numbers[i]] = copy;
        if (copy->correlation && !copy_members(numbers, copy, arena))
            return spent(fail);
    }
    return true;
}

static int by_rank(const void *context, const void *left, const void *right)
{
    const ks_rule_set *set = context;
    const ks_rule *a = set->rules[*(const u32 *)left], *b = set->rules[*(const u32 *)right];
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    int order = ks_str_compare(a->title, b->title);
    return order ? order : ks_compare_u64(a->number, b->number);
}

static bool add_allows(hunt *h, const ks_rule *rule, hunt_rule *to)
{
    const tuning_allow **allows = NULL;
    for (size_t i = 0; i < h->tuning.allow_count; i++) {
        if (!fits_one(&h->tuning.allows[i].rules, rule))
            continue;
        if (allows == NULL)
            allows = ks_take(&h->run->arena, const tuning_allow *, h->tuning.allow_count);
        if (allows == NULL)
            return false;
        allows[to->allow_count++] = &h->tuning.allows[i];
        to->allows = allows;
    }
    return true;
}

static bool describe(hunt *h, ks_fail *fail)
{
    ks_arena *arena = &h->run->arena;
    h->rules = ks_take(arena, hunt_rule, h->set.count + 1);
    h->by_rank = ks_take(arena, u32, h->set.count + 1);
    if (h->rules == NULL || h->by_rank == NULL)
        return spent(fail);
    for (size_t i = 0; i < h->set.count; i++) {
        const ks_rule *rule = h->set.rules[i];
        h->by_rank[i] = (u32)i;
        if (!add_allows(h, rule, &h->rules[i]))
            return spent(fail);
        h->correlation_count += rule->correlation != NULL;
    }
    if (!ks_sort(h->by_rank, h->set.count, sizeof *h->by_rank, by_rank, &h->set, *arena))
        return spent(fail);
    for (size_t i = 0; i < h->set.count; i++)
        h->rules[h->by_rank[i]].rank = (u32)i;
    return true;
}

static void say_unused(const chooser *c)
{
    for (size_t i = 0; i < c->include_count + c->exclude_count; i++) {
        bool is_include = i < c->include_count;
        option_id id = is_include ? OPTION_INCLUDE : OPTION_EXCLUDE;
        ks_str word = is_include ? c->includes[i] : c->excludes[i - c->include_count];
        ks_words words = { .text = { ks_str_of(option_rows[id].name), word } };
        if (!c->was_used[i])
            run_note(c->h->run, KS_SAY_HUNT_NO_RULE_FITS, &words);
    }
}

bool hunt_load(hunt *h, ks_fail *fail)
{
    chooser c = { .h = h };
    ks_arena *arena = &h->run->arena;
    if (!read_choice(&c, fail) || !read_tuning(h, fail) || !load(h, &c, fail))
        return false;
    c.is_shown = ks_take(arena, bool, h->loaded.count + 1);
    c.is_kept = ks_take(arena, bool, h->loaded.count + 1);
    c.levels = ks_take(arena, ks_level, h->loaded.count + 1);
    c.waiting = ks_take(arena, u32, h->loaded.count + 1);
    if (c.is_shown == NULL || c.is_kept == NULL || c.levels == NULL || c.waiting == NULL)
        return spent(fail);
    decide(&c);
    if (!copy_chosen(&c, fail) || !describe(h, fail))
        return false;
    say_unused(&c);
    return true;
}
