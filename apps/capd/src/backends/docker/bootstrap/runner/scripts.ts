/*
 * The three programs that run inside a node container. POSIX shell with what Debian's essential packages have (coreutils, util-linux, tar),
 * since that is all that every node image has in common. Their arguments are in `start-bootstrap.ts` and `follow-bootstrap.ts`.
 *
 * The journal has one line per event, times in milliseconds since 1970:
 *   begin <time> <steps>            nothing was done yet
 *   note <text>
 *   step <number> <time> <title>    begins
 *   done <number> <time> <exit code>
 *   result completed | failed <number> <exit code> | timed-out <number>
 * A journal without result whose lock is free was interrupted.
 */

/** Bytes of a stream that are kept of the step that failed. */
export const tailSize = 4096;

/**
 * Unpacks the steps from its input and leaves the runner behind, which takes over the lock. Prints `started`, or `known` when a bootstrap
 * runs or ran; so it may be called any number of times, and kubeadm still starts once. Nothing counts as begun before the first step.
 */
export const starter = `
umask 077
run=$1 kept=$2 marker=$3 log=$4 budget=$5
known() { grep -qsE '^(step|result) ' "$run/journal" "$kept/journal" || [ -e "$marker" ]; }
if known; then echo known; exit 0; fi
# What is above the folders is for everybody: others look for their own marks there.
(umask 022 && mkdir -p "\${run%/*}" "\${kept%/*}" "\${log%/*}") && mkdir -p "$run" "$kept" || exit 1
exec 9>"$run/lock" || exit 1
# A follower may hold the lock for a moment; who holds it longer is a runner.
if ! flock -w 5 9 || known; then echo known; exit 0; fi
rm -rf "$run/steps" && mkdir "$run/steps" || exit 1
timeout 60 tar -x -f - -C "$run/steps" --no-same-owner || exit 1
# tar takes the end of a broken connection for the end of the archive.
if [ ! -e "$run/steps/complete" ]; then echo 'the steps arrived incomplete' >&2; exit 1; fi
line="begin $(date +%s%3N) $(cat "$run/steps/count")"
echo "$line" >"$run/journal" && echo "$line" >"$kept/journal" || exit 1
setsid sh "$run/steps/runner" "$run" "$kept" "$marker" "$log" "$budget" </dev/null >"$run/runner.log" 2>&1 &
echo started
`;

/** Carries out one step after another until one fails or the time is over. Each runs in its folder, with an end of file as its input. */
export const runner = `
run=$1 kept=$2 log=$4 budget=$5
umask 077
trap 'rm -rf "$run/steps" "$run/stdout" "$run/stderr"' EXIT
# A full disk must not end the bootstrap unheard: what the journal on disk misses, the one in memory has.
note() { printf '%s\\n' "$1" >>"$run/journal"; printf '%s\\n' "$1" >>"$kept/journal"; }
now() { date +%s%3N; }
# Seconds since the host's start: the wall clock may be set meanwhile.
elapsed() { read -r up _ </proc/uptime; up=\${up%.*}; }
ended() {
  for stream in stdout stderr; do
    tail -c ${tailSize} "$run/$stream" >"$run/$stream.tail"
    cp "$run/$stream.tail" "$kept/$stream.tail"
  done
  note "result $1"
  exit 0
}
elapsed
deadline=$((up + budget))
while IFS= read -r text; do note "note $text"; done <"$run/steps/notes"
number=0
time=$(now)
for step in "$run"/steps/[0-9]*; do
  [ -d "$step" ] || continue
  number=$((number + 1))
  IFS= read -r title <"$step/title"
  note "step $number $time $title"
  rm -f "$run/stdout" "$run/stderr"
  : >"$run/stdout" 2>"$run/stderr"
  elapsed
  left=$((deadline - up))
  [ "$left" -gt 0 ] || ended "timed-out $number"
  # Daemons that a step leaves behind must not hold the lock.
  (cd "$step" && umask 022 && exec timeout -k 5 "$left" sh ./run) </dev/null >>"$run/stdout" 2>>"$run/stderr" 9>&-
  code=$?
  time=$(now)
  note "done $number $time $code"
  if [ -s "$run/stdout" ] || [ -s "$run/stderr" ]; then
    { printf '\\n== %s\\n' "$title" && cat "$run/stdout" "$run/stderr"; } >>"$log"
  fi
  elapsed
  if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then [ "$up" -lt "$deadline" ] || ended "timed-out $number"; fi
  [ "$code" -eq 0 ] || ended "failed $number $code"
done
note 'result completed'
`;

/** Prints the lines of the journal as they come until the runner ends, when told to \`wait\`, and then how things stand. */
export const follower = `
run=$1 kept=$2 marker=$3 mode=$4
state=ended
if [ -e "$run/lock" ]; then
  exec 9<"$run/lock"
  if ! flock -n -s 9; then
    state=running
    if [ "$mode" = wait ]; then
      tail -n +1 -s 0.2 -F "$run/journal" 2>/dev/null 9<&- &
      tail=$!
      flock -s 9
      kill "$tail" 2>/dev/null
      wait "$tail" 2>/dev/null
      state=ended
    fi
  fi
  exec 9<&-
fi
journal=$run/journal
[ -s "$journal" ] || journal=$kept/journal
if [ "$state" = ended ] && ! grep -qsE '^(step|result) ' "$journal"; then
  state=absent
  [ ! -e "$marker" ] || state=legacy
fi
printf '\\nreport %s\\n' "$state"
if [ -s "$journal" ]; then
  grep '^begin ' "$journal"
  # What an engine hands over is cut at some length; the last steps are those that matter.
  grep -vE '^(begin|note) ' "$journal" | tail -n 160
fi
for stream in stdout stderr; do
  file=$run/$stream.tail
  [ -e "$file" ] || file=$kept/$stream.tail
  if [ -e "$file" ]; then echo "$stream $(base64 -w 0 "$file")"; fi
done
echo end
`;
