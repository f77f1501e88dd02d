//! Mistakes in the values of a scenario, and between them.

use crate::bad_input::patch::Change::{Behind, Swap, Swaps};
use crate::bad_input::patch::{Copied, File, mistakes};

mistakes! { in Scenario;
    a_beginning_that_is_none_of_the_words: Swap("start_state = \"empty\"", "start_state = \"full\"") => "C05" "start_state" "empty, occupancy";
    voids_that_are_none_of_the_words: Swap("voids = \"open\"", "voids = \"shut\"") => "C05" "voids" "as_listed";
    a_family_that_is_none_of_the_words: Swap("family = \"lognormal\"", "family = \"normal\"") => "C05" "stay.default.family" "lognormal, gamma";
    a_policy_that_is_none_of_the_words: Behind("\n[placement]\npolicy = \"random\"\n") => "C05" "placement.policy" "first_fit";
    a_role_that_is_none_of_the_words: Swap("role = \"adult\", age = 32", "role = \"woman\", age = 32") => "C05" "household[0].referral.person[0].role" "adult, child";
    a_class_named_like_a_kind_of_unit: Swap("\"woman alone\"", "\"refuge\"") => "C05" "household[0].name" "another name";
    a_class_named_like_a_rule: Swap("\"woman alone\"", "\"pets\"") => "C05" "household[0].name" "another name";
    a_class_named_all: Swap("\"woman alone\"", "\"all\"") => "C05" "household[0].name" "another name";

    an_order_of_waiting_that_is_none_of_the_words: Behind("\n[waiting]\norder = \"need\"\npatience = \"unlimited\"\n") => "C05" "waiting.order" "priority";
    a_patience_that_is_none_of_the_words: Behind("\n[waiting]\npatience = \"long\"\n") => "C05" "waiting.patience" "unlimited";
    a_beginning_of_second_stage_that_is_none_of_the_words: Behind("\n[second_stage]\nplaces = 15\nshare = 0.5\nbegins = \"later\"\nstay = { family = \"exponential\", mean_days = 9 }\n") => "C05" "second_stage.begins" "support_end";
    a_kind_of_unit_to_move_on_from_that_there_is_not: Behind("\n[move_on_homes]\nper_year = 5\nkinds = [\"hostel\"]\n") => "C05" "move_on_homes.kinds[0]" "dispersed";

    an_empty_name: Swap("name = \"stoke-37\"", "name = \"\"") => "C06" "name";
    a_name_with_a_comma: Swap("name = \"stoke-37\"", "name = \"stoke, 37\"") => "C06" "name" "comma";
    a_class_name_with_a_comma: Swap("\"woman alone\"", "\"woman, alone\"") => "C06" "household[0].name" "comma";
    an_empty_estate: Swap("estate = \"stoke-on-trent\"", "estate = \"\"") => "C06" "estate" "empty";
    a_start_on_a_day_that_there_is_not: Swap("start = \"2026-10-01\"", "start = \"2026-13-01\"") => "C06" "start" "2026-11-20";
    a_start_at_a_moment: Swap("start = \"2026-10-01\"", "start = \"2026-10-01T00:00:00Z\"") => "C06" "start" "day";
    an_empty_place_to_draw_from: Swap("from = \"E06000021\"", "from = \" \"") => "C06" "unsafe_drawn.from" "empty";

    short_stays_in_no_kind_of_unit: Swap("[onward]", "[onward]\nfrom = []") => "C07" "onward.from" "one kind of unit at least";
    short_stays_in_every_kind_of_unit: Swap("[onward]", "[onward]\nfrom = [\"refuge\", \"safe_place\", \"dispersed\"]") => "C07" "onward.from" "longer";
    eleven_months: Swap("[arrivals]", "[arrivals]\nby_month = [1,1,1,1,1,1,1,1,1,1,1]") => "C07" "arrivals.by_month" "12";
    a_week_without_anybody: Swap("[arrivals]", "[arrivals]\nby_weekday = [0,0,0,0,0,0,0]") => "C07" "arrivals.by_weekday" "above 0";
    no_sources: Swap("[arrivals]", "[arrivals]\nsources = 0") => "C07" "arrivals.sources" "from 1";
    more_units_at_once_than_ten: Swap("name = \"woman alone\"", "name = \"woman alone\"\nunits = 11") => "C07" "household[0].units" "1 to 10";
    a_census_after_the_years: Swap("years = 5", "years = 5\ncensus_days = [1.0, 4000.0]") => "C07" "census_days" "years that count";
    no_years: Swap("years = 5", "years = 0") => "C07" "years" "1 to 50";
    fifty_one_years: Swap("years = 5", "years = 51") => "C07" "years" "1 to 50";
    years_before_the_warm_up: Swap("warm_up_years = 3", "warm_up_years = -1") => "C07" "warm_up_years" "0 to 50";
    no_replications: Swap("replications = 1000", "replications = 0") => "C07" "replications" "from 1";
    more_replications_than_ten_million: Swap("replications = 1000", "replications = 10000001") => "C07" "replications" "10000000";
    a_seed_below_nought: Swap("seed = 20261001", "seed = -1") => "C07" "seed" "from 0";
    a_seed_beyond_all_numbers: Swap("seed = 20261001", "seed = 18446744073709551615") => "C07" "seed" "from 0";
    a_rate_below_nought: Swap("per_year = { evidence = \"referrals_direct_stoke_2024_25\" }", "per_year = -2") => "C07" "arrivals.per_year" "0";
    a_cited_figure_that_is_no_share: Swap("share = { evidence = \"mix_woman_alone\" }", "share = { evidence = \"referrals_direct_stoke_2024_25\" }") => "C07" "household[0].share" "0 to 1";
    a_share_of_a_reading_over_one: Swap("name = \"27 by these units\"", "name = \"27 by these units\"\narrivals = { share_needing_unit = 1.1 }") => "C07" "reading[0].arrivals.share_needing_unit" "0 to 1";
    a_stay_below_nought: Swap("mean_days = { evidence = \"support_days_mean\" }", "mean_days = -1") => "C07" "stay.default.mean_days" "36500";
    a_variation_over_ten: Swap("cv = { evidence = \"stay_days_cv\" }", "cv = 10.5") => "C07" "stay.default.cv" "0 to 10";
    a_variation_below_nought: Swap("cv = { evidence = \"stay_days_cv\" }", "cv = -1") => "C07" "stay.default.cv" "0 to 10";
    a_chance_over_one: Swap("\npets = { evidence = \"chance_granted_pets\" }", "\npets = 1.5") => "C07" "decisions.pets" "0 to 1";
    a_chance_of_a_place_below_nought: Swap("chance = { evidence = \"share_with_unsafe_place_in_city\" }", "chance = -0.1") => "C07" "unsafe_drawn.chance" "0 to 1";
    a_radius_between_the_steps: Swap("from = \"E06000021\"", "from = \"E06000021\"\nradius_m = 250") => "C07" "unsafe_drawn.radius_m" "multiple of 500";
    an_age_over_120: Swap("age = 32", "age = 132") => "C07" "household[0].referral.person[0].age" "0 to 120";
    a_patience_of_more_than_a_century: Behind("\n[waiting]\npatience = { family = \"gamma\", mean_days = 36501 }\n") => "C07" "waiting.patience.mean_days" "36500";

    two_classes_of_one_name: Swap("\"woman and one child\"", "\"woman alone\"") => "C08" "household[1].name" "own name";
    two_readings_of_one_name: Swap("name = \"27 by all services\"", "name = \"27 by these units\"") => "C08" "reading[1].name";

    a_figure_that_there_is_not: Swap("\"referrals_direct_stoke_2024_25\"", "\"referrals_direct_stoke_2025_26\"") => "C09" "arrivals.per_year" "referrals_direct_stoke_2024_25";
    a_figure_like_none_is_to_be_added: Swap("\"referrals_direct_stoke_2024_25\"", "\"qqq\"") => "C09" "arrivals.per_year" "add the figure";
    a_figure_of_a_stay_that_there_is_not: Swap("\"support_days_mean\"", "\"support_days\"") => "C09" "stay.default.mean_days" "support_days_mean";
    a_share_that_there_is_not: Swap("\"mix_woman_alone\"", "\"mix_woman_alon\"") => "C09" "household[0].share" "mix_woman_alone";
    a_figure_of_a_reading_that_there_is_not: Swap("name = \"27 by these units\"", "name = \"27 by these units\"\narrivals = { share_needing_unit = { evidence = \"qqq\" } }") => "C09" "reading[0].arrivals.share_needing_unit";
    a_figure_that_every_reading_overrides: Swap("share_needing_unit = { evidence = \"share_needing_unit_reading_9_percent\" }\n", "share_needing_unit = { evidence = \"qqq\" }\n") => "C09" "arrivals.share_needing_unit";

    shares_that_do_not_sum_to_one: Swap("share = { evidence = \"mix_woman_alone\" }", "share = 0.9") => "C10" "household" "sum to 1";
    an_exponential_stay_with_another_variation: Swaps(&[("family = \"lognormal\"", "family = \"exponential\""), ("cv = { evidence = \"stay_days_cv\" }", "cv = 2")]) => "C10" "stay.default.cv" "cv 1" "leave cv out";
    an_exponential_stay_of_a_class_with_another_variation: Swap("name = \"woman alone\"", "name = \"woman alone\"\nstay = { family = \"exponential\", mean_days = 9, cv = 2 }") => "C10" "household[0].stay.cv" "cv 1";
    an_exponential_patience_with_another_variation: Behind("\n[waiting]\npatience = { family = \"exponential\", mean_days = 14, cv = 0.5 }\n") => "C10" "waiting.patience.cv" "cv 1";
    variants_that_do_not_sum_to_one: Swap("name = \"woman alone\"", "name = \"woman alone\"\nvariants = [{ share = 0.4 }, { share = 0.4 }]") => "C10" "household[0].variants" "sum to 1";
    a_variant_that_contradicts_its_class: Swap("name = \"woman and one child\"", "name = \"woman and one child\"\nvariants = [{ share = 1.0, referral = { person = [{ role = \"adult\", age = 30, sex = \"female\" }, { role = \"child\", age = 19, sex = \"male\" }] } }]") => "C10" "household[1].variants[0].referral.person[1].age" "under 18";
    census_days_out_of_order: Swap("years = 5", "years = 5\ncensus_days = [9.0, 2.0]") => "C10" "census_days" "in order";
    households_to_keep_apart: Swap("homeless_before = false, person", "homeless_before = false, keep_apart = [\"R-0388\"], person") => "C10" "household[0].referral.keep_apart" "leave it out";
    an_adult_under_16_who_is_not_the_lead: Swap("{ role = \"child\", age = 4,", "{ role = \"adult\", age = 4,") => "C10" "household[1].referral.person[1].age" "16 or over";
    a_child_of_18: Swap("{ role = \"child\", age = 4,", "{ role = \"child\", age = 18,") => "C10" "household[1].referral.person[1].age" "under 18";
    a_lead_who_is_her_own_partner: Swap("{ role = \"adult\", age = 32,", "{ role = \"adult\", partner_of_lead = true, age = 32,") => "C10" "household[0].referral.person[0].partner_of_lead";

    an_estate_that_there_is_not: Swap("estate = \"stoke-on-trent\"", "estate = \"gotham\"") => "C09" "estate" "there are stoke-on-trent";

    a_place_to_draw_from_that_nobody_knows: Swap("from = \"E06000021\"", "from = \"Hobbiton\"") => "C11" "unsafe_drawn.from" "spelling";
    a_class_that_draws_from_nowhere: Swap("name = \"woman alone\"", "name = \"woman alone\"\nunsafe_drawn = { from = \"Hobbiton\" }") => "C11" "household[0].unsafe_drawn.from" "spelling";
    an_unsafe_place_of_a_class_that_nobody_knows: Swap("homeless_before = false, person", "homeless_before = false, unsafe = [{ place = \"Hobbiton\" }], person") => "C11" "household[0].referral.unsafe[0].place";
    a_place_of_a_class_to_be_near_that_nobody_knows: Swap("homeless_before = false, person", "homeless_before = false, preferences = { near = [\"Hobbiton\"] }, person") => "C11" "household[0].referral.preferences.near[0]";
    a_variant_that_draws_from_nowhere: Swap("name = \"woman alone\"", "name = \"woman alone\"\nvariants = [{ share = 1.0, unsafe_drawn = { from = \"Hobbiton\" } }]") => "C11" "household[0].variants[0].unsafe_drawn.from" "spelling";
}

/// The last years would be missing from the figures without a word.
#[test]
fn years_beyond_the_last_day_of_the_calendar_are_refused() {
    let late = [("start = \"2026-10-01\"", "start = \"9990-01-01\""), ("years = 5", "years = 50")];
    let copied = Copied::new();
    copied.change(File::Scenario, Swap(late[0].0, late[0].1));
    copied.change(File::Scenario, Swap(late[1].0, late[1].1));
    let said = copied.run(&["forecast", "stoke-37", "--replications", "1", "--out", "out"]);
    assert_ne!(said.code, 0, "it forecasts 50 years from the year 9990: {}", said.stdout);
    assert!(!copied.path("out").exists());
}

/// Everything is said at once: a reading of which no draws are kept, a calibration that there is not, and a plain mistake.
#[test]
fn readings_of_which_no_draws_are_kept_are_said_with_everything_else() {
    let copied = Copied::new();
    let readings = "[[reading]]\nname = \"27 by these unitz\"\nposterior = \"stoke-37\"\n[[reading]]\nname = \"a\"\nposterior = \"gotham\"\n";
    copied.write("scenarios/child.toml", &format!("{CHILD}years = 0\n{readings}"));
    let issues = copied.issues(&["forecast", "child", "--out", "out"]);
    let said: Vec<(String, Option<usize>)> =
        issues.iter().map(|issue| (issue.brief(), issue.line)).collect();
    let place = |place: &str, line| (place.to_owned(), Some(line));
    assert_eq!(
        said,
        [
            place("C07 scenarios/child.toml years", 3),
            place("C09 scenarios/child.toml reading[0].name", 5),
            place("C09 scenarios/child.toml reading[1].posterior", 9),
        ]
    );
    assert!(issues[1].allowed.contains("27 by these units"), "{issues:?}");
    copied.write("scenarios/child.toml", &format!("{CHILD}{readings}"));
    assert_eq!(copied.issues(&["forecast", "child", "--out", "out"]).len(), 2);
}

const CHILD: &str = "base = \"stoke-37\"\nname = \"child\"\n";

#[test]
fn a_mistake_in_a_scenario_built_on_another_has_its_own_line() {
    let copied = Copied::new();
    copied.write("scenarios/child.toml", &format!("{CHILD}\nyears = 0\n"));
    let issues = copied.issues(&["check", "scenarios/child.toml"]);
    let [issue] = &issues[..] else { panic!("not one issue: {issues:?}") };
    assert_eq!(issue.brief(), "C07 scenarios/child.toml years");
    assert_eq!(issue.line, Some(4));
}

#[test]
fn a_mistake_in_the_base_is_said_of_the_base() {
    let copied = Copied::with(File::Scenario, Swap("years = 5", "years = 0"));
    copied.write("scenarios/child.toml", CHILD);
    let issues = copied.issues(&["check", "scenarios/child.toml"]);
    let [issue] = &issues[..] else { panic!("not one issue: {issues:?}") };
    assert_eq!(issue.brief(), "C07 scenarios/stoke-37.toml years");
}

#[test]
fn a_base_that_is_not_toml_is_said_of_the_base() {
    let copied = Copied::with(File::Scenario, Swap("years = 5", "years ="));
    copied.write("scenarios/child.toml", CHILD);
    let issues = copied.issues(&["check", "scenarios/child.toml"]);
    let [issue] = &issues[..] else { panic!("not one issue: {issues:?}") };
    assert_eq!(issue.brief(), "C01 scenarios/stoke-37.toml ");
}

/// Nothing else is said then: what the file itself lacks may stand in its base.
#[test]
fn a_base_that_there_is_not_is_said_with_the_scenarios_there_are() {
    let copied = Copied::new();
    copied.write("scenarios/child.toml", "name = \"child\"\nbase = \"gotham\"\n");
    for args in [&["check", "scenarios/child.toml"][..], &["forecast", "child", "--out", "out"]] {
        let issues = copied.issues(args);
        let [issue] = &issues[..] else { panic!("not one issue: {issues:?}") };
        assert_eq!(issue.brief(), "C09 scenarios/child.toml base");
        assert_eq!(issue.line, Some(2));
        assert!(issue.allowed.contains("stoke-37-course"), "{issue:?}");
    }
}

#[test]
fn scenarios_that_build_on_each_other_are_told_to_lose_a_base() {
    let copied = Copied::new();
    copied.write("scenarios/one.toml", "base = \"two\"\nname = \"one\"\n");
    copied.write("scenarios/two.toml", "base = \"one\"\nname = \"two\"\n");
    let issues = copied.issues(&["check", "scenarios/one.toml"]);
    let [issue] = &issues[..] else { panic!("not one issue: {issues:?}") };
    assert!(issue.brief().starts_with("C10") && issue.brief().ends_with("base"), "{issue:?}");
    assert!(issue.action.contains("remove one base"), "{issue:?}");
}

#[test]
fn a_base_that_is_a_number_is_an_issue() {
    let copied = Copied::new();
    copied.write("scenarios/child.toml", "base = 37\nname = \"child\"\n");
    let issues = copied.issues(&["check", "scenarios/child.toml"]);
    assert_eq!(issues[0].brief(), "C04 scenarios/child.toml base");
}

#[test]
fn an_estate_that_there_is_not_is_said_of_the_file_that_names_it() {
    let copied = Copied::with(File::Scenario, Swap("\"stoke-on-trent\"", "\"gotham\""));
    copied.write("scenarios/child.toml", CHILD);
    let issues = copied.issues(&["check", "scenarios/child.toml"]);
    let [issue] = &issues[..] else { panic!("not one issue: {issues:?}") };
    assert_eq!(issue.brief(), "C09 scenarios/stoke-37.toml estate");
    assert!(issue.line.is_some());
}

#[test]
fn a_class_that_takes_more_units_than_there_are_is_an_issue() {
    let copied = Copied::new();
    let units = std::fs::read_to_string(copied.path("data/stoke-on-trent/units.csv")).unwrap();
    let few: Vec<&str> = units.lines().take(3).collect();
    copied.write("data/stoke-on-trent/units.csv", &format!("{}\n", few.join("\n")));
    let settings = copied.path("data/stoke-on-trent/occupancy.csv");
    std::fs::remove_file(settings).unwrap();
    copied.change(
        File::Scenario,
        Swap("name = \"woman alone\"", "name = \"woman alone\"\nunits = 3"),
    );
    let issues = copied.issues(&["forecast", "stoke-37", "--replications", "2", "--out", "out"]);
    let found = issues.iter().find(|issue| issue.place == "household[0].units").unwrap();
    assert!(found.allowed.contains("2 units in all"), "{issues:?}");
}
