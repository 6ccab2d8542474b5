// Linters of single sections of a security template; the whole is ks_template_lint.
#pragma once
#include "policy/template.h"
#include "policy/template_mistakes.h"

void template_say(ks_mistakes *to, template_mistake kind, ks_mistake_place place, ks_str first,
                  ks_str second);
void template_lint_rights(const ks_ini_section *section, ks_mistakes *to);
void template_lint_groups(const ks_ini_section *section, ks_mistakes *to);
void template_lint_services(const ks_ini_section *section, ks_mistakes *to);
void template_lint_paths(const ks_ini_section *section, bool is_keys, ks_mistakes *to);
