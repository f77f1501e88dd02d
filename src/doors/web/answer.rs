//! The answer for a household as it stands on a page: the very document of `lintel recommend`, and behind a line why and why not.

use crate::doors::failure::Failure;
use crate::doors::tasks::Advice;
use crate::presentation::render::html::{self, Links};
use anyhow::Context;
use askama::Template;

#[derive(Template)]
#[template(path = "web/answer.html")]
struct Answer {
    document: String,
    units: Option<String>,
}

/// The answer as HTML.
pub(super) fn shown(advice: &Advice, pages: &dyn Links) -> Result<String, Failure> {
    let answer = Answer {
        document: html::render(&advice.document, pages),
        units: advice.every_unit.as_ref().map(|units| html::render(units, pages)),
    };
    Ok(answer.render().context("the answer cannot be written")?)
}
