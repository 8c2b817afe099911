# The service `wal`: receives the log of the database without end, and takes a base backup each day.
. "$(dirname "$0")/shared.sh"
FOLDERS=$ARCHIVE
as_postgres "$@"

exec 9>"$ARCHIVE/lock"
flock -n 9 || { say "another process keeps this archive"; exit 1; }

# Returns 0 if the newest series goes on without a gap: same database and timeline, and the slot holds what it
# lacks. Returns 1 if a new one must begin, 2 if the database does not say.
goes_on() {
  series=$(newest_series)
  [ -n "$series" ] && [ "$(cat "$series/system")" = "$1" ] || return 1
  # One byte before it: at the border of two segments, versions of PostgreSQL name different ones.
  held=$(ask "select pg_walfile_name(restart_lsn - 1) from pg_replication_slots
    where slot_name = '$SLOT' and wal_status <> 'lost'") || return 2
  [ -n "$held" ] || return 1
  last=$(ls "$series/log" | sed -n 's/^\([0-9A-F]\{24\}\).*/\1/p' | sort | tail -n 1)
  [ -z "$last" ] || ! [ "$last" \< "$held" ]
}

receive() {
  receiver=
  trap '[ -z "$receiver" ] || kill "$receiver"; exit 0' TERM INT
  while :; do
    if database=$(identity) && [ -n "$database" ]; then
      goes_on "$database"
      state=$?
      [ "$state" != 1 ] || { begin_series && state=0; }
      if [ "$state" = 0 ]; then
        say "receiving into $(basename "$series")"
        pg_receivewal --directory="$series/log" --slot="$SLOT" --synchronous --no-loop --no-password &
        receiver=$!
        wait "$receiver"
      fi
    fi
    sleep "$RETRY_SECONDS" &
    receiver=$!
    wait "$receiver"
  done
}

# True if the newest series has no base backup younger than the given hours.
due() {
  series=$(newest_series)
  [ -n "$series" ] || return 1
  last=$(find "$series" -maxdepth 1 -name 'base-*Z' | sort | tail -n 1)
  [ -z "$last" ] || [ "$(basename "$last")" \< "base-$(stamp -d "-$BASE_HOURS hours")" ]
}

receiving() { [ "$(ask "select active from pg_replication_slots where slot_name = '$SLOT'" 2>/dev/null)" = t ]; }

receive 9>&- &
main=$!
child=
trap 'kill "$main"; [ -z "$child" ] || kill "$child"; wait "$main"; exit 0' TERM INT
run() {
  "$@" 9>&- &
  child=$!
  wait "$child"
  status=$?
  child=
  return "$status"
}
while kill -0 "$main"; do
  pause=$RETRY_SECONDS
  if due && receiving; then
    # A base backup that failed would fail again: it reads the whole database, so it waits.
    run sh "$HERE/base.sh" || pause=600
  fi
  run sleep "$pause"
done
