// Look-ups in the generated tables: event types, parameters, questions, tactics.
#include "catalogue/catalogue.h"
#include "catalogue/tables.h"

static u8 lower(char c) { return (u8)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); }

// The generator sorts providers by this order: bytes, with ASCII letters in lower case.
static int provider_order(ks_str a, ks_str b)
{
    size_t least = a.size < b.size ? a.size : b.size;
    for (size_t i = 0; i < least; i++) {
        int order = lower(a.at[i]) - lower(b.at[i]);
        if (order != 0)
            return order;
    }
    return (a.size > b.size) - (a.size < b.size);
}

static int type_order(const ks_event_type *row, ks_str provider, u32 id, u32 version)
{
    int order = provider_order(row->provider, provider);
    if (order != 0)
        return order;
    if (row->id != id)
        return row->id < id ? -1 : 1;
    return (row->version > version) - (row->version < version);
}

static const ks_event_type *exact(ks_str provider, u32 id, u32 version)
{
    size_t low = 0, high = catalogue_event_type_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const ks_event_type *row = &catalogue_event_types[middle];
        int order = type_order(row, provider, id, version);
        if (order == 0)
            return row;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const ks_event_type *ks_event_type_find(ks_str provider, u32 id, u32 version)
{
    const ks_event_type *own = exact(provider, id, version);
    return own ? own : exact(provider, id, ks_any_version);
}

const ks_event_type *ks_event_types(size_t *count)
{
    *count = catalogue_event_type_count;
    return catalogue_event_types;
}

const ks_parameter *ks_parameter_find(u32 number)
{
    size_t low = 0, high = catalogue_parameter_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const ks_parameter *row = &catalogue_parameters[middle];
        if (row->number == number)
            return row;
        if (row->number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

ks_str ks_parameter_text(u32 number, ks_lang lang)
{
    const ks_parameter *row = ks_parameter_find(number);
    if (!row)
        return (ks_str){ 0 };
    return row->text[lang].size ? row->text[lang] : row->text[KS_EN];
}

const ks_question *ks_questions(size_t *count)
{
    *count = catalogue_question_count;
    return catalogue_questions;
}

const ks_question *ks_question_find(ks_str id)
{
    for (size_t i = 0; i < catalogue_question_count; i++) {
        if (ks_str_equal(catalogue_questions[i].id, id))
            return &catalogue_questions[i];
    }
    return NULL;
}

static bool same_letter(char a, char b)
{
    a = a >= 'A' && a <= 'Z' ? (char)(a + 32) : a == '_' ? '-' : a;
    return a == b;
}

// The tag is the word, or a technique below it.
static bool is_under(ks_str tag, ks_str word)
{
    if (tag.size < word.size || (tag.size > word.size && tag.at[word.size] != '.'))
        return false;
    for (size_t i = 0; i < word.size; i++) {
        if (!same_letter(tag.at[i], word.at[i]))
            return false;
    }
    return true;
}

u32 ks_questions_of_tag(ks_str tag)
{
    static const ks_str space = KS_TEXT("attack.");
    u32 bits = 0;
    if (tag.size <= space.size || memcmp(tag.at, space.at, space.size) != 0)
        return 0;
    tag = (ks_str){ tag.at + space.size, tag.size - space.size };
    for (size_t i = 0; i < catalogue_question_count; i++) {
        ks_str left = catalogue_questions[i].tags;
        while (left.size) {
            const char *end = memchr(left.at, ' ', left.size);
            size_t size = end ? (size_t)(end - left.at) : left.size;
            if (is_under(tag, (ks_str){ left.at, size }))
                bits |= 1u << catalogue_questions[i].number;
            size += end != NULL;
            left = ks_str_from(left, size);
        }
    }
    return bits;
}

const ks_tactic *ks_tactics(size_t *count)
{
    *count = catalogue_tactic_count;
    return catalogue_tactics;
}

const ks_source_node *ks_source_nodes(size_t *count)
{
    *count = catalogue_source_node_count;
    return catalogue_source_nodes;
}
