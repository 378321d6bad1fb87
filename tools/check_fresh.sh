#!/bin/sh
# check_fresh.sh [COMMIT] - does the project build and pass its tests on a Debian 12 that has git and make and nothing else?
#
# Makes a bare system with debootstrap in a temporary folder, copies a commit (default: HEAD) into it, and runs there
# `make demo` twice and `make test` twice. The mirror and the settings of apt are those of this machine. Needs root and
# debootstrap; removes everything again. KEEP=1 keeps the folder.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
commit=${1:-HEAD}
[ "$(id -u)" -eq 0 ] || { echo "check_fresh: needs root, for debootstrap and chroot" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "check_fresh: needs debootstrap (apt-get install debootstrap)" >&2; exit 2; }
suite=bookworm

# The first mirror that this machine's apt knows for the suite.
mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 2>/dev/null |
  awk -v suite="$suite" '$2 == suite && $3 == "main" { print $1; exit }')
if [ -z "$mirror" ]; then
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | awk '
    $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }
    $1 == "URIs:" { print $2; exit }')
fi
[ -n "$mirror" ] || { echo "check_fresh: no mirror in /etc/apt" >&2; exit 2; }

fresh=$(mktemp -d "${TMPDIR:-/tmp}/rasid-fresh-XXXXXX")
chmod 755 "$fresh" # as the root of a system is: tests run a program as somebody else
clean() {
  status=$?
  for mount in proc dev/pts dev; do
    if mountpoint -q "$fresh/$mount"; then umount -l "$fresh/$mount" || true; fi
  done
  if [ -n "${KEEP:-}" ]; then echo "check_fresh: kept $fresh"; else rm -rf --one-file-system "$fresh"; fi
  exit $status
}
trap clean EXIT
trap 'exit 130' INT TERM

echo "check_fresh: a bare $suite in $fresh"
debootstrap --variant=minbase --include=git,make,ca-certificates "$suite" "$fresh" "$mirror" >"$fresh.log" 2>&1 || {
  tail -n 20 "$fresh.log"
  exit 1
}
rm -f "$fresh.log"
# Packages come from where this machine gets them: its sources, proxies and keys, but only those that name the suite.
cp /etc/resolv.conf "$fresh/etc/resolv.conf" 2>/dev/null || true
cp /etc/hosts "$fresh/etc/hosts" 2>/dev/null || true
mkdir -p "$fresh/etc/apt/apt.conf.d" "$fresh/usr/local/share/ca-certificates"
for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
  [ -f "$file" ] && grep -qiE 'proxy|https?::|Acquire' "$file" && cp "$file" "$fresh$file"
done
if [ -d /usr/local/share/ca-certificates ]; then
  cp -r /usr/local/share/ca-certificates/. "$fresh/usr/local/share/ca-certificates/"
  chroot "$fresh" update-ca-certificates >/dev/null 2>&1 || true
fi
mount -t proc proc "$fresh/proc" 2>/dev/null || echo "check_fresh: no /proc inside (not allowed to mount)"
mount --bind /dev "$fresh/dev" 2>/dev/null || true
mount --bind /dev/pts "$fresh/dev/pts" 2>/dev/null || true # a shell that completes wants a terminal
[ -e "$fresh/dev/null" ] || mknod -m 666 "$fresh/dev/null" c 1 3

mkdir "$fresh/rasid"
git -C "$root" archive "$commit" | tar -x -C "$fresh/rasid"
# The project's checks list files through git where they can.
chroot "$fresh" sh -c 'cd /rasid && git init -q . && git add -A' 2>/dev/null || true

# The packages of the pages come from where this machine gets its own.
registry=$(npm config get registry 2>/dev/null || true)

run() {
  echo "check_fresh: $*"
  start=$(date +%s)
  # Of the environment only what says how to reach a mirror.
  if env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    ${registry:+npm_config_registry="$registry"} NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
    chroot "$fresh" sh -c "cd /rasid && $*" >"$fresh/log" 2>&1; then
    tail -n 1 "$fresh/log" | sed 's/^/    /'
    echo "check_fresh: ok, $(($(date +%s) - start)) s: $*"
  else
    tail -n 60 "$fresh/log" | sed 's/^/    /'
    echo "check_fresh: FAILED: $*"
    exit 1
  fi
}
run make demo
run make demo
run make test
run make test
echo "check_fresh: demo and test pass on a bare $suite, twice"
