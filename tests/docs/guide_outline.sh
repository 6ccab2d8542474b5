#!/bin/sh
# The guides have the same outline in both languages, and each fits its page: 80 columns of text.
set -u
cd "$(dirname "$0")/../.." || exit 2
failed=0
say() { # sentence, 0 if it holds
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; failed=1; fi
}
# Headings, items and paragraphs by their marks, and how often each line has emphasis and code.
outline() {
    awk '{ mark = /^#+ / || /^- / ? $1 : /^[0-9]\. / ? $1 : /^$/ ? "" : "text"
           strong = gsub(/\*\*/, ""); print mark, strong }' "$1"
}
for page in guide/en/*.md; do
    other=guide/ja/$(basename "$page")
    [ -f "$other" ]
    say "$(basename "$page") is there in Japanese" $?
    outline "$page" >"${TMPDIR:-/tmp}/outline.$$"
    outline "$other" | diff "${TMPDIR:-/tmp}/outline.$$" - | sed 's/^/# /' | grep . && failed=1
    rm -f "${TMPDIR:-/tmp}/outline.$$"
done
[ "$(find guide/en -name '*.md' | wc -l)" -eq "$(find guide/ja -name '*.md' | wc -l)" ]
say 'there are as many guides in both languages' $?
for name in first-response users; do
    for lang in en ja; do
        "$KONSEKI" guide $name --lang $lang >"${TMPDIR:-/tmp}/guide.$$" || failed=1
        [ "$(wc -l <"${TMPDIR:-/tmp}/guide.$$")" -le 84 ]
        say "$name ($lang) is no longer than a page" $?
        # By bytes: what is wide has three of them, and two columns.
        LC_ALL=C awk '{ line = $0; wide = gsub(/[^\001-\177]/, "", line)
                        if (length(line) + wide * 2 / 3 > 80) { print; bad = 1 } }
                      END { exit bad }' "${TMPDIR:-/tmp}/guide.$$"
        say "$name ($lang) has no line wider than 80 columns" $?
        rm -f "${TMPDIR:-/tmp}/guide.$$"
    done
done
exit $failed
