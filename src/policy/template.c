// What the lines of a security template say, and writing them.
#include "policy/template.h"

#include "base/fold.h"
#include "base/number.h"
#include "base/text.h"

bool ks_template_is(ks_span bytes, ks_arena scratch)
{
    ks_arena own = ks_mistakes_scratch(&scratch);
    ks_mistakes none = { .arena = &own };
    ks_ini ini;
    if (bytes.size > ks_text_size_most || !ks_ini_read(bytes, &scratch, &ini, &none))
        return false;
    static const char *const sections[] = { "Privilege Rights",        "Registry Values",
                                            "System Access",           "Event Audit",
                                            "Service General Setting", "Registry Keys",
                                            "File Security",           "Group Membership" };
    for (size_t i = 0; i < countof(sections); i++)
        if (ks_ini_section_find(&ini, sections[i]))
            return true;
    const ks_ini_entry *signature =
        ks_ini_entry_find(ks_ini_section_find(&ini, "Version"), "signature");
    return signature && ks_equal_fold(signature->value, KS_STR("\"$CHICAGO$\""));
}

// "text" or text up to the end; false: a quote is not closed, or something follows it.
static bool unquote(ks_str text, ks_str *inner)
{
    *inner = text;
    if (!text.size || text.at[0] != '"')
        return true;
    if (text.size < 2 || text.at[text.size - 1] != '"')
        return false;
    *inner = (ks_str){ text.at + 1, text.size - 2 };
    return true;
}

static ks_template_fault read_number(ks_str text, ks_arena *arena, ks_span *data)
{
    i64 number;
    if (text.size && text.at[0] == '"')
        return KS_TEMPLATE_QUOTED_NUMBER;
    if (!ks_ini_number(text, &number) || number > UINT32_MAX || number < INT32_MIN)
        return KS_TEMPLATE_BAD_NUMBER;
    *data = ks_pol_number_data((u32)number, arena);
    return data->size ? KS_TEMPLATE_FINE : KS_TEMPLATE_NO_MEMORY;
}

// Bytes with commas between: decimal, as in a real FullPrivilegeAuditing=3,0; hexadecimal when one
// of them is only that.
static ks_template_fault read_bytes(ks_str text, ks_arena *arena, ks_span *data)
{
    u8 *bytes = ks_take(arena, u8, text.size / 2 + 1);
    if (!bytes)
        return KS_TEMPLATE_NO_MEMORY;
    size_t count = 0;
    for (size_t at = 0; text.size && at <= text.size;) {
        const char *comma = at < text.size ? memchr(text.at + at, ',', text.size - at) : NULL;
        size_t end = comma ? (size_t)(comma - text.at) : text.size;
        ks_str item = ks_trim((ks_str){ text.at + at, end - at });
        char hex[4] = "0x";
        u64 number = 256;
        bool is_read = item.size && item.size < 4 && ks_u64_read(item, &number);
        if (!is_read && item.size && item.size < 3) {
            memcpy(hex + 2, item.at, item.size);
            is_read = ks_u64_read((ks_str){ hex, item.size + 2 }, &number);
        }
        if (!is_read || number > 255)
            return KS_TEMPLATE_BAD_NUMBER;
        bytes[count++] = (u8)number;
        at = end + 1;
    }
    *data = (ks_span){ bytes, count };
    return KS_TEMPLATE_FINE;
}

// Items with commas between; "," is a comma inside an item; quotes around items fall away.
static ks_template_fault read_list(ks_str text, ks_arena *arena, ks_span *data)
{
    ks_out items, out;
    if (!ks_out_open(&items, arena, text.size + 2) ||
        !ks_out_open(&out, arena, (text.size + 2) * 2))
        return KS_TEMPLATE_NO_MEMORY;
    for (size_t i = 0; i < text.size; i++) {
        bool is_comma = text.size - i >= 3 && memcmp(text.at + i, "\",\"", 3) == 0;
        if (is_comma) {
            ks_out_byte(&items, ',');
            i += 2;
        } else if (text.at[i] == ',') {
            ks_out_byte(&items, 0);
        } else if (text.at[i] != '"') {
            ks_out_byte(&items, text.at[i]);
        }
    }
    if (ks_out_size(&items))
        ks_out_byte(&items, 0);
    ks_out_byte(&items, 0);
    ks_out_as_utf16(&out, ks_out_str(&items));
    *data = (ks_span){ out.start, ks_out_size(&out) };
    return KS_TEMPLATE_FINE;
}

static ks_template_fault read_text(ks_str text, ks_arena *arena, ks_span *data)
{
    ks_str inner;
    bool is_quoted = text.size && text.at[0] == '"';
    if (!unquote(text, &inner) || (!is_quoted && text.size && memchr(text.at, ',', text.size)))
        return KS_TEMPLATE_BAD_TEXT;
    *data = ks_pol_text_data(inner, arena);
    return data->size ? KS_TEMPLATE_FINE : KS_TEMPLATE_NO_MEMORY;
}

ks_template_fault ks_template_value_read(const ks_ini_entry *entry, ks_arena *arena,
                                         ks_template_value *value)
{
    *value = (ks_template_value){ 0 };
    ks_str path;
    if (!unquote(entry->key, &path))
        return KS_TEMPLATE_NO_NAME;
    const char *first = path.size ? memchr(path.at, '\\', path.size) : NULL;
    const char *last = path.size ? memrchr(path.at, '\\', path.size) : NULL;
    if (!first || first == last)
        return KS_TEMPLATE_NO_NAME;
    const char *end = path.at + path.size;
    value->root = (ks_str){ path.at, (size_t)(first - path.at) };
    value->key = (ks_str){ first + 1, (size_t)(last - first) - 1 };
    value->name = (ks_str){ last + 1, (size_t)(end - last) - 1 };
    ks_str text = entry->value;
    const char *comma = text.size ? memchr(text.at, ',', text.size) : NULL;
    size_t digits = comma ? (size_t)(comma - text.at) : text.size;
    i64 type;
    if (!comma || !ks_ini_number(ks_trim((ks_str){ text.at, digits }), &type))
        return KS_TEMPLATE_NO_TYPE;
    ks_str rest = comma ? ks_trim((ks_str){ comma + 1, text.size - digits - 1 }) : (ks_str){ 0 };
    switch (type) {
    case KS_REG_SZ:
    case KS_REG_EXPAND_SZ: value->type = (u32)type; return read_text(rest, arena, &value->data);
    case KS_REG_BINARY: value->type = KS_REG_BINARY; return read_bytes(rest, arena, &value->data);
    case KS_REG_DWORD: value->type = KS_REG_DWORD; return read_number(rest, arena, &value->data);
    case KS_REG_MULTI_SZ: value->type = (u32)type; return read_list(rest, arena, &value->data);
    default: return KS_TEMPLATE_BAD_TYPE;
    }
}

static void put_text(ks_out *out, ks_span data, bool is_list)
{
    size_t units = data.size / 2;
    while (units && ks_load16(data.at + units * 2 - 2) == 0)
        units--;
    if (!is_list)
        ks_out_byte(out, '"');
    for (size_t from = 0, i = 0; i <= units; i++) {
        u16 unit = i < units ? ks_load16(data.at + i * 2) : 0;
        bool is_comma = is_list && unit == ',';
        if (i < units && unit != 0 && !is_comma)
            continue;
        ks_out_utf16(out, (ks_utf16){ data.at + from * 2, i - from }, KS_AS_TEXT);
        from = i + 1;
        if (is_comma)
            KS_PUT(out, "\",\"");
        else if (i < units)
            ks_out_byte(out, ',');
    }
    if (!is_list)
        ks_out_byte(out, '"');
}

bool ks_template_value_line(const ks_template_value *value, ks_arena *arena, ks_str *line)
{
    ks_out out;
    if (!ks_out_open(&out, arena,
                     value->root.size + value->key.size + value->name.size + 64 +
                         value->data.size * 6))
        return false;
    ks_out_put(&out, value->root);
    ks_out_byte(&out, '\\');
    ks_out_put(&out, value->key);
    ks_out_byte(&out, '\\');
    ks_out_put(&out, value->name);
    ks_out_byte(&out, '=');
    ks_out_u64(&out, value->type);
    ks_out_byte(&out, ',');
    if (value->type == KS_REG_SZ || value->type == KS_REG_EXPAND_SZ) {
        put_text(&out, value->data, false);
    } else if (value->type == KS_REG_MULTI_SZ) {
        put_text(&out, value->data, true);
    } else if (value->type == KS_REG_DWORD && value->data.size == 4) {
        ks_out_u64(&out, ks_load32(value->data.at));
    } else if (value->type == KS_REG_BINARY) {
        for (size_t i = 0; i < value->data.size; i++) {
            if (i)
                ks_out_byte(&out, ',');
            ks_out_u64(&out, value->data.at[i]);
        }
    } else {
        return false;
    }
    *line = ks_out_str(&out);
    return !out.is_full;
}

// A field up to a comma that is outside of quotes.
static bool take_field(ks_str text, size_t *at, ks_str *field, size_t *field_at)
{
    if (*at > text.size)
        return false;
    bool is_quoted = false;
    size_t end = *at;
    while (end < text.size && (is_quoted || text.at[end] != ',')) {
        is_quoted ^= text.at[end] == '"';
        end++;
    }
    ks_str raw = ks_trim((ks_str){ text.at + *at, end - *at });
    *at = end + 1;
    bool is_good = unquote(raw, field);
    *field_at = (size_t)(field->at - text.at);
    return is_good;
}

bool ks_template_object_read(const ks_ini_entry *entry, ks_template_object *object)
{
    *object = (ks_template_object){ 0 };
    ks_str number;
    size_t at = 0, places[3] = { 0 };
    if (!take_field(entry->raw, &at, &object->name, &places[0]) ||
        !take_field(entry->raw, &at, &number, &places[1]) ||
        !take_field(entry->raw, &at, &object->sddl, &places[2]) || at <= entry->raw.size)
        return false;
    ks_mistake_place *to[] = { &object->name_place, &object->number_place, &object->sddl_place };
    for (size_t i = 0; i < 3; i++) {
        ks_line line = { .text = entry->raw, .number = entry->place.line };
        *to[i] = ks_line_place(&line, places[i]);
        to[i]->column += entry->place.column - (entry->place.column > 0);
    }
    return ks_ini_number(number, &object->number);
}

bool ks_template_object_line(const ks_template_object *object, ks_arena *arena, ks_str *line)
{
    ks_out out;
    if (!ks_out_open(&out, arena, object->name.size + object->sddl.size + ks_number_size + 8))
        return false;
    ks_out_byte(&out, '"');
    ks_out_put(&out, object->name);
    KS_PUT(&out, "\",");
    ks_out_i64(&out, object->number);
    KS_PUT(&out, ",\"");
    ks_out_put(&out, object->sddl);
    ks_out_byte(&out, '"');
    *line = ks_out_str(&out);
    return true;
}

bool ks_template_account_next(ks_str list, size_t *at, ks_str *account)
{
    while (*at < list.size) {
        const char *comma = memchr(list.at + *at, ',', list.size - *at);
        size_t end = comma ? (size_t)(comma - list.at) : list.size;
        *account = ks_trim((ks_str){ list.at + *at, end - *at });
        *at = end + 1;
        if (account->size)
            return true;
    }
    return false;
}

bool ks_template_begin(ks_ini *ini, ks_arena *arena)
{
    *ini = (ks_ini){ .encoding = KS_ENCODING_UTF16LE_MARKED };
    ks_ini_section *unicode = ks_ini_section_add(ini, KS_STR("Unicode"), arena);
    if (!unicode || !ks_ini_line_add(unicode, KS_STR("Unicode=yes"), arena))
        return false;
    ks_ini_section *version = ks_ini_section_add(ini, KS_STR("Version"), arena);
    return version && ks_ini_line_add(version, KS_STR("signature=\"$CHICAGO$\""), arena) &&
           ks_ini_line_add(version, KS_STR("Revision=1"), arena);
}

size_t ks_template_write_size(const ks_ini *ini) { return ks_ini_write_size(ini) * 2 + 2; }

void ks_template_write(ks_out *out, const ks_ini *ini, ks_arena scratch)
{
    ks_out text;
    if (!ks_out_open(&text, &scratch, ks_ini_write_size(ini))) {
        out->is_full = true;
        return;
    }
    ks_ini_write(&text, ini);
    KS_PUT(out, "\xff\xfe");
    ks_out_as_utf16(out, ks_out_str(&text));
}
