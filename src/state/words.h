// Values of settings, and what is wanted of them, in words.
#pragma once
#include "catalogue/settings.h"

// "success", "64 MiB", "absent", "unknown"; lists in one line. For files (`lang` does not matter
// there) ks_out_setting_value_plain: what ks_setting_value_parse takes, text as it is.
void ks_out_setting_value(ks_out *out, ks_setting_type type, ks_setting_value value, ks_lang lang);
void ks_out_setting_value_plain(ks_out *out, ks_setting_type type, ks_setting_value value);
// What was found where the want is asked: hexadecimal where the want is.
void ks_out_setting_value_like(ks_out *out, ks_setting_type type, const ks_want *want,
                               ks_setting_value value, ks_lang lang);
// "success at least", "at least 64 MiB", "1 or 2", "absent or 0"; hexadecimal where the want is.
void ks_out_want(ks_out *out, ks_setting_type type, const ks_want *want, ks_lang lang);
// As profiles have it: ">= 64 MiB", "1 | 2".
void ks_out_want_plain(ks_out *out, ks_setting_type type, const ks_want *want);
// What the catalogue calls this value of the part ("deny"); empty: nothing.
ks_str ks_setting_choice_text(const ks_setting_part *part, ks_setting_value value, ks_lang lang);
