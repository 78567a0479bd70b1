mod courting;
mod logos;
mod pure;
