// A page of text for people, laid out for a width: paragraphs, and two columns for options.
#pragma once
#include "cli/options.h"

typedef struct {
    ks_out *out;
    size_t columns;
    bool has_color;
} page;

void page_heading(const page *p, ks_str text);
void page_line(const page *p, ks_str text);
// Wrapped at spaces (at any place between Japanese characters), each line behind `indent` blanks.
void page_paragraph(const page *p, ks_str text, size_t indent);
// `left` at two blanks, `right` from column `indent` on, wrapped there.
void page_row(const page *p, ks_str left, ks_str right, size_t indent);

// Lets `write` fill a page for standard output, and prints it; the exit status is returned.
typedef void page_writer(const page *p, const options *given, const void *context);
int page_print(const options *given, page_writer *write, const void *context);
