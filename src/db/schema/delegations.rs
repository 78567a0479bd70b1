//! Tables of institutions' places at events.

diesel::table! {
    delegations (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        event_id -> BigInt,
        organisation_id -> BigInt,
        contact_id -> BigInt,
        places -> BigInt,
        rank -> BigInt,
        locale -> Text,
        salutation -> Text,
        closing -> Text,
        nonce -> Text,
        answer -> Text,
        answer_door -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    delegation_entries (id) {
        id -> BigInt,
        delegation_id -> BigInt,
        seat_id -> Nullable<BigInt>,
        act -> Text,
        contact_id -> Nullable<BigInt>,
        former_id -> Nullable<BigInt>,
        answer -> Nullable<Text>,
        places -> Nullable<BigInt>,
        door -> Text,
        source -> Text,
        note -> Text,
        account_id -> Nullable<BigInt>,
        at -> BigInt,
    }
}

diesel::table! {
    round_delegations (round_id, delegation_id) {
        round_id -> BigInt,
        delegation_id -> BigInt,
    }
}

diesel::table! {
    delegation_invitations (id) {
        id -> BigInt,
        round_id -> BigInt,
        event_id -> BigInt,
        delegation_id -> BigInt,
        contact_id -> BigInt,
        address_id -> BigInt,
        locale -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    delegation_letters (id) {
        id -> BigInt,
        programme_id -> BigInt,
        delegation_id -> BigInt,
        round_id -> BigInt,
        contact_id -> Nullable<BigInt>,
        year -> BigInt,
        number -> BigInt,
        locale -> Text,
        organisation -> Text,
        native_name -> Text,
        latin_name -> Text,
        role -> Text,
        salutation -> Text,
        closing -> Text,
        places -> BigInt,
        dated -> BigInt,
    }
}

diesel::table! {
    letter_numbers (programme_id, year) {
        programme_id -> BigInt,
        year -> BigInt,
        last -> BigInt,
    }
}
