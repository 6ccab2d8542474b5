// What is wrong with a GPO as a whole: lists against files, halves against versions and extensions.
#include "base/fold.h"
#include "base/number.h"
#include "policy/gpo_backup.h"
#include "policy/gpo_mistakes.h"
#include "policy/ini.h"
#include "policy/security_descriptor.h"
#include "policy/template.h"
#include "policy/worded.h"

typedef struct {
    const ks_gpo_files *files; // of the GPO: "Machine/...", "User/..."
    ks_arena *arena;
    ks_mistakes *mistakes;
} linting;

static void say(linting *l, gpo_mistake kind, ks_mistake_place place, ks_str first, ks_str second)
{
    ks_mistake_add(l->mistakes, &gpo_kinds[kind], place, first, second);
}

// The list's form, then each extension against its file.
static void lint_half(linting *l, ks_str half, ks_str list, ks_mistake_place place)
{
    size_t at;
    gpo_list_state state = gpo_list_check(list, &at);
    if (state != GPO_LIST_FINE) {
        ks_str rest = ks_str_from(list, at);
        rest.size = rest.size < 80 ? rest.size : 80;
        place.column += place.line ? (u32)at : 0;
        say(l, state == GPO_LIST_BROKEN ? GPO_IS_LIST_BROKEN : GPO_IS_LIST_UNSORTED, place, rest,
            (ks_str){ 0 });
    }
    if (l->files->count == 0)
        return;
    for (size_t e = 0; e < GPO_EXTENSION_COUNT; e++) {
        const gpo_extension_row *row = &gpo_extensions[e];
        bool is_listed = gpo_list_has(list, row->cse);
        ks_str name = worded_join(l->arena, half, "/", row->path);
        if (!is_listed && gpo_has_data(l->files, half, (gpo_extension)e, *l->arena))
            say(l, GPO_IS_NO_EXTENSION, place, name, row->cse);
        // Other tools than the editor's may keep something else under the same extension.
        bool is_file = e == GPO_SECURITY || e == GPO_AUDIT || e == GPO_REGISTRY;
        if (is_file && is_listed && !gpo_data_file(l->files, half, (gpo_extension)e) &&
            !(e == GPO_SECURITY && ks_equal_fold(half, KS_STR("User"))))
            say(l, GPO_IS_NO_DATA, place, name, (ks_str){ 0 });
    }
}

static bool has_any(const linting *l, ks_str half)
{
    for (size_t e = 0; e < GPO_EXTENSION_COUNT; e++)
        if (gpo_has_data(l->files, half, (gpo_extension)e, *l->arena))
            return true;
    return false;
}

static void lint_descriptor(linting *l, ks_str text, ks_mistake_place place)
{
    u8 *bytes = ks_take(l->arena, u8, text.size / 2 + 1);
    size_t count = 0;
    bool is_good = bytes != NULL;
    for (size_t i = 0; is_good && i < text.size;) {
        if (text.at[i] == ' ' || text.at[i] == '\n' || text.at[i] == '\r') {
            i++;
            continue;
        }
        int byte = i + 1 < text.size ? ks_hex_byte(text.at + i) : -1;
        is_good = byte >= 0;
        if (is_good)
            bytes[count++] = (u8)byte;
        i += 2;
    }
    ks_security_descriptor sd;
    ks_fail fail = { 0 };
    if (!is_good)
        fail.place.offset = count;
    else
        is_good = ks_security_descriptor_read((ks_span){ bytes, count }, l->arena, &sd, &fail);
    if (!is_good)
        say(l, GPO_IS_DESCRIPTOR, place, worded_number(l->arena, fail.place.offset), (ks_str){ 0 });
}

// "DomainSysvol\GPO\Machine\registry.pol" as a path of ours.
static ks_str as_path(linting *l, ks_str location)
{
    ks_out out;
    if (!ks_out_open(&out, l->arena, location.size))
        return (ks_str){ 0 };
    for (size_t i = 0; i < location.size; i++)
        ks_out_byte(&out, location.at[i] == '\\' ? '/' : location.at[i]);
    return ks_out_str(&out);
}

static void lint_objects(linting *l, const ks_gpo_backup *b)
{
    bool *is_listed = ks_take(l->arena, bool, b->files.count + 1);
    if (!is_listed)
        return;
    for (size_t o = 0; o < b->object_count; o++) {
        ks_str below, location = as_path(l, b->objects[o].location);
        if (b->objects[o].is_folder || location.size == 0)
            continue;
        bool is_found = false;
        for (size_t i = 0; i < b->files.count; i++)
            if (ks_gpo_below(location, KS_STR("DomainSysvol/GPO"), &below) &&
                ks_equal_fold(below, b->files.files[i].path))
                is_listed[i] = is_found = true;
        if (!is_found)
            say(l, GPO_IS_NO_FILE, b->objects[o].place, b->objects[o].location, (ks_str){ 0 });
    }
    for (size_t i = 0; i < b->files.count; i++)
        if (!is_listed[i])
            say(l, GPO_IS_NOT_LISTED, (ks_mistake_place){ .line = 1, .column = 1 },
                b->files.files[i].path, (ks_str){ 0 });
}

// Accounts of a domain in rights and groups that SecurityGroups does not carry.
static void lint_accounts(linting *l, const ks_gpo_backup *b)
{
    const ks_gpo_file *file = gpo_data_file(&b->files, KS_STR("Machine"), GPO_SECURITY);
    ks_arena own = ks_mistakes_scratch(l->arena);
    ks_mistakes none = { .arena = &own };
    ks_ini ini;
    if (!file || !ks_ini_read(file->bytes, l->arena, &ini, &none))
        return;
    const ks_ini_section *rights = ks_ini_section_find(&ini, "Privilege Rights");
    for (size_t i = 0; rights && i < rights->count; i++) {
        ks_str account;
        for (size_t at = 0; ks_template_account_next(rights->entries[i].value, &at, &account);) {
            bool is_known = !ks_glob_fold(KS_STR("*S-1-5-21-*"), account);
            for (size_t g = 0; !is_known && g < b->group_count; g++)
                is_known =
                    ks_equal_fold((ks_str){ account.at + 1, account.size - 1 }, b->groups[g].sid);
            if (!is_known)
                say(l, GPO_IS_FOREIGN_SID, (ks_mistake_place){ .line = 1, .column = 1 }, account,
                    (ks_str){ 0 });
        }
    }
}

static ks_mistake_place place_of(const markup_node *settings, const char *name)
{
    const markup_node *node = settings ? markup_child(settings, name) : NULL;
    const markup_node *text = node ? node->first : NULL;
    return text ? markup_place(text) : node ? markup_place(node) : (ks_mistake_place){ 0 };
}

static void lint_versions(linting *l, const ks_gpo_backup *b, const markup_node *settings)
{
    struct {
        const char *name;
        ks_str half, value;
    } halves[] = { { "MachineVersionNumber", KS_STR("Machine"), b->machine_version },
                   { "UserVersionNumber", KS_STR("User"), b->user_version } };
    for (size_t i = 0; i < countof(halves); i++) {
        u64 version;
        ks_mistake_place place = place_of(settings, halves[i].name);
        if (!ks_u64_read(halves[i].value, &version) || version > UINT32_MAX)
            say(l, GPO_IS_VERSION, place, halves[i].value, (ks_str){ 0 });
        else if (version == 0 && has_any(l, halves[i].half))
            say(l, GPO_IS_VERSION_ZERO, place, halves[i].half, (ks_str){ 0 });
    }
    u64 options = 0;
    ks_mistake_place place = place_of(settings, "Options");
    if (ks_u64_read(b->options, &options) && options & 1 && has_any(l, KS_STR("User")))
        say(l, GPO_IS_USER_OFF, place, b->options, (ks_str){ 0 });
    if (options & 2 && has_any(l, KS_STR("Machine")))
        say(l, GPO_IS_COMPUTER_OFF, place, b->options, (ks_str){ 0 });
}

void ks_gpo_backup_lint(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                        ks_mistakes *mistakes)
{
    ks_gpo_backup b;
    ks_str folder = ks_gpo_folder(path);
    ks_gpo_files alone = { 0 };
    if (!files->count || !ks_gpo_files_find(files, folder, "Backup.xml")) {
        if (!ks_gpo_files_add(&alone, KS_STR("Backup.xml"), bytes, arena))
            return;
        files = &alone;
        folder = (ks_str){ 0 };
    }
    linting l = { .arena = arena, .mistakes = mistakes };
    if (!ks_gpo_backup_read(files, folder, arena, &b, mistakes))
        return;
    l.files = &b.files;
    ks_arena own = ks_mistakes_scratch(arena);
    ks_mistakes none = { .arena = &own };
    const markup_node *root = markup_read(bytes, arena, &none);
    const markup_node *object = root ? markup_child(root, "GroupPolicyObject") : NULL;
    const markup_node *settings = object ? markup_child(object, "GroupPolicyCoreSettings") : NULL;
    lint_half(&l, KS_STR("Machine"), b.machine_extensions,
              place_of(settings, "MachineExtensionGuids"));
    lint_half(&l, KS_STR("User"), b.user_extensions, place_of(settings, "UserExtensionGuids"));
    lint_versions(&l, &b, settings);
    lint_descriptor(&l, b.descriptor, place_of(settings, "SecurityDescriptor"));
    ks_str name = ks_gpo_name(folder);
    if (b.id.size && name.size && name.at[0] == '{' && !ks_equal_fold(b.id, name))
        say(&l, GPO_IS_FOLDER, (ks_mistake_place){ .line = 1, .column = 1 }, b.id, name);
    if (files->count > 1) {
        lint_objects(&l, &b);
        lint_accounts(&l, &b);
    }
}
