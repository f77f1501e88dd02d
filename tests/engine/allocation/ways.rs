//! Assignment, branch and bound and the solver give one answer, to the last word of it.

use crate::allocation::drawn::{Size, drawn};
use crate::allocation::tally::every;
use lintel::desk::allocation::{Method, Options, Way, allocate};

#[test]
fn every_way_of_solving_gives_the_same_answer_to_the_last_word() {
    const SIZE: Size = Size { units: 8, households: 6, lived_in: 4, movable: 6, tight: true };
    let tally = every(200, &drawn(SIZE), |drawn, tally| {
        let world = drawn.world();
        let pairs = drawn.pairs_with_accepted(&world);
        let Ok(terms) = pairs.admitted(&world) else { return };
        let moves = usize::from(["danger_first", "households_first"].contains(&drawn.order.name));
        let batch = world.batch(&terms);
        let [fastest, search, solver] = [Way::Fastest, Way::Search, Way::Solver].map(|way| {
            let mut answer = allocate(&batch, Options { moves, way }).unwrap();
            tally.met(format!("{:?} by {way:?}", answer.method), 1_usize);
            answer.method = Method::Assignment;
            answer
        });
        assert_eq!(fastest, search);
        assert_eq!(fastest, solver);
        tally.met("a limit is passed by the assignment alone", fastest.binding.is_some());
        tally.met("somebody moves", !fastest.moves.is_empty());
    });
    tally.at_least(&[
        ("Assignment by Fastest", 20),
        ("BranchAndBound by Fastest", 4),
        ("BranchAndBound by Search", 4),
        ("Solver by Solver", 60),
        ("FirstCome by Fastest", 20),
        ("a limit is passed by the assignment alone", 8),
        ("somebody moves", 5),
    ]);
}
