//! `lintel forecast --shard`: which share this is, said or read from a job array's environment, and its file.

use super::args::Format;
use super::shard_flag::ShardFlag;
use super::{Failure, Said, layout};
use crate::doors::files::Folder;
use crate::planning::forecast::{Shard, Share};
use crate::presentation::render::terminal;
use crate::presentation::wording;
use anyhow::Context;
use serde::Serialize;
use std::env;
use std::path::Path;

/// The share that is to be simulated.
pub(super) fn share(flag: ShardFlag, format: Format) -> Result<Share, Failure> {
    if format == Format::Csv {
        let why = "one shard has no table: leave --format csv to lintel merge";
        return Err(Failure::Usage(why.to_owned()));
    }
    let of = match flag {
        ShardFlag::Given(share) => return Ok(share),
        ShardFlag::Auto(of) => of,
    };
    from_environment(of, &|name| env::var(name).ok()).map_err(Failure::Usage)
}

const SLURM: &str = "SLURM_ARRAY_TASK_ID";
const KUBERNETES: &str = "JOB_COMPLETION_INDEX";

/// The share of a task in a Slurm array or a Kubernetes indexed job.
fn from_environment(
    of: Option<u32>,
    look_up: &dyn Fn(&str) -> Option<String>,
) -> Result<Share, String> {
    match (look_up(SLURM), look_up(KUBERNETES)) {
        (Some(_), Some(_)) => Err(format!(
            "--shard auto finds both {SLURM} and {KUBERNETES}: unset the one that is not meant, or give --shard I/N"
        )),
        (Some(_), None) => slurm(of, look_up),
        (None, Some(_)) => kubernetes(of, look_up),
        (None, None) => Err(format!(
            "--shard auto needs a job array: set {SLURM} (Slurm, sbatch --array=1-8) or {KUBERNETES} (Kubernetes, completionMode Indexed), or give --shard I/N"
        )),
    }
}

/// A whole array from any number on, or a task submitted again alone (`sbatch --array=3`), which must say of
/// how many it was one and is counted from 1.
fn slurm(of: Option<u32>, look_up: &dyn Fn(&str) -> Option<String>) -> Result<Share, String> {
    let number = |name: &str| number(name, look_up);
    let task = number(SLURM)?.ok_or_else(|| format!("set {SLURM}"))?;
    let (count, first, last) = (
        number("SLURM_ARRAY_TASK_COUNT")?,
        number("SLURM_ARRAY_TASK_MIN")?,
        number("SLURM_ARRAY_TASK_MAX")?,
    );
    let first = first.unwrap_or(1);
    let is_whole = |count: u32| {
        last.is_none_or(|last| last.checked_sub(first).is_some_and(|span| span + 1 == count))
    };
    let shard = |first: u32| (task + 1).checked_sub(first);
    let share = match (of, count) {
        (Some(of), Some(count)) if count == of && is_whole(count) => {
            shard(first).and_then(|shard| Share::new(shard, of))
        }
        (Some(of), _) => Share::new(task, of),
        (None, Some(count)) if is_whole(count) => {
            shard(first).and_then(|shard| Share::new(shard, count))
        }
        (None, Some(_)) => {
            return Err(format!(
                "the tasks of this array do not follow each other, so {SLURM} does not tell the shard: say of how many with --shard auto/N, and number the tasks from 1"
            ));
        }
        (None, None) => {
            return Err(format!(
                "{SLURM} is {task}, but of how many? Set SLURM_ARRAY_TASK_COUNT, or give --shard auto/N"
            ));
        }
    };
    share.ok_or_else(|| {
        let of = of.or(count).unwrap_or(0);
        format!("{SLURM} is {task}, which is none of {of} shards: number the tasks from 1 to {of} (sbatch --array=1-{of})")
    })
}

/// Kubernetes counts from 0, and does not tell a pod how many there are unless its manifest says so.
fn kubernetes(of: Option<u32>, look_up: &dyn Fn(&str) -> Option<String>) -> Result<Share, String> {
    const COUNT: &str = "JOB_COMPLETIONS";
    let index = number(KUBERNETES, look_up)?.ok_or_else(|| format!("set {KUBERNETES}"))?;
    let count = number(COUNT, look_up)?;
    let of = match (of, count) {
        (Some(of), Some(count)) if of != count => {
            return Err(format!("--shard auto/{of} contradicts {COUNT}, which is {count}"));
        }
        (of, count) => of.or(count).ok_or_else(|| {
            format!("{KUBERNETES} is {index}, but of how many? Give --shard auto/N, or set {COUNT} to the job's completions")
        })?,
    };
    Share::new(index + 1, of).ok_or_else(|| {
        format!("{KUBERNETES} is {index}, which is none of {of} shards counted from 0: set the job's completions to {of}")
    })
}

fn number(name: &str, look_up: &dyn Fn(&str) -> Option<String>) -> Result<Option<u32>, String> {
    // Below the greatest number, so that one more is a number too.
    let read = |text: String| match text.trim().parse::<u32>() {
        Ok(number) if number < u32::MAX => Ok(number),
        _ => Err(format!("{name} is \"{text}\": set it to a whole number, 0 or more")),
    };
    look_up(name).map(read).transpose()
}

/// What is said of a shard that was written.
#[derive(Debug, Serialize)]
struct Answer {
    shard: u32,
    of: u32,
    histories: usize,
    files: [String; 1],
}

/// Writes the shard's file, whole or not at all.
pub(super) fn write(out: &Path, format: Format, shard: &Shard) -> Result<Said, Failure> {
    let text = shard.text().context("the shard cannot be written")?;
    let (share, name) = (shard.share, shard.share.file());
    Folder::alone(out)?.write_signed(&name, text.as_bytes())?;
    let all = shard.runs.iter().map(|(outline, _)| outline.run.replications);
    let histories = all.map(|all| share.replications(all).len()).sum();
    let answer = Answer { shard: share.shard(), of: share.of(), histories, files: [name] };
    if format == Format::Json {
        return Ok(Said::done(layout::json(&answer)));
    }
    let folder = out.display().to_string();
    let (whole, at) = ((answer.shard, answer.of), (&*folder, &*answer.files[0]));
    let merge = format!("lintel merge {folder} --out DIR");
    Ok(Said::done(terminal::render(&wording::files::shard(whole, histories, at, &merge))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(of: Option<u32>, variables: &[(&str, &str)]) -> Result<String, String> {
        let look_up = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        from_environment(of, &look_up).map(|share| share.to_string())
    }

    fn array<'a>(
        task: &'a str,
        count: &'a str,
        first: &'a str,
        last: &'a str,
    ) -> [(&'a str, &'a str); 4] {
        [
            (SLURM, task),
            ("SLURM_ARRAY_TASK_COUNT", count),
            ("SLURM_ARRAY_TASK_MIN", first),
            ("SLURM_ARRAY_TASK_MAX", last),
        ]
    }

    #[test]
    fn a_slurm_array_is_counted_from_its_first_task() {
        assert_eq!(found(None, &array("3", "8", "1", "8")).as_deref(), Ok("3/8"));
        assert_eq!(found(None, &array("3", "8", "0", "7")).as_deref(), Ok("4/8"));
        assert_eq!(found(Some(8), &array("0", "8", "0", "7")).as_deref(), Ok("1/8"));
    }

    #[test]
    fn a_slurm_task_submitted_again_alone_says_of_how_many() {
        assert_eq!(found(Some(8), &array("3", "1", "3", "3")).as_deref(), Ok("3/8"));
        // Without, it is an array of one task, and its shard is foreign to the other seven.
        assert_eq!(found(None, &array("3", "1", "3", "3")).as_deref(), Ok("1/1"));
    }

    #[test]
    fn a_kubernetes_index_is_counted_from_zero() {
        assert_eq!(found(Some(8), &[(KUBERNETES, "0")]).as_deref(), Ok("1/8"));
        let told = [(KUBERNETES, "7"), ("JOB_COMPLETIONS", "8")];
        assert_eq!(found(None, &told).as_deref(), Ok("8/8"));
    }

    #[test]
    fn what_is_missing_or_senseless_is_named() {
        for (of, variables, named) in [
            (None, &[][..], SLURM),
            (None, &[][..], KUBERNETES),
            (None, &[(SLURM, "3")][..], "SLURM_ARRAY_TASK_COUNT"),
            (None, &[(KUBERNETES, "3")][..], "JOB_COMPLETIONS"),
            (Some(3), &[(KUBERNETES, "3")][..], "completions"),
            (Some(3), &[(KUBERNETES, "1"), ("JOB_COMPLETIONS", "4")][..], "contradicts"),
            (Some(8), &[(SLURM, "three")][..], SLURM),
            (Some(8), &[(SLURM, "0")][..], "from 1 to 8"),
            (None, &array("9", "8", "1", "8")[..], "from 1 to 8"),
            (None, &array("3", "4", "1", "7")[..], "auto/N"),
            (None, &array("4294967295", "8", "1", "8")[..], SLURM),
            (None, &[(SLURM, "1"), (KUBERNETES, "1")][..], "unset"),
        ] {
            let said = found(of, variables).unwrap_err();
            assert!(said.contains(named), "{variables:?}: {said}");
        }
    }

    #[test]
    fn the_flag_is_a_share_or_auto() {
        assert_eq!("auto".parse(), Ok(ShardFlag::Auto(None)));
        assert_eq!("auto/8".parse(), Ok(ShardFlag::Auto(Some(8))));
        for wrong in ["auto/0", "auto/", "automatic", "0/3", "4/3"] {
            assert!(wrong.parse::<ShardFlag>().is_err(), "{wrong}");
        }
    }
}
