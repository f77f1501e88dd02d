//! How full each kind of unit is: units that stand empty while households are refused are the first finding.

use super::{either, pictures};
use crate::base::domain::{Kind, RuleName};
use crate::planning::forecast::{Group, Measure, NoFigure, Period, Rate, Statistic, percent};
use crate::presentation::document::{Block, Section};
use crate::presentation::report::{ReportError, Subject};

/// Fuller than this, units are in use.
const HALF: f64 = 0.5;

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ReportError> {
    let mut blocks = Vec::new();
    let Some((kind, shares)) = emptiest(subject)? else {
        return Ok(Section::plain("occupancy", blocks));
    };
    let heading = format!(
        "How full the units are: {} least, {} of nights by the reading",
        plural(kind),
        either(shares.iter().map(|share| percent(*share)))
    );
    if shares.iter().any(|share| *share < HALF) {
        blocks.extend(refused(subject)?.map(Block::paragraph));
        blocks.extend(rule(subject, kind).map(Block::paragraph));
    }
    blocks.extend(pictures::named(subject, "occupancy-by-kind")?);
    Ok(Section::new("occupancy", heading, blocks))
}

/// The kind that is least full in the first reading, and how full it is in each.
fn emptiest(subject: &Subject<'_>) -> Result<Option<(Kind, Vec<f64>)>, NoFigure> {
    let mut found: Vec<(Kind, Vec<f64>)> = Vec::new();
    for kind in Kind::ALL {
        let mut shares = Vec::new();
        for (_, forecast) in subject.runs {
            let lived = forecast.table.share(Period::Total, Measure::Occupancy, kind.into())?;
            shares.extend(lived.map(|lived| Statistic::Mean.of(&lived)));
        }
        if !shares.is_empty() {
            found.push((kind, shares));
        }
    }
    Ok(found.into_iter().min_by(|a, b| a.1[0].total_cmp(&b.1[0])))
}

/// How many are refused meanwhile because everything that suits is full.
fn refused(subject: &Subject<'_>) -> Result<Option<String>, NoFigure> {
    let mut shares = Vec::new();
    for (_, forecast) in subject.runs {
        let rate =
            forecast.table.figure(Period::Total, Measure::Rate(Rate::UnmetCapacity), Group::All)?;
        shares.push(Statistic::Mean.of(&rate));
    }
    let most = shares.iter().copied().fold(0.0, f64::max);
    Ok((most > 0.0).then(|| {
        format!(
            "They stand empty while {} of those who ask are refused because everything that suits them is full.",
            either(shares.iter().map(|share| percent(*share)))
        )
    }))
}

/// The rule that keeps others out of a kind.
fn rule(subject: &Subject<'_>, kind: Kind) -> Option<String> {
    let rule = (kind == Kind::SafePlace).then_some(RuleName::SafePlacePurpose)?;
    let granted = subject.scenarios.first()?.decisions.said(rule).unwrap_or(0.0);
    Some(format!(
        "The rule that keeps them so: {}. For anybody else the manager on call decides; here that is granted to {}.",
        rule.title(),
        percent(granted)
    ))
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Refuge => "refuge units",
        Kind::SafePlace => "Safe Place units",
        Kind::Dispersed => "dispersed homes",
    }
}
