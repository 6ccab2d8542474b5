// What was deleted and is left, printed: each key with its path as far as it is known.
#include "cli/hive.h"

#include "base/number.h"
#include "evidence/hive/deleted.h"

static void put_text(hive_run *r, const ks_hive_deleted *found)
{
    static const ks_note notes[] = { [KS_HIVE_DELETED_KEY] = KS_SAY_HIVE_DELETED_KEY,
                                     [KS_HIVE_DELETED_VALUES] = KS_SAY_HIVE_DELETED_VALUES,
                                     [KS_HIVE_DELETED_LOST] = KS_SAY_HIVE_DELETED_LOST };
    if (found->path.units)
        hive_put_units(r, found->path);
    else
        KS_PUT(&r->text, "?");
    if (found->kind != KS_HIVE_DELETED_LOST) {
        KS_PUT(&r->text, "  ");
        hive_put_time(r, found->key.written_ticks);
    }
    hive_put_note(r, notes[found->kind], (ks_words){ .number = { (i64)found->offset } });
    KS_PUT(&r->text, "\n");
    for (size_t i = 0; i < found->value_count; i++) {
        const ks_hive_deleted_value *v = &found->values[i];
        hive_put_value(r, &v->value, v->data, v->has_data);
    }
}

static void put_json(hive_run *r, const ks_hive_deleted *found)
{
    static const char *const kinds[] = { [KS_HIVE_DELETED_KEY] = "key",
                                         [KS_HIVE_DELETED_VALUES] = "values",
                                         [KS_HIVE_DELETED_LOST] = "values_alone" };
    u8 bytes[128];
    ks_out more = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    KS_PUT(&more, ",\"recovered\":\"");
    ks_out_put(&more, ks_str_of(kinds[found->kind]));
    KS_PUT(&more, "\"");
    u64 offset = found->offset;
    if (found->kind == KS_HIVE_DELETED_LOST && found->value_count)
        offset = found->values[0].offset;
    if (offset) {
        KS_PUT(&more, ",\"offset\":");
        ks_out_u64(&more, offset);
    }
    *more.at = 0;
    ks_hive_key key = found->key; // its class and security may belong to others by now
    key.class_size = 0;
    bool has_security = r->has_security;
    r->has_security = false;
    hive_json_key(r, &key, found->path, (const char *)bytes);
    r->has_security = has_security;
    for (size_t i = 0; i < found->value_count; i++) {
        const ks_hive_deleted_value *v = &found->values[i];
        hive_json_value(r, &v->value, v->data, v->has_data, i == 0);
    }
    hive_json_key_end(r);
}

static bool put(void *context, const ks_hive_deleted *found)
{
    hive_run *r = context;
    ks_arena kept = r->moment;
    if (r->format == HIVE_JSON || r->format == HIVE_JSONL)
        put_json(r, found);
    else
        put_text(r, found);
    r->printed++;
    r->found += 1 + found->value_count;
    r->moment = kept;
    return !r->is_failed && !*r->interrupted;
}

bool hive_deleted(hive_run *r)
{
    if (!ks_hive_find_deleted(r->file.hive, r->run, put, r, &r->fail))
        return false;
    if (*r->interrupted)
        return ks_refuse(&r->fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
    return !r->is_failed;
}
