#!/bin/sh
# Builds the distribution of HEAD twice, in fresh clones that differ in folder and language, and
# compares every jar, the SBOM and the files of the archive and of the app image byte by byte. Exit code 1 if any differs.
# Left out are three files of the Java runtime, which jlink does not make the same twice: lib/modules and the two
# lib/server/classes*.jsa. The umask is the same for both, since jars hold the modes of files, and the time zone,
# by which the jar of the cluster with all its libraries holds their dates.
#
#   sh dist/reproducible.sh [COMMIT]

root=$(cd "$(dirname "$0")/.." && pwd) || exit 2
commit=$(git -C "$root" rev-parse --verify "${1:-HEAD}^{commit}") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Builds in the folder $1 and leaves the sums of what comes out in the file $2.
build() {
    echo "building in $1 …"
    git clone -q --no-checkout "$root" "$1" && git -C "$1" checkout -q "$commit" || exit 2
    mvn -q -B -ntp -f "$1/pom.xml" -Pdist -Dmaven.test.skip=true -Dexec.skip=true package </dev/null || exit 2
    (
        cd "$1" || exit 2
        mkdir dist/target/unpacked && tar -xzf dist/target/bugle-*.tar.gz -C dist/target/unpacked || exit 2
        ls ./*/target/*.jar dist/target/bugle.cdx.json
        find dist/target/image dist/target/unpacked -type f ! -path '*/lib/modules' ! -name 'classes*.jsa'
    ) | LC_ALL=C sort | (cd "$1" && xargs sha256sum) >"$2"
}

(umask 022 && TZ=UTC LC_ALL=C build "$work/first" "$work/first.sums") || exit
(umask 022 && TZ=UTC LC_ALL=C.UTF-8 build "$work/a folder/further down" "$work/second.sums") || exit

if diff "$work/first.sums" "$work/second.sums"; then
    grep -v -e target/image -e target/unpacked "$work/first.sums"
    echo "the same bytes twice: $(wc -l <"$work/first.sums") files of commit $commit"
else
    echo "not reproducible: the files above differ" >&2
    exit 1
fi
