// Two hives side by side: keys and values that only one has, or that say something else.
#include "cli/hive.h"

#include "base/fold.h"
#include "base/number.h"
#include "base/sort.h"
#include "evidence/hive/tree.h"

typedef enum { ONLY_OLD, ONLY_NEW, BOTH } side;

typedef struct {
    ks_utf16 name;
    u32 cell;
} child;

typedef struct {
    ks_hive_value value;
    ks_span data;
    bool is_whole;
} datum;

typedef struct {
    child *old_keys, *new_keys;
    size_t old_count, new_count, old_next, new_next;
    ks_arena mark; // of the moment: what the frame took is given back with it
    size_t path_units;
} frame;

typedef struct {
    hive_run *r;
    frame frames[ks_hive_depth_most + 1];
    size_t depth;
    u8 *seen[2]; // lists that were met: hostile hives name one twice
    u8 *path;    // UTF-16
    size_t path_units;
    bool is_spent;
} diff;

enum { path_bytes_most = 1 << 20 };

static u32 folded(ks_utf16 name, size_t i) { return ks_fold_code(ks_load16(name.at + 2 * i)); }

static int compare_names(ks_utf16 a, ks_utf16 b)
{
    for (size_t i = 0; i < a.units && i < b.units; i++) {
        u32 x = folded(a, i), y = folded(b, i);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.units > b.units) - (a.units < b.units);
}

static int by_child(const void *context, const void *a, const void *b)
{
    (void)context;
    return compare_names(((const child *)a)->name, ((const child *)b)->name);
}

static int by_datum(const void *context, const void *a, const void *b)
{
    (void)context;
    return compare_names(((const datum *)a)->value.name, ((const datum *)b)->value.name);
}

// The subkeys of a key, sorted. `from` == NULL: none.
static child *children(diff *d, ks_hive *hive, const ks_hive_key *from, u8 *seen, size_t *count)
{
    child *all = NULL;
    size_t capacity = 0;
    *count = 0;
    if (from == NULL)
        return NULL;
    ks_hive_subkeys subkeys = ks_hive_subkeys_of(from);
    subkeys.seen = seen;
    ks_hive_key key;
    while (ks_hive_next_subkey(hive, &subkeys, &d->r->moment, &key)) {
        if (*count == capacity) {
            capacity = capacity ? capacity : 16;
            all = ks_arena_grow(&d->r->moment, all, sizeof *all, *count, &capacity);
            d->is_spent = d->is_spent || all == NULL;
            if (all == NULL)
                return NULL;
        }
        all[(*count)++] = (child){ key.name, key.cell };
    }
    d->is_spent = d->is_spent || !ks_sort(all, *count, sizeof *all, by_child, NULL, d->r->run);
    return all;
}

static datum *values_of(diff *d, ks_hive *hive, const ks_hive_key *key, size_t *count)
{
    datum *all = NULL;
    size_t capacity = 0;
    *count = 0;
    if (key == NULL)
        return NULL;
    ks_hive_values values = ks_hive_values_of(key);
    datum one = { 0 };
    while (ks_hive_next_value(hive, &values, &d->r->moment, &one.value)) {
        if (!ks_hive_value_data(hive, &one.value, &d->r->moment, &one.data, &one.is_whole))
            one.data = (ks_span){ 0 };
        if (*count == capacity) {
            capacity = capacity ? capacity : 16;
            all = ks_arena_grow(&d->r->moment, all, sizeof *all, *count, &capacity);
            d->is_spent = d->is_spent || all == NULL;
            if (all == NULL)
                return NULL;
        }
        all[(*count)++] = one;
    }
    d->is_spent = d->is_spent || !ks_sort(all, *count, sizeof *all, by_datum, NULL, d->r->run);
    return all;
}

static ks_utf16 path_now(const diff *d) { return (ks_utf16){ d->path, d->path_units }; }

// The line of a key: once, before what differs in it.
static void begin_key(diff *d, const ks_hive_key *old_key, const ks_hive_key *new_key,
                      bool *is_begun)
{
    hive_run *r = d->r;
    const ks_hive_key *key = new_key ? new_key : old_key;
    if (*is_begun)
        return;
    *is_begun = true;
    r->found++;
    r->of = new_key ? r->other.hive : r->file.hive;
    if (r->format == HIVE_REG) {
        hive_reg_key_as(r, path_now(d), new_key == NULL);
        return;
    }
    if (r->format == HIVE_JSON || r->format == HIVE_JSONL) {
        hive_json_key(r, key, path_now(d),
                      old_key == NULL   ? ",\"change\":\"added\""
                      : new_key == NULL ? ",\"change\":\"removed\""
                                        : ",\"change\":\"changed\"");
        r->printed++;
        return;
    }
    ks_out_put(&r->text, old_key == NULL   ? KS_STR("+ ")
                         : new_key == NULL ? KS_STR("- ")
                                           : KS_STR("  "));
    if (d->path_units)
        hive_put_units(r, path_now(d));
    else
        KS_PUT(&r->text, "\\");
    KS_PUT(&r->text, "  ");
    if (old_key && new_key && old_key->written_ticks != new_key->written_ticks) {
        hive_put_time(r, old_key->written_ticks);
        KS_PUT(&r->text, " → ");
    }
    hive_put_time(r, key->written_ticks);
    KS_PUT(&r->text, "\n");
}

static void put_value(diff *d, const datum *v, side which, bool *is_first)
{
    hive_run *r = d->r;
    if (r->format == HIVE_REG) {
        if (which == ONLY_NEW)
            hive_reg_value(r, &v->value, v->data);
        else
            hive_reg_value_deleted(r, v->value.name);
        return;
    }
    if (r->format == HIVE_TEXT || r->format == HIVE_TREE) {
        ks_out_put(&r->text, which == ONLY_NEW ? KS_STR("  +") : KS_STR("  -"));
        hive_put_value(r, &v->value, v->data, v->is_whole);
        return;
    }
    ks_out_put(&r->text, *is_first ? KS_STR("{\"change\":") : KS_STR(",{\"change\":"));
    ks_out_put(&r->text, which == ONLY_NEW ? KS_STR("\"added\",\"value\":")
                                           : KS_STR("\"removed\",\"value\":"));
    hive_json_value(r, &v->value, v->data, v->is_whole, true);
    KS_PUT(&r->text, "}");
    *is_first = false;
}

static void compare_values(diff *d, const ks_hive_key *old_key, const ks_hive_key *new_key,
                           bool *is_begun)
{
    size_t olds = 0, news = 0, i = 0, k = 0;
    bool is_first = true;
    datum *a = values_of(d, d->r->file.hive, old_key, &olds);
    datum *b = values_of(d, d->r->other.hive, new_key, &news);
    while ((i < olds || k < news) && !d->is_spent) {
        int order = i == olds   ? 1
                    : k == news ? -1
                                : compare_names(a[i].value.name, b[k].value.name);
        bool is_same =
            order == 0 && a[i].value.type == b[k].value.type && ks_span_equal(a[i].data, b[k].data);
        if (!is_same)
            begin_key(d, old_key, new_key, is_begun);
        // a value that is set anew needs no deletion before
        if (!is_same && order <= 0 && !(order == 0 && d->r->format == HIVE_REG))
            put_value(d, &a[i], ONLY_OLD, &is_first);
        if (!is_same && order >= 0)
            put_value(d, &b[k], ONLY_NEW, &is_first);
        i += order <= 0;
        k += order >= 0;
    }
}

static void end_key(diff *d, bool is_begun)
{
    if (is_begun && (d->r->format == HIVE_JSON || d->r->format == HIVE_JSONL))
        hive_json_key_end(d->r);
    if (is_begun && d->r->format == HIVE_REG)
        hive_reg_key_end(d->r);
}

// Both keys, or one of them: its line, its values; then its subkeys are next.
static void enter(diff *d, const ks_hive_key *old_key, const ks_hive_key *new_key)
{
    frame *f = &d->frames[d->depth];
    ks_arena mark = d->r->moment;
    bool is_begun = false;
    bool is_new_time = old_key && new_key && old_key->written_ticks != new_key->written_ticks;
    if ((!old_key || !new_key || is_new_time) && !(is_new_time && d->r->format == HIVE_REG))
        begin_key(d, old_key, new_key, &is_begun);
    if (!(d->r->format == HIVE_REG && new_key == NULL))
        compare_values(d, old_key, new_key, &is_begun);
    end_key(d, is_begun);
    d->r->moment = mark;
    *f = (frame){ .mark = mark, .path_units = d->path_units };
    if (d->r->format == HIVE_REG && new_key == NULL)
        old_key = NULL; // all below goes with it
    f->old_keys = children(d, d->r->file.hive, old_key, d->seen[0], &f->old_count);
    f->new_keys = children(d, d->r->other.hive, new_key, d->seen[1], &f->new_count);
    d->depth++;
}

static void put_name(diff *d, ks_utf16 name)
{
    size_t needed = 2 * (d->path_units + name.units + 1);
    if (needed > path_bytes_most)
        return;
    if (d->path_units)
        ks_store16(d->path + 2 * d->path_units++, '\\');
    if (name.units)
        memcpy(d->path + 2 * d->path_units, name.at, 2 * name.units);
    d->path_units += name.units;
}

static bool step(diff *d)
{
    frame *f = &d->frames[d->depth - 1];
    d->path_units = f->path_units;
    const child *a = f->old_next < f->old_count ? &f->old_keys[f->old_next] : NULL;
    const child *b = f->new_next < f->new_count ? &f->new_keys[f->new_next] : NULL;
    if ((a == NULL && b == NULL) || d->depth > ks_hive_depth_most) {
        d->r->moment = f->mark;
        return --d->depth > 0;
    }
    int order = a == NULL ? 1 : b == NULL ? -1 : compare_names(a->name, b->name);
    ks_hive_key old_key, new_key;
    put_name(d, order <= 0 ? a->name : b->name);
    f->old_next += order <= 0;
    f->new_next += order >= 0;
    bool has_old = order <= 0 && ks_hive_key_at(d->r->file.hive, a->cell, &d->r->moment, &old_key);
    bool has_new = order >= 0 && ks_hive_key_at(d->r->other.hive, b->cell, &d->r->moment, &new_key);
    if (has_old || has_new)
        enter(d, has_old ? &old_key : NULL, has_new ? &new_key : NULL);
    return true;
}

static bool walk(diff *d)
{
    hive_run *r = d->r;
    while (step(d) && !d->is_spent && !r->is_failed) {
        if (*r->interrupted)
            return ks_refuse(&r->fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
    }
    if (d->is_spent)
        return ks_refuse(&r->fail, KS_OVER_BUDGET, 0, 0, KS_STR("key"));
    return !r->is_failed;
}

bool hive_diff(hive_run *r, ks_str key)
{
    diff *d = ks_take(&r->run, diff, 1);
    ks_hive_key old_key, new_key;
    if (d == NULL)
        return ks_refuse(&r->fail, KS_OVER_BUDGET, sizeof *d, 0, KS_STR("run"));
    d->r = r;
    d->path = ks_take(&r->run, u8, path_bytes_most);
    d->seen[0] = ks_take(&r->run, u8, ks_hive_look(r->file.hive)->data_size / 64 + 1);
    d->seen[1] = ks_take(&r->run, u8, ks_hive_look(r->other.hive)->data_size / 64 + 1);
    if (d->path == NULL || d->seen[0] == NULL || d->seen[1] == NULL)
        return ks_refuse(&r->fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    bool has_old = ks_hive_find(r->file.hive, NULL, key, &r->run, &old_key);
    bool has_new = ks_hive_find(r->other.hive, NULL, key, &r->run, &new_key);
    if (!has_old && !has_new)
        return key.size == 0 || ks_refuse(&r->fail, KS_NO_SUCH_KEY, 0, 0, key);
    if (r->format == HIVE_JSON)
        hive_json_head(r);
    if (r->format == HIVE_REG)
        hive_reg_head(r);
    ks_out_clear(&r->name);
    for (size_t i = 0; i < key.size;) { // names as they were typed
        size_t end = i;
        while (end < key.size && key.at[end] != '\\')
            end++;
        put_name(d, ks_hive_units(&r->run, (ks_str){ key.at + i, end - i }));
        i = end + 1;
    }
    enter(d, has_old ? &old_key : NULL, has_new ? &new_key : NULL);
    bool is_done = walk(d);
    if (r->format == HIVE_JSON)
        hive_json_foot(r);
    return is_done;
}
