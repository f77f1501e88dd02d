//! What is shown as possible next is what is recorded next.

use super::super::Next;
use super::*;

/// Every act with an event that tells it.
fn events() -> Vec<(Next, Value)> {
    let person = json!({"role": "child", "age": 3, "sex": "female"});
    vec![
        (Next::Contacted, only("contact_attempted", "R1")),
        (Next::Offered, offered("R1", "A", "20 23:00")),
        (Next::Accepted, of("offer_accepted", "R1", "A")),
        (Next::Declined, ended("R1", "A", "declined")),
        (Next::Arrived, of("arrived", "R1", "A")),
        (Next::NotArrived, ended("R1", "A", "not_arrived")),
        (Next::Released, ended("R1", "A", "released")),
        (Next::Closed, only("withdrawn", "R1")),
        (Next::Moved, of("transferred", "R1", "B")),
        (Next::Joined, json!({"event": "person_joined", "referral": "R1", "person": person})),
        (Next::Departed, departed("R1")),
        (Next::MadeReady, on_unit("made_ready", "A")),
        (Next::VoidBegan, on_unit("void_began", "A")),
        (Next::VoidEnded, on_unit("void_ended", "A")),
        (Next::UnitClosed, on_unit("unit_closed", "A")),
        (Next::UnitOpened, on_unit("unit_opened", "A")),
    ]
}

impl Told {
    /// Holds what is said to be possible against what is recorded, of R1 and A; how many are.
    fn possible(&self, unit: Option<&str>) -> usize {
        let mut possible = 0;
        for (next, mut event) in events() {
            let asked = match event.get("referral") {
                Some(_) if next == Next::Moved => (Some("R1"), None),
                Some(_) => (Some("R1"), unit),
                None => (None, Some("A")),
            };
            let said = self.log.why_not_next(next, asked, at("20 21:00"));
            event["at"] = written("20 21:00").into();
            let draft = Draft::of(event.as_object().unwrap().clone());
            let draft = draft.unwrap_or_else(|misread| panic!("{event}: {:?}", misread.why));
            let terms = Terms { now: at("20 21:00"), keep_years: None, may_correct: true };
            let recorded = self.log.clone().record(draft, &terms).err().map(|refusal| refusal.why);
            if next.needs_a_claim() && unit.is_none() {
                // A page speaks of the unit they have: there is none.
                assert!(said.is_some(), "{next:?}");
            } else {
                assert_eq!(said, recorded, "{next:?}");
            }
            possible += usize::from(said.is_none());
        }
        possible
    }
}

#[test]
fn what_can_come_next_is_what_can_be_recorded() {
    let mut told = Told::new().with(1);
    assert_eq!(told.possible(None), 4);
    told.ok("20 20:40", &held("R1", "A", "20 21:10"));
    assert_eq!(told.possible(Some("A")), 6);
    told.ok("20 20:41", &offered("R1", "A", "20 21:10"));
    assert_eq!(told.possible(Some("A")), 8);
    told.ok("20 20:42", &of("offer_accepted", "R1", "A"));
    assert_eq!(told.possible(Some("A")), 5);
    told.ok("20 20:43", &of("arrived", "R1", "A"));
    assert_eq!(told.possible(Some("A")), 5);
    told.ok("20 20:44", &departed("R1"));
    assert_eq!(told.possible(None), 3);
}
