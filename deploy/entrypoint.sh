#!/bin/sh
# The image's way in. Prefect takes no secret from a file as Kvartal does, so what NAME_FILE names is
# given to it as NAME: in the environment of this process alone, and of those that it starts.
set -eu
for name in PREFECT_API_AUTH_STRING PREFECT_SERVER_API_AUTH_STRING \
    PREFECT_SERVER_DATABASE_CONNECTION_URL; do
    eval "file=\${${name}_FILE:-}"
    if [ -n "$file" ]; then
        value=$(cat "$file")
        export "$name=$value"
    fi
done
exec "$@"
