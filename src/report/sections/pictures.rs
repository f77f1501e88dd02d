//! Pictures of the forecast on the page.

use crate::chart::Picture;
use crate::report::Subject;
use crate::report::block::{Block, Figure};

/// The picture of a name, where there was something to show.
pub(super) fn named(subject: &Subject<'_>, name: &str) -> Option<Block> {
    let picture = subject.pictures.iter().find(|picture| picture.name == name)?;
    Some(Block::Figure(figure(picture)))
}

/// Inline, with names of its own: several pictures stand on one page.
pub(super) fn figure(picture: &Picture) -> Figure {
    let own = |part: &str| format!("{}-{part}", picture.name);
    let svg = picture
        .svg
        .replacen(
            "aria-labelledby=\"title desc\"",
            &format!("aria-labelledby=\"{} {}\"", own("title"), own("desc")),
            1,
        )
        .replacen("<title id=\"title\">", &format!("<title id=\"{}\">", own("title")), 1)
        .replacen("<desc id=\"desc\">", &format!("<desc id=\"{}\">", own("desc")), 1);
    Figure {
        name: picture.name,
        title: picture.title.clone(),
        svg,
        text: picture.text.clone(),
        csv: picture.csv.clone(),
    }
}
