//! Where the data folder is, so that the program runs from any folder.
//!
//! In this order: `--data`, `LINTEL_DATA`, `./data`, the user's own data folder, what was installed with the program.
//! What is said (`--data`, `LINTEL_DATA`) is taken as it is; what is looked for must hold `geography/`.

use crate::doors::failure::Failure;
use anyhow::anyhow;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The variable that names the data folder.
const VARIABLE: &str = "LINTEL_DATA";

/// What the search depends on beside the files.
struct Surroundings {
    said: Option<PathBuf>,
    variable: Option<PathBuf>,
    user: Option<PathBuf>,
    program: Option<PathBuf>,
}

/// The data folder.
///
/// # Errors
/// There is none; the message lists where it was looked for.
pub(in crate::doors) fn data(said: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let program = env::current_exe().ok().and_then(|exe| exe.canonicalize().ok());
    let around = Surroundings {
        said,
        variable: variable(VARIABLE).map(PathBuf::from),
        user: user_folder(variable),
        program: program.and_then(|exe| Some(exe.parent()?.to_owned())),
    };
    find(&around)
}

fn find(around: &Surroundings) -> Result<PathBuf, Failure> {
    let named = around.said.as_ref().map(|path| ("--data", path));
    let named = named.or_else(|| around.variable.as_ref().map(|path| (VARIABLE, path)));
    if let Some((by, path)) = named {
        if path.is_dir() {
            return Ok(path.clone());
        }
        let path = path.display();
        return Err(anyhow!(
            "there is no data folder {path}, which {by} names; give it with --data DIR"
        )
        .into());
    }
    let looked = candidates(around);
    match looked.iter().find(|folder| folder.join("geography").is_dir()) {
        Some(found) => Ok(found.clone()),
        None => Err(anyhow!("{}", nowhere(&looked)).into()),
    }
}

/// The folders that are looked at, first to last.
fn candidates(around: &Surroundings) -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from("data")];
    if let Some(user) = &around.user {
        folders.extend([user.join("data"), user.clone()]);
    }
    if let Some(program) = &around.program {
        folders.push(program.join("share/lintel/data"));
        if let Some(above) = program.parent() {
            let share = above.join("share/lintel");
            folders.extend([share.join("data"), share]);
        }
        folders.push(program.join("data"));
    }
    folders
}

fn nowhere(looked: &[PathBuf]) -> String {
    let lines: Vec<String> =
        looked.iter().map(|folder| format!("\n  - {}", folder.display())).collect();
    format!(
        "there is no data folder (one that holds geography/). Looked for in:{}\nGive it with --data DIR, name it in {VARIABLE}, or copy the project's data folder to one of these",
        lines.concat()
    )
}

/// Where this platform keeps a user's data, `lintel` in it.
fn user_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(windows) {
        absolute("APPDATA")?
    } else if cfg!(target_os = "macos") {
        absolute("XDG_DATA_HOME")
            .or_else(|| Some(absolute("HOME")?.join("Library/Application Support")))?
    } else {
        absolute("XDG_DATA_HOME").or_else(|| Some(absolute("HOME")?.join(".local/share")))?
    };
    Some(base.join("lintel"))
}

/// The folders in which a scenario is looked for by name, first to last: here, beside the data folder, in it.
pub(in crate::doors) fn scenario_folders(data: &Path) -> [PathBuf; 3] {
    let beside = data.parent().unwrap_or(Path::new("")).join("scenarios");
    [PathBuf::from("scenarios"), beside, data.join("scenarios")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn nowhere_else() -> Surroundings {
        Surroundings { said: None, variable: None, user: None, program: None }
    }

    fn with_geography(folder: &Path) -> PathBuf {
        fs::create_dir_all(folder.join("geography")).unwrap();
        folder.to_owned()
    }

    #[test]
    fn what_is_said_comes_before_the_variable_and_both_before_any_search() {
        let folder = tempfile::tempdir().unwrap();
        let [said, variable] = ["said", "variable"].map(|name| folder.path().join(name));
        for path in [&said, &variable] {
            fs::create_dir(path).unwrap();
        }
        let mut around = Surroundings {
            said: Some(said.clone()),
            variable: Some(variable.clone()),
            user: Some(with_geography(&folder.path().join("user"))),
            program: None,
        };
        assert_eq!(find(&around).unwrap(), said);
        around.said = None;
        assert_eq!(find(&around).unwrap(), variable);
        around.variable = Some(folder.path().join("not-there"));
        assert!(format!("{:?}", find(&around).unwrap_err()).contains("which LINTEL_DATA names"));
    }

    #[test]
    fn a_folder_copied_into_the_users_own_is_found_before_what_was_installed() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("bin");
        fs::create_dir(&program).unwrap();
        let installed = with_geography(&folder.path().join("share/lintel/data"));
        let own = folder.path().join("lintel");
        // Unit tests run in the project's folder, whose own data would be found first.
        let looked = |around: &Surroundings| {
            candidates(around).into_iter().skip(1).find(|at| at.join("geography").is_dir())
        };
        let around =
            Surroundings { user: Some(own.clone()), program: Some(program), ..nowhere_else() };
        assert_eq!(looked(&around), Some(installed));
        assert_eq!(looked(&around), Some(folder.path().join("share/lintel/data")));
        assert_eq!(with_geography(&own), looked(&around).unwrap());
    }

    #[test]
    fn the_users_folder_follows_the_platforms_variables() {
        let given = |wanted: &'static str, value: &'static str| {
            move |name: &str| (name == wanted).then(|| OsString::from(value))
        };
        if cfg!(not(any(windows, target_os = "macos"))) {
            let xdg = user_folder(given("XDG_DATA_HOME", "/x"));
            assert_eq!(xdg, Some(PathBuf::from("/x/lintel")));
            assert_eq!(user_folder(given("XDG_DATA_HOME", "relative")), None);
            let home = user_folder(given("HOME", "/h"));
            assert_eq!(home, Some(PathBuf::from("/h/.local/share/lintel")));
        }
    }
}
