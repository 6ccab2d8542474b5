// Counts the events of logs by channel and id:  count_by_id EVIDENCE...
#include <konseki/konseki.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char channel[120];
    unsigned id, count;
} row;

typedef struct {
    row rows[4096];
    size_t used;
} table;

static bool count_it(void *context, const konseki_event *event)
{
    table *t = context;
    const char *channel = konseki_text_of(event, KONSEKI_CHANNEL).at;
    unsigned id = (unsigned)konseki_number_of(event, KONSEKI_ID);
    for (size_t i = 0; i < t->used; i++)
        if (t->rows[i].id == id && strcmp(t->rows[i].channel, channel) == 0) {
            t->rows[i].count++;
            return true;
        }
    if (t->used == sizeof t->rows / sizeof *t->rows)
        return false;
    row *added = &t->rows[t->used++];
    snprintf(added->channel, sizeof added->channel, "%s", channel);
    added->id = id;
    added->count = 1;
    return true;
}

static int most_first(const void *left, const void *right)
{
    const row *a = left, *b = right;
    int by_count = (a->count < b->count) - (a->count > b->count);
    int by_channel = strcmp(a->channel, b->channel);
    return by_count ? by_count : by_channel ? by_channel : (a->id > b->id) - (a->id < b->id);
}

int main(int count, char **arguments)
{
    static table t;
    konseki_result result;
    konseki_outcome outcome = konseki_read((const char *const *)arguments + 1, (size_t)count - 1,
                                           NULL, count_it, &t, &result);
    qsort(t.rows, t.used, sizeof *t.rows, most_first);
    for (size_t i = 0; i < t.used; i++)
        printf("%8u  %5u  %s\n", t.rows[i].count, t.rows[i].id, t.rows[i].channel);
    if (result.sentence[0])
        fprintf(stderr, "count_by_id: %s\n", result.sentence);
    return outcome == KONSEKI_FAILED ? 4 : outcome == KONSEKI_INCOMPLETE ? 3 : 0;
}
