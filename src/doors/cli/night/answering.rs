//! How the commands of a night answer: a person at a terminal, other software as JSON.

use crate::doors::cli::command_result::code;
use crate::doors::cli::format::AnswerFormat;
use crate::doors::cli::{Failure, Said, layout};
use crate::doors::tasks::{Answer, Desk, written_clocks, written_history, written_sheet};
use crate::presentation::document::Document;
use crate::presentation::render::terminal;
use crate::presentation::wording::register as wording;
use crate::service::register::Refusal;
use anyhow::anyhow;
use serde_json::{Value, json};

/// How it is answered: in which format, and what a command needs to be typed again.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) format: AnswerFormat,
    pub(super) flags: String,
}

impl Way {
    fn screen(&self, said: &Document) -> String {
        terminal::render_with(&self.flags, said)
    }
}

/// What is so now, or why not.
pub(super) fn answer(answer: Answer, way: &Way) -> Result<Said, Failure> {
    match (answer, way.format) {
        (Answer::Recorded(event, _), AnswerFormat::Json) => Ok(Said::done(layout::json(&event))),
        (Answer::Recorded(_, said), AnswerFormat::Table) => Ok(Said::done(way.screen(&said))),
        (Answer::Refused(_, said), AnswerFormat::Table) => {
            Err(Failure::NotRecorded(way.screen(&said)))
        }
        (Answer::Refused(refusal, said), AnswerFormat::Json) => {
            Ok(not_recorded(refusal, &said, way))
        }
    }
}

/// A refusal for other software; nothing was written.
fn not_recorded(refusal: Refusal, said: &Document, way: &Way) -> Said {
    let mut answer = json!({
        "recorded": false,
        "why": refusal.why,
        "text": said.said(&|action| terminal::typed(action, &way.flags)),
    });
    if let (Some(names), Value::Object(answer)) = (refusal.names, &mut answer) {
        answer.insert("names".to_owned(), json!(names));
    }
    Said { text: layout::json(&answer), code: code::ERROR }
}

/// `lintel history`: what was recorded of a household or a unit.
pub(super) fn history(mut desk: Desk<'_>, of: &str, way: &Way) -> Result<Said, Failure> {
    let (subject, lines) = desk.history(of)?;
    if lines.is_empty() {
        return Err(anyhow!(
            "nothing was recorded of {of}; lintel tonight shows every unit and who waits"
        )
        .into());
    }
    Ok(Said::done(match way.format {
        AnswerFormat::Json => layout::json(&lines.iter().map(written_history).collect::<Vec<_>>()),
        AnswerFormat::Table => way.screen(&wording::history(&subject, &lines, desk.now)),
    }))
}

/// `lintel clocks`: what must be done in time.
pub(super) fn clocks(desk: &Desk<'_>, way: &Way) -> Said {
    let watched = desk.clocks();
    Said::done(match way.format {
        AnswerFormat::Json => layout::json(&written_clocks(&watched)),
        AnswerFormat::Table => way.screen(&wording::pathways::clocks(&watched)),
    })
}

/// `lintel pathways`: who has which support.
pub(super) fn pathways(
    desk: &Desk<'_>,
    reference: Option<&str>,
    way: &Way,
) -> Result<Said, Failure> {
    let Some(said) = desk.pathways(reference) else {
        let of = reference.unwrap_or_default();
        return Err(
            anyhow!("no referral {of} was known then; lintel tonight shows who waits").into()
        );
    };
    Ok(Said::done(match way.format {
        AnswerFormat::Json => layout::json(&desk.written_pathways(reference)),
        AnswerFormat::Table => way.screen(&said),
    }))
}

/// `lintel tonight`: the handover sheet.
pub(super) fn tonight(mut desk: Desk<'_>, way: &Way) -> Result<Said, Failure> {
    let sheet = desk.sheet()?;
    Ok(Said::done(match way.format {
        AnswerFormat::Json => layout::json(&written_sheet(&sheet)),
        AnswerFormat::Table => way.screen(&wording::tonight(&sheet)),
    }))
}
