// The small files of a GPO: gpt.ini, bkupInfo.xml, manifest.xml, scripts.ini.
#include "base/fold.h"
#include "base/number.h"
#include "policy/gpo_backup.h"
#include "policy/gpo_mistakes.h"
#include "policy/ini.h"
#include "policy/worded.h"

static const ks_mistake_place top = { .line = 1, .column = 1 };

static void say(ks_mistakes *to, gpo_mistake kind, ks_mistake_place place, ks_str first,
                ks_str second)
{
    ks_mistake_add(to, &gpo_kinds[kind], place, first, second);
}

static void lint_list(const ks_ini_entry *entry, ks_mistakes *to)
{
    size_t at;
    gpo_list_state state = gpo_list_check(entry->value, &at);
    if (state == GPO_LIST_FINE)
        return;
    ks_mistake_place place = entry->value_place;
    ks_str rest = ks_str_from(entry->value, at);
    rest.size = rest.size < 80 ? rest.size : 80;
    place.column += (u32)at;
    say(to, state == GPO_LIST_BROKEN ? GPO_IS_LIST_BROKEN : GPO_IS_LIST_UNSORTED, place, rest,
        (ks_str){ 0 });
}

static ks_str half_path(ks_str folder, const char *half, ks_arena *arena)
{
    return folder.size ? worded_join(arena, folder, "/", ks_str_of(half)) : ks_str_of(half);
}

void ks_gpt_ini_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                     ks_mistakes *mistakes)
{
    ks_ini ini;
    if (!ks_ini_read(bytes, arena, &ini, mistakes))
        return;
    const ks_ini_section *general = ks_ini_section_find(&ini, "General");
    const ks_ini_entry *version = ks_ini_entry_find(general, "Version");
    if (!version) {
        say(mistakes, GPO_IS_NO_GENERAL, general ? general->place : top, (ks_str){ 0 },
            (ks_str){ 0 });
        return;
    }
    u64 number = 0;
    bool is_number = ks_u64_read(version->value, &number) && number <= UINT32_MAX;
    if (!is_number)
        say(mistakes, GPO_IS_VERSION, version->value_place, version->value, (ks_str){ 0 });
    const ks_ini_entry *functionality = ks_ini_entry_find(general, "gPCFunctionalityVersion");
    if (functionality && !ks_str_equal(functionality->value, KS_STR("2")))
        say(mistakes, GPO_IS_NO_FUNCTIONALITY, functionality->value_place, functionality->value,
            (ks_str){ 0 });
    static const struct {
        const char *key, *half;
        u32 mask;
    } halves[] = { { "gPCMachineExtensionNames", "Machine", 0xffff },
                   { "gPCUserExtensionNames", "User", 0xffff0000 } };
    for (size_t h = 0; h < countof(halves); h++) {
        const ks_ini_entry *list = ks_ini_entry_find(general, halves[h].key);
        ks_str half = half_path(ks_gpo_folder(path), halves[h].half, arena);
        if (list)
            lint_list(list, mistakes);
        bool has_any = false;
        for (size_t e = 0; e < GPO_EXTENSION_COUNT; e++) {
            bool has = gpo_has_data(files, half, (gpo_extension)e, *arena);
            has_any |= has;
            if (has && list && !gpo_list_has(list->value, gpo_extensions[e].cse))
                say(mistakes, GPO_IS_NO_EXTENSION, list->value_place, gpo_extensions[e].path,
                    gpo_extensions[e].cse);
        }
        if (is_number && has_any && (number & halves[h].mask) == 0)
            say(mistakes, GPO_IS_VERSION_ZERO, version->value_place, ks_str_of(halves[h].half),
                (ks_str){ 0 });
    }
}

static const char *const info_names[] = { "GPOGuid", "GPODomain", "ID", "GPODisplayName" };

// One BackupInst: what must be there, and what must be the same in Backup.xml.
static void lint_inst(const markup_node *inst, const ks_gpo_backup *backup, ks_arena *arena,
                      ks_mistakes *to)
{
    for (size_t i = 0; i < countof(info_names); i++) {
        const markup_node *node = markup_child(inst, info_names[i]);
        if (!node) {
            say(to, GPO_IS_MISSING, markup_place(inst), ks_str_of(info_names[i]), (ks_str){ 0 });
            continue;
        }
        if (!backup)
            continue;
        const ks_str other[] = { backup->guid, backup->domain, backup->id, backup->display_name };
        if (!ks_equal_fold(markup_text(node, true, arena), other[i]))
            say(to, GPO_IS_DIFFERS, markup_place(node), ks_str_of(info_names[i]),
                KS_STR("Backup.xml"));
    }
}

// Into the free part of scratch: valid until scratch is used again.
static bool read_beside(const ks_gpo_files *files, ks_str folder, ks_arena scratch,
                        ks_gpo_backup *backup)
{
    ks_arena own = ks_mistakes_scratch(&scratch);
    ks_mistakes none = { .arena = &own }; // Backup.xml has its own linter
    return ks_gpo_files_find(files, folder, "Backup.xml") &&
           ks_gpo_backup_read(files, folder, &scratch, backup, &none);
}

void ks_backup_info_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                         ks_mistakes *mistakes)
{
    const markup_node *root = markup_read(bytes, arena, mistakes);
    if (!root)
        return;
    if (!markup_is_element(root, "BackupInst")) {
        say(mistakes, GPO_IS_NOT_BACKUP, markup_place(root), root->name, KS_STR("BackupInst"));
        return;
    }
    ks_gpo_backup backup;
    ks_arena scratch = ks_mistakes_scratch(arena);
    bool has_backup = read_beside(files, ks_gpo_folder(path), scratch, &backup);
    lint_inst(root, has_backup ? &backup : NULL, arena, mistakes);
}

void ks_backup_manifest_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                             ks_mistakes *mistakes)
{
    const markup_node *root = markup_read(bytes, arena, mistakes);
    if (!root)
        return;
    if (!markup_is_element(root, "Backups")) {
        say(mistakes, GPO_IS_NOT_BACKUP, markup_place(root), root->name, KS_STR("Backups"));
        return;
    }
    ks_arena scratch = ks_mistakes_scratch(arena);
    const markup_node *inst = markup_element(root->first);
    if (!inst)
        say(mistakes, GPO_IS_MISSING, markup_place(root), KS_STR("BackupInst"), (ks_str){ 0 });
    for (; inst; inst = markup_element(inst->next)) {
        if (!markup_is_element(inst, "BackupInst"))
            continue;
        const markup_node *id = markup_child(inst, "ID");
        if (!id) {
            lint_inst(inst, NULL, arena, mistakes); // says it
            continue;
        }
        ks_str folder = markup_text(id, true, arena);
        ks_str here = ks_gpo_folder(path);
        if (here.size)
            folder = worded_join(arena, here, "/", folder);
        ks_gpo_backup backup;
        bool has_backup = folder.size && read_beside(files, folder, scratch, &backup);
        lint_inst(inst, has_backup ? &backup : NULL, arena, mistakes);
        if (files->count > 1 && folder.size && !has_backup)
            say(mistakes, GPO_IS_NO_FILE, markup_place(id),
                worded_join(arena, folder, "/", KS_STR("Backup.xml")), (ks_str){ 0 });
    }
}

// "0CmdLine": the number; false: another key.
static bool script_number(ks_str key, u64 *number)
{
    size_t digits = 0;
    while (digits < key.size && key.at[digits] >= '0' && key.at[digits] <= '9')
        digits++;
    ks_str word = ks_str_from(key, digits);
    return ks_u64_read((ks_str){ key.at, digits }, number) &&
           (ks_equal_fold(word, KS_STR("CmdLine")) || ks_equal_fold(word, KS_STR("Parameters")));
}

void ks_scripts_ini_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    static const char *const sections[] = { "Startup", "Shutdown", "Logon", "Logoff",
                                            "ScriptsConfig" };
    ks_ini ini;
    if (!ks_ini_read(bytes, arena, &ini, mistakes))
        return;
    for (size_t s = 0; s < ini.count; s++) {
        const ks_ini_section *section = &ini.sections[s];
        bool is_known = false;
        for (size_t i = 0; i < countof(sections); i++)
            is_known |= ks_equal_fold(section->name, ks_str_of(sections[i]));
        if (!is_known)
            say(mistakes, GPO_IS_SCRIPT_SECTION, section->place, section->name, (ks_str){ 0 });
        u64 next = 0, number;
        for (size_t i = 0; i < section->count && is_known; i++) {
            const ks_ini_entry *entry = &section->entries[i];
            if (ks_equal_fold(section->name, KS_STR("ScriptsConfig")))
                continue;
            if (!script_number(entry->key, &number)) {
                say(mistakes, GPO_IS_SCRIPT_KEY, entry->place, entry->key, (ks_str){ 0 });
            } else if (number > next) {
                say(mistakes, GPO_IS_SCRIPT_GAP, entry->place, entry->key, (ks_str){ 0 });
                next = number + 1;
            } else if (number == next && ks_glob_fold(KS_STR("*CmdLine"), entry->key)) {
                next = number + 1;
            }
        }
    }
}
