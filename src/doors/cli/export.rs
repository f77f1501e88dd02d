//! `allocate --export`: the problem for other solvers, with how long this program took for it.

use super::Failure;
use super::layout;
use crate::desk::allocation::{Batch, Export, Measured, Prepared, Problem, Way, mps, solve};
use crate::doors::files::write_new;
use crate::inputs::estate::AllocationOrder;
use anyhow::anyhow;
use std::path::Path;
use std::time::{Duration, Instant};

/// Time to measure for, each way.
const MEASURED_FOR: Duration = Duration::from_millis(300);

/// Writes the problem as JSON or MPS, by the file's ending.
pub(super) fn write(batch: &Batch<'_>, file: &Path) -> Result<(), Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    refuse_other_orders(batch)?;
    let problem = batch.problem();
    let text = match ending.as_deref() {
        Some("json") => layout::json(&export(batch, &problem)?),
        Some("mps") => mps(&problem).map_err(|error| anyhow!(error))?,
        _ => {
            return Err(anyhow!(
                "--export writes FILE.json or FILE.mps; give one of these endings"
            )
            .into());
        }
    };
    write_new(file, text.as_bytes())
}

/// The form knows the contract's order only.
fn refuse_other_orders(batch: &Batch<'_>) -> Result<(), Failure> {
    let own = &batch.estate.provider.allocation;
    if own.order == AllocationOrder::DangerFirst && own.floors.is_empty() {
        return Ok(());
    }
    Err(anyhow!("--export writes the contract's own order, and this provider has another ([allocation] in provider.toml); export from a copy of the estate without it").into())
}

fn export(batch: &Batch<'_>, problem: &Problem) -> Result<Export, Failure> {
    let solution = solve(problem, Way::Fastest)
        .map_err(|error| anyhow!(error))?
        .ok_or_else(|| anyhow!("the accepted offers cannot all stand together"))?;
    let mut prepared = Prepared::new(problem).map_err(|error| anyhow!(error))?;
    let seconds = median(|| prepared.all_levels());
    let free = problem.without(|_| true);
    let mut prepared = Prepared::new(&free).map_err(|error| anyhow!(error))?;
    let objective_one_to_one = prepared.one_to_one();
    let seconds_one_to_one = median(|| prepared.one_to_one());
    let measured = Measured { seconds, seconds_one_to_one, objective_one_to_one };
    let references: Vec<String> =
        batch.households.iter().map(|h| h.referral.reference.clone()).collect();
    let units: Vec<String> = batch.estate.units.iter().map(|unit| unit.name.clone()).collect();
    let settings: Vec<String> =
        batch.estate.settings.iter().map(|setting| setting.name.clone()).collect();
    Ok(Export::new(problem, (&references, &units, &settings), &solution, measured))
}

/// The median of as many runs as fit the time, in seconds; at least one.
fn median<T>(mut run: impl FnMut() -> T) -> f64 {
    let began = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || began.elapsed() < MEASURED_FOR {
        let start = Instant::now();
        let _kept = std::hint::black_box(run());
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    times[times.len() >> 1]
}
