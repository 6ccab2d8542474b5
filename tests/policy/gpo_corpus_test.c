// Backups that GPMC made, against ours: read and written they have the same elements, attributes
// and texts; made from their files alone they list the same files under the same extensions.
// (KONSEKI_CORPUS)
#include "base/fold.h"
#include "policy/gpo_backup.h"
#include "policy/worded.h"

#include "test.h"

// Both trees, element by element; comments, blanks between elements and CDATA aside.
static bool same_tree(const markup_node *a, const markup_node *b, ks_arena *arena)
{
    if (!ks_str_equal(a->name, b->name))
        return false;
    const markup_attribute *x = a->attributes;
    size_t count = 0;
    for (; x; x = x->next, count++)
        if (!ks_str_equal(markup_value(b, ks_cstr(arena, x->name)), x->value))
            return false;
    for (x = b->attributes; x; x = x->next)
        count--;
    if (count != 0)
        return false;
    const markup_node *i = markup_element(a->first), *j = markup_element(b->first);
    if (!i && !j)
        return ks_str_equal(markup_text(a, true, arena), markup_text(b, true, arena));
    for (; i && j; i = markup_element(i->next), j = markup_element(j->next))
        if (!same_tree(i, j, arena)) // as deep as the parser lets a file be
            return false;
    return !i && !j;
}

static bool same_file(const ks_gpo_files *a, ks_str folder, const ks_gpo_files *b, ks_str other,
                      const char *name, ks_arena *arena)
{
    const ks_gpo_file *x = ks_gpo_files_find(a, folder, name);
    const ks_gpo_file *y = ks_gpo_files_find(b, other, name);
    ks_mistakes mistakes = { .arena = arena };
    const markup_node *i = x ? markup_read(x->bytes, arena, &mistakes) : NULL;
    const markup_node *j = y ? markup_read(y->bytes, arena, &mistakes) : NULL;
    return i && j && same_tree(i, j, arena);
}

// Whether each file that `of` lists with a location is listed in the other, the same way.
static bool lists_all(const ks_gpo_backup *of, const ks_gpo_backup *in)
{
    for (size_t i = 0; i < of->object_count; i++) {
        const ks_gpo_object *x = &of->objects[i];
        bool is_found = x->is_folder; // empty folders are in no archive of the corpus
        for (size_t j = 0; !is_found && j < in->object_count; j++) {
            const ks_gpo_object *y = &in->objects[j];
            is_found = ks_equal_fold(x->extension, y->extension) &&
                       ks_equal_fold(x->path, y->path) && ks_equal_fold(x->source, y->source) &&
                       ks_equal_fold(x->location, y->location) &&
                       ks_str_equal(x->function, y->function);
        }
        if (!is_found) {
            remark("%.*s", (int)x->path.size, x->path.at);
            return false;
        }
    }
    return true;
}

typedef struct {
    size_t count, same, listed;
} counts;

static void compare(const ks_gpo_files *files, ks_str folder, ks_arena arena, counts *c)
{
    ks_mistakes mistakes = { .arena = &arena };
    ks_gpo_backup backup;
    ks_gpo_files written = { 0 };
    if (!ks_gpo_backup_read(files, folder, &arena, &backup, &mistakes))
        return;
    c->count++;
    c->same += ks_gpo_backup_write(&backup, &arena, &written) &&
               same_file(files, folder, &written, backup.id, "Backup.xml", &arena) &&
               same_file(files, folder, &written, backup.id, "bkupInfo.xml", &arena);
    ks_gpo_backup made = { .id = backup.id,
                           .guid = backup.guid,
                           .domain = backup.domain,
                           .controller = backup.controller,
                           .files = backup.files };
    c->listed += ks_gpo_backup_complete(&made, &arena) && lists_all(&backup, &made) &&
                 lists_all(&made, &backup);
}

int main(void)
{
    ks_arena arena;
    ks_gpo_files files;
    ks_fail fail;
    counts c = { 0 };
    if (!corpus())
        return skipped("no corpus");
    if (!ks_arena_open(&arena, "test", (size_t)1 << 30))
        return 1;
    const char *path =
        ks_cstr(&arena, worded_join(&arena, ks_str_of(corpus()), "", KS_STR("/policy/gpo")));
    if (!path || !ks_gpo_files_read(path, &arena, &files, &fail))
        return skipped("no backups in the corpus");
    for (size_t i = 0; i < files.count; i++)
        if (ks_equal_fold(ks_gpo_name(files.files[i].path), KS_STR("Backup.xml")))
            compare(&files, ks_gpo_folder(files.files[i].path), arena, &c);
    corpus_cases(c.count);
    remark("%zu backups, %zu the same, %zu listed the same", c.count, c.same, c.listed);
    check("backups of GPMC are written as they were read", c.count > 0 && c.same == c.count);
    check("from their files alone the same list is made", c.count > 0 && c.listed == c.count);
    ks_arena_close(&arena);
    return checked();
}
