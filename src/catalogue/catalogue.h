// The catalogue: what Windows' events are called, which sentence tells what one says, what %%nnnn
// stands for, and the questions of an investigation. All of it is data of catalogue/*.yaml, in
// English and Japanese; the build makes constant tables from it. Nothing here allocates or fails.
//
//     const ks_event_type *type = ks_event_type_find(provider, id, version);
//     if (!type || !ks_sentence_print(type, KS_JA, fields, &out))
//         ...; // no sentence for this event: show its fields
//
// Caveats: names and sentences are for people and change between versions of Konseki; compare by
// provider, id and field. A printed sentence holds text from evidence as it was: escape the whole
// for where it goes.
#pragma once
#include "base/out.h"
#include "message/message.h"

// One piece of a sentence: src/catalogue/tables.h.
struct catalogue_op;

typedef struct {
    const struct catalogue_op *ops;
    size_t count; // 0: there is none
} ks_sentence;

enum { ks_any_version = 0xffff };

// A kind of event: provider and id, never the id alone. Names have no full stop.
typedef struct {
    ks_str provider;
    ks_str channel; // where it is usually written; empty: not known
    u32 id;
    u32 version; // ks_any_version: all that have no row of their own
    ks_str name[KS_LANG_COUNT];
    ks_sentence sentence[KS_LANG_COUNT];
} ks_event_type;

// NULL: not in the catalogue. Case of ASCII letters in the provider does not matter: Windows
// itself writes "Disk" and "disk".
const ks_event_type *ks_event_type_find(ks_str provider, u32 id, u32 version);

// All event types, sorted by provider, id, version.
const ks_event_type *ks_event_types(size_t *count);

// Where a sentence gets its values from. `value` gives the text of the index-th (from 1) field of
// that name, and an empty one if there is none; it has to stay until the next call. "Data" is a
// Data element without a name; a name that begins with '@' is an element or attribute of System:
// @UserID, @ProcessID, @Computer, @Channel.
typedef struct {
    ks_str (*value)(const void *from, ks_str name, u32 index);
    const void *from;
} ks_fields;

// Appends the sentence, without a full stop at its end. False: the event type has none, and
// nothing was written. Whether it fitted, `out` knows (is_full).
bool ks_sentence_print(const ks_event_type *type, ks_lang lang, ks_fields fields, ks_out *out);

// What %%number stands for in audit events. NULL: not in the catalogue.
typedef struct {
    u32 number;
    bool is_own_japanese;       // the Japanese words are ours: Windows' own were not seen
    ks_str text[KS_LANG_COUNT]; // Japanese may be empty: see ks_parameter_text
} ks_parameter;

const ks_parameter *ks_parameter_find(u32 number);
// The words in that language, else in English; empty if the number is unknown.
ks_str ks_parameter_text(u32 number, ks_lang lang);
// Appends `text` with every %%nnnn in it replaced: "%%4416\r\n\t\t\t\t%%4423" becomes
// "ReadData (or ListDirectory), ReadAttributes". Unknown numbers stay as they are.
void ks_parameters_print(ks_str text, ks_lang lang, ks_out *out);

// One of the fourteen questions of an investigation.
typedef struct {
    u32 number;  // 1 ... 14
    ks_str id;   // "programs-executed": what files and options say
    ks_str tags; // of rules that bear on it: "execution t1059", separated by blanks
    ks_str title[KS_LANG_COUNT];
    ks_str meaning[KS_LANG_COUNT];
} ks_question;

// All questions by number: the first is question 1.
const ks_question *ks_questions(size_t *count);
// NULL: no such id.
const ks_question *ks_question_find(ks_str id);

// Which questions a rule with this tag ("attack.t1059.001", "attack.initial_access") bears on: bits
// 1 << number.
u32 ks_questions_of_tag(ks_str tag);

// A tactic of ATT&CK, as rules are tagged with it: "attack.lateral-movement".
typedef struct {
    ks_str id;      // "lateral-movement"
    ks_str part_of; // the id of the tactic that it was split from, which stands before; or empty
    ks_str title[KS_LANG_COUNT];
} ks_tactic;

// All of them in the order of the matrix.
const ks_tactic *ks_tactics(size_t *count);

// Where the log sources of Sigma rules are recorded: the nodes of logsources.yaml, in its order, a
// map's or list's own right behind it. What they mean is read by `rules`, which reads users' files
// of the same form as well.
typedef enum { KS_SOURCE_NODE_SCALAR, KS_SOURCE_NODE_LIST, KS_SOURCE_NODE_MAP } ks_source_node_kind;
typedef struct {
    ks_source_node_kind kind;
    bool is_plain; // a scalar without quotes
    ks_str key;    // when it is a value in a map
    ks_str text;   // of a scalar
    u32 size;      // nodes: itself and all below
    u32 line, column;
} ks_source_node;

const ks_source_node *ks_source_nodes(size_t *count);
