//! A provider's own order against trying everything, and what it says the order costs.

use crate::allocation::brute::Tried;
use crate::allocation::contract::{choices, unit_of};
use crate::allocation::drawn::{Size, drawn};
use crate::allocation::tally::every;
use lintel::desk::allocation::{CostOfOrder, Options, allocate};
use lintel::inputs::estate::{Allocation as Provided, AllocationOrder};

const SIZE: Size = Size { units: 6, households: 5, lived_in: 2, movable: 0, tight: false };

#[test]
fn every_order_is_kept_and_its_price_is_true() {
    let tally = every(2_500, &drawn(SIZE), |drawn, tally| {
        let world = drawn.world();
        let order = world.homes.estate.provider.allocation.clone();
        let pairs = drawn.pairs_with_accepted(&world);
        let Ok(terms) = pairs.admitted(&world) else { return };
        let tried = Tried { world: &world, pairs: &pairs };
        let answers = tried.everything(0);
        let best = tried.best(&answers, &order).unwrap();
        let answer = allocate(&world.batch(&terms), Options::default()).unwrap();
        assert_eq!(unit_of(&world, &answer), best.unit_of, "{order:?}");
        assert_eq!(answer.objective, best.objective);
        assert_eq!(answer.order.order.name(), drawn.order.name);
        assert_eq!(answer.order.shortfall, tried.shortfall(&order, &best), "{order:?}");
        let mut said = choices(&world, &answer);
        pairs.accepted.keys().for_each(|household| said.entry(*household).or_default().clear());
        assert_eq!(said, tried.choices(&answers, &order, &best), "may choose, {order:?}");
        let own = order.order == AllocationOrder::DangerFirst && order.floors.is_empty();
        let contract = tried.best(&answers, &Provided::default()).unwrap();
        let less = |mine: usize, theirs: usize| {
            i64::try_from(mine).unwrap() - i64::try_from(theirs).unwrap()
        };
        let (mine, theirs) = (best.objective, contract.objective);
        let price = CostOfOrder {
            immediate_danger_placed: less(
                mine.immediate_danger_placed,
                theirs.immediate_danger_placed,
            ),
            placed: less(mine.placed, theirs.placed),
            penalty: mine.penalty - theirs.penalty,
        };
        assert_eq!(answer.order.price, (!own).then_some(price));
        let name = drawn.order.name;
        tally.met(format!("{name} changes who is placed"), best.who() != contract.who());
        tally.met(format!("{name} places fewer"), price.placed < 0);
        tally.met(format!("{name} places fewer in danger"), price.immediate_danger_placed < 0);
        tally.met("floors change who is placed", {
            let unfloored = Provided { floors: std::collections::BTreeMap::new(), ..order.clone() };
            tried.best(&answers, &unfloored).unwrap().who() != best.who()
        });
        tally.met("floors cannot be reached", answer.order.shortfall > 0);
    });
    tally.at_least(&[
        ("households_first changes who is placed", 8),
        ("households_first places fewer in danger", 4),
        ("waiting_lexicographic changes who is placed", 40),
        ("waiting_lexicographic places fewer in danger", 15),
        ("waiting_lexicographic places fewer", 5),
        ("first_come changes who is placed", 40),
        ("first_come places fewer", 25),
        ("first_come places fewer in danger", 20),
        ("floors change who is placed", 25),
        ("floors cannot be reached", 60),
    ]);
}
