#!/bin/sh
# Functions that this program does not use, and those that live behind the seam of the operating
# system, src/base/os_*.c. Comments do not count.
. "$(dirname "$0")/files"

# prints "file:line:code" without comments and string literals
code() {
    files \( -path './src/*' -o -path './include/*' \) -name '*.[ch]' \
        ! -path '*/catalogue/generate/*' |
        xargs -0 -r awk '
        FNR == 1 { inside = 0 }
        { line = $0
          gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
          if (inside) { if (!sub(/^.*\*\//, "", line)) next; inside = 0 }
          gsub(/\/\*([^*]|\*[^\/])*\*\//, "", line)
          sub(/\/\/.*/, "", line)
          if (sub(/\/\*.*/, "", line)) inside = 1
          print FILENAME ":" FNR ":" line }'
}
calls() { grep -E "(^|[^A-Za-z0-9_.>])($1)[[:space:]]*\("; }

everywhere='strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|atoi|atol|strtol|sscanf|gmtime'
everywhere="$everywhere|localtime|ctime|asctime|setlocale|rand|mktemp|alloca|realloc|gets"
code | calls "$everywhere" | none 'no banned function'

seam='malloc|calloc|free|open|fopen|mmap|getenv|time'
code | grep -v '^\./src/base/os_[a-z_]*\.[ch]:' | calls "$seam" |
    none 'the operating system is called in src/base/os_*.c only'

code | grep -v '^\./src/base/' |
    grep -E '\b(_Atomic|pthread_[a-z_]+|_Thread_local|thread_local)\b' |
    grep -v '^\./src/event/plan[a-z_]*\.[ch]:' |
    none 'threads, locks and atomics live in base and the plan table only'
finish
