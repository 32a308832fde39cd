#!/bin/sh
# Writes what the product is made of, as CycloneDX 1.5: `sbom.json` for what is installed where it
# runs, with every extra; `sbom-dev.json` with what builds and tests it as well. `deploy/sbom.sh FOLDER`.
set -eu
cd "$(dirname "$0")/.."
folder=${1:-build}
mkdir -p "$folder"
export_as() {
    .venv/bin/uv export --frozen --quiet --format cyclonedx1.5 --preview-features sbom-export \
        --all-extras --output-file "$folder/$1" "$2" >/dev/null
}
export_as sbom.json --no-dev
export_as sbom-dev.json --all-groups
echo "$folder/sbom.json $folder/sbom-dev.json"
