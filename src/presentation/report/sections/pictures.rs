//! Pictures of the forecast on the page.

use crate::presentation::chart::{ChartError, Scene};
use crate::presentation::report::Subject;
use crate::presentation::report::block::{Block, Figure};

/// The picture of a name, where there was something to show.
pub(super) fn named(subject: &Subject<'_>, name: &str) -> Result<Option<Block>, ChartError> {
    let scene = subject.pictures.iter().find(|scene| scene.name == name);
    Ok(scene.map(figure).transpose()?.map(Block::Figure))
}

/// Inline, and panel by panel for a narrow screen.
fn figure(scene: &Scene<'_>) -> Result<Figure, ChartError> {
    Ok(Figure {
        name: scene.name,
        title: scene.title.clone(),
        svg: scene.inline()?,
        text: scene.text.clone(),
        csv: scene.csv()?,
        narrow: scene.narrow()?,
    })
}
