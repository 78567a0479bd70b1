//! Tables of merging.

diesel::table! {
    merges (id) {
        id -> BigInt,
        public_id -> Text,
        kept_id -> BigInt,
        other_id -> BigInt,
        account_id -> Nullable<BigInt>,
        merged_at -> BigInt,
        snapshot -> Nullable<Text>,
        undone_at -> Nullable<BigInt>,
        undone_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    merge_rows (id) {
        id -> BigInt,
        merge_id -> BigInt,
        table_name -> Text,
        column_name -> Text,
        row_id -> BigInt,
    }
}

diesel::table! {
    organisation_merges (id) {
        id -> BigInt,
        public_id -> Text,
        kept_id -> BigInt,
        other_id -> BigInt,
        account_id -> Nullable<BigInt>,
        merged_at -> BigInt,
        snapshot -> Nullable<Text>,
        undone_at -> Nullable<BigInt>,
        undone_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    organisation_merge_rows (id) {
        id -> BigInt,
        merge_id -> BigInt,
        table_name -> Text,
        column_name -> Text,
        row_id -> BigInt,
    }
}
