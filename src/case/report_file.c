// report.html: the page that the build embeds, with the document of docs/report-data.md in the
// place of its placeholder.
#include "case/report.h"

// Of the build: web/build.mjs through cmake/embed.c.
extern const unsigned char ks_report_page[];
extern const size_t ks_report_page_size;

static const char placeholder[] = "@KONSEKI_DATA@";
enum { placeholder_size = sizeof placeholder - 1 };

static void put_case(report *p)
{
    json_out *j = p->j;
    const ks_facts *facts = p->c->facts;
    u64 events = 0, bytes = 0;
    for (size_t i = 0; i < facts->host_count; i++)
        events += facts->hosts[i].events;
    for (size_t i = 0; i < p->c->set->source_count; i++)
        bytes += p->c->set->sources[i].ledger.size;
    json_object(j, "case");
    json_member(j, "name", case_name(p->index));
    json_when(j, "from", facts->first_ticks);
    json_when(j, "to", facts->last_ticks);
    json_count(j, "events", events);
    json_count(j, "bytes", bytes);
    json_list(j, "notes");
    ks_phrase made = case_made_note(p->c);
    if (made.text) {
        ks_str english = case_phrase(p->index, &made, KS_EN);
        json_u64(j, report_text(&p->words, english, case_phrase(p->index, &made, KS_JA)));
    }
    json_close(j, ']');
    json_close(j, '}');
}

static bool put_document(report *p, ks_fail *fail)
{
    json_out *j = p->j;
    bool is_chosen = report_words_open(&p->words, p->arena) && report_processes_choose(p) &&
                     report_records_choose(p);
    if (!is_chosen)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(p->arena->name));
    json_open(j, '{');
    json_count(j, "format", 1);
    json_member(j, "made_by", p->c->made_by);
    json_member(j, "lang", p->c->lang == KS_JA ? KS_STR("ja") : KS_STR("en"));
    put_case(p);
    report_hosts_put(p);
    report_answers_put(p);
    report_findings_put(p);
    bool is_put = report_records_put(p);
    report_processes_put(p);
    report_sources_put(p);
    report_words_put(&p->words, j);
    json_close(j, '}');
    if (!is_put || p->words.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(p->arena->name));
    return true;
}

static size_t find_placeholder(ks_span whole)
{
    const u8 *at = memmem(whole.at, whole.size, placeholder, placeholder_size);
    KS_ASSERT(at != NULL); // the build puts it there
    return (size_t)(at - whole.at);
}

bool case_write_report(const case_index *index, const char *path, ks_arena scratch, ks_fail *fail)
{
    case_stream stream;
    if (!case_stream_open(&stream, path, &scratch, fail))
        return false;
    ks_span whole = { ks_report_page, ks_report_page_size };
    size_t at = find_placeholder(whole);
    stream.interrupted = index->c->interrupted;
    json_out j = { .to = &stream, .is_in_page = true };
    report p = { .index = index, .c = index->c, .j = &j, .arena = &scratch };
    case_stream_bytes(&stream, whole.at, at);
    if (!put_document(&p, fail)) {
        case_stream_abandon(&stream);
        return false;
    }
    at += placeholder_size;
    case_stream_bytes(&stream, whole.at + at, whole.size - at);
    return case_stream_close(&stream, fail);
}
