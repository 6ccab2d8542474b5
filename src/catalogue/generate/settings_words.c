// The small words of settings: roles, editions, versions of Windows, pairs of texts.
#include "catalogue/generate/settings.h"

#include "catalogue/generate/write.h"

const char *const settings_role_words[3] = { "client", "server", "dc" };
static const char *const edition_words[] = { "home", "pro", "enterprise", "education", "server" };

// Client and server of one build share a number.
static const struct {
    const char *word;
    u32 build;
} builds[] = {
    { "vista", 6000 },    { "7", 7600 },        { "2008R2", 7600 },   { "8", 9200 },
    { "2012", 9200 },     { "8.1", 9600 },      { "2012R2", 9600 },   { "10", 10240 },
    { "10-1511", 10586 }, { "10-1607", 14393 }, { "2016", 14393 },    { "10-1703", 15063 },
    { "10-1709", 16299 }, { "10-1803", 17134 }, { "10-1809", 17763 }, { "2019", 17763 },
    { "10-1903", 18362 }, { "10-1909", 18363 }, { "10-2004", 19041 }, { "10-20H2", 19042 },
    { "10-21H2", 19044 }, { "10-22H2", 19045 }, { "2022", 20348 },    { "11", 22000 },
    { "11-22H2", 22621 }, { "11-23H2", 22631 }, { "11-24H2", 26100 }, { "2025", 26100 },
    { "11-25H2", 26200 },
};

u32 settings_word(settings_maker *m, const yaml_node_t *node, const char *const *words,
                  size_t count)
{
    ks_str word = yaml_text(&m->source, node);
    for (size_t i = 0; i < count; i++) {
        if (ks_str_equal(word, ks_str_of(words[i])))
            return (u32)i;
    }
    yaml_complain(&m->source, node, 0, "'%.*s' is none of the words that stand here",
                  (int)word.size, word.at);
    return 0;
}

static u32 bits(settings_maker *m, const yaml_node_t *node, const char *const *words, size_t count)
{
    u32 result = 0;
    for (size_t i = 0; i < yaml_item_count(&m->source, node); i++)
        result |= 1u << settings_word(m, yaml_item(&m->source, node, i), words, count);
    return result;
}

u32 settings_roles(settings_maker *m, const yaml_node_t *node)
{
    return bits(m, node, settings_role_words, countof(settings_role_words));
}

u32 settings_editions(settings_maker *m, const yaml_node_t *node)
{
    return bits(m, node, edition_words, countof(edition_words));
}

u32 settings_build(settings_maker *m, const yaml_node_t *node)
{
    ks_str word = yaml_text(&m->source, node);
    for (size_t i = 0; i < countof(builds); i++) {
        if (ks_str_equal(word, ks_str_of(builds[i].word)))
            return builds[i].build;
    }
    yaml_complain(&m->source, node, 0, "no version of Windows '%.*s'", (int)word.size, word.at);
    return 0;
}

u32 settings_last_build(settings_maker *m, const yaml_node_t *node)
{
    u32 build = settings_build(m, node);
    if (build == 6000)
        return 6002;
    return build == 7600 ? 7601 : build;
}

void settings_pair(settings_maker *m, const yaml_node_t *map, const char *key, bool is_needed)
{
    const yaml_node_t *node =
        is_needed ? yaml_need(&m->source, map, key) : yaml_get(&m->source, map, key);
    yaml_pair pair = yaml_languages(&m->source, node);
    for (size_t i = 0; i < 2; i++) {
        if (memchr(pair.text[i].at, '\n', pair.text[i].size))
            yaml_complain(&m->source, node, 0, "a text has no line breaks");
    }
    fputs("{ ", m->file);
    write_str(m->file, pair.text[0]);
    fputs(", ", m->file);
    write_str(m->file, pair.text[1]);
    fputs(" }", m->file);
}
