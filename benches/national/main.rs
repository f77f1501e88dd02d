//! Writes a synthetic estate of national size, and a batch of households for it, as files.
//!
//!     cargo run --release --example national -- --out DIR

use anyhow::{Context, Result};
use clap::Parser;
use lintel::base::geography::{Atlas, Geography};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

#[path = "mod.rs"]
mod national;

/// Writes DIR/estate/ and DIR/referrals.jsonl; every unit and household in them is made up.
#[derive(Debug, Parser)]
struct Args {
    /// Households that ask for a place on one day
    #[arg(long, default_value_t = 1_000)]
    households: usize,
    /// Units of the estate
    #[arg(long, default_value_t = 5_000)]
    units: usize,
    /// Units that can be offered; left out: a fifth more than households
    #[arg(long)]
    vacant: Option<usize>,
    /// The same seed writes the same files
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Nothing binds households together: no complex needs, all with recourse, nobody kept apart
    #[arg(long)]
    one_to_one: bool,
    /// The folder that holds geography/
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Where to write
    #[arg(long)]
    out: PathBuf,
}

/// The files of the map.
#[derive(Debug)]
struct Folder(PathBuf);

impl Atlas for Folder {
    fn open(&self, name: &str) -> Result<Vec<u8>, String> {
        fs::read(self.0.join(name)).map_err(|error| format!("{name}: {error}"))
    }
}

fn main() -> Result<()> {
    let args = Args::parse();
    let folder = args.data.join("geography");
    let geography = Geography::open(Arc::new(Folder(folder))).map_err(anyhow::Error::msg)?;
    let map = national::Map::of(&geography);
    let order = national::Order {
        households: args.households,
        units: args.units,
        vacant: args.vacant,
        seed: args.seed,
        one_to_one: args.one_to_one,
    };
    let made = national::make(order, &map);
    let estate = args.out.join("estate");
    fs::create_dir_all(&estate).with_context(|| format!("{} cannot be made", estate.display()))?;
    for (file, text) in [
        ("estate/provider.toml", made.provider),
        ("estate/settings.csv", made.settings),
        ("estate/units.csv", made.units),
        ("estate/occupancy.csv", made.occupancy),
        ("referrals.jsonl", made.referrals.join("\n") + "\n"),
    ] {
        let path = args.out.join(file);
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    writeln!(
        std::io::stdout(),
        "{}: {} synthetic households before {} synthetic units",
        args.out.display(),
        order.households,
        order.units
    )?;
    Ok(())
}
