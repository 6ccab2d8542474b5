// A loaded set as bytes, and back: so that a warm start need not parse thousands of files, and so
// that a case can carry the correlations it was made with. Bytes that are read are checked whole:
// a damaged image is refused, never trusted.
#pragma once
#include "rules/set.h"

typedef enum {
    KS_IMAGE_WHOLE,
    // Correlations and the rules they are over, which have no conditions: their hits are kept.
    KS_IMAGE_CORRELATIONS
} ks_rule_image_part;

// False: it does not fit `out`, or no memory in `scratch`. The same set gives the same bytes.
KS_MUST bool ks_rule_image_write(ks_out *out, const ks_rule_set *set, ks_rule_image_part part,
                                 ks_arena scratch);
// Texts of the set point into the image, which has to stay; all else lies in `run`. False:
// KS_BAD_MAGIC, KS_BAD_VALUE, KS_TRUNCATED …; nothing of the set is to be used then.
KS_MUST bool ks_rule_image_read(ks_rule_set *set, ks_span image, ks_arena *run, ks_fail *fail);
