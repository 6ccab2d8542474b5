// A subscription from XML. Elements are a table: name, what may stand there, where it is kept.
#include "base/number.h"
#include "policy/nearest.h"
#include "policy/wef_mistakes.h"
#include "policy/wef_query.h"

const ks_mistake_kind wef_kinds[WEF_MISTAKE_COUNT] = { WEF_MISTAKES(KS_MISTAKE_ROW) };

static const char namespace[] = "http://schemas.microsoft.com/2006/03/windows/events/subscription";

typedef enum { ANY, WORD, NUMBER, BOOLEAN } value_type;

typedef struct {
    const char *name;
    value_type type;
    const char *words; // " a b " for WORD
    size_t offset;     // in ks_wef_subscription; SIZE_MAX: read elsewhere, or not kept
} element_row;

#define AT(field) offsetof(ks_wef_subscription, field)
static const element_row elements[] = {
    { "SubscriptionId", ANY, NULL, AT(id) },
    { "SubscriptionType", WORD, " SourceInitiated CollectorInitiated ", AT(type) },
    { "Description", ANY, NULL, AT(description) },
    { "Enabled", BOOLEAN, NULL, AT(enabled) },
    { "Uri", WORD, " http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog ", SIZE_MAX },
    { "ConfigurationMode", WORD, " Normal Custom MinLatency MinBandwidth ", AT(mode) },
    { "Delivery", ANY, NULL, SIZE_MAX },
    { "Expires", ANY, NULL, AT(expires) },
    { "Query", ANY, NULL, SIZE_MAX },
    { "ReadExistingEvents", BOOLEAN, NULL, AT(read_existing) },
    { "TransportName", WORD, " http https HTTP HTTPS ", AT(transport) },
    { "TransportPort", NUMBER, NULL, AT(port) },
    { "ContentFormat", WORD, " Events RenderedText ", AT(format) },
    { "Locale", ANY, NULL, SIZE_MAX },
    { "LogFile", ANY, NULL, AT(log) },
    { "PublisherName", ANY, NULL, AT(publisher) },
    { "CredentialsType", WORD, " Default Negotiate Digest Basic LocalMachine ", AT(credentials) },
    { "AllowedSourceNonDomainComputers", ANY, NULL, SIZE_MAX },
    { "AllowedSourceDomainComputers", ANY, NULL, AT(domain_computers) },
    { "EventSources", ANY, NULL, SIZE_MAX },
    { "CommonUserName", ANY, NULL, SIZE_MAX },
    { "CommonPassword", ANY, NULL, SIZE_MAX },
    { "HostName", ANY, NULL, SIZE_MAX },
    { "DialectUri", ANY, NULL, SIZE_MAX },
    { "Dialect", ANY, NULL, SIZE_MAX },
    { "Filter", ANY, NULL, SIZE_MAX },
};

typedef struct {
    ks_wef_subscription *to;
    ks_arena *arena;
    ks_mistakes *mistakes;
} reading;

static const ks_str nothing = { 0 };

static void tell(reading *r, wef_mistake kind, ks_mistake_place place, ks_str a, ks_str b)
{
    ks_mistake_add(r->mistakes, &wef_kinds[kind], place, a, b);
}

static bool is_word(ks_str text, const char *words)
{
    for (const char *at = words; (at = strchr(at, ' ')) && *++at;)
        if (strncmp(at, text.at ? text.at : "", text.size) == 0 && at[text.size] == ' ' &&
            text.size)
            return true;
    return false;
}

static bool fits(ks_str value, value_type type, const char *words)
{
    u64 number;
    switch (type) {
    case WORD: return is_word(value, words);
    case NUMBER: return ks_u64_read(value, &number);
    case BOOLEAN: return is_word(value, " true false True False 0 1 ");
    case ANY: break;
    }
    return true;
}

static void check_number(reading *r, const markup_node *node, ks_str value, const char *name)
{
    u64 number;
    if (value.size && !ks_u64_read(value, &number))
        tell(r, WEF_VALUE, markup_place(node), value, ks_str_of(name));
}

static void tell_element(reading *r, const markup_node *node, const char *const *known,
                         size_t count)
{
    nearest near = { .word = node->name, .distance = SIZE_MAX };
    for (size_t i = 0; i < count; i++)
        nearest_try(&near, ks_str_of(known[i]));
    tell(r, WEF_ELEMENT, markup_place(node), node->name, near.found);
}

static void read_delivery(reading *r, const markup_node *node)
{
    static const char *const known[] = { "Batching", "PushSettings", "PullSettings" };
    const markup_attribute *mode = markup_attribute_find(node, "Mode");
    r->to->delivery = mode ? mode->value : nothing;
    if (mode && !is_word(mode->value, " Push Pull "))
        tell(r, WEF_VALUE, markup_attribute_place(mode), mode->value, KS_STR("Mode"));
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        const markup_node *part = NULL;
        if (markup_is_element(n, "Batching")) {
            if ((part = markup_child(n, "MaxItems")))
                r->to->max_items = markup_text(part, true, r->arena);
            check_number(r, part ? part : n, r->to->max_items, "MaxItems");
            if ((part = markup_child(n, "MaxLatencyTime")))
                r->to->max_latency_ms = markup_text(part, true, r->arena);
            check_number(r, part ? part : n, r->to->max_latency_ms, "MaxLatencyTime");
        } else if (markup_is_element(n, "PushSettings")) {
            if ((part = markup_child(n, "Heartbeat")))
                r->to->heartbeat_ms = markup_value(part, "Interval");
            check_number(r, part ? part : n, r->to->heartbeat_ms, "Heartbeat");
        } else if (!markup_is_element(n, "PullSettings")) {
            tell_element(r, n, known, countof(known));
        }
    }
}

// The list may be CDATA, escaped text, or elements.
static void read_query(reading *r, const markup_node *node)
{
    const markup_node *list = markup_element(node->first);
    if (!list) {
        ks_str text = markup_text(node, true, r->arena);
        const markup_node *from = node->first;
        while (from && from->next &&
               (from->text.size == 0 || !memchr(from->text.at, '<', from->text.size)))
            from = from->next;
        if (text.size == 0 || !from) {
            tell(r, WEF_MISSING, markup_place(node), KS_STR("QueryList"), nothing);
            return;
        }
        // Of CDATA the text is what stands in the file: places go on from there.
        ks_str source = from->is_cdata ? from->raw : text;
        list = markup_read_at(source, from->line, from->column, r->arena, r->mistakes);
        if (!list)
            return;
    }
    r->to->queries = wef_query_list_read(list, r->arena, r->mistakes);
}

static bool add_name(reading *r, ks_wef_name ***end, ks_str text)
{
    ks_wef_name *name = ks_take(r->arena, ks_wef_name, 1);
    if (!name)
        return false;
    name->text = text;
    **end = name;
    *end = &name->next;
    return true;
}

static void read_names(reading *r, const markup_node *list, const char *item, ks_wef_name **to)
{
    for (const markup_node *n = list ? markup_element(list->first) : NULL; n;
         n = markup_element(n->next))
        if (markup_is_element(n, item) && !add_name(r, &to, markup_text(n, true, r->arena)))
            return;
}

static void read_non_domain(reading *r, const markup_node *node)
{
    read_names(r, markup_child(node, "AllowedIssuerCAList"), "IssuerCA", &r->to->issuers);
    read_names(r, markup_child(node, "AllowedSubjectList"), "Subject", &r->to->subjects);
    read_names(r, markup_child(node, "DeniedSubjectList"), "Subject", &r->to->denied_subjects);
}

static void read_sources(reading *r, const markup_node *node)
{
    ks_wef_name **end = &r->to->sources;
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        const markup_node *address = markup_child(n, "Address");
        if (address && !add_name(r, &end, markup_text(address, true, r->arena)))
            return;
    }
}

static void read_plain(reading *r, const markup_node *node, const element_row *row)
{
    ks_str value = markup_text(node, true, r->arena);
    if (!fits(value, row->type, row->words))
        tell(r, WEF_VALUE, markup_place(node), value, node->name);
    if (row->offset != SIZE_MAX)
        memcpy((u8 *)r->to + row->offset, &value, sizeof value);
}

static void read_child(reading *r, const markup_node *node)
{
    size_t i = 0;
    while (i < countof(elements) && !markup_is_element(node, elements[i].name))
        i++;
    if (i == countof(elements)) {
        const char *known[countof(elements)];
        for (size_t k = 0; k < countof(elements); k++)
            known[k] = elements[k].name;
        tell_element(r, node, known, countof(known));
        return;
    }
    if (markup_is_element(node, "Delivery"))
        read_delivery(r, node);
    else if (markup_is_element(node, "Query"))
        read_query(r, node);
    else if (markup_is_element(node, "Locale"))
        r->to->locale = markup_value(node, "Language");
    else if (markup_is_element(node, "AllowedSourceNonDomainComputers"))
        read_non_domain(r, node);
    else if (markup_is_element(node, "EventSources"))
        read_sources(r, node);
    else
        read_plain(r, node, &elements[i]);
}

// --- what it means
static void judge_place(reading *r, const markup_node *root, const char *name, wef_mistake kind,
                        ks_str text)
{
    const markup_node *node = markup_child(root, name);
    tell(r, kind, markup_place(node ? node : root), text, nothing);
}

static void judge_missing(reading *r, const markup_node *root)
{
    static const char *const wanted[] = { "SubscriptionId", "SubscriptionType", "Query",
                                          "LogFile" };
    for (size_t i = 0; i < countof(wanted); i++)
        if (!markup_child(root, wanted[i]))
            tell(r, WEF_MISSING, markup_place(root), ks_str_of(wanted[i]), nothing);
}

static bool is(ks_str text, const char *word) { return ks_str_equal(text, ks_str_of(word)); }

static void judge_delivery(reading *r, const markup_node *root)
{
    const ks_wef_subscription *s = r->to;
    const markup_node *delivery = markup_child(root, "Delivery");
    if (!delivery)
        return;
    if (is(s->type, "SourceInitiated") && is(s->delivery, "Pull"))
        tell(r, WEF_PULL, markup_place(delivery), nothing, nothing);
    if (s->mode.size == 0 || is(s->mode, "Custom"))
        return;
    static const char *const parts[] = { "Batching", "PushSettings" };
    for (size_t i = 0; i < countof(parts); i++)
        if (markup_child(delivery, parts[i]))
            judge_place(r, delivery, parts[i], WEF_IGNORED, ks_str_of(parts[i]));
}

static void judge(reading *r, const markup_node *root)
{
    const ks_wef_subscription *s = r->to;
    judge_missing(r, root);
    judge_delivery(r, root);
    bool is_source = is(s->type, "SourceInitiated");
    bool has_others = s->issuers || s->subjects;
    if (is_source && s->domain_computers.size == 0 && !has_others)
        judge_place(r, root, "AllowedSourceDomainComputers", WEF_NOBODY, nothing);
    if (s->domain_computers.size &&
        (s->domain_computers.size < 3 || s->domain_computers.at[1] != ':'))
        judge_place(r, root, "AllowedSourceDomainComputers", WEF_SDDL, s->domain_computers);
    if (has_others && is(s->transport, "http"))
        judge_place(r, root, "TransportName", WEF_HTTP, nothing);
    if (is(s->read_existing, "false") || s->read_existing.size == 0)
        judge_place(r, root, "ReadExistingEvents", WEF_NO_BACKLOG, nothing);
    if (is(s->format, "Events"))
        judge_place(r, root, "ContentFormat", WEF_NO_TEXT, nothing);
    if (is(s->log, "ForwardedEvents"))
        judge_place(r, root, "LogFile", WEF_SMALL_LOG, nothing);
}

static void read_root(reading *r, const markup_node *root)
{
    const markup_attribute *space = markup_attribute_find(root, "xmlns");
    if (!space || !is(space->value, namespace))
        tell(r, WEF_NAMESPACE, space ? markup_attribute_place(space) : markup_place(root),
             space ? space->value : nothing, nothing);
    for (const markup_node *n = markup_element(root->first); n; n = markup_element(n->next))
        read_child(r, n);
    judge(r, root);
}

// The query list of a custom view of Event Viewer; of a root that is none: the root.
static const markup_node *query_list_of(const markup_node *root)
{
    static const char *const way[] = { "QueryConfig", "QueryNode", "QueryList" };
    const markup_node *node = markup_is_element(root, "ViewerConfig") ? root : NULL;
    for (size_t i = 0; node && i < countof(way); i++)
        node = markup_child(node, way[i]);
    return node ? node : root;
}

bool wef_read(ks_wef_subscription *subscription, ks_span bytes, ks_arena *arena,
              ks_mistakes *mistakes)
{
    *subscription = (ks_wef_subscription){ 0 };
    reading r = { subscription, arena, mistakes };
    const markup_node *root = markup_read(bytes, arena, mistakes);
    if (!root)
        return false;
    if (markup_is_element(root, "Subscription"))
        read_root(&r, root);
    else
        subscription->queries = wef_query_list_read(query_list_of(root), arena, mistakes);
    return markup_is_element(root, "Subscription");
}

bool wef_sniff(ks_span bytes, ks_arena scratch)
{
    return markup_is(bytes, "Subscription", scratch) || markup_is(bytes, "QueryList", scratch) ||
           markup_is(bytes, "ViewerConfig", scratch);
}

void wef_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_wef_subscription subscription;
    if (wef_read(&subscription, bytes, arena, mistakes) || mistakes->count > 0)
        ks_mistakes_sort(mistakes);
}
