#!/bin/sh
# Resolve both lock files: what the website needs, and what development needs on top. Usage: lock.sh PIP_COMPILE
set -eu
export CUSTOM_COMPILE_COMMAND="make lock"
pip_compile=$1
compile() {
    output=$1
    shift
    "$pip_compile" --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-options \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
        "$@" --output-file "$output" pyproject.toml
}
compile requirements.lock --extra=site
compile requirements-dev.lock --extra=site --extra=fast --extra=dev
