//! For managers: decisions that are asked, who may sign in, and who looked at what.

use super::access_log::{Look, PROBED, PROBING, Tries};
use super::account::Part;
use super::links::Pages;
use super::page::{Frame, shown};
use super::reply::{Reply, Stream};
use super::visit::{Managing, Visit, nonce};
use crate::base::domain::calendar::in_london;
use crate::doors::failure::Failure;
use crate::doors::tasks::{Desk, Rests};
use crate::presentation::document::{Block, Document};
use crate::presentation::render::html;
use crate::presentation::wording::register as wording;
use crate::presentation::wording::web_form;
use askama::Template;

/// A decision that is asked.
struct Question {
    reference: String,
    page: String,
    unit: String,
    rules: String,
    who: String,
    /// What is decided rests on this.
    seen: String,
    /// What the form says, as far as it is looked at for safety.
    about: String,
}

#[derive(Template)]
#[template(path = "web/decisions.html")]
struct Decisions {
    frame: Frame,
    asked: Vec<Question>,
    request: String,
}

/// `GET /decisions`, and `GET /decisions/waiting` where a page without scripts asks again by itself.
pub(super) fn decisions(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let request = nonce()?;
    let page = visit.at_the_desk(|mut desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let mut asked = desk.sheet()?.asked;
        asked.retain(|asked| asked.granted.is_none());
        let asked = asked.iter().filter_map(|asked| question(&mut desk, &pages, asked)).collect();
        Ok(Decisions { frame: Frame::of(visit), asked, request })
    })?;
    shown(&page)
}

fn question(desk: &mut Desk<'_>, pages: &Pages, asked: &wording::Asked) -> Option<Question> {
    let rules: Vec<String> = asked.rules.iter().map(|of| wording::words_of(of.name())).collect();
    Some(Question {
        page: pages.household(&asked.reference)?.to_owned(),
        reference: asked.reference.clone(),
        unit: asked.unit.clone(),
        rules: rules.join(", "),
        who: wording::who_decides(&asked.rules),
        seen: desk.seen_now(&asked.reference, Rests::Unit(&asked.unit)),
        about: about(desk.safety(&asked.reference).unwrap_or_default(), pages),
    })
}

/// Who asks, what was told and which places were checked; what to do in danger stands on the page already.
fn about(said: Document, pages: &Pages) -> String {
    let told = said.sections.into_iter().filter(|section| section.id != "danger");
    let blocks: Vec<Block> = told
        .filter(|section| !section.is_empty())
        .flat_map(|section| {
            let heading = (!section.heading.is_empty()).then_some(Block::Heading(section.heading));
            heading.into_iter().chain(section.blocks)
        })
        .collect();
    html::render_blocks(&blocks, pages)
}

/// `GET /decisions/asked`: an event whenever a decision is asked, so that a manager sees it at once.
#[expect(clippy::unnecessary_wraps, reason = "handlers of pages have one shape")]
pub(super) fn asked(_: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    Ok(Reply::events(Stream::Asked))
}

#[derive(Template)]
#[template(path = "web/accounts.html")]
struct AccountsPage {
    frame: Frame,
    all: Vec<(String, &'static str, bool)>,
    parts: Vec<&'static str>,
    why: Option<String>,
    /// An account and the passphrase that was drawn for it.
    drawn: Option<(String, String)>,
}

/// `GET /accounts`
pub(super) fn accounts(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    accounts_page(visit, None, None)
}

fn accounts_page(
    visit: &Visit<'_, Managing>,
    why: Option<String>,
    drawn: Option<(String, String)>,
) -> Result<Reply, Failure> {
    let all = visit.state.accounts().all().to_vec();
    let all = all.into_iter().map(|of| (of.name, of.part.word(), of.is_active)).collect();
    let parts = Part::ALL.iter().map(|part| part.word()).collect();
    shown(&AccountsPage { frame: Frame::of(visit), all, parts, why, drawn })
}

/// `POST /accounts`: somebody new, a passphrase anew, or somebody who leaves.
pub(super) fn change(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let name = visit.field("name").unwrap_or_default();
    let changed = {
        let door = visit.state.door();
        let mut accounts = visit.state.accounts();
        let is_there = accounts.get(name).is_some();
        match visit.field("do") {
            Some("new") if is_there => {
                Err(Failure::Usage("there is such an account already".to_owned()))
            }
            Some("new") => {
                let part = visit.field("part").and_then(Part::named).unwrap_or(Part::Duty);
                accounts.draw(&door.register, name, Some(part)).map(Some)
            }
            Some("draw") => accounts.draw(&door.register, name, None).map(Some),
            Some("end") => accounts.end(&door.register, name).map(|()| None),
            _ => Err(Failure::Usage(web_form::WHAT_TO_DO.to_owned())),
        }
    };
    match changed {
        Ok(drawn) => {
            // Whoever had the account before is signed out; a manager's own reset too.
            visit.state.sessions().end_all_of(name);
            accounts_page(visit, None, drawn.map(|drawn| (name.to_owned(), drawn)))
        }
        Err(Failure::Usage(why)) => Ok(accounts_page(visit, Some(why), None)?.with_status(422)),
        Err(other) => Err(other),
    }
}

#[derive(Template)]
#[template(path = "web/looks.html")]
struct Noted {
    frame: Frame,
    looks: Vec<[String; 4]>,
    /// Who tried more places than are answered, and when.
    probed: Vec<[String; 4]>,
    /// Who tried how many places, in words, and whether they get no more answers.
    tried: Vec<(String, String, bool)>,
    many: usize,
}

/// `GET /looks`: who looked at what, and who tried many places.
pub(super) fn looks(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    const SHOWN: usize = 200;
    let seen = visit.state.seen();
    let line = |look: &Look| {
        let at = in_london(look.at).strftime("%a %-d %b %H:%M").to_string();
        [at, look.by.clone(), look.what.clone(), look.of.clone()]
    };
    let is_probe = |look: &&Look| look.what == PROBED;
    let probed = seen.looks().filter(is_probe).take(SHOWN).map(line).collect();
    let looks = seen.looks().filter(|look| !is_probe(look)).take(SHOWN).map(line).collect();
    let told = |(by, tries): (String, Tries)| (by, tries.words(), tries.are_too_many());
    let tried = seen.tried(visit.now).into_iter().map(told).collect();
    drop(seen);
    shown(&Noted { frame: Frame::of(visit), looks, probed, tried, many: PROBING })
}
