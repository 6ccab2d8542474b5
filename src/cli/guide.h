// The guides as pages: a few marks of Markdown (#, ##, -, 1., **, `), one paragraph or item a line.
#pragma once
#include "cli/page.h"

// As text for a terminal or a printer.
void guide_put_text(const page *p, ks_str markdown);
// As one page of HTML that needs nothing else, for A4.
void guide_put_html(ks_out *out, ks_str markdown, ks_lang lang);
