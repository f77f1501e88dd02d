//! `lintel demand`: what "so many of so many were refused with so many units" says about demand.

use super::args::{AnswerFormat, Demand as Args};
use super::layout::json;
use super::stay::ASSUMED_STAY_DAYS;
use super::{Failure, Said};
use crate::base::statistics::Portion;
use crate::engine::demand::{Record, Service, read_refused};
use crate::presentation::render::{self, terminal};
use crate::presentation::wording;
use crate::presentation::wording::demand::RefusedTold;

pub(super) fn run(args: &Args) -> Result<Said, Failure> {
    if args.refused.len() != args.of.len() {
        let (refused, of) = (args.refused.len(), args.of.len());
        return Err(Failure::Usage(format!(
            "--refused stands {refused} times and --of {of} times; give both for each record"
        )));
    }
    let pairs = || args.refused.iter().copied().zip(args.of.iter().copied());
    if let Some((refused, of)) = pairs().find(|(refused, of)| refused > of) {
        return Err(Failure::Usage(format!(
            "{refused} of {of}: no more can be refused than asked; --of counts everybody who asked"
        )));
    }
    let service = Service { units: args.units, stay_days: args.stay_days, days: args.days };
    let records: Vec<RefusedTold> = pairs().map(|pair| told(service, pair)).collect();
    Ok(Said::done(match args.answer.format {
        AnswerFormat::Json => json(&render::json::demand(service, &records, ASSUMED_STAY_DAYS)),
        AnswerFormat::Table => {
            terminal::render(&wording::demand::demand(service, &records, ASSUMED_STAY_DAYS))
        }
    }))
}

fn told(service: Service, (refused, of): (u32, u32)) -> RefusedTold {
    let share = Portion::new(f64::from(refused) / f64::from(of), u64::from(of));
    let record = Record { refused, of, shares: [share.low, share.high] };
    RefusedTold { refused, of, share, readings: read_refused(service, record) }
}
