//! What all processes on one database agree on.

diesel::table! {
    installation (name) {
        name -> Text,
        value -> Text,
    }
}
