//! A picture for a narrow screen: its panels one by one, to be stacked, and in words what stands round them.
//!
//! Read off the finished SVG, as every picture has its title, panels and foot where `panels` lays them. Not here: how a
//! page shows it (`report`).

use super::Picture;
use super::panels::{MARGIN, WIDTH};

/// Parts of a picture that can be stacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrow {
    /// What is shown, and by which signs.
    pub shown: String,
    /// Where each panel lies in the picture: a `viewBox` each.
    pub panels: Vec<String>,
    /// What stands below the panels.
    pub notes: Vec<String>,
}

/// Between the middle of a panel's name and the panel's upper edge, and round it.
const ROOM: f64 = 14.0;
const HALF: f64 = WIDTH / 2.0;
/// A panel with as much of the margin on either side.
const ACROSS: f64 = HALF - MARGIN / 2.0;
/// Panels' names are lower than the title and what is shown.
const NAMES_FROM: f64 = 90.0;

impl Picture {
    /// The same for a narrow screen; none where there are no panels side by side.
    pub fn narrow(&self) -> Option<Narrow> {
        let texts: Vec<Text<'_>> = self.svg.split("<text ").skip(1).filter_map(text).collect();
        let names = || texts.iter().filter(|text| text.is_bold && text.y > NAMES_FROM);
        let tops = |left: f64| -> Vec<f64> {
            names().filter(|name| same(name.x, left) && name.size >= 16.0).map(|n| n.y).collect()
        };
        let (left, right) = (tops(MARGIN), tops(HALF + MARGIN / 2.0));
        let last = right.last().and(left.last()).copied()?;
        let at_margin =
            |text: &&Text<'_>| same(text.x, MARGIN) && !text.is_bold && text.y > last + ROOM;
        let mut below: Vec<&Text<'_>> = texts.iter().filter(at_margin).collect();
        below.sort_by(|a, b| a.y.total_cmp(&b.y));
        let bottom = below.first()?.y - ROOM;
        let row = |column: f64, tops: &[f64]| -> Vec<(f64, f64, String)> {
            let ends = left.iter().skip(1).map(|next| next - ROOM).chain([bottom]);
            let boxes = tops.iter().zip(ends);
            boxes
                .map(|(&top, end)| {
                    let from = top - ROOM;
                    (top, column, format!("{column} {from} {ACROSS} {}", end - from))
                })
                .collect()
        };
        let mut panels = [row(MARGIN / 2.0, &left), row(HALF, &right)].concat();
        panels.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let shown = texts.iter().find(|text| text.y > 60.0 && text.y < NAMES_FROM)?;
        Some(Narrow {
            shown: shown.said.to_owned(),
            panels: panels.into_iter().map(|(.., view)| view).collect(),
            notes: below.into_iter().map(|text| text.said.to_owned()).collect(),
        })
    }
}

/// One line of letters; what it says is still escaped.
struct Text<'a> {
    x: f64,
    y: f64,
    size: f64,
    is_bold: bool,
    said: &'a str,
}

fn text(element: &str) -> Option<Text<'_>> {
    let (head, rest) = element.split_once('>')?;
    let (said, _) = rest.split_once('<')?;
    let number = |name: &str| -> Option<f64> {
        let (_, value) = head.split_once(&format!("{name}=\""))?;
        value.split_once('"')?.0.parse().ok()
    };
    Some(Text {
        x: number("x")?,
        y: number(" y")?,
        size: number("font-size")?,
        is_bold: head.contains("font-weight=\"bold\""),
        said: said.trim(),
    })
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(texts: &[(u32, u32, u32, &str)]) -> Picture {
        let text = |(x, y, size, said): &(u32, u32, u32, &str)| {
            let bold = if *size == 16 { " font-weight=\"bold\"" } else { "" };
            format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{bold}>\n{said}\n</text>")
        };
        let svg = texts.iter().map(text).collect();
        let (name, title, text) = ("it", String::new(), String::new());
        Picture { name, title, svg, png: Vec::new(), csv: String::new(), text }
    }

    #[test]
    fn panels_beside_each_other_are_stacked_row_by_row() {
        let narrow = picture(&[
            (24, 32, 24, "Finding"),
            (24, 64, 15, "What is shown"),
            (24, 830, 12, "Simulated"),
            (24, 104, 16, "one"),
            (512, 104, 16, "two"),
            (24, 460, 16, "three"),
            (52, 700, 12, "label"),
        ])
        .narrow();
        let panels = ["12 90 488 356", "500 90 488 356", "12 446 488 370"].map(str::to_owned);
        let expected = Narrow {
            shown: "What is shown".to_owned(),
            panels: panels.to_vec(),
            notes: vec!["Simulated".to_owned()],
        };
        assert_eq!(narrow, Some(expected));
    }

    #[test]
    fn one_panel_stays_as_it_is() {
        let texts = [(24, 64, 15, "What is shown"), (24, 104, 16, "one"), (24, 300, 12, "foot")];
        assert_eq!(picture(&texts).narrow(), None);
    }
}
