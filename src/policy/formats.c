#include "policy/formats.h"

#include "base/fold.h"
#include "policy/audit_csv.h"
#include "policy/gpo_backup.h"
#include "policy/gpo_mistakes.h"
#include "policy/lgpo.h"
#include "policy/reg_file.h"
#include "policy/registry_lint.h"
#include "policy/registry_pol.h"
#include "policy/sysmon_read.h"
#include "policy/template.h"
#include "policy/wdac.h"
#include "policy/wef.h"

static bool format_pol_is(ks_span bytes, ks_arena scratch)
{
    (void)scratch;
    return ks_pol_is(bytes);
}

static void format_pol_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                            ks_mistakes *mistakes)
{
    ks_pol_lint(bytes, path, arena, mistakes);
    // What is wrong with its form was said: here the values are asked what rules they make.
    ks_mistakes said = { .arena = arena };
    ks_registry_lint lint;
    ks_pol pol;
    bool is_whole = ks_pol_read(bytes, arena, &pol, &said);
    registry_lint_begin(&lint, arena, mistakes);
    for (size_t i = 0; is_whole && i < pol.count; i++) {
        const ks_pol_entry *entry = &pol.entries[i];
        ks_str name;
        ks_registry_value value = { .key = entry->key,
                                    .name = entry->name,
                                    .type = entry->type,
                                    .data = entry->data,
                                    .place = { .offset = entry->data_offset } };
        if (ks_pol_action_of(entry, &name) == KS_POL_SET)
            (void)registry_lint_add(&lint, &value);
    }
    registry_lint_end(&lint);
    ks_pol_dead_lint(&pol, path, files, ks_mistakes_scratch(arena), mistakes);
}

static bool format_backup_is(ks_span bytes, ks_arena scratch)
{
    return markup_is(bytes, "GroupPolicyBackupScheme", scratch);
}

static bool format_info_is(ks_span bytes, ks_arena scratch)
{
    return markup_is(bytes, "BackupInst", scratch);
}

static bool format_manifest_is(ks_span bytes, ks_arena scratch)
{
    return markup_is(bytes, "Backups", scratch);
}

// Files of group policy preferences, as far as they can hold a password.
static bool format_preferences_is(ks_span bytes, ks_arena scratch)
{
    static const char *const roots[] = { "Groups",           "ScheduledTasks", "NTServices",
                                         "DataSources",      "Drives",         "Printers",
                                         "RegistrySettings", "Files" };
    for (size_t i = 0; i < countof(roots); i++)
        if (markup_is(bytes, roots[i], scratch))
            return true;
    return false;
}

static void format_preferences_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    const markup_node *root = markup_read(bytes, arena, mistakes);
    const markup_node *node = root;
    while (node) { // through the tree: down, then beside, then up
        const markup_attribute *password = markup_attribute_find(node, "cpassword");
        if (node->name.size && password && password->value.size)
            ks_mistake_add(mistakes, &gpo_kinds[GPO_IS_PASSWORD], markup_attribute_place(password),
                           (ks_str){ 0 }, (ks_str){ 0 });
        if (node->first) {
            node = node->first;
            continue;
        }
        while (node && node != root && !node->next)
            node = node->parent;
        node = node && node != root ? node->next : NULL;
    }
}

const ks_format ks_formats[] = {
#define FORMAT(word, en, ja, names, sniff, lint, lint_among) \
    { word, { KS_TEXT(en), KS_TEXT(ja) }, names, sniff, lint, lint_among },
#include "policy/format_table.h"
#undef FORMAT
};
const size_t ks_format_count = countof(ks_formats);

static bool has_name(const ks_format *format, ks_str name)
{
    for (const char *from = format->names; *from;) {
        const char *bar = strchr(from, '|');
        size_t size = bar ? (size_t)(bar - from) : strlen(from);
        if (ks_glob_fold((ks_str){ from, size }, name))
            return true;
        from += size + (bar != NULL);
    }
    return false;
}

const ks_format *ks_format_of(const ks_gpo_file *file, ks_arena scratch)
{
    for (size_t i = 0; i < ks_format_count; i++)
        if (ks_formats[i].sniff && ks_formats[i].sniff(file->bytes, scratch))
            return &ks_formats[i];
    for (size_t i = 0; i < ks_format_count; i++)
        if (has_name(&ks_formats[i], ks_gpo_name(file->path)))
            return &ks_formats[i];
    return NULL;
}

void ks_format_lint(const ks_format *format, const ks_gpo_file *file, const ks_gpo_files *files,
                    ks_arena *arena, ks_mistakes *mistakes)
{
    *mistakes = (ks_mistakes){ .arena = arena };
    if (format->lint)
        format->lint(file->bytes, arena, mistakes);
    else
        format->lint_among(file->bytes, file->path, files, arena, mistakes);
    ks_mistakes_sort(mistakes);
}
