//! What a picture is made of: lines, areas, bars and letters, in points from the top left.
//!
//! Marks know nothing of SVG or of pixels. Not here: how they are drawn (`plotting`), and where panels lie (`layout`).

use plotters::style::RGBColor;

/// Colours of the UK Government Analysis Function palette, and greys.
pub(super) mod colour {
    use plotters::style::RGBColor;

    pub(in crate::presentation::chart) const BLUE: RGBColor = RGBColor(0x12, 0x43, 0x6D);
    pub(in crate::presentation::chart) const BLUE_MIDDLE: RGBColor = RGBColor(0x5B, 0x84, 0xA8);
    pub(in crate::presentation::chart) const BLUE_LIGHT: RGBColor = RGBColor(0x97, 0xB4, 0xCC);
    pub(in crate::presentation::chart) const BLUE_PALE: RGBColor = RGBColor(0xCF, 0xDD, 0xE9);
    pub(in crate::presentation::chart) const ORANGE: RGBColor = RGBColor(0xF4, 0x6A, 0x25);
    pub(in crate::presentation::chart) const INK: RGBColor = RGBColor(0x1D, 0x1D, 0x1D);
    /// What stands for a blue where nothing may be taken for a reading; other colours stay.
    pub(in crate::presentation::chart) fn in_grey(colour: RGBColor) -> RGBColor {
        match colour {
            BLUE => GREY,
            BLUE_MIDDLE => RGBColor(0x80, 0x80, 0x80),
            BLUE_LIGHT => RGBColor(0xB0, 0xB0, 0xB0),
            BLUE_PALE => RGBColor(0xDC, 0xDC, 0xDC),
            other => other,
        }
    }

    pub(in crate::presentation::chart) const GREY: RGBColor = RGBColor(0x3D, 0x3D, 0x3D);
    pub(in crate::presentation::chart) const RULE: RGBColor = RGBColor(0xD0, 0xD0, 0xD0);
}

/// A point: to the right, and downwards.
pub(super) type Point = (f64, f64);

/// One thing that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Line { points: Vec<Point>, width: u32, colour: RGBColor },
    Area { points: Vec<Point>, colour: RGBColor },
    Bar { from: Point, to: Point, colour: RGBColor },
    Text { at: Point, said: String, style: Type },
}

/// Marks in the order in which they are drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Marks(pub(super) Vec<Mark>);

impl Marks {
    pub(super) fn line(&mut self, points: &[Point], width: u32, colour: RGBColor) {
        self.0.push(Mark::Line { points: points.to_vec(), width, colour });
    }

    pub(super) fn area(&mut self, points: &[Point], colour: RGBColor) {
        self.0.push(Mark::Area { points: points.to_vec(), colour });
    }

    pub(super) fn bar(&mut self, from: Point, to: Point, colour: RGBColor) {
        self.0.push(Mark::Bar { from, to, colour });
    }

    /// In greys from the mark of this place on, as light or dark as they were: what is blue elsewhere.
    pub(super) fn grey_from(&mut self, first: usize) {
        for mark in self.0.iter_mut().skip(first) {
            let colour = match mark {
                Mark::Line { colour, .. }
                | Mark::Area { colour, .. }
                | Mark::Bar { colour, .. } => colour,
                Mark::Text { style, .. } => &mut style.colour,
            };
            *colour = colour::in_grey(*colour);
        }
    }

    pub(super) fn text(&mut self, at: Point, said: &str, style: Type) {
        self.0.push(Mark::Text { at, said: said.to_owned(), style });
    }
}

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: RGBColor,
    pub(super) anchor: Anchor,
}

impl Type {
    pub(super) const fn plain(size: f64) -> Self {
        Self { size, bold: false, colour: colour::GREY, anchor: Anchor::Left }
    }

    pub(super) const fn bold(size: f64) -> Self {
        Self { size, bold: true, colour: colour::INK, anchor: Anchor::Left }
    }

    pub(super) const fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) const fn in_colour(self, colour: RGBColor) -> Self {
        Self { colour, ..self }
    }
}
