// What the files of `konseki settings` share: one file a word behind it.
#pragma once
#include "catalogue/profile.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/page.h"

typedef struct {
    const options *given;
    ks_lang lang, data_lang; // of sentences; of texts in JSON and CSV
    ks_arena arena, whole;
    output out;
    ks_out line; // what is made before it is written
    ks_profile profile;
    bool has_profile;
    const char *const *words; // behind list, explain, search
    size_t word_count;
    const ks_setting **chosen; // in the order of the catalogue, or as they were named
    size_t chosen_count;
} settings_run;

// --- choosing (settings_choose.c); false: what was wrong is said

KS_MUST bool settings_choose_list(settings_run *r);
KS_MUST bool settings_choose_named(settings_run *r);
KS_MUST bool settings_choose_found(settings_run *r);

// --- printing what was chosen, into `line`

void settings_put_list(settings_run *r);                             // settings_list.c
void settings_put_csv(settings_run *r);                              // settings_list.c
void settings_put_json(settings_run *r);                             // settings_json.c
KS_MUST bool settings_put_explained(settings_run *r, ks_fail *fail); // settings_explain.c

// --- words (settings_words.c)

ks_note settings_role_note(ks_role role);
ks_note settings_use_note(ks_setting_use use);
ks_note settings_effect_note(ks_takes_effect when);
ks_note settings_volume_note(ks_volume volume);
// A value of the part as the catalogue spells it, and what is wanted of it, in the words of audit.
void settings_put_value(ks_out *out, const ks_setting_part *part, ks_str value, ks_lang lang);
void settings_put_want(ks_out *out, const ks_setting_part *part, const ks_want *want, ks_lang lang);
