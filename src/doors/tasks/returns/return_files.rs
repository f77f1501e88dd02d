//! A return as files: the table, the workbook, the reconciliation, and what made them.

use super::for_others::for_others;
use super::{Asked, Source, Which, rows};
use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::files::{self, Program};
use crate::presentation::wording::returns as wording;
use crate::presentation::workbook;
use crate::service::register::utc;
use crate::service::returns::{Balance, COLUMNS, Counting, Odd, Row, mhclg, odd};
use crate::service::vault::Mark;
use jiff::civil::Date;
use serde::Serialize;

/// A return, counted and said.
#[derive(Debug)]
pub(in crate::doors) struct Made {
    /// Each part of it, with its rows.
    pub(in crate::doors) parts: Vec<(Which, Vec<Row>)>,
    /// The files, by name.
    pub(in crate::doors) files: Vec<(String, Vec<u8>)>,
    pub(in crate::doors) manifest: Manifest,
    pub(in crate::doors) balance: Option<Balance>,
    pub(in crate::doors) odd: Vec<(Odd, String)>,
    /// The day of the register's first event; none: nothing is recorded.
    pub(in crate::doors) begins: Option<Date>,
}

/// What made a return: no dates of the computer, no paths.
#[derive(Debug, Clone, Serialize)]
pub(in crate::doors) struct Manifest {
    #[serde(flatten)]
    program: Program,
    #[serde(rename = "return")]
    which: &'static str,
    period: String,
    first_day: String,
    last_day: String,
    rules: &'static str,
    lists: String,
    as_known_at: String,
    register: Mark,
    /// For others than the council: small counts are hidden.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    public: bool,
    /// The tables that were published before, by their hashes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    published_before: Vec<String>,
}

/// The edition of the counting rules.
pub(in crate::doors) const RULES: &str = "contracts section 12, edition 1";

/// Counts a return and lays it out.
pub(in crate::doors) fn made(asked: &Asked, source: &Source) -> Result<Made, Failure> {
    let counting = Counting::new(&source.record, asked.period, &source.lists);
    let parts = if asked.is_public {
        for_others(asked, source)?
    } else {
        let of = |which: &Which| (*which, rows(source, &counting, *which));
        asked.which.parts().iter().map(of).collect()
    };
    let balance = Balance::of(&mhclg(&counting));
    let odd = odd(&counting, london_day(asked.known_at));
    let manifest = manifest(asked, source);
    let begins = source.record.first_day();
    let files = files_of(asked, (&parts, &manifest), (balance, &odd), begins)?;
    let balance = asked.which.reconciles().then_some(balance);
    Ok(Made { parts, files, manifest, balance, odd, begins })
}

pub(in crate::doors) fn manifest(asked: &Asked, source: &Source) -> Manifest {
    Manifest {
        program: Program::THIS,
        which: asked.which.word(),
        period: asked.period.to_string(),
        first_day: asked.period.first.to_string(),
        last_day: asked.period.last.to_string(),
        rules: RULES,
        lists: source.lists.version.clone(),
        as_known_at: utc(asked.known_at),
        register: source.mark.clone(),
        public: asked.is_public,
        published_before: asked.published.iter().map(|earlier| earlier.sha256.clone()).collect(),
    }
}

type Files = Vec<(String, Vec<u8>)>;

fn files_of(
    asked: &Asked,
    (parts, manifest): (&[(Which, Vec<Row>)], &Manifest),
    (balance, odd): (Balance, &[(Odd, String)]),
    begins: Option<Date>,
) -> Result<Files, Failure> {
    let mut files = Vec::new();
    for (which, rows) in parts {
        files.push((format!("{}.csv", which.word()), table(rows)?));
    }
    let about = about(asked, (manifest, begins), balance);
    let book_parts: Vec<wording::Part<'_>> =
        parts.iter().map(|(which, rows)| wording::Part::of(which.word(), rows)).collect();
    let book = wording::book(&about, &book_parts);
    let bytes = workbook::write(&book).map_err(anyhow::Error::from)?;
    files.push((format!("{}.xlsx", asked.which.word()), bytes));
    let reconciled = format!("{}\n", wording::balance(balance));
    if asked.is_public {
        return Ok(files);
    }
    files.push((format!("{}.to-look-at.csv", asked.which.word()), to_look_at(odd)?));
    files.push((format!("{}.reconciliation.txt", asked.which.word()), reconciled.into_bytes()));
    Ok(files)
}

fn about(
    asked: &Asked,
    (manifest, begins): (&Manifest, Option<Date>),
    balance: Balance,
) -> wording::About {
    let Mark { origin, events, hash } = &manifest.register;
    let hash = hash.as_deref().unwrap_or("nothing recorded");
    wording::About {
        provider: asked.provider.clone(),
        period: manifest.period.clone(),
        days: (asked.period.first, asked.period.last),
        begins,
        as_known_at: wording::moment(asked.known_at),
        day: london_day(asked.known_at),
        lists: manifest.lists.clone(),
        head: format!("begun as {origin}; {events} events; head {hash}"),
        balance: if asked.which.reconciles() && !asked.is_public {
            wording::balance(balance)
        } else {
            String::new()
        },
        is_public: asked.is_public,
    }
}

/// What is missing or odd, each with where to look: it names referrals, and so is no part of what is sent.
fn to_look_at(odd: &[(Odd, String)]) -> Result<Vec<u8>, Failure> {
    let row = |(what, whose): &(Odd, String)| {
        let reference = whose.split('/').next().unwrap_or_default();
        let look = if reference.is_empty() {
            String::new()
        } else {
            format!("lintel history {reference}")
        };
        [wording::odd(*what).to_owned(), whose.clone(), look]
    };
    Ok(files::table(["what", "whose", "look"], odd.iter().map(row))?.into_bytes())
}

/// The tidy table.
pub(in crate::doors) fn table(rows: &[Row]) -> Result<Vec<u8>, Failure> {
    Ok(files::table(COLUMNS, rows.iter().map(Row::cells))?.into_bytes())
}
