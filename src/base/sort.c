// Bottom-up merge sort between the items and one copy of them. See sort.h.
#include "base/sort.h"

typedef struct {
    ks_order *order;
    const void *context;
    size_t size; // of an item
} sorting;

// Merges [0, middle) and [middle, end) of `from`, in bytes.
static void merge(const sorting *how, u8 *to, const u8 *from, size_t middle, size_t end)
{
    size_t a = 0, b = middle;
    for (size_t i = 0; i < end; i += how->size) {
        bool takes_a =
            b >= end || (a < middle && how->order(how->context, from + a, from + b) <= 0);
        size_t *next = takes_a ? &a : &b;
        memcpy(to + i, from + *next, how->size);
        *next += how->size;
    }
}

bool ks_sort(void *items, size_t count, size_t size, ks_order *order, const void *context,
             ks_arena scratch)
{
    if (count < 2)
        return true;
    bool is_sorted = true;
    u8 *from = items;
    for (size_t i = 1; i < count && is_sorted; i++)
        is_sorted = order(context, from + (i - 1) * size, from + i * size) <= 0;
    if (is_sorted)
        return true;
    u8 *copy = ks_arena_take(&scratch, size, count, alignof(max_align_t));
    if (copy == NULL)
        return false;
    u8 *to = copy;
    size_t total = count * size;
    sorting how = { order, context, size };
    for (size_t width = size; width<total; width = width> total / 2 ? total : width * 2) {
        for (size_t at = 0; at < total; at += 2 * width) {
            size_t left = total - at;
            size_t middle = width < left ? width : left;
            size_t end = 2 * width < left ? 2 * width : left;
            merge(&how, to + at, from + at, middle, end);
        }
        u8 *other = from;
        from = to;
        to = other;
    }
    if (from != items)
        memcpy(items, from, total);
    return true;
}
