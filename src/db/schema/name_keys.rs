//! What organisations are recognised by.

diesel::table! {
    organisation_keys (key, organisation_id) {
        key -> BigInt,
        organisation_id -> BigInt,
    }
}

diesel::table! {
    organisation_domains (domain, organisation_id) {
        domain -> Text,
        organisation_id -> BigInt,
    }
}
