//! Pictures as files: each in every form, and those of a forecast beside its table.

use crate::doors::failure::Failure;
use crate::planning::forecast::{self, Forecast};
use crate::presentation::chart::{self, ChartError, Scene, Skipped};

/// Every picture comes in these forms.
const ENDINGS: [&str; 4] = ["svg", "png", "csv", "txt"];

/// Names of files and what is in them.
pub(in crate::doors) type Contents = Vec<(String, Vec<u8>)>;

/// A picture in every form, each with its file's name.
pub(in crate::doors) fn forms(scene: &Scene<'_>) -> Result<Contents, Failure> {
    let drawn = || {
        let text = format!("{}\n", scene.text);
        let (svg, csv) = (scene.svg()?.into_bytes(), scene.csv()?.into_bytes());
        Ok([svg, scene.png()?, csv, text.into_bytes()])
    };
    let forms = drawn().map_err(|why: ChartError| anyhow::Error::from(why))?;
    let names = ENDINGS.map(|ending| format!("{}.{ending}", scene.name));
    Ok(names.into_iter().zip(forms).collect())
}

/// The names of the files of these pictures.
pub(in crate::doors) fn names(pictures: &[&str]) -> Vec<String> {
    let forms = |name: &&str| ENDINGS.map(|ending| format!("{name}.{ending}"));
    pictures.iter().flat_map(forms).collect()
}

/// The table of forecasts and their pictures.
pub(in crate::doors) struct Drawn<'a> {
    pub(in crate::doors) contents: Contents,
    pub(in crate::doors) scenes: Vec<Scene<'a>>,
    pub(in crate::doors) skipped: Vec<Skipped>,
}

/// Of these forecasts.
pub(in crate::doors) fn of_forecasts(forecasts: &[Forecast]) -> Result<Drawn<'_>, Failure> {
    let table = forecast::combine(forecasts).map_err(anyhow::Error::from)?;
    let mut contents = vec![("forecast.csv".to_owned(), table.into_bytes())];
    let (scenes, skipped) = chart::of_forecasts(forecasts).map_err(anyhow::Error::from)?;
    for scene in &scenes {
        contents.extend(forms(scene)?);
    }
    Ok(Drawn { contents, scenes, skipped })
}
