//! The command line: alone prints and knows an exit code.

mod allocate;
mod args;
mod ask;
mod asking;
mod backtest;
mod batch;
mod calibrate;
mod check;
mod clock;
mod command_result;
mod compare;
mod data_source;
mod demand;
mod evidence;
mod expand;
mod explain;
mod export;
mod forecast;
mod format;
mod geography;
mod granted;
mod import;
mod init;
mod layout;
mod map_faults;
mod merge;
mod new;
mod night;
mod outlook;
mod output;
mod outputs;
mod place;
mod policy;
mod progress;
mod publish;
mod recommend;
mod register;
mod remaining;
mod report;
mod returns;
mod schema;
mod serve;
mod several;
mod shard_flag;
mod shards;
mod stay;
mod terms;
mod units;
mod verify;

pub use crate::doors::failure::Failure;
pub use args::Cli;

use crate::base::parse::{printable_json, printable_lines, sheet};
use crate::doors::files;
use crate::doors::files::data_location;
use crate::doors::tasks::planning;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use args::{Command, Format, Geography};
use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, FromArgMatches};
use command_result::{Said, code, is_watched};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs the program on its command line.
pub fn main() -> ExitCode {
    let typed = with_numbers_below_zero(Cli::command()).try_get_matches();
    let cli = match typed.and_then(|typed| Cli::from_arg_matches(&typed)) {
        Ok(cli) => cli,
        Err(why) => return not_understood(&why),
    };
    planning::cap();
    let format = cli.command.format();
    let help = help_without_an_answer(&cli);
    let (text, told, code) = match run(cli) {
        Ok(said) => (said.text, String::new(), said.code),
        Err(failure) => failed(failure, format, &help),
    };
    // What a person reads cannot drive the terminal, whatever stood in a file or its name.
    let told = printable_lines(&told);
    let text = match format {
        Format::Table => printable_lines(&text),
        Format::Csv => sheet::csv(&text).into_owned(),
        Format::Json => printable_json(&text),
    };
    ended(&text, &told, code)
}

/// A number below zero is the value of the option before it, which says what it allows; it is no option of its own.
fn with_numbers_below_zero(command: clap::Command) -> clap::Command {
    let command = command.mut_args(|argument| {
        let takes_a_value = argument.get_action().takes_values();
        argument.allow_negative_numbers(takes_a_value)
    });
    command.mut_subcommands(with_numbers_below_zero)
}

/// What clap says: help as it lays it out, and what is wrong with the command without what drives a terminal.
fn not_understood(why: &clap::Error) -> ExitCode {
    let code = u8::try_from(why.exit_code()).unwrap_or(code::USAGE);
    if !why.use_stderr() {
        let printed = output::is_there().and_then(|()| why.print());
        return match printed.and_then(|()| io::stdout().flush()) {
            Err(error) => unwritten(&error, code),
            Ok(()) => ExitCode::from(code),
        };
    }
    ended("", &printable_lines(&from_where(why)), code)
}

/// What is wrong with the command, with the name of the variable that a value came from which nobody typed.
fn from_where(why: &clap::Error) -> String {
    let said = why.render().to_string();
    let Some(ContextValue::String(argument)) = why.get(ContextKind::InvalidArg) else {
        return said;
    };
    let flag = argument.split([' ', '=']).next().unwrap_or_default();
    let is_typed = |word: std::ffi::OsString| {
        word.to_str().is_some_and(|word| word.split('=').next() == Some(flag))
    };
    match variable_of(&Cli::command(), flag.trim_start_matches('-')) {
        Some(variable) if !std::env::args_os().any(is_typed) => {
            said.replace(&format!("for '{argument}'"), &wording::in_the_environment(&variable))
        }
        _ => said,
    }
}

/// The variable that stands for a flag, in whichever command has it.
fn variable_of(command: &clap::Command, flag: &str) -> Option<String> {
    let own = command.get_arguments().find(|of| of.get_long() == Some(flag));
    let own = own.and_then(|of| Some(of.get_env()?.to_str()?.to_owned()));
    own.or_else(|| command.get_subcommands().find_map(|inner| variable_of(inner, flag)))
}

/// Says it, and how it ended.
fn ended(text: &str, told: &str, code: u8) -> ExitCode {
    let mut out = io::stdout().lock();
    let is_there = if text.is_empty() { Ok(()) } else { output::is_there() };
    let written = is_there.and_then(|()| out.write_all(text.as_bytes()));
    let written = written.and_then(|()| out.flush());
    let complained = io::stderr().lock().write_all(told.as_bytes());
    match written.and(complained) {
        Err(error) => unwritten(&error, code),
        Ok(()) => ExitCode::from(code),
    }
}

/// Whoever closed the pipe has read enough.
fn unwritten(error: &io::Error, code: u8) -> ExitCode {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return ExitCode::from(code);
    }
    drop(writeln!(io::stderr(), "error: the answer cannot be written: {error}"));
    ExitCode::from(code::ERROR)
}

/// Where help is to be had, for the desk whose command could not answer.
fn help_without_an_answer(cli: &Cli) -> String {
    if !cli.command.is_a_screen_of_the_desk() {
        return String::new();
    }
    let data = data_location::data(cli.data.clone()).unwrap_or_else(|_| PathBuf::from("data"));
    let helplines = files::helplines(&data, cli.command.estate());
    terminal::render(&wording::no_answer(&helplines))
}

/// What goes to standard output, what to standard error, and the exit code. A person is told where help is last,
/// where it is seen.
fn failed(failure: Failure, format: Format, help: &str) -> (String, String, u8) {
    let (told, code) = match failure {
        Failure::Issues(issues) if format == Format::Json => {
            return (layout::json(&issues), String::new(), code::ISSUES);
        }
        Failure::Issues(issues) => (layout::issues(&issues), code::ISSUES),
        Failure::Refused(told) => (told, code::ISSUES),
        Failure::NotRecorded(told) => (told, code::ERROR),
        Failure::Usage(why) => {
            (format!("error: {why}\n\nFor more information, try '--help'.\n"), code::USAGE)
        }
        Failure::Other(error) => (format!("error: {error:#}\n"), code::ERROR),
    };
    let told = if help.is_empty() { told } else { format!("{told}\n{help}") };
    (String::new(), told, code)
}

fn run(cli: Cli) -> Result<Said, Failure> {
    let now = clock::now(cli.now);
    let was_said = cli.data.is_some();
    let flags = flags(cli.data.as_deref(), cli.command.estate());
    let data = if cli.command.needs_data() {
        data_location::data(cli.data)?
    } else {
        cli.data.unwrap_or_else(|| PathBuf::from("data"))
    };
    outputs::refuse_where_they_cannot_be_written(&cli.command)?;
    match cli.command {
        Command::Recommend(args) => recommend::run(&data, now, &args),
        Command::Outlook(args) => outlook::run(&data, now, &args),
        Command::Allocate(args) => allocate::run(&data, now, &args),
        Command::Explain(args) => explain::run(&data, now, &args),
        Command::Units(args) => units::run(&data, now, &args),
        Command::Forecast(args) => forecast::run(&data, now, &args),
        Command::Merge(args) => merge::run(&args),
        Command::Compare(args) => compare::run(&data, &args),
        Command::Policy(args) => policy::run(&data, &args),
        Command::Expand(args) => expand::run(&data, now, &args),
        Command::Evidence(args) => evidence::run(&data, now, &args),
        Command::Report(args) => report::run(&data, now, &args),
        Command::Calibrate(args) => calibrate::run(&data, &args),
        Command::Backtest(args) => backtest::run(&data, now, &args),
        Command::Verify(args) => verify::run(&args),
        Command::Init(args) => init::run((&data, !was_said && data.is_absolute()), now, &args),
        Command::Ask(args) => ask::run((&data, &flags), now, &args),
        Command::New(args) => new::run((&data, &flags), &args),
        Command::Demand(args) => demand::run(&args),
        Command::Check(args) => check::run(&data, now, &args),
        Command::Register(args) => register::run(&data, now, &args),
        Command::Import(args) => import::run(&data, now, &args),
        Command::Returns(args) => returns::run(&data, now, &args),
        Command::Serve(args) => serve::run(&data, cli.now, &args),
        Command::Night(act) => night::run(&data, now, &act),
        Command::Place(args) => place::run(&data, &args),
        Command::Geography(Geography::Build(args)) => geography::build(&data, &args),
        Command::Schema(args) => Ok(Said::done(schema::run(&args))),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "lintel", &mut script);
            Ok(Said::done(String::from_utf8_lossy(&script).into_owned()))
        }
    }
}

/// Where data and estate are, as the command line said it, for a command that is to be typed again.
fn flags(data: Option<&Path>, estate: Option<&str>) -> String {
    let flag = |name: &str, value: Option<&Path>| {
        value.map_or_else(String::new, |value| format!(" --{name} {}", init::shell(value)))
    };
    flag("estate", estate.map(Path::new)) + &flag("data", data)
}
