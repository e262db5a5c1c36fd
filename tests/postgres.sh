#!/usr/bin/env bash
# tests/postgres.sh COMMAND…: runs the command beside a PostgreSQL 15 of its own, in a temporary folder
# on a free port of the loopback address; SEN_TEST_PG holds its address. The cluster is removed at any
# end. Works as root (the server itself then runs as the user postgres) and as anybody else.
set -euo pipefail

bin=/usr/lib/postgresql/15/bin
[ -x "$bin/initdb" ] || { echo "PostgreSQL 15 is not installed: $bin/initdb is missing" >&2; exit 1; }

as_server() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd "$folder" && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

folder=$(mktemp -d "${TMPDIR:-/tmp}/sen-postgres.XXXXXX")
remove() {
  [ ! -f "$folder/data/postmaster.pid" ] || as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop || true
  rm -rf "$folder"
}
trap remove EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

[ "$(id -u)" -ne 0 ] || chown postgres "$folder"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as_server "$bin/initdb" -D "$folder/data" -U sen --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
  { cat "$folder/initdb.log" >&2; exit 1; }
cat >>"$folder/data/postgresql.conf" <<EOF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 200
shared_buffers = 128MB
EOF
as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -w -t 60 -s start </dev/null >&2 ||
  { cat "$folder/data/server.log" >&2; exit 1; }

export SEN_TEST_PG="postgres://sen@127.0.0.1:$port/postgres"
status=0
"$@" || status=$?
exit "$status"
