// What a backup needs besides its files: which extensions to call, versions, and the list of files
// in the order in which GPMC writes it.
#include "base/fold.h"
#include "base/number.h"
#include "base/sort.h"
#include "policy/gpo_backup.h"
#include "policy/sddl.h"
#include "policy/worded.h"

// Everybody who logs on may read and apply it; a domain's own accounts are not known here. The
// import of GPMC keeps the descriptor of the GPO that it goes into.
static const char descriptor[] =
    "D:P(OA;CI;CR;edacfd8f-ffb3-11d1-b41d-00a0c968f939;;AU)(A;CI;LCRPRC;;;ED)(A;CI;LCRPRC;;;AU)"
    "(A;CI;CCDCLCSWRPWPDTLOSDRCWDWO;;;SY)(A;CIIO;CCDCLCSWRPWPDTLOSDRCWDWO;;;CO)";

static ks_str descriptor_text(ks_arena *arena)
{
    ks_security_descriptor sd;
    ks_sddl_problem problem;
    ks_span bytes;
    ks_fail fail;
    ks_out out;
    if (!ks_sddl_read(KS_STR(descriptor), NULL, arena, &sd, &problem) ||
        !ks_security_descriptor_write(&sd, arena, &bytes, &fail) ||
        !ks_out_open(&out, arena, bytes.size * 3))
        return (ks_str){ 0 };
    for (size_t i = 0; i < bytes.size; i++) {
        u8 digits[ks_number_size];
        ks_hex_text(digits, bytes.at[i], 2);
        if (i)
            ks_out_byte(&out, ' ');
        ks_out_bytes(&out, digits, 2);
    }
    return ks_out_str(&out);
}

static void default_to(ks_str *text, ks_str value)
{
    if (text->size == 0)
        *text = value;
}

// "Machine/a/b" as "<first>\a\b" (and the separators turned).
static ks_str turned(ks_arena *arena, const char *first, ks_str rest)
{
    ks_str text = worded_join(arena, ks_str_of(first), rest.size ? "\\" : "", rest);
    ks_out out;
    if (!ks_out_open(&out, arena, text.size))
        return (ks_str){ 0 };
    for (size_t i = 0; i < text.size; i++)
        ks_out_byte(&out, text.at[i] == '/' ? '\\' : text.at[i]);
    return ks_out_str(&out);
}

typedef struct {
    ks_gpo_backup *backup;
    ks_arena *arena;
    size_t capacity;
    ks_str root; // \\controller\sysvol\domain\Policies\{guid}
} listing;

static bool add(listing *l, const gpo_extension_row *block, ks_str path, bool is_folder)
{
    ks_gpo_backup *b = l->backup;
    if (b->object_count == l->capacity) {
        void *grown =
            ks_arena_grow(l->arena, b->objects, sizeof *b->objects, b->object_count, &l->capacity);
        if (!grown)
            return false;
        b->objects = grown;
    }
    ks_str below = { 0 };
    bool is_user = ks_gpo_below(path, KS_STR("User"), &below);
    bool is_inside = is_user || ks_gpo_below(path, KS_STR("Machine"), &below);
    const char *variable = is_user     ? "%GPO_USER_FSPATH%"
                           : is_inside ? "%GPO_MACH_FSPATH%"
                                       : "%GPO_FSPATH%";
    b->objects[b->object_count++] = (ks_gpo_object){
        .extension = block ? block->cse : KS_STR("{F15C46CD-82A0-4C2D-A210-5D0D3182A418}"),
        .title = block ? block->title : KS_STR("Unknown Extension"),
        .path = turned(l->arena, variable, is_inside ? below : path),
        .source = worded_join(l->arena, l->root, "", turned(l->arena, "", path)),
        .location = turned(l->arena, "DomainSysvol\\GPO", path),
        .function = block == &gpo_extensions[GPO_SECURITY] ? KS_STR("SecurityValidateSettings")
                                                           : (ks_str){ 0 },
        .is_folder = is_folder,
    };
    return true;
}

static bool is_file_of(ks_str path, gpo_extension extension)
{
    ks_str below = { 0 };
    return (ks_gpo_below(path, KS_STR("Machine"), &below) ||
            ks_gpo_below(path, KS_STR("User"), &below)) &&
           ks_equal_fold(below, gpo_extensions[extension].path);
}

// Each folder on the way to the file that was not on the way to the one before.
static bool add_folders(listing *l, ks_str path, ks_str before)
{
    for (size_t i = 0; i < path.size; i++) {
        bool is_half = path.at[i] == '/' && memchr(path.at, '/', i) == NULL;
        ks_str rest;
        ks_str folder = { path.at, i };
        if (path.at[i] == '/' && !is_half &&
            !(before.size && ks_gpo_below(before, folder, &rest)) && !add(l, NULL, folder, true))
            return false;
    }
    return true;
}

static int by_path(const void *context, const void *a, const void *b)
{
    (void)context;
    return ks_str_compare(((const ks_gpo_file *)a)->path, ((const ks_gpo_file *)b)->path);
}

// The line for administrative templates that GPMC writes whether there are any or not.
static bool add_templates(listing *l)
{
    if (!add(l, &gpo_extensions[GPO_REGISTRY], KS_STR("Adm/*.*"), false))
        return false;
    l->backup->objects[l->backup->object_count - 1].location = (ks_str){ 0 };
    return true;
}

// GPMC lists registry.pol and a template with settings in blocks of their extensions, all else
// (audit.csv too) with its folders in a block for what it does not know.
static bool list_objects(ks_gpo_backup *backup, bool has_security, ks_arena *arena)
{
    listing l = { .backup = backup, .arena = arena };
    l.root = worded_join(arena, KS_STR("\\\\"), "", backup->controller);
    l.root = worded_join(arena, l.root, "\\sysvol\\", backup->domain);
    l.root = worded_join(arena, l.root, "\\Policies\\", backup->guid);
    static const gpo_extension own[] = { GPO_REGISTRY, GPO_SECURITY };
    size_t own_count = has_security ? 2 : 1;
    backup->objects = NULL;
    backup->object_count = 0;
    for (size_t e = 0; e < own_count; e++) {
        for (size_t i = 0; i < backup->files.count; i++)
            if (is_file_of(backup->files.files[i].path, own[e]) &&
                !add(&l, &gpo_extensions[own[e]], backup->files.files[i].path, false))
                return false;
        if (e == 0 && !add_templates(&l))
            return false;
    }
    ks_str before = { 0 };
    for (size_t i = 0; i < backup->files.count; i++) {
        ks_str path = backup->files.files[i].path;
        if (!add_folders(&l, path, before))
            return false;
        before = path;
        bool is_listed =
            is_file_of(path, GPO_REGISTRY) || (has_security && is_file_of(path, GPO_SECURITY));
        if (!is_listed && !add(&l, NULL, path, false))
            return false;
    }
    return true;
}

bool ks_gpo_backup_complete(ks_gpo_backup *backup, ks_arena *arena)
{
    bool machine[GPO_EXTENSION_COUNT], user[GPO_EXTENSION_COUNT];
    bool has_machine = false, has_user = false;
    for (size_t e = 0; e < GPO_EXTENSION_COUNT; e++) {
        machine[e] = gpo_has_data(&backup->files, KS_STR("Machine"), (gpo_extension)e, *arena);
        user[e] = gpo_has_data(&backup->files, KS_STR("User"), (gpo_extension)e, *arena);
        has_machine |= machine[e];
        has_user |= user[e];
    }
    if (!ks_sort(backup->files.files, backup->files.count, sizeof *backup->files.files, by_path,
                 NULL, *arena))
        return false;
    default_to(&backup->machine_extensions, gpo_list_of(machine, false, arena));
    default_to(&backup->user_extensions, gpo_list_of(user, true, arena));
    // (version in the directory << 16) | version on SYSVOL
    default_to(&backup->machine_version, has_machine ? KS_STR("65537") : KS_STR("0"));
    default_to(&backup->user_version, has_user ? KS_STR("65537") : KS_STR("0"));
    default_to(&backup->options, KS_STR("0"));
    default_to(&backup->domain, KS_STR("konseki.example"));
    default_to(&backup->domain_guid, KS_STR("{00000000-0000-0000-0000-000000000000}"));
    default_to(&backup->controller, KS_STR("dc.konseki.example"));
    default_to(&backup->descriptor, descriptor_text(arena));
    return backup->descriptor.size && list_objects(backup, machine[GPO_SECURITY], arena);
}
