//! Tables of history.

diesel::table! {
    history (id) {
        id -> BigInt,
        at -> BigInt,
        actor_kind -> Text,
        actor_id -> Nullable<BigInt>,
        door -> Text,
        request -> Text,
        programme_id -> Nullable<BigInt>,
        city_id -> Nullable<BigInt>,
        object_kind -> Text,
        object_id -> BigInt,
        action -> Text,
        reason -> Nullable<Text>,
        changes -> Text,
        place -> Nullable<Text>,
    }
}

diesel::table! {
    history_personal (id) {
        id -> BigInt,
        history_id -> BigInt,
        contact_id -> Nullable<BigInt>,
        field -> Text,
        before_value -> Nullable<Text>,
        after_value -> Nullable<Text>,
        salt -> Nullable<Text>,
        digest -> Nullable<Text>,
    }
}

diesel::table! {
    history_named (contact_id, history_id) {
        contact_id -> BigInt,
        history_id -> BigInt,
    }
}

diesel::table! {
    history_seals (id) {
        id -> BigInt,
        entry_id -> BigInt,
        seal -> Text,
        mark -> Text,
    }
}

diesel::table! {
    history_head (id) {
        id -> BigInt,
        position -> BigInt,
        entry_id -> BigInt,
        seal -> Text,
        mark -> Text,
    }
}
