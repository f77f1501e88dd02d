//! What can be recorded of support and pathways, as it is named in a browser.

/// An event as something to do: "record that the assessment has begun".
pub(super) fn telling(event: &str) -> &'static str {
    match event {
        "need_identified" => "record a need",
        "progress_reviewed" => "review progress",
        "support_given" => "record support given",
        "support_needs" => "record what they need support with",
        "buddy_assigned" => "name a buddy",
        "counselling_referred" => "refer to counselling",
        "counselling_session" => "record a session",
        "counselling_ended" => "end counselling",
        "budget_allocated" => "set money aside",
        "budget_spent" => "record spending",
        "second_stage_began" => "begin second stage",
        "second_stage_level" => "change the level",
        "second_stage_ended" => "end second stage",
        "floating_began" => "begin floating support",
        "floating_contact" => "record a contact",
        "floating_ended" => "end floating support",
        event => of_sanctuary(event),
    }
}

fn of_sanctuary(event: &str) -> &'static str {
    match event {
        "sanctuary_referred" => "refer for sanctuary",
        "sanctuary_determined" => "record the decision",
        "risk_assessment_began" => "begin the risk assessment",
        "risk_assessment_part" => "record a part",
        "risk_assessment_done" => "record what it recommends",
        "approval_given" => "record the council's answer",
        "measures_agreed" => "record what they agree to",
        "needs_assessed" => "record that needs are assessed",
        "support_plan_made" => "record the support plan",
        "measure_fitted" => "record a fitting",
        _ => "end the sanctuary",
    }
}
