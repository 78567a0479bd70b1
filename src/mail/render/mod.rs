//! From what a slice says to what a reader reads.

pub mod invitations;
