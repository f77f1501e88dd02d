//! The register: opened, written to, asked, proved; and how all that grows.
//!
//! A provider records some ten events a day: 40,000 are a decade. Opening those should take under 0.3 s, a state at any
//! past moment under 0.3 s, and one more event, on the disk, under 15 ms for 99 in 100; beside that stands what the disk
//! itself takes to write 4 KB and say so. With `LINTEL_GROWTH=FOLDER` sizes up to a million are measured once each and
//! drawn there as register-growth.svg, with the figures beside it; where these are there, they are drawn again. Everything is synthetic.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark may fail at once and says what it found"
)]

#[path = "../tests/common/chance.rs"]
mod chance;

use chance::Drawn;
use criterion::Criterion;
use jiff::{SignedDuration, Timestamp};
use lintel::service::register::{Draft, utc};
use lintel::service::vault::{Files, Place, Register, Secret};
use plotters::prelude::*;
use plotters::style::register_font;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const DECADE: usize = 40_000;
const SIZES: [usize; 6] = [1_000, 10_000, 40_000, 100_000, 300_000, 1_000_000];
const FILES: Files = Files { meaning: None, keep_years: None };
const UNITS: usize = 37;

fn main() {
    if let Some(folder) = std::env::var_os("LINTEL_GROWTH") {
        return growth(Path::new(&folder));
    }
    let kept = Kept::of(DECADE);
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    criterion.bench_function("register/open/40000", |bencher| bencher.iter(|| kept.open()));
    let register = kept.open();
    let middle = moment(DECADE.div_euclid(2));
    criterion.bench_function("register/state/40000/now", |bencher| {
        bencher.iter(|| register.state_at(moment(DECADE), None));
    });
    criterion.bench_function("register/state/40000/past", |bencher| {
        bencher.iter(|| register.state_at(middle, None));
    });
    criterion.bench_function("register/state/40000/past-as-known-then", |bencher| {
        bencher.iter(|| register.state_at(middle, Some(middle)));
    });
    criterion.bench_function("register/verify/40000", |bencher| {
        bencher.iter(|| kept.open().verify().unwrap());
    });
    drop(register);
    println!("one more event of 40,000: {}", Spread::of(appends(&kept, 500)));
    println!("4 KB and the disk's word:  {}", Spread::of(disk(&kept.folder, 500)));
    criterion.final_summary();
}

/// A register in a folder of its own.
struct Kept {
    folder: TempDir,
    secret: Secret,
    events: usize,
}

impl Kept {
    /// One of so many events, written some thousands at a time.
    fn of(events: usize) -> Self {
        let kept =
            Self { folder: tempfile::tempdir().unwrap(), secret: Secret::draw().unwrap(), events };
        let mut register = Register::create(&kept.place(), &kept.secret, "somewhere").unwrap();
        let told = told(events);
        for part in told.chunks(20_000) {
            let lines = part.iter().map(|event| (1, Ok(draft(event))));
            let issues = register.import(lines, &FILES, moment(events)).unwrap();
            assert!(issues.is_empty(), "{issues:?}");
        }
        kept
    }

    fn place(&self) -> Place {
        Place::read(self.folder.path()).unwrap()
    }

    fn open(&self) -> Register {
        Register::open(&self.place(), &self.secret).unwrap()
    }

    fn bytes(&self) -> u64 {
        fs::metadata(self.folder.path().join("register.db")).unwrap().len()
    }
}

fn draft(event: &Value) -> Draft {
    Draft::of(event.as_object().unwrap().clone()).unwrap()
}

/// Some ten events a day from the first of January 2016.
fn moment(event: usize) -> Timestamp {
    let begun: Timestamp = "2016-01-01T00:00:00Z".parse().unwrap();
    begun + SignedDuration::from_mins(144 * i64::try_from(event).unwrap())
}

/// So many events of households that ask, are held a unit, move in and leave, or are turned away.
fn told(events: usize) -> Vec<Value> {
    let mut drawn = Drawn(40);
    let end = moment(events);
    let units: Vec<Value> = (0..UNITS)
        .map(|k| json!({"unit": format!("Elm-{k}"), "setting": "Elm", "kind": "refuge", "state": "open"}))
        .collect();
    let first = json!({"event": "estate_recorded", "units": units, "hold_minutes": 30, "turnaround_nights": 0});
    let mut told = vec![(moment(0), first)];
    let mut free = vec![moment(0); UNITS];
    let mut asks = moment(1);
    let mut number = 0;
    while asks < end {
        number += 1;
        let at = |minutes: u64| asks + SignedDuration::from_mins(i64::try_from(minutes).unwrap());
        let reference = format!("R-{number:06}");
        let of = |event: &str, more: Value| {
            let mut event = json!({"event": event, "referral": reference});
            event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            event
        };
        told.push((at(0), of("referral_received", json!({"form": form(&reference, &mut drawn)}))));
        for _ in 0..drawn.below(9) {
            told.push((at(1), of("contact_attempted", json!({"how": "text", "reached": true}))));
        }
        match free.iter().position(|free| *free <= at(0)) {
            Some(unit) => {
                let on = |more: Value| {
                    let mut keys = json!({"unit": format!("Elm-{unit}")});
                    keys.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
                    keys
                };
                let leaves = at(1440 * (10 + drawn.below(90)));
                told.push((at(5), of("held", on(json!({"until": utc(at(30))})))));
                told.push((at(10), of("offered", on(json!({"until": utc(at(200))})))));
                told.push((at(20), of("offer_accepted", on(json!({})))));
                told.push((at(180), of("arrived", on(json!({})))));
                told.push((
                    leaves,
                    of("departed", json!({"because": "stopped_needing", "planned": true})),
                ));
                free[unit] = leaves;
            }
            None => told.push((at(60), of("turned_away", json!({"reason": "capacity"})))),
        }
        asks = at(60 * (6 + drawn.below(16)));
    }
    told.sort_by_key(|(at, _)| *at);
    told.truncate(events);
    let dated = |(at, mut event): (Timestamp, Value)| {
        event["at"] = utc(at).into();
        event["recorded_at"] = utc(at).into();
        event["by"] = "duty-1".into();
        event
    };
    told.into_iter().map(dated).collect()
}

fn form(reference: &str, drawn: &mut Drawn) -> Value {
    let child = json!({"role": "child", "age": drawn.below(17), "sex": "male"});
    json!({
        "reference": reference, "source": "agency", "immediate_danger": true, "homeless_before": false,
        "person": [{"role": "adult", "age": 18 + drawn.below(50), "sex": "female", "ethnicity": "white"}, child],
        "unsafe": [{"place": "ST3 1AB", "radius_m": 1000}],
        "needs": {"complex": false, "nrpf": false},
    })
}

/// How long each of so many events takes until it is on the disk.
fn appends(kept: &Kept, count: usize) -> Vec<Duration> {
    let mut register = kept.open();
    let append = |k: usize| {
        let at = utc(moment(kept.events + k));
        let note = draft(
            &json!({"event": "noted", "unit": "Elm-1", "at": at, "recorded_at": at, "text": "rang"}),
        );
        let begun = Instant::now();
        register.record(note, &FILES, moment(kept.events + k)).unwrap().unwrap();
        begun.elapsed()
    };
    (1..=count).map(append).collect()
}

/// How long the disk takes to write as much as a page, and to say that it is there.
fn disk(folder: &TempDir, count: usize) -> Vec<Duration> {
    let mut file = File::create(folder.path().join("disk")).unwrap();
    let write = |_| {
        let begun = Instant::now();
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        begun.elapsed()
    };
    (0..count).map(write).collect()
}

/// How times are spread, in milliseconds.
struct Spread {
    median: f64,
    p99: f64,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: usize| {
            times[((times.len() - 1) * share).div_euclid(100)].as_secs_f64() * 1000.0
        };
        Self { median: at(50), p99: at(99) }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "median {:.2} ms, 99 in 100 under {:.2} ms", self.median, self.p99)
    }
}

/// What one size costs.
struct Grown {
    events: usize,
    megabytes: f64,
    open_s: f64,
    state_s: f64,
    verify_s: f64,
    append: Spread,
    disk: Spread,
}

impl Grown {
    /// A row of the table.
    fn read(row: &str) -> Self {
        let cells: Vec<f64> = row.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [_, megabytes, open_s, state_s, verify_s, median, p99, disk] = cells[..] else {
            panic!("{row}")
        };
        let events = row.split(',').next().unwrap().parse().unwrap();
        let append = Spread { median, p99 };
        Self {
            events,
            megabytes,
            open_s,
            state_s,
            verify_s,
            append,
            disk: Spread { median: disk, p99: disk },
        }
    }
}

/// What was measured before is drawn from its table and not measured again.
fn growth(folder: &Path) {
    let table = folder.join("register-growth.csv");
    if let Ok(text) = fs::read_to_string(&table) {
        let rows = text.lines().skip(1).map(Grown::read);
        return draw(&folder.join("register-growth.svg"), &rows.collect::<Vec<_>>());
    }
    let grown: Vec<Grown> = SIZES.iter().map(|events| grown(*events)).collect();
    let mut csv =
        "events,megabytes,open_s,state_past_s,verify_s,append_p50_ms,append_p99_ms,fsync_p99_ms\n"
            .to_owned();
    for of in &grown {
        let Grown { events, megabytes, open_s, state_s, verify_s, append, disk } = of;
        writeln!(
            csv,
            "{events},{megabytes:.1},{open_s:.3},{state_s:.3},{verify_s:.2},{:.2},{:.2},{:.2}",
            append.median, append.p99, disk.p99
        )
        .unwrap();
    }
    fs::write(table, csv).unwrap();
    draw(&folder.join("register-growth.svg"), &grown);
}

fn grown(events: usize) -> Grown {
    let kept = Kept::of(events);
    let timed = |job: &dyn Fn()| {
        let begun = Instant::now();
        job();
        begun.elapsed().as_secs_f64()
    };
    let register = kept.open();
    let open_s = (0..3).map(|_| timed(&|| drop(kept.open()))).fold(f64::INFINITY, f64::min);
    let state_s = timed(&|| drop(register.state_at(moment(events.div_euclid(2)), None)));
    drop(register);
    let verify_s = timed(&|| drop(kept.open().verify().unwrap()));
    let (append, disk) = (Spread::of(appends(&kept, 200)), Spread::of(disk(&kept.folder, 200)));
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let megabytes = kept.bytes() as f64 / 1e6;
    println!(
        "{events}: {megabytes:.1} MB, open {open_s:.3} s, state {state_s:.3} s, verify {verify_s:.2} s, {append}; disk {disk}"
    );
    Grown { events, megabytes, open_s, state_s, verify_s, append, disk }
}

/// One figure of a size.
type Of = fn(&Grown) -> f64;

/// Seconds against events, both by tenfold steps.
fn draw(path: &Path, grown: &[Grown]) {
    let font = include_bytes!("../src/presentation/chart/fonts/OpenSans-Regular.ttf");
    register_font("sans-serif", FontStyle::Normal, font).unwrap_or_else(|_| panic!("no font"));
    let area = SVGBackend::new(path, (760, 420)).into_drawing_area();
    area.fill(&WHITE).unwrap();
    let mut chart = ChartBuilder::on(&area)
        .caption(
            "Times grow with the number of events; that of one more event does not",
            ("sans-serif", 18),
        )
        .margin(14)
        .x_label_area_size(40)
        .y_label_area_size(56)
        .build_cartesian_2d((800.0..1_300_000.0_f64).log_scale(), (0.001..200.0_f64).log_scale())
        .unwrap();
    chart
        .configure_mesh()
        .x_desc("events")
        .y_desc("seconds")
        .x_label_formatter(&|events| format!("{events:.0}"))
        .light_line_style(TRANSPARENT)
        .draw()
        .unwrap();
    let lines: [(&str, RGBColor, Of); 4] = [
        ("verify", RGBColor(0x80, 0x16, 0x50), |of| of.verify_s),
        ("open", RGBColor(0x12, 0x43, 0x6D), |of| of.open_s),
        ("state in the middle", RGBColor(0x28, 0xA1, 0x97), |of| of.state_s),
        ("one more event, 99 in 100", RGBColor(0xF4, 0x6A, 0x25), |of| of.append.p99 / 1000.0),
    ];
    for (name, colour, of) in lines {
        #[expect(clippy::cast_precision_loss, reason = "events")]
        let points: Vec<(f64, f64)> =
            grown.iter().map(|one| (one.events as f64, of(one))).collect();
        let last = *points.last().unwrap();
        let line = PathElement::new(points.clone(), colour.stroke_width(2));
        chart.draw_series(std::iter::once(line)).unwrap();
        chart
            .draw_series(points.iter().map(|point| Circle::new(*point, 3, colour.filled())))
            .unwrap();
        let label = Text::new(
            name,
            (last.0 / 1.05, last.1 * 1.5),
            ("sans-serif", 13).into_font().color(&colour).pos(
                plotters::style::text_anchor::Pos::new(
                    plotters::style::text_anchor::HPos::Right,
                    plotters::style::text_anchor::VPos::Bottom,
                ),
            ),
        );
        chart.draw_series(std::iter::once(label)).unwrap();
    }
    area.present().unwrap();
}
