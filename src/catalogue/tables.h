// The tables that the generator writes (generated/catalogue/*.c) and the look-up code reads.
#pragma once
#include "catalogue/catalogue.h"
#include "catalogue/settings.h"

typedef enum {
    catalogue_text,    // a literal
    catalogue_value,   // the first of `names` that has a value
    catalogue_account, // the first of `names` as prefix: DOMAIN\user
    catalogue_group,   // the next `size` ops, unless a value right in it is empty
} catalogue_kind;

typedef enum {
    catalogue_plain, // as it is
    catalogue_base,  // what follows the last \ or /
    catalogue_host,  // an address in front of a port: with brackets if it is one of IPv6
    catalogue_param, // with %%nnnn as words, a list joined by commas
    catalogue_line,  // the first line that has text, at most catalogue_line_size bytes of it
    catalogue_after, // the rest of the line behind the first `text`
    catalogue_word,  // the word that `words` gives for it
} catalogue_show;

enum { catalogue_line_size = 240 };

typedef struct {
    ks_str name;
    u32 index; // from 1
} catalogue_field;

// A code in evidence and what is printed for it. The code "*" stands for every other one; it has
// no text when the value itself is to be printed.
typedef struct {
    ks_str code, text;
} catalogue_code;

typedef struct catalogue_op {
    catalogue_kind kind;
    catalogue_show show;
    u32 size; // of names, or of ops in the group
    u32 word_count;
    const catalogue_field *names;
    const catalogue_code *words;
    ks_str text; // the literal, or what to look for
} catalogue_op;

extern const ks_event_type catalogue_event_types[];
extern const size_t catalogue_event_type_count;
extern const ks_parameter catalogue_parameters[];
extern const size_t catalogue_parameter_count;
extern const ks_question catalogue_questions[];
extern const size_t catalogue_question_count;
extern const ks_source_node catalogue_source_nodes[];
extern const size_t catalogue_source_node_count;
extern const ks_tactic catalogue_tactics[];
extern const size_t catalogue_tactic_count;
extern const ks_source_node catalogue_profile_nodes[];
extern const size_t catalogue_profile_node_count;
extern const ks_setting_group catalogue_setting_groups[];
extern const size_t catalogue_setting_group_count;
extern const ks_setting *const catalogue_settings[]; // sorted by id
extern const size_t catalogue_setting_count, catalogue_setting_part_count;
extern const ks_dead_check catalogue_dead_checks[];
