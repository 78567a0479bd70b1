//! Tables of accounts.

diesel::table! {
    accounts (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        email -> Text,
        email_folded -> Text,
        name -> Text,
        password_hash -> Nullable<Text>,
        locale -> Text,
        zone -> Text,
        contact_id -> Nullable<BigInt>,
        created_at -> BigInt,
        disabled_at -> Nullable<BigInt>,
        digest -> Text,
    }
}

diesel::table! {
    grants (id) {
        id -> BigInt,
        account_id -> BigInt,
        role -> Text,
        programme_id -> Nullable<BigInt>,
        city_id -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    sign_ins (id) {
        id -> BigInt,
        public_id -> Text,
        account_id -> BigInt,
        secret_digest -> Text,
        device -> Text,
        network_digest -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    account_links (id) {
        id -> BigInt,
        account_id -> BigInt,
        purpose -> Text,
        nonce -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    setup_links (id) {
        id -> BigInt,
        secret_digest -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sign_in_attempts (id) {
        id -> BigInt,
        subject -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    api_tokens (id) {
        id -> BigInt,
        public_id -> Text,
        account_id -> BigInt,
        name -> Text,
        secret_digest -> Text,
        scopes -> Text,
        created_at -> BigInt,
        expires_at -> Nullable<BigInt>,
        seen_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    submissions (form_key) {
        form_key -> Text,
        at -> BigInt,
        location -> Text,
    }
}

diesel::table! {
    request_keys (key_digest) {
        key_digest -> Text,
        request_digest -> Text,
        at -> BigInt,
        status -> Nullable<Integer>,
        location -> Nullable<Text>,
        etag -> Nullable<Text>,
        body -> Nullable<Text>,
    }
}
