# recover.sh [TIME]: rebuilds the database from the archive, up to its last commit or up to a time. The former
# data folder is put aside, never removed. Nothing is changed unless the recovery succeeds.
. "$(dirname "$0")/shared.sh"
FOLDERS="$ARCHIVE $(dirname "$PGDATA")"
as_postgres "$@"

fail() { say "$1: $2"; exit "${3:-1}"; }
target=
if [ -n "${1:-}" ]; then
  target=$(date -u -d "$1" '+%Y-%m-%d %H:%M:%S.%6N+00') || fail RECOVER_TIME "not a time: $1" 2
fi
exec 9>"$ARCHIVE/lock"
flock -n 9 || fail RECOVER_IN_USE "stop the service wal first"
! pg_isready -q || fail RECOVER_IN_USE "stop the service postgres first"
new=$PGDATA.recovered

# The newest base backup that was complete at that time and is intact.
base=
for one in $(bases | sort -r); do
  [ -z "$target" ] || ! [ "$(basename "$one")" \> "base-$(stamp -d "$target")" ] || continue
  if pg_verifybackup --quiet "$one"; then
    base=$one
    break
  fi
  say "$one is damaged, trying an earlier one"
done
[ -n "$base" ] || fail RECOVER_NO_BASE "no intact base backup${target:+ from before $target}"
series=$(dirname "$base")
say "recovering from $(basename "$series")/$(basename "$base") ${target:+up to $target}"
[ -n "$target" ] || [ "$series" = "$(newest_series)" ] ||
  say "WARNING: what was committed in a later series will be missing"
rm -rf "$new"
cp -a "$base" "$new" || fail RECOVER_DISK "could not copy the base backup"
chmod 700 "$new"
touch "$new/recovery.signal"

PGHOST=/tmp
export PGHOST
settings="-c listen_addresses= -c unix_socket_directories=/tmp -c hot_standby=off -c recovery_init_sync_method=syncfs"
settings="$settings -c restore_command='sh $HERE/fetch.sh $series %f %p'"
settings="$settings -c recovery_target_timeline=current -c recovery_target_action=promote"
[ -z "$target" ] || settings="$settings -c recovery_target_time='$target'"
failed="the lines above say why. The former data folder is untouched"
[ -z "$target" ] || failed="$failed. If the log ends before that time, leave the time out"
pg_ctl start --pgdata="$new" --no-wait --silent -o "$settings" || fail RECOVER_FAILED "$failed"
until pg_isready -q; do
  sleep 0.5
  pg_ctl status --pgdata="$new" >/dev/null || fail RECOVER_FAILED "$failed"
done

# The recovered database is a new timeline, so it needs a series of its own.
begin_series && sh "$HERE/base.sh" || say "the service wal will take a base backup"
pg_ctl stop --pgdata="$new" --wait --mode=fast --silent || fail RECOVER_FAILED "the database does not stop"

if [ -e "$PGDATA" ]; then
  aside=$(timed "$PGDATA.before")
  mv -T "$PGDATA" "$aside" || fail RECOVER_DISK "could not put the former data folder aside"
  say "the former data folder is $aside"
fi
mv -T "$new" "$PGDATA" || fail RECOVER_DISK "could not put the recovered data folder in place"
say "recovered"
