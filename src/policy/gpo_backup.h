// A backup of a group policy object as GPMC makes it and as GPMC and LGPO.exe import it: Backup.xml
// and bkupInfo.xml in a folder named by the backup's id, the tree of SYSVOL below DomainSysvol/GPO,
// manifest.xml beside the folder.
//
//     ks_gpo_backup backup = { .id = ..., .guid = ..., .display_name = ... };
//     // backup.files: "Machine/registry.pol", "Machine/microsoft/windows nt/Audit/audit.csv"
//     ks_gpo_backup_complete(&backup, &arena); // extensions and objects from the files
//     ks_gpo_backup_write(&backup, &arena, &files); // "{ID}/Backup.xml", ...
//
// Reading back what is written gives the same backup. Nothing here touches a disk.
#pragma once
#include "policy/gpo_extension.h"
#include "policy/markup.h"

typedef struct {
    ks_str sid, name, type, netbios, dns, upn;
    bool is_from_dacl;
} ks_gpo_group; // an account that the policy names, for migration tables

typedef struct {
    ks_str extension, title;                 // GUID and name of the block that lists it
    ks_str path, source, location, function; // location empty: the file was not there
    bool is_folder;
    ks_mistake_place place; // of the element
} ks_gpo_object;

typedef struct {
    ks_str id, guid, domain, domain_guid, controller, time, comment, display_name;
    ks_str descriptor; // hexadecimal bytes with blanks between
    ks_str options, user_version, machine_version, machine_extensions, user_extensions, wmi;
    ks_gpo_group *groups;
    size_t group_count;
    ks_gpo_object *objects;
    size_t object_count;
    ks_gpo_files files; // below DomainSysvol/GPO
} ks_gpo_backup;

enum { ks_gpo_objects_most = 20000 };

// The backup whose Backup.xml lies in `folder` of the files. False: that is missing, or no backup;
// mistakes of its form are added either way.
KS_MUST bool ks_gpo_backup_read(const ks_gpo_files *files, ks_str folder, ks_arena *arena,
                                ks_gpo_backup *backup, ks_mistakes *mistakes);
// Sets extension lists, versions and objects from backup->files, and what is empty of the rest to
// what GPMC writes. False: no memory.
KS_MUST bool ks_gpo_backup_complete(ks_gpo_backup *backup, ks_arena *arena);
// manifest.xml, {ID}/Backup.xml, {ID}/bkupInfo.xml, {ID}/DomainSysvol/GPO/...
KS_MUST bool ks_gpo_backup_write(const ks_gpo_backup *backup, ks_arena *arena, ks_gpo_files *files);

// gpt.ini of a GPO on SYSVOL, and of the local one, which carries its extension lists.
KS_MUST bool ks_gpt_ini_write(u32 version, ks_str display_name, const ks_gpo_backup *local,
                              ks_out *out);

// `files` may be those around it, or the file alone: then only it is looked at.
void ks_gpo_backup_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                        ks_mistakes *mistakes);
void ks_gpt_ini_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                     ks_mistakes *mistakes);
void ks_backup_info_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                         ks_mistakes *mistakes);
void ks_backup_manifest_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                             ks_mistakes *mistakes);
void ks_scripts_ini_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
