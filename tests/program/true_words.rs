//! What a screen says is true of the household that it is about: of times, of decisions, of who is who, of what was
//! checked.
//!
//! All forms here are synthetic. That every line stands on every screen is held in `screens`.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::screens::{NOW, case, form, form_and, on_every_screen, on_no_screen, said};
use crate::typed::{flowing, lintel_at, out};
use std::fs;

/// A form with these lines instead of the woman alone: its people and whatever else.
fn of_people(lines: &str, rest: &str) -> tempfile::NamedTempFile {
    let text = format!(
        "reference = \"T-2\"\nreceived = \"2026-11-20T21:40:00Z\"\nsource = \"self\"\nimmediate_danger = false\nhomeless_before = false\n{lines}\n{rest}"
    );
    let file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
    fs::write(file.path(), text).unwrap();
    file
}

fn person(role: &str, age: u8, sex: &str, more: &str) -> String {
    format!("[[person]]\nrole = \"{role}\"\nage = {age}\nsex = \"{sex}\"\n{more}\n")
}

fn path(file: &tempfile::NamedTempFile) -> String {
    file.path().display().to_string()
}

const FAR_AWAY: &str = "[[unsafe]]\nplace = \"ST3 4BD\"\n";

/// The part of a screen under a title, in one line.
fn part(screen: &str, title: &str) -> String {
    let found = screen.split("\n\n").find(|section| section.starts_with(title));
    flowing(found.unwrap_or_default())
}

#[test]
fn a_time_told_in_words_keeps_which_end_of_the_safe_time_it_is() {
    for (key, words) in [
        (
            "safe_until",
            "only UNTIL, as told, \u{201c}when he comes back at eight\u{201d}, not after.",
        ),
        ("safe_from", "NOT BEFORE, as told, \u{201c}when he comes back at eight\u{201d}."),
    ] {
        let contact = format!("[contact]\n{key} = \"when he comes back at eight\"\n");
        let form = form_and("", &contact);
        on_every_screen(&path(&form), &format!("Safe to ring: {words}"));
        on_every_screen(&path(&form), "told in words, so whether they are past was not checked");
    }
}

#[test]
fn a_time_to_ring_without_a_zone_is_londons() {
    for (until, words) in [
        ("2026-11-20 22:30", "until Fri 20 Nov 22:30, not after."),
        ("2026-11-20 21:00", "was until Fri 20 Nov 21:00, already past"),
    ] {
        let form = form(&format!("safe_to_call_until = \"{until}\""));
        on_every_screen(&path(&form), words);
    }
}

#[test]
fn a_home_with_nobody_at_night_is_said_to_be_one_wherever_it_is_named() {
    let people = person("adult", 17, "female", "");
    let form = of_people(&people, FAR_AWAY);
    let path = path(&form);
    let words = "nobody is on site at night. Ask the manager on call first.";
    for unit in ["Sanderling", "Siskin"] {
        assert!(said(&["explain", &path, "--unit", unit]).contains(words), "{unit}");
    }
    let every = said(&["recommend", &path, "--explain"]);
    let of_units = every.split("EVERY UNIT").nth(1).unwrap();
    assert!(of_units.matches(words).count() >= 3, "{of_units}");
    let also = said(&["recommend", &path]);
    let also = also.split("Also, if agreed: Siskin").nth(1).unwrap();
    assert!(also.contains(words), "{also}");
    let night = tempfile::tempdir().unwrap();
    fs::copy(form.path(), night.path().join("a.toml")).unwrap();
    let declined = night.path().join("no.csv");
    fs::write(&declined, "reference,unit\nT-2,Larch-1\n").unwrap();
    let (night, declined) = (night.path().display().to_string(), declined.display().to_string());
    let batch = said(&["allocate", &night, "--declined", &declined]);
    assert!(batch.contains(&format!("Sanderling: {words}")), "{batch}");
    let grown = of_people(&person("adult", 18, "female", ""), FAR_AWAY);
    on_no_screen(&grown.path().display().to_string(), "nobody is on site at night");
}

#[test]
fn recourse_that_is_not_known_is_asked_about_and_not_denied() {
    let form = form_and("", "radius_m = 50000\n[needs]\nnrpf = \"unknown\"\n");
    let path = path(&form);
    let screen = said(&["recommend", &path]);
    let words = "Ask first whether there is recourse to public funds: if there is, people who flee abuse have priority need;";
    assert!(screen.contains(words), "{screen}");
    assert!(!screen.contains("Say \"no recourse\" when"), "{screen}");
    assert!(said(&["allocate", &path]).contains(words));
    let json = said(&["recommend", &path, "--format", "json"]);
    assert!(json.contains("ask first whether there is recourse to public funds"), "{json}");
    let known = form_and("", "radius_m = 50000\n[needs]\nnrpf = true\n");
    let screen = said(&["recommend", &known.path().display().to_string()]);
    assert!(screen.contains("Say \"no recourse\" when you ring a council"), "{screen}");
    assert!(!screen.contains("priority need"), "{screen}");
}

#[test]
fn nobody_is_he_or_she_whose_sex_was_not_told() {
    let rest = "[needs]\nnrpf = \"unknown\"\ncomplex = \"unknown\"\n[perpetrator]\nlinked_to_service = true\nmay_seek_place = true\nrelation = \"mother\"\n";
    for sex in ["male", "female"] {
        let people = person("adult", 40, sex, "") + &person("child", 14, "male", "");
        let form = of_people(&people, &format!("{FAR_AWAY}{rest}"));
        for word in [" he ", " him", " his ", " she ", " her "] {
            on_no_screen(&path(&form), word);
        }
    }
}

#[test]
fn only_funding_is_said_only_of_units_about_which_nothing_else_is_asked() {
    let screen = out(&lintel_at(NOW, &["recommend", "tests/casebook/34-recourse-unknown.toml"]));
    let asked = part(&screen, "ASK FIRST");
    assert!(asked.contains("Only funding may stand in the way."), "{asked}");
    assert!(asked.contains("1 Siskin:") && asked.contains("2 Dunlin:"), "{asked}");
    let checked = form_and(
        "",
        "radius_m = 2500\n[needs]\nnrpf = true\n[perpetrator]\nlinked_to_service = true\n",
    );
    let funded = fs::read_to_string("data/stoke-on-trent/provider.toml").unwrap();
    assert!(funded.contains("nrpf_places"), "else nothing is asked about funding");
    let asked = said(&["recommend", &path(&checked)]);
    assert!(!asked.contains("Only funding"), "{asked}");
    assert!(asked.contains("Immigration status never stands in the way"), "{asked}");
}

#[test]
fn what_was_checked_does_not_stand_under_what_was_not() {
    let plain = form("");
    let screen = out(&lintel_at(NOW, &["recommend", &path(&plain)]));
    assert!(!screen.contains("NOT CHECKED"), "{screen}");
    let read_back = part(&screen, "READ BACK: WHAT WAS CHECKED");
    assert!(read_back.contains("taken as the postcode ST3 4BD"), "{screen}");
    let unknown = form_and("", "[[unsafe]]\nplace = \"Hanlye\"\n");
    let screen = out(&lintel_at(NOW, &["recommend", &path(&unknown)]));
    let (not_checked, read_back) = (part(&screen, "NOT CHECKED"), part(&screen, "READ BACK"));
    assert!(not_checked.contains("Hanlye") && !not_checked.contains("ST3 4BD"), "{screen}");
    assert!(read_back.contains("ST3 4BD") && !read_back.contains("Hanlye"), "{screen}");
    assert!(screen.find("NOT CHECKED") < screen.find("READ BACK"), "{screen}");
}

#[test]
fn childrens_services_are_named_only_where_there_are_children() {
    let rest = "[needs]\nnrpf = true\n";
    let alone = of_people(&person("adult", 50, "male", ""), &format!("{FAR_AWAY}{rest}"));
    let screen = said(&["recommend", &path(&alone), "--estate", "plymouth"]);
    assert!(screen.contains("IF THE HOUSEHOLD SAYS NO"), "{screen}");
    assert!(!screen.to_lowercase().contains("children's services"), "{screen}");
}

#[test]
fn a_batch_says_what_else_helps_also_where_everybody_is_offered_a_unit() {
    let people = person("adult", 34, "female", "");
    let home = "[home]\nwishes_to_stay = true\nperpetrator_resident = false\n";
    let form = of_people(&people, &format!("{FAR_AWAY}{home}"));
    let path = path(&form);
    let screen = said(&["allocate", &path]);
    for words in [
        "The household can be offered a unit.",
        "IF A HOUSEHOLD SAYS NO",
        "saying no costs you nothing",
        "National Domestic Abuse Helpline",
        "Wishes to stay at home. Possible later, not tonight:",
    ] {
        assert!(screen.contains(words), "{words:?} is not on:\n{screen}");
    }
    let explained = said(&["explain", &path, "--unit", "Siskin"]);
    assert!(explained.contains("WISHES TO STAY AT HOME Possible later"), "{explained}");
}

#[test]
fn whoever_is_offered_nothing_has_nothing_to_confirm() {
    let form = form_and("", "radius_m = 50000\n");
    let screen = said(&["allocate", &path(&form)]);
    assert!(screen.contains("NO UNIT TONIGHT"), "{screen}");
    assert!(!screen.contains("still free"), "{screen}");
    // Nor is there anything of a unit in which somebody lives.
    let lived_in = said(&["explain", &path(&form), "--unit", "Plover"]);
    assert!(lived_in.contains("is not vacant") && !lived_in.contains("still free"), "{lived_in}");
}

#[test]
fn a_unit_that_a_decision_would_open_is_told_apart_from_none() {
    let folder = tempfile::tempdir().unwrap();
    for (from, name) in
        [("sample-referral.toml", "S-0001.toml"), ("sample-night/R-0502.toml", "R-0502.toml")]
    {
        fs::copy(format!("data/{from}"), folder.path().join(name)).unwrap();
    }
    let screen = said(&["allocate", &folder.path().display().to_string()]);
    let unless = "NO UNIT TONIGHT UNLESS SOMEBODY DECIDES: ASK FIRST S-0001";
    let none = "NO UNIT TONIGHT: RING ROUND WITH THEM, AND GO ON HELPING R-0502";
    for words in [
        "For 1 a unit is free about which somebody must decide.",
        unless,
        "If the person named agrees, these can be offered tonight: -> Larch-1, if agreed.",
        "Agreed? Then ask again with --granted.",
        none,
    ] {
        assert!(screen.contains(words), "{words:?} is not on:\n{screen}");
    }
    let (above, below) = screen.split_once(none).unwrap();
    assert!(above.contains("if agreed") && !below.contains("if agreed"), "{screen}");
}

#[test]
fn what_was_granted_is_asked_of_nobody_again() {
    let granted = case("14-granted.csv");
    let path = case("14-one/sample-referral.toml");
    let screen = said(&["explain", &path, "--unit", "Siskin", "--granted", &granted]);
    assert!(screen.contains("granted, somebody who knows the address has agreed:"), "{screen}");
    assert!(!screen.contains("to decide"), "{screen}");
    let every = out(&lintel_at(NOW, &["recommend", &path, "--explain", "--granted", &granted]));
    let unit = every.split("  Siskin (dispersed home): ").nth(1).unwrap();
    let unit = flowing(unit.split("\n  Curlew").next().unwrap());
    assert!(unit.starts_with("vacant, granted"), "{unit}");
    assert!(unit.contains("Granted: somebody who knows the address has agreed."), "{unit}");
}

#[test]
fn a_day_that_is_past_is_not_told_as_one_to_come() {
    let people =
        person("adult", 34, "female", "") + &person("child", 9, "male", "arrives = \"2026-11-10\"");
    let form = of_people(&format!("pregnancy_due = \"2026-05-01\"\n{people}"), FAR_AWAY);
    on_every_screen(&path(&form), "Person 2, a child, was to come on Tue 10 Nov, already past:");
    on_every_screen(&path(&form), "Baby due Fri 1 May, already past (ask:");
    let no_day = of_people(&format!("pregnancy_due = \"2026-02-31\"\n{people}"), FAR_AWAY);
    on_every_screen(&path(&no_day), "Baby due, as told, \u{201c}2026-02-31\u{201d} (ask when)");
}

#[test]
fn a_child_who_would_be_here_before_any_adult_is_seen() {
    let words = "A CHILD WOULD BE HERE BEFORE ANY ADULT COMES";
    let child = person("child", 9, "male", "");
    let later = person("adult", 34, "female", "arrives = \"2026-11-22\"");
    let alone = of_people(&format!("{later}{child}"), FAR_AWAY);
    on_every_screen(&path(&alone), words);
    let aunt = person("adult", 44, "female", "");
    let with_an_aunt = of_people(&format!("{later}{child}{aunt}"), FAR_AWAY);
    on_no_screen(&path(&with_an_aunt), words);
}

#[test]
fn two_young_people_are_counted_as_two() {
    let people =
        person("adult", 16, "female", "") + &person("adult", 17, "male", "partner_of_lead = true");
    let form = of_people(&people, FAR_AWAY);
    let screen = said(&["recommend", &path(&form)]);
    assert!(screen.contains("T-2 \u{b7} 2 young people under 18 \u{b7} asked"), "{screen}");
    assert!(screen.contains("Speak with each adult and young person alone"), "{screen}");
}

#[test]
fn of_many_places_of_one_name_a_screen_names_three() {
    let form = form_and("", "[preferences]\nnear = [\"the park\"]\n");
    let path = path(&form);
    let screen = said(&["recommend", &path]);
    assert!(screen.contains("taken as all 16 of this name: "), "{screen}");
    assert!(screen.contains("; and 13 more"), "{screen}");
    assert_eq!(screen.matches("would settle it").count(), 1, "{screen}");
    let json = said(&["recommend", &path, "--format", "json"]);
    let codes = json.matches("E05").count();
    assert!(codes >= 16, "the answer for other software names all: {codes}");
}

#[test]
fn places_and_households_within_a_text_are_left_out_alike() {
    let lines =
        "where_now = \"ST4 2QH, in a car\"\narrival = \"from ST1 (with r-0388, or R-9999's son)\"";
    let form = form(lines);
    let path = path(&form);
    on_every_screen(&path, "Now, as told: \u{201c}(a place, on the form), in a car\u{201d}.");
    on_every_screen(
        &path,
        "\u{201c}from (a place, on the form) (with (a household, on the form), or (a household, on the form) son)\u{201d}.",
    );
}

#[test]
fn a_list_of_units_fits_eighty_columns_and_its_days_are_londons() {
    for estate in ["stoke-on-trent", "plymouth"] {
        let screen = out(&lintel_at(NOW, &["units", "--estate", estate]));
        let widest = screen.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 80, "{estate} is {widest} wide");
        assert!(!screen.contains("2026-"), "{screen}");
    }
    assert!(said(&["units"]).contains("Whinchat: repair until Fri 4 Dec."));
}

#[test]
fn an_outlook_at_another_moment_says_of_the_form_what_is_true_of_it() {
    let path = case("13-plain.toml");
    let late = lintel_at(NOW, &["outlook", &path, "--at", "2026-11-22T21:40:00Z"]);
    let screen = flowing(&out(&late));
    assert!(screen.contains("asked Fri 20 Nov 21:40"), "{screen}");
    for wrong in ["will be received", "before this referral"] {
        assert!(!screen.contains(wrong), "{wrong}: {screen}");
    }
    let early = lintel_at(NOW, &["outlook", &path, "--at", "2026-07-20T21:40:00Z"]);
    let told = flowing(&String::from_utf8(early.stderr).unwrap());
    assert!(told.contains("--at is before Fri 20 Nov 21:40 (London)"), "{told}");
}

#[test]
fn a_slip_in_a_forms_date_does_not_make_the_list_old() {
    let path = case("13-plain.toml");
    let before = lintel_at("2026-11-20T17:10:00Z", &["recommend", &path]);
    assert!(flowing(&out(&before)).contains("Is the date right?"));
    let long_before = lintel_at("2026-10-06T17:10:00Z", &["recommend", &path]);
    let screen = flowing(&out(&long_before));
    assert!(!screen.contains("before this referral"), "{screen}");
    let same_year =
        flowing(&out(&lintel_at("2026-12-31T12:00:00Z", &["recommend", &case("16-summer.toml")])));
    assert!(same_year.contains("months ago (Mon 6 Jul 00:30). Is the date right?"), "{same_year}");
}

#[test]
fn a_man_who_wishes_to_leave_the_area_is_told_of_the_line_for_men() {
    let lead =
        |sex| of_people(&format!("other_area = true\n{}", person("adult", 41, sex, "")), FAR_AWAY);
    let (man, woman) = (lead("male"), lead("female"));
    on_every_screen(&path(&man), "the Men's Advice Line searches first");
    on_no_screen(&path(&woman), "Men's Advice Line searches");
    on_every_screen(&path(&woman), "Helpline searches the whole country");
}

#[test]
fn a_place_that_nobody_knows_is_not_told_as_one_that_is_too_close() {
    let unknown = form_and("", "[[unsafe]]\nplace = \"Hanlye\"\n");
    let screen = said(&["allocate", &path(&unknown)]);
    assert!(screen.contains("NO UNIT TONIGHT"), "{screen}");
    assert!(!screen.contains("not far enough away") && !screen.contains("too close"), "{screen}");
    assert!(screen.contains("nobody has yet said that they are safe"), "{screen}");
    assert!(screen.contains("if agreed. Somebody who knows the address: "), "{screen}");
    let everywhere = form_and("", "[[unsafe]]\nplace = \"ST\"\n");
    let screen = said(&["allocate", &path(&everywhere)]);
    assert!(screen.contains("No home in this area is far enough away."), "{screen}");
}

#[test]
fn a_wish_to_be_away_that_nobody_can_read_keeps_nothing_clear() {
    let soft = form_and(
        "",
        "[[unsafe]]\nplace = \"Keele\"\nradius = \"walking distance\"\nhard = false\n",
    );
    let screen = said(&["recommend", &path(&soft)]);
    assert!(screen.contains("unless being away from it is only a wish"), "{screen}");
}
