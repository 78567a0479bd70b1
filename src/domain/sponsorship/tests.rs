mod courting;
mod doors;
mod gating;
mod logos;
mod pure;
