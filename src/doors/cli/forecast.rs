//! `lintel forecast`: scenarios run side by side, whole, one share of them, or until they are precise enough.

use super::args::Forecast as Args;
use super::data_source::opened;
use super::progress::Shown;
use super::publish::publish;
use super::{Failure, Said, shards};
use crate::doors::tasks::planning::forecast::{Extent, Played, play};
use crate::planning::forecast::{Shard, Whole};
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    let extent = extent(args)?;
    let (data, head) = opened(data, &args.register, now)?;
    let limits = (args.replications, args.run.threads);
    let Played { whole, .. } = play(&data, &args.scenarios, extent, limits, &Shown)?;
    match extent {
        Extent::Share(share) => {
            let Whole { inputs, runs } = whole;
            shards::write(&args.out, args.run.format, &Shard { share, inputs, runs })
        }
        Extent::Whole | Extent::Until(_) => {
            publish((&args.out, args.run.format), whole, head.as_ref())
        }
    }
}

fn extent(args: &Args) -> Result<Extent, Failure> {
    match (&args.shard, args.precision) {
        (Some(flag), _) => Ok(Extent::Share(shards::share(*flag, args.run.format)?)),
        (None, Some(target)) => Ok(Extent::Until(target)),
        (None, None) => Ok(Extent::Whole),
    }
}
