# restore_command of recover.sh: fetch.sh SERIES NAME PATH copies a file of the log. Exit code 1 says that the
# log ends before it. A file that is there and cannot be read, or a gap, ends the recovery by exit code 200.
log=$1/log
name=$2
for file in "$log/$name" "$log/$name.partial"; do
  if [ -e "$file" ]; then
    cp "$file" "$3" || exit 200
    exit 0
  fi
done
case $name in
*.*) exit 1 ;;
esac
last=$(ls "$log" | sed -n 's/^\([0-9A-F]\{24\}\).*/\1/p' | sort | tail -n 1)
if [ "$last" \> "$name" ]; then
  echo "wal: the log has a gap: $name is missing, $last is there" >&2
  exit 200
fi
exit 1
