// Reading registry.pol. Delimiters are single units of UTF-16 at counted places; they are never
// searched for, since keys, names and data may hold the same characters.
#include "policy/registry_pol.h"

#include "base/cursor.h"
#include "base/fold.h"
#include "base/text.h"
#include "policy/registry_pol_mistakes.h"
#include "policy/worded.h"

enum { signature = 0x67655250, version = 1, key_units_most = 32767 };

typedef struct {
    ks_cursor c;
    ks_arena *arena;
    ks_mistakes *mistakes;
    ks_str entry; // its number, as text: made when it is needed
    size_t index;
    u32 size_before; // of the data of the entry before
} reading;

static bool say(reading *r, pol_mistake kind, u64 offset, ks_str second)
{
    ks_str entry = worded_number(r->arena, r->index + 1);
    ks_mistake_add(r->mistakes, &pol_kinds[kind], (ks_mistake_place){ .offset = offset }, entry,
                   second);
    return false;
}

static bool delimiter(reading *r, u16 expected, const char *word)
{
    u64 at = r->c.next;
    u16 found = ks_u16(&r->c, "delimiter");
    if (!ks_ok(&r->c))
        return say(r, POL_TRUNCATED, r->c.bytes.size, ks_str_of(word));
    if (found == expected)
        return true;
    // The usual cause is a wrong size in the entry before, or in this one.
    return say(r, POL_DELIMITER, at, ks_str_of(word));
}

// Text up to its NUL, at an even distance from where it starts.
static bool text(reading *r, ks_str *found, u64 *offset, const char *word)
{
    *offset = r->c.next;
    ks_utf16 units = { r->c.bytes.at + r->c.next, ks_left(&r->c) / 2 };
    size_t size = ks_utf16_length(units);
    if (size == units.units)
        return say(r, POL_UNTERMINATED, *offset, ks_str_of(word));
    if (size > key_units_most)
        return say(r, POL_TEXT_TOO_LONG, *offset, ks_str_of(word));
    units.units = size;
    (void)ks_bytes(&r->c, (u64)size * 2 + 2, word);
    *found = worded_utf16(r->arena, units);
    if (size > 0 && found->size == 0)
        return say(r, POL_TOO_MANY, *offset, ks_str_of(word));
    for (size_t i = 0; i < size; i++) {
        u16 unit = ks_load16(units.at + i * 2);
        bool is_high = unit >= 0xd800 && unit < 0xdc00;
        u16 next = i + 1 < size ? ks_load16(units.at + i * 2 + 2) : 0;
        if (is_high && next >= 0xdc00 && next < 0xe000)
            i++;
        else if (unit >= 0xd800 && unit < 0xe000)
            say(r, POL_SURROGATE, *offset + i * 2, ks_str_of(word));
    }
    return true;
}

static bool read_entry(reading *r, ks_pol_entry *e)
{
    e->offset = r->c.next;
    if (!delimiter(r, '[', "[") || !text(r, &e->key, &e->key_offset, "key") ||
        !delimiter(r, ';', ";") || !text(r, &e->name, &e->name_offset, "value name") ||
        !delimiter(r, ';', ";"))
        return false;
    e->type_offset = r->c.next;
    e->type = ks_u32(&r->c, "type");
    if (!ks_ok(&r->c))
        return say(r, POL_TRUNCATED, r->c.bytes.size, KS_STR("type"));
    if (!delimiter(r, ';', ";"))
        return false;
    e->size_offset = r->c.next;
    u32 size = ks_u32(&r->c, "size");
    if (!ks_ok(&r->c))
        return say(r, POL_TRUNCATED, r->c.bytes.size, KS_STR("size"));
    if (!delimiter(r, ';', ";"))
        return false;
    e->data_offset = r->c.next;
    size_t left = ks_left(&r->c);
    if (size > left)
        return say(r, POL_SIZE_PAST_END, e->size_offset, worded_number(r->arena, size - left));
    e->data = ks_bytes(&r->c, size, "data");
    return delimiter(r, ']', "]");
}

bool ks_pol_is(ks_span bytes) { return bytes.size >= 4 && ks_load32(bytes.at) == signature; }

bool ks_pol_read(ks_span bytes, ks_arena *arena, ks_pol *pol, ks_mistakes *mistakes)
{
    *pol = (ks_pol){ 0 };
    reading r = { .c = { .bytes = bytes }, .arena = arena, .mistakes = mistakes };
    if (bytes.size > ks_pol_size_most)
        return say(&r, POL_TOO_MANY, 0, KS_STR("file"));
    u32 found = ks_u32(&r.c, "signature");
    if (!ks_ok(&r.c) || found != signature)
        return say(&r, POL_SIGNATURE, 0, worded_hex(arena, found));
    found = ks_u32(&r.c, "version");
    if (!ks_ok(&r.c))
        return say(&r, POL_TRUNCATED, bytes.size, KS_STR("version"));
    if (found != version)
        return say(&r, POL_VERSION, 4, worded_number(arena, found));
    size_t capacity = 0;
    while (ks_left(&r.c)) {
        if (pol->count == ks_pol_entries_most)
            return say(&r, POL_TOO_MANY, r.c.next, KS_STR("entry"));
        if (pol->count == capacity) {
            void *grown =
                ks_arena_grow(arena, pol->entries, sizeof *pol->entries, pol->count, &capacity);
            if (!grown)
                return say(&r, POL_TOO_MANY, r.c.next, KS_STR("entry"));
            pol->entries = grown;
        }
        ks_pol_entry *entry = &pol->entries[pol->count];
        *entry = (ks_pol_entry){ 0 };
        if (!read_entry(&r, entry))
            return false;
        r.index = ++pol->count;
    }
    return true;
}

static bool begins(ks_str text, const char *with, ks_str *rest)
{
    size_t size = strlen(with);
    if (text.size < size || !ks_equal_fold((ks_str){ text.at, size }, ks_str_of(with)))
        return false;
    *rest = ks_str_from(text, size);
    return true;
}

ks_pol_action ks_pol_action_of(const ks_pol_entry *entry, ks_str *name)
{
    static const struct {
        const char *word;
        ks_pol_action action;
        bool has_name; // something follows
    } actions[] = {
        { "**delvals.", KS_POL_DELETE_ALL, false },
        { "**delvals", KS_POL_DELETE_ALL, false }, // as a page of Microsoft prints it
        { "**del.", KS_POL_DELETE_VALUE, true },
        { "**deletevalues", KS_POL_DELETE_VALUES, false },
        { "**deletekeys", KS_POL_DELETE_KEYS, false },
        { "**securekey", KS_POL_SECURE_KEY, false },
        { "**soft.", KS_POL_SET_SOFT, true },
        { "**comment:", KS_POL_COMMENT, true },
    };
    *name = entry->name;
    if (entry->name.size < 2 || memcmp(entry->name.at, "**", 2) != 0)
        return entry->type == KS_REG_NONE && entry->name.size == 0 && entry->data.size == 0
                   ? KS_POL_CREATE_KEY
                   : KS_POL_SET;
    for (size_t i = 0; i < countof(actions); i++) {
        ks_str rest;
        if (begins(entry->name, actions[i].word, &rest) && (actions[i].has_name || !rest.size)) {
            *name = rest;
            return actions[i].action;
        }
    }
    return KS_POL_UNKNOWN;
}
