// A program in one matcher, and what it learns: which literals are common in
// the events that come. What rules wait for was chosen by guessing; after some
// events it is chosen again by counting. That changes how long it takes, never
// what is found.
#include "rules/engine.h"

enum { first_turn = 1024, turns_most = 2, turn_factor = 8, candidates_least = 32 };

void rules_use_forget(rules_use *use)
{
    const u32 *triggers = use->waiting->check_triggers;
    for (u32 i = 0; i < use->program->check_count; i++)
        use->checks[i] = triggers[i] ? rules_has_trigger : 0;
}

static bool open_use(ks_matcher *m, rules_use *use, const rules_program *p)
{
    use->program = p;
    use->waiting = p->waiting;
    use->events_until = first_turn;
    use->parts = ks_take(&m->bindings, rules_part, p->part_count + 1);
    use->sets = ks_take(&m->bindings, const rules_literals *, p->set_count + 1);
    use->found = ks_take(&m->bindings, u32, p->waiting->trigger_count + 1);
    use->known.met = ks_take(&m->bindings, float, p->check_count + 1);
    use->known.asked = ks_take(&m->bindings, float, p->check_count + 1);
    use->asked = ks_take(&m->bindings, u32, p->check_count + 1);
    use->checks = ks_take(&m->bindings, rules_check_state, p->check_count + 1);
    if (!use->parts || !use->sets || !use->found || !use->known.met || !use->known.asked ||
        !use->asked || !use->checks)
        return false;
    if (p->candidate_count >= candidates_least) // others do not choose again
        use->known.grams = m->grams;
    rules_use_forget(use);
    for (u32 i = 0; i < p->part_count; i++) {
        const rules_node *n = &p->nodes[p->parts[i]];
        use->parts[i] =
            (rules_part){ p->parts[i], n->kind == NODE_CHECK ? n->first : rules_no_check };
    }
    for (u32 i = 0; i < p->check_count; i++)
        use->known.met[i] = -1;
    return true;
}

rules_use *rules_use_of(ks_matcher *m, const rules_program *program)
{
    for (rules_use *use = m->uses; use; use = use->next) {
        if (use->program == program)
            return use;
    }
    rules_use *use = ks_take(&m->bindings, rules_use, 1);
    if (use == NULL || !open_use(m, use, program))
        return NULL;
    use->next = m->uses;
    m->uses = use;
    return use;
}

void rules_use_learn(ks_matcher *m, rules_use *use)
{
    const rules_program *p = use->program;
    const rules_waiting *w = use->waiting;
    u32 *asked = use->asked;
    use->events_until = UINT64_MAX;
    use->asked = NULL;
    if (p->candidate_count < candidates_least || use->turns++ == turns_most)
        return;
    for (u32 i = 0; i < w->trigger_count; i++)
        use->known.met[w->triggers[i].check] = ((float)use->found[i] + 0.5F) / (float)use->events;
    for (u32 i = 0; i < p->check_count; i++) {
        if (w->check_triggers[i] == 0)
            use->known.asked[i] = (float)asked[i] / (float)use->events;
    }
    ks_arena before = m->bindings;
    const rules_waiting *better = rules_waiting_make(p, &use->known, &m->bindings, m->scratch);
    u32 *found = better ? ks_take(&m->bindings, u32, better->trigger_count + 1) : NULL;
    if (found == NULL) {
        m->bindings = before;
        return;
    }
    use->waiting = better;
    use->found = found;
    rules_use_forget(use);
    use->events_until = use->events * turn_factor;
    memset(asked, 0, p->check_count * sizeof *asked);
    use->asked = asked;
    use->events = 0;
}
