// Hunts one log, or many, with Sigma rules:  hunt EVIDENCE [RULES...]
// Without RULES (files or folders) with those that Konseki carries.
#include <konseki/rules.h>
#include <stdio.h>

// Evidence and rules are not trusted: nothing of them steers the terminal.
static void print_safely(konseki_text text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (byte < 0x20 || byte == 0x7f)
            printf("\\x%02x", byte);
        else
            putchar(byte);
    }
}

static bool show(void *context, const konseki_hit *hit)
{
    unsigned *hits = context;
    ++*hits;
    print_safely(hit->rule->level);
    putchar(' ');
    print_safely(hit->rule->title);
    if (hit->event) {
        printf("\n    ");
        print_safely(konseki_text_of(hit->event, KONSEKI_TIME));
    } else {
        printf("\n    %llu events", (unsigned long long)hit->event_count);
    }
    for (size_t i = 0; i < hit->match_count; i++) {
        const konseki_match *match = konseki_hit_match(hit, i);
        if (i && konseki_hit_match(hit, i - 1)->value.at == match->value.at)
            continue;
        printf("\n    ");
        print_safely(match->field);
        printf(": ");
        print_safely(match->value);
    }
    putchar('\n');
    return true;
}

typedef struct {
    konseki_rules *rules;
    unsigned hits;
} hunt;

static bool look(void *context, const konseki_event *event)
{
    hunt *h = context;
    return konseki_rules_feed(h->rules, event, show, &h->hits);
}

int main(int count, char **arguments)
{
    if (count < 2) {
        fprintf(stderr, "usage: hunt EVIDENCE [RULES...]\n");
        return 2;
    }
    konseki_rules_options options = { .size = sizeof options,
                                      .paths = (const char *const *)arguments + 2,
                                      .path_count = (size_t)count - 2 };
    konseki_rules_report report = { .size = sizeof report };
    hunt h = { .rules = konseki_rules_open(&options, &report) };
    if (report.sentence[0])
        fprintf(stderr, "hunt: %s\n", report.sentence);
    if (h.rules == NULL)
        return 4;
    konseki_result result;
    const char *log = arguments[1];
    konseki_outcome outcome = konseki_read(&log, 1, NULL, look, &h, &result);
    bool is_done = konseki_rules_end(h.rules, show, &h.hits);
    konseki_rules_close(h.rules);
    if (result.sentence[0])
        fprintf(stderr, "hunt: %s\n", result.sentence);
    printf("%u hits in %llu events\n", h.hits, (unsigned long long)result.events);
    return outcome == KONSEKI_FAILED || !is_done ? 4 : outcome == KONSEKI_INCOMPLETE ? 3 : 0;
}
