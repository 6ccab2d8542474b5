// Loaded sets kept on disk: used when they are ours and whole, never believed otherwise.
#include "base/hash.h"
#include "base/os.h"
#include "loaded.h"
#include "rules/image.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/time.h>

enum { head_size = 24, kept_most = 8 << 20 };

static char own_rules[512], cache[512], kept_path[1024];
static u8 kept[kept_most];
static size_t kept_count;

static bool find_kept(void *context, const char *name)
{
    (void)context;
    kept_count++;
    snprintf(kept_path, sizeof kept_path, "%s/%s", cache, name);
    return true;
}

static size_t count_kept(void)
{
    ks_fail fail = { 0 };
    kept_count = 0;
    return ks_os_list(cache, find_kept, NULL, &fail) ? kept_count : 0;
}

static size_t load_from(const char *folder, ks_rule_set *set)
{
    ks_fail fail = { 0 };
    const char *paths[] = { folder };
    ks_rule_loading how = { .paths = paths, .path_count = 1, .cache = cache };
    return loaded_begin() && ks_rule_set_load(set, &how, &loaded_arena, &fail) ? set->count : 0;
}

static size_t read_kept(void)
{
    FILE *file = fopen(kept_path, "rb");
    size_t got = file ? fread(kept, 1, sizeof kept, file) : 0;
    if (file)
        fclose(file);
    return got;
}

static bool write_kept(const u8 *bytes, size_t size)
{
    FILE *file = fopen(kept_path, "wb");
    bool is_written = file && fwrite(bytes, 1, size, file) == size;
    if (file)
        fclose(file);
    return is_written;
}

// The kept file's key in front of an image of quite another set.
static size_t plant(void)
{
    static const char text[] = "title: planted\nlogsource: {product: windows}\n"
                               "detection: {s: {f: a}, condition: s}\n";
    ks_rule_set set;
    ks_fail fail = { 0 };
    ks_out out = { .at = kept + head_size, .start = kept, .end = kept + sizeof kept };
    ks_span bytes = { (const u8 *)text, sizeof text - 1 };
    if (!loaded_begin() ||
        !ks_rule_set_read(&set, KS_STR("planted.yml"), bytes, NULL, &loaded_arena, &fail) ||
        !ks_rule_image_write(&out, &set, KS_IMAGE_WHOLE, loaded_arena))
        return 0;
    return (size_t)(out.at - kept);
}

static void young_files(void)
{
    char folder[600], name[700];
    ks_rule_set set;
    ks_fail fail = { 0 };
    snprintf(folder, sizeof folder, "%s/young", scratch());
    snprintf(name, sizeof name, "%s/a.yml", folder);
    FILE *file = ks_os_make_folder(folder, &fail) ? fopen(name, "wb") : NULL;
    if (file) {
        fputs("title: a\nlogsource: {product: windows}\ndetection: {s: {f: a}, condition: s}\n",
              file);
        fclose(file);
    }
    size_t before = count_kept();
    check("files that changed a moment ago are loaded, and not kept",
          load_from(folder, &set) == 1 && count_kept() == before);
}

// Old ones, another's file among them.
static bool fill_folder(void)
{
    for (int i = 0; i < 20; i++) {
        snprintf(kept_path, sizeof kept_path, "%s/00000000000000%02x.%s", cache, i,
                 i % 5 ? "rules" : "part");
        struct timeval times[2] = { { 1000 + i, 0 }, { 1000 + i, 0 } };
        if (!write_kept((const u8 *)"x", 1) || utimes(kept_path, times) != 0)
            return false;
    }
    snprintf(kept_path, sizeof kept_path, "%s/notes.rules", cache);
    return write_kept((const u8 *)"x", 1);
}

static bool is_there(const char *name)
{
    ks_os_info info;
    ks_fail fail = { 0 };
    snprintf(kept_path, sizeof kept_path, "%s/%s", cache, name);
    return ks_os_look(kept_path, &info, &fail);
}

static void old_sets(void)
{
    char folder[600];
    ks_rule_set set;
    snprintf(folder, sizeof folder, "%s/../rules/execution", KS_TEST_DATA);
    bool is_full = fill_folder();
    check("of what is kept the newest eight stay, and what is not ours",
          is_full && load_from(folder, &set) > 10 && count_kept() == 9 && is_there("notes.rules") &&
              is_there("0000000000000013.rules") && !is_there("0000000000000001.rules"));
    size_t before = set.count;
    u64 hash = set.hash;
    check("the one just made among them",
          load_from(folder, &set) == before && set.hash == hash && count_kept() == 9);
}

int main(void)
{
    ks_rule_set set;
    ks_fail fail = { 0 };
    snprintf(own_rules, sizeof own_rules, "%s/../rules/persistence", KS_TEST_DATA);
    snprintf(cache, sizeof cache, "%s/cache", scratch());
    if (!ks_os_make_folder(cache, &fail))
        return 2;
    size_t count = load_from(own_rules, &set), size = 0;
    u64 hash = set.hash;
    check("a set is kept once it was loaded", count > 10 && count_kept() == 1);
    size = read_kept();
    check("loaded again it is the same", load_from(own_rules, &set) == count && set.hash == hash);

    size_t planted = plant();
    check("what was kept under the key is what is used",
          planted && write_kept(kept, planted) && load_from(own_rules, &set) == 1 &&
              ks_str_equal(set.rules[0]->title, KS_STR("planted")));
    check("a file that others may write to is not believed",
          chmod(kept_path, 0666) == 0 && load_from(own_rules, &set) == count);
    check("and is replaced by one that is ours", read_kept() == size);

    kept[size / 2] ^= 1;
    check("a damaged one is not believed",
          write_kept(kept, size) && load_from(own_rules, &set) == count && set.hash == hash);
    check("nor one that was cut off",
          read_kept() == size && write_kept(kept, size / 2) && load_from(own_rules, &set) == count);
    bool is_back = read_kept() == size;
    kept[8] ^= 1;
    check("nor one in which another key stands",
          is_back && write_kept(kept, size) && load_from(own_rules, &set) == count);
    young_files();
    old_sets();
    return checked();
}
