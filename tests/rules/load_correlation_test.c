// Correlations, old aggregations and filters as they are loaded (docs/sigma.md, "Correlations",
// "Old aggregations", "Filters"). A correlation is said as: type members by group over seconds of
// fields where bounds or condition; `!` behind it: it generates. Silent rules stand in brackets.
#include "loaded.h"

#define RULE(name)                                                     \
    "title: " name "\nname: " name "\nlogsource: {product: windows}\n" \
    "detection: {s: {f: " name "}, condition: s}\n---\n"
#define TWO  RULE("a") RULE("b")
#define HEAD "title: c\ncorrelation:\n  timespan: 5m\n"
#define OLD(condition)                                                                    \
    "title: t\nid: 11111111-1111-4111-8111-111111111111\nlogsource: {product: windows}\n" \
    "detection:\n  s: {f: x}\n  r: {f: y}\n  timeframe: 24h\n  condition: " condition "\n"
#define FILTER(source, rules, condition)                          \
    RULE("a")                                                     \
    RULE("b")                                                     \
    "title: f\nlogsource: {" source "}\nfilter:\n  rules: " rules \
    "\n  s: {u: x}\n  condition: " condition "\n"

// clang-format off
static const struct {
    const char *sentence, *text, *expected;
} rows[] = {
    { "event_count", TWO HEAD "  type: event_count\n  rules: [a, b]\n  group-by: [User, Host]\n  condition: {gte: 10}\n",
      "[a] [b] c: event_count 0 1 by User Host over 300 where >=10; " },
    { "one rule may stand without a list", TWO HEAD "  type: event_count\n  rules: a\n  group-by: User\n  condition: {gt: 1}\n",
      "[a] b c: event_count 0 by User over 300 where >1; " },
    { "without group-by all events are one group", TWO HEAD "  type: event_count\n  rules: a\n  condition: {gt: 1}\n",
      "[a] b c: event_count 0 over 300 where >1; " },
    { "value_count", TWO HEAD "  type: value_count\n  rules: a\n  condition: {gte: 5, field: User}\n",
      "[a] b c: value_count 0 over 300 of User where >=5; " },
    { "value_count over tuples", TWO HEAD "  type: value_count\n  rules: a\n  condition: {gte: 5, field: [User, Host]}\n",
      "[a] b c: value_count 0 over 300 of User Host where >=5; " },
    { "temporal wants all of its rules", TWO HEAD "  type: temporal\n  rules: [a, b]\n",
      "[a] [b] c: temporal 0 1 over 300 where >=2; " },
    { "temporal_ordered", TWO HEAD "  type: temporal_ordered\n  rules: [b, a]\n",
      "[a] [b] c: temporal_ordered 1 0 over 300 where >=2; " },
    { "value_sum and a real bound", TWO HEAD "  type: value_sum\n  rules: a\n  condition: {gt: 2.5, field: Size}\n",
      "[a] b c: value_sum 0 over 300 of Size where >2.50; " },
    { "value_avg", TWO HEAD "  type: value_avg\n  rules: a\n  condition: {gt: 1, field: Size}\n",
      "[a] b c: value_avg 0 over 300 of Size where >1; " },
    { "value_percentile", TWO HEAD "  type: value_percentile\n  rules: a\n  condition: {gt: 1, field: Size, percentile: 95}\n",
      "[a] b c: value_percentile 0 over 300 of Size at 95 where >1; " },
    { "value_median is percentile 50", TWO HEAD "  type: value_median\n  rules: a\n  condition: {gt: 1, field: Size}\n",
      "[a] b c: value_percentile 0 over 300 of Size at 50 where >1; " },
    { "several bounds all hold", TWO HEAD "  type: event_count\n  rules: a\n  condition: {gt: 1, lte: 5, neq: 3}\n",
      "[a] b c: event_count 0 over 300 where >1 <=5 !==3; " },
    { "only a bound from above is noted", TWO HEAD "  type: event_count\n  rules: a\n  condition: {lt: 5}\n",
      "[a] b c: event_count 0 over 300 where <5; .RARE 16:14" },
    { "generate shows the members' hits", TWO HEAD "  type: event_count\n  rules: a\n  condition: {gt: 1}\n  generate: true\n",
      "a b c!: event_count 0 over 300 where >1; " },
    { "generate may stand beside correlation", TWO HEAD "  type: event_count\n  rules: a\n  condition: {gt: 1}\ngenerate: true\n",
      "a b c!: event_count 0 over 300 where >1; " },
    { "aliases say which field a member has", TWO HEAD "  type: temporal\n  rules: [a, b]\n  group-by: [ip]\n  aliases:\n    ip: {a: SourceIp, b: IpAddress}\n",
      "[a] [b] c: temporal 0 1 by ip over 300 ip=SourceIp,IpAddress where >=2; " },
    { "an alias may leave a member out", TWO HEAD "  type: temporal\n  rules: [a, b]\n  aliases:\n    ip: {b: IpAddress}\n",
      "[a] [b] c: temporal 0 1 over 300 ip=,IpAddress where >=2; " },
    { "an alias for another rule is refused", TWO HEAD "  type: event_count\n  rules: [a]\n  condition: {gt: 1}\n  aliases:\n    ip: {b: IpAddress}\n",
      "a b !BAD_ALIAS 18:10 ip" },
    { "the condition over rules", TWO RULE("d") HEAD "  type: temporal\n  rules: [a, b, d]\n  condition: a and not b or (d)\n",
      "[a] [b] [d] c: temporal 0 1 2 over 300 where ((0 & not 1) | 2); " },
    { "it names the rules when nobody else does", TWO HEAD "  type: temporal\n  condition: b and not a\n",
      "[a] [b] c: temporal 1 0 over 300 where (0 & not 1); " },
    { "a rule of the condition that is not in rules", TWO HEAD "  type: temporal\n  rules: [a]\n  condition: a and b\n",
      "a b !RULES_DIFFER 16:14 b" },
    { "a rule that the condition does not name", TWO HEAD "  type: temporal\n  rules: [a, b]\n  condition: a\n",
      "a b !RULES_DIFFER 15:14 b" },
    { "a condition over rules is for temporal types", TWO HEAD "  type: event_count\n  rules: [a]\n  condition: a\n",
      "a b !BAD_CORRELATION 16:14 condition" },
    { "a correlation may be over another",
      RULE("a") "title: d\nname: d\ncorrelation: {type: event_count, rules: a, timespan: 1h, condition: {gte: 2}}\n---\n" HEAD "  type: event_count\n  rules: d\n  condition: {gte: 3}\n",
      "[a] [d: event_count 0 over 3600 where >=2]; c: event_count 1 over 300 where >=3; " },
    { "it may stand before its rules", "title: c\ncorrelation: {type: event_count, rules: a, timespan: 7d, condition: {gte: 2}}\n---\n" RULE("a"),
      "c: event_count 1 over 604800 where >=2; [a] " },
    { "a rule that is not there", RULE("a") HEAD "  type: event_count\n  rules: nope\n  condition: {gte: 3}\n",
      "a !UNKNOWN_MEMBER 10:10 nope" },
    { "what refers to a rule left out is left out",
      RULE("a") HEAD "  type: event_count\n  rules: d\n  condition: {gte: 3}\n---\ntitle: d\nname: d\ncorrelation: {type: event_count, rules: x, timespan: 1h, condition: {gte: 2}}\n",
      "a !MEMBER_LEFT_OUT 10:10 d!UNKNOWN_MEMBER 15:41 x" },
    { "a rule with a mistake is no member", "title: a\nname: a\nlogsource: {product: windows}\n---\n" HEAD "  type: event_count\n  rules: a\n  condition: {gte: 3}\n",
      "!NO_DETECTION 1:1!MEMBER_LEFT_OUT 9:10 a" },
    { "nor is a deprecated one", "title: a\nname: a\nstatus: deprecated\nlogsource: {product: windows}\n---\n" HEAD "  type: event_count\n  rules: a\n  condition: {gte: 3}\n",
      "!MEMBER_RETIRED 10:10 a" },
    { "over rules for other products it is not ours", "title: a\nname: a\nlogsource: {product: linux}\n---\n" HEAD "  type: event_count\n  rules: a\n  condition: {gte: 3}\n", "" },
    { "a rule found by its title only",
      "title: The a\nlogsource: {product: windows}\ndetection: {s: {f: a}, condition: s}\n---\n" HEAD "  type: event_count\n  rules: The a\n  condition: {gte: 3}\n",
      "[The a] c: event_count 0 over 300 where >=3; ~MEMBER_BY_TITLE 9:10 The a" },
    { "a circle is refused",
      "title: c\nname: c\ncorrelation: {type: event_count, rules: d, timespan: 1h, condition: {gte: 2}}\n"
      "---\ntitle: d\nname: d\ncorrelation: {type: event_count, rules: c, timespan: 1h, condition: {gte: 2}}\n",
      "!CYCLE 1:1 d!CYCLE 5:1 c" },
    { "so is a correlation over itself", "title: c\nname: c\ncorrelation: {type: event_count, rules: c, timespan: 1h, condition: {gte: 2}}\n", "!CYCLE 1:1 c" },
    { "an unknown key is warned of", TWO HEAD "  type: temporal\n  rules: [a, b]\n  x: 1\n", "[a] [b] c: temporal 0 1 over 300 where >=2; ~CORRELATION_KEY 16:3 x" },
    { "1M is a month", RULE("a") "title: c\ncorrelation: {type: event_count, rules: a, timespan: 1M, condition: {gte: 2}}\n", "[a] c: event_count 0 over 2629746 where >=2; " },
    { "an unknown unit is refused", RULE("a") "title: c\ncorrelation: {type: event_count, rules: a, timespan: 5x, condition: {gte: 2}}\n", "a !BAD_TIMEFRAME 7:54 5x" },
    { "no time at all is refused", RULE("a") "title: c\ncorrelation: {type: event_count, rules: a, timespan: 0m, condition: {gte: 2}}\n", "a !BAD_TIMEFRAME 7:54 0m" },
    { "a missing timespan is refused", RULE("a") "title: c\ncorrelation: {type: event_count, rules: a, condition: {gte: 2}}\n", "a !BAD_CORRELATION 7:14 timespan" },
    { "a missing type is refused", TWO HEAD "  rules: a\n", "a b !BAD_CORRELATION 13:3 type" },
    { "an unknown type is refused", TWO HEAD "  type: sum\n  rules: a\n", "a b !BAD_TYPE 14:9 sum" },
    { "missing rules are refused", TWO HEAD "  type: event_count\n  condition: {gte: 2}\n", "a b !BAD_CORRELATION 13:3 rules" },
    { "a missing condition is refused", TWO HEAD "  type: event_count\n  rules: a\n", "a b !BAD_CORRELATION 13:3 condition" },
    { "an unknown operator is refused", TWO HEAD "  type: event_count\n  rules: a\n  condition: {min: 2}\n", "a b !BAD_OPERATOR 16:15 min" },
    { "a bound that is a text is refused", TWO HEAD "  type: event_count\n  rules: a\n  condition: {gte: '2'}\n", "a b !NEEDS_NUMBER 16:20 2" },
    { "a condition without bounds is refused", TWO HEAD "  type: event_count\n  rules: a\n  condition: {}\n", "a b !NO_BOUND 16:14" },
    { "value_count without a field is refused", TWO HEAD "  type: value_count\n  rules: a\n  condition: {gte: 2}\n", "a b !NO_COUNTED_FIELD 16:14 value_count" },
    { "value_percentile without percentile is refused", TWO HEAD "  type: value_percentile\n  rules: a\n  condition: {gte: 2, field: f}\n", "a b !BAD_PERCENTILE 16:14" },
    { "a percentile above 100 is refused", TWO HEAD "  type: value_percentile\n  rules: a\n  condition: {gte: 2, field: f, percentile: 101}\n", "a b !BAD_PERCENTILE 16:45" },
    // old aggregations
    { "count() is event_count", OLD("s | count() by User > 5"), "[t] t: event_count 0 by User over 86400 where >5; " },
    { "count(field) is value_count", OLD("s or r | count(Host) by User, Domain >= 3"), "[t] t: value_count 0 by User Domain over 86400 of Host where >=3; " },
    { "without by all events are one group", OLD("s | count() < 5"), "[t] t: event_count 0 over 86400 where <5; " },
    { "one sign of equality or two", OLD("s | count() == 5"), "[t] t: event_count 0 over 86400 where ==5; " },
    { "sum", OLD("s | sum(Size) by Host > 1000"), "[t] t: value_sum 0 by Host over 86400 of Size where >1000; " },
    { "avg", OLD("s | avg(Size) > 1000"), "[t] t: value_avg 0 over 86400 of Size where >1000; " },
    { "min", OLD("s | min(Size) < 10"), "[t] t: value_min 0 over 86400 of Size where <10; " },
    { "max", OLD("s | max(Size) > 10"), "[t] t: value_max 0 over 86400 of Size where >10; " },
    { "near is temporal, without an order", OLD("s | near r"), "[t] [t] t: temporal 0 1 over 86400 where (0 & 1); " },
    { "near knows not", OLD("s | near not r"), "[t] [t] t: temporal 0 1 over 86400 where (0 & not 1); " },
    { "near within a time", OLD("s | near r within 5m"), "[t] [t] t: temporal 0 1 over 86400 where (0 & 1); " },
    { "an aggregation without a number is refused", OLD("s | count() by User"), "!AGGREGATE_SYNTAX 8:33 \xe2\x80\xa6" },
    { "another function is refused", OLD("s | stdev(x) > 1"), "!AGGREGATE_SYNTAX 8:18 stdev" },
    { "a sum of nothing is refused", OLD("s | sum() > 1"), "!AGGREGATE_SYNTAX 8:22 )" },
    { "text behind the number is refused", OLD("s | count() > 1 and r"), "!AGGREGATE_SYNTAX 8:30 and" },
    { "a list of conditions has no aggregation", OLD("[s, r | count() > 5]"), "!CONDITION_SYNTAX 8:20 |" },
    { "a timeframe that is no time is refused",
      "title: t\nlogsource: {product: windows}\ndetection: {s: {f: x}, timeframe: soon, condition: s | count() > 5}\n", "!BAD_TIMEFRAME 3:35 soon" },
    { "without a timeframe the evidence is one window",
      "title: t\nlogsource: {product: windows}\ndetection: {s: {f: x}, condition: s | count() > 5}\n", "[t] t: event_count 0 over 0 where >5; " },
    // filters
    { "a filter joins by AND", FILTER("product: windows", "[a]", "not s"), "a=(f=[a] & not u=[x]) b " },
    { "a filter for any rule", FILTER("product: windows", "any", "not s"), "a=(f=[a] & not u=[x]) b=(f=[b] & not u=[x]) " },
    { "an empty list is any", FILTER("product: windows", "[]", "not s"), "a=(f=[a] & not u=[x]) b=(f=[b] & not u=[x]) " },
    { "a filter without not keeps what fits, with a warning", FILTER("product: windows", "[a]", "s"), "a=(f=[a] & u=[x]) b ~FILTER_WITHOUT_NOT 16:14" },
    { "a filter for another log source fits nothing", FILTER("product: windows, category: process_creation", "any", "not s"), "a b ~FILTER_UNUSED 11:1" },
    { "a filter for a rule that is not there", FILTER("product: windows", "[nope]", "not s"), "a b ~FILTER_UNUSED 11:1" },
    { "them are the filter's own identifiers", FILTER("product: windows", "[a]", "not 1 of them"), "a=(f=[a] & not u=[x]) b " },
    { "a filter's names are its own", FILTER("product: windows", "[a]", "not r"), "a b !UNKNOWN_IDENTIFIER 16:18 r" },
    { "a filter without rules is refused", TWO "title: f\nlogsource: {product: windows}\nfilter: {s: {u: x}, condition: not s}\n", "a b !NO_FILTER 13:9 rules" },
    { "a filter without a condition is refused", TWO "title: f\nlogsource: {product: windows}\nfilter: {s: {u: x}, rules: any}\n", "a b !NO_FILTER 13:9 condition" },
    { "a filter without logsource is refused", TWO "title: f\nfilter: {s: {u: x}, rules: any, condition: not s}\n", "a b !NO_LOGSOURCE 11:1" },
    { "a filter reaches through an old aggregation",
      OLD("s | count() > 5") "---\ntitle: f\nlogsource: {product: windows}\nfilter: {rules: [11111111-1111-4111-8111-111111111111], s: {u: x}, condition: not s}\n",
      "[t=(f=[x] & not u=[x])] t: event_count 0 over 86400 where >5; " },
};
// clang-format on

static void say_texts(const char *word, const ks_str *texts, u32 count)
{
    if (count == 0)
        return;
    ks_out_put(&said, ks_str_of(word));
    for (u32 i = 0; i < count; i++) {
        KS_PUT(&said, " ");
        ks_out_put(&said, texts[i]);
    }
}

static void say_members(const ks_correlation_node *node)
{
    if (node->kind == KS_RULE_TEST) {
        ks_out_u64(&said, node->member);
        return;
    }
    if (node->kind == KS_RULE_NOT) {
        KS_PUT(&said, "not ");
        say_members(node->parts[0]);
        return;
    }
    KS_PUT(&said, "(");
    for (u32 i = 0; i < node->part_count; i++) {
        if (i)
            ks_out_put(&said, node->kind == KS_RULE_ALL ? KS_STR(" & ") : KS_STR(" | "));
        say_members(node->parts[i]);
    }
    KS_PUT(&said, ")");
}

static void say_aliases(const ks_correlation *c)
{
    for (u32 i = 0; i < c->alias_count; i++) {
        KS_PUT(&said, " ");
        ks_out_put(&said, c->aliases[i].name);
        for (u32 j = 0; j < c->member_count; j++) {
            ks_out_put(&said, j ? KS_STR(",") : KS_STR("="));
            ks_out_put(&said, c->aliases[i].fields[j]);
        }
    }
}

static void say_correlation(const ks_correlation *c)
{
    static const char *const types[] = { "event_count",      "value_count", "temporal",
                                         "temporal_ordered", "value_sum",   "value_avg",
                                         "value_percentile", "value_min",   "value_max" };
    ks_out_put(&said, ks_str_of(types[c->type]));
    for (u32 i = 0; i < c->member_count; i++) {
        KS_PUT(&said, " ");
        ks_out_u64(&said, c->members[i]);
    }
    say_texts(" by", c->group_by, c->group_count);
    KS_PUT(&said, " over ");
    ks_out_u64(&said, c->span_ticks / 10000000);
    say_aliases(c);
    say_texts(" of", c->fields, c->field_count);
    if (c->percentile) {
        KS_PUT(&said, " at ");
        ks_out_u64(&said, c->percentile);
    }
    KS_PUT(&said, " where");
    for (u32 i = 0; i < c->bound_count; i++) {
        ks_out_put(&said, c->bounds[i].is_negated ? KS_STR(" !") : KS_STR(" "));
        say_relation(c->bounds[i].relation);
        say_number(&c->bounds[i].number);
    }
    if (c->condition) {
        KS_PUT(&said, " ");
        say_members(c->condition);
    }
}

static void say_rule(const ks_rule *rule)
{
    if (rule->is_silent)
        KS_PUT(&said, "[");
    ks_out_put(&said, rule->title);
    if (rule->correlation) {
        ks_out_put(&said, rule->correlation->generates ? KS_STR("!: ") : KS_STR(": "));
        say_correlation(rule->correlation);
    } else if (rule->condition->kind == KS_RULE_ALL) { // a filter was joined
        KS_PUT(&said, "=");
        say_node(rule->condition);
    }
    if (rule->is_silent)
        KS_PUT(&said, "]");
    ks_out_put(&said, rule->correlation ? KS_STR("; ") : KS_STR(" "));
}

static bool holds(const char *text, const char *expected)
{
    ks_rule_set set;
    if (!load_text(&set, text, NULL))
        return false;
    for (size_t i = 0; i < set.count; i++)
        say_rule(set.rules[i]);
    for (size_t i = 0; i < set.problems.count; i++)
        say_problem(&set.problems.rows[i]);
    return says(expected);
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++)
        check(rows[i].sentence, holds(rows[i].text, rows[i].expected));
    return checked();
}
