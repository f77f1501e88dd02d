//! Mistakes in the shape of a scenario: what is not TOML, unknown, missing or of another type.

use crate::bad_input::patch::Change::{All, Behind, NotUtf8, Swap, Swaps, Without};
use crate::bad_input::patch::mistakes;

mistakes! { in Scenario;
    a_line_that_is_not_toml: Swap("years = 5", "years = ") => "C01" "" "not TOML";
    a_key_that_stands_twice: Swap("years = 5", "years = 5\nyears = 6") => "C01" "" "duplicate";
    a_table_that_stands_twice: Behind("\n[arrivals]\n") => "C01" "" "duplicate";
    bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";

    an_unknown_key: Swap("warm_up_years = 3", "warmup_years = 3") => "C02" "warmup_years" "warm_up_years";
    an_unknown_table: Behind("\n[wating]\n") => "C02" "wating" "waiting";
    an_unknown_key_of_the_arrivals: Swap("share_needing_unit =", "share_needing_units =") => "C02" "arrivals.share_needing_units" "share_needing_unit";
    an_unknown_key_of_a_class: Swap("name = \"woman alone\"", "name = \"woman alone\"\nstays = 5") => "C02" "household[0].stays" "stay";
    an_unknown_key_of_a_household: Swap("homeless_before = false, person", "homeless_before = false, pets = 1, person") => "C02" "household[0].referral.pets";
    an_unknown_key_of_a_person: Swap("{ role = \"adult\", age = 32", "{ role = \"adult\", aged = 2, age = 32") => "C02" "household[0].referral.person[0].aged" "age";
    an_unknown_key_of_the_needs: Swap("needs = { mobility", "needs = { mobile = 1, mobility") => "C02" "household[6].referral.needs.mobile" "mobility";
    an_unknown_kind_of_unit: Swap("[stay.safe_place]", "[stay.safeplace]") => "C02" "stay.safeplace" "safe_place";
    an_unknown_key_of_a_stay: Swap("family = \"lognormal\"", "family = \"lognormal\"\nmedian_days = 5") => "C02" "stay.default.median_days" "mean_days";
    an_unknown_key_of_the_wait_for_housing: Swap("family = \"deterministic\"", "family = \"deterministic\"\ncvs = 1") => "C02" "move_on.safe_place.cvs" "cv";
    an_unknown_key_of_the_unsafe_place: Swap("from = \"E06000021\"", "from = \"E06000021\"\nradius = 500") => "C02" "unsafe_drawn.radius" "radius_m";
    a_decision_that_no_rule_asks: Swap("\npets =", "\nchildren = 0.5\npets =") => "C02" "decisions.children" "known are";
    a_key_of_the_top_in_a_class: Swap("name = \"woman alone\"", "name = \"woman alone\"\nwarm_up_years = 3") => "C02" "household[0].warm_up_years" "belongs at the top";
    an_unknown_key_of_waiting: Behind("\n[waiting]\npatience = { family = \"exponential\", mean_days = 14 }\nimpatience = 1\n") => "C02" "waiting.impatience" "patience";
    an_unknown_key_of_the_funnel: Behind("\n[funnel]\naccept = 0.5\n") => "C02" "funnel.accept" "accepts";
    an_unknown_need_of_the_stay_factor: Behind("\n[stay_factor]\npets = 1.5\n") => "C02" "stay_factor.pets";
    an_unknown_key_of_a_variant: Swap("name = \"woman alone\"", "name = \"woman alone\"\nvariants = [{ share = 1.0, referral = { dahs = 3 } }]") => "C02" "household[0].variants[0].referral.dahs" "dash";
    an_unknown_key_of_the_placement: Behind("\n[placement]\npolice = \"first_fit\"\n") => "C02" "placement.police" "policy";
    an_unknown_key_of_a_reading: Swap("[[reading]]", "[[reading]]\nseeds = 5") => "C02" "reading[0].seeds";
    a_reading_of_what_is_no_evidence: Swap("[[reading]]", "[[reading]]\nvoids = \"open\"") => "C02" "reading[0].voids";

    a_scenario_without_a_name: Without("name") => "C03" "name";
    a_scenario_without_an_estate: Without("estate") => "C03" "estate";
    a_scenario_without_a_start: Without("start =") => "C03" "start" "2026-11-20";
    a_scenario_without_its_years: Without("years") => "C03" "years";
    a_scenario_without_replications: Without("replications") => "C03" "replications";
    a_scenario_without_a_seed: Without("seed") => "C03" "seed";
    a_scenario_without_a_rate: Without("per_year") => "C03" "arrivals.per_year";
    a_scenario_without_households: All("[[household]]", "[[x_household]]") => "C03" "household";
    a_class_without_a_name: Swap("name = \"woman alone\"\n", "") => "C03" "household[0].name";
    a_class_without_a_share: Swap("share = { evidence = \"mix_woman_alone\" }\n", "") => "C03" "household[0].share";
    a_class_without_a_referral: Swap("\nreferral = {", "\nx_referral = {") => "C03" "household[0].referral";
    a_household_that_does_not_say_whether_there_is_danger: Swap("referral = { immediate_danger = true, ", "referral = { ") => "C03" "household[0].referral.immediate_danger";
    a_household_without_people: Swap("person = [{ role = \"adult\", age = 32, sex = \"female\" }]", "keep_apart = []") => "C03" "household[0].referral.person";
    a_household_without_an_adult: Swap("{ role = \"adult\", age = 32, sex", "{ role = \"child\", age = 2, sex") => "C03" "household[0].referral.person" "at least one adult";
    a_person_without_an_age: Swap("age = 32, ", "") => "C03" "household[0].referral.person[0].age";
    a_stay_without_a_family: Swap("family = \"lognormal\"\nmean_days = { evidence = \"support_days_mean\" }", "mean_days = 5") => "C03" "stay.default.family" "gamma";
    a_stay_without_a_mean: Swap("mean_days = { evidence = \"support_days_mean\" }\n", "") => "C03" "stay.default.mean_days";
    kinds_of_unit_without_a_stay: Swap("[stay.default]", "[stay.refuge]") => "C03" "stay" "stay.default";
    a_drawn_place_without_where_from: Without("from") => "C03" "unsafe_drawn.from";
    waiting_without_patience: Behind("\n[waiting]\n") => "C03" "waiting.patience";
    a_wave_without_its_period: Behind("\n[arrivals.wave]\namplitude = 0.2\n") => "C03" "arrivals.wave.period_days";
    bursts_without_their_days: Behind("\n[arrivals.bursts]\nper_year = 2\nreferrals = 5\n") => "C03" "arrivals.bursts.days";
    repeats_without_a_time: Behind("\n[repeats]\nchance = 0.5\n") => "C03" "repeats.after";
    second_stage_without_a_stay: Behind("\n[second_stage]\nplaces = 15\nshare = 0.5\n") => "C03" "second_stage.stay";
    a_variant_without_a_share: Swap("name = \"woman alone\"", "name = \"woman alone\"\nvariants = [{ referral = { dash = 3 } }]") => "C03" "household[0].variants[0].share";
    a_reading_without_a_name: Swap("[[reading]]\nname =", "[[reading]]\nx_name =") => "C03" "reading[0].name";

    years_in_words: Swap("years = 5", "years = \"five\"") => "C04" "years" "whole number";
    half_a_year: Swap("years = 5", "years = 5.5") => "C04" "years" "whole number";
    years_cited_from_the_evidence: Swap("years = 5", "years = { evidence = \"support_days_mean\" }") => "C04" "years" "whole number";
    a_name_that_is_a_number: Swap("name = \"stoke-37\"", "name = 37") => "C04" "name";
    an_estate_that_is_a_number: Swap("estate = \"stoke-on-trent\"", "estate = 37") => "C04" "estate";
    a_seed_in_words: Swap("seed = 20261001", "seed = \"1\"") => "C04" "seed" "whole number";
    a_rate_in_words: Swap("per_year = { evidence = \"referrals_direct_stoke_2024_25\" }", "per_year = \"many\"") => "C04" "arrivals.per_year" "number";
    a_rate_without_end: Swap("per_year = { evidence = \"referrals_direct_stoke_2024_25\" }", "per_year = inf") => "C04" "arrivals.per_year" "number";
    a_citation_of_a_number: Swap("per_year = { evidence = \"referrals_direct_stoke_2024_25\" }", "per_year = { evidence = 296 }") => "C04" "arrivals.per_year" "number";
    arrivals_that_are_a_number: Swaps(&[("[arrivals]", "[x_arrivals]"), ("years = 5", "arrivals = 296\nyears = 5")]) => "C04" "arrivals" "table";
    a_share_in_words: Swap("share = { evidence = \"mix_woman_alone\" }", "share = \"most\"") => "C04" "household[0].share" "number";
    a_household_in_words: Swap("\nreferral = {", "\nreferral = \"a woman\"\nx_referral = {") => "C04" "household[0].referral" "table";
    an_age_in_words: Swap("age = 32", "age = \"old\"") => "C05" "household[0].referral.person[0].age" "whole number";
    a_stay_in_words: Swap("mean_days = { evidence = \"support_days_mean\" }", "mean_days = \"long\"") => "C04" "stay.default.mean_days" "number";
    a_chance_that_is_a_flag: Swap("\npets = { evidence = \"chance_granted_pets\" }", "\npets = true") => "C04" "decisions.pets" "number";
    readings_that_are_a_number: Swaps(&[("[[reading]]", "[[x_reading]]"), ("[[reading]]", "[[x_reading]]"), ("[[reading]]", "[[x_reading]]"), ("[[reading]]", "[[x_reading]]"), ("years = 5", "reading = 5\nyears = 5")]) => "C04" "reading" "list";
    a_reading_that_is_a_number: Swaps(&[("[[reading]]", "[[x_reading]]"), ("[[reading]]", "[[x_reading]]"), ("[[reading]]", "[[x_reading]]"), ("[[reading]]", "[[x_reading]]"), ("years = 5", "reading = [5]\nyears = 5")]) => "C04" "reading[0]" "table";
    a_reading_of_arrivals_that_is_a_number: Swap("name = \"27 by these units\"", "name = \"27 by these units\"\narrivals = 5") => "C04" "reading[0].arrivals" "table";
}
