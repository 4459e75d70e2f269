#!/bin/sh
# Prints rows of a Markdown table: wall times of commands of a built checkout, medians of five.

root=$(cd "$(dirname "$0")/.." && pwd) || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# Times the command of the arguments. Runs leave their folders in $work.
row() {
    for k in 1 2 3 4 5; do
        start=$(date +%s%N)
        (cd "$work" && "$root/bugle" "$@" >/dev/null) || exit 1
        echo $((($(date +%s%N) - start) / 1000000))
    done | sort -n | sed -n 3p |
        awk -v command="$*" '{ printf "| `bugle %s` | %.2f |\n", command, $1 / 1000 }'
}

"$root/bugle" list >"$work/log" 2>&1 || { # builds if need be
    cat "$work/log"
    exit 1
}
cp -r "$root/examples" "$work" || exit 2
row list
row --help
row check examples/riccati.yaml
row run examples/riccati.yaml --set time.steps=20
