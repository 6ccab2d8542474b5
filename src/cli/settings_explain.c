// `konseki settings explain`: everything about a setting, in sentences.
#include "cli/settings.h"

#include "base/number.h"

enum { columns = 80, label_column = 18, profiles_most = 32 };

typedef struct {
    settings_run *run;
    page page;
    ks_out text; // of one row
    ks_profile profiles[profiles_most];
    size_t profile_count;
} explaining;

static void label_row(explaining *x, ks_note note)
{
    u8 bytes[128];
    ks_out label = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    if (!ks_out_size(&x->text))
        return;
    ks_say(&label, note, NULL, x->run->lang);
    page_row(&x->page, ks_out_str(&label), ks_out_str(&x->text), label_column);
    ks_out_clear(&x->text);
}

static void text_row(explaining *x, ks_note note, ks_str text)
{
    ks_out_put(&x->text, text);
    label_row(x, note);
}

// What stands between the items of a list.
static ks_str between(const explaining *x, size_t said)
{
    if (said == 0)
        return KS_STR("");
    return x->run->lang == KS_JA ? KS_STR("、") : KS_STR(", ");
}

static void list_row(explaining *x, ks_note note, const ks_setting_list *list)
{
    for (u32 i = 0; i < list->count; i++) {
        ks_out_put(&x->text, between(x, i));
        ks_out_put(&x->text, list->items[i]);
    }
    label_row(x, note);
}

// --- parts

static void put_builds(explaining *x, const ks_setting_case *c)
{
    ks_out *out = &x->text;
    ks_say(out, KS_SAY_SETTINGS_BUILD, NULL, x->run->lang);
    KS_PUT(out, " ");
    if (c->from)
        ks_out_u64(out, c->from);
    KS_PUT(out, "-");
    if (c->until != UINT32_MAX)
        ks_out_u64(out, c->until);
}

static void cases_row(explaining *x, ks_note note, const ks_setting_part *part,
                      const ks_setting_case *cases, u32 count)
{
    ks_out *out = &x->text;
    for (u32 i = 0; i < count; i++) {
        const ks_setting_case *c = &cases[i];
        bool has_build = c->from || c->until != UINT32_MAX;
        ks_out_put(out, i ? KS_STR("; ") : KS_STR(""));
        settings_put_value(out, part, c->value, x->run->lang);
        if (!has_build && c->roles == 7)
            continue;
        KS_PUT(out, " (");
        u32 said = 0;
        for (u32 role = 0; c->roles != 7 && role < KS_ROLE_COUNT; role++) {
            if (!(c->roles & 1u << role))
                continue;
            ks_out_put(out, between(x, said++));
            ks_say(out, settings_role_note((ks_role)role), NULL, x->run->lang);
        }
        ks_out_put(out, has_build ? between(x, said) : KS_STR(""));
        if (has_build)
            put_builds(x, c);
        KS_PUT(out, ")");
    }
    label_row(x, note);
}

// "cis: 1", or by role where roles differ: "recommended: client 1 / server 0".
static void put_profile(explaining *x, const ks_profile *profile, const ks_setting_part *part)
{
    const ks_want *wants[KS_ROLE_COUNT], *first = NULL;
    bool are_same = true;
    ks_out *out = &x->text;
    for (u32 i = 0; i < KS_ROLE_COUNT; i++) {
        bool is_used = profile->roles & 1u << i;
        wants[i] = is_used ? ks_profile_want(profile, part, (ks_role)i) : NULL;
        first = first ? first : wants[i];
        are_same =
            are_same && (!is_used || (wants[i] && ks_str_equal(wants[i]->text, first->text)));
    }
    if (!first)
        return;
    ks_out_put(out, ks_out_size(out) ? KS_STR("; ") : KS_STR(""));
    ks_out_put(out, profile->id);
    KS_PUT(out, ": ");
    for (u32 i = 0, said = 0; !are_same && i < KS_ROLE_COUNT; i++) {
        if (!wants[i])
            continue;
        ks_out_put(out, said++ ? KS_STR(" / ") : KS_STR(""));
        ks_say(out, settings_role_note((ks_role)i), NULL, x->run->lang);
        KS_PUT(out, " ");
        settings_put_want(out, part, wants[i], x->run->lang);
    }
    if (are_same)
        settings_put_want(out, part, first, x->run->lang);
}

static void put_part(explaining *x, const ks_setting_part *part)
{
    ks_lang lang = x->run->lang;
    ks_out *out = &x->text;
    page_line(&x->page, (ks_str){ 0 });
    ks_out_put(out, part->name);
    ks_out_put(out, part->name.size ? KS_STR(" (") : KS_STR(""));
    ks_out_put(out, ks_setting_kind_text(part->kind, lang));
    ks_out_put(out, part->name.size ? KS_STR(")") : KS_STR(""));
    page_heading(&x->page, ks_out_str(out));
    ks_out_clear(out);
    for (u32 i = 0; i < part->place_count; i++) {
        ks_setting_place_print(&part->places[i], out);
        page_paragraph(&x->page, ks_out_str(out), 2);
        ks_out_clear(out);
    }
    if (part->object.size && part->kind != KS_SETTING_SERVICE) {
        ks_out_put(out, part->object);
        ks_out_put(out, part->detail.size ? KS_STR("  ") : KS_STR(""));
        ks_out_put(out, part->detail);
        page_paragraph(&x->page, ks_out_str(out), 2);
        ks_out_clear(out);
    }
    for (u32 i = 0; i < part->choice_count; i++) {
        KS_PUT(out, "  ");
        ks_out_put(out, part->choices[i].value);
        page_row(&x->page, ks_out_str(out), part->choices[i].meaning[lang], label_column);
        ks_out_clear(out);
    }
    cases_row(x, KS_SAY_SETTINGS_DEFAULT, part, part->defaults, part->default_count);
    cases_row(x, KS_SAY_SETTINGS_ABSENT, part, part->absent, part->absent_count);
    for (size_t i = 0; i < x->profile_count; i++)
        put_profile(x, &x->profiles[i], part);
    label_row(x, KS_SAY_SETTINGS_WANTED);
}

// --- the setting

static void events_row(explaining *x, const ks_setting *s)
{
    ks_out *out = &x->text;
    for (u32 i = 0; i < s->event_count; i++) {
        const ks_setting_event *event = &s->events[i];
        if (i == 0 || !ks_str_equal(event->channel, s->events[i - 1].channel)) {
            ks_out_put(out, i ? KS_STR("; ") : KS_STR(""));
            ks_out_put(out, event->channel);
        }
        KS_PUT(out, " ");
        ks_out_u64(out, event->first);
        if (event->last != event->first) {
            KS_PUT(out, "-");
            ks_out_u64(out, event->last);
        }
    }
    label_row(x, KS_SAY_SETTINGS_EVENTS);
}

static void volume_row(explaining *x, const ks_setting *s)
{
    const ks_volume *v = s->volume;
    bool are_same = v[0] == v[1] && v[1] == v[2];
    if (are_same && v[0] == KS_VOLUME_UNKNOWN)
        return;
    for (u32 i = 0; i < (are_same ? 1u : (u32)KS_ROLE_COUNT); i++) {
        ks_out_put(&x->text, i ? KS_STR("; ") : KS_STR(""));
        if (!are_same) {
            ks_say(&x->text, settings_role_note((ks_role)i), NULL, x->run->lang);
            KS_PUT(&x->text, ": ");
        }
        ks_say(&x->text, settings_volume_note(v[i]), NULL, x->run->lang);
    }
    label_row(x, KS_SAY_SETTINGS_VOLUME);
}

static void questions_row(explaining *x, const ks_setting *s)
{
    size_t count, said = 0;
    const ks_question *all = ks_questions(&count);
    for (size_t i = 0; i < count; i++) {
        if (!(s->questions & 1u << all[i].number))
            continue;
        ks_out_put(&x->text, between(x, said++));
        ks_out_put(&x->text, all[i].title[x->run->lang]);
    }
    label_row(x, KS_SAY_SETTINGS_QUESTIONS);
}

static void roles_row(explaining *x, const ks_setting *s)
{
    for (u32 i = 0, said = 0; i < KS_ROLE_COUNT; i++) {
        if (!(s->not_for & 1u << i))
            continue;
        ks_out_put(&x->text, between(x, said++));
        ks_say(&x->text, settings_role_note((ks_role)i), NULL, x->run->lang);
    }
    label_row(x, KS_SAY_SETTINGS_NOT_FOR);
}

static void dead_rows(explaining *x, const ks_setting *s)
{
    for (u32 i = 0; i < KS_DEAD_COUNT; i++) {
        const ks_dead_check *check = ks_dead_check_get((ks_dead_id)i);
        if (!ks_dead_check_affects(check, s->id))
            continue;
        ks_out_put(&x->text, check->sentence[x->run->lang]);
        ks_out_put(&x->text, x->run->lang == KS_EN ? KS_STR(" ") : KS_STR(""));
        text_row(x, KS_SAY_SETTINGS_DEAD, check->remedy[x->run->lang]);
    }
}

static void put_setting(explaining *x, const ks_setting *s)
{
    ks_lang lang = x->run->lang;
    ks_out_put(&x->text, s->id);
    KS_PUT(&x->text, "  ");
    ks_out_put(&x->text, s->title[lang]);
    page_heading(&x->page, ks_out_str(&x->text));
    ks_out_clear(&x->text);
    if (s->is_unconfirmed) {
        ks_say(&x->text, KS_SAY_SETTINGS_UNCONFIRMED, NULL, lang);
        page_paragraph(&x->page, ks_out_str(&x->text), 2);
        ks_out_clear(&x->text);
    }
    text_row(x, settings_use_note(s->use), s->purpose[lang]);
    text_row(x, KS_SAY_SETTINGS_BREAKS, s->breaks[lang]);
    text_row(x, KS_SAY_SETTINGS_AROUND, s->around[lang]);
    text_row(x, KS_SAY_SETTINGS_EDITOR, s->editor[lang]);
    volume_row(x, s);
    ks_say(&x->text, settings_effect_note(s->takes_effect), NULL, lang);
    label_row(x, KS_SAY_SETTINGS_EFFECT);
    roles_row(x, s);
    events_row(x, s);
    list_row(x, KS_SAY_SETTINGS_REVEALS, &s->reveals);
    list_row(x, KS_SAY_SETTINGS_MITIGATES, &s->mitigates);
    questions_row(x, s);
    list_row(x, KS_SAY_RULES_SOURCE, &s->sources);
    list_row(x, KS_SAY_SETTINGS_NEEDS, &s->needs);
    dead_rows(x, s);
    list_row(x, KS_SAY_SETTINGS_REFERENCES, &s->references);
    for (u32 i = 0; i < s->part_count; i++)
        put_part(x, &s->parts[i]);
}

static bool open_profiles(explaining *x, ks_fail *fail)
{
    ks_profile own;
    if (x->run->has_profile) {
        x->profiles[x->profile_count++] = x->run->profile;
        return true;
    }
    for (size_t i = 0; ks_profile_at(i, &own) && i < profiles_most; i++) {
        if (!ks_profile_open(own.id, &x->run->arena, &x->profiles[i], fail))
            return false;
        x->profile_count = i + 1;
    }
    return true;
}

bool settings_put_explained(settings_run *r, ks_fail *fail)
{
    enum { text_most = 64 << 10 };
    explaining *x = ks_take(&r->arena, explaining, 1);
    if (!x || !ks_out_open(&x->text, &r->arena, text_most))
        return ks_refuse(fail, KS_OVER_BUDGET, text_most, 0, KS_STR("run"));
    x->run = r;
    x->page = (page){ .out = &r->line, .columns = columns };
    if (!open_profiles(x, fail))
        return false;
    for (size_t i = 0; i < r->chosen_count; i++) {
        if (i)
            page_line(&x->page, (ks_str){ 0 });
        put_setting(x, r->chosen[i]);
    }
    return true;
}
