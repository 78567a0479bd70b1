//! How the program is linked, beyond what cargo says: for a release that is built for the machine it is built on, a Linux with glibc.
//!
//! Relocations are packed (DT_RELR), which the loader knows since glibc 2.36: three megabytes less to load and to touch. The pieces of code
//! are laid out by name, so that the hundreds of small ones that a start runs through, which are instances of a few, lie beside each other
//! and not one to a page: seven megabytes less in memory at rest. GNU ld can do so, and comes with gcc; where it is missing the program is
//! linked as usual, and where the library is older its relocations stay as they are.

use std::env;
use std::process::Command;

const GLIBC: (u32, u32) = (2, 36);

fn main() {
    println!("cargo:rerun-if-changed=config/link.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|given| given == value);
    let at_home = env::var("HOST").is_ok_and(|host| is("TARGET", &host));
    let linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    if !(at_home && linux && is("PROFILE", "release")) {
        return;
    }
    if said(Command::new("ld.bfd").arg("--version")).is_some() {
        println!("cargo:rustc-link-arg-bins=-fuse-ld=bfd");
        println!("cargo:rustc-link-arg-bins=-Wl,--sort-section=name");
        if glibc().is_some_and(|version| version >= GLIBC) {
            println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        }
    }
}

/// What `getconf` says: `glibc 2.36`.
fn glibc() -> Option<(u32, u32)> {
    let told = said(Command::new("getconf").arg("GNU_LIBC_VERSION"))?;
    let (major, minor) = told.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}

fn said(command: &mut Command) -> Option<String> {
    let done = command.output().ok().filter(|done| done.status.success())?;
    String::from_utf8(done.stdout).ok()
}
