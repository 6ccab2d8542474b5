// The engine of a hunt: log sources, matchers, correlations. All of it is made before the fence is
// up.
#include "cli/hunt.h"

enum { correlator_memory = 48 << 20 };

bool hunt_open_engine(hunt *h, ks_fail *fail)
{
    const options *o = h->run->given;
    ks_arena *arena = &h->run->arena;
    if (!ks_forms_open(&h->forms, o->given[OPTION_LOGSOURCES].values,
                       o->given[OPTION_LOGSOURCES].count, arena, fail))
        return false;
    ks_rules_options how = { .forms = h->forms };
    if (!ks_rules_make(&h->engine, &h->set, &how, arena, fail))
        return false;
    ks_correlator_options bounds = { .memory = correlator_memory };
    if (!ks_correlation_needs_make(&h->needs, &h->set, arena, fail))
        return false;
    return !h->needs.is_any || h->is_besides_builtin ||
           ks_correlator_open(&h->correlator, &h->set, &bounds, arena, fail);
}
