//! Tables of the second factor: the secret, its recovery codes, and what stands between a password and a code.

diesel::table! {
    second_factors (id) {
        id -> BigInt,
        account_id -> BigInt,
        secret -> Text,
        last_step -> BigInt,
        created_at -> BigInt,
        confirmed_at -> Nullable<BigInt>,
        next_secret -> Nullable<Text>,
        next_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> BigInt,
        account_id -> BigInt,
        code_digest -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sign_in_steps (id) {
        id -> BigInt,
        account_id -> BigInt,
        secret_digest -> Text,
        network_digest -> Text,
        own_subject -> Text,
        shared_subject -> Nullable<Text>,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}
