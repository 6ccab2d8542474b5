// All rules of the public sets: every Windows rule is read, the others are counted, and what is not
// loaded is listed with the reason. With KONSEKI_CORPUS only.
#include "base/os.h"
#include "loaded.h"
#include "rules/image.h"

static const char *path_of(const char *name)
{
    static char paths[4][1024];
    static unsigned next;
    char *path = paths[next++ % countof(paths)];
    ks_out out = { .at = (u8 *)path, .start = (u8 *)path, .end = (u8 *)path + 1022 };
    ks_out_put(&out, ks_str_of(corpus()));
    ks_out_put(&out, ks_str_of(name));
    *out.at = 0;
    return path;
}

static bool load(const char *name, bool with_deprecated, ks_rule_set *set)
{
    const char *path = path_of(name);
    ks_fail fail = { 0 };
    ks_rule_loading how = { .paths = &path, .path_count = 1, .with_deprecated = with_deprecated };
    if (!loaded_begin() || !ks_rule_set_load(set, &how, &loaded_arena, &fail))
        return false;
    remark("%s: %zu files, %zu documents, %zu rules loaded, %zu other products, %zu deprecated, "
           "%zu left out",
           name, set->files, set->documents, set->count, set->other_products, set->deprecated,
           set->left_out);
    corpus_cases(set->files);
    return true;
}

// How many rows there are of a kind; those that leave a rule out are listed.
static size_t count_of(const ks_rule_set *set, ks_rule_problem_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < set->problems.count; i++)
        count += set->problems.rows[i].kind == kind;
    return count;
}

static size_t left_out_otherwise(const ks_rule_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->problems.count; i++) {
        const ks_rule_problem *p = &set->problems.rows[i];
        if (ks_rule_problem_severity(p->kind) != KS_RULE_IS_LEFT_OUT)
            continue;
        ks_out_clear(&said);
        ks_rule_problem_say(&said, p, KS_EN);
        remark("%.*s:%u:%u: %.*s", (int)p->path.size, p->path.at, p->line, p->column,
               (int)ks_out_size(&said), (const char *)said.start);
        count += p->kind != KS_RULE_NEEDS_LIST;
    }
    return count;
}

static bool image_is_equal(const ks_rule_set *set)
{
    ks_arena arena;
    ks_fail fail = { 0 };
    ks_rule_set again;
    ks_out first, second;
    if (!ks_arena_open(&arena, "image", (size_t)1 << 30))
        return false;
    ks_arena whole = arena;
    bool is_equal =
        ks_out_open(&first, &arena, 32 << 20) && ks_out_open(&second, &arena, 32 << 20) &&
        ks_rule_image_write(&first, set, KS_IMAGE_WHOLE, arena) &&
        ks_rule_image_read(&again, ks_str_span(ks_out_str(&first)), &loaded_arena, &fail) &&
        ks_rule_image_write(&second, &again, KS_IMAGE_WHOLE, arena) &&
        ks_str_equal(ks_out_str(&first), ks_out_str(&second));
    ks_arena_close(&whole);
    return is_equal;
}

static const char *const active[] = { "/rules/sigmahq/rules",
                                      "/rules/sigmahq/rules-emerging-threats",
                                      "/rules/sigmahq/rules-threat-hunting",
                                      "/rules/sigmahq/rules-placeholder",
                                      "/rules/sigmahq/rules-compliance" };

// Every document is a rule that is loaded, one for another product, or one that lacks a list.
static bool all_are_read(void)
{
    bool is_well = true;
    for (size_t i = 0; i < countof(active); i++) {
        ks_rule_set set;
        is_well = load(active[i], false, &set) && left_out_otherwise(&set) == 0 && is_well &&
                  set.count + set.other_products + set.deprecated + set.left_out == set.documents &&
                  set.left_out == count_of(&set, KS_RULE_NEEDS_LIST);
    }
    return is_well;
}

int main(void)
{
    ks_os_info info;
    ks_fail fail = { 0 };
    ks_rule_set set;
    if (corpus() == NULL || !ks_os_look(path_of("/rules/sigmahq"), &info, &fail))
        return skipped("no corpus");
    check("every active rule of SigmaHQ is read", all_are_read());
    check("SigmaHQ is loaded whole", load("/rules/sigmahq", true, &set));
    check("an image of it is the same", image_is_equal(&set));
    // Those conditions were never Sigma: "write … to list", "count(…) per …".
    check("of deprecated and unsupported rules four are no Sigma",
          left_out_otherwise(&set) == 4 && count_of(&set, KS_RULE_UNKNOWN_IDENTIFIER) == 4);
    check("Hayabusa's own rules are all loaded", load("/rules/hayabusa/hayabusa", true, &set) &&
                                                     left_out_otherwise(&set) == 0 &&
                                                     set.left_out == 0);
    check("the converted ones are all loaded, but for lists that they need",
          load("/rules/hayabusa/sigma", true, &set) && left_out_otherwise(&set) == 0 &&
              set.left_out == count_of(&set, KS_RULE_NEEDS_LIST));
    return checked();
}
