// Kind applocker: whether a collection's rules do what the catalogue's row asks, in its words:
// "default rules with exceptions" (any rules that allow), "except writable folders" (a path rule on
// the Windows folder has exceptions), "deny A.EXE B.EXE" (each is denied by name or path).
#include "policy/applocker.h"

#include "base/fold.h"
#include "state/state_own.h"

enum { rules_most = 10000 };
static const char rules_key[] = "Policies\\Microsoft\\Windows\\SrpV2\\";

static bool is_denied(const ks_applocker_collection *collection, ks_str program)
{
    for (const ks_applocker_rule *rule = collection->rules; rule; rule = rule->next) {
        if (!ks_equal_fold(rule->action, KS_STR("Deny")))
            continue;
        for (const ks_applocker_condition *c = rule->conditions; c; c = c->next) {
            if (ks_ends_fold(c->path, program) || ks_equal_fold(c->binary, program))
                return true;
        }
    }
    return false;
}

static bool does(const ks_applocker_collection *collection, ks_str detail)
{
    static const ks_str deny = KS_TEXT("deny ");
    if (detail.size > deny.size && !memcmp(detail.at, deny.at, deny.size)) {
        ks_str rest = { detail.at + deny.size, detail.size - deny.size };
        while (rest.size) {
            const char *end = memchr(rest.at, ' ', rest.size);
            size_t size = end ? (size_t)(end - rest.at) : rest.size;
            if (!is_denied(collection, (ks_str){ rest.at, size }))
                return false;
            size += end != NULL;
            rest = ks_str_from(rest, size);
        }
        return true;
    }
    bool wants_exceptions = ks_str_equal(detail, KS_STR("except writable folders"));
    for (const ks_applocker_rule *rule = collection->rules; rule; rule = rule->next) {
        bool is_windows =
            rule->conditions && ks_equal_fold(rule->conditions->path, KS_STR("%WINDIR%\\*"));
        if (ks_equal_fold(rule->action, KS_STR("Allow")) &&
            (wants_exceptions ? is_windows && rule->exceptions : true))
            return true;
    }
    return false;
}

static const ks_applocker_collection *read_rules(state_reading *r, const state_mount *mount,
                                                 ks_applocker_policy *policy)
{
    ks_arena *arena = r->state->arena;
    ks_mistakes mistakes = { .arena = arena };
    ks_out path;
    ks_reg_key key;
    ks_reg_value value;
    ks_str *names;
    size_t count;
    if (!ks_out_open(&path, arena, 512))
        return NULL;
    KS_PUT(&path, rules_key);
    ks_out_put(&path, r->part->object);
    size_t size = ks_out_size(&path);
    if (!state_key(r->state, mount, ks_out_str(&path), arena, &key) ||
        !mount->registry->keys(mount->registry, &key, arena, &names, &count))
        return NULL;
    for (size_t i = 0; i < count && i < rules_most; i++) {
        path.at = path.start + size;
        KS_PUT(&path, "\\");
        ks_out_put(&path, names[i]);
        if (state_key(r->state, mount, ks_out_str(&path), arena, &key) &&
            mount->registry->value(mount->registry, &key, KS_STR("Value"), arena, &value))
            (void)!applocker_value_read(policy, r->part->object, names[i],
                                        ks_str_span(ks_reg_text(&value, arena)), arena, &mistakes);
    }
    return policy->collections;
}

// Collections in files of their own; one that a file does not have, it says nothing of.
static void say_files(state_reading *r)
{
    const ks_state *s = r->state;
    for (size_t i = 0; i < s->applockers.count; i++) {
        const ks_applocker_collection *c = s->applockers.items[i].policy.collections;
        while (c && !ks_equal_fold(c->type, r->part->object))
            c = c->next;
        ks_said *said = c ? state_say(r, s->applockers.items[i].source) : NULL;
        if (said == NULL)
            continue;
        said->where = s->sources.items[said->source].path;
        said->value.kind = does(c, r->part->detail) ? KS_VALUE_TEXT : KS_VALUE_ABSENT;
        said->value.text = r->part->detail;
    }
}

void state_kind_applocker(state_reading *r)
{
    const ks_state *s = r->state;
    for (size_t m = 0; m < s->mounts.count; m++) {
        const state_mount *mount = &s->mounts.items[m];
        ks_applocker_policy policy = { 0 };
        if (mount->root != KS_ROOT_SOFTWARE)
            continue;
        const ks_applocker_collection *collection = read_rules(r, mount, &policy);
        bool is_known = state_is_in_force(s, mount->source) &&
                        state_covers(mount, KS_STR("Policies"), *s->arena);
        if (collection == NULL && !is_known)
            continue;
        ks_said *said = state_say(r, mount->source);
        if (said == NULL)
            return;
        bool is_so = collection && does(collection, r->part->detail);
        said->where = KS_STR("HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\SrpV2");
        said->value.kind = is_so ? KS_VALUE_TEXT : KS_VALUE_ABSENT;
        said->value.text = r->part->detail;
    }
    say_files(r);
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
