//! How many threads a command has, whatever the flag or the environment says.

use crate::doors::failure::Failure;
use anyhow::Context;
use std::env;
use std::num::NonZero;
use std::thread::available_parallelism;

/// More threads than any machine has processors only cost time to start.
const MOST: usize = 64;

/// So many threads; 0 is one for each processor, or as many as `RAYON_NUM_THREADS` says.
pub(in crate::doors) fn pool(threads: usize) -> Result<rayon::ThreadPool, Failure> {
    Ok(rayon::ThreadPoolBuilder::new()
        .num_threads(number(threads))
        .build()
        .context("the threads asked for cannot be started; give fewer with --threads")?)
}

/// Holds also the threads that no command asks for to as many as make sense.
pub(in crate::doors) fn cap() {
    if said().is_some() {
        // Whatever started them first keeps its own.
        drop(rayon::ThreadPoolBuilder::new().num_threads(number(0)).build_global());
    }
}

fn number(threads: usize) -> usize {
    let processors = || available_parallelism().map_or(1, NonZero::get);
    let asked = if threads == 0 { said().unwrap_or_else(processors) } else { threads };
    asked.min(MOST)
}

fn said() -> Option<usize> {
    let said = env::var("RAYON_NUM_THREADS").ok()?.trim().parse().ok();
    said.filter(|threads| *threads > 0)
}
