//! Where the parts of a picture lie: panels side by side under one title, or each by itself.

use super::mark::{Marks, Type, colour};
use super::scene::{NAME, Panel, Room, Scene};
use crate::base::statistics::float;

/// Width of every picture, in points.
const WIDTH: f64 = 1000.0;
const MARGIN: f64 = 24.0;
const HEAD: f64 = 96.0;
const FOOT: f64 = 40.0;
/// A line of notes below the panels, and of a legend below its panel.
const NOTE: f64 = 20.0;
const LINE: f64 = 17.0;
/// Letters in a line of a legend, for each point of a panel's width.
const LETTERS: f64 = 0.16;
/// Width of a panel that stands by itself, for a phone with its margins.
const ALONE: f64 = 316.0;

/// Points across and down.
type Size = (u32, u32);

/// The whole picture with its panels two beside each other.
pub(super) fn side_by_side(scene: &Scene<'_>) -> (Size, Marks) {
    let legends = legends(scene);
    let longest = legends.iter().map(Vec::len).max().unwrap_or(0);
    let down = scene.height + LINE * float(longest);
    let (rooms, bottom) = rooms(scene.panels.len(), (scene.height, down));
    let size = whole((WIDTH, bottom + FOOT + NOTE * float(scene.notes.len())));
    let mut marks = Marks::default();
    marks.text((MARGIN, 32.0), &scene.title, Type::bold(24.0));
    marks.text((MARGIN, 64.0), &scene.shown, Type::plain(15.0));
    marks.text((MARGIN, f64::from(size.1) - 18.0), scene.foot, Type::plain(12.5));
    for ((panel, room), legend) in scene.panels.iter().zip(rooms).zip(legends) {
        let first = marks.0.len();
        let name = Type::bold(16.0).in_colour(colour::BLUE);
        marks.text((room.left, room.top + 8.0), &panel.name, name);
        panel.content.fill(&mut marks, room);
        if panel.is_what_if {
            marks.grey_from(first);
        }
        below(&mut marks, (room.left, room.top + room.height), LINE, &legend, 12.5);
    }
    below(&mut marks, (MARGIN, bottom + 10.0), NOTE, &scene.notes, 13.0);
    (size, marks)
}

/// One panel and nothing round it.
pub(super) fn alone(panel: &Panel<'_>, height: f64) -> (Size, Marks) {
    let mut marks = Marks::default();
    let room = Room { left: MARGIN / 4.0, top: -NAME, width: ALONE, height };
    panel.content.fill(&mut marks, room);
    if panel.is_what_if {
        marks.grey_from(0);
    }
    (whole((ALONE + MARGIN / 2.0, height - NAME)), marks)
}

/// Rooms of one height, two beside each other, and where the last ends.
fn rooms(count: usize, (height, down): (f64, f64)) -> (Vec<Room>, f64) {
    let columns = if count > 1 { 2 } else { 1 };
    let across = float(columns);
    let width = (WIDTH - MARGIN * (across + 1.0)) / across;
    let room = |k: usize| Room {
        left: MARGIN + float(k % columns) * (width + MARGIN),
        top: HEAD + float(k.div_euclid(columns)) * down,
        width,
        height,
    };
    ((0..count).map(room).collect(), HEAD + float(count.div_ceil(columns)) * down)
}

/// The lines of each panel's legend.
fn legends(scene: &Scene<'_>) -> Vec<Vec<String>> {
    let (rooms, _) = rooms(scene.panels.len(), (0.0, 0.0));
    let width = rooms.first().map_or(0.0, |room| room.width);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen")]
    let letters = (width * LETTERS) as usize;
    let of =
        |panel: &Panel<'_>| panel.legend.iter().flat_map(|said| lines(said, letters)).collect();
    scene.panels.iter().map(of).collect()
}

/// Lines one below the other.
fn below(marks: &mut Marks, (x, mut y): (f64, f64), apart: f64, lines: &[String], size: f64) {
    for line in lines {
        marks.text((x, y), line, Type::plain(size));
        y += apart;
    }
}

/// A text in lines of so many letters, all of it; a line after the first is set in a little.
fn lines(said: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in said.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            word.clone_into(line);
        } else if line.chars().count() + 1 + word.chars().count() <= letters {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("\u{a0}\u{a0}\u{a0}{word}"));
        }
    }
    lines
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture's size")]
fn whole((across, down): (f64, f64)) -> Size {
    (across as u32, down as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_plan_is_never_cut() {
        let plan =
            "large: 2 \u{d7} 2-bedroom home + 4 \u{d7} 4-bedroom home + second move-on worker";
        let lines = lines(plan, 30);
        assert!(lines.iter().all(|line| line.chars().count() <= 30), "{lines:?}");
        let joined: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(joined.join(" "), plan);
    }

    #[test]
    fn two_panels_stand_beside_each_other_and_a_third_below() {
        let (rooms, bottom) = rooms(3, (100.0, 117.0));
        let corners: Vec<(f64, f64)> = rooms.iter().map(|room| (room.left, room.top)).collect();
        assert_eq!(corners, [(24.0, 96.0), (512.0, 96.0), (24.0, 213.0)]);
        assert!((bottom - 330.0).abs() < 1e-9 && rooms.iter().all(|room| room.width < 465.0));
    }
}
