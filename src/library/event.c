// Questions about one event. Texts are made in the event's own arena, with a NUL behind them, and
// are gone with it.
#include "library/library.h"

enum { text_most = 4 << 20 };

static const konseki_text absent = { "", 0 };

static konseki_text ended(const konseki_event *event, ks_str text)
{
    char *copy = ks_take(event->event->arena, char, text.size + 1);
    if (copy == NULL || text.size == 0)
        return absent;
    memcpy(copy, text.at, text.size);
    return (konseki_text){ copy, text.size };
}

// An array's items one to a line.
static konseki_text value_text(const konseki_event *event, ks_value value)
{
    if (value.type == KS_NULL)
        return absent;
    if ((value.type & KS_ARRAY) == 0)
        return ended(event, ks_value_str(value, event->event->arena));
    ks_arena scratch = *event->event->arena;
    ks_out out;
    if (!ks_out_open(&out, &scratch, (size_t)value.size * 12 + 256))
        return absent;
    size_t next = 0;
    for (ks_value item; ks_value_item(value, &next, &item);) {
        if (ks_out_size(&out))
            ks_out_byte(&out, '\n');
        ks_out_value(&out, item, KS_AS_TEXT, KS_STYLE_PLAIN, &event->memory->days);
    }
    char *copy = ks_take(&scratch, char, ks_out_size(&out) + 1);
    if (copy == NULL)
        return absent;
    memcpy(copy, out.start, ks_out_size(&out));
    *event->event->arena = scratch;
    return (konseki_text){ copy, ks_out_size(&out) };
}

static const ks_system_field fields[] = {
    [KONSEKI_PROVIDER] = KS_SYSTEM_PROVIDER,
    [KONSEKI_PROVIDER_GUID] = KS_SYSTEM_PROVIDER_GUID,
    [KONSEKI_CHANNEL] = KS_SYSTEM_CHANNEL,
    [KONSEKI_COMPUTER] = KS_SYSTEM_COMPUTER,
    [KONSEKI_USER_ID] = KS_SYSTEM_USER,
    [KONSEKI_ACTIVITY_ID] = KS_SYSTEM_ACTIVITY,
    [KONSEKI_ID] = KS_SYSTEM_ID,
    [KONSEKI_VERSION] = KS_SYSTEM_VERSION,
    [KONSEKI_LEVEL] = KS_SYSTEM_LEVEL,
    [KONSEKI_TASK] = KS_SYSTEM_TASK,
    [KONSEKI_OPCODE] = KS_SYSTEM_OPCODE,
    [KONSEKI_KEYWORDS] = KS_SYSTEM_KEYWORDS,
    [KONSEKI_TIME] = KS_SYSTEM_TIME,
    [KONSEKI_EVENT_RECORD_ID] = KS_SYSTEM_EVENT_RECORD_ID,
    [KONSEKI_PROCESS_ID] = KS_SYSTEM_PROCESS_ID,
    [KONSEKI_THREAD_ID] = KS_SYSTEM_THREAD_ID,
};

konseki_text konseki_text_of(const konseki_event *event, konseki_system what)
{
    if ((size_t)what >= countof(fields))
        return absent;
    return value_text(event, ks_event_system(event->event, fields[what]));
}

uint64_t konseki_number_of(const konseki_event *event, konseki_system what)
{
    if (what == KONSEKI_TIME)
        return konseki_ticks(event);
    return (size_t)what < countof(fields) ? ks_event_number(event->event, fields[what]) : 0;
}

uint64_t konseki_ticks(const konseki_event *event) { return ks_event_ticks(event->event); }

konseki_text konseki_field(const konseki_event *event, const char *name)
{
    return value_text(event, ks_event_field(event->event, ks_str_of(name)));
}

static const ks_field *all_fields(const konseki_event *event)
{
    event_memory *memory = event->memory;
    if (!memory->has_fields)
        memory->fields = ks_event_fields(event->event, &memory->field_count);
    memory->has_fields = true;
    return memory->fields;
}

size_t konseki_field_count(const konseki_event *event)
{
    return all_fields(event) ? event->memory->field_count : 0;
}

konseki_text konseki_field_name(const konseki_event *event, size_t index)
{
    const ks_field *found = all_fields(event);
    return found && index < event->memory->field_count ? ended(event, found[index].name) : absent;
}

konseki_text konseki_field_value(const konseki_event *event, size_t index)
{
    const ks_field *found = all_fields(event);
    return found && index < event->memory->field_count ? value_text(event, found[index].value)
                                                       : absent;
}

static konseki_text printed(const konseki_event *event, ks_format format)
{
    ks_arena scratch = *event->event->arena;
    ks_out out;
    if (!ks_out_open(&out, &scratch, text_most) ||
        !ks_event_print(event->event, format, &out, &event->memory->days))
        return absent;
    ks_out_byte(&out, '\0');
    if (out.is_full)
        return absent;
    *event->event->arena = scratch;
    return (konseki_text){ (const char *)out.start, ks_out_size(&out) - 1 };
}

konseki_text konseki_json(const konseki_event *event) { return printed(event, KS_JSON_FLAT); }

konseki_text konseki_xml(const konseki_event *event) { return printed(event, KS_XML); }

konseki_text konseki_source(const konseki_event *event)
{
    return ended(event, ks_sources_at(event->sources, event->event->source)->path);
}

uint64_t konseki_offset(const konseki_event *event) { return event->event->offset; }

bool konseki_is_recovered(const konseki_event *event)
{
    ks_found found = event->event->found;
    return found == KS_SLACK || found == KS_HIDDEN || found == KS_CARVED;
}

bool konseki_is_damaged(const konseki_event *event) { return event->event->is_damaged; }
