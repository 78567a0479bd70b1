//! Tables of reminders.

diesel::table! {
    reminder_rules (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        kind -> Text,
        days -> Integer,
        clock -> Text,
        late -> Text,
        armed_at -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    reminder_settings (id) {
        id -> BigInt,
        version -> BigInt,
        rule_id -> BigInt,
        event_id -> BigInt,
        wish -> Text,
        days -> Integer,
        clock -> Text,
        late -> Text,
        armed_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    reminder_missed (id) {
        id -> BigInt,
        public_id -> Text,
        programme_id -> BigInt,
        rule_id -> BigInt,
        event_id -> BigInt,
        turn -> Text,
        missed_at -> BigInt,
        closes_at -> BigInt,
        people -> BigInt,
        state -> Text,
        reason -> Text,
        created_at -> BigInt,
        settled_at -> Nullable<BigInt>,
    }
}
