//! The form of a referral in a browser: what is asked, kept as it was typed, and amended.

use super::super::fields::Fields;
use super::super::referral_form::{Heard, hear};
use super::{Got, Opened, mother};
use serde_json::json;

#[test]
fn an_answer_stands_beside_the_form_after_three_questions() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let got = desk.post("/referral", &cookie, &mother("r", "see"));
    got.says("IN DANGER NOW?");
    got.says("READ BACK");
    // What was typed is still there, and nothing is recorded.
    got.says(">ST3 1AB</textarea>");
    got.says("value=\"31\"");
    assert!(desk.events_called("referral_received").is_empty());
    let fragment = desk.post("/referral/answer", &cookie, &mother("r", "see"));
    assert!(!fragment.body.contains("<html"));
    fragment.says("IN DANGER NOW?");
}

#[test]
fn what_is_not_clear_is_asked_again_and_nothing_is_lost() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let fields = [
        ("request", "r"),
        ("who", "woman"),
        ("age", "thirtyish?"),
        ("places", "Meir"),
        ("do", "record"),
    ];
    let got = desk.post("/referral", &cookie, &fields);
    assert_eq!(got.status, 422);
    got.says("was not clear");
    got.says("value=\"thirtyish?\"");
    got.says(">Meir</textarea>");
    assert!(desk.events_called("referral_received").is_empty());
}

#[test]
fn who_comes_later_and_babies_are_asked_among_the_people() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let body = desk.get("/referral", &cookie).body;
    let (people, rest) = body.split_once("3. Where may").unwrap();
    for name in ["arrives", "needs.unborn", "pregnancy_due"] {
        let field = format!("name=\"{name}\"");
        assert!(people.contains(&field) && !rest.contains(&field), "{name}");
    }
}

#[test]
fn an_amended_form_keeps_what_the_page_does_not_show() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let form = json!({
        "reference": "R-0700", "received": "2026-11-20T21:00:00Z", "source": "agency", "immediate_danger": false, "homeless_before": false,
        "person": [{"role": "adult", "age": 30, "sex": "female", "id": "a", "ethnicity": "white"}],
        "unsafe": [{"place": "ST3 1AB", "radius_m": 3000, "why": "work"}],
    });
    let text = crate::doors::files::Text::of("form.json".to_owned(), form.to_string());
    let mut door = desk.state.door();
    let asked =
        crate::doors::tasks::Asked { at: None, by: "x", request: None, now: desk.state.now() };
    drop(crate::doors::tasks::Desk::open(&mut door, asked).unwrap().refer(text).unwrap());
    let page = format!("/household/{}", door.register.opaque("household", "R-0700"));
    drop(door);
    let shown = desk.get(&format!("{page}/form"), &cookie);
    shown.says(">ST3 1AB</textarea>");
    let fields = [
        ("request", shown.request()),
        ("danger", "no"),
        ("who", "woman"),
        ("age", "31"),
        ("places", "ST3 1AB\nHanley"),
        ("source", "agency"),
        ("homeless_before", "no"),
        ("do", "record"),
    ];
    assert_eq!(desk.post(&format!("{page}/form"), &cookie, &fields).status, 303);
    let amended = &desk.events_called("referral_amended")[0]["form"];
    assert_eq!(
        amended["unsafe"],
        json!([{"place": "ST3 1AB", "radius_m": 3000, "why": "work"}, {"place": "Hanley"}])
    );
    assert_eq!(amended["person"][0]["age"], 31);
    assert_eq!(
        (&amended["person"][0]["id"], &amended["person"][0]["ethnicity"]),
        (&json!("a"), &json!("white"))
    );
    assert_eq!(amended["received"], "2026-11-20T21:00:00Z");
}

#[test]
fn what_is_wished_is_a_place_that_is_asked_about_too() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let ask = |name: &str, place: &str| {
        desk.post("/referral", &duty, &[("who", "woman"), (name, place), ("do", "see")])
    };
    let is_answered = |got: &Got| !got.body.contains("Many different places");
    for k in 1..=6 {
        assert!(is_answered(&ask("preferences.sectors", &format!("ST{k} 1"))));
        assert!(is_answered(&ask("preferences.near", &format!("ST{k} 1AB"))));
    }
    // The same in other letters is no other place.
    assert!(is_answered(&ask("preferences.sectors", "st1 1")));
    assert!(!is_answered(&ask("preferences.near", "ST9 9AA")));
}

#[test]
fn a_form_that_is_changed_over_and_over_asks_about_places_too() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = format!("{}/form", desk.refer(&duty));
    let amend = |cookie: &str, k: usize| {
        let place = format!("ST{k}");
        let request = desk.get(&page, cookie).request().to_owned();
        let mut fields = mother(&request, "record").to_vec();
        fields[6].1 = &place;
        desk.post(&page, cookie, &fields)
    };
    for k in 1..=12 {
        assert_eq!(amend(&duty, k).status, 303);
    }
    let refused = amend(&duty, 13);
    assert_eq!(refused.status, 429);
    refused.says("a manager sees that");
    assert_eq!(desk.events_called("referral_amended").len(), 12);
    assert_eq!(amend(&manager, 13).status, 303);
    desk.get("/looks", &manager).says("duty-1: 13");
}

#[test]
fn what_was_written_in_a_form_becomes_no_markup() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = desk.refer(&cookie);
    let typed = "<script>alert(1)</script>\"'";
    assert_eq!(desk.tap(&page, &cookie, "note", &[("text", typed)]).status, 303);
    for path in ["/", &*page] {
        assert!(!desk.get(path, &cookie).body.contains("<script>alert"), "{path}");
    }
    let got = desk.post(
        "/referral",
        &cookie,
        &[("places", typed), ("age", typed), ("who", typed), ("do", "see")],
    );
    assert!(!got.body.contains("<script>alert"));
}

#[test]
fn the_common_case_takes_fewer_than_ten_fields() {
    let fields = mother("r", "see");
    let typed = fields.iter().filter(|(name, _)| !["request", "do"].contains(name));
    assert!(typed.count() < 10);
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let now = "2026-11-20T22:00:00Z".parse().unwrap();
    let Heard { form, wrong } = hear(&Fields::read(body.as_bytes()), "R-1", now);
    assert!(wrong.is_empty());
    let toml = form.toml();
    assert_eq!(toml.matches("[[person]]").count(), 2, "{toml}");
    for said in ["immediate_danger = true", "age = 31", "role = \"child\"", "place = \"ST3 1AB\""] {
        assert!(toml.contains(said), "{said}: {toml}");
    }
}

#[test]
fn what_may_be_said_in_words_is_typed_and_the_rest_is_chosen() {
    let desk = Opened::new();
    let got = desk.get("/referral", &desk.sign_in("duty-1"));
    for typed in ["contact.safe_until", "interpreter", "where_now", "repeat_of", "needs.support"] {
        got.says(&format!("<input type=\"text\" id=\"more-{typed}\""));
    }
    for chosen in ["needs.nrpf", "needs.mobility", "perpetrator.linked_to_service"] {
        got.says(&format!("<select id=\"more-{chosen}\""));
    }
}

impl Got {
    /// The fields to which the page's list of problems leads, each of which is marked and says what is wrong.
    pub(super) fn marked_fields(&self) -> Vec<String> {
        let Some((_, list)) = self.body.split_once("<h2 id=\"wrong-heading\">") else {
            return Vec::new();
        };
        let list = list.split("</div>").next().unwrap();
        let fields = list.split("<a href=\"#").skip(1).map(|of| of.split('"').next().unwrap());
        for field in fields.clone() {
            let tag = self.body.split('<').find(|tag| tag.contains(&format!(" id=\"{field}\"")));
            let tag = tag.unwrap_or_else(|| panic!("{field} is nowhere"));
            assert!(tag.contains("aria-invalid=\"true\""), "{tag}");
            assert!(tag.contains(&format!("aria-describedby=\"{field}-wrong\"")), "{tag}");
            self.says(&format!("id=\"{field}-wrong\">Error: "));
        }
        assert_eq!(self.body.matches("aria-invalid").count(), fields.clone().count());
        self.says("id=\"wrong\" tabindex=\"-1\" autofocus");
        fields.map(str::to_owned).collect()
    }
}

#[test]
fn what_was_not_understood_is_said_at_its_field_and_above_all() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let request = desk.get("/referral", &cookie).request().to_owned();
    let fields = [
        ("request", &*request),
        ("who", "woman"),
        ("age", "31"),
        ("who", "boy"),
        ("age", "nobody said"),
        ("arrives", ""),
        ("arrives", "soon"),
        ("dash", "99"),
        ("needs.unborn", "some"),
        ("do", "record"),
    ];
    let got = desk.post("/referral", &cookie, &fields);
    assert_eq!(got.status, 422);
    assert_eq!(got.marked_fields(), ["age-2", "more-dash", "more-needs.unborn"]);
    // What can be read and cannot be is said at its field too.
    let fields = [
        ("request", &*request),
        ("who", "woman"),
        ("age", "31"),
        ("arrives", "soon"),
        ("do", "record"),
    ];
    let got = desk.post("/referral", &cookie, &fields);
    assert_eq!(got.marked_fields(), ["arrives-1"]);
    got.says("value=\"soon\"");
    got.says(">When person 1 comes: ");
    // Without anything wrong nothing is marked.
    let got = desk.post("/referral", &cookie, &mother(&request, "see"));
    assert!(!got.body.contains("aria-invalid") && !got.body.contains("autofocus"));
}

#[test]
fn of_an_act_everything_that_is_wrong_is_said_at_once() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    let unit = desk.get(&page, &duty).after("name=\"unit\" value=\"").to_owned();
    let empty = desk.tap(&page, &duty, "note", &[]);
    assert_eq!((empty.status, &*empty.marked_fields()), (409, &["note-text".to_owned()][..]));
    desk.tap(&page, &duty, "arrive", &[("unit", &unit)]);
    let joins = [("role", "child"), ("age", "old"), ("at", "half nine")];
    let got = desk.tap(&page, &duty, "join", &joins);
    assert_eq!(got.marked_fields(), ["join-age", "join-sex", "join-at"]);
    got.says("value=\"half nine\"");
    let money = [("pounds", "ten")];
    let got = desk.tap(&format!("{page}/support"), &duty, "budget_allocated", &money);
    assert_eq!(got.marked_fields(), ["budget_allocated-pounds"]);
    let arrived = desk.events_called("arrived").pop().unwrap();
    let form = desk.get(&format!("{page}/event/{}", arrived["seq"]), &manager);
    let correct = format!("{page}/correct");
    let got = desk.send_form(&form, &correct, &manager, &[("when", "half nine"), ("unit", &unit)]);
    assert_eq!(got.marked_fields(), ["put-right-when"]);
    assert_eq!(desk.events_called("person_joined").len(), 0);
}

#[test]
fn a_form_that_was_begun_is_given_back_until_it_is_recorded() {
    let desk = Opened::new();
    let (cookie, other) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let blank = desk.get("/referral", &cookie);
    assert!(!blank.body.contains("You began a form"));
    // What scripts send while somebody types, and then the line was lost, or the page was left.
    let typed = mother(blank.request(), "see");
    desk.post("/referral/answer", &cookie, &typed);
    desk.wait(3);
    desk.get("/referral", &cookie).says("You began a form, last at 22:00, and did not record it.");
    assert!(!desk.get("/referral", &other).body.contains("You began a form"));
    let back = desk.post("/referral", &cookie, &[("do", "resume")]);
    back.says("name=\"age\" value=\"9\"");
    back.says(">ST3 1AB</textarea>");
    assert_eq!(back.request(), blank.request());
    // Recorded, it is begun no more.
    desk.post("/referral", &cookie, &mother(back.request(), "record"));
    assert!(!desk.get("/referral", &cookie).body.contains("You began a form"));
    assert_eq!(desk.events_called("referral_received").len(), 1);
}
