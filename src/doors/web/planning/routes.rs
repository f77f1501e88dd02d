//! The routes of strategists and commissioners.

use super::{progress, published, questions, results, scenarios};
use crate::doors::web::route::{Route, plan, plan_always};
use crate::doors::web::visit::{Commissioning, Strategic};

/// Every route of the next years.
pub(in crate::doors::web) fn routes() -> Vec<Route> {
    vec![
        plan::<Strategic>(false, "/scenarios", scenarios::list),
        plan::<Strategic>(false, "/scenarios/{name}", scenarios::form),
        plan::<Strategic>(true, "/scenarios/{name}", scenarios::post),
        plan::<Strategic>(false, "/run", progress::page),
        plan_always::<Strategic>(false, "/run/progress", progress::progress),
        plan_always::<Strategic>(true, "/run/stop", progress::stop),
        plan::<Strategic>(false, "/results", results::list),
        plan::<Strategic>(false, "/results/{number}/", results::show),
        plan::<Strategic>(true, "/results/{number}/show", results::publish),
        plan_always::<Strategic>(false, "/results/{number}/{file}", results::file),
        plan::<Strategic>(false, "/questions", questions::page),
        plan::<Strategic>(true, "/questions/comparison", questions::compare),
        plan::<Strategic>(true, "/questions/expansion", questions::expand),
        plan::<Strategic>(true, "/questions/report", questions::report),
        plan::<Commissioning>(false, "/published", published::list),
        plan::<Commissioning>(false, "/published/returns", published::returns),
        plan::<Commissioning>(false, "/published/returns/{copy}/", published::show_return),
        plan_always::<Commissioning>(
            false,
            "/published/returns/{copy}/{table}",
            published::file_of_return,
        ),
        plan::<Commissioning>(false, "/published/{number}/", published::show),
        plan_always::<Commissioning>(false, "/published/{number}/{file}", published::file),
    ]
}
