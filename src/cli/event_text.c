// See event_text.h.
#include "cli/event_text.h"

#include "base/number.h"
#include "catalogue/catalogue.h"
#include "message/visible.h"

enum { says_most = 64 * 1024 };

ks_str event_text_channel(ks_str channel)
{
    static const struct {
        ks_str start, end;
    } usual = { { "Microsoft-Windows-", 18 }, { "/Operational", 12 } };
    if (channel.size > usual.start.size &&
        memcmp(channel.at, usual.start.at, usual.start.size) == 0)
        channel = (ks_str){ channel.at + usual.start.size, channel.size - usual.start.size };
    size_t end = usual.end.size;
    if (channel.size > end && memcmp(channel.at + channel.size - end, usual.end.at, end) == 0)
        channel.size -= end;
    return channel;
}

static ks_value system_value(const ks_event *e, ks_str name)
{
    static const struct {
        const char *name;
        ks_system_field field;
    } known[] = { { "@UserID", KS_SYSTEM_USER },        { "@ProcessID", KS_SYSTEM_PROCESS_ID },
                  { "@ThreadID", KS_SYSTEM_THREAD_ID }, { "@Computer", KS_SYSTEM_COMPUTER },
                  { "@Channel", KS_SYSTEM_CHANNEL },    { "@Level", KS_SYSTEM_LEVEL } };
    for (size_t i = 0; i < countof(known); i++) {
        if (ks_str_equal(name, ks_str_of(known[i].name)))
            return ks_event_system(e, known[i].field);
    }
    return (ks_value){ 0 };
}

static ks_str field_text(const void *from, ks_str name, u32 index)
{
    ks_event *e = (ks_event *)(uintptr_t)from; // reading a field may make the event's tree
    ks_value v;
    if (name.size && name.at[0] == '@')
        v = system_value(e, name);
    else if (ks_str_equal(name, KS_STR("Data")))
        v = ks_event_unnamed(e, index ? index - 1 : 0);
    else
        v = ks_event_field(e, name);
    size_t next = 0;
    ks_value item = { 0 };
    for (u32 i = 0; i < (index ? index : 1); i++) {
        if (!ks_value_item(v, &next, &item))
            break;
    }
    return ks_value_str(item, e->arena);
}

static void put_fields(ks_event *e, ks_lang lang, ks_out *out)
{
    size_t count = 0;
    const ks_field *fields = ks_event_fields(e, &count);
    bool is_first = true;
    for (size_t i = 0; i < count; i++) {
        size_t next = 0;
        for (ks_value item; ks_value_item(fields[i].value, &next, &item);) {
            if (ks_value_is_none(item))
                continue;
            if (!is_first)
                KS_PUT(out, "; ");
            is_first = false;
            if (!ks_str_equal(fields[i].name, KS_STR("Data"))) {
                ks_out_put(out, fields[i].name);
                KS_PUT(out, ": ");
            }
            ks_parameters_print(ks_value_str(item, e->arena), lang, out);
        }
    }
}

ks_str event_text_says(const event_text *how, ks_event *e)
{
    ks_out out;
    if (!ks_out_open(&out, e->arena, says_most))
        return (ks_str){ 0 };
    const ks_event_type *type =
        ks_event_type_find(e->class->provider, e->class->id, e->class->version);
    ks_fields fields = { field_text, e };
    if (type && ks_sentence_print(type, how->lang, fields, &out))
        return ks_out_str(&out);
    ks_out_clear(&out);
    if (type && type->name[how->lang].size) {
        ks_out_put(&out, type->name[how->lang]);
        KS_PUT(&out, ": ");
    }
    put_fields(e, how->lang, &out);
    return ks_out_str(&out);
}

static void put_value(const ks_event *e, ks_system_field field, ks_out *out)
{
    ks_out_visible_line(out, ks_value_str(ks_event_system(e, field), e->arena));
}

void event_text_line(const event_text *how, ks_event *e, ks_out *out)
{
    u64 ticks = ks_event_ticks(e);
    if (how->has_color)
        KS_PUT(out, "\x1b[2m");
    ks_out_ticks_local(out, ticks, how->zone_minutes, 3);
    if (how->has_color)
        KS_PUT(out, "\x1b[0m");
    KS_PUT(out, "  ");
    put_value(e, KS_SYSTEM_COMPUTER, out);
    KS_PUT(out, "  ");
    ks_out_visible_line(out, event_text_channel(e->class->channel));
    ks_out_byte(out, ' ');
    if (how->has_color)
        KS_PUT(out, "\x1b[1m");
    ks_out_u64(out, e->class->id);
    if (how->has_color)
        KS_PUT(out, "\x1b[0m");
    KS_PUT(out, " #");
    put_value(e, KS_SYSTEM_EVENT_RECORD_ID, out);
    KS_PUT(out, "  ");
    if (e->found != KS_LIVE) {
        ks_out_byte(out, '[');
        ks_out_put(out, ks_str_of(ks_found_words[e->found]));
        KS_PUT(out, "] ");
    }
    ks_out_visible_line(out, event_text_says(how, e));
}
