// Coverage of every witness on every host over the span of its question. See coverage.h.
#include "coverage/coverage.h"

#include "base/ticks.h"
#include "coverage/coverage_own.h"
#include "coverage/witness.h"

#define span_before ((u64)7 * KS_TICKS_PER_DAY)
#define boot_grace  ((u64)60 * ks_ticks_per_second)

const char *const ks_state_words[KS_STATE_COUNT] = {
#define X(name, word) word,
    KS_STATES(X)
#undef X
};
const char *const ks_witness_words[KS_WITNESS_COUNT] = {
#define X(name, word) word,
    KS_WITNESS_CLASSES(X)
#undef X
};
const ks_phrase_text coverage_sentences[SAY_COUNT] = {
#define X(name, en, ja) { #name, { KS_TEXT(en), KS_TEXT(ja) } },
    COVERAGE_SENTENCES(X)
#undef X
};

enum {
#define X(key, id, name, class, question, mechanism, channel, setting, file) witness_##key,
    COVERAGE_WITNESSES(X)
#undef X
        witness_count
};

static const ks_witness witnesses[witness_count] = {
#define X(key, id, name, class, question, mechanism, channel, setting, file) \
    { id,                                                                    \
      &coverage_sentences[SAY_##name],                                       \
      KS_WITNESS_##class,                                                    \
      question,                                                              \
      mechanism,                                                             \
      channel,                                                               \
      setting,                                                               \
      file },
    COVERAGE_WITNESSES(X)
#undef X
};

const ks_witness *ks_witnesses(size_t *count)
{
    *count = witness_count;
    return witnesses;
}

// --- powered-on time
static u64 overlap(u64 from, u64 to, u64 other_from, u64 other_to)
{
    from = from > other_from ? from : other_from;
    to = to < other_to ? to : other_to;
    return to > from ? to - from : 0;
}

u64 ks_powered_ticks(const ks_host *host, u64 from, u64 to)
{
    u64 off = 0;
    for (size_t i = 0; i < host->pause_count; i++)
        off += overlap(from, to, host->pauses[i].from_ticks, host->pauses[i].to_ticks);
    u64 all = to > from ? to - from : 0;
    return all > off ? all - off : 0;
}

// --- the span of a question (answers 1.1)
static bool is_witness_of(u32 question, ks_observed_kind kind)
{
    if (question == 1)
        return kind <= KS_OBSERVED_SYSMON_ENDED;
    bool is_log = kind >= KS_OBSERVED_SECURITY_CLEARED && kind <= KS_OBSERVED_AUDIT_USER_POLICY;
    return is_log || kind >= KS_OBSERVED_SYSMON_STATE;
}

static ks_time_span span_of(const ks_facts *facts, u32 h, u32 question,
                            const ks_coverage_asked *asked)
{
    const ks_host *host = &facts->hosts[h];
    ks_time_span span = { asked->from_ticks, asked->to_ticks };
    if (span.to_ticks == 0)
        span.to_ticks = host->last_ticks + 1;
    u64 found = asked->found_ticks ? asked->found_ticks[h * 15 + question] : 0;
    if (span.from_ticks == 0 && found)
        span.from_ticks = found > span_before ? found - span_before : 1;
    for (size_t i = 0; i < host->seen_count && span.from_ticks == 0; i++)
        if (is_witness_of(question, facts->events[host->seen[i]].seen->kind) &&
            ks_is_credible(facts->events[host->seen[i]].ticks))
            span.from_ticks = facts->events[host->seen[i]].ticks;
    for (size_t i = 0; i < witness_count && span.from_ticks == 0; i++) {
        const ks_channel *c = ks_host_channel(facts->set, host, ks_str_of(witnesses[i].channel));
        if (c && witnesses[i].question == question && witnesses[i].mechanism)
            span.from_ticks = c->oldest_ticks;
    }
    if (span.from_ticks == 0)
        span.from_ticks = host->first_ticks;
    if (span.from_ticks > span.to_ticks)
        span.from_ticks = span.to_ticks;
    return span;
}

// --- one witness on one host
// The log service begins seconds behind a boot: no more than a minute around one is no gap.
static void forgive_boots(painting *p)
{
    const ks_host *host = &p->facts->hosts[p->host];
    for (size_t i = 0; i < host->boot_count; i++) {
        u64 start = host->boots[i].start_ticks;
        if (host->boots[i].proof == ks_no_event)
            continue;
        u64 from = start > boot_grace ? start - boot_grace - 1 : 0;
        for (size_t k = ks_interval_behind(p->items, p->count, from);
             k < p->count && p->items[k].from_ticks <= start + boot_grace; k++) {
            ks_interval *x = &p->items[k];
            bool is_small = x->state == KS_STATE_OFF || x->state == KS_STATE_UNDECIDED;
            if (is_small && x->to_ticks - x->from_ticks <= boot_grace &&
                x->from_ticks <= start + boot_grace && x->to_ticks + boot_grace >= start)
                *x = (ks_interval){ x->from_ticks, x->to_ticks, KS_STATE_RECORDED, { 0 }, NULL, 0 };
        }
    }
}

static void measure(const ks_host *host, ks_coverage *made)
{
    bool is_whole = true;
    for (size_t i = 0; i < made->interval_count; i++) {
        const ks_interval *x = &made->intervals[i];
        u64 on = ks_powered_ticks(host, x->from_ticks, x->to_ticks);
        made->on_ticks += on;
        if (x->state == KS_STATE_RECORDED)
            made->recorded_ticks += on;
        else
            is_whole = is_whole && on == 0;
    }
    if (made->on_ticks)
        made->percent = (u32)(made->recorded_ticks * 100 / made->on_ticks);
    made->percent = is_whole && made->on_ticks ? 100 : made->percent > 99 ? 99 : made->percent;
}

static bool cover(const ks_facts *facts, u32 host, size_t row, ks_time_span span, ks_coverage *made,
                  ks_arena *arena)
{
    painting p = { .facts = facts, .arena = arena, .host = host };
    bool is_selective;
    paint_channel(&p, span, &witnesses[row], &is_selective);
    bool has_log = p.count && p.items[0].state != KS_STATE_NO_FILE;
    if (row == witness_SECURITY_4688 && has_log)
        paint_process_creation(&p, span);
    if ((row == witness_SYSMON_1 || row == witness_SYSMON_STATE) && has_log)
        paint_sysmon(&p, span, row == witness_SYSMON_1);
    if (has_log)
        forgive_boots(&p);
    paint_finish(&p);
    *made = (ks_coverage){
        .witness = &witnesses[row], .host = host, .intervals = p.items, .interval_count = p.count
    };
    made->is_selective = is_selective || witnesses[row].class != KS_WITNESS_COMPLETE;
    measure(&facts->hosts[host], made);
    return !p.is_full;
}

bool ks_coverages_make(ks_coverages *made, const ks_facts *facts, const ks_coverage_asked *asked,
                       ks_arena *arena, ks_fail *fail)
{
    ks_coverage *items = ks_take(arena, ks_coverage, facts->host_count * witness_count + 1);
    ks_time_span *spans = ks_take(arena, ks_time_span, facts->host_count * 15 + 1);
    if (items == NULL || spans == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    size_t count = 0;
    for (u32 question = 1; question < 15; question++) {
        for (u32 h = 0; h < facts->host_count; h++) {
            ks_time_span span = span_of(facts, h, question, asked);
            spans[h * 15 + question] = span;
            for (size_t row = 0; row < witness_count; row++)
                if (witnesses[row].question == question &&
                    !cover(facts, h, row, span, &items[count++], arena))
                    return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
        }
    }
    *made = (ks_coverages){ items, count, spans };
    return true;
}
