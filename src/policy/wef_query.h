// The query list of a subscription or of a custom view.
#pragma once
#include "policy/markup.h"
#include "policy/wef.h"

// `list` is the QueryList. NULL: no memory, or nothing in it.
ks_wef_query *wef_query_list_read(const markup_node *list, ks_arena *arena, ks_mistakes *mistakes);
