// Settings as one JSON document: everything that the catalogue knows of them.
#include "cli/settings.h"

#include "base/number.h"
#include "base/text.h"

static void quoted(ks_out *out, ks_str text)
{
    KS_PUT(out, "\"");
    ks_out_utf8(out, text, KS_AS_JSON);
    KS_PUT(out, "\"");
}

static void name(ks_out *out, const char *key)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(key));
    KS_PUT(out, "\":");
}

static void text(ks_out *out, const char *key, ks_str value)
{
    if (!value.size)
        return;
    name(out, key);
    quoted(out, value);
}

static void list(ks_out *out, const char *key, const ks_setting_list *items)
{
    if (!items->count)
        return;
    name(out, key);
    for (u32 i = 0; i < items->count; i++) {
        ks_out_put(out, i ? KS_STR(",") : KS_STR("["));
        quoted(out, items->items[i]);
    }
    KS_PUT(out, "]");
}

static void put_roles(ks_out *out, const char *key, u32 roles)
{
    bool is_first = true;
    name(out, key);
    KS_PUT(out, "[");
    for (u32 i = 0; i < KS_ROLE_COUNT; i++) {
        if (!(roles & 1u << i))
            continue;
        ks_out_put(out, is_first ? KS_STR("") : KS_STR(","));
        quoted(out, ks_role_word((ks_role)i));
        is_first = false;
    }
    KS_PUT(out, "]");
}

static void put_cases(ks_out *out, const char *key, const ks_setting_case *cases, u32 count)
{
    if (!count)
        return;
    name(out, key);
    for (u32 i = 0; i < count; i++) {
        const ks_setting_case *c = &cases[i];
        ks_out_put(out, i ? KS_STR(",{\"value\":") : KS_STR("[{\"value\":"));
        quoted(out, c->value);
        if (c->from) {
            name(out, "from_build");
            ks_out_u64(out, c->from);
        }
        if (c->until != UINT32_MAX) {
            name(out, "until_build");
            ks_out_u64(out, c->until);
        }
        if (c->roles != 7)
            put_roles(out, "roles", c->roles);
        KS_PUT(out, "}");
    }
    KS_PUT(out, "]");
}

static void put_wants(settings_run *r, const ks_setting_part *part)
{
    ks_out *out = &r->line;
    bool is_first = true;
    for (u32 i = 0; r->has_profile && i < KS_ROLE_COUNT; i++) {
        const ks_want *want = ks_profile_want(&r->profile, part, (ks_role)i);
        if (!want || !(r->profile.roles & 1u << i))
            continue;
        ks_out_put(out, is_first ? KS_STR(",\"wanted\":{") : KS_STR(","));
        quoted(out, ks_role_word((ks_role)i));
        KS_PUT(out, ":");
        quoted(out, want->text);
        is_first = false;
    }
    if (!is_first)
        KS_PUT(out, "}");
}

static void put_part(settings_run *r, const ks_setting_part *part)
{
    ks_out *out = &r->line;
    KS_PUT(out, "{\"kind\":");
    quoted(out, ks_setting_kind_word(part->kind));
    text(out, "name", part->name);
    text(out, "object", part->object);
    text(out, "detail", part->detail);
    for (u32 i = 0; i < part->place_count; i++) {
        u8 bytes[1024];
        ks_out place = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
        ks_setting_place_print(&part->places[i], &place);
        ks_out_put(out, i ? KS_STR(",") : KS_STR(",\"places\":["));
        quoted(out, ks_out_str(&place));
    }
    ks_out_put(out, part->place_count ? KS_STR("]") : KS_STR(""));
    put_cases(out, "default", part->defaults, part->default_count);
    put_cases(out, "when_absent", part->absent, part->absent_count);
    for (u32 i = 0; i < part->choice_count; i++) {
        ks_out_put(out, i ? KS_STR(",{\"value\":") : KS_STR(",\"values\":[{\"value\":"));
        quoted(out, part->choices[i].value);
        text(out, "meaning", part->choices[i].meaning[r->data_lang]);
        KS_PUT(out, "}");
    }
    ks_out_put(out, part->choice_count ? KS_STR("]") : KS_STR(""));
    put_wants(r, part);
    KS_PUT(out, "}");
}

static void put_events(ks_out *out, const ks_setting *s)
{
    for (u32 i = 0; i < s->event_count; i++) {
        const ks_setting_event *event = &s->events[i];
        ks_out_put(out, i ? KS_STR(",{\"channel\":") : KS_STR(",\"events\":[{\"channel\":"));
        quoted(out, event->channel);
        text(out, "provider", event->provider);
        name(out, "first_id");
        ks_out_u64(out, event->first);
        name(out, "last_id");
        ks_out_u64(out, event->last);
        KS_PUT(out, "}");
    }
    ks_out_put(out, s->event_count ? KS_STR("]") : KS_STR(""));
}

static void put_questions(ks_out *out, u32 questions)
{
    size_t count;
    const ks_question *all = ks_questions(&count);
    bool is_first = true;
    for (size_t i = 0; i < count; i++) {
        if (!(questions & 1u << all[i].number))
            continue;
        ks_out_put(out, is_first ? KS_STR(",\"questions\":[") : KS_STR(","));
        quoted(out, all[i].id);
        is_first = false;
    }
    ks_out_put(out, is_first ? KS_STR("") : KS_STR("]"));
}

static void put_volume(ks_out *out, const ks_setting *s)
{
    for (u32 i = 0; i < KS_ROLE_COUNT; i++) {
        ks_out_put(out, i ? KS_STR(",") : KS_STR(",\"volume\":{"));
        quoted(out, ks_role_word((ks_role)i));
        KS_PUT(out, ":");
        quoted(out, ks_volume_word(s->volume[i]));
    }
    KS_PUT(out, "}");
}

static void put_setting(settings_run *r, const ks_setting *s)
{
    ks_out *out = &r->line;
    KS_PUT(out, "{\"id\":");
    quoted(out, s->id);
    text(out, "group", ks_setting_group_of(s)->id);
    text(out, "use", ks_setting_use_word(s->use));
    text(out, "title", s->title[r->data_lang]);
    text(out, "purpose", s->purpose[r->data_lang]);
    text(out, "breaks", s->breaks[r->data_lang]);
    text(out, "around", s->around[r->data_lang]);
    text(out, "editor", s->editor[r->data_lang]);
    put_volume(out, s);
    text(out, "effect", ks_takes_effect_word(s->takes_effect));
    if (s->not_for)
        put_roles(out, "not_for", s->not_for);
    put_events(out, s);
    list(out, "reveals", &s->reveals);
    list(out, "mitigates", &s->mitigates);
    put_questions(out, s->questions);
    list(out, "sources", &s->sources);
    list(out, "needs", &s->needs);
    list(out, "references", &s->references);
    name(out, "unconfirmed");
    ks_out_put(out, s->is_unconfirmed ? KS_STR("true") : KS_STR("false"));
    name(out, "parts");
    for (u32 i = 0; i < s->part_count; i++) {
        ks_out_put(out, i ? KS_STR(",") : KS_STR("["));
        put_part(r, &s->parts[i]);
    }
    ks_out_put(out, s->part_count ? KS_STR("]}") : KS_STR("[]}"));
}

void settings_put_json(settings_run *r)
{
    KS_PUT(&r->line, "{\"format\":1");
    if (r->has_profile)
        text(&r->line, "profile", r->profile.id);
    KS_PUT(&r->line, ",\"settings\":[");
    for (size_t i = 0; i < r->chosen_count; i++) {
        ks_out_put(&r->line, i ? KS_STR(",\n") : KS_STR("\n"));
        put_setting(r, r->chosen[i]);
    }
    KS_PUT(&r->line, "]}\n");
}
