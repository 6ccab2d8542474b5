// From YAML to lists: every key is known or refused, each mistake is said with its line and column,
// and all of them at once.
#include "cli/hunt_tuning.h"

#include "base/number.h"
#include "base/os.h"
#include "message/visible.h"
#include "rules/yaml.h"

enum { file_most = 4 << 20 };

typedef struct {
    tuning *to;
    ks_str path;
    ks_arena *run;
    ks_out *wrong;
    ks_lang lang;
    size_t mistakes;
    ks_fail fail; // no memory
} reader;

static void place(reader *r, u32 line, u32 column)
{
    r->mistakes++;
    ks_out_visible(r->wrong, r->path);
    KS_PUT(r->wrong, ":");
    ks_out_u64(r->wrong, line);
    KS_PUT(r->wrong, ":");
    ks_out_u64(r->wrong, column);
    KS_PUT(r->wrong, ": ");
}

static void complain(reader *r, const rules_yaml *at, ks_note note, ks_str word, const char *choice)
{
    place(r, at->line, at->column);
    ks_say(r->wrong, note, &(ks_words){ .text = { word, ks_str_of(choice) } }, r->lang);
    KS_PUT(r->wrong, "\n");
}

static void spent(reader *r)
{
    (void)!ks_refuse(&r->fail, KS_OVER_BUDGET, 0, 0, ks_str_of(r->run->name));
}

static bool is_among(ks_str word, const char *words)
{
    for (const char *p = words; *p;) {
        size_t size = strcspn(p, " ");
        if (ks_str_equal(word, (ks_str){ p, size }))
            return true;
        p += size + (p[size] == ' ');
    }
    return false;
}

// A map; keys that are not among these are complained about.
static bool is_map_of(reader *r, const rules_yaml *node, const char *keys)
{
    if (node->kind != RULES_YAML_MAP) {
        complain(r, node, KS_SAY_TUNING_NO_MAP, (ks_str){ 0 }, keys);
        return false;
    }
    for (const rules_yaml *entry = node->first; entry; entry = entry->next) {
        rules_yaml at = { .line = entry->key_line, .column = entry->key_column };
        if (!is_among(entry->key, keys))
            complain(r, &at, KS_SAY_TUNING_NO_KEY, entry->key, keys);
    }
    return true;
}

// A text, or a list of texts.
static ks_str_list read_texts(reader *r, const rules_yaml *node)
{
    bool is_list = node->kind == RULES_YAML_LIST;
    u32 count = 0;
    ks_str *items = ks_take(r->run, ks_str, is_list ? node->count + 1 : 1);
    if (items == NULL) {
        spent(r);
        return (ks_str_list){ 0 };
    }
    for (const rules_yaml *item = is_list ? node->first : node; item; item = item->next) {
        if (item->kind != RULES_YAML_SCALAR || rules_yaml_is_null(item))
            complain(r, item, KS_SAY_TUNING_NO_TEXT, (ks_str){ 0 }, NULL);
        else
            items[count++] = item->text;
        if (!is_list)
            break;
    }
    return (ks_str_list){ items, count };
}

static ks_str_list need_texts(reader *r, const rules_yaml *map, const char *key)
{
    const rules_yaml *node = rules_yaml_find(map, key);
    if (node)
        return read_texts(r, node);
    complain(r, map, KS_SAY_TUNING_NEEDS, ks_str_of(key), NULL);
    return (ks_str_list){ 0 };
}

bool tuning_read_level(ks_str word, ks_level *level)
{
    for (size_t i = 0; i < KS_LEVEL_COUNT; i++) {
        if (ks_str_equal(word, ks_str_of(ks_level_words[i]))) {
            *level = (ks_level)i;
            return true;
        }
    }
    return false;
}

static void read_level(reader *r, const rules_yaml *node)
{
    if (!is_map_of(r, node, "rules level reason"))
        return;
    tuning_level *to = &r->to->levels[r->to->level_count];
    to->rules = need_texts(r, node, "rules");
    const rules_yaml *level = rules_yaml_find(node, "level");
    if (level == NULL)
        complain(r, node, KS_SAY_TUNING_NEEDS, KS_STR("level"), NULL);
    else if (!tuning_read_level(level->text, &to->level))
        complain(r, level, KS_SAY_TUNING_NO_LEVEL, level->text,
                 "informational low medium high critical");
    r->to->level_count++;
}

static void read_excluded(reader *r, const rules_yaml *node)
{
    ks_str_list words = { 0 };
    if (node->kind != RULES_YAML_MAP)
        words = read_texts(r, node);
    else if (is_map_of(r, node, "rules reason"))
        words = need_texts(r, node, "rules");
    ks_str_list *all = &r->to->excluded;
    ks_str *items = ks_take(r->run, ks_str, all->count + words.count + 1);
    if (items == NULL) {
        spent(r);
        return;
    }
    if (all->count)
        memcpy(items, all->items, all->count * sizeof *items);
    if (words.count)
        memcpy(items + all->count, words.items, words.count * sizeof *items);
    *all = (ks_str_list){ items, all->count + words.count };
}

static ks_filter_list words_of(reader *r, ks_str_list list)
{
    const char **words = ks_take(r->run, const char *, list.count + 1);
    for (u32 i = 0; words && i < list.count; i++) {
        words[i] = ks_cstr(r->run, list.items[i]);
        words[i] = words[i] ? words[i] : "";
    }
    if (words == NULL)
        spent(r);
    return (ks_filter_list){ words, words ? list.count : 0 };
}

static void read_allow(reader *r, const rules_yaml *node)
{
    if (!is_map_of(r, node, "rules hosts where reason"))
        return;
    tuning_allow *to = &r->to->allows[r->to->allow_count];
    to->rules = need_texts(r, node, "rules");
    const rules_yaml *hosts = rules_yaml_find(node, "hosts");
    const rules_yaml *where = rules_yaml_find(node, "where");
    ks_filter_words words = { 0 };
    size_t mistakes = r->mistakes;
    if (hosts)
        words.computers = words_of(r, read_texts(r, hosts));
    if (where)
        words.where = words_of(r, read_texts(r, where));
    ks_fail fail = { 0 };
    if (!hosts && !where)
        complain(r, node, KS_SAY_TUNING_NEEDS, KS_STR("hosts"), NULL);
    else if (r->mistakes == mistakes && !ks_filter_make(&to->filter, &words, r->run, &fail)) {
        const rules_yaml *at = fail.reason == KS_BAD_NAMES && hosts ? hosts : where;
        place(r, at ? at->line : node->line, at ? at->column : node->column);
        ks_say_fail(r->wrong, &fail, (ks_str){ 0 }, r->lang);
        KS_PUT(r->wrong, "\n");
    }
    r->to->allow_count++;
}

static void read_placeholders(reader *r, const rules_yaml *map)
{
    if (map->kind != RULES_YAML_MAP) {
        complain(r, map, KS_SAY_TUNING_NO_MAP, (ks_str){ 0 }, "NAME");
        return;
    }
    r->to->placeholders = ks_take(r->run, ks_rule_list, map->count + 1);
    if (r->to->placeholders == NULL) {
        spent(r);
        return;
    }
    for (const rules_yaml *entry = map->first; entry; entry = entry->next) {
        ks_str_list values = read_texts(r, entry);
        r->to->placeholders[r->to->placeholder_count++] =
            (ks_rule_list){ entry->key, values.items, values.count };
    }
}

// The items of a list; false when there is none.
static bool is_list(reader *r, const rules_yaml *node)
{
    if (node == NULL || rules_yaml_is_null(node))
        return false;
    if (node->kind != RULES_YAML_LIST)
        complain(r, node, KS_SAY_TUNING_NO_LIST, node->key, NULL);
    return node->kind == RULES_YAML_LIST;
}

static void read_whole(reader *r, const rules_yaml *root)
{
    if (!is_map_of(r, root, "format levels exclude allow placeholders"))
        return;
    const rules_yaml *format = rules_yaml_find(root, "format");
    if (format == NULL)
        complain(r, root, KS_SAY_TUNING_NEEDS, KS_STR("format"), NULL);
    else if (!ks_str_equal(format->text, KS_STR("1")))
        complain(r, format, KS_SAY_TUNING_NO_FORMAT, format->text, NULL);
    const rules_yaml *levels = rules_yaml_find(root, "levels");
    const rules_yaml *allow = rules_yaml_find(root, "allow");
    const rules_yaml *exclude = rules_yaml_find(root, "exclude");
    const rules_yaml *placeholders = rules_yaml_find(root, "placeholders");
    r->to->levels = ks_take(r->run, tuning_level, levels ? levels->count + 1 : 1);
    r->to->allows = ks_take(r->run, tuning_allow, allow ? allow->count + 1 : 1);
    if (r->to->levels == NULL || r->to->allows == NULL) {
        spent(r);
        return;
    }
    for (const rules_yaml *i = is_list(r, levels) ? levels->first : NULL; i; i = i->next)
        read_level(r, i);
    for (const rules_yaml *i = is_list(r, exclude) ? exclude->first : NULL; i; i = i->next)
        read_excluded(r, i);
    for (const rules_yaml *i = is_list(r, allow) ? allow->first : NULL; i; i = i->next)
        read_allow(r, i);
    if (placeholders && !rules_yaml_is_null(placeholders))
        read_placeholders(r, placeholders);
}

static void say_problems(reader *r, const ks_rule_problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        const ks_rule_problem *problem = &problems->rows[i];
        place(r, problem->line, problem->column);
        ks_rule_problem_say(r->wrong, problem, r->lang);
        KS_PUT(r->wrong, "\n");
    }
}

static bool read_file(const char *path, ks_arena *run, ks_out *text, ks_fail *fail)
{
    ks_file file;
    if (!ks_out_open(text, run, file_most))
        return ks_refuse(fail, KS_OVER_BUDGET, file_most, 0, ks_str_of(run->name));
    if (!ks_os_open(path, &file, fail))
        return false;
    bool is_read = true;
    for (size_t got = 1; is_read && got > 0; text->at += got) {
        size_t room = (size_t)(text->end - text->at);
        is_read = room ? ks_os_read(file, text->at, room, &got, fail)
                       : ks_refuse(fail, KS_TOO_MANY, file_most, file_most, KS_STR("tuning"));
        got = is_read ? got : 0;
    }
    ks_os_close(&file);
    if (!is_read && fail->reason == KS_READ_FAILED)
        fail->text = ks_str_of(path);
    return is_read;
}

bool tuning_read(tuning *t, const char *path, const options *given, ks_arena *run, ks_out *wrong,
                 ks_fail *fail)
{
    ks_out text;
    ks_rule_problems problems = { .arena = run };
    reader r = {
        .to = t, .path = ks_str_of(path), .run = run, .wrong = wrong, .lang = given->lang
    };
    if (!read_file(path, run, &text, fail))
        return false;
    const rules_yaml *root = rules_yaml_read(ks_str_span(ks_out_str(&text)), run, &problems);
    if (problems.count)
        say_problems(&r, &problems);
    else if (root == NULL)
        complain(&r, &(rules_yaml){ .line = 1, .column = 1 }, KS_SAY_TUNING_NEEDS, KS_STR("format"),
                 NULL);
    else
        read_whole(&r, root);
    *fail = r.fail;
    return r.mistakes == 0 && r.fail.reason == KS_NONE;
}
