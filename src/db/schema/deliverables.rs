//! Tables of deliverables: versions, files, reviews, share links. (The deliverables themselves stand beside the steps.)

diesel::table! {
    deliverable_versions (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        deliverable_id -> BigInt,
        number -> Integer,
        state -> Text,
        notes -> Text,
        author_id -> Nullable<BigInt>,
        round -> Integer,
        created_at -> BigInt,
        submitted_at -> Nullable<BigInt>,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    deliverable_files (id) {
        id -> BigInt,
        public_id -> Text,
        version_id -> BigInt,
        file_id -> BigInt,
        language -> Text,
        name -> Text,
        kind -> Text,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        added_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    deliverable_reviewers (id) {
        id -> BigInt,
        deliverable_id -> BigInt,
        account_id -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    deliverable_reviews (id) {
        id -> BigInt,
        public_id -> Text,
        version_id -> BigInt,
        account_id -> Nullable<BigInt>,
        round -> Integer,
        verdict -> Text,
        words -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    deliverable_shares (id) {
        id -> BigInt,
        public_id -> Text,
        deliverable_id -> BigInt,
        secret_digest -> Text,
        recipient -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    deliverable_visits (id) {
        id -> BigInt,
        share_id -> BigInt,
        file_id -> Nullable<BigInt>,
        at -> BigInt,
    }
}
