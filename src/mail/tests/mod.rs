mod dialogue;
mod faults;
mod headers;
mod letters;
mod offers;
mod places;
mod script;
