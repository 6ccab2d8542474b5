// An event from the text of its XML, as Windows and its tools export it: one <Event>, read into the
// tree that templates have too. No document types, no entities but XML's five and numbers.
#pragma once
#include "base/fail.h"
#include "event/plan.h"

// The root element; its texts are copied. NULL: `fail` says where the text is no XML (BAD_VALUE at
// a character; TRUNCATED; TOO_DEEP) or that the arena is spent.
const ks_element *ks_xml_read(ks_str text, ks_arena *arena, ks_fail *fail);
