//! Accounts as programs read and write them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::accounts::{Account, AccountView, ApiToken, DigestWish, GrantView, SignIn};
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::web::api::exchange::written;

#[derive(Serialize, ToSchema)]
pub(super) struct AccountJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    email: String,
    name: String,
    /// en, fr or zh.
    locale: &'static str,
    zone: &'static str,
    /// invited: no password was chosen yet; open; closed.
    state: &'static str,
    grants: Vec<GrantJson>,
    last_seen: Option<String>,
    /// Since when it signs in with a second factor.
    second_factor: Option<String>,
    created_at: String,
    disabled_at: Option<String>,
}

/// A role and where it holds.
#[derive(Serialize, ToSchema)]
pub(super) struct GrantJson {
    /// To take it back by.
    id: i64,
    role: &'static str,
    /// Null: everywhere.
    programme: Option<GrantPlaceJson>,
    /// Null: in the whole programme.
    city: Option<GrantPlaceJson>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct GrantPlaceJson {
    #[schema(value_type = String)]
    id: PublicId,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
}

fn state(account: &Account) -> &'static str {
    match (account.disabled_at, account.has_password) {
        (Some(_), _) => "closed",
        (None, true) => "open",
        (None, false) => "invited",
    }
}

fn grant(held: &GrantView) -> GrantJson {
    let place = |place: &Option<(PublicId, Localised)>| place.clone().map(|(id, name)| GrantPlaceJson { id, name });
    GrantJson { id: held.id, role: held.role.as_str(), programme: place(&held.programme), city: place(&held.city) }
}

impl AccountJson {
    pub fn of(view: &AccountView) -> AccountJson {
        let account = &view.account;
        AccountJson {
            id: account.public_id.clone(),
            version: account.version,
            email: account.email.to_string(),
            name: account.name.clone(),
            locale: account.locale.tag(),
            zone: account.zone.name(),
            state: state(account),
            grants: view.grants.iter().map(grant).collect(),
            last_seen: view.last_seen.map(Instant::rfc3339),
            second_factor: view.second_factor.map(Instant::rfc3339),
            created_at: account.created_at.rfc3339(),
            disabled_at: account.disabled_at.map(Instant::rfc3339),
        }
    }
}

/// Somebody to be invited by mail.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct InviteBody {
    #[schema(required = true)]
    pub email: String,
    #[schema(required = true)]
    pub name: String,
    /// en, fr or zh.
    #[schema(required = true)]
    pub locale: String,
    #[schema(required = true)]
    pub zone: String,
    /// What they may do; more can be given later.
    pub grants: Vec<GrantBody>,
}

#[derive(Serialize, Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct GrantBody {
    /// administrator, coordinator, local-coordinator, principal-investigator, auditor, editor or relay-officer.
    #[schema(required = true)]
    pub role: String,
    /// The programme's slug or id; left out for administrators only.
    pub programme: Option<String>,
    /// The slug or id of one of its cities; left out for the whole programme.
    pub city: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct OwnJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    email: String,
    name: String,
    locale: &'static str,
    zone: &'static str,
    /// Whether the Monday mail comes.
    digest: bool,
    created_at: String,
}

impl OwnJson {
    pub fn of(account: &Account) -> OwnJson {
        OwnJson {
            id: account.public_id.clone(),
            version: account.version,
            email: account.email.to_string(),
            name: account.name.clone(),
            locale: account.locale.tag(),
            zone: account.zone.name(),
            digest: account.digest == DigestWish::On,
            created_at: account.created_at.rfc3339(),
        }
    }
}

written! {
    /// What one may change of one's own account.
    pub(super) struct OwnBody {
        #[schema(required = true)]
        pub name: String,
        /// en, fr or zh.
        #[schema(required = true)]
        pub locale: String,
        #[schema(required = true)]
        pub zone: String,
        /// Whether the Monday mail comes; left out, it stays as it is.
        pub digest: Option<bool>,
    } shows {
        id, version, email, created_at
    }
}

/// Where one is signed in.
#[derive(Serialize, ToSchema)]
pub(super) struct SignInJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// What the browser says it is.
    device: String,
    created_at: String,
    seen_at: String,
    /// The one that asks; a key is none.
    here: bool,
}

impl SignInJson {
    pub fn of(row: &SignIn, here: Option<i64>) -> SignInJson {
        SignInJson {
            id: row.public_id.clone(),
            device: row.device.clone(),
            created_at: row.created_at.rfc3339(),
            seen_at: row.seen_at.rfc3339(),
            here: here == Some(row.row),
        }
    }
}

/// A key, without its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct TokenJson {
    #[schema(value_type = String)]
    id: PublicId,
    name: String,
    scopes: Vec<&'static str>,
    created_at: String,
    expires_at: Option<String>,
    seen_at: Option<String>,
}

impl TokenJson {
    pub fn of(key: &ApiToken) -> TokenJson {
        TokenJson {
            id: key.public_id.clone(),
            name: key.name.clone(),
            scopes: key.scopes.iter().map(|s| s.as_str()).collect(),
            created_at: key.created_at.rfc3339(),
            expires_at: key.expires_at.map(Instant::rfc3339),
            seen_at: key.seen_at.map(Instant::rfc3339),
        }
    }
}
