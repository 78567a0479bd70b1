//! Tables of the agendas of events.

diesel::table! {
    sessions (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        event_id -> BigInt,
        kind -> Text,
        title -> Text,
        description -> Text,
        starts_local -> Text,
        ends_local -> Text,
        starts_at -> BigInt,
        ends_at -> BigInt,
        room -> Text,
        languages -> Text,
        interpretation -> Text,
        removed_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        room_names -> Text,
    }
}

diesel::table! {
    session_people (id) {
        id -> BigInt,
        session_id -> BigInt,
        position -> Integer,
        part -> Text,
        contact_id -> Nullable<BigInt>,
        name -> Text,
        names -> Text,
    }
}

diesel::table! {
    session_slides (id) {
        id -> BigInt,
        public_id -> Text,
        session_id -> BigInt,
        number -> Integer,
        file_id -> BigInt,
        language -> Text,
        name -> Text,
        kind -> Text,
        audience -> Text,
        added_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}
