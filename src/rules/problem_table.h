// Every sentence about a rule that has a mistake, English and Japanese side by side.
// {0}: ks_rule_problem.text. Columns: name, severity, sentence (en, ja), remedy (en, ja).
#pragma once

// clang-format off
#define KS_RULE_PROBLEMS(X) \
  X(NOT_YAML, LEFT_OUT, "not YAML: {0}", "YAML ではありません: {0}", \
    "correct the line", "この行を修正してください")
// clang-format on
