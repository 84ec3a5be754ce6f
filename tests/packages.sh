# SPDX-License-Identifier: Apache-2.0
# Sourced by quickstart, check and .ci/run: what each needs from Debian 12, and how it is installed.
# shellcheck shell=bash

BUILD_PACKAGES=(gcc libc6-dev meson ninja-build pkg-config libcurl4-openssl-dev libdeflate-dev
    zlib1g-dev libzstd-dev liblz4-dev libbrotli-dev libjansson-dev libssl-dev)
CHECK_PACKAGES=(libcmocka-dev python3 python3-jsonschema cmark-gfm zstd brotli g++ mandoc binutils)
CI_PACKAGES=(clang clang-format libclang-rt-14-dev)

# Install those of the named packages that are missing; say what is done on stderr.
install_packages() {
    local missing=() package sudo=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Please install, as root: apt-get install ${missing[*]}" >&2
            return 1
        }
        sudo=(sudo)
    fi
    echo "Installing ${missing[*]} ..." >&2
    local log
    log=$(mktemp)
    if ! { "${sudo[@]}" apt-get -qq update &&
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y \
            --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# Debian's Meson needs Debian's Python, whatever python3 is first in PATH.
meson() {
    /usr/bin/python3 /usr/bin/meson "$@"
}
