//! What was typed stays words; what can be done, and when, is marked as what it is.

use super::links::{Links, NoLinks, Way};
use super::render;
use crate::presentation::document::{
    Action, Block, Document, Entry, Line, Moment, Offers, Row, Section, Table, Text, Verb, When,
    text, unit,
};

/// A page on which every unit can be shown, and a refusal recorded.
#[derive(Debug)]
struct APage;

impl Links for APage {
    fn way(&self, action: &Action) -> Option<Way> {
        match action.verb {
            Verb::ShowEveryUnit => Some(Way::Link("/every?a=1&b=2".to_owned())),
            Verb::SayDeclined => Some(Way::Button {
                form: "answers".to_owned(),
                name: "declined".to_owned(),
                value: action.unit.clone().unwrap_or_default(),
            }),
            _ => None,
        }
    }
}

fn paragraph(said: Text) -> Document {
    Document::of([Section::plain("s", vec![Block::Paragraph(said)])])
}

#[test]
fn nothing_that_was_typed_becomes_markup() {
    let typed = "<b onclick='x'>\"&\u{1b}[31m".to_owned();
    let shown = render(&paragraph(typed.clone().into()), &NoLinks);
    assert!(shown.contains("&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;[31m"), "{shown}");
    let table = Table { caption: typed.into(), ..Table::default() };
    let document = Document::of([Section::new("s", "Title", vec![Block::Table(table)])]);
    assert!(!render(&document, &NoLinks).contains("<b"), "{document:?}");
}

#[test]
fn an_action_is_a_link_a_button_or_words_as_the_page_has_it() {
    let said = |verb| paragraph(text!["1 more: ", Action::new(verb).on("Siskin"), "."]);
    let link = render(&said(Verb::ShowEveryUnit), &APage);
    assert!(
        link.contains("<a href=\"/every?a=1&amp;b=2\">why, and why not, unit by unit</a>."),
        "{link}"
    );
    let button = render(&said(Verb::SayDeclined), &APage);
    let sent = "form=\"answers\" name=\"declined\" value=\"Siskin\"";
    assert!(button.contains("<button type=\"submit\"") && button.contains(sent), "{button}");
    let words = render(&said(Verb::AskOutlook), &APage);
    assert!(words.contains("1 more: the outlook."), "{words}");
}

#[test]
fn a_moment_is_told_to_machines_as_well() {
    let at = "2026-11-20T21:40:00Z".parse().unwrap();
    let moment = Moment { when: When::At(at), words: "Fri 20 Nov 21:40".to_owned() };
    let shown = render(&paragraph(text!["asked ", moment]), &NoLinks);
    let time = "<time datetime=\"2026-11-20T21:40:00Z\">Fri 20 Nov 21:40</time>";
    assert!(shown.contains(time), "{shown}");
}

#[test]
fn rows_groups_and_columns_of_a_table_say_what_they_head() {
    let cells = |cells: [&'static str; 2]| cells.map(Text::from).to_vec();
    let table = Table {
        caption: "Units".into(),
        head: cells(["unit", "beds"]),
        rows: vec![Row::Group("REFUGE".into()), Row::Cells(cells(["Alder-1", "3"]))],
        ..Table::default()
    };
    let document = Document::of([Section::new("s", "Title", vec![Block::Table(table)])]);
    let shown = render(&document, &NoLinks);
    for part in [
        "<caption>Units</caption>",
        "<th scope=\"col\">beds</th>",
        "<th scope=\"rowgroup\" colspan=\"2\">REFUGE</th>",
        "<th scope=\"row\">Alder-1</th>",
        "<td data-title=\"beds\">3</td>",
        "<section id=\"s\" aria-labelledby=\"s-heading\">",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn an_offer_has_its_number_its_name_and_its_lines() {
    let entry = Entry {
        number: Some(1),
        names: vec![unit("Siskin")],
        text: "3 beds".into(),
        lines: vec![Line::Labelled("to know", "nobody at night".into())],
    };
    let offers = Offers { entries: vec![entry], then: Vec::new() };
    let document = Document::of([Section::plain("s", vec![Block::Offers(offers)])]);
    let shown = render(&document, &NoLinks);
    assert!(shown.contains("1 <strong>Siskin:</strong> 3 beds"), "{shown}");
    assert!(shown.contains("<strong>to know:</strong> nobody at night"), "{shown}");
}
