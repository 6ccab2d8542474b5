// An XML file as a tree with the place of every element, attribute and text. No document type, no
// external entities, a limit on depth: what is beyond that is an error with its place. Lines and
// columns count from 1, columns in characters.
#pragma once
#include "base/arena.h"
#include "policy/mistake.h"

typedef struct markup_attribute markup_attribute;
struct markup_attribute {
    ks_str name, value;
    u32 line, column; // of the name
    markup_attribute *next;
};

typedef struct markup_node markup_node;
struct markup_node {
    ks_str name; // empty: a text
    ks_str text; // of a text, decoded, CR LF as LF
    ks_str raw;  // as it stands in the (decoded) file
    bool is_cdata;
    u32 line, column; // of `<`, or of the text's first character
    markup_attribute *attributes;
    markup_node *parent, *first, *last, *next;
};

enum { markup_depth_most = 64 };

// clang-format off
#define MARKUP_MISTAKES(X) \
    X(ENCODING, "xml-encoding", ERROR, "the text is neither UTF-8 nor UTF-16", "テキストが UTF-8 でも UTF-16 でもありません", \
      "save the file as UTF-8", "ファイルを UTF-8 で保存してください") \
    X(EXPECTED, "xml-expected", ERROR, "'{0}' expected", "'{0}' が必要です", \
      "correct the XML here", "この箇所の XML を修正してください") \
    X(NOT_CLOSED, "xml-not-closed", ERROR, "'{0}' is not closed", "'{0}' が閉じられていません", \
      "add its end", "終わりを追加してください") \
    X(OTHER_END, "xml-other-end", ERROR, "'{0}' ends here, but '{1}' is open", "'{0}' の終了タグがありますが、開いているのは '{1}' です", \
      "close the elements in the order in which they are nested", "入れ子の順に要素を閉じてください") \
    X(BAD_ENTITY, "xml-entity", ERROR, "'{0}' is no entity of XML", "'{0}' は XML の実体参照ではありません", \
      "write &amp; for an ampersand", "アンパサンドは &amp; と書いてください") \
    X(BAD_CHARACTER, "xml-character", ERROR, "a character stands here that XML does not allow", "XML で許されない文字があります", \
      "remove it", "取り除いてください") \
    X(TWICE, "xml-attribute-twice", ERROR, "the attribute '{0}' is there twice", "属性 '{0}' が重複しています", \
      "remove one of the two", "どちらか一方を取り除いてください") \
    X(DOCTYPE, "xml-doctype", ERROR, "a document type is not taken", "文書型宣言 (DOCTYPE) は使えません", \
      "remove it", "取り除いてください") \
    X(TOO_DEEP, "xml-deep", ERROR, "nested deeper than 64 levels", "入れ子が 64 段を超えています", \
      "flatten the structure", "構造を平らにしてください") \
    X(AFTER_ROOT, "xml-after-root", ERROR, "something stands after the end of '{0}'", "'{0}' の終わりより後に余分な内容があります", \
      "remove it", "取り除いてください") \
    X(TOO_LARGE, "xml-large", ERROR, "the file is too large for a policy", "ポリシーのファイルとしては大きすぎます", \
      "check that this is the right file", "正しいファイルか確認してください")
// clang-format on
typedef enum {
#define X(name, ...) MARKUP_##name,
    MARKUP_MISTAKES(X)
#undef X
        MARKUP_MISTAKE_COUNT
} markup_mistake;
extern const ks_mistake_kind markup_kinds[MARKUP_MISTAKE_COUNT];

// The root element; NULL: one mistake was added.
markup_node *markup_read(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
// The same for text that stands inside a file, where it begins at `line` and `column`.
markup_node *markup_read_at(ks_str text, u32 line, u32 column, ks_arena *arena,
                            ks_mistakes *mistakes);

// Whether bytes look like XML whose root element has this name (prefixes aside).
bool markup_is(ks_span bytes, const char *root, ks_arena scratch);

// The attribute; NULL: there is none.
const markup_attribute *markup_attribute_find(const markup_node *node, const char *name);
// Its value; empty: there is none.
ks_str markup_value(const markup_node *node, const char *name);
// Whether it is an element of this name. Prefixes are compared as they stand.
bool markup_is_element(const markup_node *node, const char *name);
// The next element from `node` on (itself included) in its parent; NULL: none.
const markup_node *markup_element(const markup_node *node);
const markup_node *markup_child(const markup_node *node, const char *name);
// All text directly in the element, white space around it taken away when `trimmed`.
ks_str markup_text(const markup_node *node, bool trimmed, ks_arena *arena);
// Where a byte of a text node's decoded text stands in the file.
ks_mistake_place markup_text_place(const markup_node *text, size_t at);
ks_mistake_place markup_place(const markup_node *node);
ks_mistake_place markup_attribute_place(const markup_attribute *attribute);
