// findings.jsonl: one finding a line, in the order of (from, host, id), with the records that prove
// it; for tools, and for people with jq. Keys are stable; texts are in both languages.
#include "case/parts.h"

static void put_pair(json_out *j, const case_index *index, const char *key, const ks_phrase *phrase)
{
    json_object(j, key);
    json_member(j, "en", case_phrase(index, phrase, KS_EN));
    json_member(j, "ja", case_phrase(index, phrase, KS_JA));
    json_close(j, '}');
}

static void put_words(json_out *j, const char *key, ks_str list)
{
    ks_str word;
    json_list(j, key);
    while (case_next_word(&list, &word))
        json_text(j, word);
    json_close(j, ']');
}

static void put_record(json_out *j, const case_index *index, u32 event)
{
    const ks_observation *o = case_seen(index->c, event);
    const ks_observations *set = index->c->set;
    const ks_observed_source *source = &set->sources[o->place.source];
    json_open(j, '{');
    json_member(j, "source", source->path_count ? source->paths[0] : (ks_str){ 0 });
    json_key(j, "hash");
    json_hash(j, (ks_span){ source->key.bytes, sizeof source->key.bytes });
    json_count(j, "offset", o->place.offset);
    json_count(j, "size", o->place.size);
    json_key(j, "record_id");
    json_index(j, o->place.record_id, 0);
    json_key(j, "event_record_id");
    json_index(j, o->event_record_id, 0);
    json_when(j, "time", o->ticks);
    json_member(j, "computer", ks_observed_string(set, o->computer));
    json_member(j, "channel", ks_observed_string(set, o->channel));
    json_member(j, "provider", ks_observed_string(set, o->provider));
    json_count(j, "id", o->id);
    ks_str how = case_how(o);
    if (how.size)
        json_member(j, "how", how);
    json_close(j, '}');
}

static void put_hosts(json_out *j, const ks_facts *facts, const ks_finding *f)
{
    json_list(j, "hosts");
    if (f->host != ks_no_host)
        json_text(j, facts->hosts[f->host].name);
    for (size_t i = 0; i < f->other_count; i++)
        json_text(j, facts->hosts[f->others[i]].name);
    json_close(j, ']');
}

static void put_finding(json_out *j, const case_index *index, const ks_finding *f)
{
    ks_phrase title = ks_phrase_of(f->trace->title);
    json_open(j, '{');
    json_member(j, "id", f->id);
    json_member(j, "trace", ks_str_of(f->trace->id));
    put_pair(j, index, "title", &title);
    json_member(j, "level", ks_str_of(ks_level_words[f->level]));
    put_words(j, "techniques", f->techniques);
    json_list(j, "questions");
    for (u32 number = 1; number <= ks_question_count; number++)
        if (f->trace->questions >> number & 1)
            json_u64(j, number);
    json_close(j, ']');
    put_hosts(j, index->c->facts, f);
    json_when(j, "from", f->from_ticks);
    json_when(j, "to", f->to_ticks);
    put_pair(j, index, "sentence", &f->sentence);
    json_list(j, "records");
    for (size_t i = 0; i < f->record_count; i++)
        put_record(j, index, f->records[i]);
    json_close(j, ']');
    json_close(j, '}');
}

bool case_write_findings(const case_index *index, const char *path, ks_arena scratch, ks_fail *fail)
{
    case_stream stream;
    if (!case_stream_open(&stream, path, &scratch, fail))
        return false;
    stream.interrupted = index->c->interrupted;
    json_out j = { .to = &stream };
    const ks_findings *findings = &index->c->answers->findings;
    for (size_t i = 0; i < findings->count; i++) {
        put_finding(&j, index, &findings->items[i]);
        json_line(&j);
        j.has_item[0] = false; // each line is a document of its own
    }
    return case_stream_close(&stream, fail);
}
