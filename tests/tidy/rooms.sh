#!/bin/sh
# The rooms are kept as src/rooms.txt and each room's README say.
. "$(dirname "$0")/files"

# Every include between rooms is an arrow of src/rooms.txt.
(cd src && grep -rEn '#[[:space:]]*include "[a-z]+/' --include='*.[ch]' --include='*.cpp' .) |
    awk -F'[:/"]' '
    BEGIN {
        while ((getline line < "src/rooms.txt") > 0) {
            split(line, half, ":"); count = split(half[2], to, " ")
            for (i = 1; i <= count; i++) arrow[half[1], to[i]] = 1
        }
    }
    { from = $2; to_room = ""
      match($0, /include "[a-z]+\//); to_room = substr($0, RSTART + 9, RLENGTH - 10)
      # konseki/ is include/konseki/: the public headers, which every room may see.
      if (from != to_room && to_room != "konseki" && to_room != "generated" &&
          !((from, to_room) in arrow)) print from " -> " to_room ": src/" substr($0, 3) }' |
    none 'every include between rooms is an arrow of src/rooms.txt'

for room in src/*/; do
    room=$(basename "$room")
    grep -q "^$room:" src/rooms.txt || echo "src/$room"
done | none 'every folder of src/ is a room of src/rooms.txt'

find src -maxdepth 1 -type f ! -name rooms.txt | none 'every source file lies in a room'

for room in src/*/; do
    [ -f "$room/README.md" ] || echo "${room}README.md is missing"
done | none 'every room has a README'

find src -name README.md -exec awk 'END { if (NR > 30) print FILENAME ": " NR " lines" }' {} \; |
    none 'no README of a room has more than 30 lines'

for room in src/*/; do
    [ -n "$(find "$room" -name '*.c' | head -1)" ] || continue
    room=$(basename "$room")
    find "tests/$room" -type f 2>/dev/null | grep -q . || [ "$room" = cli ] || echo "tests/$room/"
done | none 'every room has tests'

find src -name '*.[ch]' | grep -E '/(utils?|common|helpers?|misc|manager)\.[ch]$' |
    none 'no file has a name that says nothing'

find src \( -name '*.[ch]' -o -name '*.cpp' \) -exec awk '
    END { if (NR > 1000) print FILENAME ": " NR " lines" }' {} \; |
    none 'no source file has more than 1000 lines'
finish
