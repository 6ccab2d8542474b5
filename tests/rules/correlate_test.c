// Correlations, row by row: hits as short words and the results that they make. Windows are tried
// at their exact ends, since "within ten seconds" includes the tenth and not a tick more.
#include "correlate_made.h"

#include "test.h"

#define S(seconds) ((u64)(seconds)*ks_ticks_per_second)
#define COUNT      .type = KS_CORRELATE_EVENT_COUNT
#define VALUES     .type = KS_CORRELATE_VALUE_COUNT
#define TEMPORAL   .type = KS_CORRELATE_TEMPORAL
#define ORDERED    .type = KS_CORRELATE_TEMPORAL_ORDERED
#define SUM        .type = KS_CORRELATE_VALUE_SUM
#define AVG        .type = KS_CORRELATE_VALUE_AVG
#define PERCENT    .type = KS_CORRELATE_VALUE_PERCENTILE
#define MIN        .type = KS_CORRELATE_VALUE_MIN
#define MAX        .type = KS_CORRELATE_VALUE_MAX
#define GTE(n)     .relation = KS_IS_AT_LEAST, .bound = (n)
#define GT(n)      .relation = KS_IS_MORE, .bound = (n)
#define LT(n)      .relation = KS_IS_LESS, .bound = (n)
#define LTE(n)     .relation = KS_IS_AT_MOST, .bound = (n)
#define EQ(n)      .relation = KS_IS_EQUAL, .bound = (n)
#define NEQ(n)     .relation = KS_IS_EQUAL, .bound = (n), .is_negated = true
#define ALL        .bound = -1

// clang-format off
static const struct {
    const char *sentence;
    made_correlation rules[3];
    const char *hits, *results;
} rows[] = {
    { "five hits in five minutes, the last one at the very end",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(300), GTE(5) } },
      "a0 a60 a120 a180 a300", "A0..300:5=5" },
    { "a tick later the span is over",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(300), GTE(5) } },
      "a0 a60 a120 a180 a300.0000001", "" },
    { "results share no hit",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), GTE(2) } },
      "a0 a5 a12 a14", "A0..5:2=2 A12..14:2=2" },
    { "a result has all hits of its span, not only as many as were asked for",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(300), GTE(5) } },
      "a0 a1 a2 a3 a4 a5 a6 a7", "A0..7:8=8" },
    { "hits come in any order",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), GTE(2) } },
      "a14 a0 a12 a5", "A0..5:2=2 A12..14:2=2" },
    { "more than two",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), GT(2) } },
      "a0 a5 a20 a21 a22", "A20..22:3=3" },
    { "exactly two in the largest span from a hit on",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), EQ(2) } },
      "a0 a1 a2 a30 a31", "A1..2:2=2 A30..31:2=2" },
    { "any number but one",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), NEQ(1) } },
      "a0 a20 a25", "A20..25:2=2" },
    { "fewer than three: what is rare",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), LT(3) } },
      "a0 a20 a21 a40 a41 a42", "A0..0:1=1 A20..21:2=2 A41..42:2=2" },
    { "at most one",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), LTE(1) } },
      "a0 a30 a31", "A0..0:1=1 A31..31:1=1" },
    { "groups are counted apart, ignoring case",
      { { COUNT, .members = "a", .group = "g", .span_ticks = S(10), GTE(2) } },
      "a0@bob a1@eve a2@BOB a3@al", "A0..2:2=2" },
    { "case is Unicode's",
      { { COUNT, .members = "a", .group = "g", .span_ticks = S(10), GTE(2) } },
      "a0@Ж a1@ж", "A0..1:2=2" },
    { "a group whose name begins another's is another group",
      { { COUNT, .members = "a", .group = "g", .span_ticks = S(10), GTE(2) } },
      "a0@b a1@bo a2@b", "A0..2:2=2" },
    { "without the field there is a group of its own, and it is said",
      { { COUNT, .members = "a", .group = "g", .span_ticks = S(10), GTE(2) } },
      "a0@- a1@bob a2@-", "A0..2:2=2!" },
    { "several rules are counted together",
      { { COUNT, .members = "ab", .group = "", .span_ticks = S(10), GTE(3) } },
      "a0 b1 c2 a3", "A0..3:3=3" },
    { "other rules' hits are nothing to it",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), GTE(2) } },
      "a0 b1", "" },
    { "without a span the whole evidence is one",
      { { COUNT, .members = "a", .group = "", .span_ticks = 0, GTE(3) } },
      "a0 a100000 a900000", "A0..900000:3=3" },
    { "what is rare in the whole evidence is not the tail of what is frequent",
      { { COUNT, .members = "a", .group = "g", .span_ticks = 0, LT(3) } },
      "a0@x a1@x a2@x a3@y", "A3..3:1=1" },

    { "values that differ in case only are one value",
      { { VALUES, .members = "a", .group = "", .span_ticks = S(10), GTE(2) } },
      "a0=Bob a1=BOB", "" },
    { "two values",
      { { VALUES, .members = "a", .group = "", .span_ticks = S(10), GTE(2) } },
      "a0=Bob a1=BOB a2=eve", "A0..2:3=2" },
    { "a hit without the field does not count",
      { { VALUES, .members = "a", .group = "", .span_ticks = S(10), GTE(2) } },
      "a0=x a1 a2", "" },
    { "values leave with their hits",
      { { VALUES, .members = "a", .group = "", .span_ticks = S(10), GTE(3) } },
      "a0=x a1=y a11=y a12=z a21=w", "A11..21:3=3" },
    { "pairs of values",
      { { VALUES, .members = "a", .group = "", .span_ticks = S(10), GTE(2), .fields = "vg" } },
      "a0=x@1 a1=x@1 a2=x@2", "A0..2:3=2" },

    { "two rules in any order",
      { { TEMPORAL, .members = "ab", .group = "", .span_ticks = S(10), ALL } },
      "b0 a8", "A0..8:2=2" },
    { "in their order, they did not come",
      { { ORDERED, .members = "ab", .group = "", .span_ticks = S(10), ALL } },
      "b0 a8", "" },
    { "in their order",
      { { ORDERED, .members = "ab", .group = "", .span_ticks = S(10), ALL } },
      "b0 a1 a2 b11", "A1..11:3=2" },
    { "in their order, a tick too late for the first and in time for the second",
      { { ORDERED, .members = "ab", .group = "", .span_ticks = S(10), ALL } },
      "b0 a1 a2 b11.0000001", "A2..11.0000001:2=2" },
    { "three rules span more than the time between neighbours",
      { { TEMPORAL, .members = "abc", .group = "", .span_ticks = S(10), ALL } },
      "b0 a8 c16", "" },
    { "three rules within the span",
      { { TEMPORAL, .members = "abc", .group = "", .span_ticks = S(10), ALL } },
      "b0 a8 c10", "A0..10:3=3" },
    { "three rules a tick beyond it",
      { { TEMPORAL, .members = "abc", .group = "", .span_ticks = S(10), ALL } },
      "b0 a8 c10.0000001", "" },
    { "two of three rules",
      { { TEMPORAL, .members = "abc", .group = "", .span_ticks = S(10), GTE(2) } },
      "b0 b1 c9", "A0..9:3=2" },
    { "one record serves one place in an order",
      { { ORDERED, .members = "ab", .group = "", .span_ticks = S(10), ALL } },
      "a0#7 b0#7", "" },
    { "two records of the same time are in the order of the log",
      { { ORDERED, .members = "ab", .group = "", .span_ticks = S(10), ALL } },
      "b0#8 a0#7", "A0..0:2=2" },
    { "the same rule twice in an order",
      { { ORDERED, .members = "aba", .group = "", .span_ticks = S(10), ALL } },
      "a0 b1 a2", "A0..2:3=3" },
    { "an order that begins again before it ends",
      { { ORDERED, .members = "abc", .group = "", .span_ticks = S(10), ALL } },
      "a0 b1 a9 b12 c13", "A9..13:3=3" },
    { "orders follow on one another",
      { { ORDERED, .members = "ab", .group = "", .span_ticks = S(10), ALL } },
      "a0 b5 a8 b12", "A0..5:2=2 A8..12:2=2" },

    { "one rule and not another",
      { { TEMPORAL, .members = "ab", .group = "", .span_ticks = S(10), ALL, .condition = "ab!&" } },
      "a0 b5 a30", "A30..30:1=1" },
    { "not another: the span that ends with the last hit counts",
      { { TEMPORAL, .members = "ab", .group = "", .span_ticks = S(10), ALL, .condition = "ab!&" } },
      "b0 a10", "" },
    { "not another: a tick before that span",
      { { TEMPORAL, .members = "ab", .group = "", .span_ticks = S(10), ALL, .condition = "ab!&" } },
      "b0 a10.0000001", "A10.0000001..10.0000001:1=1" },
    { "one rule or another",
      { { TEMPORAL, .members = "abc", .group = "", .span_ticks = S(10), ALL,
          .condition = "ab|c&" } },
      "b0 c5 a20 b21", "A0..5:2=2" },
    { "not of a sum of rules",
      { { TEMPORAL, .members = "abc", .group = "", .span_ticks = S(10), ALL,
          .condition = "abc|!&" } },
      "a0 a20 c21 a50", "A0..0:1=1 A50..50:1=1" },
    { "an order with a condition",
      { { ORDERED, .members = "abc", .group = "", .span_ticks = S(10), ALL,
          .condition = "ac&b!&" } },
      "c0 a1 c2 a20 b21 c22", "A1..2:2=2" },

    { "a sum",
      { { SUM, .members = "a", .group = "", .span_ticks = S(10), GTE(100) } },
      "a0=60 a5=40 a30=99", "A0..5:2=100" },
    { "a sum that slides keeps no dust",
      { { SUM, .members = "a", .group = "", .span_ticks = S(10), EQ(0.75) } },
      "a0=1e300 a5=.25 a11=.5", "A5..11:2=0.750" },
    { "numbers in hex, with signs, with fractions; others do not count",
      { { SUM, .members = "a", .group = "", .span_ticks = S(10), EQ(14.5) } },
      "a0=0x10 a1=-2 a2=.5 a3=many a4=inf a5", "A0..2:3=14.500" },
    { "a mean",
      { { AVG, .members = "a", .group = "", .span_ticks = S(10), GT(2) } },
      "a0=1 a1=2 a2=4 a30=2", "A0..2:3=2.333" },
    { "the median is the nearest rank",
      { { PERCENT, .members = "a", .group = "", .span_ticks = S(10), EQ(2), .percentile = 50 } },
      "a0=9 a1=1 a2=2 a3=4", "A0..3:4=2" },
    { "the ninetieth of a hundred",
      { { PERCENT, .members = "a", .group = "", .span_ticks = S(10), GTE(9), .percentile = 90 } },
      "a0=1 a0=2 a0=3 a0=4 a0=5 a0=6 a0=7 a0=8 a0=9 a0=10", "A0..0:10=9" },
    { "the smallest",
      { { MIN, .members = "a", .group = "", .span_ticks = S(10), GT(3) } },
      "a0=2 a5=4 a12=7", "A5..12:2=4" },
    { "the largest",
      { { MAX, .members = "a", .group = "", .span_ticks = S(10), LT(3) } },
      "a0=2 a5=4 a16=1", "A16..16:1=1" },

    { "a correlation of a correlation: many failures, then a success",
      { { COUNT, .members = "a", .group = "g", .span_ticks = S(10), GTE(3) },
        { ORDERED, .members = "Ab", .group = "g", .span_ticks = S(60), ALL } },
      "a0@bob a1@bob a2@BOB b30@bob a40@eve b41@eve", "A0..2:3=3 B2..30:4=2" },
    { "its time is that of its last hit",
      { { COUNT, .members = "a", .group = "g", .span_ticks = S(10), GTE(3) },
        { ORDERED, .members = "Ab", .group = "g", .span_ticks = S(60), ALL } },
      "a0@bob a1@bob a2@bob b62@bob", "A0..2:3=3 B2..62:4=2" },
    { "members that are not shown make results all the same",
      { { COUNT, .members = "a", .group = "g", .span_ticks = S(10), GTE(3), .is_silent = true },
        { ORDERED, .members = "Ab", .group = "g", .span_ticks = S(60), ALL } },
      "a0@bob a1@bob a2@bob b30@bob", "B2..30:4=2" },
    { "what all hits share is a field of the result",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), GTE(2), .is_silent = true },
        { COUNT, .members = "A", .group = "g", .span_ticks = S(100), GTE(2) } },
      "a0@bob a1@Bob a20@bob a21@bob", "B1..21:4=2" },
    { "what they do not share is absent",
      { { COUNT, .members = "a", .group = "", .span_ticks = S(10), GTE(2), .is_silent = true },
        { COUNT, .members = "A", .group = "g", .span_ticks = S(100), GTE(1) } },
      "a0@bob a1@eve", "B1..1:2=1!" },
    { "values of groups are counted",
      { { COUNT, .members = "a", .group = "v", .span_ticks = S(10), GTE(2), .is_silent = true },
        { VALUES, .members = "A", .group = "", .span_ticks = S(100), GTE(2) } },
      "a0=x a1=x a20=y a21=y", "B1..21:4=2" },
    { "three storeys",
      { { COUNT, .members = "a", .group = "g", .span_ticks = S(10), GTE(2), .is_silent = true },
        { COUNT, .members = "A", .group = "g", .span_ticks = S(100), GTE(2), .is_silent = true },
        { TEMPORAL, .members = "Bc", .group = "g", .span_ticks = S(200), ALL } },
      "a0@u a1@u a20@u a21@u c100@u", "C21..100:5=2" },
    { "an alias joins fields of other names",
      { { TEMPORAL, .members = "ab", .group = "u", .span_ticks = S(10), ALL, .alias = "u=gh" } },
      "a0@bob b1@bob a20@bob b21@eve", "A0..1:2=2" },
};
// clang-format on

static void check_rows(ks_arena arena)
{
    ks_out out;
    made_hit hits[64];
    if (!ks_out_open(&out, &arena, 4096))
        return;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_arena of_row = arena;
        size_t rules = 1;
        while (rules < 3 && rows[i].rules[rules].members)
            rules++;
        ks_rule_set set = made_set(rows[i].rules, rules, &of_row);
        ks_correlator_options options = { .memory = 1 << 20, .never_spills = true };
        ks_correlation_overflow overflow;
        size_t count = made_hits_of(rows[i].hits, hits);
        ks_out_clear(&out);
        bool is_run = made_run(&set, hits, count, &options, &out, &overflow);
        if (!check(rows[i].sentence,
                   is_run && ks_str_equal(ks_out_str(&out), ks_str_of(rows[i].results))))
            remark("got: %.*s", (int)ks_out_size(&out), (const char *)out.start);
    }
}

// --- many hits

static size_t many(made_hit *hits, size_t count, u64 seed)
{
    static const ks_str groups[] = { KS_TEXT("bob"), KS_TEXT("eve"), KS_TEXT("al") };
    for (size_t i = 0; i < count; i++) {
        seed = ks_hash_mix(seed, i);
        hits[i] = (made_hit){ .rule = (u32)(seed % 3),
                              .ticks = made_start + (seed >> 8) % 4000 * ks_ticks_per_second,
                              .group = groups[(seed >> 32) % 3],
                              .value = groups[(seed >> 40) % 3],
                              .record = i + 1 };
    }
    return count;
}

static const made_correlation several[] = {
    { COUNT, .members = "a", .group = "g", .span_ticks = S(60), GTE(7) },
    { TEMPORAL, .members = "abA", .group = "g", .span_ticks = S(20), ALL },
    { VALUES, .members = "c", .group = "", .span_ticks = S(5), GTE(3) },
};

static bool run_many(const made_hit *hits, size_t count, const ks_correlator_options *options,
                     ks_out *out)
{
    ks_arena arena;
    ks_correlation_overflow overflow;
    if (!ks_arena_open(&arena, "rules", 1 << 20))
        return false;
    ks_arena whole = arena;
    ks_rule_set set = made_set(several, countof(several), &arena);
    ks_out_clear(out);
    bool is_run = made_run(&set, hits, count, options, out, &overflow);
    ks_arena_close(&whole);
    return is_run;
}

static void check_many(ks_arena arena)
{
    ks_out out, other;
    made_hit *hits = ks_take(&arena, made_hit, made_hits_most);
    if (!hits || !ks_out_open(&out, &arena, 1 << 20) || !ks_out_open(&other, &arena, 1 << 20))
        return;
    size_t count = many(hits, made_hits_most, 1);
    ks_correlator_options roomy = { .memory = 16 << 20, .never_spills = true };
    ks_correlator_options narrow = { .memory = 64 << 10, .spill_path = scratch() };
    ks_correlator_options refusing = { .memory = 64 << 10, .never_spills = true };
    check("four thousand hits have results",
          run_many(hits, count, &roomy, &out) && ks_out_size(&out) > 1000);
    check("what is spilled to a file comes back the same",
          run_many(hits, count, &narrow, &other) &&
              ks_str_equal(ks_out_str(&out), ks_out_str(&other)));
    check("without a file, over the budget is refused", !run_many(hits, count, &refusing, &other));
    for (size_t i = 0; i < count / 2; i++) {
        made_hit moved = hits[i];
        hits[i] = hits[count - 1 - i];
        hits[count - 1 - i] = moved;
    }
    check("hits given backwards have the same results",
          run_many(hits, count, &roomy, &other) &&
              ks_str_equal(ks_out_str(&out), ks_out_str(&other)));
}

// --- bounds

static void check_bounds(ks_arena arena)
{
    ks_out out;
    made_hit hits[64];
    ks_correlation_overflow overflow;
    made_correlation count_ten = { COUNT, .members = "a", .group = "", .span_ticks = S(100),
                                   GTE(9) };
    made_correlation circle[] = {
        { COUNT, .members = "B", .group = "", .span_ticks = S(100), GTE(1) },
        { COUNT, .members = "A", .group = "", .span_ticks = S(100), GTE(1) },
        { COUNT, .members = "a", .group = "", .span_ticks = S(100), GTE(1) },
    };
    if (!ks_out_open(&out, &arena, 4096))
        return;
    size_t count = made_hits_of("a0 a1 a2 a3 a4 a5 a6 a7 a8 a9", hits);
    ks_rule_set set = made_set(&count_ten, 1, &arena);
    ks_correlator_options options = { .memory = 1 << 20, .group_hits_most = 4 };
    check("hits beyond the bound are counted, not shown, and said",
          made_run(&set, hits, count, &options, &out, &overflow) && overflow.hits_over == 6 &&
              ks_str_equal(ks_out_str(&out), KS_STR("A0..9:4=10")));
    hits[3].ticks = hits[5].ticks = 0;
    options.group_hits_most = 0;
    ks_out_clear(&out);
    check("hits without a time are left out, and said",
          made_run(&set, hits, count, &options, &out, &overflow) && overflow.without_time == 2 &&
              ks_out_size(&out) == 0);
    set = made_set(circle, 3, &arena);
    ks_out_clear(&out);
    check("correlations in a circle do not run, and it is said; others do",
          made_run(&set, hits, 1, &options, &out, &overflow) && overflow.not_run == 2 &&
              ks_str_equal(ks_out_str(&out), KS_STR("C0..0:1=1")));
}

static void check_bytes(ks_arena arena)
{
    ks_out out;
    ks_str values[] = { KS_TEXT("x"), { 0 }, KS_TEXT("") };
    ks_base_hit hit = { .rule = 7,
                        .ticks = 1,
                        .source = 2,
                        .offset = 3,
                        .event_record_id = 4,
                        .computer = KS_STR("PC-17"),
                        .channel = KS_STR("Security"),
                        .values = values,
                        .value_count = countof(values) };
    if (!ks_out_open(&out, &arena, 100))
        return;
    bool is_written = ks_base_hit_write(&out, &hit);
    ks_span bytes = ks_str_span(ks_out_str(&out));
    ks_base_hit read;
    check("a hit as bytes is the same hit",
          is_written && ks_base_hit_read(&read, bytes, &arena) == bytes.size && read.rule == 7 &&
              read.offset == 3 && read.event_record_id == 4 && read.value_count == 3 &&
              ks_str_equal(read.values[0], values[0]) && read.values[1].at == NULL &&
              read.values[2].at != NULL && ks_str_equal(read.channel, hit.channel));
    bool is_refused = true;
    for (size_t size = 0; size < bytes.size; size++)
        is_refused =
            is_refused && ks_base_hit_read(&read, (ks_span){ bytes.at, size }, &arena) == 0;
    check("a hit that is cut anywhere is none", is_refused);
    check("a hit that does not fit is not written in part",
          !ks_base_hit_write(&out, &hit) && ks_out_size(&out) == bytes.size);
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "run", (size_t)16 << 20))
        return 1;
    check_rows(arena);
    check_many(arena);
    check_bounds(arena);
    check_bytes(arena);
    return checked();
}
