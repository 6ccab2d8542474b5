// Security descriptors in words, by one table of rights; see access.h.
#include "policy/access.h"

#include "base/number.h"
#include "message/phrase.h"

static const struct {
    ks_object_type type;
    u32 mask;
    ks_str words[KS_LANG_COUNT];
} rights[] = {
#define RIGHT(type, mask, en, ja) { KS_OBJECT_##type, (mask), { KS_TEXT(en), KS_TEXT(ja) } },
#include "policy/access_table.h"
#undef RIGHT
};

u32 ks_access_map(u32 mask, ks_object_type type)
{
    // read, write, execute, all (winnt.h: the GENERIC_MAPPING of each kind)
    static const u32 maps[KS_OBJECT_TYPE_COUNT][4] = {
        [KS_OBJECT_FILE] = { 0x120089, 0x120116, 0x1200a0, 0x1f01ff },
        [KS_OBJECT_FOLDER] = { 0x120089, 0x120116, 0x1200a0, 0x1f01ff },
        [KS_OBJECT_KEY] = { 0x20019, 0x20006, 0x20019, 0xf003f },
        [KS_OBJECT_SERVICE] = { 0x2008d, 0x20002, 0x20170, 0xf01ff },
        [KS_OBJECT_CHANNEL] = { 0x20001, 0x20002, 0x20000, 0xf0007 },
    };
    static const u32 bits[4] = { 0x80000000, 0x40000000, 0x20000000, 0x10000000 };
    for (size_t i = 0; i < 4 && maps[type][3]; i++) {
        if (mask & bits[i])
            mask = (mask & ~bits[i]) | maps[type][i];
    }
    return mask;
}

static void comma(ks_out *out, bool *is_first, ks_lang lang)
{
    if (!*is_first)
        ks_out_put(out, lang == KS_JA ? KS_STR("、") : KS_STR(", "));
    *is_first = false;
}

void ks_out_access(ks_out *out, u32 mask, ks_object_type type, ks_lang lang)
{
    bool is_first = true;
    u32 left = ks_access_map(mask, type), said = 0;
    for (unsigned pass = 0; pass < 2; pass++) {
        ks_object_type now = pass ? KS_OBJECT_GENERIC : type;
        for (size_t i = 0; i < countof(rights); i++) {
            u32 bits = rights[i].mask;
            // A whole counts when all of it is there and it says something new.
            if (rights[i].type != now || (left & bits) != bits || (said & bits) == bits)
                continue;
            comma(out, &is_first, lang);
            ks_out_put(out, rights[i].words[lang]);
            said |= bits;
        }
    }
    if (left & ~said || is_first) {
        comma(out, &is_first, lang);
        ks_out_hex(out, left & ~said, 1);
    }
}

void ks_out_account(ks_out *out, const ks_sid *sid)
{
    ks_str name = ks_sid_name(sid);
    if (name.size == 0) {
        ks_out_sid_text(out, sid);
        return;
    }
    ks_out_put(out, name);
    if (ks_sid_letters_of(sid).size == 0 && sid->bytes[1] == 5 && sid->bytes[8] == 21) {
        KS_PUT(out, " ("); // of which machine or domain
        ks_out_sid_text(out, sid);
        KS_PUT(out, ")");
    }
}

// clang-format off
#define SENTENCES(X) \
    X(ALLOW, "{0} may: {1}", "{0} に許可: {1}") \
    X(DENY, "{0} may not: {1}", "{0} に拒否: {1}") \
    X(AUDIT_BOTH, "audit success and failure of {0}: {1}", "{0} の成功と失敗を監査: {1}") \
    X(AUDIT_SUCCESS, "audit success of {0}: {1}", "{0} の成功を監査: {1}") \
    X(AUDIT_FAILURE, "audit failure of {0}: {1}", "{0} の失敗を監査: {1}") \
    X(AUDIT_NONE, "audits nothing (neither success nor failure is asked for), {0}: {1}", \
      "何も監査しません (成功も失敗も指定されていません)。{0}: {1}") \
    X(LABEL, "integrity level {0}; those below may not: {1}", "整合性レベル {0}。これより低いものに禁止: {1}") \
    X(OTHER, "an entry of type {1} for {0}", "{0} の種類 {1} のエントリ") \
    X(UNKNOWN, "an entry of the unknown type {0}", "不明な種類 {0} のエントリ") \
    X(IF, " (under a condition)", " (条件付き)") \
    X(FOR_OBJECT, " (for one kind of object or property)", " (特定の種類のオブジェクトまたはプロパティ)") \
    X(INHERITED, " (inherited)", " (継承)") \
    X(KEY_ALL, " (this key and subkeys)", " (このキーとサブキー)") \
    X(KEY_SUB, " (subkeys only)", " (サブキーのみ)") \
    X(FOLDER_ALL, " (this folder, subfolders and files)", " (このフォルダー、サブフォルダーおよびファイル)") \
    X(FOLDER_FOLDERS, " (this folder and subfolders)", " (このフォルダーおよびサブフォルダー)") \
    X(FOLDER_FILES, " (this folder and files)", " (このフォルダーおよびファイル)") \
    X(SUB_ALL, " (subfolders and files only)", " (サブフォルダーおよびファイルのみ)") \
    X(SUB_FOLDERS, " (subfolders only)", " (サブフォルダーのみ)") \
    X(SUB_FILES, " (files only)", " (ファイルのみ)") \
    X(NOWHERE, " (nowhere: inherit only, and nothing inherits)", " (適用先なし: 継承専用で、継承先がありません)") \
    X(NO_WRITE_UP, "write", "書き込み") \
    X(NO_READ_UP, "read", "読み取り") \
    X(NO_EXECUTE_UP, "execute", "実行")
typedef enum {
#define X(name, en, ja) SAY_##name,
    SENTENCES(X)
#undef X
} sentence;
static const ks_phrase_text sentences[] = {
#define X(name, en, ja) { #name, { KS_TEXT(en), KS_TEXT(ja) } },
    SENTENCES(X)
#undef X
};
// clang-format on

static ks_str words(sentence s, ks_lang lang) { return sentences[s].text[lang]; }

static sentence head(const ks_ace *ace)
{
    u32 audits = ace->flags & (KS_ACE_SUCCESS | KS_ACE_FAILURE);
    switch (ace->type) {
    case KS_ACE_ALLOW:
    case KS_ACE_ALLOW_OBJECT:
    case KS_ACE_ALLOW_CALLBACK:
    case KS_ACE_ALLOW_CALLBACK_OBJECT: return SAY_ALLOW;
    case KS_ACE_DENY:
    case KS_ACE_DENY_OBJECT:
    case KS_ACE_DENY_CALLBACK: return SAY_DENY;
    case KS_ACE_AUDIT:
    case KS_ACE_AUDIT_OBJECT:
    case KS_ACE_AUDIT_CALLBACK:
        if (audits == (KS_ACE_SUCCESS | KS_ACE_FAILURE))
            return SAY_AUDIT_BOTH;
        if (audits == 0)
            return SAY_AUDIT_NONE;
        return audits == KS_ACE_SUCCESS ? SAY_AUDIT_SUCCESS : SAY_AUDIT_FAILURE;
    case KS_ACE_LABEL: return SAY_LABEL;
    default: return ks_ace_is_known(ace->type) ? SAY_OTHER : SAY_UNKNOWN;
    }
}

static void put_label(ks_out *out, u32 mask, ks_lang lang)
{
    bool is_first = true;
    for (unsigned i = 0; i < 3; i++) {
        if (mask >> i & 1) {
            comma(out, &is_first, lang);
            ks_out_put(out, words((sentence)(SAY_NO_WRITE_UP + i), lang));
        }
    }
    if (is_first)
        ks_out_byte(out, '-');
}

static void put_reach(ks_out *out, u8 flags, ks_object_type type, ks_lang lang)
{
    // by object-inherit (1), container-inherit (2), inherit-only (8)
    static const sentence folder[] = { SAY_NOWHERE, SAY_FOLDER_FILES, SAY_FOLDER_FOLDERS,
                                       SAY_FOLDER_ALL };
    static const sentence below[] = { SAY_NOWHERE, SAY_SUB_FILES, SAY_SUB_FOLDERS, SAY_SUB_ALL };
    unsigned to = flags & (KS_ACE_OBJECT_INHERIT | KS_ACE_CONTAINER_INHERIT);
    bool is_only = flags & KS_ACE_INHERIT_ONLY;
    if (type == KS_OBJECT_KEY) // files inherit from folders only: OI does nothing here
        to &= KS_ACE_CONTAINER_INHERIT;
    else if (type != KS_OBJECT_FOLDER)
        return;
    if (to == 0 && !is_only)
        return;
    sentence said = is_only ? below[to] : folder[to];
    if (type == KS_OBJECT_KEY && to)
        said = is_only ? SAY_KEY_SUB : SAY_KEY_ALL;
    ks_out_put(out, words(said, lang));
}

// What stands in place {0} or {1} of a sentence.
static void put_hole(ks_out *out, const ks_ace *ace, ks_object_type type, sentence said,
                     bool is_account, ks_lang lang)
{
    if (is_account && said != SAY_UNKNOWN)
        ks_out_account(out, &ace->sid);
    else if (said == SAY_OTHER || said == SAY_UNKNOWN)
        ks_out_hex(out, ace->type, 2);
    else if (said == SAY_LABEL)
        put_label(out, ace->mask, lang);
    else
        ks_out_access(out, ace->mask, type, lang);
}

void ks_out_ace_words(ks_out *out, const ks_ace *ace, ks_object_type type, ks_lang lang)
{
    // The sentence is put together here, since its pieces are long and of our own making.
    sentence said = head(ace);
    ks_str text = words(said, lang);
    for (size_t i = 0; i < text.size; i++) {
        bool is_hole = text.at[i] == '{';
        if (is_hole)
            put_hole(out, ace, type, said, text.at[i + 1] == '0', lang);
        else
            ks_out_byte(out, text.at[i]);
        i += is_hole ? 2 : 0;
    }
    put_reach(out, ace->flags, type, lang);
    if (ace->object_flags)
        ks_out_put(out, words(SAY_FOR_OBJECT, lang));
    if (ace->data.size && said <= SAY_AUDIT_NONE)
        ks_out_put(out, words(SAY_IF, lang));
    if (ace->flags & KS_ACE_INHERITED)
        ks_out_put(out, words(SAY_INHERITED, lang));
}
