//! What two engines that share a tape could both get wrong: whether the tape's numbers are those that the
//! scenario says, and each its own.
//!
//! Each estimate must lie within 5 standard errors: for right code a comparison fails for 1 seed in 1.7 million,
//! and of the 500 or so below any for 1 in 3,000. The seed is fixed, so a test always passes or always fails.

use crate::reference::drawn::read;
use crate::{GEOGRAPHY, common};
use lintel::engine::demand;
use lintel::engine::simulation::{EVERY_OFFER, Exit, Leaver, Model, Tape};

const DAY_MS: f64 = 86_400_000.0;
const WIDEST: f64 = 5.0;

/// Shows every tape of a scenario over one year that is given its arrivals and what follows them.
fn tapes(arrivals: &str, rest: &str, replications: u32, mut each: impl FnMut(&Model<'_>, &Tape)) {
    let text = format!(
        "name = \"tape\"\nestate = \"tests/engine/queueing/pool-30\"\nstart = \"2026-01-01\"\nyears = 1\n\
         start_state = \"empty\"\nwarm_up_years = 0\nreplications = 1\nseed = 20261124\n\
         [arrivals]\n{arrivals}\n\
         [stay]\ndefault = {{ family = \"exponential\", mean_days = 30.0 }}\n{rest}\n\
         [[household]]\nname = \"one\"\nshare = 0.5\nreferral = {{ immediate_danger = false, \
         homeless_before = false, home = {{ wishes_to_stay = true }}, person = [{{ role = \"adult\", age = 30, sex = \"female\" }}] }}\n\
         unsafe_drawn = {{ from = \"ST3 4\", radius_m = 1000 }}\n\
         [[household]]\nname = \"other\"\nshare = 0.5\nreferral = {{ immediate_danger = true, \
         homeless_before = false, source = \"self\", person = [{{ role = \"adult\", age = 40, sex = \"female\" }}] }}\n\
         unsafe_drawn = {{ from = \"ST3 4\", radius_m = 1000 }}\n"
    );
    let scenario = read(&text).unwrap();
    let homes = common::homes(&scenario.estate, &GEOGRAPHY);
    let demand = demand::build("tape", &scenario, &homes.estate, &GEOGRAPHY).unwrap();
    let model = Model::new(&scenario, homes.both(), &GEOGRAPHY, &demand);
    let mut tape = Tape::default();
    for replication in 0..replications {
        tape.draw(&model, replication);
        each(&model, &tape);
    }
}

/// Mean, variance, and the standard error of each.
fn moments(values: &[f64]) -> [(f64, f64); 2] {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let about = |power: i32| values.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / n;
    let (variance, fourth) = (about(2), about(4));
    let se = ((fourth - variance * variance) / n).sqrt();
    [(mean, (variance / n).sqrt()), (variance, se)]
}

fn near(what: &str, (found, se): (f64, f64), exact: f64) {
    assert!((found - exact).abs() < WIDEST * se, "{what}: {found} (se {se}), exactly {exact}");
}

/// A share of so many.
fn near_share(what: &str, (found, all): (usize, usize), exact: f64) {
    let n = all as f64;
    near(what, (found as f64 / n, (exact * (1.0 - exact) / n).sqrt()), exact);
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let ([(mean, _), (variance, _)], [(mean_of, _), (variance_of, _)]) =
        (moments(one), moments(other));
    let products = one.iter().zip(other).map(|(a, b)| (a - mean) * (b - mean_of));
    products.sum::<f64>() / one.len() as f64 / (variance * variance_of).sqrt()
}

#[test]
fn each_offer_is_declined_with_the_same_chance() {
    const ACCEPTS: f64 = 0.6;
    let mut declines: Vec<u8> = Vec::new();
    tapes("per_year = 20000", "[funnel]\naccepts = 0.6", 2, |_, tape| {
        declines.extend(tape.first.iter().map(|drawn| drawn.declines));
    });
    // Of those who reach an offer, the share that declines it.
    for offer in 0..5 {
        let reached = declines.iter().filter(|&&declined| declined >= offer).count();
        let declined = declines.iter().filter(|&&declined| declined > offer).count();
        near_share(&format!("offer {offer}"), (declined, reached), 1.0 - ACCEPTS);
    }
}

#[test]
fn who_accepts_nothing_declines_every_offer_and_who_accepts_all_none() {
    for (funnel, declines) in [("accepts = 0.0", EVERY_OFFER), ("accepts = 1.0", 0)] {
        tapes("per_year = 2000", &format!("[funnel]\n{funnel}"), 1, |model, tape| {
            for k in 0..tape.len() {
                for request in 0..3 {
                    let drawn = tape.request(model, k, request).drawn;
                    assert_eq!(drawn.declines, declines, "{funnel}");
                }
            }
        });
    }
}

/// How many households of so many something holds for.
#[derive(Default)]
struct Share {
    holds: usize,
    of: usize,
}

impl Share {
    fn count(&mut self, holds: bool) {
        self.holds += usize::from(holds);
        self.of += 1;
    }

    fn near(&self, what: &str, exact: f64) {
        near_share(what, (self.holds, self.of), exact);
    }
}

#[test]
fn exits_have_their_shares_of_those_who_come_so_far() {
    let [mut unreached, mut unfit, mut safe, mut again] = [(); 4].map(|()| Share::default());
    let funnel = "[funnel]\ncontacted = 0.7\neligible = 0.6\nsanctuary = 0.3";
    tapes("per_year = 20000", funnel, 1, |model, tape| {
        for k in 0..tape.len() {
            let [first, second] = [0, 1].map(|request| tape.request(model, k, request).drawn.exit);
            unreached.count(first == Some(Exit::NotContacted));
            if first == Some(Exit::NotContacted) {
                continue;
            }
            // Whoever asks again has come past the exits: only whether it can be reached is open.
            again.count(second == Some(Exit::NotContacted));
            assert!(
                matches!(second, None | Some(Exit::NotContacted)),
                "{first:?}, then {second:?}"
            );
            unfit.count(first == Some(Exit::NotEligible));
            if first == Some(Exit::NotEligible) {
                continue;
            }
            // The second class is in immediate danger: nobody can be made safe where he finds her.
            if tape.class[k] == 0 {
                safe.count(first == Some(Exit::Sanctuary));
            } else {
                assert_eq!(first, None);
            }
        }
    });
    unreached.near("not contacted", 0.3);
    unfit.near("not eligible", 0.4);
    safe.near("sanctuary", 0.3);
    again.near("not contacted a second time", 0.3);
}

#[test]
fn what_may_follow_has_its_chance() {
    const DAYS: u64 = 86_400_000;
    let [mut repeats, mut returns, mut goes_on, mut repairs, mut put_off] =
        [(); 5].map(|()| Share::default());
    let time = "{ family = \"deterministic\", mean_days = 20.0 }";
    let rest = format!(
        "[repeats]\nchance = 0.4\nafter = {time}\n[returns]\nchance = 0.1\nafter = {time}\n\
         [induced_demand]\nshare = 0.7\nafter_days = 1.0\n\
         [second_stage]\nplaces = 1\nshare = 0.6\nstay = {time}\nat_most_days = 15.0\n\
         [repairs]\nchance = 0.2\ntime = {time}"
    );
    tapes("per_year = 20000", &rest, 1, |model, tape| {
        for k in 0..tape.len() {
            let who = Leaver::Household { k: u32::try_from(k).unwrap(), request: 0 };
            let departure = tape.departure(model, who);
            let after = tape.asks_again_after_ms(model, k, 0);
            repeats.count(after == Some(20 * DAYS));
            returns.count(tape.returns_after_ms(model, k, 0) == Some(20 * DAYS));
            // At most 15 days, however long it would last.
            goes_on.count(departure.second_stage_ms == Some(15 * DAYS));
            repairs.count(departure.repairs_ms == 20 * DAYS);
            if tape.class[k] == 0 {
                put_off.count(tape.first[k].is_put_off);
            } else {
                assert!(!tape.first[k].is_put_off, "she asks herself");
            }
        }
    });
    repeats.near("repeats", 0.4);
    returns.near("returns", 0.1);
    goes_on.near("second stage", 0.6);
    repairs.near("repairs", 0.2);
    put_off.near("put off", 0.7);
}

/// Everything that is drawn for one request, as numbers that should have nothing to do with each other.
fn facts(model: &Model<'_>, tape: &Tape, k: usize, request: u32) -> Vec<f64> {
    let asked = tape.request(model, k, request);
    let who = Leaver::Household { k: u32::try_from(k).unwrap(), request };
    let departure = tape.departure(model, who);
    // An exponential time of so many days, as a number between 0 and 1.
    let uniform = |ms: u64, mean: f64| -(-(ms as f64) / (mean * DAY_MS)).exp_m1();
    vec![
        asked.support,
        asked.drawn.move_on,
        uniform(asked.drawn.patience_ms, 14.0),
        f64::from(asked.drawn.declines),
        f64::from(u8::from(asked.drawn.exit == Some(Exit::NotContacted))),
        uniform(tape.asks_again_after_ms(model, k, request).unwrap(), 20.0),
        uniform(tape.returns_after_ms(model, k, request).unwrap(), 20.0),
        uniform(departure.second_stage_ms.unwrap(), 20.0),
        uniform(departure.repairs_ms, 20.0),
    ]
}

#[test]
fn no_two_facts_of_a_household_or_of_its_requests_share_their_numbers() {
    let time = "{ family = \"exponential\", mean_days = 20.0 }";
    let rest = format!(
        "[move_on]\ndefault = {time}\n\
         [waiting]\npatience = {{ family = \"exponential\", mean_days = 14.0 }}\n\
         [funnel]\naccepts = 0.5\ncontacted = 0.5\n\
         [repeats]\nchance = 1.0\nafter = {time}\n[returns]\nchance = 1.0\nafter = {time}\n\
         [induced_demand]\nshare = 0.5\nafter_days = 1.0\n\
         [second_stage]\nplaces = 1\nshare = 1.0\nstay = {time}\nat_most_days = 36500.0\n\
         [repairs]\nchance = 1.0\ntime = {time}"
    );
    let mut columns: Vec<Vec<f64>> = Vec::new();
    tapes("per_year = 20000\nsources = 100", &rest, 1, |model, tape| {
        for k in 1..tape.len() {
            let [first, second] = [0, 1].map(|request| tape.request(model, k, request).drawn);
            assert_eq!(first.is_put_off, second.is_put_off, "an agency keeps its mind");
            assert_eq!(first.source, second.source, "a household keeps its source");
            let mut row = vec![
                (tape.arrival_ms[k] - tape.arrival_ms[k - 1]) as f64,
                f64::from(tape.class[k]),
                f64::from(tape.place[k].unwrap()),
                f64::from(first.source),
            ];
            row.extend((0..3).flat_map(|request| facts(model, tape, k, request)));
            // The neighbour's, too.
            row.extend(facts(model, tape, k - 1, 0));
            columns.resize(row.len(), Vec::new());
            columns.iter_mut().zip(row).for_each(|(column, fact)| column.push(fact));
        }
    });
    let widest = WIDEST / (columns[0].len() as f64).sqrt();
    for (a, one) in columns.iter().enumerate() {
        let [_, (variance, _)] = moments(one);
        assert!(variance > 0.0, "fact {a} varies");
        for (b, other) in columns.iter().enumerate().skip(a + 1) {
            let r = correlation(one, other);
            assert!(r.abs() < widest, "facts {a} and {b} have correlation {r}");
        }
    }
}

#[test]
fn counts_of_a_span_with_dispersion_are_negative_binomial() {
    // 5 a span; a gamma factor of shape 4 makes its variance 5 + 5² / 4 and nobody as likely as (4 / 9)⁴.
    const SPANS: usize = 73;
    let (mut counts, mut lagged) = (Vec::new(), (Vec::new(), Vec::new()));
    let arrivals = "per_year = 365\ndispersion = { cv = 0.5, days = 5.0 }";
    tapes(arrivals, "", 150, |_, tape| {
        let mut spans = [0.0; SPANS];
        for at in &tape.arrival_ms {
            spans[(*at as f64 / (5.0 * DAY_MS)) as usize] += 1.0;
        }
        counts.extend(spans);
        lagged.0.extend(&spans[..SPANS - 1]);
        lagged.1.extend(&spans[1..]);
    });
    let [mean, variance] = moments(&counts);
    near("mean", mean, 5.0);
    near("variance", variance, 5.0 + 25.0 / 4.0);
    let nobody = counts.iter().filter(|&&count| count == 0.0).count();
    near_share("nobody", (nobody, counts.len()), (4.0_f64 / 9.0).powi(4));
    let r = correlation(&lagged.0, &lagged.1);
    assert!(r.abs() < WIDEST / (lagged.0.len() as f64).sqrt(), "spans have correlation {r}");
}

#[test]
fn bursts_bring_so_many_more() {
    let mut counts = Vec::new();
    let arrivals = "per_year = 100\nbursts = { per_year = 4.0, referrals = 25.0, days = 20.0 }";
    tapes(arrivals, "", 1_500, |_, tape| counts.push(tape.len() as f64));
    let [mean, variance] = moments(&counts);
    // A burst begun within 20 days of the end brings half of its 25 on average.
    let (whole, cut) = (4.0 * (365.0 - 20.0) / 365.0, 4.0 * 20.0 / 365.0);
    near("mean", mean, 100.0 + 25.0 * (whole + cut / 2.0));
    // Mixed Poisson: the mean, and the bursts' own variance, with E(share²) = 1/3 for those cut short.
    near("variance", variance, mean.0 + 625.0 * (whole + cut / 3.0));
}

/// Arrivals in each of some cells against what is expected there.
fn near_cells(what: &str, found: &[f64], expected: &[f64], replications: f64) {
    for (cell, (found, expected)) in found.iter().zip(expected).enumerate() {
        let expected = expected * replications;
        near(&format!("{what} {cell}"), (*found, expected.sqrt().max(1e-9)), expected);
    }
}

#[test]
fn months_days_and_hours_have_the_rates_that_are_listed() {
    const REPLICATIONS: u32 = 20;
    let months = [3.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0];
    let weekdays = [2.0, 1.0, 1.0, 1.0, 1.5, 0.5, 0.0];
    let hours: [f64; 24] = std::array::from_fn(|hour| if hour < 7 { 0.2 } else { 1.0 });
    let arrivals = format!(
        "per_year = 4000\nby_month = {months:?}\nby_weekday = {weekdays:?}\nby_hour = {hours:?}\n\
         growth_per_year = 0.5"
    );
    let days: [f64; 12] = [31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];
    let months_mean = months.iter().zip(days).map(|(rate, days)| rate * days).sum::<f64>() / 365.25;
    let weekdays_mean = weekdays.iter().sum::<f64>() / 7.0;
    let hours_mean = hours.iter().sum::<f64>() / 24.0;
    let begin = jiff::civil::date(2026, 1, 1);
    let cell = |day: i32| {
        let date = begin + jiff::Span::new().days(day);
        let month = usize::try_from(date.month() - 1).unwrap();
        (month, usize::try_from(date.weekday().to_monday_zero_offset()).unwrap())
    };
    let mut expected = ([0.0; 12], [0.0; 7], [0.0; 24]);
    for day in 0..365 {
        let (month, weekday) = cell(day);
        let growth = 1.5_f64.powf(f64::from(day) / 365.0);
        let of_day = months[month] / months_mean * weekdays[weekday] / weekdays_mean * growth;
        for (hour, rate) in hours.iter().enumerate() {
            let rate = 4000.0 / 365.0 / 24.0 * of_day * rate / hours_mean;
            expected.0[month] += rate;
            expected.1[weekday] += rate;
            expected.2[hour] += rate;
        }
    }
    let mut found = ([0.0; 12], [0.0; 7], [0.0; 24]);
    tapes(&arrivals, "", REPLICATIONS, |_, tape| {
        for at in &tape.arrival_ms {
            let hour = *at as f64 / DAY_MS * 24.0;
            let (month, weekday) = cell((hour / 24.0) as i32);
            found.0[month] += 1.0;
            found.1[weekday] += 1.0;
            found.2[(hour % 24.0) as usize] += 1.0;
        }
    });
    let replications = f64::from(REPLICATIONS);
    near_cells("month", &found.0, &expected.0, replications);
    near_cells("weekday", &found.1, &expected.1, replications);
    near_cells("hour", &found.2, &expected.2, replications);
}

#[test]
fn a_wave_rises_first_and_then_falls() {
    // Over half a period the sine has the mean 2 / π.
    let arrivals = "per_year = 4000\nwave = { amplitude = 0.5, period_days = 365.0 }";
    let mut halves = [0.0; 2];
    tapes(arrivals, "", 20, |_, tape| {
        for at in &tape.arrival_ms {
            halves[usize::from(*at as f64 >= 182.5 * DAY_MS)] += 1.0;
        }
    });
    let swing = std::f64::consts::FRAC_1_PI;
    near_cells("half", &halves, &[2000.0 * (1.0 + swing), 2000.0 * (1.0 - swing)], 20.0);
}

#[test]
fn homes_come_as_a_poisson_process() {
    let mut counts = Vec::new();
    tapes("per_year = 1", "[move_on_homes]\nper_year = 60.0", 1_500, |_, tape| {
        assert!(tape.homes_ms.is_sorted());
        counts.push(tape.homes_ms.len() as f64);
    });
    let [mean, variance] = moments(&counts);
    near("mean", mean, 60.0);
    near("variance", variance, 60.0);
}

/// The households of a scenario, by number, with everything that is drawn for them.
fn households(arrivals: &str, rest: &str) -> Vec<String> {
    let mut all = Vec::new();
    tapes(arrivals, rest, 3, |model, tape| {
        all.extend((0..tape.len()).map(|k| {
            let who = (tape.replication, tape.household[k], tape.arrival_ms[k]);
            let drawn = (tape.class[k], tape.place[k], tape.support[k], tape.first[k]);
            let later = [1, 2].map(|request| tape.request(model, k, request));
            format!("{who:?} {drawn:?} {later:?}")
        }));
    });
    all
}

#[test]
fn the_households_of_a_lower_demand_are_among_those_of_a_higher() {
    let patterns = "growth_per_year = 0.1\nby_hour = [0, 0, 0, 0, 0, 0, 1, 1, 2, 4, 4, 4, 3, 3, 4, 4, 3, 2, 1, 1, 1, 1, 1, 0]";
    // A factor of up to two lies within one power of two a day, or the rate is a power of two away.
    for (lower, higher, pattern) in [
        (200, 360, ""),
        (400, 401, ""),
        (400, 700, ""),
        (300, 500, patterns),
        (400, 700, "dispersion = { cv = 0.0, days = 10.0 }"),
    ] {
        let [lower, higher] = [lower, higher]
            .map(|per_year| households(&format!("per_year = {per_year}\n{pattern}"), ""));
        let mut among = higher.iter();
        assert!(lower.len() > 100 && lower.len() <= higher.len());
        let all = lower.iter().all(|household| among.any(|other| other == household));
        assert!(all, "{pattern}");
    }
}

#[test]
fn whatever_else_may_happen_leaves_who_asks_and_for_how_long_alone() {
    let time = "{ family = \"gamma\", mean_days = 20.0, cv = 0.7 }";
    let who = |rest: &str| {
        let mut all = Vec::new();
        tapes("per_year = 500", rest, 2, |_, tape| {
            let times = (tape.household.clone(), tape.arrival_ms.clone(), tape.support.clone());
            // Whoever leaves the funnel is looked for in no unit.
            let suits = (0..tape.class.len())
                .map(|k| tape.first[k].exit.is_none().then(|| tape.masks(k).0.to_vec()));
            all.push((times, tape.class.clone(), tape.place.clone(), suits.collect::<Vec<_>>()));
        });
        all
    };
    let alone = who("");
    for rest in [
        format!("[waiting]\npatience = {time}"),
        "[funnel]\naccepts = 0.5\ncontacted = 0.5\neligible = 0.5\nsanctuary = 0.5".to_owned(),
        format!("[repeats]\nchance = 0.5\nafter = {time}\n[returns]\nchance = 0.5\nafter = {time}"),
        "[move_on_homes]\nper_year = 60.0".to_owned(),
        format!("[second_stage]\nplaces = 1\nshare = 0.5\nstay = {time}"),
        format!("[repairs]\nchance = 0.5\ntime = {time}"),
        "[induced_demand]\nshare = 0.5\nafter_days = 1.0".to_owned(),
    ] {
        for (alone, with) in alone.iter().zip(&who(&rest)) {
            assert!((&alone.0, &alone.1, &alone.2) == (&with.0, &with.1, &with.2), "{rest}");
            let mut suits = alone.3.iter().zip(&with.3);
            assert!(suits.all(|(alone, with)| with.is_none() || alone == with), "{rest}");
        }
    }
}

#[test]
fn households_of_a_lower_demand_are_among_those_of_a_higher() {
    let demands = [7.0, 200.0, 366.0, 900.0, 5000.0];
    for patterns in [
        "",
        "growth_per_year = 0.1\nby_month = [3,1,1,1,1,1,1,1,1,1,1,2]\ndispersion = { cv = 0.6, days = 30.0 }",
        "by_weekday = [2,1,1,1,1,0,1]\nby_hour = [0,0,0,0,0,0,0,1,2,4,4,4,3,3,4,4,3,2,1,1,1,1,1,0]\n\
         bursts = { per_year = 4.0, referrals = 10.0, days = 5.0 }",
    ] {
        let mut lower: Vec<(u32, u64, u64)> = Vec::new();
        for demand in demands {
            let arrivals = format!("per_year = {demand:.1}\n{patterns}");
            let mut asked = Vec::new();
            tapes(&arrivals, "", 1, |_, tape| {
                let households = tape.household.iter().zip(&tape.arrival_ms).zip(&tape.support);
                asked =
                    households.map(|((who, at), support)| (*who, *at, support.to_bits())).collect();
            });
            assert!(asked.len() > lower.len());
            assert!(asked.is_sorted_by_key(|(_, at, _)| *at));
            asked.sort_unstable();
            assert!(asked.windows(2).all(|pair| pair[0].0 < pair[1].0), "a number stands twice");
            let missing = lower.iter().filter(|one| asked.binary_search(one).is_err()).count();
            assert_eq!(missing, 0, "{demand}\n{patterns}");
            lower = asked;
        }
    }
}
