//! Tables of events.

diesel::table! {
    events (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        city_id -> Nullable<BigInt>,
        step_id -> Nullable<BigInt>,
        kind -> Text,
        hosting -> Text,
        state -> Text,
        state_reason -> Nullable<Text>,
        title -> Text,
        description -> Text,
        venue -> Text,
        place -> Text,
        languages -> Text,
        zone -> Text,
        starts_local -> Nullable<Text>,
        ends_local -> Nullable<Text>,
        starts_at -> Nullable<BigInt>,
        ends_at -> Nullable<BigInt>,
        capacity -> Nullable<BigInt>,
        reply_by_local -> Nullable<Text>,
        reply_by_at -> Nullable<BigInt>,
        contact_id -> Nullable<BigInt>,
        contact_card -> Text,
        host -> Text,
        sequence -> BigInt,
        announced_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        counting -> Text,
    }
}

diesel::table! {
    event_places (event_id) {
        event_id -> BigInt,
        revision -> BigInt,
    }
}

diesel::table! {
    event_notices (id) {
        id -> BigInt,
        event_id -> BigInt,
        kind -> Text,
        sequence -> BigInt,
        before_value -> Text,
        after_value -> Text,
        reason -> Text,
        created_at -> BigInt,
        leaves_at -> BigInt,
        recalled_at -> Nullable<BigInt>,
        kept_before -> Nullable<Text>,
        kept_after -> Nullable<Text>,
    }
}

diesel::table! {
    event_deadlines (id) {
        id -> BigInt,
        public_id -> Text,
        event_id -> BigInt,
        label -> Text,
        due_on -> Text,
        url -> Text,
        met_at -> Nullable<BigInt>,
    }
}
