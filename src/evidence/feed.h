// Inside the room: the first step of the pipeline.
#pragma once
#include "evidence/block.h"

// Fills a block; false: there are no more (r->stop tells whether that is the end).
bool feed_next(void *shared, void *item);
