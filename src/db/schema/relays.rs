//! Tables of relays.

diesel::table! {
    relay_channels (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        organisation_id -> BigInt,
        contact_id -> BigInt,
        members -> Nullable<BigInt>,
        note -> Text,
        retired_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    relay_packages (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        deliverable_id -> BigInt,
        short_text -> Text,
        long_text -> Text,
        embargo -> Text,
        embargo_on -> Nullable<Text>,
        embargo_event_id -> Nullable<BigInt>,
        embargo_days -> Nullable<Integer>,
        lapse_days -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    relays (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        package_id -> BigInt,
        channel_id -> BigInt,
        locale -> Text,
        nonce -> Text,
        state -> Text,
        told -> Text,
        members -> Nullable<BigInt>,
        forwarded_on -> Nullable<Text>,
        reason -> Text,
        source -> Text,
        offered_at -> BigInt,
        answered_at -> Nullable<BigInt>,
        updated_at -> BigInt,
        told_by -> Nullable<Text>,
        knew -> Nullable<Text>,
    }
}

diesel::table! {
    relay_visits (id) {
        id -> BigInt,
        relay_id -> BigInt,
        file_id -> Nullable<BigInt>,
        at -> BigInt,
    }
}
