//! Rows of the later slices that point to a contact, written as they stand: what they mean is those slices' own affair.

use super::*;

fn plant(c: &mut Conn, table: &str, values: &[(&str, String)]) {
    let (names, values): (Vec<&str>, Vec<&str>) = values.iter().map(|(name, value)| (*name, value.as_str())).unzip();
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
    assert_eq!(diesel::sql_query(sql).execute(c).unwrap(), 1, "{table}");
}

fn only(table: &str) -> String {
    format!("(SELECT max(id) FROM {table})")
}

fn text(value: &str) -> String {
    format!("'{value}'")
}

fn id() -> String {
    text(PublicId::random().as_str())
}

fn blank(names: &[&'static str]) -> Vec<(&'static str, String)> {
    names.iter().map(|name| (*name, text(""))).collect()
}

fn dated() -> [(&'static str, String); 2] {
    ["created_at", "updated_at"].map(|name| (name, "0".to_owned()))
}

fn own(table: &str, on: &str) -> String {
    format!("(SELECT max(id) FROM {table} WHERE contact_id = {on})")
}

/// One row of each, for somebody who has an address, a seat and an organisation.
pub(super) fn hang(c: &mut Conn, house: &House, on: ContactId) {
    let (event, programme) = (house.event.event.id.to_string(), house.outline.programme.id.to_string());
    let on = on.to_string();
    appears(c, &event, &on);
    speaks(c, (&programme, &event), &on);
    is_asked(c, (&programme, &event), &on);
    courts(c, &programme, &on);
    passes_on(c, &programme, &on);
}

fn appears(c: &mut Conn, event: &str, on: &str) {
    let mut session = vec![("public_id", id()), ("version", "1".to_owned()), ("event_id", event.to_owned())];
    session.extend(blank(&["kind", "title", "description", "starts_local", "ends_local", "room", "languages"]));
    session.extend([("interpretation", text("")), ("starts_at", "0".to_owned()), ("ends_at", "0".to_owned())]);
    session.extend(dated());
    plant(c, "sessions", &session);
    let part = [
        ("session_id", only("sessions")),
        ("position", "0".to_owned()),
        ("part", text("chair")),
        ("contact_id", on.to_owned()),
        ("name", text("")),
    ];
    plant(c, "session_people", &part);
}

fn speaks(c: &mut Conn, (programme, event): (&str, &str), on: &str) {
    let mut delegation = vec![
        ("public_id", id()),
        ("version", "1".to_owned()),
        ("programme_id", programme.to_owned()),
        ("event_id", event.to_owned()),
        ("organisation_id", only("organisations")),
        ("contact_id", on.to_owned()),
        ("places", "1".to_owned()),
        ("rank", "1".to_owned()),
        ("locale", text("zh")),
        ("answer", text("none")),
    ];
    delegation.extend([("salutation", text("{}")), ("closing", text("{}")), ("nonce", text(""))]);
    delegation.extend(dated());
    plant(c, "delegations", &delegation);
    let mut entry = vec![("delegation_id", only("delegations")), ("at", "0".to_owned())];
    entry.extend([("contact_id", on.to_owned()), ("former_id", on.to_owned())]);
    entry.extend(blank(&["act", "door", "source", "note"]));
    plant(c, "delegation_entries", &entry);
    let mut round = vec![("public_id", id()), ("version", "1".to_owned()), ("programme_id", programme.to_owned())];
    round.extend([("event_id", event.to_owned()), ("state", text("draft")), ("purpose", text("invitation"))]);
    round.extend(blank(&["name", "subject", "body"]));
    round.extend(dated());
    plant(c, "rounds", &round);
    let letter = [
        ("round_id", only("rounds")),
        ("event_id", event.to_owned()),
        ("delegation_id", only("delegations")),
        ("contact_id", on.to_owned()),
        ("address_id", own("addresses", on)),
        ("locale", text("zh")),
        ("created_at", "0".to_owned()),
    ];
    plant(c, "delegation_invitations", &letter);
    let mut written = vec![("programme_id", programme.to_owned()), ("delegation_id", only("delegations"))];
    written.extend([("round_id", only("rounds")), ("contact_id", on.to_owned()), ("locale", text("zh"))]);
    written.extend(["year", "number", "places", "dated"].map(|name| (name, "1".to_owned())));
    written.extend(blank(&["organisation", "native_name", "latin_name", "role", "salutation", "closing"]));
    plant(c, "delegation_letters", &written);
}

fn is_asked(c: &mut Conn, (programme, event): (&str, &str), on: &str) {
    let mut asked = vec![("public_id", id()), ("version", "1".to_owned()), ("programme_id", programme.to_owned())];
    asked.extend([("event_id", event.to_owned()), ("phase", text("before")), ("state", text("open"))]);
    asked.push(("intro", text("{}")));
    asked.extend(dated());
    plant(c, "consultations", &asked);
    let sheet = [
        ("public_id", id()),
        ("consultation_id", only("consultations")),
        ("seat_id", own("seats", on)),
        ("contact_id", on.to_owned()),
        ("nonce", text("")),
        ("created_at", "0".to_owned()),
    ];
    plant(c, "consultation_people", &sheet);
}

fn courts(c: &mut Conn, programme: &str, on: &str) {
    let mut courted = vec![("public_id", id()), ("version", "1".to_owned()), ("programme_id", programme.to_owned())];
    courted.extend([("organisation_id", only("organisations")), ("owner_id", on.to_owned()), ("stage", text("met"))]);
    courted.extend(blank(&["in_kind", "next_action", "notes", "agreement", "declined", "public_name"]));
    courted.extend(dated());
    plant(c, "sponsorships", &courted);
    let of = ("sponsorship_id", only("sponsorships"));
    plant(c, "sponsorship_people", &[of.clone(), ("contact_id", on.to_owned())]);
    let mut said = vec![("public_id", id()), of, ("contact_id", on.to_owned()), ("created_at", "0".to_owned())];
    said.extend(blank(&["kind", "on_day", "body", "next_action"]));
    plant(c, "sponsorship_activities", &said);
}

fn passes_on(c: &mut Conn, programme: &str, on: &str) {
    let mut channel = vec![("public_id", id()), ("version", "1".to_owned()), ("programme_id", programme.to_owned())];
    channel.extend([("organisation_id", only("organisations")), ("contact_id", on.to_owned()), ("note", text(""))]);
    channel.extend(dated());
    plant(c, "relay_channels", &channel);
}
