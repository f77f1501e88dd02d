//! Which return of which period an address names, and what is read of the register to count it.

use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::tasks::returns::{Asked, Made, Published, Source, Which, made};
use crate::doors::web::links::Pages;
use crate::doors::web::visit::{Managing, Visit};
use crate::presentation::wording::returns as wording;
use crate::service::returns::Period;
use jiff::Timestamp;

/// A return of a period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) which: Which,
    pub(super) period: Period,
}

/// What was read of a register, once it is let go.
pub(super) struct Read {
    pub(super) source: Source,
    pub(super) pages: Pages,
    pub(super) known_at: Timestamp,
}

impl Wanted {
    /// Of the address; none: there is no such one.
    pub(super) fn of(visit: &Visit<'_, Managing>) -> Option<Self> {
        let which = Which::named(visit.param("which"))?;
        Some(Self { which, period: Period::read(visit.param("period"))? })
    }

    /// Its page.
    pub(super) fn address(&self) -> String {
        self.address_of(self.which)
    }

    /// The page of another return of the same period.
    pub(super) fn address_of(&self, which: Which) -> String {
        format!("/returns/{}/{}/", self.period, which.word())
    }

    /// What it is called.
    pub(super) fn title(&self) -> String {
        format!("{}: {}", wording::name_of(self.which.word()), wording::period_name(self.period))
    }

    /// As it is noted who looked at it.
    pub(super) fn noted(&self) -> String {
        format!("{} {}", self.which.word(), self.period)
    }

    /// Whether its last day is behind us.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.period.last < london_day(now)
    }

    /// Whether others may be shown a copy: a year and its quarters are protected together, other days are linked with them
    /// in ways that nobody follows.
    pub(super) fn may_be_public(&self) -> bool {
        let year = self.period.year();
        self.period == year || year.quarters().contains(&self.period)
    }

    /// Reads what it needs of the register as it is known now, which is held no longer than that.
    pub(super) fn read(&self, visit: &Visit<'_, Managing>, what: &str) -> Result<Read, Failure> {
        visit.at_the_desk(|desk| {
            let pages = Pages::of(&desk.door.register, &desk.night);
            visit.note(&desk.door.register, what, &self.noted());
            let (data, of) = (desk.door.data.clone(), (self.which, self.period, desk.now));
            let source = Source::of(&mut desk.door.register, &data, of)?;
            Ok(Read { source, pages, known_at: desk.now })
        })
    }

    /// Counts it; a public copy with what was published before.
    pub(super) fn made(
        &self,
        visit: &Visit<'_, Managing>,
        read: &Read,
        public: Option<Vec<Published>>,
    ) -> Result<Made, Failure> {
        let asked = Asked {
            which: self.which,
            period: self.period,
            known_at: read.known_at,
            is_public: public.is_some(),
            published: public.unwrap_or_default(),
            provider: visit.state.provider.clone(),
        };
        made(&asked, &read.source)
    }
}
