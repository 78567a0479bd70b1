//! Whether history is what was written.

use super::Finding;
use crate::app;
use crate::config::Config;
use crate::db::Db;
use crate::domain::history::{self, Fault, Proof};
use crate::kernel::token::Keys;

/// Goes through the whole chain and names the first entry that does not fit; names the guards that are gone.
pub fn found(config: &Config, db: &Db) -> Vec<Finding> {
    let path = config.in_data(&config.security.key_file);
    // To look is not to make: where there is no key yet, nothing can be sealed with it.
    let (keys, there) = (if path.exists() { app::keys(&path) } else { Ok(Keys::random()) }, path.exists());
    let keys = match keys {
        Ok(keys) => keys,
        Err(fault) => {
            return vec![Finding::Bad {
                what: format!("history: {fault}"),
                cure: "put the key back from a backup".to_owned(),
            }];
        }
    };
    let proof = db.read_now(|conn| history::verify(conn, &keys));
    let guards = proof.as_ref().map(unguarded).unwrap_or_default();
    let chain = match proof {
        Ok(Proof { fault: Some(_), .. }) if !there => Finding::Bad {
            what: format!("history: {} is not there, by which seals are known", path.display()),
            cure: "put it back from a backup".to_owned(),
        },
        Ok(Proof { fault: Some(fault), sealed, .. }) => Finding::Bad {
            what: format!("history: {} ({sealed} entries before it fit)", said(&fault)),
            cure:
                "compare with a backup from before: somebody changed the database by hand, or it was not restored whole"
                    .to_owned(),
        },
        Ok(Proof { newest: Some((entry, seal)), sealed, waiting, .. }) => Finding::Good(format!(
            "history: {sealed} entries fit their seals, {waiting} wait for theirs; the newest, of entry {entry}: {seal}"
        )),
        Ok(Proof { waiting, .. }) => Finding::Good(format!("history: nothing is sealed yet, {waiting} entries wait")),
        Err(fault) => {
            Finding::Bad { what: format!("history: {fault}"), cure: "look into the database's own log".to_owned() }
        }
    };
    std::iter::once(chain).chain(guards).collect()
}

/// What should keep the tables as they are and does not.
fn unguarded(proof: &Proof) -> Vec<Finding> {
    let gone = (!proof.unguarded.is_empty()).then(|| Finding::Bad {
        what: format!("history: what guards its tables is gone: {}", proof.unguarded.join(", ")),
        cure: "somebody who may change the schema took these triggers away: make them again as a new installation has them, and look who"
            .to_owned(),
    });
    let altered = (!proof.altered.is_empty()).then(|| Finding::Bad {
        what: format!("history: what stands on its tables is not as it was made: {}", proof.altered.join(", ")),
        cure: "somebody who may change the schema rewrote or added these: make them again as a new installation has them, drop what it has \
               not, and look who"
            .to_owned(),
    });
    gone.into_iter().chain(altered).collect()
}

fn said(fault: &Fault) -> String {
    match fault {
        Fault::Changed(entry) => format!("entry {entry} is not what was sealed: it was changed"),
        Fault::PersonChanged(entry) => format!("what entry {entry} says of a person was changed"),
        Fault::ErasedInSilence(entry) => {
            format!("what entry {entry} says of a person is gone, and no erasure is on record")
        }
        Fault::Missing(entry) => format!("entry {entry} is missing"),
        Fault::Inserted(entry) => format!("entry {entry} was put in among the others afterwards"),
        Fault::SealsMissing { after, before } => format!("seals are missing between entries {after} and {before}"),
        Fault::Resealed(entry) => {
            format!("entry {entry} was sealed anew with another key than this installation's")
        }
        Fault::CutOff { last, newest } => {
            format!("the end was cut off: entry {last} is the last one sealed, and there were more up to {newest}")
        }
        Fault::NoHead => "what says which seal is the newest is missing".to_owned(),
        Fault::ForeignHead => {
            "what says which seal is the newest was not written by this installation, or not of this chain".to_owned()
        }
        Fault::ChainGone(entry) => {
            format!("the chain is gone: it was sealed up to entry {entry}, as the installation remembers")
        }
        Fault::NeverSealed(entry) => {
            format!("nothing is sealed, and the service has long since sealed entry {entry}: the chain is gone")
        }
        Fault::Emptied => "there are accounts and no entry at all: it was emptied".to_owned(),
        Fault::Forgotten => "what the installation remembers of the chain was taken away".to_owned(),
        Fault::ForeignMemory => {
            "what the installation remembers of the chain was not written by it, or not of this chain".to_owned()
        }
    }
}
