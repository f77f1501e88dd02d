//! Words that stand where a table belongs: `perpetrator = "works at this refuge"`, `needs = "wheelchair, insulin"`.

use super::joined::{IN_WORDS, merge};
use super::keys::About;
use super::stray::{Look, Stray};
use super::words::{self, said};
use super::{calling, linked, stray_places};
use crate::base::domain::household::Unread;
use crate::base::parse::Node;
use crate::base::parse::node::Value;

/// Reads them as far as they can be; somebody is asked about the rest.
pub(super) fn read(node: &mut Node, stray: &Stray, look: Look<'_>) -> Option<Unread> {
    if stray.key != IN_WORDS {
        return None;
    }
    let typed = said(&stray.found);
    let asked = |text: &str| Unread {
        asks_first: true,
        ..Unread::new(stray.table.clone(), typed.clone(), text)
    };
    match stray.table.as_str() {
        "needs" => {
            of_needs(node, &typed);
            Some(asked(
                "it stands in words where keys belong: ask what they need, and write each under [needs].",
            ))
        }
        "perpetrator" => {
            let linked = linked::read(node, stray, look);
            let may_be_there = stray_places::may_be_in(&stray.found, look);
            let place = may_be_there
                .then(|| stray_places::read(node, stray, About::Unsafe("other"), look))
                .flatten();
            let told =
                linked.or(place).map(|unread| Unread { field: stray.table.clone(), ..unread });
            Some(told.unwrap_or_else(|| {
                asked("it stands in words where keys belong. Ask whether the perpetrator could come here, works here, or is anywhere near.")
            }))
        }
        "contact" => {
            calling::read(node, stray).map(|unread| Unread { field: stray.table.clone(), ..unread })
        }
        _ => None,
    }
}

/// Words of what they need, of which the careful part is taken: how they get about, and recourse to public funds.
fn of_needs(node: &mut Node, typed: &str) {
    const STEPS: &[&str] = &[
        "stairs",
        "steps",
        "walk",
        "walks",
        "walking",
        "mobility",
        "disabled",
        "crutches",
        "frame",
        "lift",
        "ground",
        "wheelchair",
        "wheel",
        "powerchair",
    ];
    let plain = words::plain(typed);
    let has = |words: &[&str]| plain.split(' ').any(|word| words.contains(&word));
    let Value::Table(top) = &mut node.value else { return };
    let Some((_, needs)) = top.iter_mut().find(|(key, _)| key == "needs") else { return };
    let Value::Table(entries) = &mut needs.value else { return };
    let text = |text: &str| Node::bare(Value::Text(text.to_owned()));
    if has(STEPS) {
        let wheels = has(&["wheelchair", "wheel", "powerchair"]);
        merge(entries, "mobility", text(if wheels { "wheelchair" } else { "limited" }));
    }
    if has(&["nrpf", "recourse"]) && !entries.iter().any(|(key, _)| key == "nrpf") {
        entries.push(("nrpf".to_owned(), text("unknown")));
    }
}
