//! What was counted: real households, so nothing under five can be told from it.

use crate::base::disclosure::Linked;
use crate::base::domain::{Kind, Resident};
use crate::inputs::estate::Estate;
use crate::inputs::occupancy::Occupancy;
use crate::presentation::document::{Block, Section, Table};
use crate::presentation::report::{ReportError, Subject};

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ReportError> {
    let mut blocks = Vec::new();
    let history = subject.runs.first().map_or(&[][..], |(outline, _)| &outline.history);
    if !history.is_empty() {
        let said = history.iter().map(|past| {
            let (from, to) = (past.from.strftime("%-d %B %Y"), past.to.strftime("%-d %B %Y"));
            format!("{from} to {to}: {} {} ({})", past.value, past.measure.title(), past.source)
        });
        blocks.push(Block::items(said));
    }
    if !subject.occupancy.residents.is_empty() {
        blocks.push(Block::Table(residents(subject.estate, subject.occupancy)?));
        blocks.push(Block::paragraph("\u{201c}Not shown\u{201d}: fewer than five households, or a count that would give such a count away. Nor can any of these be worked out from what is shown to within fewer than five possible values."));
    }
    let heading = "Who lives here, and what was recorded: none under five shown".to_owned();
    Ok(Section::new("counted", heading, blocks))
}

/// Whether a resident is counted.
type Has = fn(&Resident) -> bool;

/// What a resident may be counted under beside its kind of unit: who has it, and who has not.
const NEEDS: [([&str; 2], Has); 2] = [
    (["with complex needs", "without complex needs"], |resident| resident.complex_needs),
    (["without recourse to public funds", "with recourse"], |resident| resident.nrpf),
];

/// Residents by kind of unit, and of each kind by need: linked, as the kinds sum to all and each need and its absence
/// to the kind.
fn residents(estate: &Estate, occupancy: &Occupancy) -> Result<Table, ReportError> {
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|&kind| estate.units_of(kind) > 0).collect();
    let of_kind = |resident: &Resident, kind: Option<Kind>| {
        kind.is_none_or(|kind| estate.setting_of(resident.unit).kind == kind)
    };
    let rows: Vec<Option<Kind>> = kinds.iter().copied().map(Some).chain([None]).collect();
    let mut linked = Linked::default();
    let mut at = Vec::new();
    for &kind in &rows {
        let most = match kind {
            Some(kind) => estate.units_of(kind),
            None => kinds.iter().map(|&kind| estate.units_of(kind)).sum(),
        };
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let count = |linked: &mut Linked, is: &dyn Fn(&Resident) -> bool| {
            let found = occupancy.residents.iter().filter(|r| of_kind(r, kind) && is(r)).count();
            let value = u32::try_from(found).unwrap_or(u32::MAX);
            linked.count(value, most.max(value))
        };
        let mut cells = vec![count(&mut linked, &|_| true)];
        for (_, needs) in NEEDS {
            cells.push(count(&mut linked, &needs));
            cells.push(count(&mut linked, &|resident| !needs(resident)));
        }
        for pair in cells[1..].chunks(2) {
            linked.is_sum(cells[0], pair);
        }
        at.push(cells);
    }
    if let Some((all, parts)) = at.split_last() {
        for (column, &total) in all.iter().enumerate() {
            let parts: Vec<usize> = parts.iter().map(|cells| cells[column]).collect();
            linked.is_sum(total, &parts);
        }
    }
    let shown = linked.shown()?;
    let mut head = vec!["Kind of unit".to_owned(), "households".to_owned()];
    head.extend(NEEDS.into_iter().flat_map(|(titles, _)| titles).map(str::to_owned));
    let name = |kind: Option<Kind>| kind.map_or_else(|| "All".to_owned(), |k| k.title().to_owned());
    let cell = |&cell: &usize| {
        if shown[cell] { linked.value(cell).to_string() } else { "not shown".to_owned() }
    };
    let rows = rows
        .into_iter()
        .zip(&at)
        .map(|(kind, cells)| std::iter::once(name(kind)).chain(cells.iter().map(cell)).collect());
    let as_of = occupancy.snapshot.as_of;
    let when = as_of.map_or_else(String::new, |at| format!(" on {}", at.strftime("%-d %B %Y")));
    Ok(Table::filed(
        "residents-by-kind",
        format!("Households living here{when}, by the list of residents"),
        head,
        rows,
    ))
}
