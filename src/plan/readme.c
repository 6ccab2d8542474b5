// README.en.txt and README.ja.txt: what is in the folder, in which order to roll out, what each
// change does and may break, how to take it back, and what was left out and why.
#include "plan/parts.h"

enum { readme_size = 4 << 20 };

typedef struct {
    const plan_files *f;
    ks_out out;
    ks_lang lang;
} readme;

static void put(readme *r, const char *en, const char *ja)
{
    ks_out_put(&r->out, ks_str_of(r->lang == KS_JA ? ja : en));
}

static void put_text(readme *r, ks_str text) { ks_out_put(&r->out, text); }

// clang-format off
static const struct {
    const char *path; // a file or folder that is there
    const char *about[KS_LANG_COUNT];
} described[] = {
    { "gpo/manifest.xml", { "  gpo\\                    a GPO backup: import it with GPMC (Manage Backups, or Import Settings into a new,\n"
                            "                          unlinked GPO), or into the local policy with LGPO.exe /g gpo. User rights in it replace\n"
                            "                          the accounts that hold them now: compare first (secedit /export)\n",
                            "  gpo\\                    GPO のバックアップ。グループ ポリシーの管理 (GPMC) で、リンクしていない新しい GPO に\n"
                            "                          [設定のインポート] を行うか、LGPO.exe /g gpo でローカル ポリシーに適用します。ユーザー権利は\n"
                            "                          現在の割り当てを置き換えるため、先に secedit /export で確認してください\n" } },
    { "lgpo/machine.txt", { "  lgpo\\                   the registry part as LGPO text: LGPO.exe /t lgpo\\machine.txt\n",
                            "  lgpo\\                   レジストリ部分の LGPO テキスト。LGPO.exe /t lgpo\\machine.txt\n" } },
    { "changes.csv",      { "  apply.ps1, changes.csv   a machine without domain: run apply.ps1 as administrator (-WhatIf only shows).\n"
                            "                          Before each change it writes what was there into undo-HOST-TIME.csv\n"
                            "  undo.ps1                takes back what apply.ps1 did there, absent values included\n"
                            "                          A user's values are reached only while that user is logged on; what is not is told\n",
                            "  apply.ps1、changes.csv   ドメインに参加していないコンピューター用。管理者として apply.ps1 を実行します (-WhatIf は\n"
                            "                          表示のみ)。変更の前に、元の値を undo-ホスト名-時刻.csv に記録します\n"
                            "  undo.ps1                apply.ps1 による変更を、値がなかった状態も含めて元に戻します\n"
                            "                          ユーザーの値を変更できるのは、そのユーザーがサインインしている間だけです (変更できなかった値は表示します)\n" } },
    { "machine.reg",      { "  machine.reg             the registry part alone, for the machine: reg import machine.reg /reg:64\n"
                            "  undo-machine.reg        takes it back, as far as the state before is known here\n",
                            "  machine.reg             レジストリ部分のみ (コンピューター)。reg import machine.reg /reg:64\n"
                            "  undo-machine.reg        元の値が分かっている範囲で元に戻します\n" } },
    { "user.reg",         { "  user.reg                the same for the user who imports it; undo-user.reg\n",
                            "  user.reg                同じく、インポートするユーザー用。undo-user.reg\n" } },
    { "applocker.xml",    { "  applocker.xml           AppLocker rules that only watch: Set-AppLockerPolicy -XmlPolicy applocker.xml -Merge.\n"
                            "                          Save Get-AppLockerPolicy -Local -Xml before; that file is the undo\n",
                            "  applocker.xml           監査のみの AppLocker 規則。Set-AppLockerPolicy -XmlPolicy applocker.xml -Merge。\n"
                            "                          先に Get-AppLockerPolicy -Local -Xml を保存してください (元に戻すときに使います)\n" } },
    { "exploit-protection.xml", { "  exploit-protection.xml  Set-ProcessMitigation -PolicyFilePath exploit-protection.xml. Save\n"
                            "                          Get-ProcessMitigation -RegistryConfigFilePath before.xml first; that file is the undo\n",
                            "  exploit-protection.xml  Set-ProcessMitigation -PolicyFilePath exploit-protection.xml。先に\n"
                            "                          Get-ProcessMitigation -RegistryConfigFilePath before.xml を実行してください (元に戻すときに使います)\n" } },
    { "sysmon.xml",       { "  sysmon.xml              a small Sysmon configuration with its reasons: sysmon64 -c sysmon.xml. Keep what\n"
                            "                          sysmon64 -c prints before, and the file that made it: that is the undo\n"
                            "  sysmon-4.50.xml         the same for Sysmon 13 and 14, without events 26 and 29\n",
                            "  sysmon.xml              小さな Sysmon の構成 (理由のコメント付き)。sysmon64 -c sysmon.xml。先に sysmon64 -c の\n"
                            "                          出力と現在の構成ファイルを保存してください (元に戻すときに使います)\n"
                            "  sysmon-4.50.xml         Sysmon 13 と 14 用の同じ構成 (イベント 26 と 29 を除く)\n" } },
    { "wef/subscription.xml", { "  wef\\                    event forwarding. On the collector: wecutil qc, then wecutil cs wef\\subscription.xml.\n"
                            "                          On the sources: client.txt, with the collector's name, as value 1 of the policy\n"
                            "                          'Configure target Subscription Manager'. Undo: wecutil ds Konseki, and the policy back\n",
                            "  wef\\                    イベント転送。コレクターで wecutil qc、続いて wecutil cs wef\\subscription.xml を実行します。\n"
                            "                          転送元では client.txt の内容 (コレクターの名前に変更したもの) を、ポリシー [ターゲット\n"
                            "                          サブスクリプション マネージャーを構成する] の値 1 に設定します。元に戻すには wecutil ds Konseki\n"
                            "                          を実行し、ポリシーを元に戻します\n" } },
    { "plan.json",        { "  plan.json               all of it for programs\n", "  plan.json               プログラム用の一覧\n" } },
};

static void put_order(readme *r)
{
    put(r, "\nOrder\n-----\n"
           "  1. Recording first (audit policy, logs and their sizes, PowerShell): it breaks nothing and shows what follows.\n"
           "  2. Where Windows can watch before it blocks (attack surface reduction, controlled folder access, network\n"
           "     protection, AppLocker), watch: make this plan with --audit-only, and read what would have been blocked\n"
           "     for two weeks at least, month end included.\n"
           "  3. Then block, first on a few machines of each kind, then in waves.\n"
           "  4. Keep the undo at hand: on a domain, unlink the GPO and link one with the old values for what is marked\n"
           "     \"stays\" below (Windows removes only what lies under Policies keys when a GPO goes).\n"
           "  A domain GPO that sets the same value wins over apply.ps1 and .reg files, within two hours.\n",
           "\n展開の順序\n----------\n"
           "  1. 記録の設定 (監査ポリシー、ログとそのサイズ、PowerShell) から始めます。影響がなく、以降の変更の影響も記録できます。\n"
           "  2. ブロックの前に監査だけにできる設定 (攻撃面の減少、コントロールされたフォルダー アクセス、ネットワーク保護、AppLocker)\n"
           "     は、--audit-only で作成した計画で監査し、ブロックされるはずだったものを月末を含めて 2 週間以上確認します。\n"
           "  3. その後、種類ごとに少数のコンピューターから段階的にブロックします。\n"
           "  4. 元に戻す手段を用意しておきます。ドメインでは GPO のリンクを解除し、以下で「残ります」とある設定は元の値を設定する\n"
           "     GPO をリンクします (GPO を外したとき Windows が削除するのは Policies キーの下だけです)。\n"
           "  同じ値を設定するドメインの GPO がある場合は、2 時間以内にそちらの値に戻ります。\n");
}
// clang-format on

static void put_line(readme *r, const char *en, const char *ja, ks_str text)
{
    if (text.size == 0)
        return;
    put(r, en, ja);
    put_text(r, text);
    put_text(r, KS_STR("\n"));
}

static void put_object(readme *r, const ks_change *c)
{
    if (c->place) {
        ks_setting_place_print(c->place, &r->out);
        return;
    }
    put_text(r, ks_setting_kind_text(c->part->kind, r->lang));
    KS_PUT(&r->out, " ");
    put_text(r, c->part->object);
}

static void put_value(readme *r, const ks_change *c, ks_setting_value value)
{
    if (value.kind == KS_VALUE_ABSENT)
        put(r, "no value", "値なし");
    else
        ks_plan_value_print(&r->out, c->part->type, value);
}

// The place, from what (where that is known) to what, and that it stays when a GPO goes.
static void put_change(readme *r, const ks_change *c)
{
    KS_PUT(&r->out, "      ");
    put_object(r, c);
    KS_PUT(&r->out, ": ");
    if (c->was.kind != KS_VALUE_UNKNOWN) {
        put_value(r, c, c->was);
        put(r, " -> ", " → ");
    }
    put_value(r, c, c->becomes);
    if (c->is_watching)
        put(r, " (watching only)", " (監査のみ)");
    if (c->place && !c->place->is_policy)
        put(r, " (stays)", " (残ります)");
    if (c->outcome != KS_PLAN_CHANGE) {
        KS_PUT(&r->out, ": ");
        put_text(r, ks_plan_outcome_text(c->outcome, r->lang));
    }
    KS_PUT(&r->out, "\n");
    if (c->place && c->key_count)
        put(r, "        machine.reg sets the same here:\n",
            "        machine.reg では、次の場所に同じ値を設定します:\n");
    for (size_t i = 0; c->place && i < c->key_count; i++) {
        ks_setting_place place = *c->place;
        place.key = c->keys[i];
        KS_PUT(&r->out, "        ");
        ks_setting_place_print(&place, &r->out);
        KS_PUT(&r->out, "\n");
    }
}

static void put_setting(readme *r, const ks_change *c)
{
    const ks_setting *s = c->setting;
    KS_PUT(&r->out, "\n  ");
    put_text(r, s->title[r->lang]);
    KS_PUT(&r->out, "  [");
    put_text(r, s->id);
    KS_PUT(&r->out, "]\n");
    put_line(r, "      ", "      ", s->purpose[r->lang]);
    put_line(r, "      May break: ", "      影響: ", s->breaks[r->lang]);
    put_line(r, "      Limits: ", "      制限と回避: ", s->around[r->lang]);
    if (s->takes_effect == KS_TAKES_EFFECT_REBOOT)
        put(r, "      Takes effect after a restart.\n", "      再起動後に有効になります。\n");
    if (s->takes_effect == KS_TAKES_EFFECT_RELOGON)
        put(r, "      Takes effect after a new logon, or a restart of the service.\n",
            "      次回のログオン、またはサービスの再起動後に有効になります。\n");
    if (c->part->kind == KS_SETTING_USER_RIGHT || c->part->kind == KS_SETTING_GROUP_MEMBER)
        put(r, "      A GPO replaces the whole list: add what else has to be in it.\n",
            "      GPO "
            "は一覧全体を置き換えます。ほかに必要なアカウントがあれば追加してください。\n");
    if (c->needed_by)
        put_line(r, "      Needed by ", "      前提とする設定: ", c->needed_by->id);
}

static bool is_shown(const ks_change *c)
{
    return c->outcome == KS_PLAN_CHANGE || c->outcome == KS_PLAN_EACH;
}

static void put_changes(readme *r, ks_setting_use use, const char *en, const char *ja)
{
    const ks_setting *last = NULL;
    for (size_t i = 0; i < r->f->plan->count; i++) {
        const ks_change *c = &r->f->plan->items[i];
        if (!is_shown(c) || (c->setting->use == KS_SETTING_RECORDS) != (use == KS_SETTING_RECORDS))
            continue;
        if (last == NULL)
            put(r, en, ja);
        if (c->setting != last)
            put_setting(r, c);
        last = c->setting;
        put_change(r, c);
    }
}

// Of what a person has to do: where, and what the profile asks for.
static void put_asked(readme *r, const ks_change *c)
{
    if (c->outcome != KS_PLAN_BY_HAND && c->outcome != KS_PLAN_NO_VALUE)
        return;
    KS_PUT(&r->out, "\n      ");
    put_object(r, c);
    put(r, ", asked for: ", "、求める値: ");
    put_text(r, c->want->text);
}

static void put_left_out(readme *r)
{
    bool is_first = true;
    for (size_t i = 0; i < r->f->plan->count; i++) {
        const ks_change *c = &r->f->plan->items[i];
        if (is_shown(c) || c->outcome == KS_PLAN_MET)
            continue;
        if (is_first)
            put(r, "\nLeft out\n--------\n", "\n対象外\n------\n");
        is_first = false;
        KS_PUT(&r->out, "  ");
        put_text(r, c->setting->id);
        if (c->part->name.size) {
            KS_PUT(&r->out, " ");
            put_text(r, c->part->name);
        }
        KS_PUT(&r->out, ": ");
        put_text(r, ks_plan_outcome_text(c->outcome, r->lang));
        put_asked(r, c);
        KS_PUT(&r->out, "\n");
    }
    for (size_t i = 0; i < r->f->plan->unmet_count; i++) {
        const ks_setting *const *pair = &r->f->plan->unmet[2 * i];
        KS_PUT(&r->out, "  ");
        put_text(r, pair[0]->id);
        put(r, " does nothing without ",
            " には次の設定が必要ですが、プロファイルは何も求めていません: ");
        put_text(r, pair[1]->id);
        put(r, ", of which the profile asks nothing\n", "\n");
    }
}

static void put_files(readme *r)
{
    put(r, "\nFiles\n-----\n", "\nファイル\n--------\n");
    for (size_t i = 0; i < countof(described); i++) {
        if (ks_gpo_files_find(r->f->files, KS_STR(""), described[i].path))
            put(r, described[i].about[KS_EN], described[i].about[KS_JA]);
    }
}

bool plan_add_readme(plan_files *f, ks_lang lang)
{
    ks_arena scratch = *f->arena;
    readme r = { .f = f, .lang = lang };
    if (!ks_out_open(&r.out, &scratch, readme_size))
        return false;
    put(&r, "Konseki plan: ", "Konseki 変更計画: ");
    put_text(&r, f->request->profile->title[lang]);
    KS_PUT(&r.out, " (");
    put_text(&r, f->request->profile->id);
    put(&r, ", ", "、");
    put_text(&r, ks_role_text(f->request->windows.role, lang));
    KS_PUT(&r.out, ")\n");
    put_files(&r);
    put_order(&r);
    put_changes(&r, KS_SETTING_RECORDS, "\nWhat is recorded\n----------------\n",
                "\n記録の設定\n----------\n");
    put_changes(&r, KS_SETTING_PROTECTS, "\nWhat is closed\n--------------\n",
                "\n防御の設定\n----------\n");
    put_left_out(&r);
    *f->arena = scratch;
    return !r.out.is_full &&
           plan_file_add(f->files, lang == KS_JA ? "README.ja.txt" : "README.en.txt",
                         ks_out_str(&r.out), PLAN_UTF8, f->arena);
}
