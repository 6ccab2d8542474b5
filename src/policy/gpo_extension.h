// Client-side extensions: which programs a PC calls for a GPO. "[{CSE}{TOOL}{TOOL}][...]", sorted
// by GUID without case (MS-GPOL 2.2.4). A GPO whose list lacks an extension has its files ignored.
#pragma once
#include "base/out.h"
#include "policy/gpo_files.h"

// X(NAME, CSE, tool of the computer half, tool of the user half ("" none), path in the half, title)
// clang-format off
#define GPO_EXTENSIONS(X) \
  X(REGISTRY, "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}", "{D02B1F72-3407-48AE-BA88-E8213C6761F1}", "{D02B1F73-3407-48AE-BA88-E8213C6761F1}", "registry.pol", "Registry") \
  X(SECURITY, "{827D319E-6EAC-11D2-A4EA-00C04F79F83A}", "{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}", "", "microsoft/windows nt/secedit/gpttmpl.inf", "Security") \
  X(AUDIT, "{F3CCC681-B74C-4060-9F26-CD84525DCA2A}", "{0F3F3735-573D-9804-99E4-AB2A69BA5FD4}", "", "microsoft/windows nt/audit/audit.csv", "Audit") \
  X(SCRIPTS, "{42B5FAAE-6536-11D2-AE5A-0000F87571E3}", "{40B6664F-4972-11D1-A7CA-0000F87571E3}", "{40B66650-4972-11D1-A7CA-0000F87571E3}", "scripts/scripts.ini", "Scripts") \
  X(PREFERENCES_REGISTRY, "{B087BE9D-ED37-454F-AF9C-04291E351182}", "{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}", "{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}", \
    "preferences/registry/registry.xml", "Preferences: Registry") \
  X(PREFERENCES_FILES, "{7150F9BF-48AD-4DA4-A49C-29EF4A8369BA}", "{3BAE7E51-E3F4-41D0-853D-9BB9FD47605F}", "{3BAE7E51-E3F4-41D0-853D-9BB9FD47605F}", \
    "preferences/files/files.xml", "Preferences: Files") \
  X(PREFERENCES_SERVICES, "{91FBB303-0CD5-4055-BF42-E512A681B325}", "{CC5746A9-9B74-4BE5-AE2E-64379C86E0E4}", "", "preferences/services/services.xml", "Preferences: Services") \
  X(PREFERENCES_TASKS, "{AADCED64-746C-4633-A97C-D61349046527}", "{CAB54552-DEEA-4691-817E-ED4A4D1AFC72}", "{CAB54552-DEEA-4691-817E-ED4A4D1AFC72}", \
    "preferences/scheduledtasks/scheduledtasks.xml", "Preferences: Scheduled Tasks")
// clang-format on
typedef enum {
#define X(name, cse, machine, user, path, title) GPO_##name,
    GPO_EXTENSIONS(X)
#undef X
        GPO_EXTENSION_COUNT
} gpo_extension;

typedef struct {
    ks_str cse, machine_tool, user_tool, path, title;
} gpo_extension_row;
extern const gpo_extension_row gpo_extensions[GPO_EXTENSION_COUNT];

typedef enum { GPO_LIST_FINE, GPO_LIST_BROKEN, GPO_LIST_UNSORTED } gpo_list_state;

// How the text is as a list; *at: where it breaks, or the group that stands too late.
gpo_list_state gpo_list_check(ks_str list, size_t *at);
bool gpo_list_has(ks_str list, ks_str cse);                   // as the first of a group
bool gpo_list_has_pair(ks_str list, ks_str cse, ks_str tool); // in one group

// The list for the extensions that have data, sorted; `is_user`: of the user half.
ks_str gpo_list_of(const bool has[GPO_EXTENSION_COUNT], bool is_user, ks_arena *arena);
// Whether the file of the extension is there and says something: an empty registry.pol, a
// template of [Unicode] and [Version] alone, an audit.csv of a header need no extension, as
// real GPOs show.
bool gpo_has_data(const ks_gpo_files *files, ks_str half, gpo_extension extension,
                  ks_arena scratch);
// Whether it is there at all.
const ks_gpo_file *gpo_data_file(const ks_gpo_files *files, ks_str half, gpo_extension extension);
