#include "policy/gpo_extension.h"

#include "base/fold.h"
#include "policy/audit_csv.h"
#include "policy/ini.h"
#include "policy/registry_pol.h"

const gpo_extension_row gpo_extensions[GPO_EXTENSION_COUNT] = {
#define X(name, cse, machine, user, path, title) \
    { KS_TEXT(cse), KS_TEXT(machine), KS_TEXT(user), KS_TEXT(path), KS_TEXT(title) },
    GPO_EXTENSIONS(X)
#undef X
};

enum { guid_size = 38 };

// "{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}"
static bool is_guid(ks_str text)
{
    if (text.size < guid_size || text.at[0] != '{' || text.at[guid_size - 1] != '}')
        return false;
    for (size_t i = 1; i + 1 < guid_size; i++) {
        char c = text.at[i];
        bool is_hyphen = i == 9 || i == 14 || i == 19 || i == 24;
        bool is_digit = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
        if (is_hyphen ? c != '-' : !is_digit)
            return false;
    }
    return true;
}

// The group at `at`: its GUIDs as one text "{..}{..}"; false: it is none.
static bool take_group(ks_str list, size_t *at, ks_str *guids)
{
    if (*at >= list.size || list.at[*at] != '[')
        return false;
    size_t from = *at + 1, to = from;
    while (list.size - to >= guid_size && is_guid((ks_str){ list.at + to, guid_size }))
        to += guid_size;
    if (to == from || to >= list.size || list.at[to] != ']')
        return false;
    *guids = (ks_str){ list.at + from, to - from };
    *at = to + 1;
    return true;
}

gpo_list_state gpo_list_check(ks_str list, size_t *at)
{
    gpo_list_state state = GPO_LIST_FINE;
    ks_str before = { 0 }, guids = { 0 };
    *at = 0;
    for (size_t next = 0; next < list.size;) {
        size_t from = next;
        if (!take_group(list, &next, &guids)) {
            *at = next;
            return GPO_LIST_BROKEN;
        }
        ks_str cse = { guids.at, guid_size };
        bool is_late = before.size && ks_compare_fold(before, cse) > 0;
        // The tools behind the extension are sorted as well.
        for (size_t i = guid_size; i + guid_size < guids.size; i += guid_size)
            is_late |= ks_compare_fold((ks_str){ guids.at + i, guid_size },
                                       (ks_str){ guids.at + i + guid_size, guid_size }) > 0;
        if (is_late && state == GPO_LIST_FINE) {
            state = GPO_LIST_UNSORTED;
            *at = from;
        }
        before = cse;
    }
    return state;
}

bool gpo_list_has_pair(ks_str list, ks_str cse, ks_str tool)
{
    ks_str guids = { 0 };
    for (size_t next = 0; take_group(list, &next, &guids);) {
        if (!ks_equal_fold((ks_str){ guids.at, guid_size }, cse))
            continue;
        if (tool.size == 0)
            return true;
        for (size_t i = guid_size; i < guids.size; i += guid_size)
            if (ks_equal_fold((ks_str){ guids.at + i, guid_size }, tool))
                return true;
    }
    return false;
}

bool gpo_list_has(ks_str list, ks_str cse) { return gpo_list_has_pair(list, cse, (ks_str){ 0 }); }

ks_str gpo_list_of(const bool has[GPO_EXTENSION_COUNT], bool is_user, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, (size_t)GPO_EXTENSION_COUNT * (2 * guid_size + 2)))
        return (ks_str){ 0 };
    bool is_done[GPO_EXTENSION_COUNT] = { 0 };
    for (;;) {
        const gpo_extension_row *next = NULL;
        for (size_t i = 0; i < GPO_EXTENSION_COUNT; i++)
            if (has[i] && !is_done[i] &&
                (!next || ks_compare_fold(gpo_extensions[i].cse, next->cse) < 0))
                next = &gpo_extensions[i];
        if (!next)
            return ks_out_str(&out);
        is_done[next - gpo_extensions] = true;
        ks_out_byte(&out, '[');
        ks_out_put(&out, next->cse);
        ks_out_put(&out, is_user ? next->user_tool : next->machine_tool);
        ks_out_byte(&out, ']');
    }
}

const ks_gpo_file *gpo_data_file(const ks_gpo_files *files, ks_str half, gpo_extension extension)
{
    char path[64];
    ks_str name = gpo_extensions[extension].path;
    KS_ASSERT(name.size < sizeof path);
    memcpy(path, name.at, name.size);
    path[name.size] = 0;
    return ks_gpo_files_find(files, half, path);
}

static bool template_says(ks_span bytes, ks_arena scratch)
{
    ks_arena own = ks_mistakes_scratch(&scratch);
    ks_mistakes none = { .arena = &own };
    ks_ini ini;
    if (!ks_ini_read(bytes, &scratch, &ini, &none))
        return true;
    for (size_t i = 0; i < ini.count; i++)
        if (ini.sections[i].count && !ks_equal_fold(ini.sections[i].name, KS_STR("Unicode")) &&
            !ks_equal_fold(ini.sections[i].name, KS_STR("Version")))
            return true;
    return false;
}

bool gpo_has_data(const ks_gpo_files *files, ks_str half, gpo_extension extension, ks_arena scratch)
{
    const ks_gpo_file *file = gpo_data_file(files, half, extension);
    if (!file)
        return false;
    if (extension == GPO_REGISTRY)
        return file->bytes.size > 8;
    if (extension == GPO_SECURITY)
        return template_says(file->bytes, scratch);
    if (extension == GPO_AUDIT) {
        ks_arena own = ks_mistakes_scratch(&scratch);
        ks_mistakes none = { .arena = &own };
        ks_audit_policy policy;
        return !ks_audit_read(file->bytes, &scratch, &policy, &none) || policy.count > 0;
    }
    return file->bytes.size > 0;
}
