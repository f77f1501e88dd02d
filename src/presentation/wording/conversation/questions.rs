//! What is asked once there is a first answer, in the order in which it helps most: at the terminal and on the page of a referral.

/// Questions that belong together.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// What they are about.
    pub title: &'static str,
    /// Keys of the form, each with the words that ask for it.
    pub questions: &'static [(&'static str, &'static str)],
}

/// All of them.
pub const ASKED: &[Asked] = &[
    Asked {
        title: "Ringing back",
        questions: &[
            ("contact.safe_until", "Until when is it safe to ring back?"),
            ("contact.safe_from", "And from when, if not now?"),
            ("contact.message", "May a message be left?"),
            ("interpreter", "Is an interpreter needed? Which language?"),
            ("worker_sex", "Is a woman or a man asked for as worker?"),
            ("where_now", "Where are they now, in words? No address."),
        ],
    },
    Asked {
        title: "About the perpetrator",
        questions: &[
            (
                "perpetrator.linked_to_service",
                "Does the perpetrator work here, or for somebody who works with us?",
            ),
            (
                "perpetrator.may_seek_place",
                "Could the perpetrator present as somebody who needs a place, or know somebody who lives here?",
            ),
            (
                "perpetrator.relation",
                "What is the perpetrator to them: partner, parent, somebody else?",
            ),
            ("risk_to_others", "Is there any risk to others?"),
            ("keep_apart", "References of households to keep apart from?"),
            ("dash", "The DASH score, 0 to 24?"),
        ],
    },
    Asked {
        title: "What they need",
        questions: &[
            ("needs.mobility", "Help with getting about: none, limited, or a wheelchair?"),
            ("needs.nrpf", "Have they no recourse to public funds? (yes: none)"),
            ("needs.substance_use", "Drug or alcohol use: none, past, prescribed, current?"),
            ("needs.support", "Support wanted: mental health, drugs, alcohol, offending, other?"),
            ("needs.complex", "Do you judge the needs complex?"),
            ("needs.pets", "How many pets? Assistance animals do not count."),
            ("needs.assistance_dog", "Is there an assistance dog?"),
            ("pregnancy_due", "Is a baby due? When?"),
            ("needs.unborn", "How many babies are expected?"),
            ("carer", "Does anybody care for somebody?"),
            ("homeless_before", "Were they homeless or sleeping rough before this?"),
        ],
    },
    Asked {
        title: "What they wish",
        questions: &[
            ("preferences.sectors", "Parts of the area wished for, as postcode sectors?"),
            ("preferences.near", "Places to be near: school, work, support?"),
            ("preferences.self_contained", "A home of their own, without shared rooms?"),
            ("other_area", "Would they rather leave the area?"),
            ("home.wishes_to_stay", "Would they rather stay at home, made safer?"),
            ("home.perpetrator_resident", "Does the perpetrator live there?"),
            (
                "home.tenure",
                "Who owns or lets that home: social rented, private rented, owned, jointly owned, other?",
            ),
            ("home.landlord_consent", "Does the landlord agree, if that was asked?"),
            ("arrival", "How will they come?"),
        ],
    },
    Asked {
        title: "For the record",
        questions: &[
            ("source", "Who asks: they themselves, or an agency?"),
            ("home_authority", "Which council is the home in that they left?"),
            ("working", "Do they work?"),
            ("repeat_of", "The reference of an earlier referral?"),
        ],
    },
];
