// Who refers to whom: references to rules by id, name or title, and the correlations in an order in
// which each comes after those it is over. What is left when no more come is a circle.
#include "rules/resolve.h"

enum { key_most = 512 };

// Ids compare ignoring case, and so do names here; long ones never get in each other's way.
static ks_span key_of(ks_str text, u8 *key)
{
    if (text.size > key_most)
        return ks_str_span(text);
    for (size_t i = 0; i < text.size; i++)
        key[i] = (u8)(text.at[i] >= 'A' && text.at[i] <= 'Z' ? text.at[i] + 32 : text.at[i]);
    return (ks_span){ key, text.size };
}

u32 rules_names_add(resolving *r, rules_names *names, ks_str text, u32 rule)
{
    u8 key[key_most];
    if (text.size == 0)
        return rules_name_none;
    size_t before = names->table.count;
    u32 number = ks_table_add(&names->table, &r->l->file, key_of(text, key));
    if (number == ks_table_none) {
        r->l->is_over = true;
        return rules_name_none;
    }
    if (number < before)
        return names->rules[number];
    if (before == names->capacity) {
        void *grown = ks_arena_grow(&r->l->file, names->rules, sizeof *names->rules, before,
                                    &names->capacity);
        r->l->is_over = r->l->is_over || grown == NULL;
        if (grown == NULL)
            return rules_name_none;
        names->rules = grown;
    }
    names->rules[number] = rule;
    return rule;
}

u32 rules_names_find(const rules_names *names, ks_str text)
{
    u8 key[key_most];
    u32 number = text.size ? ks_table_find(&names->table, key_of(text, key)) : ks_table_none;
    return number == ks_table_none ? rules_name_none : names->rules[number];
}

u32 rules_reference_find(const resolving *r, ks_str text, bool *by_title)
{
    const rules_names *tables[] = { &r->ids, &r->names, &r->titles };
    for (size_t i = 0; i < countof(tables); i++) {
        u32 rule = rules_names_find(tables[i], text);
        if (by_title)
            *by_title = i == 2;
        if (rule != rules_name_none)
            return rule;
    }
    return rules_name_none;
}

typedef struct {
    rules_loader *l;
    resolving *r;
    rules_say *say;
    rules_drop *drop;
    u32 *waits;        // by index: members that are correlations and not done
    u32 *first, *next; // edges member → who refers to it: lists by member
    u32 *who;          // of an edge
    u32 edges;
} linking;

// Why a member is not there; a rule for another product takes the correlation with it in silence.
static void refuse_absent(linking *k, u32 index, u32 found, const rules_reference *reference)
{
    rules_loader *l = k->l;
    const rules_pending *p = &l->pending[index];
    rules_absence why = found & rules_name_absent && found != rules_name_none
                            ? l->absent[found & ~rules_name_absent].why
                            : RULES_HAS_MISTAKE;
    if (found == rules_name_none)
        k->say(l, p, KS_RULE_UNKNOWN_MEMBER, reference->place, reference->text);
    else if (why == RULES_RETIRED)
        k->say(l, p, KS_RULE_MEMBER_RETIRED, reference->place, reference->text);
    else if (why == RULES_HAS_MISTAKE)
        k->say(l, p, KS_RULE_MEMBER_LEFT_OUT, reference->place, reference->text);
    if (found != rules_name_none && why == RULES_OTHER_PRODUCT)
        l->set->other_products++;
    else
        l->set->left_out++;
    k->drop(l, k->r, index);
}

static bool find_members(linking *k, u32 index, u32 *members)
{
    rules_loader *l = k->l;
    rules_pending *p = &l->pending[index];
    for (u32 i = 0; i < p->member_count; i++) {
        bool by_title;
        u32 found = rules_reference_find(k->r, p->members[i].text, &by_title);
        if (found >= l->pending_count) {
            refuse_absent(k, index, found, &p->members[i]);
            return false;
        }
        if (by_title)
            k->say(l, p, KS_RULE_MEMBER_BY_TITLE, p->members[i].place, p->members[i].text);
        members[i] = found;
    }
    return true;
}

// alias: {rule: field}, the rule by any of its names.
static bool find_aliases(linking *k, u32 index)
{
    rules_loader *l = k->l;
    rules_pending *p = &l->pending[index];
    ks_correlation *c = p->correlation;
    ks_correlation_alias *aliases = rules_take(l, ks_correlation_alias, c->alias_count + 1);
    size_t cells = (size_t)c->alias_count * c->member_count;
    ks_str *fields = aliases ? rules_take(l, ks_str, cells + 1) : NULL;
    if (fields == NULL)
        return false;
    for (u32 i = 0; i < c->alias_count; i++)
        aliases[i] =
            (ks_correlation_alias){ c->aliases[i].name, fields + (size_t)i * c->member_count };
    c->aliases = aliases;
    for (u32 i = 0; i < p->alias_row_count; i++) {
        const rules_alias_row *row = &p->alias_rows[i];
        u32 rule = rules_reference_find(k->r, row->rule, NULL), member = 0;
        while (member < c->member_count && c->members[member] != rule)
            member++;
        if (member == c->member_count) {
            k->say(l, p, KS_RULE_BAD_ALIAS, row->place, c->aliases[row->alias].name);
            l->set->left_out++;
            k->drop(l, k->r, index);
            return false;
        }
        fields[(size_t)row->alias * c->member_count + member] = row->field;
    }
    return true;
}

static bool link_members(linking *k, u32 index)
{
    rules_loader *l = k->l;
    rules_pending *p = &l->pending[index];
    u32 count = p->base_count ? p->base_count : p->member_count;
    u32 *members = rules_take(l, u32, count + 1);
    if (members == NULL)
        return false;
    for (u32 i = 0; i < p->base_count; i++)
        members[i] = index - p->base_count + i;
    if (p->base_count == 0 && !find_members(k, index, members))
        return true;
    p->correlation->members = members;
    p->correlation->member_count = count;
    return p->correlation->alias_count == 0 || find_aliases(k, index) || !l->is_over;
}

static void add_edges(linking *k, u32 index)
{
    const ks_correlation *c = k->l->pending[index].correlation;
    for (u32 i = 0; i < c->member_count; i++) {
        u32 member = c->members[i];
        if (k->l->pending[member].correlation == NULL)
            continue;
        u32 edge = ++k->edges; // from 1; 0 ends a list
        k->who[edge] = index;
        k->next[edge] = k->first[member];
        k->first[member] = edge;
        k->waits[index]++;
    }
}

static void refuse_members(linking *k, u32 index)
{
    rules_loader *l = k->l;
    const rules_pending *p = &l->pending[index];
    const ks_correlation *c = p->correlation;
    for (u32 i = 0; i < c->member_count && !k->r->is_dropped[index]; i++) {
        if (!k->r->is_dropped[c->members[i]])
            continue;
        k->say(l, p, KS_RULE_MEMBER_LEFT_OUT, p->members[i].place, p->members[i].text);
        l->set->left_out++;
        k->drop(l, k->r, index);
    }
}

// Rounds over those that wait for nobody, in the order of the files, until no more come.
static void order(linking *k)
{
    rules_loader *l = k->l;
    resolving *r = k->r;
    u32 done = 0;
    for (u32 i = 0; i < l->pending_count; i++) {
        if (l->pending[i].correlation && k->waits[i] == 0)
            r->order[r->order_count++] = i;
    }
    for (; done < r->order_count; done++) {
        u32 index = r->order[done];
        if (!r->is_dropped[index])
            refuse_members(k, index);
        for (u32 edge = k->first[index]; edge; edge = k->next[edge]) {
            if (--k->waits[k->who[edge]] == 0)
                r->order[r->order_count++] = k->who[edge];
        }
    }
    for (u32 i = 0; i < l->pending_count; i++) {
        const rules_pending *p = &l->pending[i];
        if (p->correlation == NULL || k->waits[i] == 0 || r->is_dropped[i])
            continue;
        k->say(l, p, KS_RULE_CYCLE, p->place, p->member_count ? p->members[0].text : p->rule->id);
        l->set->left_out++;
        k->drop(l, r, i);
    }
}

bool rules_members_resolve(rules_loader *l, resolving *r, rules_say *say, rules_drop *drop)
{
    linking k = { .l = l, .r = r, .say = say, .drop = drop };
    size_t edges = 0;
    for (u32 i = 0; i < l->pending_count; i++) {
        bool is_correlation = l->pending[i].correlation && !r->is_dropped[i];
        if (is_correlation && !link_members(&k, i))
            return false;
        edges += is_correlation ? l->pending[i].correlation->member_count : 0;
    }
    k.waits = ks_take(&l->file, u32, l->pending_count + 1);
    k.first = ks_take(&l->file, u32, l->pending_count + 1);
    k.next = ks_take(&l->file, u32, edges + 1);
    k.who = ks_take(&l->file, u32, edges + 1);
    l->is_over =
        l->is_over || k.waits == NULL || k.first == NULL || k.next == NULL || k.who == NULL;
    if (l->is_over)
        return false;
    for (u32 i = 0; i < l->pending_count; i++) {
        if (l->pending[i].correlation && !r->is_dropped[i])
            add_edges(&k, i);
    }
    order(&k);
    return !l->is_over;
}
