#include "policy/mistake.h"

void ks_mistake_add(ks_mistakes *to, const ks_mistake_kind *kind, ks_mistake_place place,
                    ks_str first, ks_str second)
{
    ks_mistake *mistake = to->count < ks_mistakes_most ? ks_take(to->arena, ks_mistake, 1) : NULL;
    if (!mistake) {
        to->is_cut = true;
        return;
    }
    *mistake = (ks_mistake){ .kind = kind, .text = { first, second }, .place = place };
    if (to->last)
        to->last->next = mistake;
    else
        to->first = mistake;
    to->last = mistake;
    to->count++;
}

static void say(ks_out *out, const ks_phrase_text *text, const ks_mistake *mistake, ks_lang lang)
{
    ks_phrase phrase = ks_phrase_of(text);
    ks_phrase_add_text(&phrase, mistake->text[0]);
    ks_phrase_add_text(&phrase, mistake->text[1]);
    ks_out_phrase(out, &phrase, lang);
}

void ks_mistake_say(ks_out *out, const ks_mistake *mistake, ks_lang lang)
{
    say(out, &mistake->kind->said, mistake, lang);
}

void ks_mistake_say_remedy(ks_out *out, const ks_mistake *mistake, ks_lang lang)
{
    say(out, &mistake->kind->remedy, mistake, lang);
}

static int order(const ks_mistake *a, const ks_mistake *b)
{
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    if (a->place.offset != b->place.offset)
        return a->place.offset < b->place.offset ? -1 : 1;
    return strcmp(a->kind->id, b->kind->id);
}

static ks_mistake *merge(ks_mistake *a, ks_mistake *b)
{
    ks_mistake head = { 0 };
    ks_mistake *end = &head;
    while (a && b) {
        ks_mistake **least = order(a, b) <= 0 ? &a : &b;
        end->next = *least;
        end = *least;
        *least = (*least)->next;
    }
    end->next = a ? a : b;
    return head.next;
}

void ks_mistakes_sort(ks_mistakes *mistakes)
{
    ks_mistake *piles[32] = { 0 }; // piles[n]: sorted, 2^n long, or empty
    ks_mistake *rest = mistakes->first;
    while (rest) {
        ks_mistake *one = rest;
        rest = rest->next;
        one->next = NULL;
        size_t n = 0;
        for (; piles[n]; n++) {
            one = merge(piles[n], one);
            piles[n] = NULL;
        }
        piles[n] = one;
    }
    ks_mistake *all = NULL;
    for (size_t n = 0; n < countof(piles); n++)
        all = piles[n] ? merge(piles[n], all) : all;
    mistakes->first = all;
    for (mistakes->last = all; mistakes->last && mistakes->last->next;)
        mistakes->last = mistakes->last->next;
}

ks_arena ks_mistakes_scratch(ks_arena *arena)
{
    ks_arena half = *arena;
    half.at += (size_t)(arena->end - arena->at) / 2;
    arena->end = half.at;
    return half;
}
