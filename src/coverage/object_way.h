// Events of object access: they are written for objects that carry audit entries, so the rule's
// path decides which of the catalogue's SACL settings would make them.
#pragma once
#include "coverage/event_way.h"
#include "rules/rules.h"

// Adds to `ways` what `way`, by an audit subcategory for object access, comes to for the rule;
// false: the subcategory's events need no audit entries of their own, and nothing was added.
bool object_ways(cover_ways *ways, const cover_way *way, const ks_recording *recording,
                 const ks_rule *rule, const ks_form *form, u32 id);
