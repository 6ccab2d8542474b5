// Printing trees as JSON: the nested shape of evtx_dump 0.12.2 (rules as seen in that program:
// reference, "JSON rendering"), and our own flat one (docs/events-json.md). See tree.h.
#include "event/tree.h"

#include "base/number.h"
#include "event/program.h"

typedef struct {
    ks_out *out;
    ks_style style;
    ks_day_cache *days;
} printer;

static void value_of(printer *p, const ks_element *e, const char *empty, bool with_attributes);

static ks_value value_in(const ks_part *part)
{
    return part->kind == KS_PART_TEXT ? ks_value_text(part->text) : part->value;
}

static bool has_text(const ks_part *parts)
{
    for (; parts; parts = parts->next) {
        if ((parts->kind == KS_PART_TEXT || parts->kind == KS_PART_VALUE) &&
            !ks_value_is_empty(value_in(parts)))
            return true;
    }
    return false;
}

static bool has_elements(const ks_element *e)
{
    for (const ks_part *part = e->content; part; part = part->next) {
        if (part->kind == KS_PART_ELEMENT)
            return true;
    }
    return false;
}

static bool has_attributes(const ks_element *e)
{
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        if (has_text(a->parts))
            return true;
    }
    return false;
}

// A typed number or boolean stays bare only where it is the only part.
static void scalar(printer *p, const ks_part *parts)
{
    const ks_part *only = NULL;
    size_t count = 0;
    for (const ks_part *part = parts; part; part = part->next) {
        if (part->kind != KS_PART_TEXT && part->kind != KS_PART_VALUE)
            continue;
        only = part;
        count++;
    }
    if (count == 1 && only->kind == KS_PART_VALUE && !only->is_text) {
        ks_out_json_value(p->out, only->value, p->style, "\"\"", p->days);
        return;
    }
    ks_out_byte(p->out, '"');
    for (const ks_part *part = parts; part; part = part->next) {
        if (part->kind == KS_PART_TEXT || part->kind == KS_PART_VALUE)
            ks_out_value(p->out, value_in(part), KS_AS_JSON, p->style, p->days);
    }
    ks_out_byte(p->out, '"');
}

static void key(printer *p, ks_str name, size_t repeat, bool *is_first)
{
    if (!*is_first)
        ks_out_byte(p->out, ',');
    *is_first = false;
    ks_out_byte(p->out, '"');
    ks_out_utf8(p->out, name, KS_AS_JSON);
    if (repeat) {
        ks_out_byte(p->out, '_');
        ks_out_u64(p->out, repeat);
    }
    KS_PUT(p->out, "\":");
}

static bool is_container(const ks_element *e)
{
    return ks_str_equal(e->name, KS_STR("EventData")) || ks_str_equal(e->name, KS_STR("UserData"));
}

static bool is_data(const ks_element *e) { return ks_str_equal(e->name, KS_STR("Data")); }

static const ks_part *data_name(const ks_element *e)
{
    const ks_part *parts = ks_tree_attribute(e, KS_STR("Name"));
    return has_text(parts) ? parts : NULL;
}

static size_t same_before(const ks_element *parent, const ks_part *child)
{
    size_t count = 0;
    for (const ks_part *part = parent->content; part != child; part = part->next) {
        if (part->kind == KS_PART_ELEMENT &&
            ks_str_equal(part->element->name, child->element->name))
            count++;
    }
    return count;
}

static void attributes(printer *p, const ks_element *e)
{
    bool is_first = true;
    KS_PUT(p->out, "\"#attributes\":{");
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        if (!has_text(a->parts))
            continue;
        key(p, a->name, 0, &is_first);
        scalar(p, a->parts);
    }
    ks_out_byte(p->out, '}');
}

// Unnamed Data, all of them where the first one stands: one value or a list.
static void positional(printer *p, const ks_element *container)
{
    size_t count = 0;
    for (const ks_part *part = container->content; part; part = part->next)
        count += part->kind == KS_PART_ELEMENT && is_data(part->element);
    bool is_first = true;
    if (count > 1)
        ks_out_byte(p->out, '[');
    for (const ks_part *part = container->content; part; part = part->next) {
        if (part->kind != KS_PART_ELEMENT || !is_data(part->element))
            continue;
        if (!is_first)
            ks_out_byte(p->out, ',');
        is_first = false;
        value_of(p, part->element, "\"\"", false);
    }
    if (count > 1)
        ks_out_byte(p->out, ']');
}

static void named_key(printer *p, const ks_part *name, bool *is_first)
{
    if (!*is_first)
        ks_out_byte(p->out, ',');
    *is_first = false;
    ks_out_byte(p->out, '"');
    for (; name; name = name->next) {
        if (name->kind == KS_PART_TEXT || name->kind == KS_PART_VALUE)
            ks_out_value(p->out, value_in(name), KS_AS_JSON, p->style, p->days);
    }
    KS_PUT(p->out, "\":");
}

static bool any_named(const ks_element *container)
{
    for (const ks_part *part = container->content; part; part = part->next) {
        if (part->kind == KS_PART_ELEMENT && is_data(part->element) && data_name(part->element))
            return true;
    }
    return false;
}

static void children(printer *p, const ks_element *e, bool is_first)
{
    bool holds_data = is_container(e), is_named = holds_data && any_named(e), listed = false;
    const ks_element *before = NULL;
    size_t repeat = 0;
    for (const ks_part *part = e->content; part; part = part->next) {
        if (part->kind != KS_PART_ELEMENT)
            continue;
        const ks_element *child = part->element;
        // an array's elements stand in a row: there is no need to look at all that came before
        bool goes_on = before && ks_str_equal(before->name, child->name);
        before = child;
        if (!holds_data || !is_data(child)) {
            repeat = goes_on ? repeat + 1 : same_before(e, part);
            key(p, child->name, repeat, &is_first);
            value_of(p, child, "null", true);
        } else if (is_named) {
            if (data_name(child) == NULL)
                continue;
            named_key(p, data_name(child), &is_first);
            value_of(p, child, "\"\"", false);
        } else if (!listed) {
            key(p, child->name, 0, &is_first);
            KS_PUT(p->out, "{\"#text\":");
            positional(p, e);
            ks_out_byte(p->out, '}');
            listed = true;
        }
    }
}

static void value_of(printer *p, const ks_element *e, const char *empty, bool with_attributes)
{
    bool text = has_text(e->content), elements = has_elements(e);
    bool attributed = with_attributes && has_attributes(e);
    if (!text && !elements && !attributed) {
        ks_out_put(p->out, ks_str_of(empty));
    } else if (text && !elements && !attributed) {
        scalar(p, e->content);
    } else {
        bool is_first = true;
        ks_out_byte(p->out, '{');
        if (attributed) {
            attributes(p, e);
            is_first = false;
        }
        if (text) {
            key(p, KS_STR("#text"), 0, &is_first);
            scalar(p, e->content);
        }
        if (elements)
            children(p, e, is_first);
        ks_out_byte(p->out, '}');
    }
}

void ks_tree_json_value(const ks_element *e, ks_out *out, ks_style style, ks_day_cache *days)
{
    printer p = { out, style, days };
    value_of(&p, e, "null", true);
}

void ks_tree_json_nested(const ks_element *root, ks_out *out, ks_day_cache *days)
{
    printer p = { out, KS_STYLE_EVTX_DUMP, days };
    bool is_first = true;
    ks_out_byte(out, '{');
    key(&p, root->name, 0, &is_first);
    value_of(&p, root, "null", true);
    ks_out_byte(out, '}');
}

// --- flat

// The name under which a child of `parent` stands in flat data.
static void flat_name(printer *p, const ks_element *parent, const ks_element *child, bool *first)
{
    if (is_container(parent) && is_data(child) && data_name(child))
        named_key(p, data_name(child), first);
    else
        key(p, child->name, 0, first);
}

// The name of a child in flat data, without escapes. False: too long to be told here.
static bool flat_text(const ks_element *parent, const ks_element *e, ks_out *out)
{
    ks_day_cache days = { 0 };
    const ks_part *part = is_container(parent) && is_data(e) ? data_name(e) : NULL;
    if (part == NULL)
        ks_out_put(out, e->name);
    for (; part; part = part->next)
        ks_out_value(out, value_in(part), KS_AS_TEXT, KS_STYLE_PLAIN, &days);
    return !out->is_full;
}

static bool same_flat_name(const ks_element *parent, const ks_element *a, const ks_element *b)
{
    if (!is_container(parent) || (!is_data(a) && !is_data(b)))
        return ks_str_equal(a->name, b->name);
    u8 bytes[2][1024] KS_UNSET;
    ks_out mine = { .at = bytes[0], .start = bytes[0], .end = bytes[0] + 960 };
    ks_out theirs = { .at = bytes[1], .start = bytes[1], .end = bytes[1] + 960 };
    return flat_text(parent, a, &mine) && flat_text(parent, b, &theirs) &&
           ks_str_equal(ks_out_str(&mine), ks_out_str(&theirs));
}

static bool is_bare_data(const ks_element *parent, const ks_element *e)
{
    return is_container(parent) && is_data(e);
}

static void flat_value(printer *p, const ks_element *parent, const ks_element *e)
{
    bool data = is_bare_data(parent, e);
    bool is_null = data && !e->content; // null stays null; an empty text is ""
    value_of(p, e, data && !is_null ? "\"\"" : "null", !data);
}

// Each name once; what occurs twice is an array.
static void flat_members(printer *p, const ks_element *e)
{
    bool is_first = true;
    const ks_element *before = NULL;
    for (const ks_part *part = e->content; part; part = part->next) {
        if (part->kind != KS_PART_ELEMENT)
            continue;
        size_t count = 0;
        bool is_again = before && same_flat_name(e, before, part->element);
        before = part->element;
        if (is_again) // an array's elements stand in a row
            continue;
        for (const ks_part *other = e->content; other; other = other->next) {
            if (other->kind != KS_PART_ELEMENT || !same_flat_name(e, part->element, other->element))
                continue;
            if (count == 0 && other != part)
                is_again = true;
            count++;
        }
        if (is_again)
            continue;
        flat_name(p, e, part->element, &is_first);
        if (count == 1) {
            flat_value(p, e, part->element);
            continue;
        }
        bool first_item = true;
        ks_out_byte(p->out, '[');
        for (const ks_part *other = part; other; other = other->next) {
            if (other->kind != KS_PART_ELEMENT || !same_flat_name(e, part->element, other->element))
                continue;
            if (!first_item)
                ks_out_byte(p->out, ',');
            first_item = false;
            flat_value(p, e, other->element);
        }
        ks_out_byte(p->out, ']');
    }
}

// Attributes of the container itself, as "EventData@Name".
static void flat_attributes(printer *p, const ks_element *e)
{
    bool is_first = !has_elements(e);
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        bool is_namespace = a->name.size >= 5 && memcmp(a->name.at, "xmlns", 5) == 0;
        if (is_namespace || !has_text(a->parts))
            continue;
        ks_out_put(p->out, is_first ? KS_STR("\"") : KS_STR(",\""));
        is_first = false;
        ks_out_utf8(p->out, e->name, KS_AS_JSON);
        ks_out_byte(p->out, '@');
        ks_out_utf8(p->out, a->name, KS_AS_JSON);
        KS_PUT(p->out, "\":");
        scalar(p, a->parts);
    }
}

const ks_system_field ks_flat_order[KS_SYSTEM_COUNT] = { KS_SYSTEM_TIME,
                                                         KS_SYSTEM_COMPUTER,
                                                         KS_SYSTEM_CHANNEL,
                                                         KS_SYSTEM_PROVIDER,
                                                         KS_SYSTEM_ID,
                                                         KS_SYSTEM_EVENT_RECORD_ID,
                                                         KS_SYSTEM_LEVEL,
                                                         KS_SYSTEM_VERSION,
                                                         KS_SYSTEM_TASK,
                                                         KS_SYSTEM_OPCODE,
                                                         KS_SYSTEM_KEYWORDS,
                                                         KS_SYSTEM_PROCESS_ID,
                                                         KS_SYSTEM_THREAD_ID,
                                                         KS_SYSTEM_USER,
                                                         KS_SYSTEM_QUALIFIERS,
                                                         KS_SYSTEM_ACTIVITY,
                                                         KS_SYSTEM_RELATED_ACTIVITY,
                                                         KS_SYSTEM_PROVIDER_GUID,
                                                         KS_SYSTEM_SOURCE_NAME };

typedef enum { FLAT_TEXT, FLAT_NUMBER, FLAT_TIME, FLAT_GUID } flat_kind;
static const u8 flat_kinds[KS_SYSTEM_COUNT] = {
    [KS_SYSTEM_ID] = FLAT_NUMBER,
    [KS_SYSTEM_QUALIFIERS] = FLAT_NUMBER,
    [KS_SYSTEM_VERSION] = FLAT_NUMBER,
    [KS_SYSTEM_LEVEL] = FLAT_NUMBER,
    [KS_SYSTEM_TASK] = FLAT_NUMBER,
    [KS_SYSTEM_OPCODE] = FLAT_NUMBER,
    [KS_SYSTEM_EVENT_RECORD_ID] = FLAT_NUMBER,
    [KS_SYSTEM_PROCESS_ID] = FLAT_NUMBER,
    [KS_SYSTEM_THREAD_ID] = FLAT_NUMBER,
    [KS_SYSTEM_TIME] = FLAT_TIME,
    [KS_SYSTEM_PROVIDER_GUID] = FLAT_GUID,
    [KS_SYSTEM_ACTIVITY] = FLAT_GUID,
    [KS_SYSTEM_RELATED_ACTIVITY] = FLAT_GUID,
};

bool ks_flat_is_typed(ks_system_field field) { return flat_kinds[field] != FLAT_TEXT; }

// The GUID that a text is, braces or not, in upper case. False: it is none.
static bool guid_of(ks_value v, char *guid)
{
    u8 bytes[64 + ks_out_slack];
    ks_out text = { .at = bytes, .start = bytes, .end = bytes + 64 };
    ks_day_cache days = { 0 };
    if (v.size > 80)
        return false;
    ks_out_value(&text, v, KS_AS_TEXT, KS_STYLE_PLAIN, &days);
    size_t size = ks_out_size(&text);
    bool is_braced = size == 38 && bytes[0] == '{' && bytes[37] == '}';
    if (text.is_full || (size != 36 && !is_braced))
        return false;
    for (size_t i = 0; i < 36; i++) {
        u8 c = bytes[i + is_braced];
        bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        bool is_hex = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
        if (is_hyphen ? c != '-' : !is_hex)
            return false;
        guid[i] = (char)(c >= 'a' ? c - 32 : c);
    }
    return true;
}

void ks_out_flat_system(ks_out *out, ks_system_field field, ks_value v, ks_day_cache *days)
{
    bool is_text = v.type == KS_STRING || v.type == KS_ANSI || v.type == KS_UTF8;
    u8 kind = is_text ? flat_kinds[field] : FLAT_TEXT;
    char guid[36];
    u64 number = 0;
    if (kind == FLAT_NUMBER && ks_value_u64(v, &number) && (i64)number >= 0) {
        ks_out_u64(out, number);
    } else if (kind == FLAT_TIME && ks_value_ticks(v, &number)) {
        ks_out_byte(out, '"');
        ks_out_ticks(out, number, 7, days);
        ks_out_byte(out, '"');
    } else if (kind == FLAT_GUID && guid_of(v, guid)) {
        ks_out_byte(out, '"');
        ks_out_bytes(out, guid, sizeof guid);
        ks_out_byte(out, '"');
    } else {
        ks_out_json_value(out, v, KS_STYLE_PLAIN, "null", days);
    }
}

static void flat_system(printer *p, const ks_event *e, bool *is_first)
{
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++) {
        ks_value v = ks_event_system(e, ks_flat_order[i]);
        if (ks_value_is_empty(v))
            continue;
        key(p, ks_str_of(ks_system_words[ks_flat_order[i]]), 0, is_first);
        ks_out_flat_system(p->out, ks_flat_order[i], v, p->days);
    }
}

static const ks_element *own_root(const ks_element *event, const ks_part **more)
{
    for (const ks_part *part = event->content; part; part = part->next) {
        if (part->kind != KS_PART_ELEMENT || ks_str_equal(part->element->name, KS_STR("System")))
            continue;
        *more = part->next;
        return part->element;
    }
    *more = NULL;
    return NULL;
}

void ks_tree_json_flat(const ks_element *root, const ks_event *e, ks_out *out, ks_day_cache *days)
{
    printer p = { out, KS_STYLE_PLAIN, days };
    bool is_first = true;
    const ks_part *more = NULL;
    ks_out_byte(out, '{');
    flat_system(&p, e, &is_first);
    if (!is_first && (e->record_id || e->number))
        ks_out_byte(out, ',');
    ks_event_put_numbers(e, out);
    is_first = is_first || e->record_id || e->number;
    key(&p, KS_STR("data"), 0, &is_first);
    ks_out_byte(out, '{');
    const ks_element *own = own_root(root, &more);
    if (own && ks_str_equal(own->name, KS_STR("UserData")) && !any_named(own)) {
        for (const ks_part *part = own->content; part; part = part->next) {
            if (part->kind == KS_PART_ELEMENT) {
                own = part->element;
                break;
            }
        }
    }
    if (own)
        flat_members(&p, own);
    if (own && is_container(own))
        flat_attributes(&p, own);
    ks_out_byte(out, '}');
    for (; more; more = more->next) {
        if (more->kind != KS_PART_ELEMENT)
            continue;
        key(&p, more->element->name, 0, &is_first);
        value_of(&p, more->element, "null", true);
    }
    ks_out_byte(out, '}');
}
