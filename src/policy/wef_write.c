// Subscriptions in the order of the elements that wecutil writes and takes.
#include "policy/wef.h"

#include "base/number.h"
#include "base/text.h"

static void indent(ks_out *out, unsigned depth)
{
    for (; depth; depth--)
        KS_PUT(out, "  ");
}

static void attribute(ks_out *out, const char *name, ks_str value)
{
    ks_out_byte(out, ' ');
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "=\"");
    ks_out_utf8(out, value, KS_AS_XML_ATTRIBUTE);
    ks_out_byte(out, '"');
}

static void element(ks_out *out, const char *name, ks_str value, unsigned depth)
{
    if (value.size == 0)
        return;
    indent(out, depth);
    ks_out_byte(out, '<');
    ks_out_put(out, ks_str_of(name));
    ks_out_byte(out, '>');
    ks_out_utf8(out, value, KS_AS_XML);
    KS_PUT(out, "</");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, ">\n");
}

static void write_select(ks_out *out, const ks_wef_select *select, unsigned depth)
{
    ks_str name = select->is_suppress ? KS_STR("Suppress") : KS_STR("Select");
    indent(out, depth);
    ks_out_byte(out, '<');
    ks_out_put(out, name);
    if (select->path.size)
        attribute(out, "Path", select->path);
    ks_out_byte(out, '>');
    ks_out_utf8(out, select->xpath, KS_AS_XML);
    KS_PUT(out, "</");
    ks_out_put(out, name);
    KS_PUT(out, ">\n");
}

void ks_wef_query_list_write(ks_out *out, const ks_wef_query *queries, unsigned depth)
{
    indent(out, depth);
    KS_PUT(out, "<QueryList>\n");
    for (const ks_wef_query *q = queries; q; q = q->next) {
        indent(out, depth + 1);
        KS_PUT(out, "<Query");
        if (q->id.size)
            attribute(out, "Id", q->id);
        if (q->path.size)
            attribute(out, "Path", q->path);
        KS_PUT(out, ">\n");
        for (const ks_wef_select *s = q->selects; s; s = s->next)
            write_select(out, s, depth + 2);
        indent(out, depth + 1);
        KS_PUT(out, "</Query>\n");
    }
    indent(out, depth);
    KS_PUT(out, "</QueryList>\n");
}

// In CDATA nothing is escaped but its own end, and a query list has no `]]>` that is not escaped:
// `>` is.
static void write_query(ks_out *out, const ks_wef_subscription *s)
{
    KS_PUT(out, "  <Query><![CDATA[\n");
    ks_wef_query_list_write(out, s->queries, 2);
    KS_PUT(out, "  ]]></Query>\n");
}

static void write_delivery(ks_out *out, const ks_wef_subscription *s)
{
    if (s->delivery.size == 0 && s->max_items.size == 0 && s->max_latency_ms.size == 0 &&
        s->heartbeat_ms.size == 0)
        return;
    KS_PUT(out, "  <Delivery");
    if (s->delivery.size)
        attribute(out, "Mode", s->delivery);
    KS_PUT(out, ">\n");
    if (s->max_items.size || s->max_latency_ms.size) {
        KS_PUT(out, "    <Batching>\n");
        element(out, "MaxItems", s->max_items, 3);
        element(out, "MaxLatencyTime", s->max_latency_ms, 3);
        KS_PUT(out, "    </Batching>\n");
    }
    if (s->heartbeat_ms.size) {
        KS_PUT(out, "    <PushSettings>\n      <Heartbeat");
        attribute(out, "Interval", s->heartbeat_ms);
        KS_PUT(out, "/>\n    </PushSettings>\n");
    }
    KS_PUT(out, "  </Delivery>\n");
}

static void write_names(ks_out *out, const char *list, const char *item, const ks_wef_name *names)
{
    if (!names)
        return;
    KS_PUT(out, "    <");
    ks_out_put(out, ks_str_of(list));
    KS_PUT(out, ">\n");
    for (; names; names = names->next)
        element(out, item, names->text, 3);
    KS_PUT(out, "    </");
    ks_out_put(out, ks_str_of(list));
    KS_PUT(out, ">\n");
}

static void write_sources(ks_out *out, const ks_wef_subscription *s)
{
    if (s->issuers || s->subjects || s->denied_subjects) {
        KS_PUT(out, "  <AllowedSourceNonDomainComputers>\n");
        write_names(out, "AllowedIssuerCAList", "IssuerCA", s->issuers);
        write_names(out, "AllowedSubjectList", "Subject", s->subjects);
        write_names(out, "DeniedSubjectList", "Subject", s->denied_subjects);
        KS_PUT(out, "  </AllowedSourceNonDomainComputers>\n");
    }
    element(out, "AllowedSourceDomainComputers", s->domain_computers, 1);
    if (!s->sources)
        return;
    KS_PUT(out, "  <EventSources>\n");
    for (const ks_wef_name *n = s->sources; n; n = n->next) {
        KS_PUT(out, "    <EventSource Enabled=\"true\">\n");
        element(out, "Address", n->text, 3);
        KS_PUT(out, "    </EventSource>\n");
    }
    KS_PUT(out, "  </EventSources>\n");
}

void ks_wef_write(ks_out *out, const ks_wef_subscription *s)
{
    KS_PUT(out, "<Subscription xmlns=\"http://schemas.microsoft.com/2006/03/windows/events/"
                "subscription\">\n");
    element(out, "SubscriptionId", s->id, 1);
    element(out, "SubscriptionType", s->type, 1);
    element(out, "Description", s->description, 1);
    element(out, "Enabled", s->enabled, 1);
    element(out, "Uri", KS_STR("http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog"), 1);
    element(out, "ConfigurationMode", s->mode, 1);
    write_delivery(out, s);
    element(out, "Expires", s->expires, 1);
    write_query(out, s);
    element(out, "ReadExistingEvents", s->read_existing, 1);
    element(out, "TransportName", s->transport, 1);
    element(out, "TransportPort", s->port, 1);
    element(out, "ContentFormat", s->format, 1);
    if (s->locale.size) {
        KS_PUT(out, "  <Locale");
        attribute(out, "Language", s->locale);
        KS_PUT(out, "/>\n");
    }
    element(out, "LogFile", s->log, 1);
    element(out, "PublisherName", s->publisher, 1);
    element(out, "CredentialsType", s->credentials, 1);
    write_sources(out, s);
    KS_PUT(out, "</Subscription>\n");
}
