# Settings and steps that the scripts of this folder share. They run in the image of PostgreSQL, by its own tools.
#
# The archive is a folder of series. A series is one unbroken log of one database, with its base backups:
#   series-TIME/system        identifier of the database, and its timeline
#   series-TIME/log/          the log, segment by segment; the newest one ends in .partial
#   series-TIME/base-TIME/    a base backup that was read back; TIME (UTC) is when it was complete
#   series-TIME/unfinished/   a base backup that is being written; never restored

ARCHIVE=${WAL_ARCHIVE:-/wal}
BASE_HOURS=${WAL_BASE_HOURS:-24}
KEEP_DAYS=${WAL_KEEP_DAYS:-2}
RETRY_SECONDS=${WAL_RETRY_SECONDS:-5}
SLOT=lianpin_wal
HERE=$(dirname "$0")

say() { echo "wal: $*"; }
stamp() { date -u "$@" +%Y%m%dT%H%M%SZ; }
# Prints a name that ends in the time and is free.
timed() {
  name="$1-$(stamp)"
  while [ -e "$name" ]; do
    sleep 1
    name="$1-$(stamp)"
  done
  echo "$name"
}
ask() { psql -XAtq -v ON_ERROR_STOP=1 -c "$1"; }

# Goes on as the account postgres. Root only gives it the folders that are named.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    for folder in $FOLDERS; do
      mkdir -p "$folder" && chown postgres: "$folder" || exit 1
    done
    exec setpriv --reuid=postgres --regid=postgres --init-groups --no-new-privs sh "$0" "$@"
  fi
  umask 077
}

newest_series() { find "$ARCHIVE" -mindepth 1 -maxdepth 1 -name 'series-*Z' | sort | tail -n 1; }
bases() { find "$ARCHIVE" -mindepth 2 -maxdepth 2 -path '*/series-*Z/base-*Z' | sort; }

# Prints the identifier of the running database, and its timeline.
identity() { psql -XAtq -F ' ' "replication=1" -c IDENTIFY_SYSTEM | cut -d ' ' -f 1,2; }

# Begins a series for the running database. From here on the slot keeps what the series still lacks.
begin_series() {
  series=$(timed "$ARCHIVE/series")
  rm -rf "$ARCHIVE/new"
  mkdir -p "$ARCHIVE/new/log" && identity >"$ARCHIVE/new/system" && [ -s "$ARCHIVE/new/system" ] || return 1
  mv -T "$ARCHIVE/new" "$series" || return 1
  ask "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '$SLOT'" >/dev/null &&
    ask "select pg_create_physical_replication_slot('$SLOT', true)" >/dev/null || return 1
  say "new series $(basename "$series")"
}
