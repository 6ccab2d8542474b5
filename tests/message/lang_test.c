// The language that is spoken, by what the environment says.
#include "message/message.h"

#include "test.h"

#include <stdlib.h>

static const struct {
    const char *sentence, *own, *all, *messages, *lang;
    ks_lang wanted;
} rows[] = {
    { "nothing set is English", NULL, NULL, NULL, NULL, KS_EN },
    { "LANG alone decides", NULL, NULL, NULL, "ja_JP.UTF-8", KS_JA },
    { "LC_MESSAGES outranks LANG", NULL, NULL, "ja", "en_US.UTF-8", KS_JA },
    { "LC_ALL outranks LC_MESSAGES", NULL, "C.UTF-8", "ja_JP", "ja_JP", KS_EN },
    { "KONSEKI_LANG outranks all", "ja", "en_US", "en_US", "en_US", KS_JA },
    { "an empty variable is not set", "", "", NULL, "ja_JP.eucJP", KS_JA },
    { "another language is answered in English", NULL, NULL, NULL, "de_DE.UTF-8", KS_EN },
    { "a name that only begins like one is another language", NULL, NULL, NULL, "jam", KS_EN },
};

static void set(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        set("KONSEKI_LANG", rows[i].own);
        set("LC_ALL", rows[i].all);
        set("LC_MESSAGES", rows[i].messages);
        set("LANG", rows[i].lang);
        check(rows[i].sentence, ks_lang_of_environment() == rows[i].wanted);
    }
    ks_lang lang = KS_EN;
    check("a language that is not spoken is refused", !ks_lang_read(KS_STR("fr"), &lang));
    return checked();
}
