//! Tables of imports.

diesel::table! {
    imports (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        account_id -> Nullable<BigInt>,
        file_name -> Text,
        stored_name -> Text,
        bytes -> BigInt,
        format -> Text,
        encoding -> Text,
        separator -> Text,
        mapping -> Text,
        state -> Text,
        mode -> Text,
        stop_asked_at -> Nullable<BigInt>,
        leased_by -> Nullable<Text>,
        leased_until -> Nullable<BigInt>,
        bytes_read -> BigInt,
        lines_done -> BigInt,
        lines_new -> BigInt,
        lines_changed -> BigInt,
        lines_same -> BigInt,
        lines_refused -> BigInt,
        fault -> Nullable<Text>,
        created_at -> BigInt,
        finished_at -> Nullable<BigInt>,
        header_line -> Nullable<BigInt>,
        sheet -> Nullable<Text>,
    }
}

diesel::table! {
    import_lines (id) {
        id -> BigInt,
        import_id -> BigInt,
        mode -> Text,
        line -> BigInt,
        verdict -> Text,
        reasons -> Text,
        cells -> Text,
    }
}
