// See hunt_base_hit.h.
#include "cli/hunt_base_hit.h"

enum { values_most = 64 };

void hunt_put_base_hit(const ks_correlation_needs *needs, ks_matcher *matcher, const ks_hit *found,
                       ks_event *event, ks_out *out)
{
    ks_str texts[values_most] KS_UNSET;
    ks_str_list names = needs->by_rule[found->rule];
    ks_arena *scratch = event->arena;
    ks_base_hit hit = { .rule = found->rule,
                        .ticks = ks_event_ticks(event),
                        .source = event->source,
                        .offset = event->offset,
                        .channel = event->class->channel };
    hit.event_record_id = ks_event_number(event, KS_SYSTEM_EVENT_RECORD_ID);
    hit.computer = ks_value_str(ks_event_system(event, KS_SYSTEM_COMPUTER), scratch);
    hit.value_count = names.count < values_most ? names.count : values_most;
    for (u32 i = 0; i < hit.value_count; i++)
        texts[i] = ks_match_text(matcher, found, event, names.items[i]);
    hit.values = texts;
    if (!ks_base_hit_write(out, &hit))
        out->is_full = true;
}
