//! Shards into the whole that one run would have made, or everything that stands in the way.
//!
//! Shards belong together if the same version simulated the same replications of the same scenarios from the
//! same inputs; where files of several kinds are handed over, the kind with most shards is the one that is
//! meant. Every shard from the first to the last must be there once. Not here: the file itself (`shard`).

use super::manifest::Run;
use super::outline::Outline;
use super::shard::{NoShard, Shard, Share};
use super::table::Tables;
use crate::base::parse::{At, Code, Issues, Sink, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Shards as they are taken up, one at a time, so that only sums are kept.
#[derive(Debug, Default)]
pub struct Merge {
    kinds: Vec<Kind>,
    issues: Issues,
    /// Shards that files claim by their name and do not hold.
    unread: BTreeSet<Share>,
}

/// Everything, as one run would have made it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// SHA-256 of every input, by its role.
    pub inputs: BTreeMap<String, String>,
    /// What was run, with what came out.
    pub runs: Vec<(Outline, Tables)>,
}

/// Shards that belong together.
#[derive(Debug)]
struct Kind {
    of: u32,
    inputs: BTreeMap<String, String>,
    outlines: Vec<Outline>,
    tables: Vec<Tables>,
    /// The file of each shard.
    files: BTreeMap<u32, String>,
}

impl Merge {
    /// Takes up a file; `name` is its name without its folder.
    pub fn take(&mut self, source: Source<'_>, name: &str) {
        match Shard::read(source.text) {
            Ok(shard) => self.take_shard(source.file, shard),
            Err(NoShard::Damaged(why)) => self.note_damaged(source.file, name, &why),
            Err(NoShard::Foreign(version)) => {
                self.unread.extend(Share::of_file(name));
                let mine = env!("CARGO_PKG_VERSION");
                let allowed = format!("this is version {mine}; versions may count differently");
                let action = "simulate all shards with one version, or merge them with theirs";
                let at = At::new("version", None);
                self.note(source.file, (Code::Contradiction, at), &version, &allowed, action);
            }
        }
    }

    /// Notes a file that is no whole shard.
    pub fn note_damaged(&mut self, file: &str, name: &str, why: &str) {
        let share = Share::of_file(name);
        self.unread.extend(share);
        let allowed = format!("this shard is damaged or half-written: {why}");
        let which = share.map_or_else(|| "I/N".to_owned(), |share| share.to_string());
        let action = format!("delete it and simulate it again (--shard {which})");
        self.note(file, (Code::Syntax, At::new("", None)), "", &allowed, &action);
    }

    /// Notes a file that cannot be read.
    pub fn note_unreadable(&mut self, file: &str, why: &str) {
        let action = "check its name and your right to read it";
        self.note(file, (Code::NotFound, At::new("", None)), "", why, action);
    }

    fn take_shard(&mut self, file: &str, shard: Shard) {
        let Shard { share, inputs, runs } = shard;
        let (outlines, tables): (Vec<Outline>, Vec<Tables>) = runs.into_iter().unzip();
        let known = self.kinds.iter_mut().find(|kind| {
            kind.of == share.of() && kind.inputs == inputs && kind.outlines == outlines
        });
        let Some(kind) = known else {
            let files = BTreeMap::from([(share.shard(), file.to_owned())]);
            self.kinds.push(Kind { of: share.of(), inputs, outlines, tables, files });
            return;
        };
        if let Some(before) = kind.files.get(&share.shard()) {
            let allowed = if before == file {
                "this file is given twice, and a history counts once".to_owned()
            } else {
                format!("{before} holds this shard too, and a history counts once")
            };
            let at = At::new("shard", None);
            let action = "give each shard once";
            return self.note(file, (Code::Repeated, at), &share.to_string(), &allowed, action);
        }
        kind.files.insert(share.shard(), file.to_owned());
        let before = std::mem::take(&mut kind.tables);
        kind.tables = before.into_iter().zip(tables).map(|(a, b)| a.merge(b)).collect();
    }

    /// The whole; `handed_over` names where the shards came from.
    ///
    /// # Errors
    /// If a shard is missing, repeated, foreign or damaged: everything that is wrong.
    pub fn finish(mut self, handed_over: &str) -> Result<Whole, Issues> {
        // Of kinds with as many shards the one that came first is meant.
        let meant = self.kinds.iter().enumerate().rev().max_by_key(|(_, kind)| kind.files.len());
        let Some(meant) = meant.map(|(at, _)| at) else {
            if self.issues.is_empty() {
                let allowed = "no shard (shard-1-of-8.json or so) is there";
                let action = "name the folders that lintel forecast --shard wrote to";
                let at = At::new("", None);
                self.note(handed_over, (Code::NotFound, at), "", allowed, action);
            }
            return Err(self.issues);
        };
        let meant = self.kinds.remove(meant);
        for other in std::mem::take(&mut self.kinds) {
            let allowed = format!(
                "this shard belongs to another run than the other {}: {}",
                meant.files.len(),
                differences(&other, &meant).join("; "),
            );
            let action = "leave it out, or simulate it again as the others were";
            for (shard, file) in &other.files {
                let (value, at) = (format!("{shard}/{}", other.of), At::new("shard", None));
                self.note(file, (Code::Contradiction, at), &value, &allowed, action);
            }
        }
        self.note_missing(&meant, handed_over);
        let Kind { inputs, outlines, tables, .. } = meant;
        self.issues
            .or_value(Some(Whole { inputs, runs: outlines.into_iter().zip(tables).collect() }))
    }

    fn note_missing(&mut self, meant: &Kind, handed_over: &str) {
        let is_unread = |shard: u32| {
            Share::new(shard, meant.of).is_some_and(|share| self.unread.contains(&share))
        };
        let missing: Vec<u32> = (1..=meant.of)
            .filter(|shard| !meant.files.contains_key(shard) && !is_unread(*shard))
            .collect();
        if missing.is_empty() {
            return;
        }
        let said = ranges(&missing);
        let allowed = format!("shards {said} of {} are missing", meant.of);
        let allowed = if missing.len() == 1 {
            format!("shard {said} of {} is missing", meant.of)
        } else {
            allowed
        };
        let action =
            format!("simulate what is missing, such as --shard {}/{}", missing[0], meant.of);
        let at = At::new("shard", None);
        self.note(handed_over, (Code::Missing, at), "", &allowed, &action);
    }

    fn note(
        &mut self,
        file: &str,
        (code, at): (Code, At<'_>),
        value: &str,
        allowed: &str,
        action: &str,
    ) {
        let mut sink = Sink::new(file);
        sink.add(code, at, value, allowed, action);
        self.issues.extend(sink.into_issues());
    }
}

/// "3, 5 to 8, 12".
fn ranges(numbers: &[u32]) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => spans.push((number, number)),
        }
    }
    let said = spans.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// In what one kind of shards is not the other.
fn differences(this: &Kind, that: &Kind) -> Vec<String> {
    let mut found = Vec::new();
    if this.of != that.of {
        found.push(format!("it is one of {}, they of {}", this.of, that.of));
    }
    let roles: BTreeSet<&String> = this.inputs.keys().chain(that.inputs.keys()).collect();
    let others = roles.into_iter().filter(|role| this.inputs.get(*role) != that.inputs.get(*role));
    let others: Vec<&str> = others.map(String::as_str).collect();
    if !others.is_empty() {
        found.push(format!("other inputs ({})", others.join(", ")));
    }
    let names = |kind: &Kind| kind.outlines.iter().map(name).collect::<Vec<_>>();
    if names(this) != names(that) {
        found.push(format!("{}, not {}", names(this).join(", "), names(that).join(", ")));
        return found;
    }
    for (this, that) in this.outlines.iter().zip(&that.outlines) {
        let why = outlines_differ(this, that);
        found.extend(why.into_iter().filter(|why| !found.contains(why)).collect::<Vec<_>>());
    }
    found
}

fn name(outline: &Outline) -> String {
    let Run { scenario, reading, .. } = &outline.run;
    if reading.is_empty() { scenario.clone() } else { format!("{scenario} ({reading})") }
}

fn outlines_differ(this: &Outline, that: &Outline) -> Vec<String> {
    let (a, b) = (&this.run, &that.run);
    let numbers = [
        ("seed", a.seed, b.seed),
        ("replications", u64::from(a.replications), u64::from(b.replications)),
        ("years", u64::from(a.years), u64::from(b.years)),
    ];
    let numbers = numbers.into_iter().filter(|(_, mine, theirs)| mine != theirs);
    let mut found: Vec<String> =
        numbers.map(|(what, mine, theirs)| format!("{what} {mine}, not {theirs}")).collect();
    let rest = [
        ("another estate", a.estate != b.estate),
        ("another first day", this.quarter_days != that.quarter_days),
        ("other assumptions", a.assumptions != b.assumptions),
        ("other classes of household", this.classes != that.classes || this.waits != that.waits),
    ];
    found.extend(rest.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what.to_owned()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_that_are_missing_are_said_in_one_breath() {
        assert_eq!(ranges(&[1, 3, 4, 6, 7, 8, 9]), "1, 3, 4, 6 to 9");
    }

    #[test]
    fn nothing_handed_over_is_an_issue() {
        let issues = Merge::default().finish("out").unwrap_err();
        assert_eq!(issues.issues[0].code, Code::NotFound);
    }
}
