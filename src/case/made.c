// Whether evidence says of itself that konseki-demo made it. Anybody may write such a record into a
// log, so it is never a reason to doubt the others: only when the log of every source begins with
// it does the case say so as a whole, and nothing is examined less for it.
#include "case/parts.h"

// clang-format off
#define EN_ALL "This evidence says of itself that konseki-demo made it: each of its logs begins " \
    "with a record of the provider Konseki-Demo."
#define JA_ALL "この証拠自身が、konseki-demo によって作られたものだと述べています " \
    "(どのログもプロバイダー Konseki-Demo のレコードで始まります)。"
#define EN_SOME "{0} of {1} logs {0?says|say} of {0?itself|themselves} that konseki-demo made " \
    "{0?it|them}, for instance {2}; all logs are examined alike."
#define JA_SOME "{1} 個のログのうち {0} 個が、konseki-demo によって作られたものだと" \
    "自ら述べています (例: {2})。どのログも同じように調べています。"
// clang-format on

static const ks_phrase_text all_say = {
    "made_evidence",
    { { (EN_ALL), sizeof EN_ALL - 1 }, { (JA_ALL), sizeof JA_ALL - 1 } },
};
static const ks_phrase_text some_say = {
    "made_claimed",
    { { (EN_SOME), sizeof EN_SOME - 1 }, { (JA_SOME), sizeof JA_SOME - 1 } },
};

// The lowest record id of a source's live records; 0: it has none with an id.
static u64 first_id(const ks_observations *set, u32 source)
{
    u64 lowest = 0;
    for (size_t i = 0; i < set->extent_count; i++) {
        const ks_extent *x = &set->extents[i];
        if (x->source != source || x->run_count == 0)
            continue;
        u64 id = x->runs[0].first_id;
        lowest = lowest == 0 || id < lowest ? id : lowest;
    }
    return lowest;
}

static bool has_events(const ks_observations *set, u32 source)
{
    for (size_t i = 0; i < set->extent_count; i++)
        if (set->extents[i].source == source && set->extents[i].count + set->extents[i].recovered)
            return true;
    return false;
}

static bool lies_in(const ks_observation *o, u32 source)
{
    for (const ks_observed_place *p = &o->place; p; p = p->next)
        if (p->source == source)
            return true;
    return false;
}

static bool has_record(const ks_observations *set, u32 source, u64 id, bool is_made)
{
    for (size_t i = 0; i < set->count; i++) {
        const ks_observation *o = &set->items[i];
        bool is_clear =
            o->kind == KS_OBSERVED_SECURITY_CLEARED || o->kind == KS_OBSERVED_LOG_CLEARED;
        bool is_wanted = is_made ? o->kind == KS_OBSERVED_MADE : is_clear;
        if (is_wanted && (id == 0 || o->event_record_id == id) && lies_in(o, source))
            return true;
    }
    return false;
}

// A log that was cleared begins with the record of that.
static bool begins_with_it(const ks_observations *set, u32 source)
{
    u64 id = first_id(set, source);
    return id && (has_record(set, source, id, true) ||
                  (has_record(set, source, id, false) && has_record(set, source, id + 1, true)));
}

// A part of a log that was exported has not its first record: the log itself must be there.
static bool is_part_of_such(const ks_observations *set, u32 source)
{
    bool is_part = false;
    for (size_t i = 0; i < set->extent_count; i++) {
        const ks_extent *x = &set->extents[i];
        if (x->source != source)
            continue;
        is_part = false;
        for (size_t k = 0; k < set->extent_count && x->is_renumbered && !is_part; k++) {
            const ks_extent *y = &set->extents[k];
            is_part = y->source != source && y->channel == x->channel &&
                      y->computer == x->computer && begins_with_it(set, y->source);
        }
        if (!is_part)
            return false;
    }
    return is_part;
}

ks_phrase case_made_note(const ks_case *c)
{
    const ks_observations *set = c->set;
    u64 sources = 0, claims = 0, beginnings = 0;
    ks_str example = { 0 };
    bool is_claimed = false;
    for (size_t i = 0; i < set->count && !is_claimed; i++)
        is_claimed = set->items[i].kind == KS_OBSERVED_MADE;
    for (u32 s = 0; is_claimed && s < set->source_count; s++) {
        if (!has_events(set, s))
            continue;
        sources++;
        if (is_part_of_such(set, s)) {
            beginnings++;
            continue;
        }
        if (!has_record(set, s, 0, true))
            continue;
        beginnings += begins_with_it(set, s);
        const ks_observed_source *source = &set->sources[s];
        ks_str path = source->path_count ? source->paths[0] : (ks_str){ 0 };
        bool is_first = claims++ == 0 || ks_str_compare(path, example) < 0;
        example = is_first ? path : example;
    }
    if (claims == 0)
        return (ks_phrase){ 0 };
    if (beginnings == sources)
        return ks_phrase_of(&all_say);
    ks_phrase said = ks_phrase_of(&some_say);
    ks_phrase_add_number(&said, claims);
    ks_phrase_add_number(&said, sources);
    ks_phrase_add_text(&said, example);
    return said;
}
