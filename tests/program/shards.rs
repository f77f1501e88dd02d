//! Shards merge to the bytes of the single run, however many there are; anything else is an issue and
//! leaves nothing behind.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::program;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Both readings of one estate and a second estate, seven histories each.
const RUN: [&str; 5] = ["forecast", "stoke-37", "plymouth", "--replications", "7"];

fn lintel(words: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = program();
    for name in ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "JOB_COMPLETIONS"] {
        command.env_remove(name);
    }
    command.args(words).envs(variables.iter().copied()).output().unwrap()
}

fn done(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = |path: PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
    };
    entries.map(named).collect()
}

/// A folder with its shards, as text.
struct Shards {
    folder: TempDir,
}

impl Shards {
    fn simulated(of: u32, flags: &[&str]) -> Self {
        let shards = Self { folder: tempfile::tempdir().unwrap() };
        for shard in 1..=of {
            shards.simulate(shard, of, flags);
        }
        shards
    }

    fn simulate(&self, shard: u32, of: u32, flags: &[&str]) {
        let (which, out) = (format!("{shard}/{of}"), self.path("shards"));
        let words = [&RUN[..], &["--shard", &which, "--out", &out], flags].concat();
        done(&lintel(&words, &[]));
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn shard(&self, shard: u32, of: u32) -> PathBuf {
        self.folder.path().join("shards").join(format!("shard-{shard}-of-{of}.json"))
    }

    fn change(&self, shard: u32, of: u32, change: impl Fn(String) -> String) {
        let file = self.shard(shard, of);
        fs::write(&file, change(fs::read_to_string(&file).unwrap())).unwrap();
    }

    fn merge(&self, more: &[&str]) -> Output {
        let (from, out) = (self.path("shards"), self.path("merged"));
        lintel(&[&["merge", &from, "--out", &out], more].concat(), &[])
    }

    /// Merging must fail with these codes, each issue naming this; nothing may be written.
    fn refused(&self, more: &[&str], expected: &[(&str, &str)]) {
        let output = self.merge(&[more, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let issues = answer["issues"].as_array().unwrap();
        assert_eq!(issues.len(), expected.len(), "{issues:#?}");
        for (issue, (code, named)) in issues.iter().zip(expected) {
            assert_eq!(issue["code"], *code, "{issue:#}");
            assert!(issue.to_string().contains(named), "{named} is not in {issue:#}");
        }
        assert!(!Path::new(&self.path("merged")).exists(), "something was written");
    }
}

fn whole() -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("whole");
    done(&lintel(&[&RUN[..], &["--out", out.to_str().unwrap()]].concat(), &[]));
    files(&out)
}

#[test]
fn any_number_of_shards_merges_to_the_bytes_of_the_single_run() {
    let whole = whole();
    assert_eq!(whole.len(), 34);
    // Nine shards of seven histories: two are empty.
    for of in [1, 2, 3, 7, 9] {
        let threads = if of == 3 { "2" } else { "1" };
        let shards = Shards::simulated(of, &["--threads", threads]);
        let output = shards.merge(&[]);
        done(&output);
        let merged = files(Path::new(&shards.path("merged")));
        assert_eq!(merged.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        for (name, bytes) in &whole {
            assert!(bytes == &merged[name], "{name} differs after merging {of} shards");
        }
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("Unmet need:") && said.contains("Simulated: 7 histories"), "{said}");
    }
}

/// Pictures of waiting, second stage and of what was counted before come from shards alone.
#[test]
fn waits_second_stage_and_the_past_survive_sharding() {
    let run = ["forecast", "stoke-37-course", "--replications", "5", "--out"];
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    done(&lintel(&[&run[..], &[&path("whole")]].concat(), &[]));
    for which in ["1/2", "2/2"] {
        done(&lintel(&[&run[..], &[&path("shards"), "--shard", which]].concat(), &[]));
    }
    done(&lintel(&["merge", &path("shards"), "--out", &path("merged")], &[]));
    let whole = files(Path::new(&path("whole")));
    assert_eq!(whole.len(), 42);
    assert!(whole == files(Path::new(&path("merged"))));
    let over_time = ["unmet-need-by-year.txt", "unmet-need-by-quarter.txt"];
    let told = over_time.into_iter().find_map(|name| whole.get(name)).unwrap();
    let fan = String::from_utf8(told.clone()).unwrap();
    assert!(fan.contains("recorded: 27 households"), "{fan}");
}

#[test]
fn shards_merge_from_several_folders_in_any_order_and_without_the_inputs() {
    let whole = whole();
    let shards = Shards::simulated(3, &[]);
    let elsewhere = shards.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::rename(shards.shard(2, 3), elsewhere.join("any-name")).unwrap();
    fs::write(shards.folder.path().join("shards/.shard-2-of-3.json.part"), "half").unwrap();
    let output = program()
        .current_dir(shards.folder.path())
        .args(["merge", "elsewhere/any-name", "shards", "--out", "merged"])
        .output()
        .unwrap();
    done(&output);
    assert!(whole == files(&shards.folder.path().join("merged")));
}

#[test]
fn missing_shards_are_named_together() {
    let shards = Shards::simulated(7, &[]);
    for shard in [2, 4, 5, 6] {
        fs::remove_file(shards.shard(shard, 7)).unwrap();
    }
    shards.refused(&[], &[("C03", "shards 2, 4 to 6 of 7 are missing")]);
}

#[test]
fn no_shard_at_all_is_an_issue() {
    let shards = Shards::simulated(0, &[]);
    fs::create_dir(shards.path("shards")).unwrap();
    shards.refused(&[], &[("C09", "no shard")]);
    shards.refused(&["no-such-folder"], &[("C09", "no-such-folder")]);
}

#[test]
fn a_repeated_shard_is_never_counted_twice() {
    let shards = Shards::simulated(2, &[]);
    let copy = shards.folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    fs::copy(shards.shard(1, 2), copy.join("shard-1-of-2.json")).unwrap();
    shards.refused(&[copy.to_str().unwrap()], &[("C08", "1/2")]);
}

#[test]
fn a_shard_of_another_run_is_foreign_and_says_in_what() {
    let shards = Shards::simulated(3, &[]);
    let data = shards.folder.path().join("data");
    let copied = Command::new("cp").args(["-R", "data"]).arg(&data).status().unwrap();
    assert!(copied.success());
    let units = data.join("plymouth/units.csv");
    fs::write(&units, fs::read_to_string(&units).unwrap() + "\n").unwrap();
    shards.simulate(2, 3, &["--data", data.to_str().unwrap()]);
    shards.simulate(2, 4, &[]);
    let missing = ("C03", "shard 2 of 3 is missing");
    shards.refused(
        &[],
        &[("C10", "other inputs (plymouth/units.csv)"), ("C10", "one of 4, they of 3"), missing],
    );
}

#[test]
fn another_seed_or_number_of_histories_is_foreign() {
    let shards = Shards::simulated(3, &[]);
    let scenario = fs::read_to_string("scenarios/stoke-37.toml").unwrap();
    let other = shards.folder.path().join("stoke-37.toml");
    fs::write(&other, scenario.replace("seed = 20261001", "seed = 5")).unwrap();
    let (other, out) = (other.display().to_string(), shards.path("shards"));
    let run = ["forecast", &other, "plymouth", "--out", &out];
    done(&lintel(&[&run[..], &["--replications", "7", "--shard", "1/3"]].concat(), &[]));
    let fewer = ["forecast", "stoke-37", "plymouth", "--out", &out, "--replications", "6"];
    done(&lintel(&[&fewer[..], &["--shard", "2/4"]].concat(), &[]));
    // Two of three are left; the others say in what they differ.
    let missing = ("C03", "shard 1 of 3 is missing");
    let seed =
        "other inputs (scenarios/stoke-37.toml, scenarios/stoke-37.toml (2)); seed 5, not 20261001";
    shards.refused(&[], &[("C10", seed), ("C10", "replications 6, not 7"), missing]);
}

#[test]
fn a_shard_of_another_version_is_foreign() {
    let shards = Shards::simulated(2, &[]);
    let version = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    shards.change(2, 2, |text| text.replace(&version, "\"version\":\"0.0.9\""));
    shards.refused(&[], &[("C10", "0.0.9")]);
}

#[test]
fn a_damaged_or_half_written_shard_is_found() {
    let shards = Shards::simulated(7, &[]);
    shards.change(1, 7, |text| text.split_at(text.len() >> 1).0.to_owned());
    shards.change(2, 7, |_| String::new());
    // One history more with one value more, in otherwise good JSON.
    shards.change(3, 7, |text| text.replacen("[[[", "[[[9,1],[", 1));
    // A digit of a sum.
    shards.change(5, 7, |text| text.replacen("\"sums\":[[\"", "\"sums\":[[\"1", 1));
    shards.change(4, 7, |text| text.replacen("\"shard\":4", "\"shard\":5", 1));
    fs::write(shards.shard(6, 7), [0xff, 0xfe, 0x00]).unwrap();
    let damaged = |which| ("C01", which);
    shards.refused(
        &[],
        &[
            damaged("--shard 1/7"),
            damaged("--shard 2/7"),
            damaged("--shard 3/7"),
            damaged("--shard 4/7"),
            damaged("--shard 5/7"),
            damaged("--shard 6/7"),
        ],
    );
}

/// A checksum can be made for anything: whatever such a file says, the answer is an issue and no crash.
#[test]
fn a_forged_shard_is_never_a_crash() {
    let shards = Shards::simulated(1, &[]);
    let good = fs::read_to_string(shards.shard(1, 1)).unwrap();
    // The first value of the first figure that has one alone.
    let (_, after) = good.split_once("\"periods\":[[[").unwrap();
    let (value, _) = after.split_once(']').unwrap();
    let (first, twice) =
        (&*format!("\"periods\":[[[{value}]"), &*format!("\"periods\":[[[{value}],[{value}]"));
    for (from, to) in [
        ("\"replications\":7,\"waits\"", "\"replications\":9,\"waits\""),
        ("\"years\":5", "\"years\":4"),
        ("\"years\":5", "\"years\":0"),
        ("\"years\":5", "\"years\":20000"),
        ("\"replications\":7,\"start\"", "\"replications\":0,\"start\""),
        ("\"replications\":7,\"start\"", "\"replications\":4294967295,\"start\""),
        ("\"group\":{\"class\":0}", "\"group\":{\"class\":99}"),
        ("\"group\":{\"kind\":0}", "\"group\":{\"kind\":3}"),
        ("\"periods\":[", "\"periods\":[[],"),
        ("[[[", "[[[-1,1],["),
        ("[[[", "[[[9223372036854775807,1],["),
        ("[[[", "[[[1,18446744073709551615],[2,18446744073709551615],["),
        ("[[[", "[[[1,4294967295],[2,4294967295],["),
        // Values out of order, twice, none, or between what is kept apart.
        ("[[[", "[[[8000,1],["),
        ("[[[", "[[[8193,1],["),
        ("[[[", "[[[1,0],["),
        (first, twice),
        ("\"waits\":[[", "\"waits\":[[0,"),
        ("\"waits\":[[", "\"waits\":[[18446744073709551615"),
        // Sums that these values cannot have, of figures and of rates.
        ("\"sums\":[[\"", "\"sums\":[[\"9"),
        ("\"sums\":[[\"", "\"sums\":[[\"-"),
        ("\"products\":[\"", "\"products\":[\"99999"),
        ("\"products\":[\"", "\"products\":[\"99999999999999999999999999999999999999999999"),
        // Sums of products with controls, and means known beforehand, that cannot be.
        ("\"controls\":[[\"", "\"controls\":[[\"99999999999999999999999999"),
        ("\"controls\":[[\"", "\"controls\":[[\"-"),
        ("\"controls\":[[", "\"controls\":[[\"0\",\"0\",\"0\"],["),
        ("\"known_arrivals\":[[", "\"known_arrivals\":[[1,"),
        ("\"known_nights\":[", "\"known_nights\":[-"),
        ("\"histories\":[7", "\"histories\":[8"),
        ("\"histories\":[7,", "\"histories\":["),
    ] {
        let forged = sealed(&good.replacen(from, to, 1));
        assert_ne!(forged, sealed(&good), "{from} is not in the shard");
        fs::write(shards.shard(1, 1), &forged).unwrap();
        shards.refused(&[], &[("C01", "damaged")]);
    }
    fs::write(shards.shard(1, 1), sealed(&good)).unwrap();
    done(&shards.merge(&[]));
}

/// Every figure of it by itself could be; only together they cannot.
#[test]
fn a_recomputed_checksum_makes_no_unmet_need_vanish() {
    let shards = Shards::simulated(1, &[]);
    let good: Value =
        serde_json::from_str(&fs::read_to_string(shards.shard(1, 1)).unwrap()).unwrap();
    let emptied = |of: &dyn Fn(&Value) -> bool| {
        let mut forged = good.clone();
        for run in forged["runs"].as_array_mut().unwrap() {
            for series in
                run["series"].as_array_mut().unwrap().iter_mut().filter(|series| of(series))
            {
                for period in series["periods"].as_array_mut().unwrap() {
                    *period = serde_json::json!([]);
                }
            }
        }
        assert_ne!(forged, good);
        fs::write(shards.shard(1, 1), sealed(&forged.to_string())).unwrap();
        shards.refused(&[], &[("C01", "damaged")]);
    };
    for measure in ["unmet_need", "referrals", "placed"] {
        emptied(&|series| series["measure"] == measure && series["group"] == "all");
    }
    let unmet = |series: &Value| {
        series["measure"] == "unmet_need" || series["measure"].get("unmet").is_some()
    };
    emptied(&unmet);
    emptied(&|series| series["measure"] == "placed" && series["group"].get("kind").is_some());
    fs::write(shards.shard(1, 1), sealed(&good.to_string())).unwrap();
    done(&shards.merge(&[]));
}

/// The text with the checksum it should have.
fn sealed(text: &str) -> String {
    use sha2::Digest;
    let (before, after) = text.split_once("\"sha256\":\"").unwrap();
    let after = after.split_once('"').unwrap().1.trim_end();
    let digest = sha2::Sha256::digest(format!("{before}\"sha256\":\"\"{after}").as_bytes());
    let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{before}\"sha256\":\"{}\"{after}\n", hex.concat())
}

#[test]
fn a_job_array_tells_the_shard() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let auto = |flag: &str, variables: &[(&str, &str)]| {
        lintel(&[&RUN[..], &["--shard", flag, "--out", &out]].concat(), variables)
    };
    let slurm = [
        ("SLURM_ARRAY_TASK_ID", "2"),
        ("SLURM_ARRAY_TASK_COUNT", "4"),
        ("SLURM_ARRAY_TASK_MIN", "1"),
        ("SLURM_ARRAY_TASK_MAX", "4"),
    ];
    done(&auto("auto", &slurm));
    done(&auto("auto/4", &[("JOB_COMPLETION_INDEX", "3")]));
    let written: Vec<String> = files(folder.path()).into_keys().collect();
    assert_eq!(written, ["shard-2-of-4.json", "shard-4-of-4.json"]);
    for (flag, variables) in [
        ("auto", &[][..]),
        ("auto", &[("SLURM_ARRAY_TASK_ID", "two")][..]),
        ("auto/4", &[("JOB_COMPLETION_INDEX", "4")][..]),
    ] {
        let output = auto(flag, variables);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("SLURM_ARRAY_TASK_ID") || said.contains("JOB_COMPLETION_INDEX"));
    }
}

#[test]
fn a_shard_that_makes_no_sense_is_a_usage_error() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out").display().to_string();
    for flags in [
        &["--shard", "0/3"][..],
        &["--shard", "4/3"],
        &["--shard", "a/b"],
        &["--shard", "1/3", "--precision", "0.5"],
        &["--shard", "1/3", "--format", "csv"],
    ] {
        let output = lintel(&[&RUN[..], &["--out", &out], flags].concat(), &[]);
        assert_eq!(output.status.code(), Some(2), "{flags:?}");
    }
    assert!(!Path::new(&out).exists());
}
