//! Names of lines, types, units of counting and categories, for people.

use crate::service::pathway::MEASURES;
use crate::service::returns::{By, Told};
use std::borrow::Cow;

/// The titles of lines, by return and line.
const TITLES: &[(&str, &str, &str)] = &[
    ("mhclg", "i", "Referrals for support in safe accommodation"),
    ("mhclg", "ii", "Individuals supported, by type of safe accommodation"),
    ("mhclg", "iii", "Individuals supported, by what they were on their first night of the period"),
    ("mhclg", "iv", "Individuals supported, by additional support needs"),
    ("mhclg", "v", "Individuals supported, by type of support they were given"),
    ("mhclg", "vi", "Children given children's support"),
    ("mhclg", "vii", "Specialist staff, full-time equivalent"),
    ("mhclg", "viii", "Households that could not be supported, by reason"),
    ("mhclg", "ix", "Households that stopped receiving support, by reason"),
    ("mhclg", "x", "Length of stays that ended in the period, in completed months"),
    ("mhclg", "xi", "Households that moved to another type of safe accommodation"),
    ("mhclg", "xii", "Households that moved on in a planned way"),
    ("mhclg", "xiii", "Households that were evicted"),
    ("mhclg", "reconciliation", "What became of every referral"),
    ("sanctuary", "i", "Referrals from other agencies"),
    ("sanctuary", "ii", "Self-referrals"),
    ("sanctuary", "iii", "Tenure of the households referred"),
    ("sanctuary", "iv", "Individuals accepted"),
    ("sanctuary", "v", "Referrals not accepted, by reason"),
    ("sanctuary", "vi", "Measures refused, by reason"),
    ("sanctuary", "vii", "Measures requested"),
    ("sanctuary", "viii", "Measures installed"),
    ("sanctuary", "ix", "Cost of measures installed, materials and labour"),
    ("sanctuary", "x", "Response times of each element"),
    ("sanctuary", "xi", "Households that took up support"),
    ("sanctuary", "xii", "Types of support provided"),
    ("kpi", "length_of_support", "Service utilisation: length of support"),
    ("kpi", "planned_moves", "Planned moves"),
    ("kpi", "independence", "Achieving independence"),
    ("kpi", "occupancy", "Occupancy: nights lived in, of nights open"),
    ("kpi", "utilisation", "Utilisation: nights lived in, of nights open and not under repair"),
    ("kpi", "claimed", "Nights claimed and not lived in"),
    ("outcomes", "choice_control", "Greater choice and control"),
    ("outcomes", "income_debt", "Maximise income and reduce debt"),
    ("outcomes", "mental_health", "Better manage mental health"),
    ("outcomes", "use_of_time", "Meaningful use of time"),
    ("outcomes", "settled_accommodation", "Settled accommodation"),
    ("outcomes", "harm_from_others", "Less harm or risk of harm from others"),
    ("outcomes", "social_capital", "More social capital"),
    ("review", "i", "Outcomes achieved"),
    ("review", "ii", "Performance"),
    ("review", "iii", "Performance issues: for a person to conclude"),
    ("review", "iv", "Case file audits: for a person to conclude"),
    ("review", "v", "Surveys and feedback"),
    ("review", "vi", "Complaints"),
    ("review", "vii", "Other issues: serious incidents"),
];

/// The clause of the specification that asks for a return.
pub(super) fn clause(which: &str) -> &'static str {
    match which {
        "mhclg" => "10.13",
        "sanctuary" => "10.14",
        "kpi" => "10.8",
        "outcomes" => "10.9",
        "review" => "10.5",
        _ => "10.11",
    }
}

/// What a line is about.
pub fn line_title(which: &str, line: &str) -> String {
    let found = TITLES.iter().find(|(of, known, _)| *of == which && *known == line);
    let is_numbered = line.bytes().all(|letter| b"ivx".contains(&letter));
    match found {
        Some((.., title)) if is_numbered => format!("{} {line}  {title}", clause(which)),
        Some((.., title)) => (*title).to_owned(),
        None => words(line),
    }
}

/// A figure that is told over years.
pub fn over_the_years(told: Told) -> &'static str {
    match told {
        Told::Referrals => "Referrals",
        Told::TurnedAway => "Turned away",
        Told::ForCapacity => "Turned away for capacity",
        Told::Placed => "Placed",
        Told::StaysEnded => "Stays that ended",
        Told::StillIn => "Living here at the end",
    }
}

/// Months or quarters.
pub fn span(by: By) -> &'static str {
    match by {
        By::Month => "month",
        By::Quarter => "quarter",
    }
}

/// In what a figure counts.
pub fn unit_name(counts: &str) -> &'static str {
    match counts {
        "referral" => "referrals",
        "individual" => "individuals",
        "household" => "households",
        "instance" => "instances",
        "stay" => "stays",
        "fte" => "full-time posts",
        "pence" => "pounds",
        "working_day" => "working days",
        "night" => "nights of units",
        _ => "figures",
    }
}

/// A type of accommodation.
pub fn type_name(kind: &str) -> Cow<'static, str> {
    match kind {
        "all" => Cow::Borrowed("All"),
        "second_stage" => Cow::Borrowed("Second stage"),
        kind => Cow::Owned(words(kind)),
    }
}

/// What a category says to people.
pub fn label(line: &str, category: &str) -> String {
    let known = match (line, category) {
        (_, "all") => "All",
        ("iv", "drugs") => "Drug support needs",
        ("iv", "alcohol") => "Alcohol support needs",
        ("iv", "mental_health") => "Mental health needs, or a history of them",
        ("viii", "capacity") => "Capacity constraints",
        ("viii", "not_contacted") => "Could not be contacted",
        ("viii", "declined") => "Did not accept",
        ("viii", "proximity") => "Too near the perpetrator",
        ("ix", "stopped_needing") => "Stopped needing support",
        ("ix", "lives_with_perpetrator") => "Now lives with the perpetrator",
        (_, "need") => "With the need",
        (_, "positive") => "Positive progress",
        (_, "not_positive") => "No positive progress",
        ("vii" | "viii", "mean") => "Mean for a household",
        ("vii" | "viii", "median") => "Median for a household",
        ("vii" | "viii", "most") => "Most for one household",
        ("length_of_support", "leavers") => "Ended in the period",
        ("length_of_support", "leavers_mean_nights") => "Ended in the period: mean nights",
        ("length_of_support", "leavers_median_nights") => "Ended in the period: median nights",
        ("length_of_support", "still_in") => "Go on at its end",
        ("length_of_support", "still_in_mean_nights") => "Go on at its end: mean nights so far",
        ("length_of_support", "still_in_median_nights") => "Go on at its end: median nights so far",
        (_, "persons_not_known") => "Households carried in whose people are not known",
        ("x", "under_1") => "Under 1 month",
        ("x", "1_3") => "1 month, under 3",
        ("x", "3_6") => "3 months, under 6",
        ("x", "6_12") => "6 months, under 12",
        ("x", "12_24") => "12 months, under 24",
        ("x", "24_over") => "24 months and over",
        ("x", "median_nights") => "Median nights",
        ("x", "still_in") => "Still here at the end of the period",
        ("xii" | "planned_moves" | "independence", "of") => "Of all that left, deaths apart",
        ("ix", "transferred") => "Moved to another type (line xi)",
        ("vii", "nrpf") | (_, "needs_nrpf") => "Needs: no recourse to public funds",
        ("v" | "xii", "general") => "General support",
        ("v" | "xii", "advocacy") => "Advocacy support",
        ("v" | "xii", "prevention") => "Domestic abuse prevention advice",
        ("v" | "xii", "protected") => "Specialist support: protected characteristics",
        ("v" | "xii", "housing") => "Housing-related support",
        ("v" | "xii", "advice") => "From other advice services",
        ("v" | "xii", "counselling") => "Counselling and therapy",
        ("iv", "offending") => "Ex-offending behaviour",
        ("iv" | "iii", "not_known") => "Not known: nothing was recorded",
        (_, "age_65_over") => "Aged 65 and over",
        (_, "age_not_known") => "Age not known",
        (_, "percent") => "Per cent",
        (_, "percent_with_need") => "Per cent of those supported who have the need",
        (_, "percent_positive") => "Per cent positive, of those with the need",
        (_, "nights_lived_in_not_void") => "Nights lived in, not under repair",
        (_, "nights_open_not_void") => "Nights open, not under repair",
        _ => return spoken(category),
    };
    known.to_owned()
}

/// What a sanctuary's response times wait for, and how each of its figures is called.
const ELEMENTS: [(&str, &str); 4] = [
    ("determination", "Decided by Housing Solutions"),
    ("risk_assessment", "Risk assessment begun"),
    ("support_plan", "Support and safety plan made"),
    ("fitting", "Measure fitted"),
];

fn of_an_element(category: &str) -> Option<String> {
    let (title, rest) = ELEMENTS
        .iter()
        .find_map(|(element, title)| Some((title, category.strip_prefix(element)?)))?;
    let figure = match rest {
        "" => "all",
        "_median" => "median",
        "_in_time" => "in time",
        "_late" => "late",
        "_days_not_known" => "how long is not known",
        _ => return None,
    };
    Some(format!("{title}: {figure}"))
}

/// Of a review, which has the lines of other returns within its own: "Maximise income and reduce debt: need".
fn of_another_return(category: &str) -> Option<String> {
    let mut others = TITLES.iter().filter(|(which, ..)| ["outcomes", "kpi"].contains(which));
    let (line, title, rest) = others.find_map(|(_, line, title)| {
        Some((*line, *title, category.strip_prefix(line)?.strip_prefix('_')?))
    })?;
    let title = title.split(':').next().unwrap_or(title);
    Some(format!("{title}: {}", uncapitalised(&label(line, rest))))
}

fn uncapitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

fn spoken(category: &str) -> String {
    let measure = MEASURES.iter().find(|(word, ..)| *word == category);
    if let Some((_, name, _)) = measure {
        return words(name);
    }
    if let Some(said) = of_an_element(category).or_else(|| of_another_return(category)) {
        return said;
    }
    if let Some((from, to)) = category.strip_prefix("age_").and_then(|band| band.split_once('_')) {
        return format!("Aged {from} to {to}");
    }
    if let Some(need) = category.strip_prefix("needs_") {
        return format!("Needs: {}", words(need).to_lowercase());
    }
    for of in ["gender", "ethnicity", "disability", "sexuality", "specialist"] {
        if let Some(word) = category.strip_prefix(of).and_then(|rest| rest.strip_prefix('_')) {
            return format!("{}: {}", words(of), words(word));
        }
    }
    words(category)
}

/// A word of a table as people write it.
fn words(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str().replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_say_to_people_what_they_are() {
        for (line, category, expected) in [
            ("vii", "cctv", "CCTV cameras"),
            ("x", "risk_assessment_days_not_known", "Risk assessment begun: how long is not known"),
            ("x", "fitting", "Measure fitted: all"),
            (
                "i",
                "income_debt_percent_positive",
                "Maximise income and reduce debt: per cent positive, of those with the need",
            ),
            ("ii", "planned_moves_of", "Planned moves: of all that left, deaths apart"),
            ("ii", "occupancy_percent", "Occupancy: per cent"),
            ("viii", "needs_drugs", "Needs: drugs"),
            ("iii", "age_16_17", "Aged 16 to 17"),
        ] {
            assert_eq!(label(line, category), expected, "{line} {category}");
        }
    }
}
