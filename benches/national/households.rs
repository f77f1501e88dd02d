//! The households of the synthetic batch.

use super::draw::Draw;
use super::{Map, Order, homes};
use serde_json::{Value, json};

/// A household that asks.
#[derive(Debug, Clone)]
pub(crate) struct Household {
    pub(crate) reference: String,
    /// Its referral.
    pub(crate) form: Value,
    /// A resident whose own row asks to be kept apart from it.
    pub(crate) named_by_resident: Option<usize>,
}

/// What binds a household to others.
#[derive(Debug, Default)]
struct Binding {
    complex: bool,
    nrpf: bool,
    keep_apart: Vec<String>,
    named_by_resident: Option<usize>,
}

/// Draws the batch beside so many residents.
pub(crate) fn draw(order: Order, map: &Map, residents: usize) -> Vec<Household> {
    let mut draw = Draw::named(order.seed, "households");
    let mut bind = Draw::named(order.seed, "bindings");
    (0..order.households)
        .map(|k| {
            let bound = if order.one_to_one {
                Binding::default()
            } else {
                binding(k, residents, &mut bind)
            };
            let reference = reference(k);
            let form = form(&reference, &bound, map, &mut draw);
            Household { reference, form, named_by_resident: bound.named_by_resident }
        })
        .collect()
}

fn reference(k: usize) -> String {
    format!("SYN-H-{:05}", k + 1)
}

fn binding(k: usize, residents: usize, draw: &mut Draw) -> Binding {
    let mut keep_apart = Vec::new();
    if k > 0 && draw.percent(6) {
        keep_apart.push(reference(k - draw.between(1, k.min(20))));
    }
    if residents > 0 && draw.percent(4) {
        keep_apart.push(homes::reference(draw.below(residents)));
    }
    Binding {
        complex: draw.percent(14),
        nrpf: draw.percent(6),
        keep_apart,
        named_by_resident: (residents > 0 && draw.percent(2)).then(|| draw.below(residents)),
    }
}

fn form(reference: &str, bound: &Binding, map: &Map, draw: &mut Draw) -> Value {
    let home = draw.below(map.postcodes.len());
    let minute = draw.below(14 * 60);
    let substance_use =
        draw.weighted(&[(82, "none"), (6, "past"), (6, "prescribed"), (6, "current")]);
    json!({
        "reference": reference,
        "received": format!("2026-11-20T{:02}:{:02}:00Z", 8 + minute.div_euclid(60), minute % 60),
        "source": if draw.percent(30) { "self" } else { "agency" },
        "immediate_danger": draw.percent(40),
        "homeless_before": draw.percent(15),
        "keep_apart": bound.keep_apart,
        "person": people(draw),
        "needs": {
            "mobility": draw.weighted(&[(93, "none"), (5, "limited"), (2, "wheelchair")]),
            "support": support(bound, draw),
            "substance_use": substance_use,
            "complex": bound.complex,
            "nrpf": bound.nrpf,
            "pets": draw.weighted(&[(92, 0), (6, 1), (2, 2)]),
        },
        "perpetrator": { "may_seek_place": draw.percent(3) },
        "unsafe": unsafe_places(home, map, draw),
        "preferences": wishes(home, map, draw),
    })
}

fn support(bound: &Binding, draw: &mut Draw) -> Vec<&'static str> {
    let mut support = Vec::new();
    if bound.complex || draw.percent(30) {
        support.push("mental_health");
    }
    if draw.percent(6) {
        support.push("alcohol");
    }
    if draw.percent(5) {
        support.push("drugs");
    }
    support
}

fn people(draw: &mut Draw) -> Vec<Value> {
    let person = |role: &str, age: usize, sex: &str| json!({"role": role, "age": age, "sex": sex});
    let lead = if draw.percent(5) { "male" } else { "female" };
    let age = draw.between(18, 62);
    let mut people = vec![person("adult", age, lead)];
    if draw.percent(4) {
        let sex = if draw.percent(50) { "female" } else { "male" };
        people.push(person("adult", draw.between(18, 40), sex));
    }
    let children = draw.weighted(&[(42, 0), (25, 1), (19, 2), (9, 3), (3, 4), (2, 5)]);
    for _ in 0..children {
        let sex = if draw.percent(50) { "female" } else { "male" };
        people.push(person("child", draw.below(age.min(34) - 16), sex));
    }
    people
}

/// A postcode within so many of another in the list: near it on the ground.
fn postcode_near<'a>(home: usize, span: usize, map: &'a Map, draw: &mut Draw) -> &'a str {
    let from = home.saturating_sub(span);
    let to = (home + span).min(map.postcodes.len() - 1);
    &map.postcodes[draw.between(from, to)]
}

fn sector_of(postcode: &str) -> &str {
    postcode.get(..postcode.len() - 2).unwrap_or(postcode)
}

#[derive(Clone, Copy)]
enum Named {
    Postcode,
    Sector,
    Ward,
    District,
    Beyond,
}

fn unsafe_places(home: usize, map: &Map, draw: &mut Draw) -> Vec<Value> {
    let many = draw.weighted(&[(8, 0), (50, 1), (27, 2), (15, 3)]);
    let mut places = Vec::new();
    for k in 0..many {
        let near = postcode_near(home, if k == 0 { 1 } else { 600 }, map, draw);
        let named = draw.weighted(&[
            (68, Named::Postcode),
            (16, Named::Sector),
            (12, Named::Ward),
            (3, Named::District),
            (1, Named::Beyond),
        ]);
        let place = match named {
            Named::Postcode => near,
            Named::Sector => sector_of(near),
            Named::Ward => draw.pick(&map.wards).as_str(),
            Named::District => draw.weighted(&[(1, "E06000021"), (1, "E06000026")]),
            Named::Beyond => "M1 2AB",
        };
        // Nobody here knows every address, so a place beyond the map is only a wish.
        let hard = draw.percent(80) && !matches!(named, Named::Beyond);
        let why = draw.weighted(&[(5, "home"), (2, "work"), (2, "family"), (1, "other")]);
        let mut form = json!({ "place": place, "hard": hard, "why": why });
        if draw.percent(60) {
            let radius = draw.weighted(&[
                (2, 500),
                (4, 1_000),
                (4, 2_000),
                (4, 3_000),
                (3, 5_000),
                (2, 10_000),
                (1, 20_000),
            ]);
            form["radius_m"] = json!(radius);
        }
        places.push(form);
    }
    places
}

fn wishes(home: usize, map: &Map, draw: &mut Draw) -> Value {
    let near: Vec<&str> = (0..draw.weighted(&[(65, 0), (25, 1), (10, 2)]))
        .map(|_| postcode_near(home, 2_500, map, draw))
        .collect();
    let sectors: Vec<&str> = (0..draw.weighted(&[(75, 0), (13, 1), (8, 2), (4, 3)]))
        .map(|_| draw.pick(&map.sectors).as_str())
        .collect();
    json!({ "sectors": sectors, "near": near, "self_contained": draw.percent(30) })
}
