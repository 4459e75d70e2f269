#!/bin/sh
# Installs those of the named Debian packages that are missing; fails if it cannot, so that no test is left out unseen.

missing=
for package; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

fail() {
    echo "packages.sh: $1; these tests need the Debian packages$missing" >&2
    exit 1
}
command -v apt-get >/dev/null || fail "there is no apt-get"
[ "$(id -u)" = 0 ] || fail "only root can install packages, run 'apt-get install$missing' as root"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # several words
apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing >/dev/null || fail "apt-get failed"
