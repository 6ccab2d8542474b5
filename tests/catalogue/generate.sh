#!/bin/sh
# Mistakes in the catalogue are said with their place, and nothing is written.
# A case: the sentence, the message expected (file:line:column included), the YAML of events.yaml.
set -u
generate=${KS_BUILD:?}/ks_catalogue_generate
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/in" "$folder/out"
printf 'format: 1\nparameters: {}\n' >"$folder/in/parameters.yaml"
printf 'format: 1\nquestions: []\n' >"$folder/in/questions.yaml"
printf 'format: 1\ntactics: []\n' >"$folder/in/tactics.yaml"
printf 'format: 1\nsources: []\n' >"$folder/in/logsources.yaml"
printf 'format: 1\nprofiles:\n  - id: own\n' >"$folder/in/profiles.yaml"
checks() { sed -n '/^#define KS_DEAD_CHECKS/,/^$/s/.*"\(.*\)").*/\1/p' src/catalogue/settings.h; }
{
    printf 'format: 1\nchecks:\n'
    for check in $(checks); do
        printf '  - { id: %s, when: w, affects: [], sentence: { en: a, ja: b }, remedy: ' "$check"
        printf '{ en: a, ja: b } }\n'
    done
} >"$folder/in/dead.yaml"
number=0
failed=0

say() { # say STATUS SENTENCE
    number=$((number + 1))
    [ "$1" -eq 0 ] && echo "ok $number - $2" && return
    failed=1
    echo "not ok $number - $2"
    sed 's/^/# /' "$folder/said"
}

refused() { # refused SENTENCE MESSAGE YAML
    printf '%b' "$3" >"$folder/in/events.yaml"
    rm -f "$folder/out/"*
    ! "$generate" "$folder/in" "$folder/out" 2>"$folder/said" &&
        grep -qF "events.yaml:$2" "$folder/said" && [ ! -e "$folder/out/events.c" ]
    say $? "$1"
}

sentence() { # sentence EN: a file whose line 8 is that sentence
    printf '%s' "format: 1\nproviders:\n  P:\n    events:\n      - id: 1\n" \
        "        name: { en: a, ja: b }\n        sentence:\n" \
        "          en: '$1'\n          ja: 'x'\n"
}

event() { printf '%s' "format: 1\nproviders:\n  P:\n    events:\n      - $1\n"; }

printf '%b' "$(event '{ id: 1, name: { en: a, ja: b } }')" >"$folder/in/events.yaml"
"$generate" "$folder/in" "$folder/out" 2>"$folder/said" && [ -s "$folder/out/events.c" ]
say $? "a catalogue without mistakes becomes tables"

refused "an unknown key is refused" "5:18: unknown key 'colour'" \
    "$(event '{ id: 1, colour: red, name: { en: a, ja: b } }')"
refused "a missing language is refused" "5:24: 'ja' is missing" \
    "$(event '{ id: 1, name: { en: a } }')"
refused "a missing name is refused" "5:9: 'name' is missing" "$(event '{ id: 1 }')"
refused "an id that is no number is refused" "5:15: expected a number" \
    "$(event '{ id: x, name: { en: a, ja: b } }')"
refused "a name with a full stop is refused" "5:9: a name has words and no full stop" \
    "$(event '{ id: 1, name: { en: a., ja: b } }')"
refused "the same provider, id and version twice is refused" "6:9: P 1 is here twice" \
    "$(event '{ id: 1, name: { en: a, ja: b } }\n      - { id: 1, name: { en: c, ja: d } }')"
refused "a group that is not closed is refused" "8:21: '[' without ']'" "$(sentence 'a [{B}')"
refused "a group that is not opened is refused" "8:21: ']' without '['" "$(sentence 'a {B}]')"
refused "a field that is not closed is refused" "8:18: '{' without '}'" "$(sentence 'a {B')"
refused "a group without a field is refused" "8:20: a group without a field" "$(sentence 'a [b]')"
refused "an unknown way to show a value is refused" "8:16: after | comes" "$(sentence '{B|loud}')"
refused "an unknown list of words is refused" "8:16: no list of words" "$(sentence '{B?what}')"
refused "an unknown part of System is refused" "8:16: this part of System" "$(sentence '{@Moon}')"
refused "a field in one language only is refused" "8:11: 'B' is in one language only" \
    "$(sentence 'a {B}')"
refused "another format is refused" "1:9: format 1 is expected" "format: 2\nproviders: {}\n"
refused "a file that is no YAML is refused" "2:" "a: [\n}"

# --- settings: the row is line 4 of the file

printf '%b' "$(event '{ id: 1, name: { en: a, ja: b } }')" >"$folder/in/events.yaml"

setting() { # setting FIELDS: a row of one part with its texts and these fields
    printf '%s' "format: 1\ngroup: { id: g, order: 1, title: { en: a, ja: b } }\nsettings:\n" \
        "  - { id: a.b, use: records, title: { en: a, ja: b }, purpose: { en: a, ja: b },\n" \
        "      $1 }\n"
}
plain="kind: registry, type: dword, at: 'HKLM\\\\SOFTWARE\\\\A!B'"

badly() { # badly SENTENCE MESSAGE YAML
    printf '%b' "$3" >"$folder/in/settings-x.yaml"
    rm -f "$folder/out/"*
    ! "$generate" "$folder/in" "$folder/out" 2>"$folder/said" &&
        grep -qF "settings-x.yaml:$2" "$folder/said" && [ ! -e "$folder/out/settings.c" ]
    say $? "$1"
}

printf '%b' "$(setting "$plain")" >"$folder/in/settings-x.yaml"
"$generate" "$folder/in" "$folder/out" 2>"$folder/said" && [ -s "$folder/out/settings.c" ] &&
    grep -q 'KS_ROOT_SOFTWARE, { "A", 1 }, { "B", 1 }' "$folder/out/settings-x.c"
say $? "a row of settings becomes a table, its place split"

badly "a setting's unknown key is refused" "5:7: unknown key 'colour'" "$(setting 'colour: red')"
badly "a setting without a kind is refused" "4:5: 'kind' or 'parts' is missing" \
    "$(setting 'volume: low')"
badly "an unknown kind is refused" "5:13: 'magic' is none of the words" \
    "$(setting 'kind: magic, type: dword, object: x')"
badly "an unknown type is refused" "5:29: no type 'word'" "$(setting 'kind: registry, type: word')"
badly "a place that is no registry value is refused" "5:40: a place is HKLM" \
    "$(setting 'kind: registry, type: dword, at: C:/x')"
badly "a part without place and object is refused" "4:5: a part has a place" \
    "$(setting 'kind: registry, type: dword')"
badly "a default of another type is refused" "5:70: 'many' is no value of this type" \
    "$(setting "$plain, default: many")"
badly "a version of Windows that is not there is refused" "5:90: no version of Windows '12'" \
    "$(setting "$plain, default: [{ value: 1, since: '12' }]")"
badly "a profile that is not there is refused" "5:70: no profile 'other'" \
    "$(setting "$plain, wants: { other: 1 }")"
badly "a want that cannot be compared is refused" "5:75: '>= x': no value of this type" \
    "$(setting "$plain, wants: { own: '>= x' }")"
badly "a question that is not there is refused" "5:73: no question 'weather'" \
    "$(setting "$plain, questions: [weather]")"
badly "a log source that is not there is refused" "5:71: no log source 'weather'" \
    "$(setting "$plain, sources: [weather]")"
badly "a setting that needs one that is not there is refused" "5:69: no setting of that id" \
    "$(setting "$plain, needs: [c.d]")"
badly "a technique that is none is refused" "5:71: a technique is T1059 or T1059.001" \
    "$(setting "$plain, reveals: [T10]")"
badly "event ids that are none are refused" "5:90: event ids are 4624 or 4698-4702" \
    "$(setting "$plain, events: [{ channel: S, ids: [1-x] }]")"
badly "an id with capital letters is refused" "4:11: an id has small letters" \
    "$(setting "$plain" | sed 's/id: a.b/id: A.b/')"
badly "an id that comes twice is refused" "6:5: 'a.b' is here twice" \
    "$(setting "$plain" | sed 's/^\(.*settings:.n\)\(.*\)$/\1\2\2/')"
echo "1..$number"
exit $failed
