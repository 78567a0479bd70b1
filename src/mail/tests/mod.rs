mod dialogue;
mod faults;
mod letters;
mod places;
mod script;
