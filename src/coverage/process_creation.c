// Whether process starts were audited. Audit policy changes write 4719 whatever the policy is, so
// between two boundaries (4719, boot, outage, loss, start of the log) the state is constant, and
// one 4688 proves it for the whole piece (answers 2.3).
#include "base/sort.h"
#include "catalogue/early_start.h"
#include "coverage/coverage_own.h"

typedef struct {
    u64 ticks;
    u32 event; // the 4719; ks_no_event: another boundary
} border;

typedef enum { policy_unknown, policy_on, policy_off } policy;

static const ks_fact_event *seen_at(const painting *p, size_t i)
{
    return &p->facts->events[p->facts->hosts[p->host].seen[i]];
}

// Process Creation is {0CCE922B-69AE-11D9-BED3-505054503030}.
static bool is_about_processes(const painting *p, const ks_fact_event *e)
{
    ks_str guid = ks_observed_text(p->facts->set, e->seen, KS_FIELD_SubcategoryGuid);
    return e->seen->kind == KS_OBSERVED_AUDIT_POLICY &&
           (ks_str_has(guid, KS_STR("0CCE922B")) || ks_str_has(guid, KS_STR("0cce922b")));
}

static policy change_of(const painting *p, u32 event)
{
    ks_str changes =
        ks_observed_text(p->facts->set, p->facts->events[event].seen, KS_FIELD_AuditPolicyChanges);
    if (ks_str_has(changes, KS_STR("%%8449")))
        return policy_on;
    return ks_str_has(changes, KS_STR("%%8448")) ? policy_off : policy_unknown;
}

static int border_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const border *x = a, *y = b;
    int order = ks_compare_u64(x->ticks, y->ticks);
    return order ? order : ks_compare_u64(x->event, y->event); // a 4719 first
}

static bool find_borders(painting *p, ks_time_span span, border **borders, size_t *count)
{
    const ks_host *host = &p->facts->hosts[p->host];
    size_t most = host->seen_count + host->boot_count + host->outage_count * 2 + p->count * 2 + 2;
    border *all = ks_take(p->arena, border, most);
    if (all == NULL)
        return false;
    size_t n = 0;
    all[n++] = (border){ span.from_ticks, ks_no_event };
    all[n++] = (border){ span.to_ticks, ks_no_event };
    for (size_t i = 0; i < host->seen_count; i++)
        if (is_about_processes(p, seen_at(p, i)))
            all[n++] = (border){ seen_at(p, i)->ticks, host->seen[i] };
    for (size_t i = 0; i < host->boot_count; i++)
        if (host->boots[i].proof != ks_no_event)
            all[n++] = (border){ host->boots[i].start_ticks, ks_no_event };
    for (size_t i = 0; i < host->outage_count; i++) {
        all[n++] = (border){ host->outages[i].from_ticks, ks_no_event };
        all[n++] = (border){ host->outages[i].to_ticks, ks_no_event };
    }
    for (size_t i = 0; i < p->count; i++) {
        if (p->items[i].state == KS_STATE_RECORDED)
            continue;
        all[n++] = (border){ p->items[i].from_ticks, ks_no_event };
        all[n++] = (border){ p->items[i].to_ticks, ks_no_event };
    }
    *borders = all;
    *count = n;
    return ks_sort(all, n, sizeof *all, border_order, NULL, *p->arena);
}

// A start that was written because of the policy. What Windows starts before it has read the policy
// is written whatever that says.
static bool is_audited_start(const painting *p, const ks_observation *seen)
{
    ks_observed_name name = seen->kind == KS_OBSERVED_PROCESS_STARTED ? KS_FIELD_NewProcessName
                                                                      : KS_FIELD_TargetProcessName;
    if (seen->kind != KS_OBSERVED_PROCESS_STARTED && seen->kind != KS_OBSERVED_PROCESS_TOKEN)
        return false;
    return !ks_is_early_start(ks_observed_text(p->facts->set, seen, name),
                              ks_observed_text(p->facts->set, seen, KS_FIELD_ParentProcessName));
}

// Of the host's events, which are in order of time, the first that is not before `ticks`.
static size_t first_seen(const painting *p, u64 ticks)
{
    size_t low = 0, high = p->facts->hosts[p->host].seen_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (seen_at(p, middle)->ticks >= ticks)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

// What the records of [from, to) prove.
typedef struct {
    u32 start; // a 4688 or 4696 that the policy wrote; ks_no_event: none
    u32 logon; // somebody logged on to work here
} piece_proof;

static piece_proof proof_of(const painting *p, u64 from, u64 to)
{
    const ks_host *host = &p->facts->hosts[p->host];
    piece_proof proof = { ks_no_event, ks_no_event };
    for (size_t i = first_seen(p, from); i < host->seen_count && seen_at(p, i)->ticks < to; i++) {
        const ks_fact_event *e = seen_at(p, i);
        u64 type;
        if (e->seen->place.found > KS_TORN)
            continue;
        if (proof.start == ks_no_event && is_audited_start(p, e->seen))
            proof.start = host->seen[i];
        if (e->seen->kind == KS_OBSERVED_LOGON && proof.logon == ks_no_event &&
            ks_observed_u64(p->facts->set, e->seen, KS_FIELD_LogonType, &type) &&
            (type == 2 || type == 10 || type == 11) &&
            ks_is_person(ks_observed_text(p->facts->set, e->seen, KS_FIELD_TargetUserSid)))
            proof.logon = host->seen[i];
    }
    return proof;
}

// `opens` and `closes`: the 4719 at the piece's ends.
static void paint_piece(painting *p, ks_time_span piece, u32 opens, u32 closes)
{
    piece_proof proof = proof_of(p, piece.from_ticks, piece.to_ticks);
    policy opened = opens == ks_no_event ? policy_unknown : change_of(p, opens);
    policy closed = closes == ks_no_event ? policy_unknown : change_of(p, closes);
    ks_phrase none = { 0 };
    if (proof.start != ks_no_event || opened == policy_on || closed == policy_off)
        paint_over(p, piece, KS_STATE_RECORDED, KS_STATE_RECORDED, none,
                   proof.start != ks_no_event ? proof.start
                   : opened == policy_on      ? opens
                                              : closes);
    else if (opened == policy_off)
        paint_over(p, piece, KS_STATE_RECORDED, KS_STATE_OFF, ks_phrase_of(SAYS(TURNED_OFF)),
                   opens);
    else if (closed == policy_on)
        paint_over(p, piece, KS_STATE_RECORDED, KS_STATE_OFF, ks_phrase_of(SAYS(WAS_OFF)), closes);
    else if (proof.logon != ks_no_event)
        paint_over(p, piece, KS_STATE_RECORDED, KS_STATE_OFF, ks_phrase_of(SAYS(SILENT)),
                   proof.logon);
    else
        paint_over(p, piece, KS_STATE_RECORDED, KS_STATE_UNDECIDED, ks_phrase_of(SAYS(UNPROVEN)),
                   ks_no_event);
}

void paint_process_creation(painting *p, ks_time_span span)
{
    border *borders;
    size_t count;
    if (!find_borders(p, span, &borders, &count)) {
        p->is_full = true;
        return;
    }
    for (size_t i = 0, end; i < count; i = end) {
        u32 opens = ks_no_event, closes = ks_no_event;
        for (end = i; end < count && borders[end].ticks == borders[i].ticks; end++)
            opens = borders[end].event != ks_no_event ? borders[end].event : opens;
        if (end == count)
            return;
        for (size_t k = end; k < count && borders[k].ticks == borders[end].ticks; k++)
            closes = closes == ks_no_event ? borders[k].event : closes;
        ks_time_span piece = { borders[i].ticks, borders[end].ticks };
        if (piece.to_ticks > span.from_ticks && piece.from_ticks < span.to_ticks)
            paint_piece(p, piece, opens, closes);
    }
}
