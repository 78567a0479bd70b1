//! Tables of contacts.

diesel::table! {
    organisations (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        kind -> Text,
        name -> Text,
        place -> Text,
        country -> Text,
        website -> Text,
        notes -> Text,
        folded_name -> Text,
        search_key -> Text,
        source_key -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        erased_at -> Nullable<BigInt>,
        keyed -> BigInt,
        merged_into -> Nullable<BigInt>,
    }
}

diesel::table! {
    organisation_names (organisation_id, folded) {
        organisation_id -> BigInt,
        folded -> Text,
    }
}

diesel::table! {
    stakeholder_groups (id) {
        id -> BigInt,
        public_id -> Text,
        code -> Text,
        name -> Text,
        position -> Integer,
    }
}

diesel::table! {
    contacts (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        native_name -> Text,
        latin_name -> Text,
        family_name -> Text,
        salutation -> Text,
        language -> Text,
        phone -> Text,
        notes -> Text,
        do_not_contact_at -> Nullable<BigInt>,
        do_not_contact_reason -> Nullable<Text>,
        nonce -> Text,
        folded_name -> Text,
        folded_latin -> Text,
        search_key -> Text,
        name_key -> Text,
        source_key -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        erased_at -> Nullable<BigInt>,
        merged_into -> Nullable<BigInt>,
    }
}

diesel::table! {
    addresses (id) {
        id -> BigInt,
        contact_id -> BigInt,
        email -> Text,
        email_folded -> Text,
        label -> Text,
        position -> Integer,
        refused_at -> Nullable<BigInt>,
        refused_reason -> Nullable<Text>,
        removed_at -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    affiliations (id) {
        id -> BigInt,
        contact_id -> BigInt,
        organisation_id -> BigInt,
        role -> Text,
        position -> Integer,
        created_at -> BigInt,
    }
}

diesel::table! {
    contact_groups (contact_id, group_id) {
        contact_id -> BigInt,
        group_id -> BigInt,
    }
}

diesel::table! {
    contact_tags (contact_id, tag_folded) {
        contact_id -> BigInt,
        tag -> Text,
        tag_folded -> Text,
    }
}

diesel::table! {
    suppressions (id) {
        id -> BigInt,
        email_digest -> Text,
        reason -> Text,
        door -> Text,
        created_at -> BigInt,
    }
}
