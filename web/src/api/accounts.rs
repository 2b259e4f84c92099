//! Signing in and out, and who one is.

use super::{Answer, Api};
use contract::accounts::{ChangeMe, Me, NewPhoneCode, NewSession, PhoneCodeSent, Session};

/// Asks for a code by SMS.
pub async fn send_code(api: Api, ask: &NewPhoneCode) -> Answer<PhoneCodeSent> {
    api.post("/phone-codes", ask).await
}

/// Signs in; every page knows it at once.
pub async fn sign_in(api: Api, ask: &NewSession) -> Answer<()> {
    let session: Session = api.post("/sessions", ask).await?;
    api.session().opened(session);
    Ok(())
}

/// Signs out. Without a connection the device forgets the session all the same.
pub async fn sign_out(api: Api) {
    let _ = api.delete("/sessions/current").await;
    api.session().closed();
}

/// Changes the name.
pub async fn rename(api: Api, ask: &ChangeMe) -> Answer<()> {
    let me: Me = api.patch("/me", ask).await?;
    api.session().renamed(me);
    Ok(())
}
