// Which settings are meant: a group's, those that a profile asks, those named, those with words.
#include "cli/settings.h"

#include "base/fold.h"
#include "base/number.h"
#include "cli/terminal.h"

static void add(settings_run *r, const ks_setting *setting)
{
    if (!r->has_profile || ks_profile_asks(&r->profile, setting, r->profile.roles))
        r->chosen[r->chosen_count++] = setting;
}

static bool is_group_wanted(const settings_run *r, const ks_setting_group *group)
{
    const char *wanted = options_value(r->given, OPTION_GROUP);
    return !wanted || ks_str_equal(group->id, ks_str_of(wanted));
}

static bool group_is_known(const settings_run *r)
{
    size_t count;
    const ks_setting_group *groups = ks_setting_groups(&count);
    u8 bytes[512];
    ks_out names = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    for (size_t i = 0; i < count; i++) {
        if (is_group_wanted(r, &groups[i]))
            return true;
        ks_out_put(&names, i ? KS_STR(", ") : KS_STR(""));
        ks_out_put(&names, groups[i].id);
    }
    *names.at = 0;
    terminal_say_usage(r->given, KS_SAY_SETTINGS_NO_GROUP, options_value(r->given, OPTION_GROUP),
                       (const char *)bytes);
    return false;
}

bool settings_choose_list(settings_run *r)
{
    size_t count;
    const ks_setting_group *groups = ks_setting_groups(&count);
    if (!group_is_known(r))
        return false;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; is_group_wanted(r, &groups[i]) && k < groups[i].count; k++)
            add(r, &groups[i].settings[k]);
    }
    return true;
}

// "no setting 'x'; nearest: 'y'" and where help is.
static void say_unknown(const settings_run *r, ks_str id)
{
    u8 bytes[1024];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    ks_str nearest = ks_setting_nearest(id);
    KS_PUT(&out, "konseki settings: ");
    ks_say(&out, KS_SAY_SETTINGS_UNKNOWN, &(ks_words){ .text = { id } }, r->lang);
    if (nearest.size)
        ks_say(&out, KS_SAY_NEAREST, &(ks_words){ .text = { nearest, KS_STR("") } }, r->lang);
    KS_PUT(&out, "\n");
    terminal_say(ks_out_str(&out));
}

bool settings_choose_named(settings_run *r)
{
    bool are_known = true;
    if (r->word_count == 0) {
        terminal_say_usage(r->given, KS_SAY_SETTINGS_NO_ID, NULL, NULL);
        return false;
    }
    for (size_t i = 0; i < r->word_count; i++) {
        ks_str id = ks_str_of(r->words[i]);
        const ks_setting *setting = ks_setting_find(id);
        if (!setting)
            say_unknown(r, id);
        else
            r->chosen[r->chosen_count++] = setting;
        are_known = are_known && setting;
    }
    return are_known;
}

// --- searching

static bool has(ks_str pattern, ks_str text) { return text.size && ks_glob_fold(pattern, text); }

static bool list_has(ks_str pattern, const ks_setting_list *list)
{
    for (u32 i = 0; i < list->count; i++) {
        if (has(pattern, list->items[i]))
            return true;
    }
    return false;
}

static bool part_has(ks_str pattern, const ks_setting_part *part)
{
    if (has(pattern, part->name) || has(pattern, part->object) || has(pattern, part->detail))
        return true;
    for (u32 i = 0; i < part->place_count; i++) {
        u8 bytes[1024];
        ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
        ks_setting_place_print(&part->places[i], &out);
        if (has(pattern, ks_out_str(&out)))
            return true;
    }
    return false;
}

static bool event_has(ks_str pattern, ks_str word, const ks_setting_event *event)
{
    u64 id;
    bool is_id = word.size < 8 && options_number(word.at, 0, 65535, &id);
    return has(pattern, event->channel) || (is_id && id >= event->first && id <= event->last);
}

static bool setting_has(const ks_setting *s, const char *word)
{
    u8 bytes[512];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    KS_PUT(&out, "*");
    ks_out_put(&out, ks_str_of(word));
    KS_PUT(&out, "*");
    ks_str pattern = ks_out_str(&out);
    if (out.is_full)
        return false;
    for (u32 i = 0; i < KS_LANG_COUNT; i++) {
        if (has(pattern, s->title[i]) || has(pattern, s->purpose[i]))
            return true;
    }
    for (u32 i = 0; i < s->part_count; i++) {
        if (part_has(pattern, &s->parts[i]))
            return true;
    }
    for (u32 i = 0; i < s->event_count; i++) {
        if (event_has(pattern, ks_str_of(word), &s->events[i]))
            return true;
    }
    return has(pattern, s->id) || list_has(pattern, &s->reveals) ||
           list_has(pattern, &s->mitigates) || list_has(pattern, &s->sources);
}

bool settings_choose_found(settings_run *r)
{
    size_t count;
    const ks_setting_group *groups = ks_setting_groups(&count);
    if (r->word_count == 0) {
        terminal_say_usage(r->given, KS_SAY_SETTINGS_NO_WORDS, NULL, NULL);
        return false;
    }
    if (!group_is_known(r))
        return false;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; is_group_wanted(r, &groups[i]) && k < groups[i].count; k++) {
            bool has_all = true;
            for (size_t w = 0; w < r->word_count && has_all; w++)
                has_all = setting_has(&groups[i].settings[k], r->words[w]);
            if (has_all)
                add(r, &groups[i].settings[k]);
        }
    }
    return true;
}
