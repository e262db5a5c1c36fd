#!/usr/bin/env bash
# The staff app asks and reads what the server's OpenAPI document promises: types made from it, checked in every file.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../web"
# The checker may end on a colour code without a newline: the count needs a line of its own.
if npm run --silent check </dev/null; then printf '\n1 passed, 0 failed\n'; else
  echo 'FAILED the staff app against docs/openapi.json'
  echo '0 passed, 1 failed'
  exit 1
fi
