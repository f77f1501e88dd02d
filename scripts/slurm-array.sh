#!/bin/sh
#SBATCH --job-name=lintel
#SBATCH --cpus-per-task=1
#SBATCH --output=%x-%A-%a.log
#SBATCH --requeue
#
# One Slurm array for many scenarios on many estates, each cut into shards; then one job that merges them.
#
#   sbatch --array=1-TASKS scripts/slurm-array.sh simulate LIST SHARDS OUT [FLAGS for lintel forecast]
#   sbatch --dependency=afterok:JOB scripts/slurm-array.sh merge LIST OUT
#
# LIST has one line for each forecast: a scenario, and where it is another than the scenario's own, an estate.
# TASKS is the number of its lines times SHARDS. Forecast k writes its shards to OUT/NAME/shards, and merged it
# lies in OUT/NAME; NAME is the scenario, or SCENARIO-on-ESTATE.
#
# A task that failed is submitted again by its number alone: sbatch --array=7 with the same words behind. A task
# that ran twice counts once: its shard is one file, written whole or not at all.
# Run it from the folder with data/ and scenarios/. LINTEL names the program, if it is not on the path.
set -eu
lintel="${LINTEL:-lintel}"

stop() {
    echo "slurm-array.sh: $1" >&2
    exit 2
}

# The lines of LIST that say something: neither empty nor a remark.
forecasts() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$1"; }

# Sets $name, and $scenario: what lintel is to run. Another estate is a scenario of three lines on its base.
name_forecast() { # name_forecast OUT SCENARIO [ESTATE]
    base=$(basename "$2" .toml)
    if [ $# -lt 3 ]; then
        name=$base scenario=$2
        return
    fi
    name="$base-on-$(basename "$3")"
    scenario="$1/$name/$name.toml"
    mkdir -p "$1/$name"
    case $2 in *.toml) on=$(realpath "$2") ;; *) on=$2 ;; esac
    case $3 in */*) estate=$(realpath "$3") ;; *) estate=$3 ;; esac
    # Tasks of one forecast write the same words: whichever comes last changes nothing.
    printf 'name = "%s"\nbase = "%s"\nestate = "%s"\n' "$name" "$on" "$estate" >"$scenario.$$"
    mv "$scenario.$$" "$scenario"
}

simulate() { # simulate LIST SHARDS OUT [FLAGS]
    [ $# -ge 3 ] || stop "say: simulate LIST SHARDS OUT"
    list=$1 shards=$2 out=$3
    shift 3
    case $shards in '' | *[!0-9]* | 0*) stop "SHARDS must be a whole number from 1: \"$shards\"" ;; esac
    task=${SLURM_ARRAY_TASK_ID:?set SLURM_ARRAY_TASK_ID, or submit with sbatch --array=1-TASKS}
    case $task in '' | *[!0-9]*) stop "SLURM_ARRAY_TASK_ID must be a whole number: \"$task\"" ;; esac
    count=$(forecasts "$list" | wc -l)
    if [ "$task" -lt 1 ] || [ "$task" -gt $((count * shards)) ]; then
        stop "task $task: $count forecasts of $shards shards are the tasks 1 to $((count * shards)) (sbatch --array)"
    fi
    # shellcheck disable=SC2046 # one or two words a line
    name_forecast "$out" $(forecasts "$list" | sed -n "$(((task - 1) / shards + 1))p")
    exec "$lintel" forecast "$scenario" --shard "$(((task - 1) % shards + 1))/$shards" \
        --threads "${SLURM_CPUS_PER_TASK:-1}" --out "$out/$name/shards" "$@"
}

# Merges every forecast, also behind one that cannot be merged yet; ends with 3 if there was one.
merge() { # merge LIST OUT
    [ $# -eq 2 ] || stop "say: merge LIST OUT"
    ended=0
    todo=$(mktemp)
    forecasts "$1" >"$todo"
    while read -r line; do
        # shellcheck disable=SC2086 # one or two words a line
        name_forecast "$2" $line
        "$lintel" merge "$2/$name/shards" --out "$2/$name" </dev/null || ended=3
    done <"$todo"
    rm -f "$todo"
    exit "$ended"
}

what=${1-}
[ $# -eq 0 ] || shift
case $what in
simulate) simulate "$@" ;;
merge) merge "$@" ;;
*) stop "say simulate LIST SHARDS OUT, or merge LIST OUT" ;;
esac
