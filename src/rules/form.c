// The table of log sources: opened from Konseki's own (catalogue/logsources.yaml, made into nodes
// at build time) and from users' files of the same form, and asked by rules. See form.h.
#include "rules/form.h"

#include "base/fold.h"
#include "base/os.h"
#include "catalogue/catalogue.h"
#include "rules/form_table.h"

enum { file_size_most = 4 << 20 };

// The catalogue's nodes as the tree that a file becomes. `at` moves behind the subtree.
static rules_yaml *tree_of(const ks_source_node *nodes, size_t *at, ks_arena *run)
{
    const ks_source_node *from = &nodes[*at];
    size_t end = *at + from->size;
    rules_yaml *node = ks_take(run, rules_yaml, 1);
    if (node == NULL)
        return NULL;
    *node = (rules_yaml){ .kind = from->kind == KS_SOURCE_NODE_MAP    ? RULES_YAML_MAP
                                  : from->kind == KS_SOURCE_NODE_LIST ? RULES_YAML_LIST
                                                                      : RULES_YAML_SCALAR,
                          .is_plain = from->is_plain,
                          .key = from->key,
                          .text = from->text,
                          .line = from->line,
                          .column = from->column };
    rules_yaml **last = &node->first;
    for (*at += 1; *at < end; node->count++) {
        *last = tree_of(nodes, at, run);
        if (*last == NULL)
            return NULL;
        last = &(*last)->next;
    }
    return node;
}

static bool read_own(ks_forms *table, ks_arena *run, ks_fail *fail)
{
    size_t count, at = 0;
    const ks_source_node *nodes = ks_source_nodes(&count);
    rules_yaml *root = tree_of(nodes, &at, run);
    if (root == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(run->name));
    return form_table_read(table, root, KS_STR("logsources.yaml"), run, fail);
}

static bool load(const char *path, ks_span *bytes, ks_arena *run, ks_fail *fail)
{
    ks_file file;
    ks_os_info info;
    size_t got = 0;
    if (!ks_os_open(path, &file, fail))
        return false;
    bool is_read = ks_os_look_open(file, &info, fail);
    if (is_read && info.size > file_size_most)
        is_read = ks_refuse(fail, KS_TOO_MANY, (i64)info.size, file_size_most, ks_str_of(path));
    u8 *to = is_read ? ks_take(run, u8, (size_t)info.size + 1) : NULL;
    if (is_read && to == NULL)
        is_read = ks_refuse(fail, KS_OVER_BUDGET, (i64)info.size, 0, ks_str_of(run->name));
    is_read = is_read && ks_os_read_at(file, 0, to, (size_t)info.size, &got, fail);
    ks_os_close(&file);
    *bytes = (ks_span){ to, got };
    return is_read;
}

static bool refuse_yaml(const rules_yaml *root, const ks_rule_problems *problems, ks_str path,
                        ks_arena *run, ks_fail *fail)
{
    if (problems->count == 0 && root)
        return true;
    ks_rule_problem first = problems->count ? problems->rows[0] : (ks_rule_problem){ 0 };
    ks_out out;
    if (!ks_out_open(&out, run, path.size + first.text.size + 8))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(run->name));
    ks_out_put(&out, path);
    if (first.text.size) {
        KS_PUT(&out, ": ");
        ks_out_put(&out, first.text);
    }
    return ks_refuse(fail, KS_BAD_SOURCES, first.line, first.column, ks_out_str(&out));
}

static bool read_file(ks_forms *table, const char *path, ks_arena *run, ks_fail *fail)
{
    ks_span bytes;
    if (!load(path, &bytes, run, fail))
        return false;
    ks_rule_problems problems = { .arena = run };
    ks_str name = ks_arena_keep(run, ks_str_of(path));
    rules_yaml *root = rules_yaml_read(bytes, run, &problems);
    if (!refuse_yaml(root, &problems, name, run, fail))
        return false;
    for (; root; root = root->next) {
        if (!form_table_read(table, root, name, run, fail))
            return false;
    }
    return true;
}

bool ks_forms_open(ks_forms **forms, const char *const *files, size_t count, ks_arena *run,
                   ks_fail *fail)
{
    ks_forms *table = ks_take(run, ks_forms, 1);
    ks_form *any = ks_take(run, ks_form, 1);
    if (table == NULL || any == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(run->name));
    *any = (ks_form){
        .name = "Windows", .is_native = true, .number = table->form_count++, .table = table
    };
    table->any = any;
    if (!read_own(table, run, fail))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!read_file(table, files[i], run, fail))
            return false;
    }
    *forms = table;
    return true;
}

const rules_alias *rules_alias_find(const ks_forms *forms, ks_str name)
{
    for (size_t i = 0; i < forms->alias_count; i++) {
        if (rules_same_name(forms->aliases[i].name, name, true))
            return &forms->aliases[i];
    }
    return NULL;
}

// "Security" or, ending in '*', all that begin so.
static bool fits_name(ks_str pattern, ks_str name)
{
    if (pattern.size == 0 || pattern.at[pattern.size - 1] != '*')
        return ks_equal_fold(pattern, name);
    pattern.size--;
    if (name.size > pattern.size)
        name.size = pattern.size;
    return ks_equal_fold(pattern, name);
}

static bool fits_one(const ks_str *patterns, u32 count, ks_str name)
{
    for (u32 i = 0; i < count; i++) {
        if (fits_name(patterns[i], name))
            return true;
    }
    return false;
}

// What an event does not say (exports leave out provider or channel) contradicts nothing, as long
// as one of the two is said and fits.
bool ks_form_fits(const ks_form *form, const ks_event_class *class)
{
    bool is_id = form->id_count == 0;
    for (u32 i = 0; i < form->id_count && !is_id; i++)
        is_id = form->ids[i] == class->id;
    if (!is_id)
        return false;
    if (form->channel_count == 0 && form->provider_count == 0)
        return true;
    bool has_channel = class->channel.size > 0 && form->channel_count > 0;
    bool has_provider = class->provider.size > 0 && form->provider_count > 0;
    if (has_channel && !fits_one(form->channels, form->channel_count, class->channel))
        return false;
    if (has_provider && !fits_one(form->providers, form->provider_count, class->provider))
        return false;
    return has_channel || has_provider;
}

// Whether the two could be one event's: some channel of the one fits one of the other.
static bool share_channel(const ks_form *a, const ks_form *b)
{
    if (a->channel_count == 0 || b->channel_count == 0)
        return true;
    for (u32 i = 0; i < a->channel_count; i++) {
        for (u32 k = 0; k < b->channel_count; k++) {
            if (fits_name(a->channels[i], b->channels[k]) ||
                fits_name(b->channels[k], a->channels[i]))
                return true;
        }
    }
    return false;
}

static bool is_within(const ks_form *form, const form_row *service)
{
    for (size_t i = 0; service && i < service->count; i++) {
        if (share_channel(form, service->forms[i]))
            return true;
    }
    return service == NULL;
}

ks_source_kind ks_forms_of(const ks_forms *forms, const ks_rule *rule, const ks_form *const **found,
                           u32 *count, ks_arena *arena)
{
    *found = NULL;
    *count = 0;
    bool is_windows = ks_equal_fold(rule->product, KS_STR("windows"));
    if (!is_windows && rule->product.size)
        return KS_SOURCE_OTHER;
    const form_row *category = NULL, *service = NULL;
    if (rule->category.size)
        category = form_row_find(forms, false, rule->category);
    if (rule->service.size)
        service = form_row_find(forms, true, rule->service);
    if ((rule->category.size && category == NULL) || (rule->service.size && service == NULL))
        return is_windows ? KS_SOURCE_UNKNOWN : KS_SOURCE_OTHER;
    if (category && !category->is_logged)
        return KS_SOURCE_NOT_LOGGED;
    const form_row *row = category ? category : service;
    const ks_form **list = ks_take(arena, const ks_form *, row ? row->count + 1 : 1);
    if (list == NULL)
        return KS_SOURCE_UNKNOWN;
    *found = list;
    if (row == NULL) {
        list[(*count)++] = forms->any;
        return is_windows ? KS_SOURCE_ANY : KS_SOURCE_OTHER;
    }
    for (size_t i = 0; i < row->count; i++) {
        if (row == service || is_within(row->forms[i], service))
            list[(*count)++] = row->forms[i];
    }
    return *count ? KS_SOURCE_KNOWN : KS_SOURCE_NOT_LOGGED;
}
