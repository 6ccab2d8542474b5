// Between the files that write the audit as one HTML page: no script, no network, style by
// web/audit.css. Whatever came from evidence goes through page_put or a sentence, both escaped.
#pragma once
#include "cli/audit.h"

typedef struct {
    auditor *a;
    ks_out *out, line;
    ks_lang lang;
    const rules_coverage *coverage; // of the machine; NULL: not asked for
} audit_page;

// Text as it is, catalogue's or evidence's: direction and control characters shown, then escaped.
void audit_page_put(audit_page *p, ks_str text);
// A sentence, escaped.
void audit_page_say(audit_page *p, ks_note note, const ks_words *words);
// <span class="verdict is-WORD">text</span>
void audit_page_chip(audit_page *p, ks_str word, ks_str text);
// "<p><code>a</code> + <code>b</code>", each a link to its place on this page.
void audit_page_settings(audit_page *p, const ks_setting *const *settings, u32 count);
void audit_page_number(audit_page *p, u64 number);
void audit_page_counts(audit_page *p, const size_t *counts);
KS_MUST bool audit_page_coverage(audit_page *p, ks_fail *fail);
KS_MUST bool audit_page_matrix(audit_page *p, ks_fail *fail);
