// `konseki rules list`: each rule with what it needs: log source, event ids, fields.
#include "cli/rules.h"

#include "base/csv.h"
#include "base/fold.h"
#include "base/number.h"
#include "cli/hunt.h"
#include "cli/terminal.h"
#include "message/visible.h"

static const char *const source_words[] = { [KS_SOURCE_KNOWN] = "known",
                                            [KS_SOURCE_ANY] = "any",
                                            [KS_SOURCE_NOT_LOGGED] = "not_logged",
                                            [KS_SOURCE_UNKNOWN] = "unknown",
                                            [KS_SOURCE_OTHER] = "other" };

static ks_level least_level(const options *o)
{
    const char *word = options_value(o, OPTION_MIN_LEVEL);
    for (size_t i = 0; word && i < KS_LEVEL_COUNT; i++) {
        if (strcmp(word, ks_level_words[i]) == 0)
            return (ks_level)i;
    }
    return KS_LEVEL_INFORMATIONAL;
}

// Whether the word is one of a list with commas; "none" is the empty one.
static bool has_word(const char *list, ks_str word)
{
    word = word.size ? word : KS_STR("none");
    for (ks_str left = ks_str_of(list); left.size;) {
        const char *comma = memchr(left.at, ',', left.size);
        size_t size = comma ? (size_t)(comma - left.at) : left.size;
        if (ks_equal_fold((ks_str){ left.at, size }, word))
            return true;
        size += comma != NULL;
        left = ks_str_from(left, size);
    }
    return false;
}

static bool fits(const options *o, option_id id, const ks_rule *rule)
{
    for (size_t i = 0; i < o->given[id].count; i++) {
        const char *word = o->given[id].values[i];
        if (id == OPTION_STATUS ? has_word(word, ks_str_of(ks_rule_status_words[rule->status]))
                                : hunt_fits(ks_str_of(word), rule))
            return true;
    }
    return false;
}

static bool is_wanted(const options *o, const ks_rule *rule)
{
    return rule->level >= least_level(o) &&
           (!options_has(o, OPTION_STATUS) || fits(o, OPTION_STATUS, rule)) &&
           (!options_has(o, OPTION_INCLUDE) || fits(o, OPTION_INCLUDE, rule)) &&
           !fits(o, OPTION_EXCLUDE, rule);
}

static ks_str status_word(const ks_rule *rule)
{
    return ks_str_of(ks_rule_status_words[rule->status]);
}

// --- for people

static void put_list(ks_out *out, const ks_str *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            KS_PUT(out, ", ");
        ks_out_visible(out, items[i]);
    }
    KS_PUT(out, "\n");
}

static void put_label(ruleset_run *r, ks_note note)
{
    KS_PUT(&r->line, "    ");
    ks_say(&r->line, note, NULL, r->lang);
    KS_PUT(&r->line, ": ");
}

static void put_source(ruleset_run *r, const ks_rule *rule, const ruleset_needs *needs)
{
    static const ks_note notes[] = { [KS_SOURCE_KNOWN] = KS_SAY_RULES_SOURCE_KNOWN,
                                     [KS_SOURCE_ANY] = KS_SAY_RULES_SOURCE_ANY,
                                     [KS_SOURCE_NOT_LOGGED] = KS_SAY_RULES_SOURCE_NOT_LOGGED,
                                     [KS_SOURCE_UNKNOWN] = KS_SAY_RULES_SOURCE_UNKNOWN,
                                     [KS_SOURCE_OTHER] = KS_SAY_RULES_SOURCE_UNKNOWN };
    put_label(r, KS_SAY_RULES_SOURCE);
    ruleset_put_source(&r->line, rule);
    KS_PUT(&r->line, " (");
    if (needs->source != KS_SOURCE_KNOWN)
        ks_say(&r->line, notes[needs->source], NULL, r->lang);
    for (u32 i = 0; needs->source == KS_SOURCE_KNOWN && i < needs->form_count; i++) {
        if (i)
            KS_PUT(&r->line, ", ");
        ks_out_put(&r->line, ks_str_of(needs->forms[i]->name));
    }
    KS_PUT(&r->line, ")\n");
}

static bool put_text(ruleset_run *r, const ks_rule_set *set, const ks_rule *rule,
                     const ruleset_needs *needs, ks_fail *fail)
{
    ks_out *out = &r->line;
    ks_out_put(out, ks_level_text(rule->level, r->lang));
    KS_PUT(out, "  ");
    ks_out_visible(out, hunt_title(rule, r->lang));
    KS_PUT(out, "\n    ");
    ks_out_visible(out, rule->id.size ? rule->id : rule->name);
    ks_out_put(out, rule->id.size || rule->name.size ? KS_STR("  ") : KS_STR(""));
    ks_out_put(out, status_word(rule));
    ks_out_put(out, rule->status ? KS_STR("  ") : KS_STR(""));
    ks_out_visible(out, rule->path);
    KS_PUT(out, "\n");
    if (rule->correlation) {
        put_label(r, KS_SAY_RULES_MEMBERS);
        for (u32 i = 0; i < rule->correlation->member_count; i++) {
            ks_out_put(out, i ? KS_STR(", ") : KS_STR(""));
            ks_out_visible(out, hunt_title(set->rules[rule->correlation->members[i]], r->lang));
        }
        KS_PUT(out, "\n");
    } else {
        put_source(r, rule, needs);
    }
    if (needs->id_count) {
        put_label(r, KS_SAY_RULES_IDS);
        put_list(out, needs->ids, needs->id_count);
    }
    if (needs->field_count) {
        put_label(r, KS_SAY_RULES_FIELDS);
        put_list(out, needs->fields, needs->field_count);
    }
    return ruleset_give(r, fail);
}

// --- for programs

static bool form_names(ruleset_run *r, const ruleset_needs *needs, ks_str **names)
{
    *names = ks_take(&r->arena, ks_str, needs->form_count + 1);
    for (u32 i = 0; *names && i < needs->form_count; i++)
        (*names)[i] = ks_str_of(needs->forms[i]->name);
    return *names != NULL;
}

static bool put_json(ruleset_run *r, const ks_rule_set *set, const ks_rule *rule,
                     const ruleset_needs *needs, ks_fail *fail)
{
    ks_out *out = &r->line;
    const ks_correlation *of = rule->correlation;
    ks_str *forms, *members = ks_take(&r->arena, ks_str, of ? of->member_count + 1 : 1);
    if (!form_names(r, needs, &forms) || members == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    KS_PUT(out, "{\"kind\":");
    ks_out_put(out, of ? KS_STR("\"correlation\"") : KS_STR("\"detection\""));
    ruleset_json_text(out, "id", rule->id);
    ruleset_json_text(out, "name", rule->name);
    ruleset_json_text(out, "title", hunt_title(rule, r->data_lang));
    ruleset_json_text(out, "level", ks_str_of(ks_level_words[rule->level]));
    ruleset_json_text(out, "status", status_word(rule));
    ruleset_json_list(out, "tags", rule->tags.items, rule->tags.count);
    ruleset_json_text(out, "path", rule->path);
    ruleset_json_number(out, "line", rule->line);
    if (of) {
        for (u32 i = 0; i < of->member_count; i++) {
            const ks_rule *member = set->rules[of->members[i]];
            members[i] = member->id.size ? member->id : member->name;
        }
        ruleset_json_list(out, "rules", members, of->member_count);
    } else {
        ruleset_json_text(out, "product", rule->product);
        ruleset_json_text(out, "category", rule->category);
        ruleset_json_text(out, "service", rule->service);
        ruleset_json_text(out, "source", ks_str_of(source_words[needs->source]));
        ruleset_json_list(out, "forms", forms, needs->form_count);
        ruleset_json_list(out, "event_ids", needs->ids, needs->id_count);
    }
    ruleset_json_list(out, "fields", needs->fields, needs->field_count);
    KS_PUT(out, "}");
    return ruleset_give(r, fail);
}

static void csv_cell(ruleset_run *r, ks_str text)
{
    ks_out_csv(&r->line, text);
    KS_PUT(&r->line, ",");
}

static void csv_list(ruleset_run *r, const ks_str *items, size_t count, const char *end)
{
    ks_arena scratch = r->arena;
    ks_out cell;
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += items[i].size + 2;
    if (!ks_out_open(&cell, &scratch, size)) {
        r->line.is_full = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        ks_out_put(&cell, i ? KS_STR("; ") : KS_STR(""));
        ks_out_put(&cell, items[i]);
    }
    ks_out_csv(&r->line, ks_out_str(&cell));
    ks_out_put(&r->line, ks_str_of(end));
}

static bool put_csv(ruleset_run *r, const ks_rule *rule, const ruleset_needs *needs, ks_fail *fail)
{
    u8 text[256];
    ks_out source = { .at = text, .start = text, .end = text + sizeof text };
    ks_str *forms;
    if (!form_names(r, needs, &forms))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    csv_cell(r, rule->id);
    csv_cell(r, hunt_title(rule, r->data_lang));
    csv_cell(r, ks_str_of(ks_level_words[rule->level]));
    csv_cell(r, status_word(rule));
    csv_list(r, rule->tags.items, rule->tags.count, ",");
    csv_cell(r, rule->path);
    ruleset_put_source(&source, rule);
    csv_cell(r, ks_out_str(&source));
    csv_list(r, forms, needs->form_count, ",");
    csv_list(r, needs->ids, needs->id_count, ",");
    csv_list(r, needs->fields, needs->field_count, "\n");
    return ruleset_give(r, fail);
}

static bool begin(ruleset_run *r, ks_fail *fail)
{
    if (ruleset_is_format(r, "json"))
        KS_PUT(&r->line, "{\"format\":1,\"rules\":[");
    if (ruleset_is_format(r, "csv"))
        KS_PUT(&r->line, "id,title,level,status,tags,path,source,forms,event_ids,fields\n");
    return ruleset_give(r, fail);
}

bool ruleset_list(ruleset_run *r, ks_fail *fail)
{
    ks_rule_set set;
    u64 listed = 0;
    if (!ruleset_load(r, r->words, r->word_count, &set, fail) || !begin(r, fail))
        return false;
    bool is_json = ruleset_is_format(r, "json"), is_csv = ruleset_is_format(r, "csv");
    for (size_t i = 0; i < set.count; i++) {
        ks_arena kept = r->arena;
        ruleset_needs needs;
        if (!is_wanted(r->given, set.rules[i]))
            continue;
        if (!ruleset_needs_of(r, set.rules[i], &needs))
            return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
        if (is_json)
            ks_out_put(&r->line, listed ? KS_STR(",\n") : KS_STR("\n"));
        bool is_put = is_json  ? put_json(r, &set, set.rules[i], &needs, fail)
                      : is_csv ? put_csv(r, set.rules[i], &needs, fail)
                               : put_text(r, &set, set.rules[i], &needs, fail);
        if (!is_put)
            return false;
        listed++;
        r->arena = kept;
    }
    if (is_json)
        KS_PUT(&r->line, "]}\n");
    else if (!is_csv)
        ruleset_say(r, KS_SAY_RULES_LISTED,
                    &(ks_words){ .number = { (i64)listed, (i64)set.left_out } });
    return ruleset_give(r, fail);
}
