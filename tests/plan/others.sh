#!/bin/sh
# What a plan changes outside the registry comes back out of its files; see others.py.
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
python3 "$(dirname "$0")/others.py" "${KONSEKI:?}" "$scratch"
