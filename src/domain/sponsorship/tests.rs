mod courting;
mod doors;
mod gating;
mod logos;
mod owners;
mod pure;
