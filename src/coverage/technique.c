// Verdicts by technique and question. A technique is as well off as its best rule: one that could
// fire answers for it.
#include "coverage/technique.h"

#include "base/sort.h"
#include "coverage/event_way.h"
#include "coverage/opening.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "t1059.001" or "T1059.001".
static bool technique_of(ks_str text, char id[ks_technique_size])
{
    bool has_dot = text.size == 9;
    if ((text.size != 5 && !has_dot) || (text.at[0] | 0x20) != 't')
        return false;
    for (size_t i = 1; i < text.size; i++)
        if (i == 5 ? text.at[i] != '.' : !is_digit(text.at[i]))
            return false;
    memset(id, 0, ks_technique_size);
    memcpy(id, text.at, text.size);
    id[0] = 'T';
    return true;
}

bool ks_technique_of_tag(ks_str tag, char id[ks_technique_size])
{
    static const char space[] = "attack.";
    size_t skip = sizeof space - 1;
    if (tag.size < skip)
        return false;
    for (size_t i = 0; i < skip; i++)
        if ((tag.at[i] | 0x20) != (space[i] | 0x20))
            return false;
    return technique_of(ks_str_from(tag, skip), id);
}

// A technique and what is said about it.
typedef struct {
    char id[ks_technique_size];
    u32 from; // rule's or setting's number
    bool is_setting;
    ks_cover cover;
} mention;

static int by_id(const void *context, const void *left, const void *right)
{
    (void)context;
    const mention *a = left, *b = right;
    int order = memcmp(a->id, b->id, sizeof a->id);
    order = order ? order : (int)a->is_setting - (int)b->is_setting;
    return order ? order : ks_compare_u64(a->from, b->from);
}

static size_t mention_rules(mention *to, const ks_rule_covers *covers)
{
    size_t count = 0;
    for (u32 i = 0; i < covers->set->count; i++) {
        const ks_rule *rule = covers->set->rules[i];
        for (u32 k = 0; k < rule->tags.count && !rule->is_silent; k++)
            if (ks_technique_of_tag(rule->tags.items[k], to[count].id)) {
                to[count].from = i;
                to[count++].cover = covers->rules[i].cover;
            }
    }
    return count;
}

static size_t mention_settings(mention *to, const ks_recording *recording)
{
    size_t total, count = 0;
    const ks_setting *const *settings = ks_settings(&total);
    for (u32 i = 0; i < total; i++) {
        ks_cover cover = ks_setting_cover(recording, settings[i]);
        for (u32 k = 0; k < settings[i]->reveals.count && cover != KS_COVER_NOT_LOGGED; k++)
            if (technique_of(settings[i]->reveals.items[k], to[count].id)) {
                to[count].from = i;
                to[count].is_setting = true;
                to[count++].cover = cover;
            }
    }
    return count;
}

static size_t mentions_most(const ks_rule_covers *covers)
{
    size_t total, most = 1;
    const ks_setting *const *settings = ks_settings(&total);
    for (size_t i = 0; i < total; i++)
        most += settings[i]->reveals.count;
    for (size_t i = 0; i < covers->set->count; i++)
        most += covers->set->rules[i]->tags.count;
    return most;
}

static void conclude(ks_technique_cover *t)
{
    bool has_rules = false;
    for (ks_cover c = 0; c < KS_COVER_COUNT; c++) {
        if (t->rules[c])
            t->best = c;
        has_rules = has_rules || t->rules[c];
    }
    if (!has_rules)
        t->best = t->settings_on ? KS_COVER_COULD : KS_COVER_BLIND;
}

static size_t gather(ks_technique_cover *to, const mention *items, size_t count, openings *o)
{
    size_t made = 0, first = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_first = i == 0 || memcmp(items[i].id, items[i - 1].id, sizeof items[i].id) != 0;
        bool is_again = !is_first && items[i].from == items[i - 1].from &&
                        items[i].is_setting == items[i - 1].is_setting;
        for (; is_first && first < i; first++)
            if (!items[first].is_setting)
                openings_forget(o, items[first].from);
        if (is_first)
            memcpy(to[made++].id, items[i].id, sizeof items[i].id);
        ks_technique_cover *t = &to[made - 1];
        if (is_again)
            continue; // a rule that says the same tag twice counts once
        if (!items[i].is_setting) {
            t->rules[items[i].cover]++;
            openings_count(o, items[i].from, &t->opening);
        } else if (items[i].cover >= KS_COVER_PARTLY) {
            t->settings_on++;
        } else {
            t->settings_off++;
        }
    }
    for (; first < count; first++)
        if (!items[first].is_setting)
            openings_forget(o, items[first].from);
    return made;
}

static void add_question(ks_question_cover *q, const ks_rule_covers *covers, openings *o)
{
    size_t total;
    u32 bit = 1u << q->question->number;
    const ks_setting *const *settings = ks_settings(&total);
    for (u32 i = 0; i < covers->set->count; i++) {
        const ks_rule *rule = covers->set->rules[i];
        u32 questions = 0;
        for (u32 k = 0; k < rule->tags.count && !rule->is_silent; k++)
            questions |= ks_questions_of_tag(rule->tags.items[k]);
        q->rules[covers->rules[i].cover] += (questions & bit) != 0;
        if (questions & bit)
            openings_count(o, i, &q->opening);
    }
    for (u32 i = 0; i < covers->set->count; i++)
        openings_forget(o, i);
    for (size_t i = 0; i < total; i++) {
        ks_cover cover = ks_setting_cover(covers->recording, settings[i]);
        if (!(settings[i]->questions & bit) || cover == KS_COVER_NOT_LOGGED)
            continue;
        q->settings_on += cover >= KS_COVER_PARTLY;
        q->settings_off += cover < KS_COVER_PARTLY;
    }
}

bool ks_sums_make(ks_sums *sums, const ks_rule_covers *covers, ks_arena *arena, ks_fail *fail)
{
    size_t most = mentions_most(covers), questions;
    const ks_question *asked = ks_questions(&questions);
    ks_technique_cover *techniques = ks_take(arena, ks_technique_cover, most);
    ks_question_cover *by_question = ks_take(arena, ks_question_cover, questions + 1);
    openings o;
    bool has_openings = openings_make(&o, covers, arena);
    ks_arena scratch = *arena;
    mention *items = ks_take(&scratch, mention, most);
    if (techniques == NULL || by_question == NULL || items == NULL || !has_openings)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)most, 0, ks_str_of(arena->name));
    size_t count = mention_rules(items, covers);
    count += mention_settings(items + count, covers->recording);
    if (!ks_sort(items, count, sizeof *items, by_id, NULL, scratch))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)count, 0, ks_str_of(arena->name));
    *sums = (ks_sums){ .techniques = techniques,
                       .technique_count = gather(techniques, items, count, &o),
                       .questions = by_question,
                       .question_count = questions };
    for (size_t i = 0; i < sums->technique_count; i++) {
        conclude(&techniques[i]);
        sums->counts[techniques[i].best]++;
    }
    for (size_t i = 0; i < questions; i++) {
        by_question[i].question = &asked[i];
        add_question(&by_question[i], covers, &o);
    }
    sums->openings = o.sets;
    sums->opening_count = o.count;
    return openings_sort(o.sets, o.count, *arena) ||
           ks_refuse(fail, KS_OVER_BUDGET, (i64)o.count, 0, ks_str_of(arena->name));
}

static void add_technique(ks_technique_cover *to, const ks_technique_cover *from)
{
    for (ks_cover c = 0; c < KS_COVER_COUNT; c++)
        to->rules[c] += from->rules[c];
    to->settings_on += from->settings_on;
    to->settings_off += from->settings_off;
    to->best = from->best < to->best ? from->best : to->best;
}

bool ks_sums_add(ks_sums *all, const ks_sums *one, ks_arena *arena, ks_fail *fail)
{
    size_t most = all->technique_count + one->technique_count, count = 0, a = 0, b = 0;
    ks_technique_cover *both = ks_take(arena, ks_technique_cover, most + 1);
    if (both == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)most, 0, ks_str_of(arena->name));
    while (a < all->technique_count || b < one->technique_count) {
        int order = a == all->technique_count ? 1
                    : b == one->technique_count
                        ? -1
                        : memcmp(all->techniques[a].id, one->techniques[b].id, ks_technique_size);
        both[count] = order > 0 ? one->techniques[b] : all->techniques[a];
        if (order == 0)
            add_technique(&both[count], &one->techniques[b]);
        both[count].opening = (ks_opening){ 0 };
        a += order <= 0;
        b += order >= 0;
        count++;
    }
    *all = (ks_sums){ .techniques = both, .technique_count = count };
    for (size_t i = 0; i < count; i++)
        all->counts[both[i].best]++;
    return true;
}
