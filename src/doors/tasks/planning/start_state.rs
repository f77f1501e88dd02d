//! What a register says to runs of the next years: who lives where, what was counted before, and how far it had come.

use crate::base::domain::Past;
use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::files::{self, DataFolder, FromRegister, Text};
use crate::doors::tasks::Door;
use crate::service::register::Night;
use crate::service::returns::{Record, past};
use crate::service::vault::Mark;
use jiff::Timestamp;
use std::path::PathBuf;

/// A register's night, with which scenarios of its estate begin that start from who lives where; and its own counts.
pub(in crate::doors) struct Tonight {
    night: Night,
    /// How far the register had come.
    pub(in crate::doors) head: Mark,
    /// The folder of its estate.
    folder: PathBuf,
    history: Vec<Past>,
    /// Whether a page may tell who lives there and what was counted, as it is.
    is_told: bool,
}

impl Tonight {
    /// Nothing of it can be read by whoever has it: it can only be begun from.
    pub(in crate::doors) fn of(
        door: &mut Door,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let night = door.night(at, now)?;
        let head = door.register.mark_at(now)?;
        let record = Record::of(door.register.log(), now);
        let history = past(&record, &said(&head), london_day(now));
        Ok(Self { night, head, folder: door.folder.clone(), history, is_told: true })
    }

    /// Runs begin from it, and its own counts are told by nobody but the public returns.
    #[must_use]
    pub(in crate::doors) fn told_by_returns(self) -> Self {
        Self { history: Vec::new(), is_told: false, ..self }
    }

    /// From now on a data folder has the register's estate as it is then.
    pub(in crate::doors) fn join(&self, data: &mut DataFolder) -> Result<(), Failure> {
        let (estate, mut inputs) = files::estate_with_history_alone(&self.folder, &data.geography)?;
        let states = serde_json::to_string(&self.night.units).map_err(anyhow::Error::from)?;
        inputs.push(("register/state".to_owned(), Text::of("state".to_owned(), states).sha256));
        data.take_register(FromRegister {
            folder: self.folder.clone(),
            tonight: (self.night.estate(estate, None), inputs),
            history: self.history.clone(),
            is_told: self.is_told,
            head: self.head.hash.clone(),
        });
        Ok(())
    }
}

/// How far a register had come, as a source of figures.
pub(in crate::doors) fn said(mark: &Mark) -> String {
    let hash = mark.hash.as_deref().and_then(|hash| hash.get(..16)).unwrap_or("nothing");
    format!("register {}, {} events, {hash}", mark.origin, mark.events)
}
