//! Names of lines, types, units of counting and categories, for people.

use crate::service::pathway::MEASURES;
use crate::service::returns::{By, CountedIn, Line, OfType, Told};

/// The titles of lines, by return and line.
const TITLES: &[(&str, Line, &str)] = &[
    ("mhclg", Line::I, "Referrals for support in safe accommodation"),
    ("mhclg", Line::Ii, "Individuals supported, by type of safe accommodation"),
    (
        "mhclg",
        Line::Iii,
        "Individuals supported, by what they were on their first night of the period",
    ),
    ("mhclg", Line::Iv, "Individuals supported, by additional support needs"),
    ("mhclg", Line::V, "Individuals supported, by type of support they were given"),
    ("mhclg", Line::Vi, "Children given children's support"),
    ("mhclg", Line::Vii, "Specialist staff, full-time equivalent"),
    ("mhclg", Line::Viii, "Households that could not be supported, by reason"),
    ("mhclg", Line::Ix, "Households that stopped receiving support, by reason"),
    ("mhclg", Line::X, "Length of stays that ended in the period, in completed months"),
    ("mhclg", Line::Xi, "Households that moved to another type of safe accommodation"),
    ("mhclg", Line::Xii, "Households that moved on in a planned way"),
    ("mhclg", Line::Xiii, "Households that were evicted"),
    ("mhclg", Line::Reconciliation, "What became of every referral"),
    ("sanctuary", Line::I, "Referrals from other agencies"),
    ("sanctuary", Line::Ii, "Self-referrals"),
    ("sanctuary", Line::Iii, "Tenure of the households referred"),
    ("sanctuary", Line::Iv, "Individuals accepted"),
    ("sanctuary", Line::V, "Referrals not accepted, by reason"),
    ("sanctuary", Line::Vi, "Measures refused, by reason"),
    ("sanctuary", Line::Vii, "Measures requested"),
    ("sanctuary", Line::Viii, "Measures installed"),
    ("sanctuary", Line::Ix, "Cost of measures installed, materials and labour"),
    ("sanctuary", Line::X, "Response times of each element"),
    ("sanctuary", Line::Xi, "Households that took up support"),
    ("sanctuary", Line::Xii, "Types of support provided"),
    ("kpi", Line::LengthOfSupport, "Service utilisation: length of support"),
    ("kpi", Line::PlannedMoves, "Planned moves"),
    ("kpi", Line::Independence, "Achieving independence"),
    ("kpi", Line::Occupancy, "Occupancy: nights lived in, of nights open"),
    ("kpi", Line::Utilisation, "Utilisation: nights lived in, of nights open and not under repair"),
    ("kpi", Line::Claimed, "Nights claimed and not lived in"),
    ("outcomes", Line::ChoiceControl, "Greater choice and control"),
    ("outcomes", Line::IncomeDebt, "Maximise income and reduce debt"),
    ("outcomes", Line::MentalHealth, "Better manage mental health"),
    ("outcomes", Line::UseOfTime, "Meaningful use of time"),
    ("outcomes", Line::SettledAccommodation, "Settled accommodation"),
    ("outcomes", Line::HarmFromOthers, "Less harm or risk of harm from others"),
    ("outcomes", Line::SocialCapital, "More social capital"),
    ("review", Line::I, "Outcomes achieved"),
    ("review", Line::Ii, "Performance"),
    ("review", Line::Iii, "Performance issues: for a person to conclude"),
    ("review", Line::Iv, "Case file audits: for a person to conclude"),
    ("review", Line::V, "Surveys and feedback"),
    ("review", Line::Vi, "Complaints"),
    ("review", Line::Vii, "Other issues: serious incidents"),
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
pub fn line_title(which: &str, line: Line) -> String {
    let found = TITLES.iter().find(|(of, known, _)| *of == which && *known == line);
    match found {
        Some((.., title)) if line.is_numbered() => {
            format!("{} {}  {title}", clause(which), line.word())
        }
        Some((.., title)) => (*title).to_owned(),
        None => words(line.word()),
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
pub fn unit_name(counts: CountedIn) -> &'static str {
    match counts {
        CountedIn::Referral => "referrals",
        CountedIn::Individual => "individuals",
        CountedIn::Household => "households",
        CountedIn::Instance => "instances",
        CountedIn::Stay => "stays",
        CountedIn::Fte => "full-time posts",
        CountedIn::Pence => "pounds",
        CountedIn::WorkingDay => "working days",
        CountedIn::Night => "nights of units",
    }
}

/// A type of accommodation.
pub fn type_name(kind: OfType) -> String {
    words(kind.word())
}

/// What a category says to people.
pub fn label(line: Line, category: &str) -> String {
    let known = match (line, category) {
        (_, "all") => "All",
        (Line::Iv, "drugs") => "Drug support needs",
        (Line::Iv, "alcohol") => "Alcohol support needs",
        (Line::Iv, "mental_health") => "Mental health needs, or a history of them",
        (Line::Viii, "capacity") => "Capacity constraints",
        (Line::Viii, "not_contacted") => "Could not be contacted",
        (Line::Viii, "declined") => "Did not accept",
        (Line::Viii, "proximity") => "Too near the perpetrator",
        (Line::Ix, "stopped_needing") => "Stopped needing support",
        (Line::Ix, "lives_with_perpetrator") => "Now lives with the perpetrator",
        (_, "need") => "With the need",
        (_, "positive") => "Positive progress",
        (_, "not_positive") => "No positive progress",
        (Line::Vii | Line::Viii, "mean") => "Mean for a household",
        (Line::Vii | Line::Viii, "median") => "Median for a household",
        (Line::Vii | Line::Viii, "most") => "Most for one household",
        (Line::LengthOfSupport, "leavers") => "Ended in the period",
        (Line::LengthOfSupport, "leavers_mean_nights") => "Ended in the period: mean nights",
        (Line::LengthOfSupport, "leavers_median_nights") => "Ended in the period: median nights",
        (Line::LengthOfSupport, "still_in") => "Go on at its end",
        (Line::LengthOfSupport, "still_in_mean_nights") => "Go on at its end: mean nights so far",
        (Line::LengthOfSupport, "still_in_median_nights") => {
            "Go on at its end: median nights so far"
        }
        (_, "persons_not_known") => "Households carried in whose people are not known",
        (Line::X, "under_1") => "Under 1 month",
        (Line::X, "1_3") => "1 month, under 3",
        (Line::X, "3_6") => "3 months, under 6",
        (Line::X, "6_12") => "6 months, under 12",
        (Line::X, "12_24") => "12 months, under 24",
        (Line::X, "24_over") => "24 months and over",
        (Line::X, "median_nights") => "Median nights",
        (Line::X, "still_in") => "Still here at the end of the period",
        (Line::Xii | Line::PlannedMoves | Line::Independence, "of") => {
            "Of all that left, deaths apart"
        }
        (Line::Ix, "transferred") => "Moved to another type (line xi)",
        (Line::Vii, "nrpf") | (_, "needs_nrpf") => "Needs: no recourse to public funds",
        (Line::V | Line::Xii, "general") => "General support",
        (Line::V | Line::Xii, "advocacy") => "Advocacy support",
        (Line::V | Line::Xii, "prevention") => "Domestic abuse prevention advice",
        (Line::V | Line::Xii, "protected") => "Specialist support: protected characteristics",
        (Line::V | Line::Xii, "housing") => "Housing-related support",
        (Line::V | Line::Xii, "advice") => "From other advice services",
        (Line::V | Line::Xii, "counselling") => "Counselling and therapy",
        (Line::Iv, "offending") => "Ex-offending behaviour",
        (Line::Iv | Line::Iii, "not_known") => "Not known: nothing was recorded",
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
        Some((*line, *title, category.strip_prefix(line.word())?.strip_prefix('_')?))
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
            (Line::Vii, "cctv", "CCTV cameras"),
            (
                Line::X,
                "risk_assessment_days_not_known",
                "Risk assessment begun: how long is not known",
            ),
            (Line::X, "fitting", "Measure fitted: all"),
            (
                Line::I,
                "income_debt_percent_positive",
                "Maximise income and reduce debt: per cent positive, of those with the need",
            ),
            (Line::Ii, "planned_moves_of", "Planned moves: of all that left, deaths apart"),
            (Line::Ii, "occupancy_percent", "Occupancy: per cent"),
            (Line::Viii, "needs_drugs", "Needs: drugs"),
            (Line::Iii, "age_16_17", "Aged 16 to 17"),
        ] {
            assert_eq!(label(line, category), expected, "{line:?} {category}");
        }
    }
}
