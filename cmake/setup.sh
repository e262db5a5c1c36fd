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

# npm_ci FOLDER: its packages, when its lock file changed.
npm_ci() {
  local stamp="$1/node_modules/.sen-lock" wanted
  wanted=$(sha256sum <"$1/package-lock.json")
  [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0
  say "Installing the npm packages of $1"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error </dev/null >&2) ||
    die "The npm packages of $1 could not be installed."
  printf '%s' "$wanted" >"$stamp"
}

# prepare_web: Node 22 and its npm by whatever npm the machine has, then with them the packages of web/.
# (Under Debian's Node 18 npm leaves out compilers that want a newer one.)
prepare_web() {
  [ -f web/package-lock.json ] || return 0
  npm_ci cmake/node
  export PATH="$PWD/cmake/node/node_modules/.bin:$PATH"
  npm_ci web
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
