#!/bin/sh
# Text is plain: what an editor, a diff and a terminal show is what is there.
. "$(dirname "$0")/files"
LC_ALL=C.UTF-8
export LC_ALL

code() { files \( -name '*.[ch]' -o -name '*.cpp' -o -name '*.sh' -o -name '*.ts' -o -name '*.tsx' \
    -o -name '*.css' -o -name '*.mjs' -o -name '*.cmake' -o -name CMakeLists.txt -o -name dev \
    -o -path './tools/*' -o -path ./bench/run -o -path ./.ci/run -o -path ./tests/cli/run \); }
text() { files ! -name '*.png' ! -name '*.evtx' ! -name '*.hve' ! -name '*.LOG1' \
    ! -name '*.zip' ! -name '*.7z' \
    ! -name '*.xz' ! -name '*.zst' ! -name '*.ico'; }
search() { xargs -0 -r grep -HnIP -- "$1"; }

# Characters, not bytes. In tables (clang-format off) a row may be longer than a statement.
code | LC_ALL=C xargs -0 -r awk '
    FNR == 1 { most = 100 }
    /clang-format off/ { most = 200 }
    /clang-format on/ { most = 100 }
    length($0) > most { line = $0; gsub(/[\200-\277]/, "", line)
                        if (length(line) > most) print FILENAME ":" FNR ": " length(line) }' |
    none 'no line of code is longer than 100 characters'
text | grep -zv '\.tsv$' | search '\t' | none 'no tab anywhere but between the columns of .tsv'
text | search '[ \t]+$' | none 'no blank at the end of a line'
text | search '\r' | none 'lines end with LF'
text | search '^\x{feff}' | none 'no byte order mark'
text | search '[\x{202a}-\x{202e}\x{2066}-\x{2069}\x{200e}\x{200f}]' |
    none 'no character changes the direction of text'
files \( -name '*.[ch]' -o -name '*.md' -o -name '*.sh' \) | xargs -0 -r sh -c '
    for file do [ -z "$(tail -c 1 "$file")" ] || echo "$file"; done' sh |
    none 'every file ends with a line end'
# In two halves, so that this file does not offend itself.
text | search '\b(FIX''ME|XX''X|HA''CK|TO''DO)\b' | none 'no work is marked as left undone'
files \( -name '*.ts' -o -name '*.tsx' \) |
    search 'innerH''TML|dangerouslySet|\beval\(|new Function' |
    none 'the page never makes markup or code out of evidence'
finish
