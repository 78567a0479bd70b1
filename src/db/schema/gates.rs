//! Tables of gates.

diesel::table! {
    gates (id) {
        id -> BigInt,
        version -> BigInt,
        programme_id -> BigInt,
        step_id -> Nullable<BigInt>,
        event_id -> Nullable<BigInt>,
        tree -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    gate_passes (id) {
        id -> BigInt,
        programme_id -> BigInt,
        event_id -> BigInt,
        grounds -> Text,
        account_id -> Nullable<BigInt>,
        reason -> Text,
        basis -> Text,
        missing -> Text,
        at -> BigInt,
        replaced_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    gate_risks (id) {
        id -> BigInt,
        event_id -> BigInt,
        pass_id -> BigInt,
        since -> BigInt,
        missing -> Text,
        cleared_at -> Nullable<BigInt>,
    }
}
