//! Fifty phones at the desk for a minute: each refers, sees what fits, records, holds, lets go and looks at tonight, over and
//! over, with a moment between two pages.
//!
//! What it should cost on two cores: 99 of 100 pages under 60 ms, no unit held by two, memory under 200 MB; and with ten thousand
//! open referrals tonight under 200 ms. Printed, and never a test: a machine may be slow. `LINTEL_SECONDS`, `LINTEL_PHONES` and
//! `LINTEL_PAUSE_MS` say otherwise than 60, 50 and 1000; `LINTEL_OPEN=10000` opens as many referrals first. The phones take time
//! of the same processors.

#![expect(
    clippy::unwrap_used,
    clippy::integer_division,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark may fail at once, says what it measured, and waits as people do"
)]

#[path = "../tests/common/browser.rs"]
mod browser;

use browser::{Desk, Phone};
use std::collections::BTreeMap;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// What is asked, and how long it took.
type Timed = (&'static str, Duration);

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|said| said.parse().ok()).unwrap_or(usual)
}

fn main() {
    let (phones, seconds) = (number("LINTEL_PHONES", 50), number("LINTEL_SECONDS", 60));
    let (pause, open) = (number("LINTEL_PAUSE_MS", 1_000), number("LINTEL_OPEN", 0));
    let desk = Desk::open(open);
    let pause = Duration::from_millis(pause);
    let signed_in: Vec<Phone> = (0..phones).map(|k| desk.phone(&format!("duty-{k}"))).collect();
    if open > 0 {
        tonight(&signed_in[0], open);
    }
    let barrier = Barrier::new(signed_in.len());
    let until = Instant::now() + Duration::from_secs(seconds);
    let timed: Vec<Timed> = thread::scope(|scope| {
        let work = |(k, phone)| {
            let barrier = &barrier;
            scope.spawn(move || {
                barrier.wait();
                shift(k, &phone, pause, until)
            })
        };
        let phones: Vec<_> = signed_in.into_iter().enumerate().map(work).collect();
        phones.into_iter().flat_map(|phone| phone.join().unwrap()).collect()
    });
    report(&timed, seconds);
    let twice = desk.units_held_twice();
    println!("units held by two at once: {twice}");
    println!("memory of the desk: {} MB at most", desk.peak_megabytes());
}

/// Tonight with so many who wait: the first time, and then.
fn tonight(phone: &Phone, open: u64) {
    let mut times: Vec<Duration> = (0..20)
        .map(|_| {
            let begun = Instant::now();
            assert_eq!(phone.get("/").status, 200);
            begun.elapsed()
        })
        .collect();
    let first = times[0];
    times.sort();
    println!(
        "tonight with {open} open referrals: {} ms at first, {} ms then (median of 20)",
        first.as_millis(),
        times[10].as_millis()
    );
}

/// One phone's minute.
fn shift(k: usize, phone: &Phone, pause: Duration, until: Instant) -> Vec<Timed> {
    let mut timed = Vec::new();
    // Not all at the same moment.
    thread::sleep(pause * u32::try_from(k % 50).unwrap() / 50);
    while Instant::now() < until {
        let mut ask = |what: &'static str, path: &str, fields: Option<&[(&str, &str)]>| {
            let begun = Instant::now();
            let got = match fields {
                None => phone.get(path),
                Some(fields) => phone.post(path, fields),
            };
            timed.push((what, begun.elapsed()));
            thread::sleep(pause);
            got
        };
        let form = ask("blank form", "/referral", None);
        let request = form.request();
        let age = (20 + k % 40).to_string();
        let said = [
            ("request", &*request),
            ("danger", "yes"),
            ("who", "woman"),
            ("age", &age),
            ("who", "boy"),
            ("age", "9"),
            ("places", "ST3 1AB"),
            ("do", "record"),
        ];
        ask("what fits", "/referral/answer", Some(&said));
        let recorded = ask("record", "/referral", Some(&said));
        let Some(page) = recorded.location else {
            assert_eq!(recorded.status, 409, "{}", recorded.body);
            continue;
        };
        let household = ask("household", &page, None);
        if let Some(unit) = household.first_unit() {
            let held = [("request", &*household.request()), ("unit", &unit)];
            let held = ask("hold", &format!("{page}/hold"), Some(&held));
            if held.status == 303 {
                let after = ask("household", &page, None);
                let why = [("request", &*after.request()), ("reason", "bench")];
                ask("let go", &format!("{page}/release"), Some(&why));
            }
        }
        let after = ask("household", &page, None);
        let away = [("request", &*after.request()), ("why", "capacity")];
        ask("turn away", &format!("{page}/turn-away"), Some(&away));
        ask("tonight", "/", None);
    }
    timed
}

fn report(timed: &[Timed], seconds: u64) {
    let mut by_page: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for (what, took) in timed {
        by_page.entry(what).or_default().push(*took);
        by_page.entry("(all)").or_default().push(*took);
    }
    println!("{} pages in {seconds} s", timed.len());
    println!("{:12} {:>7} {:>8} {:>8} {:>8}", "page", "times", "median", "p99", "longest");
    for (what, mut took) in by_page {
        took.sort();
        let at = |share: usize| took[(took.len() - 1) * share / 100].as_secs_f64() * 1e3;
        let (median, p99, longest) = (at(50), at(99), at(100));
        println!("{what:12} {:7} {median:6.1}ms {p99:6.1}ms {longest:6.1}ms", took.len());
    }
}
