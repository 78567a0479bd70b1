//! The password once more, from a member who is signed in: before what opens the account's own door.

use actix_web::HttpRequest;

use crate::domain::accounts::{self, sign_in};
use crate::web::hashing::verify;
use crate::web::{App, Problem, SignedIn};

/// Whether the password that a form asked for once more is the member's: begin in one transaction, which counts the attempt, and verify
/// outside of any. None where it is not.
pub(super) async fn right_password(
    app: &App,
    who: &SignedIn,
    password: &str,
    req: &HttpRequest,
) -> Result<Option<sign_in::Begun>, Problem> {
    let (cx, network) = (who.context(app), who.visitor.network.to_string());
    let kept = req.cookie(app.device_cookie_name()).map(|c| c.value().to_owned());
    let begun = app.db.write(move |conn| {
        let own = accounts::own(conn, &cx)?;
        sign_in::begin_with(conn, &cx, own.email.as_str(), &network, kept.as_deref())
    });
    let begun = begun.await?;
    Ok(verify(app, password, begun.hash.clone()).await?.then_some(begun))
}
