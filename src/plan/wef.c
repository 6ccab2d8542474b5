// Event forwarding: the subscription of a collector, with a query for each channel that the plan
// makes record, and the line of policy that sends its sources there. Whose collector it is, only
// the reader knows: the address is an example.
#include "policy/wef.h"

#include "base/fold.h"
#include "base/number.h"
#include "plan/parts.h"

enum {
    wef_size = 1 << 20,
    terms_most = 20, // comparisons in one query; the event log service takes 32
    term_size = 64,
};

static const char client_line[] =
    "Server=http://wec.example.com:5985/wsman/SubscriptionManager/WEC,"
    "Refresh=900";

// What cannot be subscribed to, or is where events arrive.
static bool is_subscribed(ks_str channel)
{
    return channel.size && !ks_ends(channel, KS_STR("/Analytic")) &&
           !ks_ends(channel, KS_STR("/Debug")) && !ks_ends(channel, KS_STR("/Diagnostic")) &&
           !ks_equal_fold(channel, KS_STR("ForwardedEvents"));
}

// Whether events of the change are worth their way: what floods a log stays on its machine.
static bool is_forwarded(const plan_files *f, const ks_change *c)
{
    bool is_there =
        c->outcome == KS_PLAN_CHANGE || c->outcome == KS_PLAN_EACH || c->outcome == KS_PLAN_MET;
    return is_there && c->setting->use == KS_SETTING_RECORDS &&
           c->setting->volume[f->request->windows.role] != KS_VOLUME_FLOOD;
}

typedef struct {
    ks_wef_query *query;
    ks_wef_select **end;
    ks_out out; // of the select that is being made
    u32 terms;  // in it
    u8 *seen;   // bits of event ids that are asked for
    ks_arena *arena;
} channel_query;

static bool end_select(channel_query *q)
{
    if (q->terms == 0)
        return true;
    ks_wef_select *select = ks_take(q->arena, ks_wef_select, 1);
    KS_PUT(&q->out, ")]]");
    if (select == NULL || q->out.is_full)
        return false;
    *select = (ks_wef_select){ .path = q->query->path, .xpath = ks_out_str(&q->out) };
    *q->end = select;
    q->end = &select->next;
    q->terms = 0;
    return true;
}

static bool is_asked(channel_query *q, u32 id)
{
    bool is_old = q->seen[id / 8] >> id % 8 & 1;
    q->seen[id / 8] |= (u8)(1u << id % 8);
    return is_old;
}

static bool add_id(channel_query *q, u32 id)
{
    if (id > UINT16_MAX || is_asked(q, id))
        return true;
    if (q->terms == terms_most && !end_select(q))
        return false;
    if (q->terms == 0 && !ks_out_open(&q->out, q->arena, (size_t)term_size * (terms_most + 1)))
        return false;
    if (q->terms++ == 0)
        KS_PUT(&q->out, "*[System[(EventID=");
    else
        KS_PUT(&q->out, " or EventID=");
    ks_out_u64(&q->out, id);
    return true;
}

static bool add_events(channel_query *q, const plan_files *f)
{
    for (size_t i = 0; i < f->plan->count; i++) {
        const ks_setting *s = f->plan->items[i].setting;
        for (u32 k = 0; k < s->event_count && is_forwarded(f, &f->plan->items[i]); k++) {
            const ks_setting_event *e = &s->events[k];
            if (!ks_equal_fold(e->channel, q->query->path))
                continue;
            for (u32 id = e->first; id <= e->last && id - e->first < 256; id++) {
                if (!add_id(q, id))
                    return false;
            }
        }
    }
    return end_select(q);
}

static bool has_query(const ks_wef_query *queries, ks_str channel)
{
    for (; queries; queries = queries->next) {
        if (ks_equal_fold(queries->path, channel))
            return true;
    }
    return false;
}

// A query of a channel that some setting of the plan writes to.
static bool add_query(const plan_files *f, ks_str channel, u32 *count, ks_wef_query **query)
{
    channel_query q = { .query = ks_take(f->arena, ks_wef_query, 1), .arena = f->arena };
    ks_out id;
    q.seen = ks_take(f->arena, u8, (UINT16_MAX + 1) / 8);
    if (q.query == NULL || q.seen == NULL || !ks_out_open(&id, f->arena, ks_number_size))
        return false;
    ks_out_u64(&id, (*count)++);
    *q.query = (ks_wef_query){ .id = ks_out_str(&id), .path = channel };
    q.end = &q.query->selects;
    if (!add_events(&q, f))
        return false;
    *query = q.query;
    return true;
}

static bool add_queries(const plan_files *f, ks_wef_query **queries)
{
    ks_wef_query **end = queries;
    u32 number = 0;
    for (size_t i = 0; i < f->plan->count; i++) {
        const ks_setting *s = f->plan->items[i].setting;
        for (u32 k = 0; k < s->event_count && is_forwarded(f, &f->plan->items[i]); k++) {
            if (!is_subscribed(s->events[k].channel) || has_query(*queries, s->events[k].channel))
                continue;
            if (!add_query(f, s->events[k].channel, &number, end))
                return false;
            end = &(*end)->next;
        }
    }
    return true;
}

static bool is_forwarding(const plan_files *f)
{
    for (size_t i = 0; i < f->plan->count; i++) {
        if (ks_str_equal(f->plan->items[i].setting->id, KS_STR("wef.subscription-manager")))
            return true;
    }
    return false;
}

bool plan_add_wef(plan_files *f)
{
    ks_out out;
    ks_wef_subscription made = {
        .id = KS_STR("Konseki"),
        .type = KS_STR("SourceInitiated"),
        .description = KS_STR("What the settings of the plan record"),
        .enabled = KS_STR("true"),
        .mode = KS_STR("Custom"),
        .delivery = KS_STR("Push"),
        .max_latency_ms = KS_STR("30000"),
        .heartbeat_ms = KS_STR("3600000"),
        .read_existing = KS_STR("true"),
        .transport = KS_STR("http"),
        .format = KS_STR("Events"),
        .log = KS_STR("ForwardedEvents"),
        .domain_computers = KS_STR("O:NSG:NSD:(A;;GA;;;DC)(A;;GA;;;DD)"),
    };
    if (!is_forwarding(f))
        return true;
    if (!add_queries(f, &made.queries) || !ks_out_open(&out, f->arena, wef_size))
        return false;
    if (made.queries == NULL)
        return true;
    ks_wef_write(&out, &made);
    return !out.is_full &&
           plan_file_add(f->files, "wef/subscription.xml", ks_out_str(&out), PLAN_PLAIN,
                         f->arena) &&
           plan_file_add(f->files, "wef/client.txt", ks_str_of(client_line), PLAN_PLAIN, f->arena);
}
