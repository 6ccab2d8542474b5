// Example logs: SigmaHQ's rules name an info.yml by its path in the repository, and that names the
// logs the same way; Hayabusa's name a log of its collection, or hold the event as XML.
#include "cli/rules_example.h"

#include "base/os.h"
#include "rules/example.h"

enum { info_most = 1 << 20, path_most = 4096 };

typedef struct {
    rules_examples *to;
    const char *root;
    ks_arena *run;
    bool is_over;
} finder;

static const char *joined(finder *f, ks_str folder, ks_str name)
{
    char *path = ks_take(f->run, char, folder.size + name.size + 2);
    if (path == NULL) {
        f->is_over = true;
        return NULL;
    }
    if (folder.size)
        memcpy(path, folder.at, folder.size);
    bool has_slash = folder.size && folder.at[folder.size - 1] != '/';
    path[folder.size] = '/';
    memcpy(path + folder.size + has_slash, name.at, name.size);
    path[folder.size + has_slash + name.size] = '\0';
    return path;
}

static const char *file_in(finder *f, ks_str folder, ks_str name)
{
    ks_os_info info;
    ks_fail absent = { 0 };
    ks_arena kept = *f->run;
    const char *path = joined(f, folder, name);
    if (path && strlen(path) < path_most && !memchr(name.at, 0, name.size) &&
        ks_os_look(path, &info, &absent) && info.kind == KS_OS_FILE)
        return path;
    *f->run = kept;
    return NULL;
}

// Behind the last slash; before it, without it.
static ks_str last_name(ks_str path, ks_str *folder)
{
    size_t at = path.size;
    while (at && path.at[at - 1] != '/')
        at--;
    *folder = (ks_str){ path.at, at ? at - 1 : 0 };
    return ks_str_from(path, at);
}

static ks_str without_first(ks_str path)
{
    const char *slash = path.size ? memchr(path.at, '/', path.size) : NULL;
    size_t skip = slash ? (size_t)(slash - path.at) + 1 : path.size;
    return ks_str_from(path, skip);
}

// A path of the repository. The root that was given may be the repository, or the folder that the
// path begins with. Without one, it is some folder above the rule.
static const char *find(finder *f, const ks_rule *rule, ks_str name)
{
    while (name.size > 2 && name.at[0] == '.' && name.at[1] == '/')
        name = (ks_str){ name.at + 2, name.size - 2 };
    if (name.size == 0 || name.at[0] == '/')
        return NULL;
    if (f->root) {
        const char *path = file_in(f, ks_str_of(f->root), name);
        ks_str rest = without_first(name);
        return path || rest.size == 0 ? path : file_in(f, ks_str_of(f->root), rest);
    }
    ks_str folder = rule->path;
    while (folder.size && !f->is_over) {
        (void)last_name(folder, &folder);
        const char *path = file_in(f, folder.size ? folder : KS_STR("."), name);
        if (path)
            return path;
    }
    return NULL;
}

static void add(finder *f, rules_example example)
{
    rules_examples *to = f->to;
    if (to->count == to->capacity) {
        rules_example *grown =
            ks_arena_grow(f->run, to->rows, sizeof *grown, to->count, &to->capacity);
        if (grown == NULL) {
            f->is_over = true;
            return;
        }
        to->rows = grown;
    }
    if (example.rule->correlation && example.xml.size) // one event is no example of it
        example.state = EXAMPLE_NOT_RUN;
    to->rows[to->count++] = example;
}

static ks_span read_file(finder *f, const char *path)
{
    ks_file file;
    ks_os_info info;
    ks_fail ignored = { 0 };
    size_t got = 0;
    if (!ks_os_open(path, &file, &ignored))
        return (ks_span){ 0 };
    bool is_read = ks_os_look_open(file, &info, &ignored) && info.size <= info_most;
    u8 *bytes = is_read ? ks_take(f->run, u8, (size_t)info.size + 1) : NULL;
    is_read = bytes && ks_os_read_at(file, 0, bytes, (size_t)info.size, &got, &ignored);
    ks_os_close(&file);
    return is_read ? (ks_span){ bytes, got } : (ks_span){ 0 };
}

// A log lies where the path says, or beside the info.yml that names it.
static void add_info(finder *f, const ks_rule *rule)
{
    const char *info = find(f, rule, rule->regression_tests_path);
    size_t count = 0;
    const ks_rule_example *tests =
        info ? ks_rule_examples_read(read_file(f, info), f->run, &count) : NULL;
    if (count == 0)
        add(f, (rules_example){ .rule = rule,
                                .says = rule->regression_tests_path,
                                .wanted = 1,
                                .state = EXAMPLE_MISSING });
    for (size_t i = 0; i < count; i++) {
        rules_example example = { .rule = rule,
                                  .says = tests[i].path,
                                  .has_count = tests[i].has_count,
                                  .wanted = tests[i].match_count };
        ks_str beside, of_log;
        (void)last_name(ks_str_of(info), &beside);
        example.log =
            file_in(f, beside.size ? beside : KS_STR("."), last_name(tests[i].path, &of_log));
        if (example.log == NULL)
            example.log = find(f, rule, tests[i].path);
        example.state = example.log ? EXAMPLE_READY : EXAMPLE_MISSING;
        add(f, example);
    }
}

static void add_sample(finder *f, const ks_rule *rule)
{
    ks_str sample = rule->sample;
    while (sample.size && (u8)sample.at[sample.size - 1] <= ' ')
        sample.size--;
    rules_example example = { .rule = rule, .says = sample, .wanted = 1 };
    if (sample.at[0] == '<') {
        example.xml = sample;
        example.says = KS_STR("sample-evtx");
    } else {
        example.log = find(f, rule, sample);
        example.state = example.log ? EXAMPLE_READY : EXAMPLE_MISSING;
    }
    add(f, example);
}

bool rules_examples_find(rules_examples *examples, const ks_rule_set *set, const char *root,
                         ks_arena *run)
{
    finder f = { .to = examples, .root = root, .run = run };
    *examples = (rules_examples){ 0 };
    for (size_t i = 0; i < set->count && !f.is_over; i++) {
        const ks_rule *rule = set->rules[i];
        if (rule->regression_tests_path.size)
            add_info(&f, rule);
        else if (rule->sample.size && (u8)rule->sample.at[0] > ' ')
            add_sample(&f, rule);
        else
            examples->without++;
    }
    return !f.is_over;
}
