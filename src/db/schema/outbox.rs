//! Tables of outbox.

diesel::table! {
    outbox (id) {
        id -> BigInt,
        public_id -> Text,
        lane -> Integer,
        state -> Text,
        kind -> Text,
        message -> Text,
        programme_id -> Nullable<BigInt>,
        event_id -> Nullable<BigInt>,
        contact_id -> Nullable<BigInt>,
        email -> Text,
        domain -> Text,
        locale -> Text,
        dedupe_key -> Text,
        due_at -> BigInt,
        attempts -> Integer,
        leased_by -> Nullable<Text>,
        leased_until -> Nullable<BigInt>,
        reply -> Nullable<Text>,
        reason -> Nullable<Text>,
        created_at -> BigInt,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    outbox_attempts (id) {
        id -> BigInt,
        outbox_id -> BigInt,
        at -> BigInt,
        outcome -> Text,
        reply -> Text,
    }
}

diesel::table! {
    outbox_alarms (id) {
        id -> BigInt,
        raised_at -> BigInt,
        cleared_at -> Nullable<BigInt>,
        what -> Text,
        detail -> Text,
        seen_at -> BigInt,
        retry_at -> BigInt,
    }
}

diesel::table! {
    outbox_rates (bucket) {
        bucket -> Text,
        filled_at -> BigInt,
        promised_at -> BigInt,
    }
}

diesel::table! {
    tasks (name) {
        name -> Text,
        leased_by -> Nullable<Text>,
        leased_until -> Nullable<BigInt>,
        ran_at -> Nullable<BigInt>,
        outcome -> Nullable<Text>,
    }
}
