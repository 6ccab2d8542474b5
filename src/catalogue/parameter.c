// Values of audit events that hold %%nnnn: numbers of Windows' parameter messages, alone or in
// lists whose items stand on lines of their own (reference: libyal winevt-kb, "Parameter
// expansion"). Printed as one line: items joined by commas, full stops of the messages left out.
#include "catalogue/catalogue.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The number behind %% at `i`; 0 when there is none. `size`: bytes of %% and number.
static u32 number_at(ks_str text, size_t i, size_t *size)
{
    if (text.size - i < 3 || text.at[i] != '%' || text.at[i + 1] != '%')
        return 0;
    u32 number = 0;
    size_t next = i + 2;
    while (next < text.size && next < i + 8 && is_digit(text.at[next]))
        number = number * 10 + (u32)(text.at[next++] - '0');
    *size = next - i;
    return number;
}

static ks_str without_stop(ks_str text)
{
    ks_str stop = KS_STR("。");
    if (text.size >= stop.size && memcmp(text.at + text.size - stop.size, stop.at, stop.size) == 0)
        return (ks_str){ text.at, text.size - stop.size };
    bool is_dots = text.size > 1 && text.at[text.size - 2] == '.';
    if (text.size > 0 && text.at[text.size - 1] == '.' && !is_dots)
        return (ks_str){ text.at, text.size - 1 };
    return text;
}

// What stands between two items: blanks as they are, unless they break the line or stand between
// two numbers; then a comma, if no other mark is there already.
static void print_gap(ks_str gap, char before, bool is_between_numbers, ks_out *out)
{
    bool is_break = is_between_numbers;
    for (size_t i = 0; i < gap.size; i++)
        is_break = is_break || gap.at[i] != ' ';
    if (is_break && before != ',' && before != ':')
        ks_out_byte(out, ',');
    ks_out_byte(out, ' ');
}

void ks_parameters_print(ks_str text, ks_lang lang, ks_out *out)
{
    bool was_number = false;
    char before = 0; // the last byte that was not blank
    for (size_t i = 0; i < text.size;) {
        size_t blanks = 0;
        while (i + blanks < text.size && is_blank(text.at[i + blanks]))
            blanks++;
        size_t size = 0;
        u32 number = i + blanks < text.size ? number_at(text, i + blanks, &size) : 0;
        if (blanks > 0 && before != 0 && i + blanks < text.size)
            print_gap((ks_str){ text.at + i, blanks }, before, was_number && number > 0, out);
        i += blanks;
        if (i == text.size)
            break;
        ks_str words = without_stop(ks_parameter_text(number, lang));
        was_number = words.size > 0;
        if (!was_number) {
            size = 1;
            words = (ks_str){ text.at + i, 1 };
        }
        ks_out_put(out, words);
        i += size;
        before = text.at[i - 1];
    }
}
