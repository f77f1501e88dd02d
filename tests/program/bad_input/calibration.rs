//! Mistakes in `calibration.toml`: what is not known, what was counted, and what could be done.

use crate::bad_input::patch::Change::{Behind, NotUtf8, Swap};
use crate::bad_input::patch::mistakes;

mistakes! { in Calibration;
    bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
    a_key_that_nobody_knows: Swap("what_if = true", "whatif = true") => "C02" "reading[3].whatif" "what_if";
    a_prior_without_a_source: Swap("source = \"Not published: any share is as likely as another\"\n", "") => "C03" "parameter[1].source";
    a_record_in_words: Swap("value = 269", "value = \"many\"") => "C04" "observation[3].value";
    something_that_nobody_counts: Swap("counts = \"placements\"", "counts = \"placed\"") => "C05" "observation[3].counts" "placements";
    a_family_that_nobody_knows: Swap("family = \"choice\"", "family = \"normal\"") => "C05" "parameter[4].prior.family";
    a_day_as_people_write_it: Swap("from = \"2022-10-01\"", "from = \"1/10/2022\"") => "C06" "observation[5].from";
    a_share_above_one: Swap("value = { evidence = \"share_declined_capacity_staffordshire_2023\" }", "value = 77") => "C07" "observation[5].value" "0.77";
    a_prior_beyond_what_makes_sense: Swap("low = 0.05, high = 1.0", "low = 0.05, high = 1.5") => "C07" "parameter[1].prior" "0 to 1";
    an_error_below_zero: Swap("[refusal_log]\nerror = 0.03", "[refusal_log]\nerror = -0.03") => "C07" "refusal_log.error";
    two_parameters_that_set_the_same: Swap("sets = \"home_wait_share\"", "sets = \"stay_days\"") => "C08" "parameter[3].sets";
    two_readings_of_one_name: Swap("name = \"27 by all services\"", "name = \"27 by these units\"") => "C08" "reading[1].name";
    a_figure_that_the_evidence_does_not_have: Swap("evidence = \"referrals_direct_stoke_2024_25\"", "evidence = \"referrals_stoke\"") => "C09" "observation[0].value";
    a_prior_from_a_figure_that_is_not_there: Swap("evidence = \"stay_days_mode\"", "evidence = \"stay_days_mood\"") => "C09" "parameter[2].prior";
    a_reading_of_a_record_that_is_not_there: Swap("takes = [\"referrals\", \"77% over Staffordshire\"]", "takes = [\"referrals\", \"78%\"]") => "C09" "reading[2].takes";
    a_prior_whose_ends_are_swapped: Swap("low = 0.1, mode = 0.29, high = 0.5", "low = 0.5, mode = 0.29, high = 0.1") => "C10" "parameter[3].prior";
    a_record_of_half_a_year: Swap("to = \"2023-09-30\"", "to = \"2023-03-31\"") => "C10" "observation[5].to" "twelve months";
    an_error_and_a_tolerance: Swap("value = 269\nerror = 0.02", "value = 269\nerror = 0.02\ntolerance = 3") => "C10" "observation[3].error";
    an_alternative_that_costs_more: Swap("a_year = 98992\nadds = [\"Avocet\"", "a_year = 120000\nadds = [\"Avocet\"") => "C10" "alternative[1].a_year" "as much as the first";
    a_parameter_without_a_prior: Behind("\n[[parameter]]\nname = \"accepts\"\nsets = \"accepts\"\nunit = \"share\"\nstanding = \"assumed\"\nsource = \"a test\"\n") => "C03" "parameter[19].prior";
    a_share_of_no_class: Swap("households = [\"mother and three children\", \"mother and five children\"]\n", "") => "C10" "parameter[6].households";
    a_class_in_two_shares: Swap("\"woman alone\", \"woman sleeping rough\"", "\"mother and five children\", \"woman sleeping rough\"") => "C08" "parameter[8].households";
    shares_that_may_come_to_more_than_all: Swap("low = 0.06, mode = 0.125, high = 0.25", "low = 0.06, mode = 0.125, high = 0.75") => "C07" "parameter[8].prior";
    a_grant_of_no_rule: Swap("rule = \"pets\"\n", "") => "C10" "parameter[16].rule" "of one rule";
    a_rule_of_what_is_no_grant: Swap("sets = \"stay_cv\"", "sets = \"stay_cv\"\nrule = \"keep_apart\"") => "C10" "parameter[4].rule" "leave rule out";
    a_rule_that_nobody_decides: Swap("rule = \"pets\"", "rule = \"mobility\"") => "C05" "parameter[16].rule" "single_sex";
    two_grants_of_one_rule: Swap("rule = \"pets\"", "rule = \"single_sex\"") => "C08" "parameter[16].rule";
    a_wait_said_twice: Swap("levers = [\"worker-move-on\"", "home_wait_factor = 0.6\nlevers = [\"worker-move-on\"") => "C10" "alternative[3].levers" "candidates.csv";
    kinds_of_what_is_no_placement: Swap("counts = \"referrals\"", "counts = \"referrals\"\nkinds = [\"refuge\"]") => "C10" "observation[0].kinds";
}
