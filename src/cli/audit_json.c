// The audit for programs: one JSON document, or one line of CSV for each part of each setting. Keys
// and words are English and stable; titles are in the language asked for.
#include "cli/audit.h"

#include "base/csv.h"
#include "base/number.h"
#include "base/text.h"
#include "base/ticks.h"
#include "policy/access.h"
#include "state/words.h"

enum { value_size = 4 << 20 };

typedef struct {
    auditor *a;
    ks_out *out, value;
    ks_day_cache days;
    bool has_item; // a comma comes first
} printer;

static void begin(printer *p, ks_str bracket)
{
    if (p->has_item)
        KS_PUT(p->out, ",");
    ks_out_put(p->out, bracket);
    p->has_item = false;
}

static void end(printer *p, ks_str bracket)
{
    ks_out_put(p->out, bracket);
    p->has_item = true;
}

static void key(printer *p, const char *name)
{
    begin(p, KS_STR("\""));
    ks_out_put(p->out, ks_str_of(name));
    KS_PUT(p->out, "\":");
}

static void quoted(printer *p, ks_str text)
{
    KS_PUT(p->out, "\"");
    ks_out_utf8(p->out, text, KS_AS_JSON);
    KS_PUT(p->out, "\"");
    p->has_item = true;
}

static void text(printer *p, const char *name, ks_str value)
{
    if (value.size == 0)
        return;
    key(p, name);
    quoted(p, value);
}

static void number(printer *p, const char *name, u64 value)
{
    key(p, name);
    ks_out_u64(p->out, value);
    p->has_item = true;
}

static void when(printer *p, const char *name, u64 ticks)
{
    if (ticks == 0)
        return;
    key(p, name);
    KS_PUT(p->out, "\"");
    ks_out_ticks(p->out, ticks, 7, &p->days);
    KS_PUT(p->out, "\"");
    p->has_item = true;
}

static void yes(printer *p, const char *name, bool is_so)
{
    if (!is_so)
        return;
    key(p, name);
    KS_PUT(p->out, "true");
    p->has_item = true;
}

// Numbers as numbers, texts as texts, audit settings and starts by their words; absent: null.
static void value(printer *p, const char *name, ks_setting_type type, ks_setting_value v)
{
    bool is_word = type == KS_TYPE_AUDIT || type == KS_TYPE_START || type == KS_TYPE_SWITCH;
    if (v.kind == KS_VALUE_UNKNOWN)
        return;
    if (v.kind == KS_VALUE_NUMBER && !is_word) {
        number(p, name, v.number);
        return;
    }
    key(p, name);
    p->has_item = true;
    if (v.kind == KS_VALUE_ABSENT) {
        KS_PUT(p->out, "null");
        return;
    }
    ks_out_clear(&p->value);
    ks_out_setting_value_plain(&p->value, type, v);
    quoted(p, ks_out_str(&p->value));
}

static void put_said(printer *p, ks_setting_type type, const ks_state *state, const ks_said *said)
{
    const ks_state_source *source = ks_state_source_at(state, said->source);
    begin(p, KS_STR("{"));
    text(p, "source", source->path);
    text(p, "format", ks_state_format_word(source->format));
    text(p, "tier", ks_state_tier_word(source->tier));
    text(p, "where", said->where);
    value(p, "value", type, said->value);
    if (said->is_ambiguous)
        value(p, "or", type, said->other);
    if (said->registry_type || said->is_wrong_type)
        text(p, "type", ks_registry_type_name(said->registry_type));
    yes(p, "wrong_type", said->is_wrong_type);
    when(p, "written", said->written_ticks);
    if (said->missing)
        number(p, "not_audited", said->missing);
    if (said->narrow)
        number(p, "audited_for_some", said->narrow);
    if (said->flooding)
        number(p, "flooding", said->flooding);
    end(p, KS_STR("}"));
}

static void put_part(printer *p, const ks_state *state, const ks_audit_part *part)
{
    const ks_instance *i = part->instance;
    begin(p, KS_STR("\n   {"));
    text(p, "part", part->part->name);
    text(p, "kind", ks_setting_kind_word(part->part->kind));
    text(p, "of", i->of);
    text(p, "verdict", ks_meeting_word(part->verdict));
    text(p, "doubt", ks_doubt_word(part->doubt));
    value(p, "value", part->part->type, i->value);
    yes(p, "by_absence", i->is_absence);
    yes(p, "policy_only", i->is_policy_only);
    yes(p, "drifts", i->drifts);
    ks_out_clear(&p->value);
    ks_out_want_plain(&p->value, part->part->type, part->want);
    text(p, "wanted", ks_out_str(&p->value));
    key(p, "says");
    p->has_item = false;
    begin(p, KS_STR("["));
    for (u32 k = 0; k < i->say_count; k++)
        put_said(p, part->part->type, state, &i->says[k]);
    end(p, KS_STR("]"));
    end(p, KS_STR("}"));
}

static void put_dead(printer *p, u32 dead)
{
    key(p, "dead");
    p->has_item = false;
    begin(p, KS_STR("["));
    for (u32 i = 0; i < KS_DEAD_COUNT; i++) {
        if (!(dead & 1u << i))
            continue;
        begin(p, (ks_str){ 0 });
        quoted(p, ks_dead_check_get((ks_dead_id)i)->word);
    }
    end(p, KS_STR("]"));
}

static bool put_setting(printer *p, const audit_machine *m, const ks_audit_setting_result *s,
                        ks_fail *fail)
{
    begin(p, KS_STR("\n  {"));
    text(p, "id", s->setting->id);
    text(p, "title", s->setting->title[p->a->run->data_lang]);
    text(p, "group", ks_setting_group_of(s->setting)->id);
    text(p, "verdict", ks_meeting_word(s->verdict));
    put_dead(p, s->dead);
    key(p, "parts");
    p->has_item = false;
    begin(p, KS_STR("["));
    for (size_t i = 0; i < s->part_count; i++)
        put_part(p, m->state, &s->parts[i]);
    end(p, KS_STR("]"));
    end(p, KS_STR("}"));
    return audit_give(p->a, fail);
}

static void put_sources(printer *p, const ks_state *state)
{
    key(p, "sources");
    p->has_item = false;
    begin(p, KS_STR("["));
    for (size_t i = 0; i < ks_state_source_count(state); i++) {
        const ks_state_source *s = ks_state_source_at(state, i);
        begin(p, KS_STR("\n   {"));
        text(p, "path", s->path);
        text(p, "format", ks_state_format_word(s->format));
        text(p, "tier", ks_state_tier_word(s->tier));
        text(p, "name", s->name);
        text(p, "user", s->user);
        when(p, "written", s->written_ticks);
        yes(p, "incomplete", s->is_incomplete);
        end(p, KS_STR("}"));
    }
    end(p, KS_STR("]"));
}

static bool put_machine(printer *p, const audit_machine *m, ks_fail *fail)
{
    const ks_machine *machine = ks_state_machine(m->state);
    begin(p, KS_STR("\n {"));
    text(p, "name", m->label);
    text(p, "product", machine->product);
    text(p, "edition", machine->edition);
    text(p, "version", machine->display_version);
    if (machine->windows.build)
        number(p, "build", machine->windows.build);
    if (machine->revision)
        number(p, "revision", machine->revision);
    text(p, "role", ks_role_word(m->result.windows.role));
    yes(p, "role_guessed", m->result.is_role_guessed);
    text(p, "domain", machine->domain);
    yes(p, "joined", machine->is_joined);
    text(p, "control_set", machine->control_set);
    put_sources(p, m->state);
    put_dead(p, m->result.dead);
    key(p, "counts");
    p->has_item = false;
    begin(p, KS_STR("{"));
    for (u32 i = KS_MEETING_COUNT; i-- > 0;) {
        begin(p, (ks_str){ 0 });
        quoted(p, ks_meeting_word((ks_meeting)i));
        KS_PUT(p->out, ":");
        ks_out_u64(p->out, m->result.counts[i]);
    }
    end(p, KS_STR("}"));
    key(p, "settings");
    p->has_item = false;
    begin(p, KS_STR("["));
    for (size_t i = 0; i < m->result.setting_count; i++) {
        if (!put_setting(p, m, &m->result.settings[i], fail))
            return false;
    }
    end(p, KS_STR("]"));
    if (p->a->has_coverage && (!audit_give(p->a, fail) || !audit_coverage_json(p->a, m, fail)))
        return false;
    end(p, KS_STR("}"));
    return true;
}

bool audit_print_json(auditor *a, ks_fail *fail)
{
    printer p = { .a = a, .out = &a->out };
    if (!ks_out_open(&p.value, &a->run->arena, value_size))
        return ks_refuse(fail, KS_OVER_BUDGET, value_size, 0, KS_STR("run"));
    KS_PUT(p.out, "{\"format\":1,\"profile\":");
    quoted(&p, a->profile.id);
    key(&p, "machines");
    p.has_item = false;
    begin(&p, KS_STR("["));
    for (size_t i = 0; i < a->machine_count; i++) {
        if (!put_machine(&p, &a->machines[i], fail))
            return false;
    }
    KS_PUT(p.out, "]}\n");
    return audit_give(a, fail);
}

// --- CSV

static void cell(printer *p, ks_str content)
{
    if (p->has_item)
        KS_PUT(p->out, ",");
    ks_out_csv(p->out, content);
    p->has_item = true;
}

static void cell_value(printer *p, ks_setting_type type, ks_setting_value v)
{
    ks_out_clear(&p->value);
    ks_out_setting_value_plain(&p->value, type, v);
    cell(p, ks_out_str(&p->value));
}

static void cell_time(printer *p, u64 ticks)
{
    ks_out_clear(&p->value);
    if (ticks)
        ks_out_ticks(&p->value, ticks, 7, &p->days);
    cell(p, ks_out_str(&p->value));
}

static void put_line(printer *p, const audit_machine *m, const ks_audit_setting_result *s,
                     const ks_audit_part *part)
{
    static const ks_said nothing = { .where = { 0 } };
    const ks_said *said = audit_said(part->instance);
    bool is_dead = s->verdict == KS_MEETING_DEAD && part->verdict == KS_MEETING_MET;
    p->has_item = false;
    cell(p, m->label);
    cell(p, s->setting->id);
    cell(p, part->part->name);
    cell(p, part->instance->of);
    cell(p, ks_meeting_word(is_dead ? KS_MEETING_DEAD : part->verdict));
    cell(p, ks_doubt_word(part->doubt));
    cell_value(p, part->part->type, part->instance->value);
    ks_out_clear(&p->value);
    ks_out_want_plain(&p->value, part->part->type, part->want);
    cell(p, ks_out_str(&p->value));
    cell(p, said ? ks_state_source_at(m->state, said->source)->path : (ks_str){ 0 });
    said = said ? said : &nothing;
    cell(p, said->where);
    cell_time(p, said->written_ticks);
    ks_out_clear(&p->value);
    for (u32 i = 0; i < KS_DEAD_COUNT; i++) {
        if (!(s->dead & 1u << i))
            continue;
        if (ks_out_size(&p->value))
            KS_PUT(&p->value, " ");
        ks_out_put(&p->value, ks_dead_check_get((ks_dead_id)i)->word);
    }
    cell(p, ks_out_str(&p->value));
    if (part->instance->policy)
        cell_value(p, part->part->type, part->instance->policy->value);
    else
        cell(p, (ks_str){ 0 });
    KS_PUT(p->out, "\n");
}

bool audit_print_csv(auditor *a, ks_fail *fail)
{
    printer p = { .a = a, .out = &a->out };
    if (!ks_out_open(&p.value, &a->run->arena, value_size))
        return ks_refuse(fail, KS_OVER_BUDGET, value_size, 0, KS_STR("run"));
    KS_PUT(p.out, "machine,setting,part,of,verdict,doubt,value,wanted,source,where,written,dead,"
                  "policy\n");
    for (size_t i = 0; i < a->machine_count; i++) {
        const audit_machine *m = &a->machines[i];
        for (size_t k = 0; k < m->result.setting_count; k++) {
            const ks_audit_setting_result *s = &m->result.settings[k];
            for (size_t n = 0; n < s->part_count; n++)
                put_line(&p, m, s, &s->parts[n]);
            if (!audit_give(a, fail))
                return false;
        }
    }
    return audit_give(a, fail);
}
