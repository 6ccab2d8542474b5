// Row numbers that several files of the case share, and small words; see parts.h.
#include "base/number.h"
#include "base/sort.h"
#include "base/ticks.h"
#include "case/parts.h"

static ks_str path_of(const ks_observations *set, const case_path *row)
{
    const ks_observed_source *source = &set->sources[row->source];
    return row->path < source->path_count ? source->paths[row->path] : (ks_str){ 0 };
}

static int by_path(const void *context, const void *a, const void *b)
{
    const ks_observations *set = context;
    const case_path *x = a, *y = b;
    int order = ks_str_compare(path_of(set, x), path_of(set, y));
    return order ? order
                 : memcmp(set->sources[x->source].key.bytes, set->sources[y->source].key.bytes,
                          sizeof set->sources[0].key.bytes);
}

static bool order_sources(case_index *index, ks_arena *arena)
{
    const ks_observations *set = index->c->set;
    size_t count = 0, next = 0;
    for (size_t i = 0; i < set->source_count; i++)
        count += set->sources[i].path_count ? set->sources[i].path_count : 1;
    case_path *paths = ks_take(arena, case_path, count + 1);
    u32 *row = ks_take(arena, u32, set->source_count + 1);
    if (paths == NULL || row == NULL)
        return false;
    for (u32 i = 0; i < set->source_count; i++) {
        paths[next++] = (case_path){ i, 0 };
        for (u32 k = 1; k < set->sources[i].path_count; k++)
            paths[next++] = (case_path){ i, k };
    }
    if (!ks_sort(paths, count, sizeof *paths, by_path, set, *arena))
        return false;
    for (size_t i = 0; i < count; i++)
        if (paths[i].path == 0)
            row[paths[i].source] = (u32)i;
    index->paths = paths;
    index->path_count = count;
    index->source_row = row;
    return true;
}

static bool find_hosts(case_index *index, ks_arena *arena)
{
    const ks_facts *facts = index->c->facts;
    u32 *host_of = ks_take(arena, u32, index->c->set->extent_count + 1);
    if (host_of == NULL)
        return false;
    for (size_t i = 0; i < index->c->set->extent_count; i++)
        host_of[i] = ks_no_host;
    for (size_t h = 0; h < facts->host_count; h++)
        for (size_t i = 0; i < facts->hosts[h].channel_count; i++) {
            const ks_channel *channel = &facts->hosts[h].channels[i];
            for (size_t k = 0; k < channel->extent_count; k++)
                host_of[channel->extents[k]] = (u32)h;
        }
    index->extent_host = host_of;
    return true;
}

static bool open_texts(case_index *index, ks_arena *arena)
{
    enum { text_most = 1 << 18 }; // a sentence with its arguments; more is cut
    index->text = ks_take(arena, ks_out, KS_LANG_COUNT);
    for (size_t i = 0; index->text && i < KS_LANG_COUNT; i++)
        if (!ks_out_open(&index->text[i], arena, text_most))
            return false;
    return index->text != NULL;
}

bool case_index_make(case_index *index, const ks_case *c, ks_arena *arena, ks_fail *fail)
{
    case_index made = { .c = c };
    if (!order_sources(&made, arena) || !find_hosts(&made, arena) || !open_texts(&made, arena))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    *index = made;
    return true;
}

ks_str case_how(const ks_observation *o)
{
    switch (o->place.found) {
    case KS_UNFLUSHED:
    case KS_SLACK:
    case KS_HIDDEN:
    case KS_CARVED: return ks_str_of(ks_found_words[o->place.found]);
    case KS_TORN: return KS_STR("damaged");
    case KS_LIVE:
    case KS_FOUND_COUNT: break;
    }
    return o->place.is_damaged ? KS_STR("damaged") : KS_STR("");
}

static bool has_row(const ks_ledger *ledger, ks_ledger_kind kind)
{
    for (size_t i = 0; i < ledger->row_count; i++)
        if (ledger->rows[i].kind == kind)
            return true;
    return false;
}

const char *case_source_state(const ks_observed_source *source)
{
    const ks_ledger *ledger = &source->ledger;
    if (has_row(ledger, KS_LEDGER_NOTE_FOREIGN) || source->kind == KS_KIND_OTHER)
        return "foreign";
    if (source->kind == KS_KIND_EMPTY || has_row(ledger, KS_LEDGER_NOTE_EMPTY))
        return "empty";
    if (has_row(ledger, KS_LEDGER_UNREAD) && ledger->records + ledger->recovered == 0)
        return "unreadable";
    if (ks_ledger_is_incomplete(ledger))
        return "damaged";
    return has_row(ledger, KS_LEDGER_NOTE_DIRTY) ? "dirty" : "whole";
}

ks_str case_source_format(const ks_observed_source *source)
{
    bool is_known = source->kind != KS_KIND_UNKNOWN && source->kind != KS_KIND_EMPTY;
    return is_known ? ks_str_of(ks_kind_words[source->kind]) : KS_STR("");
}

bool case_next_word(ks_str *list, ks_str *word)
{
    while (list->size && *list->at == ' ')
        *list = (ks_str){ list->at + 1, list->size - 1 };
    const char *end = list->size ? memchr(list->at, ' ', list->size) : NULL;
    size_t size = end ? (size_t)(end - list->at) : list->size;
    *word = (ks_str){ list->at, size };
    *list = (ks_str){ list->at + size, list->size - size };
    return size > 0;
}

// Times inside a sentence say their zone: the page can show others beside them.
ks_str case_phrase(const case_index *index, const ks_phrase *phrase, ks_lang lang)
{
    enum { time_size = 96 }; // printing asks for more room than it takes
    u8 bytes[ks_arguments_most][time_size + ks_out_slack];
    ks_phrase said = *phrase;
    ks_out *out = &index->text[lang];
    for (u32 i = 0; i < said.count; i++) {
        ks_argument *is = &said.arguments[i];
        if (is->kind != KS_ARGUMENT_TIME)
            continue;
        ks_out time = { .at = bytes[i], .start = bytes[i], .end = bytes[i] + time_size };
        ks_out_ticks_local(&time, is->number, 0, 0);
        KS_PUT(&time, " UTC");
        *is = (ks_argument){ .kind = KS_ARGUMENT_TEXT, .text = ks_out_str(&time) };
    }
    ks_out_clear(out);
    ks_out_phrase(out, &said, lang);
    return ks_out_str(out);
}

ks_str case_ledger_text(const case_index *index, const ks_ledger_row *row, ks_lang lang)
{
    ks_out *out = &index->text[lang];
    ks_out_clear(out);
    ks_words words = { .number = { row->number[0], row->number[1] } };
    ks_str word = ks_str_of(ks_ledger_words[row->kind]);
    if (row->fail.reason != KS_NONE)
        ks_say_fail(out, &row->fail, (ks_str){ 0 }, lang);
    else if (!ks_say_ledger(out, word, &words, lang))
        ks_out_put(out, word);
    return ks_out_str(out);
}

ks_str case_name(const case_index *index)
{
    enum { named_most = 3 };
    const ks_facts *facts = index->c->facts;
    ks_out *out = &index->text[KS_EN];
    ks_out_clear(out);
    size_t named = 0;
    for (size_t i = 0; i < facts->host_count && named < named_most; i++) {
        if (facts->hosts[i].name.size == 0)
            continue; // events without a computer: counted only
        if (named++)
            KS_PUT(out, ", ");
        ks_out_put(out, facts->hosts[i].name);
    }
    if (named && facts->host_count > named) {
        KS_PUT(out, " +");
        ks_out_u64(out, facts->host_count - named);
    }
    return ks_out_str(out);
}
