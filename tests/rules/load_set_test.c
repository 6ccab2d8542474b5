// Whole sets: folders and their order, who is wanted, placeholders and lists in files, and a set as
// an image and back.
#include "base/hash.h"
#include "base/os.h"
#include "loaded.h"
#include "rules/image.h"

#define BODY "logsource: {product: windows}\ndetection: {s: {f: a}, condition: s}\n"

static const char *in_scratch(const char *name)
{
    static char paths[8][512];
    static unsigned next;
    char *path = paths[next++ % countof(paths)];
    ks_out out = { .at = (u8 *)path, .start = (u8 *)path, .end = (u8 *)path + 510 };
    ks_out_put(&out, ks_str_of(scratch()));
    KS_PUT(&out, "/");
    ks_out_put(&out, ks_str_of(name));
    *out.at = 0;
    return path;
}

static bool folder(const char *name)
{
    ks_fail fail = { 0 };
    return ks_os_make_folder(in_scratch(name), &fail);
}

static bool file(const char *name, const char *text)
{
    ks_fail fail = { 0 };
    ks_file made;
    if (!ks_os_create(in_scratch(name), true, &made, &fail))
        return false;
    bool is_well = ks_os_write(made, ks_str_span(ks_str_of(text)), &fail);
    ks_os_close(&made);
    return is_well;
}

// The titles of the rules that are loaded from `name` below the scratch folder, and the problems.
static bool loads_how(const char *name, ks_rule_loading how, const char *expected)
{
    ks_rule_set set;
    ks_fail fail = { 0 };
    const char *paths[] = { in_scratch(name) };
    how.paths = paths;
    how.path_count = 1;
    if (!loaded_begin() || !ks_rule_set_load(&set, &how, &loaded_arena, &fail))
        return false;
    for (size_t i = 0; i < set.count; i++) {
        ks_out_put(&said, set.rules[i]->title);
        if (set.rules[i]->is_silent)
            KS_PUT(&said, "(silent)");
        KS_PUT(&said, " ");
    }
    for (size_t i = 0; i < set.problems.count; i++) {
        ks_out_put(&said, ks_str_of(problem_names[set.problems.rows[i].kind]));
        KS_PUT(&said, " ");
    }
    if (set.excluded) {
        KS_PUT(&said, "excluded ");
        ks_out_u64(&said, set.excluded);
    }
    return says(expected);
}

static bool loads(const char *name, const char *expected)
{
    return loads_how(name, (ks_rule_loading){ 0 }, expected);
}

static bool make_folders(void)
{
    return folder("rules") && folder("rules/b") && folder("rules/.git") && folder("rules/a") &&
           file("rules/b/1.yml", "title: b1\n" BODY) &&
           file("rules/a/2.YAML", "title: a2\n" BODY) &&
           file("rules/a/1.yml", "title: a1\n" BODY) && file("rules/c.yml", "title: c\n" BODY) &&
           file("rules/readme.txt", "title: no\n" BODY) &&
           file("rules/.git/x.yml", "title: no\n" BODY) && folder("empty");
}

#define ID "id: 22222222-2222-4222-8222-222222222222\n"

static bool make_twins(void)
{
    return folder("twins") && file("twins/1.yml", "title: one\n" ID BODY) &&
           file("twins/2.yml", "title: two\n" ID BODY);
}

static bool wants_high(void *context, const ks_rule *rule)
{
    (void)context;
    return rule->level >= KS_LEVEL_HIGH;
}

static bool make_levels(void)
{
    return folder("levels") &&
           file("levels/a.yml", "title: low\nlevel: low\nname: low\ntags: [bad]\n" BODY) &&
           file("levels/b.yml", "title: high\nlevel: high\n" BODY) &&
           file("levels/c.yml", "title: over\nlevel: high\ncorrelation: {type: event_count, "
                                "rules: low, timespan: 1h, condition: {gte: 2}}\n") &&
           file("levels/d.yml", "title: odd\nlevel: low\ntags: [bad]\n" BODY) &&
           file("levels/e.yml", "title: wrong\nlevel: low\nlogsource: {product: windows}\n");
}

// --- placeholders

// clang-format off
static const struct {
    const char *sentence, *item, *expected;
} expansions[] = {
    { "a placeholder is any of its list", "f|expand: '%hosts%'", "(f=[pc-1] | f=[pc-*] | f=[#3])" },
    { "names are compared without case", "f|expand: '%HOSTS%'", "(f=[pc-1] | f=[pc-*] | f=[#3])" },
    { "contains behind expand", "f|expand|contains: '%one%'", "f=*[x]*" },
    { "contains before expand", "f|contains|expand: '%one%'", "f=*[x]*" },
    { "text around it stays", "f|expand: 'a%one%b'", "f=[axb]" },
    { "two placeholders make all pairs", "f|expand: '%two%-%two%'", "(f=[y-y] | f=[z-y] | f=[y-z] | f=[z-z])" },
    { "a percent sign behind a backslash is literal", "f|expand: '\\%plain%one%'", "f=[%plainx]" },
    { "a lone percent sign is itself", "f|expand: '50%'", "f=[50%]" },
    { "wildcards around it stay", "f|expand: '*%one%?'", "f=*[x]?" },
    { "in a regular expression the list is text", "f|re|expand: '^%dots%$'", "f~/^a\\.b.*$/" },
    { "expanded, then encoded", "f|expand|base64: '%one%'", "f=[eA==] cased" },
    { "without a list the rule is left out", "f|expand: '%nobody%'", "!NEEDS_LIST 4:19 nobody" },
    { "expand behind base64 is an error", "f|base64|expand: '%one%'", "!MODIFIER_ORDER 4:18 expand" },
    { "too many combinations are refused", "f|expand: '%many%%many%'", "!TOO_MANY_EXPANSIONS 4:19 %many%%many%" },
};
// clang-format on

static bool expands(const char *item, const char *expected)
{
    static char text[1024];
    ks_out out = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text - 1 };
    KS_PUT(&out, "title: t\nlogsource: {product: windows}\ndetection:\n  s: {  ");
    ks_out_put(&out, ks_str_of(item));
    KS_PUT(&out, "}\n  condition: s\n");
    *out.at = 0;
    const char *lists[] = { in_scratch("lists") };
    static ks_str many[300];
    for (size_t i = 0; i < countof(many); i++)
        many[i] = KS_STR("m");
    const ks_rule_list own = { KS_STR("many"), many, countof(many) };
    ks_rule_set set;
    if (!load_text(
            &set, text,
            &(ks_rule_loading){
                .placeholders = lists, .placeholder_count = 1, .lists = &own, .list_count = 1 }))
        return false;
    if (set.count)
        say_node(set.rules[0]->condition);
    for (size_t i = 0; i < set.problems.count; i++)
        say_problem(&set.problems.rows[i]);
    return says(expected);
}

static bool make_lists(void)
{
    return folder("lists") &&
           file("lists/Hosts.txt", "\xef\xbb\xbfpc-1\r\n\r\n# a comment\npc-\\*\n#3\n\\#3\n") &&
           file("lists/one.txt", "x\n") && file("lists/two.txt", "y\nz") &&
           file("lists/dots.txt", "a.b*\n") && file("lists/other.md", "no\n");
}

// --- lists of regular expressions

static bool make_regexes(void)
{
    return folder("own") && folder("own/config") && file("secret.txt", "s\n") &&
           file("own/config/good.txt", "^a\n# comment\n\nb$\n") &&
           file("own/1.yml", "title: in\nlogsource: {product: windows}\n"
                             "detection: {s: {f: {regexes: ./config/good.txt}}, condition: s}\n") &&
           file("own/2.yml",
                "title: rules\nlogsource: {product: windows}\n"
                "detection: {s: {f: {allowlist: rules/config/good.txt}}, condition: s}\n") &&
           file("own/3.yml", "title: out\nlogsource: {product: windows}\n"
                             "detection: {s: {f: {regexes: ../secret.txt}}, condition: s}\n") &&
           file("own/4.yml", "title: root\nlogsource: {product: windows}\n"
                             "detection: {s: {f: {regexes: /etc/hosts}}, condition: s}\n") &&
           file("own/5.yml", "title: none\nlogsource: {product: windows}\n"
                             "detection: {s: {f: {regexes: none.txt}}, condition: s}\n");
}

// --- images

static const char image_rules[] =
    "title: a\nname: a\nlevel: high\ntags: [attack.t1059, bad]\nlogsource: {product: windows}\n"
    "detection:\n  s: {f|contains|all: [a, 'b?*c'], g|cidr: 10.0.0.0/8, h|re|i: x, i|exists: "
    "true}\n"
    "  r: [{n: -5}, {o|gt: 2.5}, {p|hour|gte: 22}, {q: null}, {v|fieldref|endswith: w}, key]\n"
    "  t: {u: {min_length: 3}, w|windash|contains: ' -x', b|base64offset: foobar}\n"
    "  condition: 1 of * and not (s or 1 of r*)\n---\n"
    "title: c\ncorrelation: {type: temporal, condition: a and not d, timespan: 5m, group-by: [x], "
    "aliases: {x: {a: y}}}\n---\n"
    "title: d\nname: d\nlogsource: {category: ps_script}\n"
    "detection: {s: {f: a}, condition: s}\n---\n"
    "title: e\nlogsource: {product: windows}\n"
    "detection: {s: {f: a}, condition: s | count(g) by h > 5, timeframe: 1d}\n";

static ks_arena image_arena;

static bool write_image(const ks_rule_set *set, ks_rule_image_part part, ks_out *out)
{
    if (image_arena.at == NULL && !ks_arena_open(&image_arena, "image", (size_t)1 << 30))
        return false;
    ks_arena scratch = { 0 };
    if (!ks_out_open(out, &image_arena, 4 << 20))
        return false;
    scratch = image_arena;
    return ks_rule_image_write(out, set, part, scratch);
}

static bool image_is_equal(void)
{
    ks_rule_set set, again;
    ks_fail fail = { 0 };
    ks_out first, second;
    return load_text(&set, image_rules, NULL) && set.count == 5 && set.problems.count == 1 &&
           write_image(&set, KS_IMAGE_WHOLE, &first) &&
           ks_rule_image_read(&again, ks_str_span(ks_out_str(&first)), &loaded_arena, &fail) &&
           again.count == 5 && again.hash == set.hash && again.problems.count == 1 &&
           again.documents == set.documents && write_image(&again, KS_IMAGE_WHOLE, &second) &&
           ks_str_equal(ks_out_str(&first), ks_out_str(&second));
}

static bool image_says_the_same(void)
{
    ks_rule_set set, again;
    ks_fail fail = { 0 };
    ks_out image;
    if (!load_text(&set, image_rules, NULL) || !write_image(&set, KS_IMAGE_WHOLE, &image) ||
        !ks_rule_image_read(&again, ks_str_span(ks_out_str(&image)), &loaded_arena, &fail))
        return false;
    for (size_t i = 0; i < set.count; i++) {
        if (set.rules[i]->condition)
            say_node(set.rules[i]->condition);
    }
    size_t size = ks_out_size(&said);
    for (size_t i = 0; i < again.count; i++) {
        if (again.rules[i]->condition)
            say_node(again.rules[i]->condition);
    }
    return size > 100 && ks_out_size(&said) == size * 2 &&
           memcmp(said.start, said.start + size, size) == 0;
}

static bool image_of_correlations(void)
{
    ks_rule_set set, again;
    ks_fail fail = { 0 };
    ks_out image;
    static const char other[] = "---\ntitle: z\n" BODY;
    static char text[sizeof image_rules + sizeof other];
    memcpy(text, image_rules, sizeof image_rules - 1);
    memcpy(text + sizeof image_rules - 1, other, sizeof other);
    return load_text(&set, text, NULL) && set.count == 6 &&
           write_image(&set, KS_IMAGE_CORRELATIONS, &image) &&
           ks_rule_image_read(&again, ks_str_span(ks_out_str(&image)), &loaded_arena, &fail) &&
           again.count == 5 && again.rules[0]->condition == NULL && again.rules[1]->correlation &&
           again.rules[1]->correlation->member_count == 2;
}

// Each byte changed: refused by the checksum. With the checksum made right: a set or a refusal.
static bool damage_is_refused(void)
{
    ks_rule_set set, again;
    ks_fail fail = { 0 };
    ks_out image;
    if (!load_text(&set, image_rules, NULL) || !write_image(&set, KS_IMAGE_WHOLE, &image))
        return false;
    ks_span bytes = ks_str_span(ks_out_str(&image));
    ks_arena kept = loaded_arena;
    for (size_t i = 0; i < bytes.size; i++) {
        loaded_arena = kept;
        image.start[i] ^= 0x41;
        if (ks_rule_image_read(&again, bytes, &loaded_arena, &fail))
            return false;
        u64 sum = ks_load64(image.start + 8);
        ks_store64(image.start + 8, ks_hash((ks_span){ bytes.at + 16, bytes.size - 16 }, 0));
        loaded_arena = kept;
        (void)!ks_rule_image_read(&again, bytes, &loaded_arena, &fail);
        ks_store64(image.start + 8, sum);
        image.start[i] ^= 0x41;
        if (ks_rule_image_read(&again, (ks_span){ bytes.at, i }, &loaded_arena, &fail))
            return false;
    }
    return ks_rule_image_read(&again, bytes, &loaded_arena, &fail);
}

static u64 hash_of(const char *text, ks_rule_loading how)
{
    ks_rule_set set;
    return load_text(&set, text, &how) ? set.hash : 0;
}

static bool hash_tells_apart(void)
{
    u64 own = hash_of("title: a\n" BODY, (ks_rule_loading){ 0 });
    return own == hash_of("title: a\n" BODY, (ks_rule_loading){ 0 }) &&
           own != hash_of("title: b\n" BODY, (ks_rule_loading){ 0 }) &&
           own != hash_of("title: a\n" BODY, (ks_rule_loading){ .base64_ignores_case = true });
}

int main(void)
{
    check("folders are made",
          make_folders() && make_twins() && make_levels() && make_lists() && make_regexes());
    check("folders are walked in the order of their paths", loads("rules", "a1 a2 b1 c "));
    check("a path with a slash at its end is the same", loads("rules/", "a1 a2 b1 c "));
    check("a file that is named is read whatever its name", loads("rules/readme.txt", "no "));
    check("an empty folder has no rules", loads("empty", ""));
    check("of two rules with one id the first by path is loaded",
          loads("twins", "one DUPLICATE_ID "));
    check("whom the caller does not want goes, with what there is to say about it",
          loads_how("levels", (ks_rule_loading){ .wants = wants_high },
                    "low(silent) high over BAD_TAG excluded 3"));
    for (size_t i = 0; i < countof(expansions); i++)
        check(expansions[i].sentence, expands(expansions[i].item, expansions[i].expected));
    check("lists of expressions lie in the folder of the rules only",
          loads("own", "in rules FILE_OUTSIDE FILE_OUTSIDE FILE_MISSING "));
    check("an image read back and written again is the same bytes", image_is_equal());
    check("the rules of an image say the same", image_says_the_same());
    check("an image of correlations has their members", image_of_correlations());
    check("a damaged image is refused", damage_is_refused());
    check("the hash tells sets apart", hash_tells_apart());
    return checked();
}
