// Kind audit-option: values of the key Lsa, which audit.csv of a policy sets as well.
#include "base/fold.h"
#include "base/number.h"
#include "state/state_own.h"

static ks_setting_value value_of(const ks_setting_part *part, u64 number)
{
    if (part->type == KS_TYPE_BINARY)
        return (ks_setting_value){ .kind = KS_VALUE_TEXT,
                                   .text = number ? KS_STR("01") : KS_STR("00") };
    return (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = number };
}

void state_kind_audit_option(state_reading *r)
{
    ks_state *s = r->state;
    const ks_setting_place *unseen = state_say_places(r, &(state_scope){ 0 });
    for (size_t i = 0; i < s->extras.count; i++) {
        const state_audit_extra *extra = &s->extras.items[i];
        u64 number;
        if (!ks_equal_fold(extra->name, r->part->object) || !ks_u64_read(extra->value, &number))
            continue;
        ks_said *said = state_say(r, extra->source);
        if (said == NULL)
            return;
        said->value = value_of(r->part, number);
        said->where = extra->where;
    }
    state_end_instance(r, (ks_str){ 0 }, unseen);
}
