// Which event ids a rule can be about, read off its tree: of an ALL the ids of that part which has
// fewest, of an ANY those of all parts. So most rules of a channel are never looked at for most of
// its events.
#include "base/number.h"
#include "base/sort.h"
#include "rules/engine.h"

enum { ids_most = 4096 };

// A set of ids; `is_any`: nothing is known.
typedef struct {
    u32 *at;
    u32 count;
    bool is_any;
} id_set;

typedef struct {
    ks_arena *scratch;
    u32 *mentioned;
    size_t mentioned_count, capacity;
    bool is_odd, is_over;
} reader;

static void mention(reader *r, u32 id)
{
    if (r->mentioned_count == r->capacity) {
        u32 *grown = ks_arena_grow(r->scratch, r->mentioned, sizeof *grown, r->mentioned_count,
                                   &r->capacity);
        if (grown == NULL) {
            r->is_over = true;
            return;
        }
        r->mentioned = grown;
    }
    r->mentioned[r->mentioned_count++] = id;
}

static id_set set_of_test(reader *r, const ks_rule_test *t)
{
    id_set any = { .is_any = true };
    if (!rules_is_event_id(t->field))
        return any;
    u64 id = UINT64_MAX;
    bool is_equal = t->kind == KS_TEST_NUMBER && t->number.is_whole && !t->number.is_negative;
    if (is_equal)
        id = t->number.size;
    else if (t->kind == KS_TEST_TEXT && t->piece_count == 1 && t->pieces[0].kind == KS_PIECE_TEXT)
        is_equal = ks_u64_read(t->pieces[0].text, &id);
    if (!is_equal || id >= UINT32_MAX) {
        r->is_odd = true;
        return any;
    }
    mention(r, (u32)id);
    u32 *one = ks_take(r->scratch, u32, 1);
    if (one == NULL)
        return any;
    *one = (u32)id;
    return (id_set){ one, 1, false };
}

static id_set both(reader *r, id_set a, id_set b)
{
    if (a.is_any || b.is_any || (size_t)a.count + b.count > ids_most)
        return (id_set){ .is_any = true };
    u32 *joined = ks_take(r->scratch, u32, (size_t)a.count + b.count + 1);
    if (joined == NULL)
        return (id_set){ .is_any = true };
    if (a.count)
        memcpy(joined, a.at, a.count * sizeof *joined);
    if (b.count)
        memcpy(joined + a.count, b.at, b.count * sizeof *joined);
    return (id_set){ joined, a.count + b.count, false };
}

static id_set set_of(reader *r, const ks_rule_node *node)
{
    if (node->kind == KS_RULE_TEST)
        return set_of_test(r, node->test);
    id_set found = { .is_any = node->kind != KS_RULE_ANY };
    for (u32 i = 0; i < node->part_count; i++) {
        id_set part = set_of(r, node->parts[i]); // negated ones are mentioned too
        if (node->kind == KS_RULE_ANY)
            found = both(r, found, part);
        else if (node->kind == KS_RULE_ALL && !part.is_any &&
                 (found.is_any || part.count < found.count))
            found = part;
    }
    return found;
}

static int by_size(const void *context, const void *a, const void *b)
{
    (void)context;
    return ks_compare_u64(*(const u32 *)a, *(const u32 *)b);
}

// A sorted copy, each id once.
static bool keep(const u32 *ids, size_t count, const u32 **kept, u32 *kept_count, ks_arena *arena,
                 ks_arena scratch)
{
    u32 *copy = ks_take(arena, u32, count + 1);
    if (copy == NULL)
        return false;
    if (count)
        memcpy(copy, ids, count * sizeof *copy);
    if (!ks_sort(copy, count, sizeof *copy, by_size, NULL, scratch))
        return false;
    u32 left = 0;
    for (size_t i = 0; i < count; i++) {
        if (left == 0 || copy[i] != copy[left - 1])
            copy[left++] = copy[i];
    }
    *kept = copy;
    *kept_count = left;
    return true;
}

bool rules_ids_of(const ks_rule_node *condition, const ks_rule_node *where, rules_entry *entry,
                  ks_arena *arena, ks_arena scratch)
{
    reader r = { .scratch = &scratch };
    id_set ids = set_of(&r, condition);
    if (where) {
        id_set more = set_of(&r, where);
        if (!more.is_any && (ids.is_any || more.count < ids.count))
            ids = more;
    }
    entry->has_any_id = ids.is_any;
    entry->asks_ids_oddly = r.is_odd || r.is_over;
    return keep(ids.at, ids.is_any ? 0 : ids.count, &entry->ids, &entry->id_count, arena,
                scratch) &&
           keep(r.mentioned, r.mentioned_count, &entry->mentioned, &entry->mentioned_count, arena,
                scratch);
}
