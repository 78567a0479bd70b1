//! Refused fields, gathered: a form learns of all its faults at once.

use super::Reason;

/// One refused field. `field` is the form's and the JSON's name for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    pub field: String,
    pub reason: Reason,
}

/// Everything wrong with one input, never empty when it is an error.
#[derive(Clone, PartialEq, Eq, Debug, Default, thiserror::Error)]
#[error("{} field(s) refused", self.0.len())]
pub struct Invalid(pub Vec<FieldError>);

impl Invalid {
    pub fn one(field: impl Into<String>, reason: Reason) -> Self {
        Self(vec![FieldError { field: field.into(), reason }])
    }
    pub fn add(&mut self, field: impl Into<String>, reason: Reason) {
        self.0.push(FieldError { field: field.into(), reason });
    }
    /// Keeps a good value and notes a bad one, so that a form learns of all its faults at once.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, Reason>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(reason) => {
                self.add(field, reason);
                None
            }
        }
    }
    /// As [`Self::take`], of what knows its own field.
    pub fn keep<T>(&mut self, parsed: Result<T, Invalid>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(faults) => {
                self.0.extend(faults.0);
                None
            }
        }
    }
    pub fn into_result(self) -> Result<(), Invalid> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}
