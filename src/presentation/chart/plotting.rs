//! Marks drawn by plotters, the same as SVG and as PNG.

use super::mark::{Anchor, Mark, Marks, Point, Type};
use super::typeface::{self, FAMILY};
use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle, WHITE, register_font,
};
use std::sync::Once;

/// A picture could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a picture could not be drawn: {0}")]
pub struct ChartError(String);

impl ChartError {
    pub(super) fn from_display(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Plotters' measure of a font's size, by the size that SVG gives it.
const EM: f64 = 1.24;

/// Pixels of the PNG to a point: sharp on a good screen and in print.
const SHARPNESS: u32 = 2;

/// Marks on so many points, as SVG text.
pub(super) fn svg(size: (u32, u32), marks: &Marks) -> Result<String, ChartError> {
    load_fonts()?;
    let mut svg = String::new();
    draw_on(SVGBackend::with_string(&mut svg, size).into_drawing_area(), 1.0, 0.0, marks)?;
    let widths = marks.0.iter().filter_map(|mark| match mark {
        Mark::Text { said, style, .. } if !said.is_empty() => {
            Some(typeface::width(said, style.size, style.bold))
        }
        _ => None,
    });
    Ok(typeface::with_widths(&svg, widths))
}

/// The same as PNG bytes.
pub(super) fn png((width, height): (u32, u32), marks: &Marks) -> Result<Vec<u8>, ChartError> {
    load_fonts()?;
    let (wide, high) = (width * SHARPNESS, height * SHARPNESS);
    let mut pixels = vec![0_u8; wide as usize * high as usize * 3];
    let area = BitMapBackend::with_buffer(&mut pixels, (wide, high)).into_drawing_area();
    draw_on(area, f64::from(SHARPNESS), 0.18, marks)?;
    encode(&pixels, wide, high)
}

fn draw_on<B: DrawingBackend>(
    area: DrawingArea<B, Shift>,
    scale: f64,
    drop: f64,
    marks: &Marks,
) -> Result<(), ChartError> {
    area.fill(&WHITE).map_err(ChartError::from_display)?;
    let sheet = Sheet { area, scale, drop };
    for mark in &marks.0 {
        sheet.draw(mark)?;
    }
    sheet.area.present().map_err(ChartError::from_display)
}

fn load_fonts() -> Result<(), ChartError> {
    static ONCE: Once = Once::new();
    let mut loaded = true;
    ONCE.call_once(|| {
        let regular = include_bytes!("fonts/OpenSans-Regular.ttf");
        let bold = include_bytes!("fonts/OpenSans-Bold.ttf");
        loaded = register_font(FAMILY, FontStyle::Normal, regular).is_ok()
            && register_font(FAMILY, FontStyle::Bold, bold).is_ok();
    });
    if loaded { Ok(()) } else { Err(ChartError("the bundled font cannot be read".to_owned())) }
}

fn encode(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, ChartError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(ChartError::from_display)?;
    writer.write_image_data(pixels).map_err(ChartError::from_display)?;
    writer.finish().map_err(ChartError::from_display)?;
    Ok(bytes)
}

/// A plotters drawing area with points instead of pixels.
struct Sheet<B: DrawingBackend> {
    area: DrawingArea<B, Shift>,
    scale: f64,
    /// How far texts are lowered, as a share of their size.
    drop: f64,
}

impl<B: DrawingBackend> Sheet<B> {
    fn draw(&self, mark: &Mark) -> Result<(), ChartError> {
        match mark {
            Mark::Line { points, width, colour } => self.line(points, *width, *colour),
            Mark::Area { points, colour } => {
                let area = Polygon::new(self.pixels(points), colour.filled());
                self.area.draw(&area).map_err(ChartError::from_display)
            }
            Mark::Bar { from, to, colour } => {
                let corners = [self.pixel(*from), self.pixel(*to)];
                let bar = Rectangle::new(corners, colour.filled());
                self.area.draw(&bar).map_err(ChartError::from_display)
            }
            Mark::Text { said, .. } if said.is_empty() => Ok(()),
            Mark::Text { at, said, style } => self.text(*at, said, *style),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a picture is a few thousand pixels wide")]
    fn pixel(&self, (x, y): Point) -> (i32, i32) {
        ((x * self.scale).round() as i32, (y * self.scale).round() as i32)
    }

    fn pixels(&self, points: &[Point]) -> Vec<(i32, i32)> {
        points.iter().map(|&point| self.pixel(point)).collect()
    }

    fn line(&self, points: &[Point], width: u32, colour: RGBColor) -> Result<(), ChartError> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
        let width = (f64::from(width) * self.scale).round() as u32;
        let style = ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width: width };
        self.area
            .draw(&PathElement::new(self.pixels(points), style))
            .map_err(ChartError::from_display)
    }

    fn text(&self, at: Point, said: &str, style: Type) -> Result<(), ChartError> {
        let weight = if style.bold { FontStyle::Bold } else { FontStyle::Normal };
        let horizontal = match style.anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        // `FontDesc::style` would keep the face of the old weight (plotters 0.3.7).
        let font = FontDesc::new(FontFamily::Name(FAMILY), style.size * EM * self.scale, weight);
        let text_style =
            TextStyle::from(font).color(&style.colour).pos(Pos::new(horizontal, VPos::Center));
        // The bitmap centres a text on its box, which reaches lower than its letters do.
        let at = (at.0, at.1 + self.drop * style.size);
        self.area
            .draw(&Text::new(said.to_owned(), self.pixel(at), text_style))
            .map_err(ChartError::from_display)
    }
}

/// Puts the typeface into an SVG that stands by itself.
pub(super) fn with_faces(svg: &str) -> String {
    let style = format!("<style>{}</style>", typeface::faces());
    match svg.find("</desc>") {
        Some(at) => {
            let (before, after) = svg.split_at(at + "</desc>".len());
            format!("{before}{style}{after}")
        }
        None => svg.to_owned(),
    }
}

/// Puts the title and the text alternative into an SVG, where screen readers look for them, under names of its own.
pub(super) fn with_text(svg: &str, ids: [&str; 2], [title, text]: [&str; 2]) -> String {
    let escape = |said: &str| said.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let Some(end) = svg.find('>').filter(|_| svg.starts_with("<svg")) else {
        return svg.to_owned();
    };
    let (open, rest) = svg.split_at(end);
    let [of_title, of_text] = ids;
    format!(
        "{open} role=\"img\" aria-labelledby=\"{of_title} {of_text}\"><title id=\"{of_title}\">{}</title><desc id=\"{of_text}\">{}</desc>{}",
        escape(title),
        escape(text),
        rest.trim_start_matches('>')
    )
}
