// Prints the command lines of all processes that logs tell of, one a line:
//     dump_command_lines EVIDENCE...
#include <konseki/konseki.h>
#include <stdio.h>
#include <string.h>

// Evidence is not trusted: nothing of it steers the terminal.
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

static bool is(konseki_text text, const char *word)
{
    return text.size == strlen(word) && memcmp(text.at, word, text.size) == 0;
}

static bool print_it(void *context, const konseki_event *event)
{
    (void)context;
    // An id means nothing without its provider.
    konseki_text provider = konseki_text_of(event, KONSEKI_PROVIDER);
    unsigned id = (unsigned)konseki_number_of(event, KONSEKI_ID);
    bool is_start = (id == 4688 && is(provider, "Microsoft-Windows-Security-Auditing")) ||
                    (id == 1 && is(provider, "Microsoft-Windows-Sysmon"));
    konseki_text line = konseki_field(event, "CommandLine");
    if (!is_start || line.size == 0)
        return true;
    print_safely(konseki_text_of(event, KONSEKI_TIME));
    putchar(' ');
    print_safely(konseki_text_of(event, KONSEKI_COMPUTER));
    putchar(' ');
    print_safely(line);
    putchar('\n');
    return true;
}

int main(int count, char **arguments)
{
    konseki_result result;
    konseki_outcome outcome = konseki_read((const char *const *)arguments + 1, (size_t)count - 1,
                                           NULL, print_it, NULL, &result);
    if (result.sentence[0])
        fprintf(stderr, "dump_command_lines: %s\n", result.sentence);
    return outcome == KONSEKI_FAILED ? 4 : outcome == KONSEKI_INCOMPLETE ? 3 : 0;
}
