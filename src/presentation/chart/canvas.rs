//! Drawing the same picture as SVG and as PNG, in points from the top left.

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

/// Colours of the UK Government Analysis Function palette, and greys.
pub(super) mod colour {
    use plotters::style::RGBColor;

    pub(in crate::presentation::chart) const BLUE: RGBColor = RGBColor(0x12, 0x43, 0x6D);
    pub(in crate::presentation::chart) const BLUE_MIDDLE: RGBColor = RGBColor(0x5B, 0x84, 0xA8);
    pub(in crate::presentation::chart) const BLUE_LIGHT: RGBColor = RGBColor(0x97, 0xB4, 0xCC);
    pub(in crate::presentation::chart) const BLUE_PALE: RGBColor = RGBColor(0xCF, 0xDD, 0xE9);
    pub(in crate::presentation::chart) const ORANGE: RGBColor = RGBColor(0xF4, 0x6A, 0x25);
    pub(in crate::presentation::chart) const INK: RGBColor = RGBColor(0x1D, 0x1D, 0x1D);
    pub(in crate::presentation::chart) const GREY: RGBColor = RGBColor(0x3D, 0x3D, 0x3D);
    pub(in crate::presentation::chart) const RULE: RGBColor = RGBColor(0xD0, 0xD0, 0xD0);
}

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// What a picture is drawn with.
pub(super) trait Canvas {
    fn line(&self, points: &[(f64, f64)], width: u32, colour: RGBColor) -> Result<(), ChartError>;
    fn area(&self, points: &[(f64, f64)], colour: RGBColor) -> Result<(), ChartError>;
    fn bar(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Result<(), ChartError>;
    fn text(&self, at: (f64, f64), said: &str, style: Type) -> Result<(), ChartError>;
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
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

/// Plotters' measure of a font's size, by the size that SVG gives it.
const EM: f64 = 1.24;

const FAMILY: &str = "Open Sans, Arial, sans-serif";

/// Pixels of the PNG to a point: sharp on a good screen and in print.
const SHARPNESS: u32 = 2;

/// Draws a picture of so many points twice, as SVG text and as PNG bytes.
pub(super) fn draw(
    (width, height): (u32, u32),
    picture: &dyn Fn(&dyn Canvas) -> Result<(), ChartError>,
) -> Result<(String, Vec<u8>), ChartError> {
    load_fonts()?;
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (width, height)).into_drawing_area();
        draw_on(area, 1.0, 0.0, picture)?;
    }
    let (wide, high) = (width * SHARPNESS, height * SHARPNESS);
    let mut pixels = vec![0_u8; wide as usize * high as usize * 3];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, (wide, high)).into_drawing_area();
        draw_on(area, f64::from(SHARPNESS), 0.18, picture)?;
    }
    Ok((svg, encode(&pixels, wide, high)?))
}

fn draw_on<B: DrawingBackend>(
    area: DrawingArea<B, Shift>,
    scale: f64,
    drop: f64,
    picture: &dyn Fn(&dyn Canvas) -> Result<(), ChartError>,
) -> Result<(), ChartError> {
    area.fill(&WHITE).map_err(ChartError::from_display)?;
    let sheet = Sheet { area, scale, drop };
    picture(&sheet)?;
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
    #[expect(clippy::cast_possible_truncation, reason = "a picture is a few thousand pixels wide")]
    fn pixel(&self, (x, y): (f64, f64)) -> (i32, i32) {
        ((x * self.scale).round() as i32, (y * self.scale).round() as i32)
    }

    fn pixels(&self, points: &[(f64, f64)]) -> Vec<(i32, i32)> {
        points.iter().map(|&point| self.pixel(point)).collect()
    }
}

impl<B: DrawingBackend> Canvas for Sheet<B> {
    fn line(&self, points: &[(f64, f64)], width: u32, colour: RGBColor) -> Result<(), ChartError> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
        let width = (f64::from(width) * self.scale).round() as u32;
        let style = ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width: width };
        self.area
            .draw(&PathElement::new(self.pixels(points), style))
            .map_err(ChartError::from_display)
    }

    fn area(&self, points: &[(f64, f64)], colour: RGBColor) -> Result<(), ChartError> {
        self.area
            .draw(&Polygon::new(self.pixels(points), colour.filled()))
            .map_err(ChartError::from_display)
    }

    fn bar(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Result<(), ChartError> {
        let corners = [self.pixel(from), self.pixel(to)];
        self.area.draw(&Rectangle::new(corners, colour.filled())).map_err(ChartError::from_display)
    }

    fn text(&self, at: (f64, f64), said: &str, style: Type) -> Result<(), ChartError> {
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

/// Puts the title and the text alternative into an SVG, where screen readers look for them.
pub(super) fn with_text(svg: &str, title: &str, text: &str) -> String {
    let escape = |said: &str| said.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let Some(end) = svg.find('>').filter(|_| svg.starts_with("<svg")) else {
        return svg.to_owned();
    };
    let (open, rest) = svg.split_at(end);
    format!(
        "{open} role=\"img\" aria-labelledby=\"title desc\"><title id=\"title\">{}</title><desc id=\"desc\">{}</desc>{}",
        escape(title),
        escape(text),
        rest.trim_start_matches('>')
    )
}
