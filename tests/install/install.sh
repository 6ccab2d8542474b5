#!/bin/sh
# test: slow. What cmake --install leaves is enough for a program of one's own: the examples build
# and link against it with nothing but pkg-config.
set -eu
build=${KS_BUILD:-build/dev}
cd "$(dirname "$0")/../.."
[ -d include/konseki ] || { echo '1..0 # SKIP no public headers yet'; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cmake --install "$build" --prefix "$scratch" >/dev/null
echo 'ok - cmake --install writes its files'
export PKG_CONFIG_PATH="$scratch/lib/pkgconfig:$scratch/lib/x86_64-linux-gnu/pkgconfig"
for example in examples/*.c; do
    # shellcheck disable=SC2046 # words; a sanitised library needs its sanitizers
    ${CC:-cc} -std=c17 -o "$scratch/example" "$example" ${KS_SANITIZE:+-fsanitize="$KS_SANITIZE"} \
        $(pkg-config --cflags --libs konseki)
    echo "ok - $example builds with pkg-config konseki"
done
"$scratch/bin/konseki" --version >/dev/null
echo 'ok - the installed program runs'
for page in "$scratch"/share/man/man1/*.1; do
    [ -f "$page" ] || { echo 'not ok - man pages are installed'; exit 1; }
done
echo 'ok - man pages are installed'
