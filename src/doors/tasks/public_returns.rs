//! Public copies of returns: kept as they were shown, and read again into what can hold nobody.
//!
//! A copy is words of the return's own lists and counts of five and more ([`Shown`]): there is no room in it for a
//! reference, a codename or a small count, and a file that has one is no copy. Not here: what is hidden
//! (`service/returns/public`).

use super::returns::{Made, Published, Which, published_beside};
use crate::base::domain::past::LEAST_SHOWN;
use crate::doors::failure::Failure;
use crate::doors::files::{self, Folder, KeptSet, numbered};
use crate::presentation::wording::returns as wording;
use crate::service::returns::{Amount, CountedIn, Figure, Line, OfType, Period, Standing};
use jiff::Timestamp;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where they lie.
#[derive(Debug, Clone)]
pub(in crate::doors) struct PublicCopies(PathBuf);

/// A public copy of a return.
#[derive(Debug, Clone)]
pub(in crate::doors) struct PublicCopy {
    pub(in crate::doors) number: u32,
    pub(in crate::doors) is_shown: bool,
    /// As it was known then.
    pub(in crate::doors) known_at: Timestamp,
    which: Which,
    period: Period,
    parts: Vec<(Which, Vec<PublicFigure>)>,
    set: KeptSet,
}

/// A figure that anybody may see.
#[derive(Debug, Clone)]
struct PublicFigure {
    line: Line,
    kind: OfType,
    category: Word,
    counts: CountedIn,
    shown: Shown,
}

/// Small letters, digits and `_`: how categories are named, and neither referrals nor units.
#[derive(Debug, Clone)]
struct Word(String);

/// What stands for a figure.
#[derive(Debug, Clone, Copy)]
enum Shown {
    /// A count of at least [`LEAST_SHOWN`].
    Large(u32),
    /// Posts, or nights of units: of nobody.
    OfNobody(Amount),
    /// Why there is no figure.
    Instead(Standing),
}

impl PublicCopies {
    /// Those beside the accounts of a desk.
    pub(in crate::doors) fn beside(folder: &Path) -> Self {
        Self(folder.join("public-returns"))
    }

    /// Keeps a copy and shows it; one that is the same as the newest of its return is not kept twice.
    pub(in crate::doors) fn publish(&self, made: &Made, by: &str) -> Result<(), Failure> {
        let manifest = serde_json::to_value(&made.manifest).map_err(anyhow::Error::from)?;
        let of = |key: &str| manifest.get(key).and_then(serde_json::Value::as_str);
        let is_same = |copy: &PublicCopy| {
            (of("return"), of("period"))
                == (Some(copy.which.word()), Some(&*copy.period.to_string()))
        };
        let has_all = |copy: &PublicCopy| {
            let tables = made.files.iter().filter(|(name, _)| is_a_table(name));
            let mut same = tables.map(|(name, bytes)| copy.set.file(name).as_ref() == Some(bytes));
            same.all(|same| same)
        };
        let newest = self.all().into_iter().find(is_same).filter(has_all);
        let number = match newest {
            Some(copy) => copy.number,
            None => self.keep(made)?,
        };
        files::show(&self.folder(number), true, by)
    }

    fn keep(&self, made: &Made) -> Result<u32, Failure> {
        let number = numbered(&self.0).first().map_or(1, |last| last.saturating_add(1));
        let own = self.folder(number);
        Folder::alone(&own)?.write_set(MANIFEST, &made.manifest, &made.files)?;
        Ok(number)
    }

    fn folder(&self, number: u32) -> PathBuf {
        self.0.join(number.to_string())
    }

    /// Every table that was ever shown: what is published next is protected with them.
    pub(in crate::doors) fn published(&self) -> Result<Vec<Published>, Failure> {
        let mut found = Vec::new();
        for number in numbered(&self.0) {
            found.extend(published_beside(&self.folder(number))?);
        }
        Ok(found)
    }

    /// All of them, the newest first.
    pub(in crate::doors) fn all(&self) -> Vec<PublicCopy> {
        numbered(&self.0).into_iter().filter_map(|number| self.get(number)).collect()
    }

    /// One of them; none: there is no such one, or it holds what no copy may.
    pub(in crate::doors) fn get(&self, number: u32) -> Option<PublicCopy> {
        let folder = self.folder(number);
        let set = KeptSet::open(&folder, MANIFEST)?;
        let about: About = serde_json::from_slice(&set.manifest()?).ok()?;
        let which = Which::named(&about.which).filter(|_| about.public)?;
        let parts = which.parts().iter().map(|part| Some((*part, figures(&set, *part)?)));
        Some(PublicCopy {
            number,
            is_shown: files::is_shown(&folder),
            known_at: about.as_known_at.parse().ok()?,
            which,
            period: Period::read(&about.period)?,
            parts: parts.collect::<Option<_>>()?,
            set,
        })
    }

    /// Shows a copy to commissioners, or no more.
    pub(in crate::doors) fn show(
        &self,
        copy: &PublicCopy,
        shows: bool,
        by: &str,
    ) -> Result<(), Failure> {
        files::show(&self.folder(copy.number), shows, by)
    }
}

const MANIFEST: &str = "public.manifest.json";

fn is_a_table(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "csv")
}

/// What a copy's manifest says of it.
#[derive(Deserialize)]
struct About {
    #[serde(rename = "return")]
    which: String,
    period: String,
    as_known_at: String,
    #[serde(default)]
    public: bool,
}

/// The figures of a table; none: one of them is none that anybody may see.
fn figures(set: &KeptSet, part: Which) -> Option<Vec<PublicFigure>> {
    let bytes = set.file(&format!("{}.csv", part.word()))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    reader.records().map(|record| PublicFigure::read(&record.ok()?)).collect()
}

impl PublicFigure {
    fn read(record: &csv::StringRecord) -> Option<Self> {
        let cell = |k: usize| record.get(k);
        let (counts, value) = (CountedIn::named(cell(3)?)?, cell(4)?);
        let shown = match (Standing::named(cell(5)?)?, counts) {
            (Standing::Counted, CountedIn::Fte | CountedIn::Night) => {
                Shown::OfNobody(Amount::read(value)?)
            }
            (Standing::Counted, _) => Shown::Large(large(value)?),
            (standing, _) if value.is_empty() => Shown::Instead(standing),
            _ => return None,
        };
        let (line, kind) = (Line::named(cell(0)?)?, OfType::named(cell(1)?)?);
        Some(Self { line, kind, category: Word::read(cell(2)?)?, counts, shown })
    }

    fn figure(&self) -> Figure<'_> {
        let Self { line, kind, ref category, counts, shown } = *self;
        let (value, standing) = match shown {
            Shown::Large(count) => (Some(Amount::Whole(count.into())), Standing::Counted),
            Shown::OfNobody(amount) => (Some(amount), Standing::Counted),
            Shown::Instead(standing) => (None, standing),
        };
        Figure { line, kind, category: &category.0, counts, value, standing }
    }
}

impl Word {
    fn read(text: &str) -> Option<Self> {
        let is_of_it = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let is_one = !text.is_empty() && text.len() <= 80 && text.chars().all(is_of_it);
        is_one.then(|| Self(text.to_owned()))
    }
}

fn large(value: &str) -> Option<u32> {
    value.parse().ok().filter(|count| *count >= LEAST_SHOWN)
}

impl PublicCopy {
    /// What it is called.
    pub(in crate::doors) fn title(&self) -> String {
        let (name, period) = (wording::name_of(self.which.word()), self.period);
        format!("{name}, {}", wording::period_name(period))
    }

    /// Each return of it with its lines and what stands below them.
    pub(in crate::doors) fn parts(&self) -> Vec<(&'static str, Vec<wording::OfLine>, Vec<String>)> {
        let of = |(which, figures): &(Which, Vec<PublicFigure>)| {
            let which = which.word();
            let figures = figures.iter().map(PublicFigure::figure).collect();
            let lines = wording::lines(&wording::Part { which, figures });
            (wording::name_of(which), lines, wording::notes(which, true))
        };
        self.parts.iter().map(of).collect()
    }

    /// What can be downloaded.
    pub(in crate::doors) fn files(&self) -> impl Iterator<Item = &str> {
        self.set.names()
    }

    pub(in crate::doors) fn file(&self, name: &str) -> Option<Vec<u8>> {
        self.set.file(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_read(line: &str) -> bool {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        PublicFigure::read(&reader.records().next().unwrap().unwrap()).is_some()
    }

    #[test]
    fn a_public_figure_has_no_room_for_a_small_count_a_household_or_a_unit() {
        for may in [
            "viii,all,capacity,instance,5,counted",
            "vii,all,all,fte,1.50,counted",
            "occupancy,refuge,percent,night,96.25,counted",
            "i,all,all,referral,,not_shown",
            "ii,specialist,all,individual,,not_collected",
        ] {
            assert!(is_read(may), "{may}");
        }
        for may_not in [
            "viii,all,capacity,instance,4,counted",
            "viii,all,capacity,instance,0,counted",
            "viii,all,R-0417,instance,9,counted",
            "viii,Larch-1,all,instance,9,counted",
            "viii,all,capacity,instance,Larch-1,counted",
            "viii,all,capacity,instance,3,not_shown",
            "occupancy,refuge,percent,night,R-0417,counted",
        ] {
            assert!(!is_read(may_not), "{may_not}");
        }
    }
}
