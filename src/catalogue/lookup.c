// Look-ups in the generated tables: event types, parameters and questions, by binary search.
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
