use serde::Serialize;
use utoipa::ToSchema;

use super::Problem;
use crate::domain::gates::{Gain, GateError, Missing, Shut, What, gain};
use crate::domain::programme::Owner;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;

/// Something that keeps a gate shut, for programs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MissingJson {
    /// By what a reminder asks for it.
    pub owed: String,
    /// deliverable, no-deliverable, accepted, sponsors, step-date, step-event, no-step, deadline or no-deadline.
    pub kind: String,
    /// The condition's own name; may be empty.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub condition: Localised,
    /// Whether it is one of several, any of which would do.
    pub one_of_several: bool,
    /// Whether nothing else would be missing with it.
    pub enough_alone: bool,
    /// What belongs to the same of several ways, each by its `owed`; of those in one entry any will do.
    pub together_with: Vec<Vec<String>>,
    /// The id of the deliverable, step or deadline.
    #[schema(value_type = Option<String>)]
    pub of: Option<PublicId>,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub title: Localised,
    /// The city of a deliverable or step, where it is not the event's own.
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    pub city: Option<Localised>,
    /// Of a deliverable.
    pub state: Option<String>,
    /// Of a deliverable or a deadline; a step's last day.
    pub due_on: Option<String>,
    /// The stakeholder group's code, how many have accepted, and how many are wanted.
    pub group: Option<String>,
    /// Whose sponsors are wanted, event or programme; how many have signed stands in `accepted`.
    pub sponsors: Option<String>,
    pub accepted: Option<i64>,
    pub least: Option<i64>,
    pub owner: Option<PersonJson>,
    pub deputy: Option<PersonJson>,
    /// Its last change.
    pub since: Option<String>,
}

/// Somebody who answers for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonJson {
    #[schema(value_type = String)]
    pub id: PublicId,
    pub name: String,
    pub latin_name: String,
}

impl PersonJson {
    fn of(owner: &Owner) -> PersonJson {
        let name = &owner.name;
        PersonJson { id: owner.public_id.clone(), name: name.native.clone(), latin_name: name.latin.clone() }
    }
}

impl MissingJson {
    fn bare(what: &What) -> MissingJson {
        let kind = match what {
            What::Deliverable { .. } => "deliverable",
            What::NoDeliverable => "no-deliverable",
            What::Accepted { .. } => "accepted",
            What::Sponsors { .. } => "sponsors",
            What::StepDate { .. } => "step-date",
            What::StepEvent { .. } => "step-event",
            What::NoStep => "no-step",
            What::Deadline { .. } => "deadline",
            What::NoDeadline => "no-deadline",
        };
        let mut json = MissingJson {
            owed: what.key(),
            kind: kind.to_owned(),
            condition: Localised::default(),
            one_of_several: false,
            enough_alone: false,
            together_with: Vec::new(),
            of: None,
            title: Localised::default(),
            city: what.city().cloned(),
            state: None,
            due_on: None,
            group: None,
            sponsors: None,
            accepted: None,
            least: None,
            owner: None,
            deputy: None,
            since: None,
        };
        match what {
            What::Deliverable { id, title, state, due_on, .. } => {
                (json.of, json.title, json.state) = (Some(id.clone()), title.clone(), Some(state.to_string()));
                json.due_on = due_on.map(|d| d.to_string());
            }
            What::StepDate { step, title, ends_on, .. } => {
                (json.of, json.title) = (Some(step.clone()), title.clone());
                json.due_on = ends_on.map(|d| d.to_string());
            }
            What::StepEvent { step, title, .. } => (json.of, json.title) = (Some(step.clone()), title.clone()),
            What::Deadline { id, title, due_on } => {
                (json.of, json.title, json.due_on) = (Some(id.clone()), title.clone(), Some(due_on.to_string()));
            }
            What::Accepted { group, accepted, least } => {
                (json.group, json.accepted, json.least) = (Some(group.clone()), Some(*accepted), Some(*least));
            }
            What::Sponsors { of, signed, least } => {
                (json.sponsors, json.accepted, json.least) = (Some(of.to_string()), Some(*signed), Some(*least));
            }
            What::NoDeliverable | What::NoStep | What::NoDeadline => {}
        }
        json
    }

    pub fn all(all: &[Missing]) -> Vec<MissingJson> {
        all.iter().map(|missing| MissingJson::of(missing, all)).collect()
    }

    fn of(missing: &Missing, all: &[Missing]) -> MissingJson {
        let gain = gain(missing, all);
        let keys = |entry: &Vec<&Missing>| entry.iter().map(|m| m.what.key()).collect();
        MissingJson {
            condition: missing.title.clone(),
            one_of_several: gain != Gain::Needed,
            enough_alone: gain == Gain::Enough,
            together_with: match &gain {
                Gain::With(with) => with.iter().map(keys).collect(),
                _ => Vec::new(),
            },
            owner: missing.owner.as_ref().map(PersonJson::of),
            deputy: missing.deputy.as_ref().map(PersonJson::of),
            since: missing.since.map(|at| at.rfc3339()),
            ..MissingJson::bare(&missing.what)
        }
    }

    /// What was overridden, or fell away: whoever answered for it then is not kept.
    pub fn kept(kept: &crate::domain::gates::Kept) -> MissingJson {
        MissingJson { condition: kept.title.clone(), ..MissingJson::bare(&kept.what) }
    }
}

impl From<GateError> for Problem {
    fn from(error: GateError) -> Problem {
        match error {
            GateError::Denied(denied) => denied.into(),
            GateError::Invalid(invalid) => invalid.into(),
            GateError::Stale => Problem::Stale { now: None },
            GateError::Event(error) => error.into(),
            GateError::Db(error) => error.into(),
            GateError::Closed(refusal) => Problem::GateClosed { missing: MissingJson::all(&refusal.verdict.missing) },
            GateError::Unreached(Shut::NoOwner) => Problem::conflict("gate-no-owner"),
            GateError::Unreached(Shut::Own) => Problem::conflict("gate-own"),
            GateError::Unreached(Shut::NoAddress(_)) => Problem::conflict("gate-no-address"),
            GateError::Unreached(Shut::Met) => Problem::conflict("gate-met"),
        }
    }
}
