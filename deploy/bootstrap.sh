#!/bin/sh
# Makes .venv and fills it from uv.lock: `deploy/bootstrap.sh` for what the product needs,
# `deploy/bootstrap.sh dev` for what its tests need as well. When nothing has changed since the
# last time it ends at once. `deploy/bootstrap.sh install FOLDER` makes an environment of its own
# from the same lock, with the extra `sources` and without the checkout: what runs on a server, and
# in the image. PYTHON names another interpreter than python3. Package index, proxy and certificates
# are those of the user's own uv or pip configuration.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd -P)
uv_version=0.13.9
usable='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'
group=${1:-run}
venv=.venv
case $group in
run | dev) stamp=.venv/.bootstrap ;;
install) venv=${2:-} stamp=/dev/null ;;
*) venv= ;;
esac

say() { echo "bootstrap: $*" >&2; }
fail() { say "$*"; exit 2; }
# Where PYTHONDONTWRITEBYTECODE is set nothing else would ever compile our own modules and data.
compile() {
    .venv/bin/python -m compileall -qq schemas tasks flows sql steward cli deploy || true
    env -u PYTHONDONTWRITEBYTECODE .venv/bin/python -m deploy.compile_data || true
}
# Nothing more is installed there, and nobody but its owner writes there.
close_environment() {
    env -C / -u PYTHONDONTWRITEBYTECODE "$venv/bin/python" -m deploy.compile_data
    "$venv/bin/python" -m pip uninstall --quiet --yes --root-user-action=ignore uv pip
}
runs() { command -v "$1" >/dev/null 2>&1 && "$1" -c "$usable" 2>/dev/null; }

[ -n "$venv" ] || fail "usage: deploy/bootstrap.sh [dev | install FOLDER]"
case $venv in .venv | /*) ;; *) venv=$root/$venv ;; esac
if [ "$group" = run ] && grep -qs ' dev$' "$stamp"; then group=dev; fi # what the tests need is never taken away again
wanted="$(cat pyproject.toml uv.lock deploy/bootstrap.sh | cksum) $root $group"
if runs .venv/bin/python && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then compile; exit 0; fi

find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if runs "$python"; then "$python" -c 'import sys; print(sys.executable)' && return; fi
    done
    fail "needs Python 3.11 to 3.14; install one, or name it: PYTHON=/path/to/python3 make demo"
}

# Debian keeps ensurepip in a package of its own; a pip outside the environment does as well.
make_environment() {
    python=$(find_python)
    say "making $venv with $python"
    if ! "$python" -c 'import venv; from ensurepip import version' 2>/dev/null && ! "$python" -m pip --version >/dev/null 2>&1; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            say "installing python3-venv with apt-get"
            apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends python3-venv >&2 || true
        fi
        "$python" -c 'import venv; from ensurepip import version' 2>/dev/null ||
            fail "$python can make no virtual environment: install its venv package (Debian: apt-get install python3-venv)"
    fi
    if "$python" -c 'from ensurepip import version' 2>/dev/null; then
        "$python" -m venv --clear "$venv"
    else
        "$python" -m venv --clear --without-pip "$venv"
        "$python" -m pip --python "$venv/bin/python" install --quiet pip
    fi
}

install_with_uv() {
    env -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT="$venv" UV_PYTHON_DOWNLOADS=never \
        UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS-true}" \
        "$venv/bin/uv" sync --frozen --compile-bytecode --quiet --python "$venv/bin/python" "$@"
}

# The lock names the public index. Where only a mirror known to pip can be reached, pip
# installs the same versions, held by the same hashes. The lock is complete, hence --no-deps:
# old versions of pip take a requirement with an extra for one that has no hash.
install_with_pip() {
    say "uv could not install; trying the same lock with pip"
    "$venv/bin/uv" export --frozen --quiet --no-emit-project "$@" --output-file "$venv/requirements.txt" >/dev/null
    "$venv/bin/python" -m pip install --quiet --require-hashes --no-deps -r "$venv/requirements.txt"
    if [ "$group" = install ]; then editable=; else editable=--editable; fi
    "$venv/bin/python" -m pip install --quiet --no-deps $editable .
}

# The tests of the pages need a browser; the one of the system, since none comes in a package.
find_browser() {
    for browser in chromium chromium-browser google-chrome; do
        command -v "$browser" >/dev/null 2>&1 && return
    done
    return 1
}
make_browser() {
    if find_browser; then return; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing chromium with apt-get"
        apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends chromium >&2 || true
    fi
    find_browser || fail "the tests need a browser: install chromium (Debian: apt-get install chromium)"
}

if [ "$group" = dev ]; then make_browser; fi
if ! grep -qsF " $root " "$stamp" || ! runs .venv/bin/python; then make_environment; fi
if [ "$group" != install ]; then rm -f "$stamp"; fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
case $group in
run) set -- --no-dev ;;
dev) set -- --dev ;;
install) set -- --no-dev --no-editable --extra sources ;;
esac
say "installing from uv.lock"
install_with_uv "$@" || install_with_pip "$@"
if [ "$group" = install ]; then
    close_environment
    say "done: $venv/bin/kvartal"
    exit 0
fi
compile
echo "$wanted" > "$stamp"
say "done"
