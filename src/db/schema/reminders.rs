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
