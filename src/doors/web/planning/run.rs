//! The one run that is going: how far it is, whether it is to stop, and what became of it.

use super::job::Job;
use super::stored_results::Shelf;
use crate::doors::failure::Failure;
use crate::doors::tasks::planning::{Bar, Part, Unit, Watch};
use crate::doors::web::fields::in_words;
use jiff::Timestamp;
use serde::Serialize;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How far a run is, shared by whoever works and whoever looks.
#[derive(Debug, Default)]
pub(in crate::doors::web) struct Progress(Mutex<Far>);

/// How far it is.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::doors::web) struct Far {
    /// What is being worked on.
    pub(super) what: String,
    pub(super) done: u64,
    /// Of how much; 0: nobody knows.
    pub(super) of: u64,
    /// It is to stop.
    pub(super) stopping: bool,
    #[serde(flatten)]
    pub(super) end: End,
}

/// What became of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "is", content = "at", rename_all = "snake_case")]
pub(in crate::doors::web) enum End {
    #[default]
    Going,
    /// It is kept under this number.
    Kept(u32),
    Stopped,
    Failed(Vec<String>),
}

impl Progress {
    fn far(&self) -> MutexGuard<'_, Far> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(in crate::doors::web) fn now(&self) -> Far {
        self.far().clone()
    }

    pub(in crate::doors::web) fn is_over(&self) -> bool {
        self.far().end != End::Going
    }

    pub(super) fn stop(&self) {
        self.far().stopping = true;
    }
}

/// Thrown through a run that is to stop: no work of it is kept, so nothing is left half done.
struct Stop;

/// One who watches a run of the desk.
struct Watching<'a>(&'a Arc<Progress>);

impl Watch for Watching<'_> {
    fn part(&self, which: usize, of: usize, part: Part) {
        self.0.far().what = format!("Part {which} of {of}: {}", part.in_short());
    }

    fn begin(&self, unit: Unit, much: Option<u64>) -> Box<dyn Bar> {
        let mut far = self.0.far();
        (far.done, far.of) = (0, much.unwrap_or(0));
        let noun = unit.noun();
        let part = far.what.split(", ").next().unwrap_or_default();
        far.what =
            if part.starts_with("Part ") { format!("{part}, {noun}") } else { noun.to_owned() };
        Box::new(Counting(Arc::clone(self.0)))
    }
}

struct Counting(Arc<Progress>);

impl Bar for Counting {
    fn step(&self) {
        let is_to_stop = {
            let mut far = self.0.far();
            far.done += 1;
            far.stopping
        };
        if is_to_stop {
            panic::resume_unwind(Box::new(Stop));
        }
    }

    fn on(&self, _what: &str) {}
}

/// A run, while it is going and until the next begins.
#[derive(Debug, Clone)]
pub(in crate::doors::web) struct Run {
    pub(super) title: String,
    pub(super) by: String,
    pub(super) began: Timestamp,
    pub(in crate::doors::web) progress: Arc<Progress>,
}

/// The newest run.
#[derive(Debug, Default)]
pub(in crate::doors::web) struct Runs(Option<Run>);

impl Runs {
    pub(in crate::doors::web) fn newest(&self) -> Option<&Run> {
        self.0.as_ref()
    }

    pub(super) fn is_going(&self) -> bool {
        self.0.as_ref().is_some_and(|run| !run.progress.is_over())
    }

    /// Begins a run, unless one is going.
    pub(super) fn begin(
        &mut self,
        job: Job,
        (data, shelf): (&Path, &Shelf),
        (by, now): (&str, Timestamp),
    ) -> Result<(), &'static str> {
        if self.is_going() {
            return Err(
                "Another run is going: one at a time. Wait until it has ended, or stop it.",
            );
        }
        let begun = Far { what: "reading what it rests on".to_owned(), ..Far::default() };
        let progress = Arc::new(Progress(Mutex::new(begun)));
        let run = Run { title: job.title(), by: by.to_owned(), began: now, progress };
        let (data, shelf) = (data.to_owned(), shelf.clone());
        self.0 = Some(run.clone());
        let worker = thread::Builder::new().name("run".to_owned());
        let begun = worker.spawn(move || run.work(job, &data, &shelf));
        begun.map(drop).map_err(|_| "The system has no thread to give; try again.")
    }
}

impl Run {
    /// The whole of it, to its end.
    fn work(&self, job: Job, data: &Path, shelf: &Shelf) {
        let watching = Watching(&self.progress);
        let worked = panic::catch_unwind(AssertUnwindSafe(|| {
            let made = job.work(data, &watching)?;
            shelf.keep(made, (&self.by, self.began))
        }));
        self.progress.far().end = match worked {
            Ok(Ok(number)) => End::Kept(number),
            Ok(Err(failure)) => End::Failed(told(failure)),
            Err(thrown) if thrown.is::<Stop>() => End::Stopped,
            Err(_) => End::Failed(vec!["Something went wrong. Nothing was kept.".to_owned()]),
        };
    }
}

/// Why a run failed, in lines.
pub(super) fn told(failure: Failure) -> Vec<String> {
    match failure {
        Failure::Issues(issues) => in_words(&issues, |key| (String::new(), key.to_owned()))
            .into_iter()
            .map(|slip| slip.said)
            .collect(),
        Failure::Usage(why) | Failure::Refused(why) | Failure::NotRecorded(why) => vec![why],
        Failure::Other(error) => vec![format!("{error:#}")],
    }
}
