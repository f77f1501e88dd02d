//! What may be read two ways is read the careful way: ages with marks, school years, when to ring, who works here, and
//! places among other words.

use crate::one_woman::{TONIGHT as HER, findings};
use serde_json::Value as Json;

const FAR: &str = "[[unsafe]]\nplace = \"LS1\"\n";

fn ringing(top: &str, below: &str) -> String {
    HER.ringing(&HER.form(top, &format!("{below}{FAR}")))
}

fn unsafe_areas(places: &[&str]) -> Vec<Json> {
    let places = places.join("\"\n[[unsafe]]\nplace = \"");
    let below = format!("[[unsafe]]\nplace = \"{places}\"\n");
    findings(&HER.answer(&HER.form("", &below)), "unsafe_area")
}

/// 0 clear, 1 asks, 2 unsuitable.
fn caution(found: &[Json]) -> Vec<u8> {
    let of = |found: &Json| match found.as_bool() {
        None => 0,
        Some(true) => 1,
        Some(false) => 2,
    };
    found.iter().map(of).collect()
}

fn is_no_less_careful(one: &[Json], than: &[Json]) -> bool {
    caution(one).iter().zip(caution(than)).all(|(one, than)| *one >= than)
}

#[test]
fn a_mark_or_a_word_beside_a_leads_age_keeps_the_lines_for_the_young() {
    for age in [
        "<16",
        "< 16",
        "16?",
        "sixteen?",
        "16 yrs?",
        "~16",
        "16-",
        "u16",
        "under16",
        "16 (unsure)",
        "16 (not sure)",
        "16 not 15",
        "16 minus",
        "15+",
        ">15",
        "Year 10",
        "5th year",
        "Form 5",
        "KS4",
    ] {
        let answer =
            HER.answer(&HER.form("", FAR).replace("age = 34", &format!("age = \"{age}\"")));
        assert_eq!(answer["options"].as_array().map(Vec::len), Some(0), "{age}");
        let listed = answer["not_checked"].as_array().unwrap();
        assert!(listed.iter().any(|not| not["field"] == "person[0].age"), "{age}: {listed:?}");
    }
    let grown = HER.answer(&HER.form("", FAR).replace("age = 34", "age = \"34 (not sure)\""));
    assert_eq!(grown["route"], "place");
}

#[test]
fn a_boys_age_with_a_mark_is_tried_beyond_the_number() {
    let with = |age: &str| {
        let boy = format!("[[person]]\nrole = \"child\"\nage = {age}\nsex = \"male\"\n{FAR}");
        findings(&HER.answer(&HER.form("", &boy)), "oldest_boy")
    };
    let (twelve, seventeen) = (with("12"), with("17"));
    assert_ne!(twelve, seventeen);
    for age in ["\"12+\"", "\">12\"", "\"12?\"", "\"~12\"", "\"12 or so\"", "\"grade 9\""] {
        let found = with(age);
        assert_ne!(found, twelve, "{age}");
        assert!(is_no_less_careful(&found, &twelve), "{age}");
    }
    for age in ["\"1y6m\"", "\"1y11m\"", "\"2y3m\"", "\"preschool\""] {
        assert_eq!(with(age), with("1"), "{age}");
    }
}

#[test]
fn of_two_perpetrators_nothing_is_lost() {
    let right = findings(
        &HER.answer(&HER.form("", &format!("[perpetrator]\nlinked_to_service = true\n{FAR}"))),
        "perpetrator_check",
    );
    assert!(right.iter().all(|found| *found == Json::Bool(true)), "{right:?}");
    for below in [
        "[[perpetrator]]\nlinked_to_service = true\n[[perpetrator]]\nlinked_to_service = false\n",
        "[perpetrator]\nlinked_to_service = false\n[perpetrator2]\nlinked_to_service = true\n",
        "[perpetrator]\nmay_seek_place = false\n[second_perpetrator]\nworks_here = true\n",
        "[perpetrator]\nlinked_to_service = false\nworks_here = true\n",
        "[[unsafe]]\nplace = \"LS2\"\nwhy = \"his sister works at the refuge\"\n",
    ] {
        let found =
            findings(&HER.answer(&HER.form("", &format!("{below}{FAR}"))), "perpetrator_check");
        assert_eq!(found, right, "{below}");
    }
    let in_words = HER.form("perpetrator = \"works at this refuge\"", FAR);
    assert_eq!(findings(&HER.answer(&in_words), "perpetrator_check"), right);
    // That one does not work here says nothing of the other.
    let one = "[[perpetrator]]\nlinked_to_service = false\n[[perpetrator]]\nrelation = \"son\"\n";
    assert!(HER.screen(&HER.form("", &format!("{one}{FAR}"))).contains("Could the perpetrator"));
    let hanley = findings(
        &HER.answer(&HER.form("perpetrator = \"he lives in Hanley\"", FAR)),
        "unsafe_area",
    );
    assert!(is_no_less_careful(&hanley, &unsafe_areas(&["Hanley"])));
}

#[test]
fn when_not_to_ring_is_heard_however_it_stands() {
    for (top, below) in [
        ("contact = \"do not ring, email only\"", ""),
        ("contact = [\"text only\"]", ""),
        ("ok_to_call = false", ""),
        ("can_ring = \"no\"", ""),
        ("safe_to_call_until = \"no phone\"", ""),
        ("phone_calls = false", ""),
        ("text_only = true", ""),
        ("safe_to_call_until = \"2026-11-20T23:30:00Z\"\nnotes = \"do not ring\"", ""),
        ("", "[[contact]]\nmessage = true\n[[contact]]\nsafe_until = \"never\"\n"),
    ] {
        let said = ringing(top, below);
        assert!(
            said.starts_with("AT NO TIME") || said.starts_with("as told"),
            "{top}{below}: {said}"
        );
    }
    for top in [
        "safe_to_call_until = \"he has her phone\"",
        "safe_to_call_until = \"phone is tracked\"",
        "safe_to_call_until = \"not known\"",
        "safe_to_call = true",
        "contact = \"by email\"",
    ] {
        assert!(ringing(top, "").starts_with("NOT KNOWN"), "{top}: {}", ringing(top, ""));
    }
    let tonight = ringing("safe_to_call_until = \"not tonight\"", "");
    assert!(tonight.contains("not tonight") && !tonight.contains("only UNTIL"), "{tonight}");
    let nested = ringing("", "[contact.phone]\nsafe_until = \"2026-11-20T22:30:00Z\"\n");
    assert!(nested.contains("22:30, not after"), "{nested}");
    let evening = ringing("telephone = \"no calls after 9pm\"", "");
    assert!(evening.contains("no calls after 9pm"), "{evening}");
    assert!(!ringing("telephone = \"no calls on 07700 900123\"", "").contains("07700"));
}

#[test]
fn an_interpreter_is_heard_under_any_key() {
    for (top, below, language) in [
        ("languages = [\"Polish\"]", "", "Polish"),
        ("lang = \"Polish\"", "", "Polish"),
        ("first_language = \"Polish\"", "", "Polish"),
        ("main_language = \"Polish\"", "", "Polish"),
        ("mother_tongue = \"Polish\"", "", "Polish"),
        ("needs_interpreter = true", "", "which language?"),
        ("speaks_english = false", "", "which language?"),
        ("speaks_english = \"a little\"", "", "a little"),
        ("bsl = true", "", "British Sign Language"),
        ("deaf = true", "", "deaf"),
        ("", "[needs]\ninterpreters = \"Polish\"\n", "Polish"),
        ("interpreter = \"Polish\"\nbsl = true", "", "British Sign Language"),
    ] {
        let screen = HER.screen(&HER.form(top, &format!("{below}{FAR}")));
        let line = screen.split("Interpreter: ").nth(1).unwrap_or_default();
        let line = line.split("Never family").next().unwrap();
        assert!(line.contains(language), "{top}{below}: {line}");
    }
    for top in ["speaks_english = true", "language = \"English\""] {
        assert!(!HER.screen(&HER.form(top, FAR)).contains("Interpreter:"), "{top}");
    }
}

#[test]
fn a_place_among_other_words_is_no_less_careful_than_alone() {
    for (words, place) in [
        ("ST6 3AA Burslem", "ST6 3AA"),
        ("flat 2, ST6 3AA", "ST6 3AA"),
        ("flat 2, Burslem", "Burslem"),
        ("12 Acacia Road, ST6 3AA", "ST6 3AA"),
        ("postcode ST3 4BD", "ST3 4BD"),
        ("ST area", "ST"),
        ("he lives in Hanley", "Hanley"),
        ("near Hanley", "Hanley"),
    ] {
        assert!(is_no_less_careful(&unsafe_areas(&[words]), &unsafe_areas(&[place])), "{words}");
    }
    // Nothing that is far costs an offer for the words round it.
    for words in [
        "LS1 4DY Leeds",
        "flat 2, LS1 4DY",
        "postcode LS1 4DY",
        "LS area",
        "back in Poland",
        "in Leeds",
    ] {
        assert!(caution(&unsafe_areas(&[words])).iter().all(|it| *it == 0), "{words}");
    }
    // Words that say that it may be another place by now clear nothing.
    for words in [
        "was at LS1 4DY, now moved",
        "LS1 4DY but moved",
        "maybe LS1 4DY",
        "home LS1 4DY, works locally",
        "LS1 4DY, sister nearby",
        "old address LS1 4DY",
        "left LS1 4DY",
    ] {
        assert!(caution(&unsafe_areas(&[words])).iter().all(|it| *it > 0), "{words}");
    }
    for words in ["12 acacia road, LS1 4DY", "Acacia House, LS1 4DY", "LS1 4DY, Leeds"] {
        assert!(caution(&unsafe_areas(&[words])).iter().all(|it| *it == 0), "{words}");
    }
    let mum = unsafe_areas(&["his mum is in Hanley"]);
    assert!(is_no_less_careful(&mum, &unsafe_areas(&["Hanley"])));
    // Whoever comes back from there is here.
    assert!(caution(&unsafe_areas(&["back from Poland"])).iter().all(|it| *it > 0));
}

#[test]
fn a_part_of_a_name_clears_nothing_and_a_code_of_a_list_is_as_written() {
    for name in ["Haywood", "town", "the station"] {
        assert!(caution(&unsafe_areas(&[name])).iter().all(|it| *it > 0), "{name}");
    }
    for name in ["N", "n"] {
        assert!(caution(&unsafe_areas(&[name])).iter().all(|it| *it == 0), "{name}");
    }
    for name in
        ["Barrow", "Islay", "East Dulwich", "Anglesey", "Leamington", "Wythenshawe", "Partick"]
    {
        assert!(caution(&unsafe_areas(&[name])).iter().all(|it| *it == 0), "{name}");
    }
}

#[test]
fn a_radius_in_words_is_capped_and_said_so() {
    let with = |radius: &str| {
        HER.answer(&HER.form("", &format!("[[unsafe]]\nplace = \"M1 1AE\"\n{radius}\n")))
    };
    let farthest = findings(&with("radius_m = 50000"), "unsafe_area");
    for radius in ["radius = \"50 miles\"", "radius = \"100 km\"", "radius_m = 100000"] {
        let answer = with(radius);
        assert_eq!(findings(&answer, "unsafe_area"), farthest, "{radius}");
        assert!(answer["not_checked"].to_string().contains("50 km was kept clear"), "{radius}");
    }
}

#[test]
fn needs_and_people_in_pieces_are_read_or_asked_about() {
    let step_free = findings(
        &HER.answer(&HER.form("", &format!("[needs]\nmobility = \"wheelchair\"\n{FAR}"))),
        "mobility",
    );
    let words = HER.form("needs = \"wheelchair user, insulin\"", FAR);
    assert_eq!(findings(&HER.answer(&words), "mobility"), step_free);
    assert!(HER.screen(&words).contains("insulin"));
    for told in ["full time wheelchair", "electric wheelchair, 60cm", "wheelchair user, manual"] {
        let form = HER.form("", &format!("[needs]\nmobility = \"{told}\"\n{FAR}"));
        assert_eq!(findings(&HER.answer(&form), "mobility"), step_free, "{told}");
    }
    let two = "[person.one]\nrole = \"adult\"\nage = 34\nsex = \"female\"\n[person.two]\nrole = \"child\"\nage = 15\nsex = \"male\"\n";
    let whole = HER.form("", FAR);
    let (head, _) = whole.split_once("[[person]]").unwrap();
    let found = findings(&HER.answer(&format!("{head}{two}{FAR}")), "oldest_boy");
    assert!(found.iter().any(|found| !found.is_null()));
    let place = HER.form("", "[unsafe.home]\nplace = \"Hanley\"\n");
    assert_eq!(findings(&HER.answer(&place), "unsafe_area"), unsafe_areas(&["Hanley"]));
    let no = HER.screen(&HER.form("wheelchair = false", FAR));
    assert!(no.contains("plain no") && !no.contains("say it as mobility"), "{no}");
    let near = HER.form("", &format!("{FAR}[preferences]\nnot_near = \"Hanley\"\n"));
    assert!(is_no_less_careful(
        &findings(&HER.answer(&near), "unsafe_area"),
        &unsafe_areas(&["Hanley"])
    ));
}

#[test]
fn babies_dogs_and_nights_without_a_home_are_heard() {
    for unborn in ["true", "\"2 (twins)\"", "\"twins\"", "\"2\""] {
        let screen = HER.screen(&HER.form("", &format!("[needs]\nunborn = {unborn}\n{FAR}")));
        assert!(screen.contains("plan for cots and a midwife"), "{unborn}: {screen}");
    }
    for slept in ["sleeping rough", "no fixed abode", "NFA", "sofa surfing", "in her car"] {
        let form = HER
            .form("", FAR)
            .replace("homeless_before = false", &format!("homeless_before = \"{slept}\""));
        let asked = findings(&HER.answer(&form), "safe_place_purpose");
        assert!(asked.iter().all(Json::is_null), "{slept}");
    }
    let dog = HER.form("", &format!("[needs]\npets = \"guide dog\"\n{FAR}"));
    assert!(HER.screen(&dog).contains("An assistance dog comes too"));
    assert!(findings(&HER.answer(&dog), "pets").iter().all(Json::is_null));
    let knife = HER.answer(&HER.form("danger = \"he is outside with a knife\"", FAR));
    assert!(findings(&knife, "unsafe_area").iter().all(Json::is_null));
}

#[test]
fn words_that_are_a_place_elsewhere_are_shown_as_they_were_said() {
    for (risk, place) in [
        ("will deal with staff badly", "Deal"),
        ("likes reading", "Reading"),
        ("sets fires in the bath", "Bath"),
        ("assaulted staff at the hospital", "the hospital"),
    ] {
        let below = format!("[[unsafe]]\nplace = \"{place}\"\n");
        let screen = HER.screen(&HER.form(&format!("risk_to_others = \"{risk}\""), &below));
        assert!(screen.contains(&format!("as told: \u{201c}{risk}\u{201d}")), "{screen}");
    }
    let hanley =
        HER.form("risk_to_others = \"he waits in Hanley\"", "[[unsafe]]\nplace = \"Hanley\"\n");
    assert!(HER.screen(&hanley).contains("he waits in (a place, on the form)"));
}
