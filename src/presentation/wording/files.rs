//! Where files lie, and what is in them.

use super::count;
use crate::presentation::document::{Block, Document, Section};
use crate::service::vault::Mark;
use jiff::civil::Date;

/// A folder with tables and pictures.
#[derive(Debug, Clone, Copy)]
pub struct Pictured<'a> {
    /// The folder.
    pub folder: &'a str,
    /// Its files but for the pictures.
    pub files: &'a [&'a str],
    /// Names of pictures, without their endings.
    pub pictures: &'a [&'a str],
    /// Names of those that there are not, and why.
    pub skipped: &'a [(&'a str, &'a str)],
}

impl Pictured<'_> {
    pub(super) fn section(&self) -> Section {
        let files = format!("Written to {}: {}; and", self.folder, self.files.join(", "));
        let pictures = format!(
            "{} (each as .svg and .png, with its figures as .csv and in words as .txt)",
            self.pictures.join(", ")
        );
        let none = self
            .skipped
            .iter()
            .map(|(name, why)| Block::labelled("no picture", format!("{name}, as {why}")));
        let blocks = std::iter::once(Block::labelled("pictures", pictures)).chain(none).collect();
        Section::new("files", files, blocks)
    }
}

/// How far the register had come from which an answer was made.
pub fn head(mark: &Mark) -> Document {
    one(head_said(mark))
}

/// The same as a sentence.
pub fn head_said(mark: &Mark) -> String {
    let Mark { origin, events, hash } = mark;
    let last = hash.as_deref().map_or_else(String::new, |hash| format!(", the last {hash}"));
    format!(
        "Made from the register {origin}: {}{last}.",
        count(usize::try_from(*events).unwrap_or(usize::MAX), "event", "events")
    )
}

/// "Written to DIR: a, b."
pub(super) fn written(folder: &str, files: &[&str]) -> Block {
    Block::paragraph(format!("Written to {folder}: {}.", files.join(", ")))
}

/// The commissioner's page, what lies beside it, and what could not be worked out.
pub fn page(title: &str, page: &str, others: &[&str], left_out: &[String]) -> Document {
    let mut blocks = vec![
        Block::paragraph(title.to_owned()),
        Block::paragraph(format!("The page: {page}. It needs no network and no scripts.")),
        Block::labelled("Its figures, beside it", others.join(", ")),
    ];
    blocks.extend(left_out.iter().map(|why| Block::labelled("Left out", why.clone())));
    Document::of([Section::plain("files", blocks)])
}

/// A share of the histories, where it lies, and what is typed once all are there.
pub fn shard(
    (number, of): (u32, u32),
    histories: usize,
    (folder, file): (&str, &str),
    merge: &str,
) -> Document {
    let histories = count(histories, "history", "histories");
    one(format!(
        "Shard {number} of {of}: {histories}. Written to {folder}: {file}. When all are there: {merge}"
    ))
}

/// What a register says to a calibration as it was known then, and what is typed to use it.
pub fn records(
    folder: &str,
    (known_at, cut): (&str, Option<(Date, Date)>),
    calibrate: &str,
) -> Document {
    let cut = cut.map_or_else(String::new, |(first, last)| {
        format!(" Of that period {first} to {last} is on record, and told.")
    });
    one(format!(
        "In {folder}: records.csv, records.toml (for `{calibrate}`) and history.csv, from the register as known at {known_at}.{cut}"
    ))
}

/// A blank form, and what is typed once it is filled in.
pub fn blank_form(file: &str, [check, recommend]: [&str; 2]) -> Document {
    one(format!("{file}: a blank form. Fill in what you know; then {check}, and {recommend}."))
}

/// A map that was drawn.
pub fn map(folder: &str, postcodes: usize, (files, bytes): (usize, usize)) -> Document {
    let postcodes = count(postcodes, "postcode", "postcodes");
    one(format!("{folder}: {postcodes} in {files} files, {bytes} bytes"))
}

/// A provider that begins.
#[derive(Debug, Clone, Copy)]
pub struct Begun<'a> {
    /// The provider.
    pub name: &'a str,
    /// Where it lies.
    pub folder: &'a str,
    /// Units, all of them placeholders.
    pub units: usize,
    /// The district, and its code.
    pub district: (&'a str, &'a str),
}

/// A provider that was begun, and what is typed next.
pub fn begun(begun: Begun<'_>, next: &[String]) -> Document {
    let Begun { name, folder, units, district: (district, code) } = begun;
    let said = format!(
        "{name} begins in {folder}: {units} placeholder units in real sectors of {district} ({code}), with everything else from elsewhere until it is replaced. README.md there says what to replace first."
    );
    Document::of([
        Section::plain("begun", vec![Block::paragraph(said)]),
        Section::new("next", "Next:", vec![Block::Verbatim(next.join("\n"))]),
    ])
}

fn one(said: String) -> Document {
    Document::saying("files", said)
}
