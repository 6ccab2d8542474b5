// info.yml beside the logs that show a rule at work (SigmaHQ, regression_data/README): a list of
// tests, each with the path of a log and how many events of it the rule matches. What it says of
// the provider is not used: in most of them it is the template's.
#include "rules/example.h"

#include "base/number.h"
#include "rules/yaml.h"

static bool read_one(const rules_yaml *test, ks_rule_example *example, ks_arena *arena)
{
    const rules_yaml *path = rules_yaml_find(test, "path");
    const rules_yaml *count = rules_yaml_find(test, "match_count");
    if (path == NULL || path->kind != RULES_YAML_SCALAR || path->text.size == 0)
        return false;
    example->path = ks_arena_keep(arena, path->text);
    example->match_count = 1;
    if (count && count->kind == RULES_YAML_SCALAR)
        example->has_count = ks_u64_read(count->text, &example->match_count);
    return example->path.size > 0;
}

const ks_rule_example *ks_rule_examples_read(ks_span text, ks_arena *arena, size_t *count)
{
    *count = 0;
    ks_rule_problems ignored = { .arena = arena };
    const rules_yaml *document = rules_yaml_read(text, arena, &ignored);
    const rules_yaml *tests = document && document->kind == RULES_YAML_MAP
                                  ? rules_yaml_find(document, "regression_tests_info")
                                  : NULL;
    if (tests == NULL || tests->kind != RULES_YAML_LIST || tests->count == 0)
        return NULL;
    ks_rule_example *examples = ks_take(arena, ks_rule_example, tests->count);
    for (const rules_yaml *test = tests->first; examples && test; test = test->next) {
        ks_rule_example example = { 0 };
        if (test->kind == RULES_YAML_MAP && read_one(test, &example, arena))
            examples[(*count)++] = example;
    }
    return *count ? examples : NULL;
}
