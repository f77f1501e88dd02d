//! The page round every page: who provides, where help is, where to go, and how to leave at once.

use super::account::Part;
use super::desk_state::DeskState;
use super::reply::Reply;
use super::visit::Visit;
use crate::base::domain::redact;
use crate::doors::failure::Failure;
use crate::presentation::document::{Block, Document, Section, Text};
use crate::presentation::render::html::{self, NoLinks};
use crate::presentation::wording;
use anyhow::Context;
use askama::Template;

/// What stands round a page.
#[derive(Clone)]
pub(super) struct Frame {
    pub(super) provider: String,
    /// What to do in danger, as HTML.
    pub(super) danger: String,
    pub(super) helplines: String,
    /// The first of them, which stands at the foot of the screen wherever somebody reads.
    /// What stands before its number, the number, the same to be rung, and what stands after.
    pub(super) first_help: [String; 4],
    /// The account; none: nobody is signed in.
    pub(super) who: Option<String>,
    part: Option<Part>,
    /// What was just done, as HTML that the program wrote.
    pub(super) said: Option<String>,
}

redact!(Frame);

impl Frame {
    pub(super) fn of<R>(visit: &Visit<'_, R>) -> Self {
        let part = visit.session.as_ref().map(|session| session.part);
        Self {
            who: visit.session.as_ref().map(|session| session.name.clone()),
            part,
            said: visit.state.sessions().said(visit.token()),
            ..Self::bare(visit.state)
        }
    }

    pub(super) fn takes_calls(&self) -> bool {
        matches!(self.part, Some(Part::Duty | Part::Manager))
    }

    pub(super) fn manages(&self) -> bool {
        self.part == Some(Part::Manager)
    }

    pub(super) fn plans(&self) -> bool {
        self.part == Some(Part::Strategist)
    }

    pub(super) fn commissions(&self) -> bool {
        self.part == Some(Part::Commissioner)
    }

    /// Round a page for nobody in particular.
    pub(super) fn bare(state: &DeskState) -> Self {
        let helplines = &state.settings.helplines;
        let mut help = wording::no_answer(helplines).sections;
        for section in &mut help {
            // Beside every page and not only where something went wrong.
            section.heading = Text::default();
            // A document of the page may have one of the same name.
            section.id = if section.id == "danger" { "danger-always" } else { "help-always" };
        }
        let mut parts = help.iter().map(|section| html::render_section(section, &NoLinks));
        Self {
            provider: state.provider.clone(),
            danger: parts.next().unwrap_or_default(),
            helplines: parts.collect(),
            first_help: to_ring(wording::first_helpline(helplines)),
            who: None,
            part: None,
            said: None,
        }
    }
}

/// A helpline in parts, its number apart: the first run of ten digits and more, spaces among them.
fn to_ring(said: &str) -> [String; 4] {
    let whole = |before: &str| [before.to_owned(), String::new(), String::new(), String::new()];
    let Some((before, rest)) =
        said.find(|c: char| c.is_ascii_digit()).and_then(|start| said.split_at_checked(start))
    else {
        return whole(said);
    };
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ' ').unwrap_or(rest.len());
    let number = rest.split_at_checked(end).map_or(rest, |(number, _)| number).trim_end();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 10 {
        return whole(said);
    }
    let after = rest.strip_prefix(number).unwrap_or_default();
    [before.to_owned(), number.to_owned(), digits, after.to_owned()]
}

/// A template as a page.
pub(super) fn shown(template: &impl Template) -> Result<Reply, Failure> {
    Ok(Reply::page(template.render().context("the page cannot be written")?))
}

/// A page that says one thing.
#[derive(Template)]
#[template(path = "web/plain.html")]
pub(super) struct Plain<'a> {
    pub(super) frame: Frame,
    pub(super) heading: &'a str,
    pub(super) lines: &'a [&'a str],
}

/// A page that says one thing, whatever becomes of it.
pub(super) fn plain(state: &DeskState, status: u16, heading: &str, lines: &[&str]) -> Reply {
    let page = Plain { frame: Frame::bare(state), heading, lines };
    let html = page.render().unwrap_or_else(|_| heading.to_owned());
    Reply::page(html).with_status(status)
}

/// There is nothing here, or nothing for whoever asks: nobody learns which.
pub(super) fn nothing_here(state: &DeskState) -> Reply {
    plain(state, 404, "There is nothing here", &["Check the address, or go to the beginning."])
}

/// One sentence as a document.
pub(super) fn said(why: &str) -> Document {
    Document::of([Section::plain("refused", vec![Block::Paragraph(why.to_owned().into())])])
}
