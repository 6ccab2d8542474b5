// Reading a backup of GPMC. Elements of other names are stepped over.
#include "policy/gpo_backup.h"

#include "base/fold.h"
#include "policy/gpo_mistakes.h"
#include "policy/worded.h"

const ks_mistake_kind gpo_kinds[GPO_MISTAKE_COUNT] = { GPO_MISTAKES_OF_BACKUPS(
    KS_MISTAKE_ROW) GPO_MISTAKES_OF_FOLDERS(KS_MISTAKE_ROW) };

typedef struct {
    ks_arena *arena;
    ks_mistakes *mistakes;
} reading;

static ks_str text_of(const reading *r, const markup_node *node, const char *name)
{
    const markup_node *child = node ? markup_child(node, name) : NULL;
    return child ? markup_text(child, true, r->arena) : (ks_str){ 0 };
}

static void say(const reading *r, gpo_mistake kind, ks_mistake_place place, ks_str first,
                ks_str second)
{
    ks_mistake_add(r->mistakes, &gpo_kinds[kind], place, first, second);
}

static void read_groups(const reading *r, const markup_node *list, ks_gpo_backup *backup)
{
    size_t capacity = 0;
    for (const markup_node *n = markup_element(list->first); n; n = markup_element(n->next)) {
        if (!markup_is_element(n, "Group") || backup->group_count == ks_gpo_objects_most)
            continue;
        if (backup->group_count == capacity) {
            void *grown = ks_arena_grow(r->arena, backup->groups, sizeof *backup->groups,
                                        backup->group_count, &capacity);
            if (!grown)
                return;
            backup->groups = grown;
        }
        backup->groups[backup->group_count++] = (ks_gpo_group){
            .sid = text_of(r, n, "Sid"),
            .name = text_of(r, n, "SamAccountName"),
            .type = text_of(r, n, "Type"),
            .netbios = text_of(r, n, "NetBIOSDomainName"),
            .dns = text_of(r, n, "DnsDomainName"),
            .upn = text_of(r, n, "UPN"),
            .is_from_dacl = ks_str_equal(markup_value(n, "bkp:Source"), KS_STR("FromDACL")),
        };
    }
}

static bool read_objects(const reading *r, const markup_node *block, ks_gpo_backup *backup,
                         size_t *capacity)
{
    for (const markup_node *n = markup_element(block->first); n; n = markup_element(n->next)) {
        bool is_folder = markup_is_element(n, "FSObjectDir");
        if (!is_folder && !markup_is_element(n, "FSObjectFile"))
            continue;
        if (backup->object_count == ks_gpo_objects_most)
            return false;
        if (backup->object_count == *capacity) {
            void *grown = ks_arena_grow(r->arena, backup->objects, sizeof *backup->objects,
                                        backup->object_count, capacity);
            if (!grown)
                return false;
            backup->objects = grown;
        }
        backup->objects[backup->object_count++] = (ks_gpo_object){
            .extension = markup_value(block, "bkp:ID"),
            .title = markup_value(block, "bkp:DescName"),
            .path = markup_value(n, "bkp:Path"),
            .source = markup_value(n, "bkp:SourceExpandedPath"),
            .location = markup_value(n, "bkp:Location"),
            .function = markup_value(n, "bkp:ReEvaluateFunction"),
            .is_folder = is_folder,
            .place = markup_place(n),
        };
    }
    return true;
}

static void read_settings(const reading *r, const markup_node *settings, ks_gpo_backup *backup)
{
    backup->guid = text_of(r, settings, "ID");
    backup->domain = text_of(r, settings, "Domain");
    backup->descriptor = text_of(r, settings, "SecurityDescriptor");
    backup->display_name = text_of(r, settings, "DisplayName");
    backup->options = text_of(r, settings, "Options");
    backup->user_version = text_of(r, settings, "UserVersionNumber");
    backup->machine_version = text_of(r, settings, "MachineVersionNumber");
    backup->machine_extensions = text_of(r, settings, "MachineExtensionGuids");
    backup->user_extensions = text_of(r, settings, "UserExtensionGuids");
    backup->wmi = text_of(r, settings, "WMIFilter");
}

static bool read_scheme(const reading *r, const markup_node *root, ks_gpo_backup *backup)
{
    const ks_mistake_place place = markup_place(root);
    if (!markup_is_element(root, "GroupPolicyBackupScheme")) {
        say(r, GPO_IS_NOT_BACKUP, place, root->name, KS_STR("GroupPolicyBackupScheme"));
        return false;
    }
    static const char namespace[] = "http://www.microsoft.com/GroupPolicy/GPOOperations";
    if (!ks_str_equal(markup_value(root, "xmlns"), ks_str_of(namespace)))
        say(r, GPO_IS_NAMESPACE, place, markup_value(root, "xmlns"), ks_str_of(namespace));
    if (!ks_str_equal(markup_value(root, "bkp:version"), KS_STR("2.0")))
        say(r, GPO_IS_NAMESPACE, place, markup_value(root, "bkp:version"), KS_STR("2.0"));
    const markup_node *object = markup_child(root, "GroupPolicyObject");
    const markup_node *settings = object ? markup_child(object, "GroupPolicyCoreSettings") : NULL;
    if (!settings) {
        say(r, GPO_IS_MISSING, place, KS_STR("GroupPolicyCoreSettings"), (ks_str){ 0 });
        return false;
    }
    read_settings(r, settings, backup);
    const markup_node *groups = markup_child(object, "SecurityGroups");
    if (groups)
        read_groups(r, groups, backup);
    size_t capacity = 0;
    for (const markup_node *n = markup_element(object->first); n; n = markup_element(n->next))
        if (markup_is_element(n, "GroupPolicyExtension") && !read_objects(r, n, backup, &capacity))
            break;
    return true;
}

static void read_info(const reading *r, const markup_node *info, ks_gpo_backup *backup)
{
    backup->domain_guid = text_of(r, info, "GPODomainGuid");
    backup->controller = text_of(r, info, "GPODomainController");
    backup->time = text_of(r, info, "BackupTime");
    backup->id = text_of(r, info, "ID");
    backup->comment = text_of(r, info, "Comment");
}

bool ks_gpo_backup_read(const ks_gpo_files *files, ks_str folder, ks_arena *arena,
                        ks_gpo_backup *backup, ks_mistakes *mistakes)
{
    *backup = (ks_gpo_backup){ 0 };
    reading r = { arena, mistakes };
    const ks_gpo_file *file = ks_gpo_files_find(files, folder, "Backup.xml");
    const ks_gpo_file *info = ks_gpo_files_find(files, folder, "bkupInfo.xml");
    if (!file) {
        say(&r, GPO_IS_MISSING, (ks_mistake_place){ 0 }, KS_STR("Backup.xml"), (ks_str){ 0 });
        return false;
    }
    const markup_node *root = markup_read(file->bytes, arena, mistakes);
    if (!root || !read_scheme(&r, root, backup))
        return false;
    if (info) {
        ks_arena own = ks_mistakes_scratch(arena);
        ks_mistakes none = { .arena = &own }; // its own linter tells
        const markup_node *inst = markup_read(info->bytes, arena, &none);
        if (inst)
            read_info(&r, inst, backup);
    }
    for (size_t i = 0; i < files->count; i++) {
        ks_str below, rest;
        if (ks_gpo_below(files->files[i].path, folder, &below) &&
            ks_gpo_below(below, KS_STR("DomainSysvol/GPO"), &rest) &&
            !ks_gpo_files_add(&backup->files, rest, files->files[i].bytes, arena))
            return false;
    }
    return true;
}
