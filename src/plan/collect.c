// The collector's files. Scripts and instructions lie in collect/ and are carried along as they
// are; the short texts that collect.cmd shows are here, since it needs each as a file of its own.
#include "plan/collect.h"

#include "plan/text.h"

// clang-format off
#define CARRIED(X)                                         \
    X(collect_ps1,       "collect.ps1",    PLAN_UTF8)      \
    X(collect_cmd,       "collect.cmd",    PLAN_PLAIN)     \
    X(collect_paths,     "paths.txt",      PLAN_PLAIN)     \
    X(collect_readme_en, "README.en.txt",  PLAN_UTF8)      \
    X(collect_readme_ja, "README.ja.txt",  PLAN_UTF8)

#define X(name, path, encoding) extern const unsigned char ks_##name[]; extern const size_t ks_##name##_size;
CARRIED(X)
#undef X

static const struct {
    const char *path;
    const char *text;
} said[] = {
    { "text/start-en.txt", "Collecting evidence of this PC. This takes some minutes; leave the window open.\n" },
    { "text/start-ja.txt", "このコンピューターの証拠を収集します。数分かかります。ウィンドウを閉じないでください。\n" },
    { "text/administrator-en.txt", "Not an administrator: most of it cannot be read. Better: right-click, Run as administrator.\n" },
    { "text/administrator-ja.txt", "管理者ではないため、大部分を読み取れません。右クリックして [管理者として実行] を選んでください。\n" },
    { "text/missing-en.txt", "paths.txt is missing: keep all files of the collector together.\n" },
    { "text/missing-ja.txt", "paths.txt がありません。収集ツールのファイルは、すべて同じフォルダーに置いてください。\n" },
    { "text/unwritable-en.txt", "The destination cannot be written to. Name another folder: collect.cmd E:\\\n" },
    { "text/unwritable-ja.txt", "保存先に書き込めません。collect.cmd E:\\ のように別のフォルダーを指定してください。\n" },
    { "text/done-en.txt", "Done. It holds personal data and password hashes: keep it like a password. The zip:\n" },
    { "text/done-ja.txt", "完了しました。個人情報とパスワード ハッシュが含まれるため、パスワードと同様に厳重に扱ってください。zip ファイル:\n" },
    { "text/folder-en.txt", "Done, without a zip: Konseki reads the folder as well. It holds personal data and password hashes: keep it like a password. The folder:\n" },
    { "text/folder-ja.txt", "完了しました。zip は作成していませんが、Konseki はフォルダーのままでも読み込めます。個人情報とパスワード ハッシュが含まれるため、パスワードと同様に厳重に扱ってください。フォルダー:\n" },
};
// clang-format on

bool ks_plan_collector(ks_arena *arena, ks_gpo_files *files, ks_fail *fail)
{
    static const struct {
        const char *path;
        const unsigned char *bytes;
        const size_t *size;
        plan_encoding encoding;
    } carried[] = {
#define X(name, path, encoding) { path, ks_##name, &ks_##name##_size, encoding },
        CARRIED(X)
#undef X
    };
    bool is_added = true;
    for (size_t i = 0; is_added && i < countof(carried); i++) {
        ks_str text = { (const char *)carried[i].bytes, *carried[i].size };
        is_added = plan_file_add(files, carried[i].path, text, carried[i].encoding, arena);
    }
    for (size_t i = 0; is_added && i < countof(said); i++)
        is_added = plan_file_add(files, said[i].path, ks_str_of(said[i].text), PLAN_UTF16, arena);
    return is_added || ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
}
