//! Tables of sponsorship.

diesel::table! {
    sponsorship_packages (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        name -> Text,
        price_minor -> Nullable<BigInt>,
        price_currency -> Nullable<Text>,
        benefits -> Text,
        position -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        retired_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sponsorships (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        programme_id -> BigInt,
        event_id -> Nullable<BigInt>,
        organisation_id -> BigInt,
        stage -> Text,
        owner_id -> Nullable<BigInt>,
        package_id -> Nullable<BigInt>,
        amount_minor -> Nullable<BigInt>,
        amount_currency -> Nullable<Text>,
        in_kind -> Text,
        in_kind_minor -> Nullable<BigInt>,
        in_kind_currency -> Nullable<Text>,
        next_action -> Text,
        next_on -> Nullable<Text>,
        notes -> Text,
        signed_on -> Nullable<Text>,
        agreement -> Text,
        declined -> Text,
        public_name -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    sponsorship_people (sponsorship_id, contact_id) {
        sponsorship_id -> BigInt,
        contact_id -> BigInt,
    }
}

diesel::table! {
    sponsorship_activities (id) {
        id -> BigInt,
        public_id -> Text,
        sponsorship_id -> BigInt,
        kind -> Text,
        on_day -> Text,
        account_id -> Nullable<BigInt>,
        contact_id -> Nullable<BigInt>,
        body -> Text,
        next_action -> Text,
        next_on -> Nullable<Text>,
        corrects_id -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    sponsorship_files (id) {
        id -> BigInt,
        public_id -> Text,
        sponsorship_id -> BigInt,
        part -> Text,
        file_id -> BigInt,
        name -> Text,
        kind -> Text,
        account_id -> Nullable<BigInt>,
        created_at -> BigInt,
        replaced_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sponsorship_clearances (id) {
        id -> BigInt,
        sponsorship_id -> BigInt,
        account_id -> BigInt,
        logo_id -> BigInt,
        public_name -> Text,
        at -> BigInt,
        withdrawn_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sponsorship_targets (id) {
        id -> BigInt,
        programme_id -> BigInt,
        event_id -> Nullable<BigInt>,
        currency -> Text,
        minor -> BigInt,
    }
}
