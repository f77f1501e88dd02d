//! The record as evidence (4.11): what the register counted, and a forecast beside what came.

use super::files::head_said;
use super::returns::{UNFINISHED, label, line_title, type_name, unit_name};
use super::{count, number};
use crate::base::domain::past::LEAST_SHOWN;
use crate::planning::calibration::{Came, Compared, Figure};
use crate::presentation::document::{Block, Document, Section, Sheet, Table};
use crate::presentation::wording::when::written_day;
use crate::service::returns::{CountedIn, Line, OfType, Period, Row, Standing};
use crate::service::vault::Mark;

/// What stands on the page beside the report.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The period that was counted.
    pub period: Period,
    /// Its last day is behind whoever reads it.
    pub is_over: bool,
    /// As others may see it.
    pub rows: &'a [Row],
    /// The forecast beside what came, or why there is none.
    pub came: Result<&'a Came, String>,
    /// The public return of the months that were forecast; nothing where they are no quarter.
    pub of_came: &'a [Row],
    /// The register's head.
    pub head: &'a Mark,
}

/// The sections of a page that others may read: nothing under five can be told from it.
pub fn sections(of: &Evidence<'_>) -> Vec<Section> {
    let came = match &of.came {
        Ok(came) => section(&protected(came, of.of_came)),
        Err(why) => Section::new(
            "came",
            "Forecast against what came: not made",
            vec![Block::paragraph(why.clone())],
        ),
    };
    vec![counts(of), came]
}

/// A forecast beside what came, at the terminal: whoever has the register may see it whole.
pub fn came(came: &Came, head: &Mark, out: Option<&str>) -> Document {
    let mut end = vec![Block::paragraph(head_said(head))];
    let names = ["came.csv", "came.json", "came.manifest.json"];
    end.extend(out.map(|out| super::files::written(out, &names)));
    Document::of([section(came), Section::plain("register", end)])
}

/// Lines by which a record is evidence of demand.
const LINES: [Line; 7] =
    [Line::I, Line::Ii, Line::Viii, Line::Ix, Line::X, Line::Xii, Line::Reconciliation];

fn counts(of: &Evidence<'_>) -> Section {
    let is_told = |row: &&Row| {
        LINES.contains(&row.line)
            && (row.kind == OfType::All || row.line == Line::Ii)
            && row.standing != Standing::NotCollected
            && !(row.line == Line::Viii && row.counts == CountedIn::Household)
    };
    let cells = |row: &Row| {
        let kind = if row.kind == OfType::All {
            label(row.line, &row.category)
        } else {
            type_name(row.kind)
        };
        let figure = match (row.standing, row.value) {
            (Standing::Counted, value) => value.map_or_else(String::new, |of| of.to_string()),
            (standing, _) => standing.word().replace('_', " "),
        };
        vec![line_title("mhclg", row.line), kind, figure, unit_name(row.counts).to_owned()]
    };
    let told: Vec<&Row> = of.rows.iter().filter(is_told).collect();
    let caption = format!(
        "Counted from the register, {} to {}",
        written_day(of.period.first),
        written_day(of.period.last)
    );
    let table = Table::filed(
        "register-counts",
        caption,
        ["Line of specification 10.13", "Of these", "Figure", "Counted in"],
        told.into_iter().map(cells),
    );
    let goes_on = (!of.is_over).then(|| Block::note(goes_on(of.period)));
    let mut blocks: Vec<Block> = goes_on.into_iter().collect();
    blocks.extend([
        Block::Table(table),
        Block::paragraph(
            "\u{201c}Not shown\u{201d}: fewer than five, or a count that would give such a count away, over the year, its quarters and every other return of them. The figures are those of the public returns of the same period: nothing else of the register is counted on this page.",
        ),
        Block::paragraph(
            "These counts are what happened. The forecasts of this page rest on what their scenario says, which was not learned from them; where the two disagree, a forecast that is learned from the register comes first, and the section below says how such a one has done.",
        ),
        Block::paragraph(head_said(of.head)),
    ]);
    Section::new("register-counts", "What the register counted", blocks)
}

/// Said above the counts of a period that is not over: they are no full period's, and another pack would have others.
fn goes_on(period: Period) -> String {
    format!(
        "The period is not over: it ends with {}. {UNFINISHED} These are not a whole period's figures, and will be others when it ends; whoever is given two such packs could tell from the difference who came between them.",
        written_day(period.last)
    )
}

fn section(came: &Came) -> Section {
    let (first, last) = came.held_back;
    let said = format!(
        "Learned from {} to {}, as it was known then; forecast of {} to {}, from who lived there when they began, in {} simulated histories, each with values that the record allows ({} draws, which count as {:.0} alike).",
        written_day(came.learned.0),
        written_day(came.learned.1),
        written_day(first),
        written_day(last),
        came.histories,
        came.draws,
        came.effective,
    );
    let head = ["", "Forecast: 95 in 100 between", "Half below", "What came", ""];
    let rows = came.figures.iter().map(|compared| {
        let Compared { low, median, high, .. } = compared;
        let (came, within) = (came_said(compared), within(compared));
        vec![
            figure(compared.figure).to_owned(),
            format!("{} and {}", whole(*low), whole(*high)),
            whole(*median),
            came,
            within.to_owned(),
        ]
    });
    let fine = came.figures.iter().map(|of| {
        let came = of.came.map_or_else(|| "not_shown".to_owned(), number);
        vec![
            figure(of.figure).to_owned(),
            number(of.low),
            number(of.median),
            number(of.high),
            came,
            within(of).to_owned(),
        ]
    });
    let whole_sheet = Sheet {
        head: ["figure", "low", "median", "high", "came", "within"].map(str::to_owned).to_vec(),
        rows: fine.collect(),
    };
    let caption =
        format!("Forecast and what came, {} to {}", written_day(first), written_day(last));
    let table = Table::filed("forecast-and-what-came", caption, head, rows).with_whole(whole_sheet);
    let blocks = vec![
        Block::paragraph(said),
        Block::Table(table),
        Block::paragraph(
            "One span is one trial: of figures that are forecast well, one in twenty lies outside all the same.",
        ),
    ];
    Section::new("came", heading(came), blocks)
}

fn heading(came: &Came) -> String {
    let known: Vec<bool> = came.figures.iter().filter_map(|of| of.is_within).collect();
    let within = known.iter().filter(|within| **within).count();
    let untold = came.figures.len() - known.len();
    let untold = if untold > 0 { format!(", {untold} not shown") } else { String::new() };
    format!(
        "Forecast against what came: {within} of {} within the interval{untold}",
        count(known.len(), "figure", "figures")
    )
}

fn figure(of: Figure) -> &'static str {
    match of {
        Figure::LookedFor => "Households for whom a unit was looked for",
        Figure::Placed => "Households placed",
        Figure::NeedUnmet => "Households turned away or placed elsewhere",
        Figure::OccupancyPercent => "Nights lived in, of 100 open",
    }
}

fn came_said(of: &Compared) -> String {
    of.came.map_or_else(|| "not shown".to_owned(), whole)
}

fn within(of: &Compared) -> &'static str {
    match of.is_within {
        Some(true) => "within",
        Some(false) => "outside",
        None => "not shown",
    }
}

fn whole(value: f64) -> String {
    format!("{value:.0}")
}

/// The same for others to see: what came stands where the public return of those months shows it. Of the rest whether it
/// lay within is told, where that leaves enough that it could have been.
fn protected(came: &Came, shown: &[Row]) -> Came {
    let placed =
        shown.iter().find(|row| row.line == Line::Reconciliation && row.category == "placed");
    let placed = placed.and_then(Row::count).map(f64::from);
    let figures = came.figures.iter().map(|of| {
        let told = of.came.filter(|_| of.figure == Figure::Placed).and(placed);
        let ends = [of.low, of.median, of.high];
        let is_within = match told {
            Some(_) => Compared::new(of.figure, ends, told).is_within,
            None => of.is_within.filter(|_| of.high - of.low >= f64::from(LEAST_SHOWN)),
        };
        Compared { came: told, is_within, ..of.clone() }
    });
    Came { figures: figures.collect(), ..came.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(looked_for: f64, placed: f64, unmet: f64) -> Came {
        let compared = |figure, came| Compared::new(figure, [10.0, 20.0, 30.0], Some(came));
        Came {
            scenario: "stoke-37".to_owned(),
            learned: (date(2025, 11, 21), date(2026, 8, 20)),
            held_back: (date(2026, 8, 21), date(2026, 11, 20)),
            draws: 100,
            effective: 50.0,
            histories: 400,
            figures: vec![
                compared(Figure::LookedFor, looked_for),
                compared(Figure::Placed, placed),
                compared(Figure::NeedUnmet, unmet),
                compared(Figure::OccupancyPercent, 88.0),
            ],
        }
    }

    #[test]
    fn what_came_is_told_as_the_public_return_tells_it_or_as_within_alone() {
        let shown = protected(&of(25.0, 22.0, 3.0), &[]);
        assert!(shown.figures.iter().all(|of| of.came.is_none()), "{shown:?}");
        let within: Vec<Option<bool>> = shown.figures.iter().map(|of| of.is_within).collect();
        assert_eq!(within, [Some(true), Some(true), Some(false), Some(false)]);
        let narrow = Came {
            figures: vec![Compared::new(Figure::NeedUnmet, [0.0, 1.0, 3.0], Some(2.0))],
            ..of(25.0, 22.0, 3.0)
        };
        assert_eq!(protected(&narrow, &[]).figures[0].is_within, None, "it would tell of few");
    }

    #[test]
    fn a_period_that_is_not_over_says_so_above_its_counts() {
        let period = Period::read("2026-27").unwrap();
        let head = Mark { origin: "a1".to_owned(), events: 1, hash: None };
        let notes = |is_over: bool| {
            let came = Err("no year yet".to_owned());
            let of = Evidence { period, is_over, rows: &[], came, of_came: &[], head: &head };
            let blocks = counts(&of).blocks;
            let notes = blocks.into_iter().filter_map(|block| match block {
                Block::Note(said) => Some(said.words(&|_| "".into())),
                _ => None,
            });
            notes.collect::<Vec<_>>()
        };
        assert_eq!(notes(true), Vec::<String>::new());
        let [said] = &notes(false)[..] else { panic!("one note") };
        assert!(said.starts_with("The period is not over: it ends with 31 March 2027."), "{said}");
    }

    #[test]
    fn what_lies_within_the_interval_is_counted_and_said() {
        let section = section(&of(25.0, 31.0, 20.0));
        let heading = section.heading.words(&|_| "".into());
        assert_eq!(heading, "Forecast against what came: 2 of 4 figures within the interval");
        // Every row of the table is in the heading.
        let narrow = Compared::new(Figure::NeedUnmet, [0.0, 1.0, 3.0], Some(2.0));
        let mut few = of(25.0, 22.0, 20.0);
        few.figures[2] = narrow;
        let few = super::section(&protected(&few, &[]));
        let heading = few.heading.words(&|_| "".into());
        assert_eq!(
            heading,
            "Forecast against what came: 2 of 3 figures within the interval, 1 not shown"
        );
    }
}
