//! A stream of server-sent events, read with `fetch`: the browser's own `EventSource` cannot send a token.

use super::{Answer, Api, Failure};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader};

/// One event. Without a name it only moves on the id to come back with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    pub name: String,
    pub data: String,
    pub id: Option<String>,
    /// After how many milliseconds to come back when the line breaks.
    pub retry: Option<i32>,
}

/// Listens until the stream ends, breaks off or is stopped.
pub async fn follow(api: Api, path: &str, last: Option<&str>, stop: &AbortSignal, mut tell: impl FnMut(Event)) -> Answer<()> {
    let reply = api.stream(path, last, stop).await?;
    let reader = reply.body().and_then(|body| body.get_reader().dyn_into::<ReadableStreamDefaultReader>().ok());
    let reader = reader.ok_or(Failure::Offline)?;
    let mut cutter = Cutter::default();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(|_| Failure::Offline)?;
        let field = |name: &str| Reflect::get(&piece, &JsValue::from_str(name)).unwrap_or_default();
        if field("done").is_truthy() {
            return Ok(());
        }
        if let Ok(bytes) = field("value").dyn_into::<Uint8Array>() {
            cutter.push(&bytes.to_vec()).into_iter().for_each(&mut tell);
        }
    }
}

/// Cuts what arrives, in pieces of any length, into events.
#[derive(Default)]
struct Cutter {
    rest: Vec<u8>,
}

impl Cutter {
    fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.rest.extend_from_slice(bytes);
        let mut events = Vec::new();
        while let Some(end) = self.rest.windows(2).position(|pair| pair == b"\n\n") {
            let whole: Vec<u8> = self.rest.drain(..end + 2).collect();
            events.push(event(&String::from_utf8_lossy(&whole)));
        }
        events
    }
}

fn event(text: &str) -> Event {
    let mut event = Event::default();
    for (name, value) in text.lines().filter_map(|line| line.split_once(':')) {
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => event.name = value.to_owned(),
            "data" => event.data.push_str(value),
            "id" => event.id = Some(value.to_owned()),
            "retry" => event.retry = value.parse().ok(),
            // A line that begins with a colon is a comment.
            _ => {}
        }
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_cut_out_of_whatever_pieces_arrive() {
        let text = "retry: 3000\nid: 7\nevent: ready\ndata: {\"unread\":2}\n\n: alive\nid: 8\n\nid: 9\nevent: notice\nda";
        let whole = Cutter::default().push(text.as_bytes());
        let mut by_byte = Cutter::default();
        let in_pieces: Vec<Event> = text.bytes().flat_map(|b| by_byte.push(&[b])).collect();
        assert_eq!(whole, in_pieces);
        let told: Vec<_> = whole.iter().map(|e| (e.name.as_str(), e.data.as_str(), e.id.as_deref(), e.retry)).collect();
        assert_eq!(told, [("ready", "{\"unread\":2}", Some("7"), Some(3000)), ("", "", Some("8"), None)]);
        let last = by_byte.push("ta: {}\n\n".as_bytes());
        assert_eq!(last.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["notice"]);
    }
}
