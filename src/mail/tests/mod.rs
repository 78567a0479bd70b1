mod dialogue;
mod faults;
mod following;
mod headers;
mod letters;
mod offers;
mod places;
mod script;
