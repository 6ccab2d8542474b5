// Writing a backup: the same elements in the same order as GPMC.
#include "base/number.h"
#include "base/text.h"
#include "policy/gpo_backup.h"
#include "policy/worded.h"

static const char operations[] = "http://www.microsoft.com/GroupPolicy/GPOOperations";

// <name><![CDATA[text]]></name>; `]]>` inside ends a section and begins another.
static void put_data(ks_out *out, const char *name, ks_str text)
{
    ks_out_byte(out, '<');
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "><![CDATA[");
    for (size_t i = 0; i < text.size; i++) {
        if (text.size - i >= 3 && memcmp(text.at + i, "]]>", 3) == 0) {
            KS_PUT(out, "]]]]><![CDATA[>");
            i += 2;
        } else {
            ks_out_byte(out, text.at[i]);
        }
    }
    KS_PUT(out, "]]></");
    ks_out_put(out, ks_str_of(name));
    ks_out_byte(out, '>');
}

static void put_data_or_empty(ks_out *out, const char *name, ks_str text)
{
    if (text.size) {
        put_data(out, name, text);
        return;
    }
    ks_out_byte(out, '<');
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "/>");
}

static void put_attribute(ks_out *out, const char *name, ks_str value)
{
    if (value.size == 0)
        return;
    ks_out_byte(out, ' ');
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "=\"");
    ks_out_utf8(out, value, KS_AS_XML_ATTRIBUTE);
    ks_out_byte(out, '"');
}

static void put_groups(ks_out *out, const ks_gpo_backup *b)
{
    KS_PUT(out, "<SecurityGroups>");
    for (size_t i = 0; i < b->group_count; i++) {
        const ks_gpo_group *g = &b->groups[i];
        KS_PUT(out, "<Group");
        put_attribute(out, "bkp:Source", g->is_from_dacl ? KS_STR("FromDACL") : (ks_str){ 0 });
        KS_PUT(out, ">");
        put_data_or_empty(out, "Sid", g->sid);
        put_data_or_empty(out, "SamAccountName", g->name);
        put_data_or_empty(out, "Type", g->type);
        put_data_or_empty(out, "NetBIOSDomainName", g->netbios);
        put_data_or_empty(out, "DnsDomainName", g->dns);
        put_data_or_empty(out, "UPN", g->upn);
        KS_PUT(out, "</Group>");
    }
    KS_PUT(out, "</SecurityGroups><FilePaths/>");
}

static void put_settings(ks_out *out, const ks_gpo_backup *b)
{
    KS_PUT(out, "<GroupPolicyCoreSettings>");
    put_data(out, "ID", b->guid);
    put_data(out, "Domain", b->domain);
    KS_PUT(out, "<SecurityDescriptor>");
    ks_out_put(out, b->descriptor);
    KS_PUT(out, "</SecurityDescriptor>");
    put_data(out, "DisplayName", b->display_name);
    put_data(out, "Options", b->options);
    put_data(out, "UserVersionNumber", b->user_version);
    put_data(out, "MachineVersionNumber", b->machine_version);
    put_data_or_empty(out, "MachineExtensionGuids", b->machine_extensions);
    put_data_or_empty(out, "UserExtensionGuids", b->user_extensions);
    put_data_or_empty(out, "WMIFilter", b->wmi);
    KS_PUT(out, "</GroupPolicyCoreSettings>\r\n");
}

static void put_objects(ks_out *out, const ks_gpo_backup *b)
{
    for (size_t i = 0; i < b->object_count; i++) {
        const ks_gpo_object *o = &b->objects[i];
        bool is_first = i == 0 || !ks_str_equal(o->extension, b->objects[i - 1].extension);
        bool is_last =
            i + 1 == b->object_count || !ks_str_equal(o->extension, b->objects[i + 1].extension);
        if (is_first) {
            KS_PUT(out, "        <GroupPolicyExtension");
            put_attribute(out, "bkp:ID", o->extension);
            put_attribute(out, "bkp:DescName", o->title);
            KS_PUT(out, ">\r\n");
        }
        ks_out_put(out, o->is_folder ? KS_STR("            <FSObjectDir")
                                     : KS_STR("            <FSObjectFile"));
        put_attribute(out, "bkp:Path", o->path);
        put_attribute(out, "bkp:SourceExpandedPath", o->source);
        put_attribute(out, "bkp:ReEvaluateFunction", o->function);
        put_attribute(out, "bkp:Location", o->location);
        KS_PUT(out, "/>\r\n");
        if (is_last)
            KS_PUT(out, "        </GroupPolicyExtension>\r\n");
    }
}

static void put_scheme(ks_out *out, const ks_gpo_backup *b)
{
    KS_PUT(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?><GroupPolicyBackupScheme "
                "bkp:version=\"2.0\" bkp:type=\"GroupPolicyBackupTemplate\" xmlns:bkp=\"");
    ks_out_put(out, KS_STR(operations));
    KS_PUT(out, "\" xmlns=\"");
    ks_out_put(out, KS_STR(operations));
    KS_PUT(out, "\">\r\n    <GroupPolicyObject>");
    put_groups(out, b);
    put_settings(out, b);
    put_objects(out, b);
    KS_PUT(out, "    </GroupPolicyObject>\r\n</GroupPolicyBackupScheme>\r\n");
}

static void put_info(ks_out *out, const ks_gpo_backup *b, bool is_root)
{
    KS_PUT(out, "<BackupInst");
    if (is_root)
        KS_PUT(out, " xmlns=\"http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest\"");
    KS_PUT(out, ">");
    put_data(out, "GPOGuid", b->guid);
    put_data(out, "GPODomain", b->domain);
    put_data(out, "GPODomainGuid", b->domain_guid);
    put_data(out, "GPODomainController", b->controller);
    put_data(out, "BackupTime", b->time);
    put_data(out, "ID", b->id);
    put_data(out, "Comment", b->comment);
    put_data(out, "GPODisplayName", b->display_name);
    KS_PUT(out, "</BackupInst>");
}

static size_t size_of(const ks_gpo_backup *b)
{
    // Each text at most six times as long (an attribute's quote), and the words around it.
    size_t size =
        8192 + 6 * (b->display_name.size + b->comment.size + b->domain.size) +
        2 * (b->descriptor.size + b->machine_extensions.size + b->user_extensions.size) +
        6 * (b->guid.size + b->id.size + b->controller.size + b->domain_guid.size + b->time.size +
             b->wmi.size + b->options.size + b->machine_version.size + b->user_version.size);
    for (size_t i = 0; i < b->group_count; i++) {
        const ks_gpo_group *g = &b->groups[i];
        size += 512 + 6 * (g->sid.size + g->name.size + g->type.size + g->netbios.size +
                           g->dns.size + g->upn.size);
    }
    for (size_t i = 0; i < b->object_count; i++) {
        const ks_gpo_object *o = &b->objects[i];
        size += 512 + 6 * (o->path.size + o->source.size + o->location.size + o->function.size +
                           o->extension.size + o->title.size);
    }
    return size;
}

static bool add_text(ks_gpo_files *files, ks_str path, const ks_out *text, ks_arena *arena)
{
    return !text->is_full &&
           ks_gpo_files_add(files, path, (ks_span){ text->start, ks_out_size(text) }, arena);
}

bool ks_gpo_backup_write(const ks_gpo_backup *backup, ks_arena *arena, ks_gpo_files *files)
{
    ks_out scheme, info, manifest;
    size_t size = size_of(backup);
    if (!ks_out_open(&scheme, arena, size) || !ks_out_open(&info, arena, size) ||
        !ks_out_open(&manifest, arena, size))
        return false;
    put_scheme(&scheme, backup);
    put_info(&info, backup, true);
    KS_PUT(&manifest,
           "<Backups xmlns=\"http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest\" "
           "xmlns:mfst=\"http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest\" "
           "mfst:version=\"1.0\">");
    put_info(&manifest, backup, false);
    KS_PUT(&manifest, "</Backups>");
    if (!add_text(files, KS_STR("manifest.xml"), &manifest, arena) ||
        !add_text(files, worded_join(arena, backup->id, "/", KS_STR("Backup.xml")), &scheme,
                  arena) ||
        !add_text(files, worded_join(arena, backup->id, "/", KS_STR("bkupInfo.xml")), &info, arena))
        return false;
    for (size_t i = 0; i < backup->files.count; i++) {
        ks_str path =
            worded_join(arena, backup->id, "/DomainSysvol/GPO/", backup->files.files[i].path);
        if (!path.size || !ks_gpo_files_add(files, path, backup->files.files[i].bytes, arena))
            return false;
    }
    return true;
}

bool ks_gpt_ini_write(u32 version, ks_str display_name, const ks_gpo_backup *local, ks_out *out)
{
    KS_PUT(out, "[General]\r\n");
    if (local) {
        KS_PUT(out, "gPCFunctionalityVersion=2\r\ngPCMachineExtensionNames=");
        ks_out_put(out, local->machine_extensions);
        KS_PUT(out, "\r\ngPCUserExtensionNames=");
        ks_out_put(out, local->user_extensions);
        KS_PUT(out, "\r\n");
    }
    KS_PUT(out, "Version=");
    ks_out_u64(out, version);
    KS_PUT(out, "\r\n");
    if (display_name.size) {
        KS_PUT(out, "displayName=");
        ks_out_put(out, display_name);
        KS_PUT(out, "\r\n");
    }
    return !out->is_full;
}
