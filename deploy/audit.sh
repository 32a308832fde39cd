#!/bin/sh
# Asks the OSV database whether anything in uv.lock has a known vulnerability. Exit status: 0 none
# is known, 1 some are, 3 the database could not be asked, so that nothing is known either way.
# What is given goes on to `uv audit`: `--service-url URL` names a mirror inside the house.
set -u
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS-true}" UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT-10}" \
    UV_HTTP_RETRIES="${UV_HTTP_RETRIES-1}"
.venv/bin/uv audit --frozen --preview-features audit-command "$@"
case $? in
0) exit 0 ;;
1) exit 1 ;;
*)
    echo "audit: the database of vulnerabilities could not be asked: NOTHING WAS CHECKED." >&2
    echo "audit: run it where https://api.osv.dev can be reached, or name a mirror:" \
        "deploy/audit.sh --service-url URL" >&2
    exit 3
    ;;
esac
