//! What a key that nobody knows speaks of, by its words: somewhere that may be unsafe, or what names a person.
//!
//! The careful reading: where the perpetrator or the family is, is unsafe; what names somebody is shown nowhere. Not
//! here: keys that mean one of the form's own (`strays`).

use super::words;

/// What a key speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Somewhere unsafe, whatever stands there, and why.
    Unsafe(&'static str),
    /// Somewhere unsafe, where a place stands there.
    UnsafeIfAPlace(&'static str),
    /// How far from a place is unsafe, in this unit.
    Radius(&'static str),
    /// Somebody's name, birth date, telephone or number.
    Identity,
    /// An address, and nobody says whose.
    Address,
    /// Who is coming, in this role if it says one.
    People(&'static str),
    /// What is wished for or needed, and where: nowhere unsafe.
    Wished,
    /// Anything else.
    Other,
}

const SAFE: &[&str] = &[
    "safe",
    "wish",
    "wishes",
    "wished",
    "wanted",
    "wants",
    "prefer",
    "preferred",
    "near",
    "new",
    "school",
    "college",
    "nursery",
    "gp",
    "doctor",
    "hospital",
    "support",
    "with",
    "alone",
];
const IDENTITY: &[&str] = &[
    "name",
    "names",
    "surname",
    "forename",
    "firstname",
    "lastname",
    "fullname",
    "nickname",
    "alias",
    "dob",
    "birth",
    "birthday",
    "birthdate",
    "birthplace",
    "born",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "landline",
    "nhs",
    "nino",
    "passport",
    "email",
    "mail",
    "whatsapp",
];
const NUMBERED: &[&str] = &[
    "phone",
    "telephone",
    "mobile",
    "contact",
    "ni",
    "nhs",
    "insurance",
    "passport",
    "house",
    "flat",
    "door",
    "her",
    "his",
    "their",
];
const HIM: &[&str] = &[
    "he",
    "his",
    "him",
    "perpetrator",
    "perpetrators",
    "perp",
    "ex",
    "husband",
    "wife",
    "partner",
    "boyfriend",
    "girlfriend",
    "abuser",
    "offender",
];
const FAMILY: &[&str] = &[
    "family",
    "mother",
    "mothers",
    "mum",
    "mums",
    "mom",
    "father",
    "fathers",
    "dad",
    "dads",
    "parent",
    "parents",
    "brother",
    "brothers",
    "sister",
    "sisters",
    "uncle",
    "uncles",
    "aunt",
    "aunts",
    "cousin",
    "cousins",
    "gran",
    "nan",
    "grandmother",
    "grandfather",
    "relatives",
    "laws",
    "friend",
    "friends",
    "mate",
    "mates",
];
const HOME: &[&str] =
    &["home", "house", "flat", "lives", "live", "living", "lived", "stays", "staying", "hometown"];
const WORK: &[&str] =
    &["work", "works", "workplace", "job", "employer", "office", "depot", "business"];
const PLACE: &[&str] = &[
    "place",
    "places",
    "postcode",
    "postcodes",
    "postal",
    "zip",
    "location",
    "locations",
    "locality",
    "where",
    "whereabouts",
    "haunts",
    "hangout",
];
const PART: &[&str] = &[
    "area",
    "areas",
    "town",
    "towns",
    "city",
    "cities",
    "village",
    "district",
    "districts",
    "sector",
    "sectors",
    "ward",
    "wards",
    "neighbourhood",
    "street",
    "road",
    "region",
    "county",
    "from",
    "pub",
    "gym",
];
const AT: &[&str] = &["in", "at", "near", "of"];
const UNSAFE: &[&str] = &[
    "unsafe",
    "dangerous",
    "danger",
    "dangers",
    "avoid",
    "avoided",
    "nogo",
    "exclusion",
    "exclude",
    "excluded",
    "forbidden",
];
/// Words that say so together.
const KEEP_OFF: &[[&str; 2]] = &[
    ["no", "go"],
    ["stay", "away"],
    ["keep", "away"],
    ["keep", "out"],
    ["not", "near"],
    ["not", "in"],
    ["nowhere", "near"],
    ["away", "from"],
    ["far", "from"],
];
const FAR: &[&str] = &[
    "distance",
    "within",
    "far",
    "miles",
    "mile",
    "km",
    "kilometres",
    "metres",
    "meters",
    "range",
    "radius",
];

/// What a key in this table speaks of.
pub(super) fn about(table: &str, key: &str) -> About {
    let of_key = words_of(key);
    let has = |words: &[&str]| of_key.iter().any(|word| words.contains(&&**word));
    let table = table.split('[').next().unwrap_or_default();
    let is_of_the_perpetrator = table == "perpetrator" || has(HIM) || has(FAMILY);
    if table == "unsafe" {
        return of_a_place(&has, &of_key);
    }
    let is_number = has(&["number", "no"]) && (of_key.len() == 1 || has(NUMBERED));
    if has(IDENTITY) || is_number {
        return About::Identity;
    }
    if let Some(role) = people(&of_key) {
        return About::People(role);
    }
    if has(&["address", "addresses"]) {
        return if is_of_the_perpetrator { About::Unsafe("home") } else { About::Address };
    }
    if has(UNSAFE) || says_keep_off(key) {
        return About::Unsafe("other");
    }
    if has(SAFE) || ["preferences", "needs", "contact", "person"].contains(&table) {
        return About::Wished;
    }
    let why = match () {
        () if has(WORK) => "work",
        () if has(FAMILY) => "family",
        () if has(HOME) || table == "home" => "home",
        () => "other",
    };
    let is_post_code = has(&["post"]) && has(&["code"]);
    let says_where = has(HOME) || has(AT) || has(&["workplace"]);
    let is_somewhere = has(PLACE) || is_post_code || has(&["lives", "live", "living", "stays"]);
    if is_somewhere || (says_where && (is_of_the_perpetrator || has(WORK))) {
        return About::Unsafe(why);
    }
    if is_of_the_perpetrator || has(PART) || has(WORK) || has(HOME) || table == "home" {
        return About::UnsafeIfAPlace(why);
    }
    About::Other
}

/// Whether a key says to keep away from what stands under it.
pub(super) fn says_keep_off(key: &str) -> bool {
    let of_key = words_of(key);
    KEEP_OFF.iter().any(|pair| of_key.windows(2).any(|two| two == pair))
}

/// Of a key beside `place` itself.
fn of_a_place(has: &dyn Fn(&[&str]) -> bool, of_key: &[String]) -> About {
    if has(FAR) {
        let unit = match () {
            () if has(&["miles", "mile"]) => "miles",
            () if has(&["km", "kilometres"]) => "km",
            () if has(&["metres", "meters", "m"]) => "metres",
            () => "",
        };
        return About::Radius(unit);
    }
    let is_one = has(PLACE) || has(PART) || has(HOME) || has(&["address", "code", "workplace"]);
    if is_one && !of_key.is_empty() {
        About::Unsafe("other")
    } else {
        About::UnsafeIfAPlace("other")
    }
}

/// Who is coming, where a key says no more than that, or how many.
fn people(of_key: &[String]) -> Option<&'static str> {
    const HOW_MANY: &[&str] = &["number", "no", "of", "how", "many", "other", "all", "the"];
    let (word, before) = of_key.split_last()?;
    if !before.iter().all(|word| HOW_MANY.contains(&&**word)) {
        return None;
    }
    match &**word {
        "people" | "persons" | "everybody" | "household" => Some(""),
        "child" | "children" | "kid" | "kids" | "baby" | "son" | "sons" | "daughter"
        | "daughters" => Some("child"),
        "adult" | "adults" => Some("adult"),
        _ => None,
    }
}

/// Whether a key is about the perpetrator, or somebody close.
pub(super) fn is_of_the_perpetrator(table: &str, key: &str) -> bool {
    table == "perpetrator" || has_word(key, HIM) || has_word(key, FAMILY)
}

/// Whether a key names the perpetrator: what stands under it is said of nobody else.
pub(super) fn names_the_perpetrator(key: &str) -> bool {
    has_word(key, HIM)
}

/// Whether a text speaks of the perpetrator or somebody close.
pub(super) fn speaks_of_the_perpetrator(text: &str) -> bool {
    has_word(text, HIM) || has_word(text, FAMILY)
}

/// Whether a key names somebody, or a number of theirs.
pub(super) fn is_an_identity(key: &str) -> bool {
    about("", key) == About::Identity
}

/// Whether one of these words is in a key or a text.
pub(super) fn has_word(text: &str, words: &[&str]) -> bool {
    words_of(text).iter().any(|word| words.contains(&&**word))
}

/// The words of a key: `homeAddress`, `home_address` and "home address" alike.
pub(super) fn words_of(key: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut was_small = false;
    for c in key.chars() {
        if was_small && (c.is_uppercase() || c.is_ascii_digit()) {
            spaced.push(' ');
        }
        was_small = c.is_lowercase();
        spaced.push(c);
    }
    words::plain(&spaced)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

/// Whether a value is a telephone or another long number, whatever its key.
pub(super) fn is_long_number(said: &str) -> bool {
    const SHORTEST: usize = 9;
    let digits = said.chars().filter(char::is_ascii_digit).count();
    let others = said.chars().filter(|c| c.is_alphabetic()).count();
    digits >= SHORTEST && others < digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_places_and_of_where_somebody_is_are_unsafe() {
        for (table, key) in [
            ("", "unsafe_places"),
            ("", "place"),
            ("", "mother_lives"),
            ("", "his_address"),
            ("", "where_he_goes"),
            ("", "exPartnerLivesIn"),
            ("", "works_at"),
            ("", "avoid"),
            ("", "no_go"),
            ("", "stayAway"),
            ("home", "postcode"),
            ("perpetrator", "home"),
            ("perpetrator", "works_at"),
            ("perpetrator", "address"),
            ("perpetrator", "workplace"),
            ("unsafe[0]", "postcode"),
            ("unsafe[1]", "town"),
        ] {
            assert!(matches!(about(table, key), About::Unsafe(_)), "{table}.{key}");
        }
        for (table, key) in
            [("", "mother"), ("", "town"), ("perpetrator", "job"), ("perpetrator", "gang")]
        {
            assert!(matches!(about(table, key), About::UnsafeIfAPlace(_)), "{table}.{key}");
        }
        for (table, key) in
            [("", "safe_place"), ("", "lives_with"), ("preferences", "town"), ("needs", "place")]
        {
            assert_eq!(about(table, key), About::Wished, "{table}.{key}");
        }
        assert_eq!(about("", "hobbies"), About::Other);
    }

    #[test]
    fn keys_of_what_names_somebody_and_of_who_comes_are_known() {
        for key in ["name", "mothers_name", "DOB", "date_of_birth", "phoneNumber", "nhs_number"] {
            assert_eq!(about("person[0]", key), About::Identity, "{key}");
        }
        assert_eq!(about("", "address"), About::Address);
        assert_eq!(about("", "number_of_bags"), About::Other);
        assert_eq!(about("", "children"), About::People("child"));
        assert_eq!(about("unsafe[0]", "radius_km"), About::Radius("km"));
        assert!(is_long_number("07700 900123") && is_long_number("943 476 5919"));
        assert!(!is_long_number("2026-11-20") && !is_long_number("ST6 7AB"));
    }
}
