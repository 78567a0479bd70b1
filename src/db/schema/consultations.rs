//! Tables of consultations.

diesel::table! {
    consultations (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        event_id -> BigInt,
        phase -> Text,
        state -> Text,
        intro -> Text,
        opens_local -> Nullable<Text>,
        closes_local -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    consultation_questions (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        consultation_id -> BigInt,
        code -> Text,
        revision -> BigInt,
        position -> Integer,
        need -> Text,
        wording -> Text,
        shape -> Text,
        created_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    consultation_wordings (id) {
        id -> BigInt,
        question_id -> BigInt,
        revision -> BigInt,
        wording -> Text,
        shape -> Text,
        replaced_at -> BigInt,
    }
}

diesel::table! {
    consultation_people (id) {
        id -> BigInt,
        public_id -> Text,
        consultation_id -> BigInt,
        seat_id -> BigInt,
        contact_id -> BigInt,
        nonce -> Text,
        address_id -> Nullable<BigInt>,
        asked_at -> Nullable<BigInt>,
        reminded_at -> Nullable<BigInt>,
        saved_at -> Nullable<BigInt>,
        sent_at -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    consultation_answers (id) {
        id -> BigInt,
        person_id -> BigInt,
        question_id -> BigInt,
        revision -> BigInt,
        value -> Text,
        at -> BigInt,
        replaced_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    consultation_consents (id) {
        id -> BigInt,
        person_id -> BigInt,
        quoting -> Text,
        words -> Text,
        locale -> Text,
        at -> BigInt,
        replaced_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    consultation_passages (id) {
        id -> BigInt,
        public_id -> Text,
        person_id -> BigInt,
        question_id -> BigInt,
        position -> Integer,
        body -> Text,
        set_aside_at -> Nullable<BigInt>,
        gone_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    consultation_themes (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        event_id -> Nullable<BigInt>,
        name -> Text,
        hue -> Text,
        created_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    consultation_sortings (passage_id, theme_id) {
        passage_id -> BigInt,
        theme_id -> BigInt,
    }
}

diesel::table! {
    consultation_sorts (id) {
        id -> BigInt,
        public_id -> Text,
        consultation_id -> BigInt,
        account_id -> Nullable<BigInt>,
        theme_id -> Nullable<BigInt>,
        verb -> Text,
        passages -> Text,
        at -> BigInt,
        undone_at -> Nullable<BigInt>,
    }
}
