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
echo "1..$number"
exit $failed
