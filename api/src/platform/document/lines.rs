//! Where lines end. Chinese breaks between any two characters, but no line begins with a closing mark or ends with an opening one;
//! words and numbers in Latin letters stay whole unless they are longer than a line.

/// What no line begins with.
const NOT_FIRST: &str = "、。，．；：！？）】》〉」』”’…—～·％‰℃,.;:!?)]}%";
/// What no line ends with.
const NOT_LAST: &str = "（【《〈「『“‘([{#￥$";

fn stays_whole(c: char) -> bool {
    c.is_ascii_graphic() && !NOT_FIRST.contains(c) && !NOT_LAST.contains(c)
}

/// Pieces that are not broken.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut glue = false;
    for c in text.chars() {
        let joins = pieces.last().and_then(|p| p.chars().last()).is_some_and(|last| {
            glue || NOT_FIRST.contains(c) || (stays_whole(last) && stays_whole(c)) || (c.is_ascii_digit() && ".,:/-".contains(last))
        });
        match pieces.last_mut() {
            Some(piece) if joins => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        glue = NOT_LAST.contains(c);
    }
    pieces
}

/// Breaks a text into lines no wider than `room`, where `width` says how wide a character is.
pub fn broken(text: &str, room: f32, width: &impl Fn(char) -> f32) -> Vec<String> {
    let measure = |s: &str| s.chars().map(width).sum::<f32>();
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut line, mut used) = (String::new(), 0.0);
        for piece in pieces(paragraph.trim_end()) {
            let wide = measure(&piece);
            if used > 0.0 && used + wide > room {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0.0;
            }
            if used == 0.0 && piece.trim().is_empty() && !lines.is_empty() {
                continue;
            }
            for c in piece.chars() {
                let wide = width(c);
                if used > 0.0 && used + wide > room {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(c);
                used += wide;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}
