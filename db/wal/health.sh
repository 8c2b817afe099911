# Health check of the service `wal`: it receives, and the newest base backup is not much older than it should be.
. "$(dirname "$0")/shared.sh"
FOLDERS=
as_postgres "$@"

[ "$(ask "select active from pg_replication_slots where slot_name = '$SLOT'")" = t ] || exit 1
base=$(bases | tail -n 1)
[ -n "$base" ] && ! [ "$(basename "$base")" \< "base-$(stamp -d "-$((BASE_HOURS + 2)) hours")" ]
