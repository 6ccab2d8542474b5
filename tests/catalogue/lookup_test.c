// Look-ups in the catalogue, and what must hold for each of its rows.
#include "catalogue/catalogue.h"

#include "test.h"

static const ks_event_type *find(const char *provider, u32 id, u32 version)
{
    return ks_event_type_find(ks_str_of(provider), id, version);
}

static bool is_named(const ks_event_type *type, const char *name)
{
    return type && ks_str_equal(type->name[KS_EN], ks_str_of(name));
}

static void event_types(void)
{
    const char *audit = "Microsoft-Windows-Security-Auditing";
    const ks_event_type *logon = find(audit, 4624, 2);
    check("4624 of the audit provider is a logon",
          is_named(logon, "An account was successfully logged on"));
    check("an event type has a Japanese name",
          logon && ks_str_equal(logon->name[KS_JA], KS_STR("アカウントが正常にログオンしました")));
    check("an event type tells its usual channel",
          logon && ks_str_equal(logon->channel, KS_STR("Security")));
    check("the channel of one event overrides that of its provider",
          ks_str_equal(find("Microsoft-Windows-Eventlog", 1102, 0)->channel, KS_STR("Security")) &&
              ks_str_equal(find("Microsoft-Windows-Eventlog", 104, 0)->channel, KS_STR("System")));
    check("a version without a row of its own has the row for all versions",
          find(audit, 4624, 99) == logon);
    check("the same id of another provider is another event", !find("EventSystem", 4624, 0));
    check("an id that is not in the catalogue is not found", !find(audit, 65000, 0));
    check("a provider that is not in the catalogue is not found", !find("No-Such-Provider", 1, 0));
    check("no provider at all is not found", !find("", 1, 0));
    check("a provider is found whatever the case of its letters",
          find("USER32", 1074, 0) && find("USER32", 1074, 0) == find("user32", 1074, 0));
    check("a provider's first letters are not the provider", !find("Microsoft-Windows", 1, 0));
}

static bool has_stop(ks_str text)
{
    ks_str stop = KS_STR("。");
    if (text.size > 0 && text.at[text.size - 1] == '.')
        return true;
    return text.size >= stop.size && !memcmp(text.at + text.size - stop.size, stop.at, stop.size);
}

static void event_rows(void)
{
    size_t count, named = 0, without_stop = 0, paired = 0, found = 0, told = 0;
    const ks_event_type *types = ks_event_types(&count);
    for (size_t i = 0; i < count; i++) {
        const ks_event_type *type = &types[i];
        named += type->name[KS_EN].size > 0 && type->name[KS_JA].size > 0;
        without_stop += !has_stop(type->name[KS_EN]) && !has_stop(type->name[KS_JA]);
        paired += (type->sentence[KS_EN].count > 0) == (type->sentence[KS_JA].count > 0);
        found += ks_event_type_find(type->provider, type->id, type->version) == type;
        told += type->sentence[KS_EN].count > 0;
    }
    remark("%zu event types, %zu with a sentence", count, told);
    check("every event type has a name in both languages", named == count);
    check("no name ends with a full stop", without_stop == count);
    check("every sentence is there in both languages or in none", paired == count);
    check("every event type is found by its provider, id and version", found == count);
    check("at least sixty event types have a sentence", told >= 60);
}

static void parameters(void)
{
    const ks_parameter *read = ks_parameter_find(4416);
    check("%%4416 is ReadData",
          read && ks_str_equal(read->text[KS_EN], KS_STR("ReadData (or ListDirectory)")));
    check("%%4416 has the words of a Japanese Windows",
          ks_str_equal(ks_parameter_text(4416, KS_JA), KS_STR("ReadData (または ListDirectory)")) &&
              !read->is_own_japanese);
    check("Japanese words of our own are marked", ks_parameter_find(2313)->is_own_japanese);
    check("a parameter without Japanese words has its English ones",
          ks_parameter_find(5632)->text[KS_JA].size == 0 &&
              ks_str_equal(ks_parameter_text(5632, KS_JA),
                           KS_STR("View non-sensitive policy information")));
    check(
        "an undefined access bit is named by its lowest hexadecimal digit",
        ks_str_equal(ks_parameter_text(4425, KS_EN), KS_STR("Undefined Access (no effect) Bit 9")));
    check("a number that Windows does not define has no words", !ks_parameter_find(8191));
    check("a number behind the last one has no words",
          !ks_parameter_find(4000000000) && ks_parameter_text(4000000000, KS_EN).size == 0);
}

static void questions(void)
{
    size_t count, whole = 0, found = 0;
    const ks_question *all = ks_questions(&count);
    check("there are fourteen questions", count == 14);
    for (size_t i = 0; i < count; i++) {
        const ks_question *question = &all[i];
        whole += question->number == i + 1 && question->title[KS_EN].size > 0 &&
                 question->title[KS_JA].size > 0 && question->meaning[KS_EN].size > 0 &&
                 question->meaning[KS_JA].size > 0;
        found += ks_question_find(question->id) == question;
    }
    check("questions stand in their order, with title and meaning in both languages", whole == 14);
    check("every question is found by its id", found == 14);
    check("question 11 asks for destroyed evidence",
          ks_question_find(KS_STR("evidence-destroyed"))->number == 11);
    check("a rule's tags lead to the questions that it bears on",
          ks_questions_of_tag(KS_STR("attack.t1070.001")) == 1u << 11 &&
              ks_questions_of_tag(KS_STR("attack.lateral_movement")) == 1u << 8 &&
              ks_questions_of_tag(KS_STR("attack.t1550")) == (1u << 8 | 1u << 9) &&
              ks_questions_of_tag(KS_STR("attack.t10700")) == 0 &&
              ks_questions_of_tag(KS_STR("car.t1070")) == 0);
    check("an id that is no question's is not found", !ks_question_find(KS_STR("weather")));
}

static void tactics(void)
{
    size_t count = 0, titled = 0, whole = 0, parts = 0;
    const ks_tactic *all = ks_tactics(&count);
    for (size_t i = 0; i < count; i++) {
        titled += all[i].title[KS_EN].size > 0 && all[i].title[KS_JA].size > 0;
        parts += all[i].part_of.size > 0;
        for (size_t k = 0; k < i; k++)
            whole += all[i].part_of.size > 0 && ks_str_equal(all[k].id, all[i].part_of);
    }
    check("tactics are those of ATT&CK's matrix, in its order",
          count >= 14 && ks_str_equal(all[0].id, KS_STR("reconnaissance")) &&
              ks_str_equal(all[count - 1].id, KS_STR("impact")));
    check("each tactic has a title in both languages", titled == count);
    check("a tactic that was split stands before its parts", parts == 2 && whole == parts);
}

int main(void)
{
    event_types();
    event_rows();
    parameters();
    questions();
    tactics();
    return checked();
}
