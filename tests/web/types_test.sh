#!/usr/bin/env bash
# The staff app asks and reads what the server's OpenAPI document promises: types made from it, checked in every file.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../web"
if npm run --silent check </dev/null; then echo '1 passed, 0 failed'; else
  echo 'FAILED the staff app against docs/openapi.json'
  echo '0 passed, 1 failed'
  exit 1
fi
