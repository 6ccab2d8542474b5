// Profiles made whole: parents first, then what the settings' rows say for it, then its own
// `settings`. The built-in file and users' files go the same way.
#include "catalogue/profile.h"

#include "catalogue/profile_yaml.h"
#include "catalogue/tables.h"

enum {
    parents_most = 8, // one above the other
    makes_most = 500, // in all: a short list of lists can name very many
    built_in_most = 64,
};

typedef const ks_source_node node;

// Built-in profiles that are made whole already, by index; and how many were made so far.
typedef struct {
    const ks_want **wants[built_in_most];
    u32 makes;
} making;

typedef struct {
    profile_document document; // the user's; of the built-in one if there is none
    ks_arena *arena;
    const ks_want **wants;
    making *made;
    ks_fail *fail;
    u32 depth;
} maker;

static const ks_str role_words[] = { KS_TEXT("client"), KS_TEXT("server"), KS_TEXT("dc") };

static bool refuse(const maker *m, ks_reason reason, node *at, ks_str text)
{
    return ks_refuse(m->fail, reason, at->line, at->column, text);
}

static node *below(node *map, const char *key)
{
    if (!map || map->kind != KS_SOURCE_NODE_MAP)
        return NULL;
    for (node *at = map + 1; at < map + map->size; at += at->size) {
        if (ks_str_equal(at->key, ks_str_of(key)))
            return at;
    }
    return NULL;
}

static profile_document built_in(void)
{
    return (profile_document){ catalogue_profile_nodes, catalogue_profile_node_count };
}

static bool is_built_in(const maker *m) { return m->document.nodes == catalogue_profile_nodes; }

// The profile of that id; of an empty id the last one. `index`: which one it is.
static node *find(profile_document document, ks_str id, u32 *index)
{
    node *list = below(document.nodes, "profiles"), *found = NULL;
    if (!list || list->kind != KS_SOURCE_NODE_LIST)
        return NULL;
    u32 number = 0;
    for (node *at = list + 1; at < list + list->size; at += at->size, number++) {
        node *own = below(at, "id");
        if (own && (id.size == 0 || ks_str_equal(own->text, id))) {
            found = at;
            *index = number;
        }
    }
    return found;
}

static const ks_want **slot(const maker *m, const ks_setting_part *part, u32 role)
{
    return &m->wants[part->number * KS_ROLE_COUNT + role];
}

static void put(const maker *m, const ks_setting_part *part, u32 roles, const ks_want *want)
{
    for (u32 role = 0; role < KS_ROLE_COUNT; role++) {
        if (roles & 1u << role)
            *slot(m, part, role) = want;
    }
}

static bool put_text(const maker *m, const ks_setting_part *part, u32 roles, ks_str text, node *at)
{
    ks_str problem;
    ks_want *want = ks_take(m->arena, ks_want, 1);
    if (!want)
        return ks_refuse(m->fail, KS_OVER_BUDGET, sizeof *want, 0, KS_STR("run"));
    if (!ks_want_parse(part->type, text, want, &problem))
        return refuse(m, KS_PROFILE_VALUE, at, text);
    put(m, part, roles, want);
    return true;
}

// --- from the rows of settings

static bool put_rows(const maker *m, u32 profile)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        const ks_setting *setting = catalogue_settings[i];
        if (setting->is_unconfirmed)
            continue;
        for (u32 p = 0; p < setting->part_count; p++) {
            const ks_setting_part *part = &setting->parts[p];
            for (u32 w = 0; w < part->wish_count; w++) {
                const ks_setting_wish *wish = &part->wishes[w];
                u32 roles = wish->roles & ~setting->not_for;
                if (wish->profile == profile &&
                    !put_text(m, part, roles, wish->want, catalogue_profile_nodes))
                    return false;
            }
        }
    }
    return true;
}

// --- from `settings` of a profile

static bool make(maker *m, node *profile, u32 index);

static const ks_want **no_wants(const maker *m)
{
    size_t count = ks_setting_part_total() * KS_ROLE_COUNT;
    const ks_want **wants = (const ks_want **)ks_take(m->arena, const ks_want *, count);
    if (!wants)
        ks_refuse(m->fail, KS_OVER_BUDGET, (i64)(count * sizeof *wants), 0, KS_STR("run"));
    return wants;
}

// A built-in profile made whole; NULL: refused.
static const ks_want **whole(const maker *m, node *profile, u32 index, node *at)
{
    maker other = *m;
    KS_ASSERT(index < built_in_most);
    if (m->made->wants[index])
        return m->made->wants[index];
    other.document = built_in();
    if (++other.depth > parents_most) {
        refuse(m, KS_PROFILE_PARENT, at, at->text);
        return NULL;
    }
    other.wants = no_wants(m);
    if (!other.wants || !make(&other, profile, index))
        return NULL;
    m->made->wants[index] = other.wants;
    return other.wants;
}

// What another profile asks of the setting.
static bool put_as(const maker *m, const ks_setting *setting, node *other, u32 index, node *at)
{
    const ks_want **wants = whole(m, other, index, at);
    for (u32 p = 0; wants && p < setting->part_count; p++) {
        for (u32 role = 0; role < KS_ROLE_COUNT; role++)
            *slot(m, &setting->parts[p], role) =
                wants[setting->parts[p].number * KS_ROLE_COUNT + role];
    }
    return wants != NULL;
}

static bool is_leave(node *at)
{
    return at->kind == KS_SOURCE_NODE_SCALAR && at->is_plain && ks_str_equal(at->text, KS_STR("~"));
}

static bool put_scalar(const maker *m, const ks_setting_part *part, u32 roles, node *at)
{
    if (at->kind != KS_SOURCE_NODE_SCALAR)
        return refuse(m, KS_PROFILE_FORM, at, at->key);
    if (is_leave(at)) {
        put(m, part, roles, NULL);
        return true;
    }
    return put_text(m, part, roles, at->text, at);
}

static u32 role_of(ks_str word)
{
    for (u32 role = 0; role < KS_ROLE_COUNT; role++) {
        if (ks_str_equal(word, role_words[role]))
            return 1u << role;
    }
    return 0;
}

// A value for all roles, or one by role.
static bool put_part(const maker *m, const ks_setting_part *part, node *at)
{
    if (at->kind != KS_SOURCE_NODE_MAP)
        return put_scalar(m, part, 7, at);
    for (node *value = at + 1; value < at + at->size; value += value->size) {
        u32 roles = role_of(value->key);
        if (!roles)
            return refuse(m, KS_PROFILE_PART, value, value->key);
        if (!put_scalar(m, part, roles, value))
            return false;
    }
    return true;
}

static const ks_setting_part *part_of(const ks_setting *setting, ks_str name)
{
    for (u32 i = 0; i < setting->part_count; i++) {
        if (ks_str_equal(setting->parts[i].name, name))
            return &setting->parts[i];
    }
    return NULL;
}

static bool put_setting(const maker *m, const ks_setting *setting, node *at)
{
    u32 index;
    if (at->kind == KS_SOURCE_NODE_SCALAR && at->text.size) {
        node *other = find(built_in(), at->text, &index);
        if (other)
            return put_as(m, setting, other, index, at);
    }
    if (is_leave(at)) {
        for (u32 i = 0; i < setting->part_count; i++)
            put(m, &setting->parts[i], 7, NULL);
        return true;
    }
    if (setting->part_count == 1 && setting->parts[0].name.size == 0)
        return put_part(m, &setting->parts[0], at);
    if (at->kind != KS_SOURCE_NODE_MAP)
        return refuse(m, KS_PROFILE_PARTS, at, setting->id);
    for (node *value = at + 1; value < at + at->size; value += value->size) {
        const ks_setting_part *part = part_of(setting, value->key);
        if (!part)
            return refuse(m, KS_PROFILE_PART, value, value->key);
        if (!put_part(m, part, value))
            return false;
    }
    return true;
}

static bool put_own(const maker *m, node *settings)
{
    if (settings->kind != KS_SOURCE_NODE_MAP)
        return refuse(m, KS_PROFILE_FORM, settings, settings->key);
    for (node *at = settings + 1; at < settings + settings->size; at += at->size) {
        const ks_setting *setting = ks_setting_find(at->key);
        if (!setting)
            return refuse(m, KS_PROFILE_SETTING, at, at->key);
        if (!put_setting(m, setting, at))
            return false;
    }
    return true;
}

// --- the whole

static bool make_parent(maker *m, node *name)
{
    u32 index = 0;
    maker above = *m;
    node *parent = name->kind == KS_SOURCE_NODE_SCALAR && name->text.size
                       ? find(m->document, name->text, &index)
                       : NULL;
    if (!parent || parent >= name) { // only those before it: no circles
        above.document = built_in();
        parent = is_built_in(m) ? NULL : find(above.document, name->text, &index);
    }
    if (!parent || ++above.depth > parents_most)
        return refuse(m, KS_PROFILE_PARENT, name, name->text);
    return make(&above, parent, index);
}

static bool make(maker *m, node *profile, u32 index)
{
    static const char *const keys[] = { "id", "title", "about", "roles", "extends", "settings" };
    if (++m->made->makes > makes_most)
        return refuse(m, KS_PROFILE_PARENT, profile, profile->text);
    for (node *at = profile + 1; at < profile + profile->size; at += at->size) {
        bool is_known = false;
        for (size_t i = 0; i < countof(keys) && !is_known; i++)
            is_known = ks_str_equal(at->key, ks_str_of(keys[i]));
        if (!is_known)
            return refuse(m, KS_PROFILE_FORM, at, at->key);
    }
    node *extends = below(profile, "extends"), *settings = below(profile, "settings");
    if (extends && extends->kind == KS_SOURCE_NODE_MAP)
        return refuse(m, KS_PROFILE_FORM, extends, extends->key);
    if (extends && extends->kind == KS_SOURCE_NODE_SCALAR && !make_parent(m, extends))
        return false;
    for (node *at = extends ? extends + 1 : NULL; at && at < extends + extends->size;
         at += at->size) {
        if (!make_parent(m, at))
            return false;
    }
    if (is_built_in(m) && !put_rows(m, index))
        return false;
    return !settings || put_own(m, settings);
}

static void fill_texts(node *from, ks_profile *profile)
{
    static const char *const languages[] = { "en", "ja" };
    node *id = below(from, "id"), *title = below(from, "title"), *about = below(from, "about");
    node *roles = below(from, "roles");
    profile->id = id ? id->text : (ks_str){ 0 };
    for (u32 i = 0; i < KS_LANG_COUNT; i++) {
        // A user's profile may have a title in one language only, or as a plain text.
        node *own =
            title && title->kind == KS_SOURCE_NODE_SCALAR ? title : below(title, languages[i]);
        node *said =
            about && about->kind == KS_SOURCE_NODE_SCALAR ? about : below(about, languages[i]);
        own = own ? own : below(title, languages[1 - i]);
        said = said ? said : below(about, languages[1 - i]);
        profile->title[i] = own ? own->text : profile->id;
        profile->about[i] = said ? said->text : (ks_str){ 0 };
    }
    for (node *at = roles ? roles + 1 : NULL; at && at < roles + roles->size; at += at->size)
        profile->roles |= role_of(at->text);
    if (!profile->roles)
        profile->roles = 7;
}

static bool open_in(profile_document document, ks_str id, ks_arena *arena, ks_profile *profile,
                    ks_fail *fail)
{
    u32 index = 0;
    making made = { 0 };
    node *found = find(document, id, &index);
    if (!found)
        return ks_refuse(fail, KS_NO_PROFILE, 0, 0, id);
    maker m = { .document = document, .arena = arena, .made = &made, .fail = fail };
    m.wants = no_wants(&m);
    if (!m.wants || !make(&m, found, index))
        return false;
    *profile = (ks_profile){ .wants = (const ks_want *const *)m.wants };
    fill_texts(found, profile);
    return true;
}

bool ks_profile_open(ks_str id, ks_arena *arena, ks_profile *profile, ks_fail *fail)
{
    if (id.size == 0)
        return ks_refuse(fail, KS_NO_PROFILE, 0, 0, id);
    return open_in(built_in(), id, arena, profile, fail);
}

bool ks_profile_read(ks_str yaml, ks_str id, ks_arena *arena, ks_profile *profile, ks_fail *fail)
{
    profile_document document;
    if (!profile_yaml_read(yaml, arena, &document, fail))
        return false;
    node *root = document.nodes, *format = below(root, "format"), *list = below(root, "profiles");
    if (!format || !ks_str_equal(format->text, KS_STR("1")))
        return ks_refuse(fail, KS_PROFILE_FORM, (format ? format : root)->line,
                         (format ? format : root)->column, KS_STR("format"));
    if (!list || list->kind != KS_SOURCE_NODE_LIST || list->size == 1)
        return ks_refuse(fail, KS_PROFILE_FORM, (list ? list : root)->line,
                         (list ? list : root)->column, KS_STR("profiles"));
    return open_in(document, id, arena, profile, fail);
}

bool ks_profile_at(size_t n, ks_profile *profile)
{
    node *list = below(catalogue_profile_nodes, "profiles");
    for (node *at = list + 1; at < list + list->size; at += at->size) {
        if (n-- == 0) {
            *profile = (ks_profile){ 0 };
            fill_texts(at, profile);
            return true;
        }
    }
    return false;
}

const ks_want *ks_profile_want(const ks_profile *profile, const ks_setting_part *part, ks_role role)
{
    return profile->wants[part->number * KS_ROLE_COUNT + (u32)role];
}

bool ks_profile_asks(const ks_profile *profile, const ks_setting *setting, u32 roles)
{
    for (u32 p = 0; p < setting->part_count; p++) {
        for (u32 role = 0; role < KS_ROLE_COUNT; role++) {
            if ((roles & 1u << role) && ks_profile_want(profile, &setting->parts[p], (ks_role)role))
                return true;
        }
    }
    return false;
}
