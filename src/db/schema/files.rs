//! Tables of files.

diesel::table! {
    files (id) {
        id -> BigInt,
        hash -> Text,
        size -> BigInt,
        noted_at -> BigInt,
        doomed_at -> Nullable<BigInt>,
    }
}
