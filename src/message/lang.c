// Which language is spoken: what the environment asks for, by the order that POSIX gives to its
// variables, after our own. Only the language counts, not the country or the character set.
#include "base/os.h"
#include "message/message.h"

static bool begins(ks_str text, const char *language)
{
    return text.size >= 2 && memcmp(text.at, language, 2) == 0 &&
           (text.size == 2 || text.at[2] == '_' || text.at[2] == '.' || text.at[2] == '-' ||
            text.at[2] == '@');
}

bool ks_lang_read(ks_str text, ks_lang *lang)
{
    if (begins(text, "ja")) {
        *lang = KS_JA;
        return true;
    }
    if (begins(text, "en")) {
        *lang = KS_EN;
        return true;
    }
    return false;
}

ks_lang ks_lang_of_environment(void)
{
    static const char *const names[] = { "KONSEKI_LANG", "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < countof(names); i++) {
        const char *value = ks_os_environment(names[i]);
        if (value && *value) {
            ks_lang lang = KS_EN; // every other language, and C
            return ks_lang_read(ks_str_of(value), &lang) ? lang : KS_EN;
        }
    }
    return KS_EN;
}
