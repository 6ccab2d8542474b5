// Question 1 beside its verdict: how many starts, and whether their command lines were recorded. A
// process start without a command line is no proof that there were no arguments (answers, trap 2).
#include "answer/answer_own.h"
#include "catalogue/early_start.h"

programs_seen programs_count(const ks_facts *facts, u32 host)
{
    programs_seen seen = { .first = ks_no_event, .last = ks_no_event };
    for (size_t i = 0; i < facts->process_count; i++) {
        const ks_process *p = &facts->processes[i];
        if (p->host != host || p->seen == KS_SEEN_NOT)
            continue;
        if (p->seen == KS_SEEN_END) {
            seen.ends_only++;
            if (seen.first == ks_no_event)
                seen.first = p->events[1];
            continue;
        }
        if (seen.starts++ == 0)
            seen.first = p->events[0];
        seen.last = p->events[0];
        if (p->seen != KS_SEEN_START)
            continue;
        if (p->has_command == KS_YES)
            seen.with_command++;
        else if (!ks_is_early_start(p->image, p->parent_image))
            seen.without_command++; // early ones have none, whatever the policy
    }
    return seen;
}
