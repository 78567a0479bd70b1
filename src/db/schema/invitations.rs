//! Tables of invitations.

diesel::table! {
    rounds (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        event_id -> BigInt,
        name -> Text,
        subject -> Text,
        body -> Text,
        state -> Text,
        asked_by -> Nullable<BigInt>,
        asked_at -> Nullable<BigInt>,
        released_by -> Nullable<BigInt>,
        released_at -> Nullable<BigInt>,
        leaves_at -> Nullable<BigInt>,
        recalled_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        purpose -> Text,
    }
}

diesel::table! {
    seats (id) {
        id -> BigInt,
        public_id -> Text,
        event_id -> BigInt,
        contact_id -> Nullable<BigInt>,
        organisation_id -> Nullable<BigInt>,
        ordinal -> Integer,
        nonce -> Text,
        answer -> Text,
        answer_door -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
        waiting_since -> Nullable<BigInt>,
        created_at -> BigInt,
        removed_at -> Nullable<BigInt>,
        replaced_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    round_seats (round_id, seat_id) {
        round_id -> BigInt,
        seat_id -> BigInt,
    }
}

diesel::table! {
    invitations (id) {
        id -> BigInt,
        public_id -> Text,
        round_id -> BigInt,
        event_id -> BigInt,
        seat_id -> BigInt,
        address_id -> BigInt,
        locale -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    answers (id) {
        id -> BigInt,
        seat_id -> BigInt,
        wish -> Text,
        answer -> Text,
        door -> Text,
        source -> Text,
        note -> Text,
        account_id -> Nullable<BigInt>,
        at -> BigInt,
    }
}

diesel::table! {
    needs (seat_id) {
        seat_id -> BigInt,
        dietary -> Text,
        access -> Text,
        updated_at -> BigInt,
    }
}
