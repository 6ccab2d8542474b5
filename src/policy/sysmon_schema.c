// Look-ups in the tables of sysmon_table.h.
#include "policy/sysmon_schema.h"

#include "base/fold.h"

static const ks_sysmon_event events[] = {
#define X(id, tag, schema, is_default) { id, KS_TEXT(tag), schema, is_default },
    KS_SYSMON_EVENTS(X)
#undef X
};

static const ks_sysmon_field fields[] = {
#define F(event, schema, name) { event, schema, KS_TEXT(#name) },
    KS_SYSMON_FIELDS(F)
#undef F
};

static const struct {
    ks_str word;
    u32 number, schema;
} conditions[] = {
#define X(name, word, number, schema) { KS_TEXT(word), number, schema },
    KS_SYSMON_CONDITIONS(X)
#undef X
};

static const u32 schemas[] = {
#define X(schema) schema,
    KS_SYSMON_SCHEMAS(X)
#undef X
};

static const struct {
    ks_str name;
    u32 schema;
} options[] = {
#define X(name, schema) { KS_TEXT(name), schema },
    KS_SYSMON_OPTIONS(X)
#undef X
};

bool sysmon_schema_read(ks_str text, u32 *schema)
{
    u32 whole = 0, part = 0;
    size_t at = 0, digits = 0;
    for (; at < text.size && text.at[at] >= '0' && text.at[at] <= '9' && at < 2; at++)
        whole = whole * 10 + (u32)(text.at[at] - '0');
    if (at == 0 || at == text.size || text.at[at++] != '.')
        return false;
    for (; at < text.size && text.at[at] >= '0' && text.at[at] <= '9'; at++, digits++)
        if (digits < 2)
            part = part * 10 + (u32)(text.at[at] - '0');
    if (at != text.size || digits == 0 || digits > 2)
        return false;
    *schema = whole * 100 + (digits == 1 ? part * 10 : part);
    return true;
}

bool sysmon_schema_is_known(u32 schema)
{
    for (size_t i = 0; i < countof(schemas); i++)
        if (schemas[i] == schema)
            return true;
    return false;
}

const ks_sysmon_event *sysmon_event_find(u32 id)
{
    for (size_t i = 0; i < countof(events); i++)
        if (events[i].id == id)
            return &events[i];
    return NULL;
}

const ks_sysmon_event *sysmon_tag_find(ks_str tag)
{
    for (size_t i = 0; i < countof(events); i++)
        if (events[i].tag.size && ks_str_equal(events[i].tag, tag))
            return &events[i];
    return NULL;
}

const ks_sysmon_event *sysmon_events(size_t *count)
{
    *count = countof(events);
    return events;
}

const ks_sysmon_field *sysmon_field_find(u32 event, ks_str name)
{
    for (size_t i = 0; i < countof(fields); i++)
        if (fields[i].event == event && ks_str_equal(fields[i].name, name))
            return &fields[i];
    return NULL;
}

const ks_sysmon_field *sysmon_tag_field_find(ks_str tag, ks_str name)
{
    for (size_t i = 0; i < countof(events); i++) {
        if (!events[i].tag.size || !ks_str_equal(events[i].tag, tag))
            continue;
        const ks_sysmon_field *field = sysmon_field_find(events[i].id, name);
        if (field)
            return field;
    }
    return NULL;
}

const ks_sysmon_field *sysmon_field_at(u32 event, u32 schema, u32 number)
{
    for (size_t i = 0; i < countof(fields); i++)
        if (fields[i].event == event && fields[i].schema <= schema && number-- == 0)
            return &fields[i];
    return NULL;
}

const ks_sysmon_field *sysmon_fields(size_t *count)
{
    *count = countof(fields);
    return fields;
}

ks_str sysmon_condition_word(ks_sysmon_condition condition) { return conditions[condition].word; }

u32 sysmon_condition_schema(ks_sysmon_condition condition) { return conditions[condition].schema; }

bool sysmon_condition_find(ks_str word, ks_sysmon_condition *condition)
{
    for (size_t i = 0; i < countof(conditions); i++)
        if (ks_equal_fold(conditions[i].word, word)) {
            *condition = (ks_sysmon_condition)i;
            return true;
        }
    return false;
}

bool sysmon_condition_at(u32 number, ks_sysmon_condition *condition)
{
    for (size_t i = 0; i < countof(conditions); i++)
        if (conditions[i].number == number) {
            *condition = (ks_sysmon_condition)i;
            return true;
        }
    return false;
}

bool sysmon_option_find(ks_str name, u32 *schema)
{
    for (size_t i = 0; i < countof(options); i++)
        if (ks_str_equal(options[i].name, name)) {
            *schema = options[i].schema;
            return true;
        }
    return false;
}

ks_str sysmon_option_name(size_t index)
{
    return index < countof(options) ? options[index].name : (ks_str){ 0 };
}
