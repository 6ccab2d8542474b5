#include "policy/ini.h"

#include "base/fold.h"
#include "base/number.h"

const ks_mistake_kind ini_kinds[INI_MISTAKE_COUNT] = { INI_MISTAKES(KS_MISTAKE_ROW) };

static ks_ini_section *new_section(ks_ini *ini, ks_str name, ks_arena *arena)
{
    if (ini->count == ini->capacity) {
        void *grown =
            ks_arena_grow(arena, ini->sections, sizeof *ini->sections, ini->count, &ini->capacity);
        if (!grown)
            return NULL;
        ini->sections = grown;
    }
    ks_ini_section *section = &ini->sections[ini->count++];
    *section = (ks_ini_section){ .name = name };
    return section;
}

static ks_ini_entry *new_entry(ks_ini_section *section, ks_arena *arena)
{
    if (section->count == section->capacity) {
        void *grown = ks_arena_grow(arena, section->entries, sizeof *section->entries,
                                    section->count, &section->capacity);
        if (!grown)
            return NULL;
        section->entries = grown;
    }
    ks_ini_entry *entry = &section->entries[section->count++];
    *entry = (ks_ini_entry){ 0 };
    return entry;
}

static void split(ks_ini_entry *entry, ks_str raw)
{
    entry->raw = raw;
    entry->key = raw;
    const char *equals = raw.size ? memchr(raw.at, '=', raw.size) : NULL;
    if (!equals)
        return;
    size_t at = (size_t)(equals - raw.at);
    entry->key = ks_trim((ks_str){ raw.at, at });
    entry->value = ks_trim((ks_str){ raw.at + at + 1, raw.size - at - 1 });
    entry->has_value = true;
}

static void say(ks_mistakes *to, ini_mistake kind, ks_mistake_place place, ks_str first)
{
    ks_mistake_add(to, &ini_kinds[kind], place, first, (ks_str){ 0 });
}

bool ks_ini_read(ks_span bytes, ks_arena *arena, ks_ini *ini, ks_mistakes *mistakes)
{
    *ini = (ks_ini){ 0 };
    ks_text_file file;
    if (!ks_text_file_read(bytes, arena, &file, mistakes))
        return false;
    ini->encoding = file.encoding;
    ks_ini_section *section = NULL;
    for (ks_line line = { 0 }; ks_line_next(&file, &line);) {
        ks_str raw = ks_trim(line.text);
        ks_mistake_place place =
            ks_line_place(&line, raw.size ? (size_t)(raw.at - line.text.at) : 0);
        if (line.number > ks_ini_lines_most) {
            say(mistakes, INI_TOO_MANY, place, (ks_str){ 0 });
            return true;
        }
        if (raw.size == 0 || raw.at[0] == ';')
            continue;
        if (raw.at[0] == '[') {
            bool is_closed = raw.at[raw.size - 1] == ']';
            if (!is_closed)
                say(mistakes, INI_SECTION, place, raw);
            section = new_section(
                ini, (ks_str){ raw.at + 1, raw.size - (is_closed && raw.size > 1 ? 2u : 1u) },
                arena);
            if (section)
                section->place = place;
        } else if (ini->count == 0) {
            say(mistakes, INI_OUTSIDE, place, raw);
            continue;
        }
        if (!section) {
            say(mistakes, INI_TOO_MANY, place, (ks_str){ 0 });
            return true;
        }
        if (raw.at[0] == '[')
            continue;
        ks_ini_entry *entry = new_entry(section, arena);
        if (!entry) {
            say(mistakes, INI_TOO_MANY, place, (ks_str){ 0 });
            return true;
        }
        split(entry, raw);
        entry->place = place;
        entry->value_place = ks_line_place(
            &line, entry->has_value ? (size_t)(entry->value.at - line.text.at) : line.text.size);
    }
    return true;
}

const ks_ini_section *ks_ini_section_find(const ks_ini *ini, const char *name)
{
    for (size_t i = 0; i < ini->count; i++)
        if (ks_equal_fold(ini->sections[i].name, ks_str_of(name)))
            return &ini->sections[i];
    return NULL;
}

const ks_ini_entry *ks_ini_entry_find(const ks_ini_section *section, const char *key)
{
    for (size_t i = section ? section->count : 0; i-- > 0;)
        if (ks_equal_fold(section->entries[i].key, ks_str_of(key)))
            return &section->entries[i];
    return NULL;
}

bool ks_ini_number(ks_str text, i64 *number)
{
    bool is_negative = text.size && text.at[0] == '-';
    if (is_negative)
        text = (ks_str){ text.at + 1, text.size - 1 };
    u64 value;
    bool is_decimal = text.size && !(text.size > 1 && (text.at[1] == 'x' || text.at[1] == 'X'));
    if (!is_decimal || !ks_u64_read(text, &value) || value > INT64_MAX)
        return false;
    *number = is_negative ? -(i64)value : (i64)value;
    return true;
}

ks_ini_section *ks_ini_section_add(ks_ini *ini, ks_str name, ks_arena *arena)
{
    for (size_t i = 0; i < ini->count; i++)
        if (ks_equal_fold(ini->sections[i].name, name))
            return &ini->sections[i];
    return new_section(ini, ks_arena_keep(arena, name), arena);
}

bool ks_ini_line_add(ks_ini_section *section, ks_str line, ks_arena *arena)
{
    ks_str kept = ks_arena_keep(arena, ks_trim(line));
    ks_ini_entry *entry = kept.size ? new_entry(section, arena) : NULL;
    if (entry)
        split(entry, kept);
    return entry != NULL;
}

size_t ks_ini_write_size(const ks_ini *ini)
{
    size_t size = 16;
    for (size_t s = 0; s < ini->count; s++) {
        size += ini->sections[s].name.size + 4;
        for (size_t i = 0; i < ini->sections[s].count; i++)
            size += ini->sections[s].entries[i].raw.size + 2;
    }
    return size;
}

void ks_ini_write(ks_out *out, const ks_ini *ini)
{
    for (size_t s = 0; s < ini->count; s++) {
        ks_out_byte(out, '[');
        ks_out_put(out, ini->sections[s].name);
        KS_PUT(out, "]\r\n");
        for (size_t i = 0; i < ini->sections[s].count; i++) {
            ks_out_put(out, ini->sections[s].entries[i].raw);
            KS_PUT(out, "\r\n");
        }
    }
}
