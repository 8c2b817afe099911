# Takes one base backup now, and removes what is no longer needed.
. "$(dirname "$0")/shared.sh"
FOLDERS=$ARCHIVE
as_postgres "$@"

series=$(newest_series)
[ -n "$series" ] || { say "there is no series yet"; exit 1; }
exec 8>"$ARCHIVE/base.lock"
flock 8

rm -rf "$ARCHIVE"/series-*Z/unfinished
need=$(ask "select ceil(sum(pg_database_size(oid)) * 1.1 / 1024)::bigint + 65536 from pg_database") || exit 1
free=$(df -k --output=avail "$ARCHIVE" | tail -n 1)
# A base backup that fills the disk would stop the log, too.
[ "$free" -gt "$need" ] || { say "no space for a base backup: $free KiB free, $need KiB needed"; exit 1; }

pg_basebackup --pgdata="$series/unfinished" --checkpoint=fast --wal-method=stream --no-password &&
  pg_verifybackup --quiet "$series/unfinished" || { say "the base backup failed"; exit 1; }
base=$(timed "$series/base")
mv -T "$series/unfinished" "$base" && sync -f "$series" || exit 1
say "base backup $(basename "$series")/$(basename "$base")"
# Metrics read the time of the newest base backup here.
ask "comment on database \"$PGDATABASE\" is 'lianpin_wal base $(date -u +%Y-%m-%dT%H:%M:%SZ)'" ||
  say "its time could not be noted"

# The last two stay, and all of the last days: a recovery may have to be done again, from before its own base.
border="base-$(stamp -d "-$KEEP_DAYS days")"
bases | head -n -2 | while read -r old; do
  if [ "$(basename "$old")" \< "$border" ]; then
    mv -T "$old" "$(dirname "$old")/unfinished" && rm -rf "$(dirname "$old")/unfinished"
    say "removed $(basename "$old")"
  fi
done
oldest=$(bases | head -n 1)
for old in "$ARCHIVE"/series-*Z; do
  if [ "$old" \< "$(dirname "$oldest")" ]; then rm -rf "$old"; fi
done
first=$(sed -n 's/^START WAL LOCATION: .*(file \([0-9A-F]*\))$/\1/p' "$oldest/backup_label")
[ -z "$first" ] || pg_archivecleanup "$(dirname "$oldest")/log" "$first"
