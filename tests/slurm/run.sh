#!/bin/sh
# Runs scripts/slurm-array.sh and `--shard auto` on a real Slurm of one node, made here of Debian's packages in
# a temporary folder, kills one task midway, submits it again, and holds every merged byte against single runs.
#
#   tests/slurm/run.sh LINTEL
#
# Needs root: daemons are started by hand (no systemd) and listen on loopback only. It stops what it started.
set -eu
cd "$(dirname "$0")/../.."
LINTEL=$(realpath "${1:?say where lintel is}")
export LINTEL
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$*"; }
fail() {
    say "FAILED: $*" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || fail "this test starts Slurm's daemons and needs root"
for tool in munged slurmctld slurmd; do
    if ! command -v "$tool" >/dev/null; then
        say "Installing slurm-wlm and munge"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge >/dev/null
        break
    fi
done

work=$(mktemp -d)
started=""
stop_all() {
    ended=$?
    trap - EXIT INT TERM
    scancel --user="$(id -un)" 2>/dev/null || true
    for pid in $started; do kill "$pid" 2>/dev/null || true; done
    for pid in $started; do
        for _ in 1 2 3 4 5 6 7 8 9 10; do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.5
        done
    done
    if [ "$ended" -ne 0 ]; then
        tail -n 20 "$work"/log/* "$work"/jobs/*.log 2>/dev/null || true
    fi
    rm -rf "$work"
    exit "$ended"
}
trap stop_all EXIT INT TERM

await() { # await SECONDS WHAT COMMAND…
    patience=$(($1 * 4)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        patience=$((patience - 1))
        [ "$patience" -gt 0 ] || fail "$what: waited in vain"
        sleep 0.25
    done
}

# ---- One node, nothing outside the folder and loopback.
mkdir -p "$work/log" "$work/state" "$work/spool" "$work/jobs"
chmod 755 "$work"
mungekey --create --keyfile "$work/munge.key"
munged --foreground --force --key-file "$work/munge.key" --socket "$work/munge.socket" \
    --pid-file "$work/munged.pid" --log-file "$work/log/munged" --seed-file "$work/munged.seed" \
    >"$work/log/munged.out" 2>&1 &
started="$started $!"
await 20 "munged" test -S "$work/munge.socket"

cpus=$(nproc)
cat >"$work/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
CredType=cred/munge
SlurmctldPort=26817
SlurmdPort=26818
SlurmctldParameters=enable_configless
CommunicationParameters=NoCtldInAddrAny
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/log/slurmctld
SlurmdLogFile=$work/log/slurmd
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2,batch_sched_delay=1
ReturnToService=2
KillWait=2
MinJobAge=600
NodeName=localhost NodeAddr=127.0.0.1 CPUs=$cpus State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=60 State=UP
CONF
SLURM_CONF=$work/slurm.conf
export SLURM_CONF
slurmctld -D -c -f "$SLURM_CONF" >"$work/log/slurmctld.out" 2>&1 &
started="$started $!"
slurmd -D -N localhost -f "$SLURM_CONF" >"$work/log/slurmd.out" 2>&1 &
started="$started $!"
is_idle() { [ "$(sinfo -h -o %T)" = idle ]; }
await 60 "an idle node" is_idle
say "Slurm $(slurmctld -V | sed 's/.* //') is up: one node of $cpus processors"

has_ended() { [ -z "$(squeue -h -j "$1" 2>/dev/null)" ]; }
state_of() { scontrol show job "$1" 2>/dev/null | sed -n 's/.*JobState=\([A-Z_]*\).*/\1/p' | sort | uniq -c | tr -s ' \n' ' '; }
submit() { sbatch --parsable --chdir="$PWD" --output="$work/jobs/%A-%a.log" "$@"; }
same() { # same SINGLE MERGED: every file of the one, byte by byte
    for file in "$1"/*; do
        cmp -s "$file" "$2/${file##*/}" || fail "$2/${file##*/} is not the single run's"
    done
    say "  ${2##*/}: $(find "$1" -type f | wc -l) files, every byte the single run's"
}

# ---- Many scenarios and estates, four shards each; one task is killed midway.
shards=4
histories=2000
cat >"$work/list" <<LIST
# scenario, and an estate where it is another than its own
stoke-37
stoke-37 stoke-on-trent-today
plymouth
LIST
out=$work/out
tasks=$((3 * shards))
job=$(submit --array=1-$tasks scripts/slurm-array.sh simulate "$work/list" $shards "$out" --replications $histories)
victim=2
running() { [ "$(squeue -h -j "${job}_$victim" -t R -o %T)" = RUNNING ] && pgrep -f "shard $victim/$shards .*$out/stoke-37/shards" >/dev/null; }
await 120 "task $victim to run" running
[ ! -e "$out/stoke-37/shards/shard-$victim-of-$shards.json" ] || fail "task $victim was done before it could be killed"
scancel --signal=KILL --full "${job}_$victim"
await 600 "the array" has_ended "$job"
say "Array $job of $tasks tasks:$(state_of "$job")"
[ ! -e "$out/stoke-37/shards/shard-$victim-of-$shards.json" ] || fail "the killed task left a shard"
ls -A "$out/stoke-37/shards" | sed 's/^/  left behind: /'

say "Merging without the killed task must be refused:"
if "$LINTEL" merge "$out/stoke-37/shards" --out "$out/stoke-37" >"$work/refused" 2>&1; then
    fail "a missing shard was not noticed"
fi
sed 's/^/  /' "$work/refused"
grep -q "shard $victim of $shards is missing" "$work/refused" || fail "the missing shard is not named"
[ ! -e "$out/stoke-37/forecast.csv" ] || fail "half a forecast was written"

# ---- The same task again, alone; and beside it one that had been done, which must not count twice.
again=$(submit --array=$victim,5 scripts/slurm-array.sh simulate "$work/list" $shards "$out" --replications $histories)
merge=$(submit --dependency="afterok:$again" scripts/slurm-array.sh merge "$work/list" "$out")
await 600 "the merge" has_ended "$merge"
say "Tasks $victim and 5 again:$(state_of "$again"), merge:$(state_of "$merge")"

say "Single runs:"
for line in stoke-37 stoke-37-on-stoke-on-trent-today plymouth; do
    scenario=$line
    [ ! -e "$out/$line/$line.toml" ] || scenario=$out/$line/$line.toml
    "$LINTEL" forecast "$scenario" --replications $histories --out "$work/single/$line" >/dev/null
    same "$work/single/$line" "$out/$line"
done

# ---- One scenario: the array's own numbers tell the shard, counted from 0 or from 1.
from_zero=$(submit --array=0-2 --wrap "$LINTEL forecast plymouth --replications $histories --shard auto --out $out/auto/shards")
await 600 "the array from 0" has_ended "$from_zero"
rm "$out/auto/shards/shard-3-of-3.json"
alone=$(submit --array=3 --wrap "$LINTEL forecast plymouth --replications $histories --shard auto/3 --out $out/auto/shards")
await 600 "the task alone" has_ended "$alone"
"$LINTEL" merge "$out/auto/shards" --out "$out/auto" >/dev/null || fail "what --shard auto wrote cannot be merged"
same "$work/single/plymouth" "$out/auto"
say "Nothing lost, nothing counted twice."
