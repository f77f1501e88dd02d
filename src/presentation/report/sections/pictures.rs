//! Pictures of the forecast on the page.

use crate::presentation::chart::{ChartError, Scene};
use crate::presentation::document::Block;
use crate::presentation::report::Subject;

/// The picture of a name, where there was something to show.
pub(super) fn named(subject: &Subject<'_>, name: &str) -> Result<Option<Block>, ChartError> {
    let scene = subject.pictures.iter().find(|scene| scene.name == name);
    Ok(scene.map(Scene::figure).transpose()?.map(Block::Figure))
}
