//! Pictures of the forecast on the page.

use crate::presentation::chart::Picture;
use crate::presentation::report::Subject;
use crate::presentation::report::block::{Block, Figure, Stacked};

/// The picture of a name, where there was something to show.
pub(super) fn named(subject: &Subject<'_>, name: &str) -> Option<Block> {
    let picture = subject.pictures.iter().find(|picture| picture.name == name)?;
    Some(Block::Figure(figure(subject, picture)))
}

/// Inline, with names of its own, as several pictures stand on one page, and with what-ifs called so; the drawing has one too, so that a narrow screen
/// shows it panel by panel.
fn figure(subject: &Subject<'_>, picture: &Picture) -> Figure {
    let mut picture = picture.clone();
    for told in subject.scenarios.iter().filter(|told| told.what_if) {
        let named = |what| format!("{what}: \u{201c}{}\u{201d}", told.reading);
        picture.svg = picture.svg.replace(&named("Reading"), &named("What if"));
    }
    let own = |part: &str| format!("{}-{part}", picture.name);
    let svg = picture
        .svg
        .replacen(
            "aria-labelledby=\"title desc\"",
            &format!("aria-labelledby=\"{} {}\"", own("title"), own("desc")),
            1,
        )
        .replacen("<title id=\"title\">", &format!("<title id=\"{}\">", own("title")), 1)
        .replacen("<desc id=\"desc\">", &format!("<desc id=\"{}\">", own("desc")), 1)
        .replacen("</desc>", &format!("</desc><g id=\"{}\">", own("drawing")), 1)
        .replacen("</svg>", "</g></svg>", 1);
    let narrow = picture.narrow().map(|narrow| Stacked {
        shown: narrow.shown,
        panels: narrow.panels,
        notes: narrow.notes,
    });
    Figure {
        name: picture.name,
        title: picture.title.clone(),
        svg,
        text: picture.text.clone(),
        csv: picture.csv.clone(),
        narrow,
    }
}
