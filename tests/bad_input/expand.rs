//! Mistakes in `candidates.csv` and `budgets.csv`: what money could buy, and what may be spent.

/// Line 3 is `home-2-bed`, a unit; line 7 `worker-move-on`, line 9 `adapt-unit`, line 10 `older-boys`, line 12
/// `nrpf-place`, all levers.
mod candidates {
    use crate::patch::Change::{Behind, Cell, NotUtf8, Twice, Whole};
    use crate::patch::{Copied, File, mistakes, refused};

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
        a_shared_setting_for_anybody: Cell(2, "residents", "any") => "C10" "line 2, residents" "2.21";
        a_wheelchair_and_steps: Cell(5, "step_free", "false") => "C10" "line 5, step_free" "step-free";
        a_lever_with_rooms: Cell(7, "rooms", "2+1") => "C10" "line 7, rooms" "only a unit";
        a_longer_wait: Cell(7, "amount", "1.2") => "C07" "line 7, amount" "from 0 to 1";
        a_worker_without_effect: Cell(8, "amount", "") => "C03" "line 8, amount" "docs/expansion.md";
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
            include_str!("../../data/stoke-on-trent/candidates.csv").lines().next().unwrap();
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
    use crate::patch::Change::{Cell, NotUtf8, Twice};
    use crate::patch::{Copied, File, mistakes, refused};

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
        assert_eq!((&*issues[0].code, &*issues[0].place), ("C09", "budget small, funding"));
        assert!(issues[0].allowed.contains("grant"));
    }
}
