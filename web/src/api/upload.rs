//! A file on its way to the server. Not `fetch`, which does not tell how far it has come.

use super::client::{BASE, problem};
use super::{Answer, Api, Failure};
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

/// Hears how far it has come, in hundredths.
pub type Progress = Box<dyn FnMut(u32)>;

/// Sends a picture; once more where the token had run out.
pub async fn picture<T: DeserializeOwned>(api: Api, path: &str, kind: &str, file: &File, key: &str, progress: Progress) -> Answer<T> {
    // What a picture is called on the device concerns nobody.
    sent(api, path, &Form { kind: Some(kind), file, name: "photo" }, key, progress).await
}

/// Sends a file under its own name.
pub async fn named<T: DeserializeOwned>(api: Api, path: &str, file: &File, key: &str, progress: Progress) -> Answer<T> {
    sent(api, path, &Form { kind: None, file, name: &file.name() }, key, progress).await
}

/// What goes out.
struct Form<'a> {
    kind: Option<&'a str>,
    file: &'a File,
    name: &'a str,
}

async fn sent<T: DeserializeOwned>(api: Api, path: &str, form: &Form<'_>, key: &str, progress: Progress) -> Answer<T> {
    let text = reply(api, path, form, key, progress).await?;
    super::read(&text).ok_or(Failure::Offline)
}

async fn reply(api: Api, path: &str, form: &Form<'_>, key: &str, mut progress: Progress) -> Answer<String> {
    let hear = Closure::<dyn FnMut(ProgressEvent)>::new(move |e: ProgressEvent| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "hundredths")]
        progress((e.loaded() / e.total().max(1.0) * 100.0) as u32);
    });
    api.renew_if_due().await;
    let mut sent = once(api, path, form, key, &hear).await?;
    if sent.0 == 401 && api.renew().await {
        sent = once(api, path, form, key, &hear).await?;
    }
    match sent {
        // No answer at all.
        (0, _) => Err(Failure::Offline),
        (200..300, text) => Ok(text),
        (status, text) => Err(problem(status, &text)),
    }
}

async fn once(api: Api, path: &str, ask: &Form<'_>, key: &str, hear: &Closure<dyn FnMut(ProgressEvent)>) -> Answer<(u16, String)> {
    let broken = |_: JsValue| Failure::Offline;
    let form = FormData::new().map_err(broken)?;
    if let Some(kind) = ask.kind {
        form.append_with_str("kind", kind).map_err(broken)?;
    }
    form.append_with_blob_and_filename("file", ask.file, ask.name).map_err(broken)?;
    let request = XmlHttpRequest::new().map_err(broken)?;
    request.open("POST", &format!("{BASE}{path}")).map_err(broken)?;
    let mut headers = vec![("accept", "application/json".to_owned()), ("idempotency-key", key.to_owned())];
    headers.extend(api.session().token().map(|(token, _)| ("authorization", format!("Bearer {token}"))));
    for (name, value) in &headers {
        request.set_request_header(name, value).map_err(broken)?;
    }
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(hear.as_ref().unchecked_ref()));
    }
    let over = js_sys::Promise::new(&mut |done, _| request.set_onloadend(Some(&done)));
    request.send_with_opt_form_data(Some(&form)).map_err(broken)?;
    JsFuture::from(over).await.map_err(broken)?;
    let status = request.status().unwrap_or(0);
    Ok((status, request.response_text().ok().flatten().unwrap_or_default()))
}
