//! The tables, one file a noun. A test compares them with both databases after migration.
//! (The modules carry a suffix because a table of the same name would hide them.)

#[path = "accounts.rs"]
mod accounts_tables;
#[path = "consultations.rs"]
mod consultations_tables;
#[path = "contacts.rs"]
mod contacts_tables;
#[path = "delegations.rs"]
mod delegations_tables;
#[path = "deliverables.rs"]
mod deliverables_tables;
#[path = "events.rs"]
mod events_tables;
#[path = "files.rs"]
mod files_tables;
#[path = "gates.rs"]
mod gates_tables;
#[path = "history.rs"]
mod history_tables;
#[path = "imports.rs"]
mod imports_tables;
#[path = "installation.rs"]
mod installation_tables;
#[path = "invitations.rs"]
mod invitations_tables;
#[path = "merges.rs"]
mod merges_tables;
#[path = "name_keys.rs"]
mod name_keys_tables;
#[path = "outbox.rs"]
mod outbox_tables;
#[path = "programme.rs"]
mod programme_tables;
#[path = "relays.rs"]
mod relays_tables;
#[path = "reminders.rs"]
mod reminders_tables;
#[path = "second_factor.rs"]
mod second_factor_tables;
#[path = "sessions.rs"]
mod sessions_tables;
#[path = "sponsorships.rs"]
mod sponsorships_tables;

pub use accounts_tables::*;
pub use consultations_tables::*;
pub use contacts_tables::*;
pub use delegations_tables::*;
pub use deliverables_tables::*;
pub use events_tables::*;
pub use files_tables::*;
pub use gates_tables::*;
pub use history_tables::*;
pub use imports_tables::*;
pub use installation_tables::*;
pub use invitations_tables::*;
pub use merges_tables::*;
pub use name_keys_tables::*;
pub use outbox_tables::*;
pub use programme_tables::*;
pub use relays_tables::*;
pub use reminders_tables::*;
pub use second_factor_tables::*;
pub use sessions_tables::*;
pub use sponsorships_tables::*;

diesel::joinable!(history_personal -> history (history_id));
diesel::joinable!(organisation_names -> organisations (organisation_id));
diesel::joinable!(organisation_keys -> organisations (organisation_id));
diesel::joinable!(organisation_domains -> organisations (organisation_id));
diesel::joinable!(addresses -> contacts (contact_id));
diesel::joinable!(affiliations -> contacts (contact_id));
diesel::joinable!(affiliations -> organisations (organisation_id));
diesel::joinable!(contact_groups -> contacts (contact_id));
diesel::joinable!(contact_groups -> stakeholder_groups (group_id));
diesel::joinable!(contact_tags -> contacts (contact_id));
diesel::joinable!(programme_closings -> programmes (programme_id));
diesel::joinable!(programme_closings -> accounts (account_id));
diesel::joinable!(cities -> programmes (programme_id));
diesel::joinable!(steps -> programmes (programme_id));
diesel::joinable!(steps -> cities (city_id));
diesel::joinable!(steps -> contacts (owner_id));
diesel::joinable!(deliverables -> programmes (programme_id));
diesel::joinable!(deliverables -> cities (city_id));
diesel::joinable!(deliverables -> steps (step_id));
diesel::joinable!(deliverables -> contacts (owner_id));
diesel::joinable!(accounts -> contacts (contact_id));
diesel::joinable!(grants -> accounts (account_id));
diesel::joinable!(grants -> programmes (programme_id));
diesel::joinable!(grants -> cities (city_id));
diesel::joinable!(sign_ins -> accounts (account_id));
diesel::joinable!(account_links -> accounts (account_id));
diesel::joinable!(api_tokens -> accounts (account_id));
diesel::joinable!(second_factors -> accounts (account_id));
diesel::joinable!(events -> programmes (programme_id));
diesel::joinable!(events -> cities (city_id));
diesel::joinable!(events -> steps (step_id));
diesel::joinable!(events -> contacts (contact_id));
diesel::joinable!(event_places -> events (event_id));
diesel::joinable!(event_notices -> events (event_id));
diesel::joinable!(event_deadlines -> events (event_id));
diesel::joinable!(sessions -> events (event_id));
diesel::joinable!(session_people -> sessions (session_id));
diesel::joinable!(session_people -> contacts (contact_id));
diesel::joinable!(session_slides -> sessions (session_id));
diesel::joinable!(session_slides -> files (file_id));
diesel::joinable!(session_slides -> accounts (added_by));
diesel::joinable!(rounds -> programmes (programme_id));
diesel::joinable!(rounds -> events (event_id));
diesel::joinable!(seats -> events (event_id));
diesel::joinable!(seats -> contacts (contact_id));
diesel::joinable!(seats -> organisations (organisation_id));
diesel::joinable!(delegations -> events (event_id));
diesel::joinable!(delegations -> organisations (organisation_id));
diesel::joinable!(delegations -> contacts (contact_id));
diesel::joinable!(delegation_entries -> delegations (delegation_id));
diesel::joinable!(delegation_invitations -> rounds (round_id));
diesel::joinable!(delegation_invitations -> delegations (delegation_id));
diesel::joinable!(delegation_invitations -> contacts (contact_id));
diesel::joinable!(delegation_letters -> delegations (delegation_id));
diesel::joinable!(delegation_letters -> rounds (round_id));
diesel::joinable!(round_delegations -> rounds (round_id));
diesel::joinable!(round_delegations -> delegations (delegation_id));
diesel::joinable!(round_seats -> rounds (round_id));
diesel::joinable!(round_seats -> seats (seat_id));
diesel::joinable!(invitations -> rounds (round_id));
diesel::joinable!(invitations -> events (event_id));
diesel::joinable!(invitations -> seats (seat_id));
diesel::joinable!(invitations -> addresses (address_id));
diesel::joinable!(answers -> seats (seat_id));
diesel::joinable!(answers -> accounts (account_id));
diesel::joinable!(needs -> seats (seat_id));
diesel::joinable!(outbox -> contacts (contact_id));
diesel::joinable!(outbox_attempts -> outbox (outbox_id));
diesel::joinable!(merge_rows -> merges (merge_id));
diesel::joinable!(imports -> accounts (account_id));
diesel::joinable!(import_lines -> imports (import_id));
diesel::joinable!(sponsorship_people -> contacts (contact_id));
diesel::joinable!(sponsorship_activities -> accounts (account_id));
diesel::joinable!(sponsorship_files -> files (file_id));
diesel::joinable!(sponsorship_clearances -> accounts (account_id));
diesel::joinable!(relay_channels -> programmes (programme_id));
diesel::joinable!(relay_channels -> organisations (organisation_id));
diesel::joinable!(relay_channels -> contacts (contact_id));
diesel::joinable!(relay_packages -> deliverables (deliverable_id));
diesel::joinable!(relays -> relay_packages (package_id));
diesel::joinable!(relays -> relay_channels (channel_id));
diesel::joinable!(relay_visits -> relays (relay_id));
diesel::joinable!(reminder_rules -> programmes (programme_id));
diesel::joinable!(reminder_settings -> reminder_rules (rule_id));
diesel::joinable!(reminder_settings -> events (event_id));
diesel::joinable!(reminder_missed -> reminder_rules (rule_id));
diesel::joinable!(gates -> programmes (programme_id));
diesel::joinable!(gates -> steps (step_id));
diesel::joinable!(gates -> events (event_id));
diesel::joinable!(gate_passes -> programmes (programme_id));
diesel::joinable!(gate_passes -> events (event_id));
diesel::joinable!(gate_passes -> accounts (account_id));
diesel::joinable!(gate_risks -> events (event_id));
diesel::joinable!(gate_risks -> gate_passes (pass_id));

diesel::allow_columns_to_appear_in_same_group_by_clause!(seats::event_id, stakeholder_groups::code);
diesel::joinable!(deliverable_versions -> deliverables (deliverable_id));
diesel::joinable!(deliverable_versions -> accounts (author_id));
diesel::joinable!(deliverable_files -> deliverable_versions (version_id));
diesel::joinable!(deliverable_files -> files (file_id));
diesel::joinable!(deliverable_files -> accounts (added_by));
diesel::joinable!(deliverable_reviewers -> deliverables (deliverable_id));
diesel::joinable!(deliverable_reviewers -> accounts (account_id));
diesel::joinable!(deliverable_reviews -> deliverable_versions (version_id));
diesel::joinable!(deliverable_reviews -> accounts (account_id));
diesel::joinable!(deliverable_shares -> deliverables (deliverable_id));
diesel::joinable!(deliverable_shares -> accounts (created_by));
diesel::joinable!(deliverable_visits -> deliverable_shares (share_id));
diesel::joinable!(deliverable_visits -> deliverable_files (file_id));

diesel::allow_tables_to_appear_in_same_query!(
    history,
    history_personal,
    history_named,
    organisations,
    organisation_names,
    organisation_keys,
    organisation_domains,
    consultations,
    consultation_questions,
    consultation_wordings,
    consultation_people,
    consultation_answers,
    consultation_consents,
    consultation_passages,
    consultation_themes,
    consultation_sortings,
    consultation_sorts,
    stakeholder_groups,
    contacts,
    addresses,
    affiliations,
    contact_groups,
    contact_tags,
    suppressions,
    programmes,
    programme_closings,
    cities,
    steps,
    deliverables,
    accounts,
    grants,
    sign_ins,
    account_links,
    setup_links,
    sign_in_attempts,
    api_tokens,
    second_factors,
    submissions,
    request_keys,
    events,
    event_places,
    event_notices,
    event_deadlines,
    sessions,
    session_people,
    session_slides,
    rounds,
    delegations,
    delegation_entries,
    delegation_invitations,
    delegation_letters,
    round_delegations,
    letter_numbers,
    seats,
    round_seats,
    invitations,
    answers,
    needs,
    outbox,
    outbox_attempts,
    outbox_alarms,
    outbox_rates,
    tasks,
    merges,
    merge_rows,
    organisation_merges,
    organisation_merge_rows,
    imports,
    import_lines,
    installation,
    sponsorships,
    sponsorship_packages,
    sponsorship_people,
    sponsorship_activities,
    sponsorship_files,
    sponsorship_clearances,
    sponsorship_targets,
    relay_channels,
    relay_packages,
    relays,
    relay_visits,
    reminder_rules,
    reminder_settings,
    reminder_missed,
    gates,
    gate_passes,
    gate_risks,
    history_seals,
    history_head,
    files,
    deliverable_versions,
    deliverable_files,
    deliverable_reviewers,
    deliverable_reviews,
    deliverable_shares,
    deliverable_visits,
);
