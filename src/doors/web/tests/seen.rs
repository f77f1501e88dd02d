//! What a page rests on: a tap from a page that is older than what it rests on records nothing and loses nothing.

use super::{Got, Opened, mother};

impl Got {
    /// What a form of the page sends unseen.
    pub(super) fn hidden(&self, action: &str) -> Vec<(String, String)> {
        let form = format!("action=\"{action}\"");
        let (_, form) = self.body.split_once(&form).unwrap_or_else(|| panic!("{action}"));
        let form = form.split("</form>").next().unwrap();
        let fields = form.split("<input type=\"hidden\" name=\"").skip(1).map(|field| {
            let (name, rest) = field.split_once("\" value=\"").unwrap();
            (name.to_owned(), rest.split('"').next().unwrap().to_owned())
        });
        fields.collect()
    }

    /// What stands in the first alert of the page.
    fn alert(&self) -> &str {
        let (_, alert) = self.body.split_once("<div class=\"wrong\"").unwrap();
        alert.split("</div>").next().unwrap()
    }
}

impl Opened {
    /// Sends a form of a page as it was shown, with what was typed.
    pub(super) fn send_form(
        &self,
        shown: &Got,
        action: &str,
        cookie: &str,
        typed: &[(&str, &str)],
    ) -> Got {
        let hidden = shown.hidden(action);
        let hidden: Vec<(&str, &str)> = hidden.iter().map(|(k, v)| (&**k, &**v)).collect();
        self.post(action, cookie, &[&hidden, typed].concat())
    }

    /// The form of a household with other places.
    fn amended(&self, page: &str, cookie: &str, places: &str) -> Got {
        let form = format!("{page}/form");
        let shown = self.get(&form, cookie);
        self.send_form(&shown, &form, cookie, &with_places(places))
    }

    /// The sector in which a unit is.
    fn sector_of(&self, unit: &str) -> String {
        let door = self.state.door();
        let unit = door.estate.units.iter().find(|of| of.name == unit).unwrap();
        unit.sector.clone()
    }

    fn first_offer(&self, page: &str, cookie: &str) -> String {
        self.get(page, cookie).after("name=\"unit\" value=\"").to_owned()
    }
}

fn with_places(places: &str) -> Vec<(&str, &str)> {
    let mut fields = mother("", "record")[1..].to_vec();
    fields[5].1 = places;
    fields
}

#[test]
fn of_two_who_change_one_form_the_second_is_told_and_loses_nothing() {
    let desk = Opened::new();
    let (one, two) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&one);
    let form = format!("{page}/form");
    let [a, b] = [&one, &two].map(|cookie| desk.get(&form, cookie));
    let recorded = desk.send_form(&b, &form, &two, &with_places("ST3 1AB\nHanley"));
    assert_eq!(recorded.status, 303, "{}", recorded.body);
    let late = desk.send_form(&a, &form, &one, &with_places("ST3 1AB\nLongton"));
    assert_eq!(late.status, 409);
    assert!(late.alert().contains("somebody changed this form"), "{}", late.alert());
    assert!(late.alert().contains("ST3 1AB, Hanley"), "{}", late.alert());
    late.says(">ST3 1AB\nLongton</textarea>");
    assert_eq!(desk.events_called("referral_amended").len(), 1);
    // Whoever looked taps again, from the page as it is now.
    let again = desk.send_form(&late, &form, &one, &with_places("ST3 1AB\nHanley\nLongton"));
    assert_eq!(again.status, 303, "{}", again.body);
    assert_eq!(desk.events_called("referral_amended").len(), 2);
}

#[test]
fn a_hold_from_a_page_that_is_older_than_the_form_is_not_recorded() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let page = desk.refer(&duty);
    let old = desk.get(&page, &duty);
    assert_eq!(desk.amended(&page, &duty, "ST3 1AB\nHanley").status, 303);
    for act in ["hold", "turn-away"] {
        let action = format!("{page}/{act}");
        let late = desk.send_form(&old, &action, &duty, &[("why", "declined"), ("sure", "yes")]);
        assert_eq!(late.status, 409, "{act}");
        assert!(late.alert().contains("has changed since this page was shown"));
    }
    assert!(desk.events_called("held").is_empty());
    let now = desk.get(&page, &duty);
    assert_eq!(desk.send_form(&now, &format!("{page}/hold"), &duty, &[]).status, 303);
}

/// A man about whom a manager must decide; his page.
fn asks(desk: &Opened, cookie: &str) -> String {
    let request = desk.get("/referral", cookie).request().to_owned();
    let fields = [
        ("request", &*request),
        ("danger", "no"),
        ("who", "man"),
        ("age", "40"),
        ("places", "ST3 1AB"),
        ("perpetrator.linked_to_service", "yes"),
        ("do", "record"),
    ];
    desk.post("/referral", cookie, &fields).header("location").unwrap().to_owned()
}

#[test]
fn a_grant_counts_for_the_form_that_the_manager_saw_and_has_a_reason() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = asks(&desk, &duty);
    let unit = desk.first_offer(&page, &duty);
    assert_eq!(desk.tap(&page, &duty, "ask-manager", &[("unit", &unit)]).status, 303);
    desk.get(&page, &duty).says(&format!("again about {unit}"));
    let decide = format!("{page}/decision");
    let old = desk.get("/decisions", &manager);
    // What is decided on stands beside it.
    old.says("What is known of R-0001");
    old.says("READ BACK");
    let without = desk.send_form(&old, &decide, &manager, &[("granted", "yes")]);
    assert_eq!(without.status, 409);
    assert!(without.alert().contains("why it is granted"), "{}", without.alert());
    let request = desk.get(&format!("{page}/form"), &duty).request().to_owned();
    let amended = [
        ("request", &*request),
        ("danger", "no"),
        ("who", "man"),
        ("age", "40"),
        ("places", "ST3 1AB\nHanley"),
        ("perpetrator.linked_to_service", "yes"),
        ("do", "record"),
    ];
    assert_eq!(desk.post(&format!("{page}/form"), &duty, &amended).status, 303);
    let why = [("granted", "yes"), ("reason", "they agreed")];
    let late = desk.send_form(&old, &decide, &manager, &why);
    assert_eq!(late.status, 409);
    assert!(late.alert().contains("has changed since this page was shown"));
    late.says("value=\"they agreed\"");
    assert!(desk.events_called("decision_given").is_empty());
    let now = desk.get(&page, &manager);
    assert_eq!(desk.send_form(&now, &decide, &manager, &why).status, 303);
}

#[test]
fn what_is_held_and_suits_no_more_is_said_before_every_further_act() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let page = desk.refer(&duty);
    let unit = desk.first_offer(&page, &duty);
    desk.tap(&page, &duty, "hold", &[("unit", &unit)]);
    desk.get(&page, &duty).says("suits them by the form as it is now");
    let amended = desk.amended(&page, &duty, &desk.sector_of(&unit));
    assert_eq!(amended.status, 303, "{}", amended.body);
    let shown = desk.get(&page, &duty);
    assert!(shown.alert().contains("DOES NOT SUIT THEM"), "{}", shown.alert());
    // The answer to what was recorded says it too, and the recommendation that it names stands on the page.
    assert_eq!(shown.body.matches("DOES NOT SUIT THEM").count(), 2);
    shown.says("READ BACK");
    shown.says("<summary>Offer the unit, although it does not suit them</summary>");
    assert!(!shown.body.contains("<button>Hold "), "one claim at a time");
    let door = desk.state.door();
    let of_the_unit = format!("/unit/{}", door.register.opaque("unit", &unit));
    drop(door);
    for path in ["/", &of_the_unit] {
        desk.get(path, &duty).says("DOES NOT SUIT THEM");
    }
    for (act, state) in [("offer", "on offer"), ("accept", "accepted"), ("arrive", "lived in")] {
        assert_eq!(desk.tap(&page, &duty, act, &[]).status, 303);
        let shown = desk.get(&page, &duty);
        assert!(shown.alert().contains("DOES NOT SUIT THEM"), "{state}: {}", shown.alert());
        desk.get("/", &duty).says("TO LOOK AT");
    }
    let sheet = desk.get("/api/tonight", &duty).body;
    assert!(sheet.contains("not_granted") || sheet.contains("suits_no_more"), "{sheet}");
}

#[test]
fn what_keeps_her_safe_stands_on_her_page_whatever_becomes_of_her() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let page = desk.refer(&duty);
    let is_safe = |after: &str| {
        let got = desk.get(&page, &duty);
        assert!(got.body.contains("Safe to ring:"), "{after}: {}", got.body);
        assert!(got.body.contains("IN DANGER NOW?"), "{after}");
    };
    is_safe("the referral");
    let unit = desk.first_offer(&page, &duty);
    let left = [("because", "other"), ("planned", "no"), ("independent", "no")];
    for (act, more) in [
        ("hold", &[("unit", &*unit)][..]),
        ("offer", &[]),
        ("accept", &[]),
        ("arrive", &[]),
        ("depart", &left),
    ] {
        assert_eq!(desk.tap(&page, &duty, act, more).status, 303, "{act}");
        is_safe(act);
        if act == "accept" {
            let tonight = desk.get("/", &duty);
            let (_, due) = tonight.body.split_once("DUE TO ARRIVE").unwrap();
            assert!(due.split("</section>").next().unwrap().contains("Safe to ring:"));
        }
    }
    let other = desk.refer(&duty);
    let away = [("why", "declined"), ("sure", "yes")];
    assert_eq!(desk.tap(&other, &duty, "turn-away", &away).status, 303);
    desk.get(&other, &duty).says("Safe to ring:");
}

#[test]
fn nobody_is_turned_away_beside_a_unit_that_suits_without_being_asked() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let page = desk.refer(&duty);
    let action = format!("{page}/turn-away");
    let shown = desk.get(&page, &duty);
    assert!(!shown.body.contains("value=\"capacity\" selected"));
    let nothing = desk.send_form(&shown, &action, &duty, &[]);
    assert_eq!(nothing.status, 409);
    assert!(nothing.alert().contains("Reason for the return"), "{}", nothing.alert());
    let slip = desk.send_form(&nothing, &action, &duty, &[("why", "capacity")]);
    assert_eq!(slip.status, 409);
    assert!(slip.alert().contains("and free, and can be held"), "{}", slip.alert());
    slip.says("<option value=\"capacity\" selected>");
    assert!(desk.events_called("turned_away").is_empty());
    let meant = [("why", "declined"), ("sure", "yes")];
    assert_eq!(desk.send_form(&slip, &action, &duty, &meant).status, 303);
}

#[test]
fn what_is_asked_back_when_it_is_done_is_asked_back_when_it_is_put_right() {
    let desk = Opened::new();
    let manager = desk.sign_in("manager-1");
    let page = desk.refer(&manager);
    let unit = desk.first_offer(&page, &manager);
    assert_eq!(desk.tap(&page, &manager, "hold", &[("unit", &unit)]).status, 303);
    let seq = desk.events_called("held")[0]["seq"].to_string();
    // Held before the form was changed: where they are safe now is no matter of then, and where they were not is.
    let amended = desk.amended(&page, &manager, &desk.sector_of(&unit));
    assert_eq!(amended.status, 303, "{}", amended.body);
    let (action, held) =
        (format!("{page}/correct"), [("seq", &*seq), ("changes", "event=arrived")]);
    let now = [&held[..], &[("when", "now")]].concat();
    let event = format!("{page}/event/{seq}");
    let slip = desk.send_form(&desk.get(&event, &manager), &action, &manager, &now);
    assert_eq!(slip.status, 409, "{}", slip.body);
    assert!(slip.alert().contains("does not suit them"), "{}", slip.alert());
    assert!(desk.events_called("arrived").is_empty());
    let away = [("seq", &*seq), ("changes", "event=turned_away\nreason=capacity")];
    let slip = desk.send_form(&desk.get(&event, &manager), &action, &manager, &away);
    assert!(slip.alert().contains("and free, and can be held"), "{}", slip.alert());
    let meant = [&now[..], &[("sure", "yes")]].concat();
    let got = desk.send_form(&slip, &action, &manager, &meant);
    assert_eq!(got.status, 303, "{}", got.body);
    assert_eq!(desk.events_called("arrived").len(), 1);
}

#[test]
fn what_was_changed_after_a_lost_answer_is_not_taken_for_recorded() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let blank = desk.get("/referral", &duty);
    let first = desk.send_form(&blank, "/referral", &duty, &with_places("ST3 1AB"));
    assert_eq!(first.status, 303);
    // The answer was lost: she adds a place and taps again.
    let late = desk.send_form(&blank, "/referral", &duty, &with_places("ST3 1AB\nHanley"));
    assert_eq!(late.status, 409);
    assert!(late.alert().contains("as R-0001") && late.alert().contains("NOT recorded yet"));
    late.says(">ST3 1AB\nHanley</textarea>");
    let form = format!("{}/form", first.header("location").unwrap());
    let again = desk.send_form(&late, &form, &duty, &with_places("ST3 1AB\nHanley"));
    assert_eq!(again.status, 303, "{}", again.body);
    assert_eq!(desk.events_called("referral_received").len(), 1);
    let amended = desk.events_called("referral_amended").remove(0);
    assert_eq!(amended["form"]["unsafe"][1]["place"], "Hanley");
}

#[test]
fn what_was_recorded_of_a_unit_is_put_right_on_its_own_page() {
    let desk = Opened::new();
    let (manager, duty) = (desk.sign_in("manager-1"), desk.sign_in("duty-1"));
    let page = format!("/unit/{}", desk.state.door().register.opaque("unit", "Larch-1"));
    assert_eq!(desk.tap(&page, &manager, "void", &[("reason", "damp")]).status, 303);
    let seq = desk.events_called("void_began")[0]["seq"].to_string();
    let event = format!("{page}/event/{seq}");
    desk.get(&page, &manager).says(&event);
    let hers = desk.get(&page, &duty);
    assert!(!hers.body.contains("/event/"), "{}", hers.body);
    assert_eq!(desk.get(&event, &duty).status, 404);
    let shown = desk.get(&event, &manager);
    shown.says(&format!("<a href=\"{page}\">Back to Larch-1</a>"));
    let away = [("seq", &*seq), ("reason-away", "it was the other house")];
    let got = desk.send_form(&shown, &format!("{page}/annul"), &manager, &away);
    assert_eq!(got.status, 303, "{}", got.body);
    assert_eq!(got.header("location"), Some(&*page));
    assert_eq!(desk.events_called("annulled").len(), 1);
}
