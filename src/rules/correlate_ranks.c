// Numbers in order, some coming, some going: small sorted blocks, one behind the other. A block
// that is full is halved, one that runs low is joined with its neighbour.
#include "rules/correlate_own.h"

enum { block_most = 128, block_low = block_most / 4, joined_most = block_most * 3 / 4 };

typedef struct {
    double at[block_most];
    size_t count;
} block;

struct correlate_ranks {
    block **blocks; // in order; none is empty
    block **spare;
    size_t block_count, spare_count, count, most;
};

correlate_ranks *correlate_ranks_open(ks_arena *arena, size_t most)
{
    // No two neighbours run low, else the later one would have joined the other.
    size_t blocks = most / (block_low / 2) + 4;
    correlate_ranks *r = ks_take(arena, correlate_ranks, 1);
    block *all = ks_take(arena, block, blocks);
    if (r == NULL || all == NULL)
        return NULL;
    r->blocks = ks_take(arena, block *, blocks);
    r->spare = ks_take(arena, block *, blocks);
    if (r->blocks == NULL || r->spare == NULL)
        return NULL;
    r->most = most;
    for (size_t i = 0; i < blocks; i++)
        r->spare[r->spare_count++] = &all[i];
    return r;
}

void correlate_ranks_clear(correlate_ranks *r)
{
    for (size_t i = 0; i < r->block_count; i++)
        r->spare[r->spare_count++] = r->blocks[i];
    r->block_count = r->count = 0;
}

// The last block that begins with no more than the number; the first one when none does.
static size_t block_of(const correlate_ranks *r, double number)
{
    size_t low = 0, high = r->block_count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (r->blocks[middle]->at[0] <= number)
            low = middle;
        else
            high = middle;
    }
    return low;
}

// How many numbers of the block are smaller.
static size_t place_of(const block *b, double number)
{
    size_t low = 0, high = b->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (b->at[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static block *insert_block(correlate_ranks *r, size_t at)
{
    KS_ASSERT(r->spare_count);
    block *b = r->spare[--r->spare_count];
    b->count = 0;
    memmove(&r->blocks[at + 1], &r->blocks[at], (r->block_count - at) * sizeof *r->blocks);
    r->blocks[at] = b;
    r->block_count++;
    return b;
}

static void remove_block(correlate_ranks *r, size_t at)
{
    r->spare[r->spare_count++] = r->blocks[at];
    r->block_count--;
    memmove(&r->blocks[at], &r->blocks[at + 1], (r->block_count - at) * sizeof *r->blocks);
}

bool correlate_ranks_add(correlate_ranks *r, double number)
{
    if (r->count == r->most)
        return false;
    if (r->block_count == 0)
        insert_block(r, 0);
    size_t at = block_of(r, number);
    block *b = r->blocks[at];
    if (b->count == block_most) {
        block *half = insert_block(r, at + 1);
        half->count = block_most / 2;
        b->count -= half->count;
        memcpy(half->at, &b->at[b->count], half->count * sizeof *half->at);
        if (half->at[0] <= number)
            b = half;
    }
    size_t place = place_of(b, number);
    memmove(&b->at[place + 1], &b->at[place], (b->count - place) * sizeof *b->at);
    b->at[place] = number;
    b->count++;
    r->count++;
    return true;
}

static bool join(correlate_ranks *r, size_t at)
{
    if (at + 1 >= r->block_count)
        return false;
    block *b = r->blocks[at], *next = r->blocks[at + 1];
    if (b->count + next->count > joined_most)
        return false;
    memcpy(&b->at[b->count], next->at, next->count * sizeof *next->at);
    b->count += next->count;
    remove_block(r, at + 1);
    return true;
}

void correlate_ranks_remove(correlate_ranks *r, double number)
{
    KS_ASSERT(r->count);
    size_t at = block_of(r, number);
    block *b = r->blocks[at];
    size_t place = place_of(b, number);
    KS_ASSERT(place < b->count && b->at[place] == number);
    b->count--;
    r->count--;
    memmove(&b->at[place], &b->at[place + 1], (b->count - place) * sizeof *b->at);
    if (b->count == 0)
        remove_block(r, at);
    else if (b->count < block_low && !join(r, at) && at > 0)
        (void)join(r, at - 1);
}

size_t correlate_ranks_count(const correlate_ranks *r) { return r->count; }

double correlate_ranks_at(const correlate_ranks *r, size_t index)
{
    KS_ASSERT(index < r->count);
    size_t at = 0;
    while (index >= r->blocks[at]->count)
        index -= r->blocks[at++]->count;
    return r->blocks[at]->at[index];
}
