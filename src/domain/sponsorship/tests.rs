mod courting;
mod gating;
mod logos;
mod pure;
