// What is said of a part of a setting, sentence by sentence: the same in the text and on the page.
#include "cli/audit.h"

#include "base/number.h"
#include "base/ticks.h"
#include "message/visible.h"
#include "policy/access.h"
#include "state/words.h"

enum { line_size = 8192 };

bool audit_facts_open(audit_facts *f, auditor *a, const audit_machine *m, ks_fail *fail)
{
    *f = (audit_facts){ .a = a, .m = m, .lang = a->run->lang };
    if (ks_out_open(&f->line, &a->run->arena, line_size) &&
        ks_out_open(&f->value, &a->run->arena, line_size))
        return true;
    return ks_refuse(fail, KS_OVER_BUDGET, line_size, 0, KS_STR("run"));
}

// A sentence below a setting.
static void fact(audit_facts *f, ks_note note, ks_str first, ks_str second)
{
    ks_out_clear(&f->line);
    ks_say(&f->line, note, &(ks_words){ .text = { first, second } }, f->lang);
    f->put(f->own, ks_out_str(&f->line), false);
}

static ks_str time_text(audit_facts *f, u64 ticks, char *to, size_t size)
{
    u8 *at = (u8 *)to;
    ks_out out = { .at = at, .start = at, .end = at + size - ks_out_slack };
    ks_out_ticks_local(&out, ticks, f->a->run->zone_minutes, 0);
    return ks_out_str(&out);
}

static void put_place(audit_facts *f, const ks_said *said)
{
    char when[160];
    bool is_event = ks_state_source_at(f->m->state, said->source)->format == KS_STATE_EVTX;
    if (said->where.size == 0)
        return;
    if (is_event && said->written_ticks)
        fact(f, said->place ? KS_SAY_AUDIT_AT_EVENTS : KS_SAY_AUDIT_AT_EVENT, said->where,
             time_text(f, said->written_ticks, when, sizeof when));
    else if (said->written_ticks)
        fact(f, KS_SAY_AUDIT_AT_WRITTEN, said->where,
             time_text(f, said->written_ticks, when, sizeof when));
    else
        fact(f, KS_SAY_AUDIT_AT, said->where, (ks_str){ 0 });
}

static ks_str access_text(audit_facts *f, u32 mask, ks_object_type type)
{
    ks_out_clear(&f->value);
    ks_out_access(&f->value, mask, type, f->lang);
    return ks_out_str(&f->value);
}

// Rights that are audited for too few, or for too much.
static void put_audit_entries(audit_facts *f, const ks_said *said)
{
    if (said->missing & ~said->narrow)
        fact(f, KS_SAY_AUDIT_MISSING, access_text(f, said->missing & ~said->narrow, said->object),
             (ks_str){ 0 });
    if (said->narrow)
        fact(f, KS_SAY_AUDIT_NARROW, said->note, access_text(f, said->narrow, said->object));
    if (said->flooding)
        fact(f, KS_SAY_AUDIT_FLOODING, access_text(f, said->flooding, said->object), (ks_str){ 0 });
}

static void put_values(audit_facts *f, const ks_audit_part *part, const ks_said *said)
{
    u8 bytes[128];
    ks_out other = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - ks_out_slack };
    ks_str second = audit_value(&other, part, said->other, f->lang);
    fact(f, KS_SAY_AUDIT_IS_EITHER, audit_value(&f->value, part, said->value, f->lang), second);
}

static void put_value(audit_facts *f, const ks_audit_part *part)
{
    const ks_instance *i = part->instance;
    ks_note note = i->is_absence       ? KS_SAY_AUDIT_IS_BY_ABSENCE
                   : i->is_policy_only ? KS_SAY_AUDIT_IS_BY_POLICY
                                       : KS_SAY_AUDIT_IS;
    if (i->is_absence && i->value.kind == KS_VALUE_ABSENT)
        note = i->is_policy_only ? KS_SAY_AUDIT_IS_BY_POLICY : KS_SAY_AUDIT_IS;
    fact(f, note, audit_value(&f->value, part, i->value, f->lang), (ks_str){ 0 });
}

void audit_facts_put(audit_facts *f, const ks_audit_part *part)
{
    const ks_said *said = audit_said(part->instance);
    if (part->part->name.size || part->instance->of.size) {
        ks_out_clear(&f->line);
        ks_out_put(&f->line, ks_meeting_text(part->verdict, f->lang));
        KS_PUT(&f->line, ": ");
        ks_out_put(&f->line, part->part->name);
        if (part->part->name.size && part->instance->of.size)
            KS_PUT(&f->line, ", ");
        ks_out_visible(&f->line, part->instance->of);
        f->put(f->own, ks_out_str(&f->line), true);
    }
    if (part->verdict == KS_MEETING_UNKNOWN) {
        f->put(f->own, ks_doubt_text(part->doubt, f->lang), false);
        if (part->instance->unseen) {
            ks_out_clear(&f->value);
            ks_setting_place_print(part->instance->unseen, &f->value);
            fact(f, KS_SAY_AUDIT_UNSEEN, ks_out_str(&f->value), (ks_str){ 0 });
        }
    }
    if (part->instance->in_force && part->instance->in_force->is_ambiguous)
        put_values(f, part, part->instance->in_force);
    else if (part->instance->value.kind != KS_VALUE_UNKNOWN)
        put_value(f, part);
    ks_out_clear(&f->value);
    ks_out_want(&f->value, part->part->type, part->want, f->lang);
    fact(f, KS_SAY_AUDIT_WANTED, ks_out_str(&f->value), (ks_str){ 0 });
    if (said == NULL)
        return;
    put_place(f, said);
    put_audit_entries(f, said);
    if (said->is_wrong_type)
        fact(f, KS_SAY_AUDIT_WRONG_TYPE, ks_registry_type_name(said->registry_type), (ks_str){ 0 });
    if (part->instance->drifts) {
        const ks_said *policy = part->instance->policy;
        fact(f, KS_SAY_AUDIT_DRIFT, audit_value(&f->value, part, policy->value, f->lang),
             ks_state_source_at(f->m->state, policy->source)->path);
    }
}

// --- the machine

static void put_text(ks_out *out, size_t start, ks_str text, ks_lang lang)
{
    if (text.size == 0)
        return;
    if (ks_out_size(out) > start)
        ks_out_put(out, lang == KS_JA ? KS_STR("、") : KS_STR(", "));
    ks_out_visible_line(out, text);
}

void audit_put_machine(ks_out *out, const audit_machine *m, ks_lang lang)
{
    const ks_machine *machine = ks_state_machine(m->state);
    size_t start = ks_out_size(out);
    put_text(out, start, m->label, lang);
    put_text(out, start, machine->product, lang);
    put_text(out, start, machine->display_version, lang);
    if (machine->windows.build) {
        KS_PUT(out, " (");
        ks_out_u64(out, machine->windows.build);
        if (machine->revision) {
            KS_PUT(out, ".");
            ks_out_u64(out, machine->revision);
        }
        KS_PUT(out, ")");
    }
    put_text(out, start, ks_role_text(m->result.windows.role, lang), lang);
    put_text(out, start, machine->domain, lang);
}

void audit_put_source(ks_out *out, const ks_state_source *s, ks_lang lang)
{
    ks_out_visible_line(out, s->path);
    KS_PUT(out, ": ");
    ks_out_put(out, ks_state_format_text(s->format, lang));
    put_text(out, 0, s->name, lang);
    put_text(out, 0, ks_state_tier_text(s->tier, lang), lang);
}
