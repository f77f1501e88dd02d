//! What each command is going to leave in its --out: looked at before anything is worked out, which may take hours.
//!
//! Not here: how it is written in the end, when nothing of anybody else's is touched either (`files`).

use super::Failure;
use super::args::{Command, Forecast};
use super::register::args::Act as RegisterAct;
use super::returns::args::{Act as Return, Of};
use super::shards;
use crate::doors::files::Coming;
use crate::doors::tasks::planning::pictures::{Contents, names};
use crate::doors::tasks::returns::{CASE_FILES, Which};
use crate::presentation::chart;
use std::path::Path;

/// A set of files that is always the same: the manifest, and the others in their order.
#[derive(Debug)]
pub(super) struct Names<const N: usize> {
    pub(super) manifest: &'static str,
    pub(super) files: [&'static str; N],
}

pub(super) const FORECAST: Names<1> = Names { manifest: "manifest.json", files: ["forecast.csv"] };
pub(super) const COMPARE: Names<2> =
    Names { manifest: "compare.manifest.json", files: ["compare.csv", "compare.json"] };
pub(super) const POLICY: Names<2> =
    Names { manifest: "policy.manifest.json", files: ["policy.csv", "policy.json"] };
pub(super) const EXPAND: Names<2> =
    Names { manifest: "expand.manifest.json", files: ["expand.csv", "expand.json"] };
pub(super) const CALIBRATE: Names<3> = Names {
    manifest: "calibrate.manifest.json",
    files: ["calibration.csv", "posterior.csv", "calibration.json"],
};
pub(super) const BACKTEST: Names<2> =
    Names { manifest: "backtest.manifest.json", files: ["backtest.csv", "backtest.json"] };
pub(super) const CAME: Names<2> =
    Names { manifest: "came.manifest.json", files: ["came.csv", "came.json"] };
pub(super) const REPORT: Names<2> =
    Names { manifest: "report.manifest.json", files: ["report.html", "forecast.csv"] };
pub(super) const EVIDENCE: Names<2> = Names { manifest: "evidence.manifest.json", ..REPORT };
pub(super) const RECORDS: Names<3> = Names {
    manifest: "records.manifest.json",
    files: ["records.csv", "records.toml", "history.csv"],
};
pub(super) const CHARTS: Names<0> = Names { manifest: "charts.manifest.json", files: [] };
pub(super) const CASES: Names<2> =
    Names { manifest: "case-files.manifest.json", files: CASE_FILES };

/// Tables of a commissioner's page: which of them there are depends on what it can tell.
const OF_A_PAGE: [&str; 18] = [
    "assumptions",
    "assumptions-calibration",
    "assumptions-money",
    "assumptions-waiting",
    "forecast-and-what-came",
    "methods",
    "one-more",
    "placed-for-how-long-by-reading",
    "plan-for-each-budget",
    "register-counts",
    "residents-by-kind",
    "turned-away-by-barrier",
    "turned-away-by-household",
    "waiting",
    "what-is-chosen-between",
    "what-moves-the-forecast",
    "what-to-measure",
    "who-must-agree",
];

impl<const N: usize> Names<N> {
    /// Each with what is in it.
    pub(super) fn filled(&self, contents: [Vec<u8>; N]) -> Contents {
        self.files.map(str::to_owned).into_iter().zip(contents).collect()
    }

    fn coming(&self, certain: Vec<String>, possible: Vec<String>) -> Coming {
        let own = self.files.map(str::to_owned).into_iter();
        Coming::set(self.manifest, own.chain(certain), possible)
    }

    fn alone(&self) -> Coming {
        self.coming(Vec::new(), Vec::new())
    }

    fn with_pictures(&self, pictures: &[&str]) -> Coming {
        self.coming(names(pictures), Vec::new())
    }

    /// The data of tables and pictures lie beside a page.
    fn with_data(&self) -> Coming {
        let all = [&OF_A_PAGE[..], &chart::OF_EVERY_FORECAST, &chart::OF_SOME_FORECASTS];
        let more = [&chart::OF_EXPANSION[..], &[chart::OF_CALIBRATION]];
        let named = all.into_iter().chain(more).flatten();
        self.coming(Vec::new(), named.map(|name| format!("{name}.csv")).collect())
    }
}

/// # Errors
/// If what a command is going to leave cannot come to stand where it was told to.
pub(super) fn refuse_where_they_cannot_be_written(command: &Command) -> Result<(), Failure> {
    match of(command) {
        Some((out, coming)) => coming.refuse_where_it_cannot(out),
        None => Ok(()),
    }
}

fn of(command: &Command) -> Option<(&Path, Coming)> {
    let (out, coming) = match command {
        Command::Forecast(args) => (Some(&args.out), of_a_forecast(args)?),
        Command::Merge(args) => (Some(&args.out), forecast()),
        Command::Compare(args) => (args.out.as_ref(), COMPARE.alone()),
        Command::Policy(args) => (args.out.as_ref(), POLICY.alone()),
        Command::Expand(args) => (args.out.as_ref(), EXPAND.with_pictures(&chart::OF_EXPANSION)),
        Command::Report(args) => (Some(&args.out), REPORT.with_data()),
        Command::Evidence(args) => (Some(&args.out), EVIDENCE.with_data()),
        Command::Calibrate(args) => {
            (args.out.as_ref(), CALIBRATE.with_pictures(&[chart::OF_CALIBRATION]))
        }
        Command::Backtest(args) if args.period.is_some() => (args.out.as_ref(), CAME.alone()),
        Command::Backtest(args) => (args.out.as_ref(), BACKTEST.alone()),
        Command::Register(args) => match &args.act {
            RegisterAct::Records(asked) => (Some(&asked.out), RECORDS.alone()),
            _ => return None,
        },
        Command::Returns(args) => return of_a_return(&args.act),
        _ => return None,
    };
    Some((out?, coming))
}

/// None: which shard it is cannot be told, and the command says why.
fn of_a_forecast(args: &Forecast) -> Option<Coming> {
    let Some(flag) = args.shard else { return Some(forecast()) };
    let share = shards::share(flag, args.run.format).ok()?;
    Some(Coming::Signed(share.file()))
}

fn forecast() -> Coming {
    FORECAST.coming(names(&chart::OF_EVERY_FORECAST), names(&chart::OF_SOME_FORECASTS))
}

fn of_a_return(act: &Return) -> Option<(&Path, Coming)> {
    let (which, of) = match act {
        Return::Mhclg(of) => (Which::Mhclg, of),
        Return::Sanctuary(of) => (Which::Sanctuary, of),
        Return::Kpi(of) => (Which::Kpi, of),
        Return::Outcomes(of) => (Which::Outcomes, of),
        Return::Workbook(of) => (Which::Workbook, of),
        Return::Review(of) => (Which::Review, of),
        Return::Charts(charts) => {
            return Some((&charts.out, CHARTS.with_pictures(&[chart::OF_RUNS])));
        }
        Return::CaseFiles(files) => return Some((&files.out, CASES.alone())),
        Return::Freeze(_) | Return::Explain(_) => return None,
    };
    Some((of.out.as_ref()?, counted(which, of)))
}

fn counted(which: Which, of: &Of) -> Coming {
    let word = which.word();
    let tables = which.parts().iter().map(|part| format!("{}.csv", part.word()));
    let inside = ["to-look-at.csv", "reconciliation.txt"].iter().filter(|_| !of.public);
    let beside = ["xlsx"].iter().chain(inside).map(|ending| format!("{word}.{ending}"));
    Coming::set(&format!("{word}.manifest.json"), tables.chain(beside), [])
}
