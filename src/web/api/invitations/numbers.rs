//! How an event's answers stand, as programs read it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::invitations::{GroupCount, Numbers, OfficeSeats, Tally};
use crate::kernel::localised::Localised;

#[derive(Serialize, ToSchema)]
pub(super) struct TallyJson {
    seats: i64,
    accepted: i64,
    tentative: i64,
    declined: i64,
    waiting: i64,
    open: i64,
}

impl TallyJson {
    fn of(tally: &Tally) -> TallyJson {
        TallyJson {
            seats: tally.seats,
            accepted: tally.accepted,
            tentative: tally.tentative,
            declined: tally.declined,
            waiting: tally.waiting,
            open: tally.open(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct GroupTallyJson {
    code: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    tally: TallyJson,
}

#[derive(Serialize, ToSchema)]
pub(super) struct PlaceTallyJson {
    place: String,
    tally: TallyJson,
}

#[derive(Serialize, ToSchema)]
pub(super) struct DoorJson {
    door: &'static str,
    answers: i64,
}

/// Of all, the places of institutions; the rest is of persons.
#[derive(Serialize, ToSchema)]
pub(super) struct OfficeTallyJson {
    places: i64,
    invited: i64,
    unanswered: i64,
    waiting: i64,
}

impl OfficeTallyJson {
    fn of(seats: &OfficeSeats) -> OfficeTallyJson {
        OfficeTallyJson {
            places: seats.all,
            invited: seats.invited,
            unanswered: seats.unanswered,
            waiting: seats.waiting,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct NumbersJson {
    // By what the event counts, places or people, as are the next two and the doors.
    all: TallyJson,
    /// Of all, those that were asked.
    invited: i64,
    /// Of the invited, those without an answer.
    unanswered: i64,
    // Everybody with a name, whatever the event counts: whom groups and places break down.
    named: TallyJson,
    institutions: OfficeTallyJson,
    delivered: i64,
    on_its_way: i64,
    refused: i64,
    /// To be told of changes by telephone.
    by_phone: i64,
    groups: Vec<GroupTallyJson>,
    places: Vec<PlaceTallyJson>,
    doors: Vec<DoorJson>,
}

impl NumbersJson {
    pub fn of(numbers: &Numbers) -> NumbersJson {
        let group = |g: &GroupCount| GroupTallyJson {
            code: g.code.clone(),
            name: g.name.clone(),
            tally: TallyJson::of(&g.tally),
        };
        let place =
            |(place, tally): &(String, Tally)| PlaceTallyJson { place: place.clone(), tally: TallyJson::of(tally) };
        NumbersJson {
            all: TallyJson::of(&numbers.all),
            invited: numbers.asked(),
            unanswered: numbers.silent(),
            named: TallyJson::of(&numbers.named()),
            institutions: OfficeTallyJson::of(&numbers.institutions),
            delivered: numbers.delivered,
            on_its_way: numbers.on_its_way,
            refused: numbers.refused,
            by_phone: numbers.by_phone,
            groups: numbers.groups.iter().map(group).collect(),
            places: numbers.places.iter().map(place).collect(),
            doors: numbers.doors.iter().map(|(d, n)| DoorJson { door: d.as_str(), answers: *n }).collect(),
        }
    }
}
