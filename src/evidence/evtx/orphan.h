// Records whose template is gone (its bytes were overwritten): a stand-in for the template, so
// that nothing of the values is lost.
#pragma once
#include "evidence/evtx/binxml.h"

// An Event whose System values are at the indexes that all outer templates share, or an EventData
// with value0, value1, …
const ks_element *evtx_orphan_template(const evtx_instance *instance, bool is_event,
                                       ks_arena *arena);
