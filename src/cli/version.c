// Which program this is; with --verbose what it was built with and which configuration it read, so
// that a report of a defect can say it.
#include "cli/version.h"

#include "cli/page.h"

#ifdef KS_HAVE_LIBHS
#    define HAS_VECTORSCAN "yes"
#else
#    define HAS_VECTORSCAN "no"
#endif

static void write_version(const page *p, const options *given, const void *context)
{
    (void)context;
    KS_PUT(p->out, "konseki " KS_VERSION "\n");
    if (!options_has(given, OPTION_VERBOSE))
        return;
    KS_PUT(p->out, "compiler: " __VERSION__ "\n");
    KS_PUT(p->out, "vectorscan: " HAS_VECTORSCAN "\n");
    KS_PUT(p->out, "language: ");
    ks_out_put(p->out, given->lang == KS_JA ? KS_STR("ja") : KS_STR("en"));
    KS_PUT(p->out, "\nconfiguration: options and environment (KONSEKI_LANG, NO_COLOR, "
                   "FORCE_COLOR); this version reads no configuration file\n");
}

int version_print(const options *given) { return page_print(given, write_version, NULL); }
