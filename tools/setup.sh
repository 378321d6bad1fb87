#!/bin/sh
# setup.sh build|test|spark|lint - installs the Debian packages that a step needs and that are missing; nothing else.
# Needs root only for that, and says so. Does nothing where all is there.
set -eu

build="gcc libc6-dev make cmake ninja-build gettext pkg-config libxml2-dev libicu-dev zlib1g-dev libzstd-dev libcurl4-openssl-dev libsqlite3-dev libpq-dev libmicrohttpd-dev libsodium-dev nodejs npm"
test="$build g++ git libcmocka-dev libjansson-dev python3 python3-jsonschema python3-dev python3-venv r-base-core zsh zstd sqlite3 jq gdal-bin postgresql chromium"
spark="$test default-jre-headless"
lint="$test clang libclang-rt-dev clang-format clang-tidy"
case "${1:-lint}" in
  build) packages=$build ;;
  test) packages=$test ;;
  spark) packages=$spark ;;
  lint) packages=$lint ;;
  *) echo "usage: setup.sh build|test|spark|lint" >&2; exit 2 ;;
esac

# A tool found some other way (another release, a container) is as good as its package.
have() {
  case "$1" in
    libc6-dev) [ -e /usr/include/stdio.h ] ;;
    ninja-build) command -v ninja >/dev/null ;;
    libjansson-dev) pkg-config --exists jansson 2>/dev/null ;;
    libicu-dev) pkg-config --exists icu-i18n 2>/dev/null ;;
    libxml2-dev) pkg-config --exists libxml-2.0 2>/dev/null ;;
    zlib1g-dev) pkg-config --exists zlib 2>/dev/null ;;
    libzstd-dev) pkg-config --exists libzstd 2>/dev/null ;;
    libcurl4-openssl-dev) pkg-config --exists libcurl 2>/dev/null ;;
    libsqlite3-dev) pkg-config --exists sqlite3 2>/dev/null ;;
    libpq-dev) pkg-config --exists libpq 2>/dev/null ;;
    libmicrohttpd-dev) pkg-config --exists libmicrohttpd 2>/dev/null ;;
    libsodium-dev) pkg-config --exists libsodium 2>/dev/null ;;
    nodejs) command -v node >/dev/null ;;
    # The server's programs stand in a folder for each version, outside PATH.
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
    libcmocka-dev) pkg-config --exists cmocka 2>/dev/null ;;
    python3-jsonschema) python3 -c 'import jsonschema' 2>/dev/null ;;
    python3-dev) [ -e "$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))' 2>/dev/null)/Python.h" ] ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    r-base-core) command -v Rscript >/dev/null ;;
    default-jre-headless) command -v java >/dev/null ;;
    gettext) command -v msgfmt >/dev/null && command -v xgettext >/dev/null ;;
    gdal-bin) command -v ogrinfo >/dev/null ;;
    # The sanitizers and the fuzzer of clang, whatever its version.
    libclang-rt-dev) command -v clang >/dev/null && [ -e "$(clang -print-file-name=libclang_rt.fuzzer-$(uname -m).a)" ] ;;
    clang) command -v clang >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing=
for package in $packages; do
  have "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "setup: please install what Debian calls:$missing" >&2
  exit 1
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "setup: run as root: apt-get install$missing" >&2; exit 1; }
  sudo=sudo
fi
echo "setup: installing$missing${sudo:+ (with sudo; nothing else is done as root)}"
$sudo apt-get update -qq
# shellcheck disable=SC2086  # a list of words
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
