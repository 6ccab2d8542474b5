// From intervals to a verdict (answers 1.2, 1.3): the borders of all witnesses of a question cut
// its span into pieces; in each piece every mechanism is recorded, recorded in part, or not, and
// for a reason. What is longest decides, in powered-on time.
#include "answer/answer_own.h"
#include "base/sort.h"

const char *const ks_verdict_words[KS_VERDICT_COUNT] = {
#define X(name, word) word,
    KS_VERDICTS(X)
#undef X
};

static const ks_phrase_text verdict_texts[KS_VERDICT_COUNT] = {
    [KS_VERDICT_NOT_EXAMINED] = { "not_examined", { KS_TEXT("not examined"), KS_TEXT("未調査") } },
    [KS_VERDICT_FOUND] = { "found", { KS_TEXT("found"), KS_TEXT("あり") } },
    [KS_VERDICT_NOT_FOUND_RECORDED] = { "not_found_recorded",
                                        { KS_TEXT("not found, and it was being recorded"),
                                          KS_TEXT("なし (全期間で記録あり)") } },
    [KS_VERDICT_PARTLY] = { "partly", { KS_TEXT("partly recorded"), KS_TEXT("一部のみ記録") } },
    [KS_VERDICT_UNK_NOT_RECORDED] = { "unk_not_recorded",
                                      { KS_TEXT("unknown: not recorded"),
                                        KS_TEXT("不明: 記録なし") } },
    [KS_VERDICT_UNK_ROLLED] = { "unk_rolled",
                                { KS_TEXT("unknown: rolled over"), KS_TEXT("不明: 上書き済み") } },
    [KS_VERDICT_UNK_CLEARED] = { "unk_cleared",
                                 { KS_TEXT("unknown: cleared"), KS_TEXT("不明: ログ消去") } },
    [KS_VERDICT_UNK_LOST] = { "unk_lost",
                              { KS_TEXT("unknown: lost"), KS_TEXT("不明: 記録の欠落") } },
    [KS_VERDICT_UNK_UNDECIDED] = { "unk_undecided",
                                   { KS_TEXT("unknown: cannot be told whether it was recorded"),
                                     KS_TEXT("不明: 記録の有無を判断不能") } },
    [KS_VERDICT_UNK_NOT_SUPPLIED] = { "unk_not_supplied",
                                      { KS_TEXT("unknown: not supplied"),
                                        KS_TEXT("不明: 証拠の提供なし") } },
};

ks_str ks_verdict_text(ks_verdict verdict, ks_lang lang)
{
    return verdict_texts[verdict].text[lang];
}

// Reasons in the order that decides ties, the strongest first.
static const struct {
    ks_state state;
    ks_verdict verdict;
    answer_sentence words;
} reasons[] = {
    { KS_STATE_CLEARED, KS_VERDICT_UNK_CLEARED, SAY_IS_CLEARED },
    { KS_STATE_LOST, KS_VERDICT_UNK_LOST, SAY_IS_LOST },
    { KS_STATE_NO_FILE, KS_VERDICT_UNK_NOT_SUPPLIED, SAY_IS_NO_FILE },
    { KS_STATE_ROLLED, KS_VERDICT_UNK_ROLLED, SAY_IS_ROLLED },
    { KS_STATE_OFF, KS_VERDICT_UNK_NOT_RECORDED, SAY_IS_OFF },
    { KS_STATE_UNDECIDED, KS_VERDICT_UNK_UNDECIDED, SAY_IS_UNDECIDED },
};

static size_t rank_of(ks_state state)
{
    size_t i = 0;
    while (i < countof(reasons) - 1 && reasons[i].state != state)
        i++;
    return i;
}

const ks_phrase_text *state_words(ks_state state)
{
    return &answer_sentences[reasons[rank_of(state)].words];
}

static int border_order(const void *context, const void *a, const void *b)
{
    (void)context;
    return ks_compare_u64(*(const u64 *)a, *(const u64 *)b);
}

static const ks_interval *interval_at(const ks_coverage *c, u64 ticks)
{
    size_t i = ks_interval_behind(c->intervals, c->interval_count, ticks);
    bool is_there = i < c->interval_count && c->intervals[i].from_ticks <= ticks;
    return is_there ? &c->intervals[i] : NULL;
}

// One mechanism at one moment.
typedef struct {
    bool is_needed, is_full, is_partly;
    const ks_interval *why; // not: of the first witness whose log is there, else of the first
} mechanism;

static mechanism look_at(const answering *a, u32 host, u32 number, u64 ticks)
{
    mechanism m = { 0 };
    const ks_coverages *all = &a->answers->coverages;
    for (size_t i = 0; i < all->count; i++) {
        const ks_coverage *c = &all->items[i];
        if (c->host != host || c->witness->question != a->number || c->witness->mechanism != number)
            continue;
        m.is_needed = true;
        const ks_interval *x = interval_at(c, ticks);
        if (x == NULL)
            continue;
        if (x->state == KS_STATE_RECORDED) {
            m.is_full = m.is_full || !c->is_selective;
            m.is_partly = true;
        } else if (m.why == NULL ||
                   (m.why->state == KS_STATE_NO_FILE && x->state != KS_STATE_NO_FILE)) {
            m.why = x;
        }
    }
    return m;
}

enum { mechanisms_most = 8 };

typedef struct {
    u64 ticks[countof(reasons)];
    const ks_interval *first[countof(reasons)];
} reason_lengths;

static void add_piece(const answering *a, u32 host, u64 from, u64 to, judged *made,
                      reason_lengths *lengths)
{
    u64 on = ks_powered_ticks(&a->facts->hosts[host], from, to);
    bool is_full = true, is_partly = false;
    size_t worst = countof(reasons);
    const ks_interval *why = NULL;
    for (u32 number = 1; number <= mechanisms_most; number++) {
        mechanism m = look_at(a, host, number, from);
        if (!m.is_needed)
            continue;
        is_partly = is_partly || m.is_partly;
        is_full = is_full && m.is_full;
        if (m.is_full || m.why == NULL || rank_of(m.why->state) >= worst)
            continue;
        worst = rank_of(m.why->state);
        why = m.why;
    }
    made->on_ticks += on;
    made->full_ticks += is_full ? on : 0;
    made->some_ticks += is_partly ? on : 0;
    if (is_full || why == NULL)
        return;
    lengths->ticks[worst] += on;
    if (lengths->first[worst] == NULL)
        lengths->first[worst] = why;
}

static void decide(judged *made, const reason_lengths *lengths)
{
    // The longest reason; within 1 % the stronger one, which stands first.
    size_t longest = countof(reasons) - 1;
    u64 length = 0;
    for (size_t i = 0; i < countof(reasons); i++) {
        if (lengths->first[i] && lengths->ticks[i] > length + length / 100) {
            length = lengths->ticks[i];
            longest = i;
        }
    }
    for (size_t i = 0; i < countof(reasons) && length == 0; i++)
        longest = lengths->first[i] && !lengths->first[longest] ? i : longest;
    made->worst = reasons[longest].state;
    if (lengths->first[longest]) {
        made->reason = lengths->first[longest]->reason;
        made->records = lengths->first[longest]->records;
        made->record_count = lengths->first[longest]->record_count;
    }
    bool is_whole = made->on_ticks && made->full_ticks == made->on_ticks;
    made->verdict = is_whole           ? KS_VERDICT_NOT_FOUND_RECORDED
                    : made->some_ticks ? KS_VERDICT_PARTLY
                                       : reasons[longest].verdict;
    made->percent = made->on_ticks ? (u32)(made->full_ticks * 100 / made->on_ticks) : 0;
    if (made->percent == 100 && !is_whole)
        made->percent = 99;
}

bool judge(const answering *a, u32 host, judged *made)
{
    const ks_coverages *all = &a->answers->coverages;
    size_t most = 0, count = 0;
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].host == host && all->items[i].witness->question == a->number)
            most += all->items[i].interval_count * 2;
    ks_arena scratch = *a->arena;
    u64 *borders = ks_take(&scratch, u64, most + 1);
    if (borders == NULL)
        return false;
    for (size_t i = 0; i < all->count; i++) {
        const ks_coverage *c = &all->items[i];
        if (c->host != host || c->witness->question != a->number || c->witness->mechanism == 0)
            continue;
        for (size_t k = 0; k < c->interval_count; k++) {
            borders[count++] = c->intervals[k].from_ticks;
            borders[count++] = c->intervals[k].to_ticks;
        }
    }
    if (!ks_sort(borders, count, sizeof *borders, border_order, NULL, scratch))
        return false;
    *made = (judged){ 0 };
    reason_lengths lengths = { 0 };
    for (size_t i = 1; i < count; i++)
        if (borders[i] > borders[i - 1])
            add_piece(a, host, borders[i - 1], borders[i], made, &lengths);
    decide(made, &lengths);
    return true;
}
