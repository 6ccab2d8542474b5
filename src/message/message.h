// The door of the room: every sentence that a person reads, in English and Japanese, by its
// identifier; failures with place, reason and remedy; what the ledger's rows say; the choice of
// language. Who prints decides where to, and escapes for it: see visible.h and width.h.
#pragma once
#include "base/fail.h"
#include "base/out.h"
#include "message/notes.h"

typedef enum { KS_EN, KS_JA, KS_LANG_COUNT } ks_lang;

// "en", "ja", "ja_JP.UTF-8", "C": false when it is none that we speak.
KS_MUST bool ks_lang_read(ks_str text, ks_lang *lang);
// By the first of KONSEKI_LANG, LC_ALL, LC_MESSAGES, LANG that is set and not empty; else English.
ks_lang ks_lang_of_environment(void);

// What fills the holes of a sentence. Texts that came from evidence are made visible (visible.h).
typedef struct {
    i64 number[4];
    ks_str text[2];
} ks_words;

typedef enum {
#define X(name, en, ja) KS_SAY_##name,
    KS_NOTES(X)
#undef X
        KS_SAY_COUNT
} ks_note;

// The sentence without a line end.
void ks_say(ks_out *out, ks_note note, const ks_words *words, ks_lang lang);
// "Security.evtx: at 0x1000: 8 bytes wanted for the magic, 3 left". `where` is the path of the
// place's source; empty: the failure has no place in evidence.
void ks_say_fail(ks_out *out, const ks_fail *fail, ks_str where, ks_lang lang);
// What to do about it.
void ks_say_remedy(ks_out *out, const ks_fail *fail, ks_lang lang);
// What a row of the ledger says, by its word ("slack"); false: no such word. `number` as in
// evidence/ledger.h; a row with a failure is said by ks_say_fail.
bool ks_say_ledger(ks_out *out, ks_str word, const ks_words *words, ks_lang lang);
// The system's words for an errno, in Japanese where we have them.
void ks_say_errno(ks_out *out, i64 number, ks_lang lang);
