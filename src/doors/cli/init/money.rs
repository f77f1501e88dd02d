//! What could be added, and for how much: every price from elsewhere.

use super::homes::Homes;

const ELSEWHERE: &str = "from elsewhere: replace";

const HEAD: &str = "candidate,title,what,kind,residents,shared,rooms,cots,step_free,wheelchair,sector,oldest_boy,children,cover,complex_needs_places,substances,pets,targets,amount,most,lead_days,life_years,capital,capital_low,capital_high,capital_standing,capital_source,yearly,yearly_low,yearly_high,yearly_standing,yearly_source,agrees,falls_on\n";

/// A unit that could be added: name and title; kind to wheelchair; oldest boy to pets; most, days and years; pounds at once
/// and a year.
type Added = (&'static str, &'static str, &'static str, &'static str, [u32; 2]);

const REFUGE: Added = (
    "refuge-room,refuge room",
    "refuge,women,true,4,1,false,false",
    "14,true,24h,1,dry,false",
    "40,270,30",
    [60_000, 25_000],
);

const HOMES: [Added; 3] = [
    (
        "home-2-bed,2-bedroom home",
        "dispersed,any,false,2+2,1,false,false",
        ",true,visiting,,dry,false",
        "60,120,10",
        [10_000, 25_000],
    ),
    (
        "home-4-bed,4-bedroom home",
        "dispersed,any,false,2+2+2+1,1,false,false",
        ",true,visiting,,dry,true",
        "40,180,10",
        [15_000, 25_000],
    ),
    (
        "home-adapted,adapted 2-bedroom home",
        "dispersed,any,false,2+2,1,true,true",
        ",true,visiting,,managed,true",
        "20,240,10",
        [35_000, 25_000],
    ),
];

/// `candidates.csv`: units in the first and last of the sectors, then levers.
pub(super) fn candidates(homes: &Homes<'_>) -> String {
    let sector = homes.sectors.first().copied().unwrap_or_default();
    let home = homes.sectors.last().copied().unwrap_or_default();
    let units = HOMES.map(|added| unit(added, home)).concat();
    [HEAD.to_owned(), unit(REFUGE, sector), units, levers(homes)].concat()
}

fn unit((name, columns, policies, most, pounds): Added, sector: &str) -> String {
    format!("{name},unit,{columns},{sector},{policies},,,{most},{},,\n", price(pounds))
}

fn levers(homes: &Homes<'_>) -> String {
    let landlords = "the landlords of these homes";
    let mut levers = vec![
        lever(
            "worker-move-on,move-on worker,move_on_worker",
            ("", "0.75"),
            "2,90,1",
            [0, 38_000],
            ["", ""],
        ),
        lever(
            "homes-move-on,10 move-on homes a year,move_on_homes",
            ("", "10"),
            "2,120,1",
            [0, 20_000],
            ["the council and the landlords who let them", "others on the housing register"],
        ),
    ];
    if let Some((units, count)) = some(&homes.with_steps, 2) {
        let most = format!("{count},150,15");
        levers.push(lever(
            "adapt-unit,wheelchair adaptation,wheelchair",
            (&units, ""),
            &most,
            [30_000, 500],
            ["the owners of these homes", ""],
        ));
    }
    if let Some(refuge) = homes.refuge_setting {
        levers.push(lever(
            "older-boys,boys up to 16 in refuge,older_boys",
            (refuge, "16"),
            "1,60,10",
            [5_000, 5_000],
            ["the commissioner", "women and girls who live there"],
        ));
    }
    if let Some((settings, _)) = some(&homes.home_settings, 5) {
        levers.push(lever(
            "pets,pets in some homes,pets",
            (&settings, ""),
            "1,30,5",
            [2_500, 1_500],
            [landlords, "whoever cannot live beside animals"],
        ));
    }
    levers.extend(RULES.map(|(name, setting, most, who)| lever(name, setting, most, [0, 0], who)));
    levers.concat()
}

/// A rule or a practice: its name, title and what it is; what it changes and by how much; most, days and years; who must
/// agree, and on whom it falls.
type Rule = (&'static str, (&'static str, &'static str), &'static str, [&'static str; 2]);

const RULES: [Rule; 3] = [
    (
        "single-sex,single-sex exceptions,decision",
        ("single_sex", "0.9"),
        "1,30,1",
        ["the manager by the written policy and the women who live there", "women who share"],
    ),
    (
        "local-priority,local priority: a unit,local_priority",
        ("", "1"),
        "1,30,1",
        ["the commissioner", "households from elsewhere"],
    ),
    (
        "holds,no holds before arrival,hold_nights",
        ("", "0"),
        "1,30,1",
        ["", "households that need a night or more to get here"],
    ),
];

fn lever(
    name: &str,
    (targets, amount): (&str, &str),
    most: &str,
    pounds: [u32; 2],
    [agrees, falls_on]: [&str; 2],
) -> String {
    // A lever has none of the columns from a unit's kind to its pets.
    let price = price(pounds);
    format!("{name},,,,,,,,,,,,,,,{targets},{amount},{most},{price},{agrees},{falls_on}\n")
}

/// Pounds at once, from half to twice as much, and a year.
fn price([capital, yearly]: [u32; 2]) -> String {
    let (low, high) = (capital.div_euclid(2), 2 * capital);
    format!("{capital},{low},{high},assumed,{ELSEWHERE},{yearly},,,assumed,{ELSEWHERE}")
}

/// Some of the names, joined, and how many.
fn some(names: &[String], most: usize) -> Option<(String, usize)> {
    let some = names.get(..most.min(names.len()))?;
    (!some.is_empty()).then(|| (some.join(";"), some.len()))
}

/// `budgets.csv`.
pub(super) fn budgets() -> String {
    format!(
        "budget,year,capital,yearly,funding,standing,source\nsmall,,30000,50000,,assumed,{ELSEWHERE}\nlarge,,150000,260000,,assumed,{ELSEWHERE}\n"
    )
}
