//! The commands that record support and pathways, by the event they record.

/// The command of an event, and what stands behind whom it is about.
pub(super) fn telling(event: &str) -> (&'static str, &'static str) {
    match event {
        "need_identified" => ("support need", " AREA"),
        "progress_reviewed" => ("support review", " AREA --positive"),
        "support_given" => ("support give", " TYPES"),
        "support_needs" => ("support needs", " NEEDS"),
        "buddy_assigned" => ("support buddy", " ACCOUNT"),
        "counselling_referred" => ("counselling refer", ""),
        "counselling_session" => ("counselling session", ""),
        "counselling_ended" => ("counselling end", ""),
        "budget_allocated" => ("budget set", " POUNDS"),
        "budget_spent" => ("budget spend", " POUNDS --purpose TEXT"),
        "second_stage_began" => ("second-stage begin", ""),
        "second_stage_level" => ("second-stage level", " LEVEL"),
        "second_stage_ended" => ("second-stage end", ""),
        "floating_began" => ("floating begin", ""),
        "floating_contact" => ("floating contact", ""),
        "floating_ended" => ("floating end", ""),
        event => of_sanctuary(event),
    }
}

fn of_sanctuary(event: &str) -> (&'static str, &'static str) {
    match event {
        "sanctuary_referred" => ("sanctuary refer", ""),
        "sanctuary_determined" => ("sanctuary decide", " accepted"),
        "risk_assessment_began" => ("sanctuary begin", ""),
        "risk_assessment_part" => ("sanctuary part", " PART"),
        "risk_assessment_done" => ("sanctuary assess", " MEASURES --cost POUNDS"),
        "approval_given" => ("sanctuary approve", ""),
        "measures_agreed" => ("sanctuary agree", ""),
        "needs_assessed" => ("sanctuary needs", ""),
        "support_plan_made" => ("sanctuary plan", ""),
        "measure_fitted" => ("sanctuary fit", " MEASURE --materials POUNDS --labour POUNDS"),
        _ => ("sanctuary end", ""),
    }
}
