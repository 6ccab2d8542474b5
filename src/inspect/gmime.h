// Inside the room: GMime, in one file. It reads words, addresses and parts; everything it gives is
// copied into the arena.
#pragma once
#include "inspect/mail.h"

// Starts the library and loads the converters of the charsets that mails have: once, before a
// fence.
void gmime_open(void);
void gmime_close(void);
// The text with encoded words (RFC 2047) decoded.
ks_str gmime_decoded(ks_arena *arena, ks_str raw);
// The addresses of a field, as written.
mail_mailboxes gmime_mailboxes(ks_arena *arena, ks_str raw);
// The parts of the message that the bytes are, decoded.
void gmime_parts(ks_arena *arena, ks_span bytes, mail *m);
// Text of a part in its charset, as UTF-8; bytes that do not fit as \xNN.
ks_str gmime_text(ks_arena *arena, ks_span bytes, ks_str charset);
// Ticks of a date as mails write it; false: it cannot be read.
KS_MUST bool gmime_date(ks_str text, u64 *ticks);
