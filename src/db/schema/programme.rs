//! Tables of programme.

diesel::table! {
    programmes (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        slug -> Text,
        title -> Text,
        summary -> Text,
        template -> Text,
        zone -> Text,
        starts_on -> Text,
        ends_on -> Text,
        release_rule -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    programme_closings (id) {
        id -> BigInt,
        programme_id -> BigInt,
        account_id -> Nullable<BigInt>,
        reason -> Text,
        closed_at -> BigInt,
    }
}

diesel::table! {
    cities (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        slug -> Text,
        name -> Text,
        zone -> Text,
        latitude -> Double,
        longitude -> Double,
        hue -> Text,
        position -> Integer,
        created_at -> BigInt,
    }
}

diesel::table! {
    steps (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        city_id -> BigInt,
        kind -> Text,
        ordinal -> Integer,
        title -> Text,
        state -> Text,
        starts_on -> Nullable<Text>,
        ends_on -> Nullable<Text>,
        owner_id -> Nullable<BigInt>,
        // Named by programs of before alone: see the migration `named`.
        gates -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        deputy_id -> Nullable<BigInt>,
        state_by -> Text,
    }
}

diesel::table! {
    deliverables (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        city_id -> Nullable<BigInt>,
        step_id -> Nullable<BigInt>,
        kind -> Text,
        audience -> Text,
        title -> Text,
        state -> Text,
        due_on -> Nullable<Text>,
        owner_id -> Nullable<BigInt>,
        position -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        quorum -> Integer,
        own_work -> Text,
    }
}
