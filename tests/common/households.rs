//! Households that could be: any valid referral, drawn at random and written as its form.

use crate::estates::{ASKING, reference};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

/// Homes, sectors, a ward, a district, an office or two, and places that are not on the map.
const PLACES: [&str; 12] = [
    "ST4 2QH",
    "ST3 4BD",
    "ST6 5NN",
    "ST4 6",
    "ST1 5",
    "PL4 7",
    "E05002078",
    "Stoke-on-Trent",
    "M1 2AB",
    "EC1A 1BB",
    "ST4 6ZZ",
    "Budshead",
];

fn sex() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just("female"), 1 => Just("male")]
}

fn people() -> impl Strategy<Value = Vec<Json>> {
    let lead = (prop_oneof![1 => 14..18u8, 9 => 18..80u8], sex(), prop::bool::weighted(0.05)).prop_map(|(age, sex, policy_review)| {
        json!({ "role": "adult", "age": age, "sex": sex, "policy_review": policy_review })
    });
    let partner = (16..80u8, sex(), any::<bool>()).prop_map(|(age, sex, partner)| {
        json!({ "role": "adult", "age": age, "sex": sex, "partner_of_lead": partner })
    });
    let child =
        (0..18u8, sex(), prop::bool::weighted(0.05)).prop_map(|(age, sex, policy_review)| {
            let age = if age == 17 { json!("unknown") } else { json!(age) };
            json!({ "role": "child", "age": age, "sex": sex, "policy_review": policy_review })
        });
    (
        lead,
        prop_oneof![3 => Just(None), 1 => partner.prop_map(Some)],
        vec(child, 0..=3),
        any::<bool>(),
    )
        .prop_map(|(lead, partner, mut children, first)| {
            // The lead is the first adult, wherever she stands in the list.
            let at = if first { 0 } else { children.len() };
            children.insert(at, lead);
            children.extend(partner);
            children
        })
}

/// Yes or no, the former so often; or nobody could say.
fn flag(yes: f64) -> impl Strategy<Value = Json> {
    prop_oneof![9 => prop::bool::weighted(yes).prop_map(Json::from), 1 => Just(json!("unknown"))]
}

fn needs() -> impl Strategy<Value = Json> {
    let words = (
        select(&["none", "none", "none", "none", "limited", "wheelchair"][..]),
        select(&["none", "none", "past", "prescribed", "current"][..]),
        vec(select(&["mental_health", "drugs", "alcohol", "offending", "other"][..]), 0..3),
    );
    let counts = (select(&[0, 0, 0, 1, 2][..]), select(&[0, 0, 0, 0, 1, 2][..]));
    (words, flag(0.3), flag(0.3), counts).prop_map(
        |((mobility, substance_use, support), complex, nrpf, (pets, unborn))| {
            json!({
                "mobility": mobility, "substance_use": substance_use, "support": support,
                "complex": complex, "nrpf": nrpf, "pets": pets, "unborn": unborn,
            })
        },
    )
}

fn unsafe_place() -> impl Strategy<Value = Json> {
    let radius = of(select(&[0, 500, 1000, 2000, 5000, 20_000][..]));
    (select(&PLACES[..]), radius, prop::bool::weighted(0.7)).prop_map(|(place, radius, hard)| {
        let mut named = json!({ "place": place, "hard": hard });
        if let Some(radius) = radius {
            named["radius_m"] = json!(radius);
        }
        named
    })
}

fn wishes() -> impl Strategy<Value = Json> {
    let sectors = vec(select(&["ST4 6", "st1 5", "PL4 7", "AB1 1"][..]), 0..3);
    (sectors, vec(select(&PLACES[..]), 0..3), any::<bool>()).prop_map(
        |(sectors, near, self_contained)| {
            json!({ "sectors": sectors, "near": near, "self_contained": self_contained })
        },
    )
}

fn home() -> impl Strategy<Value = Json> {
    (any::<bool>(), any::<bool>(), of(any::<bool>())).prop_map(|(stays, resident, consent)| {
        let mut home = json!({ "wishes_to_stay": stays, "perpetrator_resident": resident });
        if let Some(consent) = consent {
            home["landlord_consent"] = json!(consent);
        }
        home
    })
}

/// Any valid referral, as JSON.
pub(crate) fn referral() -> impl Strategy<Value = Json> {
    let head = (
        (flag(0.5), prop::bool::weighted(0.1)),
        (flag(0.3), prop::bool::weighted(0.1)),
        prop::bool::weighted(0.2),
        select(&["2026-11-20T21:40:00Z", "2026-11-25T00:30:00+01:00"][..]),
    );
    let apart = vec(prop_oneof![(0..10usize).prop_map(reference), Just("Nobody".to_owned())], 0..3);
    (
        head,
        people(),
        needs(),
        prop_oneof![3 => vec(unsafe_place(), 0..2), 1 => vec(unsafe_place(), 2..4)],
        (wishes(), of(home())),
        apart,
    )
        .prop_map(
            |(
                ((danger, linked), (homeless, other_area), may_seek, received),
                people,
                needs,
                places,
                (wishes, home),
                apart,
            )| {
                let mut referral = json!({
                    "reference": ASKING, "received": received, "source": "agency",
                    "immediate_danger": danger, "homeless_before": homeless, "person": people,
                    "needs": needs, "perpetrator": { "may_seek_place": may_seek, "linked_to_service": linked },
                    "other_area": other_area,
                    "unsafe": places, "preferences": wishes, "keep_apart": apart,
                });
                if let Some(home) = home {
                    referral["home"] = home;
                }
                referral
            },
        )
}
