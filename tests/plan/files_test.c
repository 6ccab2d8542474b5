// A plan's files, read back by the readers of their formats: what they hold is what the plan says,
// and the undo holds what was before.
#include "plan/files.h"

#include "plan/model.h"
#include "plan/script.h"
#include "policy/applocker.h"
#include "policy/audit_csv.h"
#include "policy/gpo_backup.h"
#include "policy/lgpo.h"
#include "policy/reg_file.h"
#include "policy/template.h"

#include "test.h"

static ks_arena whole;

typedef struct {
    ks_profile profile, fallback;
    ks_plan_request request;
    ks_change_plan plan;
    plan_values values;
    ks_gpo_files files;
} made;

static bool make(made *m, const char *profile, const model *before, ks_role role, ks_arena *arena)
{
    ks_fail fail = { 0 };
    *m = (made){ .request = { .windows = { 19045, role, ks_edition_any } } };
    if (!ks_profile_open(ks_str_of(profile), arena, &m->profile, &fail) ||
        !ks_profile_open(KS_STR("recommended"), arena, &m->fallback, &fail))
        return false;
    m->request.profile = &m->profile;
    m->request.fallback = &m->fallback;
    if (before)
        m->request.before = (ks_plan_before){ .look = model_look, .context = before };
    bool is_made = ks_change_plan_make(&m->request, arena, &m->plan, &fail) &&
                   plan_values_of(&m->plan, arena, &m->values, &fail) &&
                   ks_plan_files(&m->request, &m->plan, arena, &m->files, &fail);
    if (!is_made)
        remark("reason %d: %.*s", (int)fail.reason, (int)fail.text.size, fail.text.at);
    return is_made;
}

static ks_span bytes_of(const made *m, const char *path)
{
    const ks_gpo_file *file = ks_gpo_files_find(&m->files, KS_STR(""), path);
    return file ? file->bytes : (ks_span){ 0 };
}

// The file of that last name, wherever it lies.
static ks_span bytes_below(const made *m, const char *name)
{
    size_t size = strlen(name);
    for (size_t i = 0; i < m->files.count; i++) {
        ks_str path = m->files.files[i].path;
        if (path.size >= size &&
            ks_equal_fold((ks_str){ path.at + path.size - size, size }, ks_str_of(name)))
            return m->files.files[i].bytes;
    }
    return (ks_span){ 0 };
}

static ks_str text_of(ks_span bytes) { return (ks_str){ (const char *)bytes.at, bytes.size }; }

static bool holds(ks_str text, const char *what)
{
    size_t size = strlen(what);
    for (size_t i = 0; i + size <= text.size; i++) {
        if (memcmp(text.at + i, what, size) == 0)
            return true;
    }
    return false;
}

// --- a .reg file onto the model

static bool root_of(ks_str key, ks_setting_root *root, ks_str *below)
{
    static const struct {
        const char *text;
        ks_setting_root root;
    } roots[] = { { "HKEY_LOCAL_MACHINE\\SYSTEM\\", KS_ROOT_SYSTEM },
                  { "HKEY_LOCAL_MACHINE\\SOFTWARE\\", KS_ROOT_SOFTWARE },
                  { "HKEY_CURRENT_USER\\", KS_ROOT_USER } };
    for (size_t i = 0; i < countof(roots); i++) {
        size_t size = strlen(roots[i].text);
        if (key.size > size && memcmp(key.at, roots[i].text, size) == 0) {
            *root = roots[i].root;
            *below = (ks_str){ key.at + size, key.size - size };
            return true;
        }
    }
    return false;
}

static bool merge(model *to, ks_span bytes, ks_arena *arena)
{
    ks_reg_file file;
    ks_fail fail = { 0 };
    if (bytes.size == 0)
        return true;
    if (!ks_reg_read(bytes, arena, &file, &fail) || file.problem_count)
        return false;
    for (size_t i = 0; i < file.step_count; i++) {
        const ks_reg_step *step = &file.steps[i];
        ks_setting_root root;
        ks_str key;
        if (step->action == KS_REG_MAKE_KEY)
            continue;
        if (!root_of(step->key, &root, &key) || step->action == KS_REG_DELETE_KEY)
            return false;
        ks_before now = { .kind = step->action == KS_REG_SET ? KS_BEFORE_PRESENT : KS_BEFORE_ABSENT,
                          .type = step->type,
                          .data = step->data };
        model_set(to, root, key, step->value, now);
    }
    return true;
}

static bool same(const model *a, const model *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const model_value *x = &a->values[i];
        const model_value *y = model_find(b, x->root, x->key, x->name);
        bool is_there = x->before.kind == KS_BEFORE_PRESENT;
        bool is_there_too = y && y->before.kind == KS_BEFORE_PRESENT;
        if (is_there != is_there_too ||
            (is_there && (x->before.type != y->before.type ||
                          !ks_span_equal(x->before.data, y->before.data)))) {
            remark("differs: %.*s!%.*s", (int)x->key.size, x->key.at, (int)x->name.size,
                   x->name.at);
            return false;
        }
    }
    return true;
}

static void registry_files(void)
{
    ks_arena arena = whole;
    made m;
    model before = model_make(&arena, 4096), by_file = model_make(&arena, 4096),
          by_plan = model_make(&arena, 4096);
    static const u8 odd[] = { 1, 2, 3 };
    for (size_t i = 0; i < ks_setting_part_total(); i++)
        before.others[i].kind = KS_VALUE_ABSENT;
    const ks_setting_place *lsa =
        &ks_setting_find(KS_STR("audit.subcategory-override"))->parts[0].places[0];
    ks_before odd_one = { KS_BEFORE_PRESENT, KS_TYPE_BINARY, { odd, sizeof odd }, { 0 } };
    model_set(&before, lsa->root, lsa->key, lsa->value, odd_one);
    model_set(&by_file, lsa->root, lsa->key, lsa->value, odd_one);
    model_set(&by_plan, lsa->root, lsa->key, lsa->value, odd_one);
    bool is_made = make(&m, "recommended", &before, KS_ROLE_CLIENT, &arena);
    check("the files of a plan are made, and no linter finds an error in them", is_made);
    if (!is_made)
        return;
    check("its .reg files import without a problem",
          merge(&by_file, bytes_of(&m, "machine.reg"), &arena) &&
              merge(&by_file, bytes_of(&m, "user.reg"), &arena));
    model_apply(&by_plan, &m.plan, &m.values);
    check("and leave exactly what the plan says",
          by_file.count > 100 && same(&by_file, &by_plan) && same(&by_plan, &by_file));
    check("their undo imports without a problem",
          merge(&by_file, bytes_of(&m, "undo-machine.reg"), &arena) &&
              merge(&by_file, bytes_of(&m, "undo-user.reg"), &arena));
    check("and leaves what was before: types, bytes, absence",
          same(&by_file, &before) && same(&before, &by_file));
}

// Programs of Windows that a script starts and whose exit code it does not look at right after.
static size_t programs_unasked(ks_str script)
{
    size_t count = 0, found = 0;
    for (size_t at = script_find(script, 0, ".exe /"); at < script.size; count++) {
        size_t next = script_find(script, at + 1, ".exe /");
        size_t asked = script_find(script, at, "Confirm-Exit ");
        found += asked >= next || asked - at > 240;
        at = next;
    }
    return count < 6 ? 1 : found;
}

static void group_policy(void)
{
    ks_arena arena = whole, kept = { 0 };
    made m;
    if (!make(&m, "recommended", NULL, KS_ROLE_CLIENT, &arena) ||
        !ks_arena_open(&kept, "mistakes", 16 << 20)) {
        check("the files of a plan are made", false);
        return;
    }
    ks_mistakes mistakes = { .arena = &kept };
    ks_pol pol;
    ks_audit_policy audit;
    ks_ini template;
    ks_span text = bytes_below(&m, "GptTmpl.inf");
    check("the backup has registry.pol, read back whole",
          ks_pol_read(bytes_below(&m, "Machine/registry.pol"), &arena, &pol, &mistakes) &&
              pol.count > 100);
    check("audit.csv, read back",
          ks_audit_read(bytes_below(&m, "audit.csv"), &arena, &audit, &mistakes) &&
              audit.count > 20);
    check("GptTmpl.inf with rights and account policies",
          ks_ini_read(text, &arena, &template, &mistakes) &&
              ks_ini_section_find(&template, "System Access") &&
              ks_ini_section_find(&template, "Registry Keys"));
    check("Backup.xml, bkupInfo.xml and manifest.xml", bytes_below(&m, "Backup.xml").size &&
                                                           bytes_below(&m, "bkupInfo.xml").size &&
                                                           bytes_below(&m, "manifest.xml").size);
    ks_lgpo lgpo;
    ks_pol again;
    bool is_read = ks_lgpo_read(bytes_of(&m, "lgpo/machine.txt"), &arena, &lgpo, &mistakes) &&
                   ks_lgpo_pol(&lgpo, false, &arena, &again) && again.count == pol.count;
    for (size_t i = 0; is_read && i < pol.count; i++)
        is_read = ks_str_equal(again.entries[i].key, pol.entries[i].key) &&
                  ks_str_equal(again.entries[i].name, pol.entries[i].name) &&
                  again.entries[i].type == pol.entries[i].type &&
                  ks_span_equal(again.entries[i].data, pol.entries[i].data);
    check("LGPO text says the same as registry.pol", is_read);
    check("AppLocker's rules only watch",
          holds(text_of(bytes_of(&m, "applocker.xml")), "EnforcementMode=\"AuditOnly\"") &&
              !holds(text_of(bytes_of(&m, "applocker.xml")), "EnforcementMode=\"Enabled\""));
    ks_str apply = text_of(bytes_of(&m, "apply.ps1")), undo = text_of(bytes_of(&m, "undo.ps1"));
    check("the scripts for a machine without domain are sound",
          apply.size > 3 && undo.size > 3 &&
              script_is_sound((ks_str){ apply.at + 3, apply.size - 3 }, arena) &&
              script_is_sound((ks_str){ undo.at + 3, undo.size - 3 }, arena));
    check("each change asks first whether the user's registry is loaded; else it counts as failed",
          holds(apply, "function Set-Now($row) {\r\n    Confirm-Hive $row\r\n"));
    check("users of Entra ID are users too; without any, users' values are told as not applied",
          holds(apply, "'^S-1-(5-21|12-1)-[0-9-]+$'") &&
              holds(apply, "if ($failed -gt 0 -or $withoutUser -gt 0) { exit 3 }"));
    check("a journal is put away only when all is restored",
          holds(undo, "if ($code -eq 0) {\r\n    Rename-Item"));
    check("what the lockout consists of is written in one template, to apply and to undo",
          holds(apply, "if ($lockout.Length -gt 0) { Invoke-Rows $lockout }") &&
              holds(apply, "if (Test-Lockout $row) { continue }"));
    check("each program of Windows that changes something is asked for its exit code",
          programs_unasked(apply) == 0);
    check("files below a user's folders are sought for each user, and by their *",
          holds(apply, "foreach ($path in @(Expand-File $row.key))") &&
              holds(apply, "'%LocalAppData%' = '\\AppData\\Local'"));
    size_t wanted = 0;
    ks_str rows = text_of(bytes_of(&m, "changes.csv"));
    for (size_t at = script_find(rows, 0, "\"FILE\",\"%"); at < rows.size;
         at = script_find(rows, at + 1, "\"FILE\",\"%")) {
        static const char *const known[] = { "%UserProfile%", "%AppData%", "%LocalAppData%",
                                             "%SystemRoot%", "%ProgramData%" };
        bool is_known = false;
        for (size_t i = 0; i < countof(known); i++)
            is_known = is_known || ks_begins(ks_str_from(rows, at + 8), ks_str_of(known[i]));
        wanted += !is_known;
    }
    check("their paths begin with a variable that the script or Windows has", wanted == 0);
    check("an undo takes the journals of this PC alone: its whole name, then a time",
          holds(undo, "'^undo-' + [regex]::Escape($env:COMPUTERNAME) + "
                      "'-[0-9]{8}T[0-9]{6}Z\\.csv$'"));
    check("their rows are for what the plan has: registry, audit policy, channels, rights",
          holds(text_of(bytes_of(&m, "changes.csv")), ",\"registry\",\"HKLM\",") &&
              holds(text_of(bytes_of(&m, "changes.csv")), ",\"audit\",\"\",\"0CCE922B-") &&
              holds(text_of(bytes_of(&m, "changes.csv")), ",\"channel\",") &&
              holds(text_of(bytes_of(&m, "changes.csv")), ",\"right\",") &&
              holds(text_of(bytes_of(&m, "changes.csv")), ",\"sacl\",\"HKCU\","));
    remark("%zu registry values, %zu audit rows, %zu files", pol.count, audit.count, m.files.count);
    ks_arena_close(&kept);
}

static void all_profiles(void)
{
    size_t made_count = 0, tried = 0, equal = 0, both = 0;
    ks_profile own;
    for (size_t i = 0; ks_profile_at(i, &own); i++) {
        for (u32 role = 0; role < KS_ROLE_COUNT; role++) {
            ks_arena arena = whole;
            made m, again;
            char name[64] = "";
            memcpy(name, own.id.at, own.id.size < 60 ? own.id.size : 60);
            tried++;
            if (!make(&m, name, NULL, (ks_role)role, &arena)) {
                remark("%s, %u", name, role);
                continue;
            }
            made_count++;
            bool is_same = make(&again, name, NULL, (ks_role)role, &arena) &&
                           again.files.count == m.files.count;
            for (size_t k = 0; is_same && k < m.files.count; k++)
                is_same = ks_span_equal(m.files.files[k].bytes, again.files.files[k].bytes);
            equal += is_same;
            ks_str en = text_of(bytes_of(&m, "README.en.txt")),
                   ja = text_of(bytes_of(&m, "README.ja.txt"));
            both += holds(en, "\r\nOrder\r\n") && holds(ja, "\r\n展開の順序\r\n");
        }
    }
    check("each profile becomes files for each role, without an error of any linter",
          tried > 20 && made_count == tried);
    check("twice the same plan is twice the same bytes", equal == tried);
    check("instructions lie beside it in both languages", both == tried);
}

int main(void)
{
    if (!ks_arena_open(&whole, "test", (size_t)512 << 20))
        return skipped("no memory");
    registry_files();
    group_policy();
    all_profiles();
    return checked();
}
