//! Pages as lists of marks: what is drawn where, before anything is written. Points of 1/72 inch from the upper left corner of A4.

/// A4.
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
pub const MARGIN: f32 = 62.0;
/// Below it stands the foot.
pub const BOTTOM: f32 = HEIGHT - 72.0;

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    pub size: f32,
    pub tint: Tint,
    /// Drawn heavier: Chinese fonts of servers seldom have a second weight.
    pub is_bold: bool,
}

impl Look {
    pub const fn plain(size: f32) -> Self {
        Self { size, tint: Tint::Ink, is_bold: false }
    }

    /// From one line to the next.
    pub const fn leading(self) -> f32 {
        self.size * 1.65
    }
}

/// The colours of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    Ink,
    Grey,
    /// The red of the programme.
    Red,
    /// Rules of tables.
    Pale,
}

/// One mark on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// `y` is the base line.
    Text { x: f32, y: f32, look: Look, text: String },
    /// A filled rectangle.
    Bar { x: f32, y: f32, width: f32, height: f32, tint: Tint },
}

/// Pages being filled from top to bottom.
#[derive(Debug, Default)]
pub struct Pages {
    pub pages: Vec<Vec<Mark>>,
    /// Where the next thing begins.
    pub y: f32,
}

impl Pages {
    pub fn new() -> Self {
        Self { pages: vec![Vec::new()], y: MARGIN }
    }

    pub fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    pub fn text(&mut self, x: f32, y: f32, look: Look, text: &str) {
        if !text.is_empty() {
            self.put(Mark::Text { x, y, look, text: text.to_owned() });
        }
    }

    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    /// Begins a page when there is less room than this; `true` when it did.
    pub fn need(&mut self, height: f32) -> bool {
        let turns = self.y + height > BOTTOM && self.y > MARGIN;
        if turns {
            self.turn();
        }
        turns
    }

    /// Leaves room, but none at the head of a page.
    pub fn gap(&mut self, height: f32) {
        if self.y > MARGIN {
            self.y += height;
        }
    }
}
