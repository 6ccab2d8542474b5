// Sentences with holes, filled: {0} a number as it is, {0,} grouped, {0b} a size, {0x} hexadecimal,
// {0d} a span of ticks, {0s} the plural's "s", {text}, {text2}, {errno}. Texts are made visible,
// since they may come from evidence or from a path.
#include "message/message.h"

#include "base/number.h"
#include "base/os.h"
#include "base/ticks.h"
#include "message/visible.h"

#include <errno.h>

static const char *const notes[KS_SAY_COUNT][KS_LANG_COUNT] = {
#define X(name, en, ja) [KS_SAY_##name] = { en, ja },
    KS_NOTES(X)
#undef X
};

typedef struct {
    const char *what, *remedy;
} pair;

static const pair fails[KS_REASON_COUNT][KS_LANG_COUNT] = {
#define EN(what, remedy) \
    {                    \
        what, remedy     \
    }
#define JA(what, remedy) \
    {                    \
        what, remedy     \
    }
#define SAY(reason, en, ja) [KS_##reason] = { en, ja },
#include "message/sentences.h"
#undef SAY
#undef EN
#undef JA
};

static const struct {
    const char *word, *text[KS_LANG_COUNT];
} ledger_rows[] = {
#define ROW(word, en, ja) { word, { en, ja } },
#include "message/ledger.h"
#undef ROW
};

// The words that the C library has, in Japanese; it has no Japanese ones without a locale.
static const struct {
    int number;
    const char *ja;
} errnos[] = {
    { ENOENT, "ファイルまたはフォルダーがありません" },
    { EACCES, "アクセス権がありません" },
    { EPERM, "操作が許可されていません" },
    { EISDIR, "フォルダーです" },
    { ENOTDIR, "フォルダーではありません" },
    { ENOSPC, "空き容量がありません" },
    { EIO, "入出力エラーです" },
    { EROFS, "読み取り専用です" },
    { EEXIST, "既に存在します" },
    { EMFILE, "開いているファイルが多すぎます" },
    { ENFILE, "開いているファイルが多すぎます" },
    { ENOMEM, "メモリが足りません" },
    { EFBIG, "ファイルが大きすぎます" },
    { EPIPE, "出力の読み手がいません" },
    { ENAMETOOLONG, "名前が長すぎます" },
    { EINVAL, "値が正しくありません" },
    { ENOSYS, "この機能がありません" },
    { EBUSY, "使用中です" },
    { ENOTEMPTY, "フォルダーが空ではありません" },
    { ENXIO, "デバイスがありません" },
#ifdef ELOOP
    { ELOOP, "リンクが循環しています" },
#endif
#ifdef EOPNOTSUPP
    { EOPNOTSUPP, "この機能に対応していません" },
#endif
#ifdef EDQUOT
    { EDQUOT, "ディスクの割り当てを超えています" },
#endif
};

void ks_say_errno(ks_out *out, i64 number, ks_lang lang)
{
    for (size_t i = 0; lang == KS_JA && i < countof(errnos); i++) {
        if (errnos[i].number == number) {
            ks_out_put(out, ks_str_of(errnos[i].ja));
            return;
        }
    }
    ks_out_put(out, ks_str_of(ks_os_error_words(number)));
}

// As ks_out_duration, in words.
static void put_length(ks_out *out, u64 ticks, ks_lang lang)
{
    static const struct {
        u64 seconds, next;
        const char *unit, *next_unit;
    } rows[] = { { 86400, 3600, " 日", " 時間" },
                 { 3600, 60, " 時間", " 分" },
                 { 60, 1, " 分", " 秒" },
                 { 1, 0, " 秒", NULL } };
    u64 seconds = ticks / ks_ticks_per_second;
    size_t i = 0;
    if (lang == KS_EN) {
        ks_out_duration(out, ticks);
        return;
    }
    while (i + 1 < countof(rows) && seconds < rows[i].seconds)
        i++;
    ks_out_u64(out, seconds / rows[i].seconds);
    ks_out_put(out, ks_str_of(rows[i].unit));
    u64 rest = rows[i].next ? seconds % rows[i].seconds / rows[i].next : 0;
    if (rest == 0)
        return;
    KS_PUT(out, " ");
    ks_out_u64(out, rest);
    ks_out_put(out, ks_str_of(rows[i].next_unit));
}

static void put_number(ks_out *out, i64 number, char how, ks_lang lang)
{
    u64 size = number < 0 ? 0 - (u64)number : (u64)number;
    if (how == 'x') {
        ks_out_hex(out, (u64)number, 1);
    } else if (how == 'b') {
        ks_out_bytes_size(out, size);
    } else if (how == 'd') {
        put_length(out, size, lang);
    } else if (how == 's') {
        if (number != 1 && lang == KS_EN)
            KS_PUT(out, "s");
    } else if (how == ',') {
        if (number < 0)
            KS_PUT(out, "-");
        ks_out_grouped(out, size);
    } else {
        ks_out_i64(out, number);
    }
}

// Fills the hole that `hole` names, without its braces.
static void fill(ks_out *out, ks_str hole, const ks_words *words, ks_lang lang)
{
    if (ks_str_equal(hole, KS_STR("text")))
        ks_out_visible(out, words->text[0]);
    else if (ks_str_equal(hole, KS_STR("text2")))
        ks_out_visible(out, words->text[1]);
    else if (ks_str_equal(hole, KS_STR("errno")))
        ks_say_errno(out, words->number[0], lang);
    else
        put_number(out, words->number[(hole.at[0] - '0') & 3], hole.size > 1 ? hole.at[1] : 0,
                   lang);
}

static void put_sentence(ks_out *out, const char *sentence, const ks_words *words, ks_lang lang)
{
    for (const char *p = sentence; *p;) {
        const char *open = strchr(p, '{');
        const char *close = open ? strchr(open, '}') : NULL;
        if (close == NULL || close == open + 1) {
            ks_out_put(out, ks_str_of(p));
            return;
        }
        ks_out_bytes(out, p, (size_t)(open - p));
        fill(out, (ks_str){ open + 1, (size_t)(close - open) - 1 }, words, lang);
        p = close + 1;
    }
}

void ks_say(ks_out *out, ks_note note, const ks_words *words, ks_lang lang)
{
    put_sentence(out, notes[note][lang], words ? words : &(ks_words){ 0 }, lang);
}

void ks_say_fail(ks_out *out, const ks_fail *fail, ks_str where, ks_lang lang)
{
    if (where.size) {
        ks_out_visible(out, where);
        KS_PUT(out, ": ");
        if (fail->place.offset || fail->place.size) {
            ks_say(out, KS_SAY_PLACE, &(ks_words){ .number = { (i64)fail->place.offset } }, lang);
            KS_PUT(out, ": ");
        }
    }
    ks_words words = { .number = { fail->number[0], fail->number[1] }, .text = { fail->text } };
    put_sentence(out, fails[fail->reason][lang].what, &words, lang);
}

void ks_say_remedy(ks_out *out, const ks_fail *fail, ks_lang lang)
{
    ks_words words = { .number = { fail->number[0], fail->number[1] }, .text = { fail->text } };
    put_sentence(out, fails[fail->reason][lang].remedy, &words, lang);
}

bool ks_say_ledger(ks_out *out, ks_str word, const ks_words *words, ks_lang lang)
{
    for (size_t i = 0; i < countof(ledger_rows); i++) {
        if (ks_str_equal(word, ks_str_of(ledger_rows[i].word))) {
            put_sentence(out, ledger_rows[i].text[lang], words ? words : &(ks_words){ 0 }, lang);
            return true;
        }
    }
    return false;
}
