// The ledger's kinds are words of the evidence room, their sentences lie in the message room: each
// kind has one.
#include "evidence/ledger.h"

#include "message/message.h"

#include "test.h"

int main(void)
{
    for (size_t i = 0; i < KS_LEDGER_KIND_COUNT; i++) {
        char text[512];
        ks_out out = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text };
        ks_str word = ks_str_of(ks_ledger_words[i]);
        bool is_said = ks_say_ledger(&out, word, NULL, KS_EN) &&
                       ks_say_ledger(&out, word, NULL, KS_JA) && ks_out_size(&out) > 0;
        check(ks_ledger_words[i], is_said);
    }
    return checked();
}
