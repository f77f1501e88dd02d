//! `lintel forecast`: scenarios run side by side, whole, one share of them, or until they are precise enough.

use super::args::Forecast as Args;
use super::footing::door;
use super::progress::Shown;
use super::publish::publish;
use super::register::args::OfRegister;
use super::{Failure, Said, shards};
use crate::doors::files::DataFolder;
use crate::doors::tasks::asked_at;
use crate::doors::tasks::planning::forecast::{Extent, Played, Tonight, play};
use crate::planning::forecast::{Shard, Whole};
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    let extent = extent(args)?;
    let tonight = tonight(data, &args.register, now)?;
    let (data, limits) = (DataFolder::open(data)?, (args.replications, args.run.threads));
    let begins = (&*args.scenarios, tonight.as_ref());
    let Played { whole, .. } = play(&data, begins, extent, limits, &Shown)?;
    match extent {
        Extent::Share(share) => {
            let Whole { inputs, runs } = whole;
            shards::write(&args.out, args.run.format, &Shard { share, inputs, runs })
        }
        Extent::Whole | Extent::Until(_) => publish(&args.out, args.run.format, whole),
    }
}

/// The register's night at the moment that was named; none: there is no register.
fn tonight(data: &Path, of: &OfRegister, now: Timestamp) -> Result<Option<Tonight>, Failure> {
    let at = of.moment()?;
    let Some(mut door) = door(data, &of.whereabouts, None)? else { return Ok(None) };
    let night = door.night(asked_at(at, now)?, now)?;
    let head = door.register.mark_at(now)?;
    Ok(Some(Tonight::of(night, head, &door.folder)))
}

fn extent(args: &Args) -> Result<Extent, Failure> {
    match (&args.shard, args.precision) {
        (Some(flag), _) => Ok(Extent::Share(shards::share(*flag, args.run.format)?)),
        (None, Some(target)) => Ok(Extent::Until(target)),
        (None, None) => Ok(Extent::Whole),
    }
}
