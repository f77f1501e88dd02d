//! One who asks for a page of the next years. No register is here, and no way to one.

use super::job::Job;
use super::office::Office;
use crate::doors::failure::Failure;
use crate::doors::tasks::planning::Tonight;
use crate::doors::web::page::{Frame, Plain};
use crate::doors::web::reply::Reply;
use crate::doors::web::visit::Asked;
use askama::Template;
use jiff::Timestamp;
use std::fmt;

/// One who asks for a page of the next years.
pub(in crate::doors::web) struct Planner<'a> {
    pub(in crate::doors::web) office: &'a Office,
    pub(in crate::doors::web) asked: &'a Asked,
    pub(in crate::doors::web) frame: Frame,
    pub(in crate::doors::web) by: String,
    pub(in crate::doors::web) now: Timestamp,
    /// The register's tonight, for a forecast to begin from: nothing of it can be read here.
    pub(in crate::doors::web) tonight: &'a dyn Fn() -> Result<Tonight, Failure>,
}

impl fmt::Debug for Planner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Planner(redacted)")
    }
}

impl Planner<'_> {
    pub(super) fn frame(&self) -> Frame {
        self.frame.clone()
    }

    pub(super) fn param(&self, name: &str) -> &str {
        self.asked.params.get(name).map_or("", String::as_str)
    }

    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.asked.fields.text(name)
    }

    /// There is nothing here, or nothing for whoever asks.
    pub(super) fn nothing_here(&self) -> Reply {
        self.plain(404, "There is nothing here", "Check the address, or go to the beginning.")
    }

    /// A page that says one thing.
    pub(super) fn plain(&self, status: u16, heading: &str, line: &str) -> Reply {
        let page = Plain { frame: self.frame(), heading, lines: &[line] };
        let html = page.render().unwrap_or_else(|_| heading.to_owned());
        Reply::page(html).with_status(status)
    }

    /// Begins a run and goes to its page; or why not.
    pub(super) fn begin(&self, job: Job) -> Result<Reply, String> {
        if !self.office.shelf.is_there() {
            return Err("The desk was opened without a folder for results: whoever opens it says --results.".to_owned());
        }
        let (office, who) = (self.office, (&*self.by, self.now));
        let begun = office.runs().begin(job, (&office.data, &office.shelf), who);
        begun.map(|()| Reply::to("/run")).map_err(str::to_owned)
    }
}
