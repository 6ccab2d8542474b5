#include "policy/applocker.h"

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

static void write_publisher(ks_out *out, const ks_applocker_condition *c, unsigned depth)
{
    indent(out, depth);
    KS_PUT(out, "<FilePublisherCondition");
    attribute(out, "PublisherName", c->publisher);
    attribute(out, "ProductName", c->product);
    attribute(out, "BinaryName", c->binary);
    KS_PUT(out, ">\n");
    if (c->has_range) {
        indent(out, depth + 1);
        KS_PUT(out, "<BinaryVersionRange");
        attribute(out, "LowSection", c->low);
        attribute(out, "HighSection", c->high);
        KS_PUT(out, " />\n");
    }
    indent(out, depth);
    KS_PUT(out, "</FilePublisherCondition>\n");
}

// Hashes that stand together are of one condition.
static const ks_applocker_condition *write_hashes(ks_out *out, const ks_applocker_condition *c,
                                                  unsigned depth)
{
    indent(out, depth);
    KS_PUT(out, "<FileHashCondition>\n");
    for (; c && c->kind == KS_APPLOCKER_HASH; c = c->next) {
        indent(out, depth + 1);
        KS_PUT(out, "<FileHash");
        attribute(out, "Type", c->hash_type);
        attribute(out, "Data", c->hash);
        attribute(out, "SourceFileName", c->file);
        attribute(out, "SourceFileLength", c->length);
        KS_PUT(out, " />\n");
    }
    indent(out, depth);
    KS_PUT(out, "</FileHashCondition>\n");
    return c;
}

static void write_conditions(ks_out *out, ks_str name, const ks_applocker_condition *c,
                             unsigned depth)
{
    if (!c)
        return;
    indent(out, depth);
    ks_out_byte(out, '<');
    ks_out_put(out, name);
    KS_PUT(out, ">\n");
    while (c) {
        if (c->kind == KS_APPLOCKER_HASH) {
            c = write_hashes(out, c, depth + 1);
            continue;
        }
        if (c->kind == KS_APPLOCKER_PUBLISHER) {
            write_publisher(out, c, depth + 1);
        } else {
            indent(out, depth + 1);
            KS_PUT(out, "<FilePathCondition");
            attribute(out, "Path", c->path);
            KS_PUT(out, " />\n");
        }
        c = c->next;
    }
    indent(out, depth);
    KS_PUT(out, "</");
    ks_out_put(out, name);
    KS_PUT(out, ">\n");
}

void ks_applocker_rule_write(ks_out *out, const ks_applocker_rule *rule, unsigned depth)
{
    static const ks_str names[] = { [KS_APPLOCKER_PATH] = KS_TEXT("FilePathRule"),
                                    [KS_APPLOCKER_PUBLISHER] = KS_TEXT("FilePublisherRule"),
                                    [KS_APPLOCKER_HASH] = KS_TEXT("FileHashRule") };
    indent(out, depth);
    ks_out_byte(out, '<');
    ks_out_put(out, names[rule->kind]);
    attribute(out, "Id", rule->id);
    attribute(out, "Name", rule->name);
    attribute(out, "Description", rule->description);
    attribute(out, "UserOrGroupSid", rule->sid);
    attribute(out, "Action", rule->action);
    KS_PUT(out, ">\n");
    write_conditions(out, KS_STR("Conditions"), rule->conditions, depth + 1);
    write_conditions(out, KS_STR("Exceptions"), rule->exceptions, depth + 1);
    indent(out, depth);
    KS_PUT(out, "</");
    ks_out_put(out, names[rule->kind]);
    KS_PUT(out, ">\n");
}

static void write_extensions(ks_out *out, const ks_applocker_collection *c)
{
    if (!c->services_mode.size && !c->system_apps.size)
        return;
    KS_PUT(out, "    <RuleCollectionExtensions>\n");
    if (c->services_mode.size) {
        KS_PUT(out, "      <ThresholdExtensions>\n        <Services");
        attribute(out, "EnforcementMode", c->services_mode);
        KS_PUT(out, " />\n      </ThresholdExtensions>\n");
    }
    if (c->system_apps.size) {
        KS_PUT(out, "      <RedstoneExtensions>\n        <SystemApps");
        attribute(out, "Allow", c->system_apps);
        KS_PUT(out, " />\n      </RedstoneExtensions>\n");
    }
    KS_PUT(out, "    </RuleCollectionExtensions>\n");
}

void ks_applocker_write(ks_out *out, const ks_applocker_policy *policy)
{
    KS_PUT(out, "<AppLockerPolicy");
    attribute(out, "Version", policy->version);
    KS_PUT(out, ">\n");
    for (const ks_applocker_collection *c = policy->collections; c; c = c->next) {
        KS_PUT(out, "  <RuleCollection");
        attribute(out, "Type", c->type);
        attribute(out, "EnforcementMode", c->mode);
        KS_PUT(out, ">\n");
        for (const ks_applocker_rule *rule = c->rules; rule; rule = rule->next)
            ks_applocker_rule_write(out, rule, 2);
        write_extensions(out, c);
        KS_PUT(out, "  </RuleCollection>\n");
    }
    KS_PUT(out, "</AppLockerPolicy>\n");
}
