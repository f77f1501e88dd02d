//! `lintel returns`: what the council and the ministry ask to be counted, from the register.

pub(super) mod args;

use super::format::Format;
use super::outputs::{CASES, CHARTS};
use super::{Failure, Said, layout};
use crate::base::domain::calendar::london_day;
use crate::doors::files::{self, Folder, KeptSet, made_by};
use crate::doors::tasks::planning::pictures::forms;
use crate::doors::tasks::returns::{
    Asked, CASE_FILES, Made, Source, Which, differences, drawn_case_files, freeze as freeze_as,
    frozen_name, made, manifest, manifest_of, published, published_beside, rows, runs, table,
};
use crate::presentation::chart;
use crate::presentation::document::Document;
use crate::presentation::render::terminal;
use crate::presentation::wording::returns as wording;
use crate::service::register::utc;
use crate::service::returns::{Counting, Row};
use crate::service::vault::Register;
use args::{Act, CaseFiles, Charts, Explain, Freeze, Of, Returns};
use jiff::Timestamp;
use serde_json::json;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Returns) -> Result<Said, Failure> {
    let mut register = args.whereabouts.open()?;
    let (which, of) = match &args.act {
        Act::Mhclg(of) => (Which::Mhclg, of),
        Act::Sanctuary(of) => (Which::Sanctuary, of),
        Act::Kpi(of) => (Which::Kpi, of),
        Act::Outcomes(of) => (Which::Outcomes, of),
        Act::Workbook(of) => (Which::Workbook, of),
        Act::Review(of) => (Which::Review, of),
        Act::Freeze(freeze) => return frozen(&mut register, (data, now), (freeze, args)),
        Act::Charts(charts) => return over_years(&mut register, (data, now), (charts, args)),
        Act::CaseFiles(files) => return drawn(&mut register, (data, now), files),
        Act::Explain(explain) => {
            return explained(&mut register, (data, now), (explain, args.format));
        }
    };
    let known_at = known(of.as_known_at, now)?;
    let provider = provider(data, &register, args.estate.as_deref());
    let mut published = published(&of.published)?;
    if let Some(out) = of.out.as_ref().filter(|_| of.public) {
        published.extend(published_beside(out)?);
    }
    let (period, is_public) = (of.period, of.public);
    let asked = Asked { which, period, known_at, is_public, published, provider };
    let source = Source::of(&mut register, data, (which, period, known_at))?;
    let mut made = made(&asked, &source)?;
    let mut replaced = None;
    if let Some(out) = &of.out {
        for (which, rows) in made.parts.iter().filter(|_| !of.public) {
            let kept = out.join(frozen_name(which.word(), &of.period.to_string()));
            let differences = differences(&kept, rows)?;
            let name = format!("{}.differences.csv", which.word());
            made.files.extend(differences.map(|bytes| (name, bytes)));
        }
        let manifest = format!("{}.manifest.json", which.word());
        replaced = period_kept(out, &manifest).filter(|of| *of != period.to_string());
        Folder::alone(out)?.write_set(&manifest, &made.manifest, &made.files)?;
    }
    answer(&asked, (&made, replaced.as_deref()), (of, args.format)).map(Said::done)
}

/// Of which period a return lies in a folder; none: of none that is whole.
fn period_kept(folder: &Path, manifest: &str) -> Option<String> {
    let manifest = KeptSet::open(folder, manifest)?.manifest()?;
    let said: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    said.get("period")?.as_str().map(ToOwned::to_owned)
}

/// As of when: what will be known later cannot be told, and would be another the next time.
pub(super) fn known(asked: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Failure> {
    match asked {
        Some(later) if later > now => Err(Failure::Usage(format!(
            "--as-known-at {later} has not come yet: what is recorded until then would change the answer; name a time that is over, or leave it out"
        ))),
        asked => Ok(asked.unwrap_or(now)),
    }
}

/// Figures over the years, as pictures.
fn over_years(
    register: &mut Register,
    (data, now): (&Path, Timestamp),
    (charts, args): (&Charts, &Returns),
) -> Result<Said, Failure> {
    let known_at = known(charts.as_known_at, now)?;
    let provider = provider(data, register, args.estate.as_deref());
    let source = Source::read(register, data, known_at)?;
    let by = charts.by.into();
    let runs = runs(&source, (charts.period, by), known_at);
    let named = (&*provider, wording::span(by));
    let scene = chart::of_runs(&runs, named).ok_or_else(|| {
        Failure::Usage(format!(
            "in {} there are not two whole spans that are over: name more of them, or --by month",
            charts.period
        ))
    })?;
    let made_by = made_by(json!({
        "return": "charts", "period": charts.period.to_string(), "by": wording::span(by), "as_known_at": utc(known_at),
        "register": source.mark,
    }));
    Folder::alone(&charts.out)?.write_set(CHARTS.manifest, &made_by, &forms(&scene)?)?;
    let folder = charts.out.display().to_string();
    Ok(said(&wording::drawn(&scene.text, &folder, scene.name)))
}

/// Case files, drawn by a seed.
fn drawn(
    register: &mut Register,
    (data, now): (&Path, Timestamp),
    files: &CaseFiles,
) -> Result<Said, Failure> {
    let known_at = known(files.as_known_at, now)?;
    let source = Source::read(register, data, known_at)?;
    let of = (&source, files.period, known_at);
    let case_files = drawn_case_files(register, of, (files.seed, files.count))?;
    let cases = case_files.cases;
    let made_by = made_by(json!({
        "return": "case-files", "period": files.period.to_string(), "as_known_at": utc(known_at), "seed": files.seed,
        "drawn": cases, "register": source.mark,
    }));
    let (period, day) = (files.period.to_string(), london_day(known_at));
    let contents = case_files.files(&period, day)?;
    Folder::alone(&files.out)?.write_set(CASES.manifest, &made_by, &contents)?;
    let file = files.out.join(CASE_FILES[0]).display().to_string();
    Ok(said(&wording::case_files_drawn(cases, files.seed, &file)))
}

/// Keeps a return as it is submitted.
fn frozen(
    register: &mut Register,
    (data, now): (&Path, Timestamp),
    (freeze, args): (&Freeze, &Returns),
) -> Result<Said, Failure> {
    let known_at = known(freeze.as_known_at, now)?;
    let provider = provider(data, register, args.estate.as_deref());
    let Freeze { which, period, out, .. } = freeze;
    let (which, period) = (*which, *period);
    let (is_public, published) = (false, Vec::new());
    let asked = Asked { which, period, known_at, is_public, published, provider };
    let source = Source::of(register, data, (which, period, known_at))?;
    let counting = Counting::new(&source.record, period, &source.lists);
    let rows = rows(&source, &counting, which);
    let name = frozen_name(which.word(), &period.to_string());
    let bytes = freeze_as(&out.join(&name), &rows)?;
    let set = manifest_of(&name);
    if !out.join(&set).exists() {
        let contents = [(name.clone(), bytes)];
        Folder::alone(out)?.write_set(&set, &manifest(&asked, &source), &contents)?;
    }
    let file = out.join(&name).display().to_string();
    Ok(said(&wording::frozen(which.word(), period, &file, known_at)))
}

/// The provider as it calls itself, where its files can be read; else as the register does.
fn provider(data: &Path, register: &Register, named: Option<&str>) -> String {
    let named = named.unwrap_or_else(|| register.estate());
    files::provider_name(data, Some(named))
        .unwrap_or_else(|| named.rsplit('/').next().unwrap_or(named).to_owned())
}

fn answer(
    asked: &Asked,
    (made, replaced): (&Made, Option<&str>),
    (of, format): (&Of, Format),
) -> Result<String, Failure> {
    match format {
        Format::Csv => {
            let rows: Vec<Row> = made.parts.iter().flat_map(|(_, rows)| rows.clone()).collect();
            Ok(String::from_utf8_lossy(&table(&rows)?).into_owned())
        }
        Format::Json => Ok(layout::json(&json!({
            "manifest": made.manifest,
            "rows": made.parts.iter().flat_map(|(which, rows)| rows.iter().map(|row| in_json(*which, row))).collect::<Vec<_>>(),
            "odd": made.odd.iter().filter(|_| !asked.is_public).map(|(what, whose)| json!({"what": wording::odd(*what), "whose": whose})).collect::<Vec<_>>(),
            "files": made.files.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        }))),
        Format::Table => Ok(screen(asked, (made, replaced), of)),
    }
}

fn in_json(which: Which, row: &Row) -> serde_json::Value {
    let [line, kind, category, counts, value, standing] = row.cells();
    json!({
        "return": which.word(), "line": line, "type": kind, "category": category, "counts": counts,
        "value": row.value.map(|_| value), "standing": standing,
    })
}

/// What a person reads: headline figures, whether it balances, what to look at.
fn screen(asked: &Asked, (made, replaced): (&Made, Option<&str>), of: &Of) -> String {
    let parts = made.parts.iter().map(|(which, rows)| wording::Part::of(which.word(), rows));
    let folder = of.out.as_ref().map(|out| out.display().to_string());
    let files: Vec<&str> = made.files.iter().map(|(name, _)| name.as_str()).collect();
    terminal::render(&wording::screen(&wording::Screen {
        provider: &asked.provider,
        which: asked.which.word(),
        period: asked.period,
        begins: made.begins,
        known_at: asked.known_at,
        parts: &parts.collect::<Vec<_>>(),
        balance: made.balance.filter(|_| !of.public),
        odd: if of.public { 0 } else { made.odd.len() },
        is_first_copy: of.public && asked.published.is_empty(),
        replaced,
        written: folder.as_deref().map(|folder| (folder, &*files)),
    }))
}

/// Which referrals made the figures of a line.
fn explained(
    register: &mut Register,
    (data, now): (&Path, Timestamp),
    (explain, format): (&Explain, Format),
) -> Result<Said, Failure> {
    let known_at = known(explain.as_known_at, now)?;
    let of = (explain.which, explain.period, known_at);
    let source = Source::of(register, data, of)?;
    let counting = Counting::new(&source.record, explain.period, &source.lists);
    let all = rows(&source, &counting, explain.which);
    let is_meant = |row: &&Row| {
        row.line.word() == explain.line
            && explain.category.as_ref().is_none_or(|of| *of == row.category)
            && explain.kind.as_ref().is_none_or(|of| of == row.kind.word())
    };
    let meant: Vec<&Row> = all.iter().filter(is_meant).collect();
    if meant.is_empty() {
        let lines = wording::distinct(all.iter().map(|row| row.line.word()));
        let why = format!(
            "no figure of {} is called so; its lines are {}",
            explain.which.word(),
            lines.join(", ")
        );
        return Err(Failure::Usage(why));
    }
    Ok(Said::done(match format {
        Format::Json => {
            let of = |row: &&Row| {
                let mut said = in_json(explain.which, row);
                if let Some(object) = said.as_object_mut() {
                    object.insert("made_of".to_owned(), json!(row.made_of));
                }
                said
            };
            layout::json(&meant.iter().map(of).collect::<Vec<_>>())
        }
        _ => terminal::render(&wording::explained(explain.which.word(), &meant)),
    }))
}

fn said(document: &Document) -> Said {
    Said::done(terminal::render(document))
}
