// Look-ups in the tables of settings: by id, group and nearness; defaults by version of Windows.
#include "catalogue/settings.h"

#include "catalogue/tables.h"

const ks_setting_group *ks_setting_groups(size_t *count)
{
    *count = catalogue_setting_group_count;
    return catalogue_setting_groups;
}

const ks_setting_group *ks_setting_group_of(const ks_setting *setting)
{
    for (size_t i = 0; i < catalogue_setting_group_count; i++) {
        const ks_setting_group *group = &catalogue_setting_groups[i];
        for (size_t k = 0; k < group->count; k++) {
            if (&group->settings[k] == setting)
                return group;
        }
    }
    return NULL;
}

const ks_setting *const *ks_settings(size_t *count)
{
    *count = catalogue_setting_count;
    return catalogue_settings;
}

size_t ks_setting_part_total(void) { return catalogue_setting_part_count; }

const ks_setting *ks_setting_find(ks_str id)
{
    size_t low = 0, high = catalogue_setting_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ks_str_compare(catalogue_settings[middle]->id, id);
        if (order == 0)
            return catalogue_settings[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

// Letters to insert, drop or replace (Levenshtein), rows of at most `longest` columns.
static u32 distance(ks_str a, ks_str b)
{
    enum { longest = 64 };
    u32 row[longest + 1];
    if (a.size > longest || b.size > longest)
        return longest;
    for (u32 k = 0; k <= b.size; k++)
        row[k] = k;
    for (u32 i = 1; i <= a.size; i++) {
        u32 corner = row[0];
        row[0] = i;
        for (u32 k = 1; k <= b.size; k++) {
            u32 change = corner + (a.at[i - 1] != b.at[k - 1]);
            u32 least = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
            corner = row[k];
            row[k] = change < least ? change : least;
        }
    }
    return row[b.size];
}

static bool ends_with_part(ks_str id, ks_str word)
{
    return id.size > word.size && id.at[id.size - word.size - 1] == '.' &&
           !memcmp(id.at + id.size - word.size, word.at, word.size);
}

ks_str ks_setting_nearest(ks_str id)
{
    ks_str nearest = { 0 };
    u32 least = (u32)(id.size / 3 + 1);
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        ks_str other = catalogue_settings[i]->id;
        u32 far = id.size && ends_with_part(other, id) ? 0 : distance(id, other);
        if (far < least) {
            least = far;
            nearest = other;
        }
    }
    return nearest;
}

// --- words

ks_str ks_setting_kind_word(ks_setting_kind kind)
{
    static const ks_str words[] = {
#define X(name, word, en, ja) KS_TEXT(word),
        KS_SETTING_KINDS(X)
#undef X
    };
    return words[kind];
}

ks_str ks_setting_kind_text(ks_setting_kind kind, ks_lang lang)
{
    static const ks_str texts[][KS_LANG_COUNT] = {
#define X(name, word, en, ja) { KS_TEXT(en), KS_TEXT(ja) },
        KS_SETTING_KINDS(X)
#undef X
    };
    return texts[kind][lang];
}

ks_str ks_setting_use_word(ks_setting_use use)
{
    static const ks_str words[] = { KS_TEXT("records"), KS_TEXT("protects"), KS_TEXT("watched") };
    return words[use];
}

ks_str ks_volume_word(ks_volume volume)
{
    static const ks_str words[] = { KS_TEXT("unknown"), KS_TEXT("none"), KS_TEXT("low"),
                                    KS_TEXT("med"),     KS_TEXT("high"), KS_TEXT("flood") };
    return words[volume];
}

ks_str ks_takes_effect_word(ks_takes_effect when)
{
    static const ks_str words[] = { KS_TEXT("soon"), KS_TEXT("relogon"), KS_TEXT("reboot") };
    return words[when];
}

ks_str ks_role_word(ks_role role)
{
    static const ks_str words[] = { KS_TEXT("client"), KS_TEXT("server"), KS_TEXT("dc") };
    return words[role];
}

ks_str ks_role_text(ks_role role, ks_lang lang)
{
    static const ks_str japanese[] = { KS_TEXT("クライアント"), KS_TEXT("サーバー"),
                                       KS_TEXT("ドメイン コントローラー") };
    return lang == KS_JA ? japanese[role] : ks_role_word(role);
}

void ks_setting_place_print(const ks_setting_place *place, ks_out *out)
{
    static const ks_str roots[] = { KS_TEXT("HKLM\\SYSTEM\\"), KS_TEXT("HKLM\\SOFTWARE\\"),
                                    KS_TEXT("HKCU\\"), KS_TEXT("HKLM\\SECURITY\\"),
                                    KS_TEXT("HKLM\\SAM\\") };
    ks_out_put(out, roots[place->root]);
    ks_out_put(out, place->key);
    KS_PUT(out, "!");
    ks_out_put(out, place->value);
}

// --- by version of Windows

static ks_setting_value first_that_fits(const ks_setting_case *cases, u32 count,
                                        ks_setting_type type, const ks_windows *windows)
{
    ks_setting_value value = { .kind = KS_VALUE_UNKNOWN };
    for (u32 i = 0; i < count; i++) {
        const ks_setting_case *c = &cases[i];
        bool is_any_build = c->from == 0 && c->until == UINT32_MAX;
        bool fits = (is_any_build || (windows->build >= c->from && windows->build <= c->until)) &&
                    (c->roles & 1u << windows->role) && (c->editions & windows->edition);
        // A build or edition that is not known leaves open which of several cases holds.
        if (!is_any_build && windows->build == 0)
            return value;
        if (c->editions != ks_edition_any && windows->edition == ks_edition_any)
            return value;
        if (fits) {
            KS_ASSERT(ks_setting_value_parse(type, c->value, &value));
            return value;
        }
    }
    return value;
}

ks_setting_value ks_setting_default(const ks_setting_part *part, const ks_windows *windows)
{
    return first_that_fits(part->defaults, part->default_count, part->type, windows);
}

ks_setting_value ks_setting_when_absent(const ks_setting_part *part, const ks_windows *windows)
{
    return first_that_fits(part->absent, part->absent_count, part->type, windows);
}

bool ks_setting_exists_on(const ks_setting *setting, const ks_windows *windows)
{
    bool is_build = windows->build == 0 ||
                    (windows->build >= setting->from && windows->build <= setting->until);
    return is_build && (setting->editions & windows->edition);
}

// --- configured but dead

const ks_dead_check *ks_dead_check_get(ks_dead_id id) { return &catalogue_dead_checks[id]; }

bool ks_dead_check_affects(const ks_dead_check *check, ks_str id)
{
    for (u32 i = 0; i < check->affects.count; i++) {
        ks_str affected = check->affects.items[i];
        bool is_front = affected.at[affected.size - 1] == '*';
        size_t size = affected.size - is_front;
        if (id.size >= size && !memcmp(id.at, affected.at, size) && (is_front || id.size == size))
            return true;
    }
    return false;
}
