// plan.json: every part with its outcome, for programs.
#include "base/text.h"
#include "plan/parts.h"

enum { json_size = 4 << 20 };

static void member(ks_out *out, const char *name, ks_str text)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "\":\"");
    ks_out_utf8(out, text, KS_AS_JSON);
    KS_PUT(out, "\"");
}

static ks_str value_text(ks_setting_type type, ks_setting_value value, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, value.text.size * 2 + 64))
        return (ks_str){ 0 };
    ks_plan_value_print(&out, type, value);
    return ks_out_str(&out);
}

static ks_str place_text(const ks_setting_place *place, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, place->key.size + place->value.size + 64))
        return (ks_str){ 0 };
    ks_setting_place_print(place, &out);
    return ks_out_str(&out);
}

static void put_keys(ks_out *out, const ks_change *c, ks_arena scratch)
{
    for (size_t i = 0; i < c->key_count; i++) {
        ks_setting_place place = *c->place;
        ks_arena run = scratch;
        place.key = c->keys[i];
        ks_out_put(out, i ? KS_STR(",\"") : KS_STR(",\"each\":[\""));
        ks_out_utf8(out, place_text(&place, &run), KS_AS_JSON);
        KS_PUT(out, "\"");
    }
    if (c->key_count)
        KS_PUT(out, "]");
}

static void put_change(ks_out *out, const ks_change *c, ks_arena scratch)
{
    KS_PUT(out, "{\"setting\":\"");
    ks_out_put(out, c->setting->id);
    KS_PUT(out, "\"");
    if (c->part->name.size)
        member(out, "part", c->part->name);
    member(out, "kind", ks_setting_kind_word(c->part->kind));
    member(out, "outcome", ks_plan_outcome_word(c->outcome));
    if (c->place) {
        member(out, "place", place_text(c->place, &scratch));
        put_keys(out, c, scratch);
    } else if (c->part->object.size) {
        member(out, "object", c->part->object);
    }
    member(out, "was", value_text(c->part->type, c->was, &scratch));
    member(out, "becomes", value_text(c->part->type, c->becomes, &scratch));
    if (c->is_watching)
        KS_PUT(out, ",\"watching\":true");
    if (c->needed_by)
        member(out, "needed_by", c->needed_by->id);
    KS_PUT(out, "}");
}

bool plan_add_json(plan_files *f)
{
    ks_arena scratch = *f->arena;
    ks_out out;
    if (!ks_out_open(&out, &scratch, json_size))
        return false;
    KS_PUT(&out, "{\"format\":1,\"profile\":\"");
    ks_out_utf8(&out, f->request->profile->id, KS_AS_JSON);
    KS_PUT(&out, "\"");
    member(&out, "role", ks_role_word(f->request->windows.role));
    KS_PUT(&out, ",\"changes\":[");
    for (size_t i = 0; i < f->plan->count; i++) {
        ks_out_put(&out, i ? KS_STR(",\n") : KS_STR("\n"));
        put_change(&out, &f->plan->items[i], scratch);
    }
    KS_PUT(&out, "]}\n");
    *f->arena = scratch;
    ks_span bytes = { out.start, ks_out_size(&out) };
    return !out.is_full && ks_gpo_files_add(f->files, KS_STR("plan.json"), bytes, f->arena);
}
