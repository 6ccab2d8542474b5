// Settings a line each, for people and as CSV: a line a part, since parts have places and values.
#include "cli/settings.h"

#include "base/csv.h"
#include "base/number.h"

enum { columns = 80, title_column = 36 };

static bool is_used(const settings_run *r, ks_role role)
{
    return !r->has_profile || (r->profile.roles & 1u << role);
}

// What the profile wants of the part, once if it is the same on all roles.
static void put_wants(settings_run *r, const page *p, const ks_setting_part *part)
{
    const ks_want *wants[KS_ROLE_COUNT] = { 0 }, *first = NULL;
    bool are_same = true;
    u32 used = 0;
    for (u32 i = 0; i < KS_ROLE_COUNT; i++) {
        if (!is_used(r, (ks_role)i))
            continue;
        wants[i] = ks_profile_want(&r->profile, part, (ks_role)i);
        are_same = are_same && (used == 0 || wants[i] == first ||
                                (wants[i] && first && ks_str_equal(wants[i]->text, first->text)));
        first = used++ == 0 ? wants[i] : first;
    }
    for (u32 i = 0; i < KS_ROLE_COUNT; i++) {
        u8 left[128], right[2048]; // any want: each of its texts is cut
        ks_out name = { .at = left, .start = left, .end = left + sizeof left };
        ks_out text = { .at = right, .start = right, .end = right + sizeof right - ks_out_slack };
        if (!wants[i])
            continue;
        KS_PUT(&name, "  ");
        ks_out_put(&name, part->name);
        if (!are_same) {
            ks_say(&text, settings_role_note((ks_role)i), NULL, r->lang);
            KS_PUT(&text, ": ");
        }
        settings_put_want(&text, part, wants[i], r->lang);
        page_row(p, ks_out_str(&name), ks_out_str(&text), title_column);
        if (are_same)
            return;
    }
}

void settings_put_list(settings_run *r)
{
    const page p = { .out = &r->line, .columns = columns };
    const ks_setting_group *group = NULL;
    for (size_t i = 0; i < r->chosen_count; i++) {
        const ks_setting *s = r->chosen[i];
        if (ks_setting_group_of(s) != group) {
            u8 bytes[256];
            ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
            group = ks_setting_group_of(s);
            ks_out_put(&out, group->title[r->lang]);
            KS_PUT(&out, " (");
            ks_out_put(&out, group->id);
            KS_PUT(&out, ")");
            if (i)
                page_line(&p, (ks_str){ 0 });
            page_heading(&p, ks_out_str(&out));
        }
        page_row(&p, s->id, s->title[r->lang], title_column);
        for (u32 k = 0; r->has_profile && k < s->part_count; k++)
            put_wants(r, &p, &s->parts[k]);
    }
    if (r->chosen_count)
        page_line(&p, (ks_str){ 0 });
    ks_say(&r->line, KS_SAY_SETTINGS_LISTED, &(ks_words){ .number = { (i64)r->chosen_count } },
           r->lang);
    KS_PUT(&r->line, "\n");
}

// --- CSV

static void cell(settings_run *r, ks_str text, const char *end)
{
    ks_out_csv(&r->line, text);
    ks_out_put(&r->line, ks_str_of(end));
}

static void put_row(settings_run *r, const ks_setting *s, const ks_setting_part *part)
{
    u8 bytes[2048];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    cell(r, s->id, ",");
    cell(r, ks_setting_group_of(s)->id, ",");
    cell(r, ks_setting_use_word(s->use), ",");
    cell(r, s->title[r->data_lang], ",");
    cell(r, s->purpose[r->data_lang], ",");
    cell(r, part ? part->name : (ks_str){ 0 }, ",");
    cell(r, ks_setting_kind_word(part ? part->kind : KS_SETTING_FACT), ",");
    for (u32 i = 0; part && i < part->place_count; i++) {
        ks_out_put(&out, i ? KS_STR("; ") : KS_STR(""));
        ks_setting_place_print(&part->places[i], &out);
    }
    if (part && part->place_count == 0)
        ks_out_put(&out, part->object);
    cell(r, ks_out_str(&out), ",");
    for (u32 i = 0; i < KS_ROLE_COUNT; i++) {
        const ks_want *want = part && r->has_profile && is_used(r, (ks_role)i)
                                  ? ks_profile_want(&r->profile, part, (ks_role)i)
                                  : NULL;
        cell(r, want ? want->text : (ks_str){ 0 }, ",");
    }
    cell(r, ks_volume_word(s->volume[KS_ROLE_CLIENT]), ",");
    cell(r, ks_takes_effect_word(s->takes_effect), ",");
    ks_out_clear(&out);
    const ks_setting_list *techniques = s->reveals.count ? &s->reveals : &s->mitigates;
    for (u32 i = 0; i < techniques->count; i++) {
        ks_out_put(&out, i ? KS_STR(" ") : KS_STR(""));
        ks_out_put(&out, techniques->items[i]);
    }
    cell(r, ks_out_str(&out), ",");
    cell(r, s->is_unconfirmed ? KS_STR("unconfirmed") : KS_STR(""), "\n");
}

void settings_put_csv(settings_run *r)
{
    KS_PUT(&r->line, "id,group,use,title,purpose,part,kind,place,client,server,dc,volume,effect,"
                     "techniques,unconfirmed\n");
    for (size_t i = 0; i < r->chosen_count; i++) {
        const ks_setting *s = r->chosen[i];
        for (u32 k = 0; k < s->part_count; k++)
            put_row(r, s, &s->parts[k]);
        if (s->part_count == 0)
            put_row(r, s, NULL);
    }
}
