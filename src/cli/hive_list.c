// Keys and values one after the other, all of them or those that fit --search.
#include "cli/hive.h"

static bool fits(hive_run *r, ks_str text)
{
    ks_pattern_hit hit;
    return ks_patterns_find(r->finder, text, &hit) == KS_PATTERN_FOUND;
}

static bool value_fits(hive_run *r, const ks_hive_value *value, ks_span data)
{
    return fits(r, hive_utf8(r, value->name)) || fits(r, hive_shown(r, value, data));
}

static void put_key(hive_run *r, const ks_hive_key *key, ks_utf16 path, u32 depth)
{
    switch (r->format) {
    case HIVE_TEXT:
    case HIVE_TREE: hive_put_key(r, key, path, depth); break;
    case HIVE_JSON:
    case HIVE_JSONL: hive_json_key(r, key, path, ""); break;
    case HIVE_REG: hive_reg_key(r, path); break;
    }
    r->printed++;
}

static void end_key(hive_run *r)
{
    if (r->format == HIVE_JSON || r->format == HIVE_JSONL)
        hive_json_key_end(r);
    if (r->format == HIVE_REG)
        hive_reg_key_end(r);
}

// A key with its values; with --search only what fits, and the key when anything of it does.
static void list_key(hive_run *r, const ks_hive_key *key, ks_utf16 path, u32 depth)
{
    ks_arena kept = r->moment;
    bool is_put = r->patterns == NULL || fits(r, hive_utf8(r, key->name));
    bool is_first = true;
    if (is_put)
        put_key(r, key, path, depth);
    r->found += is_put;
    ks_hive_values values = ks_hive_values_of(key);
    for (;;) {
        r->moment = kept;
        ks_hive_value value;
        ks_span data = { 0 };
        bool is_whole = true;
        if ((r->format == HIVE_TREE && r->patterns == NULL) || r->is_failed ||
            !ks_hive_next_value(r->file.hive, &values, &r->moment, &value))
            break;
        if (!ks_hive_value_data(r->file.hive, &value, &r->moment, &data, &is_whole))
            data = (ks_span){ 0 };
        if (r->patterns && !value_fits(r, &value, data))
            continue;
        if (!is_put)
            put_key(r, key, path, depth);
        is_put = true;
        r->found++;
        if (r->format == HIVE_TEXT)
            hive_put_value(r, &value, data, is_whole);
        else if (r->format == HIVE_REG)
            hive_reg_value(r, &value, data);
        else if (r->format != HIVE_TREE)
            hive_json_value(r, &value, data, is_whole, is_first);
        is_first = false;
    }
    if (is_put)
        end_key(r);
}

// "prefix\below" in the moment's arena.
static ks_utf16 joined(hive_run *r, ks_utf16 prefix, ks_utf16 below)
{
    if (prefix.units == 0 || below.units == 0)
        return prefix.units ? prefix : below;
    size_t units = prefix.units + 1 + below.units;
    u8 *to = ks_take(&r->moment, u8, 2 * units);
    if (to == NULL)
        return below;
    memcpy(to, prefix.at, 2 * prefix.units);
    ks_store16(to + 2 * prefix.units, '\\');
    memcpy(to + 2 * prefix.units + 2, below.at, 2 * below.units);
    return (ks_utf16){ to, units };
}

bool hive_list(hive_run *r, const ks_hive_key *from, ks_utf16 prefix)
{
    ks_hive_walk *walk = ks_hive_walk_open(r->file.hive, from, &r->run);
    if (walk == NULL)
        return ks_refuse(&r->fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    const ks_arena kept = r->moment;
    ks_hive_key key;
    u32 depth = 0;
    while (!r->is_failed && ks_hive_walk_next(walk, &r->moment, &key, &depth)) {
        if (*r->interrupted)
            return ks_refuse(&r->fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
        if (depth <= r->depth_most)
            list_key(r, &key, joined(r, prefix, ks_hive_walk_path(walk)), depth);
        r->moment = kept;
    }
    return !r->is_failed;
}
