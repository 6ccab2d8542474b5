// Kind audit-subcategory: what is audited, by PolAdtEv, by exports, by event logs, and by policies.
#include "state/state_own.h"

void state_kind_audit_subcategory(state_reading *r)
{
    const ks_state *s = r->state;
    u32 category = r->part->category, slot = r->part->slot;
    if (category >= state_categories || slot >= state_slots)
        return;
    for (size_t i = 0; i < s->audits.count; i++) {
        const state_audit *audit = &s->audits.items[i];
        const state_audit_slot *found = &audit->slots[category][slot];
        // A Windows without this subcategory audits nothing of it.
        bool is_whole = s->sources.items[audit->source].format == KS_STATE_HIVE;
        if (!found->is_there && !is_whole)
            continue;
        ks_said *said = state_say(r, audit->source);
        if (said == NULL)
            return;
        said->value = (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = found->value };
        said->other = (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = found->other };
        said->is_ambiguous = found->is_ambiguous;
        said->where = found->where.size ? found->where : audit->where;
        said->written_ticks = found->ticks ? found->ticks : audit->written_ticks;
    }
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
