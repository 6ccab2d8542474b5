// libarchive converts names (UTF-16 in 7z, flagged UTF-8 in zip) to the thread's locale: C.UTF-8 it
// shall be. Zips without the flag hold bytes of the code page of whoever made them; the "compressed
// folders" of a Japanese Windows write 932. Only bytes that are valid there as a whole are taken.
#include "evidence/tongue.h"

#include "base/text.h"

#include <iconv.h>

struct tongue {
    locale_t locale;
    iconv_t from_932;
};

static bool has_932(const tongue *t) { return t && (intptr_t)t->from_932 != -1; }

tongue *tongue_open(ks_arena *arena)
{
    locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    tongue *t = locale ? ks_take(arena, tongue, 1) : NULL;
    if (t == NULL) {
        if (locale)
            freelocale(locale);
        return NULL;
    }
    *t = (tongue){ locale, iconv_open("UTF-8", "CP932") };
    return t;
}

void tongue_close(tongue *t)
{
    if (has_932(t))
        iconv_close(t->from_932);
    freelocale(t->locale);
}

locale_t tongue_speak(const tongue *t) { return uselocale(t->locale); }

// The name from code page 932; nothing when it is not all of it valid.
static ks_str name_932(const tongue *t, const char *bytes, ks_arena *arena)
{
    char from[1024], to[3 * sizeof from], *in = from, *out = to;
    size_t size = strlen(bytes), room = sizeof to;
    if (!has_932(t) || size > sizeof from)
        return (ks_str){ 0 };
    memcpy(from, bytes, size);
    iconv(t->from_932, NULL, NULL, NULL, NULL);
    if (iconv(t->from_932, &in, &size, &out, &room) != 0 || size != 0)
        return (ks_str){ 0 };
    return ks_arena_keep(arena, (ks_str){ to, (size_t)(out - to) });
}

ks_str tongue_name(const tongue *t, const char *bytes, ks_arena *arena)
{
    ks_str whole = ks_str_of(bytes), found = { 0 };
    if (!ks_utf8_is_valid(ks_str_span(whole)))
        found = name_932(t, bytes, arena);
    return found.size ? found : source_name(bytes, arena);
}
