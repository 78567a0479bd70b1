//! The table of rights.
//!
//! People belong to the installation, what is known of them does not belong to everybody: names and affiliations are seen by all who
//! work on a programme, addresses, telephone numbers and notes ([`Action::SeeDetails`]) with a coordinator's grant. A city's is enough
//! and reaches everybody, for it is local coordinators who telephone those who do not answer, and whom they will invite next stands in no
//! list of their city yet. Pages, interface and files agree: whoever reads details may take them along. Auditors see how many, and who
//! has a seat; no address, no telephone number, no needs, no notes, and no outbox, which is a list of addresses. What happened to something
//! ([`Action::SeeHistory`]) is asked for wherever it is shown; with people and organisations it is told to those who also see details.
//!
//! Editors and relay officers work for the outside: of deliverables they see the external ones ([`Action::SeeInternal`] is not theirs), no
//! gate, which would name the others, and no history, which names everything.
//!
//! A programme that is closed is read, and nothing in it is changed ([`changes_programme`]), whoever asks: [`may`] says no, so that no page
//! offers it, and [`super::require`] says why. What is only read by whoever may change it, or ended, asks whether they hold the right
//! ([`holds`]). What guests do by their links, and people and organisations, which belong to the installation, are not touched by it.

use super::actor::{Actor, Grant, Member, Role, TokenScope};
use crate::db::types::text_enum;
use crate::kernel::ids::{CityId, ProgrammeId};

text_enum! {
    /// Everything somebody may or may not do.
    pub enum Action {
        /// Settings, mail relay, alarms of the installation.
        ManageInstallation = "manage-installation",
        ManageAccounts = "manage-accounts",
        ReadMetrics = "read-metrics",
        CreateProgramme = "create-programme",
        SeeProgramme = "see-programme",
        /// Internal deliverables, wherever they are shown, and what gates say of them.
        SeeInternal = "see-internal",
        EditProgramme = "edit-programme",
        /// End a programme, and open it again.
        CloseProgramme = "close-programme",
        EditDeliverable = "edit-deliverable",
        EditEvent = "edit-event",
        /// Announce, confirm, postpone, cancel, report.
        MoveEvent = "move-event",
        SeeGuests = "see-guests",
        /// Seats and messages of a round.
        Invite = "invite",
        ReleaseInvitations = "release-invitations",
        RecordAnswer = "record-answer",
        /// What participants wrote when they were asked for their views, and who wrote it.
        ReadInput = "read-input",
        /// Themes, and which passages belong to them.
        SortInput = "sort-input",
        /// Dietary and access needs of guests.
        SeeNeeds = "see-needs",
        /// Names and affiliations of people, and organisations.
        SeeContacts = "see-contacts",
        /// Their addresses, telephone numbers and notes, wherever they are shown.
        SeeDetails = "see-details",
        EditContacts = "edit-contacts",
        /// Make two entries for one person or organisation one, and part them again.
        MergeContacts = "merge-contacts",
        ImportContacts = "import-contacts",
        /// The same as a file.
        ExportContacts = "export-contacts",
        SeeOutbox = "see-outbox",
        ManageOutbox = "manage-outbox",
        SeeHistory = "see-history",
        /// Confirm an event whose gate is closed, for a reason.
        OverrideGate = "override-gate",
        /// Who is courted, how far that is, and the sums; no notes and no persons.
        SeeSponsorship = "see-sponsorship",
        /// Court firms, and read what was said with them.
        EditSponsorship = "edit-sponsorship",
        /// One of the two who let a sponsor's name and logo into public.
        ClearLogo = "clear-logo",
        /// What happened in the whole installation.
        SeeWholeHistory = "see-whole-history",
        /// Versions of deliverables and their files, until they are submitted.
        UploadVersion = "upload-version",
        /// Approve, or ask for changes: those who are named, of those who may.
        ReviewDeliverable = "review-deliverable",
        /// Who reviews, and how many must approve.
        NameReviewers = "name-reviewers",
        /// Links for outsiders to what is external.
        ShareDeliverable = "share-deliverable",
        /// Which houses pass results on, what they were offered, and what they declare.
        SeeRelays = "see-relays",
        /// Write what is passed on, offer it, and enter what houses tell.
        RelayDeliverable = "relay-deliverable",
    }
}

/// Where an act happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// What the whole installation shares: contacts, accounts, settings.
    Installation,
    Programme(ProgrammeId),
    City(ProgrammeId, CityId),
}

impl Scope {
    pub fn of(programme: ProgrammeId, city: Option<CityId>) -> Scope {
        city.map_or(Scope::Programme(programme), |c| Scope::City(programme, c))
    }
}

/// The right to see what `action` would change: who lacks it is told "not found" and not "forbidden".
pub const fn sight_of(action: Action) -> Action {
    match action {
        Action::SeeDetails
        | Action::EditContacts
        | Action::MergeContacts
        | Action::ImportContacts
        | Action::ExportContacts => Action::SeeContacts,
        Action::ManageOutbox => Action::SeeOutbox,
        Action::Invite | Action::ReleaseInvitations | Action::RecordAnswer | Action::SeeNeeds => Action::SeeGuests,
        Action::ReadInput | Action::SortInput => Action::SeeGuests,
        Action::EditProgramme
        | Action::CloseProgramme
        | Action::EditDeliverable
        | Action::EditEvent
        | Action::MoveEvent
        | Action::OverrideGate
        | Action::UploadVersion
        | Action::ReviewDeliverable
        | Action::NameReviewers
        | Action::ShareDeliverable => Action::SeeProgramme,
        Action::EditSponsorship | Action::ClearLogo => Action::SeeSponsorship,
        Action::RelayDeliverable => Action::SeeRelays,
        Action::CreateProgramme => Action::SeeContacts,
        other => other,
    }
}

/// Whether an act changes what a programme holds. An act that is not named here is taken to do so: a new one is refused in a closed
/// programme until somebody has thought of it.
pub const fn changes_programme(action: Action) -> bool {
    use Action::*;
    !matches!(
        action,
        SeeProgramme
            | SeeInternal
            | SeeGuests
            | ReadInput
            | SeeNeeds
            | SeeContacts
            | SeeDetails
            | SeeOutbox
            | SeeHistory
            | SeeSponsorship
            | SeeRelays
            | SeeWholeHistory
            | ReadMetrics
            // To close it, and to open it again.
            | CloseProgramme
            // Of the installation: whoever is given a role may open the programme again.
            | ManageInstallation
            | ManageAccounts
            | CreateProgramme
            | EditContacts
            | MergeContacts
            | ImportContacts
            | ExportContacts
            // What is written down already leaves, and can be stopped.
            | ManageOutbox
    )
}

/// Whether `actor` may do `action` in `scope`, as things stand.
pub fn may(actor: &Actor, action: Action, scope: Scope) -> bool {
    holds(actor, action, scope) && shut(actor, action, scope).is_none()
}

/// The closed programme in which `actor` wants to change something, if it is one.
pub fn shut(actor: &Actor, action: Action, scope: Scope) -> Option<ProgrammeId> {
    let (Actor::Member(member), Scope::Programme(programme) | Scope::City(programme, _)) = (actor, scope) else {
        return None;
    };
    (changes_programme(action) && member.closed.contains(&programme)).then_some(programme)
}

/// Whether `actor` has the right to `action` in `scope`, be the programme closed or not.
pub fn holds(actor: &Actor, action: Action, scope: Scope) -> bool {
    match actor {
        Actor::Nobody | Actor::Guest(_) | Actor::Office(_) | Actor::Enrolling(_) => false,
        Actor::System(_) => true,
        Actor::Member(member) => {
            member.token.as_ref().is_none_or(|scopes| token_allows(scopes, action)) && granted(member, action, scope)
        }
    }
}

fn granted(member: &Member, action: Action, scope: Scope) -> bool {
    member.grants.iter().any(|grant| role_allows(grant.role, action) && covers(grant, action, scope))
}

/// What a key lacks for an act that its account may do: nothing is told by it that the account does not know.
pub fn lacked(actor: &Actor, action: Action, scope: Scope) -> Option<TokenScope> {
    let Actor::Member(member) = actor else { return None };
    let scopes = member.token.as_ref()?;
    (!token_allows(scopes, action) && granted(member, action, scope)).then(|| needed(action))
}

/// What each role may do where it holds. Roles that hold in a programme see the installation's contacts as the row says.
const fn role_allows(role: Role, action: Action) -> bool {
    use Action::*;
    match role {
        Role::Administrator => true,
        Role::Coordinator => {
            !matches!(action, ManageInstallation | ManageAccounts | ReadMetrics | CreateProgramme | SeeWholeHistory)
        }
        Role::LocalCoordinator => local_coordinator_may(action),
        Role::PrincipalInvestigator => {
            matches!(
                action,
                SeeProgramme
                    | SeeInternal
                    | EditDeliverable
                    | SeeGuests
                    | ReadInput
                    | SortInput
                    | ReleaseInvitations
                    | SeeContacts
                    | SeeHistory
                    | OverrideGate
                    | UploadVersion
                    | ReviewDeliverable
                    | NameReviewers
                    | ShareDeliverable
                    | SeeRelays
                    | RelayDeliverable
                    | SeeSponsorship
                    | EditSponsorship
                    | ClearLogo
            )
        }
        Role::Auditor => {
            matches!(action, SeeProgramme | SeeInternal | SeeGuests | SeeHistory | SeeSponsorship | SeeRelays)
        }
        Role::Editor => matches!(action, SeeProgramme | UploadVersion | ShareDeliverable),
        Role::RelayOfficer => {
            matches!(action, SeeProgramme | SeeContacts | ShareDeliverable | SeeRelays | RelayDeliverable)
        }
    }
}

/// Events, guests and invitations of one city, with the results and sponsors there.
const fn local_coordinator_may(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        SeeProgramme
            | SeeInternal
            | EditDeliverable
            | EditEvent
            | MoveEvent
            | SeeGuests
            | Invite
            | ReleaseInvitations
            | RecordAnswer
            | ReadInput
            | SortInput
            | SeeNeeds
            | SeeContacts
            | SeeDetails
            | EditContacts
            | ExportContacts
            | SeeOutbox
            | UploadVersion
            | ReviewDeliverable
            | ShareDeliverable
            | SeeRelays
            | RelayDeliverable
            | SeeSponsorship
            | EditSponsorship
            | ClearLogo
    )
}

/// Whether a grant reaches a scope: everywhere, its programme, or its city. A city's grant reads its whole programme, so that the
/// matrix is one picture, and may be named to review there; contacts belong to the installation and are reached by any grant whose role
/// has the right.
fn covers(grant: &Grant, action: Action, scope: Scope) -> bool {
    let Some(programme) = grant.programme else { return grant.role == Role::Administrator };
    let anywhere =
        matches!(action, Action::SeeProgramme | Action::SeeInternal | Action::ReviewDeliverable | Action::SeeRelays);
    match scope {
        Scope::Installation => matches!(
            action,
            Action::SeeContacts
                | Action::SeeDetails
                | Action::EditContacts
                | Action::MergeContacts
                | Action::ImportContacts
                | Action::ExportContacts
                | Action::SeeHistory
        ),
        Scope::Programme(p) => p == programme && (grant.city.is_none() || anywhere),
        Scope::City(p, c) => p == programme && (grant.city.is_none_or(|own| own == c) || anywhere),
    }
}

/// A token reads with `read`, changes with `write`; imports, metrics and accounts want their own word.
fn token_allows(scopes: &[TokenScope], action: Action) -> bool {
    scopes.contains(&needed(action))
}

const fn needed(action: Action) -> TokenScope {
    use Action::*;
    match action {
        SeeProgramme | SeeInternal | SeeGuests | SeeContacts | SeeDetails | SeeOutbox | SeeHistory
        | SeeWholeHistory | SeeNeeds | ReadInput | SeeSponsorship | SeeRelays | ExportContacts => TokenScope::Read,
        ReadMetrics => TokenScope::Metrics,
        ManageAccounts => TokenScope::Accounts,
        ImportContacts => TokenScope::Import,
        _ => TokenScope::Write,
    }
}
