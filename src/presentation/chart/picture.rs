//! Scenes as pictures: SVG and PNG, and panel by panel for a narrow screen.

use super::layout;
use super::plotting::{self, ChartError};
use super::scene::Scene;
use crate::presentation::document::{Figure, Narrow, NarrowPanel};

impl Scene<'_> {
    /// Panels side by side as SVG, with the title, the text inside for screen readers, and its typeface.
    ///
    /// # Errors
    /// If it cannot be drawn; the bundled font makes that a defect.
    pub fn svg(&self) -> Result<String, ChartError> {
        Ok(plotting::with_faces(&self.svg_with(["title", "desc"])?))
    }

    /// For a page on which other pictures stand.
    ///
    /// # Errors
    /// As [`Scene::svg`].
    pub fn figure(&self) -> Result<Figure, ChartError> {
        let own = ["title", "desc"].map(|part| format!("{}-{part}", self.name));
        Ok(Figure {
            name: self.name,
            title: self.title.clone(),
            svg: self.svg_with(own.each_ref().map(String::as_str))?,
            text: self.text.clone(),
            csv: self.csv()?,
            narrow: self.narrow()?,
        })
    }

    fn svg_with(&self, ids: [&str; 2]) -> Result<String, ChartError> {
        let (size, marks) = layout::side_by_side(self);
        Ok(plotting::with_text(&plotting::svg(size, &marks)?, ids, [&self.title, &self.text]))
    }

    /// For documents that take no SVG.
    ///
    /// # Errors
    /// As [`Scene::svg`].
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        let (size, marks) = layout::side_by_side(self);
        plotting::png(size, &marks)
    }

    /// Panels one below the other.
    pub(super) fn narrow(&self) -> Result<Narrow, ChartError> {
        let panels = self.panels.iter().map(|panel| {
            let (size, marks) = layout::alone(panel, self.height);
            let (name, legend) = (panel.name.clone(), panel.legend.clone());
            Ok(NarrowPanel { name, svg: plotting::svg(size, &marks)?, legend })
        });
        let foot = self.foot.to_owned();
        Ok(Narrow {
            shown: self.shown.clone(),
            panels: panels.collect::<Result<_, ChartError>>()?,
            notes: self.notes.iter().cloned().chain([foot]).collect(),
        })
    }
}
