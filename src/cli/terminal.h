// What a terminal may get: colours or not, sentences on stderr.
#pragma once
#include "base/os.h"
#include "cli/options.h"

// --color, then NO_COLOR (set and not empty: none), FORCE_COLOR, then whether this stream is a
// terminal that can do it.
bool terminal_has_color(const options *given, ks_file stream);
// "konseki events: <sentence>" and what to do, on stderr.
void terminal_say_fail(const options *given, const ks_fail *fail);
// The same with what it is about in front: a pattern, a source.
void terminal_say_fail_of(const options *given, const ks_fail *fail, ks_str of);
// "konseki events: <sentence>" and where help is, on stderr.
void terminal_say_usage(const options *given, ks_note note, const char *text, const char *text2);
// That there is no such command, and which is nearest.
void terminal_say_unknown(const options *given, const char *word);
// That an option's value is no whole number in a range.
void terminal_say_number(const options *given, const char *option, const char *value, u64 least,
                         u64 most);
// A line as it is, on stderr.
void terminal_say(ks_str line);
