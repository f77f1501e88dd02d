//! The `lintel` program: see `lintel --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    human_panic::setup_panic!();
    lintel::doors::cli::main()
}
