//! Mistakes in `candidates.csv` and `budgets.csv`: what money could buy, and what may be spent.

/// Line 3 is `home-2-bed`, a unit; line 7 `worker-move-on`, line 9 `adapt-unit`, line 10 `older-boys`, line 12
/// `nrpf-place`, all levers.
mod candidates {
    use crate::bad_input::patch::Change::{Behind, Cell, NotUtf8, Twice, Whole};
    use crate::bad_input::patch::{Copied, File, mistakes, refused};

    #[test]
    fn a_cost_has_its_standing_and_source() {
        for column in ["capital", "capital_standing", "capital_source", "yearly", "yearly_standing"]
        {
            refused(File::Candidates, Cell(3, column, ""), "C03", &format!("line 3, {column}"));
        }
    }

    mistakes! { in Candidates;
        bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
        a_unit_without_rooms: Cell(3, "rooms", "") => "C03" "line 3, rooms" "a unit must say this";
        a_unit_with_targets: Cell(3, "targets", "Alder") => "C10" "line 3, targets" "only a lever";
        a_sector_without_its_space: Cell(4, "sector", "ST67") => "C06" "line 4, sector";
        a_sector_that_is_on_no_map: Cell(4, "sector", "ZZ9 9") => "C11" "line 4, sector" "map";
        a_shared_setting_for_anybody: Cell(2, "residents", "any") => "C10" "line 2, residents";
        a_wheelchair_and_steps: Cell(5, "step_free", "false") => "C10" "line 5, step_free" "step-free";
        a_lever_with_rooms: Cell(7, "rooms", "2+1") => "C10" "line 7, rooms" "only a unit";
        a_longer_wait: Cell(7, "amount", "1.2") => "C07" "line 7, amount" "from 0 to 1";
        a_worker_without_effect: Cell(8, "amount", "") => "C03" "line 8, amount" "docs/reference/candidates.md";
        a_unit_that_is_not_there: Cell(9, "targets", "Tern") => "C09" "line 9, targets" "units.csv";
        half_a_place: Cell(12, "amount", "0.5") => "C07" "line 12, amount" "whole number";
        the_same_thing_twice: Cell(10, "most", "2") => "C07" "line 10, most" "1 times";
        more_than_it_costs: Cell(6, "capital_low", "50000") => "C10" "line 6, capital_low" "40000";
        money_in_words: Cell(11, "yearly", "much") => "C04" "line 11, yearly";
        no_time_at_all: Cell(13, "life_years", "0") => "C07" "line 13, life_years";
    }

    /// What else is wrong with the row depends on it.
    #[test]
    fn a_lever_must_be_one_that_is_known() {
        let issue = refused(File::Candidates, Cell(3, "what", "house"), "C05", "line 3, what");
        assert!(issue.allowed.contains("move_on_worker"));
    }

    #[test]
    fn a_candidate_stands_once() {
        refused(File::Candidates, Twice(3), "C08", "line 4, candidate");
    }

    #[test]
    fn there_must_be_a_row() {
        let header =
            include_str!("../../../data/stoke-on-trent/candidates.csv").lines().next().unwrap();
        let copied = Copied::new();
        copied.write(File::Candidates.path(), &format!("{header}\n"));
        let issues = copied.issues(&["expand", "stoke-37"]);
        assert_eq!(issues[0].code, "C03");
    }

    #[test]
    fn an_estate_without_candidates_is_said_with_the_next_step() {
        let copied = Copied::with(File::Candidates, Whole("x\n"));
        std::fs::remove_file(copied.path(File::Candidates.path())).unwrap();
        let said = copied.run(&["expand", "stoke-37"]);
        assert_eq!(said.code, 1);
        assert!(said.stderr.contains("--candidates"), "{}", said.stderr);
    }

    #[test]
    fn both_files_are_read_before_anything_is_said() {
        let copied = Copied::with(File::Candidates, Cell(3, "most", "none"));
        copied.change(File::Budgets, Behind("late,2,1,1,,assumed,judgement\n"));
        let issues = copied.issues(&["expand", "stoke-37"]);
        let codes: Vec<&str> = issues.iter().map(|issue| &*issue.code).collect();
        assert_eq!(codes, ["C04", "C03"]);
    }
}

mod budgets {
    use crate::bad_input::patch::Change::{All, Behind, Cell, NotUtf8, Twice, Whole};
    use crate::bad_input::patch::{Copied, File, mistakes, refused};

    mistakes! { in Budgets;
        bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
        less_than_nothing: Cell(2, "yearly", "-1") => "C07" "line 2, yearly";
        a_standing_that_nobody_knows: Cell(3, "standing", "guessed") => "C05" "line 3, standing" "assumed";
        a_year_before_the_first: Cell(5, "year", "0") => "C07" "line 5, year";
        money_in_words: Cell(4, "capital", "some") => "C04" "line 4, capital";
    }

    #[test]
    fn a_year_of_a_budget_stands_once() {
        refused(File::Budgets, Twice(2), "C08", "line 3, year");
    }

    #[test]
    fn a_year_needs_the_row_of_every_year_before_it() {
        refused(File::Budgets, Cell(2, "year", "1"), "C03", "line 2, year");
    }

    #[test]
    fn a_budget_rests_on_funding_that_the_scenario_has() {
        let copied = Copied::with(File::Budgets, Cell(2, "funding", "bequest"));
        let scenario = "base = \"stoke-37\"\nname = \"ending\"\n[[funding]]\nname = \"grant\"\nyearly = 1\nends = \"2027-03-31\"\n";
        copied.write("scenarios/ending.toml", scenario);
        let issues = copied.issues(&["expand", "ending"]);
        assert_eq!((&*issues[0].code, &*issues[0].place), ("C09", "line 2, funding"));
        assert_eq!(issues[0].line, Some(2));
        assert!(issues[0].allowed.contains("grant"));
    }

    #[test]
    fn a_missing_column_is_to_be_added() {
        let copied = Copied::with(
            File::Budgets,
            Whole(
                "budget,year,capital,yeraly,funding,standing,source\nsmall,,1,1,,assumed,judgement\n",
            ),
        );
        let issues = copied.issues(&["expand", "stoke-37"]);
        assert_eq!((&*issues[0].code, &*issues[0].place), ("C03", "line 1, yearly"));
        assert!(issues[0].action.starts_with("add a column yearly"), "{}", issues[0].action);
        assert!(issues[0].allowed.contains("yeraly"), "{}", issues[0].allowed);
    }

    /// Few ask, and nobody was there before, so that the answer is quick.
    #[test]
    fn what_a_budget_says_in_vain_is_said() {
        let copied = Copied::with(File::Budgets, Cell(2, "funding", "bequest"));
        copied.change(File::Budgets, Behind("middle,4,1,1,,assumed,judgement\ntiny,,100,100,,assumed,judgement\nalike,,100,100,,assumed,judgement\n"));
        copied.change(File::Candidates, Cell(3, "lead_days", "5000"));
        // What costs nothing can always be afforded.
        let costs = ["its own (assumed),0,", "its own (assumed),4000,"];
        copied.change(File::Candidates, All(costs[0], costs[1]));
        let scenario = "base = \"stoke-37\"\nname = \"brief\"\nyears = 2\nwarm_up_years = 0\n[arrivals]\nper_year = 80\n";
        copied.write("scenarios/brief.toml", scenario);
        let few = ["--replications", "50", "--search", "20", "--most", "50", "--check", "0"];
        let said = copied.run(&[&["expand", "brief"][..], &few].concat());
        assert_eq!(said.code, 0, "{}", said.stderr);
        let words = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "It rests on \u{201c}bequest\u{201d}, of which this scenario does not say when it ends: taken as lasting.",
            "Its money of year 4 is not counted: the scenario counts 2 years.",
            "2-bedroom home: it would begin to work only after the years that count.",
            "Nothing is affordable within it: the cheapest candidate, wheelchair adaptation, costs \u{a3}500 a year to run and \u{a3}30,000 of capital once.",
            "It comes to the same as the budget tiny",
            "Nothing more is worth buying: fewer than one household a year is turned away.",
        ] {
            assert!(words.contains(part), "{part}\n{words}");
        }
        assert!(!words.contains("tapes of the search"));
    }
}
